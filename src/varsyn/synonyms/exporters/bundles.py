"""Rows that belong together: each mention with everything it rests on, and what no mention rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, select

from varsyn.synonyms import schema
from varsyn.synonyms.exporters.rows import TABLES, Loader, record_of, table_records
from varsyn.synonyms.rows import chunks

Record = dict[str, Any]
SLICE = 500


class Bundle(NamedTuple):
    """A mention with its rows, by table."""

    mention: Record
    rows: dict[str, list[Record]]


def bundles(connection: Connection) -> Iterator[Bundle]:
    """Every mention with its document, description, verdict, link, variants and candidates, by identifier."""
    last = b""
    m = schema.mentions
    while True:
        found = connection.execute(select(m).where(m.c.id > last).order_by(m.c.id).limit(SLICE)).all()
        if not found:
            return
        last = bytes(found[-1].id)
        yield from _with_rows(connection, [record_of(m, row) for row in found])


def _with_rows(connection: Connection, mentions: list[Record]) -> Iterator[Bundle]:
    verdicts = _by_id(connection, schema.verdicts, (r["verdict"] for r in mentions))
    documents = _by_id(connection, schema.documents, (r["document"] for r in mentions))
    descriptions = _by_id(connection, schema.descriptions, (r["description"] for r in verdicts.values()))
    links = _by_id(connection, schema.links, (r["link"] for r in verdicts.values()))
    candidates = _candidates(connection, verdicts)
    of_links = (r["object"] for r in links.values())
    of_candidates = (r["variant"] for some in candidates.values() for r in some)
    variants = _by_id(connection, schema.variants, (*of_links, *of_candidates))
    for mention in mentions:
        verdict = verdicts[mention["verdict"]]
        link = links.get(verdict["link"])
        possible = candidates.get(verdict["id"], [])
        needed = [link["object"]] if link is not None else []
        needed += [record["variant"] for record in possible]
        rows: dict[str, list[Record]] = {
            "documents": [documents[mention["document"]]] if mention["document"] is not None else [],
            "descriptions": [descriptions[verdict["description"]]],
            "variants": [variants[identifier] for identifier in dict.fromkeys(needed)],
            "links": [link] if link is not None else [],
            "verdicts": [verdict],
            "candidates": possible,
            "mentions": [mention],
        }
        yield Bundle(mention, {name: some for name, some in rows.items() if some})


def _by_id(connection: Connection, table: Table, identifiers: Iterable[str | None]) -> dict[str, Record]:
    wanted = sorted({bytes.fromhex(identifier) for identifier in identifiers if identifier is not None})
    found: dict[str, Record] = {}
    for some in chunks(wanted):
        for row in connection.execute(select(table).where(table.c.id.in_(some))):
            record = record_of(table, row)
            found[record["id"]] = record
    return found


def _candidates(connection: Connection, verdicts: Iterable[str]) -> dict[str, list[Record]]:
    c = schema.candidates
    found: dict[str, list[Record]] = {}
    for some in chunks(sorted(bytes.fromhex(verdict) for verdict in verdicts)):
        rows = connection.execute(select(c).where(c.c.verdict.in_(some)).order_by(c.c.verdict, c.c.rank))
        for row in rows:
            record = record_of(c, row)
            found.setdefault(record["verdict"], []).append(record)
    return found


def remainder(connection: Connection) -> dict[str, list[Record]]:
    """The rows that no mention rests on: people, the log, statements, imports, superseded verdicts."""
    w, k, m, x, v, c, d = (
        schema.verdicts, schema.links, schema.mentions, schema.descriptions, schema.variants,
        schema.candidates, schema.documents,
    )  # fmt: skip
    current = select(m.c.verdict)
    old = select(w.c.id).where(w.c.id.not_in(current))
    used_links = select(w.c.link).where(w.c.link.is_not(None), w.c.id.in_(current))
    described = select(w.c.description).where(w.c.id.in_(current))
    used_variants = (
        select(k.c.object)
        .where(k.c.id.in_(used_links))
        .union(select(c.c.variant).where(c.c.verdict.in_(current)))
    )
    conditions = {
        "documents": d.c.id.not_in(select(m.c.document).where(m.c.document.is_not(None))),
        "descriptions": x.c.id.not_in(described),
        "variants": v.c.id.not_in(used_variants),
        "links": k.c.id.not_in(used_links),
        "verdicts": w.c.id.in_(old),
        "candidates": c.c.verdict.in_(old),
    }
    found: dict[str, list[Record]] = {}
    for name, table in TABLES.items():
        if name == "mentions":
            continue
        if name in conditions:
            query = select(table).where(conditions[name]).order_by(*table.primary_key.columns)
            records = [record_of(table, row) for row in connection.execute(query)]
        else:
            records = list(table_records(connection, table))
        if records:
            found[name] = records
    return found


class Gathered:
    """Rows read back from bundles, each once, loaded in the order that references need."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, Record]] = {name: {} for name in TABLES}

    def add(self, rows: dict[str, list[Record]]) -> None:
        """Remember the rows of a bundle."""
        for name, records in rows.items():
            for record in records:
                key = [record.get(column.name) for column in TABLES[name].primary_key.columns]
                self._rows[name][repr(key)] = record

    def load(self, connection: Connection) -> tuple[int, Loader]:
        """Put them into the tables."""
        loader = Loader(connection)
        new = 0
        for name, records in self._rows.items():
            some = list(records.values())
            for at in range(0, len(some), 2_000):
                new += loader.load(TABLES[name], some[at : at + 2_000])
        loader.finish()
        return new, loader
