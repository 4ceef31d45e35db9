"""Protein prediction. Source of the rules: HGVS nomenclature 21, protein recommendations."""

from __future__ import annotations

import pytest

from varsyn.allele import ProteinChange, allele_from_reading, predict, protein_from_reading, protein_key
from varsyn.allele.context import context_of
from varsyn.model import PositionError
from varsyn.notation import read
from varsyn.reference import Transcript, open_reference

REFERENCE = open_reference()

#           1   2   3   4   5   6   7   8   9   10  Ter
CODONS = "ATG AAA GCT GCT AAA TGG CAG CGT GGT ACC TAA"
TAIL = "GGATCATAGCC"
SMALL = Transcript(
    "NM_1.1", "SMALL", "CACC" + CODONS.replace(" ", "") + TAIL, 4, 37, ((0, 14), (14, 48)),
    protein_accession="NP_1.1",
)  # fmt: skip


def consequence(text: str, transcript: Transcript = SMALL) -> str:
    return predict(allele_from_reading(read(text)[0], transcript), transcript).description


@pytest.mark.parametrize(
    ("dna", "protein", "rule"),
    [
        ("c.16T>C", "p.(Trp6Arg)", "missense"),
        ("c.18G>A", "p.(Trp6Ter)", "nonsense: a substitution"),
        ("c.9T>C", "p.(Ala3=)", "silent"),
        ("c.19C>T", "p.(Gln7Ter)", "nonsense"),
        ("c.4_6del", "p.(Lys2del)", "in-frame deletion"),
        ("c.7_9del", "p.(Ala4del)", "in-frame deletion, 3'-most residue"),
        ("c.5_7del", "p.(Lys2_Ala3delinsThr)", "in-frame deletion between codons"),
        ("c.10_12dup", "p.(Ala4dup)", "duplication, 3'-most residue"),
        ("c.13_15dup", "p.(Lys5dup)", "duplication"),
        ("c.15_16insGGG", "p.(Lys5_Trp6insGly)", "insertion"),
        ("c.15_16insTGG", "p.(Trp6dup)", "insertion of the residue that follows: 3' rule, duplication"),
        ("c.15_16insGGGTAA", "p.(Lys5_Trp6insGlyTer)", "insertion with a stop"),
        ("c.15_16insTAAGGG", "p.(Trp6Ter)", "insertion that begins with a stop"),
        ("c.16_18delinsGGGTAA", "p.(Trp6delinsGlyTer)", "delins with a stop"),
        ("c.16_21delinsTATGGC", "p.(Trp6_Gln7delinsTyrGly)", "delins"),
        ("c.9_10delinsAA", "p.(Ala4Thr)", "delins, one residue changed of two codons"),
        ("c.4del", "p.(Ala3LeufsTer?)", "frameshift, counted from the first changed residue"),
        ("c.6dup", "p.(Ala3SerfsTer3)", "frameshift"),
        ("c.16del", "p.(Trp6GlyfsTer?)", "frameshift, no stop on the record"),
        ("c.17_18insA", "p.(Trp6Ter)", "frameshift whose first change is a stop: nonsense"),
        ("c.1A>G", "p.(Met1?)", "start lost"),
        ("c.3G>T", "p.(Met1?)", "start lost"),
        ("c.2_4del", "p.(Met1?)", "start lost"),
        ("c.-1_2del", "p.(Met1?)", "start lost"),
        ("c.-2_1del", "p.?", "what is left of the start codon is one again"),
        ("c.31T>C", "p.(Ter11GlnextTer3)", "stop lost: extension"),
        ("c.33A>C", "p.(Ter11TyrextTer3)", "stop lost: extension"),
        ("c.33del", "p.(Ter11=)", "the next base makes a stop again"),
        ("c.32del", "p.(Ter11=)", "the next base makes a stop again"),
        ("c.31del", "p.(Ter11LysextTer?)", "stop lost by a frameshift: extension"),
        ("c.33A>G", "p.(Ter11=)", "another stop codon"),
        ("c.-4_*5del", "p.0?", "the whole coding sequence lost"),
        ("c.-2C>G", "p.?", "5' untranslated"),
        ("c.*3A>G", "p.?", "3' untranslated"),
        ("c.10+1G>A", "p.?", "splice site"),
        ("c.11-20A>G", "p.?", "intron"),
        ("c.8_10+2del", "p.?", "exon border"),
        ("c.=", "p.(=)", "no change"),
        ("c.16=", "p.(Trp6=)", "no change"),
        ("c.15_16insN[6]", "p.?", "unknown bases"),
        ("c.[4del;10dup]", "p.(Ala3Leu)", "two frameshifts in cis restore the frame"),
        ("c.[16T>C;19C>T]", "p.(Trp6_Gln7delinsArgTer)", "two changes in cis"),
        ("c.[4A>G;16T>C]", "p.[(Lys2Glu;Trp6Arg)]", "two changes in cis, apart"),
        ("c.[4A>G;9T>C]", "p.(Lys2Glu)", "two changes in cis, one silent"),
        ("c.[4A>G;16del]", "p.[(Lys2Glu;Trp6GlyfsTer?)]", "two changes in cis, the last a frameshift"),
        ("c.[4A>G;18G>A]", "p.[(Lys2Glu;Trp6Ter)]", "two changes in cis, the last a stop"),
        ("c.[7_9del;19C>A]", "p.[(Ala4del;Gln7Lys)]", "two changes in cis, one a deletion"),
    ],
)
def test_consequence(dna: str, protein: str, rule: str) -> None:
    assert consequence(dna) == protein, rule


def test_a_change_before_the_start_codon_that_can_be_written_in_it_keeps_the_start() -> None:
    """c.1dup puts an A before the start codon: ATG is still there."""
    assert consequence("c.1dup") == "p.?"


def test_a_copy_before_the_stop_codon_is_no_extension() -> None:
    """INS: the copy can be written before the stop codon, which only moves."""
    ins = REFERENCE.transcript("NM_000207.3")
    assert ins is not None
    assert consequence("c.322_330dup", ins) == "p.(Tyr108_Asn110dup)"
    assert consequence("c.330_331insTGG", ins) == "p.(Asn110_Ter111insTrp)"


@pytest.mark.parametrize(
    ("accession", "dna", "protein"),
    [
        ("NM_000875.5", "c.1532G>A", "NP_000866.1:p.(Arg511Gln)"),
        ("NM_000875.5", "c.265C>T", "NP_000866.1:p.(Arg89Ter)"),
        ("NM_000875.5", "c.420del", "NP_000866.1:p.(Ile141SerfsTer19)"),
        ("NM_000875.5", "c.4104A>G", "NP_000866.1:p.(Ter1368TrpextTer53)"),
        ("NM_000492.4", "c.1521_1523del", "NP_000483.3:p.(Phe508del)"),
        ("NM_000546.6", "c.524G>A", "NP_000537.3:p.(Arg175His)"),
        ("NM_000518.5", "c.20A>T", "NP_000509.1:p.(Glu7Val)"),
        ("NM_007294.4", "c.68_69del", "NP_009225.1:p.(Glu23ValfsTer17)"),
        ("NM_007294.4", "c.5266dup", "NP_009225.1:p.(Gln1756ProfsTer74)"),
    ],
)
def test_well_known_variants(accession: str, dna: str, protein: str) -> None:
    """As ClinVar and LOVD list them."""
    found = REFERENCE.transcript(accession)
    assert found is not None
    assert str(predict(allele_from_reading(read(dna)[0], found), found)) == protein


@pytest.mark.parametrize(
    ("dna", "protein"),
    [
        ("c.1385G>A", "p.(Sec462Ter)"),
        ("c.1384T>C", "p.(Sec462Arg)"),
        ("c.379T>A", "p.(Sec127Arg)"),
        ("c.1384_1386del", "p.(Sec462del)"),
        ("c.1387_1389del", None),
    ],
)
def test_selenocysteine(dna: str, protein: str | None) -> None:
    """SELENON has Sec at 127 and 462; elsewhere a UGA ends the protein."""
    selenon = REFERENCE.transcript("NM_020451.3")
    assert selenon is not None
    if protein is not None:
        assert consequence(dna, selenon) == protein
    else:
        assert "Ter" not in consequence(dna, selenon)


def test_a_start_codon_other_than_atg_codes_for_met() -> None:
    """WT1 begins with CTG."""
    wt1 = REFERENCE.transcript("NM_024426.6")
    assert wt1 is not None
    assert context_of(wt1).codon(1) == "CTG"
    assert consequence("c.1C>A", wt1) == "p.(Met1=)"
    assert consequence("c.1C>T", wt1) == "p.(Met1?)"


MITOCHONDRIAL = Transcript("NC_012920.1", "MT-ND9", "ATAATGTGAAGGATTTAA", 0, 18, protein_accession="YP_1.1")


def test_the_mitochondrial_code() -> None:
    """NCBI translation table 2: TGA is Trp, AGG a stop, ATA Met and a start."""
    whole = Transcript("NM_9.1", "MT-ND9", "ATAATGTGAACCATTTAA", 0, 18)
    assert context_of(whole).residues == "MMWTI*"
    assert consequence("c.9A>G", whole) == "p.(Trp3=)"
    assert consequence("c.11_12delinsGG", whole) == "p.(Thr4Ter)"
    assert consequence("c.3A>G", whole) == "p.(Met1=)"


def test_a_coding_sequence_with_an_inner_stop_is_not_predicted_on() -> None:
    broken = Transcript("NM_2.1", "X", "ATGAAATAGAAATAA", 0, 15)
    assert consequence("c.4A>G", broken) == "p.?"


def test_an_inner_uga_of_an_annotated_coding_sequence_is_sec() -> None:
    seleno = Transcript("NM_2.1", "X", "ATGAAATGAAAATAA", 0, 15)
    assert consequence("c.4A>G", seleno) == "p.(Lys2Glu)"
    assert consequence("c.9A>G", seleno) == "p.(Sec3Trp)"


def test_a_non_coding_transcript_has_no_protein() -> None:
    plain = Transcript("NR_1.1", "X", "ACGTACGT")
    with pytest.raises(PositionError) as caught:
        predict(allele_from_reading(read("n.3G>A")[0], plain), plain)
    assert caught.value.code == "not_coding"


@pytest.mark.parametrize(
    ("text", "canonical", "key"),
    [
        ("p.Trp6Arg", "p.(Trp6Arg)", "NP_1.1:5:1:R"),
        ("p.W6*", "p.(Trp6Ter)", "NP_1.1:5:1:*"),
        ("p.Ala3del", "p.(Ala4del)", "NP_1.1:2:2:A"),
        ("p.Ala4del", "p.(Ala4del)", "NP_1.1:2:2:A"),
        ("p.Ala3_Ala4del", "p.(Ala3_Ala4del)", "NP_1.1:2:2:"),
        ("p.Ala3dup", "p.(Ala4dup)", "NP_1.1:2:2:AAA"),
        ("p.Ala3[3]", "p.(Ala4dup)", "NP_1.1:2:2:AAA"),
        ("p.Lys2_Ala3insAla", "p.(Ala4dup)", "NP_1.1:2:2:AAA"),
        ("p.Lys5_Trp6insGlyTer", "p.(Lys5_Trp6insGlyTer)", "NP_1.1:5:0:G*"),
        ("p.Trp6delinsGlyTer", "p.(Trp6delinsGlyTer)", "NP_1.1:5:1:G*"),
        ("p.Lys2_Trp6delinsLysTrp", "p.(Ala3_Lys5del)", "NP_1.1:1:4:K"),
        ("p.Lys2Asnfs*5", "p.(Lys2AsnfsTer5)", "NP_1.1:1:Kfs:N:5"),
        ("p.Lys2fs", "p.(Lys2fs)", "NP_1.1:1:Kfs"),
        ("p.Lys2Ter", "p.(Lys2Ter)", "NP_1.1:1:1:*"),
        ("p.Lys2fsTer1", "p.(Lys2Ter)", "NP_1.1:1:1:*"),
        ("p.Met1?", "p.(Met1?)", "NP_1.1:0:1:?"),
        ("p.Met1Leu", "p.(Met1?)", "NP_1.1:0:1:?"),
        ("p.Met1_Ala3del", "p.(Met1?)", "NP_1.1:0:1:?"),
        ("p.Ter11GlnextTer4", "p.(Ter11GlnextTer4)", "NP_1.1:10:*ext:Q:4"),
        ("p.*11Qext*?", "p.(Ter11GlnextTer?)", "NP_1.1:10:*ext:Q:?"),
        ("p.Met1ext-5", "p.(Met1ext-5)", "NP_1.1:0:Mext::-5"),
        ("p.Trp6=", "p.(Trp6=)", "NP_1.1:5:1:="),
        ("p.[Lys2Glu;Trp6Arg]", "p.[(Lys2Glu;Trp6Arg)]", "NP_1.1:[1:1:E;5:1:R]"),
        ("p.[(Trp6Arg;Lys2Glu)]", "p.[(Lys2Glu;Trp6Arg)]", "NP_1.1:[1:1:E;5:1:R]"),
        ("p.(=)", "p.(=)", "NP_1.1:="),
        ("p.0", "p.0", "NP_1.1:0:1:0"),
        ("p.0?", "p.0?", "NP_1.1:0:1:0"),
        ("p.?", "p.?", None),
    ],
)
def test_protein_descriptions(text: str, canonical: str, key: str | None) -> None:
    change = protein_from_reading(read(text)[0], SMALL)
    assert change.description == canonical
    assert protein_key(change, context_of(SMALL).residues, "NP_1.1") == key


def test_a_change_without_its_prediction_parentheses() -> None:
    change = ProteinChange("NP_1.1", "sub", 6, 6, "W", "W", "R")
    assert str(change.certain()) == "NP_1.1:p.Trp6Arg"
