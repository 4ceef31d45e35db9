"""Names that a curated list gives to variants: nicknames, historic names, everyday names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from varsyn.resolution.said import Signature, signature, signatures

if TYPE_CHECKING:
    from varsyn.model import Reading
    from varsyn.reference import LegacyName

_SPACE = re.compile(r"[\s_()\[\]\-‐-―−/,.;:]+")
_DIGITS = re.compile(r"\d+")
_GREEK = str.maketrans({"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "Δ": "delta", "ε": "epsilon"})
_SIGNED = re.compile(r"(?<![A-Za-z\d])[-−–](?=\d)|(?<=\d)[-−–](?=\d)|(?<=[A-Za-z(])[-−–](?=\d)")


def name_signature(text: str) -> str:
    """A name for comparing: lower case, Greek letters spelled, spaces, dashes and brackets dropped; a minus
    before a number is kept, because it is part of the number.

    >>> name_signature("Hb S") == name_signature("HbS"), name_signature("ΔF508")
    (True, 'deltaf508')
    >>> name_signature("-28 A>G") == name_signature("28 A>G")
    False
    """
    kept = _SIGNED.sub("~", text)
    return _SPACE.sub("", kept.translate(_GREEK)).lower()


class ListedNames:
    """The listed names of one gene, found by spelling or by what they say."""

    __slots__ = ("_by_name", "_by_reading", "numbers", "recorded", "rows")

    def __init__(self, rows: Sequence[LegacyName]) -> None:
        self.rows = tuple(rows)
        self.numbers = frozenset(
            number for row in self.rows for number in _DIGITS.findall(f"{row.legacy} {row.hgvs_c}")
        )
        """Every number in a listed name or its description."""
        self.recorded: frozenset[str] | None = None
        """Allele keys of the listed variants, once they were asked for (``listed.on_record``)."""
        self._by_name: dict[str, list[LegacyName]] | None = None
        self._by_reading: dict[Signature, list[LegacyName]] | None = None

    def __bool__(self) -> bool:
        return bool(self.rows)

    def mentions(self, reading: Reading, text: str) -> bool:
        """Whether the list has anything to say about a reading, or about the whole text."""
        # Most names hold a number that no listed name has; then neither look-up can succeed. An indel may be
        # listed beside the number that is printed: there only what the names say can tell.
        if reading.start.isdigit() and reading.start not in self.numbers:
            return reading.edit != "sub" and bool(self.saying(reading))
        return bool(self.saying(reading) or self.spelled(text))

    def spelled(self, text: str) -> Sequence[LegacyName]:
        """Rows whose printed name is this one, case, spaces and dashes ignored."""
        if not self.rows:
            return ()
        if self._by_name is None:
            self._by_name = {}
            for row in self.rows:
                self._by_name.setdefault(name_signature(row.legacy), []).append(row)
        return self._by_name.get(name_signature(text), ())

    def saying(self, reading: Reading) -> Sequence[LegacyName]:
        """Rows whose printed name reads like this reading."""
        if not self.rows:
            return ()
        if self._by_reading is None:
            self._by_reading = {}
            for row in self.rows:
                for key in signatures(row.legacy):
                    self._by_reading.setdefault(key, []).append(row)
        wanted = signature(reading)
        return self._by_reading.get(wanted, ()) if wanted is not None else ()

    def neighbour(self, reading: Reading) -> Sequence[LegacyName]:
        """Rows of the same letters one number away: what a slip of one digit would have meant."""
        if not self.rows or reading.edit != "sub" or not reading.start.isdigit():
            return ()
        number = int(reading.start)
        for near in (number - 1, number + 1):
            text = str(near)
            if text not in self.numbers:
                continue
            if rows := self.saying(msgspec.structs.replace(reading, start=text, end=text)):
                return rows
        return ()
