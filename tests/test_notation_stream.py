"""``varsyn read`` of streams: answers as they are due, in order, and what stands before a fault."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from conftest import run_varsyn
from varsyn.cli.lines import MAX_LINE, LineFile

READ = [sys.executable, "-m", "varsyn", "read", "--format", "jsonl", "--input"]


def test_a_program_at_the_other_end_of_two_pipes_gets_each_answer() -> None:
    with subprocess.Popen([*READ, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for texts in (["c.420delC"], ["R481Q", "no variant", ""], ["IGF1R:c.1532G>A"]):
            program.stdin.write("".join(f"{text}\n" for text in texts).encode())
            program.stdin.flush()
            assert [json.loads(program.stdout.readline())["text"] for _ in texts] == texts
        program.stdin.close()
    assert program.returncode == 0


def test_half_a_line_is_waited_for() -> None:
    with subprocess.Popen([*READ, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for piece in (b"c.420", b"delC\nR4", b"81Q"):
            program.stdin.write(piece)
            program.stdin.flush()
        program.stdin.close()
        answers = [json.loads(line)["text"] for line in program.stdout]
    assert answers == ["c.420delC", "R481Q"]


def test_chunks_change_no_answer(tmp_path: Path) -> None:
    """Line n in is line n out, from a file, from a pipe and one by one."""
    texts = [f"R{n}Q" if n % 3 else f"NM_000875.5:c.{n}G>A" if n % 2 else "" for n in range(1, 1300)]
    path = tmp_path / "in.txt"
    path.write_text("".join(f"{text}\r\n" for text in texts))
    from_file = run_varsyn("read", "--format", "jsonl", "--input", str(path)).stdout
    from_pipe = run_varsyn("read", "--format", "jsonl", "--input", "-", stdin=path.read_text()).stdout
    one_by_one = run_varsyn("read", "--format", "jsonl", *texts[:40]).stdout
    assert from_file == from_pipe
    assert [json.loads(line)["text"] for line in from_file.splitlines()] == texts
    assert from_file.splitlines()[:40] == one_by_one.splitlines()


def test_what_stands_before_a_fault_of_a_stream_is_answered() -> None:
    done = run_varsyn("read", "--format", "jsonl", "--input", "-", stdin=b"R481Q\nR59X\n\xff\nR1A\n")
    assert done.returncode == 2
    assert "standard input: line 3" in done.stderr
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == ["R481Q", "R59X"]


def test_lines_are_cut_where_blocks_end(tmp_path: Path) -> None:
    path = tmp_path / "in.txt"
    lines = ["a" * 65_535, "", "b" * 65_536, "c" * 200_000, "d", "e" * (MAX_LINE + 70_000), "f"]
    path.write_text("\n".join(lines))
    found = [line.text for line in LineFile(str(path))]
    assert found == [line[:MAX_LINE] for line in lines]
    assert [line.number for line in LineFile(str(path))] == list(range(1, 8))
