"""The commonest sentences for a change, each by one expression: *C-to-T transition at nucleotide 677*.

``grammars/words_nucleotide.lark`` and ``words_protein.lark`` define these sentences and all others; this is a
short way to the same readings (``tests/property/test_notation_phrases.py``).
"""

from __future__ import annotations

import re

from varsyn.model import Reading, Repair, VarsynError
from varsyn.model.reading import Coordinate, Edit
from varsyn.model.residues import NAME_TO_THREE
from varsyn.notation import nucleotide, protein
from varsyn.notation.plain import Pieces
from varsyn.notation.repairs import repair, sign_repairs

Readings = list[Reading]

_NOUN = (
    r"(?:transitions?|transversions?|substitutions?|mutations?|changes?|polymorphism|exchange|replacement))?"
)
_KIND_OF_BASE = rf"(?: (?:point |missense |nonsense |base |single |nucleotide )?{_NOUN}"
_KIND_OF_RESIDUE = rf"(?: (?:point |missense |single |amino[ -]acid )?{_NOUN}"
_AT = r" (?:at|in|of) (?:the )?"
_AT_BASE = rf"{_AT}(?:cDNA )?(?:(?:nucleotides?|nt|bases?|bp|np)(?: positions?| number| no\.)?|positions?)? ?"
_AT_RESIDUE = rf"{_AT}(?:positions?|residues?|codons?|amino[ -]acids?(?: positions?| residues?)?)? ?"
_PLACE = r"[-*]?[1-9]\d{0,6}"
_NAMES = "|".join(name.replace(" ", "[ -]") for name in sorted(NAME_TO_THREE, key=len, reverse=True))
_RESIDUE = (
    rf"(?:{_NAMES}|Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val)(?![a-z])"
)
_BASES = re.compile(
    rf"([ACGT])(?:[- ]to[- ]|(>|/))([ACGT]){_KIND_OF_BASE}{_AT_BASE}(?:([cgm])\.)?({_PLACE})\Z", re.ASCII
).match
_RESIDUES = re.compile(
    rf"({_RESIDUE})(?:[- ]to[- ]|>)({_RESIDUE}){_KIND_OF_RESIDUE}{_AT_RESIDUE}([1-9]\d{{0,4}})\Z", re.ASCII
).match
_PLACED = re.compile(rf"({_NAMES})[ -]([1-9]\d{{0,4}})[ -]to[ -]({_NAMES})\Z", re.ASCII).match
_TRIPLETS = r"([ACGT]{3})(?:[- ]to[- ]|(>|/))([ACGT]{3})"
_CODON = re.compile(
    rf"codon ([1-9]\d{{0,4}}),? \(?{_TRIPLETS}\)?\Z"
    rf"|\(?{_TRIPLETS}\)?{_KIND_OF_BASE} (?:at|in|of) codon ([1-9]\d{{0,4}})\Z",
    re.ASCII,
).match
_EVENT = re.compile(
    r"(deletion|insertion|duplication) of (?:an? )?(?:(\d{1,3})[ -]?bp|([ACGT]{1,20}))"
    rf"{_AT_BASE}({_PLACE})\Z"
    r"|(?:(\d{1,3})[- ](?:bp|base[ -]pair|nucleotide|nt)|([ACGT]{1,20}))"
    rf" (deletion|duplication|insertion){_AT_BASE}({_PLACE})\Z",
    re.ASCII,
).match
_EDITS: dict[str, Edit] = {"deletion": "del", "insertion": "ins", "duplication": "dup"}


def readings(text: str) -> Readings | None:
    """Readings of such a sentence, best first; None for every other text.

    >>> str(readings("arginine-to-cysteine substitution at codon 248")[0])
    'p.(Arg248Cys)'
    """
    try:
        if match := _BASES(text):
            return _base_change(match.groups())
        if match := _RESIDUES(text):
            old, new, number = match.groups()
            return _residue_change(old, number, new)
        if match := _PLACED(text):
            return _residue_change(*match.groups())
        if match := _CODON(text):
            return _codon_change(match.groups())
        if match := _EVENT(text):
            return _event(match.groups())
    except VarsynError:
        # A sentence of the right form that names no change (a size of 0): the refusal says why.
        return None
    return None


def _base_change(pieces: Pieces) -> Readings | None:
    ref, sign, alt, letter, place = pieces
    if ref == alt:
        return None
    repairs: tuple[Repair, ...] = (repair("words", f"{ref} {alt} {place}", "HGVS"),)
    if sign == "/":
        repairs = (*sign_repairs(ref, sign, alt), *repairs)
    kind: Coordinate | None = letter
    return [Reading(kind, "sub", place, place, ref, alt, None, None, False, repairs)]


def _residue_change(old: str, number: str, new: str) -> Readings:
    shown = repair("words", f"{old} … {new} … {number}", f"{old}{number}{new}")
    return protein.substitution(old, number, new, True, (shown,))[:1]


def _codon_change(pieces: Pieces) -> Readings:
    from varsyn.notation.words_nucleotide import Pair, codon_change

    number, ref, sign, alt = pieces[:4] if pieces[0] else (pieces[7], *pieces[4:7])
    repairs = sign_repairs(ref, "/", alt) if sign == "/" else ()
    return codon_change((int(number), int(number)), Pair(ref, alt, repairs))


def _event(pieces: Pieces) -> Readings:
    word, size, bases, place, other_size, other_bases, other_word, other_place = pieces
    edit, start = _EDITS[word or other_word], place or other_place
    length, stated = str(int(size or other_size or 0) or ""), bases or other_bases or ""
    if (size or other_size) and not length:
        return []
    shown = (repair("words", f"{edit} {start}", "HGVS"),)
    if edit == "ins":
        return nucleotide.change(None, edit, start, "", "", stated, length, shown)
    return nucleotide.change(None, edit, start, "", stated, "", length, shown)
