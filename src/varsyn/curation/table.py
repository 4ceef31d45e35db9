"""A table of any format, read twice: once for what it says, once to give it back with more columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Protocol

import msgspec

from varsyn.curation.columns import Columns, recognize
from varsyn.curation.delimited import Dialect, Record, RowNote, sniff, split_records
from varsyn.curation.encoding import blocks
from varsyn.model import InputError

Cell = str | float | int | bool | None
MAX_TAILS = 200_000
"""Texts of added cells that are remembered while a table is written."""
HEADER_SEARCH = 20
"""Rows among which the header is looked for: tables of papers have a title and remarks above it."""


class Table(Protocol):
    """Rows that can be gone through several times. Row numbers count from 1 and are those of the file."""

    columns: Sequence[str]
    notes: list[RowNote]
    """Remarks on single rows; a pass of ``rows`` starts a new list and has a row's remarks before the row."""

    def rows(self, wanted: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each row's number and the text of the wanted columns (index from 0; -1 gives an empty text)."""
        ...

    def write(self, target: Path, names: Sequence[str], values: Iterable[Sequence[Cell]]) -> None:
        """The table as it was read, with further columns; ``values`` has one entry a row, in order."""
        ...


class Options(msgspec.Struct, frozen=True):
    """What the user said about the table instead of leaving it to be recognized."""

    format: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    """From 1, as the file is shown; 0 for a table without header."""
    columns: Mapping[str, str] = {}
    """Role to column name."""


FORMATS = {
    ".csv": "delimited", ".tsv": "delimited", ".tab": "delimited", ".txt": "delimited", ".vcf": "delimited",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".parquet": "parquet", ".pq": "parquet",
    ".xlsx": "excel", ".xlsm": "excel", ".xls": "old_excel", ".ods": "old_excel", ".xlsb": "old_excel",
}  # fmt: skip
"""File name ending to the format that it means; anything else is read as delimited text."""


def open_table(path: Path, options: Options | None = None) -> Table:
    """Open a table by the ending of its name (``.gz`` removed), or as ``options.format`` says.

    Raises InputError where the file cannot be read as that.
    """
    options = options or Options()
    name = path.name.lower().removesuffix(".gz")
    kind = options.format or FORMATS.get(Path(name).suffix, "delimited")
    if kind in ("csv", "tsv"):
        options = msgspec.structs.replace(
            options, delimiter=options.delimiter or ("\t" if kind == "tsv" else ",")
        )
        kind = "delimited"
    if path.is_dir():
        raise InputError(f"{path} is a directory, not a table", code="not_a_file")
    if not path.exists():
        raise InputError(f"there is no file {path}", code="no_such_file")
    if kind == "delimited":
        return DelimitedTable(path, options)
    if kind in ("jsonl", "json"):
        from varsyn.curation.jsonlines import JsonTable

        return JsonTable(path, options, array=kind == "json")
    if kind == "parquet":
        from varsyn.curation.parquet import ParquetTable

        return ParquetTable(path, options)
    if kind in ("excel", "old_excel"):
        from varsyn.curation.workbook import open_workbook

        return open_workbook(path, options, old=kind == "old_excel")
    raise InputError(f"there is no table format {kind!r}", code="unknown_table_format")


def find_header(first: Sequence[Sequence[str]], options: Options) -> int:
    """Index (from 0) of the header among the first rows; -1 where the table has none.

    It is the first row in which a column is recognized as holding the variant; without such a row, the
    first that is not empty. Columns that the user names count as recognized. A file of one column whose
    first line holds a digit is a list of variants, one a line.
    """
    if options.header_row is not None:
        return options.header_row - 1
    wanted = [name for name in options.columns.values() if name and not name.isdigit()]
    for index, cells in enumerate(first[:HEADER_SEARCH]):
        if wanted and all(name in cells for name in wanted):
            return index
        if not wanted and recognize(cells).usable:
            return index
    if not wanted and all(len(cells) == 1 for cells in first) and re.search(r"\d", first[0][0]):
        return -1
    return next((index for index, cells in enumerate(first) if any(cell.strip() for cell in cells)), -1)


def unique_names(header: Sequence[str], width: int) -> list[str]:
    """Column names for ``width`` columns: a nameless one is called after its number, a double gets one.

    >>> unique_names(["a", "", "a"], 4)
    ['a', 'column_2', 'a_2', 'varsyn_extra_1']
    """
    names: list[str] = []
    for index in range(width):
        if index < len(header):
            name = header[index].strip() or f"column_{index + 1}"
        else:
            name = f"varsyn_extra_{index - len(header) + 1}"
        base, count = name, 1
        while name in names:
            count += 1
            name = f"{base}_{count}"
        names.append(name)
    return names


class DelimitedTable:
    """A CSV or TSV file. Rows with too many cells get ``varsyn_extra_n`` columns; too few are filled up."""

    def __init__(self, path: Path, options: Options) -> None:
        self.path = path
        self.dialect: Dialect = sniff(path, options.delimiter, options.encoding)
        self.notes: list[RowNote] = []
        first: list[list[str]] = []
        for record in self._records([]):
            first.append(record.cells)
            if len(first) > HEADER_SEARCH:
                break
        if not any(any(cell.strip() for cell in cells) for cells in first):
            raise InputError(f"{path} is empty: there is no header and no row", code="empty_table")
        at = find_header(first, options)
        self._crlf = self._ends_in_crlf()
        self.header = [] if at < 0 else [cell.removeprefix("\ufeff") for cell in first[at]]
        self._header_record = at
        self.width = len(self.header) or max(len(cells) for cells in first)
        self.columns: Sequence[str] = self._names()

    def _names(self) -> list[str]:
        if not self.header and self.width == 1:
            return ["variant"]
        return unique_names(self.header or [""] * self.width, self.width)

    def _ends_in_crlf(self) -> bool:
        first = next((block.texts[0] for block in blocks(self.path, self.dialect.encoding)), "")
        return first.endswith("\r")

    def _records(self, notes: list[RowNote]) -> Iterator[Record]:
        return split_records(self._lines(notes), self.dialect.delimiter, notes)

    def _lines(self, notes: list[RowNote]) -> Iterator[tuple[int, str]]:
        usual = ""
        for first, texts, encoding in blocks(self.path, self.dialect.encoding):
            if encoding not in ("ascii", usual):
                if usual:
                    notes.append(RowNote(first, "mixed_encoding", f"this line is {encoding}, others {usual}"))
                usual = usual or encoding
            yield from zip(range(first, first + len(texts)), texts, strict=True)

    def _body(self, notes: list[RowNote]) -> Iterator[Record]:
        return islice(self._records(notes), self._header_record + 1, None)

    def rows(self, wanted: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        notes: list[RowNote] = []
        self.notes = notes
        header, widest = len(self.header) or self.width, self.width
        plain = len(wanted) > 1 and min(wanted) >= 0
        pick: Callable[[list[str]], tuple[str, ...]] = itemgetter(*wanted) if plain else tuple
        for number, cells, _ in self._body(notes):
            found = len(cells)
            if found != header:
                widest = max(widest, found)
                empty = not any(cells)
                if found > header:
                    notes.append(RowNote(number, "long_row", f"{found} cells under {header} columns"))
                elif not empty:
                    notes.append(RowNote(number, "short_row", f"{found} cells under {header} columns"))
            if plain and found == header:
                yield number, pick(cells)
            else:
                yield number, tuple([cells[i] if 0 <= i < found else "" for i in wanted])
        self.width = widest
        self.columns = self._names()

    def write(self, target: Path, names: Sequence[str], values: Iterable[Sequence[Cell]]) -> None:
        delimiter = self.dialect.delimiter or ","
        encoding = "utf-8-sig" if self.dialect.bom else "utf-8"
        ends = "\r\n" if self._crlf else "\n"
        line = _LineWriter(delimiter)
        tails: dict[int, tuple[Sequence[Cell], str]] = {}
        with target.open("w", encoding=encoding, newline="") as handle:
            for record in islice(self._records([]), max(self._header_record, 0)):
                handle.write(line(record.cells) + ends)
            handle.write(line([*self._written_header(), *names]) + ends)
            width = self.width
            for (_, cells, raw), more in zip(self._body([]), values, strict=True):
                # Rows of one name get the same cells: their text is made once.
                known = tails.get(id(more))
                if known is None:
                    if len(tails) > MAX_TAILS:
                        tails.clear()
                    known = tails[id(more)] = (more, line(more))
                if raw and self.dialect.delimiter and len(cells) == width:
                    handle.write(f"{raw}{delimiter}{known[1]}{ends}")
                else:
                    full = line(cells + [""] * (width - len(cells)))
                    handle.write(f"{full}{delimiter}{known[1]}{ends}")

    def _written_header(self) -> list[str]:
        """The header as it was; only columns that had none get a name."""
        return [*self.header, *self.columns[len(self.header) :]]


class _LineWriter:
    """Cells to one line of CSV, without its end."""

    def __init__(self, delimiter: str) -> None:
        self._buffer = io.StringIO()
        self._writer = csv.writer(self._buffer, delimiter=delimiter, lineterminator="")

    def __call__(self, cells: Sequence[Cell]) -> str:
        self._buffer.seek(0)
        self._buffer.truncate()
        self._writer.writerow(cells)
        return self._buffer.getvalue()


def columns_of(table: Table, options: Options, where: str) -> Columns:
    """The roles of a table's columns; raises InputError where none of them holds the variant."""
    from varsyn.curation.columns import require

    found = recognize(table.columns, options.columns)
    require(found, table.columns, where)
    return found
