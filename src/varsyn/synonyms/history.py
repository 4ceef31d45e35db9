"""What happened to a synonym set, told from what is on record.

The log holds the acts. When a protein description joined a DNA variant, and when it left because a second
cause came up, follows from the order in which descriptions entered; it is derived here, so that it is right
however many writers were at work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
from sqlalchemy import Connection, or_, select

from varsyn.synonyms import schema
from varsyn.synonyms.assemble import Assembled, Authors, assemble
from varsyn.synonyms.nearby import MentionRow, Nearby
from varsyn.synonyms.records import Event


def set_history(
    connection: Connection,
    found: Nearby,
    members: set[bytes],
    authors: Callable[[Connection, Iterable[int]], Authors],
    terms: Iterable[bytes] = (),
) -> list[Event]:
    """Everything on record about the variants ``members`` and the descriptions ``terms``, oldest first.

    Additions, joins and their dissolving, curators' statements, retractions and refreshes.
    """
    spoken = set(terms)
    mentions = [m for m in found.mentions.values() if m.variant in members or m.term in spoken]
    proteins = {v.protein for i, v in found.variants.items() if i in members and v.protein is not None}
    near = [
        m
        for m in found.mentions.values()
        if (m.variant is not None and found.variants[m.variant].protein in proteins) or m in mentions
    ]
    steps = sorted({mention.event for mention in near})
    nodes = members | spoken | {m.term for m in mentions}
    logged = _logged(connection, nodes)
    who = authors(connection, [*steps, *(row[0] for row in logged)])
    events = _replay(found, near, steps, who, members)
    for seq, time, agent, action, detail in logged:
        events.append(Event(seq, time, who.agents.get(agent, ""), action, _told(action, detail), detail))
    return sorted(events, key=lambda event: (event.seq, event.action != "add", event.text))


def _replay(
    found: Nearby, mentions: list[MentionRow], steps: list[int], who: Authors, members: set[bytes]
) -> list[Event]:
    """Add the mentions in the order of the log and compare the sets before and after each step."""
    events: list[Event] = []
    before: dict[tuple[str, str | None], str] = {}
    for step in steps:
        so_far = {m.id: m for m in mentions if m.event <= step}
        made = assemble(Nearby(found.variants, so_far, {}), Authors({}, {}, {}))
        for mention in sorted((m for m in mentions if m.event == step), key=lambda m: (m.text, m.id)):
            place = mention.document_name or "no document"
            text = f"{mention.text} entered from {place}"
            entered: dict[str, object] = {
                "text": mention.text,
                "document": mention.document_name,
                "link": mention.type,
            }
            events.append(_event(step, who, "add", text, entered))
        after = _inferred(made, found, members)
        for spelling in sorted(set(after) - set(before)):
            name = after[spelling]
            text = f"{spelling[0]} joined {name}: no other DNA change with its protein change is on record"
            events.append(_event(step, who, "join", text, {"text": spelling[0], "variant": name}))
        for spelling in sorted(set(before) - set(after)):
            name = before[spelling]
            rivals = _rivals(made, found, name, members)
            text = f"{spelling[0]} left {name}: a second DNA change with its protein change came up"
            if rivals:
                text += f" ({', '.join(rivals)})"
            left: dict[str, object] = {"text": spelling[0], "variant": name, "rivals": rivals}
            events.append(_event(step, who, "dissolve", text, left))
        before = after
    return events


def _inferred(made: Assembled, found: Nearby, members: set[bytes]) -> dict[tuple[str, str | None], str]:
    """Descriptions that are in a set by inference: (text, document) to the name of the set."""
    proteins = {found.variants[i].protein for i in members if i in found.variants}
    return {
        (spelling.text, document): record.name
        for record in made.sets.values()
        for spelling in record.spellings
        if spelling.inferred
        for document in (spelling.documents or ("",))
        if any(v.protein in proteins for v in found.variants.values() if v.key == record.key)
    }


def _rivals(made: Assembled, found: Nearby, name: str, members: set[bytes]) -> list[str]:
    proteins = {found.variants[i].protein for i in members if i in found.variants}
    return sorted(
        record.name
        for record in made.sets.values()
        if record.level == "allele"
        and record.name != name
        and any(v.protein in proteins for v in found.variants.values() if v.key == record.key)
    )


def _event(seq: int, who: Authors, action: str, text: str, detail: dict[str, object]) -> Event:
    return Event(seq, who.times.get(seq, ""), who.doers.get(seq, ""), action, text, detail)


def _logged(
    connection: Connection, nodes: set[bytes]
) -> list[tuple[int, str, bytes, str, dict[str, object]]]:
    table = schema.audit
    rows = connection.execute(
        select(table)
        .where(or_(table.c.subject.in_(sorted(nodes)), table.c.object.in_(sorted(nodes))))
        .order_by(table.c.seq)
    )
    return [
        (int(row.seq), row.time, bytes(row.agent), row.action, msgspec.json.decode(row.detail))
        for row in rows
    ]


def _told(action: str, detail: dict[str, object]) -> str:
    if action == "link":
        sign = "is" if detail.get("type") == "curated_same" else "is not"
        return (
            f"{detail.get('one')} {sign} {detail.get('other')}: {detail.get('reason') or 'no reason given'}"
        )
    if action == "retract":
        return f"took back {detail.get('retracts')}: {detail.get('reason') or 'no reason given'}"
    if action == "move":
        return f"{detail.get('text')} moved from {detail.get('before')} to {detail.get('after')} on refresh"
    if action == "undo":
        return f"undid entry {detail.get('undoes')}: {detail.get('reason') or 'no reason given'}"
    return action


def log_entries(
    connection: Connection,
    authors: Callable[[Connection, Iterable[int]], Authors],
    limit: int,
    before: int | None = None,
) -> list[Event]:
    """The newest entries of the whole log, newest first."""
    table = schema.audit
    query = select(table).order_by(table.c.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(table.c.seq < before)
    rows = connection.execute(query).all()
    who = authors(connection, [int(row.seq) for row in rows])
    return [
        Event(
            int(row.seq), row.time, who.agents.get(bytes(row.agent), ""), row.action,
            _entry(row.action, msgspec.json.decode(row.detail)), msgspec.json.decode(row.detail),
        )
        for row in rows
    ]  # fmt: skip


def _entry(action: str, detail: dict[str, object]) -> str:
    if action == "add":
        documents = detail.get("documents")
        names = ", ".join(str(name) for name in documents) if isinstance(documents, list) else ""
        return f"{detail.get('mentions')} mentions" + (f" ({names})" if names else "")
    return _told(action, detail)
