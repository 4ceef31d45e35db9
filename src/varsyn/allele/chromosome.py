"""Alleles on a chromosome: reading them, and the 3' rule where its sequence is at hand."""

from __future__ import annotations

from typing import Protocol

from varsyn.allele.allele import Allele
from varsyn.allele.bases import bases_of, fits, place_error, reduced, wrong_length
from varsyn.model import PositionError, Reading, ReferenceMismatch, UnsupportedNotation, VarsynError
from varsyn.sequence import Shape, reverse_complement

CIRCULAR = {"NC_012920.1": 16569, "NC_001807.4": 16571, "NC_005089.1": 16299}
"""Circular genomes and their lengths: human (rCRS and its forerunner) and mouse mitochondria (RefSeq)."""


class GenomeSequence(Protocol):
    """Anything that has chromosome sequences: a FASTA file, a SeqRepo."""

    def fetch(self, accession: str, start: int, end: int) -> str:
        """Bases ``[start, end)`` (0-based, half-open) of a RefSeq chromosome accession, upper case."""
        ...


def genomic_from_reading(
    reading: Reading, genome: GenomeSequence | None = None, *, as_written: bool = False
) -> Allele:
    """The allele that a ``g.``, ``m.`` or ``o.`` reading describes on its chromosome, forward strand.

    With a genome sequence its bases are checked and the 3' rule applied. Without, it is not verified, and
    only stated bases that do not change are left out (not even these with ``as_written``, for a caller
    who can check them). Raises PositionError, ReferenceMismatch and UnsupportedNotation as
    ``allele_from_reading`` does.

    >>> genomic_from_reading(Reading("g", "del", "5", "6", accession="NC_000015.10")).start
    4
    """
    if reading.accession is None or reading.coordinate not in ("g", "m", "o"):
        raise UnsupportedNotation(
            f"{reading} is no description on a chromosome",
            code="not_on_chromosome",
            advice=("give the chromosome's accession, as in NC_000015.10:g.98911384G>A",),
        )
    try:
        allele = _read(reading, reading.accession, genome)
    except VarsynError as error:
        raise place_error(error, reading) from None
    return allele if as_written or genome is not None or allele.parts else _without_shared_ends(allele)


def _without_shared_ends(allele: Allele) -> Allele:
    if not allele.deleted or not allele.inserted:
        return allele
    start, end, deleted, inserted, shape = reduced(allele.deleted, allele.inserted)
    low = allele.start
    return Allele(allele.accession, low + start, low + end, deleted, inserted, shape, verified=False)


def _read(reading: Reading, accession: str, genome: GenomeSequence | None) -> Allele:
    if reading.edit == "allele" and reading.parts and reading.phase in ("", "cis"):
        parts = tuple(sorted((_read(p, accession, genome) for p in reading.parts), key=lambda p: p.start))
        if len(parts) == 1:
            return parts[0]
        verified = all(part.verified for part in parts)
        return Allele(
            accession, parts[0].start, parts[-1].end, "", "", "delins", verified=verified, parts=parts
        )
    if reading.edit not in _EDITS:
        raise UnsupportedNotation(
            f"{reading} names no definite change of bases",
            code="no_definite_change",
            advice=("say what happened to which base, as in g.123del",),
        )
    if reading.edit == "identity" and not reading.start:
        return Allele(accession, 0, 0, "", "", "identity", verified=genome is not None)
    first = _base(reading.start)
    last = _base(reading.end) if reading.end else first
    if last < first and accession not in CIRCULAR:
        raise PositionError(
            f"the range {reading.start}_{reading.end} runs backwards",
            code="range_reversed",
            advice=(f"did you mean {reading.end}_{reading.start}?",),
        )
    written = _as_written(reading, accession, first, last)
    return normalize_genomic(written, genome) if genome is not None else written


_EDITS = frozenset({"sub", "del", "ins", "dup", "delins", "inv", "identity"})


def _base(text: str) -> int:
    """0-based position of a printed chromosome position."""
    if not text.isdecimal():
        raise PositionError(
            f"{text!r} is no exact position on a chromosome",
            code="position_not_exact",
            advice=("give the position as a number",),
        )
    if int(text) == 0:
        raise PositionError("there is no position 0", code="position_zero", advice=("the first base is 1",))
    return int(text) - 1


def _as_written(reading: Reading, accession: str, first: int, last: int) -> Allele:
    edit, ref = reading.edit, reading.ref.upper()
    if edit == "ins":
        size = CIRCULAR.get(accession)
        if last - first != 1 and not (size and first == size - 1 and last == 0):
            raise PositionError(
                "an insertion goes between two neighbouring bases; "
                f"{reading.start} and {reading.end} are none",
                code="insertion_not_between_neighbours",
                advice=("name the two bases on either side, as in g.76_77insT",),
            )
        return Allele(accession, first + 1, first + 1, "", bases_of(reading), "ins", verified=False)
    span = (last - first) % CIRCULAR[accession] + 1 if accession in CIRCULAR else last - first + 1
    if ref and len(ref) != span:
        raise wrong_length(reading, len(ref), span)
    if reading.length.isdecimal() and edit in ("del", "dup", "inv") and int(reading.length) != span:
        raise wrong_length(reading, int(reading.length), span)
    inserted = bases_of(reading) if edit in ("sub", "delins") else ""
    shape: Shape = edit  # type: ignore[assignment]
    if edit in ("sub", "delins") and ref:
        shape = "identity" if ref == inserted else "sub" if len(ref) == len(inserted) == 1 else "delins"
    return Allele(accession, first, first + span, ref, inserted, shape, verified=False)


class Window:
    """Bases of one chromosome, fetched in growing stretches; circular where the chromosome is."""

    def __init__(self, genome: GenomeSequence, accession: str) -> None:
        self._fetch = genome.fetch
        self._accession = accession
        self._size = CIRCULAR.get(accession)
        self._low = 0
        self._bases = ""

    def __getitem__(self, position: int) -> str:
        """The base at a 0-based position; empty beyond the ends of a linear chromosome."""
        if self._size:
            position %= self._size
        elif position < 0:
            return ""
        if not self._low <= position < self._low + len(self._bases):
            self._low = max(0, position - _STEP)
            high = position + _STEP if self._size is None else min(position + _STEP, self._size)
            self._bases = self._fetch(self._accession, self._low, high).upper()
        at = position - self._low
        return self._bases[at] if at < len(self._bases) else ""

    def slice(self, start: int, end: int) -> str:
        """Bases ``[start, end)``; over the origin where the chromosome is circular."""
        if self._size is None or 0 <= start <= end <= self._size:
            return self._fetch(self._accession, start, end).upper()
        return "".join([self[position] for position in range(start, end)])


_STEP = 256


def normalize_genomic(allele: Allele, genome: GenomeSequence, *, strand: int = 1) -> Allele:
    """The canonical form of an allele on its chromosome: checked, trimmed, moved to the 3' end of ``strand``.

    ``strand`` -1 moves it the other way, as a transcript on the reverse strand wants; a duplication then
    stands before its copy. Raises ReferenceMismatch where stated bases are others, PositionError beyond
    the chromosome.
    """
    window = Window(genome, allele.accession)
    start, end, inserted = allele.start, allele.end, allele.inserted
    there = window.slice(start, end)
    size = CIRCULAR.get(allele.accession)
    outside = start > size or end - start > size if size else not window[max(start - 1, 0)]
    if len(there) != end - start or outside or (size == start and end > start):
        raise PositionError(
            f"position {end} lies outside {allele.accession}", advice=("check the assembly and the number",)
        )
    if allele.deleted and not fits(allele.deleted, there):
        raise ReferenceMismatch(
            f"{allele.accession} has {there} at {start + 1}, not {allele.deleted}",
            advice=("check the assembly and the position",),
        )
    if allele.shape == "dup" and not inserted:
        start, inserted = end, there
    elif allele.shape == "inv" and not inserted:
        inserted = reverse_complement(there)
    elif allele.shape == "identity":
        inserted = there
    return _canonical(allele.accession, window, start, end, inserted, strand)


def _canonical(accession: str, window: Window, start: int, end: int, inserted: str, strand: int) -> Allele:
    deleted = window.slice(start, end)
    if deleted == inserted:
        return Allele(accession, start, end, deleted, inserted, "identity")
    while deleted and inserted and deleted[-1] == inserted[-1]:
        deleted, inserted, end = deleted[:-1], inserted[:-1], end - 1
    while deleted and inserted and deleted[0] == inserted[0]:
        deleted, inserted, start = deleted[1:], inserted[1:], start + 1
    if deleted and inserted:
        shape: Shape = "delins"
        if len(deleted) == len(inserted) == 1:
            shape = "sub"
        elif inserted == reverse_complement(deleted):
            shape = "inv"
        return Allele(accession, start, end, deleted, inserted, shape)
    start, end, inserted = _moved(window, start, end, inserted, strand)
    if size := CIRCULAR.get(accession):
        turns = start // size * size
        start, end = start - turns, end - turns
    if not inserted:
        return Allele(accession, start, end, window.slice(start, end), "", "del")
    copy = start - len(inserted) if strand == 1 else start
    beside = window.slice(copy, copy + len(inserted)) == inserted if copy >= 0 else False
    return Allele(accession, start, end, "", inserted, "dup" if beside else "ins")


def _moved(window: Window, start: int, end: int, inserted: str, strand: int) -> tuple[int, int, str]:
    """A pure deletion or insertion moved to the 3' end of the strand."""
    if not inserted:
        while True:
            leaving, coming = (
                (window[start], window[end]) if strand == 1 else (window[end - 1], window[start - 1])
            )
            if not coming or coming != leaving:
                return start, end, inserted
            start, end = start + strand, end + strand
    while True:
        coming = window[end] if strand == 1 else window[start - 1]
        edge = inserted[0] if strand == 1 else inserted[-1]
        if not coming or coming != edge:
            return start, end, inserted
        inserted = inserted[1:] + coming if strand == 1 else coming + inserted[:-1]
        start, end = start + strand, end + strand
