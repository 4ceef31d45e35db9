"""Input files as physical lines: encodings, line ends and faults, before anything is made of them."""

from __future__ import annotations

import codecs
import gzip
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, NamedTuple

from varsyn.model import InputError

MAX_LINE = 1_000_000
"""Bytes of one line that are read; what is beyond belongs to no mention and is passed over."""
BLOCK = 65_536
"""Bytes asked for at a time; from a pipe come as many as are at hand."""


class Line(NamedTuple):
    """A physical line: its number (from 1), its text without the line end, the bytes read so far."""

    number: int
    text: str
    offset: int


class LineFile:
    """A file (or standard input, for ``-``) that is read line by line, in constant memory.

    UTF-8 with or without a byte order mark, plain or gzip; lines end with LF or CRLF. A regular file is
    looked through once before its first line is given, so that a file with a fault in line 90,000 is refused
    before anything has been answered.

    Raises
    ------
    InputError: no such file, a directory, not readable, not UTF-8, a NUL in it, or broken gzip; the message
        begins with file and line.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.name = "standard input" if path == "-" else path
        self.size = 0
        self.waits = False
        """No further whole line is at hand: asking for the next may have to wait for whoever writes it."""
        self._checked = False
        if path != "-":
            self._check_path()

    def __iter__(self) -> Iterator[Line]:
        if self.size and not self._checked:
            if not self._sound():
                for _ in self._read():
                    pass
            self._checked = True
        return self._read()

    def fault(self, line: int | None, reason: str, code: str, *advice: str) -> InputError:
        """An InputError that names this file and the line."""
        place = f"{self.name}: line {line}" if line is not None else self.name
        return InputError(f"{place}: {reason}", code=code, advice=advice)

    def _check_path(self) -> None:
        if os.path.isdir(self.path):
            raise self.fault(None, "is a directory, not a file", "input_directory")
        try:
            with open(self.path, "rb"):
                pass
            if os.path.isfile(self.path):
                self.size = os.path.getsize(self.path)
        except FileNotFoundError:
            raise self.fault(None, "no such file", "input_not_found") from None
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise self.fault(None, f"cannot be read: {reason}", "input_unreadable") from error

    def _sound(self) -> bool:
        """Whether the whole file is UTF-8 text; where not, reading by lines tells which one is to blame."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            with self._open() as (stream, _):
                while block := stream.read(BLOCK):
                    if b"\0" in block:
                        return False
                    decoder.decode(block)
                decoder.decode(b"", final=True)
        except (UnicodeDecodeError, OSError, EOFError, zlib.error):
            return False
        return True

    def _read(self) -> Iterator[Line]:
        number = 0
        try:
            with self._open() as (stream, raw):
                for chunk, self.waits in _split(stream):
                    number += 1
                    yield Line(number, self._text(chunk, number), raw.tell() if self.size else 0)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise self.fault(number + 1, f"the gzip data is broken: {error}", "input_unreadable") from error
        except IsADirectoryError:
            raise self.fault(None, "is a directory, not a file", "input_directory") from None

    @contextmanager
    def _open(self) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
        """The stream of bytes, and the stream whose position tells how far the file is read."""
        if self.path == "-":
            if sys.stdin is None:
                raise self.fault(None, "is closed", "input_unreadable")
            yield sys.stdin.buffer, sys.stdin.buffer
            return
        with open(self.path, "rb") as raw:
            if raw.peek(2)[:2] == b"\x1f\x8b":
                with gzip.open(raw) as unpacked:
                    yield unpacked, raw  # type: ignore[misc]
            else:
                yield raw, raw

    def _text(self, chunk: bytes, number: int) -> str:
        if number == 1:
            if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise self.fault(1, "UTF-16 text", "input_encoding", "save it as UTF-8")
            chunk = chunk.removeprefix(codecs.BOM_UTF8)
        if b"\0" in chunk:
            column = chunk.index(b"\0") + 1
            raise self.fault(
                number, f"a NUL character (byte {column} of the line): no text file", "input_nul",
                "a spreadsheet or binary file must be saved as UTF-8 text (TSV or CSV) first",
            )  # fmt: skip
        try:
            text = chunk.decode("utf-8")
        except UnicodeDecodeError as error:
            if len(chunk) == MAX_LINE and error.start >= MAX_LINE - 3:
                return chunk[: error.start].decode("utf-8")
            raise self.fault(
                number, f"not UTF-8 (byte {error.start + 1} of the line is 0x{chunk[error.start]:02x})",
                "input_encoding", "convert the file to UTF-8, for example with: iconv -f latin1 -t utf-8",
            ) from error  # fmt: skip
        return text.removesuffix("\r")


def _split(stream: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Lines without their LF, cut at MAX_LINE bytes, and whether each is the last one at hand."""
    rest, cut = b"", False
    while block := stream.read1(BLOCK):  # type: ignore[attr-defined]
        lines = (rest + block).split(b"\n")
        rest = lines.pop()
        if cut and lines:
            # The end of a line that was too long.
            cut = False
            del lines[0]
        last = len(lines) - 1
        for number, line in enumerate(lines):
            yield line[:MAX_LINE], number == last
        if cut:
            rest = b""
        elif len(rest) >= MAX_LINE:
            yield rest[:MAX_LINE], True
            rest, cut = b"", True
    if rest:
        yield rest, True
