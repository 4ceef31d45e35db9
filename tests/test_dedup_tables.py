"""Tables as curators have them are read and written back without losing a row or touching a cell."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from varsyn.curation.columns import plain, recognize
from varsyn.curation.table import Options, Table, open_table
from varsyn.model import InputError


def everything(table: Table) -> list[tuple[str, ...]]:
    return [cells for _, cells in table.rows(range(len(table.columns)))]


def written(table: Table, target: Path, value: str = "x") -> None:
    count = sum(1 for _ in table.rows([0]))
    table.write(target, ["varsyn_set"], [(value,)] * count)


def save(tmp_path: Path, data: bytes | str, name: str = "t.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode(encoding))
    return path


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(tmp_path: Path, delimiter: str, end: str) -> None:
    rows = [["gene", "variant", "note"], ["IGF1R", "R481Q", "a b"], ["", "c.420del", ""]]
    table = open_table(save(tmp_path, end.join(delimiter.join(row) for row in rows) + end))
    assert list(table.columns) == rows[0]
    assert everything(table) == [tuple(row) for row in rows[1:]]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"]
)
def test_encodings_are_recognized(tmp_path: Path, encoding: str) -> None:
    text = "gene,variant,Größe\nIGF1R,R481Q,é±\n"
    table = open_table(save(tmp_path, text, encoding=encoding))
    assert list(table.columns) == ["gene", "variant", "Größe"]
    assert everything(table) == [("IGF1R", "R481Q", "é±")]


def test_lines_of_several_encodings_are_read_each_in_its_own(tmp_path: Path) -> None:
    data = "gene,variant,who\nCFTR,ΔF508,Müller\n".encode() + "CFTR,F508del,Müller\n".encode("cp1252")
    table = open_table(save(tmp_path, data))
    assert [row[2] for row in everything(table)] == ["Müller", "Müller"]
    assert [(note.line, note.code) for note in table.notes] == [(3, "mixed_encoding")]


def test_a_stated_encoding_that_does_not_fit_names_the_line(tmp_path: Path) -> None:
    path = save(tmp_path, "gene,variant\nA,ü\n".encode("cp1252"))
    with pytest.raises(InputError, match="line") as error:
        everything(open_table(path, Options(encoding="utf-8")))
    assert error.value.code == "wrong_encoding"


def test_ragged_and_empty_rows_stay_rows(tmp_path: Path) -> None:
    path = save(tmp_path, "gene,variant,n\nA,v1\n\nB,v2,2,extra,more\n,,\nC,v3,3\n\n")
    table = open_table(path)
    rows = [cells for _, cells in table.rows([0, 1, 2])]
    assert rows == [
        ("A", "v1", ""),
        ("", "", ""),
        ("B", "v2", "2"),
        ("", "", ""),
        ("C", "v3", "3"),
        ("", "", ""),
    ]
    assert [(note.line, note.code) for note in table.notes] == [(2, "short_row"), (4, "long_row")]
    target = tmp_path / "out.csv"
    written(table, target)
    back = list(csv.reader(target.open()))
    assert back[0] == ["gene", "variant", "n", "varsyn_extra_1", "varsyn_extra_2", "varsyn_set"]
    assert back[3] == ["B", "v2", "2", "extra", "more", "x"]
    assert len(back) == 7
    assert {len(row) for row in back} == {6}


def test_quotes_are_kept_and_a_stray_one_swallows_nothing(tmp_path: Path) -> None:
    data = 'gene,variant,note\nA,v1,"two\nlines, ""quoted"""\nB,v2,"never closed\nC,v3,5" UTR\nD,"v,4",ok\n'
    table = open_table(save(tmp_path, data))
    assert everything(table) == [
        ("A", "v1", 'two\nlines, "quoted"'), ("B", "v2", '"never closed'), ("C", "v3", '5" UTR'),
        ("D", "v,4", "ok"),
    ]  # fmt: skip
    assert [(note.line, note.code) for note in table.notes] == [(4, "stray_quote")]


def test_original_columns_come_back_untouched_and_in_order(tmp_path: Path) -> None:
    rows = [["variant", "", "gene", "gene"], ["=SUM(A1)", " x ", "A", "B"], ["-14C>T", "007", "", "1e5"]]
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    table = open_table(save(tmp_path, buffer.getvalue()))
    written(table, tmp_path / "out.csv")
    back = list(csv.reader((tmp_path / "out.csv").open()))
    assert [row[:4] for row in back] == rows
    assert [row[4] for row in back] == ["varsyn_set", "x", "x"]


def test_rows_above_the_header_are_kept(tmp_path: Path) -> None:
    path = save(tmp_path, "Supplementary Table 2,,\n,,\nGene,cDNA change,Ref\nIGF1R,c.420del,1\n")
    table = open_table(path)
    assert everything(table) == [("IGF1R", "c.420del", "1")]
    written(table, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text().splitlines()[0] == "Supplementary Table 2,,"


def test_a_table_without_header(tmp_path: Path) -> None:
    path = save(tmp_path, "IGF1R,R481Q\nIGF1R,c.420del\n")
    table = open_table(path, Options(header_row=0, columns={"variant": "2"}))
    assert everything(table) == [("IGF1R", "R481Q"), ("IGF1R", "c.420del")]
    assert recognize(table.columns, {"variant": "2", "gene": "1"}).variant == 1


def test_a_list_with_one_variant_a_line(tmp_path: Path) -> None:
    table = open_table(save(tmp_path, "IGF1R R481Q\n\nIGF1R c.420del, het\n", "t.txt"))
    assert list(table.columns) == ["variant"]
    assert everything(table) == [("IGF1R R481Q",), ("",), ("IGF1R c.420del, het",)]
    written(table, tmp_path / "out.csv")
    back = list(csv.reader((tmp_path / "out.csv").open()))
    assert back[0] == ["variant", "varsyn_set"]
    assert back[3] == ["IGF1R c.420del, het", "x"]


def test_gzip(tmp_path: Path) -> None:
    table = open_table(save(tmp_path, gzip.compress(b"gene\tvariant\nA\tv\n"), "t.tsv.gz"))
    assert everything(table) == [("A", "v")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_table"),
        (b"\n\n", "empty_table"),
        (b"PK\x03\x04rest", "not_a_table"),
        (b"gene,variant\nA,\x01" + b"\x00" * 400, "not_a_table"),
        (b"\x1f\x8bnot gzip at all", "unreadable_table"),
    ],
)
def test_what_is_no_text_table_is_refused_with_a_reason(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(InputError) as error:
        open_table(save(tmp_path, data))
    assert error.value.code == code


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="directory"):
        open_table(tmp_path)
    with pytest.raises(InputError, match="no file"):
        open_table(tmp_path / "gone.csv")


def test_json_lines_keep_fields_values_and_broken_lines(tmp_path: Path) -> None:
    lines = [
        '{"gene": "A", "variant": "v", "n": 1.50, "tags": ["x"]}',
        "{broken",
        "",
        "[1]",
        '{"variant": "w"}',
    ]
    table = open_table(save(tmp_path, "\n".join(lines) + "\n", "t.jsonl"))
    assert [cells[1] for cells in everything(table)] == ["v", "", "", "", "w"]
    assert [(note.line, note.code) for note in table.notes] == [(2, "unreadable_row"), (4, "unreadable_row")]
    written(table, tmp_path / "out.jsonl")
    back = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert back[0] == {"gene": "A", "variant": "v", "n": 1.5, "tags": ["x"], "varsyn_set": "x"}
    assert back[1]["varsyn_unreadable_row"] == "{broken"
    assert len(back) == 5


def test_parquet_keeps_types(tmp_path: Path) -> None:
    frame = pa.table(
        {
            "variant": ["v", None],
            "n": pa.array([1, 2], pa.int16()),
            "seen": [datetime.date(2020, 1, 2), None],
            "who": pa.array(["a", "a"]).dictionary_encode(),
        }
    )
    pq.write_table(frame, tmp_path / "t.parquet")
    table = open_table(tmp_path / "t.parquet")
    assert everything(table)[0] == ("v", "1", "2020-01-02", "a")
    written(table, tmp_path / "out.parquet")
    back = pq.read_table(tmp_path / "out.parquet")
    assert back.select(["variant", "n", "seen"]).equals(frame.select(["variant", "n", "seen"]))
    assert back.column("varsyn_set").to_pylist() == ["x", "x"]


def test_excel_keeps_formats_formulas_and_other_sheets(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "read me"
    sheet = book.create_sheet("variants")
    for row in [
        ["Gene", "Variant", "n", "double"],
        ["IGF1R", "R481Q", 2, "=C2*2"],
        [None, "c.420del", 1.5, None],
    ]:
        sheet.append(row)
    sheet["A4"] = datetime.datetime(2001, 9, 2)
    sheet["B4"] = "c.5A>G"
    sheet["A2"].font = openpyxl.styles.Font(bold=True)
    book.save(tmp_path / "t.xlsx")
    table = open_table(tmp_path / "t.xlsx")
    assert [cells[:3] for cells in everything(table)] == [
        ("IGF1R", "R481Q", "2"), ("", "c.420del", "1.5"), ("2001-09-02", "c.5A>G", ""),
    ]  # fmt: skip
    # Nobody has worked out the formula in D2.
    assert [(note.line, note.code) for note in table.notes] == [(2, "excel_damage"), (4, "excel_damage")]
    written(table, tmp_path / "out.xlsx", "=1+1")
    back = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert back.sheetnames == ["read me", "variants"]
    sheet = back["variants"]
    assert (sheet["D2"].value, sheet["A2"].font.bold, sheet["E1"].value) == ("=C2*2", True, "varsyn_set")
    assert (sheet["E2"].value, sheet["E2"].data_type) == ("=1+1", "s") or sheet["E2"].quotePrefix


def test_columns_are_recognized_by_name() -> None:
    header = ["HGNC Symbol", "HGVSc", "Protein_Change", "PubMed ID", "Patient ID", "Family", "RefSeq"]
    found = recognize(header).roles()
    assert found == {
        "gene": 0, "cdna": 1, "protein": 2, "document": 3, "proband": 4, "family": 5, "transcript": 6,
    }  # fmt: skip
    assert recognize(["chrom", "pos", "ref", "alt"]).usable
    assert not recognize(["gene", "age"]).usable
    assert recognize(["Mutation", "Reference"]).roles() == {"variant": 0, "document": 1}
    assert plain("Nucleotide_Change (cDNA)") == "nucleotide change cdna"


def test_a_column_that_does_not_exist_is_refused_with_the_ones_that_do() -> None:
    with pytest.raises(InputError) as error:
        recognize(["a", "b"], {"variant": "c"})
    assert "a, b" in error.value.advice[0]
    with pytest.raises(InputError):
        recognize(["a", "b"], {"colour": "a"})
