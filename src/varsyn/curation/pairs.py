"""Protein descriptions and the DNA variants that their own document gives for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from varsyn.curation.cases import Case
from varsyn.curation.placement import Placement
from varsyn.curation.statements import UNCHECKED
from varsyn.synonyms.fold import fold
from varsyn.synonyms.sets import PAIR_EVIDENCE, Node

OTHER_CAUSE = 0.02
"""Chance that a paper which prints a protein change and one DNA change that gives it means another one.

Of 87 protein changes that curated papers print with their DNA change, one was printed with two (the evidence
tables of docs/benchmarks.md, "De-duplication"): (1 + 1) / (87 + 2).
"""


class Pairing(msgspec.Struct, frozen=True):
    """The DNA variant that a protein description of a document joins, why, and how sure that is (0 to 1)."""

    key: str
    reason: str
    probability: float = 1.0


def pairings_of(
    cases: Sequence[Case], placements: Sequence[Placement], known: Iterable[Node] = ()
) -> dict[int, list[Pairing]]:
    """Protein-only cases to the DNA variants of their document that they may be.

    * ``printed_as_pair``: the document prints the two side by side, in the same spelling (folded); or it has
      one DNA variant that gives exactly this protein change and no single base change could (a frameshift,
      an in-frame deletion).
    * ``one_dna_in_document``: its paper has exactly one DNA variant that gives this protein change, and
      neither table nor index (``known``) has another one with it.

    Several pairings of one case leave it apart. Names that no sequence could be held against pair only as
    printed; the rest of them is in ``unchecked``.
    """
    alleles: dict[str, list[Placement]] = defaultdict(list)
    printed_in: dict[str, set[str]] = defaultdict(set)
    everywhere: dict[str, set[str]] = defaultdict(set)
    for node in known:
        if node.level == "allele" and node.protein_key:
            everywhere[node.protein_key].add(node.id)
    for case, placed in zip(cases, placements, strict=True):
        if placed.level == "allele" and placed.key:
            everywhere[placed.protein_key].add(placed.key)
            if case.document:
                alleles[case.document].append(placed)
            for paper in case.papers:
                printed_in[paper].add(placed.key)
    frameshifts = _frameshifts(everywhere)
    found: dict[int, list[Pairing]] = {}
    for number, (case, placed) in enumerate(zip(cases, placements, strict=True)):
        if placed.level == "allele" or case.document not in alleles:
            continue
        if placed.status not in ("resolved", "ambiguous", "mismatch", *UNCHECKED):
            continue
        spellings = {fold(mention.text) for mention in case.mentions}
        inside = alleles[case.document]
        checked = bool(placed.key) and placed.status not in UNCHECKED
        printed = {
            one.key
            for one in inside
            if (one.gene == placed.gene and spellings.intersection(one.pair))
            or (checked and not placed.causes and one.protein_key == placed.protein_key)
        }
        if printed:
            found[number] = [Pairing(key, PAIR_EVIDENCE) for key in sorted(printed)]
        elif checked and not placed.listed:
            giving = set(everywhere.get(placed.protein_key, ()))
            for longer in frameshifts.get(stem(placed.protein_key), ()):
                if covers(placed.protein_key, longer):
                    giving |= everywhere[longer]
            beside = case.papers and all(giving <= printed_in[paper] for paper in case.papers)
            if len(giving) == 1 and beside and giving != set(placed.causes):
                found[number] = [Pairing(giving.pop(), "one_dna_in_document", 1 - OTHER_CAUSE)]
    return found


def _frameshifts(protein_keys: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key in sorted(protein_keys):
        if stem(key):
            found[stem(key)].append(key)
    return found


def stem(protein_key: str) -> str:
    """What all keys of frameshifts from one residue begin with; empty for other changes.

    >>> stem("NP_000866.1:140:Ifs:S:19"), stem("NP_000866.1:510:1:Q")
    ('NP_000866.1:140:Ifs', '')
    """
    parts = protein_key.split(":")
    return ":".join(parts[:3]) if len(parts) > 2 and parts[2].endswith("fs") else ""


def covers(short: str, full: str) -> bool:
    """Whether a frameshift key says the same as a fuller one, in less detail.

    >>> covers("NP_000866.1:140:Ifs", "NP_000866.1:140:Ifs:S:19")
    True
    >>> covers("NP_000866.1:140:Ifs::20", "NP_000866.1:140:Ifs:S:19")
    False
    """
    if not stem(short) or stem(short) != stem(full):
        return False
    less, more = short.split(":")[3:], full.split(":")[3:]
    return all(not said or said == other for said, other in zip(less, [*more, "", ""], strict=False))
