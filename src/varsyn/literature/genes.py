"""Gene words in running text: one pass over the words, a hash look-up each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import msgspec

from varsyn.reference import Gene, GeneMatch, Reference
from varsyn.reference.names import HUMAN, MOUSE, name_key, numeral_key

MAX_WORDS = 9
"""Words of the longest gene or protein name that is looked for."""
SEEN_WORDS = 200_000
WEAK = 0.4
"""Support below which a shorter name of the same gene is looked for in a longer one."""
_WORD = re.compile(r"[^\W_]+")
_FINE = re.compile(r"[A-Za-z]+|\d+|[^\W\d_]")
_JOINTS = frozenset((" ", "-", "‐", "‑", "–", "/", "'", "’", "\n", "\r\n", ", "))
_VARIANT_LIKE = re.compile(r"[A-Z]\d{1,4}[A-Za-z]?\Z")
_GENE_WORD = re.compile(
    r"\s?\)?[\s-](?:genes?|proteins?|receptors?|enzymes?|mRNA|cDNA|locus|loci|promoter|transcripts?|deficien|mutat|variants?|alleles?"
    r"|exons?|introns?|coding|polymorphi|kinase|isoforms?|channel|haploinsuff|[cpg]\.)"
)
_CONCEPT = re.compile(
    r"[\s-](?:resistan|stimulat|induc|mediat|dependent|level|signal|binding|treat|therap|concentrat|secret|produc|axis|respons)"
)
"""After these words' gene the words mean the substance at work, seldom the gene that carries a variant."""
_GENE_BEFORE = re.compile(r"\b(?:genes?|proteins?|in|of|human|mouse|the|for|encod\w+|express\w+)\s\(?$")


class GeneName(msgspec.Struct, frozen=True):
    """Gene words in a text: 0-based, half-open characters, and the genes they may mean, best first."""

    start: int
    end: int
    text: str
    matches: tuple[GeneMatch, ...]
    support: float = 1.0
    """How surely these words name a gene here, 0 to 1."""

    @property
    def gene(self) -> Gene:
        """The likeliest gene."""
        return self.matches[0].gene


class _Note(NamedTuple):
    """What a run of characters without white space has to do with gene names."""

    first: str
    """Key of its first word, where it begins with one."""
    last: str
    """Key of its last word, where a name can begin with that."""
    begins: bool
    """Whether a name can begin in it."""
    alone: bool
    """Whether that can be so whatever follows."""
    single: bool
    """Whether it holds one word."""


class GeneDictionary:
    """The names of a reference's genes, ready to be found in text. Built once from the reference.

    >>> from varsyn.reference import open_reference
    >>> names = GeneDictionary(open_reference())
    >>> [(n.text, n.gene.symbol) for n in names.find("The type 1 IGF receptor (IGF-1R) was normal.")]
    [('type 1 IGF receptor', 'IGF1R'), ('IGF-1R', 'IGF1R')]
    """

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._seen: dict[str, str] = {}
        self._notes: dict[str, _Note] = {}
        self._idle: set[str] = set()
        self._keys: set[str] = set()
        self._prefixes: set[str] = set()
        for symbol in reference.symbols():
            for species in (HUMAN, MOUSE):
                gene = reference.gene(symbol, species)
                if gene is not None:
                    self._learn(gene)
        self._genes = lru_cache(maxsize=20_000)(self._look_up)

    def _learn(self, gene: Gene) -> None:
        names = (
            gene.symbol, gene.name, *gene.previous_symbols, *gene.aliases, *gene.protein_names,
            *(name for name, _ in gene.ambiguous_aliases),
        )  # fmt: skip
        for name in names:
            key = name_key(name)
            if not key:
                continue
            self._keys.add(key)
            if numerals := numeral_key(name):
                self._keys.add(numerals)
            parts = [name_key(part) for part in _FINE.findall(name)]
            for end in range(1, min(MAX_WORDS, len(parts))):
                self._prefixes.add("".join(parts[:end]))

    def find(self, text: str, begin: int = 0, end: int | None = None, species: str = HUMAN) -> list[GeneName]:
        """Gene words in text[begin:end], in order, the longest where several begin alike.

        A name that two species share is taken as ``species``; the spelling of an official symbol
        (``Igf1r``, mouse) goes before.
        """
        stop = len(text) if end is None else end
        found: list[GeneName] = []
        at = skip_to = begin
        idle = self._idle
        tokens = text[begin:stop].split()
        passed: list[str] = []
        for place in [number for number, token in enumerate(tokens) if token not in idle]:
            token = tokens[place]
            note = self._note(token)
            if not note.begins:
                continue
            continued = self._is_continued(note.last, tokens[place + 1 : place + 2])
            if not note.alone and not continued:
                passed.append(token)
                continue
            for _ in range(passed.count(token) + 1):
                at = after = _next(text, token, at, begin, stop) + len(token)
            at = after - len(token)
            passed.clear()
            words = _words_from(text, at, after, stop if continued or not note.single else after)
            for number, word in enumerate(words):
                if word.start() >= after:
                    break
                if word.start() < skip_to or not (key := self._begins(word[0])):
                    continue
                if key not in self._keys and not self._goes_on(key, words, number + 1):
                    continue
                if name := self._longest(text, words, number, species):
                    found.append(name)
                    skip_to = name.end
            at = after
        return found

    def _note(self, token: str) -> _Note:
        """What is to know of a run of characters without white space; remembered."""
        known = self._notes.get(token)
        if known is not None:
            return known
        if len(self._notes) > SEEN_WORDS:
            self._notes.clear()
            self._idle.clear()
        words = _WORD.findall(token)
        keys = [self._begins(word) for word in words]
        alone = any(
            (key in self._keys and self._can_stand(word)) or self._is_continued(key, words[at + 1 : at + 2])
            for at, (word, key) in enumerate(zip(words, keys, strict=True))
            if key
        )
        first = name_key(words[0]) if words and token[0].isalnum() else ""
        last = keys[-1] if keys else ""
        note = self._notes[token] = _Note(first, last, alone or bool(last), alone, len(words) == 1)
        if not note.begins:
            self._idle.add(token)
        return note

    def _is_continued(self, key: str, following: list[str]) -> bool:
        """Whether what follows a word can go on with a name that begins with it."""
        if not following:
            return False
        first = self._note(following[0]).first
        return key + first in self._keys or key + first in self._prefixes or not first.strip("ivx")

    def _can_stand(self, word: str) -> bool:
        """Whether a word by itself can name a gene, spelled as it is, in whatever context."""
        for species in (HUMAN, MOUSE):
            matches = self._genes(word, species)
            if matches and _is_spelled_so(word, matches[0]):
                return True
        return False

    def _begins(self, word: str) -> str:
        """The key of a word that can begin a name, else an empty string; remembered."""
        known = self._seen.get(word)
        if known is not None:
            return known
        if len(self._seen) > SEEN_WORDS:
            self._seen.clear()
        key = name_key(word)
        if key not in self._keys and key not in self._prefixes:
            key = ""
        self._seen[word] = key
        return key

    def _goes_on(self, key: str, words: list[re.Match[str]], after: int) -> bool:
        """Whether the next word can go on with a name that begins so."""
        if after >= len(words):
            return False
        part = name_key(words[after][0])
        return key + part in self._keys or key + part in self._prefixes or not part.strip("ivx")

    def _longest(self, text: str, words: list[re.Match[str]], number: int, species: str) -> GeneName | None:
        start = words[number].start()
        key = ""
        roman = False
        ends: list[int] = []
        for at in range(number, min(number + MAX_WORDS, len(words))):
            if at > number and text[words[at - 1].end() : words[at].start()] not in _JOINTS:
                break
            part = name_key(words[at][0])
            key += part
            roman = roman or not part.strip("ivx")
            stop = words[at].end()
            if key in self._keys or (roman and numeral_key(text[start:stop]) in self._keys):
                ends.append(stop)
            if key not in self._prefixes and not roman:
                break
        found: GeneName | None = None
        for stop in reversed(ends):
            surface = text[start:stop]
            matches = self._genes(surface, species)
            support = _support(text, start, stop, surface, matches) if matches else 0.0
            if found is None and support:
                found = GeneName(start, stop, surface, matches, support)
                if support >= WEAK:
                    return found
            elif found is not None and support > found.support and matches[0].gene == found.gene:
                # *factor V Leiden* also names the variant; *factor V* in it does not.
                return GeneName(start, stop, surface, matches, support)
        return found

    def look_up(self, words: str, species: str = HUMAN) -> tuple[GeneMatch, ...]:
        """The genes that some words may mean, those of the species first."""
        return self._genes(words, species)

    def _look_up(self, surface: str, species: str) -> tuple[GeneMatch, ...]:
        found = tuple(self._reference.find_genes(surface))
        if found and found[0].matched == "symbol" and found[0].name == surface:
            return found
        return tuple(self._reference.find_genes(surface, species)) or found


def _next(text: str, token: str, at: int, begin: int, stop: int) -> int:
    """Where a run of characters without white space stands next, whole, from a position on."""
    while True:
        at = text.index(token, at, stop)
        end = at + len(token)
        if (at == begin or text[at - 1].isspace()) and (end >= stop or text[end].isspace()):
            return at
        at += 1


def _words_from(text: str, at: int, after: int, stop: int) -> list[re.Match[str]]:
    """The words of text[at:after], and as many behind them as a name can have."""
    words: list[re.Match[str]] = []
    behind = 0
    for word in _WORD.finditer(text, at, stop):
        words.append(word)
        behind += word.start() >= after
        if behind >= MAX_WORDS:
            break
    return words


def _support(text: str, start: int, stop: int, surface: str, matches: tuple[GeneMatch, ...]) -> float:
    """How surely the words name a gene here; 0 where they more likely mean something else."""
    support = _name_support(text, start, stop, surface, matches)
    return support * 0.6 if support and _CONCEPT.match(text, stop) else support


def _name_support(text: str, start: int, stop: int, surface: str, matches: tuple[GeneMatch, ...]) -> float:
    best = matches[0]
    if not _is_spelled_so(surface, best):
        return 0.0
    if " " in surface.strip() and len(surface) > 7 and best.matched != "ambiguous":
        return 1.0
    if best.matched == "protein_name":
        return 1.0 if len(surface) > 4 else 0.5
    same = surface == best.name
    named = bool(_GENE_WORD.match(text, stop) or _GENE_BEFORE.search(text[max(0, start - 12) : start]))
    if best.matched == "ambiguous":
        return 0.3 if named else 0.1
    if len(surface) < 3 or _VARIANT_LIKE.match(surface):
        return 0.6 if named else 0.25
    if best.warning:
        return 0.9 if named else 0.7 if best.matched == "symbol" or same else 0.4
    return 1.0


def _is_spelled_so(surface: str, match: GeneMatch) -> bool:
    """Whether words are spelled as this gene's name may be: long and protein names in any way, short ones as
    listed."""
    if match.matched == "protein_name":
        return True
    if " " in surface.strip() and len(surface) > 7 and match.matched != "ambiguous":
        return True
    return surface == match.name or _same_letters(surface, match.name)


def _same_letters(surface: str, listed: str) -> bool:
    """Whether a short name is spelled as listed but for hyphens, Greek letters, or a species' habit of case.

    ``igf1r``, ``Igf1r`` and ``IGF-1R`` for ``IGF1R``; but not ``met`` for ``MET``.
    """
    if surface.isupper() and surface.replace("-", "").isalnum() and len(surface) > 2:
        return True
    letters = [c for c in surface if c.isalpha()]
    digits = any(c.isdigit() for c in surface)
    if not letters:
        return False
    if not surface.isascii():
        return True
    if surface.replace("-", "").replace(" ", "") == listed.replace("-", "").replace(" ", ""):
        return True
    if surface[:1].isupper() and not surface.isupper():
        return digits or len(surface) > 5
    return digits and len(surface) > 3 and " " not in surface


def abbreviations(text: str) -> Iterator[tuple[str, str]]:
    """(long form, short form) pairs that a text defines: ``insulin-like growth factor 1 receptor (IGF1R)``.

    The rule is Schwartz and Hearst's (2003, PSB): the letters of the short form occur in order in the words
    before the bracket, the first one at the start of a word.
    """
    for match in _DEFINED.finditer(text):
        short = match[1]
        before = text[max(0, match.start() - 100) : match.start()].rstrip()
        long = _long_form(before, short)
        if long:
            yield long, short


_DEFINED = re.compile(r"\(([A-Za-z][\w-]{1,9})(?:\)|[;,])")


def _long_form(before: str, short: str) -> str | None:
    letters = [c.lower() for c in short if c.isalnum()]
    at = len(before) - 1
    for index in range(len(letters) - 1, -1, -1):
        letter = letters[index]
        while at >= 0 and (
            before[at].lower() != letter or (index == 0 and at > 0 and before[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
        at -= 1
    long = before[at + 1 :]
    if not long or len(long.split()) > min(len(letters) + 5, len(letters) * 2) or ". " in long:
        return None
    return long
