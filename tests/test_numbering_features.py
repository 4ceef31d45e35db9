"""Without the curated table: processed proteins and removed initiator Met, from features alone."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from varsyn.model import Mention
from varsyn.numbering import Scheme
from varsyn.numbering.features import feature_schemes
from varsyn.reference import Feature, ProteinFeatures, open_reference
from varsyn.resolution import Resolver
from varsyn.resolution.codons import single_base

REFERENCE = open_reference()
UNCURATED = Resolver(REFERENCE, curated=False)
RESIDUES = "ACDEFGHIKLMNPQRSTVWY"


def with_features() -> Iterator[tuple[str, Scheme]]:
    """Every gene with features and a sequence, and the ruler that its processing suggests."""
    for symbol in sorted(REFERENCE.symbols()):
        features = REFERENCE.features(symbol)
        if features is None or not UNCURATED.context(symbol).protein:
            continue
        yield from ((symbol, one) for one in list(feature_schemes(features))[:1])


CASES = list(with_features())


def printed(symbol: str, offset: int, count: int) -> list[tuple[str, int]]:
    """One-base substitutions printed without ``offset`` residues, each with its HGVS number."""
    context = UNCURATED.context(symbol)
    rng = random.Random(symbol)
    found: dict[str, int] = {}
    while len(found) < count:
        place = rng.randrange(offset + 2, len(context.protein))
        codon = context.codons[place - 1]
        ref = context.protein[place - 1]
        reached = [new for new in RESIDUES if new != ref and single_base(codon, new, context.code)]
        if reached:
            found[f"{ref}{place - offset}{rng.choice(reached)}"] = place
    return list(found.items())


def test_there_are_many() -> None:
    assert len(CASES) > 55
    names = {one.name for _, one in CASES}
    assert {"mature_protein", "initiator_met_not_counted"} <= names


@pytest.mark.parametrize(("symbol", "scheme"), CASES, ids=[symbol for symbol, _ in CASES])
def test_the_ruler_of_the_features_is_known_and_reads_a_document(symbol: str, scheme: Scheme) -> None:
    known = [one for one in UNCURATED.context(symbol).schemes if one.molecule == "protein"]
    assert scheme.offset in {one.offset for one in known}
    assert "curated" not in {one.origin for one in known}
    kept = REFERENCE.features(symbol)
    assert kept is not None
    if scheme.offset == 1 and not kept.initiator_met_removed:
        return  # its Met is not known to be removed: listed, but nothing to expect of a document
    names = printed(symbol, scheme.offset, 8)
    found = UNCURATED.resolve_document([Mention(name, gene=symbol) for name, _ in names])
    right = [
        one.variant is not None and f"{place}" in (one.variant.hgvs_p or "")
        for one, (_, place) in zip(found, names, strict=True)
    ]
    assert sum(right) >= 7, [(one.mention.text, one.status, str(one.variant)) for one in found]
    for one, (name, place) in zip(found, names, strict=True):
        if one.status == "resolved" and one.variant is not None:
            assert f"{place}" in (one.variant.hgvs_p or ""), (name, str(one.variant))


@pytest.mark.parametrize(("symbol", "scheme"), CASES[::4], ids=[symbol for symbol, _ in CASES[::4]])
def test_a_single_mention_shows_the_ruler_among_its_candidates(symbol: str, scheme: Scheme) -> None:
    kept = REFERENCE.features(symbol)
    assert kept is not None
    if scheme.offset == 1 and not kept.initiator_met_removed:
        return
    protein = UNCURATED.context(symbol).protein
    for name, place in printed(symbol, scheme.offset, 6):
        literal = place - scheme.offset
        if protein[literal - 1] == protein[place - 1]:
            continue
        found = UNCURATED.resolve(Mention(name, gene=symbol))
        positions = {one.numbering.position for one in found.candidates}
        assert str(place) in positions, (name, found.status, positions)


def test_a_propeptide_at_the_end_starts_no_ruler() -> None:
    features = ProteinFeatures(
        "X", "P1", (Feature("CHAIN", 1, 186, "X"), Feature("PROPEP", 187, 189, "Removed in mature form"))
    )
    assert {one.offset for one in feature_schemes(features)} == {1}
