"""What curators say: link, keep apart, take back, undo. Every act is in the log, none is ever erased."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, select, update

from varsyn.model import InputError, LinkType, Resolution, Variant
from varsyn.synonyms import schema
from varsyn.synonyms.agents import Agent
from varsyn.synonyms.assemble import assemble
from varsyn.synonyms.errors import NotInIndex, OverlapError
from varsyn.synonyms.facts import variant_row
from varsyn.synonyms.identity import content_id, storable, term_id
from varsyn.synonyms.lookup import Names, of_variants, sets_near
from varsyn.synonyms.nearby import nearby
from varsyn.synonyms.records import SetRecord
from varsyn.synonyms.rows import insert_rows
from varsyn.synonyms.writer import STANDS, UNDONE, ensure_agent, log

CURATED: frozenset[LinkType] = frozenset({"curated_same", "curated_different"})


class End(NamedTuple):
    """One end of a curator's statement: a variant, or a text within a gene."""

    kind: str
    id: bytes
    label: str
    gene: str | None
    variant: Variant | None = None

    @classmethod
    def of_variant(cls, variant: Variant) -> End:
        """The end that is a variant."""
        row = variant_row(variant)
        name = (variant.hgvs_c if variant.level == "allele" else variant.hgvs_p) or variant.key
        assert isinstance(row[0], bytes)
        return cls("variant", row[0], name, variant.gene, variant)

    @classmethod
    def of_text(cls, text: str, gene: str | None) -> End:
        """The end that is a description, wherever it is printed in this gene."""
        storable(text, "text")
        return cls("term", term_id(text, gene), text, gene)


def end_of_text(
    connection: Connection, text: str, resolution: Resolution | None, genes: Sequence[str | None]
) -> End:
    """What a curator means by a text: the variant itself where it is written as one, else the description.

    A full HGVS description with its reference names the variant; anything shorter is the description,
    whose meaning is just what the curator settles. ``genes`` are the names its gene may be on record with,
    the official one first.
    """
    if (
        resolution is not None
        and resolution.status == "resolved"
        and resolution.variant is not None
        and (resolution.variant.level == "allele" or ":p." in text)
        and text[:2] in _ACCESSIONS
        and ":" in text
    ):
        return End.of_variant(resolution.variant)
    settled = [resolution.gene] if resolution is not None and resolution.gene else []
    ends = [End.of_text(text, gene) for gene in dict.fromkeys([*settled, *genes])]
    w = schema.verdicts
    rows = connection.execute(select(w.c.term).where(w.c.term.in_([end.id for end in ends])).distinct())
    known = {bytes(row[0]) for row in rows}
    return next((end for end in ends if end.id in known), ends[0])


_ACCESSIONS = frozenset({"NM", "NR", "NP", "NC", "NG", "EN", "LR"})


def say(
    connection: Connection,
    names: Names,
    type: LinkType,
    one: End,
    other: End,
    agent: Agent,
    reason: str,
    *,
    merge: bool = False,
) -> str:
    """Record a curator's ``curated_same`` or ``curated_different``; returns the statement's identifier.

    Raises
    ------
    InputError: another link type, an agent that is no person, both ends the same thing.
    OverlapError: ``curated_same`` would make one set of two, and ``merge`` is False.
    """
    if type not in CURATED:
        raise InputError(
            f"{type} links are found, not stated; a curator says curated_same or curated_different",
            code="link_type_not_curated",
        )
    if agent.kind != "person":
        raise InputError("a curated link needs a person", code="unnamed_agent")
    if one.id == other.id:
        raise InputError(f"{one.label} is linked to itself", code="link_to_itself")
    storable(reason, "reason")
    if type == "curated_same" and not merge:
        _refuse_overlap(connection, names, one, other)
    for end in (one, other):
        if end.variant is not None:
            insert_rows(connection, schema.variants, [variant_row(end.variant)])
    detail: dict[str, object] = {
        "type": type, "one": one.label, "other": other.label, "gene": one.gene or other.gene,
        "reason": reason, "merge": merge,
    }  # fmt: skip
    event = log(connection, agent, "link", detail, one.id, other.id)
    identifier = content_id("assertion", type, one.id.hex(), other.id.hex(), agent.row_id.hex(), event)
    row = (
        identifier, type, one.kind, one.id, one.label, other.kind, other.id, other.label,
        one.gene or other.gene, ensure_agent(connection, agent), event, reason, None,
    )  # fmt: skip
    insert_rows(connection, schema.assertions, [row])
    return identifier.hex()


def _refuse_overlap(connection: Connection, names: Names, one: End, other: End) -> None:
    here, there = _sets(connection, names, one), _sets(connection, names, other)
    if not here or not there or {record.id for record in here} & {record.id for record in there}:
        return
    first, second = here[0], there[0]
    raise OverlapError(
        f"{one.label} and {other.label} already stand in two synonym sets:\n"
        f"  {_shown(first)}\n  {_shown(second)}",
        records=(first.as_dict(), second.as_dict()),
        advice=("look at both; if they really are one variant, say so with merge=True (--merge)",),
    )


def _sets(connection: Connection, names: Names, end: End) -> list[SetRecord]:
    if end.kind == "variant":
        return [m.set for m in of_variants(connection, names, [end.id], "variant", end.label) if m.set]
    found = nearby(connection, [], [end.id])
    variants = {mention.variant for mention in found.mentions.values() if mention.variant is not None}
    made = assemble(found, names(connection, found)) if found.mentions else None
    if made is None:
        return []
    near = sets_near(connection, names, sorted(variants)) if variants else made
    return [
        record
        for record in near.sets.values()
        if any(s.text == end.label and s.gene == end.gene for s in record.spellings)
    ]


def _shown(record: SetRecord) -> str:
    papers = ", ".join(record.documents[:5]) or "no document"
    return f"{record.id} {record.name}: {', '.join(record.texts[:8])} ({papers})"


def retract(connection: Connection, identifier: str, agent: Agent, reason: str) -> str:
    """Take back a link of the machine or a statement of a curator; returns the retraction's identifier.

    Raises
    ------
    NotInIndex: no such link or statement.
    InputError: it was taken back before, or the agent is no person.
    """
    if agent.kind != "person":
        raise InputError("a retraction needs a person", code="unnamed_agent")
    storable(reason, "reason")
    target = _bytes(identifier)
    for table in (schema.assertions, schema.links):
        row = connection.execute(select(table).where(table.c.id == target)).first()
        if row is not None:
            break
    else:
        raise NotInIndex(f"no link or statement {identifier}", advice=("varsyn index show lists the links",))
    if row.withdrawn is not None:
        raise InputError(f"{identifier} was taken back before", code="already_retracted")
    detail: dict[str, object] = {"retracts": identifier, "type": row.type, "reason": reason}
    event = log(connection, agent, "retract", detail, bytes(row.subject), bytes(row.object))
    own = content_id("assertion", "retract", identifier, agent.row_id.hex(), event)
    statement = (
        own, "retract", "term", bytes(row.subject), identifier, "variant", bytes(row.object), identifier,
        None,
        ensure_agent(connection, agent), event, reason, None,
    )  # fmt: skip
    insert_rows(connection, schema.assertions, [statement])
    connection.execute(update(table).where(table.c.id == target).values(withdrawn=own))
    return own.hex()


def undo(connection: Connection, seq: int, agent: Agent, reason: str) -> str:
    """Undo one log entry: an addition, a link or a retraction; says what was done.

    Raises
    ------
    NotInIndex: no such entry.
    InputError: an entry that cannot be undone, or was undone before.
    """
    entry = connection.execute(select(schema.audit).where(schema.audit.c.seq == seq)).first()
    if entry is None:
        raise NotInIndex(f"no log entry {seq}", advice=("varsyn index history lists them",))
    if entry.action == "add":
        return _undo_add(connection, seq, agent, reason)
    if entry.action == "link":
        row = connection.execute(select(schema.assertions).where(schema.assertions.c.event == seq)).first()
        if row is None or row.withdrawn is not None:
            raise InputError(f"entry {seq} was undone before", code="already_retracted")
        retract(connection, bytes(row.id).hex(), agent, reason or f"undo of entry {seq}")
        return f"took back: {row.type} {row.subject_label} / {row.object_label}"
    if entry.action == "retract":
        return _undo_retract(connection, seq, agent, reason)
    raise InputError(
        f"a log entry of kind {entry.action!r} cannot be undone",
        code="cannot_undo",
        advice=("additions, links and retractions can",),
    )


def _undo_add(connection: Connection, seq: int, agent: Agent, reason: str) -> str:
    table = schema.mentions
    standing = (table.c.event == seq) & (table.c.state == STANDS)
    count = int(connection.execute(select(func.count()).select_from(table).where(standing)).scalar_one())
    if not count:
        raise InputError(f"entry {seq} was undone before", code="already_retracted")
    connection.execute(update(table).where(standing).values(state=UNDONE))
    log(connection, agent, "undo", {"undoes": seq, "mentions": count, "reason": reason})
    return f"took back {count} mentions"


def _undo_retract(connection: Connection, seq: int, agent: Agent, reason: str) -> str:
    own = connection.execute(select(schema.assertions).where(schema.assertions.c.event == seq)).one()
    if own.withdrawn is not None:
        raise InputError(f"entry {seq} was undone before", code="already_retracted")
    detail: dict[str, object] = {"undoes": seq, "restores": own.subject_label, "reason": reason}
    event = log(connection, agent, "undo", detail, bytes(own.subject), bytes(own.object))
    marker = content_id("assertion", "undo", own.subject_label, agent.row_id.hex(), event)
    for table in (schema.links, schema.assertions):
        connection.execute(update(table).where(table.c.withdrawn == bytes(own.id)).values(withdrawn=None))
    connection.execute(
        update(schema.assertions).where(schema.assertions.c.id == bytes(own.id)).values(withdrawn=marker)
    )
    return f"restored {own.subject_label}"


def documents_of_event(connection: Connection, seq: int) -> list[tuple[bytes, str, str]]:
    """The documents (identifier, name, kind) whose mentions a log entry brought in."""
    m, d = schema.mentions, schema.documents
    rows = connection.execute(
        select(d.c.id, d.c.name, d.c.kind).join_from(m, d, d.c.id == m.c.document)
        .where(m.c.event == seq).distinct().order_by(d.c.id)
    )  # fmt: skip
    return [(bytes(row.id), row.name, row.kind) for row in rows]


def _bytes(identifier: str) -> bytes:
    try:
        decoded = bytes.fromhex(identifier)
    except ValueError:
        decoded = b""
    if len(decoded) != 16:
        raise NotInIndex(
            f"{identifier!r} is no link identifier",
            advice=("it has 32 hexadecimal digits; see varsyn index show",),
        )
    return decoded
