"""The short way: ordinary mentions, straight from the gene's tables.

Nine mentions in ten are one residue for another, or a plain ``c.`` change, and fit under exactly one ruler.
What is not so plain goes the general way; a property test holds the two to the same answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from varsyn.model import Evidence, Mention, Message, Reading, Resolution
from varsyn.numbering import PROTEIN_STANDARD
from varsyn.resolution.answers import concluded
from varsyn.resolution.fast_dna import bare_fits, exonic
from varsyn.resolution.fast_protein import residue_fits, residue_for_residue
from varsyn.resolution.probability import DNA_FIRST, SHOWN, SLIP
from varsyn.resolution.protein_side import mismatch
from varsyn.resolution.stated_base import is_stated
from varsyn.resolution.verdict import candidate_of, established
from varsyn.resolution.weigh import prefixed

if TYPE_CHECKING:
    from varsyn.resolution.gene_context import GeneContext
    from varsyn.resolution.hypothesis import Hypothesis


def plain(
    mention: Mention,
    text: str,
    readings: Sequence[Reading],
    context: GeneContext,
    messages: tuple[Message, ...],
    unknown: float,
) -> Resolution | None:
    """The answer to an ordinary mention of one gene, None where the general way has to give it.

    ``text`` is the mention as printed, ``unknown`` the weight of "on none of these rulers", ``messages`` what
    the gene's words gave.
    """
    if len(readings) > 2:
        return None
    names = context.names
    for reading in readings:
        half = reading.protein
        if half is not None and (len(readings) == 2 or half.start in names.numbers):
            return None
        if reading.also or (reading.repairs and is_stated(reading)):
            return None
        # A plain substitution is listed only where its number is.
        listed = reading.start in names.numbers or (reading.edit != "sub" and names)
        if listed and names.mentions(reading, text):
            return None
    if len(readings) == 2:
        return _either(mention, text, readings, context, messages, unknown)
    (first,) = readings
    if first.coordinate == "c":
        return exonic(mention, first, context, messages, unknown)
    if first.coordinate != "p" or first.edit != "sub":
        return None
    return residue_for_residue(mention, readings, first, context, messages, prefixed(first, text), unknown)


def _either(
    mention: Mention,
    text: str,
    readings: Sequence[Reading],
    context: GeneContext,
    messages: tuple[Message, ...],
    unknown: float,
) -> Resolution | None:
    """``A1298C``, a base or a residue, and ``R59X``, a stop or any residue."""
    first, second = readings
    if first.coordinate == second.coordinate == "p" and first.edit == second.edit == "sub":
        # X for any residue is no change that can be looked for.
        if second.alt != "Xaa":
            return None
        return residue_for_residue(
            mention, readings, first, context, messages, prefixed(first, text), unknown
        )
    protein, dna = (first, second) if first.coordinate == "p" else (second, first)
    if protein.coordinate != "p" or protein.edit != "sub" or dna.coordinate is not None:
        return None
    found = bare_fits(dna, context, DNA_FIRST)
    if found is None:
        return None
    said, share = prefixed(protein, text), 1 - DNA_FIRST
    fits, missed, instead = found
    if not fits:
        against = _refuted(readings, dna, instead, (), context) if instead != "?" else None
        alone = residue_for_residue(
            mention, readings, protein, context, messages, said, unknown + missed, share, against
        )
        if alone is not None:
            return alone
    residues = residue_fits(protein, context, said, share)
    if residues is None:
        return None
    missed += residues[1]
    # In the order of the readings, as the general way tries them.
    tried = residues[0] + fits if protein is first else fits + residues[0]
    whole = unknown + missed + sum([one.score for one in tried])
    order = sorted(tried, key=lambda one: -one.score)
    shown = [one for one in order if established(one) or one.score >= SHOWN * whole] or order[:1]
    ranked = [(candidate_of(one, context, one.score / whole), one) for one in shown]
    if shown[0].scheme is None or not shown[0].scheme.standard:
        if instead == "?":
            return None
        against = _refuted(readings, dna, instead, tried, context)
        best = msgspec.structs.replace(ranked[0][0], evidence=ranked[0][0].evidence + against)
        ranked[0] = (best, shown[0])
    return concluded(mention, readings, True, messages, ranked, context)


def _refuted(
    readings: Sequence[Reading], dna: Reading, instead: str, tried: Sequence[Hypothesis], context: GeneContext
) -> tuple[Evidence, ...]:
    """What speaks against HGVS numbers, reading by reading; ``instead`` is the base that they have, where it
    is not the printed one."""
    anchor, number = context.anchor, int(dna.start)
    assert anchor is not None
    found: list[Evidence] = []
    for reading in readings:
        if reading is dna:
            words = f"position {dna.start} of {anchor.accession} is {instead}, not {dna.ref}"
            found += [Evidence("base_mismatch", words, SLIP, "hgvs")] if instead else []
        elif not any(one.reading is reading and one.scheme is PROTEIN_STANDARD for one in tried):
            found.append(mismatch(PROTEIN_STANDARD, number, context.protein[number - 1 : number]))
    return tuple(found)
