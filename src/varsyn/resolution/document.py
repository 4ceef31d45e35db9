"""A document read as a whole: mentions of one gene share a ruler unless the evidence says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log
from typing import TYPE_CHECKING

import msgspec

from varsyn.model import Mention, Message, Reading, Resolution, VarsynError
from varsyn.model.residues import THREE_TO_ONE
from varsyn.numbering import PROTEIN_STANDARD, Observation, Scheme, infer
from varsyn.numbering.infer import fits, frequencies, weigh
from varsyn.resolution import answers
from varsyn.resolution.hints import favour
from varsyn.resolution.shared import SharedRuler, resolve_with, strengthened

if TYPE_CHECKING:
    from varsyn.numbering import Inference
    from varsyn.resolution.gene_context import GeneContext
    from varsyn.resolution.resolver import Resolver

ACCEPTED = 0.9
"""Least probability of a ruler that is shared over a document."""
SECTION_ODDS = log(100.0)
"""Least log odds by which a section must prefer its own ruler to that of the rest of the document."""


class _Seen(msgspec.Struct):
    """A mention with what it says about the ruler, if anything."""

    index: int
    mention: Mention
    reading: Reading | None
    symbol: str | None
    observation: Observation | None
    is_protein: bool = False
    """Whether the mention itself is a protein name, not a pair with one."""


def resolve_document(mentions: Sequence[Mention], resolver: Resolver) -> list[Resolution]:
    """The verdict on each mention, in order, with one inference over each gene's mentions.

    The ruler of a gene's protein mentions is inferred jointly (each mention multiplies the odds), separately
    for a section that clearly uses another one. Pairs (``c.… (p.…)``) and mentions with a statement of
    their numbering (``Mention.hints``) take part. A mention that the shared ruler does not fit keeps its own
    verdict, and the document is said to be inconsistent there.
    """
    seen = [_look(index, mention, resolver) for index, mention in enumerate(mentions)]
    found = [resolver.resolve(mention) for mention in mentions]
    genes = dict.fromkeys(one.symbol for one in seen if one.symbol is not None and one.observation)
    for symbol in genes:
        mine = [one for one in seen if one.symbol == symbol and one.observation is not None]
        for group in _groups(mine, resolver.context(symbol)):
            _settle(group, resolver.context(symbol), resolver, found)
    return found


def _look(index: int, mention: Mention, resolver: Resolver) -> _Seen:
    text = mention.text.strip()
    known = resolver.readings(text) if text else ()
    readings: Sequence[Reading] = () if isinstance(known, VarsynError) else known
    first = readings[0] if readings else None
    words = (first.gene if first is not None else None) or mention.gene
    symbol = None
    if first is not None and first.accession is None and mention.transcript is None and words:
        choice = resolver.gene_choice(words, mention.species)
        if not choice.genes and mention.gene:
            choice = resolver.gene_choice(mention.gene, mention.species)
        symbol = choice.genes[0].symbol if choice.sure and len(choice.genes) == 1 else None
    half = _protein_half(readings)
    observation = observed(half) if half is not None and symbol is not None else None
    protein = half is not None and any(half is reading for reading in readings)
    return _Seen(index, mention, half, symbol, observation, protein)


def _protein_half(readings: Sequence[Reading]) -> Reading | None:
    for reading in readings:
        if reading.coordinate == "p":
            return reading
        if reading.protein is not None:
            return reading.protein
    return None


def observed(reading: Reading) -> Observation | None:
    """What a protein reading says about the ruler: its number and first residue; None where neither."""
    letter = THREE_TO_ONE.get(reading.ref[:3], "")
    number = reading.start
    if reading.coordinate != "p" or not letter or not number.lstrip("-").isdigit() or int(number) == 0:
        return None
    return Observation(int(number), letter, str(reading))


class _Group(msgspec.Struct):
    """Mentions of one gene that share a ruler."""

    members: list[_Seen]
    best: Inference
    section: str | None = None


def rank(
    observations: Iterable[Observation], context: GeneContext, hints: Iterable[str] = ()
) -> list[Inference]:
    """The gene's protein rulers by how well they explain the observations together."""
    favoured = set(hints)
    schemes = [
        msgspec.structs.replace(scheme, weight=scheme.weight * favour(scheme, favoured))
        if favoured
        else scheme
        for scheme in (*context.schemes, *context.isoform_schemes)
        if scheme.molecule == "protein"
    ]
    seen = list(observations)
    known = infer(seen, context.protein, schemes or [PROTEIN_STANDARD], search=False)
    # An offset that nobody listed is looked for where the listed ones leave mentions unexplained.
    if known and known[0].total - known[0].support <= known[0].total // 4 and known[0].total > 3:
        return known
    return infer(seen, context.protein, schemes or [PROTEIN_STANDARD])


def _groups(mine: Sequence[_Seen], context: GeneContext) -> list[_Group]:
    """One group for the document, and one for each section that clearly uses another ruler."""
    if not context.protein or not mine:
        return []
    hints = {hint for one in mine for hint in one.mention.hints}
    ranked = rank((one.observation for one in mine if one.observation), context, hints)
    if not ranked:
        return []
    overall = ranked[0]
    groups = []
    rest = list(mine)
    background = frequencies(context.protein)
    for section in dict.fromkeys(one.mention.section for one in mine):
        part = [one for one in mine if one.mention.section == section]
        if section is None or len(part) < 2 or len(part) == len(mine):
            continue
        observations = [one.observation for one in part if one.observation]
        local = rank(observations, context, {hint for one in part for hint in one.mention.hints})[0]
        shared = weigh(overall.scheme, observations, context.protein, background)
        if local.scheme.offset != overall.scheme.offset and local.log_odds - shared.log_odds > SECTION_ODDS:
            groups.append(_Group(part, local, section))
            taken = {one.index for one in part}
            rest = [one for one in rest if one.index not in taken]
    if groups and rest:
        again = rank((one.observation for one in rest if one.observation), context, hints)
        overall = again[0] if again else overall
    return ([_Group(rest, overall)] if rest else []) + groups


def _settle(group: _Group, context: GeneContext, resolver: Resolver, found: list[Resolution]) -> None:
    """Read a group's mentions under its ruler, as far as the ruler is established and fits them."""
    best = group.best
    distinct = len({one.observation for one in group.members})
    if distinct < 2 or best.support < 2 or best.probability < ACCEPTED:
        return
    misfits = [one for one in group.members if not _fits(one, best.scheme, context)]
    wrong = {one.index for one in misfits}
    note = _note(group, distinct, misfits)
    shared = SharedRuler(best.scheme, best.support, distinct)
    prior = _prior(best.scheme, context)
    for one in group.members:
        answer = found[one.index]
        if one.index in wrong:
            found[one.index] = _inconsistent(answer, one, group)
            continue
        if one.is_protein and _agrees(answer, best.scheme):
            if not best.scheme.standard:
                answer = strengthened(answer, shared, prior)
        elif one.is_protein:
            answer = resolve_with(one.mention, shared, context, resolver) or answer
        found[one.index] = answers.with_note(answer, note)


def _fits(one: _Seen, scheme: Scheme, context: GeneContext) -> bool:
    return one.observation is not None and bool(fits(one.observation, scheme, context.protein))


def _agrees(answer: Resolution, scheme: Scheme) -> bool:
    """Whether a mention's own verdict is one variant, read with the shared ruler."""
    if answer.variant is None or answer.status not in ("resolved", "ambiguous"):
        return False
    key = answer.variant.key
    return all(
        one.variant.key == key and (one.numbering.offset or 0) == scheme.offset for one in answer.candidates
    )


def _prior(scheme: Scheme, context: GeneContext) -> float:
    """The ruler's prior weight among the gene's, or its own where it is not one of them."""
    known = (prior for one, prior in context.protein_schemes if one.offset == scheme.offset)
    return next(known, scheme.weight)


def _note(group: _Group, distinct: int, misfits: Sequence[_Seen]) -> Message:
    best = group.best
    where = f" of section {group.section}" if group.section else " of the document"
    text = f"{best.support} of {distinct} mentions{where} fit {best.scheme.label()}"
    if misfits:
        names = ", ".join(dict.fromkeys(one.mention.text for one in misfits))
        text += f"; {names} {'does' if len(misfits) == 1 else 'do'} not"
    return Message("document_numbering", "info", text)


def _inconsistent(answer: Resolution, one: _Seen, group: _Group) -> Resolution:
    best = group.best
    if answer.candidates and answer.status in ("resolved", "ambiguous"):
        use = answer.candidates[0].numbering
        ruler = (
            "HGVS numbers"
            if use.scheme == "hgvs"
            else f"{use.scheme.replace('_', ' ')} ({use.offset or 0:+d})"
        )
        what = f"fits only {ruler}"
    else:
        what = "fits no numbering that is known"
    text = (
        f"{best.support} of {best.total} mentions fit {best.scheme.label()}; {one.mention.text} {what}: "
        "probably an error of the paper, or another numbering"
    )
    return answers.with_note(answer, Message("document_inconsistent", "warning", text))
