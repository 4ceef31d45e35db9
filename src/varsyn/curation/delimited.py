"""CSV and TSV as curators have them: never a lost row, never a shifted cell without a note."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from varsyn.curation.encoding import MAX_QUOTED_LINES, Block, detect, lines, read_head

DELIMITERS = ",\t;|"


class RowNote(msgspec.Struct, frozen=True):
    """Something about one row that a curator should know. ``line`` counts from 1, the header included."""

    line: int
    code: str
    text: str


class Dialect(msgspec.Struct, frozen=True):
    """How the cells of a text table are told apart. ``delimiter`` may be empty: one cell a line."""

    delimiter: str
    encoding: str
    bom: bool = False


def sniff(path: Path, delimiter: str | None = None, encoding: str | None = None) -> Dialect:
    """Delimiter and encoding of a text table; what is given is taken, what is not is recognized.

    The delimiter is the character that splits the first lines into the most, equally many, cells.
    """
    head = read_head(path)
    found = encoding or detect(head, path)
    bom = found in ("utf-8-sig", "utf-16", "utf-32")
    if delimiter is not None:
        return Dialect({"\\t": "\t", "tab": "\t"}.get(delimiter, delimiter), found, bom)
    sample: list[str] = []
    for text in lines(path, found):
        if text.strip():
            sample.append(text)
        if len(sample) == 50:
            break
    return Dialect(_best_delimiter(sample, path), found, bom)


def _best_delimiter(sample: Sequence[str], path: Path) -> str:
    by_name = "\t" if ".tsv" in path.name.lower() or ".tab" in path.name.lower() else ","
    best, best_score = "", (0.0, 0, False)
    for delimiter in DELIMITERS:
        counts = [len(parse_line(row, delimiter) or row.split(delimiter)) - 1 for row in sample]
        if not counts or not max(counts):
            continue
        usual = max(set(counts), key=lambda n: (counts.count(n), n))
        if counts.count(usual) <= counts.count(0):
            # Most lines do not have it at all: a character of the text.
            continue
        score = (counts.count(usual) / len(counts), usual, delimiter == by_name)
        if score > best_score:
            best, best_score = delimiter, score
    return best


class Records(NamedTuple):
    """Records that follow each other: numbers of their first lines, their cells, their text in the file.

    A text is empty where it is no sound CSV (a stray quote), so that the record must be written anew.
    """

    numbers: Sequence[int]
    cells: Sequence[list[str]]
    raws: Sequence[str]


def split_records(source: Iterable[Block], delimiter: str, notes: list[RowNote]) -> Iterator[Records]:
    r"""Records of a file, many at a time. Quoted cells may span lines; a stray quote may not.

    Records that a note was made of come one at a time, after the note.

    >>> notes = []
    >>> rows = Block(1, ['a,"b', 'c",d', 'e,5" UTR,f'], "utf-8")
    >>> [records.cells for records in split_records([rows], ",", notes)]
    [[['a', 'b\nc', 'd']], [['e', '5" UTR', 'f']]]
    """
    blocks = iter(source)
    for block in blocks:
        found = sound_records(block, delimiter)
        if found is not None:
            yield found
        else:
            yield from _line_by_line(block, blocks, delimiter, notes)


def sound_records(block: Block, delimiter: str) -> Records | None:
    """The records of a block in which each line is one and sound CSV in itself, or None (the fast way)."""
    bodies = block.texts
    if any(body.endswith("\r") for body in bodies):
        bodies = [body.rstrip("\r") for body in bodies]
    numbers = range(block.first, block.first + len(bodies))
    if not delimiter:
        return Records(numbers, [[body] for body in bodies], bodies)
    if not any('"' in body for body in bodies):
        return Records(numbers, [body.split(delimiter) for body in bodies], bodies)
    if any(body.count('"') % 2 for body in bodies):
        return None
    try:
        cells = list(csv.reader(bodies, delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    # Fewer records than lines: a quoted cell goes on over several of them.
    return Records(numbers, [found or [""] for found in cells], bodies) if len(cells) == len(bodies) else None


def _line_by_line(
    block: Block, blocks: Iterator[Block], delimiter: str, notes: list[RowNote]
) -> Iterator[Records]:
    waiting = deque(enumerate(block.texts, block.first))

    def has(count: int) -> bool:
        while len(waiting) < count:
            more = next(blocks, None)
            if more is None:
                return False
            waiting.extend(enumerate(more.texts, more.first))
        return True

    while waiting:
        number, text = waiting.popleft()
        body = text.rstrip("\r")
        if '"' not in body or not delimiter:
            yield Records((number,), [body.split(delimiter) if delimiter else [body]], (body,))
            continue
        if (cells := sound_cells(body, delimiter)) is not None:
            yield Records((number,), [cells], (body,))
            continue
        if (cells := parse_line(body, delimiter)) is not None:
            yield Records((number,), [cells], ("",))
            continue
        joined, taken = text, 0
        while cells is None and taken < MAX_QUOTED_LINES and has(taken + 1):
            joined += "\n" + waiting[taken][1]
            taken += 1
            if '"' in waiting[taken - 1][1]:
                cells = parse_line(joined.rstrip("\r"), delimiter, strict=True)
        if cells is None:
            notes.append(RowNote(number, "stray_quote", "a quote that never closes was read as a character"))
            yield Records((number,), [body.split(delimiter)], ("",))
        else:
            for _ in range(taken):
                waiting.popleft()
            cells = [cell.replace("\r\n", "\n") for cell in cells]
            yield Records((number,), [cells], (joined.rstrip("\r"),))


def sound_cells(body: str, delimiter: str) -> list[str] | None:
    """The cells of a record that is sound CSV in itself, or None (the fast way)."""
    if body.count('"') % 2:
        return None
    try:
        return next(csv.reader((body,), delimiter=delimiter, strict=True), None)
    except csv.Error:
        return None


def parse_line(body: str, delimiter: str, strict: bool = False) -> list[str] | None:
    """The cells of one record, or None where a quoted cell is still open at its end.

    A quote opens a quoted cell only at the start of a cell (RFC 4180); elsewhere it is a character. With
    ``strict``, None also where something follows the closing quote before the next cell: a cell that
    seems to span lines is then none.
    """
    cells: list[str] = []
    at, end = 0, len(body)
    while True:
        if at < end and body[at] == '"':
            piece, at = _quoted(body, at + 1)
            if at < 0:
                return None
            stop = body.find(delimiter, at)
            stop = end if stop < 0 else stop
            if strict and stop != at:
                return None
            cells.append(piece + body[at:stop])
        else:
            stop = body.find(delimiter, at)
            stop = end if stop < 0 else stop
            cells.append(body[at:stop])
        if stop >= end:
            return cells
        at = stop + len(delimiter)


def _quoted(body: str, at: int) -> tuple[str, int]:
    """The text of a quoted cell and the place after its closing quote; -1 where it does not close."""
    parts: list[str] = []
    while True:
        close = body.find('"', at)
        if close < 0:
            return "", -1
        parts.append(body[at:close])
        if body[close + 1 : close + 2] != '"':
            return "".join(parts), close + 1
        parts.append('"')
        at = close + 2
