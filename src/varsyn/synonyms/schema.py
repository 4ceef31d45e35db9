"""The tables of the index, one schema for SQLite and PostgreSQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    SmallInteger,
    Table,
    Text,
    select,
)

metadata = MetaData()

Id = LargeBinary(16)
Seq = BigInteger().with_variant(Integer(), "sqlite")
Bytewise = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that is compared byte by byte, so that ranges over prefixes mean the same on both databases."""

meta = Table(
    "meta", metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)  # fmt: skip

agents = Table(
    "agents", metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("orcid", Text),
    Column("version", Text),
)  # fmt: skip

audit = Table(
    "audit", metadata,
    Column("seq", Seq, primary_key=True, autoincrement=True),
    Column("time", Text, nullable=False),
    Column("agent", Id, ForeignKey("agents.id"), nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Id),
    Column("object", Id),
    Column("detail", Text, nullable=False),
    Index("audit_subject", "subject"),
    Index("audit_object", "object"),
    sqlite_autoincrement=True,
)  # fmt: skip
"""The log: rows are added, never changed or removed (a trigger sees to it). Times are UTC, ISO 8601."""

documents = Table(
    "documents", metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
)  # fmt: skip
"""``kind``: ``paper`` (read as a whole), or ``record`` (a database entry: all its names mean one variant)."""

descriptions = Table(
    "descriptions", metadata,
    Column("id", Id, primary_key=True),
    Column("text", Text, nullable=False),
    Column("gene", Text),
    Column("transcript", Text),
    Column("species", Text),
    Column("assembly", Text),
    Column("hints", Text, nullable=False),
)  # fmt: skip
"""A text as printed, with the gene, transcript, species and hints it was given with."""

variants = Table(
    "variants", metadata,
    Column("id", Id, primary_key=True),
    Column("level", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("protein_key", Text),
    Column("protein", Id),
    Column("gene", Text),
    Column("hgvs_c", Text),
    Column("hgvs_p", Text),
    Column("hgvs_g", Text, nullable=False),
    Column("spdi", Text),
    Column("spelling_c", Bytewise),
    Column("spelling_p", Bytewise),
    Index("variants_protein", "protein"),
    Index("variants_gene", "gene"),
    Index("variants_spelling_c", "spelling_c"),
    Index("variants_spelling_p", "spelling_p"),
)  # fmt: skip
"""``protein`` is the identifier of the protein-level variant that this one makes (or is)."""

links = Table(
    "links", metadata,
    Column("id", Id, primary_key=True),
    Column("type", Text, nullable=False),
    Column("subject", Id, ForeignKey("descriptions.id"), nullable=False),
    Column("object", Id, ForeignKey("variants.id"), nullable=False),
    Column("probability", Float, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("numbering", Text, nullable=False),
    Column("agent", Id, ForeignKey("agents.id"), nullable=False),
    Column("event", Seq, nullable=False),
    Column("checksum", Text, nullable=False),
    Column("withdrawn", Id),
    Index("links_object", "object"),
)  # fmt: skip
"""What a program holds a description to mean. ``withdrawn`` names the assertion that took it back."""

verdicts = Table(
    "verdicts", metadata,
    Column("id", Id, primary_key=True),
    Column("description", Id, ForeignKey("descriptions.id"), nullable=False),
    Column("status", Text, nullable=False),
    Column("spelling", Bytewise, nullable=False),
    Column("gene", Text),
    Column("term", Id, nullable=False),
    Column("link", Id, ForeignKey("links.id")),
    Column("paired", SmallInteger, nullable=False),
    Column("repairs", Text, nullable=False),
    Column("messages", Text, nullable=False),
    Column("event", Seq, nullable=False),
    Index("verdicts_spelling", "spelling", "gene"),
    Index("verdicts_link", "link"),
    Index("verdicts_term", "term"),
)  # fmt: skip
"""The outcome of resolving a description: one row for each distinct outcome, ``link`` where it was settled.

``spelling`` is the folded text, ``gene`` the official symbol where settled: what look-ups go by.
"""

candidates = Table(
    "candidates", metadata,
    Column("verdict", Id, ForeignKey("verdicts.id"), primary_key=True),
    Column("rank", SmallInteger, primary_key=True),
    Column("variant", Id, ForeignKey("variants.id"), nullable=False),
    Column("probability", Float, nullable=False),
    Column("numbering", Text, nullable=False),
    Index("candidates_variant", "variant"),
)  # fmt: skip
"""What an unsettled description may mean."""

mentions = Table(
    "mentions", metadata,
    Column("id", Id, nullable=False),
    Column("document", Id, ForeignKey("documents.id")),
    Column("verdict", Id, ForeignKey("verdicts.id"), nullable=False),
    Column("ext_id", Text),
    Column("section", Text),
    Column("start_at", BigInteger),
    Column("end_at", BigInteger),
    Column("event", Seq, nullable=False),
    Column("state", SmallInteger, nullable=False),
    Index("mentions_verdict", "verdict"),
)  # fmt: skip
"""Where a description stands. ``start_at``/``end_at``: 0-based, half-open. ``state`` 0: stands, 1: undone.

Named by document and identifier together: the mentions of a paper lie side by side in the index, and enter it
side by side. Identifiers of mentions without a document are unique among themselves.
"""
_LOOSE = mentions.c.document.is_(None)
Index("mentions_place", mentions.c.document, mentions.c.id, unique=True)
Index("mentions_loose", mentions.c.id, unique=True, sqlite_where=_LOOSE, postgresql_where=_LOOSE)

assertions = Table(
    "assertions", metadata,
    Column("id", Id, primary_key=True),
    Column("type", Text, nullable=False),
    Column("subject_kind", Text, nullable=False),
    Column("subject", Id, nullable=False),
    Column("subject_label", Text, nullable=False),
    Column("object_kind", Text, nullable=False),
    Column("object", Id, nullable=False),
    Column("object_label", Text, nullable=False),
    Column("gene", Text),
    Column("agent", Id, ForeignKey("agents.id"), nullable=False),
    Column("event", Seq, ForeignKey("audit.seq"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("withdrawn", Id),
    Index("assertions_subject", "subject"),
    Index("assertions_object", "object"),
)  # fmt: skip
"""A person's word: ``curated_same``, ``curated_different``, ``retract``."""

sources = Table(
    "sources", metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("complete", SmallInteger, nullable=False),
)  # fmt: skip
"""How far each imported file was read: the number of lines whose mentions are committed."""

CONTENT: tuple[Table, ...] = (
    agents, audit, documents, descriptions, variants, links, verdicts, candidates, mentions, assertions,
    sources,
)  # fmt: skip
"""Every table that carries content, in the order in which rows may be written (referenced ones first)."""


for _table in (links, verdicts, candidates, mentions):
    for _reference in _table.foreign_key_constraints:
        _reference.ddl_if(dialect="sqlite")
"""PostgreSQL would look up each reference of each row, which takes longer than writing the rows. They are
written in one transaction with what they refer to, and never removed; imports and ``check`` verify them by
the thousand."""


def references(table: Table) -> dict[str, Table]:
    """The columns that name a row of another table, and that table."""
    found = {column.name: key.column.table for column in table.columns for key in column.foreign_keys}
    return found | ({"event": audit} if "event" in table.c else {})


def key_of(table: Table) -> tuple[Column[Any], ...]:
    """The columns that name a row of a table among all."""
    return tuple(table.primary_key.columns) or (table.c.document, table.c.id)


def in_order(table: Table, *columns: str) -> tuple[Select[Any], ...]:
    """Queries for the rows of a table that together give all, in an order that every database agrees on.

    They need no sorting: there is an index for each. ``columns``: those wanted; all where none is named.
    """
    query = select(*(table.c[name] for name in columns or table.c.keys()))
    if table is not mentions:
        return (query.order_by(*table.primary_key.columns),)
    named = query.where(mentions.c.document.is_not(None)).order_by(mentions.c.document, mentions.c.id)
    return query.where(_LOOSE).order_by(mentions.c.id), named
