"""Many files: on all cores, in order, one bad file never stopping the rest."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from varsyn.literature.errors import refuse
from varsyn.literature.extract import Extractor
from varsyn.literature.page import PageWriter
from varsyn.literature.readers import InputFormat, read_documents
from varsyn.literature.writers import WRITERS, Writer
from varsyn.model import VarsynError
from varsyn.reference import open_reference

if TYPE_CHECKING:
    from varsyn.literature.resolve import DocumentResolver

TASK_BYTES = 1 << 18
"""Small files are handed to a core together until they reach this size."""
TASK_FILES = 200
LARGE_BYTES = 16 << 20
"""Files above this are done one at a time, their output passed on as it comes, so that memory stays flat."""
_AHEAD = 4


class Settings(msgspec.Struct, frozen=True):
    """What is the same for every file of a run."""

    input_format: InputFormat = "auto"
    encoding: str | None = None
    form: str = "jsonl"
    resolve: bool = False
    page: bool = False
    reference: str | None = None


class Output(msgspec.Struct, frozen=True):
    """What came of a file, or of a piece of a large one."""

    file: str
    text: str
    page: str = ""
    mentions: int = 0
    error: VarsynError | None = None
    done: bool = True
    """Whether this is the last output of the file."""

    def as_page(self) -> Output:
        """The same for the page: its text is the page's."""
        return msgspec.structs.replace(self, text=self.page, page="", error=None)


def files_in(paths: Iterable[str], besides: Iterable[str] = ()) -> list[str]:
    """The files that arguments mean: themselves, or every regular file below a folder, sorted.

    Hidden files of a folder, and those ``besides`` (the run's own output), are left out. A path that does not
    exist stays in the list: opening it says so.
    """
    own = {os.path.abspath(path) for path in besides}
    found: list[str] = []
    for path in paths:
        if not os.path.isdir(path):
            found.append(path)
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            inside = (os.path.join(folder, name) for name in sorted(names) if not name.startswith("."))
            found += [file for file in inside if os.path.isfile(file) and os.path.abspath(file) not in own]
    return found


def paths_listed(path: str) -> list[str]:
    """The paths that a list file names, one a line; empty lines and lines that begin with # are passed over.

    Raises InputError (``unreadable_document``, ``bad_encoding``).
    """
    try:
        text = Path(path).read_text("utf-8")
    except OSError as error:
        raise refuse(path, error.strerror or str(error), code="unreadable_document") from None
    except UnicodeDecodeError as error:
        raise refuse(path, "not utf-8", code="bad_encoding", byte=error.start) from None
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


class Worker:
    """Does files, one after the other."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        reference = open_reference(settings.reference)
        self._extractor = Extractor(reference)
        self._resolver: DocumentResolver | None = None
        if settings.resolve:
            from varsyn.literature.resolve import DocumentResolver

            self._resolver = DocumentResolver(reference)
        self._writer: Writer = WRITERS[settings.form]()
        self._page = PageWriter() if settings.page else None

    def run(self, file: str) -> Iterator[Output]:
        """The outputs of one file, piece by piece; the last one says whether it could be read."""
        settings = self._settings
        try:
            for document in read_documents(file, settings.input_format, settings.encoding):
                mentions = self._extractor.mentions(document)
                if self._resolver is not None:
                    mentions = self._resolver.resolve(mentions)
                text = self._writer.document(document, mentions)
                page = self._page.document(document, mentions) if self._page else ""
                if text or page:
                    yield Output(file, text, page, len(mentions), None, done=False)
        except VarsynError as error:
            page = self._page.broken() if self._page else ""
            yield Output(file, self._writer.broken(), page, error=error)
            return
        yield Output(file, "")


@cache
def _worker(settings: Settings) -> Worker:
    """The worker of this process."""
    return Worker(settings)


def _ignore_interrupts() -> None:
    """Ctrl-C is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _task(settings: Settings, files: Sequence[str]) -> list[Output]:
    worker = _worker(settings)
    outputs: list[Output] = []
    for file in files:
        pieces = list(worker.run(file))
        text = "".join(piece.text for piece in pieces)
        page = "".join(piece.page for piece in pieces)
        outputs.append(Output(file, text, page, sum(p.mentions for p in pieces), pieces[-1].error))
    return outputs


def run(files: Sequence[str], settings: Settings, jobs: int) -> Iterator[Output]:
    """The outputs of every file, in the order of the files; a file that cannot be read gives its error.

    ``jobs`` is the number of processes; with 1 all is done in this one.
    """
    if jobs < 2 or len(files) < 2:
        worker = Worker(settings)
        for file in files:
            yield from worker.run(file)
        return
    with ProcessPoolExecutor(jobs, initializer=_ignore_interrupts) as pool:
        pending: deque[Future[list[Output]] | str] = deque()
        try:
            for task in _tasks(files):
                pending.append(task if isinstance(task, str) else pool.submit(_task, settings, task))
                if len(pending) > jobs * _AHEAD:
                    yield from _finished(pending.popleft(), settings)
            while pending:
                yield from _finished(pending.popleft(), settings)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _finished(task: Future[list[Output]] | str, settings: Settings) -> Iterator[Output]:
    if isinstance(task, str):
        yield from _worker(settings).run(task)
    else:
        yield from task.result()


def _tasks(files: Sequence[str]) -> Iterator[list[str] | str]:
    """Lists of small files, and large files by themselves."""
    task: list[str] = []
    size = 0
    for file in files:
        try:
            bytes_here = os.path.getsize(file)
        except OSError:
            bytes_here = 0
        if bytes_here > LARGE_BYTES:
            if task:
                yield task
                task, size = [], 0
            yield file
            continue
        task.append(file)
        size += bytes_here
        if size >= TASK_BYTES or len(task) >= TASK_FILES:
            yield task
            task, size = [], 0
    if task:
        yield task
