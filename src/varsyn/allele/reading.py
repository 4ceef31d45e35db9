"""A reading of DNA or RNA on a transcript, checked against the sequence and normalized."""

from __future__ import annotations

from varsyn.allele.allele import Allele
from varsyn.allele.bases import bases_of, copies_of, dna, fits, mismatch, place_error, wrong_length
from varsyn.allele.chromosome import GenomeSequence, genomic_from_reading
from varsyn.allele.context import TranscriptContext, context_of
from varsyn.allele.coordinates import Site, site_of
from varsyn.allele.genome import from_genome
from varsyn.allele.normalize import duplicate, join_edits, join_parts, normalize_edit
from varsyn.allele.settle import settle
from varsyn.allele.unseen import unseen_edit
from varsyn.model import PositionError, Reading, UnsupportedNotation, VarsynError
from varsyn.reference.records import Transcript
from varsyn.sequence import Triple, repeat_run, reverse_complement

_COUNTED = frozenset("cnr")
_CHROMOSOMAL = frozenset("gmo")
_EDITS = frozenset({"sub", "del", "ins", "dup", "delins", "inv", "repeat", "identity"})


def allele_from_reading(
    reading: Reading, transcript: Transcript, genome: GenomeSequence | None = None
) -> Allele:
    """The normalized allele that a c., n., r., g. or m. reading describes, on this transcript.

    ``genome`` lets bases outside the transcript's exons be checked and shifted over; without it such an
    allele stays where it was written and is not ``verified``.

    Raises ReferenceMismatch where stated bases or lengths are not the transcript's, PositionError where a
    position does not exist or a range is none, UnknownReference for a chromosome that the transcript is
    not aligned to, UnsupportedNotation for what is no single DNA change (unknown changes, alleles in
    trans, conversions, identifiers).

    >>> tx = Transcript("NM_1.1", "X", "CCATGAAATAAGG", 2, 11)
    >>> allele_from_reading(Reading("c", "del", "4", "4"), tx).start
    7
    """
    context = context_of(transcript)
    if reading.edit == "sub" and reading.coordinate == "c" and reading.start.isdecimal() and context.coding:
        # The common case without the general machinery; a property test holds the two together.
        base = context.cds_start + int(reading.start) - 1
        ref, alt = reading.ref, reading.alt
        if (
            context.cds_start <= base < context.cds_end
            and alt != ref
            and alt in _BASES
            and ref
            and context.sequence[base : base + 1] == ref
            and reading.end in ("", reading.start)
        ):
            return Allele(transcript.accession, base, base + 1, ref, alt, "sub")
    return general_allele(reading, transcript, genome)


_BASES = frozenset("ACGT")


def general_allele(reading: Reading, transcript: Transcript, genome: GenomeSequence | None = None) -> Allele:
    """``allele_from_reading`` for every form, without its short cut."""
    context = context_of(transcript)
    try:
        if reading.coordinate in _CHROMOSOMAL:
            allele = from_genome(genomic_from_reading(reading, genome, as_written=True), transcript)
        else:
            allele = _on_transcript(reading, context)
        return settle(allele, context, genome) if genome is not None else allele
    except VarsynError as error:
        raise place_error(error, reading) from None


def _on_transcript(reading: Reading, context: TranscriptContext) -> Allele:
    coordinate = reading.coordinate
    if coordinate is None or coordinate not in _COUNTED:
        raise UnsupportedNotation(
            f"{reading} is no description on a transcript",
            code="not_on_transcript",
            advice=("put c., n. or r. before the position",),
        )
    if reading.edit == "allele":
        return _compound(reading, context)
    if reading.edit not in _EDITS:
        raise UnsupportedNotation(
            f"{reading} names no definite change of bases",
            code="no_definite_change",
            advice=("say what happened to which base, as in c.123del",),
        )
    if not reading.start:
        if reading.edit == "identity":
            return Allele(context.transcript.accession, 0, 0, "", "", "identity")
        raise UnsupportedNotation(f"{reading} gives no position", code="no_definite_change")
    first, last = _ends(reading, context, coordinate)
    if _off_record(first, last, context):
        return unseen_edit(reading, context, first, last)
    return _exonic(reading, context, first.base, last.base + 1)


def _ends(reading: Reading, context: TranscriptContext, coordinate: str) -> tuple[Site, Site]:
    """First and last base of the printed range; raises PositionError for one that runs backwards."""
    first = site_of(reading.start, context, coordinate)
    last = site_of(reading.end, context, coordinate) if reading.end not in ("", reading.start) else first
    if last < first:
        raise PositionError(
            f"the range {reading.start}_{reading.end} runs backwards",
            code="range_reversed",
            advice=(f"did you mean {reading.end}_{reading.start}?",),
        )
    return first, last


def _off_record(first: Site, last: Site, context: TranscriptContext) -> bool:
    return bool(first.offset or last.offset) or first.base < 0 or last.base >= context.length


def _exonic(reading: Reading, context: TranscriptContext, start: int, end: int) -> Allele:
    """An edit between two known bases: ``[start, end)``, 0-based."""
    edit = written_edit(reading, context, start, end)
    if reading.edit == "identity":
        return Allele(context.transcript.accession, start, end, edit.inserted, edit.inserted, "identity")
    if reading.edit == "dup":
        return duplicate(context, start, end)
    return normalize_edit(context, edit.start, edit.end, edit.inserted)


def written_edit(reading: Reading, context: TranscriptContext, start: int, end: int) -> Triple:
    """What is replaced by what, as written and not yet normalized; stated bases are checked."""
    edit, ref = reading.edit, dna(reading.ref)
    if edit == "ins":
        check_neighbours(reading, end - start == 2)
        return Triple(start + 1, start + 1, bases_of(reading))
    if edit == "repeat":
        return _repeat(reading, context, start, end)
    there = context.sequence[start:end]
    check_length(reading, end - start)
    if ref and ref != there:
        if len(ref) != end - start:
            raise wrong_length(reading, len(ref), end - start)
        if not fits(ref, there):
            raise mismatch(reading, context.transcript.accession, ref, there)
    if edit == "dup":
        return Triple(end, end, there)
    if edit == "del":
        return Triple(start, end, "")
    if edit == "inv":
        return Triple(start, end, reverse_complement(there))
    return Triple(start, end, there if edit == "identity" else bases_of(reading))


def check_length(reading: Reading, size: int) -> None:
    """A stated number of bases (``del4``) must be the size of the range; raises ReferenceMismatch."""
    if reading.length.isdecimal() and reading.edit in ("del", "dup", "inv", "delins"):
        stated = int(reading.length)
        if stated != size:
            raise wrong_length(reading, stated, size)


def check_neighbours(reading: Reading, adjacent: bool) -> None:
    """An insertion needs two neighbouring positions; raises PositionError."""
    if not adjacent:
        raise PositionError(
            "an insertion goes between two neighbouring bases; "
            f"{reading.start} and {reading.end or reading.start} are none",
            code="insertion_not_between_neighbours",
            advice=("name the two bases on either side, as in c.76_77insT", "for a replacement write delins"),
        )


def _repeat(reading: Reading, context: TranscriptContext, start: int, end: int) -> Triple:
    """``52CAG[23]`` or ``52_114CAG[23]``: the run of copies there, replaced by that many."""
    copies = copies_of(reading)
    if copies is None:
        raise UnsupportedNotation(
            f"{reading}: the number of copies is not one number that a repeat can have",
            code="no_definite_change",
            advice=("give one number of copies, as in c.52CAG[23]",),
        )
    sequence, accession = context.sequence, context.transcript.accession
    unit = dna(reading.alt or reading.ref) or sequence[start:end]
    size = len(unit)
    if end - start > size:
        run_end = end
        if sequence[start:end] != unit * ((end - start) // size):
            raise mismatch(reading, accession, f"a run of {unit}", sequence[start:end])
    else:
        run_end = repeat_run(sequence, start, unit)[1]
        if run_end == start:
            raise mismatch(reading, accession, unit, sequence[start : start + size])
    return Triple(start, run_end, unit * copies)


def _compound(reading: Reading, context: TranscriptContext) -> Allele:
    """Several edits in cis, as one allele over the whole stretch with its parts."""
    if reading.phase not in ("", "cis"):
        raise UnsupportedNotation(
            f"{reading}: changes on different chromosomes are no single allele",
            code="not_one_allele",
            advice=("look up each change by itself",),
        )
    coordinate = reading.coordinate or "c"
    edits: list[Triple] = []
    for part in reading.parts:
        if part.edit not in _EDITS or not part.start:
            return join_parts(context, [_on_transcript(part, context) for part in reading.parts])
        first, last = _ends(part, context, coordinate)
        if _off_record(first, last, context):
            return join_parts(context, [_on_transcript(part, context) for part in reading.parts])
        edits.append(written_edit(part, context, first.base, last.base + 1))
    return join_edits(context, edits)
