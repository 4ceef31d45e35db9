"""A gene's protein rulers as one table: what a printed residue number can stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from varsyn.model.residues import THREE_TO_ONE
from varsyn.resolution.codons import reach_of
from varsyn.resolution.probability import ONE_BASE, PREFIX_STANDARD, SLIP
from varsyn.resolution.verdict import in_common_use

if TYPE_CHECKING:
    from varsyn.numbering import Scheme
    from varsyn.resolution.gene_context import GeneContext

Row = tuple[int, int, int, float, float, "Scheme", bool]
"""Offset; first and last printed number for which the row holds; weight where the residue is there, and where
it is not; the ruler; whether papers on the gene use it."""
Pair = tuple[str, str, float, float, float, float]
"""Two residues in one letter; the likelihood ratio of finding the first by a ruler where one base change
gives the second, and where it takes more; the two ratios as they are printed."""


class ResidueRulers:
    """The protein rulers of a gene, ready for one substitution after another.

    Attributes: ``bare`` and ``prefixed`` (the rows for names printed without and with ``p.``), ``protein``
    (one-letter, no stop), ``coding`` (the bases of its codons, the stop's included), ``reach`` (for each
    codon its single-base changes by the residue that they give), ``pairs`` (what a substitution of two
    residues, in three-letter codes, is judged by; None for one that is no plain substitution, or where the
    coding sequence is not sound).
    """

    __slots__ = ("bare", "coding", "pairs", "prefixed", "protein", "reach")

    def __init__(self, context: GeneContext) -> None:
        self.protein, self.coding = context.protein, context.coding
        self.pairs = _Pairs(context)
        self.reach = reach_of(context.code)
        rows: list[Row] = []
        for scheme, prior in context.protein_schemes:
            free = [(max(scheme.first, 1 - scheme.offset), scheme.last)]
            for offset, first, last, *_ in rows:
                if offset == scheme.offset:
                    free = [piece for span in free for piece in _without(span, first, last)]
            common = in_common_use(scheme)
            rows += [(scheme.offset, *span, prior, prior * SLIP, scheme, common) for span in free]
        self.bare = tuple(rows)
        self.prefixed = tuple(
            [
                (offset, first, last, weight * PREFIX_STANDARD, slip * PREFIX_STANDARD, scheme, common)
                if scheme.standard
                else (offset, first, last, weight, slip, scheme, common)
                for offset, first, last, weight, slip, scheme, common in rows
            ]
        )


def _without(span: tuple[int, int], first: int, last: int) -> list[tuple[int, int]]:
    """What is left of a span of numbers without those from ``first`` to ``last`` (inclusive)."""
    pieces = [(span[0], min(span[1], first - 1)), (max(span[0], last + 1), span[1])]
    return [(low, high) for low, high in pieces if low <= high]


class _Pairs(dict[tuple[str, str], Pair | None]):
    """Worked out at the first look-up: two residues are asked for many times in one gene."""

    __slots__ = ("_context",)

    def __init__(self, context: GeneContext) -> None:
        super().__init__()
        self._context = context

    def __missing__(self, key: tuple[str, str]) -> Pair | None:
        found = self[key] = self._judged(THREE_TO_ONE.get(key[0], ""), THREE_TO_ONE.get(key[1], ""))
        return found

    def _judged(self, ref: str, alt: str) -> Pair | None:
        if not ref or not alt or alt == "X" or ref == alt or not self._context.sound:
            return None
        near, far = self._context.luck(ref, alt)
        near, far = (1 - SLIP) * ONE_BASE / near, (1 - SLIP) * (1 - ONE_BASE) / far
        return ref, alt, near, far, round(near, 2), round(far, 2)
