"""What cannot be an allele: typed errors with code, place and advice."""

from __future__ import annotations

import pickle

import pytest

from varsyn.allele import allele_from_reading, protein_from_reading
from varsyn.allele.chromosome import genomic_from_reading
from varsyn.allele.codes import CODES
from varsyn.allele.normalizer import Normalizer
from varsyn.model import (
    PositionError,
    Reading,
    ReferenceMismatch,
    UnknownReference,
    UnsupportedNotation,
    VarsynError,
)
from varsyn.notation import read
from varsyn.reference import open_reference

REFERENCE = open_reference()
CODED = {page.code for page in CODES}


def failure(text: str) -> VarsynError:
    """The error that a description on IGF1R (or on the accession it names) ends with."""
    reading = read(text)[0]
    accession = reading.accession if (reading.accession or "NC").startswith("NR") else "NM_000875.5"
    transcript = REFERENCE.transcript(accession or "")
    assert transcript is not None
    make = protein_from_reading if reading.coordinate == "p" else allele_from_reading
    with pytest.raises(VarsynError) as caught:
        make(reading, transcript)
    return caught.value


@pytest.mark.parametrize(
    ("text", "kind", "code", "marked"),
    [
        ("c.1532C>A", ReferenceMismatch, "reference_mismatch", "1532"),
        ("c.1532_1533delinsTT", None, "", ""),
        ("c.-10G>A", ReferenceMismatch, "reference_mismatch", "-10"),
        ("c.*5A>G", ReferenceMismatch, "reference_mismatch", "*5"),
        ("c.1532_1533delAC", ReferenceMismatch, "reference_mismatch", "1532_1533"),
        ("c.1532_1533dupAC", ReferenceMismatch, "reference_mismatch", "1532_1533"),
        ("c.135-1A>T", PositionError, "not_at_exon_border", "135-1"),
        ("c.95-1T>A", ReferenceMismatch, "splice_site_mismatch", "95-1"),
        ("c.94+1_94+2delCC", ReferenceMismatch, "splice_site_mismatch", "94+1_94+2"),
        ("c.93_94+1delTTG", ReferenceMismatch, "reference_mismatch", "93_94+1"),
        ("c.99999del", PositionError, "position_out_of_range", "99999"),
        ("c.4105A>G", PositionError, "position_out_of_range", "4105"),
        ("c.*99999A>G", PositionError, "position_out_of_range", "*99999"),
        ("c.-99999A>G", PositionError, "position_out_of_range", "-99999"),
        ("n.99999del", PositionError, "position_out_of_range", "99999"),
        ("c.100+5G>A", PositionError, "not_at_exon_border", "100+5"),
        ("c.94+99999999del", PositionError, "beyond_intron", "94+99999999"),
        ("c.10_12insA", PositionError, "insertion_not_between_neighbours", "10_12"),
        ("c.94+1_94+3insA", PositionError, "insertion_not_between_neighbours", "94+1_94+3"),
        ("c.(1530_1540)del", PositionError, "position_not_exact", "(1530_1540)"),
        ("n.-5del", PositionError, "position_not_relative", "-5"),
        ("NR_024274.1:c.5del", PositionError, "not_coding", "5"),
        ("NR_024274.1:p.Arg5Gln", PositionError, "not_coding", "5"),
        ("c.52CAG[20]", ReferenceMismatch, "reference_mismatch", "52"),
        ("c.?", UnsupportedNotation, "no_definite_change", None),
        ("c.[1532G>A];[1533G>A]", UnsupportedNotation, "not_one_allele", ...),
        ("c.[1532G>A;1532G>C]", PositionError, "edits_overlap", ...),
        ("c.14_15ins20_30", UnsupportedNotation, "inserted_by_reference", "14_15"),
        ("p.Arg481Gln", ReferenceMismatch, "residue_mismatch", "481"),
        ("p.Arg9999Gln", PositionError, "position_out_of_range", "9999"),
        ("p.Arg9999fs", PositionError, "position_out_of_range", "9999"),
        ("p.Lys2_Gly4insAla", PositionError, "insertion_not_between_neighbours", "2_Gly4"),
        ("NC_000002.12:g.5A>G", UnknownReference, "not_aligned", "5"),
        ("NC_000015.10:g.5A>G", PositionError, "not_on_transcript", "5"),
        ("NC_000015.10:g.98911384C>A", ReferenceMismatch, "reference_mismatch", "98911384"),
        ("NC_000015.10:g.98911384_98911386insA", PositionError, "insertion_not_between_neighbours", ""),
    ],
)
def test_refusals(text: str, kind: type[VarsynError] | None, code: str, marked: object) -> None:
    if kind is None:
        reading = read(text)[0]
        transcript = REFERENCE.transcript("NM_000875.5")
        assert transcript is not None
        assert allele_from_reading(reading, transcript).inserted == "TT"
        return
    error = failure(text)
    assert type(error) is kind
    assert error.code == code
    assert error.code in CODED
    assert error.advice
    assert error.message
    if marked is ...:
        assert error.span == (0, len(error.text or ""))
    elif marked:
        assert error.text is not None
        assert error.span is not None
        assert error.text[slice(*error.span)] == marked


def test_a_mismatch_says_what_is_there_and_what_was_stated() -> None:
    assert failure("c.1532C>A").message == "position 1532 of NM_000875.5 is G, not C"
    error = failure("p.Arg481Gln")
    assert error.message == "position 481 of NP_000866.1 is Asn, not Arg"
    assert "480" in error.advice[0]


def test_errors_survive_pickling() -> None:
    error = failure("c.1532C>A")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (again.code, again.text, again.span, again.advice) == (
        error.code, error.text, error.span, error.advice,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NM_000875.99:c.1532G>A", "unknown_version"),
        ("NM_000875.1:c.1532G>A", "unknown_version"),
        ("NM_999999999.1:c.5G>A", "unknown_reference"),
        ("c.1532G>A", "names_no_sequence"),
    ],
)
def test_unknown_sequences(text: str, code: str) -> None:
    with pytest.raises(UnknownReference) as caught:
        Normalizer(REFERENCE).normalize(text)
    error = caught.value
    assert error.code == code
    assert error.advice
    assert error.span is not None


def test_the_nearest_version_is_offered() -> None:
    with pytest.raises(UnknownReference) as caught:
        Normalizer(REFERENCE).normalize("NM_000875.99:c.1532G>A")
    assert "NM_000875.5" in caught.value.advice[0]
    with pytest.raises(UnknownReference) as caught:
        Normalizer(REFERENCE).normalize("NM_000875.1:c.1532G>A")
    assert "NM_000875.4" in caught.value.advice[0]


def test_a_range_over_the_end_of_a_linear_chromosome_is_reversed() -> None:
    with pytest.raises(PositionError) as caught:
        genomic_from_reading(Reading("g", "del", "9", "5", accession="NC_000015.10"))
    assert caught.value.code == "range_reversed"
    circle = genomic_from_reading(Reading("m", "del", "16569", "2", accession="NC_012920.1"))
    assert circle.end - circle.start == 3


@pytest.mark.parametrize("coordinate", ["c", "n", "p"])
def test_a_reversed_range(coordinate: str) -> None:
    transcript = REFERENCE.transcript("NM_000875.5")
    assert transcript is not None
    reading = Reading(coordinate, "del", "9", "5")  # type: ignore[arg-type]
    make = protein_from_reading if coordinate == "p" else allele_from_reading
    with pytest.raises(PositionError) as caught:
        make(reading, transcript)
    assert caught.value.code == "range_reversed"
    assert "5_9" in caught.value.advice[0]


def test_an_empty_edit() -> None:
    transcript = REFERENCE.transcript("NM_000875.5")
    assert transcript is not None
    for edit in ("ins", "delins"):
        with pytest.raises(PositionError) as caught:
            allele_from_reading(Reading("c", edit, "5", "6"), transcript)  # type: ignore[arg-type]
        assert caught.value.code == "empty_edit"
