"""Which offset explains a list of numbered residues or bases, listed or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import exp, log

import msgspec

from varsyn.model.scheme import Molecule
from varsyn.numbering.ground import Ground, Observation, members
from varsyn.numbering.scheme import Scheme

SLIP = 0.02
"""Chance that a mention's letter disagrees although the ruler is right: misprints, other alleles."""
ELSEWHERE = ((0.95, 0.05), (0.05, 0.5))
"""How many of a document's mentions count on another ruler than its main one: (chance of such a document,
share of its mentions). Most documents keep to one; in some, half of the numbers are those of cited papers."""
UNLISTED_WEIGHT = 0.3
"""Prior weight of "a ruler that nobody listed", before it is spread over the possible offsets."""
USUAL_SIDE = 0.88
"""Share of it on the usual side: authors leave out leading residues (HGVS numbers are higher), and count
bases before the start codon (HGVS numbers are lower). Of 179 constants in the numbering table 158."""
SMALL = 20
"""Offsets are the less likely the larger they are, about as 1 / (offset + 20): half of the constants in the
numbering table are below 22 residues or 80 bases, the largest is 898."""


class Inference(msgspec.Struct, frozen=True):
    """One ruler and how well it explains the observations.

    ``support`` of ``total`` observations fit; ``log_odds`` is the natural logarithm of the odds against
    numbers that agree by luck, prior included; ``probability`` is relative to all rulers tried and luck.
    """

    scheme: Scheme
    support: int
    total: int
    log_odds: float
    probability: float = 0.0
    misfits: tuple[Observation, ...] = ()


def fits(observation: Observation, scheme: Scheme, ground: Ground) -> bool | None:
    """Whether the letters stand at the number under the scheme; None where the scheme has no such number."""
    position = scheme.position(observation.number)
    return None if position is None else ground.fits(observation, position)


def weigh(scheme: Scheme, observations: Sequence[Observation], ground: Ground) -> Inference:
    """Log odds of one ruler against luck (docs/probability.md, "Several mentions").

    Each fit multiplies by (1 - slip)/luck, each misfit by slip/(1 - luck), both tempered by the share of
    mentions that count elsewhere; the ruler's prior weight comes first. A number printed several times with
    the same letters counts once.
    """
    misfits: list[Observation] = []
    ratios: list[float] = []
    done: set[tuple[int, str, str]] = set()
    for observation in observations:
        position = scheme.position(observation.number)
        fit = position is not None and ground.fits(observation, position)
        if not fit:
            misfits.append(observation)
        key = (observation.number, observation.letters, observation.side)
        if key not in done:
            done.add(key)
            chance = ground.luck(observation)
            ratios.append((1 - SLIP) / chance if fit else SLIP / (1 - chance))
    total = log(scheme.weight) + _mixed(ratios)
    support = len(observations) - len(misfits)
    return Inference(scheme, support, len(observations), total, 0.0, tuple(misfits))


def _mixed(ratios: Sequence[float]) -> float:
    """The logarithm of the likelihood ratio of all mentions, some of which count elsewhere."""
    mixed = [
        log(prior) + sum([log((1 - away) * ratio + away) for ratio in ratios]) for prior, away in ELSEWHERE
    ]
    top = max(mixed)
    return top + log(sum(exp(one - top) for one in mixed))


class Votes:
    """How many observations fit under each offset, for all offsets at once.

    Bit b of ``planes[k]`` is digit k (binary) of the count of the offset b - ``bias``.
    """

    __slots__ = ("bias", "distinct", "planes")

    def __init__(self, observations: Sequence[Observation], ground: Ground) -> None:
        keyed = {(one.number, one.letters, one.side): one for one in observations}
        self.distinct = list(keyed.values())
        self.bias = max((one.index for one in self.distinct), default=0) + ground.origin
        self.planes: list[int] = []
        for one in self.distinct:
            carry = ground.places(one) << (self.bias - ground.origin - one.index)
            for level, plane in enumerate(self.planes):
                self.planes[level], carry = plane ^ carry, plane & carry
                if not carry:
                    break
            if carry:
                self.planes.append(carry)

    def levels(self) -> Iterator[tuple[int, int]]:
        """(count, offsets with exactly that count as bits), highest count first, down to 1."""
        left = list(self.planes)
        while True:
            best, count = -1, 0
            for level in range(len(left) - 1, -1, -1):
                if both := best & left[level]:
                    best, count = both, count | 1 << level
            if not count:
                return
            yield count, best
            left = [plane & ~best for plane in left]


def search_offsets(
    observations: Sequence[Observation], ground: Ground | str, limit: int = 5
) -> list[tuple[int, int]]:
    """Offsets (to add to the printed number) by how many observations they fit, best first.

    >>> search_offsets([Observation(2, "C"), Observation(3, "D"), Observation(5, "F")], "MACDEFG")
    [(1, 3)]
    """
    votes = Votes(observations, Ground(ground) if isinstance(ground, str) else ground)
    return _best_offsets(votes, limit)


def _best_offsets(votes: Votes, limit: int = 5) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for count, offsets in votes.levels():
        if count < 2 or len(found) >= limit:
            break
        found += [(one - votes.bias, count) for one, _ in zip(members(offsets), range(limit), strict=False)]
    return sorted(found, key=lambda pair: (-pair[1], abs(pair[0])))[:limit]


def _others(votes: Votes, top: Inference, tried: set[int], ground: Ground, molecule: Molecule) -> float:
    """The log odds of all offsets together that were not tried and explain nearly as much as the best ruler.

    In a repeat (every third residue of collagen is Gly) a list of Gly fits a hundred offsets as well as the
    right one. Offsets that fit one or two mentions less count with what these are worth.
    """
    fits_worth = [log((1 - SLIP) / ground.luck(one)) for one in votes.distinct]
    lost = sum(fits_worth) / len(fits_worth) - log(ELSEWHERE[0][1])
    best = sum(1 for one in votes.distinct if one not in top.misfits)
    weight = 0.0
    for count, offsets in votes.levels():
        if count < max(2, best - _NEARLY):
            break
        share = exp(-lost * (best - count)) if count < best else 1.0
        if (many := offsets.bit_count()) > _ENUMERATED:
            weight += share * many * UNLISTED_WEIGHT / (2 * len(ground.sequence))
            continue
        for one in members(offsets):
            if one - votes.bias not in tried:
                weight += share * unlisted(one - votes.bias, ground.sequence, molecule).weight
    return top.log_odds - log(top.scheme.weight) + log(weight) if weight else float("-inf")


_NEARLY = 2
"""Offsets that fit this many mentions less than the best are reckoned with."""
_ENUMERATED = 400
"""Offsets up to this number are weighed one by one, more of them alike."""


def unlisted(offset: int, sequence: str, molecule: Molecule = "protein") -> Scheme:
    """A ruler that nobody listed: its prior weight is spread over all offsets, small ones likelier."""
    usual = (offset > 0) == (molecule == "protein")
    share = USUAL_SIDE if usual else 1 - USUAL_SIDE
    spread = (abs(offset) + SMALL) * log((max(len(sequence), SMALL) + SMALL) / SMALL)
    return Scheme(
        "offset_search",
        molecule,
        offset,
        origin="inferred",
        weight=UNLISTED_WEIGHT * share / spread,
        title="unlisted numbering found from several mentions",
        source="offset search over the mentions of one document",
    )


def infer(
    observations: Iterable[Observation],
    ground: Ground | str,
    schemes: Iterable[Scheme],
    search: bool = True,
    molecule: Molecule = "protein",
) -> list[Inference]:
    """The rulers of one molecule ranked by how well they explain the observations.

    Parameters
    ----------
    observations: numbers with their letters, in the alphabet of the sequence.
    ground: protein in one-letter codes; or the bases that are numbered, with their origin.
    schemes: the rulers known for the gene, for this molecule, HGVS included.
    search: also try offsets that nobody listed.
    molecule: of the offsets that nobody listed.

    >>> protein = "MKTLLVAGGAWCDEFHRYPNSQ"
    >>> seen = [Observation(1, "A"), Observation(4, "C"), Observation(9, "R"), Observation(5, "D")]
    >>> best = infer(seen, protein, [Scheme("hgvs", "protein")])[0]
    >>> best.scheme.offset, best.support, best.total
    (8, 3, 4)
    """
    if isinstance(ground, str):
        ground = Ground(ground)
    seen = list(dict.fromkeys(observations))
    votes = Votes(seen, ground)
    tried = {(one.reverse, one.offset): one for one in sorted(schemes, key=lambda one: one.weight)}
    if search and len(seen) > 1:
        for offset, _ in _best_offsets(votes):
            tried.setdefault((False, offset), unlisted(offset, ground.sequence, molecule))
    ranked = sorted(
        (weigh(scheme, seen, ground) for scheme in tried.values()),
        key=lambda one: (-one.log_odds, abs(one.scheme.offset)),
    )
    if not ranked:
        return []
    odds = [one.log_odds for one in ranked]
    if len(votes.distinct) > 1:
        odds.append(_others(votes, ranked[0], {offset for _, offset in tried}, ground, molecule))
    top = max(0.0, *odds)
    whole = exp(-top) + sum(exp(one - top) for one in odds)
    return [msgspec.structs.replace(one, probability=exp(one.log_odds - top) / whole) for one in ranked]
