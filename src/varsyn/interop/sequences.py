"""Bases and residues of everything that has an accession: transcripts, proteins, chromosomes."""

from __future__ import annotations

from functools import cache

from varsyn.interop.chromosome import UNKNOWN, Chromosomes
from varsyn.model import UnknownReference
from varsyn.reference import GenomeSequence, Reference, open_reference
from varsyn.sequence import Triple, shift_left, shift_right


class Sequences:
    """What the adapters ask for sequences: a reference, and a genome sequence where there is one.

    All intervals are 0-based and half-open. Whatever needs a base that is not known raises
    UnknownReference.

    >>> Sequences().fetch("NM_000875.5", 2574, 2577)
    'GGT'
    """

    def __init__(self, reference: Reference | None = None, genome: GenomeSequence | None = None) -> None:
        self.reference: Reference = reference if reference is not None else open_reference()
        self.chromosomes = Chromosomes(self.reference, genome)

    def whole(self, accession: str) -> str | None:
        """The sequence of a transcript or protein; None for what is not there, or not there as a whole."""
        transcript = self.reference.transcript(accession)
        if transcript is not None and transcript.accession == accession:
            return transcript.sequence
        coding = self.reference.transcript_of_protein(accession)
        return coding.protein if coding is not None and coding.protein_accession == accession else None

    def fetch(self, accession: str, start: int, end: int) -> str:
        """Bases or residues ``[start, end)``."""
        whole = self.whole(accession)
        if whole is None:
            if accession.startswith("NC_"):
                return self.chromosomes.known(accession, start, end)
            raise UnknownReference(
                f"no sequence {accession} in this reference",
                code="unknown_sequence",
                advice=("name the version too, as in NM_000875.5",),
            )
        if end > len(whole):
            raise UnknownReference(
                f"{accession} ends at {len(whole)}: it has no position {end}", code="unknown_sequence"
            )
        return whole[start:end]

    def shift_right(self, accession: str, start: int, end: int, inserted: str) -> Triple:
        """A pure deletion or insertion as far to the right as the bases allow."""
        return self._shift(accession, start, end, inserted, to_right=True)

    def shift_left(self, accession: str, start: int, end: int, inserted: str) -> Triple:
        """A pure deletion or insertion as far to the left as the bases allow."""
        return self._shift(accession, start, end, inserted, to_right=False)

    def _shift(self, accession: str, start: int, end: int, inserted: str, *, to_right: bool) -> Triple:
        whole = self.whole(accession)
        if whole is not None:
            move = shift_right if to_right else shift_left
            return move(whole, start, end, inserted)
        if (start == end) == (not inserted):
            return Triple(start, end, inserted)
        flank = 64
        while True:
            low, high = (start, end + flank) if to_right else (max(0, start - flank), end)
            window = self.chromosomes.fetch(accession, low, high)
            move = shift_right if to_right else shift_left
            moved = move(window, start - low, end - low, inserted)
            found = Triple(moved.start + low, moved.end + low, moved.inserted)
            beside = window[moved.end : moved.end + 1] if to_right else window[: moved.start][-1:]
            if beside == UNKNOWN:
                at = found.end if to_right else found.start - 1
                self.chromosomes.known(accession, at, at + 1)
            if beside or (to_right and len(window) < high - low) or (not to_right and low == 0):
                return found
            flank *= 4


@cache
def default_sequences() -> Sequences:
    """Sequences of the default reference, made once."""
    return Sequences()
