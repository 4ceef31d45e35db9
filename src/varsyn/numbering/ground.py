"""What printed numbers are checked against: a sequence, where its number 1 stands, where introns are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from varsyn.reference.records import Transcript


class Observation(msgspec.Struct, frozen=True):
    """A printed number (1-based, no 0) and the letters (one-letter residues, or bases) printed at it.

    ``side`` is ``+`` or ``-`` where the number is the last or first base of an exon that an intron position
    hangs on (``711+1G>T``): then the letters are not those of the sequence, and empty.
    """

    number: int
    letters: str
    text: str = ""
    side: str = ""

    @property
    def index(self) -> int:
        """The number counted from 0, -1 directly before: there is no number 0."""
        return self.number - 1 if self.number > 0 else self.number


class Ground:
    """A sequence that rulers are laid along, with the chance that a wrong place fits by luck.

    Sets of places are kept as bits of integers: bit *i* is place *i* (0-based on the sequence), so that a
    ruler is a shift, and the offsets that fit two observations are one ``and``.

    Parameters
    ----------
    sequence: residues or bases.
    origin: 0-based index of the one that HGVS numbers 1.
    donors, acceptors: 0-based indices of the last and of the first bases of exons beside introns.

    >>> Ground("MACDA").places(Observation(1, "A")) == 0b10010
    True
    """

    __slots__ = ("_backwards", "_letters", "_luck", "_sides", "background", "origin", "sequence")

    def __init__(
        self, sequence: str, origin: int = 0, donors: Iterable[int] = (), acceptors: Iterable[int] = ()
    ) -> None:
        self.sequence = sequence
        self.origin = origin
        self.background = frequencies(sequence)
        self._backwards = sequence[::-1].encode("ascii", "replace")
        self._letters: dict[str, int] = {}
        self._luck: dict[str, float] = {}
        self._sides = {"+": bits(donors), "-": bits(acceptors)}

    @classmethod
    def of_transcript(cls, transcript: Transcript) -> Ground:
        """The bases of a transcript, numbered as c. positions, with its exon borders."""
        inner = transcript.exons
        return cls(
            transcript.sequence,
            transcript.cds_start or 0,
            [end - 1 for _, end in inner[:-1]],
            [start for start, _ in inner[1:]],
        )

    def at(self, position: int) -> int:
        """The 0-based index of an HGVS number (1-based, no 0)."""
        return self.origin + (position - 1 if position > 0 else position)

    def fits(self, observation: Observation, position: int) -> bool:
        """Whether what is printed stands at an HGVS number (1-based, no 0)."""
        index = self.at(position)
        if index < 0:
            return False
        if observation.side:
            return bool(self._sides[observation.side] >> index & 1)
        return self.sequence.startswith(observation.letters, index)

    def places(self, observation: Observation) -> int:
        """Every place that fits what is printed, as bits."""
        if observation.side:
            return self._sides[observation.side]
        found = -1
        for step, letter in enumerate(observation.letters):
            found &= self._of(letter) >> step
        return found if observation.letters else 0

    def luck(self, observation: Observation) -> float:
        """Chance that a wrong place fits what is printed."""
        key = observation.side or observation.letters
        known = self._luck.get(key)
        if known is None:
            if observation.side:
                share = self._sides[observation.side].bit_count() / max(1, len(self.sequence))
                known = min(max(share, 1e-9), 0.95)
            else:
                known = luck(observation.letters, self.background)
            self._luck[key] = known
        return known

    def _of(self, letter: str) -> int:
        known = self._letters.get(letter)
        if known is None:
            # The sequence written as a binary number, its first letter last: bit 0 is place 0.
            digits = bytearray(b"0" * 256)
            digits[ord(letter)] = ord("1")
            known = self._letters[letter] = int(self._backwards.translate(bytes(digits)) or b"0", 2)
        return known


def bits(indices: Iterable[int]) -> int:
    """A set of small numbers as the bits of one.

    >>> bits([0, 3])
    9
    """
    found = bytearray()
    for index in indices:
        byte = index >> 3
        if byte >= len(found):
            found.extend(bytes(byte + 1 - len(found)))
        found[byte] |= 1 << (index & 7)
    return int.from_bytes(found, "little")


def members(mask: int) -> Iterator[int]:
    """The numbers in a set of bits, ascending.

    >>> list(members(9))
    [0, 3]
    """
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def frequencies(sequence: str) -> dict[str, float]:
    """Background frequency of each letter in a sequence.

    >>> frequencies("AAAC")["A"]
    0.75
    """
    counts = Counter(sequence)
    size = max(1, len(sequence))
    return {letter: count / size for letter, count in counts.items()}


def luck(letters: str, background: dict[str, float]) -> float:
    """Chance that a wrong position shows these letters: the product of their frequencies."""
    chance = 1.0
    for letter in letters:
        chance *= background.get(letter, 0.0)
    return min(max(chance, 1e-9), 0.95)
