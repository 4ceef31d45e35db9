"""What the readers hand on: a document's own text, in passages, with exact offsets."""

from __future__ import annotations

import msgspec

SECTIONS = ("title", "abstract", "body", "table", "caption", "references", "back")
"""The names a passage's ``section`` takes; BioC documents may bring others of their own."""


class Cell(msgspec.Struct, frozen=True):
    """One cell of a table row: 0-based, half-open characters of the row's text, and its column's header."""

    start: int
    end: int
    header: str = ""


class Passage(msgspec.Struct, frozen=True):
    """A stretch of one section's text.

    ``offset`` is where ``text`` begins in the document's text: 0-based, in Unicode characters.
    For a table row, ``cells`` says where its cells lie, and ``around`` holds what is said about the row
    elsewhere: the caption, and cells above that span it.

    >>> Passage("body", "R481Q was found.", 100).offset
    100
    """

    section: str
    text: str
    offset: int
    cells: tuple[Cell, ...] = ()
    around: str = ""

    @property
    def end(self) -> int:
        """Where the passage ends in the document's text: 0-based, exclusive."""
        return self.offset + len(self.text)

    def header_at(self, position: int) -> str:
        """The column header over a position (0-based, in ``text``), or an empty string."""
        for cell in self.cells:
            if cell.start <= position < cell.end:
                return cell.header
        return ""


class Document(msgspec.Struct, frozen=True):
    """A document, or one part of a long one: parts of one document share their ``id`` and follow each other.

    >>> Document("d1", (Passage("title", "On R481Q", 0), Passage("abstract", "It is.", 9))).text
    'On R481Q\\nIt is.'
    """

    id: str
    passages: tuple[Passage, ...]
    file: str = ""
    part: int = 0
    """0 for the first or only part."""
    last: bool = True
    """Whether no further part of this document follows."""

    @property
    def text(self) -> str:
        """The text of this part; gaps between passages are filled with line ends (one) and spaces."""
        pieces: list[str] = []
        at = self.passages[0].offset if self.part and self.passages else 0
        for passage in self.passages:
            gap = passage.offset - at
            if gap > 0:
                pieces.append("\n" + " " * (gap - 1))
            pieces.append(passage.text)
            at = max(at, passage.end)
        return "".join(pieces)
