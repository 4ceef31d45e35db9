"""Putting rows into tables, many at once: a statement for thousands on SQLite, COPY on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import BigInteger, Connection, Float, LargeBinary, SmallInteger, Table, Text
from sqlalchemy.exc import DBAPIError

from varsyn.synonyms.binding import TOGETHER, Row, Unfit, in_one
from varsyn.synonyms.schema import key_of, mentions

Place = tuple[bytes | None, bytes]
"""What names a mention: its document and its identifier."""
AT_ONCE_FROM = 64
"""Fewer rows than this are bound one by one: a COPY, or a statement for all, is not worth its preparation."""
CHUNK = 2_000
"""Values in one statement."""


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> int:
    """Insert rows, in the order of the table's columns, that are not there yet; returns how many were new.

    Rows are written in the order of their key, so that two writers with the same rows queue up instead of
    holding each other, and neighbours in the table are written one after the other. Mentions come document by
    document, which is enough where there is one writer at a time.
    """
    if not rows:
        return 0
    if connection.dialect.name != "postgresql":
        return _bind(connection, table, rows if table is mentions else sorted(rows, key=itemgetter(0)))
    if len(rows) >= AT_ONCE_FROM:
        return _copy(connection, table, rows)
    ordered = _by_place(rows) if table is mentions else sorted(rows, key=itemgetter(0))
    result = connection.exec_driver_sql(_insert_sql(table, table.columns.keys(), "%s"), ordered)
    return max(0, result.rowcount)


def _by_place(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row[1] or b"", row[0]))


def in_documents(place: Place) -> tuple[bytes, bytes]:
    """What mentions are sorted by: those without a document come first."""
    return place[0] or b"", place[1]


def _insert_sql(table: Table, names: Iterable[str], mark: str) -> str:
    named = list(names)
    marks = ", ".join(mark for _ in named)
    return f"INSERT INTO {table.name} ({', '.join(named)}) VALUES ({marks}) ON CONFLICT DO NOTHING"


def _bind(connection: Connection, table: Table, rows: Sequence[Row]) -> int:
    """Insert into SQLite: thousands at once where they are many, else row by row."""
    cursor = driver_of(connection).cursor()
    statement = _insert_sql(table, table.columns.keys(), "?")
    new = 0
    try:
        for at in range(0, len(rows), TOGETHER):
            some = rows[at : at + TOGETHER]
            try:
                if len(some) < AT_ONCE_FROM:
                    raise Unfit
                cursor.execute(*in_one(table, some))
            except Unfit:
                cursor.executemany(statement, some)
            new += max(0, cursor.rowcount)
    except connection.dialect.loaded_dbapi.Error as error:
        raise wrapped(connection, statement, error) from error
    finally:
        cursor.close()
    return new


def driver_of(connection: Connection) -> Any:
    """The driver's own connection (of either driver, hence ``Any``), in the same transaction."""
    driver = connection.connection.driver_connection
    assert driver is not None
    return driver


def wrapped(connection: Connection, statement: str, error: Exception) -> BaseException:
    """An error of the driver as SQLAlchemy would raise it."""
    base = connection.dialect.loaded_dbapi.Error
    return DBAPIError.instance(statement, None, error, base, dialect=connection.dialect)


def _copy(connection: Connection, table: Table, rows: Sequence[Row]) -> int:
    stage = f"stage_{table.name}"
    columns = ", ".join(column.name for column in table.columns)
    connection.exec_driver_sql(
        f"CREATE TEMP TABLE IF NOT EXISTS {stage} (LIKE {table.name}) ON COMMIT DELETE ROWS"
    )
    with driver_of(connection).cursor() as cursor:
        with cursor.copy(f"COPY {stage} ({columns}) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(_copy_types(table))
            for row in rows:
                copy.write_row(row)
        key = ", ".join(column.name for column in key_of(table))
        cursor.execute(
            f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM {stage} ORDER BY {key} "
            "ON CONFLICT DO NOTHING"
        )
        new = int(cursor.rowcount)
        cursor.execute(f"TRUNCATE {stage}")
    return new


_COPIED = {LargeBinary: "bytea", BigInteger: "int8", SmallInteger: "int2", Float: "float8", Text: "text"}


@cache
def _copy_types(table: Table) -> list[str]:
    """PostgreSQL's names of the types of the columns: a binary COPY converts nothing."""
    return [_COPIED[type(column.type)] for column in table.columns]


def select_in(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    key: str,
    identifiers: Iterable[bytes],
    tail: str = "",
) -> Iterator[tuple[Any, ...]]:
    """Rows whose ``key`` is one of the identifiers; plain driver SQL, for the bulk path.

    Values are as the driver gives them. ``tail`` ends the statement (`` GROUP BY …``).
    """
    named = ", ".join(columns)
    for some in chunks(sorted(set(identifiers))):
        if connection.dialect.name == "postgresql":
            sql = f"SELECT {named} FROM {table.name} WHERE {key} = ANY(%s){tail}"
            rows = connection.exec_driver_sql(sql, (list(some),))
        else:
            marks = ",".join("?" * len(some))
            sql = f"SELECT {named} FROM {table.name} WHERE {key} IN ({marks}){tail}"
            rows = connection.exec_driver_sql(sql, tuple(some))
        yield from (tuple(row) for row in rows)


def states(connection: Connection, places: Iterable[Place]) -> dict[bytes, int]:
    """The state of each of these mentions that the index holds, by identifier."""
    found: dict[bytes, int] = {}
    loose: list[bytes] = []
    placed: list[Place] = []
    for place in sorted(places, key=in_documents):
        if place[0] is None:
            loose.append(place[1])
        else:
            placed.append(place)
    rows = select_in(connection, mentions, ("id", "state"), "id", loose, " AND document IS NULL")
    found.update((bytes(identifier), int(state)) for identifier, state in rows)
    for at in range(0, len(placed), CHUNK // 2):
        some = placed[at : at + CHUNK // 2]
        if connection.dialect.name == "postgresql":
            wanted = "unnest(%s::bytea[], %s::bytea[]) AS w(document, id)"
            values: tuple[object, ...] = ([one[0] for one in some], [one[1] for one in some])
            join = "m.document = w.document AND m.id = w.id"
        else:
            wanted = f"(VALUES {','.join(['(?,?)'] * len(some))}) AS w"
            values = tuple(value for one in some for value in one)
            join = "m.document = w.column1 AND m.id = w.column2"
        # A CROSS JOIN keeps SQLite from going through all mentions instead.
        sql = f"SELECT m.id, m.state FROM {wanted} CROSS JOIN mentions AS m WHERE {join}"
        found.update((bytes(row[0]), int(row[1])) for row in connection.exec_driver_sql(sql, values))
    return found


def present(connection: Connection, table: Table, identifiers: Iterable[bytes]) -> set[bytes]:
    """Those of the identifiers that the table already holds."""
    return {bytes(row[0]) for row in select_in(connection, table, ("id",), "id", identifiers)}


def chunks(items: Sequence[bytes], size: int = CHUNK) -> Iterator[Sequence[bytes]]:
    """The items in slices that fit into one statement."""
    for at in range(0, len(items), size):
        yield items[at : at + size]
