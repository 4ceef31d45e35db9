"""Documents to facts: which mentions are judged one by one, and which together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

from varsyn.model import Mention, Resolution
from varsyn.synonyms.facts import NEVER_SETTLED, Facts, Seen, description_id, facts_of
from varsyn.synonyms.parcel import Judgement, Parcel

DocumentKind = Literal["paper", "record"]

JOINT_LIMIT = 5_000
"""A document with more mentions than this is a collection, not a paper: its mentions are judged singly."""
CACHE_SIZE = 20_000
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


Known = Judgement | Seen
Judged = list[list[Known]]
"""What each mention of each group was judged to be."""


class Judge:
    """Turns groups of mentions into facts, remembering what single descriptions resolved to.

    The outcome for a document is a function of the set of its mentions: their order, and how they were
    spread over calls, does not matter.
    """

    def __init__(self, resolver: Resolving, cache_size: int = CACHE_SIZE) -> None:
        self._resolver = resolver
        self._cache: dict[bytes, Facts] = {}
        self._cache_size = cache_size

    def alone(self, wanted: Mapping[bytes, Mention]) -> dict[bytes, Facts]:
        """The facts of descriptions, each judged by itself."""
        found = {identifier: self._cache[identifier] for identifier in wanted if identifier in self._cache}
        new = {identifier: mention for identifier, mention in wanted.items() if identifier not in found}
        for identifier, resolution in zip(new, self._resolver.resolve_many(new.values()), strict=True):
            found[identifier] = self._cache[identifier] = facts_of(resolution)
        if len(self._cache) > self._cache_size:
            for key in list(self._cache)[: -(self._cache_size // 2)]:
                del self._cache[key]
        return found

    def together(self, mentions: Sequence[Mention]) -> list[Facts]:
        """The facts of the mentions of one document, read as a whole."""
        identified = [(description_id(mention), mention) for mention in mentions]
        ordered = sorted(dict(identified).items(), key=lambda item: (item[1].text, item[0]))
        resolved = self._resolver.resolve_document([bare(one, one.document) for _, one in ordered])
        found = {
            identifier: facts_of(resolution)
            for (identifier, _), resolution in zip(ordered, resolved, strict=True)
        }
        return [found[identifier] for identifier, _ in identified]

    def judge(self, groups: Sequence[Group]) -> list[list[Facts]]:
        """The facts of each mention of each group."""
        places, wanted = described(groups)
        singles = self.alone(wanted)
        alone: Judged = [[singles[identifier] for identifier in some] for some in places]
        joint = {at: self.together(groups[at].mentions) for at in joint_groups(groups, alone)}
        judged = settled(groups, alone, joint)
        return [[fact for fact in some if isinstance(fact, Facts)] for some in judged]


def described(
    groups: Sequence[Group], known: Callable[[bytes], bool] = lambda _: False
) -> tuple[list[list[bytes]], dict[bytes, Mention]]:
    """The description of each mention, and the descriptions that have to be judged: those not ``known``."""
    wanted: dict[bytes, Mention] = {}
    places: list[list[bytes]] = []
    for group in groups:
        whole = group.kind == "record"
        some: list[bytes] = []
        for mention in group.mentions:
            identifier = description_id(mention)
            if identifier not in wanted and (whole or not known(identifier)):
                wanted[identifier] = bare(mention)
            some.append(identifier)
        places.append(some)
    return places, wanted


def bare(mention: Mention, document: str | None = None) -> Mention:
    """The mention without its place: what its resolution may depend on."""
    return Mention(
        mention.text, gene=mention.gene, transcript=mention.transcript, species=mention.species,
        assembly=mention.assembly, hints=mention.hints, document=document,
    )  # fmt: skip


def joint_groups(groups: Sequence[Group], alone: Judged) -> list[int]:
    """The numbers of the groups whose mentions must be read together, from what each is alone."""
    return [
        at
        for at, group in enumerate(groups)
        if group.document is not None
        and group.kind == "paper"
        and len(group.mentions) > 1
        and len(group.mentions) + group.crowd <= JOINT_LIMIT
        and _needs_joint(alone[at])
    ]


def settled(groups: Sequence[Group], alone: Judged, joint: Mapping[int, Sequence[Judgement]]) -> Judged:
    """What each mention is, from what its description is alone and what its document makes of it."""
    judged: Judged = []
    for at, (group, single) in enumerate(zip(groups, alone, strict=True)):
        if at in joint:
            judged.append(list(joint[at]))
        else:
            judged.append(_record(group, single) if group.kind == "record" else single)
    return judged


_PLAIN = frozenset({"", "hgvs"})
"""Rulers of what did not settle, and of what settled as HGVS counts."""


def _needs_joint(single: Sequence[Known]) -> bool:
    """Whether mentions must be read together: of one gene, and one did not settle alone, or rulers differ.

    What a document says elsewhere can only bear on a mention through other mentions of its gene.
    """
    for fact in single:
        if fact.scheme not in _PLAIN or fact.status in NEVER_SETTLED:
            break
    else:
        return False
    by_gene: dict[str | None, dict[bytes, Known]] = {}
    for fact in single:
        by_gene.setdefault(fact.gene, {})[fact.description] = fact
    for gene, facts in by_gene.items():
        if len(facts) < 2 and (gene is not None or len(by_gene) < 2):
            continue
        if any(fact.status in NEVER_SETTLED for fact in facts.values()):
            return True
        found: dict[str | None, set[str]] = {}
        for fact in facts.values():
            if fact.settled:
                found.setdefault(fact.level, set()).add(fact.scheme)
        if any(len(schemes) > 1 for schemes in found.values()):
            return True
    return False


def _record(group: Group, alone: Sequence[Known]) -> list[Known]:
    """A database record: names that do not settle by themselves mean the variant that names the record."""
    single: list[Known] = [fact.opened() if isinstance(fact, Parcel) else fact for fact in alone]
    named = {
        fact.link.variant: fact.protein
        for fact, mention in zip(single, group.mentions, strict=True)
        if isinstance(fact, Facts)
        and mention.section == NAMING
        and fact.link is not None
        and fact.level == "allele"
    }
    if len(named) != 1 or group.source is None:
        return single
    ((variant, protein),) = named.items()
    statement = f"{group.document} gives this name"
    return [
        fact.stated(variant, group.source, statement, protein)
        if isinstance(fact, Facts)
        and (fact.link is None or fact.status == "unverified")
        and not _speaks_of_protein(mention.text)
        else fact
        for fact, mention in zip(single, group.mentions, strict=True)
    ]


def _speaks_of_protein(text: str) -> bool:
    # A protein name never stands for one DNA change, whatever record it is printed in.
    return "p." in text or (not any(character in text for character in ".>:_") and not text.startswith("rs"))
