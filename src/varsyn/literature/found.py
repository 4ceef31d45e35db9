"""A mention found in a document."""

from __future__ import annotations

from typing import Any

import msgspec

from varsyn.model import Mention, Reading, Resolution


class Found(msgspec.Struct, frozen=True):
    """A candidate that the grammars confirmed: 0-based, half-open characters of the text it was found in."""

    start: int
    end: int
    text: str
    shape: str
    """Name of the shape in ``forms`` that it has."""
    readings: tuple[Reading, ...]
    written_out: str = ""
    """The variant in full, where the words at this place are part of a sentence that tells of several."""

    @property
    def kind(self) -> str:
        """``dna``, ``protein``, ``rna``, ``id`` or ``other``, by the first reading."""
        if not self.readings:
            return "other"
        first = self.readings[0]
        if first.id is not None:
            return "id"
        if first.coordinate == "p":
            return "protein"
        return "rna" if first.coordinate == "r" else "dna"


class FoundMention(msgspec.Struct, frozen=True):
    """One variant mention of a document, its gene, and what the document says of numbering.

    ``start`` and ``end`` are 0-based, half-open, in Unicode characters of the document's text.
    """

    document: str
    section: str
    start: int
    end: int
    text: str
    gene: str | None = None
    """Official symbol, where the words around settle it."""
    gene_text: str | None = None
    """The gene as the document writes it."""
    gene_span: tuple[int, int] | None = None
    """Where it does so: 0-based, half-open, in the document's text."""
    readings: tuple[Reading, ...] = ()
    species: str | None = None
    transcript: str | None = None
    """Accession that the mention or the document states."""
    hints: tuple[str, ...] = ()
    """Codes of numbering statements (``varsyn explain CODE``)."""
    written_out: str = ""
    """The variant in full, where ``text`` is part of a sentence that tells of it: ``Lys43Glu`` for *Glu* in
    *Lys 43 to Ala or Glu*."""
    pair: tuple[int, int] | None = None
    """Span of the description printed with it: the ``p.`` beside a ``c.``, or the other way round."""
    file: str = ""
    resolution: Resolution | None = None

    def mention(self) -> Mention:
        """The mention as the resolver takes it."""
        return Mention(
            self.written_out or self.text,
            gene=self.gene or self.gene_text,
            transcript=self.transcript,
            species=self.species,
            document=self.document,
            section=self.section,
            start=self.start,
            end=self.end,
            hints=self.hints,
        )

    def as_dict(self) -> dict[str, Any]:
        """The JSON object of ``varsyn extract``."""
        row: dict[str, Any] = {
            "document": self.document,
            "section": self.section,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "gene": self.gene,
            "gene_text": self.gene_text,
            "gene_span": list(self.gene_span) if self.gene_span else None,
            "readings": [reading.as_dict() for reading in self.readings],
            "species": self.species,
            "transcript": self.transcript,
            "hints": list(self.hints),
            "pair": list(self.pair) if self.pair else None,
            "file": self.file,
        }
        if self.written_out:
            row["written_out"] = self.written_out
        if self.resolution is not None:
            row["resolution"] = self.resolution.as_dict()
        return row
