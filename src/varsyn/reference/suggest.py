"""Official symbols that look like some words: what a misspelled gene may have been."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, takewhile

from varsyn.reference.names import name_key

_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
_PREFIXED = 50
"""Symbols that begin with the words which are considered at most."""


class Suggester:
    """Finds symbols within two edits of a word, or that begin with it; its tables are made once.

    >>> Suggester(["BRCA1", "BRAF", "CFTR"]).suggest("BRAC1")
    ('BRCA1', 'BRAF')
    """

    def __init__(self, symbols: Iterable[str]) -> None:
        self._symbols: dict[str, list[str]] = {}
        self._by_first: dict[str, list[tuple[str, int]]] = {}
        for symbol in symbols:
            key = name_key(symbol)
            if key not in self._symbols:
                self._by_first.setdefault(key[:1], []).append((key, _letters(key)))
            self._symbols.setdefault(key, []).append(symbol)
        self._ordered = sorted(self._symbols)
        self.suggest = lru_cache(maxsize=4096)(self._suggest)

    def _suggest(self, words: str, limit: int = 5) -> tuple[str, ...]:
        key = name_key(words)
        if not key or len(key) > 40:
            return ()
        distances = {other: 1 for other in _one_edit(key) if other in self._symbols}
        if key in self._symbols:
            distances[key] = 0
        if len(key) >= 4:
            for other in self._same_first(key):
                distances.setdefault(other, 2)
        if len(key) >= 3:
            for other in self._beginning_with(key):
                distances.setdefault(other, 2 + len(other) - len(key))
        ranked = sorted(distances, key=lambda other: (distances[other], other[:1] != key[:1], other))
        return tuple(symbol for other in ranked[:limit] for symbol in self._symbols[other])[:limit]

    def _same_first(self, key: str) -> Iterator[str]:
        """Keys with the same first letter, at most two edits away."""
        letters = _letters(key)
        for other, letters_there in self._by_first.get(key[0], ()):
            close = abs(len(other) - len(key)) <= 2 and (letters ^ letters_there).bit_count() <= 4
            if close and edit_distance(key, other, 2) <= 2:
                yield other

    def _beginning_with(self, key: str) -> Iterator[str]:
        start = bisect_left(self._ordered, key)
        following = takewhile(lambda other: other.startswith(key), islice(self._ordered, start, None))
        return islice(following, _PREFIXED)


def _one_edit(key: str) -> Iterator[str]:
    """Every string one insertion, deletion, replacement or swap of neighbours away."""
    for i in range(len(key) + 1):
        before, after = key[:i], key[i:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _ALPHABET:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]


def _letters(key: str) -> int:
    """The set of letters and digits in a key, one bit each."""
    bits = 0
    for letter in key:
        bits |= 1 << (ord(letter) - 48 & 63)
    return bits


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
