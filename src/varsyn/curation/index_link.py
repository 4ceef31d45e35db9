"""Between a table and a synonym index: what people decided, what else is known, what the table adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec

from varsyn.curation.cases import Case
from varsyn.curation.queue import QueueItem
from varsyn.curation.workspace import Workspace
from varsyn.model import Link, LinkType, Mention
from varsyn.synonyms import SynonymIndex
from varsyn.synonyms.agents import Agent
from varsyn.synonyms.sets import Node

_T = TypeVar("_T")
_SLICE = 500
"""Keys asked for at once (SQLite takes at most 999 parameters in old builds)."""


def decisions_in(index: SynonymIndex) -> list[Link]:
    """People's standing statements of an index as links between keys and mentions (``mention:GENE|TEXT``)."""
    from sqlalchemy import select

    from varsyn.synonyms import schema

    a, v, g = schema.assertions, schema.variants, schema.agents
    with index.database.reading() as connection:
        rows = connection.execute(
            select(a, g.c.name.label("agent_name"))
            .join(g, g.c.id == a.c.agent)
            .where(a.c.withdrawn.is_(None), a.c.type.in_(("curated_same", "curated_different")))
        ).all()
        ids = [row.subject for row in rows] + [row.object for row in rows]
        keys: dict[bytes, str] = {}
        for part in _sliced(ids):
            found = connection.execute(select(v.c.id, v.c.key).where(v.c.id.in_(part)))
            keys.update((bytes(row.id), row.key) for row in found)
    links = []
    for row in rows:
        ends = [
            keys.get(bytes(identifier), "") if kind == "variant" else f"mention:{row.gene or ''}|{label}"
            for kind, identifier, label in (
                (row.subject_kind, row.subject, row.subject_label),
                (row.object_kind, row.object, row.object_label),
            )
        ]
        if all(ends):
            links.append(Link(row.type, ends[0], ends[1], 1.0, (row.reason,), row.agent_name))
    return links


def known_in(index: SynonymIndex, protein_keys: Iterable[str]) -> list[Node]:
    """The DNA variants of an index that make one of these protein changes and that a mention stands for."""
    from sqlalchemy import select

    from varsyn.synonyms import schema
    from varsyn.synonyms.writer import STANDS

    v, k, d, m = schema.variants, schema.links, schema.verdicts, schema.mentions
    nodes: dict[str, Node] = {}
    with index.database.reading() as connection:
        for part in _sliced(sorted(set(protein_keys))):
            rows = connection.execute(
                select(v.c.key, v.c.protein_key)
                .join(k, k.c.object == v.c.id)
                .join(d, d.c.link == k.c.id)
                .join(m, m.c.verdict == d.c.id)
                .where(
                    v.c.level == "allele",
                    v.c.protein_key.in_(part),
                    k.c.withdrawn.is_(None),
                    m.c.state == STANDS,
                )
                .distinct()
            )
            for row in rows:
                nodes[row.key] = Node(row.key, "allele", row.protein_key)
    return list(nodes.values())


def _sliced(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(values), _SLICE):
        yield values[start : start + _SLICE]


def mentions_of(cases: Sequence[Case], space: Workspace) -> Iterator[Mention]:
    """Each distinct (name, paper) of a table as a mention; numbers are taken as PMIDs."""
    for number, papers in space.papers_of_cases(len(cases)):
        for paper in papers or ("",):
            document = f"PMID:{paper}" if paper.isdigit() else paper or None
            for mention in cases[number].mentions:
                yield msgspec.structs.replace(mention, document=document)


def record_decisions(target: str, items: Iterable[QueueItem]) -> int:
    """Write decided questions into an index as the curators' links; how many were new.

    Who decided, and why, goes with each; the day of the decision is kept in the reason.
    """
    count = 0
    with SynonymIndex.open(target) as index:
        known = {(link.type, link.subject, link.object, link.agent) for link in decisions_in(index)}
        for item in items:
            kind: LinkType = "curated_same" if item.decision == "same" else "curated_different"
            who = item.decided_by or "unnamed curator"
            # An index speaks of a name wherever it is printed: the document of a mention falls away.
            subject = _without_document(item.subject)
            if (kind, subject, item.object, who) in known or (kind, item.object, subject, who) in known:
                continue
            reason = "; ".join(part for part in (item.why, item.decided_on, item.item) if part)
            one, other = _end(item.subject, item.subject_hgvs), _end(item.object, item.object_hgvs)
            agent, gene = Agent.person(who), item.gene or None
            index.link(one, other, agent=agent, type=kind, gene=gene, reason=reason, merge=True)
            count += 1
    return count


def _without_document(subject: str) -> str:
    if not subject.startswith("mention:"):
        return subject
    return "|".join(subject.split("|")[:2])


def _end(name: str, description: str) -> str:
    """What the index understands: a printed name, a variant's full description, else its key."""
    if name.startswith("mention:"):
        return name.split("|")[1]
    return description or name.partition("@")[0]
