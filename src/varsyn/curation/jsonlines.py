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
        for number, (_, row, _) in enumerate(self._objects([])):
            empty = False
            names.update(dict.fromkeys(row))
            if number >= 1000:
                break
        if empty:
            raise InputError(f"{path} is empty: there is no row", code="empty_table")
        self.columns: Sequence[str] = list(names)

    def _objects(self, notes: list[RowNote]) -> Iterator[tuple[int, dict[str, object], bytes]]:
        """Row number, fields, and the object as it stands in the file."""
        decode = msgspec.json.Decoder().decode
        for number, raw in self._texts():
            try:
                row = decode(raw) if raw else {}
            except msgspec.DecodeError as error:
                notes.append(RowNote(number, "unreadable_row", f"not JSON: {error}"))
                row = None
            else:
                if not isinstance(row, dict):
                    notes.append(RowNote(number, "unreadable_row", "JSON, but no object"))
            if not isinstance(row, dict):
                row = {BAD_ROW: raw.decode("utf-8", "replace")}
                raw = msgspec.json.encode(row)
            yield number, row, raw or b"{}"

    def _texts(self) -> Iterator[tuple[int, bytes]]:
        if not self.array:
            for number, text in enumerate(lines(self.path, self.encoding), 1):
                yield number, text.strip("\ufeff").strip().encode("utf-8", "surrogatepass")
            return
        text = "\n".join(lines(self.path, self.encoding)).removeprefix("\ufeff")
        try:
            # Element by element as they stand: no number is rounded, no field is lost.
            elements = msgspec.json.decode(text, type=list[msgspec.Raw])
        except msgspec.ValidationError as error:
            raise InputError(f"{self.path} holds no array of objects", code="not_a_table") from error
        except msgspec.DecodeError as error:
            raise InputError(f"{self.path} is not JSON: {error}", code="not_json") from error
        for number, element in enumerate(elements, 1):
            yield number, bytes(element).strip()

    def rows(self, wanted: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        notes: list[RowNote] = []
        self.notes = notes
        names = [self.columns[index] if index >= 0 else None for index in wanted]
        for number, row, _ in self._objects(notes):
            yield number, tuple([text_of(row.get(name)) if name is not None else "" for name in names])

    def write(self, target: Path, names: Sequence[str], values: Iterable[Sequence[Cell]]) -> None:
        encode = msgspec.json.Encoder().encode
        opening, between, closing = (b"[\n", b",\n", b"\n]\n") if self.array else (b"", b"\n", b"\n")
        with target.open("wb") as handle:
            handle.write(opening)
            for index, ((_, row, raw), more) in enumerate(zip(self._objects([]), values, strict=True)):
                added = encode(dict(zip(names, more, strict=True)))[1:]
                # The object as it was, its closing brace moved behind the new fields.
                head = raw[:-1].rstrip() + (b"," if row else b"")
                handle.write((between if index else b"") + head + added)
            handle.write(closing)


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
