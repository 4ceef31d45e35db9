"""Which other variant of the gene a spelling would name on another ruler."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from varsyn.allele import allele_from_reading, describe
from varsyn.model import Reading, Variant, VarsynError
from varsyn.model.residues import THREE_TO_ONE
from varsyn.model.spelling import Style, description
from varsyn.notation import read
from varsyn.numbering import (
    CDNA_STANDARD,
    PROTEIN_STANDARD,
    Scheme,
    exon_label_schemes,
    names_on_record,
)
from varsyn.numbering.introns import acceptors, donors
from varsyn.synonyms.fold import fold
from varsyn.synonyms.forms import short_frameshift

if TYPE_CHECKING:
    from varsyn.reference import Reference
    from varsyn.reference.records import Transcript


class Collision(msgspec.Struct, frozen=True, order=True):
    """Another variant that the same text names, and the ruler on which it does."""

    name: str
    ruler: str


def collisions_of(
    text: str,
    kind: str,
    variant: Variant,
    anchor: Transcript | None,
    rulers: Iterable[Scheme],
    reference: Reference,
) -> tuple[Collision, ...]:
    """Every different variant of this gene that the text names on another ruler and that fits the sequence.

    A description with its reference means one thing only. The others are read anew, by every reading they
    have (``A1298C`` is DNA and protein), on every ruler; where the stated base or residue is the one the
    sequence has there, the text is taken. For a gene without sequence the literal protein reading is named,
    as unchecked.
    """
    if kind in ("genomic", "spdi", "rna") or ":" in text:
        return ()
    own = _own(variant)
    found: dict[str, Collision] = {}
    try:
        readings = read(text)
    except VarsynError:
        readings = []
    for place, reading in enumerate(readings):
        if place and reading.edit in _SIDED:
            continue
        for scheme in (*_standards(reading), *rulers):
            for other in _named(reading, scheme, anchor) if anchor is not None else _literal(reading, scheme):
                if fold(other) not in own:
                    label = (
                        scheme.label() if anchor is not None else f"{scheme.label()}, no sequence to check it"
                    )
                    found.setdefault(fold(other), Collision(other, label))
        if anchor is not None:
            for other, ruler in _introns(reading, anchor, reference):
                if fold(other) not in own:
                    found.setdefault(fold(other), Collision(other, ruler))
    for row in names_on_record(variant.gene or "", reference):
        if fold(row.legacy) == fold(text) and row.hgvs_c and fold(row.hgvs_c) not in own:
            agrees = variant.level == "protein" and row.hgvs_p and fold(row.hgvs_p) in own
            if not agrees and not (row.hgvs_p and fold(row.hgvs_p) in own):
                found.setdefault(
                    fold(row.hgvs_c), Collision(row.hgvs_c, f"legacy name on record, {row.kind}")
                )
    return tuple(sorted(found.values()))


_SIDED = ("ins", "del", "dup", "delins")
"""Edits whose further readings (before or after the base, range or intron) are doubts of the notation."""


def _own(variant: Variant) -> set[str]:
    """The variant's own descriptions, folded; a frameshift's short form is one of them."""
    names = [_body(variant.hgvs_c), _body(variant.hgvs_p)]
    if "fs" in names[1]:
        with suppress(VarsynError):
            names.append(description(short_frameshift(read(names[1])[0]), Style(predicted=True)))
    return {fold(name) for name in names if name}


def _body(text: str | None) -> str:
    return (text or "").rpartition(":")[2]


def _standards(reading: Reading) -> tuple[Scheme, ...]:
    if reading.coordinate == "p":
        return (PROTEIN_STANDARD,)
    return (CDNA_STANDARD,) if reading.coordinate in ("c", None) else ()


def _named(reading: Reading, scheme: Scheme, anchor: Transcript) -> Iterator[str]:
    """The HGVS description of what a reading names on a ruler, where it fits the sequence."""
    if reading.coordinate == "p" and scheme.molecule == "protein":
        first, last = _number(reading.start, scheme), _number(reading.end or reading.start, scheme)
        if first is None or last is None or not 1 <= first <= last <= len(anchor.protein):
            return
        if THREE_TO_ONE.get(reading.ref[:3]) != anchor.protein[first - 1]:
            return
        if reading.ref_end and THREE_TO_ONE.get(reading.ref_end[:3]) != anchor.protein[last - 1]:
            return
        moved = msgspec.structs.replace(reading, start=str(first), end=str(last))
        yield description(moved, Style(predicted=True))
    elif reading.coordinate in ("c", None) and scheme.molecule == "cdna" and reading.edit == "sub":
        position = _number(reading.start, scheme)
        if position is None or anchor.cds_start is None:
            return
        index = anchor.cds_start + (position - 1 if position > 0 else position)
        if index >= 0 and anchor.sequence[index : index + len(reading.ref)] == reading.ref and reading.ref:
            moved = msgspec.structs.replace(reading, coordinate="c", start=str(position), end=str(position))
            yield description(moved, Style())
    elif scheme.molecule == "cdna" and reading.edit in _SIDED and _could_count(reading, scheme):
        first, last = _number(reading.start, scheme), _number(reading.end or reading.start, scheme)
        if first is None or last is None or first > last:
            return
        moved = msgspec.structs.replace(reading, coordinate="c", start=str(first), end=str(last))
        try:
            yield describe(allele_from_reading(moved, anchor), anchor).rpartition(":")[2]
        except VarsynError:
            return


_INTRON = re.compile(r"IVS(\d+[a-z]?)([+-])(\d+)\Z")


def _introns(reading: Reading, anchor: Transcript, reference: Reference) -> Iterator[tuple[str, str]]:
    """What ``IVS8+1G>A`` names on each exon count of the gene, and that count."""
    match = _INTRON.match(reading.start)
    if match is None or reading.end not in ("", reading.start):
        return
    gene = anchor.gene
    borders = donors(anchor) if match[2] == "+" else acceptors(anchor)
    for labels in exon_label_schemes(anchor, reference.numbering(gene), reference.legacy_names(gene)):
        index = labels.exon(match[1])
        if index is not None and index < len(borders):
            place = f"{borders[index]}{match[2]}{match[3]}"
            moved = msgspec.structs.replace(reading, coordinate="c", start=place, end=place)
            yield description(moved, Style()), labels.source or "exon numbers"


def _could_count(reading: Reading, scheme: Scheme) -> bool:
    """Whether a nucleotide name could be meant so: a printed ``c.`` speaks for HGVS numbers alone."""
    return reading.coordinate is None or (reading.coordinate == "c" and scheme.standard)


def _literal(reading: Reading, scheme: Scheme) -> Iterator[str]:
    """What a reading names on a ruler, for a gene without sequence."""
    position = _number(reading.start, scheme)
    if position is None or reading.edit != "sub":
        return
    if reading.coordinate == "p" and scheme.molecule == "protein":
        moved = msgspec.structs.replace(reading, start=str(position), end=str(position))
        yield description(moved, Style(predicted=True))


def _number(printed: str, scheme: Scheme) -> int | None:
    bare = printed.removeprefix("-")
    return scheme.position(int(printed)) if bare.isdigit() and int(bare) else None
