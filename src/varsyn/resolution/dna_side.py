"""Hypotheses for nucleotide readings: each ruler's bases, looked up on the anchor transcript."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from varsyn.allele import allele_from_reading
from varsyn.model import (
    Evidence,
    Message,
    NumberingUse,
    Position,
    PositionError,
    Reading,
    UnsupportedNotation,
    VarsynError,
)
from varsyn.numbering.introns import acceptors, donors
from varsyn.resolution.border import across_border
from varsyn.resolution.codon_side import codon_hypotheses, codon_window
from varsyn.resolution.exon_side import exon_hypotheses, names_exons, uncertain_hypotheses
from varsyn.resolution.hypothesis import Hypothesis, use_of
from varsyn.resolution.probability import BORDER_SLIP, BOUNDARY_SLIP, PAST_STOP, SLIP, SWAPPED, bases_ratio
from varsyn.resolution.undecided import judged

if TYPE_CHECKING:
    from varsyn.numbering import Scheme
    from varsyn.reference import Transcript
    from varsyn.resolution.gene_context import GeneContext

_INTRON = re.compile(
    r"(?:IVS|int(?:ron)?)\s*(?P<label>[IVX]+|\d+[a-z]?)(?P<sign>[+-])(?P<number>\d+)\Z", re.I
)
_COUNTED_WEIGHT = 30.0
"""Prior weight of counting from an intron's first base where a curated row says so; ``IVS1-110`` as a minus
position has 1."""


def dna_hypotheses(
    reading: Reading, context: GeneContext, standard: float, weight: float = 1.0
) -> list[Hypothesis]:
    """Every nucleotide ruler of the gene tried on a reading; those that fit have ``fits`` set.

    ``standard`` multiplies the prior of HGVS numbers (a printed ``c.``, an accession).
    """
    anchor = context.anchor
    if anchor is None:
        return []
    if reading.edit == "sub" and not (reading.ref and reading.alt):
        return []
    if _INTRON.match(reading.start):
        return list(_intronic(reading, context, anchor, weight))
    if names_exons(reading):
        return list(exon_hypotheses(reading, context, weight))
    if reading.start.startswith("(") and (ranges := list(uncertain_hypotheses(reading, context, weight))):
        return ranges
    if reading.coordinate == "n":
        return [_counted_from_first_base(reading, context, anchor, weight)]
    if codon_window(reading) is not None:
        return list(codon_hypotheses(reading, context, weight))
    found: list[Hypothesis] = []
    for scheme, prior in context.cdna_schemes:
        favour = standard if scheme.standard else 1.0
        hypothesis = under(reading, scheme, weight * prior * favour, context)
        if hypothesis is not None:
            found.append(hypothesis)
    if not any(one.fits for one in found):
        for scheme in context.cdna_isoforms:
            hypothesis = under(reading, scheme, weight * scheme.weight, context)
            if hypothesis is not None and hypothesis.fits:
                found.append(hypothesis)
    return found


def _counted_from_first_base(
    reading: Reading, context: GeneContext, anchor: Transcript, weight: float
) -> Hypothesis:
    """An ``n.`` reading: its numbers count from the anchor's first base, and no other ruler is meant."""
    mapped = msgspec.structs.replace(reading, accession=None, gene=None, protein=None)
    use = NumberingUse("hgvs", 0, reading.start, reading.start, "HGVS nomenclature, n. numbering")
    return _checked(mapped, use, weight, 1.0, [], context, anchor, None)


def _mapped(text: str, scheme: Scheme) -> Position | None:
    """A printed position under a ruler; positions after the stop (``*``) are nobody's but HGVS's."""
    printed = Position.parse(text)
    if scheme.standard:
        return printed
    if printed.region == "*":
        return None
    number = scheme.position(-printed.base if printed.region else printed.base)
    if number is None:
        return None
    return Position(abs(number), printed.offset, "-" if number < 0 else "")


def past_stop(position: Position, transcript: Transcript) -> Position:
    """A number counted on from the ATG past the stop codon, as HGVS counts it from the stop (``*``)."""
    if transcript.cds_start is None or transcript.cds_end is None or position.region:
        return position
    size = transcript.cds_end - transcript.cds_start
    if position.base <= size:
        return position
    return Position(position.base - size, position.offset, "*")


def under(reading: Reading, scheme: Scheme, weight: float, context: GeneContext) -> Hypothesis | None:
    """The reading under one ruler, None where the ruler has no such number."""
    anchor = context.anchor
    if anchor is None:
        return None
    try:
        start = _mapped(reading.start, scheme)
        end = start if reading.end in ("", reading.start) else _mapped(reading.end, scheme)
    except VarsynError:
        return None
    if start is None or end is None:
        return None
    evidence: list[Evidence] = []
    ratio = 1.0
    beyond = past_stop(start, anchor)
    if beyond != start and anchor.cds_end is not None:
        evidence.append(
            Evidence(
                "counted_past_stop", f"{start} counts on past the stop codon: {beyond}", 1.0, scheme.name
            )
        )
        if scheme.standard:
            if reading.coordinate == "c" or beyond.base + anchor.cds_end > len(anchor.sequence):
                words = (
                    f"the coding sequence ends before c.{start}: behind the stop codon HGVS counts *1, *2, …"
                )
                wrong = Evidence("position_mismatch", words, SLIP, scheme.name)
                use = use_of(scheme, reading.start, str(start))
                return Hypothesis(reading, use, weight, SLIP, (wrong,), fits=False, scheme=scheme)
            ratio *= PAST_STOP
        start, end = beyond, past_stop(end, anchor)
    mapped = msgspec.structs.replace(
        reading, coordinate="c", start=str(start), end=str(end), accession=None, gene=None, protein=None
    )
    use = use_of(scheme, reading.start, str(start))
    return _checked(mapped, use, weight, ratio, evidence, context, anchor, scheme)


def _checked(
    mapped: Reading,
    use: NumberingUse,
    weight: float,
    ratio: float,
    evidence: list[Evidence],
    context: GeneContext,
    anchor: Transcript,
    scheme: Scheme | None,
) -> Hypothesis:
    name = use.scheme
    if mapped.edit == "sub" and not _BASES.issuperset(mapped.ref + mapped.alt):
        fact = Evidence("no_single_allele", f"{mapped} stands for several changes", 1.0, name)
        return _no_allele(mapped, use, weight, ratio, (*evidence, fact), scheme)
    if mapped.edit in ("ins", "delins") and not mapped.alt:
        fact = Evidence("bases_not_printed", "the inserted bases are not printed", 1.0, name)
        return _no_allele(mapped, use, weight, ratio, (*evidence, fact), scheme)
    across = across_border(mapped, anchor) if scheme is not None and not scheme.standard else None
    if across is not None:
        mapped = across.reading
        evidence.append(Evidence("runs_into_intron", f"the range leaves the exon: {mapped}", 1.0, name))
    elif (inside := _inside_run(mapped, anchor)) is not None:
        this = bases_ratio("N" * (int(mapped.end) - int(mapped.start) - 1))
        ratio *= this
        detail = f"every place between {mapped.start} and {mapped.end} gives the same sequence"
        evidence.append(Evidence("insertion_in_run", detail, round(this, 2), name))
        mapped = inside
    try:
        allele = allele_from_reading(mapped, anchor)
    except UnsupportedNotation as error:
        if scheme is not None and not scheme.standard:
            return Hypothesis(mapped, use, weight, SLIP, (), fits=False, scheme=scheme)
        # Nothing speaks against it; there is only no one allele that it describes.
        fact = Evidence("no_single_allele", error.message, 1.0, name)
        return _no_allele(mapped, use, weight, ratio, (*evidence, fact), scheme)
    except VarsynError as error:
        code = "base_mismatch" if not isinstance(error, PositionError) else "position_mismatch"
        wrong = Evidence(code, error.message, SLIP, name)
        return Hypothesis(mapped, use, weight, SLIP, (wrong,), fits=False, scheme=scheme)
    if across is not None:
        return Hypothesis(
            mapped, use, weight, ratio, tuple(evidence), allele=allele, scheme=scheme, settled=across.final
        )
    if mapped.ref and allele.verified and not allele.intronic:
        this = bases_ratio(mapped.ref)
        ratio *= this
        what = (
            f"{mapped.start} is {mapped.ref}"
            if len(mapped.ref) == 1
            else f"{mapped.start} begins {mapped.ref}"
        )
        evidence.append(Evidence("base_match", f"{mapped.coordinate}.{what}", round(this, 2), name))
    elif allele.intronic and len(anchor.exons) > 1 and 0 <= allele.start < len(anchor.sequence):
        this = (1 - BOUNDARY_SLIP) / context.boundary_share
        ratio *= this
        evidence.append(
            Evidence("exon_border", f"{mapped.start} lies beside an exon border", round(this, 2), name)
        )
        ratio *= _splice_consensus(mapped, evidence, name)
    elif not allele.verified:
        evidence.append(Evidence("not_checkable", f"no sequence at {mapped.start}", 1.0, name))
    remarks, stands = judged(allele, mapped, anchor, name)
    evidence += remarks
    return Hypothesis(
        mapped, use, weight, ratio, tuple(evidence), allele=allele, scheme=scheme, settled=stands
    )


_BASES = frozenset("ACGTUacgtu")


def _no_allele(
    mapped: Reading,
    use: NumberingUse,
    weight: float,
    ratio: float,
    evidence: Sequence[Evidence],
    scheme: Scheme | None,
) -> Hypothesis:
    """What names a class of alleles and none of them: kept as it is written, and not settled."""
    return Hypothesis(
        mapped, use, weight, ratio, tuple(evidence), scheme=scheme, text=mapped.hgvs, settled=False
    )


_RUN = 60
"""Longest range inside which the place of an insertion is tried."""


def _inside_run(reading: Reading, anchor: Transcript) -> Reading | None:
    """An insertion somewhere inside a range (``360-365insT``), where every place gives the same sequence.

    Then the range is no lack of precision, and the insertion is read after its first base; None otherwise.
    """
    if not (reading.edit == "ins" and reading.alt and reading.start.isdigit() and reading.end.isdigit()):
        return None
    first, last = int(reading.start), int(reading.end)
    if not 2 <= last - first <= _RUN or anchor.cds_start is None:
        return None
    between = anchor.sequence[anchor.cds_start + first : anchor.cds_start + last - 1]
    if len(between) != last - first - 1 or len({*between, *reading.alt}) != 1:
        return None
    return msgspec.structs.replace(reading, end=str(first + 1), length="")


_CONSENSUS = {1: "G", 2: "T", -1: "G", -2: "A"}
"""First and last two bases of introns: GT…AG in 98.7 % of mammalian introns (Burset et al. 2000)."""


def _splice_consensus(reading: Reading, evidence: list[Evidence], name: str) -> float:
    """LR of the stated base at a splice site."""
    try:
        position = Position.parse(reading.start)
    except VarsynError:
        return 1.0
    wanted = _CONSENSUS.get(position.offset)
    if wanted is None or reading.edit != "sub" or not reading.ref:
        return 1.0
    if reading.ref == wanted:
        evidence.append(
            Evidence("splice_consensus", f"{reading.start} is {wanted} in GT…AG introns", 3.9, name)
        )
        return 3.9
    evidence.append(Evidence("splice_consensus_broken", f"{reading.start} is usually {wanted}", 0.05, name))
    return 0.05


def _intronic(
    reading: Reading, context: GeneContext, anchor: Transcript, weight: float
) -> Iterator[Hypothesis]:
    """``IVS10-11G>A``: the intron by its printed number, under each exon numbering; counted introns too."""
    first, last = _INTRON.match(reading.start), _INTRON.match(reading.end or reading.start)
    if first is None or last is None:
        return
    left, right = donors(anchor), acceptors(anchor)
    counted = {intron.label: intron for intron in context.counted_introns}
    total = sum(labels.weight for labels in context.exon_labels) or 1.0
    for labels in context.exon_labels:
        index = labels.exon(first["label"])
        if index is None or index >= len(left) or labels.exon(last["label"]) != index:
            continue
        positions = [
            (left if match["sign"] == "+" else right)[index] + match["sign"] + match["number"]
            for match in (first, last)
        ]
        exact = counted.get(str(index + 1))
        spots = [exact.position(int(match["number"])) for match in (first, last)] if exact is not None else []
        if len(spots) != 2 or spots[0] is None or spots[1] is None:
            mapped = _placed(reading, positions)
            use = NumberingUse(labels.name, None, reading.start, positions[0], labels.source)
            yield _intron_hypothesis(mapped, use, weight * labels.weight / total, context, anchor)
            continue
        # A curated row says that the bases of this intron are counted from its first one: the sign is then
        # a separator. Read as a true minus, the number counts back from the next exon.
        share = weight * labels.weight / total
        assert exact is not None
        use = NumberingUse("intron_count", None, reading.start, spots[0], exact.source)
        counts = share * _COUNTED_WEIGHT if first["sign"] == "-" else share
        yield _intron_hypothesis(_placed(reading, [spots[0], spots[1]]), use, counts, context, anchor)
        if first["sign"] == "-" and spots != positions:
            use = NumberingUse(labels.name, None, reading.start, positions[0], labels.source)
            mapped = _placed(reading, positions)
            yield _intron_hypothesis(mapped, use, share / _COUNTED_WEIGHT, context, anchor)


def _placed(reading: Reading, positions: list[str]) -> Reading:
    start, end = positions[0], positions[-1]
    return msgspec.structs.replace(
        reading, coordinate="c", start=start, end=end, accession=None, gene=None, protein=None
    )


def _intron_hypothesis(
    mapped: Reading, use: NumberingUse, weight: float, context: GeneContext, anchor: Transcript
) -> Hypothesis:
    evidence = [Evidence("intron_number", f"{use.printed} is {mapped.start}", 1.0, use.scheme)]
    return _checked(mapped, use, weight, 1.0, evidence, context, anchor, None)


def swapped(reading: Reading, context: GeneContext, weight: float) -> list[Hypothesis]:
    """Where the printed new base is the reference's: the same change with the bases exchanged."""
    if reading.edit != "sub" or not reading.ref or reading.ref == reading.alt:
        return []
    turned = msgspec.structs.replace(reading, ref=reading.alt, alt=reading.ref)
    fitting = [one for one in dna_hypotheses(turned, context, 1.0, weight * SWAPPED) if one.fits]
    for one in fitting:
        detail = f"the reference has {reading.alt}, which is printed as the new base"
        one.evidence += (Evidence("reversed_orientation", detail, SWAPPED),)
    return fitting


def slipped(reading: Reading, context: GeneContext, weight: float) -> list[Hypothesis]:
    """An intron position hung on the base next to an exon border: both borders of a junction were in use."""
    try:
        printed = Position.parse(reading.start)
    except VarsynError:
        return []
    if not printed.offset or reading.end not in ("", reading.start) or printed.region:
        return []
    found = []
    for near in (printed.base - 1, printed.base + 1):
        if near < 1:
            continue
        text = str(Position(near, printed.offset))
        moved = msgspec.structs.replace(reading, start=text, end=text)
        for one in dna_hypotheses(moved, context, 1.0, weight * BORDER_SLIP):
            if one.fits and one.allele is not None and one.allele.intronic:
                detail = f"{reading.start} hangs on no exon border; {text} does"
                one.evidence += (Evidence("border_slip", detail, BORDER_SLIP, one.numbering.scheme),)
                one.messages += (Message("border_slip", "warning", f"{detail}: read as {one.reading}"),)
                found.append(one)
    return found
