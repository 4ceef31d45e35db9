"""From weighed hypotheses to ranked candidates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from varsyn.allele import allele_key
from varsyn.model import Candidate, Reading, Variant
from varsyn.model.residues import THREE_TO_ONE
from varsyn.numbering.facts import CURATED_WEIGHT
from varsyn.resolution import protein_side
from varsyn.resolution.causes import (
    ProteinVariant,
    allele_variant,
    caused,
    change_key,
    plain_substitution,
    with_causes,
)
from varsyn.resolution.hypothesis import Hypothesis
from varsyn.resolution.probability import SHOWN, posterior

if TYPE_CHECKING:
    from varsyn.numbering import Scheme
    from varsyn.reference import Transcript
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
    merged: dict[tuple[str, str], _Group] = {}
    for (hypothesis, context), share in zip(hypotheses, shares, strict=True):
        if not hypothesis.fits:
            continue
        key = _identity(hypothesis, context)
        if key is None:
            continue
        known = merged.get(key)
        if known is None:
            merged[key] = _Group([(hypothesis, context, share)], share)
        else:
            known.members.append((hypothesis, context, share))
            known.probability += share
    _join_levels(merged)
    ranked = sorted(merged.values(), key=lambda one: -one.probability)
    # Names are worked out for what is shown alone.
    shown = [one for one in ranked if one.probability >= SHOWN or established(one.strongest())] or ranked[:1]
    found = [one.candidate() for one in shown]
    if found:
        found[0] = (_with_refuted(found[0][0], hypotheses), found[0][1])
    return found


def _join_levels(merged: dict[tuple[str, str], _Group]) -> None:
    """A protein change with its DNA cause stated joins the candidate that is this DNA change (``codon 6
    GAG>GTG`` can be read as either, and means one variant)."""
    for key in [key for key in merged if key[0] == "protein"]:
        group = merged[key]
        for hypothesis, context, _ in group.members:
            if hypothesis.cause is None or context.anchor is None:
                continue
            same = merged.get(("allele", allele_key(hypothesis.cause, context.anchor)))
            if same is not None:
                same.members += group.members
                same.probability += group.probability
                del merged[key]
            break


class _Group:
    """Hypotheses of one variant, in the order they were tried, with the sum of their shares."""

    __slots__ = ("members", "probability")

    def __init__(self, members: list[tuple[Hypothesis, GeneContext, float]], probability: float) -> None:
        self.members = members
        self.probability = probability

    def strongest(self) -> Hypothesis:
        """The hypothesis that stands for the group: the first, or a stronger one that names a DNA cause."""
        first, _, best = self.members[0]
        for hypothesis, _, share in self.members[1:]:
            if hypothesis.cause is not None and first.cause is None:
                first.cause = hypothesis.cause
            if share > best and hypothesis.cause:
                first = hypothesis
            # A list that gives a description knows its canonical form.
            first.settled = first.settled or hypothesis.settled
            best = max(best, share)
        return first

    def candidate(self) -> tuple[Candidate, Hypothesis]:
        """The candidate that the group comes to, with the hypothesis that stands for it."""
        first, context, best = self.members[0]
        candidate = candidate_of(first, context, best)
        for hypothesis, context, share in self.members[1:]:
            candidate = _joined(candidate, best, _variant(hypothesis, context), hypothesis, share)
            best = max(best, share)
        return candidate, self.strongest()


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


def _joined(old: Candidate, best: float, variant: Variant, hypothesis: Hypothesis, share: float) -> Candidate:
    """Two hypotheses of one variant: the stronger names the ruler, the evidence of both is kept."""
    stronger = share > best
    first = hypothesis.evidence if stronger else old.evidence
    second = old.evidence if stronger else hypothesis.evidence
    numbering = hypothesis.numbering if stronger else old.numbering
    if old.numbering.scheme != "curated_name" and hypothesis.numbering.scheme == "curated_name":
        numbering = old.numbering
    elif old.numbering.scheme == "curated_name" and hypothesis.numbering.scheme != "curated_name":
        numbering = hypothesis.numbering
    return Candidate(
        old.variant if old.variant.hgvs_c or not variant.hgvs_c else variant,
        old.probability + share,
        numbering,
        first + tuple(fact for fact in second if fact not in first),
        hypothesis.reading if stronger else old.reading,
    )


def _identity(hypothesis: Hypothesis, context: GeneContext) -> tuple[str, str] | None:
    """Level and key of the variant that a hypothesis leads to, None where it leads to none."""
    anchor = context.anchor
    if anchor is None:
        return None
    if hypothesis.text:
        return "allele", _spelled(hypothesis, anchor)
    if hypothesis.allele is not None:
        return "allele", allele_key(hypothesis.allele, anchor)
    if hypothesis.change is None:
        return None
    return "protein", change_key(hypothesis.change, anchor)


def _spelled(hypothesis: Hypothesis, anchor: Transcript) -> str:
    """The description of a hypothesis that is no computed allele, on the anchor."""
    # An inserted sequence given by reference holds a colon of its own.
    bare = hypothesis.text if hypothesis.text[1:2] == "." else hypothesis.text.partition(":")[2]
    return f"{anchor.accession}:{bare}"


def candidate_of(hypothesis: Hypothesis, context: GeneContext, probability: float) -> Candidate:
    """A hypothesis that has an identity as a candidate."""
    variant = _variant(hypothesis, context)
    return Candidate(variant, probability, hypothesis.numbering, hypothesis.evidence, hypothesis.reading)


def _variant(hypothesis: Hypothesis, context: GeneContext) -> Variant:
    """The variant of a hypothesis that has an identity, under all its names."""
    anchor, change = context.anchor, hypothesis.change
    assert anchor is not None
    if hypothesis.text:
        text = _spelled(hypothesis, anchor)
        return Variant("allele", text, anchor.gene, text, None)
    if hypothesis.allele is not None:
        return allele_variant(hypothesis.allele, anchor)
    assert change is not None
    if hypothesis.cause is not None:
        return caused(change, anchor, hypothesis.cause)
    if hypothesis.named is None and (plain := plain_substitution(change, anchor)) is not None:
        # Its causes are worked out where they are shown.
        return plain
    return named(hypothesis, anchor).variant


def named(hypothesis: Hypothesis, anchor: Transcript) -> ProteinVariant:
    """The protein change of a hypothesis with its names and causes, worked out once."""
    if hypothesis.named is None:
        assert hypothesis.change is not None
        hypothesis.named = with_causes(hypothesis.change, anchor, residue_of(hypothesis.reading))
    return hypothesis.named


def residue_of(reading: Reading) -> str:
    """The printed new residue of a substitution in one letter, else nothing."""
    return THREE_TO_ONE.get(reading.alt, "") if reading.edit == "sub" else ""
