"""A mention read under the ruler that its document shares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from varsyn.model import Evidence, Mention, Message, Resolution, VarsynError
from varsyn.resolution import answers, dna_side, protein_side
from varsyn.resolution.probability import ACCEPT, CLEAR
from varsyn.resolution.weigh import doubted, hypotheses_in, unknown_weight

if TYPE_CHECKING:
    from varsyn.model import Reading
    from varsyn.numbering import Scheme
    from varsyn.resolution.gene_context import GeneContext
    from varsyn.resolution.hypothesis import Hypothesis
    from varsyn.resolution.observed import Said
    from varsyn.resolution.resolver import Resolver


EXCEPTION = 0.05
"""Share of mentions that use another ruler than the rest of their document (a cited paper's, a slip)."""


class SharedRuler(msgspec.Struct, frozen=True):
    """A ruler that ``support`` of ``total`` mentions of a document fit."""

    scheme: Scheme
    support: int
    total: int

    def evidence(self) -> Evidence:
        """The document's agreement as a fact about one of its mentions."""
        detail = f"{self.support} of {self.total} mentions of the document fit {self.scheme.label()}"
        return Evidence("document_agrees", detail, round((1 - EXCEPTION) / EXCEPTION, 1), self.scheme.name)


def strengthened(answer: Resolution, shared: SharedRuler, prior: float) -> Resolution:
    """A settled answer under the shared ruler, with the odds that the document adds.

    The ruler's prior weight in its gene (``prior``, 0 to 1) gives way to its weight in this document.
    """
    before = answer.probability or 0.0
    odds = before / max(1e-9, 1 - before) * max(1.0, (1 - EXCEPTION) / prior)
    probability = odds / (1 + odds)
    fact = shared.evidence()
    candidates = tuple(
        msgspec.structs.replace(
            one,
            probability=one.probability * probability / before if before else 0.0,
            evidence=(*one.evidence, fact),
        )
        for one in answer.candidates
    )
    return msgspec.structs.replace(answer, probability=probability, candidates=candidates)


def resolve_with(
    mention: Mention,
    said: Said,
    shared: Sequence[SharedRuler],
    context: GeneContext,
    resolver: Resolver,
    standard: float = 1.0,
) -> Resolution | None:
    """The verdict on a mention whose document uses these rulers; None where one of them does not fit it.

    The shared rulers have the weight 1 - EXCEPTION, divided as their mentions are, and all others together
    have EXCEPTION. ``standard`` is what the mention's own prefix says for HGVS numbers beside mentions that
    have none.
    """
    readings = resolver.readings(mention.text.strip())
    if isinstance(readings, VarsynError):
        return None
    whole = sum(one.support for one in shared)
    weighed: list[Hypothesis] = []
    for ruler in shared:
        extra = _under(said.reading, ruler.scheme, context, (1 - EXCEPTION) * ruler.support / whole)
        if extra is None or not extra.fits:
            return None
        extra.evidence += (ruler.evidence(),)
        weighed.append(extra)
    places = {one.numbering.position: one for one in weighed}
    others = hypotheses_in(readings, context, mention.text)
    # A printed c. makes HGVS numbers likelier; in a document whose c. numbers are others it no longer does.
    excess = max(1.0, sum(one.weight for one in others if one.scheme is not None))
    for one in others:
        protein = one.reading.coordinate == "p"
        same = places.get(one.numbering.position) if protein == (said.family == "protein") else None
        if same is None:
            one.weight *= EXCEPTION / excess if one.scheme is not None else EXCEPTION
            if one.scheme is not None and one.scheme.standard and protein:
                one.weight *= standard
            weighed.append(one)
        elif one.cause is not None:
            same.cause = one.cause
            same.change = one.change
    choice = resolver.gene_choice(said.reading.gene or mention.gene or context.symbol, mention.species)
    support = sorted((one.support for one in shared), reverse=True)
    alone = len(support) == 1 or support[0] >= CLEAR * support[1]
    return answers.verdict(
        mention,
        readings,
        choice,
        choice.messages,
        [(one, context) for one in weighed],
        unknown_weight(readings, mention.text),
        agreed=max(shared, key=lambda one: one.support).scheme if alone else None,
    )


def resolve_pair(
    mention: Mention, schemes: Sequence[Scheme], context: GeneContext, resolver: Resolver
) -> Resolution | None:
    """The verdict on a pair ``c.… (p.…)`` whose document counts its residues by these rulers."""
    readings = resolver.readings(mention.text.strip())
    if isinstance(readings, VarsynError) or mention.hints:
        return None
    words = readings[0].gene or mention.gene or context.symbol
    choice = resolver.gene_choice(words, mention.species)
    weighed = [(one, context) for one in hypotheses_in(readings, context, mention.text)]
    unknown = unknown_weight(readings, mention.text)
    return answers.verdict(mention, readings, choice, choice.messages, weighed, unknown, halves=schemes)


def resolve_apart(mention: Mention, context: GeneContext, resolver: Resolver) -> Resolution | None:
    """The verdict on a mention that fits no ruler of its document: all others together have the weight
    EXCEPTION; None where it fits none of them either."""
    readings = resolver.readings(mention.text.strip())
    if isinstance(readings, VarsynError):
        return None
    tried = hypotheses_in(readings, context, mention.text)
    if not any(one.fits for one in tried):
        return None
    excess = max(1.0, sum(one.weight for one in tried if one.scheme is not None))
    for one in tried:
        one.weight *= EXCEPTION / excess if one.scheme is not None else EXCEPTION
    words = readings[0].gene or mention.gene or context.symbol
    choice = resolver.gene_choice(words, mention.species)
    unknown = doubted(unknown_weight(readings, mention.text), readings, mention.text, tried)
    weighed = [(one, context) for one in tried]
    return answers.verdict(mention, readings, choice, choice.messages, weighed, unknown)


def weakened(answer: Resolution, factor: float, least: float, words: str) -> Resolution:
    """An answer whose odds other mentions of its document divide: ``factor`` (0 to 1) multiplies them, but it
    stays as probable as the document makes its ruler (``least``).

    It is no longer settled where it becomes less probable than a settled answer has to be.
    """
    before = min(answer.probability or 0.0, 1 - 1e-9)
    odds = before / (1 - before) * factor
    probability = max(odds / (1 + odds), min(before, least))
    share = probability / before if before else 0.0
    candidates = tuple(
        [msgspec.structs.replace(one, probability=one.probability * share) for one in answer.candidates]
    )
    weaker = msgspec.structs.replace(answer, probability=probability, candidates=candidates)
    if probability >= ACCEPT:
        return weaker
    note = Message("document_disagrees", "warning", words)
    return msgspec.structs.replace(
        weaker, status="ambiguous", variant=None, messages=(*answer.messages, note)
    )


def _under(reading: Reading, scheme: Scheme, context: GeneContext, weight: float) -> Hypothesis | None:
    """The reading under a shared ruler."""
    if scheme.molecule == "protein":
        return protein_side.under(reading, scheme, context, weight)
    return dna_side.under(reading, scheme, weight, context)
