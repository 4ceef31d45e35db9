"""Names of genes without a sequence, held against each other: what can honestly be put together.

Nothing can be looked up for them, so only three things join: the same description on the same reference;
DNA descriptions that one row gives for one variant; and, defeasibly, a protein description with the one DNA
description that gives it by counting and the genetic code (``codons``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import msgspec

from varsyn.curation.cases import Case
from varsyn.curation.codons import affected_codon, compatible, is_only_cause, relation
from varsyn.curation.fitting import Fits, accident, agreement, kind_of
from varsyn.curation.pairs import OTHER_CAUSE, Pairing
from varsyn.curation.placement import Placement
from varsyn.curation.rulers import Frames, Place
from varsyn.curation.statements import Statement
from varsyn.model import Link, Reading

SURE = 0.95
"""Fits that are less sure join nothing."""
STATED = "stated_in_row"
"""Evidence of a link between two DNA descriptions that one row gives for one variant."""


class Related(msgspec.Struct):
    """The outcome: the placements with their keys, links between DNA descriptions, pairings by case."""

    placements: list[Placement]
    links: list[Link]
    pairings: dict[int, Pairing]
    only_causes: dict[str, float]
    """Keys of protein changes that join their only cause, with the probability of that."""
    nodes: set[str]
    """Keys of DNA descriptions that the links speak of."""


def relate(cases: Sequence[Case], placements: Sequence[Placement], known: Mapping[str, set[str]]) -> Related:
    """Settle the unchecked names of a table together; everything else is left as it is.

    Parameters
    ----------
    known: protein key to the keys of DNA variants that an index knows with it.

    The outcome depends on which rows the table has, not on their order.
    """
    related = Related(list(placements), [], {}, {}, set())
    unchecked = [number for number, placed in enumerate(placements) if placed.statements]
    if not unchecked:
        return related
    frames = Frames(
        (_place(cases[number], placements[number], one), one)
        for number in unchecked
        for one in placements[number].statements
    )
    owners: dict[str, _Gene] = {}
    for number in unchecked:
        case, placed = cases[number], placements[number]
        placed_as = [(one, _place(case, placed, one)) for one in placed.statements]
        keyed = [(key, one) for one, place in placed_as if (key := frames.key(place, one))]
        related.placements[number] = _settled(placed, keyed)
        if keyed:
            first, place = placed_as[0]
            owners.setdefault(frames.owner(place, first), _Gene()).add(number, case.papers, keyed)
    for name in sorted(owners):
        owners[name].relate(related, known)
    return related


def _place(case: Case, placed: Placement, statement: Statement) -> Place:
    species = next((one.species for one in case.mentions if one.species), "") or ""
    return Place(placed.gene or case.gene or statement.gene, species, case.document)


Keyed = tuple[str, Statement]


def _settled(placed: Placement, keyed: Sequence[Keyed]) -> Placement:
    """The placement with the key of its first description, DNA before protein; without one, no set."""
    if not keyed:
        return msgspec.structs.replace(placed, key="", level="", protein_key="")
    key, first = keyed[0]
    protein = next((name for name, one in keyed if one.protein), "")
    warnings, notes = list(placed.warnings), list(placed.notes)
    disagree = placed.disagree
    for name, other in keyed[1:]:
        if other.protein and not first.protein and _contradicts(first.reading, other.reading):
            text = f"by counting and the genetic code {first.change} cannot give {other.change}"
            warnings.append(("pair_against_code", text))
            notes.append(f"pair_against_code: {text}")
        elif not other.protein and other.genomic == first.genomic and _same_frame(key, name):
            disagree = disagree or f"the row also says {other.change}"
    if disagree and not placed.disagree:
        notes.append(f"columns_disagree: {disagree}")
    return msgspec.structs.replace(
        placed,
        key=key,
        level="protein" if first.protein else "allele",
        protein_key=protein,
        hgvs_c=placed.hgvs_c or ("" if first.protein or first.genomic else first.change),
        hgvs_p=placed.hgvs_p or next((one.reading.hgvs for _, one in keyed if one.protein), ""),
        warnings=tuple(warnings),
        notes=tuple(notes),
        disagree=disagree,
    )


def _same_frame(key: str, other: str) -> bool:
    """Whether two keys are different changes on one reference."""
    return key != other and key.partition(":")[0] == other.partition(":")[0]


def _contradicts(dna: Reading, protein: Reading) -> bool:
    if affected_codon(dna) is None or protein.edit not in ("sub", "fs"):
        return False
    return relation(dna, protein) == "no"


class _Gene:
    """The unchecked names of one gene."""

    def __init__(self) -> None:
        self.dna: dict[str, Reading] = {}
        """Keys of coding DNA descriptions."""
        self.printed: dict[str, list[Reading]] = defaultdict(list)
        """DNA key to the protein descriptions that rows print with it."""
        self.proteins: dict[str, Reading] = {}
        self.alone: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
        """Protein key to the (case, papers) of the rows that say no more than that."""
        self.papers: dict[str, _Paper] = defaultdict(_Paper)
        self.all = _Paper()
        self.claims: set[tuple[Keyed, Keyed]] = set()

    def add(self, case: int, papers: tuple[str, ...], keyed: Sequence[Keyed]) -> None:
        dna = [(key, one) for key, one in keyed if not one.protein]
        proteins = [(key, one.reading) for key, one in keyed if one.protein and one.reading.edit != "allele"]
        self.proteins.update(proteins)
        places = [self.all, *(self.papers[paper] for paper in papers)]
        if not dna and proteins:
            key = proteins[0][0]
            self.alone[key].append((case, papers))
            for place in places:
                place.alone.add(key)
        for key, one in dna:
            if one.genomic or one.reading.edit == "allele":
                continue
            self.dna[key] = one.reading
            self.printed[key] += [half for _, half in proteins]
            for place in places:
                if key not in place.dna:
                    place.kinds[kind_of(one.reading)] += 1
                place.dna.add(key)
                place.pairs |= {(key, half) for half, _ in proteins}
        self.claims |= {(a, b) for a, b in combinations(dna, 2) if a[0] != b[0]}

    def relate(self, related: Related, known: Mapping[str, set[str]]) -> None:
        related.links += _links(self.claims)
        related.nodes |= {key for pair in self.claims for key, _ in pair}
        fits = Fits(self.dna, self.printed)
        found = {key: fits.of(self.proteins[key]) for key in self.alone}
        codons = (affected_codon(one) or 1 for one in self.dna.values())
        residues = (int(one.start) for one in self.proteins.values() if one.start.isdigit())
        length = max(codons, default=1), max(residues, default=1)
        for place in (self.all, *self.papers.values()):
            place.judge(self, found, max(length))
        for key, (gives, may) in found.items():
            protein, causes = self.proteins[key], tuple(sorted(gives))
            if len(causes) == 1 and not known.get(key, set()) - gives:
                if not may and is_only_cause(self.dna[causes[0]], protein):
                    chance = self.all.same / (1 + accident(protein, self.all.rivals(protein), max(length)))
                    if chance >= SURE:
                        related.only_causes[key] = chance
                        self._set_causes(related, key, causes)
                        continue
                for case, papers in self.alone[key]:
                    chance = min(
                        (self._chance(key, gives, may, paper, max(length)) for paper in papers), default=0
                    )
                    if chance >= SURE:
                        related.pairings[case] = Pairing(causes[0], "codon_match", chance)
            elif len(causes) > 1:
                self._set_causes(related, key, causes)

    def _set_causes(self, related: Related, key: str, causes: tuple[str, ...]) -> None:
        for case, _ in self.alone[key]:
            related.placements[case] = msgspec.structs.replace(related.placements[case], causes=causes)

    def _chance(self, key: str, gives: set[str], may: set[str], paper: str, length: int) -> float:
        """Probability that a protein change of a paper is its DNA change that gives it; 0 where open."""
        place = self.papers[paper]
        if not gives <= place.dna or may & place.dna:
            return 0.0
        (cause,) = gives
        if not all(compatible(self.proteins[key], self.proteins[other]) for other in place.given[cause]):
            return 0.0
        by_accident = accident(self.proteins[key], place.rivals(self.proteins[key]), length)
        return place.same / (1 + by_accident) * (1 - OTHER_CAUSE)


class _Paper:
    """What one paper (or the whole table) names of a gene."""

    def __init__(self) -> None:
        self.dna: set[str] = set()
        self.kinds: Counter[str] = Counter()
        self.alone: set[str] = set()
        """Keys of protein descriptions without a DNA description beside them."""
        self.pairs: set[tuple[str, str]] = set()
        """(DNA key, protein key) of descriptions printed side by side."""
        self.given: dict[str, set[str]] = defaultdict(set)
        """DNA key to the keys of the protein descriptions that it gives."""
        self.same = 0.0
        """Probability that its c. and p. numbers count on one reference."""

    def rivals(self, protein: Reading) -> int:
        """How many DNA changes are of the kind that could give a protein change."""
        return self.kinds[kind_of(protein)] + self.kinds["open"]

    def judge(self, gene: _Gene, found: Mapping[str, tuple[set[str], set[str]]], length: int) -> None:
        fits, tried, expected = 0, len(self.alone), 0.0
        for key in self.alone:
            here = found[key][0] & self.dna
            fits += bool(here)
            expected += accident(gene.proteins[key], self.rivals(gene.proteins[key]), length)
            for cause in here:
                self.given[cause].add(key)
        for cause, key in self.pairs:
            verdict = relation(gene.dna[cause], gene.proteins[key])
            if verdict != "may" and affected_codon(gene.dna[cause]) is not None:
                fits += verdict == "gives"
                tried += 1
                expected += accident(gene.proteins[key], 1, length)
        self.same = agreement(fits, tried, expected)


def _links(pairs: Iterable[tuple[Keyed, Keyed]]) -> list[Link]:
    """Links between DNA descriptions that rows give for one variant, where rows do not contradict each other.

    Two descriptions on one reference are two variants: what would put them into one set is left out whole.
    """
    parent: dict[str, str] = {}
    members: dict[str, Statement] = {}

    def find(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    found = sorted({(min(a[0], b[0]), max(a[0], b[0])) for a, b in pairs})
    for (one, first), (other, second) in pairs:
        members[one], members[other] = first, second
        low, high = sorted((find(one), find(other)))
        parent[high] = low
    groups: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for key, statement in members.items():
        groups[find(key)].append((key.partition(":")[0], statement.genomic))
    sound = {root for root, seen in groups.items() if len(seen) == len(set(seen))}
    return [Link("same_allele", one, other, evidence=(STATED,)) for one, other in found if find(one) in sound]
