"""Asking the grammars, and asking them once for mentions that differ in their numbers alone."""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from varsyn.model import InvalidNotation, Reading, Repair, UnsupportedNotation
from varsyn.notation import read

CACHE_SIZE = 10_000
_OWN = frozenset(("1", "1000"))
"""Numbers that are read for themselves: residue 1 is the start, and at 1000 some readings change places."""
_NUMBERS = re.compile(r"(\d+)")
_DIGITS = re.compile(r"\d+")
_OPAQUE = frozenset(
    {
        "aa1", "aa3", "aa3_soft", "aa3_lower", "aa3_by", "aa3_back", "aa1_arrow", "p", "dna", "ivs", "bare",
        "undotted", "told_base", "told_into_at", "told_for_at", "told_number_into",
        "told_number", "told_residue_at",
    }
)  # fmt: skip
"""Shapes whose numbers the grammars carry over as they are."""
_COUNTED = re.compile(r"(?:del|ins|dup|fs|ext|\[|\()\D{0,8}\d|\d\D{1,3}_|\d_|,|con|=|\?")
"""Where a number is a size or one end of a range: it is computed with, so the mention is read for itself."""


class Confirmer:
    """What the grammars make of a mention: remembered, and shared between mentions of one pattern.

    ``Arg481Gln`` and ``Arg702Gln`` have the same readings but for the number. The first is read with its
    number replaced by another of as many digits; the readings of the second are those with the number put
    back. A property test holds this to what ``notation.read`` says of each mention itself.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[Reading, ...] | None] = {}
        self._ordinary: dict[tuple[str, int, str], _Pattern | None] = {}
        self._patterns: dict[tuple[str, ...], _Pattern | None] = {}

    def readings(self, written: str, shape: str) -> tuple[Reading, ...] | None:
        """The readings of a mention: None if it is no notation, () if it is valid but not handled."""
        if written in self._known:
            return self._known[written]
        readings = self._by_pattern(written) if shape in _OPAQUE else _read(written)
        if len(self._known) >= CACHE_SIZE:
            self._known.clear()
        self._known[written] = readings
        return readings

    def with_number(self, written: str, start: int, end: int) -> tuple[Reading, ...] | None:
        """The readings of an everyday mention whose only number is written[start:end]; as ``readings``."""
        number = written[start:end]
        if number[0] == "0" or number in _OWN or end - start > 6:
            return self.readings(written, "")
        key = (written[:start], end - start, written[end:])
        if key not in self._ordinary:
            if len(self._ordinary) >= CACHE_SIZE:
                self._ordinary.clear()
            stand_in = "7" * (end - start)
            self._ordinary[key] = _general((key[0], stand_in, key[2]), [stand_in])
        pattern = self._ordinary[key]
        if pattern is None:
            return self.readings(written, "")
        if pattern.readings is None:
            return None
        stand_in = "7" * (end - start)
        if len(pattern.readings) == 1:
            return (_numbered(pattern.readings[0], stand_in, number),)
        return tuple([_numbered(reading, stand_in, number) for reading in pattern.readings])

    def _by_pattern(self, written: str) -> tuple[Reading, ...] | None:
        parts = _NUMBERS.split(written)
        numbers = parts[1::2]
        if not _shareable(numbers):
            return _read(written)
        stand_ins = [digit * len(number) for digit, number in zip("78", numbers, strict=False)]
        parts[1::2] = stand_ins
        key = tuple(parts)
        if key in self._patterns:
            pattern = self._patterns[key]
        else:
            if len(self._patterns) >= CACHE_SIZE:
                self._patterns.clear()
            pattern = self._patterns[key] = None if _COUNTED.search(written) else _general(key, stand_ins)
        if pattern is None:
            return _read(written)
        if pattern.readings is None:
            return None
        return tuple(_specific(reading, stand_ins, numbers) for reading in pattern.readings)


class _Pattern(NamedTuple):
    readings: tuple[Reading, ...] | None


def _read(written: str) -> tuple[Reading, ...] | None:
    try:
        return tuple(read(written))
    except UnsupportedNotation:
        return ()
    except InvalidNotation:
        return None


def _shareable(numbers: list[str]) -> bool:
    """One or two different plain numbers."""
    return 0 < len(numbers) < 3 and all(
        number[0] != "0" and number not in _OWN and len(number) < 7 for number in numbers
    )


def _general(key: tuple[str, ...], stand_ins: list[str]) -> _Pattern | None:
    """The readings of a pattern; None where its numbers are not carried over as they are."""
    readings = _read("".join(key))
    for reading in readings or ():
        if (
            reading.parts
            or reading.protein is not None
            or reading.printed
            or reading.length
            or reading.copies
        ):
            return None
        if any(number not in stand_ins for number in _DIGITS.findall(f"{reading.start} {reading.end}")):
            return None
    return _Pattern(readings)


def _numbered(reading: Reading, stand_in: str, number: str) -> Reading:
    """The reading of a mention with one number, with that number in the place of the other."""
    start = number if reading.start == stand_in else reading.start.replace(stand_in, number)
    end = start if reading.end == reading.start else reading.end.replace(stand_in, number)
    if not reading.repairs:
        return msgspec.structs.replace(reading, start=start, end=end, id=_put(reading.id, stand_in, number))
    repairs = tuple(
        Repair(one.code, one.before.replace(stand_in, number), one.after.replace(stand_in, number), one.lossy)
        for one in reading.repairs
    )
    return msgspec.structs.replace(reading, start=start, end=end, repairs=repairs)


def _put(text: str | None, stand_in: str, number: str) -> str | None:
    return None if text is None else text.replace(stand_in, number)


def _specific(reading: Reading, stand_ins: list[str], numbers: list[str]) -> Reading:
    """The reading with the numbers put back."""
    if len(numbers) == 1:
        stand_in, number = stand_ins[0], numbers[0]

        def restored(text: str) -> str:
            return text.replace(stand_in, number)
    else:
        back = dict(zip(stand_ins, numbers, strict=True))

        def restored(text: str) -> str:
            return _DIGITS.sub(lambda match: back.get(match[0], match[0]), text)

    start, repairs = restored(reading.start), reading.repairs
    if repairs:
        repairs = tuple(
            Repair(repair.code, restored(repair.before), restored(repair.after), repair.lossy)
            for repair in repairs
        )
    end = start if reading.end == reading.start else restored(reading.end)
    return msgspec.structs.replace(reading, start=start, end=end, repairs=repairs)
