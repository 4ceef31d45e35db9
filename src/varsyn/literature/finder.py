"""Finding: scan, shape, grammar, judgement."""

from __future__ import annotations

from varsyn.literature.confirm import Confirmer
from varsyn.literature.document import Passage
from varsyn.literature.found import Found
from varsyn.literature.genes import GeneDictionary
from varsyn.literature.judge import is_variant
from varsyn.literature.scan import Shaped, compact_matches, scan, told_matches
from varsyn.model import Reading

GENE_REACH = 40
"""Characters before a doubtful mention in which a gene's name may stand."""
LEAST_SUPPORT = 0.4
CHAINS = frozenset(("alpha", "beta", "gamma", "delta", "epsilon", "VH", "VL"))
"""Names of chains that a residue is written onto; Greek letters are as well."""


class Finder:
    """Finds variant mentions; keeps what the grammars said, so that a name read once is not read again.

    With the gene names of a reference, two kinds of doubtful mentions are found as well: short ones right
    after a gene (``HBB E6V``), and those glued to one (``BRAFV600E``).

    >>> [found.text for found in Finder().find("R59X, R481Q and K115N were seen in T47D cells.")]
    ['R59X', 'R481Q', 'K115N']
    """

    def __init__(self, names: GeneDictionary | None = None) -> None:
        self._confirmer = Confirmer()
        self._names = names

    def find(self, text: str) -> list[Found]:
        """Every mention in a text, in order, none overlapping; spans are 0-based, half-open characters."""
        return self._find(text, None)

    def find_in(self, passage: Passage) -> list[Found]:
        """Every mention in a passage; table headers count. Spans are within the passage's text."""
        return self._find(passage.text, passage if passage.cells else None)

    def _find(self, text: str, table: Passage | None) -> list[Found]:
        matches, compact, told = scan(text)
        if compact:
            matches += compact_matches(text, compact)
        if told:
            matches += told_matches(text, told)
        if compact or told:
            # Of two that overlap the longer wins: it holds the other.
            matches.sort(key=_place)
        kept: list[Found] = []
        for match in matches:
            found = self._confirmed(text, match, table.header_at(match[0]) if table is not None else "")
            if found is None:
                continue
            if kept and found.start < kept[-1].end:
                if found.end - found.start > kept[-1].end - kept[-1].start:
                    kept[-1] = found
            else:
                kept.append(found)
        return kept

    def _confirmed(self, text: str, match: Shaped, header: str) -> Found | None:
        start, end, shape, number, number_end = match
        written = text[start:end]
        if number:
            readings = self._confirmer.with_number(written, number - start, number_end - start)
        else:
            readings = self._confirmer.readings(written, shape)
        if readings is None:
            return None
        glued = shape == "glued"
        meant = _on_a_chain(text, start) if glued else is_variant(text, start, end, shape, header)
        if meant is False or (meant is None and not self._gene_before(text, start)):
            return None
        return Found(start, end, written, shape, _by_header(readings, header) if header else readings)

    def _gene_before(self, text: str, start: int) -> bool:
        """Whether a gene's name ends right before a position, with a space or less between."""
        if self._names is None:
            return False
        before = text[max(0, start - GENE_REACH) : start]
        named = self._names.find(before.rstrip(" :-"))
        return (
            bool(named) and named[-1].end == len(before.rstrip(" :-")) and named[-1].support >= LEAST_SUPPORT
        )


def _on_a_chain(text: str, start: int) -> bool | None:
    """Whether a mention glued to a word is glued to a chain's name (``alphaD60N``); None if to another."""
    at = start
    while at and text[at - 1].isalnum():
        at -= 1
    word = text[at:start]
    return True if word in CHAINS or not word.isascii() else None


def _place(match: Shaped) -> tuple[int, int]:
    return match[0], -match[1]


def _by_header(readings: tuple[Reading, ...], header: str) -> tuple[Reading, ...]:
    """Readings of the kind that the column's header announces first."""
    if not header or len(readings) < 2:
        return readings
    lowered = header.lower()
    if "amino" in lowered or "protein" in lowered or "residue" in lowered:
        return tuple(sorted(readings, key=lambda reading: reading.coordinate != "p"))
    if "nucleotide" in lowered or "dna" in lowered or "coding" in lowered:
        return tuple(sorted(readings, key=lambda reading: reading.coordinate == "p"))
    return readings
