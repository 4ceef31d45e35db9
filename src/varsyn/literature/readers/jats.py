"""JATS (PubMed Central) and PubMed XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from varsyn.literature.document import Document
from varsyn.literature.readers.flow import Flow
from varsyn.literature.readers.parts import Parts
from varsyn.literature.readers.xml import stream_xml

_DOCUMENT = frozenset({"article", "PubmedArticle", "PubmedBookArticle"})
_SILENT = frozenset(
    {
        "journal-meta", "contrib-group", "aff", "author-notes", "permissions", "self-uri", "counts",
        "funding-group", "custom-meta-group", "article-categories", "pub-date", "history", "volume", "issue",
        "fpage", "lpage", "elocation-id", "related-article", "tex-math", "alt-text", "object-id",
        "processing-meta",
        "Journal", "AuthorList", "PubDate", "DateCompleted", "DateRevised", "MedlineJournalInfo",
        "ChemicalList",
        "MeshHeadingList", "PubmedData", "GrantList", "PublicationTypeList", "Language", "Pagination",
        "ELocationID", "ArticleDate", "CitationSubset", "CommentsCorrectionsList", "CoiStatement", "Country",
    }
)  # fmt: skip
_SECTION = {
    "abstract": "abstract", "trans-abstract": "abstract", "Abstract": "abstract", "OtherAbstract": "abstract",
    "article-title": "title", "ArticleTitle": "title", "kwd-group": "keywords", "KeywordList": "keywords",
    "body": "body", "back": "back", "ack": "back", "app": "body", "floats-group": "body",
    "ref-list": "references", "caption": "caption", "table-wrap-foot": "caption",
}  # fmt: skip
_INSIDE_REFERENCES = "references"
_BLOCK = frozenset(
    {
        "p", "title", "article-title", "subtitle", "label", "sec", "abstract", "list-item", "caption", "ref",
        "fig", "table-wrap", "table", "table-wrap-foot", "disp-formula", "disp-quote", "def", "term",
        "kwd", "fn",
        "ack", "app", "body", "back", "front", "mixed-citation", "element-citation", "verse-line",
        "sub-article",
        "boxed-text", "supplementary-material", "ArticleTitle", "AbstractText", "Keyword", "VernacularTitle",
    }
)  # fmt: skip
_IDENTIFIERS = {"pmcid": 3, "pmc": 3, "pmid": 2, "doi": 1}


def _is_block(name: str, section: str) -> bool:
    """Whether an element stands on lines of its own; a title cited among references does not."""
    return name in _BLOCK and not (name == "article-title" and section == _INSIDE_REFERENCES)


class _Jats:
    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self._flow = Flow(parts)
        self._sections = ["body"]
        self._silent = 0
        self._identifier: list[str] | None = None
        self._rank = 0
        self._kind = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _DOCUMENT:
            self.parts.open("")
            self._rank = 0
        section = self._sections[-1]
        if section != _INSIDE_REFERENCES:
            section = _SECTION.get(name, section)
        if self._silent or name in _SILENT:
            self._silent += 1
        elif name in ("article-id", "PMID"):
            self._identifier, self._kind = [], attributes.get("pub-id-type", "pmid")
        elif name in ("sup", "Superscript"):
            self._flow.raise_()
        elif name in ("td", "th"):
            self._flow.begin_cell(attributes, header=name == "th")
        elif name == "tr":
            self._flow.begin_row()
        elif name == "break":
            self._flow.data(" ", section)
        else:
            if _is_block(name, section):
                self._flow.flush(self._sections[-1])
            if name in ("table-wrap", "table"):
                self._flow.begin_table()
        self._sections.append(section)

    def end(self, name: str) -> None:
        section = self._sections.pop()
        if self._silent:
            self._silent -= 1
        elif name in ("article-id", "PMID"):
            self._identify()
        elif name in ("sup", "Superscript"):
            self._flow.lower()
        elif name in ("td", "th"):
            self._flow.end_cell()
        elif name == "tr":
            self._flow.end_row()
        elif _is_block(name, section):
            self._flow.flush(section)
            if name in ("table-wrap", "table"):
                self._flow.end_table()
        if name in _DOCUMENT:
            self._flow.flush(section)
            self.parts.close()

    def data(self, text: str) -> None:
        if self._identifier is not None:
            self._identifier.append(text)
        elif not self._silent:
            self._flow.data(text, self._sections[-1])

    def _identify(self) -> None:
        value = "".join(self._identifier or ()).strip()
        self._identifier = None
        rank = _IDENTIFIERS.get(self._kind, 0)
        if value and rank > self._rank:
            self._rank = rank
            if rank == _IDENTIFIERS["pmc"] and value.isdigit():
                value = f"PMC{value}"
            self.parts.name(value)


def read_jats(stream: BinaryIO, file: str, encoding: str | None = None) -> Iterator[Document]:
    """Every article of a JATS or PubMed file: title, abstract, body, tables row by row, captions, references.

    The identifier is the PMC id, else the PubMed id, else the DOI, else the file. Raises InputError as
    ``stream_xml`` does. Elements: JATS 1.3 archiving tag set; PubMed DTD 2025.
    """
    return stream_xml(stream, file, _Jats(Parts(file)), encoding)
