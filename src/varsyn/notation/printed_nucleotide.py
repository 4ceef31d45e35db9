"""Readings of compact printed DNA forms (grammars/printed_nucleotide.lark): one method a rule alias."""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec
from lark import Token, Transformer, v_args

from varsyn.model import Reading, Repair
from varsyn.model.reading import Coordinate
from varsyn.notation import nucleotide
from varsyn.notation.positions import shift
from varsyn.notation.printed_protein import add, alternatives, tidy_edit
from varsyn.notation.repairs import repair, sign_repairs

Readings = list[Reading]
replace = msgspec.structs.replace
_DIGITS = re.compile(r"\d+")
_PARENTHESISED = re.compile(r"(\d+)\(([+-]\d+)\)\Z")


class Where(NamedTuple):
    """A position or range as printed, blanks taken out."""

    start: str
    end: str = ""
    repairs: tuple[Repair, ...] = ()


class Edit(NamedTuple):
    """What happens there: stated bases, inserted bases, sizes."""

    edit: str
    ref: str = ""
    alt: str = ""
    length: str = ""
    repairs: tuple[Repair, ...] = ()
    deleted: str = ""
    """For ``delins``: size of what is deleted."""


def position(text: str) -> Where:
    """A printed position, blanks and the parentheses around an offset taken out."""
    if match := _PARENTHESISED.match(text):
        return Where(match[1] + match[2], repairs=(repair("separators", text, match[1] + match[2]),))
    tight = text.replace(" ", "")
    return Where(tight, repairs=() if tight == text else (repair("space_in_notation", text, tight),))


def upper(bases: str) -> tuple[str, tuple[Repair, ...]]:
    """Bases in upper case."""
    big = bases.upper().replace("U", "T")
    return big, () if big == bases else (repair("base_case", bases, big),)


def substitute(where: Where, ref: str, alt: str, repairs: tuple[Repair, ...] = ()) -> Readings:
    """A base change at a printed place, any coordinate type."""
    old, one = upper(ref)
    new, other = upper(alt)
    return nucleotide.change(
        None, "sub", where.start, where.end, old, new, repairs=where.repairs + repairs + one + other
    )


def applied(where: Where, edit: Edit) -> Readings:
    """An insertion, deletion or the like at a printed place."""
    repairs = where.repairs + edit.repairs
    start, end = where.start, where.end
    if edit.edit == "delins":
        if edit.deleted and not end and edit.deleted.isdigit() and int(edit.deleted) > 1:
            end = shift(start, int(edit.deleted) - 1) or ""
            repairs += (repair("size_to_range", f"{start}del{edit.deleted}", f"{start}_{end}del"),)
        return nucleotide.change(None, "delins", start, end, edit.ref, edit.alt, edit.length, repairs)
    return nucleotide.change(None, edit.edit, start, end, edit.ref, edit.alt, edit.length, repairs)  # type: ignore[arg-type]


def on(coordinate: str, found: Readings) -> Readings:
    """The readings with a coordinate type."""
    kind: Coordinate = coordinate  # type: ignore[assignment]
    return [
        replace(
            reading, coordinate=kind, parts=tuple(replace(part, coordinate=kind) for part in reading.parts)
        )
        for reading in found
    ]


@v_args(inline=True)
class PrintedNucleotide(Transformer[Token, object]):
    """DNA rules of the parser ``printed``."""

    def n_bare(self, found: Readings) -> Readings:
        return found

    def n_uncertain(self, first: Token, last: Token, edit: Edit) -> Readings:
        place = f"({first}_{last})"
        if edit.edit == "del":
            return [Reading(None, "del", place, place, edit.ref, length=edit.length, repairs=edit.repairs)]
        return applied(Where(place), edit)

    def n_uncertain_sub(self, first: Token, last: Token, ref: Token, _mark: Token, alt: Token) -> Readings:
        place = f"({first}_{last})"
        old, one = upper(ref)
        new, other = upper(alt)
        return [Reading(None, "sub", place, place, old, new, repairs=one + other)]

    def n_prefixed(self, prefix: Token, found: Readings) -> Readings:
        letter = "c" if prefix.startswith(("c", "cDNA")) else str(prefix[0])
        if letter in "cgm" or (letter == "n" and prefix[1:2] == "."):
            placed = on(letter, found)
            if re.fullmatch(r"[cgmn]\.", str(prefix)):
                return placed
            return add(placed, repair("prefix_spelling", str(prefix), f"{letter}."))
        return add(found, repair("prefix_spelling", str(prefix), ""))

    def n_spot(self, start: Token) -> Where:
        return position(str(start))

    def n_spot_range(self, start: Token, *rest: Token) -> Where:
        first, last = position(str(start)), position(str(rest[-1]))
        return Where(first.start, last.start, first.repairs + last.repairs)

    def sign(self, mark: Token) -> Token:
        return mark

    def n_sub(self, where: Where, ref: Token, mark: Token, alt: Token) -> Readings:
        return substitute(where, ref, alt, sign_repairs(ref, mark, alt))

    def n_sub_bracketed(self, start: Token, ref: Token, mark: Token, alt: Token) -> Readings:
        return self.n_sub(position(str(start)), ref, mark, alt)

    def n_base_first(self, ref: Token, where: Where, *rest: Token) -> Readings:
        alt = str(rest[-1])
        units, _, tail = where.start.partition("-")
        if ref == "TG" and alt == "T" and tail in ("5", "7", "9"):
            return self.n_unit_numbers(ref, Where(units), Token("BASE_RUN", "T"), Where(tail))
        joined = len(rest) == 1 or rest[0] == "-"
        if joined and max(len(ref), len(alt)) > 1 and _may_be_symbol(f"{ref}{alt}", where.start):
            return []
        moved = repair("base_before_position", f"{ref}{where.start}{alt}", f"{where.start}{ref}>{alt}")
        found = substitute(where, ref, alt, (moved,))
        if len(rest) == 1 and where.start[0] == "-" and where.start[1:].isdigit():
            # ``C-677T``: a dash between base and number, or a place upstream.
            guess = repair("separators", f"{ref}{where.start}{alt}", f"{ref}{where.start[1:]}{alt}", True)
            found += substitute(Where(where.start[1:]), ref, alt, (guess, moved))
        return found

    def n_bases_first(self, ref: Token, mark: Token, alt: Token, where: Where) -> Readings:
        moved = repair("base_before_position", f"{ref}{mark}{alt}{where.start}", f"{where.start}{ref}>{alt}")
        return substitute(where, ref, alt, (moved, *sign_repairs(ref, mark, alt)))

    def n_any_of(self, where: Where, ref: Token, mark: Token, *alts: Token) -> Readings:
        choices = [substitute(where, ref, alt, sign_repairs(ref, mark, alt))[0] for alt in alts]
        return alternatives(choices)

    def n_any_of_base_first(self, ref: Token, where: Where, *alts: Token) -> Readings:
        choices = [substitute(where, ref, alt)[0] for alt in alts]
        return alternatives(choices)

    def n_one_base(self, where: Where, base: Token) -> Readings:
        if len(base) > 1 or base not in "ACGT" or where.start[0] == "*" or where.end:
            return []
        if _is_poly_t(str(base), where.start):
            return [unit_repeat(str(base), where.start)]
        if where.start.isdigit() and int(where.start) < 10:
            # ``receptor 2A`` is a name.
            return []
        return one_base(where, str(base))

    def n_new_base(self, where: Where, *rest: Token) -> Readings:
        base, cased = upper(str(rest[-1]))
        if where.end or len(base) > 1:
            return applied(
                where, Edit("delins", alt=base, repairs=(repair("delins_arrow", ">", "delins"), *cased))
            )
        missing = repair("old_base_missing", f"{where.start}>{base}", f"{where.start}?>{base}", True)
        return [
            Reading(
                None,
                "sub",
                where.start,
                where.end or where.start,
                "",
                base,
                repairs=(*where.repairs, *cased, missing),
            )
        ]

    def n_old_base(self, where: Where, base: Token, _mark: Token) -> Readings:
        old, cased = upper(str(base))
        missing = repair("new_base_missing", f"{where.start}{old}", f"{where.start}{old}>?", True)
        end = where.end or where.start
        return [Reading(None, "sub", where.start, end, old, "", repairs=(*where.repairs, *cased, missing))]

    def n_ocr(self, where: Where, glyphs: Token) -> Readings:
        damaged = repair("glyph_for_arrow", str(glyphs), f"{glyphs[0]}>{glyphs[2]}", True)
        return substitute(where, glyphs[0], glyphs[2], (damaged,))

    def n_slash_range(
        self, where: Where, _slash: Token, end: Token, ref: Token, mark: Token, alt: Token
    ) -> Readings:
        sign = where.start[0] if where.start[0] in "-*" else ""
        ranged = Where(where.start, sign + str(end).lstrip("-*"))
        shown = repair("slash_for_range", f"{where.start}/{end}", f"{where.start}_{ranged.end}")
        return substitute(ranged, ref, alt, (shown, *sign_repairs(ref, mark, alt)))

    def n_slash_range_edit(self, where: Where, _slash: Token, end: Token, edit: Edit) -> Readings:
        sign = where.start[0] if where.start[0] in "-*" and end[0] != "+" else ""
        last = sign + str(end).lstrip("-*+")
        shown = repair("slash_for_range", f"{where.start}/{end}", f"{where.start}_{last}")
        return applied(Where(where.start, last, (*where.repairs, shown)), edit)

    def n_spot_unknown(self, where: Where) -> Readings:
        return [Reading(None, "unknown", where.start, where.end or where.start, repairs=where.repairs)]

    def n_spot_same(self, where: Where, ref: Token | None = None) -> Readings:
        return nucleotide.change(
            None, "identity", where.start, where.end, str(ref or "").upper(), repairs=where.repairs
        )

    # Insertions, deletions and their kin.

    def size(self, text: Token) -> str:
        match = _DIGITS.search(text)
        return str(int(match[0])) if match else ""

    def n_op(self, word: Token, bases: Token | None = None) -> Edit:
        edit, repairs = tidy_edit(str(word))
        stated, cased = upper(str(bases or ""))
        if edit in ("ins", "delins"):
            return Edit(edit, alt=stated, repairs=repairs + cased)
        return Edit(edit, stated, repairs=repairs + cased)

    def n_op_sized(self, word: Token, size: str) -> Edit:
        edit, repairs = tidy_edit(str(word))
        if edit in ("ins", "delins"):
            repairs += (repair("size_spelling", f"{edit}{size}", f"{edit}N[{size}]"),)
        return Edit(edit, length=size, repairs=repairs)

    def n_op_delins(self, _del: Token, ref: Token, mark: Token, alt: Token) -> Edit:
        repairs = (repair("delins_arrow", f"del{ref}>{alt}", "delins"),) if mark == ">" else ()
        old, one = upper(ref)
        new, other = upper(alt)
        return Edit("delins", old, new, repairs=repairs + one + other)

    def n_op_del_to(self, _del: Token, _arrow: Token, alt: Token) -> Edit:
        return Edit("delins", alt=upper(alt)[0], repairs=(repair("delins_arrow", "del>", "delins"),))

    def n_op_delins_slash(self, _del: Token, ref: Token, _slash: Token, _ins: Token, alt: Token) -> Edit:
        shown = repair("edit_spelling", "del/ins", "delins")
        return Edit("delins", upper(ref)[0], upper(alt)[0], repairs=(shown,))

    def n_op_delins_sized(self, _del: Token, ref: Token, _ins: Token, size: str) -> Edit:
        return Edit(
            "delins",
            upper(ref)[0],
            length=size,
            repairs=(repair("size_spelling", f"ins{size}", f"insN[{size}]"),),
        )

    def n_op_del_sized_ins(self, _del: Token, size: str, mark: Token, alt: Token) -> Edit:
        repairs = (repair("delins_arrow", f"del{size}>{alt}", "delins"),) if mark == ">" else ()
        return Edit("delins", alt=upper(alt)[0], deleted=size, repairs=repairs)

    def n_op_sized_both(self, _del: Token, size: str, _ins: Token, inserted: str) -> Edit:
        shown = repair("size_spelling", f"del{size}ins{inserted}", f"delinsN[{inserted}]")
        return Edit("delins", length=inserted, deleted=size, repairs=(shown,))

    def n_edit(self, where: Where, edit: Edit) -> Readings:
        return applied(where, edit)

    def n_edit_base_first(self, base: Token, where: Where, edit: Edit) -> Readings:
        moved = repair(
            "base_before_position", f"{base}{where.start}{edit.edit}", f"{where.start}{edit.edit}{base}"
        )
        if edit.edit == "ins" or edit.ref:
            return []
        return applied(where, edit._replace(ref=str(base), repairs=(*edit.repairs, moved)))

    def n_edit_last(self, where: Where, bases: Token, word: Token) -> Readings:
        if not bases.isupper():
            return []
        edit, repairs = tidy_edit(str(word))
        moved = repair("edit_last", f"{where.start}{bases} {word}", f"{where.start}{edit}{bases}")
        if edit == "ins":
            return applied(where, Edit("ins", alt=upper(bases)[0], repairs=(*repairs, moved)))
        return applied(where, Edit(edit, upper(bases)[0], repairs=(*repairs, moved)))

    def n_del_first(self, word: Token, where: Where, bases: Token | None = None) -> Readings:
        return self._first("del", word, where, str(bases or ""))

    def n_del_bases_first(self, word: Token, bases: Token, where: Where) -> Readings:
        return self._first("del", word, where, str(bases))

    def n_dup_first(self, word: Token, where: Where, bases: Token | None = None) -> Readings:
        return self._first("dup", word, where, str(bases or ""))

    def n_dup_bases_first(self, word: Token, bases: Token, where: Where) -> Readings:
        return self._first("dup", word, where, str(bases))

    def n_ins_bases_first(self, word: Token, bases: Token, where: Where) -> Readings:
        moved = repair("edit_first", f"{word}{bases}{where.start}", f"{where.start}ins{bases}")
        return applied(where, Edit("ins", alt=upper(bases)[0], repairs=(moved,)))

    def n_del_prefixed(self, word: Token, prefix: Token, where: Where) -> Readings:
        return self.n_prefixed(prefix, self._first("del", word, where, ""))

    def _first(self, edit: str, word: Token, where: Where, bases: str) -> Readings:
        moved = repair("edit_first", f"{word}{bases}{where.start}", f"{where.start}{edit}")
        return applied(where, Edit(edit, upper(bases)[0], repairs=(moved,)))

    def n_plus_first(self, _plus: Token, bases: Token, start: Token) -> Readings:
        moved = repair("plus_for_ins", f"+{bases}{start}", f"{start}ins{bases}")
        return applied(position(str(start)), Edit("ins", alt=upper(bases)[0], repairs=(moved,)))

    def n_plus(self, where: Where, _plus: Token, bases: Token) -> Readings:
        moved = repair("plus_for_ins", f"{where.start}+{bases}", f"{where.start}ins{bases}")
        return applied(where, Edit("ins", alt=upper(bases)[0], repairs=(moved,)))

    # Repeats.

    def n_repeat(self, unit: Token, copies: Token) -> Readings:
        return [
            Reading(
                None,
                "repeat",
                ref=upper(unit)[0],
                copies=_copies(copies),
                repairs=(_unit_repair(unit, copies),),
            )
        ]

    def n_units(self, *parts: Token) -> Readings:
        if len(parts) == 2:
            return [Reading(None, "repeat", ref=upper(parts[0])[0], copies=_copies(parts[1]))]
        return [Reading(None, "repeat", alt=upper("".join(parts))[0])]

    def n_op_units(self, word: Token, unit: Token, copies: Token) -> Edit:
        edit, repairs = tidy_edit(str(word))
        if unit == "N":
            return Edit(edit, length=_copies(copies), repairs=repairs)
        return Edit(edit, alt=f"{upper(unit)[0]}[{_copies(copies)}]", repairs=repairs)

    def n_unit_number(self, unit: Token, copies: Where) -> Readings:
        """``T5``, ``TG13``: poly-T and repeats of two bases or more; any other single base is none."""
        if not copies.start.isdigit() or len(copies.start) > 3 or copies.start[0] == "0":
            return []
        if not (_is_poly_t(unit, copies.start) or unit in _UNITS):
            # ``ACTA1``, ``CA9`` and ``GATA3`` are genes.
            return []
        return [unit_repeat(unit, copies.start)]

    def n_unit_in_brackets(self, unit: Token, copies: Where) -> Readings:
        """``CAG(40)``; a single base with a number in brackets is no repeat."""
        if not copies.start.isdigit() or len(copies.start) > 3 or len(unit) == 1:
            return []
        return [unit_repeat(unit, copies.start)]

    def n_unit_numbers(self, first: Token, one: Where, second: Token, other: Where) -> Readings:
        if not (one.start.isdigit() and other.start.isdigit()) or not (first in _UNITS or second in _UNITS):
            # ``UGT1A1`` is a gene.
            return []
        if (first, second) == ("T", "TG"):
            # The tract of TG stands before that of T.
            first, one, second, other = second, other, first, one
        text = f"{upper(first)[0]}[{one.start}]{upper(second)[0]}[{other.start}]"
        shown = repair("repeat_spelling", f"{first}{one.start}{second}{other.start}", text)
        return [Reading(None, "repeat", alt=text, repairs=(shown,))]

    def n_repeat_flanked(self, _before: Token, unit: Token, copies: Token, _after: Token) -> Readings:
        return self.n_repeat(unit, copies)

    def n_repeat_before(self, unit: Token, copies: Token, _after: Token) -> Readings:
        return self.n_repeat(unit, copies)

    def n_repeat_at(self, where: Where, unit: Token, *copies: Token) -> Readings:
        counts = _copies(copies[0]) if len(copies) == 1 else f"({copies[0]}_{copies[-1]})"
        return [
            Reading(
                None, "repeat", where.start, where.end or where.start, upper(unit)[0], copies=counts,
                repairs=(*where.repairs, _unit_repair(unit, copies[0])),
            )
        ]  # fmt: skip


_UNITS = frozenset(
    ("TG", "TA", "CAG", "CTG", "CGG", "CCG", "GCG", "GAA", "CCTG", "TGGAA", "ATTCT", "GGCCTG", "GGGGCC")
)
"""Repeat units that papers print without brackets (UGT1A1, CFTR and the expansion diseases); other runs of
bases with a number may be a gene's symbol."""


def _may_be_symbol(letters: str, start: str) -> bool:
    """Whether bases, a number and bases could be a gene's symbol: ``CACNA1A``, ``A1AT``."""
    return not set(letters) <= set("ACGT") or not start.isdigit() or int(start) < 100


def _is_poly_t(base: str, copies: str) -> bool:
    """The alleles of the poly-T tract that papers call 5T, 7T and 9T."""
    return base == "T" and copies in ("5", "7", "9")


def unit_repeat(unit: str, copies: str) -> Reading:
    """A repeat without a place: ``5T``, ``TG13``."""
    shown = repair("repeat_spelling", f"{unit}{copies}", f"{unit}[{copies}]")
    return Reading(None, "repeat", ref=upper(unit)[0], copies=copies, repairs=(shown,))


def one_base(where: Where, base: str) -> Readings:
    """A position with one base only: usually the new one; the old one is possible, so both are read."""
    letter, cased = upper(base)
    new = repair("old_base_missing", f"{where.start}{base}", f"{where.start}?>{letter}", True)
    old = repair("new_base_missing", f"{where.start}{base}", f"{where.start}{letter}>?", True)
    repairs = where.repairs + cased
    return [
        Reading(None, "sub", where.start, where.end or where.start, "", letter, repairs=(*repairs, new)),
        Reading(None, "sub", where.start, where.end or where.start, letter, "", repairs=(*repairs, old)),
    ]


def _copies(text: str) -> str:
    bare = text.strip("[]()x ").replace("-", "_")
    if bare == "n":
        return "?"
    return f"({bare})" if "_" in bare else bare


def _unit_repair(unit: str, copies: str) -> Repair:
    return repair("repeat_spelling", f"({unit}){copies}", f"{unit}[{_copies(copies)}]")
