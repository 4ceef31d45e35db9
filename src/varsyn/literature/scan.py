"""Where to look: one pass over the digits of a text, each judged by its neighbours alone.

Nearly every way to write a variant holds a number with a tell-tale neighbour (a letter, an arrow, ``c.``,
the word *codon*). The numbers are found in a copy of the text with one byte a character, in which every
digit is ``0`` (a search for one byte costs under a nanosecond a character); the regular expressions of
``forms`` then run at the few places that are left, or in windows around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from varsyn.literature.forms import COMPACT, GLUED, ORDINARY, TOLD
from varsyn.model.residues import NAME_TO_THREE, THREE_TO_ONE

Span = tuple[int, int]
Shaped = tuple[int, int, str, int, int]
"""Start, end and the name of the shape; where its only number is known to lie, start and end of that, else 0.
All 0-based, half-open."""

_SPACE = re.compile(r"\s")
LEFT, RIGHT, FARTHEST = 16, 20, 400
"""A compact mention begins at most ``LEFT`` characters before its number; its window ends at the first white
space ``RIGHT`` characters after it, or at ``FARTHEST``."""
TOLD_LEFT, TOLD_RIGHT = 120, 70

_BEFORE_LETTERS = frozenset("ACDEFGHIKLMNPQRSTVWYXUacdeghilmnoprstuvyβγαδεζΔ∆δ")
_AFTER = frozenset("ACDEFGHIKLMNPQRSTVWYXUacdefghilmnoprstuvx*∗＊>›→_=/([-‐‑‒–—−+?;4")
_AFTER_BARE = frozenset("ACGTUacgtudDiINn>_*→/([+-‐‑–−")
_SPACES = frozenset(" \u00a0\u2009\u202f\n\r\t")
_PREFIXES = frozenset("cgmnropCP")
_SIGNS = frozenset("-+*(?[–−‐_")
_AFTER_SPACE = frozenset("ACGTacgtdDiI>→-–−+(XKEQRWYHFVLMNSP*")
_ONE_LETTER = frozenset("XKEQRWYHFVLMNSP*")
_BASES = frozenset("ACGTacgt")
_AFTER_BASE = frozenset("/>-–→ ACGT›<")
_EVENTS = frozenset(("del", "ins", "dup", "inv"))
_IS_CHANGED = frozenset((" w", " i"))
_HYPHENS = frozenset("-+−–‐")
_ARROWS = frozenset(">→›")
_DELTAS = frozenset("Δ∆δ")
_DELETED = ("elta", "del", "DEL", "Del", "Δ", "∆")
_LINKS = ("to ", "by ", "with ")
_ORDINALS = ("st", "nd", "rd", "th")
_JOINED = frozenset("/(")
_LEADING = frozenset(".>‐-aA–→")
_OPENING = frozenset((".(", ".[", ". ", "> ", "a ", "([", "l ", "L "))
_BEFORE_TOLD = frozenset(" -(\n+−–‐,")
_SITE_WORDS = frozenset(
    [
        "codon", "codons", "residue", "residues", "position", "positions", "nucleotide", "nucleotides",
        "nt", "np", "bp", "base", "bases", "pair", "pairs", "acid", "aa", "site", "number", "no",
        "exon", "intron", "cdna", "delta",
    ]
)  # fmt: skip
_TOLD_WORDS = _SITE_WORDS | {word for name in NAME_TO_THREE for word in name.lower().split()} | frozenset(
    [
        "ala", "arg", "asn", "asp", "cys", "gln", "glu", "gly", "his", "ile", "leu", "lys", "met",
        "phe", "pro", "ser", "thr", "trp", "tyr", "val",
    ]
)  # fmt: skip
_RESIDUES = frozenset(three for three in THREE_TO_ONE) | frozenset(three.upper() for three in THREE_TO_ONE)
_ONE_LETTERS = frozenset("ACDEFGHIKLMNPQRSTVWY")
CHANGE_REACH = 90
_CHANGES = (
    "eplac", "ubstitut", "utated", "utating", "utation of", "utations of", "onver", "hanged", "hanging",
    "xchang", "----",
)  # fmt: skip
_TOLD_ENDINGS = frozenset(f" {word}"[-3:] for word in _TOLD_WORDS)
_TOLD_ENDINGS |= frozenset(ending.title() for ending in _TOLD_ENDINGS) | frozenset(
    ending.upper() for ending in _TOLD_ENDINGS
)


_GOES_ON = _TOLD_ENDINGS | {"IVS", " CD", "CDs", " rs", " RS", "del", "ins", "dup", "chr"}
"""Last three characters before a space and a number that may be one mention with it."""


class Seen(NamedTuple):
    """What ``scan`` saw: spans are 0-based, half-open, in order, the windows merged."""

    direct: list[Shaped]
    """Compact mentions."""
    compact: list[Span]
    """Windows for ``compact_matches``."""
    told: list[Span]
    """Windows for ``told_matches``."""
    sites: list[Span]
    """Numbers of residues, codons and nucleotides of which a sentence may tell something."""


def _classes() -> bytes:
    """For each Latin-1 character its class: digit, space or line end, what closes a phrase, anything else."""
    classes = bytearray(256)
    for characters, kind in ((b"0123456789", _DIGIT), (b" \n", _BLANK), (b",.;)%:]", _CLOSING)):
        for character in characters:
            classes[character] = kind
    return bytes(classes)


_DIGIT, _BLANK, _CLOSING = 1, 2, 3
_CLASSES = _classes()
_PADDING = bytes((_BLANK, _BLANK))


def scan(text: str) -> Seen:
    """Compact mentions found at once, and where others may stand. Linear in the length of the text.

    >>> scan("Of 120 patients, 12 carried c.35delG.").direct
    [(28, 36, 'dna', 0, 0)]
    >>> scan("Of 120 patients seen in 2003, 12% died.")
    Seen(direct=[], compact=[], told=[], sites=[])
    """
    seen = Seen([], [], [], [])
    _, compact, told, sites = seen
    classes = text.encode("latin-1", "replace").translate(_CLASSES) + _PADDING
    next_digit = classes.find
    padded = text + "  "
    done = 0
    start = next_digit(_DIGIT)
    while start >= 0:
        end = start + 1
        while classes[end] == _DIGIT:
            end += 1
        kind, closing = classes[start - 1], classes[end]
        if kind == _BLANK and (
            closing == _CLOSING
            or (
                closing == _BLANK and (padded[end + 1] not in _AFTER_SPACE or not _continues(padded, end + 1))
            )
        ):
            # A number among words: only what stands before it can make it part of a mention.
            if padded[start - 4 : start - 1] in _TOLD_ENDINGS and (word := _told_word(text, start)):
                _extend(told, start - TOLD_LEFT, end + TOLD_RIGHT)
                sites.append((start, end))
                if word == "delta" or (closing == _BLANK and word not in _SITE_WORDS):
                    _extend(compact, start - LEFT, end + RIGHT)
            elif padded[start - 2] == "s" and padded[start - 4 : start] == " rs ":
                _extend(compact, start - LEFT, end + RIGHT)
        elif kind != _CLOSING or classes[start - 2] != _DIGIT or padded[start - 1] not in ".,":
            done = _look(text, padded, start, end, seen)
            if done > end:
                end = done
        start = next_digit(_DIGIT, end)
    if compact or told:
        return Seen(seen.direct, _to_spaces(text, compact), _to_spaces(text, told), sites)
    return seen


def _look(text: str, padded: str, start: int, end: int, seen: Seen) -> int:
    """Judge a number by what touches it; returns where the mention ends that it is part of, else 0."""
    direct, compact, told, sites = seen
    done = 0
    before, after = padded[start - 1], padded[end]
    letter = before.isalpha()
    if not letter and _is_plain(padded, start, end, before, after):
        return 0
    if (letter and after in _AFTER and before in _BEFORE_LETTERS) or _is_compact(
        padded, start, end, before, after
    ):
        if letter and padded[start - 2] == " " and padded[start - 3 : start - 1] not in _OPENING:
            token = start - 1
        else:
            token = _token_start(padded, start) if letter or before == "." else start
        if token == start and _stands_alone(padded, start, before):
            if match := COMPACT.match(text, start):
                done = match.end()
                direct.append((start, _trimmed(text, done), match.lastgroup or "", 0, 0))
        elif token < start:
            match = ORDINARY.match(text, token)
            while match is not None and match.end() <= start:
                # Several that points hold together: those before are known already.
                token = match.end() + 1
                match = ORDINARY.match(text, token)
            if match is not None and match.end() >= end:
                done = match.end()
                direct.append((token, done, match.lastgroup or "", start, end))
                return done
            if match := COMPACT.match(text, token):
                done = match.end()
                direct.append((token, _trimmed(text, done), match.lastgroup or "", 0, 0))
            elif (
                after.isalpha() and _may_be_glued(padded, start, end) and (match := GLUED.match(text, token))
            ):
                done = match.end()
                direct.append((match.start("variant"), done, "glued", 0, 0))
        if not done and (
            token == start
            or padded[token - 1] in _JOINED
            or not _LEADING.isdisjoint(padded[token - 2 : token])
        ):
            _extend(compact, start - LEFT, end + RIGHT)
    if done:
        return done
    if letter:
        if _is_site(padded, start, end, after):
            sites.append((start, end))
        announced = padded[start - 2] == " "
    elif after in _BASES and padded[end + 1 : end + 3] in _IS_CHANGED:
        sites.append((start, end + 1))
        return done
    elif (
        before in _HYPHENS and padded[start - 4 : start - 1] == "at " and "tran" in padded[start - 30 : start]
    ):
        _extend(told, start - TOLD_LEFT, end + TOLD_RIGHT)
        sites.append((start, end))
        return done
    elif before in _BEFORE_TOLD:
        back = 2 if padded[start - 2] in " (-" else 1
        announced = padded[start - back - 3 : start - back] in _TOLD_ENDINGS
    else:
        announced = False
    if announced and (word := _told_word(text, start)):
        _extend(told, start - TOLD_LEFT, end + TOLD_RIGHT)
        sites.append((start, end))
        if word not in _SITE_WORDS:
            _extend(compact, start - LEFT, end + RIGHT)
    return done


def _is_plain(text: str, start: int, end: int, before: str, after: str) -> bool:
    """Whether a number is a share in brackets or has a sign of its own: ``(95%``, ``at -80 degrees``."""
    if after == "%":
        return True
    return (
        before in _HYPHENS
        and text[start - 2] == " "
        and after in " ,.;:\n"
        and text[start - 5 : start - 2] not in _TOLD_ENDINGS
        and text[start - 4 : start - 1] != "at "
        and (after != " " or not _continues(text, end + 1))
    )


def _may_be_glued(text: str, start: int, end: int) -> bool:
    """Whether the letters before a number can end in a residue written onto a name: ``BRAFV600``."""
    return end - start > 1 or text[start - 3 : start] in _RESIDUES


def _is_site(text: str, start: int, end: int, after: str) -> bool:
    """Whether a number is the place of a residue of which something is told near by: ``Lys43``, ``K43``."""
    if after.isalnum() or after == "_":
        return False
    if text[start - 3 : start] in _RESIDUES:
        return after != "-" or not text[end + 1].isupper() or tells_of_change(text, start, end)
    shared = after == "/" and text[end + 1].isdigit()
    return (
        not text[start - 2].isalnum()
        and (shared or end - start > 1)
        and text[start - 1] in _ONE_LETTERS
        and (shared or tells_of_change(text, start, end))
    )


def tells_of_change(text: str, start: int, end: int) -> bool:
    """Whether a word such as *replaced* stands near text[start:end] (0-based, half-open)."""
    near = text[max(0, start - CHANGE_REACH) : end + CHANGE_REACH]
    return any(word in near for word in _CHANGES)


def _token_start(text: str, start: int) -> int:
    """Where the word (letters, digits, points) begins that runs into a number; the number's own start if
    something before the word may belong to the mention too."""
    floor = max(0, start - LEFT)
    at = text.rfind(" ", floor, start) + 1
    if at <= floor or not text[at:start].isalnum():
        at = start
        while at > floor and (text[at - 1].isalnum() or text[at - 1] == "."):
            at -= 1
    return start if text[at - 2 : at] in _OPENING or text[at] == "." else at


def _stands_alone(text: str, start: int, before: str) -> bool:
    """Whether nothing before a number can belong to the same mention: ``, 384delC``, ``the 384delC``."""
    last = text[start - 2]
    if before == "(" or last in ",;":
        return last == " " or before in " \n"
    return (
        before in " \n"
        and last.isalpha()
        and text[start - 3].isalpha()
        and text[start - 4 : start - 1] not in _GOES_ON
    )


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
        return (
            text[start - 2] in _DELTAS
            or text[max(0, start - 6) : start - 1].rstrip(" -").endswith(_DELETED)
            or not _ARROWS.isdisjoint(text[max(0, start - 10) : start])
        )
    if before == "(" and after == ")" and text[end + 1].isalpha() and text[start - 2].isalpha():
        return True
    if before in _SIGNS or before == ".":
        if start > 1 and text[start - 2] in "cgmnrop./IVXSACGTt(":
            return True
        if before == "." and text[start - 2 : start - 1] not in _PREFIXES:
            return False
    if after in _AFTER_BARE:
        if after in "-–−+([/" or after == "_":
            return _leads_on(text, end)
        return text[end : end + 2] not in _ORDINALS
    if after in _SPACES and _continues(text, end + 1):
        return True
    return before == " " and text[start - 3 : start] == "rs " and not text[start - 4 : start - 3].isalnum()


def _continues(text: str, at: int) -> bool:
    """Whether what follows a number and a space can go on with a variant: ``C>T``, ``delA``, ``+ 5``."""
    following = text[at]
    if following not in _AFTER_SPACE:
        return False
    if following in "dDiI":
        return text[at : at + 3].lower() in _EVENTS
    if following in _BASES:
        return text[at + 1] in _AFTER_BASE
    return following not in _ONE_LETTER


def _leads_on(text: str, end: int) -> bool:
    """Whether a sign after a number is followed by what can follow it in a variant."""
    for character in text[end + 1 : end + 24]:
        if character in "ACGTacgtdiIDp>_":
            return True
        if not (character.isdigit() or character in " +-–−_()?*.kb"):
            return False
    return False


def _told_word(text: str, start: int) -> str:
    """The residue or the word for a place that announces the number at ``start``; empty if none does."""
    words = text[max(0, start - 24) : start].rstrip(" -(+−–‐\n,")
    if words[-2:-1] == " " and text[start - 1] == words[-1]:
        words = words[:-2]
    cut = max(map(words.rfind, " -(.\n")) + 1
    word = words[cut:].lower()
    return word if word in _TOLD_WORDS else ""


def _to_spaces(text: str, spans: list[Span]) -> list[Span]:
    """The spans, each carried on to the next white space, and none beyond the text."""
    last = len(text)
    result: list[Span] = []
    for start, end in spans:
        if result and start < result[-1][1]:
            start = result[-1][1]
        if end < last:
            space = _SPACE.search(text, end, end + FARTHEST)
            end = space.start() if space else min(end + FARTHEST, last)
        if start < end:
            result.append((start, min(end, last)))
    return result


def _extend(spans: list[Span], start: int, end: int) -> None:
    if start < 0:
        start = 0
    if spans and start <= spans[-1][1]:
        spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
    else:
        spans.append((start, end))


def compact_matches(text: str, spans: list[Span]) -> Iterator[Shaped]:
    """(start, end, shape) of every compact shape within the windows: 0-based, half-open."""
    for start, end in spans:
        for match in COMPACT.finditer(text, start, end):
            yield match.start(), _trimmed(text, match.end()), match.lastgroup or "", 0, 0


def _trimmed(text: str, end: int) -> int:
    while text[end - 1].isspace():
        end -= 1
    return end


def told_matches(text: str, spans: list[Span]) -> Iterator[Shaped]:
    """(start, end, shape) of every shape told in words within the windows: 0-based, half-open."""
    for start, end in spans:
        part = text[start:end]
        lowered = part.lower()
        if len(lowered) != len(part):
            lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in part)
        for match in TOLD.finditer(lowered):
            yield start + match.start(), start + match.end(), match.lastgroup or "", 0, 0
