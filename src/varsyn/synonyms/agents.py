"""Who says so: a person with an ORCID, or a program with a version."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from varsyn.model import InputError
from varsyn.synonyms.identity import content_id, storable

_ORCID = re.compile(r"(?:https?://orcid\.org/)?(?P<id>\d{4}-\d{4}-\d{4}-\d{3}[\dXx])/?\Z")


class Agent(msgspec.Struct, frozen=True):
    """The author of a link or an act: ``person`` (ORCID where known) or ``program`` (with version).

    >>> Agent.person("Ada Roe", orcid="https://orcid.org/0000-0002-1825-0097").orcid
    '0000-0002-1825-0097'
    """

    kind: Literal["person", "program"]
    name: str
    orcid: str | None = None
    version: str | None = None

    @classmethod
    def person(cls, name: str, orcid: str | None = None) -> Agent:
        """A named curator.

        Raises
        ------
        InputError: an empty name, or an ORCID whose check character is wrong.
        """
        if not name.strip():
            raise InputError(
                "a curator's word needs the curator's name",
                code="unnamed_agent",
                advice=("give --agent NAME (and --orcid), or set VARSYN_AGENT and VARSYN_ORCID",),
            )
        return cls("person", name.strip(), _orcid(orcid) if orcid else None)

    @classmethod
    def program(cls, name: str, version: str | None = None) -> Agent:
        """A program or database release."""
        return cls("program", name, None, version)

    def __post_init__(self) -> None:
        for what in (self.name, self.orcid, self.version):
            storable(what, "agent")

    @property
    def row_id(self) -> bytes:
        """The agent's identifier in the index."""
        return content_id("agent", self.kind, self.name, self.orcid, self.version)

    def __str__(self) -> str:
        if self.orcid:
            return f"{self.name} (ORCID {self.orcid})"
        return f"{self.name} {self.version}" if self.version else self.name


def _orcid(text: str) -> str:
    """The bare ORCID, its check character verified (ISO 7064 MOD 11-2, as orcid.org prescribes)."""
    match = _ORCID.match(text.strip())
    if match is None:
        raise InputError(
            f"{text!r} is no ORCID", code="bad_orcid", advice=("it looks like 0000-0002-1825-0097",)
        )
    bare = match["id"].upper()
    total = 0
    for digit in bare.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    if bare[-1] != ("X" if check == 10 else str(check)):
        raise InputError(f"{text!r} is no ORCID: its last character does not fit", code="bad_orcid")
    return bare


def machine() -> Agent:
    """This program, with its version."""
    from varsyn import __version__

    return Agent.program("varsyn", __version__)
