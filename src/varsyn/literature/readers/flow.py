"""From elements to running text: blocks, superscripts, tables. Shared by JATS and HTML."""

from __future__ import annotations

from varsyn.literature.document import Cell
from varsyn.literature.readers.parts import Parts

MAX_BLOCK = 1_000_000
"""A block with more characters than this is handed on in pieces."""
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SPAN_LIMIT = 200
_AROUND = 2000


class Flow:
    """Collects characters into passages; white space is collapsed, invisible characters are dropped.

    Superscripts: a number between letters (``Arg<sup>481</sup>Gln``) is joined, a footnote mark after a
    word (``R481Q<sup>2</sup>``) and a variant on a gene (``BRAF<sup>V600E</sup>``) are set apart.
    """

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self._text: list[str] = []
        self._size = 0
        self._raised: list[str] | None = None
        self._after: str | None = None
        self._table: _Table | None = None
        self._outer: list[_Table | None] = []

    def data(self, text: str, section: str) -> None:
        """Characters of the current block."""
        if self._raised is not None:
            self._raised.append(text)
            return
        if self._after is not None and text:
            self._settle(text[0])
        self._text.append(text)
        self._size += len(text)
        if self._size > MAX_BLOCK:
            self.flush(section)

    def raise_(self) -> None:
        """A superscript begins."""
        self._settle(" ")
        self._raised = []

    def lower(self) -> None:
        """A superscript ends; where it belongs depends on what follows."""
        if self._raised is not None:
            self._after = "".join(self._raised).strip()
            self._raised = None

    def _settle(self, following: str) -> None:
        mark, self._after = self._after, None
        if not mark:
            return
        before = self._last()
        joined = mark.isdigit() and before.isalpha() and following.isalpha()
        if before.isalnum() and mark[0].isalnum() and not joined:
            mark = " " + mark
        if following.isalnum() and mark[-1].isalnum() and not joined:
            mark += " "
        self._text.append(mark)
        self._size += len(mark)

    def _last(self) -> str:
        for piece in reversed(self._text):
            if piece:
                return piece[-1]
        return " "

    def _block(self) -> str:
        self.lower()
        self._settle(" ")
        text = "".join(self._text)
        if not text.isascii():
            text = text.translate(_INVISIBLE)
        text = " ".join(text.split())
        self._text, self._size = [], 0
        return text

    def flush(self, section: str) -> str:
        """End the block; inside a table cell it becomes a space. Returns the block's text."""
        if self._table is not None and self._table.in_cell:
            self.lower()
            self._settle(" ")
            self._text.append(" ")
            return ""
        text = self._block()
        if text:
            self.parts.add(section, text)
            if self._table is not None and section == "caption":
                self._table.caption = f"{self._table.caption} {text}".strip()
        return text

    def begin_table(self) -> None:
        """A table begins (``table-wrap`` or ``table``; the inner one of the two changes nothing)."""
        self._outer.append(self._table)
        if self._table is None or self._table.in_cell:
            self._table = _Table()

    def end_table(self) -> None:
        """A table ends."""
        outer = self._outer.pop() if self._outer else None
        if outer is not self._table:
            self._table = outer

    def begin_row(self) -> None:
        """A table row begins."""
        if self._table is not None:
            self._table.begin_row()

    def begin_cell(self, attributes: dict[str, str], *, header: bool) -> None:
        """A cell begins."""
        if self._table is not None:
            self._text, self._size = [], 0
            self._table.begin_cell(_span(attributes, "colspan"), _span(attributes, "rowspan"), header)

    def end_cell(self) -> None:
        """A cell ends."""
        if self._table is not None and self._table.in_cell:
            self._table.in_cell = False
            self._table.end_cell(self._block())

    def end_row(self) -> None:
        """A row ends: it becomes one passage, its cells a tab apart."""
        if self._table is not None:
            self._table.end_row(self.parts)


def _span(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name) or "1"
    return min(int(value), _SPAN_LIMIT) if value.isdecimal() and int(value[:6]) else 1


class _Table:
    """Where the rows of one table stand: headers by column, cells that span downwards."""

    def __init__(self) -> None:
        self.caption = ""
        self.in_cell = False
        self._headers: dict[int, str] = {}
        self._hanging: dict[int, tuple[int, str]] = {}
        self._body_seen = False
        self.begin_row()

    def begin_row(self) -> None:
        self._row: list[tuple[int, int, int, bool, str]] = []
        self._column = 0

    def begin_cell(self, columns: int, rows: int, header: bool) -> None:
        while self._column in self._hanging:
            self._column += 1
        self.in_cell = True
        self._open = (self._column, columns, rows, header)
        self._column += columns

    def end_cell(self, text: str) -> None:
        self._row.append((*self._open, text))

    def end_row(self, parts: Parts) -> None:
        above = dict.fromkeys(text for _, text in self._hanging.values() if text)
        self._hanging = {c: (left - 1, text) for c, (left, text) in self._hanging.items() if left > 1}
        heading = bool(self._row) and not self._body_seen and all(cell[3] for cell in self._row)
        cells: list[Cell] = []
        at = 0
        for column, columns, rows, _, text in self._row:
            if heading:
                for covered in range(column, column + columns):
                    self._headers[covered] = f"{self._headers.get(covered, '')} {text}".strip()
            else:
                cells.append(Cell(at, at + len(text), self._headers.get(column, "")))
            if rows > 1:
                for covered in range(column, column + columns):
                    self._hanging[covered] = (rows - 1, text if covered == column else "")
            at += len(text) + 1
        if self._row and not heading:
            if not self._body_seen and not self._headers:
                self._headers = {cell[0]: cell[4] for cell in self._row}
            self._body_seen = True
        text = "\t".join(cell[4] for cell in self._row)
        if text.strip():
            parts.add(
                "table", text, cells=tuple(cells), around=" ".join([self.caption, *above]).strip()[:_AROUND]
            )
        self.begin_row()
