"""HGNC's complete set: approved symbols, former symbols, aliases, names of human genes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from varsyn.reference.build import Build, Source
from varsyn.reference.records import Gene
from varsyn.reference.rows import BadRowError
from varsyn.reference.tables import Row, rows

COLUMNS = ("hgnc_id", "symbol", "name", "status", "alias_symbol", "alias_name", "prev_symbol", "prev_name")


def source(path: Path) -> Source:
    """The complete set as TSV (``hgnc_complete_set.txt``)."""
    return Source("hgnc", path, _read, add)


def _read(stream: IO[bytes], path: Path) -> Iterator[Row]:
    return rows(stream, path, COLUMNS)


def add(build: Build, fields: dict[str, object]) -> None:
    """Add the gene of a row, if it is approved; raises BadRowError."""
    if str(fields["status"]).strip() != "Approved":
        return
    record = gene(fields)
    if not build.writer.add_gene(record):
        raise BadRowError(f"the gene {record.symbol} is there twice")


def gene(fields: dict[str, object]) -> Gene:
    """The gene of a row. ``mane_select`` holds an Ensembl and a RefSeq accession, divided by ``|``."""
    mane = _listed(fields.get("mane_select"))
    symbol = str(fields["symbol"]).strip()
    if not symbol:
        raise BadRowError("the symbol is empty")
    return Gene(
        symbol=symbol,
        id=str(fields["hgnc_id"]).strip(),
        name=str(fields["name"]).strip(),
        previous_symbols=_listed(fields["prev_symbol"]),
        aliases=_listed(fields["alias_symbol"]),
        protein_names=(*_listed(fields["alias_name"]), *_listed(fields["prev_name"])),
        mane_select=next((each for each in mane if each.startswith(("NM_", "NR_"))), ""),
        ensembl_transcript=next((each for each in mane if each.startswith("ENST")), ""),
        uniprot=next(iter(_listed(fields.get("uniprot_ids"))), ""),
        location=str(fields.get("location") or "").strip(),
    )


def _listed(value: object) -> tuple[str, ...]:
    text = str(value or "").strip().strip('"')
    return tuple(dict.fromkeys(part.strip() for part in text.split("|") if part.strip()))
