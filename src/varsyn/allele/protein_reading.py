"""A reading of a protein description, checked against the protein."""

from __future__ import annotations

from typing import get_args

from varsyn.allele.context import TranscriptContext, context_of
from varsyn.allele.predict import describe_residues
from varsyn.allele.protein import ProteinChange, ProteinEdit
from varsyn.model import PositionError, Reading, ReferenceMismatch, UnsupportedNotation
from varsyn.model.residues import ONE_TO_THREE
from varsyn.reference.records import Transcript
from varsyn.sequence import one_letter, trim

_KINDS = frozenset(get_args(ProteinEdit))


def protein_from_reading(reading: Reading, transcript: Transcript) -> ProteinChange:
    """The normalized protein change that a ``p.`` reading describes on this transcript's protein.

    Raises ReferenceMismatch where a stated residue is another, PositionError for residues beyond the
    protein or ranges that are none, UnsupportedNotation for what names no definite change.

    >>> tx = Transcript("NM_1.1", "X", "CCATGAAATAAGG", 2, 11)
    >>> str(protein_from_reading(Reading("p", "sub", "2", "2", "Lys", "Glu"), tx))
    'p.(Lys2Glu)'
    """
    context = context_of(transcript)
    if not context.coding:
        raise PositionError(
            f"{transcript.accession} is non-coding: it has no protein",
            code="not_coding",
            advice=("name a coding transcript of the gene",),
        )
    if reading.coordinate != "p":
        raise UnsupportedNotation(f"{reading} is no protein description", code="not_a_protein_change")
    accession = transcript.protein_accession or ""
    edit = reading.edit
    if not reading.start:
        if edit == "identity":
            return ProteinChange(accession, "identity")
        if edit in ("unknown", "none"):
            return ProteinChange(accession, "unknown")
        raise UnsupportedNotation(f"{reading} names no definite change", code="no_definite_change")
    start = _number(reading.start, reading)
    end = _number(reading.end, reading) if reading.end else start
    return _change(reading, context, accession, start, end)


def _number(text: str, reading: Reading) -> int:
    if not text.isdigit() or int(text) == 0:
        raise PositionError(f"{text!r} is no residue number", code="position_not_exact")
    return int(text)


def _letters(text: str, reading: Reading) -> str:
    try:
        return one_letter(text)
    except KeyError:
        raise UnsupportedNotation(
            f"{text!r} in {reading} is no run of residues", code="no_definite_change"
        ) from None


def _change(
    reading: Reading, context: TranscriptContext, accession: str, start: int, end: int
) -> ProteinChange:
    residues, edit = context.residues, reading.edit
    if end < start:
        raise PositionError(
            f"the range {start}_{end} runs backwards",
            code="range_reversed",
            advice=(f"did you mean {end}_{start}?",),
        )
    if end > len(residues):
        raise PositionError(
            f"residue {end} lies beyond {accession or 'the protein'}, which has {len(residues) - 1} residues",
            advice=("check the number, the isoform and the numbering",),
        )
    ref = _letters(reading.ref, reading)
    ref_end = _letters(reading.ref_end, reading) if reading.ref_end else ""
    _check_residue(context, accession, start, ref[:1])
    _check_residue(context, accession, end, ref_end or (ref[-1:] if len(ref) == end - start + 1 else ""))
    alt = _letters(reading.alt, reading) if reading.alt else ""
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
    if edit in ("sub", "delins", "del"):
        return _replaced(
            reading, context, accession, start, end, "" if edit == "del" else _some(alt, reading)
        )
    raise UnsupportedNotation(f"{reading} names no definite change", code="no_definite_change")


def _replaced(
    reading: Reading, context: TranscriptContext, accession: str, start: int, end: int, alt: str
) -> ProteinChange:
    residues = context.residues
    if residues[start - 1 : end] == alt:
        return ProteinChange(accession, "identity", start, end, residues[start - 1], residues[end - 1])
    if (start == 1 and alt and alt[0] != residues[0]) or (start == 1 and not alt):
        return ProteinChange(accession, "start_loss", 1, 1, residues[0], residues[0])
    if residues[start - 1] == "*" and alt:
        return ProteinChange(accession, "ext", start, start, "*", "*", alt[0], "")
    first, last, new = trim(residues, start - 1, end, alt)
    return describe_residues(residues, accession, first, last, new)


def _some(alt: str, reading: Reading) -> str:
    if not alt:
        raise PositionError(
            f"{reading} inserts nothing",
            code="empty_edit",
            advice=("write the inserted residues after ins",),
        )
    return alt


def _check_residue(context: TranscriptContext, accession: str, number: int, stated: str) -> None:
    found = context.residues[number - 1]
    if stated in ("", "X", found) or (stated == "C" and found == "U"):
        return
    raise ReferenceMismatch(
        f"position {number} of {accession or 'the protein'} is {ONE_TO_THREE[found]}, "
        f"not {ONE_TO_THREE[stated]}",
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
    return (
        f"the nearest {ONE_TO_THREE[stated]} are at {' and '.join(near)}",
        "the number may follow another numbering, such as the mature protein's",
    )
