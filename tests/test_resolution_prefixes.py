"""What a printed ``c.`` or ``p.`` vouches for, and what it does not."""

from __future__ import annotations

import pytest

from varsyn.model import Mention, Resolution
from varsyn.reference import open_reference
from varsyn.resolution import Resolver
from varsyn.resolution.explain import hypotheses_tried

RESOLVER = Resolver(open_reference())


def ask(text: str, gene: str) -> Resolution:
    """The answer to a name of a gene."""
    return RESOLVER.resolve(Mention(text, gene=gene))


def coding(gene: str) -> str:
    """The bases of a gene's anchor from its start codon on."""
    anchor = RESOLVER.context(gene).anchor
    assert anchor is not None
    assert anchor.cds_start is not None
    return anchor.sequence[anchor.cds_start :]


@pytest.mark.parametrize(
    ("gene", "change"), [("APOE", "Ala277Val"), ("INS", "Val42Leu"), ("PROC", "Glu56Ter")]
)
def test_brackets_of_a_prediction_do_not_make_a_name_bare(gene: str, change: str) -> None:
    """``p.(…)`` and ``p.…`` count as HGVS does; without the prefix another ruler of the gene fits as well."""
    predicted, stated, bare = (ask(text, gene) for text in (f"p.({change})", f"p.{change}", change))
    assert (predicted.status, predicted.variant) == (stated.status, stated.variant)
    assert predicted.settled
    assert len({one.variant.protein_key for one in bare.candidates}) > 1
    assert bare.status == "ambiguous"


@pytest.mark.parametrize("gene", ["TTR", "CFTR", "BRCA1", "HBB"])
def test_a_c_number_behind_the_stop_codon_is_no_place(gene: str) -> None:
    """HGVS, background/numbering: behind the stop codon *1, *2, …; only old bare numbers count on."""
    context = RESOLVER.context(gene)
    size = 3 * len(context.protein) + 3
    for number in (size + 1, size + 12, size + 9000):
        base = coding(gene)[number - 1 : number] or "A"
        found = ask(f"c.{number}{base}>{'A' if base != 'A' else 'C'}", gene)
        assert not found.settled, number
        assert found.status in ("mismatch", "ambiguous")


def test_a_bare_number_behind_the_record_is_no_place() -> None:
    assert ask("100000A>G", "TTR").status == "mismatch"


@pytest.mark.parametrize("text", ["c.N207T", "c.207G>N", "c.76A>R", "207G>Y"])
def test_a_letter_for_several_bases_names_no_one_allele(text: str) -> None:
    """IUPAC codes (Cornish-Bowden 1985): N, R and Y stand for several bases."""
    found = ask(text, "CFTR")
    assert found.status != "resolved"


@pytest.mark.parametrize("gene", ["MEN1", "CFTR", "BRCA1", "BRCA2"])
def test_one_base_does_not_make_a_c_number_historic(gene: str) -> None:
    """Where the printed base is not there, that it is on the historic ruler is luck one time in four."""
    historic = next(one for one, _ in RESOLVER.context(gene).cdna_schemes if one.name == "historic_cdna")
    bases, told = coding(gene), 0
    for number in range(600, 1500, 7):
        there = historic.position(number)
        assert there is not None
        base = bases[there - 1]
        new = "A" if base != "A" else "C"
        found = ask(f"c.{number}{base}>{new}", gene)
        if bases[number - 1] != base and found.status == "ambiguous":
            assert not found.settled
            told += 1
    assert told > 20
    assert ask("c.185delAG", "BRCA1").status == "resolved"


def test_a_prefix_whose_numbers_do_not_fit_adds_nothing() -> None:
    """``p.`` before a number of the mature receptor is as sure as none: the precursor has another residue."""
    protein, told = RESOLVER.context("IGF1R").protein, 0
    for place in range(100, 1300, 13):
        if protein[place - 1] == protein[place - 31] or protein[place - 1] == "W":
            continue
        text = f"{protein[place - 1]}{place - 30}W"
        prefixed, bare = ask(f"p.{text}", "IGF1R"), ask(text, "IGF1R")
        if bare.probability is None or "listed_name" in str(bare.candidates[0].evidence):
            continue
        assert prefixed.probability is not None
        assert prefixed.probability <= bare.probability + 1e-9
        told += 1
        tried = hypotheses_tried(Mention(f"p.{text}", gene="IGF1R"), RESOLVER)
        best = max(one.probability for one in tried if one.fits)
        assert best <= prefixed.probability + 1e-3
    assert told > 10


def test_an_intron_number_is_no_description_without_an_exon_table() -> None:
    found = ask("c.IVS1+1G>A", "MEN1")
    assert found.variant is None


@pytest.mark.parametrize(("gene", "text"), [("HBB", "codon 6 GAG>GTG"), ("HBB", "CD39 CAG>TAG")])
def test_a_name_of_base_and_residue_is_one_candidate(gene: str, text: str) -> None:
    found = ask(text, gene)
    names = [one.variant.hgvs_c for one in found.candidates]
    assert len(names) == len(set(names))
    assert found.status == "resolved"
