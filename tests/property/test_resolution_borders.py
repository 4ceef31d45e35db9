"""Sized deletions and insertions over the end of an exon, against a made-up gene whose introns are known."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from varsyn.model import Reading
from varsyn.reference import Transcript
from varsyn.resolution.border import across_border

BASES = st.text("ACGT", min_size=6, max_size=14)


def gene(left: str, intron: str, right: str) -> tuple[Transcript, str]:
    """Two exons, coding from the first base, and the stretch of chromosome that they come from."""
    spliced = left + right
    transcript = Transcript(
        "NM_1.1", "X", spliced, 0, len(spliced), ((0, len(left)), (len(left), len(spliced)))
    )
    return transcript, left + intron + right


def place(at: int, border: int) -> str:
    """The c. position of base ``at`` (0-based) of the chromosome, counted from the first exon."""
    return str(at + 1) if at < border else f"{border}+{at - border + 1}"


@given(left=BASES, inner=BASES, right=BASES, start=st.integers(0, 13), size=st.integers(1, 8))
@settings(max_examples=300)
def test_a_deletion_is_moved_as_far_as_the_intron_is_known(
    left: str, inner: str, right: str, start: int, size: int
) -> None:
    """Always the same sequence as the genomic deletion; its 3'-most form wherever ``final`` is claimed."""
    transcript, chromosome = gene(left, f"GT{inner}AG", right)
    border = len(left)
    first, end = min(start, border - 1), min(start, border - 1) + size
    found = across_border(Reading(None, "del", str(first + 1), str(end)), transcript)
    if end <= border:
        assert found is None
        return
    assert found is not None
    most = first
    while chromosome[most] == chromosome[most + size]:
        most += 1
    texts = [f"{place(at, border)}_{place(at + size - 1, border)}" for at in range(first, most + 1)]
    got = f"{found.reading.start}_{found.reading.end}"
    if size == 1:
        texts = [f"{text.partition('_')[0]}_{text.partition('_')[0]}" for text in texts]
    assert got in texts
    if found.final:
        assert got == texts[-1]


@given(left=BASES, inner=BASES, right=BASES, bases=st.text("ACGT", min_size=1, max_size=5))
@settings(max_examples=300)
def test_an_insertion_between_exon_and_intron(left: str, inner: str, right: str, bases: str) -> None:
    transcript, chromosome = gene(left, f"GT{inner}AG", right)
    border = len(left)
    reading = Reading(None, "ins", str(border), str(border + 1), alt=bases)
    found = across_border(reading, transcript)
    assert found is not None
    if found.reading.edit == "dup":
        low, high = int(found.reading.start) - 1, int(found.reading.end)
        assert chromosome[low:high] == bases
        assert high == border
    else:
        assert (found.reading.start, found.reading.end) == (str(border), f"{border}+1")
        if found.final:
            assert chromosome[border] != bases[0]
