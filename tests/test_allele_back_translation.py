"""From protein changes back to DNA changes."""

from __future__ import annotations

import pytest

from varsyn.allele import back_translate, predict, protein_from_reading, protein_variant_of
from varsyn.notation import read
from varsyn.reference import Transcript, open_reference
from varsyn.sequence import three_letter

REFERENCE = open_reference()


def transcript(accession: str) -> Transcript:
    found = REFERENCE.transcript(accession)
    assert found is not None
    return found


def causes(accession: str, protein: str) -> list[tuple[str, int, str]]:
    tx = transcript(accession)
    found = back_translate(protein_from_reading(read(protein)[0], tx), tx)
    return [(cause.description.partition(":")[2], cause.distance, cause.kind) for cause in found]


def test_single_base_causes_come_first_then_the_others_by_distance() -> None:
    """Codon 511 of IGF1R is CGG; glutamine is CAA or CAG."""
    assert causes("NM_000875.5", "p.Arg511Gln") == [
        ("c.1532G>A", 1, "snv"),
        ("c.1532_1533delinsAA", 2, "mnv"),
    ]


def test_a_stop_has_three_codons() -> None:
    assert causes("NM_000875.5", "p.Arg89Ter") == [
        ("c.265C>T", 1, "snv"),
        ("c.265_266delinsTA", 2, "mnv"),
        ("c.265_267delinsTAG", 3, "mnv"),
    ]


def test_several_single_base_causes_leave_no_only_one() -> None:
    """Serine AGT becomes arginine by one change of its first base or two of its third."""
    tx = Transcript("NM_1.1", "X", "ATGAGTTAA", 0, 9, protein_accession="NP_1.1")
    change = protein_from_reading(read("p.Ser2Arg")[0], tx)
    single = [cause for cause in back_translate(change, tx) if cause.kind == "snv"]
    assert [cause.description for cause in single] == ["NM_1.1:c.4A>C", "NM_1.1:c.6T>A", "NM_1.1:c.6T>G"]
    assert all(cause.minimal for cause in single)
    assert protein_variant_of(change, tx, None).hgvs_c is None


def test_every_phase_of_an_in_frame_deletion() -> None:
    """CFTR codons 507 and 508, ATC TTT: phenylalanine is lost by deleting CTT or TTT."""
    found = [text for text, _, _ in causes("NM_000492.4", "p.Phe508del")]
    assert found == ["c.1521_1523del", "c.1522_1524del"]


def test_duplications_in_every_phase_then_other_spellings() -> None:
    found = causes("NM_000875.5", "p.Arg511dup")
    assert [text for text, _, kind in found if kind == "dup"] == ["c.1530_1532dup", "c.1531_1533dup"]
    assert found[0][2] == "dup"
    assert ("c.1530_1531insAGA", 3, "ins") in found


def test_insertions_are_spelled_out_while_they_are_few() -> None:
    found = causes("NM_000875.5", "p.Gly7_Gly8insTrp")
    assert found[0] == ("c.21_22insTGG", 3, "ins")
    assert ("c.21delinsCTGG", 4, "delins") in found
    many = causes("NM_000875.5", "p.Gly7_Gly8insLeuLeuLeuLeu")
    assert many == [("c.21_22insN[12]", 12, "class")]


def test_frameshifts_are_a_class_with_the_single_base_causes_spelled() -> None:
    found = causes("NM_000875.5", "p.Ile141SerfsTer19")
    assert ("c.420del", 1, "del") in found
    assert found[-1][2] == "class"
    short = causes("NM_000875.5", "p.Ile141fs")
    assert {text for text, _, kind in found if kind != "class"} < {text for text, _, kind in short}


def test_start_loss_has_nine_single_base_causes() -> None:
    found = causes("NM_000875.5", "p.Met1?")
    assert len([kind for _, _, kind in found if kind == "snv"]) == 9


def test_extensions() -> None:
    assert causes("NM_000875.5", "p.Ter1368TrpextTer53")[0] == ("c.4104A>G", 1, "snv")


def test_silent_changes() -> None:
    assert [text for text, _, kind in causes("NM_000875.5", "p.Arg511=") if kind == "snv"] == [
        "c.1531C>A", "c.1533G>A", "c.1533G>C", "c.1533G>T",
    ]  # fmt: skip


def split_codon() -> tuple[Transcript, int]:
    """A transcript and the number of a codon that an exon border splits."""
    tx = transcript("NM_000875.5")
    assert tx.cds_start is not None
    for _, end in tx.exons[:-1]:
        if (end - tx.cds_start) % 3:
            return tx, (end - tx.cds_start) // 3 + 1
    raise AssertionError


def test_codons_split_by_an_exon_border_are_included_and_marked() -> None:
    tx, number = split_codon()
    residue = tx.protein[number - 1]
    text = f"p.{three_letter(residue)}{number}{three_letter('M' if residue == 'W' else 'W')}"
    change = protein_from_reading(read(text)[0], tx)
    found = back_translate(change, tx)
    assert found
    for cause in found:
        assert cause.allele is not None
        assert predict(cause.allele, tx) == change
        spans = cause.allele.end - cause.allele.start > 1
        assert not cause.spans_junction or spans
    assert any(cause.spans_junction for cause in found)


@pytest.mark.parametrize("text", ["p.?", "p.(=)", "p.0?"])
def test_nothing_definite_has_no_causes(text: str) -> None:
    assert causes("NM_000875.5", text) == []


def test_the_only_single_base_cause_is_the_dna_name_of_a_protein_variant() -> None:
    tx = transcript("NM_000875.5")
    variant = protein_variant_of(protein_from_reading(read("p.Arg511Gln")[0], tx), tx, REFERENCE)
    assert variant.level == "protein"
    assert variant.hgvs_c == "NM_000875.5:c.1532G>A"
    assert variant.key == variant.protein_key
    assert dict(variant.hgvs_g)["GRCh38"] == "NC_000015.10:g.98911384G>A"
