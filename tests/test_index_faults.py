"""Killed, full, read-only, damaged, foreign: the index says so plainly and loses nothing."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from index_crash import FORK, Corpus, Kill, spawn, survive, undisturbed
from index_kit import ADA, index, place, small, story  # noqa: F401
from postgres import Server, postgres, server_user  # noqa: F401
from varsyn.model import Mention
from varsyn.reference import open_reference
from varsyn.resolution import Resolver
from varsyn.synonyms import StoreError, SynonymIndex
from varsyn.synonyms.database import Database

KILLS = 12
"""On each database; benchmarks/index_kills.py does 200."""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(documents=200)


def test_killed_at_random_points_sqlite(corpus: Corpus, tmp_path: Path) -> None:
    expected, took = undisturbed(corpus, str(tmp_path / "undisturbed.db"))
    chance = random.Random(1)
    reported = [
        survive(corpus, str(tmp_path / f"{n}.db"), Kill(chance.uniform(0, took)), expected)
        for n in range(KILLS)
    ]
    # Some of the kills must have hit a run that was under way, or the test shows nothing.
    assert any(0 < count < len(corpus.mentions) for count in reported)


def test_killed_at_random_points_postgresql(corpus: Corpus, postgres: Server) -> None:  # noqa: F811
    expected, took = undisturbed(corpus, postgres.new_database())
    chance = random.Random(2)
    reported = [
        survive(corpus, postgres.new_database(), Kill(chance.uniform(0, took)), expected)
        for _ in range(KILLS)
    ]
    assert any(0 < count < len(corpus.mentions) for count in reported)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_killed_while_batches_are_written_beside(
    corpus: Corpus, database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    numbers = iter(range(KILLS))

    def new() -> str:
        if database == "sqlite":
            return str(tmp_path / f"{next(numbers)}.db")
        return str(request.getfixturevalue("postgres").new_database())

    expected, _ = undisturbed(corpus, new(), workers=2)
    chance = random.Random(3)
    total = len(corpus.mentions)
    for _ in range(KILLS // 3):
        kill = Kill(chance.uniform(0, 0.05), chance.randrange(1, total - 500))
        assert kill.count <= survive(corpus, new(), kill, expected, workers=2)


def _add_with_little_room(corpus: Corpus, target: str, pipe: object, limit: int, workers: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    done = [0]
    try:
        with corpus.open(target, workers) as opened:
            opened.add_many(
                corpus.mentions, batch_size=100, workers=workers, progress=lambda n: done.__setitem__(0, n)
            )
        outcome = ("finished", "", done[0])
    except StoreError as error:
        outcome = (error.code, error.message, done[0])
    pipe.send(outcome)  # type: ignore[attr-defined]
    os._exit(0)


@pytest.mark.parametrize(("limit", "workers"), [(60_000, 0), (300_000, 0), (600_000, 0), (300_000, 2)])
def test_a_full_disk_is_reported_and_loses_nothing(
    corpus: Corpus, tmp_path: Path, limit: int, workers: int
) -> None:
    target = str(tmp_path / "full.db")
    with corpus.open(target) as opened:
        opened.add_many(corpus.mentions[:5], workers=0)
    here, there = FORK.Pipe(duplex=False)
    process = spawn(_add_with_little_room, corpus, target, there, limit, workers)
    there.close()
    code, message, committed = here.recv()
    process.join()
    assert code == "index_disk_full", message
    assert "disk is full" in message
    assert target in message
    with corpus.open(target) as opened:
        assert opened.check() == []
        assert opened.stats()["mentions"] >= max(5, committed)
        opened.add_many(corpus.mentions, workers=0)
        assert opened.stats()["mentions"] == len(corpus.mentions)


@pytest.fixture
def cramped(postgres: Server, tmp_path: Path) -> Iterator[str]:  # noqa: F811
    """A database on a disk of 24 MB of its own."""
    import psycopg

    room = tmp_path / "room"
    room.mkdir()
    mounted = os.geteuid() == 0 and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m,mode=0777", "tmpfs", str(room)],
        check=False, capture_output=True,
    ).returncode == 0  # fmt: skip
    if not mounted:
        pytest.skip("a small disk for PostgreSQL needs the right to mount one (root)")
    if (user := server_user()) is not None:
        shutil.chown(room, user)
    name = f"cramped_{os.getpid()}"
    admin = postgres.address.format(database="postgres").replace("+psycopg", "")
    try:
        for folder in tmp_path.parents:
            if not folder.stat().st_mode & stat.S_IXOTH:
                folder.chmod(0o755)
        tmp_path.chmod(0o755)
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"CREATE TABLESPACE {name} LOCATION '{room}'")
            connection.execute(f"CREATE DATABASE {name} TABLESPACE {name}")
        yield postgres.address.format(database=name)
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
            connection.execute(f"DROP TABLESPACE {name}")
    finally:
        subprocess.run(["umount", "-l", str(room)], check=False)


def test_a_full_disk_of_postgresql_is_reported_and_loses_nothing(corpus: Corpus, cramped: str) -> None:
    chance = random.Random(3)
    bulky = [
        msgspec.structs.replace(mention, section=chance.randbytes(2000).hex(), id=str(number))
        for number, mention in enumerate(corpus.mentions * 3)
    ]
    with corpus.open(cramped) as opened:
        committed = [0]
        with pytest.raises(StoreError) as caught:
            opened.add_many(bulky, batch_size=100, workers=0, progress=lambda n: committed.__setitem__(0, n))
        assert caught.value.code == "index_disk_full", caught.value.message
        assert opened.stats()["mentions"] == committed[0] > 0
        assert opened.check() == []
        assert opened.lookup("R481Q", gene="IGF1R")


def test_a_server_that_drops_a_connection_is_asked_again(
    postgres: Server,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import psycopg

    from varsyn.synonyms import database

    monkeypatch.setattr(database, "IDLE_SECONDS", 0.0)
    target = postgres.new_database()
    with SynonymIndex.open(target) as opened:
        opened.add_many(story())
        assert opened.stats()["mentions"] == 6
        with psycopg.connect(target.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        assert opened.stats()["mentions"] == 6
        opened.add("c.35G>A", gene="KRAS", document="K")
        assert opened.stats()["mentions"] == 7


def _as_nobody(target: str, pipe: object) -> None:
    # What is needed of the installation is loaded first: nobody may not be allowed to read where it is.
    resolver = Resolver(open_reference())
    with SynonymIndex.open(":memory:", resolver=resolver) as elsewhere:
        elsewhere.add("R481Q", gene="IGF1R", document="Z")
        elsewhere.lookup("R481Q", resolve=False)
    if os.geteuid() == 0:
        os.setuid(65534)
    outcome: list[object] = []
    try:
        with SynonymIndex.open(target, resolver=resolver) as opened:
            outcome.append(len(opened.lookup("R481Q", resolve=False)))
            opened.add("R481Q", gene="IGF1R", document="Z")
    except StoreError as error:
        outcome += [error.code, error.message]
    pipe.send(outcome)  # type: ignore[attr-defined]
    os._exit(0)


def test_a_read_only_file_is_read_and_not_written(tmp_path: Path) -> None:
    target = tmp_path / "kept.db"
    with SynonymIndex.open(target) as opened:
        opened.add_many(story())
        digest = opened.digest()
    target.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    for folder in (tmp_path, *tmp_path.parents):
        if not folder.stat().st_mode & stat.S_IXOTH:
            folder.chmod(0o755)
    tmp_path.chmod(0o555)
    try:
        here, there = FORK.Pipe(duplex=False)
        process = spawn(_as_nobody, str(target), there)
        there.close()
        found, code, message = here.recv()
        process.join()
    finally:
        tmp_path.chmod(0o755)
        target.chmod(0o644)
    assert found == 1
    assert code == "index_read_only"
    assert "nothing was written" in message
    with SynonymIndex.open(target) as opened:
        assert opened.digest() == digest


def test_opened_read_only_it_is_not_written(tmp_path: Path) -> None:
    target = tmp_path / "kept.db"
    with SynonymIndex.open(target) as opened:
        opened.add_many(story())
    with SynonymIndex.open(target, read_only=True) as opened:
        assert opened.lookup("R481Q", gene="IGF1R")
        with pytest.raises(StoreError) as caught:
            opened.add("R481Q", gene="IGF1R", document="Z")
        assert caught.value.code == "index_read_only"


def test_a_missing_index_is_not_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        SynonymIndex.open(tmp_path / "none.db", create=False)
    assert caught.value.code == "index_missing"
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"text,gene\nR481Q,IGF1R\n", "index_foreign"),
        (b"SQLite format 3\0" + b"\xff" * 4000, "index_corrupt"),
    ],
)
def test_what_is_no_index_is_left_alone(tmp_path: Path, content: bytes, code: str) -> None:
    target = tmp_path / "x.db"
    target.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        SynonymIndex.open(target)
    assert caught.value.code == code
    assert target.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "other.db"
    with sqlite3.connect(target) as connection:
        connection.execute("CREATE TABLE customers (name TEXT)")
    with pytest.raises(StoreError) as caught:
        SynonymIndex.open(target)
    assert caught.value.code == "index_foreign"
    assert "customers" in caught.value.message


def test_damage_is_found_by_check(tmp_path: Path) -> None:
    target = tmp_path / "damaged.db"
    with SynonymIndex.open(target) as opened:
        opened.add_many(story())
    with sqlite3.connect(target) as connection:
        connection.execute("UPDATE descriptions SET text = 'R482Q' WHERE text = 'R481Q'")
        connection.execute("DELETE FROM links WHERE rowid = (SELECT min(rowid) FROM links)")
    with SynonymIndex.open(target) as opened:
        tables = {problem.table for problem in opened.check()}
    assert {"descriptions", "verdicts"} <= tables


@pytest.mark.parametrize(
    "url", ["mysql://host/db", "nonsense://x", "postgresql+psycopg://nobody@127.0.0.1:1/none"]
)
def test_an_address_that_leads_nowhere_is_refused(url: str) -> None:
    with pytest.raises(StoreError):
        SynonymIndex.open(url)


def test_a_password_is_never_shown() -> None:
    with pytest.raises(StoreError) as caught:
        SynonymIndex.open("postgresql+psycopg://me:hunter2@127.0.0.1:1/none")
    assert "hunter2" not in caught.value.message


@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_old_index_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    from sqlalchemy import create_engine

    from varsyn.synonyms import migrations

    target = tmp_path / "old.db"
    with create_engine(f"sqlite:///{target}").begin() as connection:
        migrations.migrate(connection, version)
        assert migrations.version_of(connection) == version
    with SynonymIndex.open(target) as opened:
        opened.add_many(story())
        assert opened.check() == []
        with opened.database.reading() as connection:
            assert migrations.version_of(connection) == migrations.LATEST


THIRD = (
    "CREATE TABLE mentions (id {id} PRIMARY KEY, document {id} REFERENCES documents (id), "
    "verdict {id} NOT NULL REFERENCES verdicts (id), ext_id TEXT, section TEXT, start_at BIGINT, "
    "end_at BIGINT, event BIGINT NOT NULL REFERENCES audit (seq), state SMALLINT NOT NULL)",
    "CREATE INDEX mentions_document ON mentions (document)",
    "CREATE INDEX mentions_verdict ON mentions (verdict)",
)
"""The table of mentions as schema 3 had it."""


def _as_third(connection: object) -> None:
    run = connection.exec_driver_sql  # type: ignore[attr-defined]
    sqlite = connection.dialect.name == "sqlite"  # type: ignore[attr-defined]
    for name in ("mentions_verdict", "mentions_place", "mentions_loose"):
        run(f"DROP INDEX {name}")
    run("ALTER TABLE mentions RENAME TO newer")
    for statement in THIRD:
        run(statement.format(id="BLOB" if sqlite else "BYTEA"))
    run("INSERT INTO mentions SELECT * FROM newer")
    run("DROP TABLE newer")
    run("UPDATE meta SET value = '3' WHERE key = 'schema'")


def test_the_mentions_of_schema_3_keep_their_answers(place: str, tmp_path: Path) -> None:  # noqa: F811
    loose = [Mention("V30M", gene="TTR"), Mention("V30M", gene="TTR"), Mention("rs1234")]
    with SynonymIndex.open(place) as opened:
        opened.add_many([*story(), *loose])
        opened.undo(opened.history()[-1].seq, agent=ADA)
        opened.add_many(story())
        before = opened.digest(), [match.as_dict() for match in opened.lookup("R511Q", gene="IGF1R")]
        opened.export(tmp_path / "before.jsonl")
        opened.database.write(_as_third)
    with SynonymIndex.open(place) as opened:
        assert opened.check() == []
        assert before == (
            opened.digest(), [match.as_dict() for match in opened.lookup("R511Q", gene="IGF1R")]
        )  # fmt: skip
        opened.export(tmp_path / "after.jsonl")
        assert (tmp_path / "before.jsonl").read_bytes() == (tmp_path / "after.jsonl").read_bytes()
        assert opened.add_many([*story(), *loose]).new == 2
        assert opened.add_many([*story(), *loose]).new == 0
        assert opened.check() == []


def test_an_index_of_a_later_varsyn_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "new.db"
    SynonymIndex.open(target).close()
    with sqlite3.connect(target) as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'schema'")
    with pytest.raises(StoreError) as caught:
        SynonymIndex.open(target)
    assert caught.value.code == "index_too_new"


def test_a_failed_transaction_leaves_nothing(index: SynonymIndex) -> None:  # noqa: F811
    from sqlalchemy import insert

    from varsyn.synonyms import schema

    def half(connection: object) -> None:
        connection.execute(insert(schema.documents).values(id=b"\0" * 16, name="half", kind="paper"))  # type: ignore[attr-defined]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.database.write(half)
    assert index.documents() == []


def test_a_fault_in_the_stream_keeps_the_batches_before_it(small: SynonymIndex) -> None:  # noqa: F811
    def stream():  # type: ignore[no-untyped-def]
        for number in range(1, 2500):
            if number == 2400:
                raise OSError("the pipe broke")
            yield Mention(f"c.{number}del", gene="TP53", document=f"d{number}")

    with pytest.raises(OSError, match="the pipe broke"):
        small.add_many(stream(), batch_size=500, workers=0)
    assert small.stats()["mentions"] == 2000
    assert small.check() == []


def test_deadlocks_are_run_again(postgres: Server) -> None:  # noqa: F811
    import threading

    from sqlalchemy import insert, update

    from varsyn.synonyms import schema

    database = Database(postgres.new_database())
    table = schema.meta
    database.write(lambda c: c.execute(insert(table), [{"key": k, "value": "0"} for k in "ab"]))
    meet = threading.Barrier(2)
    tries: list[str] = []

    def turn(order: str) -> None:
        first = True

        def work(connection: object) -> None:
            nonlocal first
            tries.append(order)
            for key in order:
                connection.execute(update(table).where(table.c.key == key).values(value=order))  # type: ignore[attr-defined]
                if first and key == order[0]:
                    first = False
                    meet.wait(20)

        database.write(work)

    threads = [threading.Thread(target=turn, args=(order,)) for order in ("ab", "ba")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(tries) > 2, "the two transactions never met"
    with database.reading() as connection:
        values = {row.key: row.value for row in connection.execute(table.select()) if row.key in "ab"}
    assert values in ({"a": "ab", "b": "ab"}, {"a": "ba", "b": "ba"})
    database.close()
