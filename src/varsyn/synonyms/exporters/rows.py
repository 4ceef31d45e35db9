"""Rows of the index as plain records and back: what every export is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args

import msgspec
from sqlalchemy import (
    BigInteger,
    Connection,
    Float,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    and_,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError

from varsyn.model import Evidence, InputError, Message, NumberingUse, Repair, Status
from varsyn.synonyms import schema
from varsyn.synonyms.binding import Row
from varsyn.synonyms.check import IDENTIFIED
from varsyn.synonyms.fold import WIDTH
from varsyn.synonyms.identity import storable
from varsyn.synonyms.judge import DocumentKind
from varsyn.synonyms.rows import insert_rows, present
from varsyn.synonyms.writer import STANDS, UNDONE

TABLES: dict[str, Table] = {str(table.name): table for table in schema.CONTENT}
YIELD = 5_000


def table_records(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    """The rows of a table, by key, as JSON-ready dictionaries (identifiers in hexadecimal)."""
    for query in schema.in_order(table):
        for row in connection.execution_options(yield_per=YIELD).execute(query):
            yield record_of(table, row)


def record_of(table: Table, row: Iterable[Any]) -> dict[str, Any]:
    """A row of a table as a JSON-ready dictionary."""
    return {
        name: bytes(value).hex() if is_id and value is not None else value
        for (name, is_id), value in zip(_columns(table), row, strict=True)
    }


@cache
def _columns(table: Table) -> tuple[tuple[str, bool], ...]:
    return tuple((str(column.name), isinstance(column.type, LargeBinary)) for column in table.columns)


class Loader:
    """Puts records back into tables. Log entries that are there already keep their number."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._empty = connection.execute(select(func.count()).select_from(schema.audit)).scalar_one() == 0
        self.events: dict[int, int] = {}

    @property
    def was_empty(self) -> bool:
        """Whether the index held nothing before."""
        return self._empty

    def load(self, table: Table, records: Iterable[Mapping[str, Any]]) -> int:
        """Insert records; returns how many were new.

        Raises
        ------
        InputError: an unknown or missing column, a value of the wrong type, an identifier that its content
            does not make, a reference to a row that is not there.
        """
        rows = [self._row(table, record) for record in records]
        try:
            if table is schema.audit:
                return self._log(rows)
            self._lead_somewhere(table, rows)
            new = insert_rows(self._connection, table, rows)
        except IntegrityError as error:
            raise _dangling(table) from error
        if "withdrawn" in table.columns:
            self._withdraw(table, rows)
        return new

    def _lead_somewhere(self, table: Table, rows: list[Row]) -> None:
        """Refuse rows that name others which are not there; log entries were looked up before."""
        for name, target in schema.references(table).items():
            if target is schema.audit:
                continue
            at = table.columns.keys().index(name)
            named = {value for row in rows if isinstance(value := row[at], bytes)}
            if named - present(self._connection, target, named):
                raise _dangling(table)

    def check(self, table: Table, record: Mapping[str, Any]) -> None:
        """Refuse a record that could not be loaded, as ``load`` would, without loading it."""
        self._row(table, record)

    def finish(self) -> None:
        """After the last record: the next log entry goes behind the last imported one (PostgreSQL)."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(
                text("SELECT setval(pg_get_serial_sequence('audit', 'seq'), (SELECT max(seq) FROM audit))")
            )

    def _row(self, table: Table, record: Mapping[str, Any]) -> Row:
        values: list[object] = []
        unknown = set(record) - set(table.columns.keys())
        if unknown:
            raise InputError(f"{table.name}: no column {sorted(unknown)[0]!r}", code="import_bad_record")
        for column in table.columns:
            values.append(self._value(table, column.name, record.get(column.name)))
        row: Row = tuple(values)
        identify = IDENTIFIED.get(table)
        if identify is not None:
            named = _Named(table, row)
            if identify(named) != named.id:
                raise InputError(
                    f"{table.name}: the identifier {bytes(named.id).hex()} is not that of the content",
                    code="import_bad_record",
                )
        return row

    def _value(self, table: Table, name: str, value: Any) -> object:
        column = table.columns[name]
        if value is None:
            if not column.nullable:
                raise InputError(f"{table.name}: no value for {name!r}", code="import_bad_record")
            return None
        allowed = _WORDS.get((str(table.name), name))
        if allowed is not None and (not isinstance(value, str | int) or value not in allowed):
            raise InputError(
                f"{table.name}: {name} is {value!r:.60}, which it cannot be", code="import_bad_record"
            )
        kind = column.type
        if isinstance(kind, LargeBinary):
            return _identifier(table, name, value)
        if isinstance(kind, BigInteger | Integer | SmallInteger):
            if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 1 << 62:
                raise InputError(
                    f"{table.name}: {name} is {value!r:.60}, not a number", code="import_bad_record"
                )
            return self._event(table, value) if name == "event" else value
        if isinstance(kind, Float):
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
                raise InputError(
                    f"{table.name}: {name} is {value!r:.60}, no probability", code="import_bad_record"
                )
            return float(value)
        if not isinstance(value, str):
            raise InputError(f"{table.name}: {name} is {value!r:.60}, not a text", code="import_bad_record")
        storable(value, f"column {name}")
        if name in _JSON_COLUMNS:
            _check_json(table, name, value)
        if name == "spelling" and len(value) > WIDTH:
            raise InputError(
                f"{table.name}: spelling is longer than {WIDTH} characters", code="import_bad_record"
            )
        return value

    def _event(self, table: Table, number: int) -> int:
        """The number that a log entry of the file has here; the log comes first in every export."""
        if number not in self.events:
            raise InputError(f"{table.name}: no log entry {number} before it", code="import_dangling")
        return self.events[number]

    def _log(self, rows: list[Row]) -> int:
        table = schema.audit
        new = 0
        for row in rows:
            seq, *rest = row
            assert isinstance(seq, int)
            if seq in self.events:
                continue
            values = dict(zip([str(c.name) for c in table.columns][1:], rest, strict=True))
            if self._empty:
                self._connection.execute(insert(table).values(seq=seq, **values))
                self.events[seq] = seq
                new += 1
                continue
            same = [table.c[name] == values[name] for name in ("time", "agent", "action", "detail")]
            known = self._connection.execute(
                select(table.c.seq).where(and_(*same)).order_by(table.c.seq)
            ).first()
            if known is not None:
                self.events[seq] = int(known[0])
                continue
            made = self._connection.execute(insert(table).values(**values).returning(table.c.seq))
            self.events[seq] = int(made.scalar_one())
            new += 1
        return new

    def _withdraw(self, table: Table, rows: list[Row]) -> None:
        at = table.columns.keys().index("withdrawn")
        for row in rows:
            if row[at] is not None and not self._empty:
                self._connection.execute(
                    update(table)
                    .where(table.c.id == row[0], table.c.withdrawn.is_(None))
                    .values(withdrawn=row[at])
                )


def _dangling(table: Table) -> InputError:
    return InputError(f"{table.name}: refers to a row that is not there", code="import_dangling")


class _Named:
    """A row whose values can be asked for by column name."""

    def __init__(self, table: Table, row: Row) -> None:
        self.__dict__.update(zip(table.columns.keys(), row, strict=True))

    def __getattr__(self, name: str) -> Any:
        # Columns are of many types; what is not there was checked before.
        raise AttributeError(name)


_JSON_COLUMNS: dict[str, msgspec.json.Decoder[Any]] = {
    name: msgspec.json.Decoder(kind)
    for name, kind in (
        ("detail", dict[str, Any]),
        ("hints", list[str]),
        ("hgvs_g", list[tuple[str, str]]),
        ("evidence", list[Evidence]),
        ("numbering", NumberingUse | None),
        ("repairs", list[Repair]),
        ("messages", list[Message]),
    )
}
"""What the columns that hold JSON must decode to."""
_WORDS: dict[tuple[str, str], frozenset[object]] = {
    ("agents", "kind"): frozenset({"person", "program"}),
    ("documents", "kind"): frozenset(get_args(DocumentKind)),
    ("variants", "level"): frozenset({"allele", "protein"}),
    ("links", "type"): frozenset({"respelling", "same_allele", "legacy_numbering"}),
    ("verdicts", "status"): frozenset(get_args(Status)),
    ("verdicts", "paired"): frozenset({0, 1}),
    ("mentions", "state"): frozenset({STANDS, UNDONE}),
    ("assertions", "type"): frozenset({"curated_same", "curated_different", "retract"}),
    ("assertions", "subject_kind"): frozenset({"term", "variant"}),
    ("assertions", "object_kind"): frozenset({"term", "variant"}),
    ("sources", "complete"): frozenset({0, 1}),
}
"""Columns that hold one of a few values."""


def _check_json(table: Table, name: str, value: str) -> None:
    try:
        _JSON_COLUMNS[name].decode(value)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise InputError(
            f"{table.name}: {name} does not hold what it should ({error})", code="import_bad_record"
        ) from error


def _identifier(table: Table, name: str, value: object) -> bytes:
    try:
        decoded = bytes.fromhex(value) if isinstance(value, str) and len(value) == 32 else b""
    except ValueError:
        decoded = b""
    if len(decoded) != 16:
        raise InputError(f"{table.name}: {name} is {value!r:.60}, no identifier", code="import_bad_record")
    return decoded


__all__ = ["TABLES", "Loader", "record_of", "table_records"]
