"""What a mention says about the ruler that it counts on: a number, and the letters printed at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from varsyn.model import Position, Reading, VarsynError
from varsyn.model.residues import THREE_TO_ONE
from varsyn.numbering import Observation

Family = Literal["protein", "coding", "bare"]
"""Numbers that a document counts alike: residues; bases after a printed ``c.``; bases without one. The last
two are kept apart, because papers that print historic numbers print them bare."""


class Said(msgspec.Struct, frozen=True):
    """One half of a mention with its family; ``own`` says that it is the mention itself, and not the protein
    half printed beside its DNA half. Without an ``observation`` it has a number and nothing to check."""

    family: Family
    reading: Reading
    observation: Observation | None
    own: bool = True
    second: bool = False
    """The mention can be read as of this family, and rather as of another: ``A1298C`` as Ala to Cys."""

    def first(self) -> Said:
        """The same as the family that the mention is of."""
        return msgspec.structs.replace(self, second=False) if self.second else self


def said(readings: Sequence[Reading]) -> Iterator[Said]:
    """What the halves of a mention say, best reading first; nothing for compounds and identifiers.

    >>> from varsyn.notation import read
    >>> [(one.family, one.observation.number) for one in said(read("c.1532G>A (p.Arg511Gln)"))]
    [('coding', 1532), ('protein', 511)]
    """
    if not readings or readings[0].parts:
        return
    first = readings[0]
    if first.coordinate == "p":
        yield Said("protein", first, observed(first))
        other = next((one for one in readings if one.coordinate is None and one.edit == "sub"), None)
        if other is not None:
            yield Said("bare", other, observed(other), second=True)
        return
    if first.coordinate is None and first.edit == "sub":
        other = next((one for one in readings if one.coordinate == "p"), None)
        if other is not None:
            yield Said("protein", other, observed(other), second=True)
    if first.coordinate in ("c", None) and first.accession is None and _number(first.start) is not None:
        yield Said("bare" if first.coordinate is None else "coding", first, observed(first))
    if first.protein is not None:
        yield Said("protein", first.protein, observed(first.protein), False)


def observed(reading: Reading) -> Observation | None:
    """The number of a reading with the residue or bases printed at it; None where it states none.

    Of an intron position the number is that of the exon's end it hangs on. The text tells different changes
    at one place apart.
    """
    if reading.coordinate == "p":
        letter = THREE_TO_ONE.get(reading.ref[:3], "")
        number = reading.start
        if not letter or not number.lstrip("-").isdigit() or int(number) == 0:
            return None
        return Observation(int(number), letter, f"{letter}{number}{reading.alt}{reading.edit}")
    position = _number(reading.start)
    if position is None or reading.coordinate not in ("c", None):
        return None
    base = -position.base if position.region else position.base
    text = f"{reading.start}{reading.ref}{reading.alt}{reading.edit}"
    if position.offset:
        return Observation(base, "", text, "+" if position.offset > 0 else "-")
    if reading.ref and reading.edit in ("sub", "del", "dup", "delins"):
        return Observation(base, reading.ref, text)
    return None


def _number(text: str) -> Position | None:
    """A position that rulers can move; None after the stop codon, for exons, codons and ranges."""
    try:
        position = Position.parse(text)
    except VarsynError:
        return None
    return None if position.region == "*" else position
