"""Which rulers the mentions of one gene use together: one, or several where the evidence says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import exp, log
from typing import TYPE_CHECKING

import msgspec

from varsyn.numbering import CDNA_STANDARD, PROTEIN_STANDARD, Ground, Observation, Scheme, infer
from varsyn.numbering.infer import SLIP, Inference, fits, weigh
from varsyn.resolution.hints import favour
from varsyn.resolution.probability import CDNA_PREFIX_STANDARD

if TYPE_CHECKING:
    from varsyn.resolution.gene_context import GeneContext
    from varsyn.resolution.observed import Family

ACCEPTED = 0.9
"""Least probability of a ruler that is shared over a document."""
FURTHER = 0.05
"""Prior weight of a document that uses one more ruler."""
_AWAY = (0.05, 0.5)
"""Shares of mentions that count elsewhere, either as likely, where a list has no ruler of its own."""
_MOST = 20.0
"""Most that other mentions speak for a ruler, as a logarithm: more makes no difference."""
_TRIED = 4
"""Rulers, best first, of which one may explain a part of the mentions."""


def ground_of(family: Family, context: GeneContext) -> Ground | None:
    """The sequence that numbers of a family are checked against; None where the gene has none."""
    if family == "protein":
        return Ground(context.protein) if context.protein else None
    anchor = context.anchor
    if anchor is None or anchor.cds_start is None:
        return None
    return Ground.of_transcript(anchor)


def schemes_of(family: Family, context: GeneContext, hints: Iterable[str] = ()) -> list[Scheme]:
    """The gene's rulers for a family with their prior weights, those that hints speak for raised."""
    favoured = set(hints)
    molecule = "protein" if family == "protein" else "cdna"
    found = []
    others = context.protein_isoforms if family == "protein" else context.cdna_isoforms
    for scheme in (*context.schemes, *others):
        if scheme.molecule != molecule:
            continue
        factor = favour(scheme, favoured) if favoured else 1.0
        if family == "coding" and scheme.standard:
            factor *= CDNA_PREFIX_STANDARD
        found.append(
            msgspec.structs.replace(scheme, weight=scheme.weight * factor) if factor != 1 else scheme
        )
    return found or [PROTEIN_STANDARD if family == "protein" else CDNA_STANDARD]


class Rulers:
    """The rulers of one family of numbers in one gene, and how well they explain mentions.

    Parameters
    ----------
    family: protein names, ``c.`` numbers or bare nucleotide numbers.
    hints: statements of the numbering found beside the mentions.
    """

    def __init__(self, family: Family, context: GeneContext, hints: Iterable[str] = ()) -> None:
        self.family = family
        self.ground = ground_of(family, context)
        self._schemes = schemes_of(family, context, hints)

    def fits(self, observation: Observation, scheme: Scheme) -> bool:
        """Whether what is printed stands where the ruler puts it."""
        return self.ground is not None and bool(fits(observation, scheme, self.ground))

    def odds_beside(
        self, offset: int, own: Observation, observations: Iterable[Observation], best: Scheme
    ) -> float:
        """How likely the other mentions of a list make a ruler (by its offset), against luck: 1 says nothing.

        As likely as not half of the numbers count elsewhere, as where genes or cited papers are mixed. What
        fits the ruler that explains the list best speaks for that one, and for no other.
        """
        scheme = next((one for one in self._schemes if one.offset == offset and not one.reverse), None)
        if scheme is None or self.ground is None:
            return 1.0
        ratios = []
        for one in dict.fromkeys(observations):
            if one.number == own.number:
                continue
            chance = self.ground.luck(one)
            if not self.fits(one, scheme):
                ratios.append(SLIP / (1 - chance))
            elif best.offset == offset or not self.fits(one, best):
                ratios.append((1 - SLIP) / chance)
        mixed = [sum([log((1 - away) * ratio + away) for ratio in ratios]) for away in _AWAY]
        return sum([exp(min(one, _MOST)) for one in mixed]) / len(mixed)

    def rank(self, observations: Iterable[Observation]) -> list[Inference]:
        """The rulers by how well they explain the observations together, best first.

        An offset that nobody listed is looked for where the listed ones leave mentions unexplained.
        """
        if self.ground is None:
            return []
        seen = list(observations)
        molecule = "protein" if self.family == "protein" else "cdna"
        known = infer(seen, self.ground, self._schemes, search=False)
        if known and known[0].total - known[0].support <= known[0].total // 4 and known[0].total > 3:
            return known
        return infer(seen, self.ground, self._schemes, molecule=molecule)  # type: ignore[arg-type]

    def in_use(
        self, observations: Sequence[Observation], ranked: Sequence[Inference] | None = None
    ) -> list[Inference]:
        """The rulers that a list of mentions is established to use, the one of most mentions first.

        ``ranked`` is what ``rank`` says of the same mentions, where it was asked already.

        Each is the best explanation of the mentions that fit it, and together with the chance that the rest
        counts elsewhere it is likelier than luck; a further ruler has to explain what the first leaves.
        """
        rest = list(dict.fromkeys(observations))
        found: list[Inference] = []
        prior: float | None = None
        total = len(rest)
        while len(rest) > 1:
            best = self._one_in_use(rest, self.rank(rest) if ranked is None else ranked, prior)
            if best is None:
                break
            found.append(msgspec.structs.replace(best, total=total))
            rest = list(best.misfits)
            prior = (prior or 0.0) + log(FURTHER)
            ranked = None
        return found

    def _one_in_use(
        self, rest: list[Observation], ranked: Sequence[Inference], prior: float | None
    ) -> Inference | None:
        """The ruler that part of a list is established to use; ``prior`` is the log weight of one more."""
        for place, one in enumerate(ranked[:_TRIED]):
            # Beside a ruler that is in use, that papers on the gene like another one says little.
            known = min(0.0, -log(one.scheme.weight)) + prior if prior is not None else 0.0
            if one.log_odds + known <= log(ACCEPTED / (1 - ACCEPTED)):
                continue
            misfits = set(one.misfits)
            mine = [seen for seen in rest if seen not in misfits]
            if len({(seen.number, seen.letters) for seen in mine}) < 2:
                continue
            # A ruler that explains less than a likelier one needs mentions of its own.
            if any(sum(seen in better.misfits for seen in mine) < 2 for better in ranked[:place]):
                continue
            alone = one if len(mine) == len(rest) else self._among(mine, one.scheme)
            if alone is not None and alone.probability >= ACCEPTED:
                return msgspec.structs.replace(one, probability=alone.probability)
        return None

    def _among(self, mine: list[Observation], scheme: Scheme) -> Inference | None:
        return next((one for one in self.rank(mine) if one.scheme.offset == scheme.offset), None)

    def prefers(self, observations: Sequence[Observation], scheme: Scheme) -> Inference | None:
        """The ruler that a section uses where it is far likelier there than the document's; else None."""
        if self.ground is None or len(set(observations)) < 2:
            return None
        ranked = self.rank(observations)
        if not ranked or ranked[0].scheme.offset == scheme.offset:
            return None
        shared = weigh(scheme, list(dict.fromkeys(observations)), self.ground)
        return ranked[0] if ranked[0].log_odds - shared.log_odds > SECTION_ODDS else None


SECTION_ODDS = log(100.0)
"""Least log odds by which a section must prefer its own ruler to that of the rest of the document."""


def sections_of(names: Iterable[str | None]) -> Iterator[str]:
    """The sections of some mentions, in order, each once."""
    for name in dict.fromkeys(names):
        if name is not None:
            yield name
