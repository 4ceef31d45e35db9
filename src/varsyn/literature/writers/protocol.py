"""What a writer of mentions does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from varsyn.literature.document import Document
from varsyn.literature.found import FoundMention


class Writer(Protocol):
    """Turns documents with their mentions into text, part by part; one writer for one run."""

    def header(self) -> str:
        """What stands before the first document."""
        ...

    def document(self, document: Document, mentions: Sequence[FoundMention]) -> str:
        """A document, or the next part of one."""
        ...

    def broken(self) -> str:
        """What ends a document whose file broke off in the middle."""
        ...

    def footer(self) -> str:
        """What stands after the last document."""
        ...
