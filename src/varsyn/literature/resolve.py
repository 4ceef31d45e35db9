"""Resolving all mentions of a document together."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from varsyn.literature.found import FoundMention
from varsyn.model import Mention, Resolution
from varsyn.reference import Reference
from varsyn.resolution import Resolver

_SETTLED = frozenset({"resolved", "ambiguous"})


class DocumentResolver:
    """Resolves the mentions of one document jointly: shared numbering, pairs checked against each other."""

    def __init__(self, reference: Reference) -> None:
        self._resolver = Resolver(reference)

    def resolve(self, mentions: Sequence[FoundMention]) -> list[FoundMention]:
        """The mentions with their resolutions, in order.

        A description printed with its other half (``c.420del (p.Ala110fsTer20)``) is resolved as the pair;
        the protein half alone takes the pair's answer where it has none of its own.
        """
        if not mentions:
            return []
        at = {(mention.start, mention.end): number for number, mention in enumerate(mentions)}
        asked = [self._as_asked(mention, mentions, at) for mention in mentions]
        answers = self._resolver.resolve_document(asked)
        own = [
            msgspec.structs.replace(answer, mention=mention.mention())
            for mention, answer in zip(mentions, answers, strict=True)
        ]
        return [
            msgspec.structs.replace(mention, resolution=self._with_pair(mention, number, own, at))
            for number, mention in enumerate(mentions)
        ]

    @staticmethod
    def _as_asked(
        mention: FoundMention, mentions: Sequence[FoundMention], at: dict[tuple[int, int], int]
    ) -> Mention:
        asked = mention.mention()
        if mention.pair is None or not mention.readings or mention.readings[0].coordinate == "p":
            return asked
        other = mentions[at[mention.pair]] if mention.pair in at else None
        if other is None or not other.readings or other.readings[0].coordinate != "p":
            return asked
        return msgspec.structs.replace(asked, text=f"{mention.text} ({other.text})")

    @staticmethod
    def _with_pair(
        mention: FoundMention, number: int, own: Sequence[Resolution], at: dict[tuple[int, int], int]
    ) -> Resolution:
        answer = own[number]
        if answer.status in _SETTLED or mention.pair is None or mention.pair not in at:
            return answer
        partner = own[at[mention.pair]]
        return msgspec.structs.replace(partner, mention=answer.mention) if partner.variant else answer
