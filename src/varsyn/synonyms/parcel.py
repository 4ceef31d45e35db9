"""Facts made up for their journey: from the process that judges to the statements that write.

What a description says is some twenty texts in four tables. Taken apart and put together by each process on
its way, they cost more than judging does. A parcel is made up once, by the process that judges; the one that
writes looks at its label only, and SQLite takes the contents out itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Float, Table

from varsyn.synonyms import schema
from varsyn.synonyms.agents import machine
from varsyn.synonyms.binding import (
    DIGEST,
    GAP,
    MILLION,
    Unfit,
    as_json,
    digest_in,
    element,
    insertion,
    millionths,
    probability,
)
from varsyn.synonyms.facts import Facts, LinkFacts
from varsyn.synonyms.rows import driver_of, wrapped

AT_ONCE = 5_000
"""Parcels that SQLite opens in one statement."""
LIMIT = 10_000
"""Bytes of text in a parcel; longer facts travel as they are, so that a statement stays far below SQLite's
limit of a thousand million bytes (https://sqlite.org/limits.html)."""
_DIGESTS = ("description", "verdict", "term", "link", "variant", "protein")
_TAKEN: dict[Table, dict[str, str]] = {
    schema.descriptions: {"id": "description"},
    schema.variants: {"id": "variant", "protein": "protein"},
    schema.links: {
        "id": "link", "subject": "description", "object": "variant", "agent": ":agent", "event": ":event",
        "checksum": ":checksum", "withdrawn": "NULL",
    },
    schema.verdicts: {
        "id": "verdict", "description": "description", "term": "term", "link": "link", "event": ":event",
    },
}  # fmt: skip
"""The tables in the order of writing; which of their columns are digests, which all rows of a batch share."""
_DECODE = msgspec.json.Decoder(list[Any]).decode
_NOTHING = b"0"


class Parcel(NamedTuple):
    """The facts of a description: a label as of ``Seen``, and the rows."""

    description: bytes
    verdict: bytes
    status: str
    gene: str | None
    level: str | None
    scheme: str
    settled: bool
    digests: bytes
    """Identifiers of description, verdict, term, link, variant and protein change end to end."""
    described: bytes
    """What else the row of ``descriptions`` has, as a JSON array; likewise the following."""
    named: bytes
    linked: bytes
    judged: bytes

    def opened(self) -> Facts:
        """The facts."""
        _, _, term, link, variant, made = [
            self.digests[at : at + DIGEST] for at in range(0, len(self.digests), DIGEST)
        ]
        protein = made if made != GAP else None
        variants: tuple[tuple[object, ...], ...] = ()
        linked: LinkFacts | None = None
        if link != GAP:
            level, key, protein_key, *rest = _DECODE(self.named)
            variants = ((variant, level, key, protein_key, protein, *rest),)
            kind, whole, evidence, numbering = _DECODE(self.linked)
            linked = LinkFacts(link, kind, variant, whole / MILLION, evidence, numbering)
        status, spelling, gene, paired, repairs, messages = _DECODE(self.judged)
        return Facts(
            self.description, (self.description, *_DECODE(self.described)), variants, linked, self.verdict,
            status, spelling, gene, term, bool(paired), repairs, messages, (), protein, self.level,
            self.scheme,
        )  # fmt: skip


Judgement = Facts | Parcel
"""What a description was judged to be, with the rows that say so."""


def parcel_of(fact: Facts) -> Parcel | None:
    """The parcel of facts; None where they do not fit into one.

    Those with several variants do not, those on a database's word, and texts that JSON would change.
    """
    link = fact.link
    if fact.candidates or len(fact.variants) > 1 or (link is not None and link.source is not None):
        return None
    named = linked = _NOTHING
    meaning = GAP + GAP + GAP
    try:
        if link is not None:
            (variant,) = fact.variants
            meaning = link.id + link.variant + (fact.protein or GAP)
            named = as_json((*variant[1:4], *variant[5:]))
            linked = as_json((link.type, millionths(link.probability), link.evidence, link.numbering))
        described = as_json(fact.description_row[1:])
        judged = as_json(
            (fact.status, fact.spelling, fact.gene, int(fact.paired), fact.repairs, fact.messages)
        )
    except Unfit:
        return None
    if len(described) + len(named) + len(linked) + len(judged) > LIMIT:
        return None
    return Parcel(
        fact.description, fact.verdict, fact.status, fact.gene, fact.level, fact.scheme, link is not None,
        fact.description + fact.verdict + fact.term + meaning, described, named, linked, judged,
    )  # fmt: skip


def open_into(connection: Connection, parcels: Sequence[Parcel], event: int, checksum: str) -> None:
    """Have SQLite put the rows of parcels into their tables, where they are not there yet.

    ``event`` is the log entry and ``checksum`` the reference bundle that they belong to. This program's row
    among the agents is to be there.
    """
    statement = ""
    cursor = driver_of(connection).cursor()
    try:
        for at in range(0, len(parcels), AT_ONCE):
            some = parcels[at : at + AT_ONCE]
            shared = {
                "digests": b"".join([one.digests for one in some]), "agent": machine().row_id, "event": event,
                "checksum": checksum,
            }  # fmt: skip
            contents = zip(*(one[-len(_TAKEN) :] for one in some), strict=True)
            for statement, rows in zip(_statements(), contents, strict=True):
                cursor.execute(statement, shared | {"rows": f"[{b','.join(rows).decode()}]"})
    except connection.dialect.loaded_dbapi.Error as error:
        raise wrapped(connection, statement, error) from error
    finally:
        cursor.close()


@cache
def _statements() -> tuple[str, ...]:
    """To take the rows of each table out of parcels."""
    digests = {name: digest_in(":digests", at, len(_DIGESTS)) for at, name in enumerate(_DIGESTS)}
    statements = []
    for table, taken in _TAKEN.items():
        pieces = []
        at = 0
        for column in table.columns:
            if column.name in taken:
                pieces.append(digests.get(taken[column.name], taken[column.name]))
                continue
            pieces.append(probability(element(at)) if isinstance(column.type, Float) else element(at))
            at += 1
        statements.append(insertion(table, pieces, f"{digests[taken['id']]} IS NOT NULL"))
    return tuple(statements)
