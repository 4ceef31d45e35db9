"""A document read as a whole: mentions of one gene share a ruler unless the evidence says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from varsyn.model import Mention, Message, Resolution, VarsynError
from varsyn.numbering import CDNA_STANDARD
from varsyn.resolution import answers
from varsyn.resolution.observed import Family, Said, said
from varsyn.resolution.probability import PREFIX_STANDARD
from varsyn.resolution.rulers import Rulers, sections_of
from varsyn.resolution.shared import (
    SharedRuler,
    resolve_apart,
    resolve_pair,
    resolve_with,
    strengthened,
    weakened,
)
from varsyn.resolution.weigh import prefixed

if TYPE_CHECKING:
    from varsyn.numbering import Inference, Observation, Scheme
    from varsyn.resolution.gene_context import GeneContext
    from varsyn.resolution.resolver import Resolver


_RIVALS: dict[Family, tuple[Family, ...]] = {"protein": ("bare",), "bare": ("protein",), "coding": ()}
"""Families that one name can be of: ``A1298C`` is a base or a residue."""


_KNOWN = frozenset(("listed_name", "variant_on_record", "pair_agrees"))
"""Facts about a mention that other numbers of its document do not put in doubt."""


class _Seen(msgspec.Struct):
    """One half of a mention, with the gene it is of."""

    index: int
    mention: Mention
    symbol: str
    said: Said


class _Group(msgspec.Struct):
    """Mentions of one gene that count alike, and the rulers they are established to use."""

    members: list[_Seen]
    rulers: list[Inference]
    total: int
    """Distinct mentions that say something about the ruler."""
    section: str | None = None


class _Offer(msgspec.Struct):
    """The rulers in use that a mention fits (none for a protein half), with the note on its group."""

    seen: _Seen
    shared: list[SharedRuler]
    note: Message | None
    context: GeneContext
    standard: float = 1.0
    """What a printed ``p.`` says for HGVS numbers, where most of the group is printed without."""


def resolve_document(mentions: Sequence[Mention], resolver: Resolver) -> list[Resolution]:
    """The verdict on each mention, in order, with one inference over each gene's mentions.

    The ruler of a gene's protein mentions is inferred jointly (each mention multiplies the odds), likewise
    those of its ``c.`` and of its bare nucleotide numbers; separately for a section that clearly uses another
    one, and several at once where some mentions together fit another ruler than the rest. Pairs
    (``c.… (p.…)``) and mentions with a statement of their numbering (``Mention.hints``) take part. A mention
    that no ruler in use fits keeps its own verdict, and the document is said to be inconsistent there.
    """
    families: dict[tuple[str, Family], list[_Seen]] = {}
    doubtful: set[int] = set()
    for index, mention in enumerate(mentions):
        for one in _look(index, mention, resolver):
            families.setdefault((one.symbol, one.said.family), []).append(one)
            if one.said.second:
                doubtful.add(index)
    found = [resolver.resolve(mention) for mention in mentions]
    certain = {key for key, members in families.items() if any(one.index not in doubtful for one in members)}
    offers: dict[int, list[_Offer]] = {}
    for (symbol, family), members in families.items():
        context = resolver.context(symbol)
        hints = {hint for one in members for hint in one.mention.hints}
        if len(set(_observations(members))) < 2:
            continue
        # Names that could all be of another family say nothing beside ones that are of it for sure.
        if (symbol, family) not in certain and any(other == symbol for other, _ in certain):
            continue
        if (symbol, family) in certain and not any((symbol, rival) in certain for rival in _RIVALS[family]):
            # What could as well be of another family is of this one, where nothing is of the other for sure.
            members = [msgspec.structs.replace(one, said=one.said.first()) for one in members]
        rulers = Rulers(family, context, hints)
        if rulers.ground is None or (family == "coding" and _all_standard(members, rulers)):
            continue
        for group in _groups(members, rulers):
            if not group.rulers:
                _doubt(group, rulers, found)
            for offer in _settle(group, rulers, resolver, found):
                offers.setdefault(offer.seen.index, []).append(offer)
    for index, mine in offers.items():
        # What can be DNA or protein is read as the one whose ruler it fits, if it is one only.
        if index not in doubtful or len({offer.seen.said.family for offer in mine}) == 1:
            _take(next((one for one in mine if one.shared), mine[0]), resolver, found)
    return found


def _look(index: int, mention: Mention, resolver: Resolver) -> Iterator[_Seen]:
    text = mention.text.strip()
    readings = resolver.readings(text) if text else ()
    if isinstance(readings, VarsynError) or not readings:
        return
    first = readings[0]
    words = first.gene or mention.gene
    if first.accession is not None or mention.transcript is not None or not words:
        return
    choice = resolver.gene_choice(words, mention.species)
    if not choice.genes and mention.gene:
        choice = resolver.gene_choice(mention.gene, mention.species)
    if choice.sure and len(choice.genes) == 1:
        for half in said(readings):
            yield _Seen(index, mention, choice.genes[0].symbol, half)


def _all_standard(members: Sequence[_Seen], rulers: Rulers) -> bool:
    """Whether every ``c.`` number fits as HGVS counts: then there is nothing to infer."""
    return all(rulers.fits(one, CDNA_STANDARD) for one in _observations(members))


def _observations(members: Sequence[_Seen]) -> list[Observation]:
    return [
        one.said.observation for one in members if one.said.observation is not None and not one.said.second
    ]


def _groups(members: list[_Seen], rulers: Rulers) -> list[_Group]:
    """One group for the document, and one for each section that clearly uses another ruler."""
    ranked = rulers.rank(_observations(members))
    if not ranked:
        return []
    overall = ranked[0].scheme
    groups = []
    rest = members
    for section in sections_of(one.mention.section for one in members):
        part = [one for one in members if one.mention.section == section]
        if len(part) == len(members):
            continue
        if rulers.prefers(_observations(part), overall) is not None:
            groups.append(_group(part, rulers, section))
            rest = [one for one in rest if one.mention.section != section]
    if not groups:
        return [_group(members, rulers, ranked=ranked)]
    return ([_group(rest, rulers)] if rest else []) + groups


def _group(
    members: list[_Seen],
    rulers: Rulers,
    section: str | None = None,
    ranked: Sequence[Inference] | None = None,
) -> _Group:
    observations = _observations(members)
    return _Group(members, rulers.in_use(observations, ranked), len(set(observations)), section)


def _doubt(group: _Group, rulers: Rulers, found: list[Resolution]) -> None:
    """Where no ruler is established: answers that count on one which the other mentions speak against."""
    observations = _observations(group.members)
    ranked = rulers.rank(observations)
    for one in group.members:
        answer, own = found[one.index], one.said.observation
        if own is None or not one.said.own or one.said.second or not answer.candidates or not answer.settled:
            continue
        if any(fact.code in _KNOWN for fact in answer.candidates[0].evidence):
            continue
        use, reading = answer.candidates[0].numbering, answer.candidates[0].reading
        protein = reading is not None and reading.coordinate == "p"
        if use.offset is None or protein != (one.said.family == "protein"):
            continue
        factor = rulers.odds_beside(use.offset, own, observations, ranked[0].scheme)
        if factor < 1:
            words = (
                f"most other mentions of the document do not fit the numbers that {one.mention.text} fits in"
            )
            least = next((mine.probability for mine in ranked if mine.scheme.offset == use.offset), 0.0)
            found[one.index] = weakened(answer, factor, least, f"{words}: it could be luck")


def _settle(group: _Group, rulers: Rulers, resolver: Resolver, found: list[Resolution]) -> Iterator[_Offer]:
    """What a group's rulers, as far as they are established, offer to its members; who fits none is told."""
    if not group.rulers:
        return
    context = resolver.context(group.members[0].symbol)
    schemes = [one.scheme for one in group.rulers]
    fitting = [_fitting(one, schemes, rulers) for one in group.members]
    odd = [one for one, mine in zip(group.members, fitting, strict=True) if not mine and not one.said.second]
    # That all mentions fit HGVS numbers, and nothing else is in use, goes without saying.
    note = _note(group, odd) if odd or len(schemes) > 1 or not schemes[0].standard else None
    shared = {one.scheme: SharedRuler(one.scheme, one.support, group.total) for one in group.rulers}
    printed = [_printed(one) for one in group.members]
    seldom = 2 * sum(printed) < len(printed)
    for one, mine, prefix in zip(group.members, fitting, printed, strict=True):
        if mine and not one.said.own and any(n.code == "pair_contradicts" for n in found[one.index].messages):
            found[one.index] = resolve_pair(one.mention, mine, context, resolver) or found[one.index]
        if mine:
            offered = [shared[scheme] for scheme in mine] if one.said.own else []
            yield _Offer(one, offered, note, context, PREFIX_STANDARD if prefix and seldom else 1.0)
        elif not one.said.second:
            found[one.index] = _inconsistent(_exception(found[one.index], one, resolver), one, group)


def _printed(one: _Seen) -> bool:
    """Whether a protein name is printed with its prefix."""
    return one.said.own and one.said.family == "protein" and prefixed(one.said.reading, one.mention.text)


def _exception(answer: Resolution, one: _Seen, resolver: Resolver) -> Resolution:
    """The answer to a mention that its document's rulers leave over, as likely as exceptions are."""
    if not one.said.own or one.mention.hints or not answer.candidates:
        return answer
    return resolve_apart(one.mention, resolver.context(one.symbol), resolver) or answer


def _take(offer: _Offer, resolver: Resolver, found: list[Resolution]) -> None:
    """Read a mention under the ruler of its group."""
    one, shared, context = offer.seen, offer.shared, offer.context
    answer = found[one.index]
    if shared:
        scheme = shared[0].scheme
        if len(shared) > 1 or not _agrees(answer, scheme):
            found_with = resolve_with(one.mention, one.said, shared, context, resolver, offer.standard)
            answer = found_with or answer
        elif not scheme.standard:
            answer = strengthened(answer, shared[0], _prior(scheme, context))
    found[one.index] = answers.with_note(answer, offer.note) if offer.note is not None else answer


def _fitting(one: _Seen, schemes: Sequence[Scheme], rulers: Rulers) -> list[Scheme]:
    """The rulers in use that a mention fits; a number with nothing to check fits each."""
    observation = one.said.observation
    if observation is None:
        return list(schemes)
    return [scheme for scheme in schemes if rulers.fits(observation, scheme)]


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
    known = context.protein_schemes if scheme.molecule == "protein" else context.cdna_schemes
    return next((prior for one, prior in known if one.offset == scheme.offset), scheme.weight)


def _note(group: _Group, odd: Sequence[_Seen]) -> Message:
    where = f" of section {group.section}" if group.section else " of the document"
    first, *others = group.rulers
    text = f"{first.support} of {group.total} mentions{where} fit {first.scheme.label()}"
    for one in others:
        text += f", {one.support} of the others {one.scheme.label()}"
    if odd:
        names = list(dict.fromkeys(one.mention.text for one in odd))
        shown = ", ".join(names[:_NAMED]) + (
            f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        )
        text += f"; {shown} {'does' if len(names) == 1 else 'do'} not"
    return Message("document_numbering", "info", text)


_NAMED = 10
"""Mentions that do not fit, named one by one."""


def _inconsistent(answer: Resolution, one: _Seen, group: _Group) -> Resolution:
    best = group.rulers[0]
    if answer.candidates and answer.status in ("resolved", "ambiguous", "unverified"):
        reading = answer.candidates[0].reading
        if (
            one.said.own
            and reading is not None
            and (reading.coordinate == "p") != (one.said.family == "protein")
        ):
            return answer
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
        f"{best.support} of {group.total} mentions fit {best.scheme.label()}; {one.mention.text} {what}: "
        "probably an error of the paper, or another numbering"
    )
    return answers.with_note(answer, Message("document_inconsistent", "warning", text))
