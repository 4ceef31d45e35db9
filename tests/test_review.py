"""``varsyn review``: a person decides, with name, day and reason, in the terminal or in a spreadsheet."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from conftest import Run
from varsyn.curation.index_link import decisions_in
from varsyn.curation.outputs import write_queue
from varsyn.curation.queue import QueueItem, decide, links_of, ordered, read_queue, undecided
from varsyn.model import InputError
from varsyn.synonyms import SynonymIndex

P, K, K2 = "NP_004976.2:11:1:D", "NM_004985.5:224:1:A", "NM_004985.5:224:2:AC"


def item(
    subject: str = P, other: str = K, stake: int = 1, kind: str = "which_cause", **more: object
) -> QueueItem:
    return QueueItem(
        f"Q-{subject}-{other}", kind, stake, "KRAS", "G12D", other, 0.9, "two causes", 3, "1 | 2", 7, subject,
        other, **more,  # type: ignore[arg-type]
    )  # fmt: skip


QUEUE = [
    item(other=K, subject_hgvs="NP_004976.2:p.(Gly12Asp)", object_hgvs="NM_004985.5:c.35G>A"),
    item(other=K2, subject_hgvs="NP_004976.2:p.(Gly12Asp)", object_hgvs="NM_004985.5:c.35_36inv"),
]


@pytest.mark.parametrize("name", ["q.csv", "q.tsv", "q.xlsx"])
def test_a_queue_file_comes_back_as_it_was(tmp_path: Path, name: str) -> None:
    decided = [decide(QUEUE[0], "same", "Ada", "ΔF, table 1"), QUEUE[1]]
    write_queue(tmp_path / name, decided)
    back, notes = read_queue(tmp_path / name)
    assert back == decided
    assert notes == []


def test_most_at_stake_comes_first() -> None:
    items = [item(P, "a", 1), item("other", "b", 9), item(P, "c", 5)]
    assert [(one.subject, one.object) for one in ordered(items)] == [("other", "b"), (P, "a"), (P, "c")]


def test_decisions_typed_in_a_spreadsheet(tmp_path: Path) -> None:
    write_queue(tmp_path / "q.xlsx", QUEUE)
    book = openpyxl.load_workbook(tmp_path / "q.xlsx")
    sheet = book.active
    at = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, at["decision"], " No ")
    sheet.cell(2, at["decided_by"], "Ada")
    sheet.cell(3, at["decision"], "maybe")
    sheet.cell(1, sheet.max_column + 1, "my own column")
    book.save(tmp_path / "q.xlsx")
    back, notes = read_queue(tmp_path / "q.xlsx")
    assert [one.decision for one in back] == ["different", ""]
    assert [(note.line, note.code) for note in notes] == [(3, "unknown_decision")]
    (link,) = links_of(back)
    assert (link.type, link.subject, link.object, link.agent) == ("curated_different", P, K, "Ada")


def test_a_name_that_was_settled_is_asked_no_more() -> None:
    assert undecided([decide(QUEUE[0], "same", "A", ""), QUEUE[1]]) == []
    assert undecided([decide(QUEUE[0], "different", "A", ""), QUEUE[1]]) == [QUEUE[1]]


def test_something_else_is_no_queue(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    with pytest.raises(InputError) as error:
        read_queue(tmp_path / "x.csv")
    assert error.value.code == "not_a_queue"


def test_answers_in_the_terminal_are_kept_and_recorded(tmp_path: Path, varsyn_run: Run) -> None:
    queue, index = tmp_path / "q.csv", str(tmp_path / "i.db")
    write_queue(queue, QUEUE)
    done = varsyn_run(
        "review", str(queue), "--by", "Ada Roe", "--index", index, stdin="d\nother allele\ns\ntable 2\n"
    )
    assert done.returncode == 0, done.stderr
    assert "two causes" in done.stdout
    assert "2 decided, 0 open" in done.stdout
    back, _ = read_queue(queue)
    assert [(one.decision, one.decided_by, one.why) for one in back] == [
        ("different", "Ada Roe", "other allele"), ("same", "Ada Roe", "table 2"),
    ]  # fmt: skip
    assert all(one.decided_on for one in back)
    with SynonymIndex.open(index) as store:
        found = {(link.type, link.subject, link.object, link.agent) for link in decisions_in(store)}
    assert found == {("curated_different", P, K, "Ada Roe"), ("curated_same", P, K2, "Ada Roe")}
    again = varsyn_run("review", str(queue), "--apply", "--index", index)
    assert "0 decisions recorded" in again.stdout


def test_skip_quit_and_end_of_input_lose_nothing(tmp_path: Path, varsyn_run: Run) -> None:
    queue = tmp_path / "q.csv"
    write_queue(queue, QUEUE)
    done = varsyn_run("review", str(queue), "--by", "Ada", stdin="d\nbecause\n")
    assert done.returncode != 0
    assert [one.decision for one in read_queue(queue)[0]] == ["different", ""]
    done = varsyn_run("review", str(queue), "--by", "Ada", stdin="q\n")
    assert done.returncode == 0
    listed = varsyn_run("review", str(queue), "--list")
    assert "different: KRAS G12D" in listed.stdout
    assert "open: KRAS G12D" in listed.stdout


def test_a_decision_needs_its_author(tmp_path: Path, varsyn_run: Run) -> None:
    queue = tmp_path / "q.csv"
    write_queue(queue, QUEUE)
    done = varsyn_run("review", str(queue), stdin="s\n")
    assert done.returncode == 2
    assert "no_curator" in done.stderr


def test_recorded_decisions_count_in_the_next_table(tmp_path: Path, varsyn_run: Run) -> None:
    table, index = tmp_path / "t.csv", str(tmp_path / "i.db")
    table.write_text("gene,variant,pmid\nKRAS,G12D,1\nKRAS,c.35G>A,1\nKRAS,c.35_36delinsAC,2\n")
    assert varsyn_run("dedup", str(table), "--index", index).returncode == 0
    queue = tmp_path / "t.queue.csv"
    done = varsyn_run("review", str(queue), "--by", "Ada", "--index", index, stdin="s\nfigure 1\n")
    assert "1 decisions recorded" in done.stdout, done.stderr
    other = tmp_path / "u.csv"
    other.write_text("gene,variant,pmid\nKRAS,p.Gly12Asp,9\nKRAS,c.35G>A,9\nKRAS,c.35_36delinsAC,9\n")
    assert varsyn_run("dedup", str(other), "--index", index).returncode == 0
    with (tmp_path / "u.dedup.csv").open(encoding="utf-8-sig") as handle:
        rows = list(csv.DictReader(handle))
    assert rows[0]["varsyn_set"] == rows[1]["varsyn_set"] != rows[2]["varsyn_set"]
