"""Putting rows into tables, many at once: prepared batches on SQLite, COPY on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table

Row = tuple[object, ...]
_KEY = itemgetter(0)
COPY_FROM = 64
"""Fewer rows than this are not worth a COPY."""
CHUNK = 2_000
"""Values in one statement."""


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> int:
    """Insert rows, in the order of the table's columns, that are not there yet; returns how many were new.

    Rows are written in the order of their key, so that two writers with the same rows queue up instead of
    holding each other.
    """
    if not rows:
        return 0
    ordered = sorted(rows, key=_KEY)
    if connection.dialect.name == "postgresql":
        if len(ordered) >= COPY_FROM:
            return _copy(connection, table, ordered)
        statement = _insert_sql(table, "%s")
    else:
        statement = _insert_sql(table, "?")
    result = connection.exec_driver_sql(statement, ordered)
    return max(0, result.rowcount)


@cache
def _insert_sql(table: Table, mark: str) -> str:
    columns = ", ".join(column.name for column in table.columns)
    marks = ", ".join(mark for _ in table.columns)
    return f"INSERT INTO {table.name} ({columns}) VALUES ({marks}) ON CONFLICT DO NOTHING"


def _copy(connection: Connection, table: Table, rows: Sequence[Row]) -> int:
    stage = f"stage_{table.name}"
    columns = ", ".join(column.name for column in table.columns)
    connection.exec_driver_sql(
        f"CREATE TEMP TABLE IF NOT EXISTS {stage} (LIKE {table.name}) ON COMMIT DELETE ROWS"
    )
    driver = connection.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor:
        with cursor.copy(f"COPY {stage} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        key = ", ".join(column.name for column in table.primary_key.columns)
        cursor.execute(
            f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM {stage} ORDER BY {key} "
            "ON CONFLICT DO NOTHING"
        )
        new = int(cursor.rowcount)
        cursor.execute(f"TRUNCATE {stage}")
    return new


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


def present(connection: Connection, table: Table, identifiers: Iterable[bytes]) -> set[bytes]:
    """Those of the identifiers that the table already holds."""
    return {bytes(row[0]) for row in select_in(connection, table, ("id",), "id", identifiers)}


def chunks(items: Sequence[bytes], size: int = CHUNK) -> Iterator[Sequence[bytes]]:
    """The items in slices that fit into one statement."""
    for at in range(0, len(items), size):
        yield items[at : at + size]
