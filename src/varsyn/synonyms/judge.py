"""Documents to facts: which mentions are judged one by one, and which together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, Protocol

from varsyn.model import Mention, Resolution
from varsyn.synonyms.facts import NEVER_SETTLED, Facts, description_id, facts_of

DocumentKind = Literal["paper", "record"]

JOINT_LIMIT = 5_000
"""A document with more mentions than this is a collection, not a paper: its mentions are judged singly."""
CACHE_SIZE = 200_000
NAMING = "name"
"""Section of the mention that names a database record."""


class Resolving(Protocol):
    """What the index needs of a resolver (``varsyn.resolution.Resolver``)."""

    def resolve_many(self, mentions: Iterable[Mention]) -> Iterable[Resolution]:
        """Resolve each by itself, order kept."""
        ...

    def resolve_document(self, mentions: Sequence[Mention]) -> Sequence[Resolution]:
        """Resolve the mentions of one document together, order kept."""
        ...


class Group(NamedTuple):
    """The mentions of one document, or of none."""

    document: str | None
    kind: DocumentKind
    source: str | None
    """The database a record is of; None for papers."""
    mentions: tuple[Mention, ...]
    crowd: int = 0
    """How many more mentions the document is known to have."""


class Judged(NamedTuple):
    """Facts for a list of groups: each distinct one once, and which one each mention has."""

    facts: list[Facts]
    which: list[list[int]]


class Judge:
    """Turns groups of mentions into facts, remembering what single descriptions resolved to.

    The outcome for a document is a function of the set of its mentions: their order, and how they were
    spread over calls, does not matter.
    """

    def __init__(self, resolver: Resolving, cache_size: int = CACHE_SIZE) -> None:
        self._resolver = resolver
        self._cache: dict[bytes, Facts] = {}
        self._cache_size = cache_size

    def judge(self, groups: Sequence[Group]) -> Judged:
        """The facts of each mention of each group."""
        self._learn(mention for group in groups for mention in group.mentions)
        number: dict[bytes, int] = {}
        facts: list[Facts] = []
        which: list[list[int]] = []
        for group in groups:
            places: list[int] = []
            for fact in self._group(group):
                at = number.get(fact.verdict)
                if at is None:
                    at = number[fact.verdict] = len(facts)
                    facts.append(fact)
                places.append(at)
            which.append(places)
        return Judged(facts, which)

    def _learn(self, mentions: Iterable[Mention]) -> None:
        if len(self._cache) > self._cache_size:
            for key in list(self._cache)[: len(self._cache) // 2]:
                del self._cache[key]
        new: dict[bytes, Mention] = {}
        for mention in mentions:
            identifier = description_id(mention)
            if identifier not in self._cache and identifier not in new:
                new[identifier] = _alone(mention)
        for identifier, resolution in zip(new, self._resolver.resolve_many(list(new.values())), strict=True):
            self._cache[identifier] = facts_of(resolution)

    def _group(self, group: Group) -> list[Facts]:
        single = [self._cache[description_id(mention)] for mention in group.mentions]
        if group.document is None:
            return single
        if group.kind == "record":
            return _record(group, single)
        if len(single) + group.crowd > JOINT_LIMIT or not _needs_joint(single):
            return single
        return self._jointly(group.mentions, single)

    def _jointly(self, mentions: Sequence[Mention], single: list[Facts]) -> list[Facts]:
        distinct = {fact.description: mention for fact, mention in zip(single, mentions, strict=True)}
        ordered = sorted(distinct.items(), key=lambda item: (item[1].text, item[0]))
        resolved = self._resolver.resolve_document(
            [_alone(mention, mention.document) for _, mention in ordered]
        )
        found = {
            identifier: facts_of(resolution)
            for (identifier, _), resolution in zip(ordered, resolved, strict=True)
        }
        return [found[fact.description] for fact in single]


def _alone(mention: Mention, document: str | None = None) -> Mention:
    """The mention without its place: what its resolution may depend on."""
    return Mention(
        mention.text, gene=mention.gene, transcript=mention.transcript, species=mention.species,
        assembly=mention.assembly, hints=mention.hints, document=document,
    )  # fmt: skip


def _needs_joint(single: Sequence[Facts]) -> bool:
    """Whether mentions must be read together: of one gene, and one did not settle alone, or rulers differ.

    What a document says elsewhere can only bear on a mention through other mentions of its gene.
    """
    by_gene: dict[str | None, dict[bytes, Facts]] = {}
    for fact in single:
        by_gene.setdefault(fact.gene, {})[fact.description] = fact
    for gene, facts in by_gene.items():
        if len(facts) < 2 and (gene is not None or len(by_gene) < 2):
            continue
        if any(fact.status in NEVER_SETTLED for fact in facts.values()):
            return True
        rulers: dict[str | None, set[str]] = {}
        for fact in facts.values():
            if fact.link is not None:
                rulers.setdefault(fact.level, set()).add(fact.scheme)
        if any(len(found) > 1 for found in rulers.values()):
            return True
    return False


def _record(group: Group, single: list[Facts]) -> list[Facts]:
    """A database record: names that do not settle by themselves mean the variant that names the record."""
    named = {
        fact.link.variant: fact.protein
        for fact, mention in zip(single, group.mentions, strict=True)
        if mention.section == NAMING and fact.link is not None and fact.level == "allele"
    }
    if len(named) != 1 or group.source is None:
        return single
    ((variant, protein),) = named.items()
    statement = f"{group.document} gives this name"
    return [
        fact.stated(variant, group.source, statement, protein)
        if (fact.link is None or fact.status == "unverified") and not _speaks_of_protein(mention.text)
        else fact
        for fact, mention in zip(single, group.mentions, strict=True)
    ]


def _speaks_of_protein(text: str) -> bool:
    # A protein name never stands for one DNA change, whatever record it is printed in.
    return "p." in text or (not any(character in text for character in ".>:_") and not text.startswith("rs"))
