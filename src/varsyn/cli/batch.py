"""From arguments and input files to mentions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click

from varsyn.cli.rows import Row, RowFile
from varsyn.model import Mention, Message


class Context(NamedTuple):
    """What the command line says about every mention that does not say otherwise itself."""

    gene: str | None = None
    transcript: str | None = None
    species: str | None = None
    assembly: str | None = None


class Item(NamedTuple):
    """A mention to be answered, how much of the input is read with it (bytes), and a remark on its row."""

    mention: Mention
    offset: int = 0
    remark: Message | None = None
    closes: bool = False
    """Known to be the last mention of its document."""


def items(
    texts: Sequence[str], path: str | None, context: Context, document_column: str | None = None
) -> Iterator[Item]:
    """The mentions of a command: its TEXT arguments, or the rows of ``--input``.

    Raises
    ------
    click.UsageError: neither or both were given.
    InputError: the file cannot be used (see RowFile).
    """
    if texts and path is not None:
        raise click.UsageError("give TEXT or --input, not both")
    if path is not None:
        return _from_rows(path, context, document_column)
    if document_column is not None:
        raise click.UsageError("--document-column needs --input")
    if not texts:
        raise click.UsageError("nothing to do: give TEXT (in quotes) or --input FILE")
    return (
        Item(Mention(printable(text), id=str(number), **context._asdict()))
        for number, text in enumerate(texts, start=1)
    )


def _from_rows(path: str, context: Context, document_column: str | None) -> Iterator[Item]:
    column = document_column.strip().lower() if document_column is not None else None
    rows = RowFile(path, required=(column,) if column else ())
    last = _last_rows(rows, column or "document")
    for number, row in enumerate(rows, start=1):
        mention = _mention(row, number, context, column or "document")
        yield Item(mention, row.offset, _remark(row), last.get(mention.document) == number)


def _last_rows(rows: RowFile, column: str) -> dict[str | None, int]:
    """The last row of each document, from a look through a regular file that has the column."""
    if not rows.file.size or (header := rows.header()) is None or column not in header.columns:
        return {}
    return {row.cells.get(column, "").strip(): number for number, row in enumerate(rows, start=1)}


def _mention(row: Row, number: int, context: Context, document_column: str) -> Mention:
    def cell(name: str) -> str | None:
        return row.cells.get(name, "").strip() or None

    return Mention(
        row.cells.get("text", ""),
        id=cell("id") or str(number),
        gene=cell("gene") or context.gene,
        transcript=cell("transcript") or context.transcript,
        species=cell("species") or context.species,
        document=cell(document_column),
        assembly=cell("assembly") or context.assembly,
    )


def _remark(row: Row) -> Message | None:
    return Message("odd_row", "warning", f"line {row.line}: {row.fault}") if row.fault else None


def printable(text: str) -> str:
    r"""The text with undecodable bytes of the command line made visible as U+FFFD.

    >>> printable("R481\udce9Q") == "R481\N{REPLACEMENT CHARACTER}Q"
    True
    """
    if text.isascii():
        return text
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
