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
from varsyn.resolution.answers import concluded
from varsyn.resolution.causes import allele_variant
from varsyn.resolution.hypothesis import Hypothesis, use_of
from varsyn.resolution.pairs import AGREES, agreement
from varsyn.resolution.probability import (
    ACCEPT,
    ACCESSION_UNKNOWN,
    CDNA_PREFIX_STANDARD,
    MAX_RATIO,
    SHOWN,
    SLIP,
    bases_ratio,
)
from varsyn.resolution.undecided import undecided
from varsyn.resolution.verdict import in_common_use

if TYPE_CHECKING:
    from varsyn.numbering import Scheme
    from varsyn.reference import Transcript
    from varsyn.resolution.gene_context import GeneContext
    from varsyn.resolution.verdict import Ranked

_EDITS = frozenset({"sub", "del", "dup", "ins", "delins"})
_BASES = frozenset("ACGT")


def exonic(
    mention: Mention,
    reading: Reading,
    context: GeneContext,
    messages: tuple[Message, ...],
    unknown: float,
) -> Resolution | None:
    """``c.1532G>A``, ``c.420del``, ``c.76_77insT``: the answer where HGVS numbers alone fit, else None.

    A protein half printed beside it has to follow from it in HGVS numbers. ``unknown`` is the weight of "on
    none of these rulers", ``messages`` what the gene's words gave.
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
    agreed: Evidence | None = None
    others: list[tuple[Scheme, float]] = []
    for scheme, prior in context.cdna_schemes:
        if scheme.standard:
            own = prior * CDNA_PREFIX_STANDARD * ratio
            continue
        score = _elsewhere(reading, start, end, scheme, anchor)
        if score is None or (score == 1.0 and reading.protein is not None):
            return None
        whole += prior * (ratio if score == 1.0 else score)
        if score == 1.0 and scheme.origin == "curated":
            others.append((scheme, prior * ratio))
    allele = _allele(reading, start, end, context)
    if reading.protein is not None:
        agreed = agreement(allele, reading.protein, context)
        if agreed is None:
            return None
        own *= min(AGREES, MAX_RATIO / ratio)
    whole += unknown + own
    probability = own / whole
    if probability < ACCEPT or whole - own - unknown >= SHOWN * own + sum(score for _, score in others):
        return None
    if others:
        return _several(mention, reading, context, messages, start, whole, own, others)
    variant = allele_variant(allele, anchor)
    if reading.edit != "sub" and (
        _in_one_run(variant.key, start, end, context) or undecided(allele, reading, anchor)
    ):
        return None
    evidence = (_found(reading.start, ref, ratio, "hgvs"),) if ref else ()
    if agreed is not None:
        evidence = (*evidence, agreed)
    standard = context.cdna_schemes[0][0]
    use = NumberingUse(standard.name, 0, reading.start, reading.start, standard.source)
    read_as = reading if reading.edit == "sub" else _at(reading, reading.start)
    candidate = Candidate(variant, probability, use, evidence, read_as)
    return Resolution(
        mention, "resolved", variant, probability, (candidate,), reading.repairs, messages, context.symbol
    )


def on_anchor(
    mention: Mention, reading: Reading, context: GeneContext, messages: tuple[Message, ...]
) -> Resolution | None:
    """``NM_000875.5:c.1532G>A`` on the gene's anchor, where the bases are as stated; else None."""
    anchor = context.anchor
    placed = _placed(reading, context)
    if placed is None or anchor is None or reading.protein is not None or reading.also:
        return None
    ratio = bases_ratio(reading.ref)
    probability = ratio / (ACCESSION_UNKNOWN + ratio)
    allele = _allele(reading, *placed, context)
    if reading.edit != "sub" and undecided(allele, reading, anchor):
        return None
    variant = allele_variant(allele, anchor)
    use = NumberingUse("hgvs", 0, reading.start, reading.start, anchor.accession)
    if reading.ref:
        fact = Evidence("base_match", f"{reading.start} is {reading.ref}", round(ratio, 2), "hgvs")
    else:
        fact = Evidence("position_exists", f"{anchor.accession} has {reading.start}", 1.0, "hgvs")
    candidate = Candidate(variant, probability, use, (fact,), reading)
    return Resolution(
        mention, "resolved", variant, probability, (candidate,), reading.repairs, messages, anchor.gene
    )


def _several(
    mention: Mention,
    reading: Reading,
    context: GeneContext,
    messages: tuple[Message, ...],
    start: int,
    whole: float,
    own: float,
    others: list[tuple[Scheme, float]],
) -> Resolution | None:
    """The answer to a substitution that fits under other curated rulers as well; None beyond the coding
    sequence, and for other changes."""
    anchor = context.anchor
    if reading.edit != "sub" or anchor is None or anchor.cds_start is None or anchor.cds_end is None:
        return None
    ratio = bases_ratio(reading.ref)
    ranked: Ranked = []
    for scheme, score in sorted([(context.cdna_schemes[0][0], own), *others], key=lambda one: -one[1]):
        at = start + scheme.offset
        if not anchor.cds_start <= at < anchor.cds_end:
            return None
        if not in_common_use(scheme) and score < SHOWN * whole:
            continue
        place = str(at - anchor.cds_start + 1)
        use, fact = use_of(scheme, reading.start, place), _found(place, reading.ref, ratio, scheme.name)
        allele = Allele(anchor.accession, at, at + 1, reading.ref, reading.alt, "sub")
        mapped = _at(reading, place)
        one = Hypothesis(mapped, use, score, ratio, (fact,), allele=allele, scheme=scheme)
        ranked.append((Candidate(allele_variant(allele, anchor), score / whole, use, (fact,), mapped), one))
    return concluded(mention, (reading,), True, messages, ranked, context)


def _found(position: str, bases: str, ratio: float, scheme: str) -> Evidence:
    what = "is" if len(bases) == 1 else "begins"
    return Evidence("base_match", f"c.{position} {what} {bases}", round(ratio, 2), scheme)


def _in_one_run(key: str, start: int, end: int, context: GeneContext) -> bool:
    """Whether another ruler's bases lie in the run of bases in which the change could be written anywhere:
    then both may name one change. ``key`` is its variant's, which spans that run; ``[start, end)`` are the
    bases that HGVS numbers name."""
    if key.endswith(":="):
        return True
    _, first, size, _ = key.rsplit(":", 3)
    low, high = int(first), int(first) + int(size)
    for scheme, _ in context.cdna_schemes:
        if scheme.offset and start + scheme.offset <= high and low <= end + scheme.offset:
            return True
    return False


def _elsewhere(reading: Reading, start: int, end: int, scheme: Scheme, anchor: Transcript) -> float | None:
    """What a ruler other than HGVS's leaves of its weight: 1 where the change fits there too, SLIP where it
    does not, 0 where the ruler has no such number; None where the general way must tell.

    ``[start, end)`` are the bases that HGVS numbers name (0-based).
    """
    first, last = int(reading.start), int(reading.end or reading.start)
    if scheme.reverse:
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
        if any(repair.code == "insertion_side" for repair in reading.repairs):
            return None
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


def _at(reading: Reading, start: str) -> Reading:
    """The reading at an HGVS position, without the words that name its gene."""
    end = start if reading.end in ("", reading.start) else reading.end
    return Reading(
        "c",
        reading.edit,
        start,
        end,
        reading.ref,
        reading.alt,
        None,
        None,
        reading.uncertain,
        reading.repairs,
    )


def bare_fits(
    reading: Reading, context: GeneContext, share: float
) -> tuple[list[Hypothesis], float, str] | None:
    """A bare substitution (``1298A>C``) under the nucleotide rulers that have its base, the weight of the
    others, and the base that HGVS numbers have in its stead; None where the general way must tell.

    ``share`` is the reading's weight in its mention."""
    anchor = context.anchor
    if anchor is None or anchor.cds_start is None or anchor.cds_end is None or reading.edit != "sub":
        return None
    if not (reading.start.isdecimal() and reading.start.isascii() and len(reading.start) < 9):
        return None
    number, sequence, missed = int(reading.start), anchor.sequence, 0.0
    ref, alt = reading.ref, reading.alt
    if ref not in _BASES or alt not in _BASES or ref == alt or reading.start[0] == "0":
        return None
    ratio, instead = bases_ratio(ref), ""
    fits: list[Hypothesis] = []
    for scheme, prior in context.cdna_schemes:
        if scheme.reverse:
            return None
        if not scheme.first <= number <= scheme.last:
            continue
        at = anchor.cds_start + number - 1 + scheme.offset
        if not 0 <= at < len(sequence):
            return None
        if sequence[at] != ref:
            missed += share * prior * SLIP
            if scheme.standard:
                instead = sequence[at] if at < anchor.cds_end else "?"
        elif not anchor.cds_start <= at < anchor.cds_end:
            return None
        else:
            place = str(at - anchor.cds_start + 1)
            use, fact = use_of(scheme, reading.start, place), _found(place, ref, ratio, scheme.name)
            allele = Allele(anchor.accession, at, at + 1, ref, alt, "sub")
            mapped = _at(reading, place)
            fits.append(Hypothesis(mapped, use, share * prior, ratio, (fact,), allele=allele, scheme=scheme))
    for scheme in context.cdna_isoforms if not fits else ():
        if scheme.first <= number <= scheme.last:
            at = anchor.cds_start + number - 1 + scheme.offset
            if not 0 <= at < len(sequence) or sequence[at] == ref:
                return None
    return fits, missed, instead
