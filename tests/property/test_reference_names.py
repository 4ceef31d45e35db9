"""Laws of gene names: what does not count in a name, and that nothing breaks the look-up."""

from __future__ import annotations

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from varsyn.reference import open_reference
from varsyn.reference.names import legacy_key, name_key, numeral_key, species_of
from varsyn.reference.suggest import edit_distance

BUNDLE = open_reference()


@cache
def listed() -> list[tuple[str, str]]:
    """(symbol, name) of every listed name."""
    names = []
    for symbol in BUNDLE.symbols():
        gene = BUNDLE.gene(symbol)
        assert gene is not None
        each = (gene.symbol, *gene.previous_symbols, *gene.aliases, *gene.protein_names)
        names += [(symbol, name) for name in each]
    return names


@st.composite
def dressed_names(draw: st.DrawFn) -> tuple[str, str, str]:
    """(symbol, listed name, the name in other case with other hyphens and spaces)."""
    symbol, name = draw(st.sampled_from(listed()))
    parts = []
    for letter in name:
        if letter in " -":
            parts.append(draw(st.sampled_from(["", " ", "-", "–", "\u00a0", "_"])))
        else:
            parts.append(letter.upper() if draw(st.booleans()) else letter.lower())
    return symbol, name, "".join(parts)


@given(dressed_names())
def test_case_and_hyphens_do_not_count(case: tuple[str, str, str]) -> None:
    symbol, name, dressed = case
    if name_key(dressed) != name_key(name):
        return  # a letter whose capital is spelled otherwise (ß)
    gene = BUNDLE.gene(symbol)
    assert gene is not None
    found = BUNDLE.find_genes(dressed, gene.species)
    assert found
    symbols = {match.gene.symbol for match in found}
    assert symbol in symbols or any(match.matched == "symbol" for match in found)


@given(st.text(max_size=80), st.one_of(st.none(), st.text(max_size=20)))
def test_any_text_is_answered(words: str, species: str | None) -> None:
    for match in BUNDLE.find_genes(words, species):
        assert match.gene.symbol
        if species is not None and species.strip():
            assert match.gene.species == species_of(species)
    assert all(BUNDLE.gene(symbol) is not None for symbol in BUNDLE.suggest_genes(words))
    assert BUNDLE.legacy_names(words) == () or BUNDLE.gene(words) is not None
    BUNDLE.find_legacy(words)
    BUNDLE.lookalikes(words)


@given(st.text(max_size=60))
def test_keys_are_stable(text: str) -> None:
    key = name_key(text)
    assert name_key(key) == key
    assert key.isascii()
    assert numeral_key(text) is None or name_key(numeral_key(text) or "") == numeral_key(text)
    assert legacy_key(legacy_key(text)) == legacy_key(text)


WORDS = st.text(alphabet="abc1", max_size=6)


def _distance(one: str, other: str) -> int:
    """Restricted Damerau-Levenshtein distance by its definition."""

    @cache
    def d(i: int, j: int) -> int:
        if i == 0 or j == 0:
            return i + j
        best = min(d(i - 1, j) + 1, d(i, j - 1) + 1, d(i - 1, j - 1) + (one[i - 1] != other[j - 1]))
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            best = min(best, d(i - 2, j - 2) + 1)
        return best

    return d(len(one), len(other))


@given(WORDS, WORDS, st.integers(0, 6))
def test_edit_distance_is_the_definition(one: str, other: str, most: int) -> None:
    assert edit_distance(one, other, most) == min(_distance(one, other), most + 1)
