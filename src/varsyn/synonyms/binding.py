"""Thousands of rows handed to SQLite as the values of one statement, which it carries out in one step.

Python's driver lets other threads run while a statement makes a step, and waits for its turn after each. With
a step for each row, a thread that writes would spend most of its time waiting for the rest of the program.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal

import msgspec
from sqlalchemy import BigInteger, Float, LargeBinary, Table

Row = tuple[object, ...]
Column = tuple[Any, ...]
Shape = Literal["constant", "digest", "digest?", "millionth", "plain"]
"""How the values of a column are handed over: one value for all; identifiers end to end, perhaps with gaps;
whole numbers of millionths; as JSON."""

TOGETHER = 5_000
"""Rows in one statement."""
TEXT_LIMIT = 100_000_000
"""Characters of JSON in one statement: SQLite takes values of up to a thousand million bytes
(https://sqlite.org/limits.html)."""
DIGEST = 16
"""Bytes of an identifier (``identity``)."""
GAP = bytes(DIGEST)
"""Stands for an identifier that is not there."""
MILLION = 1_000_000
"""Probabilities have six decimals. A quotient of two whole numbers is rounded as IEEE 754 says, and so is the
number that Python reads; SQLite's own reading of decimals may be off by a bit."""
_ROWS = "(SELECT key, value FROM json_each(:rows) LIMIT -1)"
"""The elements of a JSON array: their numbers, from 0, and values. Without the LIMIT, SQLite would make the
text of an element anew for each mention of ``value`` in a statement."""
_INSERT = "INSERT OR FAIL"
"""A row that breaks a rule ends the transaction anyway. SQLite need not keep what each page was before the
statement, to take back the statement alone (https://sqlite.org/lang_conflict.html)."""
_PLAIN = frozenset({str, int, type(None)})
"""What JSON has too; bytes and dates, say, would be put into words."""
_JSON = msgspec.json.Encoder()


class Unfit(Exception):
    """Rows that would not come out of the statement exactly as they went in."""


def in_one(table: Table, rows: Sequence[Row]) -> tuple[str, dict[str, object]]:
    """A statement that inserts all these rows, in their order, and its values; the columns are the table's.

    Rows that are there already are passed over.

    Raises
    ------
    Unfit: values that have to be bound row by row.
    """
    shapes: list[Shape] = []
    values: list[object] = []
    plain: list[Column] = []
    for kind, column in zip(_kinds(table), zip(*rows, strict=True), strict=True):
        first = column[0]
        if column.count(first) == len(column):
            shapes.append("constant")
            values.append(first)
        elif kind is LargeBinary:
            gaps = None in column
            if gaps and GAP in column:
                raise Unfit
            filled = [GAP if one is None else one for one in column] if gaps else column
            if not all(type(one) is bytes and len(one) == DIGEST for one in filled):
                raise Unfit
            shapes.append("digest?" if gaps else "digest")
            values.append(b"".join(filled))
        elif kind is Float:
            shapes.append("millionth")
            plain.append(tuple(map(millionths, column)))
        else:
            if not _PLAIN.issuperset(map(type, column)):
                raise Unfit
            if kind is BigInteger and not all(map(_stays_whole, column)):
                raise Unfit
            shapes.append("plain")
            plain.append(column)
    named = {f"v{number}": value for number, value in enumerate(values)}
    return _statement(table, tuple(shapes)), named | {"rows": _json(plain, len(rows))}


def _stays_whole(number: int | None) -> bool:
    """Whether SQLite reads it as the integer it is: larger ones become fractions."""
    return number is None or -(2**63) <= number < 2**63


def millionths(number: float) -> int:
    """A probability as a whole number of millionths.

    Raises
    ------
    Unfit: it has more than six decimals.
    """
    try:
        whole = round(number * MILLION)
    except (TypeError, ValueError, OverflowError) as error:
        raise Unfit from error
    if whole / MILLION != number:
        raise Unfit
    return whole


def as_json(values: Sequence[object]) -> bytes:
    """Values as a JSON array that SQLite takes apart without changing them.

    Raises
    ------
    Unfit: a value that JSON has no word for, a NUL character.
    """
    try:
        text = _JSON.encode(values)
    except (msgspec.MsgspecError, UnicodeError, TypeError) as error:
        raise Unfit from error
    if b"\\u0000" in text:
        raise Unfit
    return text


def _json(columns: list[Column], count: int) -> str:
    """An array with an element for each row: the value of a single column, an array of those of several."""
    if len(columns) > 1:
        text = as_json(list(zip(*columns, strict=True)))
    else:
        text = as_json(columns[0] if columns else [0] * count)
    if len(text) > TEXT_LIMIT:
        raise Unfit
    return text.decode()


@lru_cache(maxsize=64)
def _kinds(table: Table) -> tuple[type, ...]:
    return tuple(type(column.type) for column in table.columns)


@lru_cache(maxsize=512)
def _statement(table: Table, shapes: tuple[Shape, ...]) -> str:
    """The SQL for columns of these shapes."""
    picked: list[str] = []
    several = len(shapes) - sum(map(_OUTSIDE.__contains__, shapes)) > 1
    value = at = 0
    for shape in shapes:
        if shape in _OUTSIDE:
            name = f":v{value}"
            value += 1
            picked.append(name if shape == "constant" else digest_in(name, gaps=shape == "digest?"))
            continue
        piece = element(at) if several else "value"
        at += 1
        picked.append(probability(piece) if shape == "millionth" else piece)
    # Without a condition, ON CONFLICT would be read as that of a join.
    return insertion(table, picked, "true")


def digest_in(name: str, at: int = 0, of: int = 1, *, gaps: bool = True) -> str:
    """SQL for identifier ``at`` of the ``of`` that each row has in the value ``name``; NULL for a gap."""
    piece = f"substr({name}, key * {of * DIGEST} + {at * DIGEST + 1}, {DIGEST})"
    return f"nullif({piece}, x'{GAP.hex()}')" if gaps else piece


def element(at: int) -> str:
    """SQL for an element of a row that is a JSON array."""
    return f"json_extract(value, '$[{at}]')"


def probability(piece: str) -> str:
    """SQL for a number of millionths."""
    return f"{piece} / {float(MILLION)}"


def insertion(table: Table, pieces: Sequence[str], condition: str) -> str:
    """The statement that inserts rows of these columns, where they are not there yet."""
    names = ", ".join(column.name for column in table.columns)
    return (
        f"{_INSERT} INTO {table.name} ({names}) SELECT {', '.join(pieces)} FROM {_ROWS} WHERE {condition} "
        "ON CONFLICT DO NOTHING"
    )


_OUTSIDE: frozenset[Shape] = frozenset({"constant", "digest", "digest?"})
"""Shapes of columns that are values of their own."""
