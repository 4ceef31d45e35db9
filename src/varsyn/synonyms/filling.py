"""Batches put into an index as they come: judged, written, counted."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager

from sqlalchemy import Connection

from varsyn.synonyms import shortcuts
from varsyn.synonyms.bulk import Ready, judging, seldom_collected
from varsyn.synonyms.database import Database
from varsyn.synonyms.judge import Judge
from varsyn.synonyms.memory import Memory
from varsyn.synonyms.writer import AddReport, Batch, Writer

Progress = Callable[[int], None]


def fill(
    database: Database,
    writer: Writer,
    stream: Iterator[Batch],
    judge: Callable[[], Judge],
    make: Callable[[], Judge] | None,
    workers: int | None,
    progress: Progress | None,
) -> AddReport:
    """Judge and write all batches, one transaction each; see ``bulk.judging`` for the arguments.

    Raises
    ------
    StoreError: the store refused; batches before that are safe.
    """
    memory = Memory()
    total = AddReport()
    beside = not database.in_memory

    def write(one: Ready) -> AddReport:
        def commit(connection: Connection) -> AddReport:
            if beside and one.ahead:
                shortcuts.leave_out(connection)
            return writer.commit(connection, one.batch, one.offered)

        return database.write(commit, trusted=True)

    with (
        _shortcuts_at_the_end(database),
        seldom_collected(),
        judging(judge, make, memory, workers) as judged,
        closing(judged(stream)) as ready,
        closing(written(ready, write, beside=beside)) as reports,
    ):
        for one, report in reports:
            writer.succeeded(one.learned.values(), memory)
            total.add(report)
            if progress is not None:
                progress(total.mentions)
    return total


@contextmanager
def _shortcuts_at_the_end(database: Database) -> Iterator[None]:
    """Who presses Ctrl-C does not want to wait for them: they are made when the file is opened again."""
    try:
        yield
    except Exception:
        database.make_shortcuts(wait=True)
        raise
    database.make_shortcuts(wait=True)


def written(
    stream: Iterable[Ready], write: Callable[[Ready], AddReport], *, beside: bool
) -> Generator[tuple[Ready, AddReport], None, None]:
    """Write batches in order; each comes out with its report once it is written.

    ``beside``: a batch is written in a thread while the next one is made ready by other processes. Whatever
    ends the run, a batch that is being written is written to its end.
    """
    with ThreadPoolExecutor(1, "varsyn-write") as thread:
        waiting: tuple[Ready, Future[AddReport]] | None = None
        for ready in stream:
            if waiting is not None:
                yield waiting[0], waiting[1].result()
                waiting = None
            if beside and ready.ahead:
                waiting = ready, thread.submit(write, ready)
            else:
                yield ready, write(ready)
        if waiting is not None:
            yield waiting[0], waiting[1].result()
