"""A change of a protein, and its HGVS spelling."""

from __future__ import annotations

from typing import Literal

import msgspec

from varsyn.model.residues import ONE_TO_THREE
from varsyn.sequence import justify, three_letter

ProteinEdit = Literal[
    "sub", "del", "dup", "ins", "delins", "fs", "ext", "identity", "unknown", "start_loss", "absent", "allele"
]


class ProteinChange(msgspec.Struct, frozen=True, gc=False):
    """What happens to a protein. Residue numbers are 1-based and inclusive, residues one-letter codes.

    ``ref`` and ``ref_end`` are the residues at ``start`` and ``end`` (``*`` for the stop). For ``ins``
    the two name the neighbours. ``alt`` holds the new or inserted residues; for ``fs`` and ``ext`` the
    first new one, or nothing in a short form. ``ter`` is the distance to the new stop: a number, ``?``
    where none comes, empty where not stated. ``accession`` is empty where the protein has none.

    >>> str(ProteinChange("NP_000866.1", "sub", 511, 511, "R", "R", "Q"))
    'NP_000866.1:p.(Arg511Gln)'
    """

    accession: str
    kind: ProteinEdit
    start: int = 0
    end: int = 0
    ref: str = ""
    ref_end: str = ""
    alt: str = ""
    ter: str = ""
    predicted: bool = True
    parts: tuple[ProteinChange, ...] = ()
    """``allele``: the single changes, in order, with unchanged residues between them."""

    @property
    def description(self) -> str:
        """The HGVS text from ``p.`` on (HGVS nomenclature 21, protein recommendations)."""
        if self.parts:
            inner = ";".join([part._core() for part in self.parts])
            return f"p.[({inner})]" if self.predicted else f"p.[{inner}]"
        core = self._core()
        if self.kind == "unknown" and not self.start:
            return "p.?"
        if self.kind == "absent":
            return "p.0?" if self.predicted else "p.0"
        return f"p.({core})" if self.predicted else f"p.{core}"

    def _core(self) -> str:
        kind = self.kind
        if kind == "sub":
            return f"{ONE_TO_THREE[self.ref]}{self.start}{three_letter(self.alt)}"
        if not self.start:
            return "=" if kind == "identity" else "?"
        first = f"{ONE_TO_THREE[self.ref]}{self.start}"
        if kind == "identity":
            return f"{self._range(first)}="
        if kind in ("start_loss", "unknown"):
            return f"{first}?"
        if kind == "fs":
            return f"{first}{three_letter(self.alt)}fs" + (f"Ter{self.ter}" if self.ter else "")
        if kind == "ext":
            # At the other end, ext-5 says that five residues come before the old first one.
            stop = self.ter if self.ter.startswith("-") else f"Ter{self.ter}" if self.ter else ""
            return f"{first}{three_letter(self.alt)}ext{stop}"
        if kind == "ins":
            return f"{first}_{ONE_TO_THREE[self.ref_end]}{self.end}ins{three_letter(self.alt)}"
        if kind == "delins":
            return f"{self._range(first)}delins{three_letter(self.alt)}"
        return f"{self._range(first)}{kind}"

    def _range(self, first: str) -> str:
        if self.end in (0, self.start):
            return first
        return f"{first}_{ONE_TO_THREE[self.ref_end]}{self.end}"

    def __str__(self) -> str:
        return f"{self.accession}:{self.description}" if self.accession else self.description

    def certain(self) -> ProteinChange:
        """The same change without the parentheses of a prediction."""
        return msgspec.structs.replace(self, predicted=False)


def protein_key(change: ProteinChange, residues: str, owner: str) -> str | None:
    """What identifies the change: the fully justified triple on the protein (0-based), or the class.

    ``residues`` is the protein with its stop; ``owner`` the protein accession, or the transcript's where
    the protein has none. A short frameshift (``p.Ile141fs``) has a key of its own, the stem of the full
    ones. None where nothing definite is said (``p.?``).

    >>> protein_key(ProteinChange("NP_1.1", "del", 2, 2, "A", "A"), "MAAK*", "NP_1.1")
    'NP_1.1:1:2:A'
    """
    kind = change.kind
    if change.parts:
        keys = [protein_key(part, residues, owner) or "?" for part in change.parts]
        return f"{owner}:[{';'.join([key.removeprefix(f'{owner}:') for key in keys])}]"
    start, end = change.start - 1, change.end
    if kind == "unknown":
        return None
    if kind in ("fs", "ext"):
        said = f":{change.alt}:{change.ter}" if change.alt or change.ter else ""
        return f"{owner}:{start}:{change.ref}{kind}{said}"
    if kind == "identity" and not change.start:
        return f"{owner}:="
    if kind in ("identity", "start_loss", "absent"):
        what = {"identity": "=", "start_loss": "?", "absent": "0"}[kind]
        return f"{owner}:{max(start, 0)}:{max(end - start, 0)}:{what}"
    if kind == "ins":
        start = end = change.start
        inserted = change.alt
    elif kind == "dup":
        inserted = residues[start:end]
        start = end
    else:
        inserted = change.alt
    if kind == "sub":
        return f"{owner}:{start}:1:{inserted}"
    begin, stop, bases = justify(residues, start, end, inserted)
    return f"{owner}:{begin}:{stop - begin}:{bases}"
