"""Whether bases that are not on record could give an allele another canonical form.

A deletion is written at its 3'-most place, an insertion of what stands before it as a duplication (HGVS
nomenclature 21.0, general recommendations). In an intron whose bases are unknown neither can be told, unless
the exon beside it, the ends that all introns share, or the printed bases decide it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from varsyn.allele.context import context_of
from varsyn.allele.coordinates import Site, position_of, site_of
from varsyn.model import Evidence, VarsynError
from varsyn.sequence import reverse_complement

if TYPE_CHECKING:
    from varsyn.allele import Allele
    from varsyn.model import Reading
    from varsyn.reference import Transcript

_ANY = frozenset("ACGT")
_ENDS = {1: frozenset("G"), 2: frozenset("TC"), -2: frozenset("A"), -1: frozenset("G")}
"""Bases at the ends of introns: GT-AG and GC-AG, 99.6 % of mammalian introns (Burset et al. 2000, Nucleic
Acids Res. 28:4364)."""


class Surroundings:
    """What is known of the bases of a gene along the chromosome: exons, ends of introns, printed bases.

    Parameters
    ----------
    anchor: the transcript whose exons are known.
    reading: a description on it, whose printed reference bases count as known.
    """

    def __init__(self, anchor: Transcript, reading: Reading | None = None) -> None:
        self._context = context_of(anchor)
        self._borders = self._context.junctions
        self._stated: dict[Site, str] = {}
        if reading is not None and reading.ref and reading.edit != "ins":
            self._state(reading)

    def _state(self, reading: Reading) -> None:
        try:
            at = self.site(reading.start)
            last = self.site(reading.end or reading.start)
        except VarsynError:
            return
        walked = {}
        for base in reading.ref:
            walked[at] = base
            final, at = at, self.after(at)
        if final == last and _ANY.issuperset(reading.ref):
            self._stated = walked

    def site(self, text: str) -> Site:
        """The base of a printed c. position (1-based; n. where the transcript is non-coding)."""
        return site_of(text, self._context, "c" if self._context.coding else "n")

    def name(self, site: Site) -> str:
        """The position of a base as HGVS prints it, with its prefix."""
        prefix = "c" if self._context.coding else "n"
        return f"{prefix}.{position_of(site, self._context, prefix)}"

    def at(self, site: Site) -> frozenset[str]:
        """The bases that may stand at a place: one where it is known, all four where nothing is."""
        if site in self._stated:
            return frozenset(self._stated[site])
        if site.offset:
            return _ENDS.get(site.offset, _ANY)
        there = self._context.sequence[site.base : site.base + 1] if site.base >= 0 else ""
        return frozenset(there) if there and there in "ACGT" else _ANY

    def after(self, site: Site) -> Site:
        """The next base along the chromosome, in the transcript's direction."""
        if site.offset:
            return Site(site.base) if site.offset == -1 else Site(site.base, site.offset + 1)
        return Site(site.base, 1) if site.base + 1 in self._borders else Site(site.base + 1)

    def before(self, site: Site) -> Site:
        """The base before along the chromosome."""
        if site.offset:
            return Site(site.base) if site.offset == 1 else Site(site.base, site.offset - 1)
        return Site(site.base, -1) if site.base in self._borders else Site(site.base - 1)

    def parted(self, first: Site, last: Site) -> bool:
        """Whether two bases of the transcript lie in different exons."""
        return any(first.base < border <= last.base for border in self._borders)

    def beyond(self, site: Site) -> bool:
        """Whether a place lies behind the last base of the record, where the transcript may simply end."""
        return not site.offset and site.base == self._context.length


class Undecided(NamedTuple):
    """What the canonical form of an allele hangs on: in words, and whether a base that is known to stand
    there (in the exon beside it, or at the ends of all introns) speaks against the printed form."""

    words: str
    against: bool = False


def undecided(allele: Allele, reading: Reading, anchor: Transcript) -> Undecided | None:
    """What is not known that the canonical form of an allele hangs on; None where nothing is.

    ``allele`` lies on ``anchor``; ``reading`` says which bases were printed.

    >>> from varsyn.allele import allele_from_reading
    >>> from varsyn.model import Reading
    >>> from varsyn.reference import Transcript
    >>> tx = Transcript("NM_1.1", "X", "ATGAAATTTCCCTAA", 0, 15, ((0, 6), (6, 15)))
    >>> ins = Reading("c", "ins", "6+3", "6+4", alt="T")
    >>> undecided(allele_from_reading(ins, tx), ins, tx).words
    "c.6+4 is not on record: it tells whether the change can be written further 3'"
    >>> first = Reading("c", "del", "6+1", "6+1", ref="G")
    >>> undecided(allele_from_reading(first, tx), first, tx) is None
    True
    """
    shape = allele.shape
    if shape in ("sub", "identity"):
        return None
    if allele.parts:
        return next((found for one in allele.parts if (found := undecided(one, reading, anchor))), None)
    known = Surroundings(anchor, reading if allele.intronic or not allele.verified else None)
    # A copy of known bases is held as their insertion, behind the first.
    copied = len(allele.inserted) if shape == "dup" else 0
    first, last = Site(allele.start - copied, allele.start_offset), Site(allele.end - 1, allele.end_offset)
    if shape == "dup" and reading.edit == "ins" and known.parted(first, last):
        words = f"the copy from {known.name(first)} to {known.name(last)} spans an intron: on the chromosome"
        return Undecided(f"{words} the change is another duplication, or an insertion", True)
    if shape in ("del", "dup"):
        return _copied(first, last, known)
    if shape == "ins":
        return _inserted(allele.inserted, last, first, known)
    if not allele.intronic and allele.verified:
        return None
    if shape == "inv":
        turned = {reverse_complement(base) for base in known.at(last)}
        return _unknown(first, known, "how much of it changes") if known.at(first) & turned else None
    if shape == "delins":
        return _replaced(allele.inserted, first, last, known)
    return _unknown(first, known, "where the repeat begins")


def _unknown(site: Site, known: Surroundings, what: str) -> Undecided:
    return Undecided(f"{known.name(site)} is not on record: it tells {what}", len(known.at(site)) == 1)


def _further(site: Site, known: Surroundings) -> Undecided:
    """A base that does not keep a change from being written further 3'."""
    name, bases = known.name(site), known.at(site)
    if len(bases) > 1:
        return _unknown(site, known, "whether the change can be written further 3'")
    further = "the change can be written further 3'"
    if site.offset:
        return Undecided(f"{name} is not on record; where it is {min(bases)}, {further}", True)
    return Undecided(f"{name} is {min(bases)}: {further}, over the end of the exon", True)


def _copied(first: Site, last: Site, known: Surroundings) -> Undecided | None:
    """A deletion or duplication of the bases from ``first`` to ``last``, both included."""
    behind = known.after(last)
    if known.beyond(behind) or not known.at(first) & known.at(behind):
        return None
    return _further(behind, known)


def _inserted(bases: str, left: Site, right: Site, known: Surroundings) -> Undecided | None:
    """An insertion between two neighbours; where these are the ends of two exons, it stays with them."""
    if not (left.offset or right.offset) and known.after(left) != right:
        return None
    if bases[:1] in known.at(right) or bases[:1] == "N":
        return _further(right, known)
    site = left
    for base in reversed(bases):
        if base != "N" and base not in known.at(site):
            return None
        farthest, site = site, known.before(site)
    return _unknown(farthest, known, "whether the change is a duplication")


def _replaced(bases: str, first: Site, last: Site, known: Surroundings) -> Undecided | None:
    """A deletion-insertion, part of which may be no change."""
    for site, base in ((first, bases[:1]), (last, bases[-1:])):
        if base in known.at(site) or base == "N":
            return _unknown(site, known, "how much of it changes")
    turned = reverse_complement(bases)
    size = last.offset - first.offset + 1 if first.base == last.base else None
    if (
        size in (None, len(bases))
        and len(bases) > 1
        and turned[:1] in known.at(first)
        and turned[-1:] in known.at(last)
    ):
        return _unknown(first, known, "whether the change is an inversion")
    return None


def judged(
    allele: Allele, reading: Reading, anchor: Transcript, scheme: str = ""
) -> tuple[tuple[Evidence, ...], bool]:
    """What ``undecided`` says as evidence of a hypothesis under a ruler, and whether the form may stand.

    It stands, with a remark, where all of the change lies off the record and nothing known speaks against it:
    what is printed is the best that can be had. A change of known bases that may go on beyond them does not.
    """
    found = undecided(allele, reading, anchor)
    if found is None:
        return (), True
    fact = Evidence("bases_not_on_record", found.words, 1.0, scheme)
    return (fact,), not found.against and _off_record(allele, anchor)


def _off_record(allele: Allele, anchor: Transcript) -> bool:
    """Whether no base that an allele changes is known: it lies in introns or beyond the transcript."""
    if allele.parts:
        return all(_off_record(one, anchor) for one in allele.parts)
    if allele.start_offset and allele.end_offset:
        return True
    return not allele.intronic and (allele.end <= 0 or allele.start >= len(anchor.sequence))
