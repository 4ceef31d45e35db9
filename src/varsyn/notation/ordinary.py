"""The fast path for ordinary HGVS descriptions: one regular expression a molecule, no grammar.

What it reads, the grammar reads to the same; tests/property/test_notation_paths.py proves it.
"""

from __future__ import annotations

import re
from typing import Any

from varsyn.model import Reading
from varsyn.model.reading import Coordinate, Edit
from varsyn.notation import nucleotide, protein
from varsyn.notation.positions import POSITION

_BASE = "[ACGTRYSWKMBDHVN]"
NUCLEOTIDE = re.compile(
    rf"([cgmno])\.({POSITION})(?:_({POSITION}))?"
    rf"(?:({_BASE}+)>({_BASE}+)|(delins|del|dup|ins|inv)({_BASE}*)(?:(?<=[A-Zl])ins({_BASE}+))?|({_BASE}*)=)\Z",
    re.ASCII,
)
_RBASE = "[acguryswkmbdhvn]"
RNA = re.compile(
    rf"(r)\.(\()?({POSITION})(?:_({POSITION}))?"
    rf"(?:({_RBASE}+)>({_RBASE}+)|(delins|del(?!ins)|dup|ins|inv)({_RBASE}*?)(?:ins({_RBASE}+))?|({_RBASE}*)=)(\))?\Z",
    re.ASCII,
)
THREE_LETTER = (
    "(?:Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val|Sec|Pyl|Ter|Xaa)"
)
_A1 = "[ACDEFGHIKLMNPQRSTVWY]"


def _protein_pattern(one: str, new: str) -> re.Pattern[str]:
    """The same shapes for three-letter and one-letter residues."""
    return re.compile(
        rf"p\.(\()?({one}|\*)(\d+)(?:_({one}|\*)(\d+))?"
        rf"(?:({new})|(=)|(\?)|(delins|del|dup|ins)((?:{one})*(?:\*|Ter)?)"
        rf"|({new})?fs(?:(Ter|\*|X)(\d+|\?)?)?|({new})?ext(?:(-\d+|-\?)|(Ter|\*|X)?(\d+|\?)))(\))?\Z",
        re.ASCII,
    )


PROTEIN = _protein_pattern(THREE_LETTER, THREE_LETTER + r"|\*|X")
PROTEIN_ONE = _protein_pattern(_A1, _A1 + r"|\*|X|Ter")


def description(text: str) -> list[Reading] | None:
    """Readings of an ordinary description without its reference; None where it is not ordinary.

    >>> str(description("c.1532G>A")[0]), description("c.(?_100)del")
    ('c.1532G>A', None)
    """
    prefix = text[:2]
    if prefix == "p.":
        match = PROTEIN.match(text) or PROTEIN_ONE.match(text)
        return _protein(match) if match else None
    if prefix == "r.":
        match = RNA.match(text)
        if match is None or bool(match[2]) != bool(match[11]):
            return None
        return _nucleotide(match.group(1, 3, 4, 5, 6, 7, 8, 9, 10), bool(match[2]))
    match = NUCLEOTIDE.match(text)
    return _nucleotide(match.groups(), False) if match else None


def _nucleotide(pieces: tuple[str | Any, ...], uncertain: bool) -> list[Reading] | None:
    coordinate, start, end, ref, alt, edit, bases, inserted, same = pieces
    kind: Coordinate = coordinate  # type: ignore[assignment]
    if ref is not None:
        return nucleotide.change(kind, "sub", start, end or "", ref, alt or "", uncertain=uncertain)
    if edit is None:
        return nucleotide.change(kind, "identity", start, end or "", same or "", uncertain=uncertain)
    if inserted is not None:
        if edit != "del":
            return None
        return nucleotide.change(kind, "delins", start, end or "", bases or "", inserted, uncertain=uncertain)
    what: Edit = edit  # type: ignore[assignment]
    if edit in ("ins", "delins"):
        return (
            nucleotide.change(kind, what, start, end or "", "", bases or "", uncertain=uncertain)
            if bases
            else None
        )
    return nucleotide.change(kind, what, start, end or "", bases or "", uncertain=uncertain)


def _protein(match: re.Match[str]) -> list[Reading] | None:
    (opened, ref, start, ref_end, end, new, same, unknown, edit, residues, fs_new, stop, ter,
     ext_new, before, ext_stop, ext, closed) = match.groups()  # fmt: skip
    if bool(opened) != bool(closed):
        return None
    uncertain = bool(opened)
    if edit:
        if edit in ("ins", "delins") and not residues:
            return None
        what: Edit = edit  # type: ignore[assignment]
        return protein.span(what, ref, start, ref_end or "", end or "", residues or "", uncertain=uncertain)
    if same and end:
        return protein.span("identity", ref, start, ref_end, end, uncertain=uncertain)
    if end:
        return None
    if new:
        return protein.substitution(ref, start, new, uncertain)
    if same:
        return protein.point("identity", ref, start, uncertain)
    if unknown:
        return protein.point("unknown", ref, start, uncertain)
    if ext is not None or before is not None:
        return protein.extension(
            ref, start, ext_new or "", before or ext, uncertain=uncertain, stop=ext_stop or ""
        )
    return protein.frameshift(ref, start, fs_new or "", ter or "", uncertain=uncertain, stop=stop or "")
