"""Text out of bytes: which encoding a curator's file is in, line by line where it has more than one."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple, cast

from varsyn.model import InputError

HEAD = 1 << 16
"""Bytes looked at before a file is read."""
MAX_QUOTED_LINES = 100
"""A quoted cell that does not end within this many lines is taken as a stray quote character."""
NUL = "\x00"
"""A stray one is reported with its row and left out of what is read; the cell is given back as it was."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = (
    (b"PK\x03\x04", "a zip archive or an Excel workbook"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"PAR1", "a Parquet file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"SQLite format 3", "an SQLite file"),
)


def open_bytes(path: Path) -> IO[bytes]:
    """The file as bytes, unpacked if it is gzipped; raises InputError where it cannot be opened."""
    try:
        handle: IO[bytes] = path.open("rb")
        packed = handle.read(2) == b"\x1f\x8b"
        handle.seek(0)
    except IsADirectoryError as error:
        raise InputError(f"{path} is a directory, not a table", code="not_a_file") from error
    except FileNotFoundError as error:
        raise InputError(f"there is no file {path}", code="no_such_file") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}", code="unreadable_table") from error
    return cast("IO[bytes]", gzip.GzipFile(fileobj=handle)) if packed else handle


def read_head(path: Path) -> bytes:
    """The first bytes of the file (unpacked); raises InputError where it cannot be read."""
    try:
        with open_bytes(path) as handle:
            return handle.read(HEAD)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path} cannot be read: {error}", code="unreadable_table") from error


def detect(head: bytes, path: Path) -> str:
    """The encoding of a text file by its first bytes: by its mark, by its NULs, else ``mixed``.

    ``mixed`` reads each line as UTF-8 and, where a line is none, as Windows-1252: such files are made by
    pasting from several sources. Raises InputError for something that is no text.

    >>> detect(b"gene,variant", Path("t.csv")), detect("gène".encode("utf-16"), Path("t.csv"))
    ('mixed', 'utf-16')
    """
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    for magic, what in _BINARY:
        if head.startswith(magic):
            raise InputError(
                f"{path} is {what}, not a text table",
                code="not_a_table",
                advice=["give the file its usual extension (.xlsx, .parquet), or export it as CSV"],
            )
    if b"\x00" in head:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        # UTF-16 without a mark: ASCII text has a NUL in every second byte.
        if odd > len(head) // 4 and odd > 4 * even:
            return "utf-16-le"
        if even > len(head) // 4 and even > 4 * odd:
            return "utf-16-be"
        if head.count(0) > 10 + len(head) // 1000:
            raise InputError(f"{path} is full of NUL bytes: it is no text table", code="not_a_table")
    return "mixed"


class Block(NamedTuple):
    """Physical lines without their line feed, the number of the first (from 1), and their encoding.

    ``encoding`` is ``ascii`` where it makes no difference.
    """

    first: int
    texts: list[str]
    encoding: str


def blocks(path: Path, encoding: str) -> Iterator[Block]:
    """The lines of a text file, many at a time; a line may end in a carriage return that was before its LF.

    Raises InputError with the line number where the text is not in the stated encoding.
    """
    with open_bytes(path) as handle:
        try:
            if encoding == "mixed":
                yield from _mixed(handle)
            else:
                yield from _stated(handle, encoding, path)
        except (OSError, EOFError, zlib.error) as error:
            raise InputError(f"{path} cannot be read: {error}", code="unreadable_table") from error


def lines(path: Path, encoding: str) -> Iterator[str]:
    """The physical lines of a text file, without their ends."""
    for block in blocks(path, encoding):
        for text in block.texts:
            yield text.rstrip("\r")


def _mixed(handle: IO[bytes]) -> Iterator[Block]:
    number = 1
    while raw_lines := handle.readlines(HEAD):
        whole = b"".join(raw_lines)
        try:
            text = whole.decode("utf-8")
        except UnicodeDecodeError:
            for raw in whole.removesuffix(b"\n").split(b"\n"):
                decoded, name = _decoded(raw)
                texts = _without_lone_cr([decoded])
                yield Block(number, texts, "ascii" if raw.isascii() else name)
                number += len(texts)
            continue
        texts = text.removesuffix("\n").split("\n")
        if "\r" in text:
            texts = _without_lone_cr(texts)
        yield Block(number, texts, "ascii" if text.isascii() else "utf-8")
        number += len(texts)


def _decoded(raw: bytes) -> tuple[str, str]:
    for name in ("utf-8", "cp1252"):
        try:
            return raw.decode(name), name
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1"), "latin-1"


def _without_lone_cr(texts: list[str]) -> list[str]:
    """A lone carriage return ends a line too (old Macintosh, cells pasted from there)."""
    split: list[str] = []
    for text in texts:
        body = text.rstrip("\r")
        if "\r" in body:
            *heads, last = _pieces(body)
            split += [*heads, last + text[len(body) :]]
        else:
            split.append(text)
    return split


def _pieces(body: str) -> list[str]:
    """A line cut at its carriage returns, but for those in quoted cells (which close soon)."""
    parts = body.split("\r")
    if '"' not in body:
        return parts
    found: list[str] = []
    at = 0
    while at < len(parts):
        end, quotes = at + 1, parts[at].count('"')
        while quotes % 2 and end < min(len(parts), at + MAX_QUOTED_LINES):
            quotes += parts[end].count('"')
            end += 1
        # An open quote that nothing closes is a character.
        end = at + 1 if quotes % 2 else end
        found.append("\r".join(parts[at:end]))
        at = end
    return found


def _stated(handle: IO[bytes], encoding: str, path: Path) -> Iterator[Block]:
    try:
        reader = io.TextIOWrapper(handle, encoding=encoding, newline="")
    except LookupError as error:
        raise InputError(f"there is no encoding {encoding!r}", code="unknown_encoding") from error
    number = 1
    try:
        while texts := reader.readlines(HEAD):
            found = [
                text.removesuffix("\n") if text.endswith("\n") else text.removesuffix("\r") for text in texts
            ]
            yield Block(number, found, encoding)
            number += len(found)
    except UnicodeError as error:
        raise InputError(
            f"{path}, line {number} or after: the text is not {encoding}",
            code="wrong_encoding",
            advice=["leave --encoding away: each line is then read in the encoding that fits it"],
        ) from error
