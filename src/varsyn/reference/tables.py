"""Reading rows from JSONL and TSV files, plain or gzip: every fault names file, line and reason."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from varsyn.model import BundleError

MAX_LINE = 64 * 1024 * 1024
"""Longest line accepted, in bytes: a file without line ends must not fill memory."""

Progress = Callable[[int], None]
"""Called with the number of bytes read from disk since the last call."""


class Row(NamedTuple):
    """One row: its 1-based line number and its fields."""

    line: int
    fields: dict[str, object]


def fault(path: Path | str, line: int | None, reason: str, *, code: str = "bad_source_file") -> BundleError:
    """The error for a file that cannot be used: path, 1-based line, reason."""
    where = f"{path}, line {line}" if line is not None else f"{path}"
    return BundleError(f"{where}: {reason}", code=code)


class SourceFile:
    """A file being read once, from start to end: counts bytes for progress, sums SHA-256 on the way."""

    def __init__(self, path: Path, progress: Progress | None = None) -> None:
        self.path = path
        self._raw = path.open("rb")
        self._sum = hashlib.sha256()
        self._progress = progress

    def read(self, size: int = -1) -> bytes:
        """The next bytes as they are on disk."""
        data = self._raw.read(size)
        self._sum.update(data)
        if self._progress is not None and data:
            self._progress(len(data))
        return data

    def readable(self) -> bool:
        """Always true: gzip asks."""
        return True

    def close(self) -> None:
        """Close the file."""
        self._raw.close()

    def sha256(self) -> str:
        """SHA-256 of the whole file, in hexadecimal; reads on to the end first."""
        while self.read(1 << 20):
            pass
        return self._sum.hexdigest()


class _Unbuffered(io.RawIOBase):
    """A SourceFile as the raw stream that io.BufferedReader wants."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._source.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def open_source(path: Path, progress: Progress | None = None) -> Iterator[tuple[IO[bytes], SourceFile]]:
    """Open a file, gunzipped where it is gzip by content; faults in it become BundleError."""
    try:
        source = SourceFile(path, progress)
    except OSError as error:
        raise fault(path, None, error.strerror or str(error)) from error
    try:
        plain = io.BufferedReader(_Unbuffered(source), 1 << 18)
        if plain.peek(2)[:2] == b"\x1f\x8b":
            with gzip.GzipFile(fileobj=plain) as unpacked, io.BufferedReader(unpacked, 1 << 18) as stream:
                yield stream, source
        else:
            yield plain, source
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise fault(path, None, f"damaged gzip file ({error})") from error
    except OSError as error:
        raise fault(path, None, error.strerror or str(error)) from error
    finally:
        source.close()


def lines(stream: IO[bytes], path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a stream as text, with 1-based numbers; refuses NUL, non-UTF-8 and endless lines."""
    number = 0
    while True:
        raw = stream.readline(MAX_LINE)
        if not raw:
            return
        number += 1
        if len(raw) >= MAX_LINE:
            raise fault(path, number, f"line longer than {MAX_LINE} bytes")
        if b"\0" in raw:
            raise fault(path, number, "NUL byte: this is no text file")
        try:
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise fault(path, number, f"not UTF-8 (byte {error.start + 1} of the line)") from error
        yield number, text.rstrip("\r\n")


def rows(stream: IO[bytes], path: Path, required: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a JSONL or TSV stream (told apart by the first line); blank lines are skipped.

    ``required`` are the columns, or fields of every object, that must be there.
    """
    numbered = ((number, text) for number, text in lines(stream, path) if text.strip())
    first = next(numbered, None)
    if first is None:
        return
    if first[1].lstrip().startswith(("{", "[")):
        yield from _objects(first, numbered, path, required)
    else:
        yield from _cells(first, numbered, path, required)


def _objects(
    first: tuple[int, str], rest: Iterator[tuple[int, str]], path: Path, required: tuple[str, ...]
) -> Iterator[Row]:
    decoder = msgspec.json.Decoder()
    for number, text in _chain(first, rest):
        try:
            value = decoder.decode(text)
        except (msgspec.DecodeError, RecursionError) as error:
            raise fault(path, number, f"not a JSON object: {error}") from error
        if not isinstance(value, dict):
            raise fault(path, number, f"a JSON object is expected, not {type(value).__name__}")
        for field in required:
            if field not in value:
                raise fault(path, number, f"field {field!r} is missing")
        yield Row(number, value)


def _cells(
    first: tuple[int, str], rest: Iterator[tuple[int, str]], path: Path, required: tuple[str, ...]
) -> Iterator[Row]:
    header = [cell.strip().lstrip("#") for cell in first[1].split("\t")]
    for field in required:
        if field not in header:
            shown = ", ".join(header)[:120]
            raise fault(path, first[0], f"column {field!r} is missing (the header has: {shown})")
    if len(set(header)) != len(header):
        raise fault(path, first[0], "two columns have one name")
    for number, text in rest:
        cells = text.split("\t")
        if len(cells) > len(header):
            raise fault(path, number, f"{len(cells)} cells under {len(header)} columns")
        cells += [""] * (len(header) - len(cells))
        yield Row(number, dict(zip(header, cells, strict=True)))


def _chain(first: tuple[int, str], rest: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    yield first
    yield from rest
