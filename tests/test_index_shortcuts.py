"""A file that is filled for the first time does without its look-up indexes, and has them when it is done."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection

from varsyn.model import InputError, Mention
from varsyn.synonyms import SynonymIndex
from varsyn.synonyms.shortcuts import SHORTCUTS, lacking, leave_out

COUNT, BATCH = 600, 100


def _mentions(count: int = COUNT) -> Iterator[Mention]:
    for number in range(count):
        yield Mention(f"c.{100 + number // 2}del", gene="TP53", document=f"PMID:{number // 5}", start=number)


def _lacking(index: SynonymIndex) -> int:
    with index.database.reading() as connection:
        return len(lacking(connection))


def _drop(connection: Connection, name: str) -> None:
    connection.exec_driver_sql(f"DROP INDEX {name}")


def _found(index: SynonymIndex, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(match.set.name, match.set.documents) for match in index.lookup(text, gene="TP53") if match.set]


def test_made_at_the_end_and_not_needed_before(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    seen: list[tuple[int, int]] = []

    with SynonymIndex.open(path) as index, SynonymIndex.open(path) as reader:

        def told(done: int) -> None:
            seen.append((done, _lacking(reader)))
            # What is reported is there, for whoever opened the file before.
            assert _found(reader, "c.100del")

        index.add_many(_mentions(), batch_size=BATCH, workers=2, progress=told)
        assert _lacking(index) == 0
        whole = _found(index, "c.100del")
    assert [done for done, _ in seen] == list(range(BATCH, COUNT + 1, BATCH))
    assert {number for _, number in seen} == {len(SHORTCUTS)}

    with SynonymIndex.open(tmp_path / "b.db") as other:
        other.add_many(
            _mentions(), batch_size=BATCH, workers=0, progress=lambda _: seen.append((0, _lacking(other)))
        )
        assert _found(other, "c.100del") == whole
        assert seen[-1] == (0, 0)


def test_only_a_file_without_mentions_does_without(tmp_path: Path) -> None:
    with SynonymIndex.open(tmp_path / "a.db") as index:
        index.add("R175H", gene="TP53", document="PMID:0")
        seen: list[int] = []
        index.add_many(
            _mentions(), batch_size=BATCH, workers=2, progress=lambda _: seen.append(_lacking(index))
        )
        assert set(seen) == {0}


def test_whoever_opens_a_file_without_them_makes_them(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with SynonymIndex.open(path) as index:
        index.database.write(leave_out)
        index.add_many(_mentions(50), workers=0)
        assert _lacking(index) == 0
    with SynonymIndex.open(path) as index:
        for shortcut in SHORTCUTS:
            index.database.write(partial(_drop, name=str(shortcut.name)))
        whole = _found(index, "c.110del")
    with SynonymIndex.open(path, read_only=True) as index:
        assert _lacking(index) == len(SHORTCUTS)
        assert _found(index, "c.110del") == whole != []
    with SynonymIndex.open(path) as index, SynonymIndex.open(path) as writer:
        assert _lacking(index) == 0
        writer.database.write(partial(_drop, name="mentions_verdict"))
        # While somebody writes, nobody waits to make them.
        with writer.database.engine.begin() as connection:
            connection.exec_driver_sql("SELECT 1")
            with SynonymIndex.open(path) as third:
                assert _lacking(third) == 1
        with SynonymIndex.open(path) as third:
            assert _lacking(third) == 0


def test_made_when_the_input_breaks_off(tmp_path: Path) -> None:
    def broken() -> Iterator[Mention]:
        yield from _mentions()
        yield Mention("c.1\0del", gene="TP53")

    with SynonymIndex.open(tmp_path / "a.db") as index:
        with pytest.raises(InputError):
            index.add_many(broken(), batch_size=BATCH, workers=2)
        assert _lacking(index) == 0
        assert index.check() == []


def test_an_index_in_memory_keeps_them() -> None:
    with SynonymIndex.open(":memory:") as index:
        index.add_many(_mentions(), batch_size=BATCH, workers=2)
        assert _lacking(index) == 0
        assert len(_found(index, "c.100del")) == 1
