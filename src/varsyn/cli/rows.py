"""Lines to rows: a TSV or CSV table with a header, or one mention a line."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from varsyn.cli.lines import Line, LineFile

MAX_JOINED = 100
"""Physical lines that one quoted CSV cell may span; an open quote beyond that is a stray quote."""


class Row(NamedTuple):
    """One record: the line it begins on, its cells by column, and what is odd about it."""

    line: int
    cells: dict[str, str]
    offset: int
    fault: str = ""


class RowFile:
    """A file of mentions as rows.

    The first line decides: tab- or comma-separated (semicolons too) with a column named ``text``
    (case and blanks ignored) makes a table; otherwise each line, the first included, is the cell ``text``
    of its row. Bad rows are given with ``fault`` set, never dropped: row *n* is mention *n*.

    Raises
    ------
    InputError: as LineFile; and for a table that lacks a column named in ``required`` or holds two
        columns of one name that matter.
    """

    def __init__(self, path: str, required: tuple[str, ...] = ()) -> None:
        self.file = LineFile(path)
        self.required = required

    def __iter__(self) -> Iterator[Row]:
        lines = iter(self.file)
        first = next(lines, None)
        if first is None:
            if self.required:
                raise self._missing(self.required[0], [])
            return
        header = sniff(first.text, self.file.name)
        if header is not None and "text" not in header.columns:
            raise self._missing("text", header.columns)
        if header is None:
            if self.required:
                raise self._missing(self.required[0], [])
            yield Row(first.number, {"text": first.text}, first.offset)
            for line in lines:
                yield Row(line.number, {"text": line.text}, line.offset)
            return
        self._check(header)
        for line, cells, fault in split(lines, header.delimiter):
            yield self._row(line, cells, fault, header.columns)

    def header(self) -> Header | None:
        """The header of a regular file that is a table."""
        first = next(iter(self.file), None)
        return sniff(first.text, self.file.name) if first is not None else None

    def _check(self, header: Header) -> None:
        for name in self.required:
            if name not in header.columns:
                raise self._missing(name, header.columns)
        for name in ("text", *self.required):
            if header.columns.count(name) > 1:
                raise self.file.fault(1, f"two columns are named {name!r}", "input_duplicate_column")

    def _missing(self, name: str, columns: list[str]) -> Exception:
        has = f"the columns are {', '.join(columns)}" if columns else "the first line is no header"
        return self.file.fault(
            1, f"no column {name!r}: {has}", "input_missing_column",
            "the first line must name the columns, separated by tabs or commas, one of them 'text'",
        )  # fmt: skip

    @staticmethod
    def _row(line: Line, cells: list[str], fault: str, columns: list[str]) -> Row:
        extra = [cell for cell in cells[len(columns) :] if cell.strip()]
        if extra and not fault:
            fault = f"{len(cells)} cells where the header names {len(columns)}: the last are passed over"
        named: dict[str, str] = {}
        for column, cell in zip(columns, cells, strict=False):
            named.setdefault(column, cell)
        return Row(line.number, named, line.offset, fault)


class Header(NamedTuple):
    """The columns of a table, lower-cased and stripped, and what separates cells."""

    columns: list[str]
    delimiter: str


_KNOWN = frozenset(("id", "gene", "transcript", "species", "assembly", "document"))


def sniff(first_line: str, file_name: str = "") -> Header | None:
    """The header, where the first line is one; None where the file is one mention a line.

    A column named ``text`` makes a header. So do several columns without a digit, one of which varsyn knows:
    a table that lacks ``text``, which is refused, for nobody means the line as a mention.

    >>> sniff("id\\tText\\tgene")
    Header(columns=['id', 'text', 'gene'], delimiter='\\t')
    >>> sniff("id,gene,variant").columns, sniff("IGF1R R481Q"), sniff("IGF1R, R481Q")
    (['id', 'gene', 'variant'], None, None)
    """
    comma_first = file_name.removesuffix(".gz").endswith(".csv")
    plain = not any(letter.isdigit() for letter in first_line)
    other: Header | None = None
    for delimiter in (",", "\t", ";") if comma_first else ("\t", ",", ";"):
        columns = [cell.strip().lower() for cell in cells_of(first_line, delimiter) or []]
        if "text" in columns:
            return Header(columns, delimiter)
        if other is None and plain and len(columns) > 1 and _KNOWN & set(columns):
            other = Header(columns, delimiter)
    return other


def split(lines: Iterator[Line], delimiter: str) -> Iterator[tuple[Line, list[str], str]]:
    """Records of a table: (line it begins on, cells, what is odd).

    In a TSV, a record is a line. In a CSV (RFC 4180) a quoted cell may hold line ends; a quote that is
    never closed, or closed in the middle of a cell, makes that one line odd and is kept as a character, so
    that it cannot swallow the rest.
    """
    waiting: deque[Line] = deque()
    while (line := waiting.popleft() if waiting else next(lines, None)) is not None:
        cells = cells_of(line.text, delimiter)
        if cells is None and line.text.count('"') % 2:
            while len(waiting) < MAX_JOINED and (more := next(lines, None)) is not None:
                waiting.append(more)
            cells, used = _joined(line.text, waiting, delimiter)
            for _ in range(used):
                waiting.popleft()
        if cells is None:
            yield line, line.text.split(delimiter), "a quotation mark is not closed"
        else:
            yield line, cells, ""


def _joined(text: str, waiting: Iterable[Line], delimiter: str) -> tuple[list[str] | None, int]:
    """The cells of a record that goes on over further lines, and how many; None where no line closes it."""
    record = [text]
    for used, line in enumerate(waiting, start=1):
        record.append(line.text)
        if line.text.count('"') % 2:
            cells = cells_of("\n".join(record), delimiter)
            return cells, used if cells is not None else 0
    return None, 0


def cells_of(record: str, delimiter: str) -> list[str] | None:
    """The cells of one record; None where its quotes do not close.

    >>> cells_of('1,"R481Q, het",IGF1R', ",")
    ['1', 'R481Q, het', 'IGF1R']
    >>> cells_of('1,"R481Q', ",") is None
    True
    """
    if '"' not in record:
        return record.split(delimiter)
    if delimiter == "\t":
        return [_unquoted(cell) for cell in record.split("\t")]
    try:
        return next(csv.reader([record], delimiter=delimiter, strict=True), [""])
    except csv.Error:
        return None


def _unquoted(cell: str) -> str:
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell
