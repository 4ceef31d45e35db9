"""Many files: on all cores, in order, one bad file never stopping the rest."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from varsyn import processes
from varsyn.literature.document import Document
from varsyn.literature.errors import refuse
from varsyn.literature.extract import Extractor
from varsyn.literature.page import PageWriter
from varsyn.literature.readers import InputFormat, read_documents
from varsyn.literature.readers.stream import STANDARD_INPUT
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
    exist and a folder that cannot be listed stay in the list: opening them says so.
    """
    own = {os.path.abspath(path) for path in besides}
    found: list[str] = []

    def unlisted(error: OSError) -> None:
        found.append(str(error.filename))

    for path in paths:
        if not os.path.isdir(path):
            found.append(path)
            continue
        for folder, folders, names in os.walk(path, onerror=unlisted):
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
        try:
            for document in read_documents(file, self._settings.input_format, self._settings.encoding):
                output = self.document(file, document)
                if output.text or output.page:
                    yield output
        except VarsynError as error:
            yield self.broken(file, error)
            return
        yield Output(file, "")

    def document(self, file: str, document: Document) -> Output:
        """The output of one document, or of the next part of one."""
        mentions = self._extractor.mentions(document)
        if self._resolver is not None:
            mentions = self._resolver.resolve(mentions)
        text = self._writer.document(document, mentions)
        page = self._page.document(document, mentions) if self._page else ""
        return Output(file, text, page, len(mentions), None, done=False)

    def broken(self, file: str, error: VarsynError) -> Output:
        """The last output of a file that could not be read to its end."""
        page = self._page.broken() if self._page else ""
        return Output(file, self._writer.broken(), page, error=error)


@cache
def _worker(settings: Settings) -> Worker:
    """The worker of this process."""
    return Worker(settings)


def _task(settings: Settings, files: Sequence[str]) -> list[Output]:
    worker = _worker(settings)
    outputs: list[Output] = []
    for file in files:
        pieces = list(worker.run(file))
        text = "".join(piece.text for piece in pieces)
        page = "".join(piece.page for piece in pieces)
        outputs.append(Output(file, text, page, sum(p.mentions for p in pieces), pieces[-1].error))
    return outputs


def _documents_task(settings: Settings, file: str, documents: Sequence[Document]) -> Output:
    worker = _worker(settings)
    pieces = [worker.document(file, document) for document in documents]
    text = "".join(piece.text for piece in pieces)
    page = "".join(piece.page for piece in pieces)
    return Output(file, text, page, sum(p.mentions for p in pieces), None, done=False)


def run(files: Sequence[str], settings: Settings, jobs: int) -> Iterator[Output]:
    """The outputs of every file, in the order of the files; a file that cannot be read gives its error.

    ``jobs`` is the number of processes; with 1 all is done in this one. Small files are shared out among them
    together, the documents of a large file in groups; the parts of one long document stay in one process.
    """
    if jobs < 2 or (len(files) < 2 and not any(map(_is_large, files))):
        worker = Worker(settings)
        for file in files:
            yield from worker.run(file)
        return
    with ProcessPoolExecutor(jobs, initializer=processes.begin) as pool:
        pending: deque[Future[list[Output]]] = deque()
        try:
            for task in _tasks(files):
                if isinstance(task, str):
                    while pending:
                        yield from pending.popleft().result()
                    yield from _large(task, settings, jobs, pool)
                    continue
                pending.append(pool.submit(_task, settings, task))
                if len(pending) > jobs * _AHEAD:
                    yield from pending.popleft().result()
            while pending:
                yield from pending.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _large(file: str, settings: Settings, jobs: int, pool: ProcessPoolExecutor) -> Iterator[Output]:
    """The outputs of one large file, its documents shared out."""
    worker = _worker(settings)
    pending: deque[Future[Output]] = deque()
    group: list[Document] = []
    size = 0
    error: VarsynError | None = None
    documents = read_documents(file, settings.input_format, settings.encoding)
    while error is None:
        try:
            document = next(documents, None)
        except VarsynError as caught:
            document, error = None, caught
        whole = document is not None and document.last and not document.part
        if document is not None and whole:
            group.append(document)
            size += sum(len(passage.text) for passage in document.passages)
        if group and (not whole or size >= TASK_BYTES):
            pending.append(pool.submit(_documents_task, settings, file, group))
            group, size = [], 0
        while pending and (not whole or len(pending) > jobs * _AHEAD):
            yield pending.popleft().result()
        if document is None:
            break
        if not whole:
            yield worker.document(file, document)
    yield Output(file, "") if error is None else worker.broken(file, error)


def _bytes_of(file: str) -> int:
    try:
        return os.path.getsize(file)
    except OSError:
        return 0


def _is_large(file: str) -> bool:
    """Whether a file is done by itself; of a pipe nobody knows, and it can be read in this process alone."""
    return _bytes_of(file) > LARGE_BYTES or file == STANDARD_INPUT or not os.path.isfile(file)


def _tasks(files: Sequence[str]) -> Iterator[list[str] | str]:
    """Lists of small files, and large files by themselves."""
    task: list[str] = []
    size = 0
    for file in files:
        if _is_large(file):
            if task:
                yield task
                task, size = [], 0
            yield file
            continue
        task.append(file)
        size += _bytes_of(file)
        if size >= TASK_BYTES or len(task) >= TASK_FILES:
            yield task
            task, size = [], 0
    if task:
        yield task
