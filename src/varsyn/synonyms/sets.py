"""Synonym sets from nodes and links: the one place where it is decided what merges and what does not.

A pure function of its arguments: no storage, no sequences, no order. The index applies it to the
neighbourhood of what changed, the de-duplication of a table to the whole table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Literal

import msgspec

from varsyn.model import ALLELE_PRESERVING, Link

ApartReason = Literal[
    "several_causes", "no_single_base_cause", "other_dna_variant", "cause_not_seen",
    "several_pairs", "curated_different", "curated_elsewhere",
]  # fmt: skip

PAIR_EVIDENCE = "printed_as_pair"
"""Evidence on a ``unique_cause`` link whose document prints both the DNA and the protein description."""


class Node(msgspec.Struct, frozen=True):
    """Something that can be a member of a synonym set: a variant key, or one description of it.

    ``id`` names it in links; it is the ``key`` itself unless a description needs a life of its own (a
    protein description that one document pairs with a DNA variant). ``causes`` are the keys of all
    single-base DNA causes of a protein-level node.

    >>> Node("p:IGF1R:R511Q", "protein", "p:IGF1R:R511Q", causes=("c:IGF1R:1532G>A",)).key
    'p:IGF1R:R511Q'
    """

    id: str
    level: Literal["allele", "protein"]
    protein_key: str | None = None
    key: str = ""
    causes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.key:
            msgspec.structs.force_setattr(self, "key", self.id)


class Join(msgspec.Struct, frozen=True, order=True):
    """A defeasible join in effect: ``subject`` (protein) counts as the DNA variant ``object``.

    ``reason`` is ``only_cause`` (the only single-base cause, and no other DNA variant of the same protein
    change is known) or ``printed_as_pair`` (one document prints both).
    """

    subject: str
    object: str
    reason: str


class Apart(msgspec.Struct, frozen=True, order=True):
    """Why a protein-level node stands by itself; ``others`` are the DNA variants it could have been."""

    subject: str
    reason: ApartReason
    others: tuple[str, ...] = ()


class Conflict(msgspec.Struct, frozen=True, order=True):
    """Two people contradict each other, or a person's "different" cuts what the machine holds equal.

    ``settled`` is False where people contradict each other: their joins in that set are left out and the
    machine's grouping stands until the conflict is settled. It is True where the machine simply gave way.
    """

    subject: str
    object: str
    settled: bool
    through: tuple[str, ...] = ()
    """The nodes that were held together, sorted."""


class SynonymSet(msgspec.Struct, frozen=True):
    """All descriptions of one variant: node ids, sorted; ``id`` is made of the smallest key."""

    id: str
    members: tuple[str, ...]
    joins: tuple[Join, ...] = ()


class SynonymSets(msgspec.Struct, frozen=True):
    """The outcome: sets (ordered by id), where each node went, what was kept apart, what contradicts."""

    sets: tuple[SynonymSet, ...]
    home: Mapping[str, str]
    """Node id to set id."""
    apart: tuple[Apart, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def set_id(keys: Iterable[str]) -> str:
    """The identifier of the set whose members have these keys: a digest of the smallest one.

    It depends on no order and no history, so that two tables that hold the same variant name it alike.

    >>> set_id(["b", "a"]) == set_id(["a"])
    True
    >>> set_id(["a"])
    'VS-40f89e395b66422f'
    """
    return "VS-" + blake2b(min(keys).encode(), digest_size=8).hexdigest()


def make_sets(nodes: Iterable[Node], links: Iterable[Link] = ()) -> SynonymSets:
    """Put nodes into synonym sets (design 5.2); the result does not depend on the order of the arguments.

    * ``respelling``, ``same_allele``, ``legacy_numbering`` and ``curated_same`` links merge.
    * A protein-level node joins its only single-base cause while that is a node here and no DNA variant of
      another set has the same protein key; or the one DNA variant that its document pairs it with (a
      ``unique_cause`` link with the evidence ``printed_as_pair``).
    * ``curated_different`` outranks whatever the machine would merge; where it contradicts
      ``curated_same``, the conflict is reported and the people's joins of that set are left out.
    * Every other link type leaves the sets alone.

    Links to something that is no node are ignored.

    >>> dna, protein = Node("K", "allele", "P"), Node("P", "protein", "P", causes=("K",))
    >>> [s.members for s in make_sets([dna, protein]).sets]
    [('K', 'P')]
    >>> second = Node("K2", "allele", "P")
    >>> sorted(s.members for s in make_sets([dna, protein, second]).sets)
    [('K',), ('K2',), ('P',)]
    """
    by_id = {node.id: node for node in nodes}
    edges = _Edges.of(by_id, links)
    conflicts: list[Conflict] = []
    base = _components(by_id, edges.machine | edges.people)
    if edges.different:
        edges, conflicts = _give_way(by_id, edges, base)
        base = _components(by_id, edges.machine | edges.people)
    joins, apart = _join_proteins(by_id, base, edges)
    joined = {(join.subject, join.object) for join in joins}
    alike = _same_key(by_id, base, joins, edges)
    home = _components(by_id, edges.machine | edges.people | joined | alike)
    return _outcome(by_id, home, joins, apart, conflicts)


Pair = tuple[str, str]


class _Edges(msgspec.Struct):
    """Links between known nodes, as sorted pairs, by how much they weigh."""

    machine: set[Pair]
    people: set[Pair]
    different: set[Pair]
    paired: dict[str, set[str]]
    """Protein node to the DNA nodes that its document prints it with."""

    @classmethod
    def of(cls, by_id: Mapping[str, Node], links: Iterable[Link]) -> _Edges:
        edges = cls(set(), set(), set(), defaultdict(set))
        for link in links:
            if link.subject not in by_id or link.object not in by_id or link.subject == link.object:
                continue
            pair = _pair(link.subject, link.object)
            if link.type == "curated_different":
                edges.different.add(pair)
            elif link.type == "curated_same":
                edges.people.add(pair)
            elif link.type in ALLELE_PRESERVING:
                edges.machine.add(pair)
            elif link.type == "unique_cause" and PAIR_EVIDENCE in link.evidence:
                edges.paired[link.subject].add(link.object)
        return edges


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one <= other else (other, one)


def _components(by_id: Mapping[str, Node], pairs: Iterable[Pair]) -> dict[str, str]:
    """Each node's component, named by its smallest member (union-find with path halving)."""
    parent = {name: name for name in by_id}

    def find(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for one, other in pairs:
        one, other = find(one), find(other)
        if one != other:
            low, high = _pair(one, other)
            parent[high] = low
    return {name: find(name) for name in by_id}


def _give_way(
    by_id: Mapping[str, Node], edges: _Edges, home: Mapping[str, str]
) -> tuple[_Edges, list[Conflict]]:
    """Cut what a person's "different" forbids: machine edges first; contradicting people are all left out."""
    broken = sorted(pair for pair in edges.different if home[pair[0]] == home[pair[1]])
    members: dict[str, list[str]] = defaultdict(list)
    for name in sorted(by_id):
        members[home[name]].append(name)
    touched = {name for pair in broken for name in pair}
    kept = {p for p in edges.machine if not (p in edges.different or p[0] in touched or p[1] in touched)}
    people = edges.people
    direct = edges.machine - edges.different
    after_direct = _components(by_id, direct | people)
    # The forbidden edge alone goes where that is enough; else every machine edge of the two nodes goes.
    still = {home[p[0]] for p in broken if after_direct[p[0]] == after_direct[p[1]]}
    machine = {p for p in direct if home[p[0]] not in still} | {p for p in kept if home[p[0]] in still}
    after_machine = _components(by_id, machine | people)
    hopeless = {home[p[0]] for p in broken if after_machine[p[0]] == after_machine[p[1]]}
    if hopeless:
        # People contradict each other here: none of their joins counts, and the machine's grouping stands.
        machine = {p for p in machine if home[p[0]] not in hopeless}
        machine |= {p for p in direct if home[p[0]] in hopeless}
        people = {p for p in people if home[p[0]] not in hopeless}
    conflicts = [
        Conflict(one, other, home[one] not in hopeless, tuple(members[home[one]])) for one, other in broken
    ]
    return _Edges(machine, people, edges.different, edges.paired), conflicts


def _join_proteins(
    by_id: Mapping[str, Node], home: Mapping[str, str], edges: _Edges
) -> tuple[list[Join], list[Apart]]:
    alleles_of: dict[str, set[str]] = defaultdict(set)
    has_allele: dict[str, set[str]] = defaultdict(set)
    forbidden = {(home[a], home[b]) for a, b in edges.different}
    forbidden |= {(b, a) for a, b in forbidden}
    for node in by_id.values():
        if node.level == "allele":
            has_allele[home[node.id]].add(node.id)
            if node.protein_key:
                alleles_of[node.protein_key].add(node.id)
    wanted: dict[str, list[Join]] = defaultdict(list)
    apart: list[Apart] = []
    for name in sorted(by_id):
        node = by_id[name]
        if node.level != "protein" or has_allele[home[name]]:
            # A person has already said which DNA variant this is, or it is one.
            continue
        verdict = _cause_of(node, by_id, home, alleles_of, edges.paired.get(name, set()))
        if isinstance(verdict, Apart):
            apart.append(verdict)
        elif (home[name], home[verdict.object]) in forbidden:
            apart.append(Apart(name, "curated_different", (verdict.object,)))
        else:
            wanted[home[name]].append(verdict)
    joins: list[Join] = []
    for group in wanted.values():
        # Descriptions that people merged may want different DNA variants: then none of them joins.
        if len({home[join.object] for join in group}) == 1:
            joins += group
        else:
            apart += [Apart(join.subject, "curated_elsewhere", (join.object,)) for join in group]
    return sorted(joins), sorted(apart)


def _same_key(
    by_id: Mapping[str, Node], home: Mapping[str, str], joins: list[Join], edges: _Edges
) -> set[Pair]:
    """Pairs of protein-level nodes with one key that joined nothing: one protein change, one set."""
    gone = {home[join.subject] for join in joins}
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(by_id):
        if by_id[name].level == "protein" and home[name] not in gone:
            groups[by_id[name].key].append(name)
    pairs: set[Pair] = set()
    for names in groups.values():
        inside = set(names)
        cut = {
            name
            for pair in edges.different
            if inside.issuperset(pair)
            for name in pair
            if name != by_id[name].key
        }
        alike = [name for name in names if name not in cut]
        pairs |= {(alike[0], other) for other in alike[1:]}
    return pairs


def _cause_of(
    node: Node,
    by_id: Mapping[str, Node],
    home: Mapping[str, str],
    alleles_of: Mapping[str, set[str]],
    paired: set[str],
) -> Join | Apart:
    if paired:
        if len({home[name] for name in paired}) == 1:
            return Join(node.id, min(paired), PAIR_EVIDENCE)
        return Apart(node.id, "several_pairs", tuple(sorted(paired)))
    known = alleles_of.get(node.protein_key or "", set())
    if len(node.causes) != 1:
        reason: ApartReason = "several_causes" if node.causes else "no_single_base_cause"
        return Apart(node.id, reason, tuple(sorted(known | set(node.causes))))
    cause = node.causes[0]
    if cause not in by_id:
        reason = "other_dna_variant" if known else "cause_not_seen"
        return Apart(node.id, reason, tuple(sorted(known | {cause})))
    others = {name for name in known if home[name] != home[cause]}
    if others:
        return Apart(node.id, "other_dna_variant", tuple(sorted(others | {cause})))
    return Join(node.id, cause, "only_cause")


def _outcome(
    by_id: Mapping[str, Node],
    home: Mapping[str, str],
    joins: list[Join],
    apart: list[Apart],
    conflicts: list[Conflict],
) -> SynonymSets:
    members: dict[str, list[str]] = defaultdict(list)
    for name in sorted(by_id):
        members[home[name]].append(name)
    joins_of: dict[str, list[Join]] = defaultdict(list)
    for join in joins:
        joins_of[home[join.subject]].append(join)
    named: dict[str, SynonymSet] = {}
    # The set that holds the key itself goes first, so that it is the one that gets its name.
    for root, names in sorted(members.items(), key=lambda item: not any(by_id[n].key == n for n in item[1])):
        # Named after a DNA variant where there is one, so that a protein description that joins or
        # leaves does not rename the set; a description that stands apart is named after itself.
        inside = [by_id[name] for name in names]
        alleles = [node.key for node in inside if node.level == "allele"]
        identifier = set_id(alleles or [node.key for node in inside])
        if identifier in named:
            # A person took this description out of the set of its own key.
            identifier = set_id(names)
        named[identifier] = SynonymSet(identifier, tuple(names), tuple(joins_of[root]))
    where = {name: one.id for one in named.values() for name in one.members}
    ordered = tuple(named[identifier] for identifier in sorted(named))
    return SynonymSets(ordered, where, tuple(apart), tuple(sorted(conflicts)))
