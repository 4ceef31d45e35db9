"""Long work at a terminal: a bar where a person is looking, and Ctrl-C leaves nothing half-written."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import run_varsyn

MANY = 4_000


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rows of many different names, so that there is time to watch."""
    path = tmp_path_factory.mktemp("terminal") / "patients.csv"
    rows = (f"IGF1R,p.Arg{n}Gln,{n // 7},P{n}\n" for n in range(1, MANY))
    path.write_text("gene,variant,PMID,proband\n" + "".join(rows), encoding="utf-8")
    return path


def on_terminal(
    *arguments: str, interrupt_at: bytes | None = None, times: int = 1, stdout: int | None = None
) -> tuple[int, bytes]:
    """Run the program on a terminal of its own; interrupt it when it first shows some words.

    Answers the exit status and everything that the terminal showed. Ctrl-C at a terminal reaches every
    process of the group.
    """
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "varsyn", *arguments],
        stdin=subprocess.DEVNULL, stdout=theirs if stdout is None else stdout, stderr=theirs,
        start_new_session=True, env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65_536)
        except OSError:
            break
        if not part:
            break
        shown += part
        if interrupt_at is not None and interrupt_at in shown:
            for _ in range(times):
                os.killpg(running.pid, signal.SIGINT)
            interrupt_at = None
    os.close(ours)
    assert b"Traceback" not in shown, shown
    return running.wait(), shown


def test_a_bar_is_shown_on_a_terminal(table: Path, tmp_path: Path) -> None:
    with (tmp_path / "stdout").open("wb") as stdout:
        status, shown = on_terminal(
            "dedup", str(table), "-o", str(tmp_path / "out.csv"), "--workers", "1", stdout=stdout.fileno()
        )
    assert status == 0
    for stage in (b"reading", b"resolving", b"writing"):
        assert stage in shown
    assert f"{MANY - 1}/{MANY - 1}".encode() in shown
    # The summary is what was asked for; the bar is not part of it.
    said = (tmp_path / "stdout").read_text("utf-8")
    assert f"{MANY - 1:,} rows" in said
    assert "resolving" not in said


def test_no_bar_in_a_pipe(table: Path, tmp_path: Path) -> None:
    done = run_varsyn("dedup", str(table), "-o", str(tmp_path / "out.csv"), "--workers", "1")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("stage", [b"reading", b"resolving", b"writing"])
@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_leaves_no_half_written_file(table: Path, tmp_path: Path, stage: bytes, workers: str) -> None:
    out, report = tmp_path / "out.csv", tmp_path / "report.html"
    out.write_text("what was there before\n", encoding="utf-8")
    status, shown = on_terminal(
        "dedup", str(table), "-o", str(out), "--report", str(report), "--workers", workers,
        interrupt_at=stage, times=2,
    )  # fmt: skip
    assert status == 130
    assert b"interrupted" in shown
    assert out.read_text("utf-8") == "what was there before\n"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_ctrl_c_leaves_an_index_whole(table: Path, tmp_path: Path) -> None:
    index = tmp_path / "curation.db"
    assert run_varsyn("index", "init", str(index)).returncode == 0
    status, shown = on_terminal(
        "dedup", str(table), "-o", str(tmp_path / "out.csv"), "--index", str(index), "--workers", "1",
        interrupt_at=b"adding to the index",
    )  # fmt: skip
    assert status == 130, shown[-500:]
    checked = run_varsyn("index", "check", "--index", str(index))
    assert checked.returncode == 0, checked.stdout + checked.stderr
    # The same command again adds what is missing.
    again = run_varsyn("dedup", str(table), "-o", str(tmp_path / "out.csv"), "--index", str(index))
    assert again.returncode == 0, again.stderr
    assert run_varsyn("index", "check", "--index", str(index)).returncode == 0
