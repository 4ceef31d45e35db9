"""What is found in running text, and what is kept out. All sentences are made up for these tests."""

from __future__ import annotations

from itertools import pairwise

import pytest

from varsyn.literature.document import Cell, Passage
from varsyn.literature.finder import Finder

FOUND = [
    # HGVS as written
    ("Sequencing showed c.265C>T (p.Arg89Ter) in her.", ["c.265C>T", "p.Arg89Ter"]),
    ("It was NM_000875.5(IGF1R):c.1532G>A, as before.", ["c.1532G>A"]),
    ("We call it p.(Arg511Gln) here.", ["p.(Arg511Gln)"]),
    ("A splice change, c.639+1G>A, and c.1007-8T>C.", ["c.639+1G>A", "c.1007-8T>C"]),
    ("Two were c.1546_1547insC and c.249_252delGTCT.", ["c.1546_1547insC", "c.249_252delGTCT"]),
    ("The allele c.[76A>C;83G>C] was in cis.", ["c.[76A>C;83G>C]"]),
    ("In the 3'UTR, c.*46T>C; upstream c.-14G>A.", ["c.*46T>C", "c.-14G>A"]),
    ("Mosaic m.3243A>G; genomic g.98911384G>A.", ["m.3243A>G", "g.98911384G>A"]),
    ("An uncertain extent, c.(4_6)del, then c.123+5_124-3dup.", ["c.(4_6)del", "c.123+5_124-3dup"]),
    ("A silent p.Gly12= and a start loss p.Met1?.", ["p.Gly12=", "p.Met1?"]),
    # protein, informal
    ("mutations R59X, R481Q and K115N were seen", ["R59X", "R481Q", "K115N"]),
    ("both Arg481Gln and Arg 481 Gln are written", ["Arg481Gln", "Arg 481 Gln"]),
    ("the Gly409-->Arg, Gly122 > Ser and Gly12→Asp substitutions",
     ["Gly409-->Arg", "Gly122 > Ser", "Gly12→Asp"]),
    ("the delta F508, ΔF508, DeltaF508 and F508del alleles", ["delta F508", "ΔF508", "DeltaF508", "F508del"]),
    ("frameshifts Y216fsX15 and p.Ser769GlnfsX8", ["Y216fsX15", "p.Ser769GlnfsX8"]),
    ("the in-frame K175_D176del and E746-A750del", ["K175_D176del", "E746-A750del"]),
    ("R257* and Gln310Ter are truncating", ["R257*", "Gln310Ter"]),
    ("either R506Q/W or K304E", ["R506Q/W", "K304E"]),
    # DNA, informal
    ("the C677T and A1298C polymorphisms", ["C677T", "A1298C"]),
    ("the 677 C>T, 1520 C/T and 3435C/T SNPs", ["677 C>T", "1520 C/T", "3435C/T"]),
    ("the 185delAG and 5382insC founder mutations", ["185delAG", "5382insC"]),
    ("the 1078delT, 1898 + 3A-->G and 3849 + 10kb C > T alleles",
     ["1078delT", "1898 + 3A-->G", "3849 + 10kb C > T"]),
    ("promoter variants -308G/A, G-308A and T-786C", ["-308G/A", "G-308A", "T-786C"]),
    ("splice mutations IVS2+1G>A and IVS6-1(g-c)", ["IVS2+1G>A", "IVS6-1(g-c)"]),
    ("carriers of c. 529T>C and c.1521_1523 del CTT", ["c. 529T>C", "c.1521_1523 del CTT"]),
    # told in words
    ("a C-to-T transition at nucleotide 677 was", ["C-to-T transition at nucleotide 677"]),
    ("an arginine-to-glutamine substitution at position 481,",
     ["arginine-to-glutamine substitution at position 481"]),
    ("replacing arginine 481 to glutamine in it", ["arginine 481 to glutamine"]),
    ("a threonine for isoleucine at codon 278 was", ["threonine for isoleucine at codon 278"]),
    ("a frameshift at residue F382 follows", ["frameshift at residue F382"]),
    # identifiers and places on a genome
    ("associated with rs334, RS1801133 and VCV000013417", ["rs334", "RS1801133", "VCV000013417"]),
    ("ClinGen allele CA023683 is the same", ["CA023683"]),
    ("as 15-99454613-G-A and chr15:98911384G>A show", ["15-99454613-G-A", "chr15:98911384G>A"]),
    # codons
    ("thalassaemia: codon 39 (C→T), CD17 (A>T) and CD41/42 (-TTCT)",
     ["codon 39 (C→T)", "CD17 (A>T)", "CD41/42 (-TTCT)"]),
    # lists lend their support
    ("SOD1 G93A, A4V and D90A; SNCA A53T, E46K and A30P", ["G93A", "A4V", "D90A", "A53T", "E46K", "A30P"]),
    # held together
    ("the triple mutants S65T/V163A/I167T and S65T.V163A.I167T", ["S65T", "V163A", "I167T"] * 2),
    ("K43A-R45A, K43A,R45A and Lys43Ala/Arg45Ala", ["K43A", "R45A"] * 2 + ["Lys43Ala", "Arg45Ala"]),
    ("p.Arg5Gln.c.14G>A and R481Q.R59X.", ["p.Arg5Gln", "c.14G>A", "R481Q", "R59X"]),
    # punctuation and wrapping
    ("(R481Q); [R59X]: “K115N”, V600E.", ["R481Q", "R59X", "K115N", "V600E"]),
    ("the IGF1R-R481Q receptor and KRAS/G12D", ["R481Q", "G12D"]),
    ("a line break in p.Arg\n481Gln and codon", ["p.Arg\n481Gln"]),
    ("the minus sign: IVS3−2A→G and −825G>A", ["IVS3−2A→G", "−825G>A"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mentions"), FOUND, ids=lambda value: str(value)[:40])
def test_mentions_are_found_with_their_exact_extent(text: str, mentions: list[str]) -> None:
    found = Finder().find(text)
    assert [one.text for one in found] == mentions
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.readings for one in found)


KEPT_OUT = [
    "T47D and H1299 cells were grown in medium.",
    "We cultured H295R, T98G and C33A cells.",
    "See Figure S2A, Fig. 3A-C, and Figs. S1A and S2D.",
    "Supplementary Table S3A and panels A1C and B2D.",
    "The clone D5A and the antibody E7K were used.",
    "Amplified with primers F12R and R34F.",
    "Supported by grant R01CA123456 and by NIH grants K23H and P30C.",
    "A marker D7S2472 was linked; D10S1652 was not.",
    "The P53 gene, the CD221 antigen, HLA-B27 and IL-2R.",
    "Made from C18H36O2, NaH2PO4 and C6H12O6 in H2O.",
    "Type 1 diabetes (T1D) and type 2 diabetes (T2D).",
    "The reovirus strain T3D and adenoviral E1A.",
    "H3K27 and H3K4 methylation of histone H2A.",
    "Of 120 patients seen in 2003, 12% died (P = 0.03).",
    "residues Arg481 and Asp-53, and Lys27-Ser28 bonds",
    "Asn-9 to His-40 hydrogen bonds and Leu-357 to Val-360",
    "at 37 C for 20 min, pH 7.4, 10 mM, 4 h",
    "exons 2, 3 and 4 of chromosome 17p11.2",
    "a 2 duplication and the 3rd deletion",
    "45,X/46,XX and 47,XXY karyotypes",
    "the ΔG37 of folding and ΔH20",
    "binding of Zn to His 63 and Cys 96 with Arg 98",
    "Zn bound to Cys 96 with Arg beside it",
    "the presenilin deltaE9 form",
    "2281del6/ins7",
    "package Projname::L10N; use My::I18N::en;",
    "version 2.3A of the software, room 12C",
    "the A2A receptor and dopamine D2R",
]


@pytest.mark.parametrize("text", KEPT_OUT, ids=lambda value: value[:40])
def test_what_only_looks_like_a_variant_is_kept_out(text: str) -> None:
    assert [one.text for one in Finder().find(text)] == []


def test_a_lookalike_is_found_where_the_words_say_that_it_is_a_variant() -> None:
    assert [one.text for one in Finder().find("the T47D mutation of the receptor")] == ["T47D"]


def test_a_short_substitution_needs_words_on_variants() -> None:
    assert [one.text for one in Finder().find("The A4V mutation was found in two families.")] == ["A4V"]
    assert [one.text for one in Finder().find("The buffer A4V was used for elution.")] == []


def test_a_column_of_variants_needs_no_other_words() -> None:
    row = Passage("table", "F12R\tF12R", 0, (Cell(0, 4, "Primer"), Cell(5, 9, "Amino acid change")))
    assert [(one.start, one.end) for one in Finder().find_in(row)] == [(5, 9)]


def test_the_column_header_decides_which_reading_comes_first() -> None:
    cells = (Cell(0, 6, "Nucleotide change"), Cell(7, 13, "Amino acid change"))
    found = Finder().find_in(Passage("table", "A1298C\tA1298C", 0, cells))
    assert [one.readings[0].coordinate == "p" for one in found] == [False, True]


def test_kinds() -> None:
    found = Finder().find("rs334 is c.20A>T, p.Glu7Val, r.20a>u")
    assert [one.kind for one in found] == ["id", "dna", "protein", "rna"]


def test_of_overlapping_shapes_the_longest_wins() -> None:
    found = Finder().find("a G-to-A transition at nucleotide c.1532 of it, and c.35delG.")
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert found[-1].text == "c.35delG"


@pytest.mark.parametrize(
    "text",
    [
        "see p.Arg\n481Gln in it",
        "a C-to-T transition\nat nucleotide 677 was\nseen, and R481Q",
        "Lys 43 to\nAla or Glu",
        "c.1521_\n1523delCTT",
        "two\nlines\nthen R481Q\nand R59X",
    ],
)
def test_lines_may_end_in_two_characters(text: str) -> None:
    plain, returned = Finder().find(text), Finder().find(text.replace("\n", "\r\n"))
    assert [one.text.replace("\r\n", "\n") for one in returned] == [one.text for one in plain] != []
    assert [one.readings for one in returned] == [one.readings for one in plain]
    assert all(text.replace("\n", "\r\n")[one.start : one.end] == one.text for one in returned)


NEVER_HALF = [
    ("a G → A transition at nucleotide position 1,234 of it", "1234G>A"),
    ("the IL-6 -174 G/C polymorphism", "-174G>C"),
    ("the delE746-A750 deletion", "p.(Glu746_Ala750del)"),
    ("the p.Phe-\n508del allele", "p.Phe508del"),
    ("IVS-10 +12G-A", "IVS10+12G>A"),
]


@pytest.mark.parametrize(("text", "reading"), NEVER_HALF, ids=lambda value: str(value)[:40])
def test_no_mention_is_read_in_half(text: str, reading: str) -> None:
    (found,) = Finder().find(text)
    assert str(found.readings[0]) == reading
