"""``varsyn extract`` and ``varsyn papers`` as a person uses them. All texts are made up."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
TEXT = "Short stature\n\nThe R481Q and R59X mutations of IGF1R were seen.\n"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    (folder / "deep").mkdir(parents=True)
    for number in range(5):
        (folder / f"p{number}.txt").write_text(TEXT.replace("R59X", f"R{59 + number}X"))
    (folder / "deep" / "q.html").write_text("<html><body><p>BRAF<sup>V600E</sup></p></body></html>")
    (folder / ".hidden").write_text("KRAS G12D")
    return folder


def rows(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_one_file(varsyn_run: Run, papers: Path) -> None:
    path = papers / "p0.txt"
    done = varsyn_run("extract", str(path))
    assert done.returncode == 0
    assert done.stderr == ""
    found = rows(done)
    assert [(row["text"], row["gene"], row["section"]) for row in found] == [
        ("R481Q", "IGF1R", "body"),
        ("R59X", "IGF1R", "body"),
    ]
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in found)
    assert found[0]["document"] == str(path)
    assert found[0]["readings"][0]["hgvs"] == "p.(Arg481Gln)"


def test_resolved_together(varsyn_run: Run, papers: Path) -> None:
    found = rows(varsyn_run("extract", "--resolve", str(papers / "p0.txt")))
    assert [row["resolution"]["variant"]["hgvs_c"] for row in found] == [
        "NM_000875.5:c.1532G>A",
        "NM_000875.5:c.265C>T",
    ]


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_a_folder_with_bad_files_is_done_in_order(varsyn_run: Run, papers: Path, jobs: str) -> None:
    (papers / "p1.txt").write_bytes(b"R481Q \xff")
    (papers / "p3.txt").write_bytes(b"R481Q \0")
    done = varsyn_run("extract", str(papers), str(papers / "nowhere.txt"), "--jobs", jobs)
    assert done.returncode == 2
    assert "3 of 7 files could not be read" in done.stderr
    assert "p1.txt: line 1, byte 6: not utf-8" in done.stderr
    assert "p3.txt: line 1: a NUL character" in done.stderr
    assert "nowhere.txt: No such file" in done.stderr
    assert [Path(row["file"]).name for row in rows(done)] == [
        "p0.txt", "p0.txt", "p2.txt", "p2.txt", "p4.txt", "p4.txt", "q.html",
    ]  # fmt: skip


def test_a_list_of_files(varsyn_run: Run, papers: Path, tmp_path: Path) -> None:
    listing = tmp_path / "list.txt"
    listing.write_text(f"# papers\n{papers / 'p0.txt'}\n\n{papers / 'p4.txt'}\n")
    assert len(rows(varsyn_run("extract", "--list", str(listing)))) == 4


def test_jobs_change_nothing(varsyn_run: Run, papers: Path) -> None:
    one = varsyn_run("extract", str(papers), "--jobs", "1", "--resolve")
    many = varsyn_run("extract", str(papers), "--jobs", "4", "--resolve")
    assert one.stdout == many.stdout


def test_an_interrupted_run_goes_on_where_it_stopped(varsyn_run: Run, papers: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    journal = tmp_path / "out.jsonl.progress"
    (papers / "p4.txt").write_bytes(b"\xff")
    arguments = ("extract", str(papers), "--output", str(output), "--jobs", "1")
    assert varsyn_run(*arguments).returncode == 2
    assert len(journal.read_text().splitlines()) == 5
    with output.open("a") as stream:
        stream.write('{"cut off in the mid')
    (papers / "p4.txt").write_text(TEXT)
    before = json.loads(output.read_text().splitlines()[0])
    done = varsyn_run(*arguments, "--resume")
    assert done.returncode == 0
    found = [json.loads(line) for line in output.read_text().splitlines()]
    assert found[0] == before
    assert sorted(row["text"] for row in found).count("R481Q") == 5
    assert not journal.exists()


def test_a_file_that_changed_is_done_again(varsyn_run: Run, papers: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    (papers / "p4.txt").write_bytes(b"\xff")
    arguments = ("extract", str(papers), "--output", str(output), "--jobs", "1")
    varsyn_run(*arguments)
    (papers / "p0.txt").write_text("KRAS G12D and G13D")
    (papers / "p4.txt").unlink()
    assert varsyn_run(*arguments, "--resume").returncode == 0
    texts = [json.loads(line)["text"] for line in output.read_text().splitlines()]
    assert texts.count("G12D") == 1
    assert "R59X" not in texts


def test_the_output_is_not_read_as_a_paper(varsyn_run: Run, papers: Path) -> None:
    output = papers / "out.jsonl"
    for _ in range(2):
        assert varsyn_run("extract", str(papers), "--output", str(output)).returncode == 0
        assert len(output.read_text().splitlines()) == 11


def test_a_file_name_that_is_no_utf8(varsyn_run: Run, tmp_path: Path) -> None:
    name = bytes(tmp_path) + b"/p\xff.txt"
    try:
        with open(name, "w") as stream:
            stream.write(TEXT)
    except OSError:
        pytest.skip("this file system takes no such names")
    done = varsyn_run("extract", str(tmp_path))
    assert done.returncode == 0
    assert len(rows(done)) == 2


def test_the_page(varsyn_run: Run, papers: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = varsyn_run("extract", str(papers), "--html", str(page), "--resolve", "--jobs", "2")
    assert done.returncode == 0
    assert len(rows(done)) == 11
    text = page.read_text()
    assert text.count("<article>") == text.count("</article>") == 6
    assert text.count('class="m ProteinMutation') == 12
    assert text.count('class="m ProteinMutation resolved"') >= 7
    assert text.endswith("</html>\n")


@pytest.mark.parametrize("form", ["text", "bioc", "pubtator"])
def test_other_forms(varsyn_run: Run, papers: Path, form: str) -> None:
    done = varsyn_run("extract", str(papers), "--format", form, "--jobs", "1")
    assert done.returncode == 0
    assert done.stdout.count("R481Q") >= 5


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "no file to read"),
        (("x.txt", "--resume"), "--resume needs --output"),
        (("x.txt", "--resume", "--output", "o", "--html", "h"), "--resume does not go with --html"),
        (("x.txt", "--output", "no/such/folder/o"), "No such file"),
        (("--list", "nowhere"), "nowhere"),
        (("x.txt", "--format", "xlsx"), "xlsx"),
        (("x.txt", "--jobs", "0"), "jobs"),
    ],
)
def test_unusable_arguments(varsyn_run: Run, tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    done = varsyn_run("extract", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stdout == ""


def test_a_closed_pipe_ends_quietly(papers: Path) -> None:
    command = f"{sys.executable} -m varsyn extract {papers} --format text | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1


def test_nothing_found_is_no_error(varsyn_run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("")
    done = varsyn_run("extract", str(path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_help_has_examples(varsyn_run: Run) -> None:
    for command in ("extract", "papers"):
        assert "Examples:" in varsyn_run(command, "--help").stdout


def test_papers_across_documents(varsyn_run: Run, papers: Path, tmp_path: Path) -> None:
    pytest.importorskip("sqlalchemy")
    index = str(tmp_path / "index.db")
    (papers / "p1.txt").write_text("Another\n\nIn IGF1R, c.1532G>A (p.Arg511Gln) recurred.\n")
    files = [str(papers / name) for name in ("p0.txt", "p1.txt")]
    assert varsyn_run("index", "add", "--db", index, "--extract", *files).returncode == 0
    done = varsyn_run("papers", "IGF1R p.R511Q", "--index", index, "--format", "jsonl")
    assert {(Path(row["document"]).name, row["text"]) for row in rows(done)} == {
        ("p0.txt", "R481Q"),
        ("p1.txt", "c.1532G>A"),
        ("p1.txt", "p.Arg511Gln"),
    }
    text = varsyn_run("papers", "R481Q", "--gene", "IGF1R", "--index", index).stdout
    assert files[0] in text
    assert files[1] in text
    none = varsyn_run("papers", "IGF1R c.10A>G", "--index", index)
    assert (none.returncode, none.stdout) == (0, "")
    assert "no paper" in none.stderr
    assert varsyn_run("papers", "IGF1R R481Q", "--index", str(tmp_path / "nix.db")).returncode == 2
