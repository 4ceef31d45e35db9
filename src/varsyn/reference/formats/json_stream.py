"""The members of one object inside a JSON file, one at a time: for files too large to hold."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from varsyn.reference.tables import MAX_LINE, fault

_CHUNK = 1 << 18
_BLANK = " \t\r\n"


class _Reader:
    """A window on the text of a JSON file."""

    def __init__(self, stream: IO[bytes], path: Path) -> None:
        self._stream = stream
        self._path = path
        self._decode = codecs.getincrementaldecoder("utf-8")()
        self._json = json.JSONDecoder()
        self.text = ""
        self.at = 0

    def more(self) -> bool:
        """Read on; False at the end of the file."""
        data = self._stream.read(_CHUNK)
        try:
            self.text = self.text[self.at :] + self._decode.decode(data, final=not data)
        except UnicodeDecodeError as error:
            raise fault(self._path, None, "not UTF-8") from error
        self.at = 0
        return bool(data)

    def peek(self) -> str:
        """The next letter that is no blank; "" at the end of the file."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in _BLANK:
                self.at += 1
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def expect(self, letters: str) -> str:
        """Pass one of these letters."""
        letter = self.peek()
        if not letter or letter not in letters:
            raise fault(
                self._path, None, f"not JSON as expected: {letter or 'end of file'!r} for {letters!r}"
            )
        self.at += 1
        return letter

    def value(self) -> str:
        """Pass a whole value and return its text."""
        self.peek()
        while True:
            try:
                _, end = self._json.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                end = -1
                reason = error.msg
            except RecursionError as error:
                raise fault(self._path, None, "nested too deeply") from error
            # A number at the end of the window may go on: only what is followed by something is whole.
            if 0 <= end < len(self.text):
                text, self.at = self.text[self.at : end], end
                return text
            if len(self.text) - self.at > MAX_LINE:
                raise fault(self._path, None, f"a value longer than {MAX_LINE} letters")
            if not self.more():
                raise fault(self._path, None, f"not JSON: {reason if end < 0 else 'it ends too early'}")


def members(stream: IO[bytes], path: Path, name: str) -> Iterator[tuple[str, str]]:
    """(key, JSON text of the value) of each member of the object that is the top level's member ``name``."""
    reader = _Reader(stream, path)
    reader.expect("{")
    while reader.peek() == '"':
        key = json.loads(reader.value())
        reader.expect(":")
        if key == name:
            yield from _members_here(reader)
            return
        if reader.peek() in "{[":
            _skip(reader)
        else:
            reader.value()
        if reader.expect(",}") == "}":
            break
    raise fault(path, None, f"has no member {name!r}")


def _members_here(reader: _Reader) -> Iterator[tuple[str, str]]:
    reader.expect("{")
    if reader.peek() == "}":
        return
    while True:
        key = json.loads(reader.value())
        reader.expect(":")
        yield key, reader.value()
        if reader.expect(",}") == "}":
            return


def _skip(reader: _Reader) -> None:
    """Pass an object or array of any depth, piece by piece; what is inside need not fit in memory."""
    closing: list[str] = []
    while True:
        letter = reader.peek()
        if letter in ("{", "["):
            closing.append("}" if letter == "{" else "]")
            reader.expect(letter)
        elif letter in ("}", "]"):
            reader.expect(closing.pop())
            if not closing:
                return
        elif letter in (",", ":"):
            reader.expect(letter)
        else:
            reader.value()
