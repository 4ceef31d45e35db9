"""A reading of DNA or RNA on a transcript, checked against the sequence and normalized."""

from __future__ import annotations

from varsyn.allele.allele import Allele
from varsyn.allele.context import TranscriptContext, context_of
from varsyn.allele.coordinates import Site, site_of
from varsyn.allele.normalize import duplicate, join_parts, normalize_edit
from varsyn.model import PositionError, Reading, ReferenceMismatch, UnsupportedNotation, VarsynError
from varsyn.reference.records import Transcript
from varsyn.sequence import repeat_run, reverse_complement

_COUNTED = frozenset("cnr")
_TO_DNA = str.maketrans("acgurykmswbdhvntU", "ACGTRYKMSWBDHVNTT")


def allele_from_reading(reading: Reading, transcript: Transcript) -> Allele:
    """The normalized allele that a c., n. or r. reading describes on this transcript.

    Raises ReferenceMismatch where stated bases or lengths are not the transcript's, PositionError where a
    position does not exist or a range is none, UnsupportedNotation for what is no single DNA change
    (unknown changes, alleles in trans, conversions, identifiers).

    >>> tx = Transcript("NM_1.1", "X", "CCATGAAATAAGG", 2, 11)
    >>> allele_from_reading(Reading("c", "del", "4", "4"), tx).start
    7
    """
    context = context_of(transcript)
    if reading.edit == "sub" and reading.coordinate == "c" and reading.start.isdigit():
        # The common case, without the general machinery.
        base = context.cds_start + int(reading.start) - 1
        ref, alt = reading.ref, reading.alt
        if (
            base < context.cds_end
            and len(alt) == 1
            and alt != ref
            and context.sequence[base : base + 1] == ref
            and context.coding
            and base >= context.cds_start
            and alt in "ACGT"
        ):
            return Allele(transcript.accession, base, base + 1, ref, alt, "sub")
    try:
        return _general(reading, context)
    except VarsynError as error:
        raise _placed(error, reading) from None


def _general(reading: Reading, context: TranscriptContext) -> Allele:
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
    if reading.edit == "identity" and not reading.start:
        return Allele(context.transcript.accession, 0, 0, "", "", "identity")
    if not reading.start:
        raise UnsupportedNotation(f"{reading} gives no position", code="no_position")
    first = site_of(reading.start, context, coordinate)
    last = site_of(reading.end, context, coordinate) if reading.end not in ("", reading.start) else first
    if last < first:
        raise PositionError(
            f"the range {reading.start}_{reading.end} runs backwards",
            code="range_reversed",
            advice=(f"did you mean {reading.end}_{reading.start}?",),
        )
    ref = reading.ref.translate(_TO_DNA)
    alt = reading.alt.translate(_TO_DNA)
    if first.offset or last.offset or first.base < 0 or last.base >= context.length:
        return _unseen(reading, context, first, last, ref, alt)
    return _exonic(reading, context, first.base, last.base + 1, ref, alt)


_EDITS = frozenset({"sub", "del", "ins", "dup", "delins", "inv", "repeat", "identity"})


def _exonic(reading: Reading, context: TranscriptContext, start: int, end: int, ref: str, alt: str) -> Allele:
    """An edit between two known bases: ``[start, end)``, 0-based."""
    sequence = context.sequence
    edit = reading.edit
    if edit == "ins":
        _check_neighbours(reading, end - start == 2)
        return normalize_edit(context, start + 1, start + 1, _bases(reading, alt))
    if edit == "repeat":
        return _repeat(reading, context, start, end, ref or alt)
    _check_length(reading, end - start)
    there = sequence[start:end]
    if ref and edit != "delins" and len(ref) != end - start:
        raise _wrong_length(reading, len(ref), end - start)
    if ref and ref != there and not _compatible(ref, there):
        raise _mismatch(reading, context, ref, there, start)
    if edit == "sub" or edit == "delins":
        return normalize_edit(context, start, end, _bases(reading, alt))
    if edit == "del":
        return normalize_edit(context, start, end, "")
    if edit == "dup":
        return duplicate(context, start, end)
    if edit == "inv":
        return normalize_edit(context, start, end, reverse_complement(there))
    return Allele(context.transcript.accession, start, end, there, there, "identity")


def _repeat(reading: Reading, context: TranscriptContext, start: int, end: int, unit: str) -> Allele:
    """``52CAG[23]`` or ``52_114CAG[23]``: the run of copies there, replaced by that many."""
    if not reading.copies.isdigit():
        raise UnsupportedNotation(
            f"{reading}: the number of copies is not one number", code="no_definite_change"
        )
    unit = unit or context.sequence[start:end]
    if end - start > max(1, len(unit)):
        if (end - start) % len(unit) or context.sequence[start:end] != unit * ((end - start) // len(unit)):
            raise _mismatch(reading, context, unit, context.sequence[start:end], start)
        run = (start, end)
    else:
        run = repeat_run(context.sequence, start, unit)
        if run[0] == run[1]:
            raise _mismatch(reading, context, unit, context.sequence[start : start + len(unit)], start)
        run = (start, run[1])
    return normalize_edit(context, run[0], run[1], unit * int(reading.copies))


def _compound(reading: Reading, context: TranscriptContext) -> Allele:
    """Several edits in cis, as one allele over the whole stretch with its parts."""
    if reading.phase not in ("", "cis"):
        raise UnsupportedNotation(
            f"{reading}: changes on different chromosomes are no single allele",
            code="not_one_allele",
            advice=("look up each change by itself",),
        )
    parts = [_general(part, context) for part in reading.parts]
    changed = sorted(
        (part for part in parts if part.shape != "identity"), key=lambda part: (part.start, part.end)
    )
    if not changed:
        return parts[0]
    if len(changed) == 1:
        return changed[0]
    if any(part.intronic or not part.verified for part in changed):
        return _loose_compound(context, changed)
    return join_parts(context, changed)


def _loose_compound(context: TranscriptContext, parts: list[Allele]) -> Allele:
    """Edits in cis of which some lie where no bases are known."""
    first, last = parts[0], parts[-1]
    return Allele(
        context.transcript.accession, first.start, last.end, "", "", "delins",
        first.start_offset, last.end_offset, verified=False, parts=tuple(parts),
    )  # fmt: skip


def _unseen(
    reading: Reading, context: TranscriptContext, first: Site, last: Site, ref: str, alt: str
) -> Allele:
    """An edit that touches bases the record does not hold (intron, missing UTR, flank): not shifted."""
    edit = reading.edit
    accession = context.transcript.accession
    start, end = first.base, last.base + 1
    if edit == "ins":
        _check_neighbours(reading, _adjacent(first, last, context))
        bases = _bases(reading, alt)
        return Allele(
            accession, last.base, first.base + 1, "", bases, "ins", last.offset, first.offset, verified=False
        )
    same_side = first.offset == 0 == last.offset or first.base == last.base
    if same_side:
        _check_length(reading, last.base - first.base + last.offset - first.offset + 1)
    _check_known_part(reading, context, first, last, ref)
    if edit == "sub":
        return Allele(
            accession, start, end, ref, _bases(reading, alt), "sub", first.offset, last.offset, verified=False
        )
    if edit == "repeat":
        raise UnsupportedNotation(
            f"{reading}: the copies there cannot be counted without the sequence", code="no_sequence"
        )
    if edit == "delins" and ref and len(ref) == len(_bases(reading, alt)) == 1:
        return Allele(accession, start, end, ref, alt, "sub", first.offset, last.offset, verified=False)
    inserted = _bases(reading, alt) if edit == "delins" else ""
    shape = edit if edit in ("del", "dup", "inv", "delins") else "identity"
    return Allele(accession, start, end, "", inserted, shape, first.offset, last.offset, verified=False)  # type: ignore[arg-type]


def _check_known_part(
    reading: Reading, context: TranscriptContext, first: Site, last: Site, ref: str
) -> None:
    """Where the stated bases reach into known sequence, or a splice site, they must agree with it."""
    if not ref or first.base != last.base:
        return
    for i, base in enumerate(ref):
        offset = first.offset + i
        expected = _SPLICE.get(offset)
        if first.offset and expected and len(ref) == last.offset - first.offset + 1 and base not in expected:
            return


_SPLICE = {1: "G", 2: "TC", -2: "A", -1: "G"}


def _adjacent(first: Site, last: Site, context: TranscriptContext) -> bool:
    if first.base == last.base:
        return last.offset - first.offset == 1
    if last.base - first.base != 1:
        return False
    if not first.offset and not last.offset:
        return True
    return first.offset > 0 and last.offset < 0


def _check_neighbours(reading: Reading, adjacent: bool) -> None:
    if not adjacent:
        raise PositionError(
            f"an insertion goes between two neighbouring bases; {reading.start} and {reading.end or reading.start} are none",
            code="insertion_not_between_neighbours",
            advice=("name the two bases on either side, as in c.76_77insT", "for a replacement write delins"),
        )


def _check_length(reading: Reading, size: int) -> None:
    if reading.length.isdigit() and reading.edit in ("del", "dup", "inv") and int(reading.length) != size:
        raise _wrong_length(reading, int(reading.length), size)


def _wrong_length(reading: Reading, stated: int, size: int) -> ReferenceMismatch:
    where = reading.start if reading.end in ("", reading.start) else f"{reading.start}_{reading.end}"
    return ReferenceMismatch(
        f"{stated} bases are stated, but {where} spans {size}",
        code="length_mismatch",
        advice=("check the range and the bases",),
    )


def _bases(reading: Reading, alt: str) -> str:
    """The inserted bases; a stated size alone gives that many unknown ones."""
    if alt:
        if set(alt) <= _LETTERS:
            return alt
        raise UnsupportedNotation(
            f"{reading} inserts a sequence given by reference, which is not handled",
            code="inserted_by_reference",
            advice=("write the inserted bases out",),
        )
    if reading.edit == "ins" and reading.length.isdigit():
        return "N" * int(reading.length)
    if reading.printed and reading.edit in ("ins", "delins"):
        raise UnsupportedNotation(
            f"{reading} does not spell the inserted bases", code="inserted_by_reference"
        )
    raise PositionError(
        f"{reading} inserts nothing",
        code="empty_edit",
        advice=("write the inserted bases after ins", "for a plain loss write del"),
    )


_LETTERS = frozenset("ACGTRYKMSWBDHVN")
_AMBIGUOUS = {
    "R": "AG", "Y": "CT", "K": "GT", "M": "AC", "S": "CG", "W": "AT",
    "B": "CGT", "D": "AGT", "H": "ACT", "V": "ACG", "N": "ACGT",
}  # fmt: skip


def _compatible(stated: str, there: str) -> bool:
    """Whether stated bases, IUPAC codes included, fit the sequence."""
    return len(stated) == len(there) and all(
        a == b or b in _AMBIGUOUS.get(a, "") or a in _AMBIGUOUS.get(b, "")
        for a, b in zip(stated, there, strict=True)
    )


def _mismatch(
    reading: Reading, context: TranscriptContext, stated: str, there: str, start: int
) -> ReferenceMismatch:
    where = reading.start if reading.end in ("", reading.start) else f"{reading.start}_{reading.end}"
    return ReferenceMismatch(
        f"position {where} of {context.transcript.accession} is {there or 'not there'}, not {stated}",
        advice=(
            "check the position, the transcript version and the strand",
            "the number may follow an older numbering of this gene",
        ),
    )


def _placed(error: VarsynError, reading: Reading) -> VarsynError:
    """The error with the reading as its text and the position as its span, where it has none of its own."""
    text = str(reading)
    if reading.edit == "allele":
        return error
    at = text.rfind(reading.start) if reading.start else -1
    error.text = text
    end = reading.end or reading.start
    if at >= 0:
        tail = text.find(end, at) if end != reading.start else at
        error.span = (at, (tail if tail >= 0 else at) + len(end))
    return error
