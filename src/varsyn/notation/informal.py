"""The fast path for the informal forms that papers print most: no prefix, stray spaces, legacy signs."""

from __future__ import annotations

import re

from varsyn.model import Reading, Repair
from varsyn.model.reading import Coordinate, Edit
from varsyn.model.residues import NAME_TO_THREE
from varsyn.notation import nucleotide, protein
from varsyn.notation.positions import shift
from varsyn.notation.repairs import repair, sign_repairs

_THREE = (
    "(?:[Aa]la|ALA|[Aa]rg|ARG|[Aa]sn|ASN|[Aa]sp|ASP|[Cc]ys|CYS|[Gg]ln|GLN|[Gg]lu|GLU|[Gg]ly|GLY|[Hh]is|HIS|[Ii]le|ILE"
    "|[Ll]eu|LEU|[Ll]ys|LYS|[Mm]et|MET|[Pp]he|PHE|[Pp]ro|PRO|[Ss]er|SER|[Tt]hr|THR|[Tt]rp|TRP|[Tt]yr|TYR|[Vv]al|VAL"
    "|[Ss]ec|SEC|[Tt]er|TER|[Xx]aa)"
)
_NAME = (
    "(?:" + "|".join(name.replace(" ", "[ -]") for name in sorted(NAME_TO_THREE, key=len, reverse=True)) + ")"
)
_ONE = "[ACDEFGHIKLMNPQRSTVWYU]"
_STOP = r"(?:\*|X|[Tt]er|TER|[Ss]top|STOP|[Oo]pal|[Aa]mber|[Oo]chre|[Tt]erm)"
OLD = f"(?:{_THREE}|{_ONE})"
NEW = f"(?:{_STOP}|{_THREE}|{_ONE}|=)"
_P = r"(p\. ?|p )?(\()?"
_GAP = "[ -]?"
_STOP_OLD = r"(?:X|\*(?=\d{3}))"
"""A stop as old residue; a star with fewer digits names a star allele."""
_SUB = re.compile(rf"{_P}({OLD}|{_STOP_OLD}){_GAP}\(?(\d{{1,5}})\)?(?:{_GAP}|>|/| to )({NEW})(\))?\Z")
_FS = re.compile(
    rf"{_P}({OLD})(\d{{1,5}})({NEW})?( ?-? ?)fs( ?-?)"
    r"(?:(\*|X|[Tt]er|[Ss]top)? ?\(?(\d{1,5}|\?)?\)?(X)?)(\))?\Z"
)
_SPAN = re.compile(
    rf"{_P}({OLD})(\d{{1,5}})(?:[_-] ?({OLD})(\d{{1,5}}))? ?"
    rf"(delins|del|dup|ins|>)((?:{OLD})*[*X]?|\d{{1,3}})(\))?\Z",
)
_DELTA = re.compile(rf"(p\.)?(?:\u0394|[Dd]elta[ -]?|del[ -]?)({OLD})(\d{{1,5}})\Z")
_POS = r"[-*]?\d+(?: ?[+-] ?\d+)?"
_B = "[ACGTNacgtn]"
_C = r"(?:([cgmno])\.? ?)?"
_DNA = re.compile(rf"{_C}({_POS})(?:_({_POS}))? ?({_B}+) ?(>|/| to |-) ?({_B}+)\Z")
_BASE_FIRST = re.compile(rf"{_C}([ACGT])(?: ?\(?(\d+(?:[+-]\d+)?)\)? ?(?:>|/|to )?|-(\d+)-)([ACGT])\Z")
_INDEL = re.compile(
    rf"(?-i:{_C})({_POS})(?:_ ?({_POS}))? ?"
    rf"(delins|del|dup|ins|inv) ?\(?({_B}*|\d{{1,5}})\)?(?:ins({_B}+))?\Z",
    re.IGNORECASE,
)
_HYPHENS = re.compile(r"\d+ ?- ?\d+\Z").match
_IVS = re.compile(
    rf"(?:c\.)?IVS[ -]?(\d{{1,3}}[a-z]?|[IVX]{{1,5}}) ?([+-]) ?(\d+) ?(?:\(?({_B})(?:>|/|-)({_B})\)?)\Z"
)


def readings(text: str) -> list[Reading]:
    """All readings of an everyday informal spelling, best first; empty where it is none of them.

    >>> [str(reading) for reading in readings("A1298C")]
    ['1298A>C', 'p.(Ala1298Cys)']
    """
    if _NUMBER_FIRST.match(text):
        for pattern, build in _DNA_BUILDERS:
            if (match := pattern.match(text)) and (found := build(match)):
                return found
    base, residue = _BASE_FIRST.match(text), _SUB.match(text)
    dna = _base_first(base) if base else []
    proteins = _substitution(residue) if residue else []
    if dna and proteins:
        return rank(dna, proteins)
    if dna or proteins:
        return dna or proteins
    for pattern, build in _BUILDERS:
        if (match := pattern.match(text)) and (found := build(match)):
            return found
    return []


def rank(dna: list[Reading], proteins: list[Reading]) -> list[Reading]:
    """DNA and protein readings of one text, the likelier kind first.

    DNA comes first where no single base change makes that residue change (A and C, C and T, G and T), where
    the number is beyond most proteins' length, negative, or intronic; else the protein reading does.
    """
    first = dna[0]
    if first.coordinate is not None or not first.start.isdigit() or int(first.start[:9]) > 1000:
        return [*dna, *proteins]
    part = first.parts[0] if first.parts else first
    if part.edit == "sub" and frozenset((part.ref, part.alt)) in _FAR_PAIRS:
        return [*dna, *proteins]
    return [*proteins, *dna]


_BASE_LETTERS = frozenset("ACGT")
_FAR_PAIRS = frozenset((frozenset("AC"), frozenset("CT"), frozenset("GT")))


def _uncertain(prefix: str | None, opened: str | None) -> bool:
    """Without ``p.`` the protein change is taken as predicted (docs/choices.md)."""
    return bool(opened) or prefix is None


def _spaced(text: str, tight: str) -> tuple[Repair, ...]:
    return (repair("space_in_notation", text, tight),) if " " in text else ()


def _substitution(match: re.Match[str]) -> list[Reading]:
    prefix, opened, ref, start, new, closed = match.groups()
    if bool(opened) != bool(closed):
        return []
    if opened and prefix is None and ref in _BASE_LETTERS and new in _BASE_LETTERS:
        # A base change in brackets is read without them.
        return []
    middle = match.string[match.end(3) : match.start(5)]
    if middle[0] == "-" and middle[-1] == ">" and ref in _BASE_LETTERS and new in _BASE_LETTERS:
        # ``G-1532>A``: a place upstream, or separators.
        return []
    if middle[0] == "-" and middle.rstrip()[-1].isdigit():
        return []
    repairs: tuple[Repair, ...] = ()
    if middle != start:
        repairs = (repair("separators", f"{ref}{middle}{new}", f"{ref}{start}{new}"),)
    if prefix and prefix != "p.":
        repairs += (repair("space_in_notation", prefix, "p."),)
    if new == "=":
        return protein.point("identity", ref, start, _uncertain(prefix, opened), repairs)
    return protein.substitution(ref, start, new, _uncertain(prefix, opened), repairs)


def _frameshift(match: re.Match[str]) -> list[Reading]:
    prefix, opened, ref, start, new, gap, following, stop, ter, last, closed = match.groups()
    if bool(opened) != bool(closed):
        return []
    repairs = _spaced(match[0], match[0].replace(" ", ""))
    if "-" in gap + following:
        repairs += (repair("separators", f"{gap}fs{following}".strip(), "fs"),)
    absolute = bool(last)
    stop = "X" if last else stop or ""
    return protein.frameshift(
        ref, start, new or "", ter or "",
        uncertain=_uncertain(prefix, opened), stop=stop, repairs=repairs, absolute=absolute,
    )  # fmt: skip


def _span(match: re.Match[str]) -> list[Reading]:
    prefix, opened, ref, start, ref_end, end, edit, payload, closed = match.groups()
    if bool(opened) != bool(closed) or (not end and not prefix and ref in _BASE_LETTERS):
        return []
    repairs = _spaced(match[0], match[0].replace(" ", ""))
    middle = match.string[match.end(4) : match.end(4) + 1]
    if end and middle == "-":
        repairs += (repair("hyphen_for_range", f"{ref}{start}-", f"{ref}{start}_"),)
    if edit == ">":
        edit, repairs = "delins", (*repairs, repair("delins_arrow", ">", "delins"))
    elif edit == "ins" and end and int(end) > int(start) + 1:
        edit, repairs = "delins", (*repairs, repair("ins_for_delins", "ins", "delins", True))
    kind: Edit = edit  # type: ignore[assignment]
    length = payload if payload.isdigit() else ""
    if edit in ("ins", "delins") and not payload and end:
        return []
    return protein.span(
        kind, ref, start, ref_end or "", end or "", "" if length else payload,
        uncertain=_uncertain(prefix, opened), length=length, repairs=repairs,
    )  # fmt: skip


def _delta(match: re.Match[str]) -> list[Reading]:
    prefix, ref, start = match.groups()
    found = protein.span(
        "del", ref, start, uncertain=prefix is None, repairs=(repair("delta", match[0], f"{ref}{start}del"),)
    )
    if prefix or ref not in _BASE_LETTERS or not match[0].startswith("del") or match[0].startswith("delta"):
        return found
    moved = repair("edit_first", match[0], f"{start}del")
    return [*nucleotide.change(None, "del", start, "", ref, repairs=(moved,)), *found]


def _coordinate(letter: str | None, text: str) -> tuple[Coordinate | None, tuple[Repair, ...]]:
    if not letter:
        return None, ()
    kind: Coordinate = letter  # type: ignore[assignment]
    if text[1:2] != ".":
        return kind, (repair("missing_dot", letter, f"{letter}."),)
    return kind, ()


def _tight(position: str | None) -> str:
    return (position or "").replace(" ", "")


def _dna(match: re.Match[str]) -> list[Reading]:
    letter, start, end, ref, sign, alt = match.groups()
    kind, repairs = _coordinate(letter, match[0])
    repairs += _spaced(match[0], _tight(match[0]))
    ref, alt, more = _upper(ref, alt)
    repairs += more
    if sign != ">":
        repairs += sign_repairs(ref, sign.strip(), alt)
    return nucleotide.change(kind, "sub", _tight(start), _tight(end), ref, alt, repairs=repairs)


def _upper(ref: str, alt: str) -> tuple[str, str, tuple[Repair, ...]]:
    if ref.isupper() and alt.isupper():
        return ref, alt, ()
    return ref.upper(), alt.upper(), (repair("base_case", f"{ref}>{alt}", f"{ref}>{alt}".upper()),)


def _base_first(match: re.Match[str]) -> list[Reading]:
    letter, ref, start, between, alt = match.groups()
    start = start or between
    kind, repairs = _coordinate(letter, match[0])
    repairs += (repair("base_before_position", f"{ref}{start}{alt}", f"{start}{ref}>{alt}"),)
    return nucleotide.change(kind, "sub", start, "", ref, alt, repairs=repairs) if ref != alt else []


def _indel(match: re.Match[str]) -> list[Reading]:
    letter, start, end, edit, payload, inserted = match.groups()
    if letter is None and not end and not payload and edit.lower() in ("del", "dup") and len(start) < 3:
        # An exon's number, perhaps: the grammar has both.
        return []
    if letter is None and not payload and _HYPHENS(start) and edit == "del":
        # Bases, residues or an offset: the grammar has all of them.
        return []
    kind, repairs = _coordinate(letter, match[0])
    repairs += _spaced(match[0], _tight(match[0]))
    if edit != edit.lower():
        repairs += (repair("edit_case", edit, edit.lower()),)
        edit = edit.lower()
    start, end = _tight(start), _tight(end)
    length = payload if payload.isdigit() else ""
    bases = "" if length else payload.upper()
    return _edit(kind, edit, start, end, bases, length, inserted, repairs)


def _edit(
    kind: Coordinate | None, edit: str, start: str, end: str, bases: str, length: str, inserted: str | None,
    repairs: tuple[Repair, ...],
) -> list[Reading]:  # fmt: skip
    if inserted:
        if (
            length
            and not end
            and start.lstrip("-*").isdigit()
            and (far := shift(start, int(length) - 1))
            and far != start
        ):
            repairs += (repair("size_to_range", f"{start}del{length}", f"{start}_{far}del"),)
            end = far
        return nucleotide.change(kind, "delins", start, end, bases, inserted.upper(), repairs=repairs)
    if edit in ("ins", "delins"):
        if not bases and not length:
            return []
        if length:
            repairs += (repair("size_spelling", f"ins{length}", f"insN[{length}]"),)
        what: Edit = "ins" if edit == "ins" else "delins"
        return nucleotide.change(kind, what, start, end, "", bases, length, repairs)
    what = edit  # type: ignore[assignment]
    return nucleotide.change(kind, what, start, end, bases, "", length, repairs)


_ROMAN = {
    "I": "1",
    "II": "2",
    "III": "3",
    "IV": "4",
    "V": "5",
    "VI": "6",
    "VII": "7",
    "VIII": "8",
    "IX": "9",
    "X": "10",
}


def _ivs(match: re.Match[str]) -> list[Reading]:
    number, sign, offset, ref, alt = match.groups()
    repairs = _spaced(match[0], _tight(match[0]))
    if number in _ROMAN:
        repairs += (repair("roman_intron", f"IVS{number}", f"IVS{_ROMAN[number]}"),)
        number = _ROMAN[number]
    ref, alt, more = _upper(ref, alt)
    repairs += more
    kind: Coordinate | None = "c" if match[0].startswith("c.") else None
    if sign == "-" and kind is None:
        return []
    return nucleotide.change(kind, "sub", f"IVS{number}{sign}{offset}", "", ref, alt, repairs=repairs)


_NUMBER_FIRST = re.compile(r"(?:[cgmn]\.? ?)?[-*]?\d")
_DNA_BUILDERS = ((_DNA, _dna), (_INDEL, _indel))
_BUILDERS = (
    (_FS, _frameshift),
    (_SPAN, _span),
    (_DELTA, _delta),
    (_DNA, _dna),
    (_INDEL, _indel),
    (_IVS, _ivs),
)
