"""Which files a bundle can be built from: the project's own input format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from varsyn.model import BundleError
from varsyn.reference import fact_rows
from varsyn.reference.build import Build, Read, Source
from varsyn.reference.formats import hgnc, uniprot
from varsyn.reference.rows import BadRowError, shaped
from varsyn.reference.tables import rows
from varsyn.reference.transcript_rows import TranscriptRow

Fields = dict[str, object]

REQUIRED: dict[str, tuple[str, ...]] = {
    "genes": ("symbol",),
    "transcripts": ("accession", "sequence"),
    "features": ("gene", "features"),
    "numbering": ("gene", "molecule", "convention", "offset_to_add"),
    "legacy": ("gene", "legacy", "kind", "refseq", "hgvs_c"),
    "lookalikes": ("token", "kind", "reads_as"),
}
"""Roles of files in the project's own format, in the order they are read, and the columns each must have."""


def own_sources(files: dict[str, Path]) -> list[Source]:
    """Sources for files in the project's own format (TSV or JSONL, plain or gzip): role → file."""
    unknown = set(files) - set(REQUIRED)
    if unknown:
        raise BundleError(f"no such kind of input: {', '.join(sorted(unknown))}")
    return [Source(role, files[role], _reader(role), _ADD[role]) for role in REQUIRED if role in files]


def _reader(role: str) -> Read:
    def read(stream: IO[bytes], path: Path) -> Iterator[tuple[int, Fields]]:
        return rows(stream, path, REQUIRED[role])

    return _read_features if role == "features" else read


def _transcript(build: Build, fields: Fields) -> None:
    build.add_transcript(shaped(fields, TranscriptRow))


def _gene(build: Build, fields: Fields) -> None:
    if "prev_symbol" in fields and "hgnc_id" in fields:
        hgnc.add(build, fields)
    elif not build.writer.add_gene(fact_rows.gene(fields)):
        raise BadRowError(f"the gene {fields['symbol']} is there twice")


def _read_features(stream: IO[bytes], path: Path) -> Iterator[tuple[int, Fields | uniprot.Entry]]:
    """Own rows, or UniProt's formats: told apart by how the file begins."""
    head = stream.peek(4096) if hasattr(stream, "peek") else b""
    first = head.partition(b"\n")[0]
    if first.lstrip().startswith((b"{", b"[")) or b"features" in first.split(b"\t") or not first.strip():
        return rows(stream, path, REQUIRED["features"])
    return uniprot.read(stream, path)


def _features(build: Build, item: Fields | uniprot.Entry) -> None:
    if isinstance(item, dict):
        build.writer.add_features(fact_rows.features(item))
    else:
        uniprot.add(build, item)


def _numbering(build: Build, fields: Fields) -> None:
    build.writer.add_numbering(fact_rows.numbering(fields))


def _legacy(build: Build, fields: Fields) -> None:
    build.writer.add_legacy(fact_rows.legacy(fields))


def _lookalike(build: Build, fields: Fields) -> None:
    build.writer.add_lookalike(str(fields["token"]), str(fields["kind"]), str(fields["reads_as"]))


_ADD: dict[str, Callable[[Build, Any], None]] = {
    "genes": _gene,
    "transcripts": _transcript,
    "features": _features,
    "numbering": _numbering,
    "legacy": _legacy,
    "lookalikes": _lookalike,
}
