"""The species a document is about, from its words."""

from __future__ import annotations

from collections.abc import Iterable

from varsyn.reference.names import HUMAN, MOUSE

_MOUSE = ("mouse", "mice", "murine", "mus musculus")
_HUMAN = (
    "human", "patient", "proband", "family", "families", "individuals", "children", "homo sapiens",
    "pedigree",
    "clinical", "carrier", "women", "infant",
)  # fmt: skip
CLEARLY = 3
"""How many times as often one species' words must stand for the document to be about it."""
_ENOUGH = 200_000


def species_in(texts: Iterable[str]) -> str | None:
    """``Homo sapiens`` or ``Mus musculus`` where a document's words say so clearly, else None.

    >>> species_in(["Igf1r(-/-) mice were small; murine embryos too."])
    'Mus musculus'
    >>> species_in(["Two patients of one family."]), species_in(["A protein."])
    ('Homo sapiens', None)
    """
    mouse = human = size = 0
    for text in texts:
        lowered = text.lower()
        mouse += sum(map(lowered.count, _MOUSE))
        human += sum(map(lowered.count, _HUMAN))
        size += len(text)
        if size > _ENOUGH:
            break
    if mouse > CLEARLY * human:
        return MOUSE
    if human > CLEARLY * mouse:
        return HUMAN
    return None
