"""Where a run's output goes, and how it is taken up again after an interruption."""

from __future__ import annotations

import os
import sys
from io import TextIOBase
from pathlib import Path
from typing import BinaryIO

import msgspec

from varsyn.literature.batch import Output
from varsyn.literature.errors import refuse


class _Done(msgspec.Struct):
    """One line of the journal: a file that is done, its size and time, and how far the output reached."""

    file: str
    size: int
    changed: int
    end: int
    mentions: int


def _state(file: str) -> tuple[int, int]:
    try:
        status = os.stat(file)
    except OSError:
        return (0, 0)
    return (status.st_size, status.st_mtime_ns)


class Sink:
    """Standard output, or a file with a journal (``FILE.progress``) beside it while a run is not finished.

    With ``resume``, what an interrupted run finished is kept: the output is cut back to the last file that
    was done, and ``todo`` leaves out the files whose size and time have not changed.
    Raises InputError (``extract_unwritable``).
    """

    def __init__(self, path: str | None, header: str, *, resume: bool = False) -> None:
        self.mentions = 0
        self._path = path
        self._done: dict[str, _Done] = {}
        self._journal: BinaryIO | None = None
        self._out: BinaryIO | None = None
        if path is None:
            self._write(header)
            return
        journal = Path(path + ".progress")
        try:
            if resume and journal.exists() and Path(path).exists():
                self._take_up(journal)
                self._out = open(path, "r+b")  # noqa: SIM115 - kept open for the run
                self._out.truncate(max((done.end for done in self._done.values()), default=0))
                self._out.seek(0, os.SEEK_END)
                self._journal = journal.open("wb")
                for done in self._done.values():
                    self._journal.write(msgspec.json.encode(done) + b"\n")
            else:
                self._out = open(path, "wb")  # noqa: SIM115 - kept open for the run
                self._journal = journal.open("wb")
            if not self._out.tell():
                self._write(header)
        except OSError as error:
            raise refuse(path, error.strerror or str(error), code="extract_unwritable") from None

    def _take_up(self, journal: Path) -> None:
        for line in journal.read_bytes().splitlines():
            try:
                done = msgspec.json.decode(line, type=_Done)
            except msgspec.DecodeError:
                break
            if _state(done.file) != (done.size, done.changed):
                break
            self._done[done.file] = done
            self.mentions += done.mentions

    def todo(self, files: list[str]) -> list[str]:
        """The files that an earlier run has not done."""
        return [file for file in files if file not in self._done]

    def _write(self, text: str) -> None:
        if self._out is not None:
            self._out.write(text.encode("utf-8", "surrogateescape"))
        elif text:
            assert isinstance(sys.stdout, TextIOBase)
            sys.stdout.write(text)

    def take(self, output: Output) -> None:
        """Write an output; note the file in the journal when it is done."""
        self._write(output.text)
        self.mentions += output.mentions
        if self._out is None or self._journal is None or not output.done or output.error is not None:
            return
        self._out.flush()
        size, changed = _state(output.file)
        done = _Done(output.file, size, changed, self._out.tell(), output.mentions)
        self._journal.write(msgspec.json.encode(done) + b"\n")
        self._journal.flush()

    def finish(self, footer: str, *, complete: bool) -> None:
        """End the output; the journal goes when every file could be read."""
        self._write(footer)
        self.close()
        if complete and self._path is not None:
            Path(self._path + ".progress").unlink(missing_ok=True)

    def close(self) -> None:
        """Close the files, keeping the journal for a later run."""
        for stream in (self._out, self._journal):
            if stream is not None:
                stream.close()
        self._out = self._journal = None
