"""De-duplication of data frames: the frame comes back in its own type, with further columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from varsyn.curation.columns import recognize, require
from varsyn.curation.deduplication import Deduplication, deduplicate, free_names
from varsyn.curation.delimited import RowNote
from varsyn.curation.jsonlines import text_of
from varsyn.model import InputError

if TYPE_CHECKING:
    import pyarrow as pa

    from varsyn.curation.table import Cell
    from varsyn.model import Link

Frame = TypeVar("Frame")
BATCH = 65_536


class FrameTable:
    """An Arrow table in memory, seen as a table of texts."""

    def __init__(self, frame: pa.Table) -> None:
        self.frame = frame
        self.columns: Sequence[str] = list(frame.column_names)
        self.notes: list[RowNote] = []

    def rows(self, wanted: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        number = 0
        for batch in self.frame.to_batches(BATCH):
            columns = [
                [v if isinstance(v, str) else text_of(v) for v in batch.column(i).to_pylist()]
                if i >= 0
                else [""] * batch.num_rows
                for i in wanted
            ]
            for cells in zip(*columns, strict=True):
                number += 1
                yield number, cells

    def write(self, target: Path, names: Sequence[str], values: Iterable[Sequence[Cell]]) -> None:
        import pyarrow.parquet as pq

        pq.write_table(self.extended(names, values), target)

    def extended(self, names: Sequence[str], values: Iterable[Sequence[Cell]]) -> pa.Table:
        """The frame with further columns."""
        from varsyn.curation.parquet import append_columns

        return append_columns(self.frame, names, list(values))


def dedup(
    frame: Frame,
    *,
    reference: str | None = None,
    columns: Mapping[str, str] | None = None,
    whole_documents: bool = False,
    decisions: Sequence[Link] = (),
    workers: int = 1,
    gene: str = "",
) -> Frame:
    """Place every row of a polars, pandas or pyarrow frame; the answer has the same type, rows and order.

    The columns that hold variant, gene, transcript, paper and so on are recognized by name; ``columns``
    says it where they are not (``{"variant": "my column"}``). The columns in
    ``varsyn.curation.COLUMN_TYPES`` are added: status, reason, synonym set, canonical c., p., g., key,
    probability, numbering scheme, notes. A pandas index is kept.

    Parameters
    ----------
    reference: path of a reference bundle; None for the embedded one.
    whole_documents: rows of one paper share a numbering scheme.
    decisions: people's decisions as links.
    workers: processes to resolve with; more than one needs a program that can be imported (the usual
        ``if __name__ == "__main__"``).
    gene: the gene of rows that name none.

    Raises
    ------
    InputError: no column holds the variant, or the frame is of another type.

    >>> import polars as pl
    >>> frame = pl.DataFrame({"gene": ["IGF1R", "IGF1R"], "variant": ["R481Q", "c.1532G>A"]})
    >>> dedup(frame)["varsyn_set"].n_unique()
    1
    """
    with examine(
        frame, reference=reference, columns=columns, whole_documents=whole_documents,
        decisions=decisions, workers=workers, gene=gene,
    ) as found:  # fmt: skip
        table = arrow_of(frame)
        names = free_names(table.columns)
        extended = table.extended(names, found.added())
    return _like(frame, extended, names)


def examine(
    frame: object,
    *,
    reference: str | None = None,
    columns: Mapping[str, str] | None = None,
    whole_documents: bool = False,
    decisions: Sequence[Link] = (),
    workers: int = 1,
    gene: str = "",
) -> Deduplication:
    """As ``dedup``, but with the sets and the review queue: a ``Deduplication`` (a context manager)."""
    table = arrow_of(frame)
    roles = recognize(table.columns, columns)
    require(roles, table.columns, "the frame")
    return deduplicate(
        table,
        roles,
        reference=reference,
        whole_documents=whole_documents,
        decisions=decisions,
        workers=workers,
        gene=gene,
    )


def arrow_of(frame: object) -> FrameTable:
    """A frame as Arrow, without copying where the library allows it; raises InputError for other types."""
    import pyarrow as pa

    library = type(frame).__module__.partition(".")[0]
    if isinstance(frame, pa.Table):
        return FrameTable(frame)
    if library == "polars" and hasattr(frame, "to_arrow"):
        return FrameTable(frame.to_arrow())
    if library == "polars" and hasattr(frame, "collect"):
        return FrameTable(frame.collect().to_arrow())
    if library == "pandas" and hasattr(frame, "columns"):
        return FrameTable(_from_pandas(frame))
    raise InputError(
        f"dedup takes a polars or pandas DataFrame or a pyarrow Table, not {type(frame).__name__}",
        code="not_a_frame",
    )


def _from_pandas(frame: object) -> pa.Table:
    import pandas as pd
    import pyarrow as pa

    assert isinstance(frame, pd.DataFrame)
    # Column by column: a column of mixed objects (Excel) has no Arrow type but has texts.
    arrays, names = [], []
    for index, name in enumerate(frame.columns):
        values = [None if _absent(value) else value for value in frame.iloc[:, index].tolist()]
        arrays.append(pa.array([None if value is None else text_of(value) for value in values], pa.string()))
        names.append(str(name))
    return pa.table(arrays, names=names)


def _absent(value: object) -> bool:
    return value is None or value != value or type(value).__name__ in ("NAType", "NaTType")


def _like(frame: Frame, extended: pa.Table, names: Sequence[str]) -> Frame:
    """The added columns put onto the frame in its own library."""
    library = type(frame).__module__.partition(".")[0]
    if library == "polars":
        import polars as pl

        added = pl.from_arrow(extended.select(list(names)))
        assert isinstance(added, pl.DataFrame)
        if isinstance(frame, pl.LazyFrame):
            return cast("Frame", frame.collect().hstack(added).lazy())
        assert isinstance(frame, pl.DataFrame)
        return cast("Frame", frame.hstack(added))
    if library == "pandas":
        import pandas as pd

        assert isinstance(frame, pd.DataFrame)
        more = {name: pd.Series(extended.column(name).to_pylist(), index=frame.index) for name in names}
        return cast("Frame", pd.concat([frame, pd.DataFrame(more, index=frame.index)], axis=1))
    return cast("Frame", extended)
