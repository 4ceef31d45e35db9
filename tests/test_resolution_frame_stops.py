"""The printed distance of a frameshift against the stops that shifted frames really have."""

from __future__ import annotations

import random

import pytest

from varsyn.allele import allele_from_reading, predict
from varsyn.model import Mention, Reading, Resolution
from varsyn.model.residues import ONE_TO_THREE
from varsyn.reference import open_reference
from varsyn.resolution import Resolver
from varsyn.resolution.frame_stops import LONGEST, frame_stop

RESOLVER = Resolver(open_reference())
GENES = ("BRCA1", "CFTR", "TP53", "LDLR", "IGF1R")


def ask(text: str, gene: str) -> Resolution:
    """The answer to a name of a gene."""
    return RESOLVER.resolve(Mention(text, gene=gene))


def warned(found: Resolution) -> bool:
    """Whether the distance is said to fit no shift of one or two bases."""
    return any(one.code == "frame_stop_elsewhere" and one.severity == "warning" for one in found.messages)


def frameshifts(gene: str, size: int, edit: str, count: int) -> list[tuple[int, str, int]]:
    """(residue, new residue, distance) that losing or doubling ``size`` bases at random places gives."""
    anchor = RESOLVER.context(gene).anchor
    assert anchor is not None
    assert anchor.cds_start is not None
    assert anchor.cds_end is not None
    rng = random.Random(f"{gene}{size}{edit}")
    found = []
    while len(found) < count:
        start = rng.randrange(30, anchor.cds_end - anchor.cds_start - 200)
        reading = Reading("c", edit, str(start), str(start + size - 1))  # type: ignore[arg-type]
        change = predict(allele_from_reading(reading, anchor), anchor)
        if change.kind == "fs" and change.ter.isdigit():
            found.append((change.start, change.alt, int(change.ter)))
    return found


@pytest.mark.parametrize("gene", GENES)
@pytest.mark.parametrize("edit", ["del", "dup"])
@pytest.mark.parametrize("size", [1, 2, 4, 5, 19])
def test_every_real_shift_is_recognized(gene: str, edit: str, size: int) -> None:
    """HGVS, protein, frameshift: the distance counts from the first new residue to the stop, both in it."""
    context = RESOLVER.context(gene)
    for residue, new, distance in frameshifts(gene, size, edit, 25):
        found = frame_stop(residue, new, distance, context)
        assert found is not None
        # Bases beside a change may start it in the codon before the first new residue.
        if found.agreement == "none":
            earlier = frame_stop(residue - 1, "", distance + 1, context)
            assert earlier is not None
            assert earlier.agreement != "none"
        elif size < 3:
            assert found.agreement == "few"
            assert distance in found.few


@pytest.mark.parametrize("gene", GENES)
def test_a_distance_that_no_shift_has_is_told_and_is_less_probable(gene: str) -> None:
    context = RESOLVER.context(gene)
    told = 0
    for residue, new, distance in frameshifts(gene, 1, "del", 25):
        good = frame_stop(residue, new, distance, context)
        off = frame_stop(residue, new, distance + 7, context)
        assert good is not None
        assert off is not None
        if good.agreement != "few" or off.agreement != "none":
            continue
        old, alt = ONE_TO_THREE[context.protein[residue - 1]], ONE_TO_THREE[new]
        right = ask(f"{old}{residue}{alt}fs*{distance}", gene)
        wrong = ask(f"{old}{residue}{alt}fs*{distance + 7}", gene)
        assert not warned(right)
        assert warned(wrong)
        assert right.probability is not None
        assert wrong.probability is not None
        assert wrong.probability < right.probability
        told += 1
    assert told > 5


def test_the_distances_that_shifts_give_are_named() -> None:
    found = ask("Glu23ValfsX16", "BRCA1")
    assert warned(found)
    note = next(one.text for one in found.messages if one.code == "frame_stop_elsewhere")
    assert "after 17 residues, not after 16" in note
    assert not warned(ask("Glu23ValfsX17", "BRCA1"))
    assert (found.probability or 0) < (ask("Glu23ValfsX17", "BRCA1").probability or 0)


def test_a_stop_right_behind_the_first_new_codon_is_no_stop_in_it() -> None:
    """CFTR c.980del: read from its second base, codon 327 would be a stop; the new codon is not that."""
    found = frame_stop(327, "Q", 42, RESOLVER.context("CFTR"))
    assert found is not None
    assert found.agreement == "few"


def test_what_cannot_be_read_says_nothing() -> None:
    context = RESOLVER.context("CFTR")
    assert frame_stop(0, "", 5, context) is None
    assert frame_stop(len(context.protein) + 1, "", 5, context) is None
    assert LONGEST % 3
    assert ask("p.Lys684fs", "CFTR").status in ("resolved", "ambiguous")
    assert not warned(ask("p.Lys684fs", "CFTR"))
