"""Hypotheses for whole exons: ``exon 7 deletion``, ``del19-21``, with breakpoints inside the introns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from varsyn.model import Evidence, NumberingUse, Reading
from varsyn.numbering.introns import acceptors, donors
from varsyn.resolution.hypothesis import Hypothesis
from varsyn.resolution.probability import SLIP

if TYPE_CHECKING:
    from varsyn.reference import Transcript
    from varsyn.resolution.gene_context import GeneContext

_EXON = re.compile(r"EX(?P<label>\d+[a-z]?|Pr)\Z", re.IGNORECASE)
_EDITS = frozenset(("del", "dup", "inv"))


def names_exons(reading: Reading) -> bool:
    """Whether a reading names exons instead of positions."""
    return _EXON.match(reading.start) is not None


_RANGE = re.compile(r"\(([^_()]+)_([^_()]+)\)\Z")


def uncertain_hypotheses(reading: Reading, context: GeneContext, weight: float) -> Iterator[Hypothesis]:
    """``c.(A_B)_(C_D)del``: breakpoints in stated ranges, whose intron positions must hang on borders."""
    anchor = context.anchor
    first, last = _RANGE.match(reading.start), _RANGE.match(reading.end or reading.start)
    if anchor is None or first is None or last is None or reading.coordinate != "c":
        return
    if reading.edit not in _EDITS:
        return
    borders = {f"{base}+" for base in donors(anchor)} | {f"{base}-" for base in acceptors(anchor)}
    use = NumberingUse("hgvs", 0, reading.start, reading.start, "HGVS nomenclature, c. numbering")
    for text in (*first.groups(), *last.groups()):
        match = _INTRONIC.match(text)
        if match is not None and match[1] not in borders:
            detail = f"{text} hangs on no exon border of {anchor.accession}"
            wrong = Evidence("position_mismatch", detail, SLIP, "hgvs")
            yield Hypothesis(reading, use, weight, SLIP, (wrong,), fits=False)
            return
    fact = Evidence("position_exists", f"{anchor.accession} has these places", 1.0, "hgvs")
    single = reading.end in ("", reading.start)
    place = reading.start if single else f"{reading.start}_{reading.end}"
    # One place somewhere in a range is a class of alleles; two ranges are the breakpoints of one.
    yield Hypothesis(reading, use, weight, 1.0, (fact,), text=f"c.{place}{reading.edit}", settled=not single)


_INTRONIC = re.compile(r"([-*]?\d+[+-])\d+\Z")


def exon_hypotheses(reading: Reading, context: GeneContext, weight: float) -> Iterator[Hypothesis]:
    """The range of exons under each exon numbering, as HGVS writes unknown breakpoints in introns.

    ``c.(A+1_B-1)_(C+1_D-1)del``: between the exon before and the first exon lost, and between the last one
    lost and the exon after (HGVS nomenclature 21.0, uncertain positions). Beyond the outer exons nothing is
    known (``?``), and the description is not settled.
    """
    anchor = context.anchor
    first, last = _EXON.match(reading.start), _EXON.match(reading.end or reading.start)
    if anchor is None or first is None or last is None or reading.edit not in _EDITS:
        return
    total = sum(labels.weight for labels in context.exon_labels) or 1.0
    for labels in context.exon_labels:
        low, high = labels.exon(first["label"]), labels.exon(last["label"])
        if low is None or high is None or high < low:
            continue
        text, whole = _described(anchor, low, high, reading.edit)
        printed = reading.start if low == high else f"{reading.start}_{reading.end}"
        use = NumberingUse(labels.name, None, printed, text, labels.source)
        what = f"exons {low + 1} to {high + 1}" if high > low else f"exon {low + 1}"
        evidence = (Evidence("exon_number", f"{printed} is {what} of {anchor.accession}", 1.0, labels.name),)
        yield Hypothesis(
            reading, use, weight * labels.weight / total, 1.0, evidence, text=f"c.{text}", settled=whole
        )


def _described(anchor: Transcript, low: int, high: int, edit: str) -> tuple[str, bool]:
    """The description without prefix, and whether both breakpoints lie between known exons."""
    left, right = donors(anchor), acceptors(anchor)
    start = f"({left[low - 1]}+1_{right[low - 1]}-1)" if low else "(?_-1)"
    end = f"({left[high]}+1_{right[high]}-1)" if high < len(left) else "(*1_?)"
    return f"{start}_{end}{edit}", low > 0
