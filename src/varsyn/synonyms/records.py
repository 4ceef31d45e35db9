"""What the index answers with: plain, frozen records that print as JSON."""

from __future__ import annotations

from typing import Any

import msgspec

from varsyn.model import LinkType


class Place(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """Where a description stands: ``start``/``end`` are 0-based, half-open, in characters of the document."""

    document: str | None = None
    section: str | None = None
    start: int | None = None
    end: int | None = None
    id: str | None = None

    def sort_key(self) -> tuple[str, str, int, int, str]:
        """Order by document, section, place."""
        return (
            self.document or "", self.section or "", -1 if self.start is None else self.start,
            -1 if self.end is None else self.end, self.id or "",
        )  # fmt: skip


class Spelling(msgspec.Struct, frozen=True):
    """One description in a synonym set: how it is linked, by whom, on what evidence, where printed."""

    text: str
    gene: str | None
    how: LinkType
    """Type of the link that puts it here; ``unique_cause`` where it is inferred."""
    inferred: bool
    probability: float
    places: tuple[Place, ...]
    evidence: tuple[dict[str, Any], ...] = ()
    """As recorded: JSON objects with ``code`` and ``detail``."""
    numbering: dict[str, Any] | None = None
    """The ruler it was read with, as in ``varsyn resolve``."""
    link: str = ""
    """Identifier of the link (32 hexadecimal digits), for ``retract``."""
    agent: str = ""
    time: str = ""
    checksum: str = ""
    """Checksum of the reference bundle that the link was made with."""
    reason: str = ""
    """Why an inferred member is here: ``only_cause`` or ``printed_as_pair``; a curator's own words."""

    @property
    def documents(self) -> tuple[str, ...]:
        """Names of the documents that print it, sorted."""
        return tuple(sorted({place.document for place in self.places if place.document is not None}))


class SetRecord(msgspec.Struct, frozen=True):
    """A synonym set: the variant it stands for, and every description of it.

    ``apart`` says why protein descriptions of the same protein change are not in it; ``relatives`` are the
    names of other sets that share the protein change; ``conflict`` that people contradict each other here.
    """

    id: str
    name: str
    level: str
    gene: str | None
    key: str
    variants: tuple[dict[str, Any], ...]
    """The variants it holds, as the ``variant`` object of ``varsyn resolve``."""
    spellings: tuple[Spelling, ...]
    relatives: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    """For a protein-level set: DNA descriptions that could be behind it."""
    covered_by: tuple[str, ...] = ()
    """Names on record that say less than this variant's protein change and include it (``p.Ile141fs``)."""
    covers: tuple[str, ...] = ()
    """Names on record that say more than this protein change."""
    apart: str = ""
    conflict: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Every spelling, sorted, each once."""
        return tuple(sorted({spelling.text for spelling in self.spellings}))

    @property
    def documents(self) -> tuple[str, ...]:
        """Every document, sorted, each once."""
        return tuple(sorted({name for spelling in self.spellings for name in spelling.documents}))

    def as_dict(self) -> dict[str, Any]:
        """The set as a JSON object."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        plain["texts"] = list(self.texts)
        plain["documents"] = list(self.documents)
        return plain

    def __str__(self) -> str:
        return f"{self.name}: {', '.join(self.texts)}"


class Match(msgspec.Struct, frozen=True):
    """An answer to a look-up: the set, and how the question met it.

    ``how`` is ``exact`` (this very text is on record), ``normalized`` (differs in letters, stop sign, dashes,
    case), ``variant`` (the text resolves to the set's variant), ``possible`` (an unsettled description whose
    candidates include the variant, or a protein name that this DNA change could be behind) or ``fuzzy`` (one
    slip away).
    """

    how: str
    text: str
    """The description on record that was met, or the question."""
    set: SetRecord | None
    status: str = "resolved"
    """Status of the description met, as in ``varsyn resolve``."""
    places: tuple[Place, ...] = ()
    """Where an unsettled description is printed."""

    def as_dict(self) -> dict[str, Any]:
        """The match as a JSON object."""
        return {
            "how": self.how, "text": self.text, "status": self.status,
            "places": msgspec.to_builtins(self.places), "set": self.set.as_dict() if self.set else None,
        }  # fmt: skip


class Paper(msgspec.Struct, frozen=True):
    """One document that mentions a variant, and as what."""

    document: str | None
    text: str
    how: str
    inferred: bool
    probability: float
    section: str | None = None
    start: int | None = None
    end: int | None = None


class Event(msgspec.Struct, frozen=True):
    """Something that happened: to the index, or to a set.

    ``seq`` is the number of the log entry that it rests on.
    """

    seq: int
    time: str
    agent: str
    action: str
    text: str
    detail: dict[str, Any] = msgspec.field(default_factory=dict)
    """As recorded in the log."""


class ConflictRecord(msgspec.Struct, frozen=True):
    """A contradiction, with both sides."""

    kind: str
    """``people``: curators contradict each other; ``overruled``: a curator cut what the machine joined;
    ``record``: a database calls one variant what the sequences hold apart."""
    settled: bool
    one: str
    other: str
    sides: tuple[dict[str, Any], ...]
    """The statements on both sides: type, subject, object, agent, time, reason."""


class Moved(msgspec.Struct, frozen=True):
    """A description that a refresh reads differently."""

    text: str
    gene: str | None
    documents: tuple[str, ...]
    before: str
    after: str


class Problem(msgspec.Struct, frozen=True):
    """Something ``check`` found wrong."""

    table: str
    id: str
    text: str
