"""What is in the index does not depend on the order, or the portions, in which it came (design 5.2)."""

from __future__ import annotations

import random
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from varsyn.model import Mention
from varsyn.reference import open_reference
from varsyn.resolution import Resolver
from varsyn.synonyms import SynonymIndex

TEXTS = {
    "IGF1R": ("R481Q", "p.Arg511Gln", "c.1532G>A", "c.1532_1533delinsAA", "R59X", "c.265C>T", "c.420del",
              "A110fsX20", "R709Q", "c.1532G>A (p.Arg511Gln)", "nonsense"),
    "KRAS": ("c.35G>A", "c.35_36delinsAC", "G12D", "p.Gly12Asp", "p.G12D", "G12V", "c.35G>T"),
    "TTR": ("V30M", "p.Val50Met", "c.148G>A", "F64L"),
}  # fmt: skip

mentions = st.sampled_from(sorted(TEXTS)).flatmap(
    lambda gene: st.builds(
        lambda text, document, start: Mention(text, gene=gene, document=document, start=start),
        st.sampled_from(TEXTS[gene]),
        st.sampled_from(["A", "B", "C", None]),
        st.sampled_from([None, 10, 20]),
    )
)


@cache
def resolver() -> Resolver:
    """One resolver for all examples."""
    return Resolver(open_reference())


def filled(portions: list[list[Mention]]) -> tuple[str, set[tuple[str, ...]]]:
    """Digest and sets of an index that was given these portions one after another."""
    with SynonymIndex.open(":memory:", resolver=resolver()) as index:
        for portion in portions:
            index.add_many(portion)
        assert index.check() == []
        sets = {
            (record.id, *(f"{s.text}|{s.how}|{s.probability}|{s.documents}" for s in record.spellings))
            for record in index.iter_sets()
        }
        return index.digest(), sets


@settings(max_examples=25, deadline=None)
@given(st.lists(mentions, min_size=1, max_size=14), st.integers(0, 2**32))
def test_sets_do_not_depend_on_the_order_of_arrival(given_mentions: list[Mention], seed: int) -> None:
    chance = random.Random(seed)
    shuffled = list(given_mentions)
    chance.shuffle(shuffled)
    portions: list[list[Mention]] = [[]]
    for mention in shuffled:
        if chance.random() < 0.4:
            portions.append([])
        portions[-1].append(mention)
    whole, sets = filled([given_mentions])
    again, same_sets = filled([portion for portion in portions if portion])
    assert same_sets == sets
    assert again == whole


@settings(max_examples=15, deadline=None)
@given(st.lists(mentions, min_size=1, max_size=10), st.lists(mentions, min_size=1, max_size=6))
def test_what_is_added_and_undone_leaves_no_trace_in_the_sets(
    kept: list[Mention], passing: list[Mention]
) -> None:
    from varsyn.synonyms import Agent

    known = {(m.text, m.gene, m.document, m.start) for m in kept}
    passing = [m for m in passing if (m.text, m.gene, m.document, m.start) not in known]
    with SynonymIndex.open(":memory:", resolver=resolver()) as index:
        index.add_many(kept)
        before = {(record.id, record.texts, record.documents) for record in index.iter_sets()}
        if index.add_many(passing).new:
            index.undo(index.history()[-1].seq, agent=Agent.person("Ada Roe"))
        assert {(record.id, record.texts, record.documents) for record in index.iter_sets()} == before


@settings(max_examples=25, deadline=None)
@given(st.lists(mentions, min_size=1, max_size=14))
def test_every_settled_mention_is_in_exactly_one_set(given_mentions: list[Mention]) -> None:
    with SynonymIndex.open(":memory:", resolver=resolver()) as index:
        index.add_many(given_mentions)
        placed = [
            (s.text, s.gene, place.document, place.start)
            for record in index.iter_sets()
            for s in record.spellings
            for place in s.places
        ]
        assert len(placed) == len(set(placed)) == index.stats()["mentions_settled"]


@settings(max_examples=25, deadline=None)
@given(st.lists(mentions, min_size=1, max_size=14))
def test_two_dna_variants_never_share_a_set(given_mentions: list[Mention]) -> None:
    with SynonymIndex.open(":memory:", resolver=resolver()) as index:
        index.add_many(given_mentions)
        for record in index.iter_sets():
            assert sum(variant["level"] == "allele" for variant in record.variants) <= 1
