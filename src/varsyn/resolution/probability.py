"""From evidence to probability: every constant of docs/probability.md, and the one formula.

A hypothesis has a prior weight (how often such a name is meant so) and a likelihood ratio (how much better
it explains what was printed than a wrong number would, by luck). With weight J for "the number counts on
none of these rulers":

    P(h) = w(h) * LR(h) / (J + sum over all hypotheses of w * LR)
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

SLIP = 0.02
"""Chance that a letter is misprinted although reading and ruler are right."""
ONE_BASE = 0.92
"""Share of printed substitutions that one base change explains. It is 551 of 567 among CIViC's labels and 381
of 385 in the table of legacy names; set lower, because such lists leave out engineered proteins."""
BASE_LUCK = 0.25
"""Chance that a stated base is found at a wrong position."""
BOUNDARY_SLIP = 0.02
"""Chance that a printed intronic position is misprinted so that its base is no exon border."""
MAX_RATIO = 1e6
"""Cap on one likelihood ratio: no amount of matching letters outweighs the wrong gene."""

BARE_PROTEIN_UNKNOWN = 0.30
"""J for a bare protein name such as ``R481Q``."""
BARE_DNA_UNKNOWN = 0.8
"""J for a bare nucleotide name that states a reference base, such as ``1532G>A``."""
BARE_UNCHECKED_UNKNOWN = 0.2
"""J for a bare nucleotide name that states no base to check (``5382insC``, ``999del5``, ``IVS2`` names,
whole exons). Such a name fits wherever its number exists, so the sequence cannot tell a wrong one; what is
left is how seldom a number is wrong at all."""
PREFIXED_UNKNOWN = 0.05
"""J where ``c.`` or ``p.`` is printed: the author meant a stated nomenclature."""
PREFIXED_ELSEWHERE_UNKNOWN = 2.0
"""J where ``c.`` is printed and HGVS numbers do not fit: one such name in three is a historic number that was
given a prefix; the others are misprinted or of another transcript or gene."""
ACCESSION_UNKNOWN = 0.01
"""J where a versioned accession is printed as well."""

PREFIX_STANDARD = 5.0
"""How much ``p.`` or ``c.`` speaks for HGVS numbers against other rulers."""
ACCESSION_STANDARD = 25.0
"""How much a printed accession speaks for its own numbers against other rulers."""
CDNA_PREFIX_STANDARD = 1500.0
"""The same for ``c.`` against historic nucleotide numbers, which were printed without it."""

SWAPPED = 0.01
"""Prior weight of "reference and new letter are printed in reverse"."""
BORDER_SLIP = 0.02
"""Prior weight of "the number is that of the neighbouring base", for intron positions on no exon border."""
PAST_STOP = 0.32
"""LR of a bare c. number that runs past the stop codon: HGVS writes ``*``; historic mRNA numbers run on."""
LISTED = 3.0
"""Prior weight of the variant that a curated name list gives for exactly this name; HGVS numbers have 1."""
LISTED_BARE_DNA = 3.0
"""Factor for listed nucleotide names without ``c.``: printed bare, they are names rather than positions."""
OLD_SYNTAX_STANDARD = 5.0
"""How much ``c.`` speaks for HGVS numbers before a form that HGVS never had (``c.1278insTATC``)."""
OTHER_MOLECULE = 0.1
"""Weight left to readings of the other molecule where a listed name speaks of one only: ``T877A`` of AR."""
OTHER_THAN_NAME = 0.05
"""Weight left to every reading where the whole text is a listed name that no reading explains."""
NICKNAME_RATIO = 100.0
"""LR of finding a whole nickname in the list: none of 702 listed names means two variants of its gene."""
ON_RECORD = 10.0
"""LR of a bare nucleotide name that, under a ruler, is a variant of the gene's name list.

A wrong number meets one by luck in one substitution of 65 for HBB (20 listed), of 250 and more for every
other gene; one name in six that is of a listed variant is enough for this ratio, even for HBB.
"""
NICKNAME_UNKNOWN = 0.02
"""J for a name that is found in the curated list and has no other reading."""
POSITION_UNKNOWN = 33.0
"""J where only the number of a listed change is printed (``MTHFR 677``): one in ten means something else."""
GENE_FROM_NAME = 0.9
"""Probability that a deletion or insertion named without its gene is that of the one gene which lists it."""
DNA_FIRST = 0.6
"""Weight of reading ``A1298C`` as DNA against protein, where both are possible; protein has the rest."""
SECOND_READING = 0.03
"""Weight of each further reading of one coordinate type, relative to the first."""
HINT = 100.0
"""How much a stated numbering convention beside the mention speaks for that ruler."""

ACCEPT = 0.6
"""Least probability of an answer that is settled."""
CLEAR = 10.0
"""Least odds of an answer that is settled against the runner-up."""
SHOWN = 0.005
"""Candidates less probable than this are not shown."""


class Weighed(msgspec.Struct, frozen=True):
    """Prior weight and likelihood ratio of one hypothesis."""

    weight: float
    ratio: float

    @property
    def score(self) -> float:
        """Weight times ratio, the ratio capped."""
        return self.weight * min(self.ratio, MAX_RATIO)


def posterior(scores: Sequence[float], unknown: float) -> list[float]:
    """Probabilities from scores (weight x ratio) with the weight of "none of these".

    >>> [round(p, 2) for p in posterior([3.0, 1.0], 1.0)]
    [0.6, 0.2]
    """
    whole = unknown + sum(scores)
    return [score / whole for score in scores]


def letters_ratio(chance: float) -> float:
    """LR of stated letters that are there, where luck would show them with ``chance``."""
    return (1 - SLIP) / max(chance, 1e-6)


def bases_ratio(stated: str) -> float:
    """LR of stated reference bases that are there: (1 - slip) / (1/4)^n.

    >>> bases_ratio("G")
    3.92
    """
    return min((1 - SLIP) / BASE_LUCK ** len(stated), MAX_RATIO) if stated else 1.0


def settled(probabilities: Sequence[float]) -> bool:
    """Whether the first of ranked probabilities is high enough and clearly ahead of the second."""
    first = probabilities[0]
    second = probabilities[1] if len(probabilities) > 1 else 0.0
    return first >= ACCEPT and first >= CLEAR * second
