"""Hypotheses for whole exons: ``exon 7 deletion``, ``del19-21``, with breakpoints inside the introns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from varsyn.model import Evidence, NumberingUse, Reading
from varsyn.numbering.introns import acceptors, donors
from varsyn.resolution.hypothesis import Hypothesis

if TYPE_CHECKING:
    from varsyn.reference import Transcript
    from varsyn.resolution.gene_context import GeneContext

_EXON = re.compile(r"EX(?P<label>\d+[a-z]?|Pr)\Z", re.IGNORECASE)
_EDITS = frozenset(("del", "dup"))


def names_exons(reading: Reading) -> bool:
    """Whether a reading names exons instead of positions."""
    return _EXON.match(reading.start) is not None


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
