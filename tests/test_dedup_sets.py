"""What merges into one synonym set and what does not (design 5.2)."""

from __future__ import annotations

import pytest

from varsyn.model import Link
from varsyn.synonyms.sets import Apart, Join, Node, make_sets, set_id


def dna(key: str, protein: str | None = None) -> Node:
    return Node(key, "allele", protein)


def protein(key: str, *causes: str) -> Node:
    return Node(key, "protein", key, causes=causes)


def groups(nodes: list[Node], links: list[Link] | None = None) -> set[tuple[str, ...]]:
    return {one.members for one in make_sets(nodes, links or []).sets}


def test_a_protein_description_joins_its_only_cause_and_is_marked_as_inferred() -> None:
    sets = make_sets([dna("K", "P"), protein("P", "K")])
    assert [one.members for one in sets.sets] == [("K", "P")]
    assert sets.sets[0].joins == (Join("P", "K", "only_cause"),)


@pytest.mark.parametrize(
    ("nodes", "reason", "others"),
    [
        ([dna("K", "P"), dna("K2", "P"), protein("P", "K")], "other_dna_variant", ("K", "K2")),
        ([dna("K2", "P"), protein("P", "K")], "other_dna_variant", ("K", "K2")),
        ([dna("K", "P"), protein("P", "K", "K2")], "several_causes", ("K", "K2")),
        ([dna("K", "P"), protein("P")], "no_single_base_cause", ("K",)),
        ([protein("P", "K")], "cause_not_seen", ("K",)),
    ],
)
def test_a_protein_description_stands_apart_with_a_reason(
    nodes: list[Node], reason: str, others: tuple[str, ...]
) -> None:
    sets = make_sets(nodes)
    assert ("P",) in {one.members for one in sets.sets}
    assert [(a.subject, a.reason, a.others) for a in sets.apart] == [("P", reason, others)]


def test_two_dna_variants_with_one_protein_change_never_merge() -> None:
    assert groups([dna("K", "P"), dna("K2", "P")]) == {("K",), ("K2",)}


@pytest.mark.parametrize("kind", ["translation_of", "candidate_cause", "subsumed_by"])
def test_links_that_do_not_preserve_the_allele_merge_nothing(kind: str) -> None:
    link = Link(kind, "P", "K")  # type: ignore[arg-type]
    assert groups([dna("K", "P"), protein("P")], [link]) == {("K",), ("P",)}


@pytest.mark.parametrize("kind", ["respelling", "same_allele", "legacy_numbering", "curated_same"])
def test_links_that_preserve_the_allele_merge(kind: str) -> None:
    link = Link(kind, "name", "K")  # type: ignore[arg-type]
    assert groups([dna("K"), dna("name")], [link]) == {("K", "name")}


def test_a_pair_printed_in_one_document_joins_there_and_only_there() -> None:
    here = Node("P@one", "protein", "P", key="P")
    link = Link("unique_cause", "P@one", "K", evidence=("printed_as_pair",))
    sets = make_sets([dna("K", "P"), dna("K2", "P"), protein("P", "K", "K2"), here], [link])
    assert {one.members for one in sets.sets} == {("K", "P@one"), ("K2",), ("P",)}


def test_a_document_that_pairs_one_protein_change_with_two_dna_variants_joins_neither() -> None:
    here = Node("P@one", "protein", "P", key="P")
    pairs = [Link("unique_cause", "P@one", name, evidence=("printed_as_pair",)) for name in ("K", "K2")]
    sets = make_sets([dna("K", "P"), dna("K2", "P"), protein("P"), here], pairs)
    assert {one.members for one in sets.sets} == {("K",), ("K2",), ("P", "P@one")}
    assert Apart("P@one", "several_pairs", ("K", "K2")) in sets.apart


def test_a_curated_different_keeps_an_only_cause_out() -> None:
    sets = make_sets([dna("K", "P"), protein("P", "K")], [Link("curated_different", "P", "K")])
    assert {one.members for one in sets.sets} == {("K",), ("P",)}
    assert [a.reason for a in sets.apart] == ["curated_different"]
    assert not sets.conflicts


def test_a_curated_same_chooses_among_several_causes() -> None:
    nodes = [dna("K", "P"), dna("K2", "P"), protein("P", "K", "K2")]
    assert groups(nodes, [Link("curated_same", "P", "K2")]) == {("K",), ("K2", "P")}


def test_a_curated_different_takes_a_description_out_of_the_set_of_its_key() -> None:
    name = Node("name", "allele", "P", key="K")
    links = [Link("respelling", "name", "K"), Link("curated_different", "name", "K")]
    sets = make_sets([dna("K", "P"), name], links)
    assert {one.members for one in sets.sets} == {("K",), ("name",)}
    assert sets.home["K"] == set_id(["K"])
    assert sets.home["name"] != sets.home["K"]
    assert [c.settled for c in sets.conflicts] == [True]


def test_people_who_contradict_each_other_are_a_conflict_and_neither_wins() -> None:
    links = [Link("curated_same", "K", "K2"), Link("curated_different", "K2", "K")]
    sets = make_sets([dna("K"), dna("K2")], links)
    assert {one.members for one in sets.sets} == {("K",), ("K2",)}
    assert [(c.subject, c.object, c.settled) for c in sets.conflicts] == [("K", "K2", False)]


def test_a_roundabout_contradiction_is_found_and_leaves_the_machine_grouping() -> None:
    links = [
        Link("curated_same", "A", "B"), Link("curated_same", "B", "C"), Link("curated_different", "A", "C"),
        Link("respelling", "A", "name"),
    ]  # fmt: skip
    sets = make_sets([dna("A"), dna("B"), dna("C"), dna("name")], links)
    assert {one.members for one in sets.sets} == {("A", "name"), ("B",), ("C",)}
    assert [(c.subject, c.object, c.settled) for c in sets.conflicts] == [("A", "C", False)]


def test_a_set_keeps_its_name_when_a_protein_description_joins_or_leaves() -> None:
    alone = make_sets([dna("Z", "P")]).home["Z"]
    assert make_sets([dna("Z", "P"), protein("P", "Z")]).home == {"Z": alone, "P": alone}


def test_links_to_unknown_nodes_are_ignored() -> None:
    assert groups([dna("K")], [Link("curated_same", "K", "gone")]) == {("K",)}
