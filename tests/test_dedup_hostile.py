"""Tables that went through many hands: as many rows come out as went in, each cell as it was."""

from __future__ import annotations

import csv
import datetime
import decimal
import gzip
import json
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from conftest import run_varsyn
from varsyn.curation.damage import look_at_variant
from varsyn.curation.table import Options, open_table

ADDED = 14
"""Columns that ``dedup`` adds."""


def dedup(path: Path, target: Path, *more: str) -> str:
    """Run the command; answers what it said."""
    done = run_varsyn("dedup", str(path), "-o", str(target), "--workers", "1", *more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def back(target: Path, delimiter: str = ",") -> list[list[str]]:
    with target.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.reader(handle, delimiter=delimiter))


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("gene,variant\n\nIGF1R,R481Q\n,\n\n\nIGF1R,R59X\n\n", 7),
        ("gene,variant,note\nIGF1R\nIGF1R,R481Q\nIGF1R,R59X,a,b,c\n,,\nIGF1R,R59X,x\n", 5),
        ("gene,variant,variant,gene,varsyn_set\nIGF1R,R481Q,R59X,KRAS,mine\n", 1),
        ("gene,variant\rIGF1R,R481Q\rIGF1R,c.1532G>A\r", 2),
        ("gene,variant\r\nIGF1R,R481Q\nIGF1R,c.1532G>A\rIGF1R,R59X\r\n", 3),
        ('gene,variant,note\nIGF1R,R481Q,5" UTR\nIGF1R,R59X,"open\nIGF1R,c.1532G>A,x\n', 3),
        ('gene,variant,note\r\nIGF1R,R481Q,"a\rb"\r\nIGF1R,R59X,"c\r\nd"\r\nIGF1R,R59X,"e\nf"\r\n', 3),
        ('gene,variant,note\rIGF1R,R481Q,"a\rb"\rIGF1R,R59X,5" x\rIGF1R,R59X,c\r', 3),
        ("gene,variant\n" + "IGF1R,R481Q\n" * 3_000 + 'IGF1R,"R59X"\n' + "IGF1R,R481Q\n" * 3_000, 6_001),
        ("gene,variant\n", 0),
    ],
)  # fmt: skip
def test_no_row_is_lost(tmp_path: Path, content: str, rows: int) -> None:
    source, target = tmp_path / "t.csv", tmp_path / "out.csv"
    source.write_bytes(content.encode())
    dedup(source, target)
    assert len(back(target)) == rows + 1


def test_cells_with_line_ends_come_back_as_they_were(tmp_path: Path) -> None:
    source, target = tmp_path / "t.csv", tmp_path / "out.csv"
    source.write_bytes(
        b'gene,variant,note\r\nIGF1R,R481Q,"a\rb"\r\nIGF1R,R59X,"c\r\nd"\r\nIGF1R,R59X,"e\nf"\r\n'
    )
    dedup(source, target)
    written = target.read_bytes()
    for cell in (b'"a\rb"', b'"c\r\nd"', b'"e\nf"'):
        assert cell in written


@pytest.mark.parametrize(
    "data",
    [
        "gene,variant\r\nIGF1R,R481Q\r\nIGF1R,c.1532G>A\r\n".encode("utf-16"),
        b"\xfe\xff" + "gene,variant\nIGF1R,R481Q\nIGF1R,c.1532G>A\n".encode("utf-16-be"),
        "gene,variant\nIGF1R,R481Q\nIGF1R,c.1532G>A\n".encode("utf-16-le"),
        "gene,variant\nIGF1R,R481Q\nIGF1R,c.1532G>A\n".encode("utf-32"),
        b"\xef\xbb\xbfgene,variant\nIGF1R,R481Q\nIGF1R,c.1532G>A\n",
    ],
)
def test_encodings_are_told_apart(tmp_path: Path, data: bytes) -> None:
    source, target = tmp_path / "t.csv", tmp_path / "out.csv"
    source.write_bytes(data)
    dedup(source, target)
    rows = back(target)
    assert [row[:2] for row in rows] == [["gene", "variant"], ["IGF1R", "R481Q"], ["IGF1R", "c.1532G>A"]]
    assert rows[1][4] == rows[2][4] != ""


def test_lines_of_several_encodings_are_reported_with_their_row(tmp_path: Path) -> None:
    source, target = tmp_path / "t.csv", tmp_path / "out.csv"
    source.write_bytes(
        b"gene,variant,note\nIGF1R,R481Q,na\xc3\xafve\nIGF1R,c.1532G>A,na\xefve\nIGF1R,R59X,x\n"
    )
    assert "row 3: this line is cp1252, others utf-8" in dedup(source, target)
    assert [row[2] for row in back(target)] == ["note", "naïve", "naïve", "x"]


def test_a_nul_is_reported_and_given_back(tmp_path: Path) -> None:
    source, target = tmp_path / "t.csv", tmp_path / "out.csv"
    source.write_bytes(b"gene,variant\nIGF1R,R48\x001Q\nIGF1R,R59X\n")
    assert "row 2: a NUL character was passed over [nul_in_row]" in dedup(source, target)
    assert b"IGF1R,R48\x001Q,resolved," in target.read_bytes()


def test_very_wide_and_very_long_cells(tmp_path: Path) -> None:
    source, target = tmp_path / "t.csv", tmp_path / "out.csv"
    wide = [f"c{number}" for number in range(10_000)]
    long = "x" * 5_000_000
    lines = [
        ["gene", "variant", *wide], ["IGF1R", "R481Q", *wide], ["IGF1R", f'"{long}"', *wide],
        ["IGF1R", "c.1532G>A", long, *wide[1:]],
    ]  # fmt: skip
    source.write_text("".join(",".join(cells) + "\n" for cells in lines), encoding="utf-8")
    dedup(source, target)
    csv.field_size_limit(10_000_000)
    header, one, two, three = back(target)
    assert header[:10_002] == ["gene", "variant", *wide]
    assert one[2:10_002] == wide
    assert two[1] == long
    assert two[10_002] == "unparsed"
    assert three[2] == long
    assert three[10_004] == one[10_004]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1-Mar", "excel_date"), ("2024-03-01", "excel_date"), ("Mar-59", "excel_date"),
        ("45352", "excel_number"), ("2.65E+02", "excel_number"), ("1.23e-05", "excel_number"),
        ("1,5", "excel_number"),
        ("#NAME?", "excel_formula"), ("########", "excel_narrow"),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_made_of_a_variant_is_named(cell: str, code: str) -> None:
    damage = look_at_variant(cell)
    assert damage is not None
    assert damage.code == code


@pytest.mark.parametrize("cell", ["c.1-3A>G", "1532G>A", "-14G>A", "R481Q", "c.76−77del", "rs1042522"])
def test_variants_are_no_damage(cell: str) -> None:
    assert look_at_variant(cell) is None


def test_a_workbook_with_merged_cells_hidden_sheets_and_formulas(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    hidden = book.active
    hidden.title, hidden.sheet_state = "old", "hidden"
    hidden.append(["gene", "variant"])
    hidden.append(["KRAS", "G12D"])
    sheet = book.create_sheet("data")
    sheet["A1"] = "Table S1"
    sheet.merge_cells("A1:D1")
    for row in (
        ["Gene", "Variant", "PMID", "n"], ["IGF1R", "R481Q", 123, 1], [None, "c.1532G>A", 123, "=D3*2"],
        ["IGF1R", datetime.date(2024, 3, 1), 123, None], ["IGF1R", "=c.1532G>A", 5, None], [],
        ["IGF1R", 1532, 5, True],
    ):  # fmt: skip
        sheet.append(row)
    sheet.merge_cells("A3:A4")
    source, target = tmp_path / "t.xlsx", tmp_path / "out.xlsx"
    book.save(source)
    said = dedup(source, target)
    assert "row 6: column 'Variant': a formula without a result (=c.1532G>A): it was read as text" in said
    written = openpyxl.load_workbook(target)
    rows = list(written["data"].iter_rows(min_row=3, values_only=True))
    assert len(rows) == 6
    typed = [[cell.value for cell in row[:4]] for row in book["data"].iter_rows(min_row=3)]
    typed[2][1] = datetime.datetime(2024, 3, 1)
    assert [list(row[:4]) for row in rows] == typed
    # A gene that is written once for several rows counts for each of them.
    assert rows[0][6] == rows[1][6] == rows[3][6] is not None
    assert [row[5] for row in rows[2:]] == ["excel_date", "dna_description", "empty", "excel_number"]
    assert (rows[1][3], written["old"].sheet_state) == ("=D3*2", "hidden")
    assert "A3:A4" in {str(one) for one in written["data"].merged_cells.ranges}


def test_json_lines_come_back_as_they_were_typed(tmp_path: Path) -> None:
    lines = [
        '{"gene":"IGF1R", "variant":"R481Q", "x":{"a":[1,2,{"b":null}]}}', "",
        '{"variant":"c.1532G>A","gene":"IGF1R","big":12345678901234567890123,"f":1.10}', '{"gene":"IGF1R"}',
        "not json", "[1,2]", '{"gene":"IGF1R","variant":null,"variant":"R59X"}', "{ }",
        '{"late":1,"gene":"IGF1R","variant":"R59X","varsyn_set":"mine"}',
    ]  # fmt: skip
    source, target = tmp_path / "t.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    said = dedup(source, target)
    assert "row 5: not JSON" in said
    assert "row 6: JSON, but no object" in said
    written = target.read_text("utf-8").splitlines()
    assert len(written) == len(lines)
    for before, after in zip(lines, written, strict=True):
        json.loads(after)
        if before.startswith("{"):
            assert after.startswith(before[:-1].rstrip())
    assert json.loads(written[4])["varsyn_unreadable_row"] == "not json"
    assert json.loads(written[8])["varsyn_set"] == "mine"


def test_parquet_keeps_nested_and_exact_values(tmp_path: Path) -> None:
    table = pa.table(
        {
            "gene": ["IGF1R", "IGF1R", None],
            "variant": ["R481Q", "c.1532G>A", None],
            "nested": pa.array([{"a": 1}, {"a": 2}, None]),
            "list": pa.array([[1, 2], None, []]),
            "exact": pa.array([decimal.Decimal("1.10"), None, decimal.Decimal("2.00")]),
            "when": pa.array([datetime.datetime(2024, 3, 1, 1)] * 3, pa.timestamp("ns")),
            "bytes": pa.array([b"\x00\xff"] * 3),
        }
    )
    pq.write_table(table, tmp_path / "t.parquet", row_group_size=2)
    dedup(tmp_path / "t.parquet", tmp_path / "out.parquet")
    written = pq.read_table(tmp_path / "out.parquet")
    assert written.select(table.column_names).equals(table)
    assert written.num_columns == table.num_columns + ADDED
    pq.write_table(table.slice(0, 0), tmp_path / "none.parquet")
    dedup(tmp_path / "none.parquet", tmp_path / "none.out.parquet")
    assert pq.read_table(tmp_path / "none.out.parquet").num_rows == 0


@pytest.mark.parametrize("name", ["out.xlsx", "out.parquet", "out.jsonl", "out.json.gz"])
def test_a_table_is_not_written_under_the_name_of_another_format(tmp_path: Path, name: str) -> None:
    source = tmp_path / "t.csv"
    source.write_text("gene,variant\nIGF1R,R481Q\n", encoding="utf-8")
    done = run_varsyn("dedup", str(source), "-o", str(tmp_path / name))
    assert done.returncode == 2
    assert "other_format" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


def test_the_name_of_the_target_says_tabs_and_packing(tmp_path: Path) -> None:
    source = tmp_path / "t.csv"
    source.write_text('gene,variant,note\nIGF1R,R481Q,"a\tb, c"\n', encoding="utf-8")
    dedup(source, tmp_path / "out.tsv")
    assert back(tmp_path / "out.tsv", "\t")[1][:4] == ["IGF1R", "R481Q", "a\tb, c", "resolved"]
    dedup(source, tmp_path / "out.csv.gz")
    packed = gzip.decompress((tmp_path / "out.csv.gz").read_bytes()).decode()
    assert next(csv.reader([packed.splitlines()[1]]))[:3] == ["IGF1R", "R481Q", "a\tb, c"]


def test_the_columns_that_were_read_are_named(tmp_path: Path) -> None:
    source = tmp_path / "t.csv"
    source.write_text("HGNC Symbol,Mutation,PubMed\nIGF1R,R481Q,1\n", encoding="utf-8")
    said = dedup(source, tmp_path / "out.csv")
    assert "variant = Mutation" in said
    assert "document = PubMed" in said


def test_the_gene_of_a_whole_table(tmp_path: Path) -> None:
    source, target = tmp_path / "t.csv", tmp_path / "out.csv"
    source.write_text("variant\nR481Q\nc.1532G>A\nKRAS G12D\n", encoding="utf-8")
    dedup(source, target, "--gene", "IGF1R")
    rows = back(target)
    assert rows[1][3] == rows[2][3] != ""
    assert rows[3][4] == "KRAS"


def test_a_stray_quote_at_the_border_of_two_blocks(tmp_path: Path) -> None:
    """Files are read in blocks of 64 kB: what spans two of them is put together all the same."""
    for pad in range(65_400, 65_560, 7):
        path = tmp_path / "t.csv"
        head = "gene,variant,note\n"
        path.write_text(
            head + "A,v," + "x" * (pad - len(head)) + '\nB,v,"one\ntwo"\nC,v,3\n', encoding="utf-8"
        )
        table = open_table(path, Options())
        assert [cells for _, cells in table.rows([0, 2])][1:] == [("B", "one\ntwo"), ("C", "3")]
