"""Edits that touch bases the record does not hold: introns, missing untranslated regions, flanks.

They are not shifted. What is known is checked: exonic bases, the length of the range, that an offset fits
its intron, and at splice sites that a base is one that introns have there.
"""

from __future__ import annotations

from varsyn.allele.allele import Allele
from varsyn.allele.bases import bases_of, copies_of, dna, fits, mismatch, reduced, wrong_length
from varsyn.allele.context import TranscriptContext
from varsyn.allele.coordinates import Site
from varsyn.allele.exon_map import ExonMap, mapping_of
from varsyn.model import BundleError, PositionError, Reading, ReferenceMismatch, UnsupportedNotation
from varsyn.sequence import Shape

_SPLICE = {1: "GA", 2: "TC", -2: "A", -1: "GC"}
"""Bases at the ends of introns, usual one first: GT-AG (99%), GC-AG and AT-AC.

Source: Burset, Seledtsov and Solovyev 2000, Nucleic Acids Res. 28:4364.
"""


def unseen_edit(reading: Reading, context: TranscriptContext, first: Site, last: Site) -> Allele:
    """The edit of a reading whose first and last base (inclusive) are ``first`` and ``last``.

    Raises PositionError for offsets that leave their intron and for insertions between non-neighbours,
    ReferenceMismatch where what is known contradicts the stated bases.
    """
    edit = reading.edit
    mapping = first_map(context)
    _check_offset(first, reading.start, mapping)
    _check_offset(last, reading.end, mapping)
    ref = dna(reading.ref)
    if edit == "repeat":
        return _repeat(reading, context, _nearest(first, mapping), _nearest(last, mapping))
    if edit == "ins":
        if not _adjacent(first, last, mapping):
            raise PositionError(
                f"an insertion goes between two neighbouring bases; {reading.start} and "
                f"{reading.end or reading.start} are none",
                code="insertion_not_between_neighbours",
                advice=("name the two bases on either side, as in c.357+1_357+2insT",),
            )
        first, last = _nearest(first, mapping), _nearest(last, mapping)
        return _insertion(context, first, last, bases_of(reading))
    verified = _check_bases(reading, context, first, last, ref)
    first, last = _nearest(first, mapping), _nearest(last, mapping)
    inserted = bases_of(reading) if edit in ("sub", "delins") else ""
    shape: Shape = edit  # type: ignore[assignment]
    if edit in ("sub", "delins") and ref and first.base == last.base and first.offset * last.offset > 0:
        start, end, ref, inserted, shape = reduced(ref, inserted)
        if shape == "ins":
            left, right = (Site(first.base, first.offset + at) for at in (start - 1, start))
            if left.offset and right.offset:
                return _insertion(context, left, right, inserted)
        else:
            first, last = (Site(first.base, first.offset + at) for at in (start, end - 1))
    kept = ref if shape in ("sub", "identity") else ""
    return Allele(
        context.transcript.accession, first.base, last.base + 1, kept, inserted, shape,
        first.offset, last.offset, verified=verified and shape == "sub",
    )  # fmt: skip


def _repeat(reading: Reading, context: TranscriptContext, first: Site, last: Site) -> Allele:
    """A stated number of copies, kept as it is: without the bases nobody knows how many there are."""
    unit = dna(reading.alt or reading.ref)
    copies = copies_of(reading)
    if not unit or copies is None:
        raise UnsupportedNotation(
            f"{reading}: the repeated unit and one number of copies are needed here",
            code="no_sequence",
            advice=("write the unit and its number, as in c.1210-12T[5]",),
        )
    return Allele(
        context.transcript.accession, first.base, last.base + 1, unit, unit * copies, "repeat",
        first.offset, last.offset, verified=False,
    )  # fmt: skip


def _insertion(context: TranscriptContext, left: Site, right: Site, bases: str) -> Allele:
    """An insertion between two neighbouring bases of which one at least is not on record."""
    return Allele(
        context.transcript.accession, right.base, left.base + 1, "", bases, "ins",
        right.offset, left.offset, verified=False,
    )  # fmt: skip


def first_map(context: TranscriptContext) -> ExonMap | None:
    """The exon map of the transcript's first usable alignment: it knows the lengths of introns."""
    for alignment in context.transcript.alignments:
        try:
            return mapping_of(alignment, context)
        except BundleError:
            continue
    return None


def _check_offset(site: Site, printed: str, mapping: ExonMap | None) -> None:
    size = mapping.intron_length(site) if mapping is not None and site.offset else None
    if size is not None and abs(site.offset) > size:
        raise PositionError(
            f"{printed} lies beyond the intron, which has {size} bases",
            code="beyond_intron",
            advice=("check the offset, or count from the other exon",),
        )


def _nearest(site: Site, mapping: ExonMap | None) -> Site:
    # An intron beside an exon that the record lacks (c.-32-13 where it begins at c.1) cannot be measured.
    return mapping.nearest(site) if mapping is not None and site.base >= 0 else site


def _adjacent(first: Site, last: Site, mapping: ExonMap | None) -> bool:
    if first.base == last.base:
        return last.offset - first.offset == 1
    if last.base - first.base != 1:
        return False
    if not first.offset and not last.offset:
        return True
    if not (first.offset > 0 > last.offset):
        return False
    size = mapping.intron_length(first) if mapping is not None else None
    return size is None or first.offset - last.offset == size


def _span(first: Site, last: Site, mapping: ExonMap | None) -> int | None:
    """Bases from ``first`` to ``last``, both included; None where an intron of unknown length is between."""
    if first.base == last.base:
        return last.offset - first.offset + 1
    if not first.offset and not last.offset:
        return last.base - first.base + 1
    if first.offset <= 0 <= last.offset:
        return last.base - first.base + 1 - first.offset + last.offset
    if mapping is not None:
        ends = mapping.to_chrom(first), mapping.to_chrom(last)
        if ends[0] is not None and ends[1] is not None and last.base - first.base == 1:
            return abs(ends[1] - ends[0]) + 1
    return None


def _check_bases(reading: Reading, context: TranscriptContext, first: Site, last: Site, ref: str) -> bool:
    """Checks what can be checked; True where every stated base was."""
    size = _span(first, last, first_map(context))
    stated = len(ref) or (int(reading.length) if reading.length.isdecimal() else 0)
    if size is not None and stated and stated != size:
        raise wrong_length(reading, stated, size)
    if not ref or (size is None and first.base != last.base):
        return False
    seen = True
    at = first
    for base in ref:
        if at.offset:
            usual = _SPLICE.get(at.offset, "")
            if usual and base in "ACGT" and base not in usual:
                raise ReferenceMismatch(
                    f"no intron of {context.transcript.accession} is known to have {base} at "
                    f"{at.offset:+d}: introns have {' or '.join(usual)} there",
                    code="splice_site_mismatch",
                    advice=("check the position, the transcript version and the strand",),
                )
            seen = seen and base == usual[:1]
        elif 0 <= at.base < context.length:
            if not fits(base, context.sequence[at.base]):
                raise mismatch(reading, context.transcript.accession, ref, context.sequence[at.base])
        else:
            seen = False
        at = _next(at, context)
    return seen


def _next(site: Site, context: TranscriptContext) -> Site:
    """The base after ``site``, staying on the side of the intron that the walk began on."""
    if site.offset:
        return Site(site.base, site.offset + 1)
    if site.base + 1 in context.exon_ends and site.base + 1 != context.exon_ends[-1]:
        return Site(site.base, 1)
    return Site(site.base + 1)
