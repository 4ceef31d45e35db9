"""Collecting passages into documents, cutting long ones into parts so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterator

from varsyn.literature.document import Cell, Document, Passage

PART_CHARACTERS = 2_000_000
"""A document longer than this is handed on in parts: far above any article, far below memory."""


class Parts:
    """Gathers the passages of one document after another.

    ``add`` places a passage one character (a line end) after the one before, unless it brings its own offset.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.ready: list[Document] = []
        self._start("")

    def _start(self, identifier: str) -> None:
        self._id = identifier
        self._passages: list[Passage] = []
        self._next = 0
        self._size = 0
        self._part = 0

    def open(self, identifier: str) -> None:
        """Begin a document; ends the one before."""
        self.close()
        self._start(identifier)

    def name(self, identifier: str) -> None:
        """Give the current document its identifier, known only after it began."""
        if not self._part:
            self._id = identifier

    def add(
        self,
        section: str,
        text: str,
        *,
        offset: int | None = None,
        cells: tuple[Cell, ...] = (),
        around: str = "",
    ) -> None:
        """Add a passage; ``offset`` (0-based characters) where the format states it."""
        if not text:
            return
        start = self._next if offset is None else offset
        self._passages.append(Passage(section, text, start, cells, around))
        self._next = start + len(text) + 1
        self._size += len(text)
        if self._size > PART_CHARACTERS:
            self._emit(last=False)

    def close(self) -> None:
        """End the current document."""
        if self._passages or self._part:
            self._emit(last=True)
        self._start("")

    def _emit(self, *, last: bool) -> None:
        identifier = self._id or self.file
        self.ready.append(Document(identifier, tuple(self._passages), self.file, self._part, last))
        self._passages = []
        self._size = 0
        self._part += 1

    def take(self) -> Iterator[Document]:
        """The documents (or parts) that are ready; they are handed out once."""
        ready, self.ready = self.ready, []
        yield from ready
