"""What was tried for a mention: every hypothesis, what fitted, what did not, and the odds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from varsyn.model import Mention, Resolution, VarsynError
from varsyn.notation import read
from varsyn.resolution.probability import posterior
from varsyn.resolution.weigh import doubted, hypotheses_in, reversed_hypotheses, unknown_weight

if TYPE_CHECKING:
    from varsyn.resolution.hypothesis import Hypothesis
    from varsyn.resolution.resolver import Resolver


class Tried(msgspec.Struct, frozen=True):
    """One hypothesis that was tried: prior weight, likelihood ratio, share of the probability.

    ``odds`` is its score against "none of these" (docs/probability.md).
    """

    reading: str
    scheme: str
    offset: int | None
    position: str | None
    fits: bool
    weight: float
    likelihood_ratio: float
    odds: float
    probability: float
    facts: tuple[str, ...]


def hypotheses_tried(mention: Mention, resolver: Resolver) -> list[Tried]:
    """Every hypothesis of a mention within its gene, most probable first; empty where none could be formed.

    Mentions that name their reference, and genomic ones, have one hypothesis a reading and are not listed.
    """
    text = mention.text.strip()
    try:
        readings = read(text) if text else []
    except VarsynError:
        return []
    words = (readings[0].gene if readings else None) or mention.gene
    if not readings or not words or readings[0].accession or mention.transcript:
        return []
    choice = resolver.gene_choice(words, mention.species)
    if not choice.genes and mention.gene:
        choice = resolver.gene_choice(mention.gene, mention.species)
    found: list[Hypothesis] = []
    for gene in choice.genes:
        context = resolver.context(gene.symbol)
        found += hypotheses_in(readings, context, text)
        if not any(one.fits for one in found):
            found += reversed_hypotheses(readings, context)
    unknown = doubted(unknown_weight(readings, text), readings, text, found)
    shares = posterior([one.score for one in found], unknown)
    tried = [_tried(one, share, unknown) for one, share in zip(found, shares, strict=True)]
    return sorted(tried, key=lambda one: (not one.fits, -one.probability))


def _tried(hypothesis: Hypothesis, share: float, unknown: float) -> Tried:
    use = hypothesis.numbering
    return Tried(
        str(hypothesis.reading),
        use.scheme,
        use.offset,
        use.position,
        hypothesis.fits,
        round(hypothesis.weight, 4),
        round(hypothesis.ratio, 3),
        float(f"{hypothesis.score / unknown:.4g}"),
        round(share, 4),
        tuple(fact.detail for fact in hypothesis.evidence),
    )


def render(resolution: Resolution, tried: list[Tried] | None = None) -> str:
    """The answer in plain words, and below it what was tried."""
    text = resolution.explain()
    if not tried:
        return text
    lines = [text, "  tried"]
    for one in tried:
        offset = f" {one.offset:+d}" if one.offset else ""
        sign = "fits" if one.fits else "no  "
        odds = f"{one.odds:,.3g}:1" if one.odds >= 1 else f"1:{1 / max(one.odds, 1e-6):,.0f}"
        lines.append(
            f"    {sign}  {one.reading} as {one.scheme.replace('_', ' ')}{offset}, position "
            f"{one.position}: odds {odds}"
        )
        lines += [f"          {fact}" for fact in one.facts]
    return "\n".join(lines)


def as_dicts(tried: list[Tried]) -> list[dict[str, Any]]:
    """What was tried, for JSON."""
    return [msgspec.to_builtins(one) for one in tried]
