"""Which gene a mention belongs to: the words beside it, its sentence, its table row, the document."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from varsyn.literature.document import Document, Passage
from varsyn.literature.found import Found
from varsyn.literature.genes import GeneDictionary, GeneName, abbreviations
from varsyn.literature.respectively import listed_genes
from varsyn.literature.species import species_in
from varsyn.model.residues import THREE_TO_ONE
from varsyn.reference import GeneMatch, Reference

BEFORE, AFTER = 1500, 500
"""Characters around a mention in which gene words are looked for."""
TOGETHER = 40
"""Characters between two mentions that stand together and so belong to one gene."""
NEAREST_BEFORE, NEAREST_AFTER = 24, 8
"""Gene words that are weighed for one mention."""
_SENTENCE_END = re.compile(r"[.;!?][)\]]?\s+(?=[A-Z0-9(\[])")
_PARAGRAPH_END = re.compile(r"\n\s*\n")
_BESIDE_BEFORE = re.compile(
    r"(?:[\s:(\[,_/‐‑–—-]|\bgenes?\b|\bprotein\b|\bmutations?\b|\bmutants?\b|\bvariants?\b|\bthe\b|\bexons?\s\d+\b|\bpolymorphisms?\b|\balleles?\b"
    r"|\bhas\b|\bwith\b|\ba\b|\bmissense\b|\bnonsense\b|\bp\.|\bsubstitution\b|\bcodon\b"
    r"|\breceptor\b|\bwild[- ]type\b|'s)*\Z"
)
_BESIDE_AFTER = re.compile(
    r"\s?[)\]]?(?:[\s(\[/‐‑–—-]|\bmutations?\b|\bmutants?\b|\bvariants?\b|\bsubstitution\b|\bpolymorphisms?\b|\balleles?\b|\bchange\b|\btransition\b"
    r"|\bdeletion\b|\binsertion\b|\bin\b|\bof\b|\bwithin\b|\bon\b|\bthe\b|\bhuman\b|\bmouse\b|\bexons?\s\d+\b|\bintron\s\d+\b|\bgene\b|\bSNP\b)*\Z"
)
_TIGHT = re.compile(r"[\s:(\[_/‐‑–-]{0,3}(?:[cgpmnr]\.)?\(?\Z")

_SYMBOL_BEFORE = re.compile(r"(?<![\w-])([A-Z][A-Z0-9]{2,9})(?:\s|:\s?|\s?\()\Z")
_NO_SYMBOLS = frozenset(
    [
        "DNA", "CDNA", "RNA", "MRNA", "SNP", "SNPS", "AND", "THE", "NOT", "FOR", "WITH", "HGVS", "PCR",
        "EXON", "CODON", "ALLELE", "VARIANT", "VARIANTS", "MUTATION", "MUTATIONS", "MUTANT", "MUTANTS",
        "POLYMORPHISM", "DEL", "INS", "DUP", "IVS", "MAF", "VUS",
    ]
)  # fmt: skip

ADJACENT, BESIDE, ROW, SENTENCE, EARLIER, CAPTION, TITLE, DOCUMENT = 12.0, 9.0, 8.0, 6.0, 3.5, 4.0, 3.0, 1.0
"""What a place is worth; the words' own support (0 to 1) multiplies it."""
FITS, FITS_NOT = 1.5, -2.5
"""What it is worth that the sequence of a gene has the stated base or residue, or has it not."""
LEAST_SUPPORT = LEAST_SCORE = 0.2


class Linked(msgspec.Struct, frozen=True):
    """The gene of a mention, and the words that name it."""

    symbol: str
    species: str
    text: str
    span: tuple[int, int] | None
    """Of the words, in the document's text (0-based, half-open); None where they stand in an earlier part."""


class GeneLinker:
    """Links the mentions of one document to genes; keeps what earlier parts of the document said."""

    def __init__(self, names: GeneDictionary, reference: Reference) -> None:
        self._names = names
        self._reference = reference
        self._document = ""
        self._reset("")

    def _reset(self, document: str) -> None:
        self._document = document
        self._weights: Counter[str] = Counter()
        self._words: dict[str, Linked] = {}
        self._title: list[tuple[GeneName, int]] = []
        self._short: dict[str, GeneMatch | None] = {}
        self.species: str | None = None

    def begin(self, document: Document) -> None:
        """Read what the whole of a document (or its next part) says of genes and species."""
        if document.id != self._document or not document.part:
            self._reset(document.id)
        texts = [passage.text for passage in document.passages]
        if self.species is None:
            self.species = species_in(texts)
        for text in texts:
            if "(" in text:
                self._define(text)
        for passage in document.passages:
            if passage.section == "title" and len(self._title) < 8:
                self._title += [(name, passage.offset) for name in self._find(passage, 0, len(passage.text))]

    def _define(self, text: str) -> None:
        for long, short in abbreviations(text):
            if short in self._short:
                continue
            matches = self._names.look_up(long, self._human_or())
            self._short[short] = matches[0] if matches and matches[0].matched != "ambiguous" else None

    def _human_or(self) -> str:
        return self.species or "Homo sapiens"

    def _find(self, passage: Passage, begin: int, end: int) -> list[GeneName]:
        names = self._names.find(passage.text, begin, end, self._human_or())
        kept: list[GeneName] = []
        for name in names:
            settled = self._settled(name)
            if settled is not None:
                kept.append(settled)
                self._weights[settled.gene.symbol] += 1 if settled.support > 0.5 else 0
        return kept

    def _settled(self, name: GeneName) -> GeneName | None:
        """A name in the light of the abbreviations that the document defines."""
        if name.text not in self._short:
            return name
        meant = self._short[name.text]
        if meant is None:
            return name if name.support >= 1 and name.matches[0].matched == "symbol" else None
        if meant.gene.symbol == name.gene.symbol:
            return msgspec.structs.replace(name, support=1.0)
        return msgspec.structs.replace(name, matches=(meant,), support=1.0)

    def link(self, passage: Passage, mentions: Sequence[Found]) -> list[Linked | None]:
        """The gene of each mention of a passage, None where nothing names one."""
        if not mentions:
            return []
        names = self._around(passage, mentions)
        names = _apart(names, mentions)
        names += [
            name for m in mentions if m.shape == "glued" and (name := self._glued(passage.text, m.start))
        ]
        names.sort(key=_start)
        breaks = _breaks(passage.text)
        linked: list[Linked | None] = []
        for group in _groups(passage, mentions, names, breaks):
            linked += self._settle(passage, group, names, breaks)
        for at, mention in enumerate(mentions):
            linked[at] = self._unless_unknown(passage.text, mention, linked[at])
        if "respectively" in passage.text:
            listed = listed_genes(passage.text, mentions, names, breaks)
            for at, mention in enumerate(mentions):
                if name := listed.get(mention.start):
                    linked[at] = self._linked(_Entry(BESIDE, name, passage.offset))
        return linked

    def _unless_unknown(self, text: str, mention: Found, linked: Linked | None) -> Linked | None:
        """The gene, unless a symbol that is not known stands right before the mention (``HAMP G71D``) and the
        sequence does not speak for the gene."""
        if linked is None or not text[max(0, mention.start - 3) : mention.start].rstrip(" :(")[-1:].isalnum():
            return linked
        match = _SYMBOL_BEFORE.search(text[max(0, mention.start - 40) : mention.start])
        if match is None or match[1] in _NO_SYMBOLS or match[0].upper() == match.string:
            return linked
        if linked.text.endswith(match[1]) or self._names.find(match[1]) or match[1] in self._short:
            return linked
        fits = self._fits(linked.symbol, mention)
        digits = any(character.isdigit() for character in match[1])
        return None if fits is False or (fits is None and digits) else linked

    def _around(self, passage: Passage, mentions: Sequence[Found]) -> list[GeneName]:
        found: list[GeneName] = []
        done = 0
        for mention in mentions:
            begin = max(done, mention.start - BEFORE)
            end = min(len(passage.text), mention.end + AFTER)
            if begin >= end:
                continue
            if begin and begin > done:
                begin = passage.text.rfind(" ", 0, begin) + 1
            if end < len(passage.text):
                space = passage.text.find(" ", end)
                end = space if space >= 0 else len(passage.text)
            found += self._find(passage, max(begin, done), end)
            done = end
        return found

    def _glued(self, text: str, end: int) -> GeneName | None:
        """The gene that is written without a space before a mention."""
        start = end
        while start and text[start - 1].isalnum():
            start -= 1
        found = self._names.find(text[start:end], species=self._human_or())
        if not found or found[-1].end != end - start:
            return None
        name = found[-1]
        return msgspec.structs.replace(name, start=start + name.start, end=end, support=1.0)

    def _settle(
        self, passage: Passage, group: Sequence[Found], names: list[GeneName], breaks: list[int]
    ) -> list[Linked | None]:
        """One gene for mentions that stand together: the nearest words, and what the sequence says of all."""
        scored = [self._scores(passage, mention, names, breaks) for mention in group]
        totals: dict[str, float] = {}
        for entries in scored:
            for symbol, entry in entries.items():
                totals[symbol] = totals.get(symbol, 0.0) + entry.score / len(group)
        if not totals:
            return [self._of_document()] * len(group)
        if len(totals) > 1:
            for symbol in totals:
                totals[symbol] += self._by_sequence(symbol, group)
        chosen = max(totals, key=lambda symbol: totals[symbol])
        best = max((e[chosen] for e in scored if chosen in e), key=lambda entry: entry.score)
        return [self._linked(entries.get(chosen, best)) for entries in scored]

    def _linked(self, entry: _Entry) -> Linked:
        name = entry.name
        span = None if entry.offset is None else (entry.offset + name.start, entry.offset + name.end)
        linked = Linked(name.gene.symbol, name.gene.species, name.text, span)
        if entry.score >= SENTENCE / 2:
            self._words[linked.symbol] = linked
        return linked

    def _scores(
        self, passage: Passage, mention: Found, names: list[GeneName], breaks: list[int]
    ) -> dict[str, _Entry]:
        """The best words for each gene that may be meant, by symbol."""
        entries: list[_Entry] = []
        sentence = bisect_left(breaks, mention.start + 1)
        for name in _nearest(names, mention):
            place = _place(passage, mention, name, sentence - bisect_left(breaks, name.start + 1))
            entries.append(_Entry(place * self._weight(name, place), name, passage.offset))
        if passage.around:
            for name in self._names.find(passage.around, 0, None, self._human_or()):
                entries.append(_Entry(CAPTION * self._weight(name, CAPTION), name, None))
        for name, offset in self._title:
            entries.append(_Entry(TITLE * self._weight(name, TITLE), name, offset))
        best: dict[str, _Entry] = {}
        for entry in entries:
            symbol = entry.name.gene.symbol
            if entry.score > LEAST_SCORE and (symbol not in best or entry.score > best[symbol].score):
                best[symbol] = entry
        return best

    def _weight(self, name: GeneName, place: float) -> float:
        """The support of gene words; what the document says elsewhere can raise it."""
        if name.support < 1 and self._weights[name.gene.symbol]:
            return max(name.support, 0.8)
        if place >= ADJACENT and name.support >= LEAST_SUPPORT:
            return max(name.support, 0.8)
        return name.support if name.support >= LEAST_SUPPORT or place >= BESIDE else 0.0

    def _of_document(self) -> Linked | None:
        """The gene that the document speaks of most, where it is the only one or clearly ahead."""
        if not self._words:
            return None
        ranked = sorted(self._words, key=lambda symbol: -self._weights[symbol])
        if len(ranked) > 1 and self._weights[ranked[0]] < 2 * self._weights[ranked[1]]:
            return None
        return self._words[ranked[0]]

    def _by_sequence(self, symbol: str, group: Sequence[Found]) -> float:
        """How well the gene's sequence has what the mentions state: above 0 for it, below against it."""
        verdicts = [fits for mention in group if (fits := self._fits(symbol, mention)) is not None]
        if not verdicts:
            return 0.0
        return sum(FITS if fits else FITS_NOT for fits in verdicts) / len(verdicts)

    def _fits(self, symbol: str, mention: Found) -> bool | None:
        """Whether the gene has the stated base or residue, in HGVS or mature numbering; None if not known."""
        anchor = self._reference.anchor(symbol)
        reading = mention.readings[0] if mention.readings else None
        if anchor is None or reading is None or not reading.start.isdigit():
            return None
        number = int(reading.start)
        if reading.coordinate == "p" and anchor.protein:
            features = self._reference.features(symbol)
            mature = features.mature_start - 1 if features is not None and features.mature_start else 0
            residue = THREE_TO_ONE.get(reading.ref[:3])
            return any(anchor.protein[number + add - 1 :][:1] == residue for add in {0, 1, mature})
        if reading.coordinate in ("c", None) and anchor.cds_start is not None and anchor.cds_end is not None:
            coding = anchor.sequence[anchor.cds_start : anchor.cds_end]
            if number > len(coding):
                return False
            return coding.startswith(reading.ref, number - 1) if reading.ref.isalpha() else None
        return None


class _Entry(NamedTuple):
    score: float
    name: GeneName
    offset: int | None
    """Of the passage that holds the words; None where they stand around a table row."""


def _breaks(text: str) -> list[int]:
    """Where sentences and paragraphs end, in order."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    if "\n" in text:
        ends += [match.end() for match in _PARAGRAPH_END.finditer(text)]
        ends.sort()
    return ends


def _start(name: GeneName) -> int:
    return name.start


def _apart(names: list[GeneName], mentions: Sequence[Found]) -> list[GeneName]:
    """The names that share no character with a mention; both lists are in order."""
    ends = [mention.end for mention in mentions]
    kept = []
    for name in names:
        at = bisect_right(ends, name.start)
        if at == len(mentions) or mentions[at].start >= name.end:
            kept.append(name)
    return kept


def _nearest(names: list[GeneName], mention: Found) -> list[GeneName]:
    """The names that stand nearest, within reach: a few before and fewer behind."""
    at = bisect_left(names, mention.start, key=_start)
    near = names[max(0, at - NEAREST_BEFORE) : at + NEAREST_AFTER]
    return [name for name in near if mention.start - BEFORE <= name.start <= mention.end + AFTER]


def _groups(
    passage: Passage, mentions: Sequence[Found], names: list[GeneName], breaks: list[int]
) -> list[list[Found]]:
    """Mentions of one sentence with no gene named and not many words between them."""
    groups: list[list[Found]] = []
    for mention in mentions:
        if groups:
            last = groups[-1][-1]
            apart = bisect_left(breaks, mention.start + 1) != bisect_left(breaks, last.start + 1)
            between = names[
                bisect_left(names, last.end, key=_start) : bisect_left(names, mention.start, key=_start)
            ]
            named = any(name.support >= LEAST_SUPPORT for name in between)
            if not apart and not named and mention.start - last.end <= TOGETHER:
                groups[-1].append(mention)
                continue
        groups.append([mention])
    return groups


def _place(passage: Passage, mention: Found, name: GeneName, sentences_before: int) -> float:
    text = passage.text
    if name.end <= mention.start:
        between = text[name.end : mention.start]
        if _TIGHT.match(between):
            return ADJACENT
        if passage.section == "table":
            return ROW
        if len(between) < 60 and _BESIDE_BEFORE.match(between):
            return BESIDE
        near = min(len(between), 300) / 150
        return (
            SENTENCE - near
            if sentences_before == 0
            else max(EARLIER - 0.3 * sentences_before - near / 4, 0.5)
        )
    between = text[mention.end : name.start]
    if passage.section == "table":
        return ROW - 0.5
    if len(between) < 60 and _BESIDE_AFTER.match(between):
        return BESIDE + 0.5 if re.search(r"\b(?:in|of)\b", between) else BESIDE - 1
    near = min(len(between), 300) / 100
    return SENTENCE - 0.5 - near if sentences_before == 0 else 0.5
