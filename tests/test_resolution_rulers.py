"""Rulers that several mentions share: nucleotides, unlisted offsets, two rulers in one document."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from varsyn.model import Mention, Resolution
from varsyn.reference import open_reference
from varsyn.resolution import Resolver
from varsyn.sequence import codon_table

RESOLVER = Resolver(open_reference())


def document(names: Sequence[str], gene: str, section: str | None = None) -> list[Resolution]:
    """The answers to names of one gene in one document."""
    return RESOLVER.resolve_document([Mention(name, gene=gene, section=section) for name in names])


def offsets(found: Sequence[Resolution]) -> list[int | None]:
    """The offset of each best candidate."""
    return [one.candidates[0].numbering.offset if one.candidates else None for one in found]


def bases(gene: str, places: Sequence[int], shift: int) -> list[str]:
    """Substitutions at c. positions, printed ``shift`` higher."""
    anchor = RESOLVER.context(gene).anchor
    assert anchor is not None
    assert anchor.cds_start is not None
    coding = anchor.sequence[anchor.cds_start :]
    return [
        f"{place + shift}{coding[place - 1]}>{'A' if coding[place - 1] != 'A' else 'C'}" for place in places
    ]


def residues(gene: str, places: Sequence[int], shift: int) -> list[str]:
    """Residues of a protein, printed ``shift`` lower."""
    protein = RESOLVER.context(gene).protein
    return [
        f"{protein[place - 1]}{place - shift}{'A' if protein[place - 1] != 'A' else 'G'}" for place in places
    ]


@pytest.mark.parametrize("gene", ["TP53", "LDLR", "GBA1", "TTR"])
def test_an_unlisted_cdna_offset_is_found(gene: str) -> None:
    rng = random.Random(gene)
    last = 3 * len(RESOLVER.context(gene).protein)
    names = bases(gene, sorted(rng.sample(range(1, last), 9)), 129)
    found = document(names, gene)
    assert offsets(found) == [-129] * 9
    assert all(one.status == "resolved" for one in found)
    assert all(any(fact.code == "document_agrees" for fact in one.candidates[0].evidence) for one in found)


def test_five_mentions_are_enough_where_they_state_more_than_a_base() -> None:
    """Two deleted bases are worth two substitutions, an exon's end five."""
    context = RESOLVER.context("LDLR")
    anchor = context.anchor
    assert anchor is not None
    assert anchor.cds_start is not None
    coding = anchor.sequence[anchor.cds_start :]
    ends = [end - anchor.cds_start for _, end in anchor.exons[3:5]]
    names = bases("LDLR", (400, 777), 129)
    names += [f"{place + 129}del{coding[place - 1 : place + 1]}" for place in (520,)]
    names += [f"{end + 129}+1G>A" for end in ends]
    found = document(names, "LDLR")
    assert offsets(found) == [-129] * 5


def test_a_name_without_bases_follows_its_document() -> None:
    """``999del5`` states nothing to check; the other mentions say which ruler it is read with."""
    names = [*bases("LDLR", (100, 250, 411, 602, 733, 810, 945, 1288, 1501), 129), "1100ins3", "999del5"]
    found = document(names, "LDLR")
    assert found[-1].variant is not None
    assert found[-1].variant.hgvs_c is not None
    assert found[-1].candidates[0].numbering.offset == -129
    assert found[-2].candidates[0].numbering.offset == -129


def test_prefixed_numbers_do_not_share_the_ruler_of_bare_ones() -> None:
    bare = ["185delAG", "300T>G", "5382insC", "2800delAA", "3875del4"]
    found = document([*bare, "c.181T>G", "c.4327C>T"], "BRCA1")
    assert offsets(found)[-2:] == [0, 0]
    assert all(offset == -119 for offset in offsets(found)[:2])


def test_two_rulers_in_one_document() -> None:
    """Half of the names are a cited paper's: both rulers are found, listed or not, each name has its own."""
    places = (210, 333, 415, 520, 640, 777)
    names = residues("IGF1R", places, 30) + residues("IGF1R", [place + 1 for place in places], 0)
    found = document(names, "IGF1R")
    for place, one in zip((*places, *[place + 1 for place in places]), found, strict=True):
        assert one.candidates[0].numbering.position == str(place) or one.status == "ambiguous"
    protein = RESOLVER.context("TP53").protein
    only = [place for place in range(110, 310, 29) if protein[place - 1] != protein[place - 18]]
    unlisted = residues("TP53", only[:6], 17)
    literal = residues("TP53", (105, 154, 213, 248, 273, 282), 0)
    assert offsets(document([*unlisted, *literal], "TP53")) == [17] * 6 + [0] * 6


def test_one_name_of_another_ruler_is_called_an_error() -> None:
    names = residues("IGF1R", (89, 138, 145, 210, 333, 415, 520, 640, 739), 30)
    odd = residues("IGF1R", (709,), 0)[0]
    found = document([*names, odd], "IGF1R")
    (note,) = [one.text for one in found[-1].messages if one.code == "document_inconsistent"]
    assert note.startswith("9 of 10 mentions fit mature protein")
    assert "(+30)" in note
    assert odd in note
    assert "probably an error of the paper" in note


@pytest.mark.parametrize("seed", range(8))
def test_collagen_repeats_prove_nothing(seed: int) -> None:
    """Every third residue of the helix is Gly: ten of them fit a hundred rulers as well."""
    rng = random.Random(seed)
    protein = RESOLVER.context("COL1A1").protein
    places = [place for place in range(400, 1100) if protein[place - 1] == "G"]
    names = [f"G{place - 70}S" for place in rng.sample(places, 10)]
    for one in document(names, "COL1A1"):
        assert (
            one.status != "resolved"
            or (one.probability or 0) < 0.95
            or one.candidates[0].numbering.offset
            in (
                0,
                178,
            )
        )


@pytest.mark.parametrize("seed", range(12))
def test_random_lists_establish_nothing(seed: int) -> None:
    rng = random.Random(seed)
    gene = rng.choice(("TP53", "CFTR", "LDLR", "GBA1", "IGF1R", "COL3A1", "HBB"))
    size = len(RESOLVER.context(gene).protein)
    letters = rng.choice(("ACDEFGHIKLMNPQRSTVWY", "L", "GS"))
    names = [f"{rng.choice(letters)}{rng.randrange(1, size)}W" for _ in range(rng.choice((5, 12, 40)))]
    found = document(names, gene)
    assert not any(one.code == "document_numbering" for answer in found for one in answer.messages)


def test_one_name_printed_often_is_one_mention() -> None:
    names = ["R12W", "R12W", "Arg12Trp", "p.Arg12Trp", "R12L", "R12G"] * 3
    found = document(names, "TP53")
    assert not any(one.code == "document_numbering" for answer in found for one in answer.messages)


def test_what_can_be_dna_or_protein_is_read_as_its_document_counts() -> None:
    """A1081T is a base first, a residue second; among residues it is a residue."""
    protein = RESOLVER.context("BRCA1").protein
    places = [place for place in range(1001, 1600) if protein[place - 1] == "A"]
    alone = RESOLVER.resolve(Mention(f"A{places[0]}T", gene="BRCA1"))
    names = residues("BRCA1", (61, 130, 339, 450, 562, 671, 703, 811), 0)
    among = document([*names, f"A{places[0]}T"], "BRCA1")[-1]
    assert among.variant is not None
    assert among.variant.hgvs_p == f"NP_009225.1:p.(Ala{places[0]}Thr)"
    assert (among.probability or 0) > (alone.probability or 0)
    bare = document(["185delAG", "300T>G", "2800delAA", "5382insC", "C4446T"], "BRCA1")[-1]
    assert bare.candidates[0].numbering.offset == -119


def test_a_printed_c_says_nothing_where_the_document_uses_it_for_old_numbers() -> None:
    names = ["c.300T>G", "c.2475delC", "c.4446C>T", "c.3875delGTCT"]
    alone = RESOLVER.resolve(Mention("c.2475delC", gene="BRCA1"))
    assert alone.candidates[0].numbering.offset == 0
    found = document(names, "BRCA1")
    assert offsets(found) == [-119] * 4
    assert all(one.status == "resolved" for one in found)


def test_pairs_speak_for_the_rulers_of_both_halves() -> None:
    """Historic bases beside mature residues: each half is inferred with its own kind."""
    context = RESOLVER.context("LDLR")
    protein, anchor = context.protein, context.anchor
    assert anchor is not None
    assert anchor.cds_start is not None
    coding = anchor.sequence[anchor.cds_start :]
    names = []
    for residue in (87, 121, 190, 245, 301, 356, 420, 488, 533, 610):
        at = 3 * residue - 1
        old = coding[at - 1]
        new = "A" if old != "A" else "G"
        changed = coding[at - 2] + new + coding[at]
        alt = codon_table()[changed]
        names.append(
            f"{at + 129}{old}>{new} ({protein[residue - 1]}{residue - 21}{'X' if alt == '*' else alt})"
        )
    found = document(names, "LDLR")
    assert offsets(found) == [-129] * 10
    assert all(one.status == "resolved" for one in found)
    assert all(any(fact.code == "pair_agrees" for fact in one.candidates[0].evidence) for one in found)
