"""Allele readings from single ones."""

from __future__ import annotations

import msgspec

from varsyn.model import Reading, Repair
from varsyn.model.reading import Coordinate
from varsyn.model.spelling import body, spell


def allele(phase: str, parts: tuple[Reading, ...], coordinate: Coordinate | None, shown: Repair) -> Reading:
    """One allele reading of changes listed together.

    Where the parts name one reference or gene, it becomes the whole's and leaves them; a part that names none
    has that of the part before. Changes of several genes keep theirs.
    """
    first, *_ = parts = _with_references(parts)
    shared = len({(part.accession, part.gene) for part in parts}) == 1
    repairs = tuple(dict.fromkeys([*(item for part in parts for item in part.repairs), shown]))
    bare = tuple(_bare(part, shared) for part in parts)
    if not shared:
        made = Reading(None, "allele", repairs=repairs, phase=phase, parts=bare)
        return msgspec.structs.replace(made, printed=_together(phase, [spell(part) for part in bare]))
    made = Reading(
        coordinate, "allele", accession=first.accession, gene=first.gene, repairs=repairs, phase=phase,
        parts=bare, gene_is_reference=first.gene_is_reference,
    )  # fmt: skip
    if len({part.coordinate for part in parts}) > 1:
        texts = [f"{part.coordinate}.{body(part)}" if part.coordinate else body(part) for part in bare]
        made = msgspec.structs.replace(made, coordinate=None, printed=_together(phase, texts))
    return made


def _with_references(parts: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The parts, each that names no reference with that of the part before it."""
    found: list[Reading] = []
    for part in parts:
        if found and part.gene is None and part.accession is None and part.id is None:
            last = found[-1]
            part = msgspec.structs.replace(
                part, accession=last.accession, gene=last.gene, gene_is_reference=last.gene_is_reference
            )
        found.append(part)
    return tuple(found)


def _bare(part: Reading, shared: bool) -> Reading:
    """A part as it stands among others: an identifier as its own print, one change without its brackets."""
    printed = "" if part.printed.startswith("[") and part.edit != "allele" else part.printed
    if part.id is not None and part.edit == "none":
        printed = part.id
    if not shared:
        return msgspec.structs.replace(part, printed=printed)
    return msgspec.structs.replace(part, accession=None, gene=None, gene_is_reference=False, printed=printed)


def _together(phase: str, texts: list[str]) -> str:
    if phase == "cis":
        return "[" + ";".join(texts) + "]"
    return ";".join(f"[{text}]" for text in texts) if phase == "trans" else "(;)".join(texts)
