"""PubTator annotations: documents with their annotations, and the bulk table of mutations.

Document form (``PMID|t|…``, ``PMID|a|…``, then one tab-separated annotation a line, a blank line between
documents) and table form (``mutation2pubtator3``: PMID, type, concept, mentions, resource). Formats:
https://www.ncbi.nlm.nih.gov/research/pubtator3/api and Wei et al., Nucleic Acids Research 52:W540, 2024.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from varsyn.model import Mention
from varsyn.synonyms.importers.base import Unit, present
from varsyn.synonyms.importers.lines import Line, TextFile
from varsyn.synonyms.judge import DocumentKind

_TEXT = re.compile(r"(?P<pmid>\d+)\|(?P<part>[ta])\|(?P<text>.*)")
_VARIANTS = frozenset(
    {"mutation", "dnamutation", "proteinmutation", "snp", "variant", "dnaallele", "proteinallele",
     "othermutation"}
)  # fmt: skip
_OFFSET = re.compile(r"[0-9]{1,15}\Z")
_GENE_OF = re.compile(r"CorrespondingGene:(?P<id>\d+)")


class PubTator:
    """PubTator documents, or its bulk table of mutations."""

    name: ClassVar[str] = "pubtator"
    source: ClassVar[str] = "PubTator"
    kind: ClassVar[DocumentKind] = "paper"

    def recognizes(self, first: list[str], file_name: str) -> bool:
        """By the first line: a title, or a row of five cells that begins with a PMID and a variant type."""
        line = next((text for text in first if text.strip()), "")
        row = line.split("\t")
        return _TEXT.match(line) is not None or (
            len(row) in (4, 5) and row[0].isdigit() and row[1].lower() in _VARIANTS
        )

    def units(self, file: TextFile, lines: Iterator[Line]) -> Iterator[Unit]:
        """One unit a document, or a line of the table."""
        waiting: list[Line] = []
        for line in lines:
            row = line.text.split("\t")
            if not line.text.strip():
                yield from _document(waiting, file)
                waiting = []
            elif not waiting and len(row) in (4, 5) and row[0].isdigit() and row[1].lower() in _VARIANTS:
                yield _table_row(line, row)
            else:
                title = _TEXT.match(line.text)
                if title is not None and title["part"] == "t" and waiting:
                    yield from _document(waiting, file)
                    waiting = []
                waiting.append(line)
        yield from _document(waiting, file)


def _table_row(line: Line, row: list[str]) -> Unit:
    document = f"PMID:{row[0]}"
    texts = [text for part in row[3].split("|") if (text := present(part)) is not None]
    return Unit(tuple(Mention(text, id=row[2] or None, document=document) for text in texts), line.number)


def _document(lines: list[Line], file: TextFile) -> Iterator[Unit]:
    if not lines:
        return
    genes: dict[str, str] = {}
    found: list[tuple[str, int, int, str, str]] = []
    title_length = 0
    pmid = ""
    for line in lines:
        text = _TEXT.match(line.text)
        if text is not None:
            pmid = text["pmid"]
            title_length = len(text["text"]) if text["part"] == "t" else title_length
            continue
        row = line.text.split("\t")
        if len(row) < 5:
            if len(row) == 4 and not row[1].isdigit():
                continue
            raise file.fault(line.number, "no annotation: fewer than five cells", "input_odd_row")
        number, start, end, words, kind = row[:5]
        if not (_OFFSET.match(start) and _OFFSET.match(end)):
            raise file.fault(line.number, f"{start!r}, {end!r} are no character offsets", "input_odd_row")
        pmid = pmid or number
        concept = row[5] if len(row) > 5 else ""
        if kind.lower() == "gene":
            for identifier in re.split(r"[;,]", concept):
                genes.setdefault(identifier.strip(), words)
        elif kind.lower() in _VARIANTS:
            found.append((words, int(start), int(end), concept, kind))
    mentions = tuple(
        Mention(
            words, id=concept or None, gene=_gene(concept, genes), document=f"PMID:{pmid}",
            section="title" if end <= title_length else "abstract", start=start, end=end,
        )
        for words, start, end, concept, _ in found
    )  # fmt: skip
    yield Unit(mentions, lines[-1].number)


def _gene(concept: str, genes: dict[str, str]) -> str | None:
    """The gene words with the Entrez number of the annotation; the only gene where it has none."""
    match = _GENE_OF.search(concept)
    if match is not None and match["id"] in genes:
        return genes[match["id"]]
    return next(iter(genes.values())) if match is None and len(genes) == 1 else None
