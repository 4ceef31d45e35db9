"""PubTator: title and abstract lines, then one tab-separated line an annotation."""

from __future__ import annotations

from collections.abc import Sequence

from varsyn.literature.document import Document
from varsyn.literature.found import FoundMention
from varsyn.literature.writers.bioc import identifier_of, kind_of

_LINE_ENDS = str.maketrans("\n\r\t\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " " * 11)


class PubTatorWriter:
    """One block a document. All text after the title goes into the abstract line, so offsets stay true.

    A document without a title has an empty title line; offsets then count the line end after it.
    """

    def __init__(self) -> None:
        self._rows: list[str] = []
        self._at = 0
        self._shift = 0
        self._open = False

    def header(self) -> str:
        """Nothing."""
        return ""

    def document(self, document: Document, mentions: Sequence[FoundMention]) -> str:
        """A document, or the next part of one; the annotations follow the last part."""
        identifier = document.id.translate(_LINE_ENDS).replace("|", " ")
        pieces: list[str] = []
        passages = list(document.passages)
        if not document.part:
            self._rows, self._at = [], 0
            titled = bool(passages) and passages[0].section == "title" and passages[0].offset == 0
            title = passages.pop(0).text if titled else ""
            pieces.append(f"{identifier}|t|{title.translate(_LINE_ENDS)}\n{identifier}|a|")
            self._shift = 0 if titled or (passages and passages[0].offset) else 1
            self._at = len(title) + 1
        shift = self._shift
        for passage in passages:
            gap = passage.offset + shift - self._at
            pieces.append(" " * gap + passage.text.translate(_LINE_ENDS))
            self._at = passage.end + shift
        for mention in mentions:
            gene = f"{identifier_of(mention)};Gene:{mention.gene}" if mention.gene else identifier_of(mention)
            fields = (
                identifier, str(mention.start + shift), str(mention.end + shift),
                mention.text, kind_of(mention), gene,
            )  # fmt: skip
            self._rows.append("\t".join(field.translate(_LINE_ENDS) for field in fields) + "\n")
        self._open = True
        return "".join(pieces) + (self.broken() if document.last else "")

    def broken(self) -> str:
        """The annotations so far, and the empty line that ends a document."""
        if not self._open:
            return ""
        rows, self._rows, self._open = self._rows, [], False
        return "\n" + "".join(rows) + "\n"

    def footer(self) -> str:
        """Nothing."""
        return ""
