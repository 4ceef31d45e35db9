"""Gene words → genes: symbols, former symbols, aliases, protein names, ids; never a guess."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from varsyn.reference.names import HUMAN, MOUSE, name_key, numeral_key, species_of
from varsyn.reference.records import Gene, GeneMatch
from varsyn.reference.schema import MATCH_KINDS

Ask = Callable[..., list[Any]]

_QUERY = (
    "SELECT gene.id, gene.symbol, gene.species, kind, name, warning"
    " FROM gene_name JOIN gene ON gene.id = gene_name.gene WHERE key = ?"
)
_SYMBOL, _ID, _AMBIGUOUS = (MATCH_KINDS.index(kind) for kind in ("symbol", "id", "ambiguous"))
_RODENT_CASE = re.compile(r"[A-Z][a-z0-9]*[a-z][a-z0-9]*\Z")
_BEFORE = re.compile(r"(?:the\s+)?(?:(human|mouse|murine)\s+)?", re.IGNORECASE)
_AFTER = re.compile(r"\s+(?:gene|protein|locus|mrna|transcript|cdna)\s*\Z", re.IGNORECASE)

SAME, CASE, KEY = range(3)
"""How close a listed name is to the words: letter by letter, but for case, but for hyphens and the like."""


class _Hit(NamedTuple):
    """One listed name that has the key of the words; sorts best first within a gene."""

    closeness: int
    kind: int
    name: str
    warning: str
    number: int
    symbol: str
    species: str


class GeneFinder:
    """Looks gene words up in the tables of a bundle; answers are cached, the cache is bounded."""

    def __init__(self, ask: Ask, record: Callable[[int], Gene]) -> None:
        self._ask = ask
        self._record = record
        self.find = lru_cache(maxsize=16384)(self._find)
        self.lookalikes = lru_cache(maxsize=4096)(self._lookalikes)

    def official(self, symbol: str, species: str | None = None) -> Gene | None:
        """The gene with exactly this official symbol; human before others where no species is given."""
        wanted = species_of(species)
        found = self._ask(
            "SELECT id, species FROM gene WHERE symbol = ? ORDER BY species = ? DESC, id", (symbol, HUMAN)
        )
        for number, name in found:
            if wanted is None or name == wanted:
                return self._record(number)
        return None

    def symbol_of_protein(self, uniprot: str) -> str:
        """Official symbol of the gene with this UniProt accession; "" where no gene has it."""
        found = self._ask(_QUERY + " AND kind = ? AND name = ?", (name_key(uniprot), _ID, uniprot))
        return str(found[0][1]) if found else ""

    def _find(self, words: str, species: str | None = None) -> tuple[GeneMatch, ...]:
        text = " ".join(words.split())
        wanted = species_of(species)
        found = self._hits(text, wanted)
        if not found:
            bare, said = _bare(text)
            if bare != text:
                text, wanted = bare, wanted or said
                found = self._hits(text, wanted)
        return tuple(self._match(hit, text, found) for hit in found)

    def _hits(self, text: str, species: str | None) -> list[_Hit]:
        """The best hit of each gene these words may mean, the likeliest gene first."""
        best: dict[int, _Hit] = {}
        for number, symbol, name_species, kind, name, warning in self._rows(text):
            if species is None or name_species == species:
                hit = _Hit(_closeness(name, text), kind, name, warning, number, symbol, name_species)
                known = best.get(number)
                if known is None or _strength(hit) < _strength(known):
                    best[number] = hit
        return sorted(_settled(list(best.values())), key=_order)

    def _rows(self, text: str) -> list[Any]:
        key = name_key(text)
        found = self._ask(_QUERY, (key,)) if key else []
        if not found and (other := numeral_key(text)):
            found = self._ask(_QUERY, (other,))
        return found

    def _match(self, hit: _Hit, text: str, hits: list[_Hit]) -> GeneMatch:
        notes = [hit.warning] if hit.warning else []
        others = [
            f"{other.symbol} ({other.species})" if other.species != hit.species else other.symbol
            for other in hits
            if other.number != hit.number
        ]
        if others:
            notes.append(f"{text} also names {', '.join(others)}")
        if (
            hit.kind == _SYMBOL
            and hit.closeness != SAME
            and hit.species == HUMAN
            and _RODENT_CASE.match(text)
        ):
            notes.append(f"{text} is written as a mouse or rat symbol is; {hit.symbol} is the human gene")
        return GeneMatch(
            gene=self._record(hit.number),
            matched=MATCH_KINDS[hit.kind],
            name=hit.name,
            exact=hit.closeness == SAME,
            warning="; ".join(notes),
        )

    def _lookalikes(self, words: str) -> tuple[str, ...]:
        found = self._ask("SELECT reads_as FROM lookalike WHERE key = ?", (name_key(words),))
        return tuple(dict.fromkeys(row[0] for row in found))


def _settled(hits: list[_Hit]) -> list[_Hit]:
    """Without the weaker hits where an official symbol settles the matter (docs/choices.md, "gene names").

    Words that are an official symbol, letter by letter, mean that gene. A symbol that differs in case alone
    stands back only behind a name that is listed just as the words are.
    """
    exact = [hit for hit in hits if hit.kind == _SYMBOL and hit.closeness == SAME]
    if exact:
        return exact
    in_case = [hit for hit in hits if hit.kind == _SYMBOL and hit.closeness == CASE]
    if in_case and not any(hit.closeness == SAME and hit.kind != _AMBIGUOUS for hit in hits):
        return in_case
    return hits


def _strength(hit: _Hit) -> tuple[bool, int, int]:
    """Sort key among the names of one gene: a plain name before an ambiguous one, closer before stronger."""
    return hit.kind == _AMBIGUOUS, hit.closeness, hit.kind


def _order(hit: _Hit) -> tuple[object, ...]:
    """Sort key among genes: an ambiguous name last, human first, then the closer and stronger name."""
    return hit.kind == _AMBIGUOUS, hit.species != HUMAN, hit.closeness, hit.kind, hit.symbol


def _closeness(name: str, text: str) -> int:
    if name == text:
        return SAME
    return CASE if name.casefold() == text.casefold() else KEY


def _bare(text: str) -> tuple[str, str | None]:
    """The words without "the", a species in front and "gene" or "protein" behind; the species, if said."""
    before = _BEFORE.match(text)
    said = before[1] if before else None
    bare = _AFTER.sub("", text[before.end() :] if before else text)
    return bare, (HUMAN if said and said.lower() == "human" else MOUSE if said else None)
