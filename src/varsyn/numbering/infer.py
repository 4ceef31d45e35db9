"""Which offset explains a list of numbered residues or bases, listed or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import exp, log, sqrt

import msgspec

from varsyn.model.scheme import Molecule
from varsyn.numbering.ground import Ground, Observation, members
from varsyn.numbering.scheme import Scheme

SLIP = 0.02
"""Chance that a mention's letter disagrees although the ruler is right: misprints, other alleles."""
ELSEWHERE = ((0.95, 0.05), (0.05, 0.5))
"""How many of a document's mentions count on another ruler than its main one: (chance of such a document,
share of its mentions). Most documents keep to one; in some, half of the numbers are those of cited papers."""
PRIOR_COUNT = 5.0
"""How many places of the whole sequence the marginal frequency of a letter weighs as, beside the places that
fit all mentions before: this decides how fast repeats are noticed."""
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
    the same letters counts once. Luck is that of the letters *given* that all mentions before fit, where that
    is more (by two standard deviations) than their frequency: in a repeat (every third residue of collagen
    is Gly) the second mention proves nothing.
    """
    misfits: list[Observation] = []
    ratios: list[float] = []
    done: set[tuple[int, str, str]] = set()
    others: int | None = None
    for observation in observations:
        position = scheme.position(observation.number)
        if position is None or not ground.fits(observation, position):
            position = None
            misfits.append(observation)
        key = (observation.number, observation.letters, observation.side)
        if key in done:
            continue
        done.add(key)
        chance = ground.luck(observation)
        if position is None:
            ratios.append(SLIP / (1 - chance))
            continue
        if others != 0 and not scheme.reverse:
            same, around = _besides(ground, observation, ground.at(position), others)
            left, expected = same.bit_count(), around * chance
            if left > expected + 2 * sqrt(expected) + 1:
                chance = (left + PRIOR_COUNT * chance) / (around + PRIOR_COUNT)
            others = same
        ratios.append((1 - SLIP) / chance)
    mixed = [
        log(prior) + sum(log((1 - away) * ratio + away) for ratio in ratios) for prior, away in ELSEWHERE
    ]
    top = max(mixed)
    total = log(scheme.weight) + top + log(sum(exp(one - top) for one in mixed))
    support = len(observations) - len(misfits)
    return Inference(scheme, support, len(observations), total, 0.0, tuple(misfits))


def _besides(ground: Ground, observation: Observation, index: int, others: int | None) -> tuple[int, int]:
    """The other shifts at which an observation fits as well, among those left, and how many were left.

    A shift by *s* is bit *s* + length of the sequence; ``others`` None means that all are left.
    """
    size = len(ground.sequence)
    found = ground.places(observation) << (size - index) if index <= size else 0
    found &= ~(1 << size)
    if others is None:
        return found, size
    return found & others, others.bit_count()


def search_offsets(
    observations: Sequence[Observation], ground: Ground | str, limit: int = 5
) -> list[tuple[int, int]]:
    """Offsets (to add to the printed number) by how many observations they fit, best first.

    >>> search_offsets([Observation(2, "C"), Observation(3, "D"), Observation(5, "F")], "MACDEFG")
    [(1, 3)]
    """
    if isinstance(ground, str):
        ground = Ground(ground)
    distinct = list({(one.number, one.letters, one.side): one for one in observations}.values())
    if not distinct:
        return []
    bias = max(one.index for one in distinct) + ground.origin
    planes: list[int] = []
    for one in distinct:
        # Bit b stands for the offset b - bias. The planes together count, offset by offset, in binary.
        carry = ground.places(one) << (bias - ground.origin - one.index)
        for level in range(len(planes)):
            planes[level], carry = planes[level] ^ carry, planes[level] & carry
            if not carry:
                break
        if carry:
            planes.append(carry)
    found: list[tuple[int, int]] = []
    while len(found) < limit and planes:
        best, count = -1, 0
        for level in range(len(planes) - 1, -1, -1):
            if both := best & planes[level]:
                best, count = both, count | 1 << level
        if count < 2:
            break
        found += [(offset - bias, count) for offset, _ in zip(members(best), range(limit), strict=False)]
        planes = [plane & ~best for plane in planes]
    return sorted(found, key=lambda pair: (-pair[1], abs(pair[0])))[:limit]


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
    tried = {(one.reverse, one.offset): one for one in sorted(schemes, key=lambda one: one.weight)}
    if search and len(seen) > 1:
        for offset, _ in search_offsets(seen, ground):
            tried.setdefault((False, offset), unlisted(offset, ground.sequence, molecule))
    ranked = sorted(
        (weigh(scheme, seen, ground) for scheme in tried.values()),
        key=lambda one: (-one.log_odds, abs(one.scheme.offset)),
    )
    if not ranked:
        return []
    top = max(0.0, ranked[0].log_odds)
    whole = exp(-top) + sum(exp(one.log_odds - top) for one in ranked)
    return [msgspec.structs.replace(one, probability=exp(one.log_odds - top) / whole) for one in ranked]
