"""Spellings off the beaten track: capital prefixes, Δ behind, stop losses, OMIM's names, glued gene symbols."""
# ruff: noqa: E501 - the rows of a table stay rows

from __future__ import annotations

import pytest

from varsyn.model import VarsynError
from varsyn.notation import read

# As written -> (all readings in order, codes of the first one's repairs that must be among them).
READ = {
    "nm_000546.6:C.524g>a": (["NM_000546.6:c.524G>A"], {"prefix_spelling", "accession_spelling"}),
    "C.524G>A": (["c.524G>A"], {"prefix_spelling"}),
    "IGF1R C.1532G>A": (["IGF1R c.1532G>A"], {"prefix_spelling"}),
    "G.123A>G": (["g.123A>G"], {"prefix_spelling"}),
    "C.(76_78)del": (["c.(76_78)del"], {"prefix_spelling"}),
    "P.R175H": (["p.Arg175His"], {"prefix_spelling"}),
    "NP_000537.3:P.Arg175His": (["NP_000537.3:p.Arg175His"], {"prefix_spelling"}),
    "NM_000546.6:C.524G>A (P.R175H)": (["NM_000546.6:c.524G>A (p.Arg175His)"], {"prefix_spelling"}),
    "mt.3243A>G": (["m.3243A>G"], {"prefix_spelling"}),
    "MT3243A>G": (["m.3243A>G"], {"prefix_spelling"}),
    "F508Δ": (["p.(Phe508del)"], {"delta"}),
    "F508_G509delta": (["p.(Phe508_Gly509del)"], {"delta"}),
    "420C deletion": (["420del"], {"edit_last"}),
    "420CTT duplication": (["420_422dup"], {"edit_last"}),
    "420C insertion": (["420_421insC", "419_420insC"], {"edit_last", "insertion_side"}),
    "X330Q": (["p.(Ter330GlnextTer?)", "p.(Xaa330Gln)"], {"stop_x", "stop_loss"}),
    "*330Q": (["p.(Ter330GlnextTer?)"], {"stop_loss"}),
    "Ter330Q": (["p.(Ter330GlnextTer?)"], {"stop_loss"}),
    "p.Ter330Gln": (["p.Ter330GlnextTer?"], {"stop_loss"}),
    "S549R(T->G)": (["p.(Ser549Arg)"], {"base_change_unplaced"}),
    "CFTR S549R (A>C)": (["CFTR p.(Ser549Arg)"], {"base_change_unplaced"}),
    "3-BP DEL, 1654TTT": (["1654_1656del"], {"omim_spelling"}),
    "18-BP DEL, NT835": (["835_852del"], {"omim_spelling"}),
    "1-BP INS, 5382C": (["5382_5383insC", "5381_5382insC"], {"omim_spelling"}),
    "IVS17, G-A, +1": (["IVS17+1G>A"], {"omim_spelling"}),
    "IVS10AS, A-G, -2": (["IVS10-2A>G", "IVS10+2A>G"], {"omim_spelling"}),
    "BRAFV600E": (["BRAF p.(Val600Glu)"], {"glued_gene"}),
    "JAK2V617F": (["JAK2 p.(Val617Phe)"], {"glued_gene"}),
    "BRAFp.V600E": (["BRAF p.Val600Glu"], {"glued_gene"}),
}  # fmt: skip

# Gene symbols, stars, sizes that do not fit or are 0, words with a capital and a dot: none of them is a change.
REFUSED = [
    "CCDC88A", "PLA2G12A", "TMEM106C", "CYP21A2", "*17A", "4-BP DEL, 1T", "C.elegans", "P. 175", "KRASG12",
    "1294del0", "c.1294del00", "12_13ins0", "p.Arg4_Gln5ins0", "A75_A0del", "3r.1\n23a>u",
]  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_spelling(text: str) -> None:
    expected, codes = READ[text]
    found = read(text)
    assert [str(reading) for reading in found] == expected
    assert codes <= {repair.code for repair in found[0].repairs}


@pytest.mark.parametrize("text", REFUSED)
def test_look_alikes_stay_refused(text: str) -> None:
    with pytest.raises(VarsynError):
        read(text)


def test_two_numberings_are_names_of_one_change() -> None:
    (found,) = read("legacy p.Arg3500Gln, mature-protein numbering p.Arg3527Gln")
    assert (found.hgvs, found.gene, [one.hgvs for one in found.also]) == (
        "p.Arg3500Gln",
        None,
        ["p.Arg3527Gln"],
    )


def test_a_glued_gene_is_a_guess() -> None:
    assert all(reading.lossy for reading in read("BRAFV600E"))


def test_the_base_change_is_kept() -> None:
    notes = [(item.code, item.before) for item in read("S549R(A>C)")[0].repairs]
    assert ("base_change_unplaced", "(A>C)") in notes


@pytest.mark.parametrize(
    "text",
    [
        "delF508 [c.1A>G;c.2T>C]",
        "LRG_199p1:p.Val25Gly;c.1532G>A, p.Arg511Gln",
        "NP_000537.3:p.Arg175His,g.[32386323del];[=],BRAF-V600E",
        "r.(?),Ex4del",
        "BRAF-V600E c.35G>A",
        "c.1A>G p.R175H:c.2T>C",
    ],
)
def test_a_change_is_never_a_gene_word(text: str) -> None:
    try:
        found = read(text)
    except VarsynError:
        return
    for reading in found:
        for one in (reading, *reading.parts):
            assert one.gene in (None, "BRAF")
