"""The tract of TG and T before exon 9 (10) of *CFTR*, as printed: ``(TG)12T5``, ``TG12-5T``, ``5T``."""

from __future__ import annotations

import re

from varsyn.model import Reading
from varsyn.notation.repairs import repair

_TG = r"(?:\(TG\)(\d{1,2})|TG ?[(\[]?(\d{1,2})[)\]]?|(\d{1,2})TG)"
_T = r"(?:\(T\)([3-9])|T ?[(\[]?([3-9])[)\]]?|([3-9])T)"
_ALONE = r"(?:\(T\)([579])|T[(\[]?([579])[)\]]?|([579])T)"
_JOINED = "[-,/ ]{0,2}"
_TRACT = re.compile(
    r"(?:(?:c\.)?(?:IVS|[Ii]ntron|[Ii]nt\.?)[- ]?([89])[-,: ]{0,2})?(?:poly-?T(?: tract)?,? )?"
    rf"(?:{_TG}{_JOINED}{_T}|{_T}{_JOINED}{_TG}|{_ALONE})(?: (?:tract|repeats?))?\Z"
)
"""Three to nine T behind a tract of TG (Groman et al. 2004); alone only the usual 5T, 7T and 9T."""


def readings(text: str) -> list[Reading]:
    """The tract as a repeat whose place is not said, or only its intron; empty for any other text.

    The tract of TG stands before that of T, whichever is printed first.

    >>> [str(readings(text)[0]) for text in ("(TG)12T5", "T5TG12", "IVS8 5T")]
    ['TG[12]T[5]', 'TG[12]T[5]', 'IVS8T[5]']
    """
    match = _TRACT.match(text)
    if match is None:
        return []
    intron, *counts = match.groups()
    place = f"IVS{intron}" if intron else ""
    tg_first, t_last, t_first, tg_last, alone = (
        next(filter(None, counts[at : at + 3]), "") for at in range(0, 15, 3)
    )
    tract = f"T[{alone}]" if alone else f"TG[{tg_first or tg_last}]T[{t_last or t_first}]"
    shown = repair("poly_t" if place else "repeat_spelling", text, place + tract)
    if alone:
        return [Reading(None, "repeat", place, place, "T", copies=alone, repairs=(shown,))]
    return [Reading(None, "repeat", place, place, "", tract, repairs=(shown,))]
