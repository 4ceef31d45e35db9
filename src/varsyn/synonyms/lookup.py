"""Asking the index: by spelling, variant, gene, document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, func, or_, select

from varsyn.model import Resolution
from varsyn.synonyms import schema
from varsyn.synonyms.assemble import Assembled, Authors, assemble
from varsyn.synonyms.facts import protein_id
from varsyn.synonyms.fold import fold, near
from varsyn.synonyms.identity import variant_id
from varsyn.synonyms.nearby import ANY_ASSERTION, Nearby, nearby
from varsyn.synonyms.prepared import ask
from varsyn.synonyms.records import Match, Place, SetRecord
from varsyn.synonyms.writer import STANDS

_x, _w, _l, _m, _d, _v, _c, _a = (
    schema.descriptions, schema.verdicts, schema.links, schema.mentions, schema.documents, schema.variants,
    schema.candidates, schema.assertions,
)  # fmt: skip
_spellings: BindParameter[Any] = bindparam("spellings", expanding=True)
_HITS = (
    select(
        _x.c.text,
        _w.c.spelling,
        _x.c.gene.label("given"),
        _w.c.gene,
        _w.c.status,
        _w.c.id,
        _w.c.term,
        _l.c.object,
        ANY_ASSERTION,
    )
    .join_from(_w, _x, _w.c.description == _x.c.id)
    .outerjoin(_l, (_l.c.id == _w.c.link) & _l.c.withdrawn.is_(None))
    .where(_w.c.spelling.in_(_spellings))
)
_HITS_IN_GENES = _HITS.where(_w.c.gene.in_(bindparam("genes", expanding=True)))
_ids: BindParameter[Any] = bindparam("ids", expanding=True)
_STANDING = (
    select(
        _m.c.verdict, _d.c.name, _m.c.section, _m.c.start_at, _m.c.end_at, _m.c.ext_id
    )
    .outerjoin(_d, _d.c.id == _m.c.document)
    .where(_m.c.verdict.in_(_ids), _m.c.state == STANDS)
)  # fmt: skip
_NAMED = select(_v.c.id, _v.c.gene).where(
    or_(_v.c.spelling_c.in_(_spellings), _v.c.spelling_p.in_(_spellings))
)
_CANDIDATES = (
    select(_c.c.variant, _x.c.text, _w.c.status, _w.c.id)
    .join_from(_c, _w, _w.c.id == _c.c.verdict)
    .join(_x, _x.c.id == _w.c.description)
    .where(_c.c.variant.in_(_ids))
)
_SPOKEN = select(_a.c.subject, _a.c.object, _a.c.subject_kind, _a.c.object_kind).where(
    _a.c.withdrawn.is_(None),
    _a.c.type != "retract",
    or_(_a.c.subject.in_(_ids), _a.c.object.in_(_ids)),
)


class Hit(NamedTuple):
    """A stored description that a spelling met."""

    text: str
    spelling: str
    given: str | None
    gene: str | None
    status: str
    verdict: bytes
    term: bytes
    variant: bytes | None
    spoken: int
    """Whether any person said anything, about whatever."""


Names = Callable[[Connection, Nearby], Authors]
Resolve = Callable[[str, str | None], Resolution | None]


def by_spelling(
    connection: Connection,
    names: Names,
    text: str,
    genes: Sequence[str],
    *,
    resolve: Resolve | None = None,
    gene: str | None = None,
    fuzzy: bool = False,
) -> list[Match]:
    """Every set that a spelling leads to: best first (exact, normalized, variant, possible, fuzzy).

    ``genes`` are the accepted gene symbols (as given and as settled); empty accepts any. ``resolve`` is
    asked where no description is on record, or the ones that are do not settle it.
    """
    folded = fold(text)
    hits = _hits(connection, [folded], genes)
    exact = {hit.text for hit in hits if hit.text == text}
    matches = _matches(connection, names, hits, lambda hit: "exact" if hit.text in exact else "normalized")
    if not any(match.set is not None for match in matches):
        named = [
            bytes(identifier)
            for identifier, of_gene in ask(connection, _NAMED, spellings=[folded])
            if not genes or of_gene in genes
        ]
        matches += of_variants(connection, names, named, "variant", text)
    if not any(match.set is not None for match in matches) and resolve is not None:
        resolution = resolve(text, gene)
        if resolution is not None:
            matches += _resolved(connection, names, resolution)
    if fuzzy and not any(match.how in ("exact", "normalized", "variant") for match in matches):
        close = _near_hits(connection, folded, genes)
        matches += _matches(connection, names, close, lambda hit: "fuzzy")
    return _distinct(matches)


def _hits(connection: Connection, spellings: Sequence[str], genes: Sequence[str]) -> list[Hit]:
    if genes:
        rows = ask(connection, _HITS_IN_GENES, spellings=spellings, genes=genes)
    else:
        rows = ask(connection, _HITS, spellings=spellings)
    return [Hit._make(row) for row in rows]


def _near_hits(connection: Connection, folded: str, genes: Sequence[str]) -> list[Hit]:
    found: list[Hit] = []
    candidates = near(folded)
    for at in range(0, len(candidates), 1000):
        found += _hits(connection, candidates[at : at + 1000], genes)
    return found


def _matches(
    connection: Connection, names: Names, hits: Sequence[Hit], how: Callable[[Hit], str]
) -> list[Match]:
    if not hits:
        return []
    spoken = bool(hits[0].spoken)
    terms = spoken_of(connection, {hit.term for hit in hits}) if spoken else set()
    variants = {hit.variant for hit in hits if hit.variant is not None}
    found = nearby(connection, sorted(variants), sorted(terms), spoken)
    made = assemble(found, names(connection, found))
    matches: list[Match] = []
    for hit in sorted(hits, key=lambda one: (how(one) != "exact", one.text, one.verdict)):
        sets = _sets_of(made, hit)
        matches += [Match(how(hit), hit.text, record, hit.status) for record in sets]
        if not sets and (standing := _standing(connection, [hit.verdict])):
            matches.append(Match(how(hit), hit.text, None, hit.status, standing[hit.verdict]))
            matches += _possibilities(connection, names, hit)
    return matches


def _sets_of(made: Assembled, hit: Hit) -> list[SetRecord]:
    """The sets that print this text for this gene, whether the machine put it there or a person."""
    home = made.home.get(hit.variant) if hit.variant is not None else None
    found = [
        record
        for record in made.sets.values()
        if any(s.text == hit.text and _agrees(s.gene, hit) for s in record.spellings)
    ]
    return sorted(found, key=lambda record: (record.id != home, record.level != "allele", record.id))


def _agrees(gene: str | None, hit: Hit) -> bool:
    return gene == (hit.gene or hit.given)


def spoken_of(connection: Connection, terms: set[bytes]) -> set[bytes]:
    """Those of the terms that a person spoke about."""
    if not terms:
        return set()
    rows = ask(connection, _SPOKEN, ids=sorted(terms))
    return terms & {bytes(end) for row in rows for end in row[:2]}


def _standing(connection: Connection, verdicts: Sequence[bytes]) -> dict[bytes, tuple[Place, ...]]:
    """Where verdicts are printed; those that no standing mention has are left out."""
    found: dict[bytes, list[Place]] = {}
    for verdict, *place in ask(connection, _STANDING, ids=list(verdicts)):
        found.setdefault(bytes(verdict), []).append(Place(*place))
    return {verdict: tuple(sorted(places, key=Place.sort_key)) for verdict, places in found.items()}


def _possibilities(connection: Connection, names: Names, hit: Hit) -> list[Match]:
    """The sets of what an unsettled description may mean."""
    rows = connection.execute(
        select(_c.c.variant).where(_c.c.verdict == hit.verdict).order_by(_c.c.rank)
    ).all()
    identifiers = [bytes(row[0]) for row in rows]
    return of_variants(connection, names, identifiers, "possible", hit.text, hit.status)


def of_variants(
    connection: Connection,
    names: Names,
    identifiers: Sequence[bytes],
    how: str,
    text: str,
    status: str = "resolved",
) -> list[Match]:
    """The sets of variants, in the order given; variants that nothing stands for are passed over."""
    if not identifiers:
        return []
    made = sets_near(connection, names, identifiers)
    records = [made.of(identifier) for identifier in identifiers]
    return [Match(how, text, record, status) for record in records if record is not None and record.spellings]


def _resolved(connection: Connection, names: Names, resolution: Resolution) -> list[Match]:
    text = resolution.mention.text
    matches: list[Match] = []
    if resolution.variant is not None and resolution.settled:
        variant = resolution.variant
        matches += of_variants(connection, names, [variant_id(variant.level, variant.key)], "variant", text)
        protein = protein_id(variant)
        if not matches and protein is not None:
            matches += of_variants(connection, names, [protein], "possible", text)
        if not matches and variant.level == "protein":
            matches += of_variants(connection, names, causes_of(connection, variant.key), "possible", text)
        return matches
    identifiers = [variant_id(c.variant.level, c.variant.key) for c in resolution.candidates]
    return of_variants(connection, names, identifiers, "possible", text, resolution.status)


def causes_of(connection: Connection, protein_key: str) -> list[bytes]:
    """The DNA variants on record that make a protein change."""
    protein = variant_id("protein", protein_key)
    rows = connection.execute(
        select(_v.c.id).where(_v.c.protein == protein, _v.c.level == "allele").order_by(_v.c.key)
    )
    return [bytes(row[0]) for row in rows]


def sets_near(connection: Connection, names: Names, identifiers: Iterable[bytes]) -> Assembled:
    """The sets of some variants and of what bears on them."""
    found = nearby(connection, list(identifiers))
    return assemble(found, names(connection, found))


def unsettled_for(connection: Connection, names: Names, identifiers: Sequence[bytes]) -> list[Match]:
    """Unsettled descriptions that may mean one of these variants, where they are printed."""
    rows = ask(connection, _CANDIDATES, ids=list(identifiers))
    standing = _standing(connection, [bytes(row[3]) for row in rows])
    return [
        Match("possible", text, None, status, standing[bytes(verdict)])
        for _, text, status, verdict in sorted(rows, key=lambda row: (row[1], bytes(row[3])))
        if bytes(verdict) in standing
    ]


def _distinct(matches: Iterable[Match]) -> list[Match]:
    rank = {"exact": 0, "normalized": 1, "variant": 2, "possible": 3, "fuzzy": 4}
    best: dict[tuple[str, str], Match] = {}
    for match in sorted(matches, key=lambda one: rank[one.how]):
        key = (match.set.id if match.set is not None else "", "" if match.set is not None else match.text)
        best.setdefault(key, match)
    return list(best.values())


def variants_of_gene(connection: Connection, gene: str) -> list[bytes]:
    """The variants on record in a gene (official symbol), by key."""
    rows = connection.execute(select(_v.c.id).where(_v.c.gene == gene).order_by(_v.c.level, _v.c.key))
    return [bytes(row[0]) for row in rows]


def variants_of_document(connection: Connection, document: bytes) -> list[bytes]:
    """The variants that a document's mentions are linked to."""
    rows = connection.execute(
        select(_l.c.object)
        .join_from(_m, _w, _w.c.id == _m.c.verdict)
        .join(_l, (_l.c.id == _w.c.link) & _l.c.withdrawn.is_(None))
        .where(_m.c.document == document, _m.c.state == STANDS)
        .distinct()
        .order_by(_l.c.object)
    )
    return [bytes(row[0]) for row in rows]


def all_variants(connection: Connection, size: int = 500) -> Iterator[list[bytes]]:
    """Every variant that a description is linked to, in slices."""
    last = b""
    while True:
        rows = connection.execute(select(_v.c.id).where(_v.c.id > last).order_by(_v.c.id).limit(size)).all()
        if not rows:
            return
        yield [bytes(row[0]) for row in rows]
        last = bytes(rows[-1][0])


def count_documents(connection: Connection) -> int:
    """How many documents the index holds."""
    return int(connection.execute(select(func.count()).select_from(_d)).scalar_one())
