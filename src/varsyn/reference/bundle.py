"""A reference bundle being read: lazily, from one read-only file, by any number of threads and processes."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from varsyn.model import BundleError
from varsyn.reference.genes import GeneFinder
from varsyn.reference.names import HUMAN, legacy_key
from varsyn.reference.records import (
    Gene,
    LegacyName,
    NumberingFact,
    ProteinFeatures,
    Transcript,
)
from varsyn.reference.schema import FORMAT, split_version
from varsyn.reference.suggest import Suggester

T = TypeVar("T")

_TRANSCRIPT = msgspec.msgpack.Decoder(Transcript)
_GENE = msgspec.msgpack.Decoder(Gene)
_FEATURES = msgspec.msgpack.Decoder(ProteinFeatures)
_NUMBERING = msgspec.msgpack.Decoder(NumberingFact)
_LEGACY = msgspec.msgpack.Decoder(LegacyName)


def _last(features: ProteinFeatures) -> int:
    """The last residue that the features name."""
    return max((each.end or 0 for each in features.features), default=0)


class Bundle:
    """The Reference protocol on a bundle file. Open it with :func:`varsyn.reference.open_reference`.

    Reads may come from several threads; after a fork the child opens its own connection. Pickling keeps
    the path. Decoded transcripts and genes are kept in bounded caches of this object.

    >>> from varsyn.reference import open_reference
    >>> bundle = open_reference()
    >>> bundle.anchor("IGF1R").accession
    'NM_000875.5'
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._pid = -1
        self._db: sqlite3.Connection | None = None
        meta = dict(self._ask("SELECT key, value FROM meta"))
        if meta.get("format") != FORMAT:
            raise BundleError(
                f"{path}: its format is {meta.get('format')!r}, not {FORMAT!r}",
                advice=["build it again with varsyn data build"],
            )
        self._checksum = str(meta.get("checksum", ""))
        self.meta: dict[str, str] = meta
        self.transcript = lru_cache(maxsize=1024)(self._transcript)
        self.versions = lru_cache(maxsize=4096)(self._versions)
        self.transcripts_of = lru_cache(maxsize=1024)(self._transcripts_of)
        self.anchor = lru_cache(maxsize=4096)(self._anchor)
        self.transcript_of_protein = lru_cache(maxsize=1024)(self._transcript_of_protein)
        self.gene = lru_cache(maxsize=4096)(self._gene)
        self.features = lru_cache(maxsize=4096)(self._features)
        self.numbering = lru_cache(maxsize=4096)(self._numbering)
        self.legacy_names = lru_cache(maxsize=4096)(self._legacy_names)
        self.find_legacy = lru_cache(maxsize=8192)(self._find_legacy)
        self._record = lru_cache(maxsize=1024)(self._decoded)
        self._gene_record = lru_cache(maxsize=8192)(self._decoded_gene)
        self._finder = GeneFinder(self._ask, self._gene_record)
        self.find_genes = self._finder.find
        self._suggester = lru_cache(maxsize=1)(self._make_suggester)

    def __reduce__(self) -> tuple[type[Bundle], tuple[Path]]:
        return (Bundle, (self.path,))

    def __repr__(self) -> str:
        return f"Bundle({str(self.path)!r})"

    def _ask(self, query: str, values: tuple[object, ...] = ()) -> list[Any]:
        with self._lock:
            try:
                return self._connection().execute(query, values).fetchall()
            except OverflowError:
                return []  # a position beyond 64 bits lies on no sequence
            except sqlite3.DatabaseError as error:
                raise self._damaged(error) from error

    def _decode(self, decoder: msgspec.msgpack.Decoder[T], row: bytes) -> T:
        try:
            return decoder.decode(row)
        except (msgspec.MsgspecError, UnicodeDecodeError, TypeError) as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> BundleError:
        return BundleError(
            f"{self.path}: no usable reference bundle ({error})",
            advice=["varsyn data verify PATH says what is wrong; varsyn data build makes a new one"],
        )

    def _connection(self) -> sqlite3.Connection:
        if self._db is None or self._pid != os.getpid():
            uri = self.path.absolute().as_uri() + "?mode=ro&immutable=1"
            self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._pid = os.getpid()
        return self._db

    @property
    def checksum(self) -> str:
        """SHA-256 over the rows, in the order they were built."""
        return self._checksum

    def close(self) -> None:
        """Close the file; the next question opens it again."""
        with self._lock:
            if self._db is not None and self._pid == os.getpid():
                self._db.close()
            self._db = None

    def _decoded(self, number: int) -> Transcript:
        return self._decode(
            _TRANSCRIPT, self._ask("SELECT row FROM transcript WHERE id = ?", (number,))[0][0]
        )

    def _decoded_gene(self, number: int) -> Gene:
        return self._decode(_GENE, self._ask("SELECT row FROM gene WHERE id = ?", (number,))[0][0])

    def _transcript(self, accession: str) -> Transcript | None:
        found = self._ask("SELECT id FROM transcript WHERE accession = ?", (accession,)) or self._ask(
            "SELECT transcript FROM transcript_name JOIN transcript ON transcript.id = transcript"
            " WHERE name = ? AND kind IN ('enst', 'lrg') ORDER BY place, transcript",
            (accession,),
        )
        return self._record(found[0][0]) if found else None

    def _versions(self, accession: str) -> tuple[str, ...]:
        base = split_version(accession)[0]
        found = self._ask(
            "SELECT accession, version FROM transcript WHERE base = ?"
            " UNION SELECT name, version FROM transcript_name WHERE base = ? AND kind IN ('enst', 'lrg')"
            " ORDER BY 2 DESC",
            (base, base),
        )
        return tuple(row[0] for row in found)

    def _transcripts_of(self, symbol: str) -> tuple[Transcript, ...]:
        if not symbol:
            return ()
        return tuple(self._record(number) for number in self._numbers_of(symbol))

    def _anchor(self, symbol: str) -> Transcript | None:
        if not symbol:
            return None
        found = self._numbers_of(symbol)
        return self._record(found[0]) if found else None

    def _numbers_of(self, symbol: str) -> list[int]:
        """Ids of a gene's transcripts, the anchor first; or those listed under another symbol."""
        found = self._ask("SELECT id FROM transcript WHERE gene = ? ORDER BY place", (symbol,)) or self._ask(
            "SELECT transcript FROM transcript_name JOIN transcript ON transcript.id = transcript"
            " WHERE name = ? AND kind = 'gene' ORDER BY place, transcript",
            (symbol,),
        )
        return [row[0] for row in found]

    def _transcript_of_protein(self, accession: str) -> Transcript | None:
        base, version = split_version(accession)
        found = self._ask(
            "SELECT transcript FROM transcript_name JOIN transcript ON transcript.id = transcript"
            " WHERE transcript_name.base = ? AND kind = 'protein'"
            " AND (transcript_name.version = ? OR ? = 0)"
            " ORDER BY transcript_name.version DESC, place, transcript.version DESC",
            (base, version, version),
        )
        if found:
            return self._record(found[0][0])
        symbol = self._finder.symbol_of_protein(accession)
        return self._anchor(symbol) if symbol else None

    def overlapping(self, chrom: str, start: int, end: int) -> tuple[Transcript, ...]:
        """Transcripts aligned over [start, end) of a chromosome accession (0-based); anchors first."""
        found = self._ask(
            "SELECT DISTINCT transcript, gene, place FROM span JOIN transcript ON transcript.id = transcript"
            " WHERE chrom = ? AND start < ? AND stop > ? ORDER BY place, gene, transcript",
            (chrom, max(end, start + 1), start),
        )
        return tuple(self._record(row[0]) for row in found)

    def _gene(self, symbol: str, species: str | None = None) -> Gene | None:
        return self._finder.official(symbol, species)

    def _features(self, symbol: str) -> ProteinFeatures | None:
        found = self._ask("SELECT row FROM feature WHERE gene = ?", (symbol,))
        records = [self._decode(_FEATURES, row[0]) for row in found]
        if len(records) > 1 and (anchor := self._anchor(symbol)) is not None:
            records.sort(key=lambda each: _last(each) != len(anchor.protein))
        return records[0] if records else None

    def _numbering(self, symbol: str) -> tuple[NumberingFact, ...]:
        found = self._ask("SELECT row FROM numbering WHERE gene = ? ORDER BY rowid", (symbol,))
        return tuple(self._decode(_NUMBERING, row[0]) for row in found)

    def _legacy_names(self, symbol: str) -> tuple[LegacyName, ...]:
        found = self._ask("SELECT row FROM legacy WHERE gene = ? ORDER BY rowid", (symbol,))
        return tuple(self._decode(_LEGACY, row[0]) for row in found)

    def _find_legacy(self, name: str) -> tuple[LegacyName, ...]:
        key = legacy_key(name)
        if not key:
            return ()
        found = self._ask("SELECT row FROM legacy WHERE key = ? ORDER BY rowid", (key,))
        return tuple(self._decode(_LEGACY, row[0]) for row in found)

    def _make_suggester(self) -> Suggester:
        rows = self._ask("SELECT DISTINCT symbol FROM gene WHERE species = ? ORDER BY symbol", (HUMAN,))
        return Suggester(row[0] for row in rows)

    def suggest_genes(self, words: str, limit: int = 5) -> tuple[str, ...]:
        """Official symbols of human genes that look like these words, the likeliest first.

        >>> from varsyn.reference import open_reference
        >>> open_reference().suggest_genes("IGFR1R")[0]
        'IGF1R'
        """
        return self._suggester().suggest(words, limit)

    def lookalikes(self, words: str) -> tuple[str, ...]:
        """What else a gene name reads as: a residue, a codon, an English word; empty for ordinary names.

        >>> from varsyn.reference import open_reference
        >>> open_reference().lookalikes("p150")
        ('residue P150',)
        """
        return self._finder.lookalikes(words)

    def describe(self) -> dict[str, Any]:
        """What the bundle is and was built from: path, checksum, counts, inputs, lint findings."""
        inputs = self._ask("SELECT role, name, sha256, rows FROM input ORDER BY rowid")
        findings = self._ask("SELECT code, subject, text, severity FROM finding ORDER BY rowid")
        return {
            "path": str(self.path),
            **self.meta,
            "inputs": [dict(zip(("role", "name", "sha256", "rows"), row, strict=True)) for row in inputs],
            "findings": [
                dict(zip(("code", "subject", "text", "severity"), row, strict=True)) for row in findings
            ],
        }

    def symbols(self) -> Iterator[str]:
        """Every official symbol, in alphabetical order, each once."""
        for row in self._ask("SELECT DISTINCT symbol FROM gene ORDER BY symbol"):
            yield row[0]
