"""Which ruler explains a list of numbered residues, listed or not."""

from __future__ import annotations

import random

import pytest

from varsyn.numbering import PROTEIN_STANDARD, Observation, Scheme, infer
from varsyn.numbering.ground import frequencies, luck
from varsyn.numbering.infer import search_offsets
from varsyn.reference import open_reference

REFERENCE = open_reference()


def seen(symbol: str, offset: int, count: int, seed: int = 1) -> tuple[str, list[Observation]]:
    """A gene's protein, and observations of it printed with an offset."""
    anchor = REFERENCE.anchor(symbol)
    assert anchor is not None
    rng = random.Random(seed)
    places = rng.sample(range(max(1, offset + 1), len(anchor.protein) + 1), count)
    return anchor.protein, [Observation(place - offset, anchor.protein[place - 1]) for place in places]


@pytest.mark.parametrize("symbol", ["TP53", "CFTR", "BRCA1", "LDLR", "GBA1"])
@pytest.mark.parametrize("seed", range(6))
def test_five_mentions_find_an_offset_that_nobody_listed(symbol: str, seed: int) -> None:
    protein, observations = seen(symbol, 17, 5, seed)
    best = infer(observations, protein, [PROTEIN_STANDARD])[0]
    assert (best.scheme.offset, best.support, best.total) == (17, 5, 5)
    assert best.scheme.origin == "inferred"


def test_a_wrong_number_among_many_is_named() -> None:
    protein, observations = seen("IGF1R", 30, 9)
    wrong = Observation(700, "W")
    best = infer(
        [*observations, wrong], protein, [PROTEIN_STANDARD, Scheme("mature_protein", "protein", 30)]
    )[0]
    assert best.scheme.name == "mature_protein"
    assert best.support == 9
    assert best.misfits == (wrong,)
    assert best.probability > 0.99


def test_hgvs_numbers_are_preferred_to_an_offset_found_by_luck() -> None:
    protein, observations = seen("TP53", 0, 3)
    best = infer(observations, protein, [PROTEIN_STANDARD])[0]
    assert best.scheme.offset == 0


@pytest.mark.parametrize("seed", range(20))
def test_random_residues_are_not_talked_into_an_offset(seed: int) -> None:
    anchor = REFERENCE.anchor("IGF1R")
    assert anchor is not None
    rng = random.Random(seed)
    letters = anchor.protein
    observations = [Observation(rng.randrange(1, len(letters)), rng.choice(letters)) for _ in range(5)]
    best = infer(observations, letters, [PROTEIN_STANDARD])[0]
    assert best.scheme.standard or best.probability < 0.95


def test_luck_is_the_product_of_frequencies() -> None:
    background = frequencies("AACD")
    assert luck("AC", background) == pytest.approx(0.5 * 0.25)
    assert luck("W", background) > 0


def test_nothing_seen_or_nothing_known() -> None:
    assert infer([], "MACD", []) == []
    assert search_offsets([Observation(3, "W")], "MACD") == []
