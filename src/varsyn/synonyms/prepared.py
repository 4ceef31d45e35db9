"""Statements turned into driver SQL once: what a look-up asks many times a second.

SQLAlchemy's own execution costs several times what SQLite needs to answer; a statement that is asked over
and over is compiled once for each number of values and then handed to the driver as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import CompoundSelect, Select

Query = Select[Any] | CompoundSelect[Any]
Values = Mapping[str, Sequence[object]]
_WIDTHS = (1, 2, 3, 4, 6, 8, 12, 16, 32, 64, 128, 256, 512, 1000, 4000, 16000)
"""Lists are filled up to one of these lengths, so that few versions of a statement are needed."""


class _Place:
    """Stands for value ``at`` of list ``name`` in a compiled statement."""

    def __init__(self, name: str, at: int) -> None:
        self.name, self.at = name, at


def ask(connection: Connection, statement: Query, **values: Sequence[object]) -> Sequence[tuple[Any, ...]]:
    """The rows of a statement whose expanding parameters have these values; empty lists give no rows."""
    if not all(values.values()):
        return ()
    padded = {name: _padded(some) for name, some in values.items()}
    widths = tuple((name, len(some)) for name, some in padded.items())
    sql, places = _compiled(statement, connection.dialect, widths)
    if isinstance(places, dict):
        filled: Any = {name: _filled(value, padded) for name, value in places.items()}
    else:
        filled = tuple(_filled(value, padded) for value in places)
    driver = connection.connection.driver_connection
    assert driver is not None
    cursor = driver.cursor()
    try:
        cursor.execute(sql, filled)
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(sql, None, error) from error
    finally:
        cursor.close()
    return rows


def _padded(values: Sequence[object]) -> Sequence[object]:
    width = next((width for width in _WIDTHS if width >= len(values)), len(values))
    return [*values, *([values[-1]] * (width - len(values)))]


def _filled(value: object, values: Values) -> object:
    return values[value.name][value.at] if isinstance(value, _Place) else value


@lru_cache(maxsize=512)
def _compiled(
    statement: Query, dialect: Dialect, widths: tuple[tuple[str, int], ...]
) -> tuple[str, dict[str, object] | tuple[object, ...]]:
    compiled: Any = statement.compile(dialect=dialect)
    marked = {name: [_Place(name, at) for at in range(width)] for name, width in widths}
    state = compiled.construct_expanded_state(marked)
    if compiled.positional:
        return state.statement, tuple(state.positional_parameters)
    return state.statement, dict(state.parameters)
