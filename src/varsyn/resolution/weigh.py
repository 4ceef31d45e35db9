"""All hypotheses of a mention within one gene, and the weight of "none of these"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from varsyn.model import Reading
from varsyn.model.residues import THREE_TO_ONE
from varsyn.resolution import dna_side, protein_side
from varsyn.resolution.hypothesis import Hypothesis
from varsyn.resolution.listed import listed_hypotheses
from varsyn.resolution.probability import (
    ACCESSION_STANDARD,
    ACCESSION_UNKNOWN,
    BARE_DNA_UNKNOWN,
    BARE_PROTEIN_UNKNOWN,
    CDNA_PREFIX_STANDARD,
    DNA_FIRST,
    PREFIX_STANDARD,
    PREFIXED_UNKNOWN,
    SECOND_READING,
    bases_ratio,
    letters_ratio,
)

if TYPE_CHECKING:
    from varsyn.resolution.gene_context import GeneContext

_DNA = frozenset(("c", "n", "r", None))


def hypotheses_in(readings: Sequence[Reading], context: GeneContext, text: str) -> list[Hypothesis]:
    """Every reading under every ruler of the gene, with the variants that name lists give.

    ``text`` is the mention as printed: a printed ``p.`` or ``c.`` speaks for HGVS numbers.
    """
    both = {reading.coordinate == "p" for reading in readings} == {True, False}
    found: list[Hypothesis] = []
    count = {True: 0, False: 0}
    for reading in readings:
        protein = reading.coordinate == "p"
        if not protein and reading.coordinate not in _DNA:
            continue
        weight = SECOND_READING if count[protein] else 1.0
        count[protein] += 1
        if both:
            weight *= (1 - DNA_FIRST) if protein else DNA_FIRST
        found += reading_hypotheses(reading, context, text, weight)
    return found


def reading_hypotheses(
    reading: Reading, context: GeneContext, text: str, weight: float = 1.0
) -> list[Hypothesis]:
    """One reading under every ruler of the gene."""
    if reading.coordinate == "p":
        standard = PREFIX_STANDARD if prefixed(reading, text) else 1.0
        found = protein_side.protein_hypotheses(
            reading, context, standard * (ACCESSION_STANDARD if reading.accession else 1.0), weight
        )
        luck = letters_ratio(context.frequency(THREE_TO_ONE.get(reading.ref[:3], ""))) if reading.ref else 1.0
    else:
        standard = CDNA_PREFIX_STANDARD if reading.coordinate else 1.0
        found = dna_side.dna_hypotheses(reading, context, standard, weight)
        luck = bases_ratio(reading.ref)
    rows = context.names.saying(reading)
    if rows:
        for one in listed_hypotheses(rows, context, reading, max(luck, 4.0)):
            one.weight *= weight
            found.append(one)
    return found


def prefixed(reading: Reading, text: str) -> bool:
    """Whether the coordinate type of a protein reading is printed in the text."""
    return "p." in text or reading.accession is not None


def unknown_weight(readings: Sequence[Reading], text: str) -> float:
    """J: the weight of "the number counts on none of these rulers" (docs/probability.md)."""
    if any(reading.accession for reading in readings):
        return ACCESSION_UNKNOWN
    first = readings[0]
    if first.coordinate == "p":
        return PREFIXED_UNKNOWN if prefixed(first, text) else BARE_PROTEIN_UNKNOWN
    return PREFIXED_UNKNOWN if first.coordinate is not None else BARE_DNA_UNKNOWN


def reversed_hypotheses(readings: Sequence[Reading], context: GeneContext) -> list[Hypothesis]:
    """Where nothing fits: the same readings with reference and new letter exchanged."""
    found: list[Hypothesis] = []
    for reading in readings:
        if reading.coordinate == "p":
            found += protein_side.swapped(reading, context, 1.0)
        elif reading.coordinate in _DNA:
            found += dna_side.swapped(reading, context, 1.0)
    return found
