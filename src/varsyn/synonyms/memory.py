"""What a writer remembers of descriptions that are in the index already, so that they are not read again."""

from __future__ import annotations

from varsyn.synonyms.facts import Facts, Seen

LIMIT = 120_000
"""Descriptions remembered, at most; about 300 bytes each."""

Outcome = tuple[str, str | None, str | None, str, bool]
"""Status, gene, level, ruler, settled: shared by all descriptions with the same ones."""


class Memory:
    """Remembers the latest descriptions, in two generations: when the younger is full, the elder goes.

    >>> memory = Memory(limit=4)
    >>> memory.get(b"nothing yet") is None
    True
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self._half = max(1, limit // 2)
        self._young: dict[bytes, Seen] = {}
        self._old: dict[bytes, Seen] = {}
        self._outcomes: dict[Outcome, Outcome] = {}

    def __len__(self) -> int:
        return len(self._young) + len(self._old)

    def get(self, description: bytes) -> Seen | None:
        """What is remembered of a description, judged by itself; None where nothing is."""
        seen = self._young.get(description)
        if seen is None:
            seen = self._old.get(description)
            if seen is not None:
                self._keep(seen)
        return seen

    def note(self, fact: Facts) -> None:
        """Remember a description, judged by itself, whose rows are in the index to stay."""
        outcome = (fact.status, fact.gene, fact.level, fact.scheme, fact.link is not None)
        self._keep(Seen(fact.description, fact.verdict, *self._outcomes.setdefault(outcome, outcome)))

    def _keep(self, seen: Seen) -> None:
        if len(self._young) >= self._half:
            self._old, self._young, self._outcomes = self._young, {}, {}
        self._young[seen.description] = seen
