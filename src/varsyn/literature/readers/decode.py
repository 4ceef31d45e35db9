"""Bytes to characters: strict, streamed, with the place of the first bad byte."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from varsyn.literature.errors import refuse

BLOCK_BYTES = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(stream: BinaryIO, file: str, encoding: str | None = None) -> Iterator[str]:
    """The text of a byte stream, block by block; line ends stay as they are, a byte order mark is dropped.

    Without ``encoding`` the text is UTF-8, or what its byte order mark says. Raises InputError
    (``bad_encoding``, ``nul_character``) with the byte, counted from 0, and the line, from 1.
    """
    head = stream.read(4)
    skip = 0
    for mark, name in _MARKS:
        if head.startswith(mark) and encoding in (None, name, "utf-8", "utf-16"):
            encoding, skip = name, len(mark)
            break
    name = encoding or "utf-8"
    try:
        decoder = codecs.getincrementaldecoder(name)()
    except LookupError:
        raise refuse(file, f"no such encoding: {name}", code="bad_encoding") from None
    at, lines = skip, 1
    block = head[skip:] + stream.read(BLOCK_BYTES)
    while True:
        pending = len(decoder.getstate()[0])
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            place = at - pending + error.start
            line = lines + error.object[: error.start].count(b"\n")
            raise refuse(
                file, f"not {name}: {error.reason}", code="bad_encoding", line=line, byte=place,
                advice=("name the encoding with --encoding, or convert the file to UTF-8",),
            ) from None  # fmt: skip
        except UnicodeError as error:
            raise refuse(file, f"not {name}: {error}", code="bad_encoding", line=lines, byte=at) from None
        if "\0" in text:
            line = lines + text.count("\n", 0, text.index("\0"))
            raise refuse(
                file, "a NUL character: this is no text file", code="nul_character", line=line,
                advice=("PDF, Word and other binary files have to be turned into text first",),
            )  # fmt: skip
        if text:
            yield text
        if not block:
            return
        lines += text.count("\n")
        at += len(block)
        block = stream.read(BLOCK_BYTES)


def lines_of(blocks: Iterator[str]) -> Iterator[str]:
    """Lines with their ends (``\\n`` only), from blocks of text."""
    rest = ""
    for block in blocks:
        lines = (rest + block).split("\n")
        rest = lines.pop()
        for line in lines:
            yield line + "\n"
    if rest:
        yield rest
