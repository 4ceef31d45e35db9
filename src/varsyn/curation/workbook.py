"""Excel workbooks as tables: every sheet, format and formula of the file is kept."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from varsyn.curation.delimited import RowNote
from varsyn.curation.jsonlines import text_of
from varsyn.model import InputError

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

    from varsyn.curation.table import Cell, Options, Table


def open_workbook(path: Path, options: Options, old: bool = False) -> Table:
    """An ``.xlsx`` workbook, or through calamine an ``.xls``, ``.xlsb`` or ``.ods`` one (text only).

    The sheet is the one the user names, else the first that has a recognized column, else the first.
    """
    return OldSheetTable(path, options) if old else SheetTable(path, options)


class SheetTable:
    """One sheet of an ``.xlsx`` workbook; held in memory (the format ends at 1,048,576 rows)."""

    def __init__(self, path: Path, options: Options) -> None:
        import openpyxl
        from openpyxl.utils.exceptions import InvalidFileException

        from varsyn.curation.columns import recognize
        from varsyn.curation.table import HEADER_SEARCH, find_header, unique_names

        self.path = path
        self.notes: list[RowNote] = []
        try:
            self._book = openpyxl.load_workbook(path, data_only=True)
        except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
            raise InputError(f"{path} is no Excel workbook: {error}", code="not_a_table") from error
        sheets = {sheet.title: sheet for sheet in self._book.worksheets}
        if options.sheet is not None and options.sheet not in sheets:
            raise InputError(
                f"{path} has no sheet {options.sheet!r}", code="no_such_sheet", advice=list(sheets)
            )
        # A hidden sheet is taken only where it is named or no other one will do.
        visible_first = sorted(sheets, key=lambda title: sheets[title].sheet_state != "visible")
        choices = [options.sheet] if options.sheet is not None else visible_first
        best: tuple[str, int, list[str]] | None = None
        for title in choices:
            # Asking for rows beyond the last would make them.
            last = min(HEADER_SEARCH, sheets[title].max_row)
            first = [[cell_text(cell) for cell in row] for row in sheets[title].iter_rows(max_row=last)]
            if not any(any(cells) for cells in first):
                continue
            at = find_header(first, options)
            header = first[at] if at >= 0 else []
            if best is None or (recognize(header).usable and not recognize(best[2]).usable):
                best = (title, at, header)
        if best is None:
            raise InputError(f"{path} is empty: there is no header and no row", code="empty_table")
        self.title, self._header_row, header = best
        self._sheet: Worksheet = sheets[self.title]
        width = self._sheet.max_column
        while header and not header[-1]:
            header.pop()
        self.width = width
        self.columns: Sequence[str] = unique_names(header or [""] * width, width)
        self._last_row = _last_row(self._sheet, self._header_row + 1)
        self._covered = _covered(self._sheet, self._header_row + 1)
        self._unsolved: dict[tuple[int, int], str] | None = None

    def rows(self, wanted: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        notes: list[RowNote] = []
        self.notes = notes
        start = self._header_row + 2
        for number, row in enumerate(self._sheet.iter_rows(min_row=start, max_row=self._last_row), start):
            cells = [self._shown(row[index]) if index >= 0 else None for index in wanted]
            for index, cell in zip(wanted, cells, strict=True):
                if cell is not None and (remark := damage_of(cell) or self._formula_remark(cell)):
                    notes.append(RowNote(number, "excel_damage", f"column {self.columns[index]!r}: {remark}"))
            yield number, tuple([self._text(cell) if cell is not None else "" for cell in cells])

    def _shown(self, cell: SheetCell) -> SheetCell:
        """The cell whose value the sheet shows in its place: of merged cells, the first one."""
        place = self._covered.get((cell.row, cell.column))
        return self._sheet.cell(*place) if place is not None else cell

    def _text(self, cell: SheetCell) -> str:
        if cell.value is None:
            return self._formulas().get((cell.row, cell.column), "")
        return cell_text(cell)

    def _formula_remark(self, cell: SheetCell) -> str:
        formula = self._formulas().get((cell.row, cell.column)) if cell.value is None else None
        return f"a formula without a result ({formula}): it was read as text" if formula else ""

    def _formulas(self) -> dict[tuple[int, int], str]:
        """(row, column) of the cells with a formula whose result is not stored, and the formula as typed."""
        if self._unsolved is None:
            import openpyxl

            book = openpyxl.load_workbook(self.path, read_only=True)
            rows = book[self.title].iter_rows(min_row=self._header_row + 2)
            cells = (cell for row in rows for cell in row if cell.data_type == "f")
            self._unsolved = {(cell.row, cell.column): str(cell.value) for cell in cells}
            book.close()
        return self._unsolved

    def write(self, target: Path, names: Sequence[str], values: Iterable[Sequence[Cell]]) -> None:
        import openpyxl

        if target.suffix.lower() not in (".xlsx", ".xlsm"):
            _write_text(self, target, names, values)
            return
        # Opened again with its formulas: what was read above were their results.
        book = openpyxl.load_workbook(self.path, keep_vba=target.suffix.lower() == ".xlsm")
        sheet = book[self.title]
        first = self.width + 1
        for offset, name in enumerate(names):
            sheet.cell(self._header_row + 1, first + offset, name)
        for number, more in enumerate(values, self._header_row + 2):
            for offset, value in enumerate(more):
                if value not in ("", None):
                    cell = sheet.cell(number, first + offset)
                    cell.value = value
                    if isinstance(value, str):
                        cell.data_type = "s"
        book.save(target)


def _last_row(sheet: Worksheet, header_row: int) -> int:
    """The last row with something in it: formatted empty rows below the table are no rows."""
    last: int = sheet.max_row
    while last > header_row and all(cell.value is None for cell in sheet[last]):
        last -= 1
    return last


def _covered(sheet: Worksheet, header_row: int) -> dict[tuple[int, int], tuple[int, int]]:
    """(row, column) of the cells below the header that are merged into another one, and that one's place.

    Only cells merged downwards: a gene written once for several rows. Sideways merging is for headings.
    """
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for merged in sheet.merged_cells.ranges:
        first = (merged.min_row, merged.min_col)
        if merged.min_row <= header_row or merged.min_col != merged.max_col:
            continue
        covered.update(
            {(row, merged.min_col): first for row in range(merged.min_row + 1, merged.max_row + 1)}
        )
    return covered


class OldSheetTable:
    """A sheet that only calamine reads (``.xls``, ``.xlsb``, ``.ods``): cells as text, written as CSV."""

    def __init__(self, path: Path, options: Options) -> None:
        import fastexcel

        from varsyn.curation.table import find_header, unique_names

        self.notes: list[RowNote] = []
        try:
            book = fastexcel.read_excel(path)
            sheet = book.load_sheet(
                options.sheet if options.sheet is not None else 0, header_row=None, dtypes="string"
            )
        except fastexcel.FastExcelError as error:
            raise InputError(f"{path} is no spreadsheet: {error}", code="not_a_table") from error
        columns = [[text_of(value) for value in column] for column in sheet.to_arrow().to_pydict().values()]
        self._rows = [list(cells) for cells in zip(*columns, strict=True)]
        if not self._rows:
            raise InputError(f"{path} is empty: there is no header and no row", code="empty_table")
        at = find_header(self._rows, options)
        header = self._rows[at] if at >= 0 else []
        self._start = at + 1
        self.columns: Sequence[str] = unique_names(header or [""] * len(columns), len(columns))

    def rows(self, wanted: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        for number, cells in enumerate(self._rows[self._start :], self._start + 1):
            yield number, tuple([cells[index] if index >= 0 else "" for index in wanted])

    def write(self, target: Path, names: Sequence[str], values: Iterable[Sequence[Cell]]) -> None:
        _write_text(self, target, names, values)


def _write_text(table: Table, target: Path, names: Sequence[str], values: Iterable[Sequence[Cell]]) -> None:
    import csv

    everything = range(len(table.columns))
    delimiter = "\t" if target.suffix.lower() in (".tsv", ".tab") else ","
    with target.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle, delimiter=delimiter, lineterminator="\n")
        writer.writerow([*table.columns, *names])
        for (_, cells), more in zip(table.rows(everything), values, strict=True):
            writer.writerow([*cells, *more])


def cell_text(cell: SheetCell) -> str:
    """A cell as text. A date is written as ISO 8601; ``dedup`` reports it, since no variant is a date."""
    value = cell.value
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return text_of(value)


def damage_of(cell: SheetCell) -> str:
    """What Excel did to a cell, or an empty text: dates and formula errors where text was typed."""
    if isinstance(cell.value, (datetime.date, datetime.time)):
        return f"Excel made a date of it ({cell_text(cell)})"
    if cell.data_type == "e":
        return f"Excel took it for a formula ({cell.value})"
    return ""
