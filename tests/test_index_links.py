"""The links of an index: every type, with evidence, probability, agent, time and checksum."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import pytest

from index_kit import ADA, BOB, groups, index, place, small, story  # noqa: F401
from postgres import postgres  # noqa: F401
from varsyn.model import ALLELE_PRESERVING, Link, Mention
from varsyn.synonyms import SynonymIndex
from varsyn.synonyms.covering import shorter_keys, spelling_stem

ALLELE = "NM_000875.5:2574:1:A"
CHANGE = "NP_000866.1:510:1:Q"
FULL, SHORT = "NP_000866.1:140:Ifs:S:19", "NP_000866.1:140:Ifs"
DERIVED = {"unique_cause", "translation_of", "candidate_cause", "subsumed_by"}


@pytest.fixture
def told(index: SynonymIndex) -> SynonymIndex:  # noqa: F811
    index.add_many(story())
    return index


def ends(links: list[Link], kind: str) -> set[tuple[str, str]]:
    """Subject and object of the links of a type."""
    return {(link.subject, link.object) for link in links if link.type == kind}


def test_the_links_of_a_set_have_everything_a_link_has(told: SynonymIndex) -> None:
    links = told.links("R511Q", gene="IGF1R")
    assert ends(links, "respelling") == {("c.1532G>A", ALLELE), ("p.Arg511Gln", CHANGE)}
    assert ends(links, "legacy_numbering") == {("R481Q", CHANGE)}
    assert ends(links, "unique_cause") == {("R481Q", ALLELE), ("p.Arg511Gln", ALLELE)}
    assert ends(links, "translation_of") == {(CHANGE, ALLELE)}
    assert ends(links, "candidate_cause") == {(ALLELE, CHANGE)}
    for link in links:
        assert link.evidence
        assert 0 < link.probability <= 1
        assert link.agent.startswith("varsyn ")
        assert link.time.endswith("Z")
        assert link.checksum == told.checksum
        assert link.gene == "IGF1R"
        assert bool(link.id) == (link.type not in DERIVED)


def test_a_stored_link_is_taken_back_by_its_identifier(told: SynonymIndex) -> None:
    (link,) = [one for one in told.links("c.420del", gene="IGF1R") if one.subject == "c.420del"]
    told.retract(link.id, agent=ADA)
    assert "c.420del" not in {one.subject for one in told.iter_links()}


def test_what_people_said_is_a_link_too(told: SynonymIndex) -> None:
    told.link("R59X", "NM_000875.5:c.265C>T", gene="IGF1R", agent=ADA, reason="codon 89")
    told.unlink("R481Q", "NM_000875.5:c.1532G>A", gene="IGF1R", agent=BOB)
    (same,) = [one for one in told.links("R59X", gene="IGF1R") if one.type == "curated_same"]
    assert (same.subject, same.object, same.agent, same.evidence) == (
        "R59X", "NM_000875.5:1307:1:T", str(ADA), ("codon 89",),
    )  # fmt: skip
    (apart,) = [one for one in told.iter_links() if one.type == "curated_different"]
    assert (apart.subject, apart.object, apart.agent) == ("R481Q", ALLELE, str(BOB))


def test_the_shorter_form_covers_the_fuller_one_and_nothing_merges(told: SynonymIndex) -> None:
    before = groups(told)
    told.add("p.Ile141fs", gene="IGF1R", document="E")
    assert groups(told) == before | {frozenset({"p.Ile141fs"})}
    assert ends(told.links("c.420del", gene="IGF1R"), "subsumed_by") == {(FULL, SHORT)}
    assert ends(told.links("Ile141fs", gene="IGF1R"), "subsumed_by") == {(FULL, SHORT)}
    short, full = told.lookup("I141fs", gene="IGF1R")[0].set, told.lookup("c.420del", gene="IGF1R")[0].set
    assert short is not None
    assert full is not None
    assert short.covers == ("NM_000875.5:c.420del", "NP_000866.1:p.(Ile141SerfsTer19)")
    assert full.covered_by == ("NP_000866.1:p.(Ile141fs)",)
    assert (short.covered_by, full.covers) == ((), ())


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("p.Ile141fs", "Ile141Serfs"), {("NP_000866.1:140:Ifs:S:", SHORT)}),
        (("p.Ile141Serfs", "p.Ile141SerfsTer19"), {(FULL, "NP_000866.1:140:Ifs:S:")}),
        (("p.Ile141fs*19", "p.Ile141SerfsTer19"), {(FULL, "NP_000866.1:140:Ifs::19")}),
        (("p.Ile141fs*19", "p.Ile141ThrfsTer2"), set()),
        (("p.Ile141Thrfs", "p.Ile141SerfsTer19"), set()),
        (("p.Ile141fs", "p.Ile141Thr"), set()),
        (("p.Arg511Gln", "p.Arg511Ter"), set()),
    ],
)
def test_what_covers_what(
    small: SynonymIndex,  # noqa: F811
    texts: tuple[str, ...],
    expected: set[tuple[str, str]],
) -> None:
    for order in itertools.permutations(enumerate(texts)):
        with SynonymIndex.open(":memory:", resolver=small.resolver) as one:
            for number, text in order:
                one.add(text, gene="IGF1R", document=f"{number}")
            assert ends(list(one.iter_links()), "subsumed_by") == expected


def test_a_form_that_nobody_prints_any_more_covers_nothing(told: SynonymIndex) -> None:
    told.add("p.Ile141fs", gene="IGF1R", document="E")
    told.undo(told.history()[-1].seq, agent=ADA)
    assert ends(told.links("c.420del", gene="IGF1R"), "subsumed_by") == set()
    record = told.lookup("c.420del", gene="IGF1R")[0].set
    assert record is not None
    assert record.covered_by == ()


def test_causes_on_record_share_the_probability(told: SynonymIndex) -> None:
    told.add("c.1532_1533delinsAA", gene="IGF1R", document="D")
    causes = [link for link in told.links("R481Q", gene="IGF1R") if link.type == "candidate_cause"]
    assert {link.subject: link.probability for link in causes} == {
        ALLELE: 0.984,
        "NM_000875.5:2574:2:AA": 0.016,
    }
    assert ends(list(told.iter_links("IGF1R")), "unique_cause") == {("A110fsX20", "NM_000875.5:1461:2:C")}


def test_every_link_once_and_of_one_gene_on_request(told: SynonymIndex) -> None:
    told.add_many([Mention("c.35G>A", gene="KRAS", document="K"), Mention("G12D", gene="KRAS", document="L")])
    links = list(told.iter_links())
    assert len(links) == len(set(links))
    stored = [link for link in links if link.type in ALLELE_PRESERVING]
    assert len({link.id for link in stored}) == len(stored) == told.stats()["links"]
    assert {link.gene for link in told.iter_links("KRAS")} == {"KRAS"}
    assert told.links("nothing like this", gene="IGF1R") == []


def test_links_go_into_the_mapping_file(told: SynonymIndex, tmp_path: Path) -> None:
    told.add("p.Ile141fs", gene="IGF1R", document="E")
    told.export(tmp_path / "x.sssom.tsv")
    lines = [line for line in (tmp_path / "x.sssom.tsv").read_text().split("\n") if line and line[0] != "#"]
    rows = list(csv.DictReader(lines, delimiter="\t"))
    broad = [row for row in rows if row["varsyn_link_type"] == "subsumed_by"]
    assert [(row["subject_label"], row["predicate_id"], row["object_label"]) for row in broad] == [
        (FULL, "skos:broadMatch", SHORT)
    ]
    assert {row["varsyn_link_type"] for row in rows} >= DERIVED


@pytest.mark.parametrize(
    "key", ["NP_1.1:140:Ifs:S:19", "NP_1.1:140:Ifs:S:?", "NP_1.1:9:*ext:Q:17", "NP_1.1:5:1:="]
)
def test_shorter_keys_end_somewhere(key: str) -> None:
    shorter = shorter_keys(key)
    assert shorter
    assert key not in shorter
    assert all(set(shorter_keys(one)) < set(shorter) for one in shorter)


def test_long_names_have_no_stem_of_their_own() -> None:
    assert spelling_stem("NP_1.1:510:1:Q", "NP_1.1:p.(Arg511Gln)") is None
    assert spelling_stem("NP_1.1:140:Ifs", "p.Ile141fs") is None
