"""Exon and intron numbers as papers print them, and positions counted inside introns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from varsyn.model.position import Position
from varsyn.numbering.scheme import Origin
from varsyn.reference.records import LegacyName, NumberingFact, Transcript

LEGACY_EXON_WEIGHT = 30.0
"""Prior weight of legacy exon numbers that a curated row states; the transcript's own exons count 1."""
SHIFTED_EXON_WEIGHT = 0.02
"""The same for "a non-coding first exon was not counted" where no row says so."""

_WITHOUT_5_PRIME = frozenset({"cds_only"})
"""Kinds of records that begin at the start codon."""

_WITHOUT = re.compile(r"without exon (\d+)")
_SPLIT = re.compile(r"(\d+)a/(?:\1)?b")
_COUNT = re.compile(r"(\d+) exons\b")
_LIST = re.compile(r"exons?\s+((?:\d+[a-z]?(?:-\d+)?(?:\s*,\s*|\b))+)")
_EXAMPLE = re.compile(
    r"(?:IVS|Int(?:ron)?\s*)(\d+[ab]?)\s*([+-])\s*\d+[^=;]*?(?:=|->)?[^=;]*?c\.([-*]?\d+)([+-])\d+"
)
_IVS_NAME = re.compile(r"^(?:IVS|Int(?:ron)?)\s*(\d+[ab]?)\s*\(?([+-])\s*(\d+)", re.IGNORECASE)
_HGVS_SITE = re.compile(r"^c\.([-*]?\d+)([+-])(\d+)")
_LENGTHS = re.compile(r"IVS(\d+)\s+(\d+)\s*nt")
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7", "VIII": "8", "IX": "9"}


class ExonLabels(msgspec.Struct, frozen=True):
    """Printed exon numbers of a transcript, in transcript order: ``labels[i]`` names exon *i* (0-based)."""

    name: str
    labels: tuple[str, ...]
    origin: Origin = "standard"
    weight: float = 1.0
    source: str = ""

    def exon(self, label: str) -> int | None:
        """0-based index of the exon with this printed number; Roman numerals are read too.

        >>> ExonLabels("exons", ("1", "2", "3", "5")).exon("5"), ExonLabels("exons", ("1", "2")).exon("II")
        (3, 1)
        """
        wanted = _ROMAN.get(label.upper(), label.lower())
        return self.labels.index(wanted) if wanted in self.labels else None


def exon_label_schemes(
    transcript: Transcript, facts: Sequence[NumberingFact] = (), names: Iterable[LegacyName] = ()
) -> tuple[ExonLabels, ...]:
    """The exon numberings of a transcript: legacy ones on record first, then its own.

    Legacy numbers come from rows that state them (``without exon 4``; ``6a/6b``; a list of exon numbers
    whose length is that of the transcript) and from known pairs (``IVS2+1G>A`` = ``c.444+1G>A``).
    """
    count = len(transcript.exons)
    if not count:
        return ()
    own = transcript.exon_labels if len(transcript.exon_labels) == count else ()
    plain = tuple(str(index + 1) for index in range(count))
    found: list[ExonLabels] = []
    for fact in facts:
        if "exon" not in fact.molecule and "intron" not in fact.molecule:
            continue
        labels = _stated_labels(fact.convention, count)
        if labels is not None and labels != plain:
            found.append(_legacy(labels, fact.source))
    if not found:
        shifted = _labels_from_pairs(transcript, facts, names)
        if shifted is not None:
            found.append(shifted)
    numbered = tuple(label.lower() for label in own)
    # A record that lacks the 5' end knows the numbers of the exons it has; counting its own would mislead.
    # One that is whole may have numbers that count another transcript's exons as well (CDKN2A: 2, 3, 4).
    lacking = transcript.kind in _WITHOUT_5_PRIME and bool(numbered) and numbered[0] != "1"
    for labels in (numbered, () if lacking else plain):
        if labels and all(labels != scheme.labels for scheme in found):
            found.append(ExonLabels("exons", labels, source=f"{transcript.accession}, exons"))
    if not any(scheme.origin == "curated" for scheme in found) and _first_exon_noncoding(transcript):
        shifted_plain = tuple(str(index) for index in range(count))
        found.append(
            ExonLabels(
                "coding_exons",
                shifted_plain,
                "structure",
                SHIFTED_EXON_WEIGHT,
                f"{transcript.accession}, non-coding first exon not counted",
            )
        )
    return tuple(found)


def _legacy(labels: tuple[str, ...], source: str) -> ExonLabels:
    return ExonLabels("legacy_exon", labels, "curated", LEGACY_EXON_WEIGHT, source.split(" | ")[0])


def _stated_labels(text: str, count: int) -> tuple[str, ...] | None:
    """Exon numbers that a convention spells out, None where they do not come to ``count`` exons.

    >>> _stated_labels("legacy exon numbering without exon 4", 5)
    ('1', '2', '3', '5', '6')
    >>> _stated_labels("legacy exons 2a/2b, 3 exons", 4)
    ('1', '2a', '2b', '3')
    """
    if match := _WITHOUT.search(text):
        missing = int(match[1])
        return tuple(str(number) for number in range(1, count + 2) if number != missing)
    splits = {match[1] for match in _SPLIT.finditer(text)}
    total = _COUNT.search(text)
    labels: list[str] = []
    if splits and total is not None:
        for number in range(1, int(total[1]) + 1):
            labels += [f"{number}a", f"{number}b"] if str(number) in splits else [str(number)]
    elif match := _LIST.search(text):
        for part in re.split(r"\s*,\s*", match[1]):
            low, dash, high = part.partition("-")
            labels += [str(n) for n in range(int(low), int(high) + 1)] if dash and low.isdigit() else [part]
    return tuple(labels) if len(labels) == count else None


def _labels_from_pairs(
    transcript: Transcript, facts: Sequence[NumberingFact], names: Iterable[LegacyName]
) -> ExonLabels | None:
    """Labels shifted as known pairs of intron name and c. description show, None where they show no shift."""
    pairs: list[tuple[str, str, str, str]] = []
    for fact in facts:
        pairs += [(m[1], m[2], m[3], fact.source) for m in _EXAMPLE.finditer(fact.example)]
    for name in names:
        printed, site = _IVS_NAME.match(name.legacy), _HGVS_SITE.match(name.hgvs_c)
        if printed and site and (printed[2], printed[3]) == (site[2], site[3]):
            pairs.append((printed[1], printed[2], site[1], name.source))
    own = transcript.exon_labels or tuple(str(index + 1) for index in range(len(transcript.exons)))
    shifts: dict[int, str] = {}
    for label, sign, site_text, source in pairs:
        index = intron_at(transcript, site_text, sign) if label.isdigit() else None
        if index is not None and own[index] != label:
            shifts.setdefault(index + 1 - int(label), source)
    if len(shifts) != 1:
        return None
    shift, source = next(iter(shifts.items()))
    return _legacy(tuple(str(index + 1 - shift) for index in range(len(transcript.exons))), source)


def _first_exon_noncoding(transcript: Transcript) -> bool:
    return transcript.cds_start is not None and transcript.exons[0][1] <= transcript.cds_start


def c_number(transcript: Transcript, index: int) -> Position:
    """The c. position of a base (0-based on the transcript); n. numbers where there is no CDS."""
    start, end = transcript.cds_start, transcript.cds_end
    if start is None or end is None:
        return Position(index + 1)
    if index < start:
        return Position(start - index, region="-")
    if index >= end:
        return Position(index - end + 1, region="*")
    return Position(index - start + 1)


def donors(transcript: Transcript) -> tuple[str, ...]:
    """c. positions of the last base of each exon but the last."""
    return tuple(str(c_number(transcript, end - 1)) for _, end in transcript.exons[:-1])


def acceptors(transcript: Transcript) -> tuple[str, ...]:
    """c. positions of the first base of each exon but the first."""
    return tuple(str(c_number(transcript, start)) for start, _ in transcript.exons[1:])


def intron_at(transcript: Transcript, base: str, sign: str) -> int | None:
    """0-based index of the intron beside a c. position: after it for sign ``+``, before it for ``-``."""
    sites = donors(transcript) if sign == "+" else acceptors(transcript)
    return sites.index(base) if base in sites else None


class CountedIntron(msgspec.Struct, frozen=True):
    """An intron whose bases papers count from its first base, with its length in bases.

    >>> intron = CountedIntron("1", 130, "92", "93")
    >>> intron.position(110), intron.position(5)
    ('93-21', '92+5')
    """

    label: str
    length: int
    donor: str
    acceptor: str
    source: str = ""

    def position(self, number: int) -> str | None:
        """The c. position of base ``number`` (1-based) of the intron, from the nearer exon (HGVS: of two
        equal distances the 5' exon), None outside."""
        if not 1 <= number <= self.length:
            return None
        if number <= (self.length + 1) // 2:
            return f"{self.donor}+{number}"
        return f"{self.acceptor}-{self.length + 1 - number}"


def counted_introns(transcript: Transcript, facts: Iterable[NumberingFact]) -> Iterator[CountedIntron]:
    """Introns that a curated row says are counted from their start, with their lengths from that row."""
    left, right = donors(transcript), acceptors(transcript)
    for fact in facts:
        if "intron" not in fact.molecule or "from" not in fact.convention:
            continue
        for match in _LENGTHS.finditer(fact.convention):
            index = int(match[1]) - 1
            if index < len(left):
                yield CountedIntron(match[1], int(match[2]), left[index], right[index], fact.source)
