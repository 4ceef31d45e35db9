"""Stated bases: reading them out of a description, comparing them, and the errors about them."""

from __future__ import annotations

import re
from typing import NamedTuple

from varsyn.model import PositionError, Reading, ReferenceMismatch, UnsupportedNotation, VarsynError
from varsyn.sequence import Shape, reverse_complement

_TO_DNA = str.maketrans("acgurykmswbdhvntU", "ACGTRYKMSWBDHVNTT")
_LETTERS = frozenset("ACGTRYKMSWBDHVN")
_PIECE = re.compile(r"([\[;]?([ACGTRYKMSWBDHVN]+)(?:\[(\d{1,5})\])?\]?)")
"""One stretch of an inserted sequence: ``ACT``, ``N[20]``, or a member of ``[ACT;N[20]]``."""
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
    if reading.alt:
        alt = dna(reading.alt)
        if _LETTERS.issuperset(alt):
            return alt
        pieces = _PIECE.findall(alt)
        if "".join([piece[0] for piece in pieces]) == alt:
            return "".join([bases * int(count or 1) for _, bases, count in pieces])
        raise _by_reference(reading)
    if reading.edit == "ins" and reading.length.isdecimal() and 0 < int(reading.length) <= _MOST:
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


def copies_of(reading: Reading) -> int | None:
    """The stated number of copies of a repeat; None where it is not one number, or beyond any repeat known.

    >>> copies_of(Reading("c", "repeat", "52", "54", alt="CAG", copies="23"))
    23
    """
    stated = reading.copies
    if not (stated.isascii() and stated.isdecimal() and len(stated) <= _COPIES_DIGITS):
        return None
    return int(stated)


_COPIES_DIGITS = 5
"""Digits of the largest number of copies: expansions of some ten thousand units are the longest reported."""


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


class Stated(NamedTuple):
    """A replacement of stated bases: ``[start, end)`` counts within them (0-based, half-open)."""

    start: int
    end: int
    deleted: str
    inserted: str
    shape: Shape


def reduced(deleted: str, inserted: str) -> Stated:
    """A replacement of stated bases without what does not change, 3'-most within them, and its kind.

    For places whose sequence is not on record: the stated bases are all that is known of it.

    >>> reduced("GTT", "GT")
    Stated(start=2, end=3, deleted='T', inserted='', shape='del')
    >>> reduced("G", "GG").shape, reduced("GT", "CA").shape
    ('dup', 'delins')
    """
    size, first = min(len(deleted), len(inserted)), 0
    while first < size and deleted[first] == inserted[first]:
        first += 1
    last = 0
    while last < size - first and deleted[-1 - last] == inserted[-1 - last]:
        last += 1
    end = len(deleted) - last
    lost, gained = deleted[first:end], inserted[first : len(inserted) - last]
    if not lost and not gained:
        return Stated(0, len(deleted), deleted, inserted, "identity")
    if not lost and deleted[:first].endswith(gained):
        return Stated(first - len(gained), first, gained, "", "dup")
    shape: Shape = "delins"
    if not lost or not gained:
        shape = "ins" if gained else "del"
    elif len(lost) == len(gained) == 1:
        shape = "sub"
    elif gained == reverse_complement(lost):
        shape = "inv"
    return Stated(first, end, lost, gained, shape)


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
    if error.text is not None:
        return error
    text = str(reading)
    if reading.edit == "allele":
        error.text, error.span = text, (0, len(text))
        return error
    error.text = text
    if not reading.start:
        return error
    body = text.rfind(":") + 1
    first = _found(reading.start, text, body)
    last = _found(reading.end or reading.start, text, first[0] if reading.start == reading.end else first[1])
    if first[0] >= 0:
        error.span = (first[0], max(first[1], last[1]))
    return error


def _found(position: str, text: str, start: int) -> tuple[int, int]:
    """Where a printed position stands in the text from ``start`` on, and is no part of a longer number;
    (-1, -1) where it does not."""
    at = text.find(position, max(start, 0))
    while at >= 0:
        end = at + len(position)
        if text[at - 1 : at] not in _DIGITS and text[end : end + 1] not in _DIGITS:
            return at, end
        at = text.find(position, at + 1)
    return -1, -1


_DIGITS = frozenset("0123456789")
