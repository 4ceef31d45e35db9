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

    def as_dict(self) -> dict[str, str | int | None]:
        """The ``numbering`` object of the interfaces: plain numbers as such, ``357+1`` and ``*46`` as text.

        >>> NumberingUse("mature_protein", 30, "481", "511").as_dict()["position"]
        511
        """
        return {
            "scheme": self.scheme,
            "offset": self.offset,
            "printed": _number(self.printed),
            "position": _number(self.position),
            "source": self.source,
        }


def _number(text: str | None) -> str | int | None:
    return int(text) if text is not None and text.isdecimal() and text.isascii() else text
