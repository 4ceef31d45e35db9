"""Output forms: read back by our own readers and by others' parsers, offsets intact, nothing unescaped."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from varsyn.literature.document import Document, Passage
from varsyn.literature.extract import Extractor
from varsyn.literature.found import FoundMention
from varsyn.literature.page import PageWriter
from varsyn.literature.readers import read_documents
from varsyn.literature.resolve import DocumentResolver
from varsyn.literature.writers import WRITERS
from varsyn.reference import open_reference

TITLE = 'IGF1R <b>&"R481Q"\t'
BODY = "Found:\nc.265C>T (p.Arg89Ter) & rs334 in 'HBB' <script>alert(1)</script> 😀 R59X."
DOCUMENT = Document("d|1 <x>", (Passage("title", TITLE, 0), Passage("body", BODY, len(TITLE) + 1)), "f.txt")
UNTITLED = Document("d2", (Passage("body", "IGF1R R481Q", 0),), "g.txt")


@pytest.fixture(scope="module")
def found() -> list[tuple[Document, list[FoundMention]]]:
    extractor = Extractor(open_reference())
    resolver = DocumentResolver(open_reference())
    return [(document, resolver.resolve(extractor.mentions(document))) for document in (DOCUMENT, UNTITLED)]


def written(form: str, found: list[tuple[Document, list[FoundMention]]]) -> str:
    writer = WRITERS[form]()
    return writer.header() + "".join(writer.document(*each) for each in found) + writer.footer()


def test_json_lines(found: list[tuple[Document, list[FoundMention]]]) -> None:
    rows = [json.loads(line) for line in written("jsonl", found).splitlines()]
    assert [row["text"] for row in rows] == ["R481Q", "c.265C>T", "p.Arg89Ter", "rs334", "R59X", "R481Q"]
    first = rows[0]
    assert {"document", "section", "start", "end", "text", "gene", "gene_text", "readings"} <= set(first)
    assert DOCUMENT.text[first["start"] : first["end"]] == "R481Q"
    assert first["resolution"]["variant"]["hgvs_c"] == "NM_000875.5:c.1532G>A"
    assert rows[1]["pair"] == [rows[2]["start"], rows[2]["end"]]


def test_bioc_is_read_back_with_the_same_places(
    found: list[tuple[Document, list[FoundMention]]], tmp_path: Path
) -> None:
    path = tmp_path / "a.xml"
    path.write_text(written("bioc", found), encoding="utf-8")
    assert [document.text for document in read_documents(path)] == [DOCUMENT.text, UNTITLED.text]
    tree = ElementTree.parse(path)
    first = tree.find("document")
    assert first is not None
    assert first.findtext("id") == DOCUMENT.id
    for annotation in first.iter("annotation"):
        location = annotation.find("location")
        assert location is not None
        start, length = int(location.attrib["offset"]), int(location.attrib["length"])
        assert DOCUMENT.text[start : start + length] == annotation.findtext("text")
    kinds = [infon.text for infon in first.iter("infon") if infon.get("key") == "type"]
    assert {"ProteinMutation", "DNAMutation", "SNP"} <= set(kinds)


def test_pubtator_is_read_back_with_the_same_places(
    found: list[tuple[Document, list[FoundMention]]], tmp_path: Path
) -> None:
    text = written("pubtator", found)
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    back = list(read_documents(path))
    assert len(back) == 2
    annotations = [line.split("\t") for line in text.split("\n") if line.count("\t") == 5]
    assert len(annotations) == 6
    for identifier, start, end, words, *_ in annotations:
        document = next(document for document in back if document.id == identifier)
        passage = document.passages[-1]
        if int(start) >= passage.offset:
            assert passage.text[int(start) - passage.offset : int(end) - passage.offset] == words
        else:
            assert document.passages[0].text[int(start) : int(end)] == words


def test_text_is_for_reading(found: list[tuple[Document, list[FoundMention]]]) -> None:
    text = written("text", found)
    assert "[R481Q]" in text
    assert "resolved: NM_000875.5:c.1532G>A p.(Arg511Gln)" in text


@pytest.mark.parametrize("form", ["bioc", "pubtator"])
def test_a_document_that_breaks_off_is_closed(form: str) -> None:
    writer = WRITERS[form]()
    first = Document("d", (Passage("title", "A", 0), Passage("body", "B", 2)), last=False)
    text = writer.header() + writer.document(first, []) + writer.broken() + writer.footer()
    assert text.count("<document>") == text.count("</document>")
    assert writer.broken() == ""


class _Checker(HTMLParser):
    """Counts tags, notes what a page would load, and that every opened tag is closed."""

    VOID = frozenset({"meta", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_escaped_and_loads_nothing(
    found: list[tuple[Document, list[FoundMention]]],
) -> None:
    writer = PageWriter()
    page = writer.header() + "".join(writer.document(*each) for each in found) + writer.footer()
    checker = _Checker()
    checker.feed(page)
    assert checker.open == []
    assert "script" not in checker.seen
    assert "b" in checker.seen
    assert not [name for name, _ in checker.attributes if name in ("src", "href") or name.startswith("on")]
    assert "url(" not in page
    assert "@import" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert 'lang="en"' in page
    assert page.count('tabindex="0"') == sum(len(mentions) for _, mentions in found)
    assert page.count('role="tooltip"') == page.count('tabindex="0"')
    assert "probability" in page
    plain = re.sub(r'<span class="note".*?</span></mark>', "", page, flags=re.S)
    assert "p.Arg89Ter" in plain
