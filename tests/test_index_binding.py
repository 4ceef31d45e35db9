"""Rows that go into SQLite by the thousand come out exactly as those that go one by one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import BigInteger, Float, LargeBinary, SmallInteger, Table
from sqlalchemy.schema import CreateTable

from varsyn.synonyms import schema
from varsyn.synonyms.binding import Row, Unfit, in_one

TABLES = (schema.documents, schema.descriptions, schema.variants, schema.links, schema.mentions)

texts = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12
) | st.sampled_from(
    [
        "",
        '"',
        "\\",
        "[]",
        '[{"code":"a","text":"\\u00e9"}]',
        "1e3",
        "-1",
        "null",
        "true",
        "A'B",
        "Δ",
        "\x7f",
        "\x1f",
    ]
)
digests = st.binary(min_size=16, max_size=16).filter(any)
millionths = st.integers(0, 1_000_000).map(lambda whole: whole / 1_000_000)


def _values(table: Table) -> st.SearchStrategy[Row]:
    columns = []
    for column in table.columns:
        if isinstance(column.type, LargeBinary):
            values: st.SearchStrategy[object] = digests
        elif isinstance(column.type, Float):
            values = millionths
        elif isinstance(column.type, SmallInteger):
            values = st.integers(0, 1)
        elif isinstance(column.type, BigInteger) or column.name == "event":
            values = st.integers(-(2**63), 2**63 - 1)
        else:
            values = texts
        columns.append(values | st.none() if column.nullable else values)
    return st.tuples(*columns)


@contextmanager
def _empty(table: Table) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(str(CreateTable(table)))
        yield connection


@given(st.data(), st.sampled_from(TABLES))
def test_thousands_as_one_by_one(data: st.DataObject, table: Table) -> None:
    rows = data.draw(st.lists(_values(table), min_size=1, max_size=8))
    with _empty(table) as together, _empty(table) as singly:
        together.execute(*in_one(table, rows))
        marks = ", ".join("?" * len(table.columns))
        singly.executemany(f"INSERT INTO {table.name} VALUES ({marks}) ON CONFLICT DO NOTHING", rows)
        types = ", ".join(f"typeof({column.name})" for column in table.columns)
        everything = f"SELECT *, {types} FROM {table.name}"
        assert together.execute(everything).fetchall() == singly.execute(everything).fetchall()


A, B = bytes(range(16)), bytes(range(1, 17))


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (schema.documents, [(A, "one", "paper"), (B, "two\0", "paper")]),
        (schema.documents, [(A, "one", "paper"), (B, "\ud800", "paper")]),
        (schema.documents, [(A, "one", "paper"), (B[:8], "two", "paper")]),
        (schema.documents, [(A, "one", "paper"), (B, b"two", "paper")]),
        (schema.documents, [(A, "one", "paper"), ("b" * 16, "two", "paper")]),
        (schema.mentions, [(one, None, A, None, None, 0, 0, 1, 0) for one in (A, b"")]),
        (schema.mentions, [(A, document, A, None, None, 0, 0, 1, 0) for document in (B, bytes(16), None)]),
        (schema.candidates, [(A, 0, B, 0.1, "null"), (A, 1, B, float("inf"), "null")]),
        (schema.candidates, [(A, 0, B, 0.1, "null"), (A, 1, B, 1 / 3, "null")]),
        (schema.mentions, [(A, B, A, None, None, at, at, 1, 0) for at in (0, 2**63)]),
        (schema.mentions, [(A, B, A, None, None, at, at, 1, 0) for at in (0, 1.5)]),
    ],
    ids=[
        "NUL",
        "surrogate",
        "short identifier",
        "bytes",
        "text for an identifier",
        "empty",
        "zeros",
        "endless",
        "thirds",
        "large number",
        "fraction",
    ],
)
def test_what_has_to_be_bound_row_by_row(table: Table, rows: list[Row]) -> None:
    with pytest.raises(Unfit):
        in_one(table, rows)
