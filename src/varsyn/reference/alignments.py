"""Alignments of transcripts to chromosomes: what they must satisfy, and what is made of incomplete ones.

A CIGAR here runs in transcript orientation, exon by exon: ``=`` and ``X`` are matched and mismatched bases,
``D`` bases that the chromosome lacks (transcript only), ``I`` bases that it has in addition (chromosome
only). This is how UTA writes them, turned to the transcript's orientation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from varsyn.reference.records import Alignment, Interval

MIN_IDENTITY = 0.95
"""Aligned exons that agree in fewer of the transcript's bases than this were paired wrongly."""

MIN_TAIL = 5
"""Shortest run of A at the end of a transcript taken for its poly(A) tail; shorter ones are chance."""

_STEP = re.compile(r"(\d+)([=XMID])")


class MisalignedError(ValueError):
    """Why an alignment cannot be used."""


def spans(cigar: str) -> tuple[int, int, int]:
    """(transcript bases, chromosome bases, matched bases) of an exon's CIGAR.

    >>> spans("891=9D2375=")
    (3275, 3266, 3266)
    """
    if "".join(match.group() for match in _STEP.finditer(cigar)) != cigar or not cigar:
        raise MisalignedError(f"{cigar!r} is no CIGAR of =, X, M, I and D")
    on_transcript = on_chromosome = same = 0
    for count, step in _STEP.findall(cigar):
        bases = int(count)
        on_transcript += bases if step != "I" else 0
        on_chromosome += bases if step != "D" else 0
        same += bases if step in "=M" else 0
    return on_transcript, on_chromosome, same


def length(interval: Interval) -> int:
    """Number of bases of an interval."""
    return interval[1] - interval[0]


def checked(
    alignment: Alignment, exons: Sequence[Interval], sequence: str, *, tail: bool = True
) -> Alignment:
    """The alignment in its plainest true form; raises MisalignedError where it contradicts itself.

    ``exons`` tile the transcript (0-based, half-open). With ``tail``, a poly(A) tail at the end of the
    sequence that the chromosome does not have is left out of the last ``tx_exons`` entry. ``tx_exons`` and
    ``cigars`` are emptied where they say nothing beyond the exon list.
    """
    tx_exons = tuple(alignment.tx_exons) or tuple(exons)
    if len(tx_exons) != len(alignment.exons):
        raise MisalignedError(f"{len(alignment.exons)} exons on the chromosome, {len(tx_exons)} here")
    _check_order(alignment)
    cigars = alignment.cigars
    if cigars and len(cigars) != len(tx_exons):
        raise MisalignedError(f"{len(cigars)} CIGARs for {len(tx_exons)} exons")
    if tx_exons[0][0] < 0 or tx_exons[-1][1] > len(sequence):
        raise MisalignedError("exons outside of the sequence")
    if tail and not cigars:
        tx_exons = _without_tail(tx_exons, alignment.exons, sequence)
    _check_lengths(tx_exons, alignment.exons, cigars)
    if not any(set(cigar) & set("XID") for cigar in cigars):
        cigars = ()
    if not cigars and tx_exons == tuple(exons):
        tx_exons = ()
    return msgspec.structs.replace(alignment, tx_exons=tx_exons, cigars=tuple(cigars))


def _check_order(alignment: Alignment) -> None:
    if alignment.strand not in (1, -1):
        raise MisalignedError(f"strand {alignment.strand} is neither 1 nor -1")
    if any(start >= end or start < 0 for start, end in alignment.exons):
        raise MisalignedError("an exon on the chromosome is empty or reversed")
    for before, after in zip(alignment.exons, alignment.exons[1:], strict=False):
        lower, upper = (before, after) if alignment.strand == 1 else (after, before)
        if lower[1] > upper[0]:
            raise MisalignedError("exons on the chromosome overlap or are not in transcript order")


def _check_lengths(tx_exons: Sequence[Interval], exons: Sequence[Interval], cigars: Sequence[str]) -> None:
    matched = total = 0
    for number, (on_transcript, on_chromosome) in enumerate(zip(tx_exons, exons, strict=True), start=1):
        wanted = (length(on_transcript), length(on_chromosome))
        if cigars:
            *found, same = spans(cigars[number - 1])
            if tuple(found) != wanted:
                raise MisalignedError(f"exon {number} has {wanted} bases, its CIGAR {tuple(found)}")
            matched += same
            total += wanted[0]
        elif wanted[0] != wanted[1]:
            raise MisalignedError(
                f"exon {number} has {wanted[0]} bases on the transcript, {wanted[1]} on the chromosome"
            )
    if total and matched / total < MIN_IDENTITY:
        raise MisalignedError(f"only {matched} of {total} bases agree: wrong exons are paired")


def is_tail(sequence: str, start: int) -> bool:
    """Whether what is behind ``start`` (0-based) is a poly(A) tail.

    >>> is_tail("ACGTAAAAA", 4), is_tail("ACGTA", 4)
    (True, False)
    """
    return len(sequence) - start >= MIN_TAIL and set(sequence[start:]) == {"A"}


def _without_tail(
    tx_exons: tuple[Interval, ...], exons: Sequence[Interval], sequence: str
) -> tuple[Interval, ...]:
    start, end = tx_exons[-1]
    aligned = start + length(exons[-1])
    if end == len(sequence) and is_tail(sequence, aligned):
        return (*tx_exons[:-1], (start, aligned))
    return tx_exons


def placed_like(alignment: Alignment, other: Alignment, exons: Sequence[Interval]) -> Alignment | None:
    """The alignment made from another assembly's, where most exons lie at one distance; else None.

    Two assemblies usually differ in a gene's place alone: then an exon that has the same length on both,
    at the distance that most exons have, is the same exon, gaps included. Exons without such a partner
    are left out (``tx_exons`` that do not touch show it). None where fewer than four in five have one.
    """
    if alignment.strand != other.strand or not other.exons:
        return None
    tx_exons = other.tx_exons or tuple(exons)
    if len(tx_exons) != len(other.exons):
        return None
    distance = _usual_distance(alignment, other)
    here = set(alignment.exons)
    moved = [(start + distance, end + distance) for start, end in other.exons]
    partners = [index for index, exon in enumerate(moved) if exon in here]
    if len(partners) < 2 or len(partners) < 0.8 * len(tx_exons):
        return None
    cigars = other.cigars
    return msgspec.structs.replace(
        alignment,
        exons=tuple(moved[index] for index in partners),
        tx_exons=tuple(tx_exons[index] for index in partners),
        cigars=tuple(cigars[index] for index in partners) if cigars else (),
    )


def _usual_distance(alignment: Alignment, other: Alignment) -> int:
    distances = Counter(
        here[0] - there[0]
        for here in alignment.exons
        for there in other.exons
        if length(here) == length(there)
    )
    return max(distances, key=lambda value: (distances[value], -abs(value)), default=0)


def without_gapped_exons(alignment: Alignment, exons: Sequence[Interval]) -> Alignment | None:
    """The alignment without those exons whose gap is not located; None where nothing would be left.

    Entries of ``tx_exons`` that do not touch show where an exon was left out: no intron lies between them.
    """
    if alignment.cigars or alignment.tx_exons or len(alignment.exons) != len(exons):
        return None
    try:
        _check_order(alignment)
    except MisalignedError:
        return None
    kept = [
        (on_transcript, on_chromosome)
        for on_transcript, on_chromosome in zip(exons, alignment.exons, strict=True)
        if length(on_transcript) == length(on_chromosome)
    ]
    if not kept:
        return None
    return msgspec.structs.replace(
        alignment, tx_exons=tuple(pair[0] for pair in kept), exons=tuple(pair[1] for pair in kept)
    )
