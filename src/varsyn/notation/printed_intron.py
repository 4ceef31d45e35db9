"""Readings of changes placed by intron or exon number (grammars/printed_intron.lark)."""

from __future__ import annotations

import re

import msgspec
from lark import Token, Transformer, v_args

from varsyn.model import Reading, Repair
from varsyn.notation.printed_nucleotide import (
    Edit,
    Where,
    applied,
    on,
    one_base,
    substitute,
)
from varsyn.notation.repairs import repair, sign_repairs

Readings = list[Reading]
replace = msgspec.structs.replace
_NUMBER = re.compile(r"\d+[a-z]?")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_EXON_RANGE = re.compile(r"(EX\d+)-(\d{1,3})\Z")
_NUMBERS = re.compile(r"\d+")
MOST_EXONS = 79
"""A larger number without the word *exon* is none: *DMD* has 79, and few genes have more."""
_POLY_T = frozenset("579")


class Change:
    """A change whose place comes from another rule; ``readings`` puts it there."""

    def __init__(
        self, kind: str, ref: str = "", alt: str = "", mark: str = ">", edit: Edit | None = None
    ) -> None:
        self.kind, self.ref, self.alt, self.mark, self.edit = kind, ref, alt, mark, edit

    def readings(self, where: Where) -> Readings:
        """The change at this place."""
        if self.kind == "sub":
            return substitute(where, self.ref, self.alt, sign_repairs(self.ref, self.mark, self.alt))
        if self.kind == "one":
            return one_base(where, self.ref) if len(self.ref) == 1 else []
        if self.kind == "old":
            return one_base(where, self.ref)[1:] if len(self.ref) == 1 else []
        if self.kind == "new":
            return one_base(where, self.alt)[:1] if len(self.alt) == 1 else []
        if self.kind == "lost":
            return []
        if self.kind == "same":
            return [Reading(None, "identity", where.start, where.start, repairs=where.repairs)]
        if self.kind == "unknown" or self.edit is None:
            return [Reading(None, "unknown", where.start, where.start, repairs=where.repairs)]
        return applied(where, self.edit)


def intron_name(text: str) -> tuple[str, tuple[Repair, ...], bool]:
    """``IVS`` and number in arabic digits; the repairs this took; whether the number was Roman."""
    bare = re.sub(r"^c\.", "", text)
    label = re.sub(r"^(?:IVS|ivs|[Ii]ntron|[Ii]nt\.?)[ -]?", "", bare)
    roman = label in _ROMAN
    if roman:
        number = str(_ROMAN.index(label) + 1)
    elif label == "l":
        number = "1"
    else:
        number = label
    name = f"IVS{number}"
    if bare == name:
        return name, (), False
    code = "roman_intron" if roman else "ocr_digits" if label == "l" else "intron_spelling"
    return name, (repair(code, bare, name, label == "l"),), roman


def exon_name(text: str) -> str:
    """``EX`` and number; ``EXPr`` for the promoter."""
    if text == "EXPr":
        return text
    match = _NUMBER.search(text)
    return f"EX{match[0]}" if match else "EX"


@v_args(inline=True)
class PrintedIntron(Transformer[Token, object]):
    """Intron and exon rules of the parser ``printed``."""

    def i_place(self, intron: Token, offset: Token) -> tuple[Where, ...]:
        name, repairs, roman = intron_name(str(intron))
        tight = str(offset).replace(" ", "")
        coding = str(intron).startswith("c.")
        minus = Where(f"{name}{tight}", repairs=repairs)
        if tight[0] != "-" or coding:
            return (minus,)
        plus = Where(
            f"{name}+{tight[1:]}",
            repairs=(*repairs, repair("hyphen_separator", f"{intron}{tight}", f"{name}+{tight[1:]}", True)),
        )
        return (plus, minus) if roman else (minus, plus)

    def i_signed_place(self, intron: Token, offset: Token) -> tuple[Where, ...]:
        name, repairs, _ = intron_name(str(intron))
        return (Where(f"{name}{offset}".replace(" ", ""), repairs=repairs),)

    def i_place_nt(self, intron: Token, _nt: Token, number: Token) -> tuple[Where, ...]:
        name, repairs, _ = intron_name(str(intron))
        sign = "" if number[0] in "+-" else "+"
        tight = f"{name}{sign}{number}".replace(" ", "")
        return (Where(tight, repairs=(*repairs, repair("intron_spelling", f"{intron}nt{number}", tight))),)

    def i_exon_place(self, exon: Token, offset: Token) -> tuple[Where, ...]:
        return (Where(f"{exon_name(str(exon))}{offset}".replace(" ", "")),)

    def i_exon_place_nt(self, exon: Token, _nt: Token, offset: Token) -> tuple[Where, ...]:
        return self.i_exon_place(exon, offset)

    def i_exon_last(self, exon: Token, _last: Token) -> tuple[Where, ...]:
        return (Where(f"{exon_name(str(exon))}end"),)

    def i_change(self, places: tuple[Where, ...], change: Change) -> Readings:
        first = places[0].start
        if (
            (ranged := _EXON_RANGE.match(first))
            and change.edit is not None
            and not (change.edit.ref or change.edit.alt)
        ):
            return exon_event([(ranged[1], f"EX{ranged[2]}")], change.edit.edit)
        if (change.kind == "lost" and first[-2:-1] == "-") or (change.kind == "lost" and "-" in first):
            place, _, size = first.rpartition("-")
            lost = repair("size_spelling", f"-{size}nt", f"delN[{size}]")
            return [Reading(None, "del", place, place, length=size, repairs=(*places[0].repairs, lost))]
        if change.kind in ("one",) and change.ref == "T" and first[-2:-1] == "-" and first[-1] in _POLY_T:
            poly = Reading(
                None, "repeat", first[:-2], first[:-2], "T", copies=first[-1],
                repairs=(repair("poly_t", f"{first}T", f"T[{first[-1]}]"),),
            )  # fmt: skip
            return [poly, *change.readings(places[0])]
        return [reading for where in places for reading in change.readings(where)]

    def i_spot(self, places: tuple[Where, ...]) -> Readings:
        return [
            Reading(
                None, "unknown", where.start, where.start,
                repairs=(*where.repairs, repair("change_missing", where.start, f"{where.start}?")),
            )
            for where in places[:1]
        ]  # fmt: skip

    def i_range(self, intron: Token, first: Token, last: Token, edit: Edit) -> Readings:
        name, repairs, _ = intron_name(str(intron))
        sign, start = first[0], int(str(first)[1:].strip())
        end = int(str(last).lstrip("+-").strip())
        if sign == "-" and end > start:
            start, end = end, start
        where = Where(f"{name}{sign}{start}", f"{name}{sign}{end}", repairs)
        return applied(where, edit)

    def i_range_named(self, one: Token, first: Token, other: Token, last: Token, edit: Edit) -> Readings:
        start, repairs, _ = intron_name(str(one))
        end, more, _ = intron_name(str(other))
        return applied(Where(f"{start}{first}", f"{end}{last}", repairs + more), edit)

    def i_repeat(self, intron: Token, unit: Token, copies: Token) -> Readings:
        name, repairs, _ = intron_name(str(intron))
        return [
            Reading(
                None, "repeat", name, name, str(unit).upper(), copies=copies.strip("[]()"), repairs=repairs
            )
        ]

    def i_whole(self, intron: Token, edit: Edit) -> Readings:
        name, repairs, _ = intron_name(str(intron))
        if edit.edit == "inv":
            return [Reading(None, "inv", name, name, repairs=repairs)]
        return applied(Where(name, repairs=repairs), edit) if edit.length else []

    def i_inside(self, intron: Token, offset: Token, ref: Token, mark: Token, alt: Token) -> Readings:
        places = self.i_signed_place(intron, offset)
        return [reading for where in places for reading in Change("sub", ref, alt, mark).readings(where)]

    def i_deletion_at(self, intron: Token, word: Token, size: str, offset: Token) -> Readings:
        return [
            reading
            for where in self.i_place(intron, offset)
            for reading in applied(where, Edit("del", length=size))
        ]

    def c_sub(self, ref: Token, mark: Token, alt: Token) -> Change:
        return Change("sub", str(ref), str(alt), str(mark))

    def c_one_base(self, base: Token) -> Change:
        return Change("one", str(base))

    def c_new_base(self, mark: Token, base: Token) -> Change:
        return Change("new", alt=str(base), mark=str(mark))

    def c_old_base(self, base: Token, _mark: Token) -> Change:
        return Change("old", str(base))

    def c_op(self, edit: Edit) -> Change:
        return Change("op", edit=edit)

    def c_lost(self, _nt: Token) -> Change:
        return Change("lost")

    def c_same(self) -> Change:
        return Change("same")

    def c_unknown(self) -> Change:
        return Change("unknown")

    # Exons.

    def exon_dash(self, mark: Token) -> Token:
        return mark

    def e_exons(self, first: Token, *rest: Token) -> list[tuple[str, str]]:
        start = exon_name(str(first))
        end = exon_name(str(rest[-1])) if rest else start
        return [(start, end)]

    def e_list(self, first: Token, *rest: Token) -> list[tuple[str, str]]:
        return [(exon_name(str(one)), exon_name(str(one))) for one in (first, *rest)]

    def e_item(self, first: Token, *rest: Token) -> tuple[str, str]:
        start = "EXPr" if first.startswith("Pr") else exon_name(str(first))
        return start, exon_name(str(rest[-1])) if rest else start

    def e_items(self, *items: tuple[str, str]) -> list[tuple[str, str]]:
        return list(items)

    def e_event(self, exons: list[tuple[str, str]], event: Token) -> Readings:
        return exon_event(exons, str(event))

    def e_event_first(self, event: Token, exons: list[tuple[str, str]]) -> Readings:
        return exon_event(exons, str(event))

    def e_delta(self, word: Token, first: Token, _hyphen: Token, last: Token) -> Readings:
        if int(_NUMBERS.match(last)[0]) > MOST_EXONS:  # type: ignore[index]
            return []
        return exon_event([(exon_name(str(first)), exon_name(str(last)))], str(word).strip(" -"))

    def e_number(self, number: Token, event: Token) -> Readings:
        """``19del``: an exon as well as a base, in some genes."""
        if not number.isdigit() or len(number) > 2 or not 1 < int(number) <= MOST_EXONS:
            return []
        return exon_event([(exon_name(str(number)), exon_name(str(number)))], str(event))

    def e_dele(self, event: Token, exons: list[tuple[str, str]]) -> Readings:
        return exon_event(exons, str(event))


def exon_event(exons: list[tuple[str, str]], event: str) -> Readings:
    """Whole exons deleted, duplicated, inserted into, or skipped in the RNA (then ``r.``)."""
    word = event.lower().replace("in-frame", "").strip()
    skipped = word.startswith("skip")
    edit = "del" if skipped or word[:3] in ("del", "los", "\u03b4") else word[:3]
    shown = repair("exon_level", event, edit)
    merged = [exons[0]]
    for start, end in exons[1:]:
        if _follows(merged[-1][1], start):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    parts = [Reading(None, edit, start, end, repairs=(shown,)) for start, end in merged]  # type: ignore[arg-type]
    if skipped:
        parts = on("r", parts)
    if len(parts) == 1:
        return parts
    return [Reading(parts[0].coordinate, "allele", repairs=(shown,), phase="cis", parts=tuple(parts))]


def _follows(one: str, other: str) -> bool:
    """Whether exon labels adjoin: 2 and 3, 14a and 14b, 13 and 14a, 6b and 7."""
    first, second = re.fullmatch(r"EX(\d+)([a-z]?)", one), re.fullmatch(r"EX(\d+)([a-z]?)", other)
    if first is None or second is None:
        return False
    step = int(second[1]) - int(first[1])
    if step == 0:
        return bool(first[2] and second[2]) and ord(second[2]) - ord(first[2]) == 1
    return step == 1 and second[2] in ("", "a")
