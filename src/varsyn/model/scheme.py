"""How a printed position maps to a reference sequence."""

from __future__ import annotations

from typing import Literal

import msgspec

Molecule = Literal["protein", "cdna", "intron", "genomic"]


class NumberingUse(msgspec.Struct, frozen=True, gc=False):
    """The ruler that a candidate was read with, as the interfaces print it.

    ``printed`` is the number in the mention, ``position`` the HGVS number it stands for on the anchor.

    >>> NumberingUse("mature_protein", 30, "481", "511", "UniProt P08069").offset
    30
    """

    scheme: str
    offset: int | None = None
    printed: str | None = None
    position: str | None = None
    source: str = ""
