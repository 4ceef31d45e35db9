"""A base or codon change printed beside a residue change is kept, and is never taken for a gene."""

import pytest

from varsyn.model import VarsynError
from varsyn.notation import read


def _notes(text: str, code: str = "base_change_unplaced") -> list[tuple[str, str]]:
    return [
        (str(reading), one.after) for reading in read(text) for one in reading.repairs if one.code == code
    ]


@pytest.mark.parametrize(
    "beside",
    [
        "(CGG to CAG)",
        "(CGG>CAG)",
        "(CGG→CAG)",
        "[CGG/CAG]",
        "(CGG-CAG)",
        ", CGG-->CAG",
        "; CGG to CAG",
        "CGG>CAG",
    ],
)
@pytest.mark.parametrize(
    "name", ["IGF1R R481Q", "IGF1R p.Arg481Gln", "IGF1R Arg-481-Gln", "IGF1R Arg481→Gln"]
)
def test_codon_change_beside(name: str, beside: str) -> None:
    assert _notes(f"{name} {beside}")[0][1] == "CGG>CAG"
    assert read(f"{name} {beside}")[0].gene == "IGF1R"
    assert read(f"{name} {beside}")[0].start == "481"


@pytest.mark.parametrize(
    "text", ["G>A, R117H", "(G>A) R117H", "R117H (G-to-A)", "R117H(G>A)", "R117H (c.G>A)"]
)
def test_base_change_beside(text: str) -> None:
    assert _notes(text) == [("p.(Arg117His)", "G>A")]


@pytest.mark.parametrize(
    "text", ["1532 (G>A)", "nt 1532 (G to A)", "IVS2+1 (G>A)", "IVS-I-110 (G>A)", "c.1532G>A (R511Q)"]
)
def test_base_with_its_position_stays_dna(text: str) -> None:
    answer = read(text)[0]
    assert answer.coordinate != "p"
    assert (answer.ref, answer.alt) == ("G", "A")


@pytest.mark.parametrize(
    ("text", "alleles"),
    [("rs1801133 (C>T)", "C>T"), ("rs1801133 C>T", "C>T"), ("rs1801133-T", "T"), ("rs1801133(C;T)", "C>T")],
)
def test_alleles_beside_an_identifier(text: str, alleles: str) -> None:
    assert _notes(text, "identifier_alleles") == [("rs1801133", alleles)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("TP53 exon 5: R175H", "TP53 p.(Arg175His)"),
        ("BRAF (exon 15) V600E", "BRAF p.(Val600Glu)"),
        ("TP53 exon 5 c.524G>A", "TP53 c.524G>A"),
        ("EGFR exon 19 deletion", "EGFR EX19del"),
    ],
)
def test_an_exon_beside_a_change_is_no_part_of_the_gene(text: str, meant: str) -> None:
    assert str(read(text)[0]) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("F508del;I1027T", "p.[(Phe508del);(Ile1027Thr)]"),
        ("R59X; R481Q", "p.(Arg59Ter)(;)(Arg481Gln)"),
        ("R59X ;R481Q", "p.(Arg59Ter)(;)(Arg481Gln)"),
        ("R59X; R481Q; G12D", "p.(Arg59Ter)(;)(Arg481Gln)(;)(Gly12Asp)"),
        ("c.265C>T; p.R89X", "c.265C>T (p.Arg89Ter)"),
    ],
)
def test_a_semicolon_with_a_space_parts_a_list(text: str, meant: str) -> None:
    assert str(read(text)[0]) == meant


def test_a_position_is_no_size() -> None:
    with pytest.raises(VarsynError) as caught:
        read("c.5del5+1")
    assert caught.value.code == "size_not_a_number"
