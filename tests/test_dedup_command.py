"""``varsyn dedup`` as a program: files in, files out, nothing lost."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from conftest import Run

ROWS = [
    ["gene", "variant", "PMID", "proband"],
    ["IGF1R", "R481Q", "17264177", "II-1"],
    ["IGF1R", "c.1532G>A (p.Arg511Gln)", "17264177", "II-1"],
    ["", "", "", ""],
    ["KRAS", "G12D", "1", "a"],
    ["KRAS", "c.35G>A", "1", "a"],
    ["KRAS", "c.35_36delinsAC", "2", "b"],
    ["IGF1R", "hello", "3", "c"],
]


def write(path: Path, rows: list[list[str]] = ROWS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(rows)
    return path


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def test_three_files_come_out_and_every_row_is_there(tmp_path: Path, varsyn_run: Run) -> None:
    table = write(tmp_path / "list.csv")
    done = varsyn_run("dedup", str(table))
    assert done.returncode == 0, done.stderr
    rows = read(tmp_path / "list.dedup.csv")
    assert [[row[name] for name in ROWS[0]] for row in rows] == ROWS[1:]
    assert rows[0]["varsyn_set"] == rows[1]["varsyn_set"] != ""
    assert [row["varsyn_status"] for row in rows][2] == "empty"
    sets = {row["set"]: row for row in read(tmp_path / "list.sets.csv")}
    one = sets[rows[0]["varsyn_set"]]
    assert one["names"].split(" | ") == ["R481Q", "c.1532G>A (p.Arg511Gln)"]
    assert (one["paper_count"], one["proband_count"]) == ("1", "1")
    assert one["listed_twice"] == "17264177: II-1"
    queue = read(tmp_path / "list.queue.csv")
    assert {row["kind"] for row in queue} == {"which_cause"}
    stakes = [int(row["stake"]) for row in queue]
    assert stakes == sorted(stakes, reverse=True)
    assert "7 rows" in done.stdout


def test_the_input_is_never_overwritten(tmp_path: Path, varsyn_run: Run) -> None:
    table = write(tmp_path / "list.csv")
    before = table.read_bytes()
    done = varsyn_run("dedup", str(table), "-o", str(table))
    assert done.returncode == 2
    assert "overwrites_input" in done.stderr
    assert table.read_bytes() == before


def test_a_pipe(varsyn_run: Run) -> None:
    done = varsyn_run("dedup", "-", stdin="gene,variant\nIGF1R,R481Q\n")
    assert done.returncode == 0, done.stderr
    (row,) = csv.DictReader(done.stdout.splitlines())
    assert row["varsyn_hgvs_c"] == "NM_000875.5:c.1532G>A"


def test_columns_can_be_named(tmp_path: Path, varsyn_run: Run) -> None:
    table = write(tmp_path / "t.csv", [["Locus", "What", "x"], ["IGF1R", "R481Q", "1"]])
    refused = varsyn_run("dedup", str(table))
    assert refused.returncode == 2
    assert "--column" in refused.stderr
    done = varsyn_run("dedup", str(table), "--column", "variant=What", "--column", "gene=1", "-o", "-")
    assert "NM_000875.5:c.1532G>A" in done.stdout


def test_excel_in_excel_out(tmp_path: Path, varsyn_run: Run) -> None:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    done = varsyn_run("dedup", str(tmp_path / "list.xlsx"), "--queue", str(tmp_path / "q.xlsx"))
    assert done.returncode == 0, done.stderr
    sheet = openpyxl.load_workbook(tmp_path / "list.dedup.xlsx").active
    rows = list(sheet.iter_rows(values_only=True))
    assert list(rows[0][:4]) == ROWS[0]
    assert rows[0][4] == "varsyn_status"
    assert len(rows) == len(ROWS)
    queue = openpyxl.load_workbook(tmp_path / "q.xlsx").active
    assert queue["A1"].value == "item"


@pytest.mark.parametrize("ending", ["jsonl", "json"])
def test_json(tmp_path: Path, varsyn_run: Run, ending: str) -> None:
    rows = [{"gene": "IGF1R", "variant": "R481Q", "n": 1}, {"gene": "IGF1R", "variant": None, "n": [2]}]
    text = "\n".join(json.dumps(row) for row in rows) if ending == "jsonl" else json.dumps(rows)
    (tmp_path / f"t.{ending}").write_text(text)
    done = varsyn_run("dedup", str(tmp_path / f"t.{ending}"))
    assert done.returncode == 0, done.stderr
    out = (tmp_path / f"t.dedup.{ending}").read_text()
    back = json.loads(out) if ending == "json" else [json.loads(line) for line in out.splitlines()]
    assert [{name: row[name] for name in ("gene", "variant", "n")} for row in back] == rows
    assert [row["varsyn_status"] for row in back] == ["resolved", "empty"]


def test_running_it_on_its_own_output_keeps_both(tmp_path: Path, varsyn_run: Run) -> None:
    table = write(tmp_path / "list.csv")
    varsyn_run("dedup", str(table))
    done = varsyn_run("dedup", str(tmp_path / "list.dedup.csv"))
    assert done.returncode == 0, done.stderr
    (first, *_) = read(tmp_path / "list.dedup.dedup.csv")
    assert first["varsyn_set"] == first["varsyn_set_2"]


def test_remarks_on_rows_are_in_the_row_and_on_the_terminal(tmp_path: Path, varsyn_run: Run) -> None:
    path = tmp_path / "t.csv"
    path.write_text("gene,variant,n\nIGF1R,R481Q\nIGF1R,c.420del,1,2\nIGF1R,2-Sep,3\n")
    done = varsyn_run("dedup", str(path))
    rows = read(tmp_path / "t.dedup.csv")
    assert "short_row" in rows[0]["varsyn_notes"]
    assert "long_row" in rows[1]["varsyn_notes"]
    assert rows[1]["varsyn_extra_1"] == "2"
    assert rows[2]["varsyn_reason"] == "excel_date"
    assert "row 2" in done.stdout
    assert "row 3" in done.stdout


def test_decisions_in_a_queue_survive_and_count(tmp_path: Path, varsyn_run: Run) -> None:
    table = write(tmp_path / "list.csv")
    varsyn_run("dedup", str(table))
    queue = tmp_path / "list.queue.csv"
    items = read(queue)
    chosen = next(item for item in items if item["object_hgvs"] == "NM_004985.5:c.35G>A")
    chosen.update(decision="yes", decided_by="Ada", decided_on="2024-05-06", why="table 1 of the paper")
    with queue.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(items[0]))
        writer.writeheader()
        writer.writerows(items)
    done = varsyn_run("dedup", str(table), "--decisions", str(queue))
    assert done.returncode == 0, done.stderr
    rows = read(tmp_path / "list.dedup.csv")
    assert rows[3]["varsyn_set"] == rows[4]["varsyn_set"]
    assert rows[3]["varsyn_reason"] == "curated_same"
    kept = [item for item in read(queue) if item["decision"]]
    assert [(item["decided_by"], item["why"]) for item in kept] == [("Ada", "table 1 of the paper")]


def test_an_index_is_read_and_added_to(tmp_path: Path, varsyn_run: Run) -> None:
    index = str(tmp_path / "curation.db")
    first = write(tmp_path / "a.csv", [ROWS[0], ["KRAS", "c.35_36delinsAC", "2", "b"]])
    assert varsyn_run("dedup", str(first), "--index", index).returncode == 0
    second = write(tmp_path / "b.csv", [ROWS[0], ["KRAS", "G12D", "1", "a"], ["KRAS", "c.35G>A", "1", "a"]])
    done = varsyn_run("dedup", str(second), "--index", index)
    assert done.returncode == 0, done.stderr
    rows = read(tmp_path / "b.dedup.csv")
    assert rows[0]["varsyn_set"] != rows[1]["varsyn_set"]
    assert rows[0]["varsyn_reason"] == "other_dna_variant"
    found = varsyn_run("index", "lookup", "c.35G>A", "--gene", "KRAS", "--index", index)
    assert "PMID:1" in found.stdout, found.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["gone.csv"], "no_such_file"),
        (["."], "not_a_file"),
        (["empty.csv"], "empty_table"),
        (["picture.csv"], "not_a_table"),
        (["fine.csv", "--column", "variant=nothing"], "no_such_column"),
        (["fine.csv", "--column", "colour=x"], "unknown_role"),
        (["fine.csv", "--encoding", "klingon"], "unknown_encoding"),
        (["fine.csv", "--decisions", "fine.csv"], "not_a_queue"),
        (["fine.csv", "-o", "no/such/folder/out.csv"], "table_not_written"),
        (["broken.xlsx"], "not_a_table"),
        (["broken.parquet"], "not_a_table"),
    ],
)
def test_bad_input_ends_with_status_2_and_a_reason(
    tmp_path: Path, varsyn_run: Run, arguments: list[str], code: str
) -> None:
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (tmp_path / "fine.csv").write_text("gene,variant\nIGF1R,R481Q\n")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04broken")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1broken")
    done = varsyn_run("dedup", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert code in done.stderr, done.stderr
