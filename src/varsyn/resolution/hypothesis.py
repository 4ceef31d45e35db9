"""A hypothesis under test: reading x ruler x reference sequence, with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from varsyn.model import Evidence, Message, NumberingUse
from varsyn.resolution.probability import MAX_RATIO

if TYPE_CHECKING:
    from varsyn.allele import Allele
    from varsyn.allele.protein import ProteinChange
    from varsyn.model import Reading
    from varsyn.numbering import Scheme
    from varsyn.resolution.causes import ProteinVariant


class Hypothesis(msgspec.Struct):
    """One way to understand a mention. ``allele`` (DNA) or ``change`` (protein) lies on the gene's anchor.

    ``weight`` is its prior weight, ``ratio`` the product of its likelihood ratios. ``fits`` is False for
    one whose stated letters are not in the sequence; it is kept to say what was tried.
    """

    reading: Reading
    numbering: NumberingUse
    weight: float
    ratio: float
    evidence: tuple[Evidence, ...]
    allele: Allele | None = None
    change: ProteinChange | None = None
    fits: bool = True
    scheme: Scheme | None = None
    messages: tuple[Message, ...] = ()
    cause: Allele | None = None
    """For a protein change: the DNA change that a curated name list gives for it."""
    text: str = ""
    """Canonical description where there is nothing to compute an allele from."""
    named: ProteinVariant | None = None
    """The names and causes of ``change``, once they have been worked out."""
    settled: bool = True
    """Whether the description is canonical: False where bases that would decide it are not on record."""

    @property
    def score(self) -> float:
        """Weight times likelihood ratio, the ratio capped."""
        return self.weight * min(self.ratio, MAX_RATIO)


def use_of(scheme: Scheme, printed: str, position: str) -> NumberingUse:
    """The ruler of a hypothesis as the interfaces print it."""
    return NumberingUse(scheme.name, scheme.offset, printed, position, scheme.source)
