"""The plainest descriptions: exactly as HGVS writes them, with one reading and at most one remark.

One regular expression for DNA, one for proteins; what they take apart needs no rule beyond those here. All
other texts go on to ``ordinary`` and the grammar, which read these to the same (property tests prove it).
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from varsyn.model import Reading
from varsyn.model.reading import Coordinate, Edit
from varsyn.notation.ordinary import THREE_LETTER
from varsyn.notation.repairs import repair

Pieces: TypeAlias = tuple[Any, ...]
"""Groups of a match: strings, or None; the expression lets only the coordinates and edits of a Reading by."""

# Possessive quantifiers: a text either fits at the first try or is no plain one.
ACCESSION = r"(?:(?:N[CGMR]|XM)_\d{3,}+\.\d++|LRG_\d++(?:t\d++)?+|ENST\d{11}+\.\d++)"
NUMBER = r"[1-9]\d{0,11}+"
EDITED = rf"(?:_({NUMBER}))?+(del(?!i)|dup|inv|(?:del)?+ins)([ACGT]*+)"
"""End, edit and bases of a deletion, duplication, inversion or insertion; its start stands before."""
_DNA = re.compile(
    rf"(?:({ACCESSION})(?:\(([A-Z][A-Z][A-Z0-9-]*+)\))?+:)?+([cgnm])\.([-*]?+{NUMBER})"
    rf"(?:((?:[+-]{NUMBER})?+)([ACGT])>((?!\6)[ACGT])|{EDITED})\Z",
    re.ASCII,
).match
_PROTEIN = re.compile(
    r"(?:(NP_\d{3,}+\.\d++|LRG_\d++p\d++|ENSP\d{11}+\.\d++)(?:\(([A-Z][A-Z][A-Z0-9-]*+)\))?+:)?+"
    rf"p\.(\()?+({THREE_LETTER})({NUMBER})({THREE_LETTER}|\*)(?:fs(?:Ter|\*)(\d++))?+(\))?+\Z",
    re.ASCII,
).match
_WITH_INTRONS = ("NC_", "NG_", "LRG_")


def description(text: str) -> list[Reading] | None:
    """The reading of a plain description, with or without its reference; None for every other text.

    >>> str(description("NM_000492.3:c.489+1G>T")[0]), description("c.420delC")
    ('NM_000492.3:c.489+1G>T', None)
    """
    match = _DNA(text)
    if match is None:
        return protein(text)
    pieces: Pieces = match.groups()
    accession, gene, coordinate, start, offset, ref, alt, end, edit, bases = pieces
    if edit is not None:
        if bases or end or start[0] in "-*":
            return edited(coordinate, start, end, edit, bases, accession, gene)
        if edit == "del" or edit == "dup":
            return [Reading(coordinate, edit, start, start, "", "", accession, gene)]
        return edited(coordinate, start, end, edit, bases, accession, gene)
    if not offset:
        return [Reading(coordinate, "sub", start, start, ref, alt, accession, gene)]
    start += offset
    if accession is None or accession.startswith(_WITH_INTRONS):
        return [Reading(coordinate, "sub", start, start, ref, alt, accession, gene)]
    lacking = (repair("intronic_reference", accession, "NC_…(NM_…)"),)
    return [Reading(coordinate, "sub", start, start, ref, alt, accession, gene, False, lacking)]


def edited(
    coordinate: Coordinate, start: str, end: str | None, edit: Edit, bases: str, accession: str | None,
    gene: str | None = None,
) -> list[Reading] | None:  # fmt: skip
    """A deletion or insertion in order; None where a repair or a second reading is due.

    ``start`` and ``end`` are HGVS positions (1-based, inclusive), ``end`` None or empty for one position.
    """
    if (edit in ("ins", "delins")) != bool(bases) or coordinate == "m":
        return None
    if end:
        if start[0] in "-*":
            return None
        size = int(end) - int(start)
        if size < 1 or (edit == "ins" and size != 1):
            return None
    elif edit == "ins":
        return None
    return [Reading(coordinate, edit, start, end or start, "", bases, accession or None, gene)]


def protein(text: str) -> list[Reading] | None:
    """A protein change that leads to one reading without repair, else None."""
    match = _PROTEIN(text)
    if match is None:
        return None
    accession, gene, opened, residue, number, new, distance, closed = match.groups()
    if residue == new or (opened is None) != (closed is None) or (residue == "Met" and number == "1"):
        return None
    if residue in ("Ter", "Xaa") or new == "Xaa":
        return None
    uncertain = opened is not None
    if new == "*":
        new = "Ter"
    if distance is None:
        return [Reading("p", "sub", number, number, residue, new, accession, gene, uncertain)]
    if new == "Ter" or (len(distance), distance) > (len(number), number):
        return None
    return [Reading("p", "fs", number, number, residue, new, accession, gene, uncertain, ter=distance)]
