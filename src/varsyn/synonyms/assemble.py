"""From what was read to synonym sets: nodes and links for ``make_sets``, and its outcome as records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

import msgspec

from varsyn.model import Link, LinkType
from varsyn.synonyms.covering import shorter_keys
from varsyn.synonyms.nearby import AssertionRow, MentionRow, Nearby, VariantRow
from varsyn.synonyms.records import ConflictRecord, Place, SetRecord, Spelling
from varsyn.synonyms.sets import PAIR_EVIDENCE, Apart, Join, Node, SynonymSets, make_sets

ONLY_CAUSE_PROBABILITY = 0.984
"""Probability that a protein change with one single-base cause came about by it: multi-nucleotide changes
arise at 1.6 % of the rate of single-nucleotide ones (Kaplanis et al., Genome Research 29:1047, 2019)."""
PRINTED_PAIR_PROBABILITY = 0.99
"""Probability that a protein description means the DNA variant that its own document prints with it."""


class Authors(NamedTuple):
    """Names and times behind the numbers that rows carry."""

    agents: dict[bytes, str]
    times: dict[int, str]
    doers: dict[int, str]
    """Who made each log entry."""


class Assembled(NamedTuple):
    """Sets by id, the set of each variant, and the contradictions among them."""

    sets: dict[str, SetRecord]
    home: dict[bytes, str]
    conflicts: tuple[ConflictRecord, ...]

    def of(self, variant: bytes) -> SetRecord | None:
        """The set that holds a variant."""
        identifier = self.home.get(variant)
        return self.sets.get(identifier) if identifier is not None else None


def assemble(found: Nearby, authors: Authors) -> Assembled:
    """The synonym sets of what was read; a pure function, independent of the order of rows."""
    builder = _Builder(found)
    outcome = make_sets(builder.nodes.values(), builder.links)
    first = _Records(found, authors, builder, outcome)
    open_terms = {name[2:34] for name in first.contested if name.startswith("t:")}
    if not open_terms:
        return first.assembled()
    # Where people contradict each other about a description, what the machine made of it stands.
    kept = {
        identifier: a
        for identifier, a in found.assertions.items()
        if not {a.subject.hex(), a.object.hex()} & open_terms
    }
    builder = _Builder(found._replace(assertions=kept))
    outcome = make_sets(builder.nodes.values(), builder.links)
    second = _Records(found, authors, builder, outcome, open_terms).assembled()
    return second._replace(conflicts=first.conflicts())


class _Builder:
    """Nodes and links, and which mentions each node carries."""

    def __init__(self, found: Nearby) -> None:
        self.found = found
        self.nodes: dict[str, Node] = {}
        self.links: list[Link] = []
        self.carried: dict[str, list[MentionRow]] = defaultdict(list)
        self.statements: dict[tuple[str, str], list[AssertionRow]] = defaultdict(list)
        self._spoken = self._terms_spoken_of()
        self._place_mentions()
        self._place_variants()
        self._people()

    def _terms_spoken_of(self) -> set[bytes]:
        return {
            identifier
            for a in self.found.assertions.values()
            for kind, identifier in ((a.subject_kind, a.subject), (a.object_kind, a.object))
            if kind == "term"
        }

    def _place_mentions(self) -> None:
        self._alleles: dict[bytes, list[VariantRow]] = defaultdict(list)
        present = {m.variant for m in self.found.mentions.values() if m.variant is not None}
        for variant in self.found.variants.values():
            if variant.level == "allele" and variant.protein is not None and variant.id in present:
                self._alleles[variant.protein].append(variant)
        printed, paired = self._by_document()
        curated = {
            identifier
            for a in self.found.assertions.values()
            for kind, identifier in ((a.subject_kind, a.subject), (a.object_kind, a.object))
            if kind == "variant" and a.type == "curated_same"
        }
        for mention in sorted(self.found.mentions.values(), key=lambda one: one.id):
            meant = self.found.variants.get(mention.variant) if mention.variant is not None else None
            if mention.term in self._spoken:
                self._carry_term(mention, meant)
            elif meant is None:
                continue
            elif meant.level == "protein" and mention.document is not None:
                where = (mention.document, meant.id)
                together = paired.get(where) or ({} if meant.id in curated else printed.get(where, {}))
                self._carry_protein(mention, meant, together, where in paired)
            else:
                self.carried[meant.key].append(mention)

    def _by_document(
        self,
    ) -> tuple[dict[tuple[bytes, bytes], dict[str, None]], dict[tuple[bytes, bytes], dict[str, None]]]:
        """DNA variants that a document prints beside a protein change, and as a pair with it."""
        printed: dict[tuple[bytes, bytes], dict[str, None]] = defaultdict(dict)
        paired: dict[tuple[bytes, bytes], dict[str, None]] = defaultdict(dict)
        for mention in self.found.mentions.values():
            variant = self.found.variants.get(mention.variant) if mention.variant is not None else None
            if variant is None or variant.level != "allele" or variant.protein is None:
                continue
            if mention.document is None or mention.term in self._spoken:
                continue
            printed[mention.document, variant.protein][variant.key] = None
            if mention.paired or mention.document_kind == "record":
                paired[mention.document, variant.protein][variant.key] = None
        return printed, paired

    def _carry_protein(
        self, mention: MentionRow, variant: VariantRow, together: Iterable[str], as_pair: bool
    ) -> None:
        beside = sorted(together)
        if not beside or mention.document is None:
            self.carried[variant.key].append(mention)
            return
        name = f"{variant.key}@{mention.document.hex()}"
        if name not in self.nodes:
            causes = self._causes(variant) if as_pair else tuple(beside)
            self.nodes[name] = Node(name, "protein", variant.key, variant.key, causes)
            if as_pair:
                self.links += [Link("unique_cause", name, key, evidence=(PAIR_EVIDENCE,)) for key in beside]
        self.carried[name].append(mention)

    def _carry_term(self, mention: MentionRow, variant: VariantRow | None) -> None:
        """A description that a person spoke about has a life of its own."""
        name = term_node(mention.term, variant)
        if name not in self.nodes:
            self._make_term(name, mention.term, variant)
        self.carried[name].append(mention)

    def _make_term(self, name: str, term: bytes, variant: VariantRow | None) -> None:
        same = any(
            a.type == "curated_same" and term in (a.subject, a.object) for a in self.found.assertions.values()
        )
        apart = variant is not None and any(
            a.type == "curated_different" and {a.subject, a.object} == {term, variant.id}
            for a in self.found.assertions.values()
        )
        if variant is not None and variant.level == "protein" and not same:
            # It can still join a DNA variant by itself, unless that is the one a person denied.
            causes = () if apart else self._causes(variant)
            self.nodes[name] = Node(name, "protein", variant.key, variant.key, causes)
            if apart:
                self.links.append(Link("curated_different", name, variant.key))
            return
        self.nodes[name] = Node(name, "protein", None, name)
        if variant is not None and not same:
            self.links.append(Link("respelling", name, variant.key))

    def _causes(self, variant: VariantRow) -> tuple[str, ...]:
        """The only single-base cause of a protein change, as a key where the index knows that variant."""
        if variant.hgvs_c is None:
            return ()
        known = [a.key for a in self._alleles[variant.protein or variant.id] if a.hgvs_c == variant.hgvs_c]
        return (min(known),) if known else (f"?{variant.hgvs_c}",)

    def _place_variants(self) -> None:
        for variant in self.found.variants.values():
            if variant.level == "protein":
                node = Node(variant.key, "protein", variant.key, causes=self._causes(variant))
                self.nodes.setdefault(variant.key, node)
            elif self._counts(variant):
                self.nodes[variant.key] = Node(variant.key, "allele", variant.protein_key)

    def _counts(self, variant: VariantRow) -> bool:
        """A DNA variant is known where a description stands for it, or a person spoke about it."""
        return (
            bool(self.carried.get(variant.key))
            or variant.id in {m.variant for m in self.found.mentions.values()}
            or any(variant.id in (a.subject, a.object) for a in self.found.assertions.values())
        )

    def _people(self) -> None:
        for assertion in sorted(self.found.assertions.values(), key=lambda one: one.id):
            for one in self._names(assertion.subject_kind, assertion.subject):
                for other in self._names(assertion.object_kind, assertion.object):
                    kind: LinkType = (
                        "curated_same" if assertion.type == "curated_same" else "curated_different"
                    )
                    self.links.append(Link(kind, one, other))
                    low, high = sorted((one, other))
                    self.statements[low, high].append(assertion)

    def _names(self, kind: str, identifier: bytes) -> list[str]:
        if kind == "variant":
            variant = self.found.variants.get(identifier)
            return [variant.key] if variant is not None else []
        prefix = f"t:{identifier.hex()}"
        names = [name for name in self.nodes if name == prefix or name.startswith(prefix + ":")]
        if not names:
            self.nodes[prefix] = Node(prefix, "protein", None, prefix)
            names = [prefix]
        return names


def term_node(term: bytes, variant: VariantRow | None) -> str:
    """The node of a description that a person spoke about, per meaning the machine gave it."""
    return f"t:{term.hex()}" + (f":{variant.id.hex()}" if variant is not None else "")


class _Records:
    """The outcome of ``make_sets`` as records."""

    def __init__(
        self,
        found: Nearby,
        authors: Authors,
        builder: _Builder,
        outcome: SynonymSets,
        open_terms: Collection[str] = (),
    ) -> None:
        self.found, self.authors, self.builder, self.outcome = found, authors, builder, outcome
        self.by_key = {variant.key: variant for variant in found.variants.values()}
        self.joined = {join.subject: join for one in outcome.sets for join in one.joins}
        self.apart = {apart.subject: apart for apart in outcome.apart}
        self.contested = {
            name for conflict in outcome.conflicts if not conflict.settled for name in conflict.through
        }
        self.longer: dict[str, set[str]] = defaultdict(set)
        """Names that say more than a protein change, by its key."""
        self.shorter: dict[str, set[str]] = defaultdict(set)
        """Names of the protein change with a key."""
        for row in found.covering:
            if row.level == "protein":
                self.shorter[row.key].add(row.name)
            for key in shorter_keys(row.change):
                self.longer[key].add(row.name)
        self.contested |= {
            name
            for name, mentions in builder.carried.items()
            if open_terms and any(mention.term.hex() in open_terms for mention in mentions)
        }

    def assembled(self) -> Assembled:
        """Sets, homes and contradictions."""
        names = {one.id: self._name(one.members) for one in self.outcome.sets}
        sets = {one.id: self._record(one.id, one.members, names) for one in self.outcome.sets}
        home = {
            variant.id: self.outcome.home[variant.key]
            for variant in self.found.variants.values()
            if variant.key in self.outcome.home
        }
        return Assembled(sets, home, self.conflicts())

    def _variants(self, members: Iterable[str]) -> list[VariantRow]:
        rows = [self.by_key[name] for name in members if name in self.by_key]
        rows += [
            self.by_key[key]
            for name in members
            if name not in self.by_key and (key := self.builder.nodes[name].key) in self.by_key
        ]
        distinct = {row.id: row for row in rows}
        return sorted(distinct.values(), key=lambda row: (row.level != "allele", row.key))

    def _name(self, members: Iterable[str]) -> str:
        rows = self._variants(members)
        if rows:
            return rows[0].name
        texts = sorted({mention.text for name in members for mention in self.builder.carried[name]})
        return texts[0] if texts else min(members)

    def _record(self, identifier: str, members: tuple[str, ...], names: dict[str, str]) -> SetRecord:
        rows = self._variants(members)
        head = rows[0] if rows else None
        spellings = [spelling for name in members for spelling in self._spellings(name)]
        proteins = {row.protein for row in rows if row.protein is not None}
        relatives = {
            names[self.outcome.home[row.key]]
            for row in self.found.variants.values()
            if row.protein in proteins and row.key in self.outcome.home
            and self.outcome.home[row.key] != identifier and self._carries(self.outcome.home[row.key])
        }  # fmt: skip
        reasons = sorted({self.apart[name].reason for name in members if name in self.apart})
        return SetRecord(
            id=identifier,
            name=self._name(members),
            level=head.level if head else "protein",
            gene=head.gene if head else next((s.gene for s in spellings if s.gene), None),
            key=head.key if head else min(members),
            variants=tuple(row.as_dict() for row in rows),
            spellings=tuple(
                sorted(spellings, key=lambda s: (s.inferred, s.text, s.gene or "", s.how, s.link, s.reason))
            ),
            relatives=tuple(sorted(relatives)),
            possible=tuple(self._possible(members)),
            covered_by=self._covering(rows, longer=False),
            covers=self._covering(rows, longer=True),
            apart=", ".join(reasons),
            conflict=any(name in self.contested for name in members),
        )

    def _covering(self, rows: Iterable[VariantRow], *, longer: bool) -> tuple[str, ...]:
        """Names of printed variants that say more (``longer``) or less than these."""
        covering = self.longer if longer else self.shorter
        if not covering:
            return ()
        names: set[str] = set()
        for row in rows:
            keys = [row.key] if longer and row.level == "protein" else []
            for key in keys if longer else shorter_keys(row.change):
                names.update(covering.get(key, ()))
        return tuple(sorted(names))

    def _carries(self, identifier: str) -> bool:
        return any(
            self.builder.carried.get(name)
            for one in self.outcome.sets
            if one.id == identifier
            for name in one.members
        )

    def _possible(self, members: Iterable[str]) -> list[str]:
        found: set[str] = set()
        for name in members:
            reason: Apart | None = self.apart.get(name)
            if reason is not None:
                found |= {
                    self.by_key[other].name if other in self.by_key else other.removeprefix("?")
                    for other in reason.others
                }
        return sorted(found)

    def _spellings(self, name: str) -> list[Spelling]:
        groups: dict[tuple[str, str | None, bytes | None], list[MentionRow]] = defaultdict(list)
        for mention in self.builder.carried.get(name, ()):
            groups[mention.text, mention.gene, mention.link].append(mention)
        join = self.joined.get(name)
        return [self._spelling(name, rows, join) for rows in groups.values()]

    def _spelling(self, name: str, rows: list[MentionRow], join: Join | None) -> Spelling:
        first = min(rows, key=lambda row: row.id)
        word = self._word(name, first)
        probability = first.probability if first.probability is not None else 1.0
        how: LinkType = "respelling" if first.type is None else link_type(first.type)
        reason = ""
        if word is not None:
            how, probability, reason = "curated_same", 1.0, word.reason
        elif join is not None:
            how, reason = "unique_cause", join.reason
            weight = PRINTED_PAIR_PROBABILITY if reason == PAIR_EVIDENCE else ONLY_CAUSE_PROBABILITY
            probability = round(probability * weight, 6)
        event = word.event if word is not None else first.link_event
        agent = word.agent if word is not None else first.agent
        places = {
            Place(row.document_name, row.section, row.start, row.end, row.ext_id): None
            for row in sorted(rows, key=lambda row: row.id)
        }
        return Spelling(
            text=first.text,
            gene=first.gene or first.given_gene,
            how=how,
            inferred=how == "unique_cause",
            probability=probability,
            places=tuple(sorted(places, key=Place.sort_key)),
            evidence=_evidence(
                first, how, "printed_beside" if "@" in name and reason == "only_cause" else reason
            ),
            numbering=msgspec.json.decode(first.numbering) if first.numbering else None,
            link=(word.id if word is not None else first.link or b"").hex(),
            agent=self.authors.agents.get(agent or b"", ""),
            time=self.authors.times.get(event or 0, ""),
            checksum=first.checksum or "",
            reason=reason,
        )

    def _word(self, name: str, mention: MentionRow) -> AssertionRow | None:
        """The person's word by which a description is where it is."""
        if not name.startswith("t:"):
            return None
        words = [
            a
            for a in self.found.assertions.values()
            if a.type == "curated_same" and mention.term in (a.subject, a.object)
        ]
        return min(words, key=lambda a: (a.event, a.id)) if words else None

    def conflicts(self) -> tuple[ConflictRecord, ...]:
        """The contradictions, with both sides."""
        records = []
        for conflict in self.outcome.conflicts:
            inside = set(conflict.through)
            sides = [
                self._side(statement)
                for (one, other), statements in self.builder.statements.items()
                if one in inside and other in inside
                for statement in statements
            ]
            if conflict.settled:
                sides += [
                    {"type": link.type, "subject": self._label(link.subject),
                     "object": self._label(link.object), "agent": "varsyn"}
                    for link in self.builder.links
                    if link.type == "respelling" and link.subject in inside and link.object in inside
                ]  # fmt: skip
            records.append(
                ConflictRecord(
                    "overruled" if conflict.settled else "people",
                    conflict.settled,
                    self._label(conflict.subject),
                    self._label(conflict.object),
                    tuple(sorted(sides, key=lambda side: sorted((k, str(v)) for k, v in side.items()))),
                )
            )
        return tuple(records)

    def _label(self, name: str) -> str:
        if name in self.by_key:
            return self.by_key[name].name
        texts = sorted({mention.text for mention in self.builder.carried.get(name, ())})
        return texts[0] if texts else name

    def _side(self, statement: AssertionRow) -> dict[str, Any]:
        return {
            "id": statement.id.hex(), "type": statement.type, "subject": statement.subject_label,
            "object": statement.object_label, "agent": self.authors.agents.get(statement.agent, ""),
            "time": self.authors.times.get(statement.event, ""), "reason": statement.reason,
        }  # fmt: skip


_LINK_TYPES: dict[str, LinkType] = {
    "respelling": "respelling", "same_allele": "same_allele", "legacy_numbering": "legacy_numbering",
}  # fmt: skip


def link_type(stored: str) -> LinkType:
    """The type of a stored link."""
    return _LINK_TYPES.get(stored, "respelling")


def _evidence(mention: MentionRow, how: str, reason: str) -> tuple[dict[str, Any], ...]:
    recorded: list[dict[str, Any]] = msgspec.json.decode(mention.evidence) if mention.evidence else []
    if how == "unique_cause":
        recorded.append({"code": "unique_cause", "detail": _WHY[reason]})
    return tuple(recorded)


_WHY = {
    "only_cause": "its only single-base cause, and no other DNA change with this protein change is on record",
    "printed_beside": "the only DNA change on record with this protein change; its document prints both",
    PAIR_EVIDENCE: "its document prints both as a pair",
}
