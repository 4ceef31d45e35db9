"""Short wordings that leave a part out: a base or residue at a place, a codon lost, repeats in words."""

from __future__ import annotations

import re

from varsyn.model import Reading
from varsyn.model.residues import NAME_TO_THREE, three_letter
from varsyn.notation.positions import shift
from varsyn.notation.printed_nucleotide import Where, one_base
from varsyn.notation.repairs import repair

Readings = list[Reading]
_BASE_NAMES = {
    "adenine": "A", "cytosine": "C", "guanine": "G", "thymine": "T",
    "adenosine": "A", "cytidine": "C", "guanosine": "G", "thymidine": "T",
}  # fmt: skip
_NAMES = "|".join(name.replace(" ", "[ -]") for name in sorted(NAME_TO_THREE, key=len, reverse=True))
_AAA = "Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val"
_AT = r"(?:[- ](?:allele|variant|base|nucleotide|residue))? (?:at|in) (?:the )?"
_BASE_AT = re.compile(
    rf"(?:an? |the )?(?P<base>[ACGT]|{'|'.join(_BASE_NAMES)}){_AT}"
    r"(?P<word>(?:(?:cDNA|mRNA|nucleotide|nt|bases?(?: pair)?|bp|np|position|pos|number|no)\.? ?){0,3})"
    r"(?P<place>[-*]?[1-9]\d{0,6}(?:[+-]\d+)?)\Z"
)
_RESIDUE_AT = re.compile(
    rf"(?:an? |the )?(?P<residue>{_NAMES}|{_AAA}|[ACDEFGHIKLMNPQRSTVWY]){_AT}"
    r"(?:(?:amino[ -]acid|aa|residue|codon|position|pos|number|no)\.? ?){1,3}(?P<place>[1-9]\d{0,4})\Z",
    re.IGNORECASE,
)
_CODON_LOST = re.compile(
    r"(?:an? |the )?(?:(?:3|three)[- ]?(?:bp|base[- ]pairs?) |in-frame )?(?:deletion|loss) (?:of|at|in) "
    r"(?:codon|residue|amino[ -]acid)s? (?P<place>[1-9]\d{0,4})\Z"
)
_REPEATS = re.compile(
    r"(?P<count>\d{1,4}) ?\(?(?P<unit>[ACGT]{2,6})\)?[- ]repeats?\Z"
    r"|\(?(?P<first>[ACGT]{2,6})\)?[- ]repeats?"
    r"(?: (?:of|length|number|expansion|with|size))* ?[:=(]?(?P<last>\d{1,4})\)?\Z"
)
_INTRON_TURNED = re.compile(
    r"(?:inversion (?:of|in) (?:intron|IVS) ?(?P<first>\d{1,2})"
    r"|(?:[Ii]ntron|IVS|[Ii]nt\.?|inv) ?(?P<last>\d{1,2})"
    r"(?:[- ]?inv(?:ersion)?)?)\Z"
)
_COUNTED_INSERT = re.compile(r"(?P<mark>m\.)?(?P<place>\d{2,5})\.(?P<count>[1-9])(?P<base>[ACGT])\Z")
"""How forensic mitochondrial types write an inserted base: ``315.1C`` (Parson et al. 2014)."""


def readings(text: str) -> Readings:
    """Readings of such a wording, best first; empty for any other text.

    >>> [str(one) for one in readings("T at position 677")]
    ['677?>T', '677T>?', 'p.(677Thr)']
    >>> str(readings("methionine at codon 129")[0]), str(readings("42 CAG repeats")[0])
    ('p.(129Met)', 'CAG[42]')
    """
    return (
        _base_at(text)
        or _residue_at(text)
        or _lost(text)
        or _repeats(text)
        or _turned(text)
        or _counted(text)
    )


def _base_at(text: str) -> Readings:
    match = _BASE_AT.match(text)
    if match is None:
        return []
    found = one_base(Where(match["place"]), _BASE_NAMES.get(match["base"], match["base"]))
    if (
        len(match["base"]) == 1
        and match["place"].isdigit()
        and not re.search("n[utp]|b[ap]|NA", match["word"])
    ):
        found += _residue_at(text)
    return found


def _residue_at(text: str) -> Readings:
    match = _RESIDUE_AT.match(text)
    code = three_letter(match["residue"].replace("-", " ")) if match is not None else None
    if match is None or code is None:
        return []
    place = match["place"]
    unnamed = repair("residue_unnamed", text, f"{place}{code}", True)
    return [Reading("p", "sub", place, place, "", code, None, None, True, (unnamed,))]


def _lost(text: str) -> Readings:
    match = _CODON_LOST.match(text)
    if match is None:
        return []
    place = match["place"]
    unnamed = repair("residue_unnamed", text, f"{place}del", True)
    return [Reading("p", "del", place, place, "", "", None, None, True, (unnamed,))]


def _repeats(text: str) -> Readings:
    match = _REPEATS.match(text)
    if match is None:
        return []
    unit, count = match["unit"] or match["first"], match["count"] or match["last"]
    shown = repair("repeat_spelling", text, f"{unit}[{count}]")
    return [Reading(None, "repeat", "", "", unit, "", None, None, False, (shown,), copies=count)]


def _turned(text: str) -> Readings:
    """``intron 22 inversion`` of *F8*: an inversion with one end in that intron."""
    match = _INTRON_TURNED.match(text)
    if match is None or "inv" not in text:
        return []
    place = f"IVS{match['first'] or match['last']}"
    shown = () if text == f"{place}inv" else (repair("intron_spelling", text, f"{place}inv"),)
    return [Reading(None, "inv", place, place, "", "", None, None, False, shown)]


def _counted(text: str) -> Readings:
    match = _COUNTED_INSERT.match(text)
    if match is None:
        return []
    start, count = match["place"], int(match["count"])
    alt, after = match["base"] * count, shift(match["place"], 1) or ""
    # The second inserted base is named beside the first, or for both.
    shown = repair("inserted_base_number", text, f"{start}_{after}ins{alt}", count > 1)
    return [
        Reading("m" if match["mark"] else None, "ins", start, after, "", alt, None, None, False, (shown,))
    ]
