"""Where an LRG lies on a chromosome, differences between the two sequences included."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element


class _Run(NamedTuple):
    """A stretch of the mapping: LRG bases [start, end), and where the first lies, counted along the LRG."""

    step: str
    start: int
    end: int
    other: int


class NotPlacedError(ValueError):
    """Bases of an LRG that the mapping does not place on the chromosome."""


class Placement:
    """One ``<mapping>`` of an LRG to a chromosome.

    Positions are 1-based and inclusive in the file, interbase here. ``lrg_ins`` are bases that the LRG has
    and the chromosome lacks (CIGAR ``D``), ``other_ins`` the reverse (``I``).
    """

    def __init__(self, element: Element, assembly: str) -> None:
        self.assembly = assembly
        self.chromosome = element.attrib["other_id"]
        self._spans = element.findall("mapping_span")
        strands = {int(span.get("strand", "1")) for span in self._spans}
        if len(strands) != 1:
            raise ValueError(f"the mapping to {self.chromosome} has spans on both strands, or none")
        self.strand = strands.pop()

    def place(self, start: int, end: int) -> tuple[int, int, str]:
        """(start, end, CIGAR) on the chromosome of LRG bases [start, end), all 0-based and half-open."""
        for span in self._spans:
            first, last = int(span.attrib["lrg_start"]) - 1, int(span.attrib["lrg_end"])
            if first <= start and end <= last:
                return self._within(span, start, end)
        raise NotPlacedError(f"LRG bases {start + 1}-{end} are not mapped to {self.chromosome} in one span")

    def _within(self, span: Element, start: int, end: int) -> tuple[int, int, str]:
        steps: list[tuple[int, str]] = []
        low: int | None = None
        high = 0
        for run in _runs(span):
            if run.step == "I":
                if start < run.start < end:
                    steps.append((run.end - run.start, "I"))
                    high = run.other + run.end - run.start
                continue
            cut_start, cut_end = max(run.start, start), min(run.end, end)
            if cut_start >= cut_end:
                continue
            steps.append((cut_end - cut_start, run.step))
            if run.step == "D":
                low = run.other if low is None else low
                high = max(high, run.other)
                continue
            low = run.other + cut_start - run.start if low is None else low
            high = run.other + cut_end - run.start
        if low is None:
            raise NotPlacedError(f"LRG bases {start + 1}-{end} have no counterpart on {self.chromosome}")
        cigar = "".join(f"{count}{step}" for count, step in steps)
        if self.strand > 0:
            origin = int(span.attrib["other_start"]) - 1
            return origin + low, origin + high, cigar
        origin = int(span.attrib["other_end"])
        return origin - high, origin - low, cigar


def _runs(span: Element) -> list[_Run]:
    runs: list[_Run] = []
    at, other = int(span.attrib["lrg_start"]) - 1, 0

    def same_until(position: int) -> None:
        nonlocal at, other
        if position > at:
            runs.append(_Run("=", at, position, other))
            other += position - at
            at = position

    for diff in sorted(span.findall("diff"), key=lambda each: int(each.attrib["lrg_start"])):
        kind = diff.attrib["type"]
        first, last = int(diff.attrib["lrg_start"]) - 1, int(diff.attrib["lrg_end"])
        if kind == "other_ins":
            same_until(first + 1)
            size = int(diff.attrib["other_end"]) - int(diff.attrib["other_start"]) + 1
            runs.append(_Run("I", at, at + size, other))
            other += size
            continue
        same_until(first)
        runs.append(_Run("D" if kind == "lrg_ins" else "X", first, last, other))
        other += 0 if kind == "lrg_ins" else last - first
        at = last
    same_until(int(span.attrib["lrg_end"]))
    return runs
