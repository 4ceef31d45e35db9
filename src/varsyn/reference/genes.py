"""Gene words → genes: symbols, former symbols, aliases, protein names, ids; never a guess."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from varsyn.reference.names import HUMAN, name_key, numeral_key, species_of
from varsyn.reference.records import Gene, GeneMatch
from varsyn.reference.schema import MATCH_KINDS

Ask = Callable[..., list[Any]]

_QUERY = (
    "SELECT gene.id, gene.symbol, gene.species, kind, name, warning"
    " FROM gene_name JOIN gene ON gene.id = gene_name.gene WHERE key = ?"
)
_SYMBOL, _AMBIGUOUS = MATCH_KINDS.index("symbol"), MATCH_KINDS.index("ambiguous")


class GeneFinder:
    """Looks gene words up in the tables of a bundle; answers are cached, the cache is bounded."""

    def __init__(self, ask: Ask, record: Callable[[int], Gene]) -> None:
        self._ask = ask
        self._record = record
        self.find = lru_cache(maxsize=16384)(self._find)
        self.suggest = lru_cache(maxsize=4096)(self._suggest)
        self.lookalikes = lru_cache(maxsize=4096)(self._lookalikes)
        self._keys = lru_cache(maxsize=1)(self._symbol_keys)

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

    def _find(self, words: str, species: str | None = None) -> tuple[GeneMatch, ...]:
        wanted = species_of(species)
        text = words.strip()
        found = self._rows(text)
        if wanted is not None:
            found = [row for row in found if row[2] == wanted]
        if not found:
            return ()
        spelled = [row for row in found if row[3] == _SYMBOL and row[1] == text]
        if spelled:
            found = spelled
        symbols = [row for row in found if row[3] == _SYMBOL]
        if symbols:
            found = symbols
        found.sort(key=lambda row: (row[3] == _AMBIGUOUS, row[2] != HUMAN, row[3], row[4] != text, row[1]))
        return tuple(self._match(row, text, found) for row in found)

    def _rows(self, text: str) -> list[Any]:
        key = name_key(text)
        found = self._ask(_QUERY, (key,)) if key else []
        if not found and (key_of_numerals := numeral_key(text)):
            found = self._ask(_QUERY, (key_of_numerals,))
        return found

    def _match(self, row: tuple[int, str, str, int, str, str], text: str, all_rows: list[Any]) -> GeneMatch:
        number, _, species, kind, name, warning = row
        notes = [warning] if warning else []
        others = [
            f"{other[1]} ({other[2]})" if other[2] != species else other[1]
            for other in all_rows
            if other[0] != number
        ]
        if others:
            notes.append(f"{text} also names {', '.join(dict.fromkeys(others))}")
        return GeneMatch(
            gene=self._record(number),
            matched=MATCH_KINDS[kind],
            name=name,
            exact=name == text,
            warning="; ".join(notes),
        )

    def _lookalikes(self, words: str) -> tuple[str, ...]:
        found = self._ask("SELECT reads_as FROM lookalike WHERE key = ?", (name_key(words),))
        return tuple(dict.fromkeys(row[0] for row in found))

    def _symbol_keys(self) -> tuple[tuple[str, str], ...]:
        rows = self._ask("SELECT DISTINCT symbol FROM gene WHERE species = ? ORDER BY symbol", (HUMAN,))
        return tuple((name_key(row[0]), row[0]) for row in rows)

    def _suggest(self, words: str, limit: int = 5) -> tuple[str, ...]:
        key = name_key(words)
        if not key:
            return ()
        reach = 1 if len(key) < 5 else 2
        scored = []
        for other, symbol in self._keys():
            if abs(len(other) - len(key)) <= reach:
                distance = edit_distance(key, other, reach)
                if distance <= reach:
                    scored.append((distance, other[:1] != key[:1], symbol))
                    continue
            if len(key) >= 3 and other.startswith(key):
                scored.append((reach + len(other) - len(key), False, symbol))
        return tuple(symbol for _, _, symbol in sorted(scored)[:limit])


def edit_distance(one: str, other: str, most: int) -> int:
    """Edits (insert, delete, replace, swap of neighbours) between two strings; ``most + 1`` where more.

    >>> edit_distance("igf1r", "ifg1r", 2), edit_distance("brca1", "kras", 2)
    (1, 3)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, letter2 in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != letter2))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == letter2:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
