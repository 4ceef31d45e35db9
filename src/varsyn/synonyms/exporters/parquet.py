"""Parquet: a directory with one file a table, for analysis; reading it back gives the same index."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Connection, Float, Integer, SmallInteger, Table

from varsyn import extras
from varsyn.model import InputError
from varsyn.synonyms import schema
from varsyn.synonyms.exporters.rows import Loader, table_records

ROWS = 50_000


def write(connection: Connection, path: Path) -> int:
    """Write the tables into the directory ``path``, which appears when it is complete."""
    arrow = extras.load("pyarrow")
    writer_of = extras.load("pyarrow.parquet").ParquetWriter
    part = path.with_name(path.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    count = 0
    try:
        part.mkdir(parents=True)
        for table in schema.CONTENT:
            columns = _schema(arrow, table)
            with writer_of(part / f"{table.name}.parquet", columns, compression="zstd") as out:
                for records in _slices(table_records(connection, table)):
                    out.write_table(arrow.Table.from_pylist(records, schema=columns))
                    count += len(records)
        if path.is_dir():
            shutil.rmtree(path)
        os.replace(part, path)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise InputError(
            f"{path}: cannot be written: {error.strerror or error}", code="output_unwritable"
        ) from error
    return count


def recognizes(path: str) -> bool:
    """Whether a directory is such an export."""
    return os.path.isfile(os.path.join(path, "mentions.parquet"))


def read(connection: Connection, path: Path) -> tuple[int, Loader]:
    """Put every row of an export back, in the caller's transaction."""
    arrow = extras.load("pyarrow")
    file_of = extras.load("pyarrow.parquet").ParquetFile
    loader = Loader(connection)
    new = 0
    for table in schema.CONTENT:
        name = path / f"{table.name}.parquet"
        row = 0
        try:
            for batch in file_of(name).iter_batches(batch_size=5_000):
                records = batch.to_pylist()
                new += _load(loader, table, records, name, row)
                row += len(records)
        except (OSError, arrow.ArrowException) as error:
            raise InputError(f"{name}: cannot be read: {error}", code="input_unreadable") from error
    loader.finish()
    return new, loader


def _load(loader: Loader, table: Table, records: list[dict[str, Any]], name: Path, row: int) -> int:
    try:
        return loader.load(table, records)
    except InputError as error:
        for offset, record in enumerate(records, start=1):
            try:
                loader.check(table, record)
            except InputError as found:
                raise InputError(f"{name}: row {row + offset}: {found.message}", code=found.code) from error
        raise InputError(f"{name}: after row {row}: {error.message}", code=error.code) from error


def _schema(arrow: Any, table: Table) -> Any:
    # pyarrow has no type information.
    def kind(column: Any) -> Any:
        if isinstance(column.type, BigInteger | Integer | SmallInteger):
            return arrow.int64()
        return arrow.float64() if isinstance(column.type, Float) else arrow.string()

    return arrow.schema([(column.name, kind(column)) for column in table.columns])


def _slices(records: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    waiting: list[dict[str, Any]] = []
    for record in records:
        waiting.append(record)
        if len(waiting) >= ROWS:
            yield waiting
            waiting = []
    if waiting:
        yield waiting
