"""Synonym sets depend on what is known, never on the order in which it arrived."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from varsyn.model import Link
from varsyn.synonyms.sets import Node, make_sets

ALLELES = [f"K{number}" for number in range(6)]
PROTEINS = [f"P{number}" for number in range(3)]
NAMES = ALLELES + PROTEINS + ["n1", "n2", "n3"]

alleles = st.builds(
    lambda key, protein: Node(key, "allele", protein), st.sampled_from(ALLELES), st.sampled_from(PROTEINS)
)
proteins = st.builds(
    lambda key, causes: Node(key, "protein", key, causes=tuple(sorted(causes))),
    st.sampled_from(PROTEINS), st.sets(st.sampled_from(ALLELES), max_size=2),
)  # fmt: skip
names = st.builds(
    lambda name, key: Node(name, "protein", key, key=key),
    st.sampled_from(["n1", "n2", "n3"]), st.sampled_from(PROTEINS),
)  # fmt: skip
node_lists = st.lists(alleles | proteins | names, max_size=10, unique_by=lambda node: node.id)
links = st.builds(
    lambda kind, one, other: Link(
        kind, one, other, evidence=("printed_as_pair",) if kind == "unique_cause" else ()
    ),
    st.sampled_from(["respelling", "curated_same", "curated_different", "unique_cause", "subsumed_by"]),
    st.sampled_from(NAMES), st.sampled_from(NAMES),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(node_lists, st.lists(links, max_size=8), st.randoms(use_true_random=False))
def test_order_of_nodes_and_links_does_not_matter(nodes, edges, random) -> None:  # type: ignore[no-untyped-def]
    before = make_sets(nodes, edges)
    nodes, edges = list(nodes), list(edges)
    random.shuffle(nodes)
    random.shuffle(edges)
    assert make_sets(nodes, edges) == before


@settings(max_examples=150, deadline=None)
@given(node_lists, st.lists(links, max_size=8))
def test_every_node_is_in_exactly_one_set_and_ids_are_unique(nodes, edges) -> None:  # type: ignore[no-untyped-def]
    sets = make_sets(nodes, edges)
    members = [member for one in sets.sets for member in one.members]
    assert sorted(members) == sorted(node.id for node in nodes)
    assert len({one.id for one in sets.sets}) == len(sets.sets)


@settings(max_examples=150, deadline=None)
@given(node_lists)
def test_dna_variants_never_meet_without_a_link(nodes) -> None:  # type: ignore[no-untyped-def]
    level = {node.id: node.level for node in nodes}
    for one in make_sets(nodes).sets:
        assert sum(level[member] == "allele" for member in one.members) <= 1


@settings(max_examples=150, deadline=None)
@given(node_lists, st.lists(links, max_size=8))
def test_what_a_person_keeps_apart_is_apart_or_a_reported_conflict(nodes, edges) -> None:  # type: ignore[no-untyped-def]
    sets = make_sets(nodes, edges)
    reported = {frozenset((c.subject, c.object)) for c in sets.conflicts if not c.settled}
    for link in edges:
        pair = {link.subject, link.object}
        if link.type == "curated_different" and len(pair) == 2 and pair <= set(sets.home):
            assert sets.home[link.subject] != sets.home[link.object] or pair in reported
