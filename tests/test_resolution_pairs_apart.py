"""Pairs ``c.… (p.…)`` whose halves contradict each other: neither half is taken against the other."""

from __future__ import annotations

import random

import pytest

from varsyn.allele import allele_from_reading, predict
from varsyn.model import Mention, Reading, Resolution
from varsyn.reference import open_reference
from varsyn.resolution import Resolver

RESOLVER = Resolver(open_reference())
GENES = ("IGF1R", "CFTR", "BRCA1", "TP53", "GBA1")


def ask(text: str, gene: str) -> Resolution:
    """The answer to a name of a gene."""
    return RESOLVER.resolve(Mention(text, gene=gene))


def codes(found: Resolution) -> set[str]:
    """Codes of the messages."""
    return {one.code for one in found.messages}


def missense(gene: str, count: int) -> list[tuple[int, str, str, str]]:
    """(c. number, base, new base, protein name) of random substitutions that change a residue."""
    anchor = RESOLVER.context(gene).anchor
    assert anchor is not None
    assert anchor.cds_start is not None
    assert anchor.cds_end is not None
    rng = random.Random(gene)
    found = []
    while len(found) < count:
        number = rng.randrange(10, anchor.cds_end - anchor.cds_start - 10)
        base = anchor.sequence[anchor.cds_start + number - 1]
        new = rng.choice([one for one in "ACGT" if one != base])
        change = predict(allele_from_reading(Reading("c", "sub", str(number), "", base, new), anchor), anchor)
        if change.kind == "sub" and change.alt != "*":
            found.append((number, base, new, change.description.removeprefix("p.(").removesuffix(")")))
    return found


@pytest.mark.parametrize("gene", GENES)
def test_two_halves_that_each_fit_are_both_shown(gene: str) -> None:
    """A number misprinted in one half is not answered with what the other half denies."""
    names = missense(gene, 24)
    for (number, base, new, _), (_, _, _, other) in zip(names[::2], names[1::2], strict=True):
        found = ask(f"c.{number}{base}>{new} (p.{other})", gene)
        assert found.status == "ambiguous", (number, other)
        assert not found.settled
        assert "pair_contradicts" in codes(found)
        levels = {one.variant.level for one in found.candidates}
        assert levels == {"allele", "protein"}
        assert any(other in (one.variant.hgvs_p or "") for one in found.candidates)
        assert any(f"c.{number}{base}>{new}" in (one.variant.hgvs_c or "") for one in found.candidates)


@pytest.mark.parametrize("gene", GENES)
def test_where_only_the_dna_half_fits_it_is_taken_with_less_confidence(gene: str) -> None:
    context = RESOLVER.context(gene)
    told = 0
    for number, base, new, protein in missense(gene, 12):
        residue = (number + 2) // 3
        wrong = protein.replace(protein[:3], "Trp" if protein[:3] != "Trp" else "Cys", 1)
        if ask(f"p.{wrong}", gene).status != "mismatch":
            continue
        pair, alone = (
            ask(text, gene)
            for text in (f"c.{number}{base}>{new} (p.{wrong})", f"c.{number}{base}>{new} (p.{protein})")
        )
        assert context.protein[residue - 1]
        assert pair.probability is not None
        assert alone.probability is not None
        assert pair.probability < 0.9 < alone.probability
        assert "pair_contradicts" in codes(pair)
        assert "pair_contradicts" not in codes(alone)
        told += 1
    assert told > 3


def test_where_only_the_protein_half_fits_it_is_shown_and_not_taken() -> None:
    found = ask("c.1535G>A (p.Arg511Gln)", "IGF1R")
    assert found.status == "ambiguous"
    assert not found.settled
    assert str(found.candidates[0].variant) == "NM_000875.5:c.1532G>A p.(Arg511Gln)"
    assert "pair_contradicts" in codes(found)


def test_where_neither_half_fits_nothing_far_fetched_is_offered() -> None:
    found = ask("c.1535G>A (p.Gly600Gln)", "IGF1R")
    assert found.status == "mismatch"
    assert found.variant is None


def test_a_named_transcript_makes_no_difference() -> None:
    found = ask("NM_000875.5:c.1533G>A (p.Arg511Gln)", "IGF1R")
    assert found.status == "ambiguous"
    assert len(found.candidates) == 2


@pytest.mark.parametrize("half", ["p.Ala140fs", "p.A140fs", "p.Ala110fs", "p.Ile141fs"])
def test_a_frameshift_may_be_named_from_the_codon_that_lost_the_base(half: str) -> None:
    """c.420del leaves codon 140 coding for Ala: HGVS names residue 141, many papers 140 (110 when mature)."""
    found = ask(f"c.420del ({half})", "IGF1R")
    assert found.status == "resolved"
    assert "pair_contradicts" not in codes(found)
    assert found.variant is not None
    assert found.variant.hgvs_p == "NP_000866.1:p.(Ile141SerfsTer19)"
