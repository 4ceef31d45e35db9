"""The shapes that most mentions have: the first character leads to one regular expression, that to a reading.

Only what needs no rule beyond those written here is taken; the rest goes on to ``informal`` and the grammars
of printed forms, which read these texts to the same (``tests/property/test_notation_paths.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from varsyn.model import Reading, Repair
from varsyn.model.reading import Coordinate, Edit
from varsyn.model.residues import ONE_TO_THREE
from varsyn.notation.plain import Pieces
from varsyn.notation.positions import shift
from varsyn.notation.repairs import ANY_X, STOP_X, redundant, repair, sign_repairs

Readings = list[Reading]
Reader = Callable[[str], Readings | None]

_OLD = {letter: code for letter, code in ONE_TO_THREE.items() if letter in "ACDEFGHIKLMNPQRSTVWYU"}
_OLD |= {code: code for code in tuple(_OLD.values())}
_STOPS = ("Stop", "stop", "STOP", "opal", "amber", "ochre", "Opal", "Amber", "Ochre", "Term", "term")
_NEW: dict[str, tuple[str, tuple[Repair, ...]]] = {word: (code, ()) for word, code in _OLD.items()}
_NEW |= {"*": ("Ter", ()), "Ter": ("Ter", ()), "X": ("Ter", (STOP_X,))}
_NEW |= {word: ("Ter", (repair("stop_word", word, "Ter"),)) for word in _STOPS}
_BASES = frozenset("ACGT")
_FAR = frozenset(("AC", "CA", "CT", "TC", "GT", "TG"))
"""Base changes that, read as residues, need more than one base to change."""

_SMALL = r"[1-9]\d{0,4}+"
_LARGE = r"[1-9]\d{0,11}+"
_POSITION = rf"[-*]?+{_LARGE}(?:[+-]{_LARGE})?+"
_PREFIX = r"(?:([cgmno])(\.?))?+"

_RESIDUE = re.compile(
    rf"(p\.)?+(\()?+([A-Z][a-z]{{0,2}}+)([ -]?\(?({_SMALL})\)?+(?:[ -]|>|/| to )?)"
    r"(?:([A-Z][a-z]{0,2}|\*|(?:[Ss]top|STOP|[Oo]pal|[Aa]mber|[Oo]chre|[Tt]erm))??"
    rf"(fs(?:(\*|X|Ter)({_SMALL}))?+)?+|(del))(\))?+\Z",
    re.ASCII,
).match
_SUBSTITUTION = re.compile(rf"{_PREFIX}({_POSITION})( ?)([ACGT])(>|/| to |-)((?!\5)[ACGT])\Z", re.ASCII).match
_INDEL = re.compile(
    rf"{_PREFIX}({_LARGE})(?:_({_LARGE}))?+( ?)(del(?!i)|dup|(?:del)?+ins|inv)([ACGT]*+)\Z",
    re.ASCII,
).match
_BASE_FIRST = re.compile(rf"([cgmn])(\.?)([ACGT])({_LARGE})((?!\3)[ACGT])\Z", re.ASCII).match
_DELETED = re.compile(
    rf"(?:\u0394|[Dd]elta[ -]?|del ?)([A-Z][a-z]{{0,2}}+)({_SMALL})\Z"
    rf"|(del|dup) ?({_LARGE})([ACGT]*)\Z",
    re.ASCII,
).match
_INTRON = re.compile(rf"(c\.)?IVS(\d{{1,2}}+)([+-])({_LARGE})([ACGT])>((?!\5)[ACGT])\Z", re.ASCII).match
_NUCLEOTIDE = re.compile(r"((?:nt|np|nucleotide|position) ?)(?=[-*\d])", re.ASCII).match
_IDENTIFIER = re.compile(
    r"(?:rs\d{1,12}|[VRS]CV\d{6,12}(?:\.\d+)?|CA\d{5,12}|COS[MV]\d{1,10})\Z", re.ASCII
).match
_EXON = re.compile(
    r"(?:[Ee]xon|[Ee]x|EX)[ ._-]?(\d{1,3}) ?(del(?:etion|eted)?|dup(?:lication)?|skipping|loss)\Z"
    r"|(deletion of|skipping of|loss of|duplication of|del|dup) (?:[Ee]xon|[Ee]x) ?(\d{1,3})\Z",
    re.ASCII,
).match


def readings(text: str) -> Readings | None:
    """All readings of one of these shapes, best first; None for every other text.

    >>> [str(reading) for reading in readings("A1298C")]
    ['1298A>C', 'p.(Ala1298Cys)']
    """
    reader = _READERS.get(text[:1])
    return reader(text) if reader is not None else None


def _capital(text: str) -> Readings | None:
    match = _RESIDUE(text)
    if match is not None and (found := _residue(text, match)):
        return found
    if text.startswith("IVS"):
        return _intron(text)
    return _exon(text) if text.startswith("E") else _identifier(text)


def _residue(text: str, match: re.Match[str]) -> Readings | None:
    pieces: Pieces = match.groups()
    prefix, opened, ref, middle, number, new, shift_, _, _, deleted, closed = pieces
    old = _OLD.get(ref)
    if old is None or (opened is None) != (closed is None):
        return None
    uncertain = opened is not None or prefix is None
    if shift_ is not None:
        return _frameshift(match, old, uncertain) if middle == number else None
    if deleted is not None:
        if middle != number or (prefix is None and ref in _BASES):
            return None
        return [Reading("p", "del", number, number, old, "", None, None, uncertain)]
    found = _NEW.get(new)
    if found is None or found[0] == old or (old == "Met" and number == "1"):
        return None
    code, repairs = found
    if opened is not None and prefix is None and ref in _BASES and new in _BASES:
        return None
    if middle != number:
        if ref in _BASES or (middle[0] == "-" and middle[-1].isdigit()):
            return None
        repairs = (repair("separators", f"{ref}{middle}{new}", f"{ref}{number}{new}"), *repairs)
    first = Reading("p", "sub", number, number, old, code, None, None, uncertain, repairs)
    if new == "X":
        kept = (*repairs[:-1], ANY_X)
        return [first, Reading("p", "sub", number, number, old, "Xaa", None, None, uncertain, kept)]
    if prefix is None and ref in _BASES and new in _BASES:
        moved = (repair("base_before_position", text, f"{number}{ref}>{new}"),)
        dna = Reading(None, "sub", number, number, ref, new, None, None, False, moved)
        return [dna, first] if int(number) > 1000 or ref + new in _FAR else [first, dna]
    return [first]


def _frameshift(match: re.Match[str], old: str, uncertain: bool) -> Readings | None:
    number, new, stop, distance = match.group(5, 6, 8, 9)
    if distance is not None and (len(distance), distance) > (len(number), number):
        return None
    code, repairs = _NEW.get(new, ("Ter", ())) if new is not None else ("", ())
    if code == "Ter" or code == old:
        return None
    if stop == "X":
        repairs = (STOP_X,)
    return [Reading("p", "fs", number, number, old, code, None, None, uncertain, repairs, ter=distance or "")]


def _nucleotide(text: str) -> Readings | None:
    match = _SUBSTITUTION(text)
    if match is None:
        return _indel(text)
    pieces: Pieces = match.groups()
    letter, dot, start, blank, ref, sign, alt = pieces
    repairs: tuple[Repair, ...] = ()
    if dot == "":
        repairs = (repair("missing_dot", letter, f"{letter}."),)
    if blank or sign == " to ":
        repairs += (repair("space_in_notation", text, text.replace(" ", "")),)
    if sign != ">":
        repairs += sign_repairs(ref, sign.strip(), alt)
    return [Reading(letter, "sub", start, start, ref, alt, None, None, False, repairs)]


def _indel(text: str) -> Readings | None:
    match = _INDEL(text)
    if match is None:
        return None
    pieces: Pieces = match.groups()
    letter, dot, start, end, blank, edit, bases = pieces
    repairs: tuple[Repair, ...] = ()
    if dot == "":
        repairs = (repair("missing_dot", letter, f"{letter}."),)
    if blank:
        repairs += (repair("space_in_notation", text, text.replace(" ", "")),)
    if letter is None and end is None and not bases and len(start) < 3 and edit in ("del", "dup"):
        # An exon's number, perhaps.
        return None
    if end is not None and (int(end) <= int(start) or letter in ("m", "o")):
        return None
    if edit == "ins":
        return _insertion(letter, start, end, bases, repairs)
    if edit == "delins":
        if not bases:
            return None
        return [Reading(letter, "delins", start, end or start, "", bases, None, None, False, repairs)]
    if bases:
        repairs += (redundant(edit, bases),)
        if end is None and len(bases) > 1:
            end = shift(start, len(bases) - 1)
    return [Reading(letter, edit, start, end or start, bases, "", None, None, False, repairs)]


def _insertion(
    letter: Coordinate | None, start: str, end: str | None, bases: str, repairs: tuple[Repair, ...]
) -> Readings | None:
    number = int(start)
    if not bases or number == 1:
        return None
    if end is not None:
        if int(end) != number + 1:
            return None
        return [Reading(letter, "ins", start, end, "", bases, None, None, False, repairs)]
    after, before = str(number + 1), str(number - 1)
    right = (*repairs, repair("insertion_side", start, f"{start}_{after}", True))
    left = (*repairs, repair("insertion_side", start, f"{before}_{start}", True))
    return [
        Reading(letter, "ins", start, after, "", bases, None, None, False, right),
        Reading(letter, "ins", before, start, "", bases, None, None, False, left),
    ]


def _prefixed(text: str) -> Readings | None:
    if found := _nucleotide(text):
        return found
    match = _BASE_FIRST(text)
    if match is None:
        return _intron(text) if text.startswith("c.I") else _counted(text)
    pieces: Pieces = match.groups()
    letter, dot, ref, start, alt = pieces
    repairs: tuple[Repair, ...] = () if dot else (repair("missing_dot", letter, f"{letter}."),)
    repairs += (repair("base_before_position", f"{ref}{start}{alt}", f"{start}{ref}>{alt}"),)
    return [Reading(letter, "sub", start, start, ref, alt, None, None, False, repairs)]


def _counted(text: str) -> Readings | None:
    """``nt 1532G>A``: the word says that bases are counted, not from where."""
    match = _NUCLEOTIDE(text)
    if match is None or not (found := _nucleotide(text[match.end() :].replace(" ", ""))):
        return None
    word = repair("prefix_spelling", match[1], "")
    return [_with_repair(word, reading) for reading in found]


def _protein(text: str) -> Readings | None:
    match = _RESIDUE(text)
    return _residue(text, match) if match is not None else _counted(text)


def _lower(text: str) -> Readings | None:
    match = _DELETED(text)
    if match is None:
        return _exon(text)
    pieces: Pieces = match.groups()
    ref, number, edit, start, bases = pieces
    if ref is not None:
        old = _OLD.get(ref)
        if old is None or ref in _BASES:
            return None
        shown = (repair("delta", text, f"{ref}{number}del"),)
        return [Reading("p", "del", number, number, old, "", None, None, True, shown)]
    if (edit == "dup" and bases) or (len(start) < 3 and not bases):
        # A small number alone may be an exon's.
        return None
    repairs: tuple[Repair, ...] = (repair("edit_first", f"{edit}{bases}{start}", f"{start}{edit}"),)
    if bases:
        repairs += (redundant(edit, bases),)
    end = shift(start, len(bases) - 1) if len(bases) > 1 else start
    return [Reading(None, edit, start, end or start, bases, "", None, None, False, repairs)]


def _intron(text: str) -> Readings | None:
    match = _INTRON(text)
    if match is None:
        return None
    pieces: Pieces = match.groups()
    prefix, number, sign, offset, ref, alt = pieces
    place = f"IVS{number}{sign}{offset}"
    if prefix:
        return [Reading("c", "sub", place, place, ref, alt)]
    first = Reading(None, "sub", place, place, ref, alt)
    if sign == "+":
        return [first]
    other = f"IVS{number}+{offset}"
    guess = (repair("hyphen_separator", place, other, True),)
    return [first, Reading(None, "sub", other, other, ref, alt, None, None, False, guess)]


def _exon(text: str) -> Readings | None:
    match = _EXON(text)
    if match is None:
        return None
    pieces: Pieces = match.groups()
    number, event, first_event, last_number = pieces
    place, word = f"EX{number or last_number}", event or first_event
    skipped = word.startswith("skip")
    edit: Edit = "dup" if word.startswith("dup") else "del"
    shown = (repair("exon_level", word, edit),)
    kind: Coordinate | None = "r" if skipped else None
    return [Reading(kind, edit, place, place, "", "", None, None, False, shown)]


def _identifier(text: str) -> Readings | None:
    return [Reading(id=text)] if _IDENTIFIER(text) else None


def _with_repair(first: Repair, reading: Reading) -> Reading:
    return Reading(
        reading.coordinate, reading.edit, reading.start, reading.end, reading.ref, reading.alt,
        None, None, False, (first, *reading.repairs),
    )  # fmt: skip


_READERS: dict[str, Reader] = {
    **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _capital),
    **dict.fromkeys("0123456789-*", _nucleotide),
    **dict.fromkeys("cgmno", _prefixed),
    "p": _protein,
    "(": _capital,
    **dict.fromkeys("desl\u0394", _lower),
    "D": lambda text: _capital(text) or _lower(text),
    "r": _identifier,
}
