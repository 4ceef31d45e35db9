"""From a file to its mentions: read, find, link to genes."""

from __future__ import annotations

import os
from collections.abc import Iterator

from varsyn.literature.document import Document
from varsyn.literature.finder import Finder
from varsyn.literature.found import FoundMention
from varsyn.literature.readers import InputFormat, read_documents


class Extractor:
    """Finds the mentions of documents and links them to their genes.

    >>> from varsyn.literature.document import Document, Passage
    >>> document = Document("d", (Passage("body", "We saw R481Q in IGF1R.", 0),))
    >>> [(m.start, m.end, m.text) for m in Extractor().mentions(document)]
    [(7, 12, 'R481Q')]
    """

    def __init__(self) -> None:
        self._finder = Finder()

    def mentions(self, document: Document) -> list[FoundMention]:
        """Every mention of a document (or part of one), in order."""
        found: list[FoundMention] = []
        for passage in document.passages:
            for one in self._finder.find_in(passage):
                found.append(
                    FoundMention(
                        document.id,
                        passage.section,
                        passage.offset + one.start,
                        passage.offset + one.end,
                        one.text,
                        readings=one.readings,
                        file=document.file,
                    )
                )
        return found


def extract(
    path: str | os.PathLike[str], input_format: InputFormat = "auto", encoding: str | None = None
) -> Iterator[FoundMention]:
    """Every mention of a file, in order, with gene and readings.

    Raises InputError for a file that cannot be used; mentions before the fault are given first.
    """
    extractor = Extractor()
    for document in read_documents(path, input_format, encoding):
        yield from extractor.mentions(document)
