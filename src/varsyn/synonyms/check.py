"""Is the index sound, how much is in it, and is it the same as another one?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import blake2b
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Table, func, select

from varsyn.model import Mention
from varsyn.synonyms import schema
from varsyn.synonyms.agents import Agent
from varsyn.synonyms.database import Database
from varsyn.synonyms.facts import description_id, mention_id
from varsyn.synonyms.fold import fold
from varsyn.synonyms.identity import content_id, term_id, variant_id
from varsyn.synonyms.records import Problem
from varsyn.synonyms.writer import STANDS

MOST = 1000
"""Problems reported of one kind; a damaged index has them by the million."""


def stats(connection: Connection) -> dict[str, int]:
    """Rows of every table, and of mentions those that are settled."""
    counts = {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in schema.CONTENT
    }
    m, w = schema.mentions, schema.verdicts
    standing = select(func.count()).select_from(m).where(m.c.state == STANDS)
    counts["mentions_standing"] = int(connection.execute(standing).scalar_one())
    settled = (
        select(func.count())
        .select_from(m.join(w, w.c.id == m.c.verdict))
        .where(m.c.state == STANDS, w.c.link.is_not(None))
    )
    counts["mentions_settled"] = int(connection.execute(settled).scalar_one())
    return counts


def check(database: Database) -> list[Problem]:
    """Everything wrong with the stored content; empty for a sound index.

    The database's own integrity check; every reference leads somewhere; every identifier is the one that
    its content makes; every folded spelling is the folded text.
    """
    problems: list[Problem] = []
    with database.reading() as connection:
        if database.is_sqlite:
            rows = connection.exec_driver_sql("PRAGMA integrity_check(20)").all()
            problems += [Problem("database", "", str(row[0])) for row in rows if row[0] != "ok"]
        for table in schema.CONTENT:
            for column, target in schema.references(table).items():
                problems += _dangling(connection, table, column, target)
        for table, identify in IDENTIFIED.items():
            problems += _misnamed(connection, table, identify)
        problems += _mention_ids(connection)
    return problems


def _dangling(connection: Connection, table: Table, column: str, target: Table) -> Iterator[Problem]:
    other = target.alias("other")
    key = other.c[next(iter(target.primary_key.columns)).name]
    own = schema.key_of(table)[-1] if "id" in table.c else schema.key_of(table)[0]
    rows = connection.execute(
        select(own, table.c[column])
        .outerjoin(other, key == table.c[column])
        .where(table.c[column].is_not(None), key.is_(None))
        .limit(MOST)
    )
    for row in rows:
        yield Problem(table.name, _shown(row[0]), f"{column} names no row of {target.name}")


def _misnamed(connection: Connection, table: Table, identify: Callable[[Any], bytes]) -> Iterator[Problem]:
    found = 0
    for row in connection.execution_options(yield_per=5000).execute(select(table)):
        if identify(row) != bytes(row.id):
            yield Problem(table.name, _shown(row.id), "the content is not what was written")
        else:
            continue
        found += 1
        if found >= MOST:
            return


def _description(row: Row[Any]) -> bytes:
    return description_id(
        Mention(
            row.text, gene=row.gene, transcript=row.transcript, species=row.species, assembly=row.assembly,
            hints=tuple(msgspec.json.decode(row.hints)),
        )
    )  # fmt: skip


IDENTIFIED: dict[Table, Callable[[Any], bytes]] = {
    schema.agents: lambda row: Agent(row.kind, row.name, row.orcid, row.version).row_id,
    schema.documents: lambda row: content_id("document", row.name),
    schema.descriptions: _description,
    schema.variants: lambda row: variant_id(row.level, row.key),
}


def _mention_ids(connection: Connection) -> Iterator[Problem]:
    m, w, d, x = schema.mentions, schema.verdicts, schema.documents, schema.descriptions
    rows = connection.execution_options(yield_per=5000).execute(
        select(
            m.c.id, d.c.name, m.c.ext_id, m.c.section, m.c.start_at, m.c.end_at, w.c.description,
            w.c.term, w.c.gene, w.c.spelling, x.c.text,
        )
        .join_from(m, w, w.c.id == m.c.verdict)
        .join(x, x.c.id == w.c.description)
        .outerjoin(d, d.c.id == m.c.document)
    )  # fmt: skip
    found = 0
    for row in rows:
        mention = Mention(
            "", id=row.ext_id, document=row.name, section=row.section, start=row.start_at, end=row.end_at
        )
        if mention_id(mention, bytes(row.description)) != bytes(row.id):
            yield Problem("mentions", _shown(row.id), "the content is not what was written")
        elif term_id(row.text, row.gene) != bytes(row.term):
            yield Problem("verdicts", _shown(row.id), "the term is not that of its text and gene")
        elif row.spelling != fold(row.text):
            yield Problem("verdicts", _shown(row.id), "the folded spelling is not that of the text")
        else:
            continue
        found += 1
        if found >= MOST:
            return


def _shown(identifier: object) -> str:
    return bytes(identifier).hex() if isinstance(identifier, bytes | memoryview) else str(identifier)


_LEFT_OUT = frozenset({"event", "seq", "time"})
"""Columns that say when something was written, not what."""


def digest(connection: Connection) -> str:
    """A digest of the content without times and numbers of log entries, and without superseded verdicts.

    Two indexes with one digest hold the same documents, descriptions, variants, links, verdicts, mentions
    and statements, made by the same agents.
    """
    total = blake2b(digest_size=16)
    m, w, k = schema.mentions, schema.verdicts, schema.links
    current = select(m.c.verdict)
    linked = select(w.c.link).where(w.c.id.in_(current))
    selections: tuple[tuple[Table, ColumnElement[bool] | None], ...] = (
        (schema.documents, None),
        (m, None),
        (w, w.c.id.in_(current)),
        (k, k.c.id.in_(linked)),
        (schema.variants, schema.variants.c.id.in_(select(k.c.object).where(k.c.id.in_(linked)))),
        (schema.candidates, schema.candidates.c.verdict.in_(current)),
    )
    for table, condition in selections:
        kept = (str(name) for name in table.columns.keys() if name not in _LEFT_OUT)  # noqa: SIM118
        for query in schema.in_order(table, *kept):
            ordered = query if condition is None else query.where(condition)
            for row in connection.execution_options(yield_per=5000).execute(ordered):
                total.update(repr(tuple(map(_plain, row))).encode())
    a = schema.assertions
    said = select(a.c.type, a.c.subject, a.c.object, a.c.agent, a.c.reason, a.c.withdrawn.is_(None)).where(
        a.c.type != "retract"
    )
    for line in sorted(repr(tuple(map(_plain, row))) for row in connection.execute(said)):
        total.update(line.encode())
    return total.hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, memoryview):
        return bytes(value)
    return value
