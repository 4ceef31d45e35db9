"""Stated bases: reading them out of a description, comparing them, and the errors about them."""

from __future__ import annotations

from varsyn.model import PositionError, Reading, ReferenceMismatch, UnsupportedNotation, VarsynError

_TO_DNA = str.maketrans("acgurykmswbdhvntU", "ACGTRYKMSWBDHVNTT")
_LETTERS = frozenset("ACGTRYKMSWBDHVN")
_AMBIGUOUS = {
    "R": "AG", "Y": "CT", "K": "GT", "M": "AC", "S": "CG", "W": "AT",
    "B": "CGT", "D": "AGT", "H": "ACT", "V": "ACG", "N": "ACGT",
}  # fmt: skip
"""IUPAC nucleotide codes (Cornish-Bowden 1985, Nucleic Acids Res. 13:3021)."""


def dna(text: str) -> str:
    """Bases in upper-case DNA letters, whatever they were written in.

    >>> dna("augc")
    'ATGC'
    """
    return text.translate(_TO_DNA)


def bases_of(reading: Reading) -> str:
    """The inserted bases of a reading; a stated size alone gives that many unknown ones (``N``).

    Raises PositionError where nothing is inserted, UnsupportedNotation where the bases are given as a
    reference to some other sequence.
    """
    alt = dna(reading.alt)
    if alt:
        if set(alt) <= _LETTERS:
            return alt
        raise _by_reference(reading)
    if reading.edit == "ins" and reading.length.isdigit() and 0 < int(reading.length) <= _MOST:
        return "N" * int(reading.length)
    if reading.printed and reading.edit in ("ins", "delins"):
        raise _by_reference(reading)
    raise PositionError(
        f"{reading} inserts nothing",
        code="empty_edit",
        advice=("write the inserted bases after ins", "for a plain loss write del"),
    )


_MOST = 1_000_000
"""Unknown inserted bases up to this number are spelled out inside."""


def _by_reference(reading: Reading) -> UnsupportedNotation:
    return UnsupportedNotation(
        f"{reading} does not spell the inserted bases",
        code="inserted_by_reference",
        advice=("write the inserted bases out",),
    )


def fits(stated: str, there: str) -> bool:
    """Whether stated bases agree with the sequence; IUPAC codes stand for any of theirs.

    >>> fits("AR", "AG"), fits("AC", "AG")
    (True, False)
    """
    return len(stated) == len(there) and all(
        a == b or b in _AMBIGUOUS.get(a, "") or a in _AMBIGUOUS.get(b, "")
        for a, b in zip(stated, there, strict=True)
    )


def where(reading: Reading) -> str:
    """The printed position or range of a reading."""
    return reading.start if reading.end in ("", reading.start) else f"{reading.start}_{reading.end}"


def wrong_length(reading: Reading, stated: int, size: int) -> ReferenceMismatch:
    """The error for a stated number of bases that is not the size of the range."""
    return ReferenceMismatch(
        f"{stated} bases are stated, but {where(reading)} spans {size}",
        code="length_mismatch",
        advice=("check the range and the bases",),
    )


def mismatch(reading: Reading, accession: str, stated: str, there: str) -> ReferenceMismatch:
    """The error for stated bases that the sequence does not have."""
    return ReferenceMismatch(
        f"position {where(reading)} of {accession} is {_short(there)}, not {_short(stated)}",
        advice=(
            "check the position, the transcript version and the strand",
            "the number may follow an older numbering of this gene",
        ),
    )


def _short(bases: str) -> str:
    return bases if len(bases) <= 30 else f"{bases[:12]}…{bases[-12:]} ({len(bases)} bases)"


def place_error(error: VarsynError, reading: Reading) -> VarsynError:
    """The error with the reading as its text and the position as its span, where it has none of its own."""
    if error.text is not None or reading.edit == "allele":
        return error
    text = str(reading)
    at = text.rfind(f".{reading.start}") + 1 if reading.start else 0
    error.text = text
    if at > 0:
        end = reading.end or reading.start
        tail = text.find(end, at + len(reading.start)) if end != reading.start else at
        error.span = (at, (tail if tail >= 0 else at) + len(end))
    return error
