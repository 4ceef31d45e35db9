"""The papers that started it: three documents, three variants, every spelling reachable."""

from __future__ import annotations

import pytest

from index_kit import PAPERS, groups, index, place, story  # noqa: F401
from postgres import postgres  # noqa: F401
from varsyn.model import Mention
from varsyn.synonyms import SynonymIndex

SECOND_CAUSE = "c.1532_1533delinsAA"
"""CGG > CAA: another DNA change that makes p.Arg511Gln."""


@pytest.fixture
def told(index: SynonymIndex) -> SynonymIndex:  # noqa: F811
    for name in PAPERS:
        index.add_many([mention for mention in story() if mention.document == name])
    return index


def test_three_papers_make_three_sets(told: SynonymIndex) -> None:
    assert groups(told) == {
        frozenset({"R59X"}),
        frozenset({"c.1532G>A", "p.Arg511Gln", "R481Q"}),
        frozenset({"c.420del", "A110fsX20"}),
    }


def test_what_is_inferred_says_so_with_probability_evidence_and_paper(told: SynonymIndex) -> None:
    match = told.lookup("c.1532G>A", gene="IGF1R")[0]
    assert match.set is not None
    spellings = {spelling.text: spelling for spelling in match.set.spellings}
    assert not spellings["c.1532G>A"].inferred
    for text, document in (("R481Q", "A"), ("p.Arg511Gln", "B")):
        inferred = spellings[text]
        assert inferred.inferred
        assert inferred.how == "unique_cause"
        assert 0.9 < inferred.probability < 1
        assert inferred.documents == (document,)
        assert "unique_cause" in {fact["code"] for fact in inferred.evidence}
        assert inferred.agent.startswith("varsyn ")
        assert inferred.time
        assert inferred.checksum
    assert spellings["R481Q"].numbering is not None
    assert spellings["R481Q"].numbering["offset"] == 30
    assert "residue_match" in {fact["code"] for fact in spellings["R481Q"].evidence}


@pytest.mark.parametrize(
    ("text", "name", "documents"),
    [
        *[(t, "NM_000875.5:c.1532G>A", ("A", "B")) for t in (
            "R481Q", "p.Arg511Gln", "c.1532G>A", "p.R511Q", "R511Q", "arg511gln", "NM_000875.5:c.1532G>A",
            "NC_000015.10:g.98911384G>A", "NP_000866.1:p.(Arg511Gln)")],
        *[(t, "NM_000875.5:c.420del", ("C",)) for t in (
            "c.420del", "A110fsX20", "c.420delC", "p.Ala110fs*20")],
        *[(t, "NP_000866.1:p.(Arg89Ter)", ("A",)) for t in (
            "R59X", "p.Arg89Ter", "p.R89*", "c.265C>T", "R59*")],
    ],
)  # fmt: skip
def test_any_spelling_leads_to_the_set_and_its_papers(
    told: SynonymIndex, text: str, name: str, documents: tuple[str, ...]
) -> None:
    matches = told.lookup(text, gene="IGF1R")
    assert [(match.set.name, match.set.documents) for match in matches if match.set] == [(name, documents)]


def test_which_papers_mention_it_and_as_what(told: SynonymIndex) -> None:
    papers = told.papers("IGF1R:p.Arg511Gln")
    assert [(paper.document, paper.text, paper.inferred) for paper in papers] == [
        ("A", "R481Q", True),
        ("B", "c.1532G>A", False),
        ("B", "p.Arg511Gln", True),
    ]


def test_a_second_cause_takes_the_protein_mentions_out_and_the_history_says_so(told: SynonymIndex) -> None:
    told.add(SECOND_CAUSE, gene="IGF1R", document="D")
    assert {
        frozenset({"c.1532G>A"}),
        frozenset({SECOND_CAUSE}),
        frozenset({"R481Q", "p.Arg511Gln"}),
    } <= groups(told)
    events = told.history("R481Q", gene="IGF1R")
    assert [event.action for event in events if event.detail["text"] == "R481Q"] == [
        "add",
        "join",
        "dissolve",
    ]
    dissolved = next(event for event in events if event.action == "dissolve")
    assert SECOND_CAUSE in dissolved.text
    assert dissolved.time
    assert dissolved.agent


def test_taking_the_second_cause_back_joins_them_again(told: SynonymIndex) -> None:
    from index_kit import ADA

    before = groups(told)
    told.add(SECOND_CAUSE, gene="IGF1R", document="D")
    entry = told.history()[-1].seq
    told.undo(entry, agent=ADA, reason="wrong paper")
    assert groups(told) == before


def test_what_is_new_in_a_paper(told: SynonymIndex) -> None:
    assert [record.name for record in told.new_in("C")] == ["NM_000875.5:c.420del"]
    assert [record.name for record in told.new_in("B")] == []
    assert [record.name for record in told.by_document("A")] == [
        "NM_000875.5:c.1532G>A",
        "NP_000866.1:p.(Arg89Ter)",
    ]


def test_two_dna_variants_with_one_protein_change_stay_apart_and_are_both_reachable(
    index: SynonymIndex,  # noqa: F811
) -> None:
    for number, text in enumerate(("c.35G>A", "c.35_36delinsAC", "p.Gly12Asp")):
        index.add(text, gene="KRAS", document=f"paper {number}")
    assert groups(index) == {
        frozenset({"c.35G>A"}),
        frozenset({"c.35_36delinsAC"}),
        frozenset({"p.Gly12Asp"}),
    }
    match = index.lookup("p.Gly12Asp", gene="KRAS")[0]
    assert match.set is not None
    # GT > AC is its own reverse complement: an inversion by the priority of HGVS.
    assert {name.split(":")[1] for name in match.set.relatives} == {"c.35G>A", "c.35_36inv"}
    assert {name.split(":")[1] for name in match.set.possible} >= {"c.35G>A", "c.35_36inv"}


def test_a_protein_name_that_is_not_on_record_leads_to_every_cause_that_is(index: SynonymIndex) -> None:  # noqa: F811
    index.add_many(
        [Mention("c.35G>A", gene="KRAS", document="1"), Mention("c.35_36delinsAC", gene="KRAS", document="2")]
    )
    matches = index.lookup("G12D", gene="KRAS")
    assert {match.how for match in matches} == {"possible"}
    assert {match.set.texts for match in matches if match.set} == {("c.35G>A",), ("c.35_36delinsAC",)}


def test_a_pair_in_one_text_joins_the_protein_name_of_that_paper_only(index: SynonymIndex) -> None:  # noqa: F811
    index.add_many(
        [
            Mention("c.35_36delinsAC (p.Gly12Asp)", gene="KRAS", document="1"),
            Mention("p.Gly12Asp", gene="KRAS", document="1"),
            Mention("G12D", gene="KRAS", document="2"),
            Mention("c.35G>A", gene="KRAS", document="3"),
        ]
    )
    assert groups(index) == {
        frozenset({"c.35_36delinsAC (p.Gly12Asp)", "p.Gly12Asp"}),
        frozenset({"G12D"}),
        frozenset({"c.35G>A"}),
    }


def test_adding_the_same_again_changes_nothing(told: SynonymIndex) -> None:
    digest, entries = told.digest(), told.stats()["audit"]
    report = told.add_many(story())
    assert (report.mentions, report.new) == (6, 0)
    assert told.digest() == digest
    assert told.stats()["audit"] == entries
    assert told.check() == []
