"""Parquet files as tables, batch by batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from varsyn.curation.delimited import RowNote
from varsyn.curation.jsonlines import text_of
from varsyn.model import InputError

if TYPE_CHECKING:
    import pyarrow as pa

    from varsyn.curation.table import Cell, Options

BATCH = 16_384
"""Rows held in memory at once."""


class ParquetTable:
    """A Parquet file: columns keep their types, values and order; new columns are strings and numbers."""

    def __init__(self, path: Path, options: Options) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self.path = path
        self.notes: list[RowNote] = []
        try:
            self._file = pq.ParquetFile(path)
        except (pa.ArrowInvalid, OSError) as error:
            raise InputError(f"{path} is no Parquet file: {error}", code="not_a_table") from error
        self.columns: Sequence[str] = list(self._file.schema_arrow.names)

    def rows(self, wanted: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        number = 0
        for batch in self._file.iter_batches(BATCH):
            columns = [_texts(batch.column(i)) if i >= 0 else [""] * batch.num_rows for i in wanted]
            for cells in zip(*columns, strict=True):
                number += 1
                yield number, cells

    def write(self, target: Path, names: Sequence[str], values: Iterable[Sequence[Cell]]) -> None:
        import pyarrow.parquet as pq

        source = iter(values)
        writer: pq.ParquetWriter | None = None
        for batch in self._file.iter_batches(BATCH):
            more = [next(source) for _ in range(batch.num_rows)]
            table = append_columns(batch, names, more)
            if writer is None:
                writer = pq.ParquetWriter(target, table.schema)
            writer.write_table(table)
        if writer is None:
            table = append_columns(self._file.schema_arrow.empty_table(), names, [])
            writer = pq.ParquetWriter(target, table.schema)
        writer.close()


def _texts(column: pa.Array) -> list[str]:
    return [value if isinstance(value, str) else text_of(value) for value in column.to_pylist()]


def append_columns(
    batch: pa.RecordBatch | pa.Table, names: Sequence[str], values: Sequence[Sequence[Cell]]
) -> pa.Table:
    """The batch with the columns of ``COLUMN_TYPES``, under these names."""
    import pyarrow as pa

    from varsyn.curation.columns import COLUMN_TYPES

    table = pa.Table.from_batches([batch]) if isinstance(batch, pa.RecordBatch) else batch
    kinds = {"text": pa.string(), "number": pa.float64()}
    types = [kinds[kind] for kind in COLUMN_TYPES.values()]
    for index, name in enumerate(names):
        cells = [row[index] if row[index] != "" else None for row in values]
        table = table.append_column(name, pa.array(cells, type=types[index]))
    return table
