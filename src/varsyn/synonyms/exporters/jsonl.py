"""JSON Lines: the whole index, one row a line; reading it back gives the same index."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Any

import msgspec
from sqlalchemy import Connection

from varsyn.model import InputError
from varsyn.synonyms import schema
from varsyn.synonyms.exporters.rows import TABLES, Loader, table_records
from varsyn.synonyms.importers.lines import LONGEST_EXPORT, TextFile
from varsyn.synonyms.migrations import LATEST

BATCH = 2_000
FORMAT = "varsyn-index"


def write(connection: Connection, stream: IO[bytes]) -> int:
    """Write every row; the first line says what this is."""
    encode = msgspec.json.Encoder().encode
    stream.write(encode({"record": FORMAT, "schema": LATEST}) + b"\n")
    count = 0
    for table in schema.CONTENT:
        for record in table_records(connection, table):
            stream.write(encode({"record": str(table.name), **record}) + b"\n")
            count += 1
    return count


def recognizes(path: str) -> bool:
    """Whether a file is such an export."""
    first = TextFile(path).first_lines(1)
    return bool(first) and f'"record":"{FORMAT}"' in first[0].replace(" ", "")[:200]


def read(connection: Connection, path: Path) -> tuple[int, Loader]:
    """Put every row of an export back, in the caller's transaction.

    Raises
    ------
    InputError: with file and line.
    """
    file = TextFile(str(path), longest=LONGEST_EXPORT)
    loader = Loader(connection)
    waiting: list[tuple[int, dict[str, Any]]] = []
    current = ""
    new = 0
    seen_header = False
    for line in file:
        if not line.text.strip():
            continue
        record = _decoded(file, line.number, line.text)
        kind = record.pop("record", None)
        if not seen_header:
            seen_header = True
            _check_header(file, line.number, kind, record)
            continue
        if not isinstance(kind, str) or kind not in TABLES:
            raise file.fault(line.number, f"no record of kind {kind!r:.60}", "import_bad_record")
        if waiting and (kind != current or len(waiting) >= BATCH):
            new += _load(loader, file, current, waiting)
            waiting = []
        current = kind
        waiting.append((line.number, record))
    if not seen_header:
        raise file.fault(None, "is empty", "input_empty")
    if waiting:
        new += _load(loader, file, current, waiting)
    loader.finish()
    return new, loader


def _check_header(file: TextFile, number: int, kind: object, record: dict[str, Any]) -> None:
    version = record.get("schema")
    if kind != FORMAT or not isinstance(version, int):
        raise file.fault(number, "no export of a synonym index", "import_bad_record")
    if version > LATEST:
        raise file.fault(
            number, f"exported with schema {version}, this varsyn knows {LATEST}", "index_too_new"
        )


def _decoded(file: TextFile, number: int, text: str) -> dict[str, Any]:
    try:
        record = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise file.fault(number, f"no JSON: {error}", "import_bad_record") from error
    if not isinstance(record, dict):
        raise file.fault(number, "no JSON object", "import_bad_record")
    return record


def _load(loader: Loader, file: TextFile, kind: str, waiting: list[tuple[int, dict[str, Any]]]) -> int:
    try:
        return loader.load(TABLES[kind], (record for _, record in waiting))
    except InputError as error:
        raise _located(loader, file, kind, waiting, error) from error


def _located(
    loader: Loader, file: TextFile, kind: str, waiting: list[tuple[int, dict[str, Any]]], error: InputError
) -> InputError:
    """The error with the line that it is about: the first whose record alone is refused."""
    for number, record in waiting:
        try:
            loader.check(TABLES[kind], record)
        except InputError as found:
            return file.fault(number, found.message, found.code)
    first, last = waiting[0][0], waiting[-1][0]
    return file.fault(first, f"{error.message} (lines {first} to {last})", error.code)
