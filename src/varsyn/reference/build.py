"""Building a bundle from any number of files: streamed, resumable, in place only when whole."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import msgspec

from varsyn.model import BundleError
from varsyn.reference.rows import BadRowError, Finding
from varsyn.reference.tables import Progress, fault, open_source
from varsyn.reference.transcript_rows import TranscriptRow, renamed, transcript
from varsyn.reference.writer import BundleWriter

Read = Callable[[IO[bytes], Path], Iterator[tuple[int, Any]]]
Add = Callable[["Build", Any], None]

_LRG_TRANSCRIPT = re.compile(r"LRG_\d+t\d+\Z")

CHECKPOINT = 500
"""Rows between two checkpoints of a resumable build."""


class Source(msgspec.Struct, frozen=True):
    """A file to build from: its role, where it is, how its rows are read and what is made of one.

    ``read`` yields (1-based line, item); ``add`` takes an item into the build and raises BadRowError where it
    cannot.
    """

    role: str
    path: Path
    read: Read
    add: Add


class Build:
    """What the rows of the sources are added to."""

    def __init__(self, writer: BundleWriter) -> None:
        self.writer = writer
        self.findings: list[Finding] = []

    def add_transcript(self, row: TranscriptRow) -> None:
        """Lint a transcript row and add it under its gene's official symbol; raises BadRowError."""
        record, noticed = transcript(row)
        self.findings += noticed
        symbol = self.writer.symbol_of(hgnc=record.hgnc_id, transcript=record.accession, symbol=record.gene)
        if symbol != record.gene:
            if record.gene:
                text = f"listed under {record.gene}, which is not the official symbol: {symbol}"
                self.findings.append(Finding("transcript_regrouped", record.accession, text, "note"))
            record = renamed(record, symbol)
        if symbol:
            self.writer.know_gene(symbol, record)
        names = [("lrg", row.lrg)] if row.lrg and _LRG_TRANSCRIPT.match(row.lrg) else []
        by_id = self.writer.symbol_of(hgnc=record.hgnc_id)
        if by_id not in ("", symbol):
            names.append(("gene", by_id))
        if not self.writer.add_transcript(record, other_names=names):
            raise BadRowError(f"the accession {record.accession} is there twice")

    def staged_sequence(self, accession: str) -> str | None:
        """The sequence of a transcript that a FASTA file gave earlier, exact version only."""
        data = self.writer.staged("sequence", accession)
        return data.decode("ascii") if data is not None else None


def build_bundle(
    target: Path,
    sources: Sequence[Source],
    *,
    progress: Progress | None = None,
    resumable: bool = False,
) -> list[Finding]:
    """Build a bundle from files, in the order given.

    Parameters
    ----------
    target: the bundle to write; replaced by one rename when everything is done, untouched otherwise.
    sources: files with their readers (:mod:`varsyn.reference.inputs` makes them).
    progress: called with the number of bytes read since the last call.
    resumable: keep checkpoints, so that the same build, once interrupted, goes on where it stopped.

    Returns what the lint noticed; it is also recorded in the bundle. Raises BundleError with file, line and
    reason for a row or file that cannot be used; then nothing is kept.
    """
    if not sources:
        raise BundleError("nothing to build from", advice=["name at least --transcripts or --genes"])
    key = _fingerprint(sources) if resumable else None
    with BundleWriter(target, resume=key) as writer:
        build = Build(writer)
        for number, source in enumerate(sources):
            _take_in(build, source, f"{number}:{source.path}", progress, resumable)
        return writer.findings()


def _take_in(build: Build, source: Source, name: str, progress: Progress | None, resumable: bool) -> None:
    writer = build.writer
    done = writer.done(name)
    count = 0
    with open_source(source.path, progress) as (stream, file):
        for line, item in source.read(stream, source.path):
            count += 1
            if count <= done:
                continue
            try:
                source.add(build, item)
            except BadRowError as error:
                raise fault(source.path, line, str(error)) from error
            if resumable and count % CHECKPOINT == 0:
                _flush(build)
                writer.checkpoint(name, count)
        if count == 0:
            raise fault(source.path, None, "holds no rows")
        _flush(build)
        writer.add_input(source.role, source.path.name, file.sha256(), count)
        if resumable:
            writer.checkpoint(name, count)


def _flush(build: Build) -> None:
    build.writer.add_findings(build.findings)
    build.findings = []


def _fingerprint(sources: Iterable[Source]) -> str:
    parts = []
    for source in sources:
        try:
            status = source.path.stat()
        except OSError as error:
            raise fault(source.path, None, error.strerror or str(error)) from error
        parts.append(f"{source.role}|{source.path.absolute()}|{status.st_size}|{status.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
