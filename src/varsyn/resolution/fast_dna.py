"""The ordinary ``c.`` change, straight from the anchor's sequence.

A substitution, deletion, duplication, insertion or deletion-insertion inside the coding sequence, printed
with ``c.``, whose bases fit as HGVS counts and under no other ruler that papers on the gene use. Whatever is
not so plain is left to the general way (None), and a property test holds the two to the same answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from varsyn.allele import Allele
from varsyn.allele.context import context_of
from varsyn.allele.normalize import duplicate, normalize_edit
from varsyn.model import Candidate, Evidence, Mention, Message, NumberingUse, Reading, Resolution
from varsyn.resolution.causes import allele_variant
from varsyn.resolution.probability import ACCEPT, CDNA_PREFIX_STANDARD, SHOWN, SLIP, bases_ratio

if TYPE_CHECKING:
    from varsyn.numbering import Scheme
    from varsyn.reference import Transcript
    from varsyn.resolution.gene_context import GeneContext

_EDITS = frozenset({"sub", "del", "dup", "ins", "delins"})
_BASES = frozenset("ACGT")
_LARGEST_RUN = 100
"""Rulers that lie closer together than this could name one and the same change of a run of bases."""


def exonic(
    mention: Mention,
    reading: Reading,
    context: GeneContext,
    messages: tuple[Message, ...],
    unknown: float,
) -> Resolution | None:
    """``c.1532G>A``, ``c.420del``, ``c.76_77insT``: the answer where HGVS numbers alone fit, else None.

    ``unknown`` is the weight of "on none of these rulers", ``messages`` what the gene's words gave.
    """
    placed = _placed(reading, context)
    if placed is None:
        return None
    start, end = placed
    anchor = context.anchor
    assert anchor is not None
    ref = reading.ref
    ratio = bases_ratio(ref)
    own = whole = 0.0
    for scheme, prior in context.cdna_schemes:
        if scheme.standard:
            own = prior * CDNA_PREFIX_STANDARD * ratio
            continue
        score = _elsewhere(reading, start, end, scheme, anchor)
        if score is None or (score == 1.0 and scheme.origin == "curated"):
            return None
        whole += prior * (ratio if score == 1.0 else score)
    probability = own / (unknown + own + whole)
    if probability < ACCEPT or whole >= SHOWN * own:
        return None
    allele = _allele(reading, start, end, context)
    variant = allele_variant(allele, anchor)
    evidence: tuple[Evidence, ...] = ()
    if ref:
        what = f"c.{reading.start} is {ref}" if len(ref) == 1 else f"c.{reading.start} begins {ref}"
        evidence = (Evidence("base_match", what, round(ratio, 2), "hgvs"),)
    standard = context.cdna_schemes[0][0]
    use = NumberingUse(standard.name, 0, reading.start, reading.start, standard.source)
    candidate = Candidate(
        variant, probability, use, evidence, reading if reading.edit == "sub" else _alone(reading)
    )
    return Resolution(
        mention, "resolved", variant, probability, (candidate,), reading.repairs, messages, context.symbol
    )


def _elsewhere(reading: Reading, start: int, end: int, scheme: Scheme, anchor: Transcript) -> float | None:
    """What a ruler other than HGVS's leaves of its weight: 1 where the change fits there too, SLIP where it
    does not, 0 where the ruler has no such number; None where the general way must tell.

    ``[start, end)`` are the bases that HGVS numbers name (0-based).
    """
    first, last = int(reading.start), int(reading.end or reading.start)
    if scheme.reverse or (reading.edit != "sub" and -_LARGEST_RUN < scheme.offset < _LARGEST_RUN):
        return None
    if not scheme.first <= first <= last <= scheme.last:
        return 0.0 if first > scheme.last or last < scheme.first else None
    low, high = start + scheme.offset, end + scheme.offset
    if low < 0 or high > len(anchor.sequence):
        return None
    if anchor.cds_end is not None and low < anchor.cds_end < high:
        return SLIP
    return 1.0 if not reading.ref or anchor.sequence[low:high] == reading.ref else SLIP


def _placed(reading: Reading, context: GeneContext) -> tuple[int, int] | None:
    """The anchor's bases that a plain reading names, as ``[start, end)`` (0-based); None where they do not
    lie in its coding sequence or are not as stated."""
    anchor, edit, ref, alt = context.anchor, reading.edit, reading.ref, reading.alt
    if anchor is None or anchor.cds_start is None or anchor.cds_end is None or not context.sound:
        return None
    if edit not in _EDITS or reading.length or reading.printed or reading.ter or reading.parts:
        return None
    first, last = reading.start, reading.end or reading.start
    if not (first.isdecimal() and last.isdecimal() and first.isascii() and last.isascii()):
        return None
    if first[0] == "0" or last[0] == "0" or len(first) > 9 or len(last) > 9:
        return None
    start, end = anchor.cds_start + int(first) - 1, anchor.cds_start + int(last)
    if not (start < end <= anchor.cds_end and _BASES.issuperset(ref) and _BASES.issuperset(alt)):
        return None
    if edit == "ins":
        plain = bool(alt) and not ref and end - start == 2
    elif edit == "sub":
        plain = len(ref) == len(alt) == 1 and ref != alt and end - start == 1
    else:
        plain = bool(alt) == (edit == "delins")
    return (start, end) if plain and (not ref or anchor.sequence[start:end] == ref) else None


def _allele(reading: Reading, start: int, end: int, context: GeneContext) -> Allele:
    """The normalized allele of a plain reading at ``[start, end)`` of the anchor."""
    anchor = context.anchor
    assert anchor is not None
    if reading.edit == "sub":
        return Allele(anchor.accession, start, end, reading.ref, reading.alt, "sub")
    bases = context_of(anchor)
    if reading.edit == "ins":
        return normalize_edit(bases, start + 1, start + 1, reading.alt)
    if reading.edit == "dup":
        return duplicate(bases, start, end)
    return normalize_edit(bases, start, end, reading.alt)


def _alone(reading: Reading) -> Reading:
    """The reading without the words that name its gene."""
    return Reading(
        "c", reading.edit, reading.start, reading.end or reading.start, reading.ref, reading.alt, None, None,
        reading.uncertain, reading.repairs,
    )  # fmt: skip


def touches_no_base(reading: Reading, context: GeneContext) -> float | None:
    """The weight of a bare substitution (``1298A>C``) under all nucleotide rulers, where none has its base.

    None where one has, or where the general way must tell.
    """
    anchor = context.anchor
    if anchor is None or anchor.cds_start is None or reading.edit != "sub":
        return None
    if not (reading.start.isdecimal() and reading.start.isascii() and len(reading.start) < 9):
        return None
    number, sequence, weight = int(reading.start), anchor.sequence, 0.0
    if reading.ref not in _BASES or reading.alt not in _BASES or number == 0 or reading.start[0] == "0":
        return None
    for scheme, prior in context.cdna_schemes:
        if scheme.reverse:
            return None
        if not scheme.first <= number <= scheme.last:
            continue
        at = anchor.cds_start + number - 1 + scheme.offset
        if not 0 <= at < len(sequence) or sequence[at] == reading.ref:
            return None
        weight += prior * SLIP
    for scheme in context.isoform_schemes:
        if scheme.molecule == "cdna" and scheme.first <= number <= scheme.last:
            at = anchor.cds_start + number - 1 + scheme.offset
            if not 0 <= at < len(sequence) or sequence[at] == reading.ref:
                return None
    return weight
