"""Deviations from the recommendations that the text alone shows: read as meant, and named."""

from __future__ import annotations

import re

import msgspec

from varsyn.model import Reading, Repair
from varsyn.notation.positions import parts as position_parts
from varsyn.notation.positions import shift
from varsyn.notation.repairs import repair

_OFFSET = re.compile(r"\d[+-][\d?]")
_OFFSET_SIGNS = frozenset("+-")
_GENOMIC = ("NC_", "NG_", "NT_", "NW_", "LRG_", "chr", "ENSG")


def with_deviations(reading: Reading) -> Reading:
    """The reading with the deviations that its reference and numbering show added to its repairs."""
    if reading.coordinate == "p" or reading.coordinate is None:
        return reading
    places = reading.start + reading.end
    if reading.edit != "repeat" and "-" not in places and "+" not in places and not reading.alt[2:]:
        return reading
    more: list[Repair] = []
    if _intronic(reading) and _lacks_introns(reading):
        more.append(repair("intronic_reference", reading.accession or f"{reading.coordinate}.", "NC_…(NM_…)"))
    if reading.edit == "repeat" and (unit := _coding_unit(reading)):
        more.append(repair("coding_repeat_unit", f"{unit}[{reading.copies}]", "dup or ins"))
    return msgspec.structs.replace(reading, repairs=(*reading.repairs, *more)) if more else reading


def _intronic(reading: Reading) -> bool:
    texts = (reading.start, reading.end, reading.alt)
    return any(("-" in text or "+" in text) and _OFFSET.search(text) for text in texts)


def _lacks_introns(reading: Reading) -> bool:
    """A transcript alone has no introns; a mention without any accession says nothing about that."""
    if reading.accession is None:
        return reading.coordinate == "r" and reading.gene is None
    return not reading.accession.startswith(_GENOMIC)


def _coding_unit(reading: Reading) -> str:
    """The repeat unit, where it is in coding sequence and breaks the frame (HGVS 21.0, DNA/repeated)."""
    if reading.coordinate not in ("c", "r") or not reading.ref or not reading.start.isdigit():
        return ""
    return reading.ref if len(reading.ref) % 3 else ""


def alleles_deviations(allele: Reading) -> tuple[Repair, ...]:
    """Neighbouring changes in cis that HGVS writes as one ``delins`` (HGVS 21.0, DNA and protein/delins)."""
    if allele.phase != "cis":
        return ()
    for first, second in zip(allele.parts, allele.parts[1:], strict=False):
        if _adjoin(first, second):
            return (repair("adjoining_changes", "[…;…]", "delins"),)
    return ()


def _adjoin(first: Reading, second: Reading) -> bool:
    if first.edit not in ("sub", "del", "ins", "delins") or second.edit not in (
        "sub",
        "del",
        "ins",
        "delins",
    ):
        return False
    if first.start == second.start and first.edit == second.edit:
        return False
    if first.end == second.start or shift(first.end, 1) == second.start:
        return True
    if first.coordinate != "c" or first.edit != "sub" or second.edit != "sub":
        return False
    one, other = position_parts(first.start), position_parts(second.start)
    if one is None or other is None or one[0] or other[0] or one[2] or other[2]:
        return False
    return (one[1] - 1) // 3 == (other[1] - 1) // 3
