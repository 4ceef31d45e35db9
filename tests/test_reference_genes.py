"""From words to genes: symbols, former symbols, aliases, protein names, species."""

from __future__ import annotations

import pytest

from varsyn.reference import Bundle, open_reference


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return open_reference()


@pytest.mark.parametrize(
    ("words", "symbol", "matched"),
    [
        ("IGF1R", "IGF1R", "symbol"),
        ("igf1r", "IGF1R", "symbol"),
        ("IGF-1R", "IGF1R", "alias"),
        ("IGF1-R", "IGF1R", "alias"),
        ("CD221", "IGF1R", "alias"),
        ("cd221", "IGF1R", "alias"),
        ("IGF-I receptor", "IGF1R", "protein_name"),
        ("IGF-1 receptor", "IGF1R", "protein_name"),
        ("insulin-like growth factor I receptor", "IGF1R", "protein_name"),
        ("Insulin-Like Growth Factor 1 Receptor", "IGF1R", "protein_name"),
        ("GBA", "GBA1", "previous"),
        ("factor V", "F5", "protein_name"),
        ("Factor 5", "F5", "protein_name"),
        ("coagulation factor VIII", "F8", "protein_name"),
        ("coagulation factor 8", "F8", "protein_name"),
        ("β-globin", "HBB", "alias"),
        ("beta globin", "HBB", "protein_name"),
        ("BETA-GLOBIN", "HBB", "alias"),
        ("c-Met", "MET", "alias"),
        ("B-Raf", "BRAF", "alias"),
        ("γ-SG", "SGCG", "alias"),
        ("gamma sarcoglycan", "SGCG", "protein_name"),
        ("HGNC:5465", "IGF1R", "id"),
        ("hgnc:5465", "IGF1R", "id"),
        ("MGI:96433", "Igf1r", "id"),
        ("P08069", "IGF1R", "id"),
        ("the IGF1R gene", "IGF1R", "symbol"),
        ("human BRAF", "BRAF", "symbol"),
        ("  CFTR\t", "CFTR", "symbol"),
    ],
)
def test_best_match(bundle: Bundle, words: str, symbol: str, matched: str) -> None:
    found = bundle.find_genes(words)
    assert found, words
    assert (found[0].gene.symbol, found[0].matched) == (symbol, matched)


@pytest.mark.parametrize(
    "words", ["", " ", "-", "β", "FOO1", "R481Q", "the gene", "p.", "5", "\0", "é" * 9999]
)
def test_no_gene(bundle: Bundle, words: str) -> None:
    assert bundle.find_genes(words) == ()


@pytest.mark.parametrize(
    "words", ["CD221", "IGF-1R", "IGF-I receptor", "A330103N21Rik", "D930020L01", "Igf1r", "igf1r", "IGF1R"]
)
@pytest.mark.parametrize("species", ["mouse", "Mus musculus", "10090", "MOUSE", "mus  musculus"])
def test_mouse_when_said(bundle: Bundle, words: str, species: str) -> None:
    assert [match.gene.symbol for match in bundle.find_genes(words, species)] == ["Igf1r"]


@pytest.mark.parametrize("words", ["CD221", "IGF-1R", "IGF-I receptor", "igf1r"])
def test_shared_names_warn(bundle: Bundle, words: str) -> None:
    """A name of a human gene and its mouse ortholog: human first, both told."""
    found = bundle.find_genes(words)
    assert [match.gene.symbol for match in found] == ["IGF1R", "Igf1r"]
    assert "Igf1r (Mus musculus)" in found[0].warning
    assert [match.gene.symbol for match in bundle.find_genes(words, "human")] == ["IGF1R"]


def test_exact_symbols_settle_the_species(bundle: Bundle) -> None:
    assert [match.gene.symbol for match in bundle.find_genes("IGF1R")] == ["IGF1R"]
    assert [match.gene.symbol for match in bundle.find_genes("Igf1r")] == ["Igf1r"]
    assert [match.gene.symbol for match in bundle.find_genes("A330103N21Rik")] == ["Igf1r"]


def test_mouse_spelling_of_a_human_gene_warns(bundle: Bundle) -> None:
    (match,) = bundle.find_genes("Braf")
    assert match.gene.symbol == "BRAF"
    assert "mouse" in match.warning
    assert bundle.find_genes("BRAF")[0].warning == ""


def test_ambiguous_names_give_all(bundle: Bundle) -> None:
    found = bundle.find_genes("calmodulin")
    assert {match.gene.symbol for match in found} == {"CALM1", "CALM2", "CALM3"}
    assert all(match.matched == "ambiguous" and match.warning for match in found)


def test_official_symbol_beats_alias(bundle: Bundle) -> None:
    """FH is an approved symbol, and in papers also the disease of LDLR."""
    (match,) = bundle.find_genes("FH")
    assert (match.gene.symbol, match.matched, match.exact) == ("FH", "symbol", True)


def test_every_listed_name_leads_to_its_gene(bundle: Bundle) -> None:
    for symbol in bundle.symbols():
        gene = bundle.gene(symbol)
        assert gene is not None
        names = [*gene.previous_symbols, *gene.aliases, *gene.protein_names]
        for name in names:
            found = bundle.find_genes(name, gene.species)
            symbols = [match.gene.symbol for match in found]
            others = [match for match in found if match.matched == "symbol" and match.exact]
            assert symbol in symbols or others, (symbol, name, symbols)


def test_unknown_species_has_no_genes(bundle: Bundle) -> None:
    assert bundle.find_genes("IGF1R", "Klingon") == ()
    assert bundle.find_genes("IGF1R", "rat") == ()


@pytest.mark.parametrize(
    ("words", "symbol"),
    [
        ("IGFR1R", "IGF1R"),
        ("BRAC1", "BRCA1"),
        ("CFRT", "CFTR"),
        ("KRA", "KRAS"),
        ("IGF", "IGF1R"),
        ("TP-35", "TP53"),
    ],
)
def test_suggestions(bundle: Bundle, words: str, symbol: str) -> None:
    assert symbol in bundle.suggest_genes(words)


def test_suggestions_are_limited(bundle: Bundle) -> None:
    assert len(bundle.suggest_genes("F1", 3)) <= 3
    assert bundle.suggest_genes("") == ()
    assert bundle.suggest_genes("qqqqqqqqqqqq") == ()
