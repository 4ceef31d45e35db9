"""A reading of a protein description, checked against the protein."""

from __future__ import annotations

from varsyn.allele.bases import copies_of, place_error
from varsyn.allele.context import TranscriptContext, context_of
from varsyn.allele.predict import describe_residues, in_cis
from varsyn.allele.protein import ProteinChange, ProteinEdit
from varsyn.model import PositionError, Reading, ReferenceMismatch, UnsupportedNotation, VarsynError
from varsyn.model.residues import ONE_TO_THREE
from varsyn.reference.records import Transcript
from varsyn.sequence import one_letter, repeat_run, trim


def protein_from_reading(reading: Reading, transcript: Transcript) -> ProteinChange:
    """The normalized protein change that a ``p.`` reading describes on this transcript's protein.

    Raises ReferenceMismatch where a stated residue is another, PositionError for residues beyond the
    protein or ranges that are none, UnsupportedNotation for what names no definite change.

    >>> tx = Transcript("NM_1.1", "X", "CCATGAAATAAGG", 2, 11)
    >>> str(protein_from_reading(Reading("p", "sub", "2", "2", "Lys", "Glu"), tx))
    'p.(Lys2Glu)'
    """
    context = context_of(transcript)
    try:
        return _read(reading, context)
    except VarsynError as error:
        raise place_error(error, reading) from None


def _read(reading: Reading, context: TranscriptContext) -> ProteinChange:
    transcript = context.transcript
    if not context.coding:
        raise PositionError(
            f"{transcript.accession} is non-coding: it has no protein",
            code="not_coding",
            advice=("name a coding transcript of the gene",),
        )
    if reading.coordinate != "p":
        raise UnsupportedNotation(
            f"{reading} is no protein description",
            code="not_a_protein_change",
            advice=("write it with p., as in p.Arg511Gln",),
        )
    if reading.edit == "allele" and reading.phase in ("", "cis") and reading.parts:
        together = in_cis(
            transcript.protein_accession or "", [_read(part, context) for part in reading.parts]
        )
        if together is not None:
            return together
    if not reading.start:
        return _whole(reading, transcript.protein_accession or "")
    start = _number(reading.start)
    return _change(reading, context, start, _number(reading.end) if reading.end else start)


def _whole(reading: Reading, accession: str) -> ProteinChange:
    """What is said of the protein as a whole: ``p.=``, ``p.0``, ``p.?``."""
    text = str(reading).rpartition("p.")[2].strip("()")
    if reading.edit == "identity":
        return ProteinChange(accession, "identity")
    if text in ("0", "0?"):
        return ProteinChange(accession, "absent", predicted=text == "0?")
    if text == "?":
        return ProteinChange(accession, "unknown")
    raise _indefinite(reading)


def _indefinite(reading: Reading) -> UnsupportedNotation:
    return UnsupportedNotation(
        f"{reading} names no single definite change",
        code="no_definite_change",
        advice=("look up each change by itself", "say what became of which residue, as in p.Arg511Gln"),
    )


def _number(text: str) -> int:
    if not (text.isdecimal() and text.isascii()):
        raise PositionError(
            f"{text!r} is no residue number",
            code="position_not_exact",
            advice=("give the residue as a number",),
        )
    if int(text) == 0:
        raise PositionError(
            "there is no residue 0", code="position_zero", advice=("the first residue is p.1, Met",)
        )
    return int(text)


def _letters(text: str, reading: Reading) -> str:
    try:
        return one_letter(text)
    except KeyError:
        raise _indefinite(reading) from None


def _change(reading: Reading, context: TranscriptContext, start: int, end: int) -> ProteinChange:
    residues, edit = context.residues, reading.edit
    accession = context.transcript.protein_accession or ""
    _check_place(reading, context, start, end)
    alt = _letters(reading.alt, reading)
    first, last = residues[start - 1], residues[end - 1]
    if edit == "fs":
        if alt == "*" or (reading.ter == "1" and not alt):
            return ProteinChange(accession, "sub", start, start, first, first, "*")
        return ProteinChange(accession, "fs", start, start, first, first, alt, reading.ter)
    if edit == "ext":
        return ProteinChange(accession, "ext", start, start, first, first, alt, reading.ter)
    if edit == "identity":
        return ProteinChange(accession, "identity", start, end, first, last)
    if edit == "unknown":
        kind: ProteinEdit = "start_loss" if start == 1 else "unknown"
        return ProteinChange(accession, kind, start, end, first, last)
    if edit == "dup":
        return describe_residues(residues, accession, end, end, residues[start - 1 : end])
    if edit == "ins":
        if end - start != 1:
            raise PositionError(
                f"an insertion goes between two neighbouring residues; {start} and {end} are none",
                code="insertion_not_between_neighbours",
                advice=("name the residues on either side, as in p.Lys2_Gly3insGln",),
            )
        return describe_residues(residues, accession, start, start, _some(alt, reading))
    if edit in ("sub", "delins"):
        return _replaced(residues, accession, start, end, _some(alt, reading))
    if edit == "del":
        return _replaced(residues, accession, start, end, "")
    if edit == "repeat" and (copies := copies_of(reading)) is not None:
        unit = residues[start - 1 : end]
        run = repeat_run(residues, start - 1, unit)[1]
        return _replaced(residues, accession, start, run, unit * copies)
    raise _indefinite(reading)


def _check_place(reading: Reading, context: TranscriptContext, start: int, end: int) -> None:
    """The residues must be there, in order, and those that are stated."""
    accession = context.transcript.protein_accession or "the protein"
    if end < start:
        raise PositionError(
            f"the range {start}_{end} runs backwards",
            code="range_reversed",
            advice=(f"did you mean {end}_{start}?",),
        )
    if end > len(context.residues):
        raise PositionError(
            f"residue {end} lies beyond {accession}, which has {len(context.residues.rstrip('*'))} residues",
            advice=("check the number, the isoform and the numbering",),
        )
    ref, ref_end = _letters(reading.ref, reading), _letters(reading.ref_end, reading)
    _check_residue(context, start, ref[:1])
    _check_residue(context, end, ref_end or (ref[-1:] if len(ref) == end - start + 1 else ""))


def _replaced(residues: str, accession: str, start: int, end: int, alt: str) -> ProteinChange:
    """Residues ``start`` to ``end`` (1-based, inclusive) replaced by ``alt``."""
    first = residues[start - 1]
    if residues[start - 1 : end] == alt:
        return ProteinChange(accession, "identity", start, end, first, residues[end - 1])
    if start == 1 and alt[:1] != first:
        return ProteinChange(accession, "start_loss", 1, 1, first, first)
    if first == "*" and alt:
        return ProteinChange(accession, "ext", start, start, "*", "*", alt[0], "")
    return describe_residues(residues, accession, *trim(residues, start - 1, end, alt))


def _some(alt: str, reading: Reading) -> str:
    if alt:
        return alt
    raise PositionError(
        f"{reading} inserts nothing that is spelled",
        code="empty_edit",
        advice=("write the new residues, as in p.Lys2_Gly3insGln",),
    )


def _check_residue(context: TranscriptContext, number: int, stated: str) -> None:
    found = context.residues[number - 1]
    # Older papers and tables write Cys for Sec, which one letter codes did not have.
    if stated in ("", "X", found) or (stated == "C" and found == "U"):
        return
    accession = context.transcript.protein_accession or "the protein"
    raise ReferenceMismatch(
        f"position {number} of {accession} is {ONE_TO_THREE[found]}, not {ONE_TO_THREE[stated]}",
        code="residue_mismatch",
        advice=_where(context, number, stated),
    )


def _where(context: TranscriptContext, number: int, stated: str) -> tuple[str, ...]:
    """The nearest residues that would fit, either side."""
    after = context.residues.find(stated, number)
    before = context.residues.rfind(stated, 0, number - 1)
    near = [str(at + 1) for at in (before, after) if at >= 0]
    if not near:
        return ("check the gene and the isoform",)
    places = f"is at {near[0]}" if len(near) == 1 else f"are at {near[0]} and {near[1]}"
    return (
        f"the nearest {ONE_TO_THREE[stated]} {places}",
        "the number may follow another numbering, such as the mature protein's",
    )
