"""The program as others use it: output forms, exit statuses, pipes, interruptions."""

from __future__ import annotations

import csv
import json
import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from conftest import run_varsyn
from varsyn.cli import COMMANDS
from varsyn.cli.output import COLUMNS

VARSYN = [sys.executable, "-m", "varsyn"]


def resolve_json(*arguments: str, **options: Any) -> list[dict[str, Any]]:
    done = run_varsyn("resolve", *arguments, "--format", "jsonl", **options)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    done = run_varsyn(command, "--help")
    assert done.returncode == 0, done.stderr
    assert "Usage: " in done.stdout
    assert "Examples:" in done.stdout
    assert f"varsyn {command}" in done.stdout.partition("Examples:")[2]


def test_help_and_version() -> None:
    done = run_varsyn("--help")
    assert done.returncode == 0
    assert all(f"  {command}" in done.stdout for command in COMMANDS)
    assert run_varsyn("--version").stdout.startswith("varsyn, version ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("reslove",),
        ("resolve",),
        ("resolve", "--no-such-option", "R481Q"),
        ("resolve", "R481Q", "--format", "xml"),
        ("resolve", "R481Q", "--input", "-"),
        ("resolve", "R481Q", "--document-column", "pmid"),
        ("resolve", "--input", "no/such/file"),
        ("resolve", "--input", "."),
        ("resolve", "R481Q", "--reference", "no/such/file"),
        ("resolve", "R481Q", "--reference", "."),
        ("read",),
        ("read", "--input", "no/such/file"),
        ("explain", "no_such_code"),
    ],
)
def test_unusable_arguments(arguments: tuple[str, ...]) -> None:
    done = run_varsyn(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr


def test_words_that_the_shell_took_apart() -> None:
    assert '"IGF1R R481Q"' in run_varsyn("resolve", "IGF1R", "R481Q").stderr
    assert run_varsyn("resolve", "IGF1R R481Q", "FOO1").stderr == ""
    assert run_varsyn("resolve", "R481Q", "R59X", "--gene", "IGF1R").stderr == ""


def test_a_mistyped_command_is_guessed() -> None:
    assert "resolve" in run_varsyn("reslove").stderr


def test_the_json_object_has_the_fields_of_the_interface() -> None:
    (answer,) = resolve_json("IGF1R R481Q")
    assert set(answer) >= {
        "id", "text", "gene", "status", "variant", "probability", "candidates", "repairs", "messages",
    }  # fmt: skip
    assert answer["id"] == "1"
    assert answer["text"] == "IGF1R R481Q"
    assert answer["gene"] == "IGF1R"
    assert answer["status"] == "resolved"
    assert 0.9 < answer["probability"] <= 1
    variant = answer["variant"]
    assert set(variant) >= {"level", "hgvs_c", "hgvs_p", "hgvs_g", "spdi", "key", "protein_key"}
    assert variant["level"] == "protein"
    assert variant["key"] == variant["protein_key"]
    assert variant["hgvs_g"] == {
        "GRCh37": "NC_000015.9:g.99454613G>A",
        "GRCh38": "NC_000015.10:g.98911384G>A",
    }
    best = answer["candidates"][0]
    assert set(best) >= {"hgvs_c", "hgvs_p", "probability", "numbering", "evidence"}
    assert best["numbering"]["scheme"] == "mature_protein"
    assert best["numbering"]["offset"] == 30
    assert {"code", "detail"} <= set(best["evidence"][0])
    (allele,) = resolve_json("IGF1R c.1532G>A")
    assert allele["variant"]["level"] == "allele"
    assert allele["variant"]["spdi"] == "NM_000875.5:2574:G:A"


def test_the_read_object_has_the_fields_of_the_interface() -> None:
    done = run_varsyn(
        "read", "c.420delC", "c.420dlC", "NM_000875.5(IGF1R):c.1532G>A (p.Arg511Gln)", "--format", "jsonl"
    )
    good, bad, pair = (json.loads(line) for line in done.stdout.splitlines())
    assert good["error"] is None
    reading = good["readings"][0]
    wanted = {
        "hgvs": "c.420del", "accession": None, "gene": None, "coordinate": "c", "edit": "del", "start": "420",
        "end": "420", "ref": "C", "alt": "", "uncertain": False, "protein": None,
    }  # fmt: skip
    assert {name: reading[name] for name in wanted} == wanted
    assert bad["readings"] == []
    assert set(bad["error"]) == {"code", "message", "span", "advice"}
    assert pair["readings"][0]["protein"]["hgvs"] == "p.Arg511Gln"


def test_explain_tells_what_was_tried() -> None:
    shown = run_varsyn("resolve", "IGF1R R481Q", "--explain").stdout
    assert "residue 481 is Asn" in shown
    assert "mature protein" in shown
    assert "1 to 1367" in shown
    (answer,) = resolve_json("IGF1R R481Q", "--explain")
    fitting = [one for one in answer["hypotheses"] if one["fits"]]
    assert fitting[0]["scheme"] == "mature_protein"
    assert any(one["scheme"] == "hgvs" and not one["fits"] for one in answer["hypotheses"])
    assert run_varsyn("resolve", "IGF1R R481Q", "--explain", "--format", "csv").returncode == 2


def test_the_rulers_as_a_picture(tmp_path: Path) -> None:
    drawn = tmp_path / "rulers.svg"
    assert run_varsyn("resolve", "IGF1R R481Q", "--svg", str(drawn)).returncode == 0
    root = ElementTree.parse(drawn).getroot()
    words = " ".join(root.itertext())
    assert root.tag.endswith("svg")
    assert "481" in words
    assert "511" in words
    for arguments in (["hello"], ["IGF1R R481Q", "HBB E6V"], ["--input", "-"]):
        done = run_varsyn("resolve", *arguments, "--svg", str(drawn), stdin="")
        assert done.returncode == 2
    assert run_varsyn("resolve", "IGF1R R481Q", "--svg", str(tmp_path / "no" / "x.svg")).returncode == 2


def test_options_stand_in_for_what_a_mention_does_not_say(tmp_path: Path) -> None:
    table = tmp_path / "in.tsv"
    table.write_text("text\tgene\nR481Q\t\nE6V\tHBB\n")
    first, second = resolve_json("--input", str(table), "--gene", "IGF1R")
    assert first["variant"]["hgvs_c"] == "NM_000875.5:c.1532G>A"
    assert second["gene"] == "HBB"
    (genomic,) = resolve_json("15-99454613-G-A", "--assembly", "GRCh37")
    assert genomic["variant"]["hgvs_c"] == "NM_000875.5:c.1532G>A"


MIXED = [
    "id,text,gene\r\n",
    "a,R481Q,IGF1R\r\n",
    "b,,IGF1R\r\n",
    'c,"c.420del (p.Ala110fsTer20)",IGF1R\r\n',
    'd,"R59X,IGF1R\r\n',
    "\r\n",
    "f,hello,\r\n",
    "g,R12C,FOO1,too,many\r\n",
    "h\r\n",
    "i,IGF1R V599E\x07\x1b[31m,BRAF\r\n",
]


def test_a_batch_answers_every_row_in_order(tmp_path: Path) -> None:
    table = tmp_path / "in.csv"
    table.write_text("".join(MIXED), newline="")
    answers = resolve_json("--input", str(table))
    assert [answer["id"] for answer in answers] == ["a", "b", "c", "d", "5", "f", "g", "h", "i"]
    statuses = [answer["status"] for answer in answers]
    assert statuses[:3] == ["resolved", "empty", "resolved"]
    assert statuses[4] == statuses[7] == "empty"
    assert statuses[5:7] == ["unparsed", "unknown_gene"]
    codes = [[message["code"] for message in answer["messages"]] for answer in answers]
    assert "odd_row" in codes[3]
    assert "odd_row" in codes[6]
    assert "odd_row" not in codes[0]


@pytest.mark.parametrize("form", ["tsv", "csv"])
def test_tables_have_one_row_a_mention(tmp_path: Path, form: str) -> None:
    table = tmp_path / "in.csv"
    table.write_text("".join(MIXED), newline="")
    done = run_varsyn("resolve", "--input", str(table), "--format", form)
    assert done.returncode == 0
    if form == "tsv":
        rows = [line.split("\t") for line in done.stdout.splitlines()]
        assert len(done.stdout.split("\n")) == len(MIXED) + 1
    else:
        rows = list(csv.reader(done.stdout.splitlines()))
    assert rows[0] == list(COLUMNS)
    assert len(rows) == len(MIXED)
    assert {len(row) for row in rows} == {len(COLUMNS)}
    first = dict(zip(COLUMNS, rows[1], strict=True))
    assert first["hgvs_c"] == "NM_000875.5:c.1532G>A"
    assert first["offset"] == "30"


def test_an_empty_table_still_has_a_header(tmp_path: Path) -> None:
    table = tmp_path / "in.tsv"
    table.write_text("text\n")
    assert run_varsyn("resolve", "--input", str(table), "--format", "tsv").stdout == "\t".join(COLUMNS) + "\n"
    assert run_varsyn("resolve", "--input", str(table), "--format", "jsonl").stdout == ""


def test_standard_input_and_line_numbers() -> None:
    answers = resolve_json("--input", "-", stdin="IGF1R R481Q\n\nHBB E6V")
    assert [answer["status"] for answer in answers] == ["resolved", "empty", "resolved"]
    done = run_varsyn("resolve", "--input", "-", "--format", "jsonl", stdin=b"IGF1R R481Q\n\xff\n")
    assert done.returncode == 2
    assert "standard input: line 2" in done.stderr
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"text\nR481Q\n\xe9\n", "line 3: not UTF-8"),
        (b"text\nR481Q\nR5\x009X\n", "line 3: a NUL"),
        ("text\nR481Q\n".encode("utf-16"), "line 1: UTF-16"),
    ],
)
def test_a_file_that_is_no_text_is_refused_before_any_answer(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    table = tmp_path / "in.tsv"
    table.write_bytes(content)
    for command in ("resolve", "read"):
        done = run_varsyn(command, "--input", str(table), "--format", "jsonl")
        assert done.returncode == 2
        assert f"{table}: {reason}" in done.stderr
        assert done.stdout == ""


def test_a_missing_document_column(tmp_path: Path) -> None:
    table = tmp_path / "in.tsv"
    table.write_text("text\tgene\nR481Q\tIGF1R\n")
    done = run_varsyn("resolve", "--input", str(table), "--document-column", "pmid")
    assert done.returncode == 2
    assert f"{table}: line 1: no column 'pmid': the columns are text, gene" in done.stderr


def test_documents_are_read_as_a_whole_and_rows_keep_their_order(tmp_path: Path) -> None:
    """Mentions of one document share a numbering, however its rows are mixed with others."""
    rows = [("R59X", "IGF1R", "p1"), ("E6V", "HBB", ""), ("V599E", "BRAF", "p2"), ("R481Q", "IGF1R", "p1")]
    for name in ("document", "PMID"):
        table = tmp_path / "in.tsv"
        table.write_text(f"text\tgene\t{name}\n" + "".join("\t".join(row) + "\n" for row in rows))
        chosen = [] if name == "document" else ["--document-column", "pmid"]
        answers = resolve_json("--input", str(table), *chosen)
        assert [answer["text"] for answer in answers] == [row[0] for row in rows]
        assert [answer["status"] for answer in answers] == ["resolved"] * 4
        streamed = resolve_json("--input", "-", *chosen, stdin=table.read_text())
        assert streamed == answers


def test_output_is_utf8_in_any_locale() -> None:
    for locale in ("C", "POSIX", "C.UTF-8"):
        done = subprocess.run(
            [*VARSYN, "resolve", "CFTR ΔF508", "--format", "jsonl"],
            capture_output=True, check=True, env={**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0"},
        )  # fmt: skip
        answer = json.loads(done.stdout.decode("utf-8"))
        assert answer["text"] == "CFTR ΔF508"
        assert answer["variant"]["hgvs_c"] == "NM_000492.4:c.1521_1523del"


def test_bytes_that_are_no_text_in_an_argument() -> None:
    done = subprocess.run(
        [*VARSYN, "resolve", b"R481Q\xff", "--format", "jsonl"], capture_output=True, check=False
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert json.loads(done.stdout)["status"] in ("unparsed", "unknown_gene", "unverified", "ambiguous")


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    table = tmp_path / "in.txt"
    table.write_text("IGF1R R481Q\n" * 5000)
    with subprocess.Popen(
        [*VARSYN, "resolve", "--input", str(table), "--format", "jsonl"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as program:  # fmt: skip
        assert program.stdout is not None
        assert program.stderr is not None
        assert program.stdout.readline()
        program.stdout.close()
        assert program.stderr.read() == b""


def test_interrupted_with_what_was_done_written() -> None:
    with subprocess.Popen(
        [*VARSYN, "resolve", "--input", "-", "--format", "jsonl"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as program:  # fmt: skip
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(b"IGF1R R481Q\nHBB E6V\nBRAF V599E\n")
        program.stdin.flush()
        first = program.stdout.readline()
        program.send_signal(signal.SIGINT)
        out, err = program.communicate()
    assert program.returncode == 130
    assert json.loads(first)["text"] == "IGF1R R481Q"
    for line in out.splitlines():
        json.loads(line)
    assert b"Traceback" not in err


def test_a_full_disk_is_told() -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*VARSYN, "explain"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert "output_failed" in done.stderr
    assert "Traceback" not in done.stderr


def on_a_terminal(arguments: list[str], **environment: str) -> str:
    """What the program shows on a terminal."""
    return shown_by([*VARSYN, *arguments], **environment)


def shown_by(command: list[str], stdout: int | None = None, **environment: str) -> str:
    """What a command shows on a terminal, with its standard output there or elsewhere."""
    leader, follower = pty.openpty()
    program = subprocess.Popen(
        command, stdin=follower, stdout=follower if stdout is None else stdout, stderr=follower,
        env={**os.environ, "TERM": "xterm", "NO_COLOR": "", **environment},
    )  # fmt: skip
    os.close(follower)
    shown = b""
    while True:
        ready, _, _ = select.select([leader], [], [], 0.2)
        if ready:
            try:
                chunk = os.read(leader, 65536)
            except OSError:
                break
            shown += chunk
        elif program.poll() is not None:
            break
    program.wait()
    os.close(leader)
    return shown.decode()


def test_a_bar_where_a_person_waits(tmp_path: Path) -> None:
    """On standard error, if that is a terminal and standard output is not, after a moment; not otherwise."""
    table = tmp_path / "in.txt"
    table.write_bytes(b"x" * 100)
    program = (
        "import time\n"
        "from varsyn.cli.progress import PATIENCE, progress\n"
        f"with progress({str(table)!r}, 'resolving') as advance:\n"
        "    advance(1)\n    time.sleep(PATIENCE + 0.1)\n    advance(50)\n    time.sleep(0.3)\n"
    )
    command = [sys.executable, "-c", program]
    assert "resolving" in shown_by(command, stdout=subprocess.DEVNULL)
    assert "resolving" not in shown_by(command)
    silent = subprocess.run(command, capture_output=True, check=True)
    assert silent.stderr == b""


def test_colour_is_for_terminals() -> None:
    assert "\x1b[" not in run_varsyn("read", "R481Q").stdout
    assert "\x1b[" in on_a_terminal(["read", "R481Q"])
    assert "\x1b[" not in on_a_terminal(["read", "R481Q"], NO_COLOR="1")


def test_a_mention_cannot_steer_the_terminal() -> None:
    text = "IGF1R R481Q\x1b[2J\x07\x9b31m"
    for command in ("resolve", "read"):
        shown = run_varsyn(command, text).stdout
        assert not set(shown) & {"\x1b", "\x07", "\x9b"}
        assert "\\x1b[2J" in shown


def test_standard_input_is_answered_line_by_line() -> None:
    """A program at the other end of two pipes gets each answer before it has to ask again."""
    with subprocess.Popen(
        [*VARSYN, "resolve", "--input", "-", "--format", "jsonl"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as program:  # fmt: skip
        assert program.stdin is not None
        assert program.stdout is not None
        for text in (b"IGF1R R481Q", b"HBB E6V"):
            program.stdin.write(text + b"\n")
            program.stdin.flush()
            assert json.loads(program.stdout.readline())["text"] == text.decode()
        program.stdin.close()
    assert program.returncode == 0


def test_memory_does_not_grow_with_the_input(tmp_path: Path) -> None:
    """The peak of a batch ten times as long is about the same."""
    peaks = []
    for count in (2_000, 20_000):
        table = tmp_path / "in.tsv"
        table.write_text("text\tgene\n" + "".join(f"R{n}Q\tIGF1R\n" for n in range(count)))
        program = (
            "import resource, sys\n"
            "from varsyn.cli import group\n"
            f"group(['read', '--input', {str(table)!r}, '--format', 'jsonl'], standalone_mode=False)\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert len(done.stdout.splitlines()) == count
        peaks.append(int(done.stderr))
    assert peaks[1] < peaks[0] * 1.5
