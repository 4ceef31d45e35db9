"""Input files: lines, rows, and the faults that end a command with status 2."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import run_varsyn
from varsyn.cli.lines import MAX_LINE, LineFile
from varsyn.cli.rows import Row, RowFile, cells_of, sniff
from varsyn.model import InputError


def rows(folder: Path, content: bytes, name: str = "in.txt", required: tuple[str, ...] = ()) -> list[Row]:
    path = folder / name
    path.write_bytes(content)
    return list(RowFile(str(path), required))


def texts(folder: Path, content: bytes, name: str = "in.txt") -> list[str]:
    return [row.cells.get("text", "") for row in rows(folder, content, name)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", []),
        (b"R481Q", ["R481Q"]),
        (b"R481Q\n", ["R481Q"]),
        (b"R481Q\n\nR59X\n", ["R481Q", "", "R59X"]),
        (b"\n\n", ["", ""]),
        (b"R481Q\r\nR59X\r\n", ["R481Q", "R59X"]),
        (b"\xef\xbb\xbfR481Q\n", ["R481Q"]),
        ("ΔF508\u2028x\n".encode(), ["ΔF508\u2028x"]),
        (b'"R481Q\nR59X\n', ['"R481Q', "R59X"]),
        (b"text\n", []),
        (b"text\nR481Q\n\nR59X\n", ["R481Q", "", "R59X"]),
        (b"\xef\xbb\xbftext\r\nR481Q\r\n", ["R481Q"]),
        (b"id\ttext\n1\tR481Q\n2\n3\tR59X\textra\n", ["R481Q", "", "R59X"]),
        (b'id\ttext\n1\t"R481Q\n2\t"R59X"\n3\t"a ""b"""\n', ['"R481Q', "R59X", 'a "b"']),
        (b'id,text\n1,"R481Q, het"\n2,"two\nlines"\n3,R59X\n', ["R481Q, het", "two\nlines", "R59X"]),
        (b'id,text\n1,"R481Q\n2,R59X\n3,"V44M"\n', ['"R481Q', "R59X", "V44M"]),
        (b'id,text\n1,"R481Q"x\n2,R59X\n', ['"R481Q"x', "R59X"]),
        (b"id;text\n1;R481Q, het\n", ["R481Q, het"]),
        (b" ID , Text \n1,R481Q\n", ["R481Q"]),
    ],
)
def test_each_row_is_one_mention(tmp_path: Path, content: bytes, expected: list[str]) -> None:
    assert texts(tmp_path, content) == expected


def test_a_single_column_follows_the_file_name(tmp_path: Path) -> None:
    assert texts(tmp_path, b'text\n"a, b"\n', "in.csv") == ["a, b"]
    assert texts(tmp_path, b"text\na, b\n", "in.txt") == ["a, b"]


def test_odd_rows_are_marked(tmp_path: Path) -> None:
    found = rows(tmp_path, b'id,text\n1,R481Q,more\n2,"R59X\n3,V44M\n')
    assert [bool(row.fault) for row in found] == [True, True, False]
    assert [row.line for row in found] == [2, 3, 4]


def test_gzip(tmp_path: Path) -> None:
    assert texts(tmp_path, gzip.compress(b"text\nR481Q\n"), "in.tsv.gz") == ["R481Q"]


def test_an_endless_line_is_cut_and_the_next_is_read(tmp_path: Path) -> None:
    long = "é".encode() * MAX_LINE
    found = texts(tmp_path, b"a" + long + b"\nR481Q\n")
    assert len(found) == 2
    assert len(found[0].encode()) <= MAX_LINE
    assert found[1] == "R481Q"


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"R481Q\nR\xe9sum\xe9\n", "input_encoding", 2),
        (b"R481Q\n\nR\0\n", "input_nul", 3),
        ("text\nR481Q\n".encode("utf-16"), "input_encoding", 1),
        (gzip.compress(b"text\nR481Q\n", mtime=0)[:-6], "input_unreadable", None),
        (b"text\ttext\nR481Q\tR59X\n", "input_duplicate_column", 1),
    ],
)
def test_unusable_files(tmp_path: Path, content: bytes, code: str, line: int | None) -> None:
    with pytest.raises(InputError) as refusal:
        rows(tmp_path, content)
    assert refusal.value.code == code
    assert str(tmp_path / "in.txt") in refusal.value.message
    if line is not None:
        assert f"line {line}:" in refusal.value.message


def test_a_fault_far_down_is_found_before_the_first_row(tmp_path: Path) -> None:
    path = tmp_path / "in.txt"
    path.write_bytes(b"R481Q\n" * 5000 + b"\xff\n")
    with pytest.raises(InputError, match="line 5001"):
        next(iter(RowFile(str(path))))


@pytest.mark.parametrize("content", [b"", b"R481Q\n", b"text\tid\nR481Q\t1\n"])
def test_a_required_column(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputError, match="no column 'pmid'") as refusal:
        rows(tmp_path, content, required=("pmid",))
    assert refusal.value.code == "input_missing_column"


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refusal:
        LineFile(str(tmp_path))
    assert refusal.value.code == "input_directory"
    with pytest.raises(InputError) as refusal:
        LineFile(str(tmp_path / "none"))
    assert refusal.value.code == "input_not_found"
    with pytest.raises(InputError):
        LineFile("a\0b")
    if os.geteuid() != 0:
        locked = tmp_path / "locked"
        locked.touch(mode=0)
        with pytest.raises(InputError):
            LineFile(str(locked))


PLAIN = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=30)


@given(st.lists(PLAIN))
def test_line_n_in_is_row_n(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    """Any lines without a header come back one by one, in order, unchanged."""
    if lines and (sniff(lines[0]) is not None or lines[0].startswith("\ufeff")):
        return
    folder = tmp_path_factory.mktemp("rows")
    content = "".join(f"{line}\n" for line in lines).encode()
    assert texts(folder, content) == lines


@given(st.lists(PLAIN, min_size=1), st.sampled_from("\t,;"))
def test_a_quoted_record_comes_back(cells: list[str], delimiter: str) -> None:
    """RFC 4180: a cell in quotes, its quotes doubled, is any text."""
    if delimiter == "\t":
        cells = [cell.replace("\t", " ") for cell in cells]
    record = delimiter.join('"' + cell.replace('"', '""') + '"' for cell in cells)
    assert cells_of(record, delimiter) == cells


def test_a_table_without_the_column_text_is_refused_and_a_list_is_not(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("id,gene,variant\n1,IGF1R,R481Q\n", encoding="utf-8")
    done = run_varsyn("resolve", "--input", str(table))
    assert done.returncode == 2
    assert "table.csv: line 1: no column 'text'" in done.stderr
    table.write_text("gene\nIGF1R R481Q\n", encoding="utf-8")
    assert run_varsyn("resolve", "--input", str(table)).returncode == 0
