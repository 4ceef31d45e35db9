"""Rows of a table are placed in synonym sets, with a reason for each."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import polars as pl
import pytest

from varsyn.curation.columns import COLUMN_TYPES
from varsyn.curation.damage import look_at_gene, look_at_variant
from varsyn.curation.deduplication import Deduplication
from varsyn.curation.frames import dedup, examine
from varsyn.model import Link

IGF1R = [
    ("IGF1R", "R59X", "16569742"), ("IGF1R", "c.265C>T (p.Arg89Ter)", "16569742"),
    ("IGF1R", "R481Q", "17264177"), ("IGF1R", "c.1532G>A", "17264177"),
    ("IGF1R", "p.(Arg511Gln)", "22423513"),
    ("IGF1R", "NC_000015.10:g.98911384G>A", "22423513"), ("IGF1", "V44M", "15769976"),
    ("IGF1", "c.274G>A (p.Val92Met)", "15769976"),
]  # fmt: skip


def frame(rows: Sequence[Sequence[str]], names: Sequence[str] = ("gene", "variant", "pmid")) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=list(names), orient="row")


def placed(
    rows: Sequence[Sequence[str]], names: Sequence[str] = ("gene", "variant", "pmid"), **options: object
) -> list[Mapping[str, object]]:
    return dedup(frame(rows, names), **options).to_dicts()  # type: ignore[arg-type]


def groups(found: Deduplication) -> set[frozenset[str]]:
    return {frozenset(row.distinct_names) for row in found.sets}


def test_names_of_one_variant_come_together_and_say_why() -> None:
    rows = placed(IGF1R)
    by_name = {row["variant"]: row for row in rows}
    same = ["R481Q", "c.1532G>A", "p.(Arg511Gln)", "NC_000015.10:g.98911384G>A"]
    assert len({by_name[name]["varsyn_set"] for name in same}) == 1
    assert by_name["R481Q"]["varsyn_reason"] == "only_cause"
    assert by_name["c.1532G>A"]["varsyn_reason"] == "dna_description"
    assert by_name["R481Q"]["varsyn_scheme"] == "mature_protein"
    assert {by_name[name]["varsyn_hgvs_c"] for name in same} == {"NM_000875.5:c.1532G>A"}
    assert by_name["R481Q"]["varsyn_hgvs_g"] == "NC_000015.10:g.98911384G>A"
    assert by_name["V44M"]["varsyn_set"] == by_name["c.274G>A (p.Val92Met)"]["varsyn_set"]
    assert len({row["varsyn_set"] for row in rows}) == 3


def test_original_columns_stay_first_and_as_they_are() -> None:
    given = frame(IGF1R)
    back = dedup(given)
    assert back.select(given.columns).equals(given)
    assert back.columns == [*given.columns, *COLUMN_TYPES]


def test_a_second_dna_cause_takes_the_protein_names_out() -> None:
    rows = [("KRAS", "G12D", "1"), ("KRAS", "c.35G>A", "1")]
    together = placed(rows)
    assert together[0]["varsyn_set"] == together[1]["varsyn_set"]
    apart = placed([*rows, ("KRAS", "c.35_36delinsAC", "2")])
    assert len({row["varsyn_set"] for row in apart}) == 3
    assert apart[0]["varsyn_reason"] == "other_dna_variant"
    assert apart[0]["varsyn_hgvs_c"] is None


def test_two_single_base_causes_keep_a_protein_name_apart() -> None:
    # Codon 237 of TP53: ATG to ATA, ATC or ATT.
    rows = placed([("TP53", "p.Met237Ile", "1"), ("TP53", "c.711G>A", "1"), ("TP53", "M237I", "2")])
    assert rows[0]["varsyn_set"] == rows[2]["varsyn_set"] != rows[1]["varsyn_set"]
    assert rows[0]["varsyn_reason"] == "several_causes"


def test_a_short_frameshift_is_not_merged_with_the_full_one() -> None:
    rows = placed([("IGF1R", "p.(Ile141fs)", "1"), ("IGF1R", "c.420del", "1")])
    assert rows[0]["varsyn_set"] != rows[1]["varsyn_set"]


@pytest.mark.parametrize(
    ("text", "gene", "status"),
    [
        ("FOO", "IGF1R", "unparsed"),
        ("", "IGF1R", "empty"),
        ("n/a", "", "empty"),
    ],
)
def test_what_cannot_be_placed_has_a_status_and_no_set(text: str, gene: str, status: str) -> None:
    (row,) = placed([(gene, text, "1")])
    assert (row["varsyn_status"], row["varsyn_reason"], row["varsyn_set"]) == (status, status, None)


def test_dna_and_protein_columns_are_read_as_a_pair() -> None:
    names = ("Gene", "cDNA change", "Protein change", "PMID")
    (row,) = placed([("IGF1R", "c.420del", "p.Ala110fsTer20", "20962017")], names)
    assert row["varsyn_hgvs_p"] == "NP_000866.1:p.(Ile141SerfsTer19)"
    assert "pair_mixes_numbering" in str(row["varsyn_notes"])


def test_columns_that_name_different_variants_are_put_before_a_person() -> None:
    names = ("gene", "variant", "hgvs_c", "pmid")
    found = examine(frame([("IGF1R", "R59X", "c.1532G>A", "1")], names))
    with found:
        assert found.sets[0].hgvs_c == "NM_000875.5:c.1532G>A"
        assert [item.kind for item in found.queue] == ["columns_disagree"]
        assert "R59X" in found.queue[0].evidence


def test_vcf_columns() -> None:
    names = ("chrom", "pos", "ref", "alt", "assembly")
    (row,) = placed([("15", "98911384", "G", "A", "GRCh38")], names)
    assert row["varsyn_hgvs_c"] == "NM_000875.5:c.1532G>A"


def test_people_listed_under_two_names_are_found() -> None:
    names = ("gene", "variant", "pmid", "proband", "family")
    rows = [
        ("IGF1R", "R481Q", "17264177", "II-1", "B"), ("IGF1R", "c.1532G>A", "17264177", "II-1", "B"),
        ("IGF1R", "c.1532G>A", "17264177", "II-2", "B"), ("IGF1R", "c.1532G>A", "1", "II-1", "C"),
    ]  # fmt: skip
    with examine(frame(rows, names)) as found:
        (only,) = found.sets
        tally = found.tally(only)
        assert tally.twice == (("17264177", "II-1"),)
        assert len(tally.probands) == only.tally.proband_count == 3
        assert tally.papers == only.tally.papers == ("1", "17264177")
        assert len(tally.families) == 2


@pytest.mark.parametrize("seed", range(5))
def test_numbers_in_brief_and_in_full_agree(seed: int) -> None:
    dice = random.Random(seed)
    names = ("gene", "variant", "pmid", "proband", "family", "probands")
    choices = (
        ["IGF1R"], ["R481Q", "c.1532G>A", "R59X", "p.Arg89Ter"], ["1", "2; 3", "", "Smith"], ["", "a", "b"],
        ["", "F"], ["", "2", "x"],
    )  # fmt: skip
    rows = [tuple(dice.choice(cells) for cells in choices) for _ in range(40)]
    with examine(frame(rows, names)) as found:
        for row in found.sets:
            full, brief = found.tally(row), row.tally
            assert brief.papers == full.papers
            assert (brief.paper_count, brief.proband_count) == (len(full.papers), len(full.probands))
            assert (brief.family_count, brief.stated, brief.twice) == (
                len(full.families), full.stated, len(full.twice),
            )  # fmt: skip


def test_decisions_of_people_are_followed() -> None:
    rows = [("KRAS", "G12D", "1"), ("KRAS", "c.35G>A", "1"), ("KRAS", "c.35_36delinsAC", "2")]
    with examine(frame(rows)) as before:
        assert {item.kind for item in before.queue} == {"which_cause"}
        item = next(item for item in before.queue if item.object_hgvs == "NM_004985.5:c.35G>A")
    same = Link("curated_same", item.subject, item.object, agent="A")
    with examine(frame(rows), decisions=[same]) as after:
        assert frozenset({"G12D", "c.35G>A"}) in groups(after)
        assert [q.object_hgvs for q in after.queue] == []
    different = Link("curated_different", item.subject, item.object, agent="A")
    with examine(frame(rows[:2]), decisions=[different]) as after:
        assert groups(after) == {frozenset({"G12D"}), frozenset({"c.35G>A"})}


def test_a_decision_on_an_ambiguous_name_places_it() -> None:
    # Read literally it is Arg170, counted without the signal peptide Arg209 (ClinVar has both).
    rows = [("GBA1", "R170C", "1"), ("GBA1", "c.625C>T", "1")]
    with examine(frame(rows)) as before:
        assert before.placements[0].status == "ambiguous"
        assert before.cells_of(0)[2] == ""
        choices = [item for item in before.queue if item.kind == "choose_candidate"]
    assert len(choices) >= 2
    for item in choices:
        decided = Link("curated_same", item.subject, item.object, agent="A")
        with examine(frame(rows), decisions=[decided]) as after:
            cells = after.cells_of(0)
            assert cells[:3] == ("resolved", "curated_same", after.grouping.set_of(0))
            assert str(cells[5]).endswith(item.object_name.split()[-1])
            assert not [one for one in after.queue if one.subject == item.subject]


def test_a_dna_variant_that_only_a_decision_names_can_be_joined() -> None:
    rows = [("IGF1R", "R481Q", "1")]
    with examine(frame(rows)) as before:
        key = before.placements[0].key
    away = Link("curated_different", "mention:IGF1R|R481Q", key, agent="A")
    (row,) = placed(rows, decisions=[away])
    assert row["varsyn_reason"] == "curated_different"


@pytest.mark.parametrize("seed", range(10))
def test_shuffled_rows_give_the_same_sets(seed: int) -> None:
    rows = [
        *IGF1R, ("KRAS", "G12D", "1"), ("KRAS", "c.35G>A", "1"), ("KRAS", "c.35_36delinsAC", "2"),
        ("CFTR", "ΔF508", "3"), ("CFTR", "p.Phe508del", "3"), ("CFTR", "c.1521_1523del", "3"), ("", "", ""),
        ("X", "hello", ""), ("TP53", "M237I", "4"), ("TP53", "c.711G>A", "4"), ("SMPD1", "Q292K", "5"),
    ]  # fmt: skip
    given = frame(rows)
    first = dedup(given).sort("gene", "variant", "pmid")
    again = dedup(given.sample(fraction=1.0, shuffle=True, seed=seed)).sort("gene", "variant", "pmid")
    assert again.equals(first)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2-Sep", "excel_date"), ("2001-09-02 00:00:00", "excel_date"), ("#NAME?", "excel_formula"),
        ("1.53E+03", "excel_number"), ("########", "excel_narrow"),
    ],
)  # fmt: skip
def test_damage_by_spreadsheets_is_named(cell: str, code: str) -> None:
    damage = look_at_variant(cell)
    assert damage is not None
    assert damage.code == code
    (row,) = placed([("IGF1R", cell, "1")])
    assert row["varsyn_reason"] == code
    assert row["varsyn_set"] is None


def test_scrambled_encoding_is_put_right_and_said() -> None:
    (row,) = placed([("CFTR", "ΔF508".encode().decode("cp1252"), "1")])
    assert row["varsyn_hgvs_p"] == "NP_000483.3:p.(Phe508del)"
    assert "mojibake" in str(row["varsyn_notes"])


def test_the_minus_sign_of_word_processors() -> None:
    rows = placed([("BRCA1", "c.−19T>C", "1"), ("BRCA1", "c.-19T>C", "1")])
    assert rows[0]["varsyn_key"] == rows[1]["varsyn_key"]


def test_gene_symbols_that_became_dates() -> None:
    # Ziemann et al. 2016, PMID 27552985.
    assert [look_at_gene(cell) and look_at_gene(cell).repaired for cell in ("9-Sep", "Mar-05", "1-Dec")] == [  # type: ignore[union-attr]
        "SEPTIN9", "MARCHF5", "DELEC1",
    ]  # fmt: skip
    (row,) = placed([("1-Mar", "R12C", "1")])
    assert "excel_gene_date" in str(row["varsyn_notes"])


def test_whole_documents_share_their_evidence() -> None:
    rows = [("IGF1R", "c.420del (p.Ala110fsTer20)", "20962017"), ("IGF1R", "A110fsX20", "20962017")]
    found = placed(rows, whole_documents=True)
    assert found[0]["varsyn_set"] == found[1]["varsyn_set"]


@pytest.mark.parametrize("text", ["R59X, R481Q", "c.1532G>A and c.265C>T", "c.[1532G>A];[265C>T]"])
def test_a_cell_with_several_variants_says_so(text: str) -> None:
    with examine(frame([("IGF1R", text, "1"), ("IGF1R", "R481Q", "2")])) as found:
        first, second = found.added()
        assert (first[1], first[2]) == ("several_variants", "")
        assert second[2] != ""
        assert found.summary()["rows_several_variants"] == 1
        assert found.sets[0].rows == 1
