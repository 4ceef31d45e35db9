"""Variants in the separated fields of text miners: ``c|SUB|C|677|T`` (tmVar, PubTator)."""

from __future__ import annotations

import re

from varsyn.model import Reading
from varsyn.model.reading import Coordinate
from varsyn.notation import nucleotide, protein
from varsyn.notation.repairs import repair

Readings = list[Reading]
_CODED = re.compile(
    r"(?:tmVar:\s*)?(?P<kind>[cgmnrp]?)\|(?P<edit>SUB|DEL|INS|DUP|INDEL|INV|FS)\|(?P<rest>[^|]*(?:\|[^|]*){0,4})\Z"
)
_PLACE = re.compile(r"(?P<start>[-*]?\d+(?:[+-]\d+)?|IVS\w+?[+-]\d+)(?:_(?P<end>[-*]?\d+(?:[+-]\d+)?))?\Z")


def readings(text: str) -> Readings:
    """Readings of such a text; empty for any other.

    The fields of a substitution are old, position, new; of an insertion, deletion or duplication position and
    bases; of a frameshift residue, position, new residue, distance to the stop (Wei et al. 2013, tmVar).

    >>> [str(readings(text)[0]) for text in ("c|SUB|C|677|T", "p|FS|E|23|V|17", "c|DEL|68_69|AG")]
    ['c.677C>T', 'p.(Glu23ValfsTer17)', 'c.68_69del']
    """
    match = _CODED.match(text)
    if match is None:
        return []
    edit, fields = match["edit"], [field.strip() for field in match["rest"].split("|")]
    found = _read(match["kind"], edit, fields)
    shown = (repair("coded_fields", text, str(found[0]) if found else ""),)
    return [
        Reading(
            one.coordinate, one.edit, one.start, one.end, one.ref, one.alt, None, None, one.uncertain,
            shown + one.repairs, ref_end=one.ref_end, length=one.length, ter=one.ter,
        )
        for one in found
    ]  # fmt: skip


def _read(kind: str, edit: str, fields: list[str]) -> Readings:
    if edit in ("SUB", "FS"):
        if len(fields) < 3:
            return []
        ref, number, alt, *rest = fields
        if edit == "FS":
            ter = rest[0] if rest else ""
            return protein.frameshift(ref, number, alt, ter, uncertain=True) if number.isdigit() else []
        return _substitution(kind, ref, number, alt)
    place, letters = _PLACE.match(fields[0]), "".join(fields[1:2])
    if place is None:
        return []
    start, end = place["start"], place["end"] or ""
    what = {"DEL": "del", "INS": "ins", "DUP": "dup", "INDEL": "delins", "INV": "inv"}[edit]
    if kind == "p":
        return _residues(what, start, end, letters)
    size = letters if letters.isdigit() else ""
    stated = "" if size else letters.upper()
    coordinate: Coordinate | None = kind or None  # type: ignore[assignment]
    if stated.strip("ACGTUN"):
        return []
    if what in ("ins", "delins"):
        if not letters:
            return []
        return nucleotide.change(coordinate, what, start, end, "", stated, size)  # type: ignore[arg-type]
    return nucleotide.change(coordinate, what, start, end, stated, "", size)  # type: ignore[arg-type]


def _substitution(kind: str, ref: str, place: str, alt: str) -> Readings:
    if kind == "p" or (not kind and not {*ref, *alt} <= set("ACGTU")):
        return protein.substitution(ref, place, alt, True) if place.isdigit() else []
    if not _PLACE.match(place) or not ref or not alt or f"{ref}{alt}".strip("ACGTUNacgtun"):
        return []
    coordinate: Coordinate | None = kind or None  # type: ignore[assignment]
    return nucleotide.change(coordinate, "sub", place, "", ref.upper(), alt.upper())


def _residues(edit: str, start: str, end: str, letters: str) -> Readings:
    """Residues named after their place: ``p|DEL|508|F``."""
    if edit in ("del", "dup") and letters:
        codes = letters.split(",")
        return protein.span(edit, "", start, "", end, "".join(codes), uncertain=True)  # type: ignore[arg-type]
    if edit in ("del", "dup") and end:
        return protein.span(edit, "", start, "", end, uncertain=True)  # type: ignore[arg-type]
    if edit in ("ins", "delins") and letters:
        return protein.span(edit, "", start, "", end, letters, uncertain=True)  # type: ignore[arg-type]
    return []
