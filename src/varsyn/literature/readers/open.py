"""Which reader a file needs, and running it."""

from __future__ import annotations

import gzip
import os
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Literal, get_args

from varsyn.literature.document import Document
from varsyn.literature.errors import refuse
from varsyn.literature.readers.stream import head_of, opened, why

InputFormat = Literal["auto", "text", "html", "jats", "bioc", "pubtator"]
FORMATS: tuple[InputFormat, ...] = get_args(InputFormat)

_PUBTATOR = re.compile(r"\s*[^|\t\n]{1,200}\|[ta]\|")
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_JATS_ROOTS = frozenset(
    {"article", "articles", "pmc-articleset", "PubmedArticleSet", "PubmedArticle", "OAI-PMH"}
)
_PROLOG = re.compile(r"\A\s*(?:<\?xml.*?\?>|<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>|\s)+", re.S)


def read_documents(
    path: str | os.PathLike[str], input_format: InputFormat = "auto", encoding: str | None = None
) -> Iterator[Document]:
    """The documents of a file, in parts where one is long.

    ``input_format`` ``auto`` looks at the content, then the name. Gzipped files are unpacked on the way; the
    path ``-`` is standard input. Raises InputError (``unreadable_document``, ``unsupported_format``, or what
    the reader says) with file and place; the documents before the fault are handed on first.

    >>> next(read_documents("no_such_file"))
    Traceback (most recent call last):
    varsyn.model.errors.InputError: no_such_file: No such file or directory
    """
    place = os.fspath(path)
    name = os.fsencode(place).decode("utf-8", "replace")
    try:
        with opened(place, name) as stream:
            yield from _read(stream, name, input_format, encoding)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise refuse(name, f"broken gzip file: {error}", code="unreadable_document") from None
    except OSError as error:
        raise refuse(name, why(error, place), code="unreadable_document") from None


def _read(stream: BinaryIO, name: str, wanted: InputFormat, encoding: str | None) -> Iterator[Document]:
    from varsyn.literature.readers.bioc import read_bioc_json, read_bioc_xml
    from varsyn.literature.readers.html import read_html
    from varsyn.literature.readers.jats import read_jats
    from varsyn.literature.readers.pubtator import read_pubtator
    from varsyn.literature.readers.text import read_text

    head = head_of(stream)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if wanted == "auto":
        wanted = sniff(head, name)
    if wanted == "bioc":
        reader = read_bioc_json if start in (b"{", b"[") else read_bioc_xml
    else:
        reader = {"text": read_text, "html": read_html, "jats": read_jats, "pubtator": read_pubtator}[wanted]
    yield from reader(stream, name, encoding)


def sniff(head: bytes, name: str) -> InputFormat:
    """The format of a file from its first bytes and its name. Raises InputError (``unsupported_format``)."""
    if head.startswith((b"%PDF", b"PK\x03\x04")):
        raise refuse(
            name, "a PDF, Word or zip file, not text", code="unsupported_format",
            advice=("turn it into text, HTML or XML first",),
        )  # fmt: skip
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    text = text.lstrip("\ufeff \t\r\n")
    suffix = os.path.splitext(name.removesuffix(".gz"))[1].lower()
    if text[:1] in ("{", "[") and ('"passages"' in text or '"documents"' in text):
        return "bioc"
    if text[:1] == "<":
        return _markup(text, suffix, name)
    if _PUBTATOR.match(text):
        return "pubtator"
    return "text"


def _markup(text: str, suffix: str, name: str) -> InputFormat:
    is_xml = text.startswith("<?xml") or suffix in (".xml", ".nxml")
    prolog = _PROLOG.match(text)
    root = _ROOT.match(text, prolog.end() if prolog else 0)
    kind = root[1] if root else ""
    if suffix in (".htm", ".html", ".xhtml") or kind.lower() in ("html", "head", "body"):
        return "html"
    if kind == "collection":
        return "bioc"
    if kind in _JATS_ROOTS and (is_xml or kind != "article" or "article-type" in text or "<front" in text):
        return "jats"
    if not is_xml:
        return "html" if root is not None and ("</" in text or _HTML.search(text)) else "text"
    if root is None:
        return "jats"
    raise refuse(
        name, f"XML of an unknown kind (<{kind}>)", code="unsupported_format",
        advice=("JATS, PubMed and BioC are read; name the format with --input-format",),
    )  # fmt: skip
