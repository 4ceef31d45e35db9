"""Reading everything anew when the reference or varsyn changed, and showing what moves before it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from sqlalchemy import Connection, select

from varsyn.model import Mention
from varsyn.synonyms import people, schema
from varsyn.synonyms.agents import Agent
from varsyn.synonyms.database import Database
from varsyn.synonyms.facts import Facts
from varsyn.synonyms.judge import Group, Judge
from varsyn.synonyms.records import Moved
from varsyn.synonyms.rows import Place
from varsyn.synonyms.writer import STANDS, log, mentions_of, point, write_facts

SLICE = 2_000
Stored = dict[bytes, tuple[Mention, bytes]]


def refresh(
    database: Database,
    judge: Judge,
    checksum: str,
    agent: Agent,
    *,
    dry_run: bool,
    progress: Callable[[int], None] | None = None,
) -> list[Moved]:
    """What reads differently now; written down unless ``dry_run``. One transaction a slice of documents."""
    moved: list[Moved] = []
    done = 0
    with database.reading() as connection:
        slices = list(_slices(connection))
    for some in slices:
        if dry_run:
            with database.reading() as connection:
                found, count = _reread(connection, judge, some)
                moved += [change for change, _ in found.values()]
        else:
            found, count = database.write(
                partial(_write, judge=judge, some=some, checksum=checksum, agent=agent)
            )
            moved += [change for change, _ in found.values()]
        done += count
        if progress is not None:
            progress(done)
    if not dry_run:
        detail: dict[str, object] = {"moved": len(moved), "mentions": done, "checksum": checksum}
        database.write(lambda connection: log(connection, agent, "refresh", detail))
    return _merged(moved)


Slice = list[tuple[bytes | None, str | None, str, list[bytes]]]
Change = dict[Place, tuple[Moved, Facts]]


def _slices(connection: Connection) -> Iterator[Slice]:
    """Documents in slices; mentions without a document by their identifiers."""
    d, m = schema.documents, schema.mentions
    rows = connection.execute(select(d.c.id, d.c.name, d.c.kind).order_by(d.c.id)).all()
    for at in range(0, len(rows), 200):
        yield [(bytes(row.id), row.name, row.kind, []) for row in rows[at : at + 200]]
    loose = [
        bytes(row[0])
        for row in connection.execute(
            select(m.c.id).where(m.c.document.is_(None), m.c.state == STANDS).order_by(m.c.id)
        )
    ]
    for at in range(0, len(loose), SLICE):
        yield [(None, None, "paper", loose[at : at + SLICE])]


def _reread(connection: Connection, judge: Judge, some: Slice) -> tuple[Change, int]:
    found: Change = {}
    count = 0
    for document, name, kind, loose in some:
        stored = _stored(connection, document, name, loose)
        count += len(stored)
        ordered = sorted(stored)
        group = Group(
            name, "record" if kind == "record" else "paper",
            _source(connection, document) if kind == "record" else None,
            tuple(stored[i][0] for i in ordered),
        )  # fmt: skip
        (judged,) = judge.judge([group])
        changed = {
            identifier: fact
            for identifier, fact in zip(ordered, judged, strict=True)
            if fact.verdict != stored[identifier][1]
        }
        before = _meanings(connection, {stored[identifier][1] for identifier in changed})
        for identifier, fact in changed.items():
            mention, verdict = stored[identifier]
            documents = (mention.document,) if mention.document is not None else ()
            move = Moved(mention.text, fact.gene or mention.gene, documents, before[verdict], _meaning(fact))
            found[document, identifier] = (move, fact)
    return found, count


def _stored(connection: Connection, document: bytes | None, name: str | None, loose: list[bytes]) -> Stored:
    if document is not None:
        return mentions_of(connection, schema.mentions.c.document == document, name)
    m = schema.mentions
    return mentions_of(connection, m.c.document.is_(None) & m.c.id.in_(loose), None)


def _write(
    connection: Connection, judge: Judge, some: Slice, checksum: str, agent: Agent
) -> tuple[Change, int]:
    found, count = _reread(connection, judge, some)
    if not found:
        return found, count
    event = log(connection, agent, "reread", {"mentions": len(found)})
    moves = _by_text({i: change for i, change in found.items() if change[0].before != change[0].after})
    for (text, gene, before, after), (variant, documents) in sorted(moves.items(), key=lambda m: str(m[0])):
        detail: dict[str, object] = {
            "text": text, "gene": gene, "before": before, "after": after, "documents": documents[:20],
        }  # fmt: skip
        log(connection, agent, "move", detail, variant[0], variant[1])
    write_facts(connection, [fact for _, fact in found.values()], event, checksum)
    point(connection, {place: fact.verdict for place, (_, fact) in found.items()})
    return found, count


def _by_text(
    found: Change,
) -> dict[tuple[str, str | None, str, str], tuple[tuple[bytes, bytes | None], list[str]]]:
    moves: dict[tuple[str, str | None, str, str], tuple[tuple[bytes, bytes | None], list[str]]] = {}
    for move, fact in found.values():
        key = (move.text, move.gene, move.before, move.after)
        node = (fact.term, fact.link.variant if fact.link is not None else None)
        moves.setdefault(key, (node, []))[1].extend(move.documents)
    return moves


def _merged(moved: list[Moved]) -> list[Moved]:
    """Moves with one text and outcome as one, over all documents."""
    found: dict[tuple[str, str | None, str, str], set[str]] = {}
    for move in moved:
        if move.before != move.after:
            key = (move.text, move.gene, move.before, move.after)
            found.setdefault(key, set()).update(move.documents)
    return [
        Moved(text, gene, tuple(sorted(documents)), before, after)
        for (text, gene, before, after), documents in sorted(found.items(), key=lambda item: str(item[0]))
    ]


def _meaning(fact: Facts) -> str:
    if fact.link is None:
        return fact.status
    row = next((row for row in fact.variants if row[0] == fact.link.variant), None)
    return str((row[6] if row[1] == "allele" else row[7]) or row[2]) if row is not None else fact.status


def _meanings(connection: Connection, verdicts: set[bytes]) -> dict[bytes, str]:
    w, k, v = schema.verdicts, schema.links, schema.variants
    found: dict[bytes, str] = {}
    ordered = sorted(verdicts)
    for at in range(0, len(ordered), 1000):
        rows = connection.execute(
            select(w.c.id, w.c.status, v.c.level, v.c.hgvs_c, v.c.hgvs_p, v.c.key)
            .outerjoin(k, k.c.id == w.c.link)
            .outerjoin(v, v.c.id == k.c.object)
            .where(w.c.id.in_(ordered[at : at + 1000]))
        )
        for row in rows:
            name = (row.hgvs_c if row.level == "allele" else row.hgvs_p) or row.key or row.status
            found[bytes(row.id)] = name
    return found


def _source(connection: Connection, document: bytes | None) -> str | None:
    """The database that a record is of: the agent of the log entry that brought it in."""
    m, a, g = schema.mentions, schema.audit, schema.agents
    return connection.execute(
        select(g.c.name)
        .join_from(m, a, a.c.seq == m.c.event)
        .join(g, g.c.id == a.c.agent)
        .where(m.c.document == document)
        .order_by(a.c.seq)
        .limit(1)
    ).scalar()


def undo(connection: Connection, judge: Judge, checksum: str, seq: int, agent: Agent, reason: str) -> str:
    """Undo a log entry; what is left of the documents it concerned is read anew."""
    documents = people.documents_of_event(connection, seq)
    done = people.undo(connection, seq, agent, reason)
    some: Slice = [(identifier, name, kind, []) for identifier, name, kind in documents]
    if some:
        _write(connection, judge, some, checksum, agent)
    return done
