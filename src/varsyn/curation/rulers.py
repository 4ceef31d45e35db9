"""Which reference the numbers of unchecked names count on, and the keys that follow from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from varsyn.curation.statements import Statement, protein_frame
from varsyn.model.spelling import Style, description


class Place(NamedTuple):
    """Where a statement stands: gene (symbol or word as printed), species, document; each may be empty."""

    gene: str
    species: str
    document: str


class Frames:
    """The references that a table names for each gene without a sequence.

    Names of one gene count on one reference while the table names at most one transcript for it (versions
    aside). Where it names several, each has its own numbers; a row that names none then counts on the one
    that its document names, or stands by itself.
    """

    def __init__(self, statements: Iterable[tuple[Place, Statement]]) -> None:
        self._of_gene: dict[tuple[str, bool], set[str]] = defaultdict(set)
        self._of_document: dict[tuple[str, str, bool], set[str]] = defaultdict(set)
        self._genes_of: dict[str, set[str]] = defaultdict(set)
        seen = list(statements)
        for place, one in seen:
            if one.frame and place.gene and not one.genomic:
                self._genes_of[one.frame].add(_owner(place))
        self._bases: dict[tuple[str, str], set[str]] = defaultdict(set)
        for place, one in seen:
            if one.frame and not one.genomic:
                owner, kind = self.owner(place, one), protein_frame(one.frame)
                self._of_gene[owner, kind].add(one.frame)
                self._of_document[owner, place.document, kind].add(one.frame)
        for place, one in seen:
            if _hides_bases(one) and (prefix := self._prefix(place, one)):
                self._bases[prefix, one.change].add(one.reading.ref)

    def owner(self, place: Place, one: Statement) -> str:
        """The gene that a statement speaks of: as said, else the one that other rows give its accession."""
        if place.gene:
            return _owner(place)
        genes = self._genes_of.get(one.frame, set())
        return min(genes) if len(genes) == 1 else one.frame

    def key(self, place: Place, one: Statement) -> str:
        """The key of a statement; empty where neither gene nor accession is said.

        Stated bases count where rows state different ones: ``c.5delA`` and ``c.5delG`` are not one variant.
        """
        prefix = self._prefix(place, one)
        if not prefix:
            return ""
        bases = self._bases.get((prefix, one.change), set())
        if one.reading.ref and _hides_bases(one) and len(bases) > 1:
            return f"{prefix}:{description(one.reading, Style(bases=True))}"
        return f"{prefix}:{one.change}"

    def _prefix(self, place: Place, one: Statement) -> str:
        owner = self.owner(place, one)
        if one.genomic:
            return one.frame or owner
        transcripts = self._of_gene.get((owner, False), set())
        kind = protein_frame(one.frame) if one.frame else one.protein and not transcripts
        named = self._of_gene.get((owner, kind), set())
        if len(named) < 2:
            return owner
        if one.frame:
            return one.frame
        here = self._of_document.get((owner, place.document, kind), set()) if place.document else set()
        return next(iter(here)) if len(here) == 1 else owner


_HUMAN = ("", "human", "homo sapiens", "9606")


def _owner(place: Place) -> str:
    species = place.species.strip().lower()
    return place.gene if species in _HUMAN else f"{place.gene}[{species}]"


def _hides_bases(one: Statement) -> bool:
    return not one.protein and bool(one.reading.ref) and one.reading.edit in ("del", "dup", "delins", "inv")
