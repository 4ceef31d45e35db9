"""Seeded variants on every embedded coding transcript, through every name and back."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from conftest import REPOSITORY
from varsyn.allele import (
    Allele,
    allele_from_reading,
    allele_key,
    describe,
    predict,
    project,
    protein_from_reading,
    variant_of,
)
from varsyn.allele.context import context_of
from varsyn.model import PositionError
from varsyn.notation import read
from varsyn.reference import Transcript, open_reference
from varsyn.sequence import apply, translate

sys.path.insert(0, str(REPOSITORY / "benchmarks"))

from allele_variants import descriptions

REFERENCE = open_reference()
CODING = [
    transcript
    for symbol in sorted(REFERENCE.symbols())
    for transcript in REFERENCE.transcripts_of(symbol)
    if transcript.cds_start is not None and len(context_of(transcript).cds) > 60
]


def variants(count: int, seed: int) -> Iterator[tuple[Transcript, str, Allele]]:
    for transcript in CODING:
        for text in descriptions(transcript, count, seed):
            yield transcript, text, allele_from_reading(read(text)[0], transcript)


def test_there_are_many() -> None:
    assert len(CODING) > 150


def test_the_canonical_form_is_its_own_canonical_form() -> None:
    for transcript, text, allele in variants(8, 21):
        name = describe(allele, transcript)
        again = allele_from_reading(read(name)[0], transcript)
        assert describe(again, transcript) == name, text
        assert allele_key(again, transcript) == allele_key(allele, transcript), text


def test_genomic_names_lead_back_to_the_same_key() -> None:
    seen = 0
    for transcript, text, allele in variants(8, 22):
        variant = variant_of(allele, transcript, None)
        for _, name in variant.hgvs_g:
            again = allele_from_reading(read(name)[0], transcript)
            assert allele_key(again, transcript) == variant.key, (text, name)
            seen += 1
    assert seen > 1000


def test_protein_names_lead_back_to_the_same_change() -> None:
    for transcript, text, allele in variants(8, 23):
        change = predict(allele, transcript)
        if change.kind in ("unknown", "absent") or (change.kind == "fs" and not change.alt):
            continue
        again = protein_from_reading(read(change.description)[0], transcript)
        assert str(again) == str(change), text


def test_frameshift_distances_are_counted_on_the_new_sequence() -> None:
    """Against a translation of the whole changed transcript."""
    seen = 0
    for transcript, text, allele in variants(12, 24):
        change = predict(allele, transcript)
        if change.kind != "fs" or "U" in context_of(transcript).residues:
            continue
        whole = apply(transcript.sequence, allele.start, allele.end, allele.inserted)
        new = translate(whole[transcript.cds_start :])
        stop = new.find("*")
        expected = str(stop - change.start + 2) if stop >= 0 else "?"
        assert (change.alt, change.ter) == (new[change.start - 1 : change.start], expected), text
        seen += 1
    assert seen > 300


def test_on_the_anchor_and_back() -> None:
    """Alleles of other transcripts, carried to the gene's anchor and back, are the same alleles."""
    seen = 0
    for transcript, text, allele in variants(6, 25):
        anchor = REFERENCE.anchor(transcript.gene)
        assert anchor is not None
        if anchor.accession == transcript.accession:
            continue
        try:
            there = project(allele, transcript, anchor)
            back = project(there, anchor, transcript)
        except PositionError:
            continue
        if there.verified and there.shape != "identity":
            assert allele_key(back, transcript) == allele_key(allele, transcript), text
            seen += 1
    assert seen > 50


@pytest.mark.parametrize("style", ["n", "r"])
def test_other_coordinates_of_a_transcript_name_the_same_allele(style: str) -> None:
    for transcript, text, allele in variants(2, 26):
        if style == "r":
            name = describe(allele, transcript, rna=True)
        elif allele.shape == "sub":
            name = f"{transcript.accession}:n.{allele.start + 1}{allele.deleted}>{allele.inserted}"
        else:
            continue
        again = allele_from_reading(read(name)[0], transcript)
        assert allele_key(again, transcript) == allele_key(allele, transcript), (text, name)
