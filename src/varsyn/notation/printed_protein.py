"""Readings of compact printed protein forms (grammars/printed_protein.lark): one method a rule alias."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, TypedDict

import msgspec
from lark import Token, Transformer, v_args

from varsyn.model import Reading, Repair
from varsyn.model.reading import Edit
from varsyn.model.residues import split_residues
from varsyn.notation import protein
from varsyn.notation.repairs import repair

Readings = list[Reading]
replace = msgspec.structs.replace


class Spot(NamedTuple):
    """One residue or a range of residues, as printed."""

    ref: str
    start: str
    ref_end: str = ""
    end: str = ""
    repairs: tuple[Repair, ...] = ()


class Op(NamedTuple):
    """What happens at a spot: ``payload`` residues as printed, or ``length`` where only a size is."""

    edit: Edit
    payload: str = ""
    length: str = ""
    repairs: tuple[Repair, ...] = ()


MOST_LOST = 100
"""Residues between numbers without names that a deletion may span."""
_EDITS: dict[str, Edit] = {"del": "del", "ins": "ins", "dup": "dup", "inv": "inv"}


def add(found: Readings, *more: Repair) -> Readings:
    """The readings with more repairs before their own."""
    return [replace(reading, repairs=(*more, *reading.repairs)) for reading in found]


def tidy_edit(word: str) -> tuple[Edit, tuple[Repair, ...]]:
    """``DEL``, ``deletion``, ``indel`` … as the edit they are."""
    lower = word.lower().strip()
    edit: Edit = "delins" if lower in ("delins", "del/ins", "indel") else _EDITS[lower[:3]]
    return edit, () if word == edit else (repair("edit_spelling", word, edit),)


@v_args(inline=True)
class PrintedProtein(Transformer[Token, object]):
    """Protein rules of the parser ``printed``."""

    def p_bare(self, found: Readings) -> Readings:
        if _unnamed(found):
            # ``59X`` without prefix may be anything.
            return []
        return [_predicted(reading) for reading in found if not _is_dna(reading)]

    def p_prefixed(self, prefix: Token, found: Readings) -> Readings:
        if prefix == "p.":
            return found
        if prefix.startswith("protein") and _unnamed(found) and found[0].alt != "Ter":
            # ``protein 1A`` is a name.
            return []
        return add(found, repair("prefix_spelling", str(prefix), "p."))

    def p_parenthesised(self, prefix: Token, found: Readings) -> Readings:
        return self.p_prefixed(prefix, [_predicted(reading) for reading in found])

    def p_chained(self, chain: Token, found: Readings) -> Readings:
        if _unnamed(found):
            # ``β2A`` names a subunit.
            return []
        return [replace(_predicted(reading), chain=str(chain)) for reading in found]

    def spot(self, ref: Token, start: Token) -> Spot:
        return Spot(str(ref), str(start))

    def spot_parenthesised(self, ref: Token, start: Token) -> Spot:
        return Spot(str(ref), str(start), repairs=(repair("separators", f"({start})", str(start)),))

    def spot_range(self, first: Spot, dash: Token, last: Spot) -> Spot:
        repairs = first.repairs + last.repairs
        if dash != "_":
            repairs += (
                repair("hyphen_for_range", f"{first.ref}{first.start}{dash}", f"{first.ref}{first.start}_"),
            )
        return Spot(first.ref, first.start, last.ref, last.start, repairs)

    def spot_range_bare(self, first: Spot, last: Spot) -> Spot:
        joined = f"{first.ref}{first.start}_{last.ref}{last.start}"
        missing = repair("missing_underscore", joined.replace("_", ""), joined, True)
        return Spot(first.ref, first.start, last.ref, last.start, (*first.repairs, *last.repairs, missing))

    def p_range_new(self, spot: Spot, new: Token) -> Readings:
        codes = {item.code: item for item in spot.repairs}
        if "residue_run" in codes:
            if _may_be_symbol(codes["residue_run"].before, spot):
                return []
            return self._span(spot, Op("delins", _stop_code(new)))
        if "residue_unnamed" in codes and "/" in codes["residue_unnamed"].before:
            shown = repair("two_numbers", f"{spot.start}/{spot.end}", spot.end, True)
            found = [
                protein.substitution(spot.ref, number, str(new), False, (shown,))[:1]
                for number in (spot.end, spot.start)
            ]
            return found[0] + found[1]
        return []

    def p_range_several(self, spot: Spot, *new: Token) -> Readings:
        """``KM670/671NL``: as many new residues as old ones, between two numbers."""
        run = next((item.before for item in spot.repairs if item.code == "residue_run"), "")
        if not any(sign in run for sign in "-_/") or int(spot.end) - int(spot.start) + 1 != len(new):
            return []
        return self._span(spot, Op("delins", "".join(_stop_code(one) for one in new)))

    def spot_short_range(self, first: Spot, dash: Token, end: Token) -> Spot:
        if int(end) <= int(first.start) and dash != "/":
            return Spot("", "")
        shown = repair("residue_unnamed", f"{first.ref}{first.start}{dash}{end}", f"{first.start}_{end}")
        return Spot(first.ref, first.start, "", str(end), (*first.repairs, shown))

    def spot_run(self, *parts: Token) -> Spot:
        *codes, start, _dash, end = parts
        fits = int(end) - int(start) + 1 == len(codes)
        if not _contiguous(codes if fits else parts) or "".join(codes) == "IVS" or int(end) <= int(start):
            return Spot("", "")
        shown = repair("residue_run", "".join(parts), f"{codes[0]}{start}_{codes[-1]}{end}")
        return Spot(str(codes[0]), str(start), str(codes[-1]), str(end), (shown,))

    def spot_run_start(self, *parts: Token) -> Spot:
        *codes, start = parts
        if not _contiguous(parts) or "".join(codes) == "IVS" or len(codes) > 3:
            return Spot("", "")
        end = str(int(start) + len(codes) - 1)
        shown = repair("residue_run", "".join(parts), f"{codes[0]}{start}_{codes[-1]}{end}")
        return Spot(str(codes[0]), str(start), str(codes[-1]), end, (shown,))

    def dash(self, mark: Token) -> Token:
        return mark

    def new(self, word: Token) -> Token:
        return word

    def p_sub(self, spot: Spot, *rest: Token) -> Readings:
        repairs = spot.repairs
        if len(rest) == 2:
            shown = f"{spot.ref}{spot.start}{rest[0]}{rest[1]}"
            repairs += (repair("separators", shown, f"{spot.ref}{spot.start}{rest[1]}"),)
        return protein.substitution(spot.ref, spot.start, str(rest[-1]), False, repairs)

    def p_genotype(self, spot: Spot, first: Token, second: Token) -> Readings:
        shown = repair("genotype", f"{spot.ref}{spot.start}[{first},{second}]", "[…];[…]")
        parts = [protein.substitution(spot.ref, spot.start, str(word), False)[:1] for word in (first, second)]
        if not all(parts):
            return []
        return [Reading("p", "allele", repairs=(shown,), phase="trans", parts=(parts[0][0], parts[1][0]))]

    def p_number_only(self, start: Token, word: Token) -> Readings:
        shown = repair("residue_unnamed", f"{start}{word}", f"{start}del", True)
        return [Reading("p", "del", str(start), str(start), repairs=(shown,))]

    def p_number_new(self, start: Token, word: Token) -> Readings:
        new = protein.new_residue(str(word))
        if new is None:
            return []
        shown = repair("residue_unnamed", f"{start}{word}", f"{start}{new[0]}", new[0] != "Ter")
        return [Reading("p", "sub", str(start), str(start), "", new[0], repairs=(*new[1], shown))]

    def p_number_fs(self, start: Token, word: Token, tail: tuple[str, str] = ("", "")) -> Readings:
        shown = repair("residue_unnamed", f"{start}{word}", f"{start}fs", True)
        return [Reading("p", "fs", str(start), str(start), repairs=(shown,), ter=tail[1])]

    def p_delta_number(self, word: Token, start: Token) -> Readings:
        if int(start) < 100:
            return []
        shown = repair("residue_unnamed", f"{word}{start}", f"{start}del", True)
        return [Reading("p", "del", str(start), str(start), repairs=(shown,))]

    def p_sub_same_number(self, spot: Spot, _arrow: Token, new: Spot) -> Readings:
        if spot.start != new.start:
            return []
        twice = f"{spot.ref}{spot.start}>{new.ref}{new.start}"
        shown = repair("separators", twice, f"{spot.ref}{spot.start}{new.ref}")
        return protein.substitution(spot.ref, spot.start, new.ref, False, (*spot.repairs, shown))

    def p_sub_joined(self, spot: Spot, mark: Token, new: Token) -> Readings:
        if mark == "_":
            # A range that lacks its second number and its change.
            return []
        joined = repair("separators", f"{spot.ref}{spot.start}{mark}{new}", f"{spot.ref}{spot.start}{new}")
        return protein.substitution(spot.ref, spot.start, str(new), False, (*spot.repairs, joined))

    def p_sub_arrow(self, spot: Spot, _arrow: Token, *codes: Token) -> Readings:
        joined = repair("separators", f"{spot.ref}{spot.start}>{''.join(codes)}", "")
        if len(codes) == 1:
            return protein.substitution(spot.ref, spot.start, str(codes[0]), False, (*spot.repairs, joined))
        return self._span(
            spot, Op("delins", "".join(codes), repairs=(repair("delins_arrow", ">", "delins"),))
        )

    def p_range_arrow(self, spot: Spot, _arrow: Token, *codes: Token) -> Readings:
        if any(item.code == "residue_unnamed" and "/" in item.before for item in spot.repairs):
            return self.p_range_new(spot, codes[0]) if len(codes) == 1 else []
        return self._span(
            spot, Op("delins", "".join(codes), repairs=(repair("delins_arrow", ">", "delins"),))
        )

    def p_sub_hyphen(self, ref: Token, _hyphen: Token, start: Token, new: Token) -> Readings:
        return hyphen_readings(str(ref), str(start), str(new))

    def p_sub_hyphens(self, ref: Token, _hyphen: Token, start: Token, mark: Token, new: Token) -> Readings:
        shown = repair("separators", f"{ref}-{start}{mark}{new}", f"{ref}{start}{new}")
        return protein.substitution(str(ref), str(start), str(new), False, (shown,))

    def p_sub_negative(self, ref: Token, _hyphen: Token, start: Token, new: Token) -> Readings:
        shown = repair("separators", f"(-{start})", f"-{start}")
        return protein.substitution(str(ref), f"-{start}", str(new), False, (shown,))

    def p_sub_number_last(self, ref: Token, mark: Token, new: Token, start: Token) -> Readings:
        moved = repair("number_on_new_residue", f"{ref}{mark}{new}{start}", f"{ref}{start}{new}")
        return protein.substitution(str(ref), str(start), str(new), False, (moved,))

    def p_any_of(self, spot: Spot, *new: Token) -> Readings:
        choices = [
            found[0]
            for word in new
            if (found := protein.substitution(spot.ref, spot.start, str(word), False))
        ]
        return alternatives(choices) if len(choices) == len(new) else []

    def p_chain_sub(self, ref: Token, chain: Token, new: Token) -> Readings:
        found = protein.substitution(str(ref), str(chain)[1:], str(new), False)
        return [replace(reading, chain=str(chain)[0]) for reading in found]

    def p_same(self, spot: Spot) -> Readings:
        return protein.point("identity", spot.ref, spot.start, False, spot.repairs)

    def p_unknown(self, spot: Spot) -> Readings:
        return protein.point("unknown", spot.ref, spot.start, False, spot.repairs)

    def tail(self, *parts: Token) -> tuple[str, str]:
        words = [str(part) for part in parts]
        number = next((word for word in words if word.isdigit()), "")
        return next((word for word in words if not word.isdigit()), ""), number

    def tail_reversed(self, number: Token, stop: Token) -> tuple[str, str]:
        return f"{_LAST}{stop}", str(number)

    def tail_unknown(self, stop: Token) -> tuple[str, str]:
        return str(stop), "?"

    def p_fs(self, spot: Spot, word: Token, tail: tuple[str, str] = ("", "")) -> Readings:
        return protein.frameshift(
            spot.ref, spot.start, "", tail[1], uncertain=False, repairs=_fs_word(word), **_stop_place(tail[0])
        )

    def p_fs_new(self, spot: Spot, new: Token, word: Token, tail: tuple[str, str] = ("", "")) -> Readings:
        return protein.frameshift(
            spot.ref,
            spot.start,
            str(new),
            tail[1],
            uncertain=False,
            repairs=_fs_word(word),
            **_stop_place(tail[0]),
        )

    def p_fs_with_bases(self, spot: Spot, _word: Token, edit: Token, bases: Token) -> Readings:
        stated = Reading(None, "ins" if edit.lower().startswith("ins") else "del", alt=str(bases).upper())
        if stated.edit == "del":
            stated = Reading(None, "del", ref=str(bases).upper(), length=str(len(bases)))
        shown = repair("frameshift_bases", f"fs{edit}{bases}", "fs")
        found = protein.frameshift(spot.ref, spot.start, uncertain=False, repairs=(shown,))
        return [replace(reading, parts=(stated,)) for reading in found]

    def p_fs_first(self, word: Token, spot: Spot) -> Readings:
        if word == "FS" and int(spot.start) < 10:
            # ``FSD1`` is a gene.
            return []
        shown = repair("separators", f"{word}{spot.ref}{spot.start}", f"{spot.ref}{spot.start}fs")
        return protein.frameshift(spot.ref, spot.start, uncertain=False, repairs=(shown,))

    def p_fs_number(self, word: Token, start: Token) -> Readings:
        shown = repair("residue_unnamed", f"{word}{start}", f"{start}fs", True)
        return [Reading("p", "fs", str(start), str(start), repairs=(shown,))]

    def op(self, word: Token, *codes: Token) -> Op:
        edit, repairs = tidy_edit(str(word))
        return Op(edit, "".join(_stop_code(code) for code in codes), repairs=repairs)

    def op_sized(self, word: Token, size: Token) -> Op:
        edit, repairs = tidy_edit(str(word))
        return Op(edit, length=str(size), repairs=repairs)

    def op_stated_ins(self, _del: Token, *rest: Token) -> Op:
        at = next(number for number, token in enumerate(rest) if token.type == "INS")
        stated = "".join(rest[:at])
        shown = repair("redundant_residues", f"del{stated}ins", "delins")
        return Op("delins", "".join(rest[at + 1 :]), repairs=(shown,))

    def op_del_ins(self, _del: Token, _ins: Token, *codes: Token) -> Op:
        return Op("delins", "".join(codes), repairs=(repair("edit_spelling", "del ins", "delins"),))

    def p_edit(self, spot: Spot, op: Op) -> Readings:
        run = next((item.before for item in spot.repairs if item.code == "residue_run"), "")
        if run and "-" not in run and "_" not in run and int(spot.start) < 100:
            # ``CCR5 del32``: a gene.
            return []
        return self._span(spot, op)

    def p_del_ins_first(self, word: Token, spot: Spot, _ins: Token, *codes: Token) -> Readings:
        shown = repair("edit_first", f"{word}{spot.ref}{spot.start}", f"{spot.ref}{spot.start}delins")
        return self._span(spot, Op("delins", "".join(codes), repairs=(shown,)))

    def p_del_first(self, word: Token, *rest: Token | Spot) -> Readings:
        spot = rest[-1]
        assert isinstance(spot, Spot)
        if word.isupper() and word.isascii() and spot.start.isdigit() and int(spot.start) < 10:
            # ``DELEC1`` is a gene.
            return []
        shown = repair("delta", f"{word}{spot.ref}{spot.start}", f"{spot.ref}{spot.start}del")
        return self._span(spot, Op("del", repairs=(shown,)))

    def p_delta_last(self, spot: Spot, word: Token) -> Readings:
        shown = repair("delta", f"{spot.ref}{spot.start}{word}", f"{spot.ref}{spot.start}del")
        return self._span(spot, Op("del", repairs=(shown,)))

    def p_dup_first(self, word: Token, spot: Spot) -> Readings:
        shown = repair("edit_first", f"{word}{spot.ref}{spot.start}", f"{spot.ref}{spot.start}dup")
        return self._span(spot, Op("dup", repairs=(shown,)))

    def p_ins_first(self, word: Token, spot: Spot) -> Readings:
        if word.isupper():
            # ``INSL3`` is a gene.
            return []
        shown = repair("edit_first", f"{word}{spot.ref}{spot.start}", f"{spot.ref}{spot.start}ins")
        return self._span(spot, Op("ins", repairs=(shown,)))

    def p_number_edit(self, numbers: Token, word: Token, *codes: Token) -> Readings:
        start, _, end = str(numbers).replace("-", "_").partition("_")
        edit, repairs = tidy_edit(str(word))
        run = split_residues("".join(codes)) or []
        if end and int(end) <= int(start):
            return []
        if edit == "del" and run and (not end or int(end) - int(start) + 1 == len(run)):
            moved = repair("residue_after_edit", f"{numbers}{word}{''.join(codes)}", "del")
            last = run[-1] if end else ""
            return self._span(Spot(run[0], start, last, end, (moved,)), Op("del"))
        unnamed = repair("residue_unnamed", str(numbers), f"{start}_{end}")
        return protein.span(
            edit, "", start, "", end, "".join(codes), uncertain=False, repairs=(*repairs, unnamed)
        )

    def p_del_range(self, word: Token, numbers: Token) -> Readings:
        """``del557-558``, ``\u0394557-558``: the numbers of residues, without their names."""
        start, _, end = str(numbers).replace("-", "_").partition("_")
        if not 1 < int(start) < int(end) <= int(start) + MOST_LOST:
            return []
        unnamed = repair("residue_unnamed", f"{word}{numbers}", f"{start}_{end}del", True)
        return protein.span("del", "", start, "", end, uncertain=False, repairs=(unnamed,))

    def p_range_del(self, numbers: Token, word: Token) -> Readings:
        return self.p_del_range(word, numbers) if "-" in numbers else []

    def p_number_ins(self, start: Token, word: Token, *codes: Token) -> Readings:
        """``1795insD``: residues, where the letters are not those of bases."""
        letters = "".join(codes)
        if not set(letters) - set("ACGTUN"):
            return []
        after = str(int(start) + 1)
        unnamed = repair("residue_unnamed", f"{start}{word}{letters}", f"{start}_{after}ins", True)
        return protein.span("ins", "", str(start), "", after, letters, uncertain=False, repairs=(unnamed,))

    def p_del_number_residue(self, word: Token, start: Token, code: Token) -> Readings:
        moved = repair("residue_after_edit", f"{word}{start}{code}", f"{code}{start}del")
        return self._span(Spot(str(code), str(start), repairs=(moved,)), Op("del"))

    def _span(self, spot: Spot, op: Op) -> Readings:
        if not spot.start:
            return []
        edit, repairs = op.edit, spot.repairs + op.repairs
        if edit == "ins" and spot.end and spot.start.isdigit() and int(spot.end) > int(spot.start) + 1:
            edit, repairs = "delins", (*repairs, repair("ins_for_delins", "ins", "delins", True))
        return protein.span(
            edit, spot.ref, spot.start, spot.ref_end, spot.end, op.payload,
            uncertain=False, length=op.length, repairs=repairs,
        )  # fmt: skip


def hyphen_readings(ref: str, start: str, new: str) -> Readings:
    """``R-4Q``: a residue before the mature protein (negative), or a separator, best first.

    Only one side has a hyphen, so it is no separator pair as in ``Arg-481-Gln``; small numbers fit signal
    peptides and propeptides.
    """
    separator = repair("separators", f"{ref}-{start}{new}", f"{ref}{start}{new}", True)
    minus = protein.substitution(ref, f"-{start}", new, False)[:1]
    plain = protein.substitution(ref, start, new, False, (separator,))[:1]
    return minus + plain if int(start) <= 60 else plain + minus


def alternatives(choices: Readings) -> Readings:
    """One list of unknown phase whose parts are the choices: ``V600E/K`` names two variants."""
    repairs = tuple(dict.fromkeys(item for choice in choices for item in choice.repairs))
    shown = repair("alternatives_slash", "/", "(;)")
    return [
        Reading(
            choices[0].coordinate, "allele", repairs=(*repairs, shown), phase="unknown", parts=tuple(choices)
        )
    ]


def _contiguous(tokens: Sequence[Token]) -> bool:
    """Whether no blank stands between the tokens: ``CFTR 5T`` is a gene and a change, no run of residues."""
    return all(one.end_pos == other.start_pos for one, other in pairwise(tokens))


def _may_be_symbol(run: str, spot: Spot) -> bool:
    """Whether letters, one number and a letter could be a gene's symbol: ``HNF1A``, ``SCN5A``, ``FAM187A``.

    ``VK600E`` could not: symbols with two letters before their number have small numbers (HGNC symbols).
    """
    residues = run.rstrip("0123456789")
    if not residues.isalpha():
        return int(spot.start) < 100
    return len(residues) > 2 or residues == "CD" or int(spot.start) < 100


def _is_dna(reading: Reading) -> bool:
    """``544delG`` without ``p.`` names a base, not a residue."""
    if not any(item.code in ("residue_after_edit", "residue_unnamed") for item in reading.repairs):
        return False
    if reading.edit == "del" and not reading.ref:
        return any(item.before[0].isdigit() for item in reading.repairs)
    payload = reading.alt if reading.edit == "ins" else reading.ref + reading.ref_end
    codes = {payload[at : at + 3] for at in range(0, len(payload), 3)}
    return bool(codes) and codes <= {"Ala", "Cys", "Gly", "Thr", "Asn"}


def _unnamed(found: Readings) -> bool:
    """Whether a substitution gives the number of its residue and one letter only: ``59X`` may be anything."""
    if not found or found[0].edit != "sub" or found[0].ref:
        return False
    return not any(len(item.before.strip("0123456789 ")) > 2 for item in found[0].repairs)


def _predicted(reading: Reading) -> Reading:
    if reading.uncertain:
        return reading
    if reading.phase == "unknown":
        return replace(reading, parts=tuple(_predicted(part) for part in reading.parts))
    printed = f"({reading.printed})" if reading.printed else ""
    return replace(reading, uncertain=True, printed=printed)


class _StopPlace(TypedDict):
    stop: str
    absolute: bool


_LAST = "last:"


def _stop_place(mark: str) -> _StopPlace:
    return {"stop": mark.removeprefix(_LAST), "absolute": mark.startswith(_LAST)}


def _stop_code(code: Token) -> str:
    return "Ter" if code.type == "STOP" else str(code)


def _fs_word(word: Token) -> tuple[Repair, ...]:
    return () if word == "fs" else (repair("edit_spelling", str(word), "fs"),)
