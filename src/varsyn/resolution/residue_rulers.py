"""A gene's protein rulers as one table: what a printed residue number can stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from varsyn.model.residues import THREE_TO_ONE
from varsyn.resolution.probability import ONE_BASE, PREFIX_STANDARD, SLIP
from varsyn.resolution.verdict import in_common_use

if TYPE_CHECKING:
    from varsyn.numbering import Scheme
    from varsyn.resolution.gene_context import GeneContext

Spans = tuple[tuple[int, int], ...]
Row = tuple[int, int, int, float, float, "Scheme", bool, Spans]
"""Offset; first and last printed number; prior weight, and that beside a printed ``p.``; the ruler; whether
papers on the gene use it; spans in which an earlier row has the same offset."""
Pair = tuple[str, str, float, float]
"""Two residues in one letter; the likelihood ratio of finding the first by a ruler where one base change
gives the second, and where it takes more."""


class ResidueRulers:
    """The protein rulers of a gene, ready for one substitution after another.

    Attributes: ``rows``, ``protein`` (one-letter, no stop), ``coding`` (the bases that encode it) and
    ``code`` (its genetic code).
    """

    __slots__ = ("_context", "_pairs", "code", "coding", "protein", "rows")

    def __init__(self, context: GeneContext) -> None:
        self._context = context
        self._pairs: dict[tuple[str, str], Pair | None] = {}
        self.protein, self.coding, self.code = context.protein, context.coding, context.code
        rows: list[Row] = []
        for scheme, prior in context.protein_schemes:
            covered = tuple((row[1], row[2]) for row in rows if row[0] == scheme.offset)
            favoured = prior * PREFIX_STANDARD if scheme.standard else prior
            common = in_common_use(scheme)
            rows.append((scheme.offset, scheme.first, scheme.last, prior, favoured, scheme, common, covered))
        self.rows = tuple(rows)

    def pair(self, old: str, new: str) -> Pair | None:
        """What a substitution of these residues (three-letter codes) is judged by; None for one that is no
        plain substitution, or where the coding sequence is not sound."""
        key = (old, new)
        if key not in self._pairs:
            self._pairs[key] = self._judged(THREE_TO_ONE.get(old, ""), THREE_TO_ONE.get(new, ""))
        return self._pairs[key]

    def _judged(self, ref: str, alt: str) -> Pair | None:
        if not ref or not alt or alt == "X" or ref == alt or not self._context.sound:
            return None
        near, far = self._context.luck(ref, alt)
        return ref, alt, (1 - SLIP) * ONE_BASE / near, (1 - SLIP) * (1 - ONE_BASE) / far
