"""``read(str(reading))`` gives the reading back."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_notation_paths import generator, shapes

from varsyn.model import Reading, VarsynError
from varsyn.model.residues import THREE_TO_ONE
from varsyn.notation import read, write

BASES = st.text("ACGT", min_size=1, max_size=6)
RESIDUE = st.sampled_from(sorted(set(THREE_TO_ONE) - {"Ter", "Xaa", "Met"}))
ACCESSION = st.sampled_from([None, "NM_000875.5", "NC_000015.10", "LRG_199t1", "NG_012232.1(NM_004006.2)"])
MANY = settings(max_examples=800, deadline=None)


@st.composite
def nucleotide_readings(draw: st.DrawFn) -> Reading:
    """Readings of DNA changes that need no repair."""
    start = draw(st.integers(1, 5000))
    size = draw(st.integers(2, 40))
    end = str(start + size)
    place = str(start)
    accession = draw(ACCESSION)
    kind = draw(st.sampled_from(["c", "g", "n"]))
    edit = draw(st.sampled_from(["sub", "del", "dup", "ins", "delins", "inv", "identity", "repeat"]))
    common = {"accession": accession}
    if edit == "sub":
        ref, alt = draw(st.permutations("ACGT"))[:2]
        return Reading(kind, "sub", place, place, ref, alt, **common)
    if edit == "ins":
        return Reading(kind, "ins", place, str(start + 1), "", draw(BASES), **common)
    if edit == "delins":
        return Reading(kind, "delins", place, end, "", draw(BASES), **common)
    if edit == "repeat":
        unit = draw(st.text("ACGT", min_size=3, max_size=3))
        return Reading(kind, "repeat", place, place, unit, copies=str(draw(st.integers(2, 90))), **common)
    return Reading(kind, edit, place, end, **common)


@st.composite
def protein_readings(draw: st.DrawFn) -> Reading:
    """Readings of protein changes that need no repair."""
    start, size = draw(st.integers(2, 3000)), draw(st.integers(2, 40))
    ref, alt, last = draw(RESIDUE), draw(RESIDUE), draw(RESIDUE)
    accession = draw(st.sampled_from([None, "NP_000866.1", "LRG_199p1"]))
    common = {"accession": accession, "uncertain": draw(st.booleans())}
    place, end = str(start), str(start + size)
    edit = draw(st.sampled_from(["sub", "stop", "del", "ins", "fs", "identity", "range", "ext"]))
    if edit == "sub" and ref != alt:
        return Reading("p", "sub", place, place, ref, alt, **common)
    if edit == "stop":
        return Reading("p", "sub", place, place, ref, "Ter", **common)
    if edit == "ins":
        return Reading("p", "ins", place, str(start + 1), ref, alt + last, ref_end=last, **common)
    if edit == "fs" and ref != alt:
        distance = str(draw(st.integers(2, start)))
        return Reading("p", "fs", place, place, ref, alt, ter=distance, **common)
    if edit == "range":
        return Reading("p", "del", place, end, ref, ref_end=last, **common)
    if edit == "ext":
        return Reading("p", "ext", place, place, "Ter", alt, ter=str(draw(st.integers(1, 99))), **common)
    return Reading("p", "identity" if edit == "identity" else "del", place, place, ref, **common)


@given(st.one_of(nucleotide_readings(), protein_readings()))
@MANY
def test_a_reading_reads_back(reading: Reading) -> None:
    assert read(str(reading))[0] == reading


@given(nucleotide_readings(), protein_readings())
@MANY
def test_a_pair_reads_back(dna: Reading, protein: Reading) -> None:
    pair = msgspec.structs.replace(dna, protein=msgspec.structs.replace(protein, accession=None))
    assert read(str(pair))[0] == pair


@given(protein_readings(), st.sampled_from(["hgvs1", "star"]))
@MANY
def test_every_style_of_a_protein_reads_back(reading: Reading, style: str) -> None:
    assert read(write(reading, style))[0] == reading


@given(st.lists(nucleotide_readings(), min_size=2, max_size=4), st.sampled_from(["cis", "trans", "unknown"]))
@settings(max_examples=300, deadline=None)
def test_an_allele_reads_back(parts: list[Reading], phase: str) -> None:
    kind = parts[0].coordinate
    plain = tuple(msgspec.structs.replace(part, accession=None, coordinate=kind) for part in parts)
    allele = Reading(kind, "allele", phase=phase, parts=plain, accession=parts[0].accession)
    found = read(str(allele))[0]
    assert msgspec.structs.replace(found, repairs=()) == allele


def bare(reading: Reading) -> Reading:
    """The reading without what its canonical spelling leaves out: repairs, and bases after del and dup."""
    kept = reading.ref if reading.coordinate == "p" or reading.edit in ("sub", "repeat") else ""
    return msgspec.structs.replace(
        reading,
        ref=kept,
        repairs=(),
        protein=bare(reading.protein) if reading.protein else None,
        parts=tuple(bare(part) for part in reading.parts),
        also=tuple(bare(other) for other in reading.also),
    )


def check_back(text: str, repaired: bool) -> None:
    """The first reading of the text reads back; not asked of a repaired one where ``repaired`` is False."""
    try:
        found = read(text)[0]
    except VarsynError:
        return
    if repaired or not found.repairs:
        assert bare(read(str(found))[0]) == bare(found)


@given(generator("hgvs", "hgvs"))
@settings(
    max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None
)
def test_hgvs_of_every_kind_reads_back(text: str) -> None:
    check_back(text, repaired=False)


@given(shapes())
@MANY
def test_the_reading_of_a_printed_form_reads_back(text: str) -> None:
    check_back(text, repaired=True)


@pytest.mark.parametrize(
    "text",
    [
        "c.1A[2]T[3];[4]", "c.[35delG];[101T-C]", "p.[R481Q];[del F508]", "CD39 (C>T)", "G1915T/A",
        "r.1a>g/a>c", "premature stop at codon 59", "c.[[2376G>C];3103del]", "c.(4_9)dup5",
        "NM_004006.2:c.85=//T>C",
        "c.(76_77)C>T", "NC_000015.10:g.[pter_cen::cen_qter]sup", "p.(Gly719^Ala^Ser)",
    ],
)  # fmt: skip
def test_brackets_and_oddities_read_back(text: str) -> None:
    check_back(text, repaired=True)
