"""The verdict on a mention."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from varsyn.model.candidate import Candidate
from varsyn.model.explanation import explanation
from varsyn.model.mention import Mention
from varsyn.model.message import Message
from varsyn.model.repair import Repair
from varsyn.model.variant import Variant

Status = Literal["resolved", "ambiguous", "mismatch", "unverified", "unknown_gene", "unparsed", "empty"]


class Resolution(msgspec.Struct, frozen=True, gc=False):
    """What a mention was resolved to: status, variant, ranked candidates, repairs, messages."""

    mention: Mention
    status: Status
    variant: Variant | None = None
    probability: float | None = None
    candidates: tuple[Candidate, ...] = ()
    repairs: tuple[Repair, ...] = ()
    messages: tuple[Message, ...] = ()
    gene: str | None = None
    """Official symbol the gene words were settled to."""
    parts: tuple[Resolution, ...] = ()
    """Where the mention names several variants: the verdict on each, in the order printed."""

    @property
    def settled(self) -> bool:
        """Whether the mention was settled on ``variant``.

        An ambiguous protein description is settled on its protein change where only the DNA cause is open;
        less likely readings beside it count no more than beside a resolved one.
        """
        variant = self.variant
        if variant is None:
            return False
        if self.status == "ambiguous" and variant.level == "protein":
            return bool(self.candidates) and self.candidates[0].variant.protein_key == variant.key
        return self.status in ("resolved", "unverified")

    def as_dict(self) -> dict[str, Any]:
        """The JSON object of ``varsyn resolve``."""
        record: dict[str, Any] = msgspec.to_builtins(self._record())
        return record

    def as_json(self) -> bytes:
        """The JSON object of ``varsyn resolve``, encoded: one line without its end.

        >>> Resolution(Mention("R481Q"), "empty").as_json()[:30]
        b'{"id":null,"text":"R481Q","gen'
        """
        return _ENCODE(self._record())

    def _record(self) -> dict[str, Any]:
        """The JSON object, with values that an encoder knows left as they are."""
        mention = self.mention
        record: dict[str, Any] = {
            "id": mention.id,
            "text": mention.text,
            "gene": self.gene or mention.gene,
            "status": self.status,
            "variant": self.variant.as_dict() if self.variant is not None else None,
            "probability": round(self.probability, 4) if self.probability is not None else None,
            "candidates": [candidate.record() for candidate in self.candidates],
            "repairs": list(self.repairs),
            "messages": list(self.messages),
        }
        if self.parts:
            record["parts"] = [part._record() for part in self.parts]
        return record

    def explain(self) -> str:
        """The answer in plain words: what it is, how it was read, what was checked, also known as."""
        return explanation(self)


_ENCODE = msgspec.json.Encoder().encode
