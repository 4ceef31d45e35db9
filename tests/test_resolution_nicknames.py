"""Listed names as people write them: with other gene words, general words, glued, without their gene."""

from __future__ import annotations

import pytest

from varsyn.model import Mention, Resolution
from varsyn.reference import open_reference
from varsyn.resolution import Resolver

RESOLVER = Resolver(open_reference())


def ask(text: str, gene: str | None = None) -> Resolution:
    """The answer to a name."""
    return RESOLVER.resolve(Mention(text, gene=gene))


@pytest.mark.parametrize(
    ("text", "hgvs_c"),
    [
        ("factor V Leiden", "NM_000130.4:c.1601G>A"),
        ("Factor V Leiden mutation", "NM_000130.4:c.1601G>A"),
        ("F5 Leiden", "NM_000130.4:c.1601G>A"),
        ("heterozygous for factor V Leiden", "NM_000130.4:c.1601G>A"),
        ("FVL heterozygotes", "NM_000130.4:c.1601G>A"),
        ("HbS", "NM_000518.5:c.20A>T"),
        ("haemoglobin S", "NM_000518.5:c.20A>T"),
        ("hemoglobin E trait", "NM_000518.5:c.79G>A"),
        ("HbC", "NM_000518.5:c.19G>A"),
        ("HbSS", "NM_000518.5:c.20A>T"),
        ("prothrombin 20210", "NM_000506.4:c.*97G>A"),
        ("factor II 20210A", "NM_000506.4:c.*97G>A"),
        ("MTHFR 677", "NM_005957.5:c.665C>T"),
        ("MTHFR 677TT", "NM_005957.5:c.665C>T"),
        ("MTHFR 1298 polymorphism", "NM_005957.5:c.1286A>C"),
        ("ApoE4", "NM_000041.4:c.388T>C"),
        ("APOE2", "NM_000041.4:c.526C>T"),
        ("apoE4 allele", "NM_000041.4:c.388T>C"),
    ],
)
def test_a_nickname_however_it_is_dressed(text: str, hgvs_c: str) -> None:
    found = ask(text)
    assert found.status == "resolved"
    assert found.variant is not None
    assert found.variant.hgvs_c == hgvs_c


@pytest.mark.parametrize("text", ["PiZ", "PiZZ", "SERPINA1 Z", "Pi*Z", "alpha-1 antitrypsin Z allele"])
def test_a_nickname_of_a_gene_without_a_sequence(text: str) -> None:
    found = ask(text)
    assert found.status == "unverified"
    assert found.gene == "SERPINA1"
    assert found.variant is not None
    assert (found.variant.hgvs_c or "").endswith(":c.1096G>A")


@pytest.mark.parametrize(
    ("text", "gene", "hgvs_c"),
    [
        ("185delAG", "BRCA1", "NM_007294.4:c.68_69del"),
        ("homozygous for 185delAG", "BRCA1", "NM_007294.4:c.68_69del"),
        ("5382insC", "BRCA1", "NM_007294.4:c.5266dup"),
        ("6174delT", "BRCA2", "NM_000059.4:c.5946del"),
        ("ΔF508", "CFTR", "NM_000492.4:c.1521_1523del"),
    ],
)
def test_a_deletion_that_one_gene_lists_says_its_gene(text: str, gene: str, hgvs_c: str) -> None:
    found = ask(text)
    assert (found.status, found.gene) == ("resolved", gene)
    assert found.variant is not None
    assert found.variant.hgvs_c == hgvs_c
    assert found.messages[0].code == "gene_from_name"
    assert found.messages[0].severity == "warning"
    assert (found.probability or 0) < (ask(text, gene).probability or 0)


@pytest.mark.parametrize("text", ["V599E", "N370S", "C677T", "G20210A", "R506Q", "p.Arg506Gln", "186delAG"])
def test_substitutions_and_unlisted_names_need_their_gene(text: str) -> None:
    found = ask(text)
    assert found.status == "unverified"
    assert any(one.code == "no_gene" for one in found.messages)


@pytest.mark.parametrize(
    "text", ["Leiden", "MTHFR 676", "F5 677", "MTHFR 677G", "IGF1R 481", "TP53 mutation"]
)
def test_what_only_looks_like_a_nickname_is_none(text: str) -> None:
    assert ask(text).variant is None


def test_a_number_alone_says_so_and_is_less_sure() -> None:
    found = ask("MTHFR 677")
    assert any(one.code == "position_only" and one.severity == "warning" for one in found.messages)
    assert (found.probability or 0) < (ask("MTHFR C677T").probability or 0)


@pytest.mark.parametrize(
    ("text", "gene", "status", "settled"),
    [
        ("R481Q", "IGF1R", "resolved", True),
        ("c.1532G>A", "IGF1R", "resolved", True),
        ("W557R", "KIT", "ambiguous", True),  # two causes; Trp582 fits a ruler that nobody uses
        ("S549R", "CFTR", "ambiguous", True),  # three causes
        ("F64L", "TTR", "ambiguous", False),  # two rulers in use
        ("W481Q", "IGF1R", "mismatch", False),
        ("PiZ", None, "unverified", True),
    ],
)
def test_what_is_settled(text: str, gene: str | None, status: str, settled: bool) -> None:
    found = ask(text, gene)
    assert (found.status, found.settled) == (status, settled)
    if found.status == "ambiguous" and settled:
        assert found.variant is not None
        assert found.variant.level == "protein"
