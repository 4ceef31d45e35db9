"""Which offset explains a list of numbered residues or bases, listed or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import exp, log

import msgspec

from varsyn.numbering.scheme import Scheme

SLIP = 0.02
"""Chance that a mention's letter disagrees although the ruler is right: misprints, other alleles."""


class Observation(msgspec.Struct, frozen=True):
    """A printed number (1-based, no 0) and the letters (one-letter residues, or bases) printed at it."""

    number: int
    letters: str
    text: str = ""


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


def frequencies(sequence: str) -> dict[str, float]:
    """Background frequency of each letter in a sequence, with one pseudo-count spread over all.

    >>> frequencies("AAAC")["A"]
    0.75
    """
    counts = Counter(sequence)
    size = max(1, len(sequence))
    return {letter: count / size for letter, count in counts.items()}


def luck(letters: str, background: dict[str, float]) -> float:
    """Chance that a wrong position shows these letters: the product of their frequencies."""
    chance = 1.0
    for letter in letters:
        chance *= background.get(letter, 0.0)
    return min(max(chance, 1e-9), 0.95)


def fits(observation: Observation, scheme: Scheme, sequence: str) -> bool | None:
    """Whether the letters stand at the number under the scheme; None where the scheme has no such number."""
    position = scheme.position(observation.number)
    if position is None:
        return None
    if position < 1:
        return False
    return sequence.startswith(observation.letters, position - 1)


def weigh(
    scheme: Scheme,
    observations: Sequence[Observation],
    sequence: str,
    background: dict[str, float],
    slip: float = SLIP,
) -> Inference:
    """Log odds of one ruler against luck: each fit multiplies by (1 - slip)/luck, each misfit by
    slip/(1 - luck); the ruler's prior weight comes first (docs/probability.md, "Several mentions")."""
    total = log(scheme.weight)
    support = 0
    misfits = []
    for observation in observations:
        chance = luck(observation.letters, background)
        if fits(observation, scheme, sequence):
            support += 1
            total += log((1 - slip) / chance)
        else:
            misfits.append(observation)
            total += log(slip / (1 - chance))
    return Inference(scheme, support, len(observations), total, 0.0, tuple(misfits))


def search_offsets(
    observations: Sequence[Observation], sequence: str, limit: int = 5
) -> list[tuple[int, int]]:
    """Offsets (to add to the printed number) by how many observations they fit, best first.

    >>> search_offsets([Observation(2, "C"), Observation(3, "D"), Observation(5, "F")], "MACDEFG")
    [(1, 3)]
    """
    votes: Counter[int] = Counter()
    for observation in observations:
        letters = observation.letters
        index = observation.number - 1 if observation.number > 0 else observation.number
        at = sequence.find(letters)
        while at >= 0:
            votes[at - index] += 1
            at = sequence.find(letters, at + 1)
    best = [(offset, count) for offset, count in votes.most_common(limit) if count > 1]
    return sorted(best, key=lambda pair: (-pair[1], abs(pair[0])))


def unlisted(offset: int, sequence: str, molecule: str = "protein") -> Scheme:
    """A ruler that nobody listed: its prior weight is spread over all offsets the sequence allows."""
    return Scheme(
        "offset_search",
        molecule,  # type: ignore[arg-type]
        offset,
        origin="inferred",
        weight=UNLISTED_WEIGHT / max(1, 2 * len(sequence)),
        title="unlisted numbering found from several mentions",
        source="offset search over the mentions of one document",
    )


UNLISTED_WEIGHT = 0.3
"""Prior weight of "a ruler that nobody listed", before it is spread over the possible offsets."""


def infer(
    observations: Iterable[Observation], sequence: str, schemes: Iterable[Scheme], search: bool = True
) -> list[Inference]:
    """The rulers of one molecule ranked by how well they explain the observations.

    Parameters
    ----------
    observations: numbers with their letters, in the alphabet of ``sequence``.
    sequence: protein in one-letter codes, or coding sequence from the A of ATG on.
    schemes: the rulers known for the gene, for this molecule, HGVS included.
    search: also try offsets that nobody listed.

    >>> protein = "MKTLLVAGGAWCDEFHRYPNSQ"
    >>> seen = [Observation(1, "A"), Observation(4, "C"), Observation(9, "R"), Observation(5, "D")]
    >>> best = infer(seen, protein, [Scheme("hgvs", "protein")])[0]
    >>> best.scheme.offset, best.support, best.total
    (8, 3, 4)
    """
    seen = list(dict.fromkeys(observations))
    background = frequencies(sequence)
    tried = {scheme.offset: scheme for scheme in sorted(schemes, key=lambda one: one.weight)}
    if search and len(seen) > 1:
        for offset, _ in search_offsets(seen, sequence):
            tried.setdefault(offset, unlisted(offset, sequence))
    ranked = sorted(
        (weigh(scheme, seen, sequence, background) for scheme in tried.values()),
        key=lambda one: (-one.log_odds, abs(one.scheme.offset)),
    )
    if not ranked:
        return []
    top = max(0.0, ranked[0].log_odds)
    whole = exp(-top) + sum(exp(one.log_odds - top) for one in ranked)
    return [msgspec.structs.replace(one, probability=exp(one.log_odds - top) / whole) for one in ranked]
