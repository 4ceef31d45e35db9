"""From a file to its mentions: read, find, link to genes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import msgspec

from varsyn.literature.document import Document, Passage
from varsyn.literature.finder import Finder
from varsyn.literature.found import Found, FoundMention
from varsyn.literature.genes import GeneDictionary
from varsyn.literature.link import GeneLinker, Linked
from varsyn.literature.readers import InputFormat, read_documents
from varsyn.literature.statements import accessions, statements
from varsyn.reference import Reference, open_reference

_BEFORE = re.compile(
    r"((?:[NX][CMRPGTW]_\d{4,9}(?:\.\d{1,2})?|ENS[TPG]\d{11}(?:\.\d{1,2})?|LRG_\d{1,5}(?:[tp]\d{1,2})?))"
    r"\s?(?:\(([^()\s]{1,20})\))?\s?:\s?\(?$"
)
_PAIRED = re.compile(r"\s?[,;]?\s?[(\[]\s?$|\s?[,;:/|]\s?$|\s$|\)\s?,?\s?$|\t$")
_PAIR_REACH = 6


class Extractor:
    """Finds the mentions of documents and links them to their genes. One at a time; not for several threads.

    >>> from varsyn.literature.document import Document, Passage
    >>> document = Document("d", (Passage("body", "We saw R481Q in IGF1R.", 0),))
    >>> [(m.start, m.end, m.text, m.gene) for m in Extractor().mentions(document)]
    [(7, 12, 'R481Q', 'IGF1R')]
    """

    def __init__(self, reference: Reference | None = None) -> None:
        self.reference = reference or open_reference()
        self._names = GeneDictionary(self.reference)
        self._finder = Finder(self._names)
        self._linker = GeneLinker(self._names, self.reference)
        self._document = ""
        self._hints: tuple[str, ...] = ()
        self._transcripts: dict[str, str | None] = {}

    def mentions(self, document: Document) -> list[FoundMention]:
        """Every mention of a document (or part of one), in order."""
        per_passage = [(passage, self._finder.find_in(passage)) for passage in document.passages]
        if document.id != self._document or not document.part:
            self._document, self._hints, self._transcripts = document.id, (), {}
        if not any(found for _, found in per_passage):
            return []
        self._linker.begin(document)
        self._read_statements(document)
        result: list[FoundMention] = []
        for passage, found in per_passage:
            linked = self._linker.link(passage, found)
            rows = [
                self._mention(document, passage, one, gene) for one, gene in zip(found, linked, strict=True)
            ]
            result += _with_pairs(passage, found, rows)
        return result

    def _read_statements(self, document: Document) -> None:
        codes = dict.fromkeys(self._hints)
        for passage in document.passages:
            if passage.section == "references":
                continue
            codes.update(dict.fromkeys(s.code for s in statements(passage.text)))
            for named in accessions(passage.text):
                if named.code == "transcript":
                    self._note_transcript(named.text)
        self._hints = tuple(codes)

    def _note_transcript(self, accession: str) -> None:
        """Remember a transcript that the document names, under its gene; two of one gene settle nothing."""
        gene = self._gene_of(accession) or ""
        if self._transcripts.setdefault(gene, accession) != accession:
            self._transcripts[gene] = None

    def _gene_of(self, accession: str) -> str | None:
        """The gene of a transcript or protein accession, of whatever version."""
        reference = self.reference
        known = reference.transcript(accession) or reference.transcript_of_protein(accession)
        if known is None and (versions := reference.versions(accession)):
            known = reference.transcript(versions[0])
        return known.gene if known is not None else None

    def _mention(self, document: Document, passage: Passage, one: Found, gene: Linked | None) -> FoundMention:
        transcript = None
        symbol = gene.symbol if gene else None
        gene_text, span = (gene.text, gene.span) if gene else (None, None)
        species = gene.species if gene else self._linker.species
        before = passage.text[max(0, one.start - 60) : one.start]
        if before[-1:] in ":( " and (match := _BEFORE.search(before)):
            transcript = match[1]
            at = passage.offset + one.start - len(before)
            if match[2]:
                matches = self._names.look_up(match[2])
                gene_text, span = match[2], (at + match.start(2), at + match.end(2))
                symbol = matches[0].gene.symbol if matches else None
            elif named := self._gene_of(transcript):
                symbol, gene_text, span = named, transcript, (at + match.start(1), at + match.end(1))
        elif symbol is not None:
            transcript = self._transcripts.get(symbol)
        return FoundMention(
            document.id,
            passage.section,
            passage.offset + one.start,
            passage.offset + one.end,
            one.text,
            gene=symbol,
            gene_text=gene_text,
            gene_span=span,
            readings=one.readings,
            species=species,
            transcript=transcript,
            hints=self._hints,
            written_out=one.written_out,
            file=document.file,
        )


def _with_pairs(passage: Passage, found: list[Found], rows: list[FoundMention]) -> list[FoundMention]:
    """Join what is printed side by side: ``c.… (p.…)``, ``p.… (c.…)``, two cells of one table row."""
    paired = list(rows)
    for at in range(len(found) - 1):
        one, other = found[at], found[at + 1]
        if {one.kind, other.kind} != {"dna", "protein"} or paired[at].pair:
            continue
        between = passage.text[one.end : other.start]
        if passage.cells or (len(between) <= _PAIR_REACH and _PAIRED.match(between)):
            paired[at] = msgspec.structs.replace(paired[at], pair=(rows[at + 1].start, rows[at + 1].end))
            paired[at + 1] = msgspec.structs.replace(paired[at + 1], pair=(rows[at].start, rows[at].end))
    return paired


def extract(
    path: str | os.PathLike[str],
    input_format: InputFormat = "auto",
    encoding: str | None = None,
    reference: Reference | None = None,
) -> Iterator[FoundMention]:
    """Every mention of a file, in order, with gene and readings.

    Raises InputError for a file that cannot be used; mentions before the fault are given first.
    """
    extractor = Extractor(reference)
    for document in read_documents(path, input_format, encoding):
        yield from extractor.mentions(document)
