"""Allele readings from single ones."""

from __future__ import annotations

import msgspec

from varsyn.model import Reading, Repair
from varsyn.model.reading import Coordinate
from varsyn.model.spelling import body


def allele(phase: str, parts: tuple[Reading, ...], coordinate: Coordinate | None, shown: Repair) -> Reading:
    """One allele reading; the reference of the first part becomes the whole's, and leaves the parts."""
    first = parts[0]
    bare = tuple(
        msgspec.structs.replace(
            part,
            accession=None,
            gene=None,
            gene_is_reference=False,
            printed="" if part.printed.startswith("[") and part.edit != "allele" else part.printed,
        )
        for part in parts
    )
    repairs = tuple(dict.fromkeys([*(item for part in parts for item in part.repairs), shown]))
    made = Reading(
        coordinate, "allele", accession=first.accession, gene=first.gene, repairs=repairs, phase=phase,
        parts=bare, gene_is_reference=first.gene_is_reference,
    )  # fmt: skip
    if len({part.coordinate for part in parts}) > 1:
        made = msgspec.structs.replace(made, coordinate=None, printed=_mixed(phase, bare))
    return made


def _mixed(phase: str, parts: tuple[Reading, ...]) -> str:
    texts = [f"{part.coordinate}.{body(part)}" if part.coordinate else body(part) for part in parts]
    if phase == "cis":
        return "[" + ";".join(texts) + "]"
    return ";".join(f"[{text}]" for text in texts) if phase == "trans" else "(;)".join(texts)
