"""Building a bundle from files in the project's own input format (TSV or JSONL, plain or gzip)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from varsyn.model import BundleError
from varsyn.reference import rows as shapes
from varsyn.reference.rows import BadRow, Finding, TranscriptRow
from varsyn.reference.tables import Progress, Row, SourceFile, fault, open_source, rows
from varsyn.reference.writer import BundleWriter

T = TypeVar("T")

REQUIRED: dict[str, tuple[str, ...]] = {
    "genes": ("symbol",),
    "transcripts": ("accession", "sequence"),
    "features": ("gene", "features"),
    "numbering": ("gene", "molecule", "convention", "offset_to_add"),
    "legacy": ("gene", "legacy", "kind", "refseq", "hgvs_c"),
    "lookalikes": ("token", "kind", "reads_as"),
}
"""Input roles in the order they are read, with the columns each must have."""


def build_bundle(
    target: Path,
    inputs: dict[str, Path],
    *,
    progress: Progress | None = None,
    interrupted: Callable[[], None] | None = None,
) -> list[Finding]:
    """Build a bundle from files in the design's input format.

    Parameters
    ----------
    target: the bundle to write; replaced by one rename when everything is done, untouched otherwise.
    inputs: role (a key of ``REQUIRED``) → file.
    progress: called with the number of bytes read since the last call.

    Returns what the lint noticed; it is also recorded in the bundle. Raises BundleError with file, line and
    reason for a row or file that cannot be used.
    """
    unknown = set(inputs) - set(REQUIRED)
    if unknown:
        raise BundleError(f"no such kind of input: {', '.join(sorted(unknown))}")
    findings: list[Finding] = []
    with BundleWriter(target) as writer:
        for role in REQUIRED:
            if role not in inputs:
                continue
            path = inputs[role]
            with open_source(path, progress) as (stream, source):
                count = _add(writer, role, rows(stream, path, REQUIRED[role]), path, findings)
                _record(writer, role, path, source, count)
        writer.add_findings(findings)
    return findings


def _record(writer: BundleWriter, role: str, path: Path, source: SourceFile, count: int) -> None:
    if count == 0:
        raise fault(path, None, "holds no rows")
    writer.add_input(role, path.name, source.sha256(), count)


def _add(
    writer: BundleWriter, role: str, given: Iterator[Row], path: Path, findings: list[Finding]
) -> int:
    count = 0
    for line, fields in given:
        count += 1
        try:
            if role == "transcripts":
                add_transcript(writer, shapes.shaped(fields, TranscriptRow), findings)
            elif role == "genes":
                if not writer.add_gene(shapes.gene(fields)):
                    raise BadRow(f"the gene {fields['symbol']} is there twice")
            elif role == "features":
                writer.add_features(shapes.features(fields))
            elif role == "numbering":
                writer.add_numbering(shapes.numbering(fields))
            elif role == "legacy":
                writer.add_legacy(shapes.legacy(fields))
            else:
                writer.add_lookalike(*(str(fields[name]) for name in REQUIRED["lookalikes"]))
        except BadRow as error:
            raise fault(path, line, str(error)) from error
    return count


def add_transcript(writer: BundleWriter, row: TranscriptRow, findings: list[Finding]) -> None:
    """Lint a transcript row and add it under its gene's official symbol; raises BadRow."""
    record, noticed = shapes.transcript(row)
    findings += noticed
    symbol = writer.symbol_of(hgnc=record.hgnc_id, transcript=record.accession, symbol=record.gene)
    if symbol != record.gene:
        if record.gene:
            text = f"listed under {record.gene}, a former symbol of {symbol}"
            findings.append(Finding("gene_renamed", record.accession, text, "note"))
        record = shapes.renamed(record, symbol)
    names = [("lrg", row.lrg)] if row.lrg else []
    if not writer.add_transcript(record, other_names=names):
        raise BadRow(f"the accession {record.accession} is there twice")
