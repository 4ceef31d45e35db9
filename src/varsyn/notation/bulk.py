"""Many ordinary descriptions at once: one regular expression over a block of lines.

Every line gives one match: the pieces of a description that needs no repair, or no pieces, and the line then
goes the usual way. ``read_many`` and ``read`` agree on every text; a property
test proves it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from varsyn.model import Reading, VarsynError
from varsyn.notation import plain

BLOCK = 128
"""Texts taken at a time; memory stays at this many."""

_LINES = re.compile(
    rf"^(?:({plain.ACCESSION}):)?+([cgn])\.({plain.NUMBER})"
    rf"(?:([ACGT])>((?!\4)[ACGT])|{plain.EDITED})$|^.*$",
    re.MULTILINE | re.ASCII,
)

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
        else (plain.edited(coordinate, start, end, edit, bases, accession) if edit else None) or one(text)
        for (accession, coordinate, start, ref, alt, end, edit, bases), text in zip(found, block, strict=True)
    ]


_ALONE = frozenset(("del", "dup"))
