"""Laws of the allele engine on made-up transcripts, each checked against a slow and obvious reckoning."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple, get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from varsyn.allele import (
    Allele,
    allele_from_reading,
    allele_key,
    back_translate,
    describe,
    describe_genomic,
    from_genome,
    predict,
    protein_from_reading,
    to_genome,
)
from varsyn.allele.chromosome import genomic_from_reading, normalize_genomic
from varsyn.allele.context import context_of
from varsyn.allele.normalize import normalize_edit
from varsyn.allele.reading import general_allele
from varsyn.model import PositionError, Reading, VarsynError
from varsyn.model.reading import Edit
from varsyn.notation import read
from varsyn.reference import Alignment, Transcript
from varsyn.sequence import apply, justify, reverse_complement, shift_left, shift_right, translate

STOPS = ("TAA", "TAG", "TGA")
codons = st.sampled_from(
    [a + b + c for a in "ACGT" for b in "ACGT" for c in "ACGT" if a + b + c not in STOPS]
)
# Few letters make many repeats, and repeats are where shifting goes wrong.
bases = st.one_of(st.text("ACGT", max_size=12), st.text("AT", max_size=12))
some_bases = bases.filter(bool)


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    """A coding transcript of one to three exons, with untranslated regions."""
    inner = "".join(draw(st.lists(codons, min_size=2, max_size=14)))
    repeated = draw(st.integers(1, 3))
    before, after = draw(bases), draw(bases)
    cds = "ATG" + inner * repeated + draw(st.sampled_from(STOPS))
    sequence = before + cds + after
    cuts = sorted(draw(st.sets(st.integers(1, len(sequence) - 1), max_size=2)))
    borders = [0, *cuts, len(sequence)]
    exons = tuple(pairwise(borders))
    return Transcript(
        "NM_1.1", "GENE", sequence, len(before), len(before) + len(cds), exons, protein_accession="NP_1.1"
    )


@st.composite
def edits(draw: st.DrawFn, sequence: str) -> tuple[int, int, str]:
    """An edit of a sequence: a stretch and what replaces it, often a copy of what stands there."""
    start = draw(st.integers(0, len(sequence)))
    end = min(len(sequence), start + draw(st.integers(0, 7)))
    inserted = draw(st.one_of(bases, st.just(sequence[start:end]), st.just(sequence[start:end] * 2)))
    return start, end, inserted


class Case(NamedTuple):
    transcript: Transcript
    start: int
    end: int
    inserted: str

    @property
    def applied(self) -> str:
        return apply(self.transcript.sequence, self.start, self.end, self.inserted)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    transcript = draw(transcripts())
    return Case(transcript, *draw(edits(transcript.sequence)))


@st.composite
def substitutions(draw: st.DrawFn) -> Case:
    transcript = draw(transcripts())
    at = draw(st.integers(0, len(transcript.sequence) - 1))
    old = transcript.sequence[at]
    return Case(transcript, at, at + 1, draw(st.sampled_from("ACGT".replace(old, ""))))


@st.composite
def losses_and_copies(draw: st.DrawFn, size: int = 1) -> Case:
    """A deletion or duplication of a multiple of ``size`` bases inside the coding sequence."""
    transcript = draw(transcripts())
    start, end = transcript.cds_start, transcript.cds_end
    assert start is not None
    assert end is not None
    at = draw(st.integers(start, end - size))
    stop = at + size * draw(st.integers(1, max((end - at) // size, 1)))
    if draw(st.booleans()):
        return Case(transcript, at, stop, "")
    return Case(transcript, stop, stop, transcript.sequence[at:stop])


def normalized(case: Case) -> Allele:
    return normalize_edit(context_of(case.transcript), case.start, case.end, case.inserted)


def applied(allele: Allele, transcript: Transcript) -> str:
    return apply(transcript.sequence, allele.start, allele.end, allele.inserted)


@given(cases())
def test_normalizing_keeps_the_applied_sequence(case: Case) -> None:
    assert applied(normalized(case), case.transcript) == case.applied


@given(cases())
def test_normalizing_twice_changes_nothing(case: Case) -> None:
    once = normalized(case)
    assert normalize_edit(context_of(case.transcript), once.start, once.end, once.inserted) == once


@given(cases())
def test_the_description_reads_back_to_the_same_allele(case: Case) -> None:
    """What is written is valid notation, and means what was meant."""
    once = normalized(case)
    assume(once.start > 0 and once.end < len(case.transcript.sequence))
    text = describe(once, case.transcript)
    again = allele_from_reading(read(text)[0], case.transcript)
    assert describe(again, case.transcript) == text
    assert applied(again, case.transcript) == case.applied


@given(cases(), st.data())
def test_keys_are_equal_exactly_when_the_sequences_are(case: Case, data: st.DataObject) -> None:
    other = Case(case.transcript, *data.draw(edits(case.transcript.sequence)))
    same = allele_key(normalized(case), case.transcript) == allele_key(normalized(other), case.transcript)
    assert same == (case.applied == other.applied)


@given(cases())
def test_every_place_of_a_shifted_edit_has_one_key(case: Case) -> None:
    """All the ways to write one deletion or insertion in a run of repeats."""
    sequence = case.transcript.sequence
    once = normalized(case)
    assume(once.shape in ("del", "ins", "dup"))
    key = allele_key(once, case.transcript)
    left = shift_left(sequence, once.start, once.end, once.inserted)
    while True:
        again = normalize_edit(context_of(case.transcript), *left)
        assert allele_key(again, case.transcript) == key
        right = shift_right(sequence, *left, left.end + 1)
        if right == left:
            break
        left = right


@given(some_bases, st.data())
def test_shifting_left_and_right_returns(sequence: str, data: st.DataObject) -> None:
    start, end, inserted = data.draw(edits(sequence))
    left = shift_left(sequence, start, end, inserted)
    right = shift_right(sequence, start, end, inserted)
    assert shift_right(sequence, *left) == right
    assert shift_left(sequence, *right) == left
    assert apply(sequence, *left) == apply(sequence, *right) == apply(sequence, start, end, inserted)


@given(some_bases, st.data())
def test_justifying_is_sound_and_complete(sequence: str, data: st.DataObject) -> None:
    one, two = data.draw(edits(sequence)), data.draw(edits(sequence))
    assert apply(sequence, *justify(sequence, *one)) == apply(sequence, *one)
    assert (justify(sequence, *one) == justify(sequence, *two)) == (
        apply(sequence, *one) == apply(sequence, *two)
    )


@given(losses_and_copies())
def test_a_deletion_stays_in_its_exons(case: Case) -> None:
    """HGVS nomenclature 21, general recommendations: the exception to the 3' rule."""
    assume(case.inserted == "")
    once = normalized(case)
    context = context_of(case.transcript)
    assert context.exon_of(once.end - 1) == context.exon_of(case.end - 1)
    assert context.exon_of(once.start) == context.exon_of(case.start)


def translated(case: Case) -> str:
    """The new protein with its stop, if it has one: read from the old start codon on."""
    whole = translate(case.applied[case.transcript.cds_start :])
    return whole[: whole.index("*") + 1] if "*" in whole else whole


@given(cases())
def test_the_predicted_protein_is_the_translated_one(case: Case) -> None:
    """The predicted change, applied to the old protein, gives the translation of the new sequence."""
    transcript = case.transcript
    change = predict(normalized(case), transcript)
    assert transcript.cds_start is not None
    assert transcript.cds_end is not None
    once = normalized(case)
    if change.kind in ("unknown", "start_loss", "absent"):
        left = shift_left(transcript.sequence, once.start, once.end, once.inserted)
        assert left.start < transcript.cds_start + 3 or once.start >= transcript.cds_end
        return
    old = context_of(transcript).residues
    new = translated(case)
    number = change.start
    if change.kind == "identity":
        assert new == old
    elif change.kind == "fs":
        assert new[: number - 1] == old[: number - 1]
        assert new[number - 1 : number] == change.alt
        assert change.alt != old[number - 1]
        assert change.ter == (str(len(new) - number + 1) if new.endswith("*") else "?")
    elif change.kind == "ext":
        assert old[number - 1] == "*"
        assert new[: number - 1] == old[: number - 1]
        assert new[number - 1] == change.alt
        assert change.ter == (str(len(new) - number) if new.endswith("*") else "?")
    else:
        replaced = {
            "sub": (number - 1, number, change.alt),
            "del": (number - 1, change.end, ""),
            "dup": (change.end, change.end, old[number - 1 : change.end]),
            "ins": (number, number, change.alt),
            "delins": (number - 1, change.end, change.alt),
        }[change.kind]
        whole = apply(old, *replaced)
        assert (whole[: whole.index("*") + 1] if "*" in whole else whole) == new


@given(cases())
def test_residues_named_by_a_prediction_are_the_protein_s(case: Case) -> None:
    change = predict(normalized(case), case.transcript)
    residues = context_of(case.transcript).residues
    if change.start:
        assert residues[change.start - 1] == change.ref
    if change.ref_end:
        assert residues[change.end - 1] == change.ref_end


@given(cases())
def test_a_predicted_change_reads_back(case: Case) -> None:
    """The spelling of a protein change, read and normalized on the protein, is the change again."""
    change = predict(normalized(case), case.transcript)
    assume(change.kind not in ("unknown", "absent"))
    assert str(protein_from_reading(read(str(change))[0], case.transcript)) == str(change)


@given(substitutions())
def test_a_single_base_change_is_among_the_causes_of_its_consequence(case: Case) -> None:
    once = normalized(case)
    change = predict(once, case.transcript)
    assume(change.kind != "unknown")
    keys = {
        allele_key(cause.allele, case.transcript)
        for cause in back_translate(change, case.transcript)
        if cause.allele is not None
    }
    assert allele_key(once, case.transcript) in keys


@given(losses_and_copies(3))
def test_an_in_frame_loss_or_copy_is_among_the_causes_of_its_consequence(case: Case) -> None:
    once = normalized(case)
    change = predict(once, case.transcript)
    assume(change.kind == once.shape)
    keys = {
        allele_key(cause.allele, case.transcript)
        for cause in back_translate(change, case.transcript)
        if cause.allele is not None
    }
    assert allele_key(once, case.transcript) in keys


@given(transcripts(), st.data())
def test_a_gain_of_one_codon_is_among_the_causes_of_its_consequence(
    transcript: Transcript, data: st.DataObject
) -> None:
    assert transcript.cds_start is not None
    assert transcript.cds_end is not None
    at = data.draw(st.integers(transcript.cds_start + 3, transcript.cds_end - 3))
    case = Case(transcript, at, at, data.draw(st.text("ACGT", min_size=3, max_size=3)))
    once = normalized(case)
    change = predict(once, transcript)
    assume(change.kind in ("ins", "dup"))
    assume("*" not in change.alt)
    keys = {
        allele_key(cause.allele, transcript)
        for cause in back_translate(change, transcript)
        if cause.allele is not None
    }
    assert allele_key(once, transcript) in keys


@given(cases())
def test_every_cause_has_the_consequence(case: Case) -> None:
    change = predict(normalized(case), case.transcript)
    assume(change.kind not in ("unknown", "absent"))
    assume(change.kind != "fs" or change.alt != "")
    causes = back_translate(change, case.transcript)
    distances = [cause.distance for cause in causes if cause.allele is not None]
    assert distances == sorted(distances)
    for cause in causes:
        if cause.allele is not None:
            assert predict(cause.allele, case.transcript) == change
            assert cause.minimal == (cause.distance == distances[0])


@given(transcripts(), st.data())
def test_the_short_cut_agrees_with_the_general_way(transcript: Transcript, data: st.DataObject) -> None:
    number = str(data.draw(st.integers(1, 60)))
    ref, alt = data.draw(st.sampled_from("ACGTN")), data.draw(st.sampled_from("ACGTRN"))
    reading = Reading("c", "sub", number, number, ref, alt)
    answers = []
    for way in (allele_from_reading, general_allele):
        try:
            answers.append(repr(way(reading, transcript)))
        except ValueError as error:
            answers.append(repr(error))
    assert answers[0] == answers[1]


printed_positions = st.one_of(
    st.integers(-9, 60).map(str),
    st.integers(1, 20).map(lambda number: f"*{number}"),
    st.tuples(st.integers(1, 40), st.integers(-9, 9)).map(lambda pair: f"{pair[0]}{pair[1]:+d}"),
    st.sampled_from(["", "?", "(5_6)", "pter", "qter", "IVS2+1", "99999999999", "³", "1.5", "*0"]),
)
stated = st.one_of(
    bases, st.sampled_from(["N[20]", "[A;C]", "[A;5_9]", "acgu", "Arg", "ArgGln", "Ter", "Foo", "ü"])
)
readings = st.builds(
    Reading,
    st.sampled_from(["c", "n", "g", "m", "o", "r", "p", None]),
    st.sampled_from(get_args(Edit)),
    printed_positions,
    printed_positions,
    stated,
    stated,
    st.sampled_from([None, "NM_1.1", "NC_000001.11", "NC_012920.1"]),
    ref_end=st.sampled_from(["", "Arg", "Foo"]),
    length=st.sampled_from(["", "3", "99999999"]),
    ter=st.sampled_from(["", "1", "?", "-5"]),
    copies=st.sampled_from(["", "3", "999999999"]),
    phase=st.sampled_from(["", "cis", "trans"]),
)


@given(transcripts(), readings)
def test_any_reading_is_an_allele_or_refused_with_a_code(transcript: Transcript, reading: Reading) -> None:
    make = protein_from_reading if reading.coordinate == "p" else allele_from_reading
    try:
        made = make(reading, transcript)
    except VarsynError as refused:
        code = refused.code
    else:
        code = ""
        assert str(made)
        if isinstance(made, Allele):
            assert describe(made, transcript)
            assert allele_key(made, transcript)
    assert code != "error"


class World(NamedTuple):
    """A chromosome, and a transcript that is spliced from it."""

    bases: str
    transcript: Transcript

    def fetch(self, accession: str, start: int, end: int) -> str:
        return self.bases[start:end]


CHROM = "NC_000001.11"


@st.composite
def worlds(draw: st.DrawFn) -> World:
    transcript = draw(transcripts())
    strand = draw(st.sampled_from((1, -1)))
    pieces = [draw(some_bases)]
    places: list[tuple[int, int]] = []
    for start, end in transcript.exons:
        at = sum(map(len, pieces))
        pieces.append(transcript.sequence[start:end])
        places.append((at, at + end - start))
        pieces.append("GT" + draw(some_bases) + "AG")
    pieces.append(draw(some_bases))
    chromosome = "".join(pieces)
    if strand == -1:
        size = len(chromosome)
        chromosome = reverse_complement(chromosome)
        places = [(size - end, size - start) for start, end in places]
    alignment = Alignment("GRCh38", CHROM, strand, tuple(places))
    return World(
        chromosome,
        Transcript(
            "NM_1.1", "GENE", transcript.sequence, transcript.cds_start, transcript.cds_end, transcript.exons,
            alignments=(alignment,),
        ),
    )  # fmt: skip


def spliced(world: World, edited: str, low: int, high: int, gained: int) -> str | None:
    """The transcript of an edited chromosome; None where the edit reaches out of one exon."""
    alignment = world.transcript.alignments[0]
    parts: list[str] = []
    inside = False
    for start, end in alignment.exons:
        if start <= low and high <= end and not inside:
            inside = True
            piece = edited[start : end + gained]
        else:
            if low < end and start < high:
                return None
            shift = gained if start >= high else 0
            piece = edited[start + shift : end + shift]
        parts.append(piece if alignment.strand == 1 else reverse_complement(piece))
    return "".join(parts) if inside else None


def on_chromosome(allele: Allele, world: World) -> Allele | None:
    """The allele on the chromosome; None for the insertion between two exons, which has no one place."""
    junctions = context_of(world.transcript).junctions
    if allele.shape == "ins" and allele.start in junctions:
        with pytest.raises(PositionError, match="between two exons"):
            to_genome(allele, world.transcript, "GRCh38")
        return None
    return to_genome(allele, world.transcript, "GRCh38")


@given(worlds(), st.data())
def test_an_allele_on_the_chromosome_makes_the_same_transcript(world: World, data: st.DataObject) -> None:
    case = Case(world.transcript, *data.draw(edits(world.transcript.sequence)))
    once = normalized(case)
    assume(once.shape != "identity")
    placed = on_chromosome(once, world)
    if placed is None or (placed.shape == "dup" and not placed.inserted):
        return
    edited = apply(world.bases, placed.start, placed.end, placed.inserted)
    again = spliced(world, edited, placed.start, placed.end, len(placed.inserted) - placed.end + placed.start)
    assert again is None or again == case.applied


@given(worlds(), st.data())
def test_to_the_chromosome_and_back_is_the_same_allele(world: World, data: st.DataObject) -> None:
    case = Case(world.transcript, *data.draw(edits(world.transcript.sequence)))
    once = normalized(case)
    assume(once.start != once.end or once.inserted)
    placed = on_chromosome(once, world)
    if placed is None:
        return
    back = from_genome(placed, world.transcript)
    if back.verified:
        assert allele_key(back, world.transcript) == allele_key(once, world.transcript)
    # Through its spelling as well.
    read_back = allele_from_reading(read(describe_genomic(placed))[0], world.transcript)
    assert describe(read_back, world.transcript) == describe(back, world.transcript)


@given(worlds(), st.data())
def test_with_the_genome_equal_alleles_have_equal_names(world: World, data: st.DataObject) -> None:
    """Two chromosome edits that make one chromosome sequence get one name and key on the transcript."""
    names = []
    for _ in range(2):
        edit = data.draw(edits(world.bases))
        start, end, inserted = edit
        assume(0 < start < end < len(world.bases) - 1)
        edited = apply(world.bases, *edit)
        written = Allele(CHROM, start, end, world.bases[start:end], inserted, "delins", verified=False)
        canonical = normalize_genomic(written, world)
        assert apply(world.bases, canonical.start, canonical.end, canonical.inserted) == edited
        reading = read(describe_genomic(canonical))[0]
        assert genomic_from_reading(reading, world) == canonical
        names.append((edited, describe_genomic(canonical)))
    if names[0][0] == names[1][0] and not names[0][1].endswith("="):
        assert names[0][1] == names[1][1]
