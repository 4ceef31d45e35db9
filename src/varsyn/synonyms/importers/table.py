"""Plain tables: TSV or CSV with a header, one mention a row.

Columns: ``text`` (needed); ``id``, ``gene``, ``transcript``, ``species``, ``assembly``, ``document``,
``section``, ``start``, ``end`` (0-based, half-open) where there are. Other columns are passed over.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import ClassVar

from varsyn.model import Mention
from varsyn.synonyms.importers.base import Unit, present
from varsyn.synonyms.importers.lines import Line, TextFile
from varsyn.synonyms.judge import DocumentKind

_FIELDS = ("id", "gene", "transcript", "species", "assembly", "document", "section")


class PlainTable:
    """A TSV or CSV with a column ``text``."""

    name: ClassVar[str] = "table"
    source: ClassVar[str] = "table"
    kind: ClassVar[DocumentKind] = "paper"

    def recognizes(self, first: list[str], file_name: str) -> bool:
        """By a header with a column ``text``."""
        return bool(first) and _header(first[0], file_name) is not None

    def units(self, file: TextFile, lines: Iterator[Line]) -> Iterator[Unit]:
        """One unit a row; a mention without an ``id`` gets its line number, so that rows stay apart."""
        head = next(lines, None)
        found = _header(head.text, file.name) if head is not None else None
        if head is None or found is None:
            raise file.fault(
                1, "no column 'text' in the first line", "input_missing_column",
                "the first line must name the columns, separated by tabs or commas",
            )  # fmt: skip
        header, delimiter = found
        for name in ("text", *_FIELDS, "start", "end"):
            if header.count(name) > 1:
                raise file.fault(1, f"more than one column {name!r}", "input_odd_row")
        for last, row in _rows(file, lines, delimiter):
            if not any(cell.strip() for cell in row):
                continue
            if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
                raise file.fault(
                    last, f"{len(row)} cells where the header names {len(header)} columns", "input_odd_row"
                )
            yield Unit((_mention(dict(zip(header, row, strict=False)), last, file),), last)


def _header(line: str, file_name: str) -> tuple[list[str], str] | None:
    comma_first = file_name.removesuffix(".gz").endswith(".csv")
    for delimiter in (",", "\t", ";") if comma_first else ("\t", ",", ";"):
        try:
            names = [name.strip().lower() for name in next(csv.reader([line], delimiter=delimiter), [])]
        except csv.Error:
            continue
        if "text" in names:
            return names, delimiter
    return None


def _rows(file: TextFile, lines: Iterator[Line], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    if delimiter == "\t":
        for line in lines:
            yield line.number, [_unquoted(cell) for cell in line.text.split("\t")]
        return
    numbers: list[int] = []

    def texts() -> Iterator[str]:
        for line in lines:
            numbers.append(line.number)
            yield line.text + "\n"

    reader = csv.reader(texts(), delimiter=delimiter, strict=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise file.fault(numbers[-1] if numbers else 1, f"no CSV: {error}", "input_odd_row") from error
        yield numbers[-1], row


def _unquoted(cell: str) -> str:
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell


def _mention(row: dict[str, str], line: int, file: TextFile) -> Mention:
    values = {name: present(row[name]) for name in _FIELDS if name in row}
    if values.get("id") is None:
        values["id"] = f"line {line}"
    return Mention(
        row.get("text", ""), id=values["id"], gene=values.get("gene"), transcript=values.get("transcript"),
        species=values.get("species"), assembly=values.get("assembly"), document=values.get("document"),
        section=values.get("section"), start=_number(row, "start", line, file),
        end=_number(row, "end", line, file),
    )  # fmt: skip


def _number(row: dict[str, str], column: str, line: int, file: TextFile) -> int | None:
    value = present(row.get(column, ""))
    if value is None:
        return None
    if not (value.isascii() and value.isdigit()) or len(value) > 15:
        raise file.fault(line, f"{value[:40]!r} in column {column!r} is no character offset", "input_odd_row")
    return int(value)
