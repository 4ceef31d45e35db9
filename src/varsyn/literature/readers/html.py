"""HTML, through lxml's forgiving parser, streamed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from varsyn import extras
from varsyn.literature.document import Document
from varsyn.literature.errors import refuse
from varsyn.literature.readers.decode import decoded
from varsyn.literature.readers.flow import Flow
from varsyn.literature.readers.parts import Parts
from varsyn.literature.readers.stream import head_of
from varsyn.literature.readers.text import HEADINGS

_SILENT = frozenset(
    {"script", "style", "noscript", "template", "svg", "object", "iframe", "select", "textarea"}
)
_BLOCK = frozenset(
    {
        "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "header", "main", "aside",
        "nav",
        "footer", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "figure", "figcaption", "caption",
        "table", "title", "body", "form", "hr", "address", "details", "summary", "fieldset",
    }
)  # fmt: skip
_SECTION = {
    "title": "title", "figcaption": "caption", "caption": "caption", "nav": "back", "footer": "back",
}  # fmt: skip
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "wbr", "area", "base", "col", "embed", "source"}
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.I)
_PRESCAN_BYTES = 4096
_WITHIN_CELL = frozenset({"td", "th"})


class _Html:
    """A target for lxml's parser: see ``lxml.etree.HTMLParser(target=…)``."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self._flow = Flow(parts)
        self._open: list[tuple[str, str]] = []
        self._silent = 0
        self._base = "body"

    def _section(self) -> str:
        return self._open[-1][1] if self._open and self._open[-1][1] else self._base

    def start(self, name: str, attributes: dict[str, str]) -> None:
        section = self._open[-1][1] if self._open else ""
        marks = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower()
        section = _SECTION.get(name, "abstract" if "abstract" in marks.split() else section)
        if name in _BLOCK:
            self._flow.flush(self._section())
        if name in _SILENT:
            self._silent += 1
        elif name == "sup":
            self._flow.raise_()
        elif name in _WITHIN_CELL:
            self._flow.begin_cell(attributes, header=name == "th")
        elif name == "tr":
            self._flow.begin_row()
        elif name == "table":
            self._flow.begin_table()
        elif name == "br":
            self._flow.data(" ", self._section())
        if name not in _VOID:
            self._open.append((name, section))

    def end(self, name: str) -> None:
        if name in _VOID:
            return
        if name in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif name == "sup":
            self._flow.lower()
        elif name in _WITHIN_CELL:
            self._flow.end_cell()
        elif name == "tr":
            self._flow.end_row()
        elif name in _BLOCK:
            text = self._flow.flush(self._section())
            if name == "table":
                self._flow.end_table()
            elif name[0] == "h" and text.lower() in HEADINGS:
                self._base = HEADINGS[text.lower()]
        while self._open:
            if self._open.pop()[0] == name:
                break

    def data(self, text: str) -> None:
        if not self._silent:
            self._flow.data(text, self._section())

    def comment(self, text: str) -> None:
        """Comments are no text."""

    def close(self) -> None:
        self._flow.flush(self._section())


def read_html(stream: BinaryIO, file: str, encoding: str | None = None) -> Iterator[Document]:
    """One document: title, text, tables row by row; scripts and styles are left out.

    The encoding is what the page declares, else UTF-8. Raises InputError (``bad_html``,
    ``bad_encoding``, ``nul_character``), and MissingExtra without lxml.
    """
    etree = extras.load("lxml.etree")
    if encoding is None and (declared := _CHARSET.search(head_of(stream)[:_PRESCAN_BYTES])):
        named = declared[1].decode("ascii")
        # HTML standard, 13.2.3.2: a page that says so in ASCII is not in UTF-16.
        encoding = "utf-8" if named.lower().startswith("utf-16") else named
    parts = Parts(file)
    parts.open(file)
    target = _Html(parts)
    parser = etree.HTMLParser(target=target, no_network=True, huge_tree=False)
    fed = False
    try:
        for text in decoded(stream, file, encoding):
            for begin in range(0, len(text), 1 << 16):
                parser.feed(text[begin : begin + (1 << 16)])
            fed = fed or not text.isspace()
            yield from parts.take()
        if fed:
            parser.close()
    except etree.XMLSyntaxError as error:
        yield from parts.take()
        raise refuse(file, error.msg or "not HTML", code="bad_html", line=error.lineno) from None
    parts.close()
    yield from parts.take()
