"""The base or codon change printed beside a residue change: ``S549R(A>C)``, ``R117H (CGC to CAC)``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from varsyn.allele import Allele, allele_from_reading
from varsyn.model import Evidence, Reading
from varsyn.resolution.codons import single_base
from varsyn.resolution.probability import SLIP
from varsyn.sequence import codon_table, codons_of

if TYPE_CHECKING:
    from varsyn.resolution.gene_context import GeneContext
    from varsyn.resolution.hypothesis import Hypothesis

REPAIR = "base_change_unplaced"


def weighed(hypothesis: Hypothesis, codon: str, residue: int, alt: str, context: GeneContext) -> Hypothesis:
    """The hypothesis with the printed base change judged on its codon, where one is printed.

    ``residue`` is the codon's number (1-based), ``alt`` the new residue (one letter). A printed codon that is
    the sequence's speaks for the ruler as much as the residue has codons; a base or codon that is not there
    speaks against it like any misprint. Where the change is one of the codon's, it becomes the cause.
    """
    stated = _stated(hypothesis.reading)
    if not stated:
        return hypothesis
    old, _, new = stated.partition(">")
    names = codon_table(context.code)
    changes: list[tuple[int, int, str]] = []
    if len(old) == 1:
        changes = [
            (place, place + 1, base)
            for place, base in single_base(codon, alt, context.code)
            if (codon[place], base) == (old, new)
        ]
    elif codon == old and names.get(new) == alt:
        places = [place for place in range(3) if old[place] != new[place]]
        low, high = places[0], places[-1] + 1
        changes = [(low, high, new[low:high])]
    if not changes:
        words = f"codon {residue} {codon} has no {stated} that gives {hypothesis.reading.alt}"
        wrong = Evidence("stated_base_mismatch", words, SLIP, hypothesis.numbering.scheme)
        hypothesis.ratio *= SLIP
        hypothesis.evidence += (wrong,)
        return hypothesis
    ratio = len(codons_of(names[codon], context.code)) * (1 - SLIP) if len(old) == len(codon) else 1.0
    fact = Evidence(
        "stated_base_change",
        f"{stated} is printed: codon {residue} is {codon}",
        round(ratio, 2),
        hypothesis.numbering.scheme,
    )
    hypothesis.ratio *= ratio
    hypothesis.evidence += (fact,)
    if len(changes) == 1:
        hypothesis.cause = _allele(codon, residue, changes[0], context)
    return hypothesis


def is_stated(reading: Reading) -> bool:
    """Whether a base change without its position is printed beside the reading."""
    return bool(_stated(reading))


def _stated(reading: Reading) -> str:
    return next((one.after for one in reading.repairs if one.code == REPAIR), "")


def _allele(codon: str, residue: int, change: tuple[int, int, str], context: GeneContext) -> Allele | None:
    """The change of a codon's places [start, end) (0-based) as an allele of the anchor."""
    if context.anchor is None:
        return None
    low, high, new = change
    first = 3 * residue - 2
    reading = Reading(
        "c",
        "sub" if high - low == 1 else "delins",
        str(first + low),
        str(first + high - 1),
        codon[low:high],
        new,
    )
    return allele_from_reading(reading, context.anchor)
