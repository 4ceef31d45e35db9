"""Where to look: one pass over the digits of a text, each judged by its neighbours alone.

Nearly every way to write a variant holds a number with a tell-tale neighbour (a letter, an arrow, ``c.``,
the word *codon*). Finding those numbers costs a few nanoseconds a character; the regular expressions
of ``forms`` then run over the few windows around them only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from varsyn.literature.forms import COMPACT, TOLD
from varsyn.model.residues import NAME_TO_THREE

Span = tuple[int, int]

_RUN = re.compile("[0-9]+")
_SPACE = re.compile(r"\s")
LEFT, RIGHT, FARTHEST = 16, 20, 400
"""A compact mention begins at most ``LEFT`` characters before its number; its window ends at the first white
space ``RIGHT`` characters after it, or at ``FARTHEST``."""
TOLD_LEFT, TOLD_RIGHT = 120, 70

_BEFORE_LETTERS = frozenset("ACDEFGHIKLMNPQRSTVWYXUacdeghilmnoprstuvyβγαδεζΔ∆δ")
_AFTER = frozenset("ACDEFGHIKLMNPQRSTVWYXUacdefgiorstux*∗＊>›→_=/([-‐‑‒–—−+?;4")
_AFTER_BARE = frozenset("ACGTUacgtudDiINn>_*→/([+-‐‑–−")
_SPACES = frozenset(" \u00a0\u2009\u202f\n\r\t")
_PREFIXES = frozenset("cgmnropCP")
_SIGNS = frozenset("-+*(?[–−‐_")
_AFTER_SPACE = frozenset("ACGTacgtdDiI>→-–−+(XKEQRWYHFVLMNSP*")
_LINKS = ("to ", "by ", "with ")
_ORDINALS = ("st", "nd", "rd", "th")
_SITE_WORDS = frozenset(
    "codon codons residue residues position positions nucleotide nucleotides nt np bp base bases pair pairs acid aa "
    "site number no exon intron cdna delta".split()
)
_TOLD_WORDS = _SITE_WORDS | {word for name in NAME_TO_THREE for word in name.lower().split()} | frozenset(
    "ala arg asn asp cys gln glu gly his ile leu lys met phe pro ser thr trp tyr val".split()
)  # fmt: skip


def windows(text: str) -> tuple[list[Span], list[Span]]:
    """Where compact mentions and mentions told in words may stand: (compact, told) spans, merged, in order.

    Spans are 0-based, half-open. Linear in the length of the text.

    >>> windows("Of 120 patients, 12 carried c.35delG.")[0]
    [(0, 37)]
    >>> windows("Of 120 patients seen in 2003, 12% died.")
    ([], [])
    """
    compact: list[Span] = []
    told: list[Span] = []
    last = len(text)
    for run in _RUN.finditer(text):
        start, end = run.span()
        before = text[start - 1] if start else " "
        after = text[end] if end < last else " "
        if _is_compact(text, start, end, before, after):
            _extend(compact, start - LEFT, _stop(text, end + RIGHT))
        if (before in " -(\n+−–‐," or text[start - 2 : start - 1] == " ") and _is_told(text, start):
            _extend(told, start - TOLD_LEFT, _stop(text, end + TOLD_RIGHT))
            if after in _SPACES or text.startswith("elta", start - 5):
                _extend(compact, start - LEFT, _stop(text, end + RIGHT))
    return compact, told


def _is_compact(text: str, start: int, end: int, before: str, after: str) -> bool:
    if before.isalpha():
        if before not in _BEFORE_LETTERS:
            return False
        if after in _AFTER:
            return True
        if before in "sSlVMA" and start > 1 and text[start - 2] in "rReCdSO":
            return True
        if after in _SPACES and (text[end + 1 : end + 2] in _AFTER_SPACE or text.startswith(_LINKS, end + 1)):
            return True
        return ">" in text[max(0, start - 10) : start] or text.startswith("elta", start - 5)
    if before in _SIGNS or before == ".":
        if start > 1 and text[start - 2] in "cgmnrop./IVXSACGTt(":
            return True
        if before == "." and text[start - 2 : start - 1] not in _PREFIXES:
            return False
    if after in _AFTER_BARE:
        if after in "-–−+([/" or after == "_":
            return _leads_on(text, end)
        return text[end : end + 2] not in _ORDINALS
    if after in _SPACES and end + 2 < len(text):
        following = text[end + 1]
        if following in "ACGTacgt":
            return text[end + 2] in "/>-–→ ACGT›"
        return following in "(>→-+−" or text[end + 1 : end + 4].lower() in ("del", "ins", "dup", "inv")
    return False


def _leads_on(text: str, end: int) -> bool:
    """Whether a sign after a number is followed by what can follow it in a variant."""
    for character in text[end + 1 : end + 24]:
        if character in "ACGTacgtdiIDp>_":
            return True
        if not (character.isdigit() or character in " +-–−_()?*.k"):
            return False
    return False


def _is_told(text: str, start: int) -> bool:
    words = text[max(0, start - 24) : start].rstrip(" -(+−–‐\n,")
    if words[-2:-1] == " " and text[start - 1] == words[-1]:
        words = words[:-2]
    cut = max(words.rfind(" "), words.rfind("-"), words.rfind("("), words.rfind("\n")) + 1
    return words[cut:].lower() in _TOLD_WORDS


def _stop(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = _SPACE.search(text, at, at + FARTHEST)
    return space.start() if space else min(at + FARTHEST, len(text))


def _extend(spans: list[Span], start: int, end: int) -> None:
    start = max(start, 0)
    if spans and start <= spans[-1][1]:
        spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
    else:
        spans.append((start, end))


def compact_matches(text: str, spans: list[Span]) -> Iterator[tuple[int, int, str]]:
    """(start, end, shape) of every compact shape within the windows: 0-based, half-open."""
    for start, end in spans:
        for match in COMPACT.finditer(text, start, end):
            close = match.end()
            while text[close - 1].isspace():
                close -= 1
            yield match.start(), close, match.lastgroup or ""


def told_matches(text: str, spans: list[Span]) -> Iterator[tuple[int, int, str]]:
    """(start, end, shape) of every shape told in words within the windows: 0-based, half-open."""
    for start, end in spans:
        part = text[start:end]
        lowered = part.lower()
        if len(lowered) != len(part):
            lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in part)
        for match in TOLD.finditer(lowered):
            yield start + match.start(), start + match.end(), match.lastgroup or ""
