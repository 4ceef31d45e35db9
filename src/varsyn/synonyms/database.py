"""The connection to the store: SQLite file or PostgreSQL server, transactions, retries, plain errors."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from varsyn.synonyms import migrations, shortcuts
from varsyn.synonyms.errors import StoreError

T = TypeVar("T")

BUSY_SECONDS = 60.0
"""How long a SQLite writer waits for another one before it gives up."""
IDLE_SECONDS = 5.0
"""How long a connection to a server may rest before it is asked whether it still stands."""
RETRIES = 12
"""How often a transaction that met a deadlock or a serialization failure is run again."""
_RETRY_STATES = frozenset({"40001", "40P01", "55P03"})
"""PostgreSQL error classes that mean "run it again": serialization failure, deadlock, lock not available."""
MEMORY = ":memory:"
CACHE_KB = 131_072
"""Page cache of a SQLite connection: a batch of a bulk add dirties about as much of a large index, since rows
are scattered by their digests, and what does not fit is written twice."""
PAGE = 8_192
"""Bytes of a page of a SQLite file: half as many pages to find, split and log as with the usual 4,096."""
CHECKPOINT_PAGES = 16_000
"""Pages of SQLite's write-ahead log after which it is folded into the file."""


class Database:
    """One open store. ``reading()`` is a snapshot, ``write(function)`` a transaction, retried if need be."""

    def __init__(
        self, target: str | os.PathLike[str], *, create: bool = True, read_only: bool = False
    ) -> None:
        self.url = _url(os.fspath(target))
        self.read_only = read_only
        self._readers: list[tuple[Connection, float]] = []
        self._driver_errors: tuple[type[Exception], ...] = (sqlite3.Error,)
        self.name = self.url.database or str(self.url) if self.is_sqlite else self.url.render_as_string()
        if self.is_sqlite:
            self._check_file(create)
        with self._plain_errors():
            self.engine = self._engine()
            # What goes to the driver directly (COPY, look-ups) fails with the driver's own errors.
            self._driver_errors = (self.engine.dialect.loaded_dbapi.Error,)
            self._prepare(create)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a SQLite file (as against a PostgreSQL server)."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def in_memory(self) -> bool:
        """Whether this is a SQLite database in memory, which has one connection for all."""
        return self.is_sqlite and self.url.database in (None, "", MEMORY)

    def close(self) -> None:
        """Give the connections back; the log file of SQLite is folded into the database."""
        while self._readers:
            self._readers.pop()[0].close()
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the index from first to last query.

        Connections are kept for the next reader: fetching one costs as much as a look-up.
        """
        with self._plain_errors():
            connection = self._reader()
            driver = connection.connection.driver_connection
            assert driver is not None
            # An index in memory has one connection for all: a reader inside another one shares its snapshot.
            inside = self.is_sqlite and driver.in_transaction
            try:
                if self.is_sqlite and not inside:
                    driver.execute("BEGIN")
                yield connection
                if not inside:
                    driver.rollback()
            except BaseException:
                connection.close()
                raise
            self._readers.append((connection, time.monotonic()))

    def _reader(self) -> Connection:
        """A connection for one snapshot: the one used last, unless the server may have dropped it since."""
        try:
            connection, since = self._readers.pop()
        except IndexError:
            return self._snapshot.connect()
        if self.is_sqlite or time.monotonic() - since < IDLE_SECONDS:
            return connection
        connection.close()
        # The pool asks the server whether the connection still stands.
        return self._snapshot.connect()

    def write(self, function: Callable[[Connection], T], *, trusted: bool = False) -> T:
        """Run ``function`` in one transaction; deadlocks and busy locks are retried with a growing pause.

        ``trusted`` leaves out SQLite's check of references row by row, for rows that are made together
        with what they refer to.

        Raises
        ------
        StoreError: disk full, read-only, locked for too long, server gone. Nothing of it was written.
        """
        if self.read_only:
            raise _read_only(self.name)
        for attempt in range(RETRIES + 1):
            try:
                engine = self._trusted if trusted else self.engine
                with self._plain_errors(), engine.begin() as connection:
                    return function(connection)
            except _Again as again:
                if attempt == RETRIES:
                    raise StoreError(
                        f"{self.name}: other writers did not let go after {RETRIES} tries",
                        code="index_locked",
                        advice=("try again later", "close the program that holds the index"),
                    ) from again
                # Spread out those that met, so that they do not meet again.
                time.sleep(min(2.0, 0.01 * 2**attempt) * (0.5 + random.random()))
        raise AssertionError("unreachable")

    def make_shortcuts(self, wait: bool) -> None:
        """Make the look-up indexes that a SQLite file has not (``shortcuts``).

        Where somebody is writing and ``wait`` is not wanted, or there is no room for them, they are made
        another time: each program that opens the file tries.
        """
        if not self.is_sqlite or self.in_memory or self.read_only:
            return
        with self.reading() as connection:
            statements = shortcuts.lacking(connection)
        if not statements:
            return
        with self._plain_errors(), self._snapshot.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            # Sorting millions of entries takes room.
            driver.execute("PRAGMA temp_store=FILE")
            driver.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000) if wait else 0}")
            try:
                for statement in statements:
                    driver.execute("BEGIN IMMEDIATE")
                    driver.execute(statement)
                    driver.execute("COMMIT")
            except sqlite3.Error:
                if driver.in_transaction:
                    driver.rollback()
            finally:
                # Not for another use.
                connection.invalidate()

    def _check_file(self, create: bool) -> None:
        name = self.url.database
        if not name or name == MEMORY:
            return
        path = Path(name)
        if path.is_dir():
            raise StoreError(f"{name} is a directory, not an index file", code="index_unusable")
        if not path.exists():
            if not create:
                raise StoreError(
                    f"{name}: no such index",
                    code="index_missing",
                    advice=(f"make one: varsyn index init {name}",),
                )
            if not path.parent.is_dir():
                raise StoreError(f"{path.parent}: no such directory", code="index_unusable")
        elif not os.access(path, os.R_OK):
            raise StoreError(f"{name}: not readable", code="index_unusable")
        elif path.stat().st_size and path.open("rb").read(16) != b"SQLite format 3\0":
            raise StoreError(
                f"{name} is no SQLite file", code="index_foreign", advice=("give the name of an index",)
            )
        elif not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
            self.read_only = True

    def _engine(self) -> Engine:
        if not self.is_sqlite:
            engine = create_engine(self.url, pool_size=4, max_overflow=28, pool_pre_ping=True)
            self._snapshot = engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            self._trusted = engine
            return engine
        url: URL = self.url
        arguments: dict[str, Any] = {
            "timeout": BUSY_SECONDS,
            "check_same_thread": False,
        }  # as sqlite3 takes them
        if self.in_memory:
            engine = create_engine("sqlite://", connect_args=arguments, poolclass=StaticPool)
        elif self.read_only:
            path = Path(str(url.database)).resolve().as_posix()
            uri = f"file:{_quoted(path)}?mode=ro" + ("" if self._has_log(path) else "&immutable=1")
            engine = create_engine(
                "sqlite://", creator=lambda: sqlite3.connect(uri, uri=True, check_same_thread=False)
            )
        else:
            engine = create_engine(url, connect_args=arguments)
        event.listen(engine, "connect", self._on_connect)
        event.listen(engine, "begin", _begin_immediate)
        self._snapshot = engine.execution_options(varsyn_mode="snapshot")
        self._trusted = engine.execution_options(varsyn_mode="trusted")
        return engine

    @staticmethod
    def _has_log(path: str) -> bool:
        wal = Path(path + "-wal")
        return wal.exists() and wal.stat().st_size > 0

    def _on_connect(self, connection: sqlite3.Connection, _record: object) -> None:
        # The driver opens transactions by itself, too late for snapshots; varsyn says BEGIN itself.
        connection.isolation_level = None
        cursor = connection.cursor()
        if not self.read_only:
            # Of a new file; one that is there keeps its pages.
            cursor.execute(f"PRAGMA page_size={PAGE}")
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}")
        cursor.execute(f"PRAGMA cache_size=-{CACHE_KB}")
        cursor.execute("PRAGMA temp_store=MEMORY")
        cursor.close()

    def _prepare(self, create: bool) -> None:
        with self.reading() as connection:
            version = migrations.version_of(connection)
        if version == migrations.LATEST:
            self.make_shortcuts(wait=False)
            return
        if version == 0 and not create:
            raise StoreError(
                f"{self.name}: no index in this database",
                code="index_missing",
                advice=(f"make one: varsyn index init {self.name}",),
            )
        if self.read_only:
            raise _read_only(self.name)
        self.write(migrations.migrate)

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self._translated(error.orig) from error
        except SQLAlchemyError as error:
            raise StoreError(f"{self.name}: {error}", code="index_unusable") from error
        except self._driver_errors as error:
            raise self._translated(error) from error

    def _translated(self, error: BaseException | None) -> Exception:
        """An error of the driver in plain words; ``_Again`` where the transaction may be run again."""
        state = getattr(error, "sqlstate", None)
        if state in _RETRY_STATES:
            return _Again(str(error))
        if state == "53100":
            return _disk_full(self.name)
        if state == "25006":
            return _read_only(self.name)
        return self._translated_text(str(error))

    def _translated_text(self, message: str) -> Exception:
        low = message.lower()
        if "database is locked" in low or "database is busy" in low or "table is locked" in low:
            return _Again(message)
        if (
            "disk is full" in low
            or "no space left" in low
            or "disk i/o error" in low
            or "file too large" in low
        ):
            return _disk_full(self.name)
        if "readonly" in low or "read-only" in low:
            return _read_only(self.name)
        if "malformed" in low or "not a database" in low:
            return StoreError(
                f"{self.name}: the index file is damaged ({message})",
                code="index_corrupt",
                advice=("restore it from an export: varsyn index import",),
            )
        return StoreError(f"{self.name}: {message.strip()}", code="index_unusable")


class _Again(Exception):
    """The transaction met another one and may be run again."""


def _begin_immediate(connection: Connection) -> None:
    # A writer takes the write lock at once: a reader that turns into a writer could not wait for it.
    mode = connection.get_execution_options().get("varsyn_mode")
    if mode == "snapshot":
        # ``Database.reading`` begins and ends snapshots itself.
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(f"PRAGMA foreign_keys={'OFF' if mode == 'trusted' else 'ON'}")
    driver.execute("BEGIN IMMEDIATE")


def _url(target: str) -> URL:
    if "://" not in target:
        return URL.create("sqlite", database=target)
    try:
        url = make_url(target)
        if url.drivername in ("postgresql", "postgres"):
            url = url.set(drivername="postgresql+psycopg")
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(f"{target!r} is no database address: {error}", code="index_unusable") from error
    if backend not in ("sqlite", "postgresql"):
        raise StoreError(
            f"{backend} databases are not supported",
            code="index_unusable",
            advice=("give a file name, or postgresql+psycopg://user@host/database",),
        )
    return url


def _quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(path)


def _disk_full(name: str) -> StoreError:
    return StoreError(
        f"{name}: the disk is full; the last batch was not written, all batches before it are safe",
        code="index_disk_full",
        advice=("make room and run the same command again: it goes on where it stopped",),
    )


def _read_only(name: str) -> StoreError:
    return StoreError(
        f"{name}: the index is read-only; nothing was written",
        code="index_read_only",
        advice=("make the file and its directory writable, or work on a copy",),
    )
