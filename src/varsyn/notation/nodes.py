"""What the grammar's rules hand on: descriptions taken apart, before the molecule is known."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class Place(NamedTuple):
    """Where: ``text`` canonical, ``start`` and ``end`` HGVS positions (``end`` empty for one position)."""

    text: str
    start: str
    end: str = ""


class Payload(NamedTuple):
    """What is put in, or stated as taken out: bases or residues, a bare size, or a spelled-out source."""

    text: str
    bases: str = ""
    length: str = ""


class Change(NamedTuple):
    """One nucleotide change; ``place`` is None where only the edit was printed."""

    edit: str
    place: Place | None = None
    ref: str = ""
    payload: Payload | None = None
    note: str = ""


class ResiduePlace(NamedTuple):
    """Where in a protein; ``uncertain`` for ``(Ala123_Pro131)``."""

    ref: str
    start: str
    ref_end: str = ""
    end: str = ""
    uncertain: bool = False


class ProteinChange(NamedTuple):
    """One protein change as parsed."""

    edit: str
    place: ResiduePlace | None = None
    new: str = ""
    payload: Payload | None = None
    tail: str = ""


class Several(NamedTuple):
    """Changes that stand together; ``kind`` says how (``cis``, ``trans``, ``mosaic`` …)."""

    kind: str
    members: tuple[Node, ...]
    mark: str = ""


class Predicted(NamedTuple):
    """A change in parentheses."""

    inner: Node


Node: TypeAlias = "Change | ProteinChange | Several | Predicted"


class Located(NamedTuple):
    """A description with its prefix and, where printed, its reference (without the colon)."""

    reference: str
    coordinate: str
    body: Node


class Junction(NamedTuple):
    """One side of a fusion, or (``coordinate`` empty) the bases between two sides."""

    reference: str
    coordinate: str
    text: str
    place: Place | None = None
