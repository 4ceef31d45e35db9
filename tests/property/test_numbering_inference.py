"""Offsets of made-up sequences are found where the mentions carry enough, and nowhere else."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from varsyn.numbering import CDNA_STANDARD, PROTEIN_STANDARD, Ground, Observation, Scheme, infer
from varsyn.numbering.ground import bits, members
from varsyn.numbering.infer import search_offsets

RESIDUES = "ACDEFGHIKLMNPQRSTVWY"


def protein(rng: random.Random, size: int) -> str:
    """A random protein."""
    return "".join(rng.choices(RESIDUES, k=size))


@given(st.integers(0, 10**6), st.integers(120, 900), st.integers(-80, 80).filter(bool))
@settings(max_examples=60)
def test_six_residues_find_their_offset(seed: int, size: int, offset: int) -> None:
    rng = random.Random(seed)
    sequence = protein(rng, size)
    places = rng.sample(range(max(1, 1 + offset), min(size, size + offset)), 6)
    seen = [Observation(place - offset, sequence[place - 1]) for place in places]
    best = infer(seen, sequence, [PROTEIN_STANDARD])[0]
    assert best.scheme.offset == offset
    assert best.support == 6


@given(st.integers(0, 10**6), st.integers(30, 400), st.sampled_from(["A", "AG", RESIDUES]))
@settings(max_examples=80)
def test_search_is_the_plain_count(seed: int, size: int, letters: str) -> None:
    """The counting in bits gives what counting offset by offset gives."""
    rng = random.Random(seed)
    sequence = "".join(rng.choices(letters, k=size))
    seen = {
        (rng.choice([1, -1]) * rng.randrange(1, size), rng.choice(letters))
        for _ in range(rng.randrange(2, 30))
    }
    observations = [Observation(number, letter) for number, letter in seen]
    counts = {
        offset: sum(
            0 <= one.index + offset < size and sequence[one.index + offset] == one.letters
            for one in observations
        )
        for offset in range(-2 * size, 2 * size)
    }
    most = max(counts.values())
    found = search_offsets(observations, sequence)
    if most < 2:
        assert found == []
    else:
        assert found[0][1] == most
        assert all(counts[offset] == count for offset, count in found)


@given(st.integers(0, 10**6), st.integers(3, 40), st.integers(0, 90))
@settings(max_examples=60)
def test_a_repeat_settles_no_unusual_ruler(seed: int, count: int, unit: int) -> None:
    """Of a perfect repeat a hundred offsets fit as well: however many mentions, none of them is established,
    and a listed ruler that few papers use is not either."""
    rng = random.Random(seed)
    sequence = "GPA" * 300
    numbers = rng.sample(range(100, 200), count)
    seen = [Observation(3 * number + 2, "G") for number in numbers]
    helix = Scheme("triple_helix", "protein", 3 * unit + 2, weight=0.12)
    found = infer(seen, sequence, [PROTEIN_STANDARD, helix])
    assert all(one.probability < 0.9 for one in found)
    assert found[0].support == count


@given(st.lists(st.integers(0, 500), max_size=40))
def test_sets_of_bits(numbers: list[int]) -> None:
    assert list(members(bits(numbers))) == sorted(set(numbers))


@given(st.integers(0, 10**6), st.integers(1, 60), st.integers(0, 60))
@settings(max_examples=60)
def test_numbers_before_the_start_are_found_too(seed: int, before: int, shift: int) -> None:
    """Bases before the ATG: there is no base 0, on either ruler."""
    rng = random.Random(seed)
    sequence = "".join(rng.choices("ACGT", k=400))
    ground = Ground(sequence, 60)
    index = 60 - before
    assert ground.fits(Observation(-before, sequence[index]), -before)
    seen = []
    for place in rng.sample(range(400), 12):
        printed = place - 60 + shift
        seen.append(Observation(printed + 1 if printed >= 0 else printed, sequence[place]))
    assert infer(seen, ground, [CDNA_STANDARD], molecule="cdna")[0].scheme.offset == -shift
