"""What the rows of a gene without a sequence say, part by part: the stuff that ``unchecked`` compares."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from varsyn.model import Mention, Reading, Resolution, VarsynError
from varsyn.notation import read

UNCHECKED = ("unverified", "unknown_gene")
"""Verdicts of names that were read but could be held against no sequence."""


class Statement(msgspec.Struct, frozen=True):
    """One description of a row: of DNA or of protein.

    ``frame`` is the accession that it counts on, without its version (with the build for a chromosome); it
    is empty where the row names none.
    """

    frame: str
    reading: Reading
    gene: str = ""
    """Gene words printed with it."""

    @property
    def protein(self) -> bool:
        """Whether it is a protein description."""
        return self.reading.coordinate == "p"

    @property
    def genomic(self) -> bool:
        """Whether it counts on a chromosome or a mitochondrial genome."""
        return self.reading.coordinate in ("g", "m", "o")

    @property
    def change(self) -> str:
        """The description without its reference; predicted and stated protein changes are one."""
        text = self.reading.hgvs.rpartition(":")[2]
        return text.replace("p.(", "p.").removesuffix(")") if self.protein else text


def statements_of(resolutions: Iterable[Resolution]) -> tuple[Statement, ...]:
    """Everything that a row states of its variant, DNA descriptions first, each once."""
    found: dict[Statement, None] = {}
    for resolution in resolutions:
        if resolution.status not in UNCHECKED:
            continue
        reading = _reading_of(resolution)
        if reading is None:
            continue
        for one in (reading, *reading.also):
            for half in (one, one.protein):
                if half is not None and _says_something(half):
                    # A reference printed with the DNA description is that of its protein half too.
                    printed = half.accession or one.accession or ""
                    found.setdefault(_statement(half, printed, reading.gene or "", resolution.mention))
    return tuple(sorted(found, key=lambda one: (one.protein, one.genomic)))


def _reading_of(resolution: Resolution) -> Reading | None:
    if resolution.candidates:
        return resolution.candidates[0].reading
    if resolution.status != "unknown_gene" and resolution.variant is None:
        return None
    try:
        readings = read(resolution.mention.text)
    except VarsynError:
        return None
    # A1298C may be DNA or protein: without a sequence nobody can tell.
    kinds = {"p" if one.coordinate == "p" else "n" for one in readings}
    return readings[0] if len(kinds) == 1 else None


def _says_something(reading: Reading) -> bool:
    return reading.coordinate is not None and reading.edit not in ("none", "fusion")


def _statement(reading: Reading, printed: str, gene: str, mention: Mention) -> Statement:
    bare = msgspec.structs.replace(
        reading, protein=None, also=(), repairs=(), uncertain=False, gene=None, accession=None, assembly=""
    )
    if reading.coordinate in ("g", "m", "o"):
        build = reading.assembly or mention.assembly or ""
        return Statement(f"{printed}/{build}" if build else printed, bare, gene)
    accession = printed or mention.transcript or ""
    return Statement(accession.partition(".")[0].strip().upper(), bare, gene)


def protein_frame(frame: str) -> bool:
    """Whether an accession is that of a protein record.

    >>> protein_frame("NP_001059"), protein_frame("NM_015069")
    (True, False)
    """
    return frame.startswith(("NP_", "XP_", "ENSP")) or "P" in frame.partition("LRG_")[2].upper()
