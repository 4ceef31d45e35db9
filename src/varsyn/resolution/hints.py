"""Statements of a numbering beside a mention, and the rulers they speak for."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from varsyn.resolution.probability import HINT

if TYPE_CHECKING:
    from varsyn.numbering import Scheme

_LEGACY = (
    "superseded_reference",
    "mature_protein",
    "initiator_met_not_counted",
    "historic_cdna",
    "isoform",
    "triple_helix",
)
_RULERS: dict[str, tuple[str, ...]] = {
    "signal_peptide_excluded": ("mature_protein",),
    "initiator_met_excluded": ("initiator_met_not_counted",),
    "initiator_met_included": ("hgvs",),
    "signal_peptide_included": ("hgvs",),
    "hgvs_nomenclature": ("hgvs",),
    "transcription_start_plus_one": ("cap_site",),
    "legacy_nomenclature": _LEGACY,
}
"""Codes of statements, as ``Mention.hints`` holds them; another code stands for the ruler of that name."""


def favour(scheme: Scheme, hints: Collection[str]) -> float:
    """What the statements multiply a ruler's prior weight by: HINT where one speaks for it, else 1.

    >>> from varsyn.numbering import Scheme
    >>> favour(Scheme("mature_protein", "protein", 30), ("signal_peptide_excluded",)) > 1
    True
    """
    for hint in hints:
        if hint == "atg_plus_one":
            # Said of nucleotides; the same papers often number the mature protein.
            if scheme.molecule == "cdna" and scheme.standard:
                return HINT
        elif scheme.name in _RULERS.get(hint, (hint,)):
            return HINT
    return 1.0
