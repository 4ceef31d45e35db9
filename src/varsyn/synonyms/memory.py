"""What a writer remembers of descriptions that are in the index already, so that they are not read again."""

from __future__ import annotations

from varsyn.synonyms.facts import Seen
from varsyn.synonyms.parcel import Judgement

LIMIT = 500_000
"""Descriptions remembered, at most, about 170 bytes each: judging one takes as long as writing five."""
OUTCOMES = 1 << 16
"""Different outcomes remembered, at most: they are numbered with two bytes."""

Outcome = tuple[str, str | None, str | None, str, bool]
"""Status, gene, level, ruler, settled: shared by all descriptions with the same ones."""


class Memory:
    """Remembers the latest descriptions, in two generations: when the younger is full, the elder goes.

    >>> memory = Memory(limit=4)
    >>> memory.get(b"nothing yet") is None
    True
    """

    def __init__(self, limit: int = LIMIT, outcomes: int = OUTCOMES) -> None:
        self._half = max(1, limit // 2)
        self._most = min(outcomes, OUTCOMES)
        self._young: dict[bytes, bytes] = {}
        """Description to verdict, with the number of the outcome behind it."""
        self._old: dict[bytes, bytes] = {}
        self._outcomes: list[Outcome] = []
        self._numbers: dict[Outcome, bytes] = {}

    def __len__(self) -> int:
        return len(self._young.keys() | self._old.keys())

    def get(self, description: bytes) -> Seen | None:
        """What is remembered of a description, judged by itself; None where nothing is."""
        entry = self._young.get(description)
        if entry is None:
            entry = self._old.get(description)
            if entry is None:
                return None
            self._keep(description, entry)
        return Seen(description, entry[:-2], *self._outcomes[int.from_bytes(entry[-2:], "big")])

    def note(self, fact: Judgement) -> None:
        """Remember a description, judged by itself, whose rows are in the index to stay."""
        outcome = (fact.status, fact.gene, fact.level, fact.scheme, fact.settled)
        number = self._numbers.get(outcome)
        if number is None:
            if len(self._outcomes) >= self._most:
                # Names of genes that nobody knows, by the ten thousand: nothing worth remembering.
                self._young, self._old, self._outcomes, self._numbers = {}, {}, [], {}
            number = self._numbers[outcome] = len(self._outcomes).to_bytes(2, "big")
            self._outcomes.append(outcome)
        self._keep(fact.description, fact.verdict + number)

    def _keep(self, description: bytes, entry: bytes) -> None:
        if len(self._young) >= self._half:
            self._old, self._young = self._young, {}
        self._young[description] = entry
