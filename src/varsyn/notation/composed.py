"""Mentions of two plain parts: a gene before a change, a DNA change with its protein half, a list of two.

A short way for what most mentions are; ``mention.readings`` takes every such text apart in the same way, only
after it has tried what else the text could be.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from varsyn.model import Reading
from varsyn.notation import everyday, plain, several, split
from varsyn.notation.reference import is_accession

Readings = list[Reading]
replace = msgspec.structs.replace
_GENE = re.compile(r"(?!MT|[ACGT]\d\d+ )([A-Z][A-Z0-9]{1,9}):? (?=[A-Zcgmnp\d-])").match
_MARKS = re.compile(r"(/|; ?|, ?| and | ?\+ )").split
_PHASES = {
    "/": ("/", "trans"),
    ";": (";", "cis"),
    "; ": ("and", "unknown"),
    ",": ("and", "unknown"),
    "and": ("and", "unknown"),
    "+": ("+", "trans"),
}
_OPEN = " ,;/|([{"
MOST_PIECES = 9
"""Changes and the marks between them; longer lists go the long way."""
_CLOSING = {"(": ")", "[": "]"}


def readings(text: str) -> Readings | None:
    """Readings of such a mention, best first; None for every other text.

    >>> str(readings("IGF1R c.1532G>A (p.Arg511Gln)")[0])
    'IGF1R c.1532G>A (p.Arg511Gln)'
    """
    if found := _pair(text) or _of_gene(text):
        return found
    return _listed(text)


def _listed(text: str) -> Readings | None:
    """``R481Q/R59X``: changes all of one kind, so that none can be the other half of another."""
    pieces = _MARKS(text)
    if len(pieces) < 3 or len(pieces) > MOST_PIECES:
        return None
    marks = {mark if mark == "; " else mark.strip() for mark in pieces[1::2]}
    found = [_unmistakable(piece) for piece in pieces[::2]]
    if not all(found) or len(marks) > 1:
        return None
    if len({readings[0].coordinate for readings in found}) != 1:
        return None
    return several.together(*_PHASES[marks.pop()], found)


def _unmistakable(text: str) -> Readings:
    """Readings of a plain change without prefix or reference that is of one kind."""
    if text[1:2] == "." or text[:1] == "(":
        return []
    found = everyday.readings(text)
    return found if found and len({reading.coordinate for reading in found}) == 1 and not found[0].id else []


def _one(text: str) -> Readings:
    found = plain.description(text)
    return found if found is not None else everyday.readings(text) or []


def _of_gene(text: str) -> Readings | None:
    match = _GENE(text)
    if match is None or text[match.end(1)] == ":" or not _is_gene(match[1]):
        return None
    found = _one(text[match.end() :])
    if not found or any(reading.accession or reading.id for reading in found):
        return None
    return [replace(reading, gene=match[1]) for reading in found]


@lru_cache(maxsize=4096)
def _is_gene(word: str) -> bool:
    """Whether a word can be a gene's symbol and nothing else: no accession, no change of its own."""
    return not is_accession(word) and split.is_gene_words(word) and not _one(word)


def _pair(text: str) -> Readings | None:
    head, mark, tail = text.rpartition("p.")
    if not mark:
        return None
    left = head.rstrip(_OPEN)
    if not left:
        return _leading(text)
    if left == head or (head == f"{left} " and split.is_gene_words(left)):
        # ``C8A p.…``: the complement's gene, no base change.
        return None
    for sign in head[len(left) :]:
        closing = _CLOSING.get(sign)
        if closing is not None:
            if not tail.endswith(closing):
                return None
            tail = tail[:-1]
    proteins = _one(f"p.{tail}")
    if not proteins:
        return None
    changes = _one(left) or _of_gene(left)
    return _paired(changes, proteins[0]) if changes else None


def _leading(text: str) -> Readings | None:
    """``p.Arg511Gln (c.1532G>A)``."""
    left, blank, right = text.partition(" (")
    if not blank or right[-1:] != ")" or right[1:2] != ".":
        return None
    proteins, changes = _one(left), _one(right[:-1])
    return _paired(changes, proteins[0]) if proteins and changes else None


def _paired(changes: Readings, protein: Reading) -> Readings | None:
    found = [reading for reading in changes if reading.coordinate != "p" and reading.id is None]
    return [replace(reading, protein=protein) for reading in found] or None
