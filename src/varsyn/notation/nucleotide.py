"""Parsed pieces of a DNA or RNA change to readings: the rules that fast path and grammar share."""

from __future__ import annotations

from varsyn.model import InvalidNotation, Reading, Repair
from varsyn.model.reading import Coordinate, Edit
from varsyn.notation.positions import (
    abbreviated_end,
    abbreviated_offset,
    has_zero,
    neighbours,
    shift,
    sort_key,
)
from varsyn.notation.repairs import redundant, repair

Repairs = tuple[Repair, ...]


def oriented(start: str, end: str, circular: bool = False) -> tuple[str, str, Repairs]:
    """A range in order; swapped ends and one-position ranges are repaired and said so.

    On a ``circular`` molecule (``m.``, ``o.``) a range may run over the origin.

    >>> oriented("200", "100")[:2]
    ('100', '200')
    """
    if has_zero(start) or has_zero(end):
        where = start if has_zero(start) else end
        raise InvalidNotation(
            f"there is no position {where}: numbering starts at 1, and -1 stands before it",
            code="position_zero",
            advice=("check the number; the A of the start codon is c.1, the base before it c.-1",),
        )
    if start == end:
        return start, end, (repair("single_position_range", f"{start}_{end}", start),)
    if end[0] == "+" and (full := abbreviated_offset(start, end)):
        return start, full, (repair("abbreviated_range", f"{start}_{end}", f"{start}_{full}"),)
    first, last = sort_key(start), sort_key(end)
    if first is not None and last is not None and first > last and not circular:
        if full := abbreviated_end(start, end):
            return start, full, (repair("abbreviated_range", f"{start}_{end}", f"{start}_{full}"),)
        if full := abbreviated_offset(start, end):
            guess = repair("abbreviated_range", f"{start}_{end}", f"{start}_{full}", end.isdigit())
            return start, full, (guess,)
        return end, start, (repair("swapped_range", f"{start}_{end}", f"{end}_{start}", True),)
    return start, end, ()


_NO_SIZE = frozenset("+-*")


def check_size(length: str) -> None:
    """Refuse a stated size of 0, as nothing is deleted or inserted, and a position in the place of a size."""
    if not _NO_SIZE.isdisjoint(length) or length in ("pter", "qter", "cen"):
        raise InvalidNotation(
            f"{length} is a position, no size",
            code="size_not_a_number",
            advice=("after del, dup or inv stand the bases, or how many there are",),
        )
    if length and not length.strip("0"):
        raise InvalidNotation(
            "a change of 0 bases or residues is none", code="size_zero", advice=("check the size",)
        )


_CAN_SPAN = frozenset(("del", "dup", "ins", "inv", "delins"))


def _hyphen_range(start: str, edit: Edit, ref: str, length: str) -> list[tuple[str, str, Repairs]]:
    """``420-422`` as a range, an intron offset, or both, best first; empty where it can only be an offset.

    A second number larger than the first, or a stated size that fits, speaks for a range.
    """
    first, hyphen, last = start.partition("-")
    if not hyphen or not first.isdigit() or not last.isdigit() or len(start) > 24:
        return []
    size = len(ref) or (int(length) if length.isdigit() else 0)
    if edit == "ins":
        size = 2
    code, full = "hyphen_for_range", last
    if int(last) <= int(first):
        code, full = "abbreviated_range", abbreviated_end(first, last) or ""
        if not full or (size and int(full) - int(first) + 1 != size):
            return []
    sure = int(full) - int(first) + 1 == size
    as_range = (first, full, (repair(code, start, f"{first}_{full}", not sure),))
    if sure:
        return [as_range]
    if edit == "ins" or code == "abbreviated_range":
        return [(_OFFSET + start, "", ()), as_range]
    return [as_range, (_OFFSET + start, "", ())]


_OFFSET = "\x00"
"""Marks a position that is an offset for sure, within this module only."""


def change(
    coordinate: Coordinate | None,
    edit: Edit,
    start: str,
    end: str = "",
    ref: str = "",
    alt: str = "",
    length: str = "",
    repairs: Repairs = (),
    uncertain: bool = False,
) -> list[Reading]:
    """Readings of one nucleotide change given as parsed; several where the print leaves several open.

    Positions are HGVS positions as printed (1-based); ``end`` empty for a single position. Raises
    InvalidNotation for a position 0 and a size 0.
    """
    check_size(length)
    if not end and (edit in _CAN_SPAN or len(ref) > 1) and (found := _hyphen_range(start, edit, ref, length)):
        return [
            reading
            for first, last, more in found
            for reading in change(coordinate, edit, first, last, ref, alt, length, repairs + more, uncertain)
        ]
    start = start.removeprefix(_OFFSET)
    if coordinate == "r":
        ref, alt = ref.lower().replace("t", "u"), alt.lower().replace("t", "u") if alt.isalpha() else alt
    if end and end != start:
        start, end, more = oriented(start, end, coordinate in ("m", "o"))
        repairs += more
    else:
        if end:
            repairs += oriented(start, end)[2] if "?" not in start else ()
        elif has_zero(start):
            oriented(start, start)
        end = ""
    if edit in ("sub", "delins"):
        return [_replacement(coordinate, edit, start, end, ref, alt, length, repairs, uncertain)]
    if edit == "ins":
        return _insertion(coordinate, start, end, alt, length, repairs, uncertain)
    if edit in ("del", "dup", "inv"):
        return [_sized(coordinate, edit, start, end, ref, length, repairs, uncertain)]
    if edit == "identity" and ref:
        repairs += (repair("redundant_bases", f"{ref}=", "="),)
    return [
        Reading(
            coordinate,
            edit,
            start,
            end or start,
            ref,
            alt,
            uncertain=uncertain,
            repairs=repairs,
            length=length,
        )
    ]


def _replacement(
    coordinate: Coordinate | None, edit: Edit, start: str, end: str, ref: str, alt: str, length: str,
    repairs: Repairs, uncertain: bool,
) -> Reading:  # fmt: skip
    if edit == "delins" and ref:
        repairs += (repair("redundant_bases", f"del{ref}ins", "delins"),)
    if edit == "sub":
        if len(ref) == 1 and len(alt) == 1 and not end:
            if ref == alt:
                same = repair("same_base", f"{ref}>{alt}", "=")
                return Reading(
                    coordinate, "identity", start, start, ref, "", None, None, uncertain, (*repairs, same)
                )
            return Reading(coordinate, "sub", start, start, ref, alt, None, None, uncertain, repairs)
        shown = f"{start}_{end}" if end else start
        edit = "delins"
        repairs += (repair("delins_arrow", f"{shown}{ref}>{alt}", "delins"),)
    if not end and len(ref) > 1 and (far := shift(start, len(ref) - 1)):
        end = far
    return Reading(
        coordinate, edit, start, end or start, ref, alt, None, None, uncertain, repairs, length=length
    )


def _insertion(
    coordinate: Coordinate | None,
    start: str,
    end: str,
    alt: str,
    length: str,
    repairs: Repairs,
    uncertain: bool,
) -> list[Reading]:
    def at(first: str, last: str, more: Repairs) -> Reading:
        return Reading(
            coordinate, "ins", first, last, "", alt, None, None, uncertain, repairs + more, length=length
        )

    if end:
        if neighbours(start, end) or sort_key(start) is None or sort_key(end) is None:
            return [at(start, end, ())]
        if "+" in start or "-" in end or "-" in start[1:] or "+" in end:
            return [at(start, end, ())]
        return [at(start, end, (repair("insertion_flanks", f"{start}_{end}", f"{start}_{end}", True),))]
    if start.startswith("(") or "?" in start or (sort_key(start) is None and shift(start, 1) is None):
        return [at(start, start, ())]
    found = []
    after, before = shift(start, 1), shift(start, -1)
    if after:
        found.append(at(start, after, (repair("insertion_side", start, f"{start}_{after}", True),)))
    if before:
        found.append(at(before, start, (repair("insertion_side", start, f"{before}_{start}", True),)))
    return found or [at(start, start, (repair("insertion_side", start, start, True),))]


def _sized(
    coordinate: Coordinate | None, edit: Edit, start: str, end: str, ref: str, length: str, repairs: Repairs,
    uncertain: bool,
) -> Reading:  # fmt: skip
    if ref:
        repairs += (redundant(edit, ref),)
    size = len(ref) or (int(length) if length.isdigit() and len(length) < 7 else 0)
    if not end and size > 1:
        far = shift(start, size - 1)
        if far:
            end = far
            if length:
                repairs += (repair("size_to_range", f"{start}{edit}{length}", f"{start}_{far}{edit}"),)
                length = ""
    elif end and length.isdigit() and not start.startswith("("):
        agrees = shift(start, size - 1) in (end, None)
        code = "redundant_size" if agrees else "size_mismatch"
        repairs += (repair(code, f"{edit}{length}", edit, not agrees),)
        length = ""
    elif length == "1":
        repairs += (repair("redundant_size", f"{edit}{length}", edit),)
        length = ""
    return Reading(
        coordinate, edit, start, end or start, ref, "", None, None, uncertain, repairs, length=length
    )
