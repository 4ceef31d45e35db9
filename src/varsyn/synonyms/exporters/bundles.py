"""Rows that belong together: each mention with everything it rests on, and what no mention rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, select

from varsyn.model import InputError
from varsyn.synonyms import schema
from varsyn.synonyms.exporters.rows import TABLES, YIELD, Loader, record_of, table_records
from varsyn.synonyms.rows import chunks

Record = dict[str, Any]
Rows = dict[str, list[Record]]
"""Records by table; identifiers in hexadecimal."""
SLICE = 500
"""Records in a portion, at most."""
BYTES = 1_000_000
"""Characters after which a portion is ended."""
LOAD_FROM = 3_000
"""Rows that are put into the tables at once, about."""


class Bundle(NamedTuple):
    """A mention with its rows, by table."""

    mention: Record
    rows: Rows


def bundles(connection: Connection) -> Iterator[Bundle]:
    """Every mention with its document, description, verdict, link, variants and candidates, by document."""
    for records in _sliced(table_records(connection, schema.mentions)):
        yield from _with_rows(connection, records)


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
        rows: Rows = {
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


def remainder(connection: Connection) -> Iterator[Rows]:
    """The rows that no mention rests on: people, the log, statements, imports, superseded verdicts.

    In portions, each of which rests on itself and on those before it: the log and its agents come first.
    """
    w, k, m, x, v, c, d = (
        schema.verdicts, schema.links, schema.mentions, schema.descriptions, schema.variants,
        schema.candidates, schema.documents,
    )  # fmt: skip
    for table in (schema.agents, schema.audit, schema.sources, schema.assertions):
        for records in _sliced(table_records(connection, table)):
            yield {str(table.name): records}
    current = select(m.c.verdict)
    linked = select(w.c.link).where(w.c.link.is_not(None))
    possible = select(k.c.object).union(select(c.c.variant))
    alone = (
        (d, d.c.id.not_in(select(m.c.document).where(m.c.document.is_not(None)))),
        (x, x.c.id.not_in(select(w.c.description).union(select(k.c.subject)))),
        (v, v.c.id.not_in(possible)),
    )
    for table, condition in alone:
        for records in _sliced(_selected(connection, table, condition)):
            yield {str(table.name): records}
    for records in _sliced(_selected(connection, k, k.c.id.not_in(linked))):
        yield _of_links(connection, records)
    for records in _sliced(_selected(connection, w, w.c.id.not_in(current))):
        yield _of_verdicts(connection, records)


def _sliced(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Records in portions of a size that fits into a line."""
    waiting: list[Record] = []
    size = 0
    for record in records:
        waiting.append(record)
        size += sum(len(value) for value in record.values() if isinstance(value, str))
        if len(waiting) >= SLICE or size >= BYTES:
            yield waiting
            waiting, size = [], 0
    if waiting:
        yield waiting


def _selected(connection: Connection, table: Table, condition: ColumnElement[bool]) -> Iterator[Record]:
    query = select(table).where(condition).order_by(*table.primary_key.columns)
    for row in connection.execution_options(yield_per=YIELD).execute(query):
        yield record_of(table, row)


def _of_links(connection: Connection, links: list[Record]) -> Rows:
    rows = {
        "descriptions": list(_by_id(connection, schema.descriptions, (r["subject"] for r in links)).values()),
        "variants": list(_by_id(connection, schema.variants, (r["object"] for r in links)).values()),
        "links": links,
    }
    return {name: some for name, some in rows.items() if some}


def _of_verdicts(connection: Connection, verdicts: list[Record]) -> Rows:
    links = list(_by_id(connection, schema.links, (r["link"] for r in verdicts)).values())
    candidates = [r for some in _candidates(connection, (r["id"] for r in verdicts)).values() for r in some]
    variants = (*(r["object"] for r in links), *(r["variant"] for r in candidates))
    rows = {
        "descriptions": list(
            _by_id(connection, schema.descriptions, (r["description"] for r in verdicts)).values()
        ),
        "variants": list(_by_id(connection, schema.variants, variants).values()),
        "links": links,
        "verdicts": verdicts,
        "candidates": candidates,
    }
    return {name: some for name, some in rows.items() if some}


class Gathered:
    """Rows read back from portions: a few thousand at a time, loaded in the order that references need."""

    def __init__(self, connection: Connection) -> None:
        self.loader = Loader(connection)
        self.new = 0
        self._waiting: list[tuple[int, Rows]] = []
        self._size = 0

    def add(self, line: int, rows: Rows) -> None:
        """Take the rows of line ``line`` (any number that leads a reader back).

        Raises
        ------
        BadPortion: a row that cannot be, with its line.
        """
        self._waiting.append((line, rows))
        self._size += sum(map(len, rows.values()))
        if self._size >= LOAD_FROM:
            self.flush()

    def flush(self) -> None:
        """Put what is waiting into the tables."""
        for name, table in TABLES.items():
            found: dict[str, Record] = {}
            for _, rows in self._waiting:
                for record in rows.get(name, ()):
                    key = [record.get(column.name) for column in schema.key_of(table)]
                    found[repr(key)] = record
            if found:
                try:
                    self.new += self.loader.load(table, found.values())
                except InputError as error:
                    raise self._located(name, error) from error
        self._waiting, self._size = [], 0

    def _located(self, name: str, error: InputError) -> BadPortion:
        for line, rows in self._waiting:
            for record in rows.get(name, ()):
                try:
                    self.loader.check(TABLES[name], record)
                except InputError as found:
                    return BadPortion(line, found)
        return BadPortion(self._waiting[0][0], error)

    def finish(self) -> tuple[int, Loader]:
        """Load the rest; returns how many rows were new."""
        self.flush()
        self.loader.finish()
        return self.new, self.loader


class BadPortion(Exception):
    """A row of an export that cannot be loaded, and the line that holds it."""

    def __init__(self, line: int, error: InputError) -> None:
        super().__init__(error.message)
        self.line, self.error = line, error


def rows_of(text: str) -> Rows:
    """The rows in a JSON text.

    Raises
    ------
    InputError: no JSON, or rows of no table of the index.
    """
    try:
        found: Any = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError) as error:
        raise InputError(f"no JSON in varsyn_rows: {error}", code="import_bad_record") from error
    sound = isinstance(found, dict) and all(
        name in TABLES and isinstance(some, list) and all(isinstance(record, dict) for record in some)
        for name, some in found.items()
    )
    if not sound:
        raise InputError("varsyn_rows holds no rows of the index", code="import_bad_record")
    rows: Rows = found
    return rows
