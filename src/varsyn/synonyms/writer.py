"""One batch of judged mentions into the tables, in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, bindparam, insert, select, update

from varsyn.model import Mention
from varsyn.synonyms import schema
from varsyn.synonyms.agents import Agent, machine
from varsyn.synonyms.binding import Row
from varsyn.synonyms.facts import Facts, Seen, mention_id
from varsyn.synonyms.identity import content_id
from varsyn.synonyms.judge import JOINT_LIMIT, Group, Judge, Judged, Known
from varsyn.synonyms.memory import Memory
from varsyn.synonyms.parcel import Judgement, Parcel, open_into
from varsyn.synonyms.rows import (
    Place,
    chunks,
    in_documents,
    insert_rows,
    present,
    select_in,
    states,
)

KNOWN_LIMIT = 50_000
"""Verdicts remembered as written (about 100 bytes each)."""
STANDS, UNDONE = 0, 1


class Position(NamedTuple):
    """How far a source was read once this batch is written."""

    source: bytes
    lines: int
    complete: bool


class Batch(NamedTuple):
    """What is written in one transaction."""

    groups: tuple[Group, ...]
    position: Position | None = None

    @property
    def size(self) -> int:
        """Number of mentions."""
        return sum(len(group.mentions) for group in self.groups)


class AddReport(msgspec.Struct):
    """What an addition did: mentions offered, new ones, verdicts by status, mentions read anew."""

    mentions: int = 0
    new: int = 0
    reread: int = 0
    statuses: dict[str, int] = msgspec.field(default_factory=dict)
    skipped: int = 0
    """Mentions refused as no text (only where the caller asked to pass over them)."""

    def add(self, other: AddReport) -> None:
        """Count another batch in."""
        self.mentions += other.mentions
        self.new += other.new
        self.reread += other.reread
        self.skipped += other.skipped
        for status, count in other.statuses.items():
            self.statuses[status] = self.statuses.get(status, 0) + count


def now() -> str:
    """The time as the log writes it: UTC, ISO 8601, microseconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def ensure_agent(connection: Connection, agent: Agent) -> bytes:
    """The agent's row; made where it is not there yet."""
    row: Row = (agent.row_id, agent.kind, agent.name, agent.orcid, agent.version)
    if not present(connection, schema.agents, [agent.row_id]):
        insert_rows(connection, schema.agents, [row])
    return agent.row_id


def log(
    connection: Connection,
    agent: Agent,
    action: str,
    detail: dict[str, object],
    subject: bytes | None = None,
    object: bytes | None = None,
) -> int:
    """Add an entry to the log; returns its number."""
    values = {
        "time": now(), "agent": ensure_agent(connection, agent), "action": action, "subject": subject,
        "object": object, "detail": msgspec.json.encode(detail).decode(),
    }  # fmt: skip
    return int(
        connection.execute(insert(schema.audit).values(values).returning(schema.audit.c.seq)).scalar_one()
    )


Offer = tuple[Mention, bytes | None, Known]
"""A mention, its document, and what it was judged to be."""


def offers(batch: Batch, judged: Judged) -> dict[bytes, Offer]:
    """The mentions of a batch by their identifiers, in the order of their documents' identifiers."""
    documents = [_document_id(group.document) for group in batch.groups]
    found: dict[bytes, Offer] = {}
    for at in sorted(range(len(documents)), key=lambda at: documents[at] or b""):
        document = documents[at]
        for mention, fact in zip(batch.groups[at].mentions, judged[at], strict=True):
            found[mention_id(mention, fact.description)] = (mention, document, fact)
    return found


class Writer:
    """Writes batches; remembers which verdicts are there already, so that they are not sent again.

    ``judge`` is asked for where a document turns out to hold more than it is offered with.
    """

    def __init__(self, judge: Callable[[], Judge] | None, checksum: str, agent: Agent) -> None:
        self._judge = judge
        self._checksum = checksum
        self._agent = agent
        self._known: set[bytes] = set()
        self._pending: set[bytes] = set()

    def succeeded(self, learned: Iterable[Judgement] = (), memory: Memory | None = None) -> None:
        """After the transaction was committed: what it wrote is there to stay, and may be remembered."""
        if memory is not None:
            for fact in learned:
                if fact.verdict in self._pending or fact.verdict in self._known:
                    memory.note(fact)
        if len(self._known) > KNOWN_LIMIT:
            self._known.clear()
        self._known |= self._pending
        self._pending.clear()

    def commit(self, connection: Connection, batch: Batch, offered: Mapping[bytes, Offer]) -> AddReport:
        """Write the batch; the caller holds the transaction. ``offered``: see ``offers``.

        Without a judge, mentions are taken as judged, whatever else their documents hold.
        """
        self._pending.clear()
        report = AddReport(mentions=batch.size)
        offered = dict(offered)
        stored: dict[bytes, int] = {}
        moved: dict[Place, Facts] = {}
        if not self._documents(connection, batch.groups):
            stored = states(connection, ((entry[1], i) for i, entry in offered.items()))
            if self._judge is not None:
                for group, others in self._crowded(connection, batch.groups, offered, stored):
                    _together(self._judge(), group, others, offered, moved)
        new = {i: entry for i, entry in offered.items() if i not in stored} if stored else offered
        revived = [i for i, state in stored.items() if state == UNDONE]
        needed = [entry[2] for entry in new.values()] + [offered[identifier][2] for identifier in revived]
        if new or moved or revived:
            detail: dict[str, object] = {"mentions": len(new), "documents": _names(batch.groups)}
            if moved:
                detail["reread"] = len(moved)
            if revived:
                detail["revived"] = len(revived)
            event = log(connection, self._agent, "add", detail)
            self._facts(connection, chain(needed, moved.values()), event)
            self._mentions(connection, new, event)
            point(connection, {place: fact.verdict for place, fact in moved.items()})
            point(connection, {(offered[i][1], i): offered[i][2].verdict for i in revived}, state=STANDS)
        if batch.position is not None:
            _advance(connection, batch.position)
        report.new = len(new) + len(revived)
        report.reread = len(moved)
        report.statuses = dict(Counter(entry[2].status for entry in offered.values()))
        return report

    def _documents(self, connection: Connection, groups: Sequence[Group]) -> bool:
        """Put the documents into their table; whether the index has never heard of any of them."""
        rows: dict[bytes, Row] = {}
        for group in groups:
            identifier = _document_id(group.document)
            if identifier is not None:
                rows[identifier] = (identifier, group.document, group.kind)
        new = insert_rows(connection, schema.documents, list(rows.values()))
        if new == len(rows):
            # Nobody else can see them before this transaction ends, so nobody can add to them meanwhile.
            return all(group.document is not None for group in groups)
        if connection.dialect.name != "sqlite":
            # Two writers with mentions of one paper take turns: each must judge with the other's in view.
            table = schema.documents
            for some in chunks(sorted(rows)):
                connection.execute(
                    select(table.c.id)
                    .where(table.c.id.in_(some))
                    .order_by(table.c.id)
                    .with_for_update(key_share=True)
                )
        return False

    def _crowded(
        self,
        connection: Connection,
        groups: Sequence[Group],
        offered: dict[bytes, Offer],
        stored: dict[bytes, int],
    ) -> Iterable[tuple[Group, dict[bytes, tuple[Mention, bytes]]]]:
        """The groups whose document already holds other mentions, with all that it holds."""
        by_id = {_document_id(group.document): group for group in groups if group.document is not None}
        again = Counter(offered[i][1] for i in stored)
        column = schema.mentions.c.document
        held = select_in(
            connection, schema.mentions, ("document", "count(*)"), "document", (i for i in by_id if i),
            " GROUP BY document",
        )  # fmt: skip
        for document, count in [(bytes(document), int(count)) for document, count in held]:
            group = by_id[document]
            if count > JOINT_LIMIT:
                yield group._replace(crowd=count), {}
            elif count > again[document]:
                yield group, mentions_of(connection, column == document, group.document)

    def _facts(self, connection: Connection, facts: Iterable[Known], event: int) -> None:
        new = {
            fact.verdict: fact
            for fact in facts
            if not isinstance(fact, Seen) and fact.verdict not in self._known
        }
        write_judgements(connection, new.values(), event, self._checksum)
        self._pending.update(new)

    def _mentions(self, connection: Connection, new: dict[bytes, Offer], event: int) -> None:
        rows: list[Row] = [
            (
                identifier, document, fact.verdict, mention.id, mention.section, mention.start, mention.end,
                event, STANDS,
            )
            for identifier, (mention, document, fact) in new.items()
        ]  # fmt: skip
        insert_rows(connection, schema.mentions, rows)


def _together(
    judge: Judge,
    group: Group,
    others: dict[bytes, tuple[Mention, bytes]],
    offered: dict[bytes, Offer],
    moved: dict[Place, Facts],
) -> None:
    """Judge what is offered together with what the document already holds."""
    document = _document_id(group.document)
    union = {identifier: mention for identifier, (mention, _) in others.items()}
    union |= {i: mention for i, (mention, place, _) in offered.items() if place == document}
    ordered = sorted(union)
    (judged,) = judge.judge([group._replace(mentions=tuple(union[i] for i in ordered))])
    for identifier, fact in zip(ordered, judged, strict=True):
        if identifier in offered:
            offered[identifier] = (union[identifier], document, fact)
        if identifier in others and others[identifier][1] != fact.verdict:
            moved[document, identifier] = fact


def write_judgements(
    connection: Connection, judgements: Iterable[Judgement], event: int, checksum: str
) -> None:
    """Write facts and what is in parcels."""
    parcels: list[Parcel] = []
    facts: list[Facts] = []
    whole = connection.dialect.name == "sqlite"
    for one in judgements:
        if isinstance(one, Facts):
            facts.append(one)
        elif whole:
            parcels.append(one)
        else:
            facts.append(one.opened())
    if parcels:
        ensure_agent(connection, machine())
        open_into(connection, parcels, event, checksum)
    write_facts(connection, facts, event, checksum)


def write_facts(connection: Connection, facts: Iterable[Facts], event: int, checksum: str) -> None:
    """Descriptions, variants, links, verdicts and candidates of these facts, where not there yet."""
    descriptions: dict[bytes, Row] = {}
    variants: dict[object, Row] = {}
    links: dict[bytes, Row] = {}
    verdicts: dict[bytes, Row] = {}
    candidates: list[Row] = []
    ours = machine()
    sources: dict[str, bytes] = {}
    for fact in facts:
        descriptions[fact.description] = fact.description_row
        variants.update((row[0], row) for row in fact.variants)
        link = fact.link
        if link is not None:
            agent = ours.row_id
            if link.source is not None:
                agent = sources.get(link.source) or sources.setdefault(
                    link.source, ensure_agent(connection, Agent.program(link.source))
                )
            links[link.id] = (
                link.id, link.type, fact.description, link.variant, link.probability, link.evidence,
                link.numbering, agent, event, checksum, None,
            )  # fmt: skip
        verdicts[fact.verdict] = (
            fact.verdict, fact.description, fact.status, fact.spelling, fact.gene, fact.term,
            link.id if link else None, int(fact.paired), fact.repairs, fact.messages, event,
        )  # fmt: skip
        candidates += fact.candidates
    if not verdicts:
        return
    ensure_agent(connection, ours)
    insert_rows(connection, schema.descriptions, list(descriptions.values()))
    insert_rows(connection, schema.variants, list(variants.values()))
    insert_rows(connection, schema.links, list(links.values()))
    insert_rows(connection, schema.verdicts, list(verdicts.values()))
    insert_rows(connection, schema.candidates, candidates)


def mentions_of(
    connection: Connection, which: ColumnElement[bool], name: str | None
) -> dict[bytes, tuple[Mention, bytes]]:
    """The standing mentions that meet a condition, as they were given, with the verdict each has."""
    m, v, d = schema.mentions, schema.verdicts, schema.descriptions
    rows = connection.execute(
        select(m.c.id, m.c.verdict, m.c.ext_id, m.c.section, m.c.start_at, m.c.end_at, *_DESCRIBED)
        .join_from(m, v, m.c.verdict == v.c.id)
        .join(d, d.c.id == v.c.description)
        .where(which, m.c.state == STANDS)
    )
    return {
        bytes(row.id): (
            Mention(
                row.text, id=row.ext_id, gene=row.gene, transcript=row.transcript, species=row.species,
                document=name, section=row.section, start=row.start_at, end=row.end_at, assembly=row.assembly,
                hints=tuple(msgspec.json.decode(row.hints)),
            ),
            bytes(row.verdict),
        )
        for row in rows
    }  # fmt: skip


_DESCRIBED = tuple(
    schema.descriptions.c[name] for name in ("text", "gene", "transcript", "species", "assembly", "hints")
)


def _document_id(name: str | None) -> bytes | None:
    return content_id("document", name) if name is not None else None


def _names(groups: Sequence[Group]) -> list[str]:
    return sorted({group.document for group in groups if group.document is not None})[:5]


def point(connection: Connection, verdicts: dict[Place, bytes], state: int | None = None) -> None:
    """Give mentions another verdict, and another state where one is given."""
    table = schema.mentions
    values: dict[str, object] = {"verdict": bindparam("to")}
    if state is not None:
        values["state"] = state
    change = update(table).where(table.c.id == bindparam("which")).values(values)
    placed: list[dict[str, object]] = []
    loose: list[dict[str, object]] = []
    # In one order for all, so that two writers with the same mentions queue up.
    for document, which in sorted(verdicts, key=in_documents):
        to = verdicts[document, which]
        if document is None:
            loose.append({"which": which, "to": to})
        else:
            placed.append({"which": which, "to": to, "where": document})
    if placed:
        connection.execute(change.where(table.c.document == bindparam("where")), placed)
    if loose:
        connection.execute(change.where(table.c.document.is_(None)), loose)


def _advance(connection: Connection, position: Position) -> None:
    table = schema.sources
    connection.execute(
        update(table)
        .where(table.c.id == position.source)
        .values(position=position.lines, complete=int(position.complete))
    )
