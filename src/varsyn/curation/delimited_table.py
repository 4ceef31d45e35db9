"""CSV and TSV files as tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from pathlib import Path

from varsyn.curation.delimited import Dialect, Records, RowNote, sniff, split_records
from varsyn.curation.encoding import NUL, Block, blocks
from varsyn.curation.table import HEADER_SEARCH, Cell, Options, find_header, unique_names
from varsyn.model import InputError

MAX_TAILS = 50_000
"""Texts of added cells that are remembered while a table is written."""


class DelimitedTable:
    """A CSV or TSV file. Rows with too many cells get ``varsyn_extra_n`` columns; too few are filled up."""

    def __init__(self, path: Path, options: Options) -> None:
        self.path = path
        self.dialect: Dialect = sniff(path, options.delimiter, options.encoding)
        self.notes: list[RowNote] = []
        first = [cells for records in islice(self._records([]), HEADER_SEARCH + 1) for cells in records.cells]
        first = first[: HEADER_SEARCH + 1]
        if not any(any(cell.strip() for cell in cells) for cells in first):
            raise InputError(f"{path} is empty: there is no header and no row", code="empty_table")
        at = find_header(first, options)
        self._crlf = self._ends_in_crlf()
        self.header = [] if at < 0 else [cell.removeprefix("\ufeff") for cell in first[at]]
        self._header_record = at
        self.width = len(self.header) or max(len(cells) for cells in first)
        self.columns: Sequence[str] = self._names()

    @property
    def delimiter(self) -> str:
        """What stands between the cells of the table that is written (one column has none in the file)."""
        return self.dialect.delimiter or ","

    def _names(self) -> list[str]:
        if not self.header and self.width == 1:
            return ["variant"]
        return unique_names(self.header or [""] * self.width, self.width)

    def _ends_in_crlf(self) -> bool:
        first = next((block.texts[0] for block in blocks(self.path, self.dialect.encoding)), "")
        return first.endswith("\r")

    def _records(self, notes: list[RowNote]) -> Iterator[Records]:
        return split_records(self._blocks(notes), self.dialect.delimiter, notes)

    def _blocks(self, notes: list[RowNote]) -> Iterator[Block]:
        usual = ""
        for block in blocks(self.path, self.dialect.encoding):
            encoding = block.encoding
            if encoding not in ("ascii", usual):
                if usual:
                    text = f"this line is {encoding}, others {usual}"
                    notes.append(RowNote(block.first, "mixed_encoding", text))
                usual = usual or encoding
            yield block

    def _body(self, notes: list[RowNote]) -> Iterator[Records]:
        """The records below the header."""
        above = self._header_record + 1
        for numbers, cells, raws in self._records(notes):
            if above < len(cells):
                yield Records(numbers[above:], cells[above:], raws[above:])
            above = max(0, above - len(cells))

    def rows(self, wanted: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        notes: list[RowNote] = []
        self.notes = notes
        header, widest = len(self.header) or self.width, self.width
        plain = len(wanted) > 1 and min(wanted) >= 0
        pick: Callable[[list[str]], tuple[str, ...]] = itemgetter(*wanted) if plain else tuple
        for numbers, rows, raws in self._body(notes):
            if any(NUL in raw for raw in raws):
                yield from self._with_nul(zip(numbers, rows, strict=True), wanted, notes)
                continue
            if plain and set(map(len, rows)) == {header}:
                yield from zip(numbers, map(pick, rows), strict=True)
                continue
            for number, cells in zip(numbers, rows, strict=True):
                found = len(cells)
                if found > header:
                    widest = max(widest, found)
                    notes.append(RowNote(number, "long_row", f"{found} cells under {header} columns"))
                elif found < header and any(cells):
                    notes.append(RowNote(number, "short_row", f"{found} cells under {header} columns"))
                yield number, tuple([cells[i] if 0 <= i < found else "" for i in wanted])
        self.width = widest
        self.columns = self._names()

    @staticmethod
    def _with_nul(
        rows: Iterable[tuple[int, list[str]]], wanted: Sequence[int], notes: list[RowNote]
    ) -> Iterator[tuple[int, tuple[str, ...]]]:
        for number, cells in rows:
            if any(NUL in cell for cell in cells):
                notes.append(RowNote(number, "nul_in_row", "a NUL character was passed over"))
            yield number, tuple([cells[i].replace(NUL, "") if 0 <= i < len(cells) else "" for i in wanted])

    def write(self, target: Path, names: Sequence[str], values: Iterable[Sequence[Cell]]) -> None:
        tabs = target.suffix.lower() in (".tsv", ".tab")
        delimiter = "\t" if tabs else self.delimiter
        encoding = "utf-8-sig" if self.dialect.bom else "utf-8"
        ends = "\r\n" if self._crlf else "\n"
        line = LineWriter(delimiter)
        added = tails(line, values)
        with target.open("w", encoding=encoding, newline="") as handle:
            for cells in self._above():
                handle.write(line(cells) + ends)
            handle.write(line([*self._written_header(), *names]) + ends)
            width = self.width
            sound = self.dialect.delimiter == delimiter
            for _, rows, raws in self._body([]):
                written = []
                for cells, raw, more in zip(rows, raws, islice(added, len(rows)), strict=True):
                    if not (sound and raw and len(cells) == width):
                        raw = line(cells + [""] * (width - len(cells)))
                    written.append(f"{raw}{delimiter}{more}{ends}")
                handle.write("".join(written))

    def _above(self) -> Iterator[list[str]]:
        """The records above the header."""
        found = (cells for records in self._records([]) for cells in records.cells)
        return islice(found, max(self._header_record, 0))

    def _written_header(self) -> list[str]:
        """The header as it was; only columns that had none get a name."""
        return [*self.header, *self.columns[len(self.header) :]]


class LineWriter:
    """Cells to one line of CSV, without its end."""

    def __init__(self, delimiter: str) -> None:
        self._buffer = io.StringIO()
        self._writer = csv.writer(self._buffer, delimiter=delimiter, lineterminator="")

    def __call__(self, cells: Sequence[Cell]) -> str:
        self._buffer.seek(0)
        self._buffer.truncate()
        self._writer.writerow(cells)
        return self._buffer.getvalue()


def tails(line: LineWriter, values: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The added cells as text, row by row. Rows of one name get the same cells: their text is made once."""
    known: dict[int, tuple[Sequence[Cell], str]] = {}
    for cells in values:
        found = known.get(id(cells))
        if found is None:
            if len(known) > MAX_TAILS:
                known.clear()
            found = known[id(cells)] = (cells, line(cells))
        yield found[1]
