"""What an importer is, and how its mentions become resumable batches."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import ClassVar, NamedTuple, Protocol

from varsyn.model import InputError, Mention
from varsyn.synonyms.bulk import grouped
from varsyn.synonyms.facts import checked
from varsyn.synonyms.importers.lines import Line, TextFile
from varsyn.synonyms.judge import DocumentKind, Group
from varsyn.synonyms.writer import Batch, Position

BATCH = 10_000
"""Mentions a transaction, about: what is read again after an interruption."""


class Unit(NamedTuple):
    """Mentions that belong together, and the last line they were read from."""

    mentions: tuple[Mention, ...]
    line: int


class Importer(Protocol):
    """Reads one format.

    ``kind`` says what its documents are: papers, or records whose names all mean one variant.
    """

    name: ClassVar[str]
    source: ClassVar[str]
    """Name of the database, which becomes the agent of what it states."""
    kind: ClassVar[DocumentKind]

    def recognizes(self, first: list[str], file_name: str) -> bool:
        """Whether a file that begins so is of this format."""
        ...

    def units(self, file: TextFile, lines: Iterator[Line]) -> Iterator[Unit]:
        """The mentions of the file; InputError with file and line for what is no such file."""
        ...


class Skipped:
    """Counts the units that were passed over because they hold no text."""

    def __init__(self) -> None:
        self.count = 0
        self.first: InputError | None = None

    def note(self, error: InputError) -> None:
        """Remember one."""
        self.count += 1
        self.first = self.first or error


def unit_batches(
    units: Iterable[Unit],
    file: TextFile,
    importer: Importer,
    source: bytes,
    start: int,
    skipped: Skipped | None = None,
    size: int = BATCH,
) -> Generator[Batch, None, None]:
    """Batches that carry how far the file was read; units up to line ``start`` were read before.

    Raises
    ------
    InputError: a mention that cannot be stored, with file and line, unless ``skipped`` takes note of it.
    """
    waiting: list[Mention] = []
    last = start
    for unit in units:
        if unit.line <= start:
            continue
        last = unit.line
        for mention in unit.mentions:
            try:
                waiting.append(checked(mention))
            except InputError as error:
                fault = file.fault(unit.line, error.message, error.code, *error.advice)
                if skipped is None:
                    raise fault from error
                skipped.note(fault)
        if len(waiting) >= size:
            yield Batch(_groups(waiting, importer), Position(source, last, complete=False))
            waiting = []
    yield Batch(_groups(waiting, importer), Position(source, last, complete=True))


def _groups(mentions: list[Mention], importer: Importer) -> tuple[Group, ...]:
    return tuple(grouped(mentions, importer.kind, importer.source if importer.kind == "record" else None))


def cells(line: Line, header: list[str], file: TextFile) -> dict[str, str]:
    """The cells of a tab-separated line by column; InputError where there are more cells than columns.

    Missing cells at the end are empty, as spreadsheets leave them out.
    """
    values = line.text.split("\t")
    if len(values) > len(header) and any(value.strip() for value in values[len(header) :]):
        raise file.fault(
            line.number, f"{len(values)} cells where the header names {len(header)} columns", "input_odd_row"
        )
    values += [""] * (len(header) - len(values))
    return dict(zip(header, values, strict=False))


def present(value: str) -> str | None:
    """The cell, or None where it says nothing.

    >>> present(" - ") is None
    True
    """
    value = value.strip()
    return None if value in ("", "-", "na", "NA", "N/A", "null", "None") else value


def columns(file: TextFile, line: Line, header: list[str], *needed: str) -> None:
    """Refuse a header that lacks a column."""
    for name in needed:
        if name not in header:
            raise file.fault(line.number, f"no column {name!r}", "input_missing_column")
