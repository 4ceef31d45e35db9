"""A table of any format, read twice: once for what it says, once to give it back with more columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from varsyn.curation.columns import Columns, recognize
from varsyn.curation.delimited import RowNote
from varsyn.model import InputError

Cell = str | float | int | bool | None
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
    kind = kind_of(path, options)
    if options.format in ("csv", "tsv"):
        mark = "\t" if options.format == "tsv" else ","
        options = msgspec.structs.replace(options, delimiter=options.delimiter or mark)
    if path.is_dir():
        raise InputError(f"{path} is a directory, not a table", code="not_a_file")
    if not path.exists():
        raise InputError(f"there is no file {path}", code="no_such_file")
    if kind == "delimited":
        from varsyn.curation.delimited_table import DelimitedTable

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


def check_target(source: Path, target: Path, options: Options) -> None:
    """Raise InputError where the ending of the target promises another format than the table is written in.

    A table comes back in its own format; a workbook also as CSV or TSV.
    """
    kind, wanted = kind_of(source, options), FORMATS.get(_ending(target))
    texts = kind == "delimited" or kind.endswith("excel")
    if wanted in (None, kind) or (wanted == "delimited" and texts):
        return
    raise InputError(
        f"{source.name} is not written as {target.name}: a table comes back in its own format",
        code="other_format",
        advice=["leave --out away, or give a name that ends like that of the table"],
    )


def kind_of(path: Path, options: Options) -> str:
    """The format of a table: as the user says, else by the ending of its name."""
    said = options.format
    if said in ("csv", "tsv"):
        return "delimited"
    return said or FORMATS.get(_ending(path), "delimited")


def _ending(path: Path) -> str:
    return Path(path.name.lower().removesuffix(".gz")).suffix


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


def columns_of(table: Table, options: Options, where: str) -> Columns:
    """The roles of a table's columns; raises InputError where none of them holds the variant."""
    from varsyn.curation.columns import require

    found = recognize(table.columns, options.columns)
    require(found, table.columns, where)
    return found
