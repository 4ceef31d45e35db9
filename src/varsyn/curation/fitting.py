"""Protein descriptions of a gene without a sequence, and the DNA descriptions that fit them by counting.

How sure a fit is follows from how likely it would be by accident: see ``accident`` and ``agreement``.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from varsyn.curation.codons import (
    SHIFTED,
    WINDOW,
    affected_codon,
    border_codon,
    compatible,
    luck,
    net_length,
    relation,
)
from varsyn.model import Reading

PRIOR = 0.9
"""Share of papers that count c. and p. on one reference from the start codon, before anything is looked at.

In the others one half is in mature-protein or historic numbers (docs/probability.md, priors of rulers).
"""


class Fits:
    """Which coding DNA descriptions of a gene give a protein change, and which may."""

    def __init__(self, dna: Mapping[str, Reading], printed: Mapping[str, Sequence[Reading]]) -> None:
        self._dna, self._printed = dna, printed
        self._by_codon: dict[int, list[str]] = defaultdict(list)
        self._by_residue: dict[str, set[str]] = defaultdict(set)
        """Printed first residue to the DNA keys it is printed with."""
        for key, reading in dna.items():
            if halves := printed.get(key):
                for half in halves:
                    self._by_residue[half.start].add(key)
            elif codon := affected_codon(reading) or border_codon(reading):
                self._by_codon[codon].append(key)

    def of(self, protein: Reading) -> tuple[set[str], set[str]]:
        """The keys of the DNA descriptions that give the change, and of those that may.

        What rows print with a DNA description counts before the genetic code.
        """
        gives = {
            key
            for key in self._by_residue.get(protein.start, ())
            if any(compatible(protein, half) for half in self._printed[key])
        }
        may = set()
        residue = int(protein.start) if protein.start.isdigit() else 0
        codons = range(residue - WINDOW, residue + 2)
        for key in [key for codon in codons for key in self._by_codon.get(codon, ())]:
            verdict = relation(self._dna[key], protein)
            if verdict == "gives":
                gives.add(key)
            elif verdict == "may":
                may.add(key)
        return gives, may


def kind_of(reading: Reading) -> str:
    """What kind of protein change a DNA change can give, or a protein change is: only like fits like.

    >>> from varsyn.notation import read
    >>> [kind_of(read(t)[0]) for t in ("c.5A>G", "p.Lys2Arg", "c.5del", "p.Lys2fs", "c.5_7del", "p.Lys2del")]
    ['exchange', 'exchange', 'shift', 'shift', 'length', 'length']
    """
    if reading.edit in ("sub", "identity", "ext", "unknown"):
        return "exchange"
    if reading.coordinate == "p":
        return "shift" if reading.edit == "fs" else "length"
    net = net_length(reading) if affected_codon(reading) is not None else None
    if net is None:
        return "open"
    if net % 3:
        return "shift"
    return "length" if net or reading.edit == "inv" else "exchange"


def accident(protein: Reading, count: int, length: int) -> float:
    """How many of ``count`` unrelated DNA changes of its kind would fit a protein change by accident.

    One falls into the right codon once in ``length`` residues, and its letters fit as often as
    ``codons.luck`` says; a frameshift passes in its own codon and the ``codons.SHIFTED`` before it.

    >>> from varsyn.notation import read
    >>> round(accident(read("p.Met155Thr")[0], 4, 155), 5)
    0.00072
    """
    share = luck(protein.ref, protein.alt) if protein.edit == "sub" else SHIFTED + 1
    return count * share / length


def agreement(fits: int, tried: int, expected: float) -> float:
    """Probability that the two kinds of numbers of a paper count on one reference.

    Parameters
    ----------
    fits: protein changes for which the paper has a DNA change that gives them.
    tried: protein changes that were looked at.
    expected: fits that accident alone would bring (``accident``, summed).

    On one reference any share of the protein changes may have its DNA change listed (1 / (tried + 1) for
    each number of fits); otherwise fits are accidents (Poisson).

    >>> round(agreement(1, 1, 0.01), 3), round(agreement(1, 30, 0.8), 3), round(agreement(20, 30, 0.8), 3)
    (0.998, 0.447, 1.0)
    """
    same = PRIOR / (tried + 1)
    by_accident = math.exp(fits * math.log(max(expected, 1e-12)) - expected - math.lgamma(fits + 1))
    return same / (same + (1 - PRIOR) * by_accident)
