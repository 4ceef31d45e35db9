"""Schemes from the curated table: what ``numbering.tsv`` says, as definitions.

A row states its offset the way its source does (``+30``, ``-119 nt``, ``+11 aa, +33 nt``,
``+48 nt (protein +16)``, ``c. = legacy - 50 (…)``, ``-9 to NM_001384479``). Rows that state no number
(``lookup``, ``NOT CONSTANT``) give no scheme: the names they cover are in the table of legacy names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from varsyn.model.scheme import Molecule
from varsyn.numbering.scheme import FIRST, LAST, Scheme
from varsyn.reference.records import NumberingFact

_NUMBER = re.compile(
    r"(?<![\w.])(?P<value>[+-]\d+|0)(?:\s*(?P<unit>nt|aa)\b)?"
    r"(?:\s*(?:on|to)\s+(?P<target>NM_\d+(?:\.\d+)?)|\s*on\s+(?P<minor>\.\d+)|\s*\((?P<version>\.\d+)\)"
    r"|\s*from\s+NM_\d+(?:\.\d+)?\s+to\s+(?P<moved>NM_\d+(?:\.\d+)?))?"
)
_LEGACY_FORMULA = re.compile(r"c\.\s*=\s*legacy\s*([+-])\s*(\d+)")
_PROTEIN_ASIDE = re.compile(r"\(protein\s*([+-]\d+)\)")
_TARGET_SPAN = re.compile(r"\(=\s*(\d+)-(\d+)\)")
_PRINTED_SPAN = re.compile(r"(?<![\d-])([A-Z]?)(\d+)-\1(\d+)\b")
_AFTER_RESIDUE = re.compile(r"after residue\s*(\d+)")
_RESIDUES_ABOVE = re.compile(r"residues\s*>\s*(\d+)")
_MOVED = re.compile(r"(NM_\d+(?:\.\d+)?)\s*->\s*(NM_\d+(?:\.\d+)?)")
_ACCESSION = re.compile(r"NM_\d+(?:\.\d+)?")
_NO_NUMBER = re.compile(r"lookup|not constant|not computable|varies|legacy exon|current =", re.IGNORECASE)
_SELDOM = re.compile(r"only (?:some|the first)|structural|sometimes|first[- ]report|not counted \(only", re.I)

CURATED_WEIGHT = 0.12
"""Prior weight of a ruler that a curated row says papers on the gene use; HGVS numbering has 1."""
SELDOM_WEIGHT = 0.03
"""The same where the row itself says that only some papers use it."""
HISTORIC_CDNA_WEIGHT = 30.0
"""Bare nucleotide numbers (no ``c.``) of a gene whose historic cDNA numbering is on record: papers that
used the historic numbers printed them bare, papers that use HGVS print ``c.``."""
OTHER_CDNA_WEIGHT = 3.5
"""Bare nucleotide numbers of a superseded reference or isoform that a curated row names."""
POSITIVE_CAP_WEIGHT = 0.05
"""Cap-site numbers were printed for the promoter (negative); positive ones are rare."""


class Offset(msgspec.Struct, frozen=True):
    """One stated number: what to add, in which molecule, counted towards which accession (or none)."""

    value: int
    molecule: Molecule
    target: str = ""


def stated_offsets(fact: NumberingFact) -> tuple[Offset, ...]:
    """The numbers that a row states, none where it says that there is no constant.

    >>> fact = NumberingFact("FUT2", "protein + cDNA", "superseded isoform start", "+11 aa, +33 nt")
    >>> [(offset.value, offset.molecule) for offset in stated_offsets(fact)]
    [(11, 'protein'), (33, 'cdna')]
    """
    text = fact.offset_to_add
    default: Molecule = "protein" if fact.molecule.lower().startswith("protein") else "cdna"
    formula = _LEGACY_FORMULA.search(text)
    if formula is not None:
        return (Offset(int(formula[1] + formula[2]), "cdna"),)
    if _NO_NUMBER.search(text) or not re.match(r"protein|cdna", fact.molecule, re.IGNORECASE):
        return ()
    found: list[Offset] = []
    aside = _PROTEIN_ASIDE.search(text)
    if aside is not None:
        found.append(Offset(int(aside[1]), "protein"))
        text = text[: aside.start()] + text[aside.end() :]
    family = ""
    for match in _NUMBER.finditer(text):
        target = match["target"] or match["moved"] or ""
        if match["minor"] or match["version"]:
            family = family or next(iter(_ACCESSION.findall(fact.reference)), "").partition(".")[0]
            target = family + (match["minor"] or match["version"])
        family = target.partition(".")[0] or family
        molecule: Molecule = {"nt": "cdna", "aa": "protein"}.get(match["unit"] or "", default)  # type: ignore[assignment]
        if int(match["value"]):
            found.append(Offset(int(match["value"]), molecule, target))
    return tuple(found)


def printed_span(fact: NumberingFact, offset: int) -> tuple[int, int]:
    """Printed numbers (1-based, inclusive) between which a row holds; open where it does not say.

    >>> printed_span(NumberingFact("COL1A1", "protein", "triple-helix numbering", "+178",
    ...     span="helix 1-1014 (= 179-1192)"), 178)
    (1, 1014)
    """
    if match := _TARGET_SPAN.search(fact.span):
        return int(match[1]) - offset, int(match[2]) - offset
    if match := _AFTER_RESIDUE.search(fact.span):
        return int(match[1]) + 1, LAST
    if match := _RESIDUES_ABOVE.search(fact.span):
        return int(match[1]) + 1, LAST
    if match := _PRINTED_SPAN.search(fact.span):
        low, high = int(match[2]), int(match[3])
        if low < high and "negative" not in fact.span and "exon" not in fact.span:
            return low, high
        if "negative" in fact.span:
            return FIRST, high
    return FIRST, LAST


def scheme_name(convention: str, molecule: Molecule) -> str:
    """The stable name of a convention, from its words.

    >>> scheme_name("mature mitochondrial protein (transit peptide removed)", "protein")
    'mature_protein'
    >>> scheme_name("initiator methionine not counted", "protein")
    'initiator_met_not_counted'
    """
    words = convention.lower()
    for needle, name in (
        ("triple", "triple_helix"),
        ("initiator", "initiator_met_not_counted"),
        ("met not counted", "initiator_met_not_counted"),
        ("met sometimes", "initiator_met_not_counted"),
        ("cap-site", "cap_site"),
        ("tss", "cap_site"),
        ("mature codon", "mature_codon_cdna"),
        ("chain", "chain"),
        ("amyloid", "chain"),
        ("proinsulin", "chain"),
        ("neurophysin", "chain"),
        ("mature", "mature_protein"),
        ("historic", "historic_cdna"),
        ("legacy nt", "historic_cdna"),
        ("koenig", "historic_cdna"),
        ("superseded isoform", "isoform"),
        ("superseded", "superseded_reference"),
        ("isoform", "isoform"),
        ("-aa ", "isoform"),
        ("app695", "isoform"),
        ("ullrich", "isoform"),
        ("second-met", "isoform"),
        ("partial cdna", "superseded_reference"),
        ("version", "superseded_reference"),
        ("same", "superseded_reference"),
    ):
        if needle in words:
            return name
    return "historic_cdna" if molecule == "cdna" else "superseded_reference"


def curated_schemes(fact: NumberingFact) -> Iterator[Scheme]:
    """Every scheme that one row defines, towards the accession that the row counts to."""
    moved = _MOVED.search(fact.reference)
    accessions = _ACCESSION.findall(fact.reference)
    words = f"{fact.convention} {fact.span} {fact.offset_to_add}"
    seldom = _SELDOM.search(words) is not None
    for offset in stated_offsets(fact):
        reference = offset.target or (moved[2] if moved else accessions[0] if accessions else "")
        first, last = printed_span(fact, offset.value) if offset.molecule == "protein" else (FIRST, LAST)
        scheme = Scheme(
            name=scheme_name(fact.convention, offset.molecule),
            molecule=offset.molecule,
            offset=offset.value,
            first=first,
            last=last,
            reference=reference,
            origin="curated",
            weight=SELDOM_WEIGHT if seldom else CURATED_WEIGHT,
            title=fact.convention,
            source=fact.source.split(" | ")[0],
        )
        if offset.molecule == "protein" or seldom:
            yield scheme
        elif scheme.name == "cap_site":
            yield msgspec.structs.replace(scheme, last=-1, weight=HISTORIC_CDNA_WEIGHT)
            yield msgspec.structs.replace(scheme, first=1, last=-offset.value, weight=POSITIVE_CAP_WEIGHT)
        else:
            historic = scheme.name in ("historic_cdna", "mature_codon_cdna")
            weight = HISTORIC_CDNA_WEIGHT if historic else OTHER_CDNA_WEIGHT
            yield msgspec.structs.replace(scheme, weight=weight)


_TAIL_PAIR = re.compile(r"(\d{4,})\s*=\s*c\.(-?\d+)")
_TAIL = 1000


def tail_schemes(fact: NumberingFact) -> Iterator[Scheme]:
    """A ruler made of the last three digits of a chromosome coordinate (TERT C228T, C250T).

    The row gives coordinates with their c. positions; two that agree on strand and distance make the ruler.

    >>> fact = NumberingFact("TERT", "promoter", "last digits of the hg19 coordinate",
    ...     "1295228 = c.-124; 1295250 = c.-146", reference="NM_198253")
    >>> [scheme.position(228) for scheme in tail_schemes(fact)]
    [-124]
    """
    pairs = [(int(match[1]), int(match[2])) for match in _TAIL_PAIR.finditer(fact.offset_to_add)]
    if "last digits" not in fact.convention or len(pairs) < 2:
        return
    sums = {coordinate + position for coordinate, position in pairs}
    if len(sums) != 1 or any(position >= 0 for _, position in pairs):
        return
    start = sums.pop() % _TAIL
    yield Scheme(
        "genome_tail",
        "cdna",
        start,
        first=start + 1,
        last=_TAIL - 1,
        reference=next(iter(_ACCESSION.findall(fact.reference)), ""),
        origin="curated",
        weight=2 * HISTORIC_CDNA_WEIGHT,
        title=fact.convention,
        source=fact.source.split(" | ")[0],
        reverse=True,
    )


def isoform_moves(facts: Iterable[NumberingFact]) -> Iterator[tuple[str, str, Offset]]:
    """(from, to, offset) for each row that states how one accession's numbers become another's."""
    for fact in facts:
        moved = _MOVED.search(fact.reference)
        if moved is not None:
            for offset in stated_offsets(fact):
                yield moved[1], offset.target or moved[2], offset
