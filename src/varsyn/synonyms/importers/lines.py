"""A text file line by line, plain or gzip, with faults named by file and line."""

from __future__ import annotations

import codecs
import gzip
import os
import zlib
from collections.abc import Iterator
from hashlib import blake2b
from typing import IO, NamedTuple

from varsyn.model import InputError

LONGEST = 16_000_000
"""Bytes of the longest line that is read; a longer one is no table row of any database."""
LONGEST_EXPORT = 256_000_000
"""Bytes of the longest line of an export of an index, which may hold a long text several times."""


class Line(NamedTuple):
    """A line without its end, and its number (from 1)."""

    number: int
    text: str


class TextFile:
    """A file to import.

    Raises
    ------
    InputError: no such file, unreadable, not UTF-8, a NUL character, broken gzip, an endless line.
    """

    def __init__(self, path: str, longest: int = LONGEST) -> None:
        self.path = path
        self.longest = longest
        self.name = os.path.basename(path)
        try:
            with open(path, "rb"):
                pass
            self.size = os.path.getsize(path)
        except IsADirectoryError:
            raise self.fault(None, "is a directory, not a file", "input_is_directory") from None
        except FileNotFoundError:
            raise self.fault(None, "no such file", "input_not_found") from None
        except (OSError, ValueError) as error:
            raise self.fault(None, f"cannot be read: {error}", "input_unreadable") from error
        self.read_bytes = 0

    def fault(self, line: int | None, reason: str, code: str = "bad_input", *advice: str) -> InputError:
        """An InputError that names file and line."""
        place = f"{self.path}: line {line}" if line is not None else self.path
        return InputError(f"{place}: {reason}", code=code, advice=advice)

    def fingerprint(self) -> str:
        """Identifies the content well enough to go on behind the last line: its size, start and end."""
        digest = blake2b(str(self.size).encode(), digest_size=16)
        with open(self.path, "rb") as stream:
            digest.update(stream.read(1 << 20))
            stream.seek(max(0, self.size - (1 << 16)))
            digest.update(stream.read())
        return digest.hexdigest()

    def first_lines(self, count: int) -> list[str]:
        """The first lines, for telling formats apart."""
        return [line.text for line, _ in zip(self, range(count), strict=False)]

    def __iter__(self) -> Iterator[Line]:
        number = 0
        try:
            with open(self.path, "rb") as raw, self._unpacked(raw) as stream:
                while chunk := stream.readline(self.longest):
                    number += 1
                    if len(chunk) == self.longest and not chunk.endswith(b"\n"):
                        raise self.fault(
                            number, f"the line is longer than {self.longest:,} bytes", "input_line_too_long"
                        )
                    self.read_bytes = raw.tell()
                    yield Line(number, self._text(chunk, number))
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise self.fault(number + 1, f"the gzip data is broken: {error}", "input_unreadable") from error

    @staticmethod
    def _unpacked(raw: IO[bytes]) -> IO[bytes]:
        magic = raw.read(2)
        raw.seek(0)
        # GzipFile is a binary stream, which its annotations do not say.
        return gzip.GzipFile(fileobj=raw) if magic == b"\x1f\x8b" else raw  # type: ignore[return-value]

    def _text(self, chunk: bytes, number: int) -> str:
        if number == 1:
            chunk = chunk.removeprefix(codecs.BOM_UTF8)
        if b"\0" in chunk:
            raise self.fault(
                number,
                f"a NUL character (byte {chunk.index(0) + 1} of the line), which is no text",
                "unstorable_text",
            )
        try:
            text = chunk.decode()
        except UnicodeDecodeError as error:
            raise self.fault(
                number, f"not UTF-8 (byte {error.start + 1} of the line)", "input_encoding",
                "convert the file to UTF-8, for example with: iconv -f latin1 -t utf-8",
            ) from error  # fmt: skip
        return text.removesuffix("\n").removesuffix("\r")
