"""The short way: ordinary mentions, straight from the gene's tables.

Nine mentions in ten are one residue for another, or a plain ``c.`` change, and fit under exactly one ruler.
What is not so plain goes the general way; a property test holds the two to the same answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from varsyn.model import Mention, Message, Reading, Resolution
from varsyn.resolution.fast_dna import exonic, touches_no_base
from varsyn.resolution.fast_protein import residue_for_residue
from varsyn.resolution.probability import DNA_FIRST
from varsyn.resolution.stated_base import is_stated
from varsyn.resolution.weigh import prefixed

if TYPE_CHECKING:
    from varsyn.resolution.gene_context import GeneContext


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
        if reading.protein is not None or reading.also or (reading.repairs and is_stated(reading)):
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
    """``A1298C`` where no nucleotide ruler has that base, and ``R59X``: what is left is the residue."""
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
    missed = touches_no_base(dna, context)
    if missed is None:
        return None
    return residue_for_residue(
        mention,
        readings,
        protein,
        context,
        messages,
        prefixed(protein, text),
        unknown + DNA_FIRST * missed,
        1 - DNA_FIRST,
    )
