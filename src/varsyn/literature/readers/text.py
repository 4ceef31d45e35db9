"""Plain text: the file's own characters, streamed; headings and tab-separated tables are seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from varsyn.literature.document import Cell, Document, Passage
from varsyn.literature.readers.decode import decoded
from varsyn.literature.readers.parts import PART_CHARACTERS

HEADINGS = {
    "abstract": "abstract", "summary": "abstract", "background": "abstract",
    "introduction": "body", "methods": "body", "materials and methods": "body",
    "patients and methods": "body",
    "results": "body", "discussion": "body", "conclusion": "body", "conclusions": "body",
    "references": "references", "bibliography": "references", "literature cited": "references",
    "acknowledgments": "back", "acknowledgements": "back", "funding": "back",
}  # fmt: skip
_HEADING = re.compile(r"[ \t]*(?:\d+\.?[ \t]+)?([A-Za-z][A-Za-z ]{2,25}):?[ \t]*\r?\Z")
_HEADING_LENGTH = 80
_TITLE = re.compile(r"[ \t\r\n]*([^\r\n]{1,400})\r?\n[ \t]*\r?\n")


def read_text(stream: BinaryIO, file: str, encoding: str | None = None) -> Iterator[Document]:
    """One document: offsets are those of the decoded file (a byte order mark is not counted).

    A long file comes in parts cut at line ends. Raises InputError (``bad_encoding``, ``nul_character``).
    """
    buffer: list[str] = []
    size = at = part = 0
    section = ""
    for block in decoded(stream, file, encoding):
        buffer.append(block)
        size += len(block)
        if size < PART_CHARACTERS:
            continue
        text = "".join(buffer)
        cut = _cut(text)
        passages, section = _passages(text[:cut], at, section)
        yield Document(file, passages, file, part, last=False)
        buffer, size, at, part = [text[cut:]], len(text) - cut, at + cut, part + 1
    passages, _ = _passages("".join(buffer), at, section)
    if passages or not part:
        yield Document(file, passages, file, part)


def _cut(text: str) -> int:
    """A good place to cut: a paragraph's end, a line's end, a space, in the last third."""
    floor = len(text) * 2 // 3
    for mark in ("\n\n", "\n", " "):
        place = text.rfind(mark, floor)
        if place >= 0:
            return place + len(mark)
    return len(text)


def _passages(text: str, offset: int, section: str) -> tuple[tuple[Passage, ...], str]:
    """Split at headings and tables; ``section`` is what the part before ended in, empty at the start."""
    found: list[Passage] = []
    begin = 0
    if not section:
        section = "body"
        if title := _TITLE.match(text):
            found.append(Passage("title", title[1], offset + title.start(1)))
            begin = title.end(1)
    for start, name in _headings(text, begin):
        _add(found, section, text, begin, start, offset)
        section, begin = name, start
    _add(found, section, text, begin, len(text), offset)
    return tuple(found), section


def _headings(text: str, begin: int) -> Iterator[tuple[int, str]]:
    """(start, section) of each line that is a heading, from a position on."""
    at = begin
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if end - at <= _HEADING_LENGTH and (match := _HEADING.match(text, at, end)):
            name = HEADINGS.get(" ".join(match[1].lower().split()))
            if name is not None:
                yield at, name
        at = end + 1


_TABLE = re.compile(r"(?:^[^\t\n]*\t[^\n]*\n?){2,}", re.M)


def _add(found: list[Passage], section: str, text: str, begin: int, end: int, offset: int) -> None:
    """Add text[begin:end], its tab-separated tables row by row."""
    tables = _TABLE.finditer(text, begin, end) if text.find("\t", begin, end) >= 0 else ()
    for table in tables:
        if text[begin : table.start()].strip():
            found.append(Passage(section, text[begin : table.start()], offset + begin))
        found.extend(_rows(text, table.start(), table.end(), offset))
        begin = table.end()
    if text[begin:end].strip():
        found.append(Passage(section, text[begin:end], offset + begin))


def _rows(text: str, begin: int, end: int, offset: int) -> Iterator[Passage]:
    headers: list[str] = []
    at = begin
    for line in text[begin:end].split("\n"):
        row = line.rstrip("\r")
        if not headers:
            headers = [cell.strip() for cell in row.split("\t")]
            yield Passage("table", row, offset + at)
        elif row.strip():
            cells, start = [], 0
            for number, cell in enumerate(row.split("\t")):
                header = headers[number] if number < len(headers) else ""
                cells.append(Cell(start, start + len(cell), header))
                start += len(cell) + 1
            yield Passage("table", row, offset + at, tuple(cells))
        at += len(line) + 1
