"""Rows of input files as typed values, and what can be said against them."""

from __future__ import annotations

from typing import Literal, TypeVar

import msgspec

T = TypeVar("T")


class BadRowError(ValueError):
    """Why a row cannot be taken at all."""


class Finding(msgspec.Struct, frozen=True):
    """Something the lint noticed about a row, and what was done."""

    code: str
    subject: str
    text: str
    severity: Literal["note", "warning"] = "warning"


def shaped(fields: dict[str, object], shape: type[T]) -> T:
    """The fields as a typed row. TSV cells may hold JSON lists; empty cells count as absent."""
    given = {name: _cell(value) for name, value in fields.items() if value not in ("", None)}
    try:
        return msgspec.convert(given, shape, strict=False)
    except msgspec.ValidationError as error:
        raise BadRowError(str(error)) from error


def _cell(value: object) -> object:
    if isinstance(value, str) and value[:1] in "[{":
        try:
            return msgspec.json.decode(value)
        except (msgspec.DecodeError, RecursionError):
            return value
    return value


def hgnc_id(value: str | None) -> str | None:
    """An HGNC id with its prefix: ``5465`` is ``HGNC:5465``.

    >>> hgnc_id("5465"), hgnc_id("HGNC:5465"), hgnc_id(None)
    ('HGNC:5465', 'HGNC:5465', None)
    """
    return f"HGNC:{value}" if value is not None and value.isdigit() else value
