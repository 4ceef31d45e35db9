"""Lists that go on behind a mention: ``G12D, V and C``, ``Lys 43 to Ala or Glu``."""

from __future__ import annotations

import re

from varsyn.literature.told.phrases import Told
from varsyn.literature.told.words import RESIDUE_WORD
from varsyn.model.residues import ONE_TO_THREE

LIST_GOES_ON = re.compile(
    rf"\)?(?:,\s?(?:and\s|or\s)?|\s(?:and|or)\s|/)(?:an?\s)?(?:{RESIDUE_WORD})(?![A-Za-z0-9-])"
)
"""Another residue behind a mention told in words."""
_LETTER = "[ACDEFGHIKLMNPQRSTVWY]"
_LETTERS = re.compile(
    rf"(?P<middle>(?:,\s?{_LETTER}(?![\w'’.-])){{0,12}}),?\s(?:and|or)\s(?P<last>{_LETTER})(?![\w'’-]|\.\w)"
)
_ANY_LETTER = re.compile(_LETTER)
_PLURAL = re.compile(r"\s?(?:[,;)]|\.(?:\s|$)|$|mut|var|sub|all|poly|change|repl|exchange)")


def letters_after(text: str, start: int, end: int) -> list[Told]:
    """The residues listed behind text[start:end] (0-based, half-open), a substitution such as ``G12D``.

    A list ends in *and* or *or*; a single *and A*, *and I* is only taken where a word for variants follows.

    >>> [told.written_out for told in letters_after("G12D, V and C", 0, 4)]
    ['Gly12Val', 'Gly12Cys']
    """
    match = _LETTERS.match(text, end)
    if match is None:
        return []
    if (not match["middle"] or match["last"] in "AI") and not _PLURAL.match(text, match.end()):
        return []
    letters = _ANY_LETTER.finditer(text, end, match.end())
    listed = [one for one in letters if one[0] not in (text[start], text[end - 1])]
    bases = all(letter in "ACGT" for letter in (text[start], text[end - 1], *(one[0] for one in listed)))
    site = text[start : end - 1] if bases else ONE_TO_THREE[text[start]] + text[start + 1 : end - 1]
    return [
        Told(one.start(), one.end(), site + (one[0] if bases else ONE_TO_THREE[one[0]]), start, match.end())
        for one in listed
    ]
