"""Made-up documents, answered as a whole, against the variants that they were made from."""

from __future__ import annotations

import random
import sys
from collections import Counter
from importlib import import_module
from types import ModuleType

import pytest

from conftest import REPOSITORY
from varsyn.model import Mention, Resolution
from varsyn.model.residues import ONE_TO_THREE
from varsyn.reference import open_reference
from varsyn.resolution import Resolver
from varsyn.resolution.codons import single_base

RESOLVER = Resolver(open_reference())


@pytest.fixture(scope="module")
def made() -> ModuleType:
    """The program that makes documents."""
    sys.path.insert(0, str(REPOSITORY / "benchmarks"))
    try:
        return import_module("documents")
    finally:
        sys.path.pop(0)


def read_as_one(texts: list[str], gene: str) -> list[Resolution]:
    """The answers to the names of one document."""
    return RESOLVER.resolve_document([Mention(text, gene=gene) for text in texts])


def codes(found: Resolution) -> set[str]:
    """Codes of the messages."""
    return {one.code for one in found.messages}


@pytest.mark.parametrize("seed", range(4))
def test_names_are_not_settled_on_other_variants(made: ModuleType, seed: int) -> None:
    """At most one name in two hundred, and no ``c.`` name and no pair."""
    rng = random.Random(seed)
    genes = made.usable(RESOLVER)
    found: Counter[tuple[str, str]] = Counter()
    for _ in range(60):
        names = list(made.document(rng.choice(genes), rng))
        for one, answer in zip(names, RESOLVER.resolve_document(
            [Mention(name.text, gene=name.gene) for name in names]
        ), strict=True):  # fmt: skip
            found[one.kind, made.judge(one, answer)] += 1
    named = sum(count for (_, verdict), count in found.items() if verdict in ("right", "open", "wrong"))
    assert named > 500
    assert sum(count for (_, verdict), count in found.items() if verdict == "wrong") <= named / 200
    assert not found["c.", "wrong"]
    assert not found["pair", "wrong"]
    assert sum(count for (_, verdict), count in found.items() if verdict == "right") >= 0.9 * named


def residues(gene: str, offset: int, count: int, seed: int = 3) -> list[str]:
    """Protein names of a gene with a new residue that one base change gives, printed with an offset."""
    context = RESOLVER.context(gene)
    rng = random.Random(seed)
    found = []
    while len(found) < count:
        place, new = rng.randrange(offset + 5, len(context.protein)), rng.choice("ACDEFGHIKLMNPQRSTVWY")
        old = context.protein[place - 1]
        if new != old and single_base(context.codon(place), new, context.code):
            found.append(f"{old}{place - offset}{new}")
    return found


def test_a_number_that_fits_a_seldom_ruler_alone_is_not_settled_beside_an_established_one() -> None:
    """One number in a document of HGVS numbers fits without the initiator Met: a misprint is likelier."""
    texts = residues("DMD", 0, 12)
    protein = RESOLVER.context("DMD").protein
    at = next(
        place for place in range(200, 3000)
        if protein[place - 2 : place + 1].count("W") == 1 and protein[place - 1] == "W"
    )  # fmt: skip
    odd = f"W{at - 1}R"
    alone = RESOLVER.resolve(Mention(odd, gene="DMD"))
    found = read_as_one([*texts, odd], "DMD")[-1]
    assert "document_inconsistent" in codes(found)
    assert not found.settled
    assert (found.probability or 0.0) < (alone.probability or 0.0)


def test_numbers_that_fit_by_luck_are_not_settled_where_most_do_not_fit() -> None:
    anchor = RESOLVER.context("LDLR").anchor
    assert anchor is not None
    assert anchor.cds_start is not None
    coding = anchor.sequence[anchor.cds_start :]
    fits = f"300{coding[299]}>{'A' if coding[299] != 'A' else 'C'}"
    wrong = []
    for number in range(400, 1000, 60):
        base = next(one for one in "ACGT" if one != coding[number - 1])
        wrong.append(f"{number}{base}>{'A' if base != 'A' else 'C'}")
    alone = RESOLVER.resolve(Mention(fits, gene="LDLR"))
    found = read_as_one([fits, *wrong], "LDLR")[0]
    assert alone.status == "resolved"
    assert not found.settled
    assert "document_disagrees" in codes(found)


def test_pairs_share_a_ruler_of_residues_that_nobody_listed() -> None:
    """The protein halves of pairs count 57 less; the one that by luck fits as printed is no contradiction."""
    context = RESOLVER.context("LDLR")
    anchor = context.anchor
    assert anchor is not None
    texts, lucky = [], 0
    for place in range(70, 760, 9):
        ref, codon = context.protein[place - 1], context.codon(place)
        for new in "ACDEFGHIKLMNPQRSTVWY":
            causes = single_base(codon, new, context.code)
            if new != ref and causes:
                step, base = causes[0]
                number = 3 * place - 2 + step
                lucky += context.protein[place - 58] == ref
                printed = f"p.{ONE_TO_THREE[ref]}{place - 57}{ONE_TO_THREE[new]}"
                texts.append(f"c.{number}{codon[step]}>{base} ({printed})")
                break
    assert lucky > 1
    found = read_as_one(texts, "LDLR")
    assert {one.status for one in found} == {"resolved"}
    for text, one in zip(texts, found, strict=True):
        assert one.variant is not None
        assert (one.variant.hgvs_c or "").endswith(text.partition(" ")[0])


def test_what_could_be_a_residue_is_a_base_among_bases() -> None:
    """In a list of nucleotide names without any residue, ``G679A`` tells the ruler as ``679G>A`` does."""
    anchor = RESOLVER.context("BMP1").anchor
    assert anchor is not None
    assert anchor.cds_start is not None
    coding = anchor.sequence[anchor.cds_start : anchor.cds_end]
    rng = random.Random(4)
    texts = []
    for place in range(14):
        number = rng.randrange(400, len(coding) - 100)
        base = coding[number - 1]
        new = rng.choice([one for one in "ACGT" if one != base])
        texts.append(f"{base}{number + 128}{new}" if place % 2 else f"{number + 128}{base}>{new}")
    for text, one in zip(texts, read_as_one(texts, "BMP1"), strict=True):
        number = int("".join(letter for letter in text if letter.isdigit())) - 128
        assert one.variant is not None, text
        assert f"c.{number}{coding[number - 1]}>" in (one.variant.hgvs_c or "")


def test_a_mention_that_two_rulers_in_use_fit_is_weighed_by_their_mentions() -> None:
    """Ten names count as HGVS does and ten 30 less; one that fits both is ambiguous."""
    context = RESOLVER.context("IGF1R")
    protein = context.protein
    texts = [*residues("IGF1R", 0, 10, 5), *residues("IGF1R", 30, 10, 6)]
    both = next(
        place for place in range(300, 1300)
        if protein[place - 1] == protein[place + 29]
        and single_base(context.codon(place), "S", context.code)
        and single_base(context.codon(place + 30), "S", context.code)
    )  # fmt: skip
    odd = f"{protein[both - 1]}{both}S"
    found = read_as_one([*texts, odd], "IGF1R")[-1]
    assert found.status == "ambiguous"
    assert not found.settled
    assert {one.numbering.offset for one in found.candidates} >= {0, 30}
    most = read_as_one([*residues("IGF1R", 0, 30, 7), *residues("IGF1R", 30, 2, 8), odd], "IGF1R")[-1]
    assert most.candidates[0].numbering.offset == 0


def test_a_printed_prefix_speaks_for_hgvs_among_names_without() -> None:
    """``p.Glu7Lys`` beside E6V and E26K of HBB may be HbC in HGVS numbers; where all have ``p.``, less so."""
    old = ["E6V", "E26K", "E121Q"]
    mixed = read_as_one([*old, "p.Glu7Lys"], "HBB")[-1]
    assert mixed.status == "ambiguous"
    assert {one.variant.hgvs_p for one in mixed.candidates} >= {
        "NP_000509.1:p.(Glu7Lys)", "NP_000509.1:p.(Glu8Lys)",
    }  # fmt: skip
    alike = read_as_one([*[f"p.{one}" for one in old], "p.Glu7Lys"], "HBB")[-1]
    assert (alike.probability or 0.0) > (mixed.probability or 0.0)
    assert alike.candidates[0].variant.hgvs_p == "NP_000509.1:p.(Glu8Lys)"
