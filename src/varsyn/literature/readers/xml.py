"""XML, streamed through expat; nothing in it can reach out or blow up: no entities, no depth."""

from __future__ import annotations

from collections.abc import Iterator
from html.entities import html5
from typing import BinaryIO, Protocol
from xml.parsers import expat

from varsyn.literature.document import Document
from varsyn.literature.errors import refuse
from varsyn.literature.readers.parts import Parts
from varsyn.model import InputError

BLOCK_BYTES = 1 << 16
MAX_DEPTH = 500
"""No article nests deeper; a file that does is an attack."""
MAX_TOKEN_BYTES = 4 << 20
"""The longest single tag or attribute that expat may have to keep."""


class Handler(Protocol):
    """What a format does with elements and characters; names come without their namespace prefix."""

    parts: Parts

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends. Raises ValueError where it holds what it must not hold."""

    def data(self, text: str) -> None:
        """Characters between tags."""


def stream_xml(
    stream: BinaryIO, file: str, handler: Handler, encoding: str | None = None
) -> Iterator[Document]:
    """Feed a file to a handler and hand on the documents it completes; memory does not grow with the file.

    Named characters of HTML (``&nbsp;``) are understood where the file names an external DTD, which is
    never fetched. Raises InputError with line and column (from 1): ``bad_xml``, ``xml_entities_refused``,
    ``bad_encoding``. Rule: OWASP XML External Entity Prevention, declarations refused outright.
    """
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise place("bad_xml", f"elements nested deeper than {MAX_DEPTH}")
        handler.start(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        try:
            handler.end(name.rpartition(":")[2])
        except ValueError as error:
            raise place("bad_xml", str(error)) from None

    def entity_declared(name: str, *_: object) -> None:
        raise place("xml_entities_refused", f"the file declares an entity ({name[:40]})")

    def entity_external(*_: object) -> int:
        raise place("xml_entities_refused", "the file refers to an external entity")

    def entity_skipped(name: str, is_parameter: bool) -> None:
        character = html5.get(f"{name};")
        if character is None:
            raise place("bad_xml", f"undefined entity &{name[:40]};")
        handler.data(character)

    def place(code: str, reason: str) -> Exception:
        advice = ("entities are never expanded: save the file without them",) if "entit" in code else ()
        return refuse(
            file, reason, code=code,
            line=parser.CurrentLineNumber, column=parser.CurrentColumnNumber + 1, advice=advice,
        )  # fmt: skip

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.data
    parser.EntityDeclHandler = entity_declared
    parser.ExternalEntityRefHandler = entity_external
    parser.SkippedEntityHandler = entity_skipped

    fed = 0
    while True:
        block = stream.read(BLOCK_BYTES)
        try:
            parser.Parse(block, not block)
        except InputError:
            yield from handler.parts.take()
            raise
        except expat.ExpatError as error:
            yield from handler.parts.take()
            code = "bad_encoding" if "encoding" in str(error) else "bad_xml"
            raise refuse(
                file, expat.ErrorString(error.code) or "not XML", code=code,
                line=error.lineno, column=error.offset + 1,
            ) from None  # fmt: skip
        except (LookupError, UnicodeError) as error:
            raise refuse(file, f"encoding: {error}", code="bad_encoding", line=1) from None
        fed += len(block)
        if block and fed - parser.CurrentByteIndex > MAX_TOKEN_BYTES:
            raise place("bad_xml", f"a tag longer than {MAX_TOKEN_BYTES >> 20} MB")
        yield from handler.parts.take()
        if not block:
            break
    handler.parts.close()
    yield from handler.parts.take()
