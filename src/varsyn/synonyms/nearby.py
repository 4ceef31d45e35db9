"""The part of the index that bears on a variant: what is read before its synonym set can be made.

A set depends on the variant's own mentions, on the other DNA variants with the same protein change, on the
mentions of that protein change, and on what people said about any of them. That is what is loaded here,
in one snapshot, whatever the size of the index.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, or_, select, union_all

from varsyn.synonyms import schema
from varsyn.synonyms.covering import shorter_keys, spelling_stem
from varsyn.synonyms.identity import variant_id
from varsyn.synonyms.prepared import ask
from varsyn.synonyms.rows import chunks
from varsyn.synonyms.writer import STANDS


class VariantRow(NamedTuple):
    """A row of ``variants``."""

    id: bytes
    level: str
    key: str
    protein_key: str | None
    protein: bytes | None
    gene: str | None
    hgvs_c: str | None
    hgvs_p: str | None
    hgvs_g: str
    spdi: str | None

    @property
    def name(self) -> str:
        """What the variant is called in answers."""
        return (
            self.hgvs_c if self.level == "allele" and self.hgvs_c else self.hgvs_p or self.hgvs_c or self.key
        )

    @property
    def change(self) -> str:
        """The key of its protein change; empty where it makes none."""
        return self.key if self.level == "protein" else self.protein_key or ""

    def as_dict(self) -> dict[str, Any]:
        """The ``variant`` object of ``varsyn resolve``."""
        return {
            "level": self.level, "hgvs_c": self.hgvs_c, "hgvs_p": self.hgvs_p,
            "hgvs_g": dict(msgspec.json.decode(self.hgvs_g)), "spdi": self.spdi, "key": self.key,
            "protein_key": self.protein_key, "gene": self.gene,
        }  # fmt: skip


class MentionRow(NamedTuple):
    """A standing mention with its description, verdict and link."""

    id: bytes
    document: bytes | None
    document_name: str | None
    document_kind: str | None
    section: str | None
    start: int | None
    end: int | None
    ext_id: str | None
    event: int
    text: str
    given_gene: str | None
    gene: str | None
    status: str
    term: bytes
    paired: int
    link: bytes | None
    type: str | None
    variant: bytes | None
    probability: float | None
    evidence: str
    numbering: str
    agent: bytes | None
    link_event: int | None
    checksum: str


class AssertionRow(NamedTuple):
    """A person's word, as long as it was not taken back."""

    id: bytes
    type: str
    subject_kind: str
    subject: bytes
    subject_label: str
    object_kind: str
    object: bytes
    object_label: str
    gene: str | None
    agent: bytes
    event: int
    reason: str


class Nearby(NamedTuple):
    """What bears on some variants: variants, mentions, people's words."""

    variants: dict[bytes, VariantRow]
    mentions: dict[bytes, MentionRow]
    assertions: dict[bytes, AssertionRow]
    covering: tuple[VariantRow, ...] = ()
    """Variants that somebody printed and that say more or less than one of these (``p.Ile141fs``)."""


_v, _l, _d, _x = schema.variants, schema.links, schema.documents, schema.descriptions
_m, _w, _a = schema.mentions, schema.verdicts, schema.assertions
_VARIANT = (
    _v.c.id, _v.c.level, _v.c.key, _v.c.protein_key, _v.c.protein, _v.c.gene, _v.c.hgvs_c, _v.c.hgvs_p,
    _v.c.hgvs_g, _v.c.spdi,
)  # fmt: skip
_MENTION = (
    _m.c.id, _m.c.document, _d.c.name, _d.c.kind, _m.c.section, _m.c.start_at, _m.c.end_at, _m.c.ext_id,
    _m.c.event, _x.c.text, _x.c.gene.label("given_gene"), _w.c.gene, _w.c.status, _w.c.term, _w.c.paired,
    _l.c.id.label("link"), _l.c.type, _l.c.object, _l.c.probability, _l.c.evidence, _l.c.numbering,
    _l.c.agent, _l.c.event.label("link_event"), _l.c.checksum,
)  # fmt: skip
_ASSERTION = (
    _a.c.id, _a.c.type, _a.c.subject_kind, _a.c.subject, _a.c.subject_label, _a.c.object_kind, _a.c.object,
    _a.c.object_label, _a.c.gene, _a.c.agent, _a.c.event, _a.c.reason,
)  # fmt: skip
_ids: BindParameter[Any] = bindparam("ids", expanding=True)
_MADE = _v.alias("made")
# A variant that comes twice is taken once by whoever adds it.
_BY_ID = union_all(
    select(*_VARIANT).where(_v.c.id.in_(_ids)),
    select(*_VARIANT).join(_MADE, _v.c.protein == _MADE.c.protein).where(_MADE.c.id.in_(_ids)),
)
_FROM_MENTIONS = (
    _m.join(_w, _m.c.verdict == _w.c.id)
    .join(_x, _x.c.id == _w.c.description)
    .outerjoin(_l, (_l.c.id == _w.c.link) & _l.c.withdrawn.is_(None))
    .outerjoin(_d, _d.c.id == _m.c.document)
)
_FROM_LINKS = (
    _l.join(_w, _w.c.link == _l.c.id)
    .join(_m, _m.c.verdict == _w.c.id)
    .join(_x, _x.c.id == _w.c.description)
    .outerjoin(_d, _d.c.id == _m.c.document)
)
_LINKED = (
    select(*_MENTION)
    .select_from(_FROM_LINKS)
    .where(_l.c.object.in_(_ids), _l.c.withdrawn.is_(None), _m.c.state == STANDS)
)
_OF_TERM = select(*_MENTION).select_from(_FROM_MENTIONS).where(_w.c.term.in_(_ids), _m.c.state == STANDS)
ANY_ASSERTION = select(_a.c.id).exists()
"""Whether any person said anything."""
_ANY_ASSERTION = select(ANY_ASSERTION)
_OF_VARIANTS = select(*_VARIANT).where(
    select(_m.c.id)
    .join_from(_l, _w, _w.c.link == _l.c.id)
    .join(_m, _m.c.verdict == _w.c.id)
    .where(_l.c.object == _v.c.id, _l.c.withdrawn.is_(None), _m.c.state == STANDS)
    .exists()
)
_PRINTED = _OF_VARIANTS.where(_v.c.id.in_(_ids))
_LAST = "~"
"""After every character that a folded spelling of a protein change holds."""
_ABOUT = select(*_ASSERTION).where(
    or_(_a.c.subject.in_(_ids), _a.c.object.in_(_ids)), _a.c.withdrawn.is_(None), _a.c.type != "retract"
)


def nearby(
    connection: Connection,
    identifiers: Iterable[bytes],
    terms: Iterable[bytes] = (),
    spoken: bool | None = None,
) -> Nearby:
    """Load what bears on these variants, and on these terms (descriptions that people spoke about).

    ``spoken``: whether anybody said anything, where that is known already.
    """
    found = Nearby({}, {}, {})
    _add_variants(found, ask(connection, _BY_ID, ids=list(identifiers)))
    asked: set[bytes] = set(terms)
    if asked:
        _add_mentions(found, ask(connection, _OF_TERM, ids=sorted(asked)))
        for row in ask(connection, _ABOUT, ids=sorted(asked)):
            found.assertions[bytes(row[0])] = AssertionRow._make(row)
    _load_linked(connection, found, asked)
    if people_spoke(connection) if spoken is None else spoken:
        _follow_people(connection, found, asked)
    return found._replace(covering=_covering(connection, found.variants.values()))


def _covering(connection: Connection, rows: Iterable[VariantRow]) -> tuple[VariantRow, ...]:
    """Printed variants that cover, or are covered by, the protein change of one of these."""
    shorter: set[bytes] = set()
    stems: set[str] = set()
    for row in rows:
        shorter.update(variant_id("protein", general) for general in shorter_keys(row.change))
        if row.level == "protein" and row.hgvs_p and (stem := spelling_stem(row.key, row.hgvs_p)):
            stems.add(stem)
    found: dict[bytes, VariantRow] = {}
    rows_found = [row for some in chunks(sorted(shorter)) for row in ask(connection, _PRINTED, ids=some)]
    for stem in sorted(stems):
        within = _OF_VARIANTS.where(_v.c.spelling_p >= stem, _v.c.spelling_p <= stem + _LAST)
        rows_found += [tuple(row) for row in connection.execute(within)]
    for values in rows_found:
        entry = VariantRow._make(values)
        found[entry.id] = entry
    return tuple(found[identifier] for identifier in sorted(found))


def people_spoke(connection: Connection) -> bool:
    """Whether any person said anything."""
    return bool(ask(connection, _ANY_ASSERTION)[0][0])


def _add_variants(found: Nearby, rows: Iterable[tuple[Any, ...]]) -> None:
    for row in rows:
        entry = VariantRow._make(row)
        found.variants.setdefault(entry.id, entry)


def _add_mentions(found: Nearby, rows: Iterable[tuple[Any, ...]]) -> None:
    for row in rows:
        entry = MentionRow._make(row)
        found.mentions.setdefault(entry.id, entry)


def _load_linked(connection: Connection, found: Nearby, asked: set[bytes]) -> None:
    new = [identifier for identifier in found.variants if identifier not in asked]
    if new:
        asked.update(new)
        _add_mentions(found, ask(connection, _LINKED, ids=new))


def _follow_people(connection: Connection, found: Nearby, asked: set[bytes]) -> None:
    """Go on along people's words until nothing new comes up."""
    done: set[bytes] = set()
    while True:
        nodes = set(found.variants) | {mention.term for mention in found.mentions.values()}
        for assertion in found.assertions.values():
            nodes |= {assertion.subject, assertion.object}
        new = nodes - done
        if not new:
            return
        done |= new
        for row in ask(connection, _ABOUT, ids=sorted(new)):
            entry = AssertionRow._make(row)
            found.assertions[entry.id] = entry
        ends = [
            (kind, identifier)
            for a in found.assertions.values()
            for kind, identifier in ((a.subject_kind, a.subject), (a.object_kind, a.object))
            if identifier not in asked
        ]
        others = sorted({identifier for kind, identifier in ends if kind == "variant"} - set(found.variants))
        if others:
            _add_variants(found, ask(connection, _BY_ID, ids=others))
        terms = sorted({identifier for kind, identifier in ends if kind == "term"})
        if terms:
            asked.update(terms)
            _add_mentions(found, ask(connection, _OF_TERM, ids=terms))
        strangers = {m.variant for m in found.mentions.values() if m.variant is not None} - set(
            found.variants
        )
        if strangers:
            _add_variants(found, ask(connection, _BY_ID, ids=sorted(strangers)))
        _load_linked(connection, found, asked)
