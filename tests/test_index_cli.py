"""``varsyn index``: every command, its errors, its JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import click
import pytest

from varsyn.cli.index import command

Run = Callable[..., "CompletedProcess[str]"]


@pytest.fixture
def ix(varsyn_run: Run, tmp_path: Path) -> Run:
    """``varsyn index`` on a file of its own."""

    def call(*arguments: str, **options: object) -> CompletedProcess[str]:
        return varsyn_run("index", *arguments, VARSYN_INDEX=str(tmp_path / "x.db"), cwd=tmp_path, **options)

    return call


def test_the_story_from_the_command_line(ix: Run) -> None:
    assert ix("init").returncode == 0
    for name, texts in {"A": ("R59X", "R481Q"), "B": ("c.1532G>A", "p.Arg511Gln")}.items():
        added = ix("add", *texts, "--gene", "IGF1R", "--document", name)
        assert "2 mentions, 2 new; 2 resolved" in added.stdout
    shown = [json.loads(line) for line in ix("show", "--format", "jsonl").stdout.splitlines()]
    assert {tuple(record["texts"]) for record in shown} == {("R59X",), ("R481Q", "c.1532G>A", "p.Arg511Gln")}
    found = ix("lookup", "R511Q", "--gene", "IGF1R", "--format", "jsonl")
    assert json.loads(found.stdout)["set"]["documents"] == ["A", "B"]
    assert "R481Q" in ix("lookup", "R418Q", "--fuzzy", "--no-resolve").stdout
    papers = ix("papers", "c.1532G>A", "--gene", "IGF1R").stdout.splitlines()
    assert [line.split()[:2] for line in papers] == [["A", "R481Q"], ["B", "c.1532G>A"], ["B", "p.Arg511Gln"]]
    assert "joined" in ix("history", "R481Q", "--gene", "IGF1R").stdout
    assert "the index is sound" in ix("check").stdout
    assert json.loads(ix("stats", "--format", "jsonl").stdout)["mentions"] == 4
    assert "0 descriptions would move" in ix("refresh", "--dry-run").stdout
    assert "NP_000866.1:p.(Arg89Ter)" not in ix("show", "--document", "B", "--new").stdout


def test_curating_from_the_command_line(ix: Run) -> None:
    ix("add", "R59X", "--gene", "IGF1R", "--document", "A")
    pair = ("R59X", "NM_000875.5:c.265C>T", "--gene", "IGF1R")
    nameless = ix("link", *pair)
    assert nameless.returncode == 2
    assert "unnamed_agent" in nameless.stderr
    made = ix("link", *pair, "--agent", "Ada Roe", "--orcid", "0000-0002-1825-0097")
    assert made.returncode == 0
    assert ix("unlink", *pair, "--agent", "Bob Poe").returncode == 0
    conflicts = [json.loads(line) for line in ix("conflicts", "--format", "jsonl").stdout.splitlines()]
    assert [conflict["settled"] for conflict in conflicts] == [False]
    assert ix("unlink", made.stdout.strip(), "--agent", "Ada Roe").returncode == 0
    assert ix("conflicts").stdout == ""
    assert ix("undo", "1", "--agent", "Ada Roe").stdout.strip() == "took back 1 mentions"


def test_files_from_the_command_line(ix: Run, tmp_path: Path) -> None:
    (tmp_path / "m.tsv").write_text("text\tgene\tdocument\nR481Q\tIGF1R\tA\nc.35G>A\tKRAS\tB\n")
    assert "2 new" in ix("add", "--input", "m.tsv").stdout
    assert "2 new" in ix("import", "m.tsv").stdout
    assert "0 mentions" in ix("import", "m.tsv").stdout
    for name in ("e.jsonl", "e.sssom.tsv", "e.json", "e.parquet"):
        assert ix("export", name).returncode == 0
        assert ix("import", name, "--db", f"copy-{name}.db").returncode == 0
        assert "sound" in ix("check", "--db", f"copy-{name}.db").stdout
    assert ix("export", "-").stdout.startswith('{"record":"varsyn-index"')
    (tmp_path / "bad.csv").write_text('text\nR481Q\n"R59X\n')
    bad = ix("import", "bad.csv")
    assert bad.returncode == 2
    assert "bad.csv: line 3: " in bad.stderr


def test_mentions_of_papers_are_extracted_and_added(ix: Run, tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text(
        "We sequenced IGF1R and found c.1532G>A (p.Arg511Gln) in two girls.\n"
    )
    done = ix("add", "--extract", "paper.txt")
    assert done.returncode == 0, done.stderr
    record = json.loads(
        ix("lookup", "c.1532G>A", "--gene", "IGF1R", "--format", "jsonl").stdout.splitlines()[0]
    )
    assert record["set"]["name"] == "NM_000875.5:c.1532G>A"
    assert record["set"]["spellings"][0]["places"][0]["start"] > 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("lookup", "R481Q"),
        ("show",),
        ("check",),
        ("stats",),
        ("show", "--new"),
        ("import", "none.csv"),
        ("add", "--extract"),
        ("add",),
        ("unlink", "xyz", "--agent", "Ada"),
        ("undo", "7", "--agent", "Ada"),
    ],
)
def test_what_cannot_be_done_ends_with_status_2(ix: Run, arguments: tuple[str, ...]) -> None:
    done = ix(*arguments)
    assert done.returncode == 2
    assert done.stderr.strip()


@pytest.mark.parametrize("name", sorted(command.commands))
def test_every_command_is_explained(name: str) -> None:
    assert {"init", "add", "lookup", "show", "papers", "link", "unlink", "conflicts", "history", "refresh",
            "export", "import", "stats", "check"} <= set(command.commands)  # fmt: skip
    one = command.commands[name]
    assert isinstance(one, click.Command)
    assert one.help
    assert len(one.help) > 20
