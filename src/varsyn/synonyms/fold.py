"""Folding: the spelling under which a description is looked up, whatever the typist's habits.

Folding never decides what a variant is (the resolver does); it only finds stored descriptions that differ
in letters, stop sign, dashes, spaces, parentheses or case. Where two different descriptions fold alike,
a look-up shows both.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

from varsyn.model.residues import THREE_TO_ONE

WIDTH = 64
"""Longest folded spelling kept in full; a longer one keeps its start and a digest (index keys stay small)."""

_THREE = {
    three.lower(): one.lower() for three, one in THREE_TO_ONE.items() if len(one) == 1 and one.isalpha()
}
_NAMES = "|".join(sorted({*_THREE, "ter", "stop"} - {"xaa"}))
_RESIDUE = re.compile(rf"(?<![a-z])(?:{_NAMES})(?=\d|$|[^a-z])|(?<=[0-9])(?:{_NAMES})(?=fs|ext|$|[^a-z])")
_SIGNS = str.maketrans({
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "﹣": "-", "－": "-",
    "→": ">", "⟶": ">", "➔": ">", "＞": ">", "∗": "*", "＊": "*", "Δ": "del", "∆": "del", "′": "'", "’": "'",
    "(": None, ")": None, "[": None, "]": None, "\u200b": None, "\ufeff": None, "\u00ad": None,
})  # fmt: skip
_STOP = re.compile(
    r"(?<=\d)(?:x|ter|stop)(?![a-z])|(?<=fs)(?:x|ter|stop)(?=\d|$)|(?<=fs-)(?:x|ter|stop)(?=\d|$)"
)
_PLACE = r"[-*]?[0-9]+(?:[+-][0-9]+)?"
_ON = r"[A-Z]{2}_[0-9]+\.[0-9]+:"
_PLAIN = re.compile(
    rf"(?:(?:p\.)?([A-Z][0-9]+[A-WYZ*])"
    rf"|(?:{_ON})?[cg]\.{_PLACE}(?:[ACGT]>[ACGT]|(?:_{_PLACE})?(?:del|dup)[ACGT]*))\Z"
)
"""Spellings that differ from their folded form in nothing but case and the prefix of a protein change."""
_RESIDUES = re.compile(
    rf"({_ON})?p\.\(?([A-Z][a-z]{{2}})([0-9]+)(?:=|([A-Z][a-z]{{2}})(?:fsTer([0-9]+))?)\)?\Z"
)
"""One residue for another, for itself, or with a frameshift behind it."""
_LETTERS = {three.title(): one for three, one in _THREE.items() if one != "x"} | {"Ter": "*"}


def fold(text: str) -> str:
    """The folded spelling of a description: at most 64 characters (then a start and a digest).

    >>> {fold(t) for t in ("p.Arg511Gln", "p.(Arg511Gln)", "R511Q", " p.R511Q", "arg511gln")}
    {'r511q'}
    >>> {fold(t) for t in ("A110fsX20", "p.Ala110fs*20", "p.(Ala110fsTer20)", "A110FSX20")}
    {'a110fs*20'}
    >>> fold("c.76_77del") == fold("c.76–77del")
    False
    >>> fold("IVS10-11 G->A")
    'ivs10-11g>a'
    """
    plain = _PLAIN.match(text)
    if plain is not None:
        return _bounded((plain[1] or text).lower())
    residues = _RESIDUES.match(text)
    if residues is not None:
        on, old, at, new, stop = residues.groups()
        if old in _LETTERS and (new is None or new in _LETTERS):
            change = _LETTERS[new] if new is not None else "="
            shift = f"fs*{stop}" if stop is not None else ""
            return _bounded(f"{on.lower() if on else ''}{_LETTERS[old]}{at}{change}{shift}")
    return _folded(text)


def _folded(text: str) -> str:
    """The long way, for every form."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_SIGNS))
    folded = "".join(text.translate(_SIGNS).lower().split()).replace("->", ">")
    folded = folded.replace("p.", "", 1) if folded.startswith("p.") else folded.replace(":p.", ":", 1)
    folded = _RESIDUE.sub(lambda match: _THREE.get(match[0], "*"), folded)
    folded = _STOP.sub("*", folded)
    return _bounded(folded)


def _bounded(folded: str) -> str:
    if len(folded) <= WIDTH:
        return folded
    return f"{folded[:40]}#{blake2b(folded.encode('utf-8', 'replace'), digest_size=11).hexdigest()}"


_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789>*-+_.:="


def near(folded: str) -> list[str]:
    """Every spelling one slip away: a character too many, too few, wrong, or two swapped.

    Sorted, without ``folded`` itself; empty for spellings that are too long or too short to compare so.

    >>> "r481q" in near("r418q")
    True
    """
    if not 3 <= len(folded) <= 40:
        return []
    found: set[str] = set()
    for at in range(len(folded) + 1):
        head, tail = folded[:at], folded[at:]
        for letter in _ALPHABET:
            found.add(head + letter + tail)
            if tail:
                found.add(head + letter + tail[1:])
        if tail:
            found.add(head + tail[1:])
        if len(tail) > 1:
            found.add(head + tail[1] + tail[0] + tail[2:])
    found.discard(folded)
    return sorted(found)
