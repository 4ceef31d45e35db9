"""Every spelling without a warning resolves to the variant that it was made from."""

from __future__ import annotations

import random

import pytest

from varsyn.model import Mention
from varsyn.reference import open_reference
from varsyn.resolution import Resolver
from varsyn.synonyms import synonyms_of

RESOLVER = Resolver(open_reference())
SYMBOLS = sorted(
    symbol
    for symbol in RESOLVER.reference.symbols()
    if RESOLVER.context(symbol).anchor is not None and RESOLVER.context(symbol).sound
)


def made_up(rng: random.Random) -> tuple[str, str]:
    """A gene and a c. description that fits it: a substitution, an indel, or a splice site."""
    while True:
        symbol = rng.choice(SYMBOLS)
        anchor = RESOLVER.context(symbol).anchor
        assert anchor is not None
        assert anchor.cds_start is not None
        assert anchor.cds_end is not None
        coding = anchor.sequence[anchor.cds_start : anchor.cds_end]
        at = rng.randrange(3, len(coding) - 9)
        kind = rng.choice(("sub", "del", "dup", "ins", "splice"))
        if kind == "sub":
            new = rng.choice([base for base in "ACGT" if base != coding[at]])
            return symbol, f"c.{at + 1}{coding[at]}>{new}"
        if kind == "ins":
            return symbol, f"c.{at + 1}_{at + 2}ins{''.join(rng.choices('ACGT', k=rng.randrange(1, 4)))}"
        if kind in ("del", "dup"):
            return symbol, f"c.{at + 1}_{at + 1 + rng.randrange(1, 4)}{kind}"
        borders = [end for _, end in anchor.exons[:-1] if anchor.cds_start < end < anchor.cds_end]
        if borders:
            return symbol, f"c.{rng.choice(borders) - anchor.cds_start}+1G>A"


@pytest.mark.parametrize("seed", range(24))
def test_spellings_without_a_warning_lead_back(seed: int) -> None:
    symbol, text = made_up(random.Random(seed))
    report = synonyms_of(RESOLVER.resolve(Mention(text, gene=symbol)), RESOLVER)
    wanted = {report.variant.key, report.variant.protein_key} - {None}
    for name in report:
        if name.collisions or name.kind in ("rna", "spdi") or name.scheme == "curated_name":
            continue
        if name.text.endswith("fs") or "begins with GT" in name.ruler:
            continue  # says less; needs the intron's bases
        assembly = name.ruler if name.kind == "genomic" else None
        answer = RESOLVER.resolve(Mention(name.text, gene=symbol, assembly=assembly))
        found = [answer.variant] if answer.variant is not None else [one.variant for one in answer.candidates]
        keys = {key for one in found for key in (one.key, one.protein_key)}
        assert wanted & keys, (symbol, text, name.text, answer.status, [str(one) for one in found])
