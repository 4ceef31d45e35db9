"""The main job, end to end: what a curator types, and the variant that it is.

Positions and names are facts of ClinVar and of the papers named in the table of legacy names.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import varsyn
from varsyn.model import Mention, Resolution
from varsyn.reference import open_reference
from varsyn.resolution import Resolver

R481Q_PROTEIN = (
    "IGF1R R481Q",
    "IGF-1R R481Q",
    "CD221 Arg481Gln",
    "IGF1R p.Arg511Gln",
)
R481Q_DNA = (
    "IGF1R c.1532G>A",
    "NM_000875.5(IGF1R):c.1532G>A (p.Arg511Gln)",
    "NC_000015.10:g.98911384G>A",
)


def answer(text: str, **context: str) -> Resolution:
    """The answer of the module-level function."""
    return varsyn.resolve(text, **context)


def c_of(resolution: Resolution) -> str:
    """The c. description without its accession."""
    assert resolution.variant is not None
    return (resolution.variant.hgvs_c or "").rpartition(":")[2]


def p_of(resolution: Resolution) -> str:
    """The p. description without its accession."""
    assert resolution.variant is not None
    return (resolution.variant.hgvs_p or "").rpartition(":")[2]


def codes_of(resolution: Resolution) -> set[str]:
    """Codes of the messages."""
    return {message.code for message in resolution.messages}


def test_every_name_of_r481q_is_one_variant() -> None:
    dna = [answer(text) for text in R481Q_DNA]
    dna.append(answer("15-99454613-G-A", assembly="GRCh37"))
    protein = [answer(text) for text in R481Q_PROTEIN]
    assert all(one.status == "resolved" for one in (*dna, *protein))
    assert len({one.variant.key for one in dna if one.variant}) == 1
    assert len({one.variant.protein_key for one in (*dna, *protein) if one.variant}) == 1
    assert {c_of(one) for one in (*dna, *protein)} == {"c.1532G>A"}
    assert {p_of(one) for one in (*dna, *protein)} == {"p.(Arg511Gln)"}
    for one in (*dna, *protein):
        assert one.variant is not None
        assert dict(one.variant.hgvs_g) == {
            "GRCh37": "NC_000015.9:g.99454613G>A",
            "GRCh38": "NC_000015.10:g.98911384G>A",
        }
    for one in protein:
        assert one.variant is not None
        assert one.variant.level == "protein"
        assert one.variant.key == one.variant.protein_key


def test_the_ruler_is_named_and_the_literal_reading_refuted() -> None:
    best = answer("R481Q", gene="IGF1R").candidates[0]
    assert best.numbering.scheme == "mature_protein"
    assert (best.numbering.offset, best.numbering.printed, best.numbering.position) == (30, "481", "511")
    assert "P08069" in best.numbering.source
    assert any(fact.code == "residue_mismatch" and fact.scheme == "hgvs" for fact in best.evidence)


@pytest.mark.parametrize("text", ["R59X", "R59*", "Arg59Stop", "p.Arg89Ter", "c.265C>T"])
def test_r59x(text: str) -> None:
    found = answer(text, gene="IGF1R")
    assert found.status == "resolved"
    assert c_of(found) == "c.265C>T"
    assert found.variant is not None
    assert found.variant.protein_key == answer("IGF1R p.Arg89Ter").variant.protein_key  # type: ignore[union-attr]


def test_a_pair_that_mixes_numbering_and_counting() -> None:
    found = answer("IGF1R c.420del (p.Ala110fsTer20)")
    assert (c_of(found), p_of(found)) == ("c.420del", "p.(Ile141SerfsTer19)")
    assert {"pair_mixes_numbering", "pair_counts_from_changed_codon"} <= codes_of(found)
    said = " ".join(message.text for message in found.messages)
    assert "110 + 30 = 140" in said
    assert "codon 159" in said


def test_igf1_v44m() -> None:
    short, full = answer("IGF1 V44M"), answer("IGF1 c.274G>A (p.Val92Met)")
    assert short.candidates[0].numbering.offset == 48
    assert c_of(short) == c_of(full) == "c.274G>A"
    assert short.variant is not None
    assert full.variant is not None
    assert short.variant.protein_key == full.variant.protein_key


@pytest.mark.parametrize(
    ("text", "hgvs_c", "hgvs_p"),
    [
        ("CFTR ΔF508", "c.1521_1523del", "p.(Phe508del)"),
        ("CFTR delF508", "c.1521_1523del", "p.(Phe508del)"),
        ("CFTR F508del", "c.1521_1523del", "p.(Phe508del)"),
        ("CFTR p.Phe508del", "c.1521_1523del", "p.(Phe508del)"),
        ("BRCA1 185delAG", "c.68_69del", "p.(Glu23ValfsTer17)"),
        ("BRCA1 187delAG", "c.68_69del", "p.(Glu23ValfsTer17)"),
        ("BRCA1 5382insC", "c.5266dup", "p.(Gln1756ProfsTer74)"),
        ("HBB E6V", "c.20A>T", "p.(Glu7Val)"),
        ("F5 R506Q", "c.1601G>A", "p.(Arg534Gln)"),
        ("factor V Leiden", "c.1601G>A", "p.(Arg534Gln)"),
        ("F2 G20210A", "c.*97G>A", "p.?"),
        ("BRAF V599E", "c.1799T>A", "p.(Val600Glu)"),
        ("EGFR E746_A750del", None, "p.(Glu746_Ala750del)"),
        ("JAK2 V617F", "c.1849G>T", "p.(Val617Phe)"),
        ("IDH1 R132H", "c.395G>A", "p.(Arg132His)"),
        ("PIK3CA H1047R", "c.3140A>G", "p.(His1047Arg)"),
        ("KRAS G12D", "c.35G>A", "p.(Gly12Asp)"),
        ("TP53 R175H", "c.524G>A", "p.(Arg175His)"),
        ("EGFR L858R", "c.2573T>G", "p.(Leu858Arg)"),
        ("MTHFR C677T", "c.665C>T", "p.(Ala222Val)"),
        ("HFE C282Y", "c.845G>A", "p.(Cys282Tyr)"),
        ("GBA N370S", "c.1226A>G", "p.(Asn409Ser)"),
        ("GBA1 L444P", "c.1448T>C", "p.(Leu483Pro)"),
        ("TTR V30M", "c.148G>A", "p.(Val50Met)"),
        ("GJB2 35delG", "c.35del", "p.(Gly12ValfsTer2)"),
        ("SOD1 A4V", "c.14C>T", "p.(Ala5Val)"),
        ("LDLR W66G", "c.259T>G", "p.(Trp87Gly)"),
    ],
)
def test_names_of_the_field(text: str, hgvs_c: str | None, hgvs_p: str) -> None:
    found = answer(text)
    assert found.status == "resolved"
    assert p_of(found) == hgvs_p
    if hgvs_c is not None:
        assert c_of(found) == hgvs_c
    assert found.candidates[0].numbering.scheme


@pytest.mark.parametrize(
    ("text", "scheme", "offset"),
    [
        ("MTHFR C677T", "historic_cdna", -12),
        ("GBA1 L444P", "mature_protein", 39),
        ("TTR V30M", "mature_protein", 20),
        ("SOD1 A4V", "initiator_met_not_counted", 1),
        ("LDLR W66G", "mature_protein", 21),
        ("HBB E6V", "initiator_met_not_counted", 1),
        ("BRCA1 185delAG", "historic_cdna", -119),
    ],
)
def test_the_numbering_is_named(text: str, scheme: str, offset: int) -> None:
    use = answer(text).candidates[0].numbering
    assert (use.scheme, use.offset) == (scheme, offset)


def test_no_fit_lists_the_nearest_fits() -> None:
    found = answer("IGF1R R480Q")
    assert found.status == "mismatch"
    assert found.variant is None
    near = [message.text for message in found.messages if message.code == "nearest_fit"]
    assert any("mature protein" in text and "511" in text for text in near)
    assert any("hgvs" in text for text in near)


def test_no_letter_fits() -> None:
    found = answer("IGF1R R500Q")
    assert found.status == "mismatch"
    assert {"mismatch", "residue_mismatch", "nearest_fit"} <= codes_of(found)


def test_unknown_gene_with_suggestions() -> None:
    found = answer("FOO1 R12C")
    assert found.status == "unknown_gene"
    assert "did you mean" in found.messages[-1].text


def test_unparsed_with_caret_and_advice() -> None:
    found = answer("hello")
    assert found.status == "unparsed"
    assert "^" in found.messages[0].text
    assert len(found.messages[0].text.splitlines()) > 3


@pytest.mark.parametrize("text", ["", "   ", "\t"])
def test_empty(text: str) -> None:
    assert answer(text).status == "empty"


@pytest.mark.parametrize("words", ["A330103N21Rik", "D930020L01", "CD221", "IGF-1R", "IGF-I receptor"])
def test_mouse_names_lead_to_the_mouse_gene_when_the_species_is_given(words: str) -> None:
    found = answer("R481Q", gene=words, species="mouse")
    assert found.gene == "Igf1r"


@pytest.mark.parametrize("words", ["CD221", "IGF-1R", "IGF-I receptor", "Igf1r"])
def test_a_name_of_two_species_is_noted_when_none_is_given(words: str) -> None:
    found = answer("R481Q", gene=words)
    assert "species_assumed" in codes_of(found)


def test_the_two_summaries_resolve_as_a_whole(shared: Path) -> None:
    """Every variant of the two gene summaries, found in their text and resolved over the document."""
    from varsyn.literature import extract

    resolver = Resolver(open_reference())
    wanted = {
        "IGF1R": {"p.(Arg89Ter)", "p.(Arg511Gln)", "p.(Ile141SerfsTer19)"},
        "IGF1": {"p.(Val92Met)"},
    }
    for path in sorted((shared / "seeds").glob("00[01]_*.txt")):
        mentions = [
            Mention(found.text, gene=found.gene, start=found.start, end=found.end) for found in extract(path)
        ]
        variants = [one for one in resolver.resolve_document(mentions) if one.status == "resolved"]
        genes = {one.gene for one in variants}
        assert len(genes) == 1
        assert len(variants) == len(mentions)
        assert {p_of(one) for one in variants} == wanted[genes.pop() or ""]
