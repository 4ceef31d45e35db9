"""All hypotheses of a mention within one gene, and the weight of "none of these"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from varsyn.model import Evidence, Reading
from varsyn.model.residues import THREE_TO_ONE
from varsyn.resolution import dna_side, protein_side
from varsyn.resolution.exon_side import exon_hypotheses, names_exons
from varsyn.resolution.hypothesis import Hypothesis
from varsyn.resolution.listed import listed_hypotheses, on_record
from varsyn.resolution.probability import (
    ACCESSION_STANDARD,
    ACCESSION_UNKNOWN,
    BARE_DNA_UNKNOWN,
    BARE_PROTEIN_UNKNOWN,
    BARE_UNCHECKED_UNKNOWN,
    CDNA_PREFIX_STANDARD,
    DNA_FIRST,
    LISTED_BARE_DNA,
    NICKNAME_RATIO,
    OLD_SYNTAX_STANDARD,
    ON_RECORD,
    OTHER_MOLECULE,
    OTHER_THAN_NAME,
    PREFIX_STANDARD,
    PREFIXED_ELSEWHERE_UNKNOWN,
    PREFIXED_UNKNOWN,
    SECOND_READING,
    bases_ratio,
    letters_ratio,
)

if TYPE_CHECKING:
    from varsyn.reference import LegacyName
    from varsyn.resolution.gene_context import GeneContext

_DIGITS = re.compile(r"\d+")
_PREFIX = re.compile(r"(?<![A-Za-z])p\.")
_DNA = frozenset(("c", "n", "r", None))


def hypotheses_in(readings: Sequence[Reading], context: GeneContext, text: str) -> list[Hypothesis]:
    """Every reading under every ruler of the gene, with the variants that name lists give.

    ``text`` is the mention as printed: a printed ``p.`` or ``c.`` speaks for HGVS numbers.
    """
    if len(readings) == 1 and not context.names:
        return reading_hypotheses(readings[0], context, text)
    both = {reading.coordinate == "p" for reading in readings} == {True, False}
    # del45-50 without bases: where the gene has such exons, exons are meant.
    exons = any(names_exons(one) and list(exon_hypotheses(one, context, 1.0)) for one in readings)
    by_ruler: list[tuple[bool, Hypothesis]] = []
    listed: list[tuple[bool, Hypothesis]] = []
    count = {True: 0, False: 0}
    for reading in readings:
        protein = reading.coordinate == "p"
        if not protein and reading.coordinate not in _DNA:
            continue
        weight = SECOND_READING if count[protein] else 1.0
        count[protein] += 1
        if both:
            weight *= (1 - DNA_FIRST) if protein else DNA_FIRST
        if exons:
            weight = 1.0 if names_exons(reading) else SECOND_READING
        found = reading_hypotheses(reading, context, text, weight)
        if reading.coordinate is None:
            _known_variants(found, context)
        by_ruler += [(protein, one) for one in found]
        listed += [(protein, one) for one in _listed(reading, context, found)]
    spoken = {protein for protein, _ in listed}
    if both and len(spoken) == 1:
        for protein, one in by_ruler:
            if protein not in spoken:
                one.weight *= OTHER_MOLECULE
    if not listed and context.names and (rows := nickname_rows(context, text)):
        listed = [(False, one) for one in listed_hypotheses(rows, context, None, NICKNAME_RATIO)]
        if listed:
            for _, one in by_ruler:
                one.weight *= OTHER_THAN_NAME
    return [one for _, one in (*by_ruler, *listed)]


def _known_variants(found: Sequence[Hypothesis], context: GeneContext) -> None:
    """Rulers under which a bare nucleotide name means a variant of the gene's list count for more."""
    numbers = context.names.numbers
    for one in found:
        if not one.fits or one.allele is None:
            continue
        # A substitution stays where it is printed: most numbers are not in the list, which tells at once.
        moved = one.allele.shape != "sub"
        listed = moved or not numbers.isdisjoint(_DIGITS.findall(one.numbering.position or ""))
        if listed and on_record(one.allele, context):
            name = one.scheme.name if one.scheme is not None else ""
            one.ratio *= ON_RECORD
            one.evidence += (Evidence("variant_on_record", "a listed variant", ON_RECORD, name),)


def nickname_rows(context: GeneContext, text: str) -> Sequence[LegacyName]:
    """Listed rows whose printed name is the whole text, with or without gene words at either end."""
    rows = context.names.spelled(text)
    if rows:
        return rows
    parts = text.replace(":", " ").split()
    for cut in range(1, len(parts)):
        rows = context.names.spelled(" ".join(parts[cut:])) or context.names.spelled(" ".join(parts[:-cut]))
        if rows:
            return rows
    return ()


def _listed(reading: Reading, context: GeneContext, found: Sequence[Hypothesis]) -> list[Hypothesis]:
    """What the gene's name list says of a reading; a frameshift it explains takes over its ruler's score."""
    rows = context.names.saying(reading)
    if not rows:
        return []
    if reading.coordinate == "p":
        letter = THREE_TO_ONE.get(reading.ref[:3], "")
        luck = letters_ratio(context.frequency(letter)) if letter else 1.0
    else:
        luck = bases_ratio(reading.ref)
    listed = listed_hypotheses(rows, context, reading, max(luck, 4.0))
    if reading.coordinate == "c" and any(row.legacy.lower().startswith("c.") for row in rows):
        # The list knows this very name with its prefix: the prefix then says nothing against it.
        for one in listed:
            one.weight *= CDNA_PREFIX_STANDARD
    elif reading.coordinate is None:
        for one in listed:
            one.weight *= LISTED_BARE_DNA
    for one in listed:
        if reading.edit == "fs" and reading.ter.isdigit() and one.change is not None:
            _take_over(one, reading, found)
    return listed


def _take_over(listed: Hypothesis, reading: Reading, found: Sequence[Hypothesis]) -> None:
    change = listed.change
    if change is None or change.kind != "fs" or not change.ter.isdigit():
        return
    stop = change.start + int(change.ter) - 1
    for one in found:
        position = one.numbering.position or ""
        if one.fits and position.isdigit() and int(position) + int(reading.ter) - 1 in (stop, stop - 1):
            listed.weight += one.weight
            listed.numbering = one.numbering
            listed.evidence += one.evidence
            one.fits = False


def reading_hypotheses(
    reading: Reading, context: GeneContext, text: str, weight: float = 1.0
) -> list[Hypothesis]:
    """One reading under every ruler of the gene."""
    if reading.coordinate == "p":
        standard = PREFIX_STANDARD if prefixed(reading, text) else 1.0
        if reading.accession:
            standard *= ACCESSION_STANDARD
        found = protein_side.protein_hypotheses(reading, context, standard, weight)
        return _on_chain(found, reading.chain) if reading.chain.isascii() and reading.chain else found
    standard = CDNA_PREFIX_STANDARD if reading.coordinate else 1.0
    if any(repair.code == "insertion_side" for repair in reading.repairs):
        # c.1278insTATC is no HGVS syntax: its c. was put before an old name.
        standard = min(standard, OLD_SYNTAX_STANDARD)
    return dna_side.dna_hypotheses(reading, context, standard, weight)


_CHAIN = re.compile(r"\b([A-Z])[- ]chain\b")


def _on_chain(found: list[Hypothesis], chain: str) -> list[Hypothesis]:
    """Those that a printed chain (``F(B25)L``) leaves: it excludes HGVS numbers and other chains' rulers.

    All of them where none of those fits.
    """
    kept = []
    for one in found:
        named = _CHAIN.search(one.scheme.title) if one.scheme is not None else None
        standard = one.scheme is not None and one.scheme.standard
        if not standard and (named is None or named[1] == chain):
            kept.append(one)
    return kept if any(one.fits for one in kept) else found


def prefixed(reading: Reading, text: str) -> bool:
    """Whether the coordinate type of a protein reading is printed in the text."""
    return reading.accession is not None or ("p." in text and _PREFIX.search(text) is not None)


def unknown_weight(readings: Sequence[Reading], text: str) -> float:
    """J: the weight of "the number counts on none of these rulers" (docs/probability.md)."""
    for reading in readings:
        if reading.accession:
            return ACCESSION_UNKNOWN
    first = readings[0]
    if first.coordinate == "p":
        return PREFIXED_UNKNOWN if prefixed(first, text) else BARE_PROTEIN_UNKNOWN
    if first.coordinate is not None:
        return PREFIXED_UNKNOWN
    return BARE_DNA_UNKNOWN if first.ref and first.start.isdigit() else BARE_UNCHECKED_UNKNOWN


def doubted(
    unknown: float, readings: Sequence[Reading], text: str, hypotheses: Iterable[Hypothesis]
) -> float:
    """J once the hypotheses are known: a printed prefix whose own numbers do not fit vouches for nothing."""
    first = readings[0]
    if first.accession or any(one.fits and (one.scheme is None or one.scheme.standard) for one in hypotheses):
        return unknown
    if first.coordinate == "c":
        return max(unknown, PREFIXED_ELSEWHERE_UNKNOWN)
    return max(unknown, BARE_PROTEIN_UNKNOWN) if first.coordinate == "p" else unknown


def checked(hypotheses: Iterable[Hypothesis]) -> bool:
    """Whether a base or residue that was looked up speaks for any fitting hypothesis."""
    codes = ("base_match", "residue_match", "listed_name")
    return any(fact.code in codes for one in hypotheses if one.fits for fact in one.evidence)


def reversed_hypotheses(readings: Sequence[Reading], context: GeneContext) -> list[Hypothesis]:
    """Where nothing fits: the same readings with the letters exchanged, or an intron number one off."""
    found: list[Hypothesis] = []
    for reading in readings:
        if reading.coordinate == "p":
            found += protein_side.swapped(reading, context, 1.0)
        elif reading.coordinate in _DNA:
            found += dna_side.swapped(reading, context, 1.0)
            found += dna_side.slipped(reading, context, 1.0)
    return found
