"""Two descriptions printed side by side: halves of one change, two names of it, or neither."""

from __future__ import annotations

import msgspec

from varsyn.model import Reading
from varsyn.notation import several

replace = msgspec.structs.replace


def paired(first: list[Reading], second: list[Reading], synonyms: bool) -> list[Reading]:
    """Two halves printed side by side: DNA with its protein change, or two names of one level.

    Two names of one level are synonyms only where the print says so (``synonyms``); else they are a list.
    """
    both = {"p"} < {reading.coordinate for reading in first} == {reading.coordinate for reading in second}
    for these, those in ((first, second), (second, first)) if synonyms or not both else ():
        others = [
            reading
            for reading in these
            if reading.coordinate != "p" and reading.id is None and _placed(reading)
        ]
        proteins = [reading for reading in those if reading.coordinate == "p" and reading.accession is None]
        if others and _names_base(others, those):
            continue
        if proteins and others and proteins[0].edit == "allele" != others[0].edit:
            # Several residue changes are no half of one DNA change.
            return []
        if others and proteins and not any(reading.protein for reading in others):
            return [replace(reading, protein=proteins[0]) for reading in others]
    if first[0].id and second[0].id and not synonyms:
        return []
    if any(not _placed(reading) for reading in (first[0], second[0])):
        # ``R117H (7T)``: two changes.
        return []
    if any(reading.id for reading in (*first, *second)):
        kept, name = (second, first) if first[0].id else (first, second)
        return [replace(reading, also=(*reading.also, name[0])) for reading in kept]
    if not synonyms and {reading.coordinate for reading in first} & {
        reading.coordinate for reading in second
    }:
        return []
    for these, those in ((first, second), (second, first)):
        if not synonyms and these[0].coordinate == "p" and any(reading.protein for reading in those):
            # The DNA change has its own protein half: this protein change is another one.
            return []
    same = [reading for reading in second if reading.coordinate == first[0].coordinate]
    other = (same or second)[0]
    if first[0].lossy and other.accession and not other.lossy:
        # What is printed without a slip says more.
        first, other = [other], first[0]
    if str(other) == str(first[0]):
        return first
    return [replace(first[0], also=(other,))]


def _placed(reading: Reading) -> bool:
    """Whether a reading says where: repeats are printed without their place (``5T``)."""
    return reading.edit != "repeat" or bool(reading.start)


def _names_base(dna: list[Reading], second: list[Reading]) -> bool:
    """Whether a name of bases or residues is a second name of a base change: ``c.665C>T (C677T)``."""
    if not {"p"} < {reading.coordinate for reading in second}:
        return False
    proteins = [reading for reading in second if reading.coordinate == "p"]
    return not any(several.corresponds(base, one) for base in dna for one in proteins)
