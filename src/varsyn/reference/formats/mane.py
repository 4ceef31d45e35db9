"""The summary file of a MANE release: which transcripts are MANE Select, and their partners."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from varsyn.reference.build import Build, Source
from varsyn.reference.records import Gene
from varsyn.reference.rows import BadRowError
from varsyn.reference.tables import Row, rows

COLUMNS = ("HGNC_ID", "symbol", "name", "RefSeq_nuc", "RefSeq_prot", "Ensembl_nuc", "MANE_status")


class ManeRow(msgspec.Struct, frozen=True):
    """What the summary says of one transcript."""

    symbol: str
    hgnc_id: str
    protein: str
    enst: str
    status: str


def source(path: Path) -> Source:
    """A MANE summary: rows are put aside for transcripts read later; new genes are added."""
    return Source("mane-summary", path, _read, _add)


def of_transcript(build: Build, accession: str) -> ManeRow | None:
    """What a summary read earlier says of a transcript, exact version only."""
    data = build.writer.staged("mane", accession)
    return msgspec.msgpack.decode(data, type=ManeRow) if data is not None else None


def _read(stream: IO[bytes], path: Path) -> Iterator[Row]:
    return rows(stream, path, COLUMNS)


def _add(build: Build, fields: dict[str, object]) -> None:
    text = {name: str(fields[name]).strip() for name in COLUMNS}
    if not text["symbol"] or not text["RefSeq_nuc"]:
        raise BadRowError("symbol or RefSeq_nuc is empty")
    row = ManeRow(
        text["symbol"], text["HGNC_ID"], text["RefSeq_prot"], text["Ensembl_nuc"], text["MANE_status"]
    )
    build.writer.stage("mane", text["RefSeq_nuc"], msgspec.msgpack.encode(row))
    if text["MANE_status"] == "MANE Select":
        build.writer.add_gene(
            Gene(
                symbol=row.symbol,
                id=row.hgnc_id,
                name=text["name"],
                mane_select=text["RefSeq_nuc"],
                refseq_protein=row.protein,
                ensembl_transcript=row.enst,
                location=str(fields.get("GRCh38_chr") or ""),
            )
        )
