"""HGVS positions on a transcript: the outer, printed numbers."""

from __future__ import annotations

import re

import msgspec

from varsyn.model.errors import InvalidNotation

_POSITION = re.compile(r"(?P<region>[-*]?)(?P<base>\d+)(?P<offset>[+-]\d+)?\Z")


class Position(msgspec.Struct, frozen=True):
    """A printed position such as ``357``, ``-14``, ``*46`` or ``357+1``: 1-based, there is no 0.

    ``region`` is ``""`` (CDS, or plain counting), ``"-"`` (5' of the start codon) or ``"*"`` (3' of the
    stop codon); ``offset`` counts into the intron. Source: HGVS nomenclature 21.0, background/numbering.

    >>> Position.parse("*46-2")
    Position(base=46, offset=-2, region='*')
    >>> str(Position.parse("357+1"))
    '357+1'
    """

    base: int
    offset: int = 0
    region: str = ""

    @classmethod
    def parse(cls, text: str) -> Position:
        """Read a printed position; raises InvalidNotation for anything else (uncertain, IVS…, 0)."""
        match = _POSITION.match(text)
        if match is None or int(match["base"]) == 0:
            raise InvalidNotation(f"{text!r} is not a position", text=text, span=(0, len(text)))
        return cls(int(match["base"]), int(match["offset"] or 0), match["region"])

    def __str__(self) -> str:
        offset = f"{self.offset:+d}" if self.offset else ""
        return f"{self.region}{self.base}{offset}"
