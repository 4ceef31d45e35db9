"""Schemes from protein features: what the cell cuts off, authors did not count."""

from __future__ import annotations

from collections.abc import Iterator

from varsyn.numbering.scheme import FIRST, Scheme
from varsyn.reference.records import ProteinFeatures

MATURE_WEIGHT = 0.08
"""Prior weight of a mature-protein ruler that only the features suggest; HGVS numbering has 1."""
INITIATOR_WEIGHT = 0.09
KEPT_MET_WEIGHT = 0.005
"""The same for a protein that is not known to lose its initiator Met."""
CHAIN_WEIGHT = 0.01

_REMOVED = ("SIGNAL", "TRANSIT", "PROPEP", "INIT_MET")
_KEPT = ("CHAIN", "PEPTIDE")
_NO_MET = "initiator methionine not counted"


def feature_schemes(features: ProteinFeatures) -> Iterator[Scheme]:
    """The rulers that processing features suggest, best first, each offset once.

    Signal and transit peptides, with and without the propeptide that follows them, the removed initiator
    Met, and every further chain or peptide counted from its own first residue. Source of the boundaries:
    UniProt molecule-processing features (1-based, inclusive).

    >>> from varsyn.reference.records import Feature
    >>> features = ProteinFeatures("IGF1R", "P08069", (Feature("SIGNAL", 1, 30),), mature_start=31)
    >>> [(scheme.name, scheme.offset) for scheme in feature_schemes(features)]
    [('mature_protein', 30)]
    """
    source = f"UniProt {features.uniprot}" if features.uniprot else features.source
    seen: set[int] = set()

    def scheme(name: str, offset: int, weight: float, title: str, first: int = FIRST) -> Iterator[Scheme]:
        if offset > 0 and offset not in seen:
            seen.add(offset)
            yield Scheme(
                name, "protein", offset, first, origin="feature", weight=weight, title=title, source=source
            )

    mature = (features.mature_start or 1) - 1
    kinds = {feature.type for feature in features.features if feature.begin == 1}
    if mature == 1 or features.initiator_met_removed:
        yield from scheme("initiator_met_not_counted", 1, INITIATOR_WEIGHT, _NO_MET)
    yield from scheme("mature_protein", mature, MATURE_WEIGHT, _title(kinds))
    begins = {feature.begin for feature in features.features if feature.type in _KEPT}
    for feature in features.features:
        if feature.type in _REMOVED and feature.end is not None and feature.begin is not None:
            leading = feature.begin == 1 or feature.begin - 1 in seen
            if not leading and feature.end + 1 not in begins:
                # A propeptide at the other end: nothing is counted from behind it.
                continue
            weight = MATURE_WEIGHT / 2 if leading else CHAIN_WEIGHT
            yield from scheme("mature_protein", feature.end, weight, _title({feature.type}))
    for feature in features.features:
        if feature.type in _KEPT and feature.begin is not None:
            title = f"counted from the start of {feature.description}" if feature.description else "chain"
            yield from scheme("chain", feature.begin - 1, CHAIN_WEIGHT, title, first=1)
    if not kinds & {"SIGNAL", "TRANSIT"}:
        yield from scheme("initiator_met_not_counted", 1, KEPT_MET_WEIGHT, _NO_MET)


def _title(kinds: set[str]) -> str:
    if "TRANSIT" in kinds:
        return "mature protein (transit peptide removed)"
    if "PROPEP" in kinds:
        return "mature protein (propeptide removed)"
    return "mature protein (signal peptide removed)"
