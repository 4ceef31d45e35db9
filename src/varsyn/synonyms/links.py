"""The links of the index as ``model.Link``: those on record, and those that follow from what is on record.

On record are what descriptions mean (``respelling``, ``same_allele``, ``legacy_numbering``) and what people
said (``curated_same``, ``curated_different``). ``unique_cause``, ``translation_of``, ``candidate_cause`` and
``subsumed_by`` are worked out whenever they are asked for, so that none can be out of date.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import Connection

from varsyn.model import Link, LinkType
from varsyn.synonyms.agents import machine
from varsyn.synonyms.assemble import ONLY_CAUSE_PROBABILITY, Assembled, Authors, assemble, link_type
from varsyn.synonyms.covering import shorter_keys
from varsyn.synonyms.identity import term_id, variant_id
from varsyn.synonyms.lookup import Names, all_variants, spoken_of, variants_of_gene
from varsyn.synonyms.nearby import AssertionRow, MentionRow, Nearby, VariantRow, nearby
from varsyn.synonyms.records import SetRecord

_SINGLE, _SEVERAL = ONLY_CAUSE_PROBABILITY, 1 - ONLY_CAUSE_PROBABILITY
_SINGLE_BASE = re.compile(r":[cnm]\.[-*]?\d+(?:[+-]\d+)?[ACGT]>[ACGT]\Z")


def links_of_sets(connection: Connection, names: Names, records: Iterable[SetRecord]) -> list[Link]:
    """Every link that begins or ends at these sets, sorted."""
    found: dict[Link, None] = {}
    for record in records:
        variants = [variant_id(str(variant["level"]), str(variant["key"])) for variant in record.variants]
        terms = spoken_of(
            connection, {term_id(spelling.text, spelling.gene) for spelling in record.spellings}
        )
        near = nearby(connection, variants, sorted(terms))
        about = _about(record)
        found.update(
            (link, None)
            for link in _Links(near, names(connection, near)).all()
            if link.subject in about or link.object in about
        )
    return sorted(found, key=_order)


def iter_links(connection: Connection, names: Names, gene: str | None) -> Iterator[Link]:
    """Every link of the index, or of a gene, each once; in constant memory but for one digest a link."""
    seen: set[int] = set()
    slices = [variants_of_gene(connection, gene)] if gene is not None else all_variants(connection)
    for identifiers in slices:
        near = nearby(connection, identifiers)
        for link in sorted(_Links(near, names(connection, near)).all(), key=_order):
            mark = hash(link)
            if mark not in seen and (gene is None or link.gene in (gene, None)):
                seen.add(mark)
                yield link


def _order(link: Link) -> tuple[str, str, str, str, str]:
    return link.type, link.subject, link.object, link.agent, link.id


def _about(record: SetRecord) -> set[str]:
    return {
        record.key,
        *record.texts,
        *(
            str(variant[name])
            for variant in record.variants
            for name in ("key", "protein_key")
            if variant[name]
        ),
    }


class _Links:
    """The links among what was read."""

    def __init__(self, found: Nearby, authors: Authors) -> None:
        self.found, self.authors = found, authors
        self.made: Assembled = assemble(found, authors)
        self.since: dict[bytes, int] = {}
        self.checksums: dict[bytes, str] = {}
        for mention in found.mentions.values():
            if mention.variant is not None:
                at = mention.link_event or mention.event
                self.since[mention.variant] = min(at, self.since.get(mention.variant, at))
                self.checksums[mention.variant] = mention.checksum
        self.here = str(machine())

    def all(self) -> Iterator[Link]:
        """Every one, in no order."""
        yield from self._recorded()
        yield from self._said()
        yield from self._joined()
        yield from self._translations()
        yield from self._subsumed()

    def _recorded(self) -> Iterator[Link]:
        rows = {m.link: m for m in self.found.mentions.values() if m.link is not None}
        for mention in rows.values():
            variant = self.found.variants.get(mention.variant or b"")
            if variant is not None:
                yield self._link(
                    mention, link_type(mention.type or ""), variant.key, mention.probability or 0.0
                )

    def _link(self, mention: MentionRow, kind: LinkType, to: str, probability: float, *extra: str) -> Link:
        recorded = msgspec.json.decode(mention.evidence) if mention.evidence else []
        return Link(
            kind, mention.text, to, probability,
            (*(f"{fact['code']}: {fact['detail']}" for fact in recorded), *extra),
            self.authors.agents.get(mention.agent or b"", ""), mention.gene or mention.given_gene,
            self.authors.times.get(mention.link_event or 0, ""), mention.checksum or "",
            (mention.link or b"").hex(),
        )  # fmt: skip

    def _said(self) -> Iterator[Link]:
        for assertion in self.found.assertions.values():
            kind: LinkType = "curated_same" if assertion.type == "curated_same" else "curated_different"
            yield Link(
                kind, self._end(assertion, "subject"), self._end(assertion, "object"), 1.0,
                (assertion.reason,) if assertion.reason else (),
                self.authors.agents.get(assertion.agent, ""), assertion.gene,
                self.authors.times.get(assertion.event, ""), "", assertion.id.hex(),
            )  # fmt: skip

    def _end(self, assertion: AssertionRow, side: str) -> str:
        kind, identifier, label = (
            (assertion.subject_kind, assertion.subject, assertion.subject_label)
            if side == "subject"
            else (assertion.object_kind, assertion.object, assertion.object_label)
        )
        variant = self.found.variants.get(identifier) if kind == "variant" else None
        return variant.key if variant is not None else label

    def _joined(self) -> Iterator[Link]:
        """Descriptions of a protein change that count as a DNA variant for the time being."""
        for record in self.made.sets.values():
            for spelling in record.spellings:
                if spelling.inferred:
                    yield Link(
                        "unique_cause", spelling.text, record.key, spelling.probability,
                        tuple(f"{fact['code']}: {fact['detail']}" for fact in spelling.evidence),
                        self.here, spelling.gene, spelling.time, spelling.checksum,
                    )  # fmt: skip

    def _translations(self) -> Iterator[Link]:
        """Between DNA variants that somebody printed and the protein changes that they make."""
        alleles: dict[str, list[VariantRow]] = defaultdict(list)
        for row in self.found.variants.values():
            if row.level == "allele" and row.protein_key and row.id in self.since:
                alleles[row.protein_key].append(row)
        for change, rows in alleles.items():
            shares = self._shares(rows)
            for row in rows:
                why = (f"translation: {row.name} predicts {row.hgvs_p}",)
                time = self.authors.times.get(self.since[row.id], "")
                checksum = self.checksums.get(row.id, "")
                yield Link("translation_of", change, row.key, 1.0, why, self.here, row.gene, time, checksum)
                among = (
                    f"{len(rows)} DNA changes on record make it" if len(rows) > 1 else "no other is on record"
                )
                cause = (*why, f"candidate_cause: {among}")
                share = shares[row.id]
                yield Link(
                    "candidate_cause", row.key, change, share, cause, self.here, row.gene, time, checksum
                )

    def _shares(self, rows: list[VariantRow]) -> dict[bytes, float]:
        """How likely each of the DNA variants on record is behind a mention of the protein change alone.

        Multi-nucleotide changes weigh what ``ONLY_CAUSE_PROBABILITY`` leaves of single-base ones. A variant
        that is alone on record has that probability, unless it is not the single-base cause that there is.
        """
        single = {row.id: _SINGLE_BASE.search(row.hgvs_c or "") is not None for row in rows}
        weights = {row.id: _SINGLE if single[row.id] else _SEVERAL for row in rows}
        if len(rows) > 1 and any(single.values()):
            total = sum(weights.values())
            return {identifier: round(weight / total, 6) for identifier, weight in weights.items()}
        if len(rows) > 1:
            return dict.fromkeys(single, round(1 / len(rows), 6))
        (row,) = rows
        protein = self.found.variants.get(row.protein or b"")
        other = protein is not None and protein.hgvs_c is not None and protein.hgvs_c != row.hgvs_c
        return {row.id: round(_SEVERAL if other else _SINGLE, 6)}

    def _subsumed(self) -> Iterator[Link]:
        """From the fuller protein change to the shorter one that includes it."""
        changes: dict[str, VariantRow] = {}
        for row in (*self.found.variants.values(), *self.found.covering):
            if row.change and (row.change not in changes or row.level == "protein"):
                changes[row.change] = row
        for change, row in changes.items():
            for key in shorter_keys(change):
                shorter = changes.get(key)
                if shorter is None or shorter.level != "protein":
                    continue
                times = [self.authors.times.get(self.since.get(one.id, 0), "") for one in (shorter, row)]
                less, more = shorter.hgvs_p or shorter.key, row.hgvs_p or change
                why = f"covered: {less} says less than {more} and includes it"
                yield Link(
                    "subsumed_by", change, shorter.key, 1.0, (why,), self.here, row.gene, max(times),
                    self.checksums.get(row.id, "") or self.checksums.get(shorter.id, ""),
                )  # fmt: skip
