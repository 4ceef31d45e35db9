"""The bundle's file format: one SQLite file, rows in msgpack, small indexed columns beside them."""

from __future__ import annotations

import sqlite3

FORMAT = "varsyn-bundle-1"

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE input (role TEXT, name TEXT, sha256 TEXT, rows INTEGER);
CREATE TABLE finding (code TEXT, subject TEXT, text TEXT, severity TEXT);
CREATE TABLE transcript (
    id INTEGER PRIMARY KEY, accession TEXT UNIQUE NOT NULL, base TEXT NOT NULL, version INTEGER NOT NULL,
    gene TEXT NOT NULL, mane TEXT, coding INTEGER NOT NULL, place INTEGER, row BLOB NOT NULL);
CREATE TABLE transcript_name (name TEXT, base TEXT, version INTEGER, kind TEXT, transcript INTEGER);
CREATE TABLE span (chrom TEXT, start INTEGER, stop INTEGER, transcript INTEGER);
CREATE TABLE gene (
    id INTEGER PRIMARY KEY, symbol TEXT NOT NULL, species TEXT NOT NULL, hgnc TEXT, row BLOB NOT NULL);
CREATE TABLE gene_name (key TEXT, gene INTEGER, kind INTEGER, name TEXT, warning TEXT);
CREATE INDEX transcript_by_gene ON transcript (gene, place);
CREATE INDEX gene_by_symbol ON gene (symbol);
CREATE INDEX gene_name_by_key ON gene_name (key);
CREATE TABLE feature (gene TEXT, row BLOB NOT NULL);
CREATE TABLE numbering (gene TEXT, row BLOB NOT NULL);
CREATE TABLE legacy (gene TEXT, key TEXT, row BLOB NOT NULL);
CREATE TABLE lookalike (key TEXT, token TEXT, kind TEXT, reads_as TEXT);
CREATE TABLE stage (kind TEXT, key TEXT, value BLOB, PRIMARY KEY (kind, key)) WITHOUT ROWID;
"""
"""``place`` orders a gene's transcripts, 0 for the anchor; ``gene_name.kind`` indexes MATCH_KINDS."""

INDEXES = """
CREATE INDEX transcript_by_base ON transcript (base, version);
CREATE INDEX transcript_name_by_name ON transcript_name (name);
CREATE INDEX transcript_name_by_base ON transcript_name (base, version);
CREATE INDEX span_by_place ON span (chrom, start, stop);
CREATE INDEX feature_by_gene ON feature (gene);
CREATE INDEX numbering_by_gene ON numbering (gene);
CREATE INDEX legacy_by_gene ON legacy (gene);
CREATE INDEX legacy_by_key ON legacy (key);
CREATE INDEX lookalike_by_key ON lookalike (key);
"""

COUNTED = ("transcript", "gene", "feature", "numbering", "legacy")
"""Tables whose number of rows is told in ``meta``."""

MATCH_KINDS = ("symbol", "id", "previous", "alias", "protein_name", "ambiguous")
"""How words can name a gene, strongest first."""


def split_version(accession: str) -> tuple[str, int]:
    """An accession without and with its version, 0 where it has none.

    >>> split_version("NM_000875.5"), split_version("LRG_1055t1")
    (('NM_000875', 5), ('LRG_1055t1', 0))
    """
    base, dot, version = accession.rpartition(".")
    if dot and version.isascii() and version.isdigit() and len(version) < 10:
        return base, int(version)
    return accession, 0


def content_checksum(db: sqlite3.Connection) -> str:
    """SHA-256 over every encoded row, table by table, in the order they were added."""
    import hashlib  # slow to import, not needed to read a bundle

    total = hashlib.sha256()
    for table in COUNTED:
        total.update(table.encode())
        for (row,) in db.execute(f"SELECT row FROM {table} ORDER BY rowid"):
            total.update(len(row).to_bytes(8, "big"))
            total.update(row)
    for found in db.execute("SELECT token, kind, reads_as FROM lookalike ORDER BY rowid"):
        total.update("\0".join(map(str, found)).encode())
    return total.hexdigest()
