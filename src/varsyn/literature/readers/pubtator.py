"""PubTator: ``id|t|title``, ``id|a|abstract``, annotation lines, an empty line between documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from varsyn.literature.document import Document
from varsyn.literature.errors import refuse
from varsyn.literature.readers.decode import decoded, lines_of
from varsyn.literature.readers.parts import Parts

_TEXT = re.compile(r"([^|\t]+)\|([ta])\|(.*)\Z", re.S)
_SECTIONS = {"t": "title", "a": "abstract"}


def read_pubtator(stream: BinaryIO, file: str, encoding: str | None = None) -> Iterator[Document]:
    """Every document of a PubTator file; title and abstract are one character apart, as PubTator counts.

    Annotations in the file are passed over. Raises InputError (``bad_pubtator``) with the line.
    """
    parts = Parts(file)
    current: str | None = None
    at = 0
    for number, raw in enumerate(lines_of(decoded(stream, file, encoding)), 1):
        line = raw.rstrip("\r\n")
        if not line.strip():
            current = None
            parts.close()
        elif match := _TEXT.match(line):
            if match[1] != current:
                current, at = match[1], 0
                parts.open(current)
            parts.add(_SECTIONS[match[2]], match[3], offset=at)
            at += len(match[3]) + 1
        elif line.count("\t") < 2 or current is None:
            raise refuse(
                file, f"no PubTator line: {line[:40]!r}", code="bad_pubtator", line=number,
                advice=("a line is ID|t|title, ID|a|abstract, or a tab-separated annotation",),
            )  # fmt: skip
        yield from parts.take()
    parts.close()
    yield from parts.take()
