"""Finding: scan, shape, grammar, judgement."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

import msgspec

from varsyn.literature.confirm import Confirmer
from varsyn.literature.document import Passage
from varsyn.literature.forms import ORDINARY
from varsyn.literature.found import Found
from varsyn.literature.genes import GeneDictionary
from varsyn.literature.judge import is_variant
from varsyn.literature.scan import Shaped, Span, compact_matches, scan, told_matches
from varsyn.literature.told import LIST_GOES_ON, Told, letters_after, sentences, told_variants
from varsyn.model import Reading

GENE_REACH = 40
"""Characters before a doubtful mention in which a gene's name may stand."""
LEAST_SUPPORT = 0.4
CHAINS = frozenset(("alpha", "beta", "gamma", "delta", "epsilon", "VH", "VL"))
"""Names of chains that a residue is written onto; Greek letters are as well."""


_LISTED = re.compile(r",\s(?:and\s|or\s)?|\s(?:and|or)\s|/")
_RETURN = re.compile("\r\n")


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
        return self._find(text, None) if "\r\n" not in text else self._find_in_lines(text)

    def find_in(self, passage: Passage) -> list[Found]:
        """Every mention in a passage; table headers count. Spans are within the passage's text."""
        return self._find(passage.text, passage) if passage.cells else self.find(passage.text)

    def _find_in_lines(self, text: str) -> list[Found]:
        """The same where lines end in two characters, which a mention may go over."""
        returns = [match.start() for match in _RETURN.finditer(text)]
        starts = [at - before for before, at in enumerate(returns)]
        found: list[Found] = []
        for one in self._find(text.replace("\r\n", "\n"), None):
            start = one.start + bisect_right(starts, one.start - 1)
            end = one.end + bisect_right(starts, one.end - 1)
            found.append(msgspec.structs.replace(one, start=start, end=end, text=text[start:end]))
        return found

    def _find(self, text: str, table: Passage | None) -> list[Found]:
        seen = scan(text)
        matches = seen.direct
        if seen.compact:
            matches += compact_matches(text, seen.compact)
        if seen.told:
            matches += told_matches(text, seen.told)
        if seen.compact or seen.told:
            # Of two that overlap the longer wins: it holds the other.
            matches.sort(key=_place)
        kept: list[Found] = []
        for match in matches:
            header = table.header_at(match[0]) if table is not None else ""
            found = self._confirmed(text, match, header, kept[-1].end if kept else 0)
            if found is None:
                continue
            if kept and found.start < kept[-1].end:
                if found.end - found.start > kept[-1].end - kept[-1].start:
                    kept[-1] = found
            else:
                kept.append(found)
        if not kept:
            return self._with_told(text, kept, seen.sites) if seen.sites else kept
        kept = self._with_letters(text, kept)
        if lists := [(one.start, one.end) for one in kept if _begins_list(text, one)]:
            return self._with_told(text, kept, sorted(seen.sites + lists))
        return self._with_told(text, kept, seen.sites) if seen.sites else kept

    def _with_letters(self, text: str, found: list[Found]) -> list[Found]:
        """Also the further residues of a list: *V* and *C* of ``G12D, V and C``."""
        more: list[Found] = []
        for at, one in enumerate(found):
            if one.shape == "aa1" and _letter_follows(text, one.end):
                floor = found[at + 1].start if at + 1 < len(found) else len(text)
                for told in letters_after(text, one.start, one.end):
                    if told.end <= floor and (listed := self._told(text, told)):
                        more.append(listed)
        return sorted(found + more, key=_begin) if more else found

    def _with_told(self, text: str, found: list[Found], sites: list[Span]) -> list[Found]:
        """Also what whole sentences tell, several variants at once as well."""
        open_sites = [site for site in sites if not _is_settled(text, site, found)]
        if not open_sites:
            return found
        result: list[Found] = []
        done = 0
        for begin, end in sentences(text, open_sites):
            first, last = (bisect_left(found, at, lo=done, key=_begin) for at in (begin, end))
            result += found[done:first]
            taken = result[-1].end if result else 0
            phrases = [told for told in told_variants(text, begin, end) if told.start >= taken]
            result += self._with_phrases(text, found[first:last], phrases)
            done = last
        return result + found[done:]

    def _with_phrases(self, text: str, found: list[Found], phrases: list[Told]) -> list[Found]:
        kept = [one for one in found if not _is_superseded(one, phrases)]
        for told in phrases:
            taken = any(one.start < told.end and told.start < one.end for one in kept)
            if not taken and (one := self._told(text, told)):
                kept.append(one)
        return sorted(kept, key=_begin)

    def _told(self, text: str, told: Told) -> Found | None:
        readings = self._confirmer.readings(told.written_out, "aa3")
        if not readings:
            return None
        return Found(told.start, told.end, text[told.start : told.end], "told", readings, told.written_out)

    def _confirmed(self, text: str, match: Shaped, header: str, last: int) -> Found | None:
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
        if meant is False:
            return None
        if meant is None and not (
            self._gene_before(text, start) or (not glued and _is_listed(text, start, end, last))
        ):
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


def _is_listed(text: str, start: int, end: int, last: int) -> bool:
    """Whether a doubtful mention stands in a list with one that is not (``A4V`` in ``G93A, A4V and D90A``);
    ``last`` is where the mention before it ends."""
    if last and start - last < 8 and _LISTED.fullmatch(text, last, start):
        return True
    joint = _LISTED.match(text, end)
    following = ORDINARY.match(text, joint.end()) if joint else None
    return following is not None and is_variant(text, *following.span(), following.lastgroup or "") is True


def _letter_follows(text: str, end: int) -> bool:
    """Whether a list of single letters may go on behind a mention."""
    following = text[end : end + 7]
    if following[:2] == ", " and following[2:3].isupper():
        return not following[3:4].isalnum()
    return following.startswith((" and ", " or ", ", and ", ", or "))


def _begins_list(text: str, one: Found) -> bool:
    """Whether more residues follow one told with three letters: ``Ala16 > Cys, Thr and Met``."""
    if not one.shape.startswith("aa3"):
        return False
    following = text[one.end : one.end + 7]
    return following != following.lower() and LIST_GOES_ON.match(text, one.end) is not None


def _is_settled(text: str, site: Span, found: list[Found]) -> bool:
    """Whether a mention found already holds a site, and no list goes on behind it."""
    at = bisect_right(found, site[0], key=_begin) - 1
    return at >= 0 and found[at].end >= site[1] and not LIST_GOES_ON.match(text, found[at].end)


def _is_superseded(one: Found, phrases: list[Told]) -> bool:
    """Whether a mention told in words is part of a phrase that tells of several, and reads it otherwise."""
    if not one.shape.startswith("told"):
        return False
    around = [told for told in phrases if told.first <= one.start and one.end <= told.last]
    return bool(around) and all((told.start, told.end) != (one.start, one.end) for told in around)


def _begin(found: Found) -> int:
    return found.start


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
