"""Protein changes that say less than others: ``p.Ile141fs`` covers ``p.Ile141SerfsTer19``.

Whether one key covers another is decided by ``varsyn.allele.compare.covers``; here are the keys and spellings
under which the index finds those that might.
"""

from __future__ import annotations

import re

from varsyn.allele.compare import covers
from varsyn.synonyms.fold import fold

_OPEN = re.compile(r"(?P<stem>[^:]+:\d+:[A-Z*](?:fs|ext))(?::(?P<alt>[^:]*):(?P<ter>[^:]*))?\Z")
"""The key of a frameshift or extension: sequence, 0-based start, old residue, new residue, distance."""
_UNCHANGED = re.compile(r"(?P<on>[^:]+):\d+:\d+:=\Z")
_RESIDUE = re.compile(r"[^:]+:[a-z*]\d+")


def shorter_keys(key: str) -> list[str]:
    """The keys of every protein change that says less than this one and includes it.

    >>> shorter_keys("NP_1.1:140:Ifs:S:19")
    ['NP_1.1:140:Ifs', 'NP_1.1:140:Ifs::19', 'NP_1.1:140:Ifs:S:']
    >>> shorter_keys("NP_1.1:5:1:="), shorter_keys("NP_1.1:510:1:Q")
    (['NP_1.1:='], [])
    """
    unchanged = _UNCHANGED.match(key)
    if unchanged is not None:
        return [f"{unchanged['on']}:="]
    match = _OPEN.match(key)
    if match is None:
        return []
    stem, alt, ter = match["stem"], match["alt"] or "", match["ter"] or ""
    possible = [stem, f"{stem}::{ter}", f"{stem}:{alt}:"]
    return [one for one in dict.fromkeys(possible) if not one.endswith("::") and covers(one, key)]


def spelling_stem(key: str, hgvs_p: str) -> str | None:
    """How the folded spellings of the fuller forms of a change begin; None where it has none.

    Of ``p.=`` the fuller forms are not looked for: they are every silent change of the protein.

    >>> spelling_stem("NP_1.1:140:Ifs", "NP_1.1:p.(Ile141fs)")
    'np_1.1:i141'
    >>> spelling_stem("NP_1.1:140:Ifs:S:19", "NP_1.1:p.(Ile141SerfsTer19)") is None
    True
    """
    match = _OPEN.match(key)
    if match is None or (match["alt"] and match["ter"]):
        return None
    begins = _RESIDUE.match(fold(hgvs_p))
    return begins[0] if begins is not None else None
