"""A gene's protein rulers as one table: what a printed residue number can stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from varsyn.resolution.probability import PREFIX_STANDARD, SLIP
from varsyn.resolution.verdict import in_common_use

if TYPE_CHECKING:
    from varsyn.numbering import Scheme
    from varsyn.resolution.gene_context import GeneContext


class Fit(NamedTuple):
    """A ruler under which the printed residue is there; ``position`` is 1-based on the anchor's protein."""

    weight: float
    position: int
    scheme: Scheme
    common: bool
    """Whether papers on the gene use the ruler."""


class ResidueRulers:
    """The protein rulers of a gene: those that fit a number and a residue, and the weight of the others."""

    __slots__ = ("_protein", "_rows")

    def __init__(self, context: GeneContext) -> None:
        self._protein = context.protein
        self._rows = tuple(
            (
                scheme.offset,
                scheme.first,
                scheme.last,
                prior,
                prior * PREFIX_STANDARD if scheme.standard else prior,
                scheme,
                in_common_use(scheme),
            )
            for scheme, prior in context.protein_schemes
        )

    def fits(self, number: int, residue: str, prefixed: bool) -> tuple[list[Fit], float]:
        """The rulers under which residue ``number`` (as printed, 1 or more) is ``residue`` (one letter), each
        place once; and the weight of those under which it is another one.

        ``prefixed`` says that ``p.`` is printed, which speaks for HGVS numbers.
        """
        protein = self._protein
        found: list[Fit] = []
        missed = 0.0
        seen: list[int] = []
        for offset, first, last, prior, favoured, scheme, common in self._rows:
            position = number + offset
            if position < 1 or position in seen or not first <= number <= last:
                continue
            seen.append(position)
            weight = favoured if prefixed else prior
            if protein[position - 1 : position] == residue:
                found.append(Fit(weight, position, scheme, common))
            else:
                missed += weight * SLIP
        return found, missed
