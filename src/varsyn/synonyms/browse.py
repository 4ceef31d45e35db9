"""Going through the index: all sets, the sets of a document, papers, what is unsettled, contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import Connection, func, select

from varsyn.model import Variant
from varsyn.synonyms import schema
from varsyn.synonyms.assemble import assemble
from varsyn.synonyms.authors import AuthorBook
from varsyn.synonyms.history import log_entries, set_history
from varsyn.synonyms.identity import term_id, variant_id
from varsyn.synonyms.lookup import (
    Names,
    all_variants,
    causes_of,
    sets_near,
    variants_of_document,
    variants_of_gene,
)
from varsyn.synonyms.nearby import nearby
from varsyn.synonyms.records import ConflictRecord, Event, Match, Paper, Place, SetRecord
from varsyn.synonyms.writer import STANDS

_v, _l, _m, _w, _d, _x, _a = (
    schema.variants, schema.links, schema.mentions, schema.verdicts, schema.documents, schema.descriptions,
    schema.assertions,
)  # fmt: skip


def ids_of(variant: Variant | str) -> list[bytes]:
    """The identifiers that a variant, or a key of either level, may have."""
    if isinstance(variant, Variant):
        return [variant_id(variant.level, variant.key)]
    return [variant_id("allele", variant), variant_id("protein", variant)]


def set_of(connection: Connection, names: Names, variant: Variant | str) -> SetRecord | None:
    """The set that holds a variant; None where nothing stands for it."""
    identifiers = ids_of(variant)
    made = sets_near(connection, names, identifiers)
    for identifier in identifiers:
        record = made.of(identifier)
        if record is not None and record.spellings:
            return record
    return None


def variant_by_key(connection: Connection, key: str) -> Variant | None:
    """The variant on record with this key."""
    row = connection.execute(select(_v).where(_v.c.id.in_(ids_of(key))).order_by(_v.c.level)).first()
    if row is None:
        return None
    pairs = tuple((str(a), str(b)) for a, b in msgspec.json.decode(row.hgvs_g))
    return Variant(
        row.level, row.key, gene=row.gene, hgvs_c=row.hgvs_c, hgvs_p=row.hgvs_p, hgvs_g=pairs, spdi=row.spdi,
        protein_key=row.protein_key,
    )  # fmt: skip


def iter_sets(connection: Connection, names: Names, gene: str | None = None) -> Iterator[SetRecord]:
    """Every set once, of one gene or of all."""
    seen: set[str] = set()
    slices = _sliced(variants_of_gene(connection, gene)) if gene else all_variants(connection)
    for identifiers in slices:
        made = sets_near(connection, names, identifiers)
        for identifier in identifiers:
            record = made.of(identifier)
            if record is not None and record.spellings and record.id not in seen:
                seen.add(record.id)
                yield record
        yield from _left_over(made.sets.values(), seen, gene)
    yield from _only_people(connection, names, seen, gene)


def _left_over(records: Iterable[SetRecord], seen: set[str], gene: str | None) -> Iterator[SetRecord]:
    """Sets that are no variant's home: descriptions that a document or a person holds apart."""
    for record in records:
        if record.spellings and record.id not in seen and (gene is None or record.gene == gene):
            seen.add(record.id)
            yield record


def _only_people(
    connection: Connection, names: Names, seen: set[str], gene: str | None
) -> Iterator[SetRecord]:
    """Sets of descriptions that only people hold together, without any variant."""
    rows = connection.execute(
        select(_a.c.subject, _a.c.object).where(
            _a.c.withdrawn.is_(None), _a.c.type == "curated_same", _a.c.subject_kind == "term"
        )
    ).all()
    terms = sorted({bytes(row.subject) for row in rows})
    for some in _sliced(terms):
        found = nearby(connection, [], some)
        yield from _left_over(assemble(found, names(connection, found)).sets.values(), seen, gene)


def _sliced(identifiers: list[bytes], size: int = 500) -> Iterator[list[bytes]]:
    for at in range(0, len(identifiers), size):
        yield identifiers[at : at + size]


def sets_of_document(connection: Connection, names: Names, document: bytes) -> list[SetRecord]:
    """The sets that a document's mentions are in, by name."""
    name = connection.execute(select(_d.c.name).where(_d.c.id == document)).scalar()
    found: dict[str, SetRecord] = {}
    terms = _terms_of(connection, document)
    for some in _sliced(variants_of_document(connection, document)) if not terms else ():
        made = sets_near(connection, names, some)
        found |= {r.id: r for r in made.sets.values() if name in r.documents}
    if terms:
        near = nearby(connection, variants_of_document(connection, document), terms)
        made = assemble(near, names(connection, near))
        found |= {r.id: r for r in made.sets.values() if name in r.documents}
    return sorted(found.values(), key=lambda record: (record.gene or "", record.name, record.id))


def _terms_of(connection: Connection, document: bytes) -> list[bytes]:
    """Terms in a document that a person spoke about."""
    spoken = (
        select(_a.c.subject)
        .where(_a.c.withdrawn.is_(None))
        .union(select(_a.c.object).where(_a.c.withdrawn.is_(None)))
    )
    rows = connection.execute(
        select(_w.c.term)
        .join_from(_m, _w, _w.c.id == _m.c.verdict)
        .where(_m.c.document == document, _m.c.state == STANDS, _w.c.term.in_(spoken))
        .distinct()
    )
    return sorted(bytes(row[0]) for row in rows)


def unsettled(connection: Connection, document: bytes | None) -> list[Match]:
    """Mentions without a link that stands, by text."""
    query = (
        select(_x.c.text, _w.c.status, _d.c.name, _m.c.section, _m.c.start_at, _m.c.end_at, _m.c.ext_id)
        .join_from(_m, _w, _w.c.id == _m.c.verdict)
        .join(_x, _x.c.id == _w.c.description)
        .outerjoin(_l, (_l.c.id == _w.c.link) & _l.c.withdrawn.is_(None))
        .outerjoin(_d, _d.c.id == _m.c.document)
        .where(_m.c.state == STANDS, _l.c.id.is_(None))
    )
    if document is not None:
        query = query.where(_m.c.document == document)
    found: dict[tuple[str, str], list[Place]] = {}
    for text, status, *place in connection.execute(query):
        found.setdefault((text, status), []).append(Place(*place))
    return [
        Match("exact", text, None, status, tuple(sorted(places, key=Place.sort_key)))
        for (text, status), places in sorted(found.items())
    ]


def papers(matches: Iterable[Match]) -> list[Paper]:
    """The documents behind the answers to a look-up, each mention once."""
    found: dict[Paper, None] = {}
    for match in matches:
        if match.set is None:
            for place in match.places:
                found[_paper(place, match.text, match.status, False, 0.0)] = None
            continue
        for spelling in match.set.spellings:
            for place in spelling.places:
                paper = _paper(place, spelling.text, spelling.how, spelling.inferred, spelling.probability)
                found[paper] = None
    return sorted(found, key=lambda paper: (paper.document or "", paper.start or 0, paper.text, paper.how))


def _paper(place: Place, text: str, how: str, inferred: bool, probability: float) -> Paper:
    return Paper(place.document, text, how, inferred, probability, place.section, place.start, place.end)


def documents(connection: Connection) -> list[str]:
    """The names of all documents, sorted."""
    return [str(row[0]) for row in connection.execute(select(_d.c.name).order_by(_d.c.name))]


def conflicts(connection: Connection, names: Names) -> list[ConflictRecord]:
    """Contradictions among people, between people and the machine, between records and sequences."""
    rows = connection.execute(
        select(_a.c.subject_kind, _a.c.subject, _a.c.object_kind, _a.c.object).where(
            _a.c.withdrawn.is_(None), _a.c.type == "curated_different"
        )
    ).all()
    found: dict[tuple[str, str, str, tuple[str, ...]], ConflictRecord] = {}
    for row in rows:
        ends = [(row.subject_kind, bytes(row.subject)), (row.object_kind, bytes(row.object))]
        near = nearby(
            connection,
            [identifier for kind, identifier in ends if kind == "variant"],
            [identifier for kind, identifier in ends if kind == "term"],
        )
        for conflict in assemble(near, names(connection, near)).conflicts:
            sides = tuple(sorted(str(side.get("id", "")) for side in conflict.sides))
            found[conflict.kind, conflict.one, conflict.other, sides] = conflict
    return [found[key] for key in sorted(found)] + _record_conflicts(connection)


def _record_conflicts(connection: Connection) -> list[ConflictRecord]:
    """Database records whose names are, by sequence, several DNA variants."""
    split = (
        select(_m.c.document)
        .join_from(_m, _d, _d.c.id == _m.c.document)
        .join(_w, _w.c.id == _m.c.verdict)
        .join(_l, (_l.c.id == _w.c.link) & _l.c.withdrawn.is_(None))
        .join(_v, _v.c.id == _l.c.object)
        .where(
            _d.c.kind == "record",
            _v.c.level == "allele",
            _m.c.state == STANDS,
            # What no sequence at hand could check is not held apart by sequence.
            _w.c.status == "resolved",
        )
        .group_by(_m.c.document)
        .having(func.count(_v.c.id.distinct()) > 1)
    )
    records: list[ConflictRecord] = []
    for (document,) in connection.execute(split).all():
        rows = connection.execute(
            select(_x.c.text, _v.c.hgvs_c, _v.c.key, _d.c.name, _l.c.type)
            .join_from(_m, _d, _d.c.id == _m.c.document)
            .join(_w, _w.c.id == _m.c.verdict)
            .join(_x, _x.c.id == _w.c.description)
            .join(_l, (_l.c.id == _w.c.link) & _l.c.withdrawn.is_(None))
            .join(_v, _v.c.id == _l.c.object)
            .where(
                _m.c.document == document,
                _v.c.level == "allele",
                _m.c.state == STANDS,
                _w.c.status == "resolved",
            )
            .distinct()
            .order_by(_v.c.key, _x.c.text)
        ).all()
        sides = tuple(
            {"type": row.type, "subject": row.text, "object": row.hgvs_c or row.key, "agent": row.name}
            for row in rows
        )
        named = sorted({str(side["object"]) for side in sides})
        records.append(ConflictRecord("record", False, named[0], named[1], sides))
    return sorted(records, key=lambda one: (one.one, one.other))


def history(
    connection: Connection, book: AuthorBook, asked: list[Match] | Variant | None, limit: int
) -> list[Event]:
    """The history of what was asked for; of the whole index where nothing was."""
    if asked is None:
        return list(reversed(log_entries(connection, book.entries, limit)))
    terms: set[bytes] = set()
    if isinstance(asked, Variant):
        identifiers = set(ids_of(asked))
    else:
        sets = [match.set for match in asked if match.set is not None]
        terms = {term_id(s.text, s.gene) for record in sets for s in record.spellings}
        identifiers = {
            variant_id(str(v["level"]), str(v["key"]))
            for match in asked
            if match.set is not None
            for v in match.set.variants
        }
    if not identifiers and not terms:
        return []
    found = nearby(connection, sorted(identifiers), sorted(terms))
    return set_history(connection, found, identifiers, book.entries, terms)


__all__ = [
    "causes_of", "conflicts", "documents", "history", "ids_of", "iter_sets", "papers", "set_of",
    "sets_of_document", "unsettled", "variant_by_key",
]  # fmt: skip
