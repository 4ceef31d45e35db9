"""Hypotheses for changes placed by their codon: ``codon 6 A>T``, ``CD41/42 -TTCT``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from varsyn.allele import Allele, allele_from_reading, allele_key
from varsyn.model import Evidence, Reading, VarsynError
from varsyn.resolution.hypothesis import Hypothesis, use_of

if TYPE_CHECKING:
    from varsyn.reference import Transcript
    from varsyn.resolution.gene_context import GeneContext

_WINDOW = re.compile(r"\((\d+)_(\d+)\)\Z")
_BASE_IN_CODON = 1.7
"""LR of a stated base that one of a codon's three places has: 0.98 / (1 - 0.75^3)."""


def codon_window(reading: Reading) -> tuple[int, int] | None:
    """First and last codon (1-based, as printed) of a position that is only known to its codons."""
    match = _WINDOW.match(reading.start)
    if match is None or reading.end not in ("", reading.start):
        return None
    first, last = int(match[1]), int(match[2])
    if first % 3 != 1 or last % 3 != 0 or last < first:
        return None
    return (first + 2) // 3, last // 3


def codon_hypotheses(reading: Reading, context: GeneContext, weight: float) -> Iterator[Hypothesis]:
    """Every protein ruler's codons, and in them every place where the change fits; one allele counts once."""
    anchor = context.anchor
    window = codon_window(reading)
    if anchor is None or window is None:
        return
    for scheme, prior in context.protein_schemes:
        first, last = scheme.position(window[0]), scheme.position(window[1])
        if first is None or last is None or first < 1:
            continue
        found = _fits(reading, anchor, 3 * first - 2, 3 * last)
        use = use_of(scheme, f"codon {window[0]}", f"codon {first}")
        if not found:
            wrong = Evidence("base_mismatch", f"codon {first} has no place for it", 0.02, scheme.name)
            yield Hypothesis(reading, use, weight * prior, 0.02, (wrong,), fits=False, scheme=scheme)
        share = weight * prior / max(1, len(found))
        for mapped, allele in found:
            fact = Evidence(
                "base_match", f"codon {first} has it at c.{mapped.start}", _BASE_IN_CODON, scheme.name
            )
            yield Hypothesis(mapped, use, share, _BASE_IN_CODON, (fact,), allele=allele, scheme=scheme)


def _fits(reading: Reading, anchor: Transcript, low: int, high: int) -> list[tuple[Reading, Allele]]:
    """The different alleles that the change makes at the places of a window (c. numbers, inclusive)."""
    size = max(1, len(reading.ref)) if reading.edit != "ins" else 2
    seen: dict[str, tuple[Reading, Allele]] = {}
    for start in range(low, high + 1):
        end = start + size - 1
        mapped = msgspec.structs.replace(
            reading, coordinate="c", start=str(start), end=str(end), accession=None, gene=None, protein=None
        )
        try:
            allele = allele_from_reading(mapped, anchor)
        except VarsynError:
            continue
        seen.setdefault(allele_key(allele, anchor), (mapped, allele))
    return list(seen.values())
