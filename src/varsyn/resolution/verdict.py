"""From weighed hypotheses to ranked candidates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from varsyn.model import Candidate, Reading, Variant
from varsyn.model.residues import THREE_TO_ONE
from varsyn.numbering.facts import CURATED_WEIGHT
from varsyn.resolution import protein_side
from varsyn.resolution.causes import allele_variant, caused, with_causes
from varsyn.resolution.hypothesis import Hypothesis
from varsyn.resolution.probability import SHOWN, posterior

if TYPE_CHECKING:
    from varsyn.numbering import Scheme
    from varsyn.resolution.gene_context import GeneContext

Ranked = list[tuple[Candidate, Hypothesis]]


def ranked_candidates(hypotheses: Sequence[tuple[Hypothesis, GeneContext]], unknown: float) -> Ranked:
    """Fitting hypotheses as candidates, one a variant, best first, each with its strongest hypothesis.

    Hypotheses of one variant add up; every hypothesis tried, fitting or not, and "none of these" (weight
    ``unknown``) take their share.
    """
    for hypothesis, context in hypotheses:
        if (
            hypothesis.fits
            and hypothesis.allele is None
            and hypothesis.change is None
            and not hypothesis.text
        ):
            protein_side.settle(hypothesis, context)
    shares = posterior([one.score for one, _ in hypotheses], unknown)
    merged: dict[tuple[str, str], tuple[Candidate, Hypothesis, float]] = {}
    for (hypothesis, context), share in zip(hypotheses, shares, strict=True):
        if not hypothesis.fits:
            continue
        variant = _variant(hypothesis, context)
        if variant is None:
            continue
        key = (variant.level, variant.key)
        known = merged.get(key)
        if known is None:
            made = Candidate(variant, share, hypothesis.numbering, hypothesis.evidence, hypothesis.reading)
            merged[key] = (made, hypothesis, share)
        else:
            merged[key] = _joined(known, variant, hypothesis, share)
    ranked = sorted(merged.values(), key=lambda one: -one[0].probability)
    shown = [one for one in ranked if one[0].probability >= SHOWN or established(one[1])] or ranked[:1]
    found = [(candidate, hypothesis) for candidate, hypothesis, _ in shown]
    if found:
        found[0] = (_with_refuted(found[0][0], hypotheses), found[0][1])
    return found


def established(hypothesis: Hypothesis) -> bool:
    """Whether a hypothesis rests on HGVS numbers or on a curated ruler that is in common use."""
    return hypothesis.scheme is not None and in_common_use(hypothesis.scheme)


def in_common_use(scheme: Scheme) -> bool:
    """Whether papers on the gene use a ruler: HGVS numbers, or curated and not said to be rare."""
    return scheme.standard or (scheme.origin == "curated" and scheme.weight >= CURATED_WEIGHT)


def _with_refuted(best: Candidate, hypotheses: Sequence[tuple[Hypothesis, GeneContext]]) -> Candidate:
    """The winner with the facts that speak against HGVS numbers, where it counts otherwise."""
    if best.numbering.scheme == "hgvs":
        return best
    against = tuple(
        fact
        for hypothesis, _ in hypotheses
        if not hypothesis.fits and hypothesis.scheme is not None and hypothesis.scheme.standard
        for fact in hypothesis.evidence
    )
    return msgspec.structs.replace(best, evidence=best.evidence + against) if against else best


def _joined(
    known: tuple[Candidate, Hypothesis, float], variant: Variant, hypothesis: Hypothesis, share: float
) -> tuple[Candidate, Hypothesis, float]:
    """Two hypotheses of one variant: the stronger names the ruler, the evidence of both is kept."""
    old, strongest, best = known
    stronger = share > best
    first = hypothesis.evidence if stronger else old.evidence
    second = old.evidence if stronger else hypothesis.evidence
    numbering = hypothesis.numbering if stronger else old.numbering
    if old.numbering.scheme != "curated_name" and hypothesis.numbering.scheme == "curated_name":
        numbering = old.numbering
    elif old.numbering.scheme == "curated_name" and hypothesis.numbering.scheme != "curated_name":
        numbering = hypothesis.numbering
    candidate = Candidate(
        old.variant if old.variant.hgvs_c or not variant.hgvs_c else variant,
        old.probability + share,
        numbering,
        first + tuple(fact for fact in second if fact not in first),
        hypothesis.reading if stronger else old.reading,
    )
    if hypothesis.cause is not None and strongest.cause is None:
        strongest.cause = hypothesis.cause
    return candidate, hypothesis if stronger and hypothesis.cause else strongest, max(best, share)


def _variant(hypothesis: Hypothesis, context: GeneContext) -> Variant | None:
    anchor = context.anchor
    if anchor is None:
        return None
    if hypothesis.text:
        # An inserted sequence given by reference holds a colon of its own.
        bare = hypothesis.text if hypothesis.text[1:2] == "." else hypothesis.text.partition(":")[2]
        text = f"{anchor.accession}:{bare}"
        return Variant("allele", text, anchor.gene, text, None)
    if hypothesis.allele is not None:
        return allele_variant(hypothesis.allele, anchor)
    if hypothesis.change is None:
        return None
    if hypothesis.cause is not None:
        return caused(hypothesis.change, anchor, hypothesis.cause)
    return with_causes(hypothesis.change, anchor, residue_of(hypothesis.reading)).variant


def residue_of(reading: Reading) -> str:
    """The printed new residue of a substitution in one letter, else nothing."""
    return THREE_TO_ONE.get(reading.alt, "") if reading.edit == "sub" else ""
