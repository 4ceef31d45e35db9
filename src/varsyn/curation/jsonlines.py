"""JSON Lines and JSON arrays of objects as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from varsyn.curation.delimited import RowNote
from varsyn.curation.encoding import detect, lines, read_head
from varsyn.model import InputError

if TYPE_CHECKING:
    from varsyn.curation.table import Cell, Options

BAD_ROW = "varsyn_unreadable_row"
"""Field that carries a line which is no JSON object, so that it is not lost."""


class JsonTable:
    """One JSON object a row (or an array of them). Fields keep their order and their values.

    A line that is no object stays a row: it is written back as the text of the field
    ``varsyn_unreadable_row``.
    """

    def __init__(self, path: Path, options: Options, array: bool = False) -> None:
        self.path, self.array = path, array
        self.encoding = options.encoding or detect(read_head(path), path)
        self.notes: list[RowNote] = []
        names: dict[str, None] = {}
        empty = True
        for number, (_, row) in enumerate(self._objects([])):
            empty = False
            names.update(dict.fromkeys(row))
            if number >= 1000:
                break
        if empty:
            raise InputError(f"{path} is empty: there is no row", code="empty_table")
        self.columns: Sequence[str] = list(names)

    def _objects(self, notes: list[RowNote]) -> Iterator[tuple[int, dict[str, object]]]:
        if self.array:
            yield from self._array(notes)
            return
        decode = msgspec.json.Decoder().decode
        for number, text in enumerate(lines(self.path, self.encoding), 1):
            line = text.strip("\ufeff")
            if not line.strip():
                yield number, {}
                continue
            try:
                row = decode(line)
            except msgspec.DecodeError as error:
                notes.append(RowNote(number, "unreadable_row", f"not JSON: {error}"))
                row = {BAD_ROW: line}
            if not isinstance(row, dict):
                notes.append(RowNote(number, "unreadable_row", "JSON, but no object"))
                row = {BAD_ROW: line}
            yield number, row

    def _array(self, notes: list[RowNote]) -> Iterator[tuple[int, dict[str, object]]]:
        text = "\n".join(lines(self.path, self.encoding)).removeprefix("\ufeff")
        try:
            rows = msgspec.json.decode(text)
        except msgspec.DecodeError as error:
            raise InputError(f"{self.path} is not JSON: {error}", code="not_json") from error
        if not isinstance(rows, list):
            raise InputError(f"{self.path} holds no array of objects", code="not_a_table")
        for number, row in enumerate(rows, 1):
            if not isinstance(row, dict):
                notes.append(RowNote(number, "unreadable_row", "no object"))
                row = {BAD_ROW: msgspec.json.encode(row).decode()}
            yield number, row

    def rows(self, wanted: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        notes: list[RowNote] = []
        self.notes = notes
        names = [self.columns[index] if index >= 0 else None for index in wanted]
        for number, row in self._objects(notes):
            yield number, tuple([text_of(row.get(name)) if name is not None else "" for name in names])

    def write(self, target: Path, names: Sequence[str], values: Iterable[Sequence[Cell]]) -> None:
        encode = msgspec.json.Encoder().encode
        with target.open("wb") as handle:
            rows = zip(self._objects([]), values, strict=True)
            if not self.array:
                for (_, row), more in rows:
                    handle.write(encode({**row, **dict(zip(names, more, strict=True))}) + b"\n")
                return
            handle.write(b"[")
            for index, ((_, row), more) in enumerate(rows):
                handle.write(b",\n" if index else b"\n")
                handle.write(encode({**row, **dict(zip(names, more, strict=True))}))
            handle.write(b"\n]\n")


def text_of(value: object) -> str:
    """A cell as text: whole floats without their point, truth values in capitals, lists joined.

    >>> text_of(12.0), text_of(True), text_of(None), text_of(["a", "b"])
    ('12', 'TRUE', '', 'a; b')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return "" if value != value else str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, (list, tuple)):
        return "; ".join(text_of(one) for one in value)
    if isinstance(value, dict):
        return msgspec.json.encode(value).decode()
    return str(value)
