"""Mentions as papers print them, for the benchmarks of the synonym index: any number, the same every time.

Real reference bases and residues of the embedded genes, spelled as curators meet them. Some variants are
printed in many papers, most in few (Zipf-like), as in the literature.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from varsyn.model import Mention
from varsyn.reference import open_reference
from varsyn.reference.records import Transcript

BASES = "ACGT"
PER_DOCUMENT = 5


def transcripts() -> list[Transcript]:
    """The anchor transcripts of the embedded genes that have a coding sequence."""
    reference = open_reference()
    anchors = (reference.anchor(symbol) for symbol in sorted(reference.symbols()))
    return [t for t in anchors if t is not None and t.cds_start is not None and len(t.protein) > 60]


def names(distinct: int) -> list[tuple[str, str]]:
    """The first ``distinct`` descriptions, each with its gene."""
    some = transcripts()
    return [description(which, some) for which in range(distinct)]


def mentions(count: int, names: Sequence[tuple[str, str]], seed: int = 1) -> Iterator[Mention]:
    """``count`` mentions of these descriptions, five to a document."""
    chance = random.Random(seed)
    for number in range(count):
        # The square makes small numbers common: a few variants are printed everywhere.
        text, gene = names[int(len(names) * chance.random() ** 2)]
        yield Mention(
            text, gene=gene, document=f"PMID:{10_000_000 + number // PER_DOCUMENT}", id=str(number % 5)
        )


def description(which: int, some: list[Transcript]) -> tuple[str, str]:
    """Description number ``which`` and its gene; each number is another one, as far as bases go."""
    transcript = some[which % len(some)]
    style, place = divmod(which // len(some), 97_003)
    start, end = transcript.cds_start or 0, transcript.cds_end or 0
    offset = (place * 7919) % (end - start - 6) + 3
    base = transcript.sequence[start + offset]
    other = BASES[(BASES.index(base) + 1 + place % 3) % 4] if base in BASES else "A"
    kind = (place + style) % 4
    if kind == 0:
        return f"c.{offset + 1}{base}>{other}", transcript.gene
    if kind == 1:
        return f"{transcript.accession}:c.{offset + 1}{base}>{other}", transcript.gene
    if kind == 2:
        return f"c.{offset + 1}del", transcript.gene
    residue = offset // 3
    amino = transcript.protein[residue] if residue < len(transcript.protein) else "M"
    new = "ACDEFGHIKLMNPQRSTVWY"[(ord(amino) + place) % 20]
    return f"p.{amino}{residue + 1}{new if new != amino else '*'}", transcript.gene
