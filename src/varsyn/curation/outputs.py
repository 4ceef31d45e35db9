"""The files that ``varsyn dedup`` writes: each complete or not there at all."""

from __future__ import annotations

import csv
import gzip
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from varsyn.curation.queue import QUEUE_COLUMNS, QueueItem, read_queue
from varsyn.curation.queue import as_cells as queue_cells
from varsyn.curation.sets_table import SET_COLUMNS, SetRow
from varsyn.curation.sets_table import as_cells as set_cells
from varsyn.curation.workspace import Tally
from varsyn.model import InputError


def write_whole(target: Path, write: Callable[[Path], None]) -> None:
    """Write beside the target first and move it there when it is complete.

    Raises InputError where the folder does not exist or cannot be written to.
    """
    packed = target.suffix.lower() == ".gz"
    shape = target.with_suffix("") if packed else target
    part = target.with_name(f".{shape.stem}.part{shape.suffix}")
    try:
        write(part)
        if packed:
            _pack(part)
        os.replace(part, target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputError(f"{target} cannot be written: {error.strerror}", code="table_not_written") from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _pack(part: Path) -> None:
    """Compress a file in its place."""
    packed = part.with_name(f"{part.name}.gz")
    try:
        with part.open("rb") as source, gzip.open(packed, "wb", compresslevel=6) as handle:
            shutil.copyfileobj(source, handle)
        os.replace(packed, part)
    finally:
        packed.unlink(missing_ok=True)


def write_table(target: Path, header: Sequence[str], rows: Iterable[Sequence[str | int | float]]) -> None:
    """A table as CSV, TSV or Excel by the ending of its name.

    CSV is UTF-8 with a byte order mark, so that spreadsheets read the Greek letters of names rightly.
    """
    if target.suffix.lower() in (".xlsx", ".xlsm"):
        write_whole(target, lambda part: _write_excel(part, header, rows))
    else:
        write_whole(target, lambda part: _write_text(part, header, rows))


def _write_text(part: Path, header: Sequence[str], rows: Iterable[Sequence[str | int | float]]) -> None:
    delimiter = "\t" if part.suffix.lower() in (".tsv", ".tab") else ","
    with part.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle, delimiter=delimiter, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _write_excel(part: Path, header: Sequence[str], rows: Iterable[Sequence[str | int | float]]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils.exceptions import IllegalCharacterError

    book = Workbook(write_only=True)
    sheet = book.create_sheet("varsyn")
    sheet.freeze_panes = "A2"
    sheet.append(list(header))
    for row in rows:
        cells = []
        for value in row:
            try:
                cell = WriteOnlyCell(sheet, value[:32_767] if isinstance(value, str) else value)
            except IllegalCharacterError:
                clean = "".join(c for c in str(value) if c >= " " or c in "\t\n")
                cell = WriteOnlyCell(sheet, clean[:32_767])
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    book.save(part)


def write_sets(target: Path, rows: Iterable[SetRow], tally: Callable[[SetRow], Tally]) -> None:
    """The table of synonym sets; ``tally`` gives all papers and people of one."""
    write_table(target, SET_COLUMNS, (set_cells(row, tally(row)) for row in rows))


def write_queue(target: Path, items: Iterable[QueueItem], keep: bool = False) -> None:
    """The review queue.

    ``keep`` carries over what people decided in a queue that is already there: a decision is never
    overwritten. Raises InputError where the file that is there is no queue.
    """
    found = list(items)
    if keep and target.exists():
        decided = [item for item in read_queue(target)[0] if item.decision]
        answered = {item.item for item in decided}
        found = [item for item in found if item.item not in answered] + decided
    write_table(target, QUEUE_COLUMNS, (queue_cells(item) for item in found))
