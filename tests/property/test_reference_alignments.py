"""Laws of alignments: what is kept is consistent, and nothing but what is consistent is kept."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from varsyn.reference import Alignment, open_reference
from varsyn.reference.alignments import MisalignedError, checked, length, spans
from varsyn.reference.build import build_bundle
from varsyn.reference.inputs import own_sources
from varsyn.reference.transcript_rows import AlignmentRow, TranscriptRow, transcript
from varsyn.reference.verify import problems, transcript_problems

BASES = st.sampled_from("ACGT")


@st.composite
def aligned(draw: st.DrawFn) -> tuple[TranscriptRow, Alignment]:
    """A transcript and its true alignment: exons with few gaps, introns, either strand, maybe a tail."""
    exons, at, cigars, sizes = [], 0, [], []
    for _ in range(draw(st.integers(1, 4))):
        before, after = draw(st.integers(40, 90)), draw(st.integers(40, 90))
        step = draw(st.sampled_from(["", "1X", "1D", "2D", "1I", "3I"]))
        cigar = f"{before}={step}{after}=" if step else f"{before + after}="
        on_transcript, on_chromosome, _ = spans(cigar)
        exons.append((at, at + on_transcript))
        at += on_transcript
        cigars.append(cigar)
        sizes.append(on_chromosome)
    tail = draw(st.sampled_from([0, 0, 7]))
    sequence = draw(st.text(alphabet="ACGT", min_size=at, max_size=at)) + "A" * tail
    strand = draw(st.sampled_from([1, -1]))
    chromosome, place = [], 1000
    for size in sizes:
        chromosome.append((place, place + size) if strand > 0 else (-place - size, -place))
        place += size + draw(st.integers(30, 200))
    shift = 0 if strand > 0 else 100_000
    alignment = Alignment(
        "GRCh38",
        "NC_000001.11",
        strand,
        tuple((start + shift, end + shift) for start, end in chromosome),
        tuple(exons),
        tuple(cigars),
    )
    tiled = [*exons[:-1], (exons[-1][0], len(sequence))]
    return TranscriptRow("NM_1.1", sequence, gene="A", exons=tiled), alignment


@given(aligned())
def test_true_alignments_are_kept(case: tuple[TranscriptRow, Alignment]) -> None:
    row, alignment = case
    found = checked(alignment, row.exons, row.sequence)
    assert found.exons == alignment.exons
    assert found.strand == alignment.strand
    assert (found.tx_exons or tuple(row.exons)) == alignment.tx_exons
    assert found.cigars in ((), alignment.cigars)
    if not found.cigars:
        for on_transcript, on_chromosome in zip(found.tx_exons or row.exons, found.exons, strict=True):
            assert length(on_transcript) == length(on_chromosome)
    assert checked(found, row.exons, row.sequence) == found


@given(aligned(), st.data())
def test_changed_alignments_are_refused_or_consistent(
    case: tuple[TranscriptRow, Alignment], data: st.DataObject
) -> None:
    """Whatever is done to an alignment, what the builder keeps of it does not contradict itself."""
    row, alignment = case
    exons = [list(exon) for exon in alignment.exons]
    for _ in range(data.draw(st.integers(1, 3))):
        index = data.draw(st.integers(0, len(exons) - 1))
        exons[index][data.draw(st.integers(0, 1))] += data.draw(st.integers(-5, 5))
    with_gaps = data.draw(st.booleans())
    given_row = AlignmentRow(
        "GRCh38",
        "NC_000001.11",
        data.draw(st.sampled_from([alignment.strand, -alignment.strand])),
        [(start, end) for start, end in exons],
        list(alignment.tx_exons) if with_gaps else [],
        list(alignment.cigars) if with_gaps else [],
    )
    record, _ = transcript(msgspec.structs.replace(row, alignments=[given_row]))
    assert list(transcript_problems(record)) == []


@given(st.text(alphabet="0123456789=XMIDN ", max_size=12))
def test_spans_of_any_text(cigar: str) -> None:
    try:
        on_transcript, on_chromosome, same = spans(cigar)
    except MisalignedError:
        return
    assert same <= min(on_transcript, on_chromosome)


@settings(max_examples=20)
@given(st.lists(aligned(), min_size=1, max_size=4))
def test_a_bundle_gives_back_what_went_in(cases: list[tuple[TranscriptRow, Alignment]]) -> None:
    rows = []
    for number, (row, alignment) in enumerate(cases):
        fields = msgspec.to_builtins(row)
        fields["accession"] = f"NM_{number}.1"
        fields["alignments"] = [msgspec.to_builtins(alignment)]
        rows.append({name: value for name, value in fields.items() if value is not None})
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.jsonl", Path(folder) / "out.sqlite"
        source.write_text("".join(json.dumps(row) + "\n" for row in rows))
        assert build_bundle(target, own_sources({"transcripts": source})) == []
        assert list(problems(target)) == []
        bundle = open_reference(target)
        for number, (row, alignment) in enumerate(cases):
            record = bundle.transcript(f"NM_{number}.1")
            assert record is not None
            assert (record.sequence, record.exons) == (row.sequence, tuple(row.exons))
            assert record.alignments == (checked(alignment, row.exons, row.sequence),)
            low = min(start for start, _ in alignment.exons)
            assert record in bundle.overlapping("NC_000001.11", low, low + 1)
        bundle.close()
