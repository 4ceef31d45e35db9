"""Is a bundle whole and true? Every row is decoded and checked against the others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec

from varsyn.model import BundleError
from varsyn.reference.alignments import MisalignedError, checked
from varsyn.reference.opening import open_reference
from varsyn.reference.records import Gene, LegacyName, NumberingFact, ProteinFeatures, Transcript
from varsyn.reference.schema import COUNTED, content_checksum
from varsyn.reference.translation import encoded_protein

_KINDS: dict[str, type[msgspec.Struct]] = {
    "transcript": Transcript,
    "gene": Gene,
    "feature": ProteinFeatures,
    "numbering": NumberingFact,
    "legacy": LegacyName,
}


def problems(path: Path) -> Iterator[str]:
    """What is wrong with a bundle, one sentence each; nothing where it is whole. Raises BundleError
    where it cannot be opened at all.

    >>> from varsyn.reference import open_reference
    >>> list(problems(open_reference().path))
    []
    """
    bundle = open_reference(path)
    with_file = sqlite3.connect(path.absolute().as_uri() + "?mode=ro&immutable=1", uri=True)
    try:
        for (line,) in with_file.execute("PRAGMA integrity_check(10)"):
            if line != "ok":
                yield f"the file is damaged: {line}"
                return
        if content_checksum(with_file) != bundle.checksum:
            yield "the rows do not have the checksum that was recorded when they were written"
        for table in COUNTED:
            yield from _rows(with_file, table, bundle.meta)
        yield from _anchors(with_file)
    except sqlite3.DatabaseError as error:
        raise BundleError(f"{path}: damaged ({error})") from error
    finally:
        with_file.close()


def _rows(db: sqlite3.Connection, table: str, meta: dict[str, str]) -> Iterator[str]:
    decoder = msgspec.msgpack.Decoder(_KINDS[table])
    count = 0
    for number, data in db.execute(f"SELECT rowid, row FROM {table} ORDER BY rowid"):
        count += 1
        try:
            row = decoder.decode(data)
        except (msgspec.MsgspecError, UnicodeDecodeError, TypeError) as error:
            yield f"{table} {number} cannot be decoded: {error}"
            continue
        if isinstance(row, Transcript):
            yield from transcript_problems(row)
    if str(count) != meta.get(table):
        yield f"{count} rows in {table}, {meta.get(table)} when it was written"


def _anchors(db: sqlite3.Connection) -> Iterator[str]:
    query = "SELECT gene, sum(place = 0), count(place) - count(*) FROM transcript GROUP BY gene"
    for gene, first, unplaced in db.execute(query):
        if first != 1 or unplaced:
            yield f"the transcripts of {gene or 'no gene'} are not in order"


def transcript_problems(row: Transcript) -> Iterator[str]:
    """What contradicts itself in a transcript: exons, CDS, protein, alignments."""
    name = row.accession
    if row.exons:
        ends = [0, *(end for _, end in row.exons)]
        if [start for start, _ in row.exons] != ends[:-1] or ends[-1] != len(row.sequence):
            yield f"{name}: the exons do not tile the sequence"
        if row.exon_labels and len(row.exon_labels) != len(row.exons):
            yield f"{name}: {len(row.exon_labels)} labels for {len(row.exons)} exons"
    if row.cds_start is not None and row.cds_end is not None:
        if not 0 <= row.cds_start < row.cds_end <= len(row.sequence):
            yield f"{name}: the CDS is not inside the sequence"
        elif encoded_protein(row.sequence[row.cds_start : row.cds_end]) != row.protein:
            yield f"{name}: the CDS does not translate to the protein"
    elif row.protein:
        yield f"{name}: a protein without a CDS"
    for alignment in row.alignments:
        try:
            checked(alignment, row.exons, row.sequence, tail=False)
        except (MisalignedError, IndexError) as error:
            yield f"{name}: alignment to {alignment.chrom}: {error}"
