"""Many ordinary descriptions at once: one regular expression over a block of lines.

Every line gives one match: either the pieces of a description that needs no repair, or, as the last group,
the line as it is, which then goes the usual way. ``read_many`` and ``read`` agree on every text; a property
test proves it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from varsyn.model import Reading, VarsynError
from varsyn.notation.ordinary import THREE_LETTER

BLOCK = 128
"""Texts taken at a time; memory stays at this many."""

# Possessive quantifiers: a line either fits at the first try or is no ordinary one.
_ACCESSION = r"(?:(?:N[CGMR]|XM)_\d{3,}+\.\d++|LRG_\d++(?:t\d++)?+|ENST\d{11}+\.\d++)"
_LINES = re.compile(
    rf"^(?:({_ACCESSION}):)?+([cgn])\.([1-9]\d{{0,11}}+)"
    r"(?:([ACGT])>((?!\4)[ACGT])|(?:_([1-9]\d{0,11}+))?+(del(?!i)|dup|inv|(?:del)?+ins)([ACGT]*+))$|^(.*)$",
    re.MULTILINE,
)
_PROTEIN = re.compile(
    r"(?:(NP_\d{3,}+\.\d++|LRG_\d++p\d++|ENSP\d{11}+\.\d++):)?+"
    rf"p\.(\()?+({THREE_LETTER})([1-9]\d{{0,11}}+)({THREE_LETTER}|\*)(?:fs(?:Ter|\*)(\d++))?+(\))?+\Z"
)
_TER = {"*": "Ter"}

Answer = list[Reading] | VarsynError


def read_blocks(texts: Iterable[str], one: Callable[[str], Answer]) -> Iterator[Answer]:
    """An answer a text, in order; ``one`` answers what is not ordinary."""
    remaining = iter(texts)
    blocks = iter(lambda: list(islice(remaining, BLOCK)), [])
    return chain.from_iterable(_read_block(block, one) for block in blocks)


def _read_block(block: list[str], one: Callable[[str], Answer]) -> list[Answer]:
    found = _LINES.findall("\n".join(block))
    if len(found) != len(block):
        # A text with a line break of its own: the matches no longer line up.
        return [one(text) for text in block]
    # Built in place: a call for each would cost as much as its match.
    return [
        [Reading(coordinate, "sub", start, start, ref, alt, accession or None)]
        if alt
        else [Reading(coordinate, edit, start, start, "", "", accession or None)]
        if edit in _ALONE and not (end or bases)
        else (_edited(coordinate, start, end, edit, bases, accession) if edit else _residues(rest))
        or one(text)
        for (accession, coordinate, start, ref, alt, end, edit, bases, rest), text in zip(
            found, block, strict=True
        )
    ]


_ALONE = frozenset(("del", "dup"))


def _edited(
    coordinate: str, start: str, end: str, edit: str, bases: str, accession: str
) -> list[Reading] | None:
    """A deletion or insertion in order; None where a repair or a second reading is due."""
    if (edit in ("ins", "delins")) != bool(bases):
        return None
    if end:
        size = int(end) - int(start)
        if size < 1 or (edit == "ins" and size != 1):
            return None
    elif edit == "ins":
        return None
    return [Reading(coordinate, edit, start, end or start, "", bases, accession or None)]  # type: ignore[arg-type]


def _residues(text: str) -> list[Reading] | None:
    """A protein change that leads to one reading without repair, else None."""
    match = _PROTEIN.match(text)
    if match is None:
        return None
    accession, opened, residue, number, new, distance, closed = match.groups()
    if residue == new or (opened is None) != (closed is None) or (residue == "Met" and number == "1"):
        return None
    if residue in ("Ter", "Xaa") or new == "Xaa":
        return None
    uncertain = opened is not None
    new = _TER.get(new, new)
    if distance is None:
        return [Reading("p", "sub", number, number, residue, new, accession, None, uncertain)]
    if new == "Ter" or (len(distance), distance) > (len(number), number):
        return None
    return [Reading("p", "fs", number, number, residue, new, accession, None, uncertain, ter=distance)]
