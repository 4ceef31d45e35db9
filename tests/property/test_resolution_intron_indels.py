"""Indels of introns and of exons' ends, against made-up genes whose introns are known."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from varsyn.allele import allele_from_reading
from varsyn.allele.describe import describe
from varsyn.model import Reading, VarsynError
from varsyn.reference import Transcript
from varsyn.resolution.undecided import undecided

BASES = st.text("ACGT", min_size=6, max_size=12)


def gene(left: str, inner: str, right: str) -> tuple[Transcript, str]:
    """Two exons, coding from the first base, and the stretch of chromosome that they come from."""
    spliced = left + right
    transcript = Transcript(
        "NM_1.1", "X", spliced, 0, len(spliced), ((0, len(left)), (len(left), len(spliced)))
    )
    return transcript, f"{left}GT{inner}AG{right}"


def place(at: int, left: int, intron: int) -> str:
    """The c. position of base ``at`` (0-based) of the chromosome, introns counted from the nearer exon."""
    if at < left:
        return str(at + 1)
    inside = at - left
    if inside >= intron:
        return str(at - intron + 1)
    return f"{left}+{inside + 1}" if inside < (intron + 1) // 2 else f"{left + 1}-{intron - inside}"


def span(first: int, last: int, left: int, intron: int) -> str:
    """The c. range of two bases of the chromosome, both included."""
    ends = place(first, left, intron), place(last, left, intron)
    return ends[0] if first == last else "_".join(ends)


@given(
    left=BASES, inner=BASES, right=BASES, kind=st.sampled_from(["del", "dup", "ins"]),
    at=st.integers(-4, 18), size=st.integers(1, 4), bases=st.text("ACGT", min_size=1, max_size=4),
    stated=st.booleans(),
)  # fmt: skip
@settings(max_examples=600)
def test_what_counts_as_decided_is_the_canonical_form_on_the_chromosome(
    left: str, inner: str, right: str, kind: str, at: int, size: int, bases: str, stated: bool
) -> None:
    """HGVS, general recommendations: 3'-most, and an insertion of what stands before it is a duplication."""
    transcript, chromosome = gene(left, inner, right)
    intron, border = len(inner) + 4, len(left)
    first = min(border + at, len(chromosome) - size - 1)
    last = first + size - 1
    if kind == "ins":
        last = first + 1
        reading = Reading("c", "ins", place(first, border, intron), place(last, border, intron), alt=bases)
    else:
        ref = chromosome[first : last + 1] if stated else ""
        reading = Reading(
            "c", kind, place(first, border, intron), place(last, border, intron), ref=ref  # type: ignore[arg-type]
        )  # fmt: skip
    try:
        allele = allele_from_reading(reading, transcript)
    except VarsynError:
        return
    # A range over the whole intron can be read on the transcript alone: the intron stays.
    if first < border and last >= border + intron:
        return
    if undecided(allele, reading, transcript):
        return
    given_form = describe(allele, transcript).rpartition("c.")[2]
    if kind == "ins":
        point, moved = first + 1, bases
        while chromosome[point : point + 1] == moved[0]:
            point, moved = point + 1, moved[1:] + moved[0]
        if chromosome[:point].endswith(moved):
            wanted = span(point - len(moved), point - 1, border, intron) + "dup"
        else:
            wanted = span(point - 1, point, border, intron) + f"ins{moved}"
        if point >= len(chromosome):
            return
    else:
        while chromosome[last + 1 : last + 2] == chromosome[first]:
            first, last = first + 1, last + 1
        wanted = span(first, last, border, intron) + kind
    assert given_form == wanted


@given(left=BASES, right=BASES, at=st.integers(1, 40), base=st.sampled_from("ACGT"))
def test_a_substitution_needs_no_neighbours(left: str, right: str, at: int, base: str) -> None:
    transcript, _ = gene(left, "AAAA", right)
    reading = Reading(
        "c", "sub", f"{len(left)}+{at + 2}", f"{len(left)}+{at + 2}", base, "ACGT"["TGCA".index(base)]
    )
    assert undecided(allele_from_reading(reading, transcript), reading, transcript) is None
