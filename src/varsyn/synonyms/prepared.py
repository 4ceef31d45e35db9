"""Statements turned into driver SQL once: what a look-up asks many times a second.

SQLAlchemy's own execution costs several times what SQLite needs to answer; a statement that is asked over
and over is compiled once for each number of values and then handed to the driver as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import CompoundSelect, Select

Query = Select[Any] | CompoundSelect[Any]
Values = Mapping[str, Sequence[object]]
_WIDTHS = (1, 2, 3, 4, 6, 8, 12, 16, 32, 64, 128, 256, 512, 1000, 4000, 16000)
"""Lists are filled up to one of these lengths, so that few versions of a statement are needed."""


class _Place(NamedTuple):
    """Stands for value ``at`` of list ``name`` in a compiled statement."""

    name: str
    at: int


class _Prepared(NamedTuple):
    """A statement for the driver, with its parameters: constants, and places for what is asked for."""

    sql: str
    names: tuple[str, ...] | None
    """Names of the parameters; None where they go by position."""
    constants: tuple[object, ...]
    places: tuple[tuple[int, str, int], ...]
    """Which parameter is which value of which list."""

    def filled(self, values: Values) -> Any:
        """The parameters as the driver takes them."""
        found = list(self.constants)
        for parameter, name, at in self.places:
            found[parameter] = values[name][at]
        return found if self.names is None else dict(zip(self.names, found, strict=True))


def ask(connection: Connection, statement: Query, **values: Sequence[object]) -> Sequence[tuple[Any, ...]]:
    """The rows of a statement whose expanding parameters have these values; empty lists give no rows."""
    widths: list[tuple[str, int]] = []
    for name, some in values.items():
        count = len(some)
        if not count:
            return ()
        width = count if count in _EXACT else _width(count)
        if width > count:
            values[name] = [*some, *([some[-1]] * (width - count))]
        widths.append((name, width))
    prepared = _compiled(statement, connection.dialect, tuple(widths))
    driver = connection.connection.driver_connection
    assert driver is not None
    cursor = driver.cursor()
    try:
        cursor.execute(prepared.sql, prepared.filled(values))
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(prepared.sql, None, error) from error
    finally:
        cursor.close()
    return rows


_EXACT = frozenset(_WIDTHS)


def _width(count: int) -> int:
    return next((width for width in _WIDTHS if width >= count), count)


@lru_cache(maxsize=512)
def _compiled(statement: Query, dialect: Dialect, widths: tuple[tuple[str, int], ...]) -> _Prepared:
    compiled: Any = statement.compile(dialect=dialect)
    marked = {name: [_Place(name, at) for at in range(width)] for name, width in widths}
    state = compiled.construct_expanded_state(marked)
    names = None if compiled.positional else tuple(state.parameters)
    values = tuple(state.positional_parameters if names is None else state.parameters.values())
    places = tuple((number, *one) for number, one in enumerate(values) if isinstance(one, _Place))
    return _Prepared(state.statement, names, values, places)
