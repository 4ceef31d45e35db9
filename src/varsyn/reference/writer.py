"""Writing a bundle: into a temporary file beside the target, put in place at the end."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from types import TracebackType

import msgspec

from varsyn.model import BundleError
from varsyn.reference.names import HUMAN, legacy_key, name_key, numeral_key
from varsyn.reference.records import Gene, LegacyName, NumberingFact, ProteinFeatures, Transcript
from varsyn.reference.rows import Finding
from varsyn.reference.schema import (
    COUNTED,
    FORMAT,
    INDEXES,
    MATCH_KINDS,
    TABLES,
    content_checksum,
    split_version,
)

_KIND = {kind: number for number, kind in enumerate(MATCH_KINDS)}
_TRUST = (
    "refseq_exact",
    "inferred_version",
    "lrg_fixed",
    "derived_from_lrg_genomic",
    "derived_from_refseqgene",
)


_PROGRESS = """
CREATE TABLE resume (value TEXT);
CREATE TABLE done (name TEXT PRIMARY KEY, rows INTEGER);
"""
"""Tables of an unfinished bundle: which inputs it is of, and how far they have been read."""


class BundleWriter:
    """Collects rows and writes them as a bundle.

    A context manager: leaving it in peace puts the bundle in place by one rename; leaving it by an
    exception (or being killed) leaves whatever stood at ``target`` as it was.

    Parameters
    ----------
    target: the bundle to write.
    resume: names the inputs; with it the unfinished file has a fixed name, work is kept at every
        checkpoint, and a writer with the same inputs goes on where the other one stopped.
    """

    def __init__(self, target: Path, *, resume: str | None = None) -> None:
        self.target = target
        self.scratch = _scratch(target, resume)
        self.resumed = False
        self._db = self._begin(resume)
        self._encode = msgspec.msgpack.Encoder().encode
        self._keep = resume is not None

    def _begin(self, resume: str | None) -> sqlite3.Connection:
        """The scratch file, locked: one left by an interrupted build of the same inputs, or a new one."""
        try:
            db = _locked(self.scratch)
            found = db.execute("SELECT name FROM sqlite_master WHERE name = 'resume'").fetchone()
            left = db.execute("SELECT value FROM resume").fetchone() if found else None
            if resume is not None and left == (resume,):
                self.resumed = True
                return db
            started = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        except sqlite3.OperationalError as error:
            raise BundleError(
                f"{self.target}: another build of it is running, or it cannot be written ({error})"
            ) from error
        except sqlite3.DatabaseError:
            started = 1  # no database at all
        try:
            if started:
                self.scratch.unlink()
                db = _locked(self.scratch)
            for statement in filter(str.strip, f"{TABLES}{_PROGRESS}".split(";")):
                db.execute(statement)
            db.execute("INSERT INTO resume VALUES (?)", (resume or "",))
            db.execute("COMMIT")
            db.execute("BEGIN EXCLUSIVE")
        except (OSError, sqlite3.Error) as error:
            raise BundleError(f"{self.target}: cannot be written ({error})") from error
        return db

    def __enter__(self) -> BundleWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        interrupted = kind is not None and not issubclass(kind, Exception)
        try:
            if kind is None:
                self._finish()
        except (OSError, sqlite3.Error) as fault:
            raise BundleError(f"{self.target}: cannot be written ({fault})") from fault
        finally:
            self._db.close()  # what came after the last checkpoint is rolled back
            if not (interrupted and self._keep):
                self.scratch.unlink(missing_ok=True)
        if isinstance(error, sqlite3.Error):
            raise BundleError(f"{self.target}: cannot be written ({error})") from error

    def checkpoint(self, name: str, rows: int) -> None:
        """Keep the work so far: ``rows`` rows of the input ``name`` are in."""
        self._db.execute("INSERT OR REPLACE INTO done VALUES (?, ?)", (name, rows))
        self._db.execute("COMMIT")
        self._db.execute("BEGIN EXCLUSIVE")

    def done(self, name: str) -> int:
        """Rows of an input that an interrupted build has taken in."""
        found = self._db.execute("SELECT rows FROM done WHERE name = ?", (name,)).fetchone()
        return int(found[0]) if found else 0

    def stage(self, kind: str, key: str, value: bytes) -> None:
        """Put something aside that later rows need (a sequence, a summary line); it leaves with the build."""
        self._db.execute("INSERT OR REPLACE INTO stage VALUES (?, ?, ?)", (kind, key, value))

    def staged(self, kind: str, key: str) -> bytes | None:
        """What was put aside under a kind and key."""
        found = self._db.execute("SELECT value FROM stage WHERE kind = ? AND key = ?", (kind, key)).fetchone()
        return found[0] if found else None

    def _row(self, value: object) -> bytes:
        return self._encode(value)

    def add_transcript(self, row: Transcript, *, other_names: Iterable[tuple[str, str]] = ()) -> bool:
        """Add a transcript; False where the accession is there already.

        ``other_names`` are (kind, name) pairs: ``lrg`` and the name of the LRG transcript, ``gene`` and
        another symbol of its gene.
        """
        base, version = split_version(row.accession)
        try:
            inserted = self._db.execute(
                "INSERT INTO transcript (accession, base, version, gene, mane, coding, row)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (row.accession, base, version, row.gene, row.mane, row.cds_start is not None, b""),
            )
        except sqlite3.IntegrityError:
            return False
        number = inserted.lastrowid
        self._db.execute("UPDATE transcript SET row = ? WHERE id = ?", (self._row(row), number))
        names = [("enst", row.enst), ("protein", row.protein_accession), *other_names]
        self._db.executemany(
            "INSERT INTO transcript_name VALUES (?, ?, ?, ?, ?)",
            [(name, *split_version(name), kind, number) for kind, name in names if name],
        )
        self._db.executemany(
            "INSERT INTO span VALUES (?, ?, ?, ?)",
            [
                (each.chrom, min(start for start, _ in each.exons), max(end for _, end in each.exons), number)
                for each in row.alignments
            ],
        )
        return True

    def has_transcript(self, accession: str) -> bool:
        """Whether a transcript with this accession was added."""
        query = "SELECT 1 FROM transcript WHERE accession = ?"
        return self._db.execute(query, (accession,)).fetchone() is not None

    def add_gene(self, row: Gene) -> bool:
        """Add a gene and every key it is found under; False where symbol and species are there already."""
        known = self._db.execute(
            "SELECT 1 FROM gene WHERE symbol = ? AND species = ?", (row.symbol, row.species)
        ).fetchone()
        if known:
            return False
        number = self._db.execute(
            "INSERT INTO gene (symbol, species, hgnc, row) VALUES (?, ?, ?, ?)",
            (row.symbol, row.species, row.id, self._row(row)),
        ).lastrowid
        self._db.executemany(
            "INSERT INTO gene_name VALUES (?, ?, ?, ?, ?)",
            [(key, number, _KIND[kind], name, warning) for key, kind, name, warning in gene_names(row)],
        )
        return True

    def know_gene(self, symbol: str, row: Transcript) -> None:
        """Add a gene that is known by a transcript alone, where no list of genes has it."""
        query = "SELECT 1 FROM gene WHERE symbol = ?"
        if self._db.execute(query, (symbol,)).fetchone() is None:
            mane = row.accession if row.mane == "MANE Select" else ""
            self.add_gene(Gene(symbol, id=row.hgnc_id or "", mane_select=mane))

    def add_features(self, row: ProteinFeatures) -> None:
        """Add the processing features of a gene's protein."""
        self._db.execute("INSERT INTO feature VALUES (?, ?)", (row.gene, self._row(row)))

    def add_numbering(self, row: NumberingFact) -> None:
        """Add a numbering convention."""
        self._db.execute("INSERT INTO numbering VALUES (?, ?)", (row.gene, self._row(row)))

    def add_legacy(self, row: LegacyName) -> None:
        """Add a legacy name."""
        self._db.execute(
            "INSERT INTO legacy VALUES (?, ?, ?)", (row.gene, legacy_key(row.legacy), self._row(row))
        )

    def add_lookalike(self, token: str, kind: str, reads_as: str) -> None:
        """Add a gene name that also reads as a variant or a word."""
        self._db.execute(
            "INSERT INTO lookalike VALUES (?, ?, ?, ?)", (name_key(token), token, kind, reads_as)
        )

    def add_findings(self, findings: Iterable[Finding]) -> None:
        """Record what the lint noticed."""
        self._db.executemany(
            "INSERT INTO finding VALUES (?, ?, ?, ?)",
            [(each.code, each.subject, each.text, each.severity) for each in findings],
        )

    def findings(self) -> list[Finding]:
        """Everything the lint has noticed so far, also before an interruption."""
        return [
            Finding(*found) for found in self._db.execute("SELECT code, subject, text, severity FROM finding")
        ]

    def add_input(self, role: str, name: str, sha256: str, rows: int) -> None:
        """Record an input file by its name, SHA-256 and number of rows used."""
        self._db.execute("INSERT INTO input VALUES (?, ?, ?, ?)", (role, name, sha256, rows))

    def symbol_of(self, *, hgnc: str | None = None, transcript: str | None = None, symbol: str = "") -> str:
        """The official symbol for a gene known by some symbol, its HGNC id or MANE transcript.

        The symbol as given where the genes on record know none of them.
        """
        if symbol and self._db.execute("SELECT 1 FROM gene WHERE symbol = ?", (symbol,)).fetchone():
            return symbol
        for key in (name_key(hgnc or ""), mane_key(transcript) if transcript else ""):
            found = self._symbol_by_id(key)
            if found:
                return found
        return symbol

    def symbol_of_protein(self, uniprot: str, symbol: str, species: str) -> str:
        """The official symbol for a UniProt accession, or for an entry's gene name; "" if not known."""
        found = self._symbol_by_id(name_key(uniprot))
        if found or not symbol:
            return found
        row = self._db.execute(
            "SELECT symbol FROM gene WHERE symbol = ? AND species = ?", (symbol, species or HUMAN)
        ).fetchone()
        return str(row[0]) if row else ""

    def symbol_of_mnemonic(self, mnemonic: str, species: str, length: int) -> str:
        """The only gene that goes by this name and encodes a protein of this length; "" if not one alone.

        For UniProt entry names (``IGF1R_HUMAN``), which are like gene names, but not always of that gene.
        """
        rows = self._db.execute(
            "SELECT DISTINCT gene.symbol FROM gene_name JOIN gene ON gene.id = gene_name.gene"
            " WHERE key = ? AND species = ?",
            (name_key(mnemonic), species or HUMAN),
        ).fetchall()
        found = [str(row[0]) for row in rows if length in self._protein_lengths(str(row[0]))]
        return found[0] if len(found) == 1 else ""

    def _protein_lengths(self, symbol: str) -> set[int]:
        rows = self._db.execute("SELECT row FROM transcript WHERE gene = ?", (symbol,))
        return {len(msgspec.msgpack.decode(row[0], type=Transcript).protein) for row in rows}

    def _symbol_by_id(self, key: str) -> str:
        row = self._db.execute(
            "SELECT gene.symbol FROM gene_name JOIN gene ON gene.id = gene_name.gene"
            " WHERE key = ? AND kind = ?",
            (key, _KIND["id"]),
        ).fetchone()
        return str(row[0]) if row else ""

    def _finish(self) -> None:
        staged = self._db.execute("SELECT 1 FROM stage LIMIT 1").fetchone()
        self._db.execute("COMMIT")
        self._db.executescript("DROP TABLE stage; DROP TABLE done; DROP TABLE resume;" + INDEXES)
        self._db.execute("BEGIN EXCLUSIVE")
        self._order_transcripts()
        counts = {table: self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTED}
        meta = {"format": FORMAT, "checksum": content_checksum(self._db), **counts}
        self._db.executemany(
            "INSERT INTO meta VALUES (?, ?)", [(key, str(value)) for key, value in meta.items()]
        )
        self._db.execute("COMMIT")
        self._db.execute("PRAGMA optimize")
        if staged:
            self._db.execute("VACUUM")
        self._db.close()
        with self.scratch.open("rb+") as file:
            os.fsync(file.fileno())
        self.scratch.chmod(0o644)
        self.scratch.replace(self.target)

    def _order_transcripts(self) -> None:
        cursor = self._db.execute(
            "SELECT gene, id, accession, base, version, mane, coding, row FROM transcript ORDER BY gene"
        )
        for symbol, group in groupby(cursor, key=lambda found: str(found[0])):
            preferred = self._preferred(symbol)
            ranked = sorted((_rank(found, preferred), found[1]) for found in group)
            self._db.executemany(
                "UPDATE transcript SET place = ? WHERE id = ?",
                [(place, number) for place, (_, number) in enumerate(ranked)],
            )

    def _preferred(self, symbol: str) -> str:
        found = self._db.execute(
            "SELECT row FROM gene WHERE symbol = ? ORDER BY species = 'Homo sapiens' DESC", (symbol,)
        ).fetchone()
        return msgspec.msgpack.decode(found[0], type=Gene).mane_select if found else ""


def _locked(scratch: Path) -> sqlite3.Connection:
    db = sqlite3.connect(scratch, isolation_level=None, timeout=0.2)
    for pragma in ("locking_mode=EXCLUSIVE", "journal_mode=DELETE", "synchronous=OFF", "cache_size=-8000"):
        db.execute(f"PRAGMA {pragma}")
    db.execute("BEGIN EXCLUSIVE")
    return db


def _scratch(target: Path, resume: str | None) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            raise BundleError(f"{target}: a directory, not a file to write")
        if resume is not None:
            return target.with_name(f".{target.name}.part")
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise BundleError(f"{target}: cannot be written ({error.strerror})") from error
    os.close(handle)
    return Path(name)


def _rank(found: tuple[object, ...], preferred: str) -> tuple[object, ...]:
    """Sort key of a transcript within its gene, the anchor first (docs/choices.md, "anchor")."""
    _, _, accession, base, version, mane, coding, data = found
    assert isinstance(data, bytes)
    assert isinstance(version, int)
    row = msgspec.msgpack.decode(data, type=Transcript)
    trust = _TRUST.index(row.kind) if row.kind in _TRUST else len(_TRUST)
    return (
        mane != "MANE Select",
        accession != preferred,
        not preferred or base != split_version(preferred)[0],
        mane != "MANE Plus Clinical",
        not coding,
        not str(base).startswith(("NM_", "NR_", "LRG_", "ENST")),
        -len(row.protein),
        trust,
        base,
        -version,
    )


def gene_names(row: Gene) -> list[tuple[str, str, str, str]]:
    """Every (key, kind, listed name, warning) under which a gene is found, strongest kind first."""
    meant_otherwise = dict(row.ambiguous_aliases)
    names: list[tuple[str, str]] = [("symbol", row.symbol), ("id", row.id), ("id", row.uniprot)]
    names += [("previous", name) for name in row.previous_symbols]
    names += [("alias", name) for name in row.aliases]
    names += [("protein_name", name) for name in (row.name, *row.protein_names)]
    names += [("ambiguous", name) for name in meant_otherwise]
    found: dict[tuple[str, str], tuple[str, str, str, str]] = {}
    for kind, name in names:
        warning = f"{name} is also: {meant_otherwise[name]}" if name in meant_otherwise else ""
        keys = {name_key(name)}
        if kind in ("alias", "protein_name", "ambiguous"):
            keys.add(numeral_key(name) or "")
        for key in sorted(keys - {""}):
            found.setdefault((key, name), (key, kind, name, warning))
    if row.mane_select:
        key = mane_key(row.mane_select)
        found[key, row.mane_select] = (key, "id", row.mane_select, "")
    return list(found.values())


def mane_key(accession: str) -> str:
    """The key under which a gene is found by its MANE transcript, whatever the version."""
    return "mane:" + split_version(accession)[0].lower()
