"""Opening files: plain, gzipped, or standard input; their first bytes are looked at without being used up."""

from __future__ import annotations

import gzip
import os
import sys
from io import BufferedReader, RawIOBase
from typing import BinaryIO, cast

from varsyn.literature.errors import refuse

STANDARD_INPUT = "-"
HEAD_BYTES = 8192
MOST_UNPACKED = 64 << 20
"""Bytes that a gzipped file may unpack to whatever its size."""
MOST_RATIO = 400
"""How many times its size it may unpack to beyond that. Text packs 3 to 10 times, XML 20 to 50 times; the
format allows 1032 times (RFC 1951), which only a file made to fill memory or disks reaches."""


_GZIP = b"\x1f\x8b"


class _Counted:
    """A stream that knows how many bytes were read of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        block = self._stream.read(size)
        self.size += len(block)
        return block

    def close(self) -> None:
        self._stream.close()


class _Unpacked(RawIOBase):
    """The bytes of a gzipped file; refuses one that unpacks to far more than any text does."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._packed = _Counted(stream)
        self._plain = gzip.GzipFile(fileobj=cast(BinaryIO, self._packed), mode="rb")
        self._name = name
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        block = self._plain.read(len(buffer))
        buffer[: len(block)] = block
        self._size += len(block)
        if self._size > MOST_UNPACKED and self._size > MOST_RATIO * self._packed.size:
            raise refuse(
                self._name,
                f"unpacks to more than {MOST_RATIO} times its size: this is no text",
                code="unreadable_document",
            )
        return len(block)

    def close(self) -> None:
        self._plain.close()
        self._packed.close()
        super().close()


def opened(path: str, name: str) -> BinaryIO:
    """A file for reading, gzipped ones unpacked; ``-`` is standard input. Raises OSError."""
    stream: BinaryIO
    if path == STANDARD_INPUT:
        stream = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    else:
        stream = open(path, "rb")  # noqa: SIM115 - closed by the caller
    if path.endswith(".gz") or head_of(stream).startswith(_GZIP):
        return cast(BinaryIO, BufferedReader(_Unpacked(stream, name), HEAD_BYTES))
    return stream


def head_of(stream: BinaryIO) -> bytes:
    """The first bytes of a stream, up to ``HEAD_BYTES``; they are read again by whoever reads next."""
    return cast(BufferedReader, stream).peek(HEAD_BYTES)[:HEAD_BYTES]


def why(error: OSError, path: str) -> str:
    """What an error says; of a folder, why it could not be listed."""
    if isinstance(error, IsADirectoryError):
        try:
            os.scandir(path).close()
        except OSError as other:
            error = other
    return error.strerror or str(error)
