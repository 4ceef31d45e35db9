"""What curators say outranks the machine; contradictions are shown, never settled in silence."""

from __future__ import annotations

import pytest

from index_kit import ADA, BOB, groups, index, place, small, story  # noqa: F401
from postgres import postgres  # noqa: F401
from varsyn.model import InputError, Mention
from varsyn.synonyms import Agent, NotInIndex, OverlapError, SynonymIndex

ALLELE = "NM_000875.5:c.1532G>A"
STOP = "NM_000875.5:c.265C>T"


@pytest.fixture
def told(index: SynonymIndex) -> SynonymIndex:  # noqa: F811
    index.add_many(story())
    return index


def test_a_description_nothing_could_read_is_linked_by_a_person(told: SynonymIndex) -> None:
    told.add("the Arg/Gln variant", gene="IGF1R", document="E")
    told.link("the Arg/Gln variant", ALLELE, gene="IGF1R", agent=ADA, reason="described in Figure 2")
    assert frozenset({"c.1532G>A", "p.Arg511Gln", "R481Q", "the Arg/Gln variant"}) in groups(told)
    match = told.lookup("the Arg/Gln variant", gene="IGF1R")[0]
    assert match.set is not None
    assert match.set.name == ALLELE
    mine = next(s for s in match.set.spellings if s.text == "the Arg/Gln variant")
    assert (mine.how, mine.agent, mine.reason) == ("curated_same", str(ADA), "described in Figure 2")
    assert told.check() == []


def test_a_person_settles_a_protein_name_that_several_causes_could_be_behind(index: SynonymIndex) -> None:  # noqa: F811
    index.add_many(
        [Mention(text, gene="KRAS", document=text) for text in ("c.35G>A", "c.35_36delinsAC", "G12D")]
    )
    index.link("G12D", "NM_004985.5:c.35G>A", gene="KRAS", agent=ADA, merge=True)
    assert groups(index) == {frozenset({"c.35G>A", "G12D"}), frozenset({"c.35_36delinsAC"})}


def test_an_overlap_is_refused_with_both_records(told: SynonymIndex) -> None:
    before = groups(told)
    with pytest.raises(OverlapError) as caught:
        told.link("R59X", ALLELE, gene="IGF1R", agent=ADA)
    message = caught.value.message
    assert "R59X" in message
    assert ALLELE in message
    assert "R481Q" in message
    assert "p.(Arg89Ter)" in message
    assert {record["name"] for record in caught.value.records} == {ALLELE, "NP_000866.1:p.(Arg89Ter)"}
    assert groups(told) == before
    told.link("R59X", ALLELE, gene="IGF1R", agent=ADA, merge=True)
    assert frozenset({"c.1532G>A", "p.Arg511Gln", "R481Q", "R59X"}) in groups(told)


def test_curated_different_takes_an_inferred_member_out(told: SynonymIndex) -> None:
    told.unlink("R481Q", ALLELE, gene="IGF1R", agent=BOB, reason="another numbering")
    assert frozenset({"c.1532G>A", "p.Arg511Gln"}) in groups(told)
    assert frozenset({"R481Q"}) in groups(told)


def test_curated_different_takes_a_plain_member_out_and_is_listed(told: SynonymIndex) -> None:
    told.unlink("c.1532G>A", ALLELE, gene="IGF1R", agent=BOB, reason="typing error of the paper")
    assert frozenset({"c.1532G>A"}) in groups(told)
    assert frozenset({"c.1532G>A", "p.Arg511Gln", "R481Q"}) not in groups(told)
    assert [(c.kind, c.settled) for c in told.conflicts()] == [("overruled", True)]


def test_people_who_contradict_each_other_are_both_shown_and_the_machine_stands(told: SynonymIndex) -> None:
    told.link("R59X", STOP, gene="IGF1R", agent=ADA, reason="codon 89")
    told.unlink("R59X", STOP, gene="IGF1R", agent=BOB, reason="codon 59")
    (conflict,) = told.conflicts()
    assert not conflict.settled
    assert conflict.kind == "people"
    assert {(side["type"], side["agent"], side["reason"]) for side in conflict.sides} == {
        ("curated_same", str(ADA), "codon 89"),
        ("curated_different", str(BOB), "codon 59"),
    }
    match = told.lookup("R59X", gene="IGF1R")[0]
    assert match.set is not None
    assert match.set.conflict
    assert match.set.name == "NP_000866.1:p.(Arg89Ter)"


def test_a_contradiction_is_settled_by_taking_one_side_back(told: SynonymIndex) -> None:
    told.link("R59X", STOP, gene="IGF1R", agent=ADA)
    wrong = told.unlink("R59X", STOP, gene="IGF1R", agent=BOB)
    told.retract(wrong, agent=BOB, reason="misread")
    assert told.conflicts() == []
    match = told.lookup("R59X", gene="IGF1R")[0]
    assert match.set is not None
    assert match.set.name == STOP
    assert not match.set.conflict


def test_two_variants_that_a_person_calls_one_become_one_set(told: SynonymIndex) -> None:
    with pytest.raises(OverlapError):
        told.link(ALLELE, "NM_000875.5:c.420del", agent=ADA)
    told.link(ALLELE, "NM_000875.5:c.420del", agent=ADA, merge=True)
    assert frozenset({"c.1532G>A", "p.Arg511Gln", "R481Q", "c.420del", "A110fsX20"}) in groups(told)


def test_a_roundabout_contradiction_is_found(told: SynonymIndex) -> None:
    third = "NM_000875.5:c.1531C>T"
    told.link(ALLELE, STOP, agent=ADA, merge=True)
    told.link(STOP, third, agent=ADA, merge=True)
    told.unlink(ALLELE, third, agent=BOB)
    (conflict,) = told.conflicts()
    assert not conflict.settled
    assert {side["type"] for side in conflict.sides} == {"curated_same", "curated_different"}
    assert len(conflict.sides) == 3
    assert frozenset({"c.1532G>A", "p.Arg511Gln", "R481Q"}) in groups(told)


def test_a_machine_link_is_retracted_and_restored(told: SynonymIndex) -> None:
    before = groups(told)
    match = told.lookup("c.420del", gene="IGF1R")[0]
    assert match.set is not None
    link = next(s.link for s in match.set.spellings if s.text == "c.420del")
    told.retract(link, agent=ADA, reason="the gel shows otherwise")
    assert groups(told) == {s for s in before if "c.420del" not in s} | {frozenset({"A110fsX20"})}
    assert [m.text for m in told.unsettled()] == ["c.420del"]
    entry = told.history()[-1]
    assert entry.action == "retract"
    assert "the gel shows otherwise" in entry.text
    told.undo(entry.seq, agent=ADA)
    assert groups(told) == before
    assert told.check() == []


def test_a_retracted_link_stays_retracted_when_the_same_is_added_or_refreshed(told: SynonymIndex) -> None:
    match = told.lookup("c.420del", gene="IGF1R")[0]
    assert match.set is not None
    told.retract(next(s.link for s in match.set.spellings if s.text == "c.420del"), agent=ADA)
    told.add_many(story())
    told.refresh()
    assert [m.text for m in told.unsettled()] == ["c.420del"]


def test_acts_are_undone_once(told: SynonymIndex) -> None:
    told.link("R59X", STOP, gene="IGF1R", agent=ADA)
    entry = told.history()[-1].seq
    told.undo(entry, agent=ADA)
    match = told.lookup("R59X", gene="IGF1R")[0]
    assert match.set is not None
    assert match.set.name == "NP_000866.1:p.(Arg89Ter)"
    with pytest.raises(InputError, match="undone before"):
        told.undo(entry, agent=ADA)
    with pytest.raises(NotInIndex):
        told.undo(10_000, agent=ADA)


def test_an_addition_is_undone_and_done_again(told: SynonymIndex) -> None:
    before, digest = groups(told), told.digest()
    told.add_many([Mention("c.35G>A", gene="KRAS", document="K"), Mention("G12D", gene="KRAS", document="K")])
    told.undo(told.history()[-1].seq, agent=ADA)
    assert groups(told) == before
    assert told.lookup("G12D", gene="KRAS") == []
    report = told.add("G12D", gene="KRAS", document="K")
    assert report.new == 1
    assert told.lookup("G12D", gene="KRAS")[0].set is not None
    assert told.digest() != digest


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"agent": Agent.program("script", "1")}, "unnamed_agent"),
        ({"agent": ADA, "type": "respelling"}, "link_type_not_curated"),
    ],
)
def test_only_people_make_curated_links(small: SynonymIndex, arguments: dict[str, object], code: str) -> None:  # noqa: F811
    with pytest.raises(InputError) as caught:
        small.link("R481Q", ALLELE, gene="IGF1R", **arguments)  # type: ignore[arg-type]
    assert caught.value.code == code


def test_a_thing_is_not_linked_to_itself(small: SynonymIndex) -> None:  # noqa: F811
    with pytest.raises(InputError) as caught:
        small.link(ALLELE, "NM_000875.5:c.1532G>A", agent=ADA)
    assert caught.value.code == "link_to_itself"


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0098", "0000-0002-1825", "x", "0000-0002-1825-009Y"])
def test_an_orcid_that_is_none_is_refused(orcid: str) -> None:
    with pytest.raises(InputError) as caught:
        Agent.person("Ada", orcid)
    assert caught.value.code == "bad_orcid"


def test_the_log_cannot_be_rewritten(told: SynonymIndex) -> None:
    from sqlalchemy import text

    from varsyn.synonyms import StoreError

    for statement in ("UPDATE audit SET time = 'x'", "DELETE FROM audit"):
        with pytest.raises(StoreError, match="append-only"):
            told.database.write(lambda connection, s=statement: connection.execute(text(s)))
