"""From placed cases to synonym sets: nodes, links, and the reason why each case is where it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from varsyn.curation.cases import Case
from varsyn.curation.pairs import Pairing, pairings_of
from varsyn.curation.placement import Choice, Placement, damaged
from varsyn.curation.statements import UNCHECKED
from varsyn.curation.unchecked import Related
from varsyn.model import Link
from varsyn.synonyms.sets import PAIR_EVIDENCE, Apart, Join, Node, SynonymSets, make_sets


class Grouping(msgspec.Struct):
    """The sets of a table, and for each case its node ("" where it has none)."""

    sets: SynonymSets
    node_of: list[str]
    joins: Mapping[str, Join]
    apart: Mapping[str, Apart]
    outside: frozenset[str] = frozenset()
    """Nodes that no row of the table has: candidates that a decision speaks of, variants of the index."""
    pairings: Mapping[str, Pairing] = {}
    """Nodes of protein descriptions that join what their document gives for them, by inference."""
    only_causes: Mapping[str, float] = {}
    """Keys of unchecked protein changes that join their only cause, with the probability of that."""

    def set_of(self, case: int) -> str:
        """The identifier of the case's synonym set, or an empty text."""
        return self.sets.home.get(self.node_of[case], "")

    def probability_of(self, case: int, placed: Placement) -> float | None:
        """How sure it is (0 to 1) that a case is the variant of its set; None where nobody can tell."""
        node = self.node_of[case]
        if node not in self.joins:
            return placed.probability
        if placed.key in self.only_causes and node not in self.pairings:
            return self.only_causes[placed.key]
        join = self.pairings[node].probability if node in self.pairings else 1.0
        if placed.probability is None:
            return join if join < 1 else None
        return placed.probability * join


def mention_id(case: Case) -> str:
    """How decisions speak of a case: its gene and text, and its document where that was read as a whole.

    >>> mention_id(Case(("R481Q",), (), gene="IGF1R"))
    'mention:IGF1R|R481Q'
    """
    parts = [case.gene, " / ".join(case.names), *([case.document] if case.document else [])]
    return "mention:" + "|".join(parts)


def group(
    cases: Sequence[Case],
    related: Related,
    decisions: Sequence[Link] = (),
    known: Iterable[Node] = (),
) -> Grouping:
    """Make the synonym sets of a table.

    Parameters
    ----------
    related: the placements of the cases, and what joins names that no sequence can tell of.
    decisions: ``curated_same`` and ``curated_different`` links between mentions (``mention_id``) and keys.
    known: further variants, from an index: they can dissolve a join, never make a set of their own here.
    """
    placements = related.placements
    spoken_of = {name for link in decisions for name in (link.subject, link.object)}
    nodes = {key: Node(key, "allele") for key in related.nodes}
    links = [*decisions, *related.links]
    node_of: list[str] = []
    known = list(known)
    pairs = pairings_of(cases, placements, known)
    pairs |= {number: [pairing] for number, pairing in related.pairings.items() if number not in pairs}
    paired: dict[str, Pairing] = {}
    for number, (case, placed) in enumerate(zip(cases, placements, strict=True)):
        name = ""
        if placed.key and placed.level:
            # What a list says of one name holds for that name, not for every name of the protein change.
            name = f"{placed.key}@listed" if placed.listed else placed.key
            before = nodes.get(name)
            # Rows of one unchecked DNA description may print different protein halves, or none.
            said = (placed.protein_key, before.protein_key if before is not None else None)
            protein_key = min((one for one in said if one), default=None)
            nodes[name] = Node(name, placed.level, protein_key, key=placed.key, causes=placed.causes)
        if number in pairs:
            name = f"{placed.key or 'unsettled:' + mention_id(case)}@{case.document}"
            key = placed.key or name
            nodes[name] = Node(name, "protein", placed.protein_key or None, key=key, causes=placed.causes)
            for pairing in pairs[number]:
                links.append(Link("unique_cause", name, pairing.key, evidence=(PAIR_EVIDENCE,)))
                paired[name] = pairing
        own = mention_id(case)
        for general in _general_ids(case, placed) & spoken_of - {own}:
            # An index speaks of a name wherever it is printed: here that is this case.
            links += [
                _respoken(link, general, own) for link in decisions if general in (link.subject, link.object)
            ]
            spoken_of.add(own)
        if own in spoken_of:
            # A person spoke of this very mention: it becomes a node, held to its variant by a link.
            level = placed.level or "protein"
            nodes[own] = Node(own, level, placed.protein_key or None, key=placed.key or own)
            if name:
                links.append(Link("respelling", own, name))
            name = own
            _add_choices(nodes, placed.choices, spoken_of)
        node_of.append(name)
    inside = set(nodes)
    for node in known:
        nodes.setdefault(node.id, node)
    sets = make_sets(nodes.values(), links)
    apart = {one.subject: one for one in sets.apart}
    for number, placed in enumerate(placements):
        if not placed.key and node_of[number] in apart and not node_of[number].startswith("mention:"):
            # Neither settled by itself nor by what is printed beside it.
            node_of[number] = ""
    return Grouping(
        sets,
        node_of,
        joins={join.subject: join for one in sets.sets for join in one.joins},
        apart=apart,
        outside=frozenset(set(nodes) - inside),
        pairings=paired,
        only_causes=related.only_causes,
    )


def _general_ids(case: Case, placed: Placement) -> set[str]:
    return {f"mention:{gene}|{name}" for gene in (case.gene, placed.gene) for name in case.names}


def _respoken(link: Link, general: str, own: str) -> Link:
    subject, other = (own if end == general else end for end in (link.subject, link.object))
    return msgspec.structs.replace(link, subject=subject, object=other)


def _add_choices(nodes: dict[str, Node], choices: Sequence[Choice], spoken_of: set[str]) -> None:
    for choice in choices:
        if choice.key in spoken_of and choice.key not in nodes:
            nodes[choice.key] = Node(
                choice.key,
                "protein" if choice.key == choice.protein_key else "allele",
                choice.protein_key,
            )


def reason_of(grouping: Grouping, case: int, cases: Sequence[Case], placed: Placement) -> str:
    """The reason code of a case: why it is in the set it is in, or in none."""
    node = grouping.node_of[case]
    if node.startswith("mention:"):
        if not placed.key:
            return "curated_same" if _has_company(grouping, node) else placed.status
        held = grouping.sets.home[node] == grouping.sets.home.get(placed.key)
        return "curated_same" if held else "curated_different"
    if not node or (not placed.key and node in grouping.apart):
        several = placed.status == "resolved" and not placed.key
        return damaged(cases[case].damages) or ("several_variants" if several else placed.status)
    if node in grouping.joins:
        return _reason_of_join(grouping, node, placed)
    if placed.status in UNCHECKED:
        return placed.status
    if node in grouping.apart:
        return grouping.apart[node].reason
    return "curated_same" if placed.level == "protein" else "dna_description"


def _reason_of_join(grouping: Grouping, node: str, placed: Placement) -> str:
    if node in grouping.pairings:
        return grouping.pairings[node].reason
    if placed.status in UNCHECKED:
        return "codon_only_cause"
    return "name_on_list" if placed.listed else "only_cause"


def _has_company(grouping: Grouping, node: str) -> bool:
    home = grouping.sets.home[node]
    return any(other != node and where == home for other, where in grouping.sets.home.items())
