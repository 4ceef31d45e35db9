"""BioC, as XML and as JSON: one document, a collection, or one document a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Annotated, BinaryIO

import msgspec

from varsyn.literature.document import Document
from varsyn.literature.errors import refuse
from varsyn.literature.readers.decode import decoded
from varsyn.literature.readers.parts import Parts
from varsyn.literature.readers.xml import stream_xml

MAX_DOCUMENT = 64 << 20
"""Characters of one JSON document: it has to be held whole."""
_OFFSET_DIGITS = 12
_Offset = Annotated[int, msgspec.Meta(ge=0, lt=10**_OFFSET_DIGITS)]
_SECTIONS = {
    "title": "title", "front": "title", "abstract": "abstract", "table": "table", "table_caption": "caption",
    "table_title_caption": "caption", "fig_caption": "caption", "fig": "caption",
    "fig_title_caption": "caption",
    "ref": "references", "intro": "body", "methods": "body", "results": "body", "discuss": "body",
    "concl": "body", "case": "body", "paragraph": "body", "para": "body", "ack_fund": "back",
    "comp_int": "back",
}  # fmt: skip


def section_of(infons: dict[str, str]) -> str:
    """The section that a passage's infons name: a fine ``type`` (table, caption), else ``section_type``."""
    kind = str(infons.get("type", "")).lower()
    section = str(infons.get("section_type", "")).lower()
    if kind in ("table", "table_caption", "table_title_caption", "fig_caption", "fig_title_caption"):
        return _SECTIONS[kind]
    for name in (section, kind):
        if name:
            return _SECTIONS.get(name, name)
    return "body"


class _BioC:
    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self._stack: list[str] = []
        self._text: list[str] = []
        self._key = ""
        self._reset()

    def _reset(self) -> None:
        self._infons: dict[str, str] = {}
        self._offset: int | None = None
        self._body: str | None = None
        self._sentences: list[tuple[int | None, str]] = []
        self._sentence_offset: int | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "document":
            self.parts.open("")
        elif name == "passage":
            self._reset()
        elif name == "sentence":
            self._sentence_offset = None
        self._key = attributes.get("key", "")
        self._stack.append(name)
        self._text = []

    def data(self, text: str) -> None:
        self._text.append(text)

    def end(self, name: str) -> None:
        self._stack.pop()
        parent = self._stack[-1] if self._stack else ""
        text = "".join(self._text)
        self._text = []
        if name == "id" and parent == "document":
            self.parts.name(text.strip())
        elif name == "infon" and parent == "passage":
            self._infons[self._key] = text
        elif name == "offset" and parent == "passage":
            self._offset = _number(text)
        elif name == "offset" and parent == "sentence":
            self._sentence_offset = _number(text)
        elif name == "text" and parent == "passage":
            self._body = text
        elif name == "text" and parent == "sentence":
            self._sentences.append((self._sentence_offset, text))
        elif name == "passage":
            section = section_of(self._infons)
            if self._body is not None:
                self.parts.add(section, self._body, offset=self._offset)
            else:
                for offset, sentence in self._sentences:
                    self.parts.add(section, sentence, offset=offset)
        elif name == "document":
            self.parts.close()


def _number(text: str) -> int | None:
    """An offset; None where it is empty. Raises ValueError for what is no place in a text."""
    digits = text.strip()
    if not digits:
        return None
    if not digits.isdecimal() or len(digits) > _OFFSET_DIGITS:
        raise ValueError(f"{digits[:20]!r} is no offset")
    return int(digits)


def read_bioc_xml(stream: BinaryIO, file: str, encoding: str | None = None) -> Iterator[Document]:
    """Every document of a BioC collection in XML; offsets are those the passages state.

    Raises InputError as ``stream_xml`` does. Format: BioC.dtd (Comeau et al. 2013, Database bat064).
    """
    return stream_xml(stream, file, _BioC(Parts(file)), encoding)


class _Sentence(msgspec.Struct):
    offset: _Offset | None = None
    text: str | None = None


class _Passage(msgspec.Struct):
    offset: _Offset | None = None
    text: str | None = None
    infons: dict[str, str | int | float | bool | None] = {}
    sentences: list[_Sentence] = []


class _Document(msgspec.Struct):
    passages: list[_Passage]
    id: str | int | None = None
    pmid: str | int | None = None
    pmcid: str | int | None = None


def read_bioc_json(stream: BinaryIO, file: str, encoding: str | None = None) -> Iterator[Document]:
    """Every document of a BioC JSON file: a collection, a list of collections, one document, one a line.

    One document at a time is held. Raises InputError (``bad_json``) with the line of the document.
    """
    parts = Parts(file)
    for line, raw in _objects(decoded(stream, file, encoding), file):
        try:
            document = msgspec.json.decode(raw.encode(), type=_Document)
        except msgspec.DecodeError as error:
            raise refuse(file, f"no BioC document: {error}", code="bad_json", line=line) from None
        parts.open(str(document.id or document.pmcid or document.pmid or ""))
        for passage in document.passages:
            section = section_of({k: str(v) for k, v in passage.infons.items()})
            if passage.text is not None:
                parts.add(section, passage.text, offset=passage.offset)
            else:
                for sentence in passage.sentences:
                    parts.add(section, sentence.text or "", offset=sentence.offset)
        parts.close()
        yield from parts.take()


class _Buffer:
    """Characters read so far and not yet used, and the line they begin on."""

    def __init__(self, blocks: Iterator[str], file: str) -> None:
        self._blocks = blocks
        self.file = file
        self.text = ""
        self.at = 0
        self.line = 1

    def more(self) -> bool:
        """Drop what was used and double what is held; False at the end of the file."""
        self.line += self.text.count("\n", 0, self.at)
        kept = self.text[self.at :]
        if len(kept) > MAX_DOCUMENT:
            raise refuse(self.file, "one document longer than 64 MB", code="bad_json", line=self.line)
        pieces, size = [kept], len(kept)
        for block in self._blocks:
            pieces.append(block)
            size += len(block)
            if size >= 2 * len(kept):
                break
        self.text, self.at = "".join(pieces), 0
        return size > len(kept)

    def peek(self) -> str:
        """The next character that is no white space and no comma; empty at the end."""
        while True:
            skipped = _SKIP.match(self.text, self.at)
            self.at = skipped.end() if skipped else self.at
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def object(self) -> tuple[int, str]:
        """(line, source) of the object that begins here."""
        while True:
            try:
                _, end = _JSON.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                if self.more():
                    continue
                line = self.line + error.lineno - 1
                raise refuse(self.file, error.msg, code="bad_json", line=line, column=error.colno) from None
            except RecursionError:
                raise refuse(self.file, "nested too deeply", code="bad_json", line=self.line) from None
            line = self.line + self.text.count("\n", 0, self.at)
            source = self.text[self.at : end]
            self.at = end
            return line, source


_JSON = json.JSONDecoder()
_SKIP = re.compile(r"[\s,]*")
_LIST = re.compile(r'"documents"\s*:\s*\[')
_PASSAGES = re.compile(r'"passages"\s*:')


def _objects(blocks: Iterator[str], file: str) -> Iterator[tuple[int, str]]:
    """(line, source) of each document, found in a collection, a list, or one after the other."""
    buffer = _Buffer(blocks, file)
    buffer.more()
    begin = _LIST.search(buffer.text)
    first = _PASSAGES.search(buffer.text)
    collection = begin is not None and (first is None or begin.start() < first.start())
    if collection and begin is not None:
        buffer.at = begin.end()
    elif buffer.peek() == "[":
        buffer.at += 1
    while True:
        character = buffer.peek()
        if character == "{":
            yield buffer.object()
        elif character == "]" and collection and (next_list := _next_list(buffer)):
            buffer.at = next_list
        elif character in ("", "]"):
            return
        else:
            line = buffer.line + buffer.text.count("\n", 0, buffer.at)
            raise refuse(file, f"{character!r} where a document should begin", code="bad_json", line=line)


def _next_list(buffer: _Buffer) -> int | None:
    """Where the documents of the next collection in the file begin."""
    while True:
        if found := _LIST.search(buffer.text, buffer.at):
            return found.end()
        buffer.at = max(buffer.at, len(buffer.text) - 64)
        if not buffer.more():
            return None
