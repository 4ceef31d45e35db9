"""Whatever stands in the cells of a CSV comes back: no row, no cell is lost."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from varsyn.curation.delimited_table import DelimitedTable
from varsyn.curation.table import Options, open_table
from varsyn.model import InputError

cells = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\n\x00", exclude_categories=["Cs"]), max_size=8
) | st.sampled_from(['a,"b"', '"', '""', " x ", "=1+1", "c.1A>G", "ΔF508", "-", "a;b|c\td"])
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=8)
)


@settings(max_examples=120, deadline=None)
@given(tables, st.sampled_from([",", "\t", ";"]), st.sampled_from(["\n", "\r\n"]))
def test_cells_survive(rows: list[list[str]], delimiter: str, end: str) -> None:
    buffer = io.StringIO()
    header = ["variant", *(f"n{number}" for number in range(1, len(rows[0])))]
    csv.writer(buffer, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
        [header, *rows]
    )
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder, "t.csv"), Path(folder, "out.csv")
        path.write_bytes(buffer.getvalue().encode())
        table = open_table(path, Options(delimiter=delimiter))
        assert list(table.columns) == header
        assert [list(row) for _, row in table.rows(range(len(header)))] == rows
        table.write(out, ["varsyn_set"], [("x",)] * len(rows))
        back = list(csv.reader(io.StringIO(out.read_text("utf-8"), newline=""), delimiter=delimiter))
    assert back == [[*header, "varsyn_set"], *([*row, "x"] for row in rows)]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_rows_or_a_named_refusal(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder, "t.csv"), Path(folder, "out.csv")
        path.write_bytes(data)
        try:
            table = open_table(path, Options(header_row=0))
            assert isinstance(table, DelimitedTable)
            count = sum(1 for _ in table.rows([0]))
            table.write(out, ["varsyn_set"], [("x",)] * count)
        except InputError:
            return
        text = io.StringIO(out.read_text("utf-8-sig"), newline="")
        back = list(csv.reader(text, strict=True, delimiter=table.delimiter))
        assert len(back) == count + 1
