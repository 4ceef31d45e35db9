"""Names of genes without a sequence: put together only by what counting and the genetic code can bear."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from itertools import permutations

import polars as pl
import pytest

from varsyn.allele import allele_from_reading, predict
from varsyn.curation.codons import is_only_cause, relation
from varsyn.curation.frames import dedup, examine
from varsyn.curation.sets_table import as_cells
from varsyn.model import Link, VarsynError
from varsyn.notation import read
from varsyn.reference import Transcript, open_reference

Row = tuple[str, str, str]
NAMES = ("gene", "variant", "pmid")


def placed(
    rows: Sequence[Sequence[str]], names: Sequence[str] = NAMES, whole: bool = True
) -> list[Mapping[str, object]]:
    frame = pl.DataFrame(list(rows), schema=list(names), orient="row")
    return dedup(frame, whole_documents=whole).to_dicts()


def sets(rows: Sequence[Sequence[str]], names: Sequence[str] = NAMES, whole: bool = True) -> list[object]:
    return [row["varsyn_set"] for row in placed(rows, names, whole)]


@pytest.mark.parametrize(
    ("dna", "protein", "expected"),
    [
        ("c.464T>C", "p.M155T", "gives"),
        ("c.464T>C", "p.M155I", "no"),
        ("c.464T>C", "p.M156T", "no"),
        ("c.97G>T", "p.E33X", "gives"),
        ("c.3333G>C", "p.Val1111=", "gives"),
        ("c.655_657delinsGAG", "p.K219E", "gives"),
        ("c.656_657delinsGC", "p.K219E", "no"),
        ("c.401_402del", "p.Q134Rfs*6", "gives"),
        ("c.401_402del", "p.Q136fs", "gives"),
        ("c.401_402del", "p.Q140fs", "may"),
        ("c.401_402del", "p.Q190fs", "no"),
        ("c.401_403del", "p.Q134fs", "no"),
        ("c.1962dup", "p.Arg655fs", "gives"),
        ("c.1920dup", "p.Glu641Ter", "may"),
        ("c.1920dup", "p.Glu641Lys", "no"),
        ("c.258_260del", "p.Gln86del", "gives"),
        ("c.258_263del", "p.Gln86del", "no"),
        ("c.4_6dup", "p.Lys2dup", "gives"),
        ("c.493_514delinsC", "p.E169K", "no"),
        ("c.493_514delinsC", "p.E169Ter", "may"),
        ("c.493_514inv", "p.E169K", "may"),
        ("c.1A>G", "p.Met1?", "gives"),
        ("c.1201T>C", "p.Ter401ArgextTer5", "gives"),
        ("c.1212+1G>A", "p.Arg404fs", "no"),
        ("c.-14G>A", "p.Met1Val", "no"),
        ("c.2006_2010+1dup", "p.Arg669fs", "may"),
        # The inserted bases GTC begin the first new codon: it is Val.
        ("c.2569_2570delinsGTC", "p.Ala857ProfsTer6", "no"),
        ("c.2569_2570delinsGTC", "p.Ala857ValfsTer6", "gives"),
    ],
)
def test_counting_and_the_genetic_code(dna: str, protein: str, expected: str) -> None:
    assert relation(read(dna)[0], read(protein)[0]) == expected


def _random_change(transcript: Transcript, dice: random.Random) -> str:
    start = dice.randrange(4, 3 * len(transcript.protein or "") - 12)
    size = dice.randrange(1, 5)
    old = transcript.sequence[(transcript.cds_start or 0) + start - 1]
    new = "".join(dice.choice("ACGT") for _ in range(size))
    place = f"c.{start}_{start + size - 1}" if size > 1 else f"c.{start}"
    return dice.choice(
        [
            f"c.{start}{old}>{dice.choice([b for b in 'ACGT' if b != old])}",
            f"{place}del", f"{place}dup", f"c.{start}_{start + 1}ins{new}", f"{place}delins{new}",
        ]
    )  # fmt: skip


def test_no_change_is_said_to_be_impossible_that_the_sequence_shows() -> None:
    """What ``predict`` finds on real sequences never counts as impossible, nor as another's only cause."""
    reference, dice = open_reference(), random.Random(7)
    anchors = [one for symbol in sorted(reference.symbols()) if (one := reference.anchor(symbol))]
    transcripts = [one for one in anchors if one.protein and len(one.protein) > 100]
    verdicts = {"gives": 0, "may": 0, "no": 0}
    for _ in range(1500):
        transcript = dice.choice(transcripts)
        dna = read(_random_change(transcript, dice))[0]
        try:
            allele = allele_from_reading(read(f"{transcript.accession}:{dna}")[0], transcript)
            protein = read(str(predict(allele, transcript)))[0]
        except VarsynError:
            continue
        if protein.edit in ("unknown", "none", "identity") or not protein.start:
            continue
        verdict = relation(dna, protein)
        verdicts[verdict] += 1
        # Changes in repeats may show far off.
        assert verdict != "no" or int(protein.start) - (int(dna.start) + 2) // 3 > 5, (str(dna), str(protein))
        if dna.edit == "sub" and is_only_cause(dna, protein):
            assert verdict == "gives"
    assert verdicts["gives"] > 600
    assert verdicts["no"] < 5


def test_the_only_single_base_cause_joins_across_papers() -> None:
    # Arg with A first is AGA or AGG: only A>G in that place makes Gly of both.
    rows = placed([("NOSEQ1", "p.R238G", "1"), ("NOSEQ1", "c.712A>G", "2")], whole=False)
    assert rows[0]["varsyn_set"] == rows[1]["varsyn_set"]
    assert rows[0]["varsyn_reason"] == "codon_only_cause"
    assert rows[0]["varsyn_status"] == "unknown_gene"
    assert 0.9 < float(str(rows[0]["varsyn_probability"])) < 1


def test_one_of_several_causes_joins_only_within_its_paper() -> None:
    # Lys to Asn: the last base of the codon, to C or to T.
    within = placed([("NOSEQ1", "p.K219N", "1"), ("NOSEQ1", "c.657A>C", "1")])
    assert within[0]["varsyn_set"] == within[1]["varsyn_set"]
    assert within[0]["varsyn_reason"] == "codon_match"
    across = sets([("NOSEQ1", "p.K219N", "1"), ("NOSEQ1", "c.657A>C", "2")])
    assert across[0] != across[1]


@pytest.mark.parametrize("second", ["c.657A>T", "c.657A>T (p.K219N)", "c.655_657delinsAAC"])
@pytest.mark.parametrize("paper", ["1", "2"])
def test_a_second_dna_description_that_fits_takes_the_protein_name_out(second: str, paper: str) -> None:
    rows = [("NOSEQ1", "p.K219N", "1"), ("NOSEQ1", "c.657A>C", "1"), ("NOSEQ1", second, paper)]
    for order in permutations(rows):
        assert len(set(sets(order))) == 3


def test_a_paper_whose_numbers_do_not_agree_joins_nothing_by_accident() -> None:
    """Protein numbers of a mature protein: one in thirty fits the codon of an unrelated DNA change."""
    proteins = [f"p.Leu{number}Pro" for number in range(100, 400, 10)]
    dna = [f"c.{3 * number + 50}T>C" for number in range(100, 400, 10)]
    one = [f"c.{3 * 100 - 1}T>C"]
    rows = [("NOSEQ1", name, "1") for name in (*proteins, *dna, *one)]
    rows += [("NOSEQ1", f"c.{3 * n + 2}T>C (p.Leu{n - 20}Pro)", "1") for n in range(60, 90, 3)]
    by_name = {row["variant"]: row for row in placed(rows)}
    assert by_name["p.Leu110Pro"]["varsyn_set"] not in {by_name[name]["varsyn_set"] for name in dna}


def test_frameshifts_told_in_different_detail_join_their_dna_change_only_in_its_paper() -> None:
    rows = [
        ("NOSEQ1", "c.329del", "1"), ("NOSEQ1", "p.Ala110fs", "1"), ("NOSEQ1", "A110Pfs*20", "1"),
        ("NOSEQ1", "p.Ala110fs", "2"), ("NOSEQ1", "p.(Leu500SerfsTer7)", "1"),
    ]  # fmt: skip
    found = sets(rows)
    assert found[0] == found[1] == found[2]
    assert found[3] not in found[:3]
    assert found[4] not in found[:4]


def test_two_frameshifts_of_one_paper_that_cannot_be_one_join_nothing() -> None:
    rows = [("NOSEQ1", "c.329del", "1"), ("NOSEQ1", "A110Pfs*20", "1"), ("NOSEQ1", "A110Rfs*3", "1")]
    assert len(set(sets(rows))) == 3


def test_a_pair_that_the_code_forbids_is_reported() -> None:
    names = ("gene", "cdna", "protein", "pmid")
    (row,) = placed([("NOSEQ1", "c.424G>T", "p.Gln142Ter", "1")], names)
    assert "pair_against_code" in str(row["varsyn_notes"])
    (fine,) = placed([("NOSEQ1", "c.424C>T", "p.Gln142Ter", "1")], names)
    assert "pair_against_code" not in str(fine["varsyn_notes"])


def test_a_row_that_gives_two_references_ties_them() -> None:
    names = ("gene", "variant", "cdna", "protein", "pmid")
    rows = [
        ("NOSEQ1", "2-160295708-C-T", "c.712G>A", "p.Ala238Thr", "1"),
        ("NOSEQ1", "2-160295708-C-T", "", "", "2"), ("NOSEQ1", "", "c.712G>A", "", "3"),
    ]  # fmt: skip
    assert len(set(sets(rows, names))) == 1
    # Another row contradicts it: the two DNA descriptions stay two variants.
    torn = sets([*rows, ("NOSEQ1", "2-160295708-C-T", "c.715G>A", "", "4")], names)
    assert torn[2] != torn[3]
    assert torn[1] not in (torn[2], torn[3])


def test_columns_with_two_dna_descriptions_are_put_before_a_person() -> None:
    names = ("gene", "variant", "cdna", "pmid")
    frame = pl.DataFrame([("NOSEQ1", "c.1309C>A", "c.1309C>T", "1")], schema=list(names), orient="row")
    with examine(frame) as found:
        assert [item.kind for item in found.queue] == ["columns_disagree"]


def test_numbers_of_two_transcripts_are_two_variants() -> None:
    names = ("gene", "variant", "transcript", "pmid")
    rows = [
        ("NOSEQ1", "c.242C>G", "NM_900001.1", "1"), ("NOSEQ1", "NM_900001.3:c.242C>G", "", "2"),
        ("NOSEQ1", "c.242C>G", "NM_900002.1", "3"), ("NOSEQ1", "c.242C>G", "", "3"),
        ("NOSEQ1", "c.242C>G", "", "4"),
    ]  # fmt: skip
    one, versioned, other, same_paper, nowhere = sets(rows, names)
    assert one == versioned
    assert other == same_paper != one
    assert nowhere not in (one, other)
    # With one transcript in the table, rows that name none count on it.
    assert len(set(sets([rows[0], rows[1], rows[4]], names))) == 1


def test_different_stated_bases_are_different_variants() -> None:
    rows = [("NOSEQ1", "c.123delA", "1"), ("NOSEQ1", "c.123delG", "2"), ("NOSEQ1", "c.123del", "3")]
    assert len(set(sets(rows))) == 3
    assert len(set(sets([rows[0], rows[2]]))) == 1


def test_a_name_without_gene_and_transcript_has_no_set() -> None:
    rows = placed([("", "c.35G>A", "1"), ("", "c.35G->A", "2"), ("NOSEQ1", "c.35G>A", "3")])
    assert [row["varsyn_set"] for row in rows[:2]] == [None, None]
    assert rows[2]["varsyn_set"] is not None


def test_genes_and_species_are_kept_apart() -> None:
    names = ("gene", "variant", "species", "pmid")
    rows = [
        ("NOSEQ1", "R12C", "", "1"), ("NOSEQ2", "R12C", "", "1"), ("NOSEQ1", "R12C", "mouse", "1"),
        ("NOSEQ1", "p.Arg12Cys", "human", "1"),
    ]  # fmt: skip
    found = sets(rows, names)
    assert len(set(found)) == 3
    assert found[0] == found[3]


def test_the_outcome_does_not_depend_on_the_order_of_rows() -> None:
    rows = [
        ("NOSEQ1", "c.655A>G", "1"), ("NOSEQ1", "c.655A>G (p.K219E)", "2"), ("NOSEQ1", "K219E", "3"),
        ("NOSEQ1", "c.657A>C", "1"), ("NOSEQ1", "p.K219N", "1"), ("NOSEQ1", "c.657A>T;p.K219N", "4"),
        ("NOSEQ1", "c.1309C>T", "1"), ("NOSEQ1", "R437X", "1"), ("NOSEQ1", "p.(Arg437Ter)", "5"),
    ]  # fmt: skip
    rows += [("NOSEQ1", "c.1309C>T (p.Arg437fs)", "6"), ("NOSEQ1", "c.5del (p.K2fs)", "6")]
    rows += [("NOSEQ1", "c.5del (p.K2Rfs*9)", "7"), ("NOSEQ1", "NM_900001.2:c.5del", "8")]

    def outcome() -> tuple[dict[Row, object], set[tuple[object, ...]]]:
        frame = pl.DataFrame(rows, schema=list(NAMES), orient="row")
        with examine(frame, whole_documents=True) as found:
            homes = {row: cells[2] for row, cells in zip(rows, found.added(), strict=True)}
            return homes, {tuple(as_cells(one, found.tally(one))) for one in found.sets}

    dice, first = random.Random(3), outcome()
    for _ in range(12):
        dice.shuffle(rows)
        assert outcome() == first


def test_a_checked_protein_name_joins_the_one_dna_variant_of_its_paper() -> None:
    # Codon 237 of TP53: ATG to ATA, ATC or ATT.
    rows = placed([("TP53", "p.Met237Ile", "1"), ("TP53", "c.711G>A", "1"), ("TP53", "M237I", "2")])
    assert rows[0]["varsyn_set"] == rows[1]["varsyn_set"] != rows[2]["varsyn_set"]
    assert rows[0]["varsyn_reason"] == "one_dna_in_document"
    assert 0.9 < float(str(rows[0]["varsyn_probability"])) < 0.99
    second = placed(
        [("TP53", "p.Met237Ile", "1"), ("TP53", "c.711G>A", "1"), ("TP53", "c.711G>T", "2")],
    )
    assert len({row["varsyn_set"] for row in second}) == 3


def test_a_short_frameshift_joins_the_one_dna_variant_of_its_paper() -> None:
    rows = placed([("IGF1R", "p.(Ile141fs)", "1"), ("IGF1R", "c.420del", "1"), ("IGF1R", "I141fs", "2")])
    assert rows[0]["varsyn_set"] == rows[1]["varsyn_set"] != rows[2]["varsyn_set"]
    assert rows[0]["varsyn_reason"] == "one_dna_in_document"


def test_two_dna_descriptions_that_fit_are_put_before_a_person() -> None:
    rows = [("NOSEQ1", "p.K219N", "1"), ("NOSEQ1", "c.657A>C", "1"), ("NOSEQ1", "c.657A>T", "1")]
    with examine(pl.DataFrame(rows, schema=list(NAMES), orient="row"), whole_documents=True) as found:
        assert [(item.kind, item.object) for item in found.queue] == [
            ("which_cause", "NOSEQ1:c.657A>C"), ("which_cause", "NOSEQ1:c.657A>T"),
        ]  # fmt: skip


def test_a_decision_outranks_counting() -> None:
    rows = [("NOSEQ1", "p.R238G", "1"), ("NOSEQ1", "c.712A>G", "1")]
    frame = pl.DataFrame(rows, schema=list(NAMES), orient="row")
    apart = [Link("curated_different", "mention:NOSEQ1|p.R238G|1", "NOSEQ1:c.712A>G", agent="Ada")]
    with examine(frame, whole_documents=True, decisions=apart) as found:
        assert len({row.set for row in found.sets}) == 2
