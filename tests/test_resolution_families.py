"""Answers to families of mentions: several variants, words around a symbol, glued names, ambiguous names."""

from __future__ import annotations

import pytest

from varsyn.model import Mention, Resolution
from varsyn.reference import open_reference
from varsyn.resolution import Resolver

RESOLVER = Resolver(open_reference())


def ask(text: str, gene: str | None = None) -> Resolution:
    """The answer to a mention."""
    return RESOLVER.resolve(Mention(text, gene=gene))


def codes(found: Resolution) -> set[str]:
    """Codes of the messages."""
    return {message.code for message in found.messages}


TWO = {
    "CFTR p.[Phe508del];[Gly551Asp]": ("c.1521_1523del", "c.1652G>A"),
    "CFTR F508del/G551D": ("c.1521_1523del", "c.1652G>A"),
    "CFTR F508del + G551D": ("c.1521_1523del", "c.1652G>A"),
    "KRAS G12D/V": ("c.35G>A", "c.35G>T"),
    "KRAS p.Gly12Asp/Val": ("c.35G>A", "c.35G>T"),
    "IDH1 R132H/C": ("c.395G>A", "c.394C>T"),
    "BRCA1 185delAG rs80357906, 5382insC rs80357914": ("c.68_69del", "c.5266dup"),
    "BRCA1 185delAG; BRCA2 6174delT": ("c.68_69del", "c.5946del"),
    "GJB2 35delG/M34T": ("c.35del", "c.101T>C"),
}


@pytest.mark.parametrize("text", TWO)
def test_each_of_several_variants_carries_its_own(text: str) -> None:
    found = ask(text)
    assert found.status == "resolved"
    assert found.variant is None
    assert not found.settled
    assert [part.status for part in found.parts] == ["resolved", "resolved"]
    named = tuple((part.variant.hgvs_c or "").rpartition(":")[2] for part in found.parts if part.variant)
    assert named == TWO[text]
    assert all(part.probability for part in found.parts)
    assert found.messages[0].code == "named_together"
    assert [part["variant"]["hgvs_c"] for part in found.as_dict()["parts"]] == [
        part.variant.hgvs_c for part in found.parts if part.variant
    ]
    explained = found.explain()
    assert all(name in explained for name in named)


@pytest.mark.parametrize("other", ["/+", "/wt", "/?", "/N"])
@pytest.mark.parametrize("name", ["F508del", "621+1G>T"])
def test_the_other_allele_is_no_variant(name: str, other: str) -> None:
    alone, both = ask(f"CFTR {name}"), ask(f"CFTR {name}{other}")
    assert (both.status, both.variant) == (alone.status, alone.variant)
    assert both.probability == pytest.approx(alone.probability, abs=0.02)
    assert "other_allele" in codes(both)


def test_a_part_that_cannot_be_checked_is_not_lost() -> None:
    found = ask("CFTR R117H/5T")
    assert [part.status for part in found.parts] == ["resolved", "unverified"]
    assert found.status == "unverified"


@pytest.mark.parametrize("gene", ["KRAS", "NRAS", "TP53", "BRAF", "JAK2", "PIK3CA"])
@pytest.mark.parametrize("change", ["{}12D", "{}61R", "{}100*"])
def test_a_symbol_run_into_a_change(gene: str, change: str) -> None:
    anchor = RESOLVER.context(gene)
    number = int("".join(filter(str.isdigit, change)))
    name = change.format(anchor.protein[number - 1])
    glued, apart = ask(f"{gene}{name}"), ask(f"{gene} {name}")
    assert (glued.status, glued.variant) == (apart.status, apart.variant)
    assert "glued_gene" in {item.code for item in glued.repairs}


@pytest.mark.parametrize("text", ["GADD45G", "PCDH11X", "CDKN2A", "KIAA1549L", "HNF1A", "CYP21A2"])
def test_a_symbol_that_ends_like_a_change_is_none(text: str) -> None:
    assert ask(text).variant is None


@pytest.mark.parametrize("name", ["CML", "ALL", "H3"])
@pytest.mark.parametrize("change", ["T315I", "K27M", "R96H"])
def test_an_ambiguous_name_settles_no_gene(name: str, change: str) -> None:
    found = ask(f"{name} {change}")
    assert found.status != "resolved"
    assert found.gene is None
    assert "ambiguous_gene" in codes(found)


@pytest.mark.parametrize(
    "words",
    ["BRAF exon 15 codon", "BRAF oncogene", "BRAF_HUMAN", "BRAF kinase domain", "BRAF Missense_Mutation"],
)
def test_words_around_a_symbol(words: str) -> None:
    found = ask("V600E", words)
    assert (found.status, found.gene) == ("resolved", "BRAF")
    assert "gene_words_trimmed" in codes(found)


@pytest.mark.parametrize("label", ["*3", "*1B", "*28"])
def test_a_star_label_beside_its_gene(label: str) -> None:
    found = ask(f"TPMT{label} (238G>C)")
    assert found.gene == "TPMT"
    assert "gene_words_trimmed" in codes(found)


@pytest.mark.parametrize(
    ("chain", "symbol"),
    [
        ("α1(I)", "COL1A1"),
        ("α2(I)", "COL1A2"),
        ("pro-α1(I)", "COL1A1"),
        ("α1(III)", "COL3A1"),
        ("alpha 1(II)", "COL2A1"),
    ],
)
def test_chains_of_collagens(chain: str, symbol: str) -> None:
    assert ask("Gly382Cys", chain).gene == symbol


@pytest.mark.parametrize("words", ["BCR::ABL1", "BCR-ABL1", "BCR/ABL1"])
def test_a_fusion_names_two_genes(words: str) -> None:
    found = ask(f"{words} T315I")
    assert found.status == "ambiguous"
    assert [one.variant.gene for one in found.candidates] == ["ABL1"]
    assert "ambiguous_gene" in codes(found)


@pytest.mark.parametrize(
    "text", ["CCR5Δ32", "CCR5-Δ32", "CCR5 Δ32", "CCR5-delta32", "CCR5 delta 32", "CCR5 del32", "CCR5del32"]
)
def test_a_nickname_glued_to_its_gene(text: str) -> None:
    found = ask(text)
    assert found.gene == "CCR5"
    assert found.variant is not None
    assert (found.variant.hgvs_c or "").endswith("c.554_585del")


@pytest.mark.parametrize("text", ["HNF1A P291fsinsC", "HNF1A Pro291fsinsC", "HNF-1α P291fsinsC"])
def test_a_frameshift_listed_with_its_bases(text: str) -> None:
    found = ask(text)
    assert found.variant is not None
    assert (found.variant.hgvs_c or "").endswith("c.872dup")


def test_a_frameshift_with_bases_that_are_not_listed_says_that_they_are_not_used() -> None:
    found = ask("HNF1A Pro379fsdelCT")
    assert "stated_bases_unused" in codes(found)


@pytest.mark.parametrize(
    ("text", "hgvs_c"),
    [
        ("HBB codon 26 GAG-AAG (Glu→Lys)", "c.79G>A"),
        ("TP53 codon 248 CGG-TGG Arg-Trp", "c.742C>T"),
        ("BRCA1 CGA-TGA Arg1443Term", "c.4327C>T"),
        ("HBB beta6(A3)Glu→Val", "c.20A>T"),
        ("MTHFR T at position 677", "c.665C>T"),
        ("T at position 677 of MTHFR", "c.665C>T"),
        ("MTHFR C at position 677 changed to T", "c.665C>T"),
        ("CHEK2*1100delC", "c.1100del"),
        ("BRCA1-185delAG", "c.68_69del"),
        ("MTHFR-677C>T", "c.665C>T"),
        ("EGFR del19", "c.2235_2249del"),
        ("AR T877A", "c.2632A>G"),
        ("F9 R338L", "c.1151G>T"),
    ],
)
def test_wordings_lead_to_their_variant(text: str, hgvs_c: str) -> None:
    found = ask(text)
    assert found.status == "resolved"
    assert found.variant is not None
    assert (found.variant.hgvs_c or "").endswith(f":{hgvs_c}")


@pytest.mark.parametrize("text", ["KIT del557-558", "KIT 557-558del"])
def test_numbers_of_residues_or_bases_are_not_settled_silently(text: str) -> None:
    found = ask(text)
    assert found.status == "ambiguous"
    assert "p.(Trp557_Lys558del)" in {
        (one.variant.hgvs_p or "").rpartition(":")[2] for one in found.candidates
    }


@pytest.mark.parametrize("text", ["ACADM A985G", "G6PD G202A", "G6PD A376G"])
def test_a_base_or_a_residue_is_not_settled_without_a_sequence(text: str) -> None:
    found = ask(text)
    assert (found.status, found.variant, found.settled) == ("unverified", None, False)
    assert len(found.candidates) == 1


@pytest.mark.parametrize("text", ["G6PD V68M", "ACADM K329E", "GNAS R201C"])
def test_a_residue_is_given_without_a_sequence(text: str) -> None:
    assert ask(text).variant is not None
