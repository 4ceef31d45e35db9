"""Files in and out: which format it is, and who reads or writes it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, update

from varsyn.model import InputError
from varsyn.synonyms import schema
from varsyn.synonyms.agents import Agent, machine
from varsyn.synonyms.exporters import catvrs, jsonl, parquet, sssom
from varsyn.synonyms.exporters.rows import Loader
from varsyn.synonyms.identity import content_id
from varsyn.synonyms.importers.base import Importer, Skipped, unit_batches
from varsyn.synonyms.importers.civic import VariantSummaries
from varsyn.synonyms.importers.clinvar import Hgvs4Variation, VariantSummary
from varsyn.synonyms.importers.lines import Line, TextFile
from varsyn.synonyms.importers.lovd import LovdTables
from varsyn.synonyms.importers.pubtator import PubTator
from varsyn.synonyms.importers.table import PlainTable
from varsyn.synonyms.rows import insert_rows
from varsyn.synonyms.writer import AddReport, log

if TYPE_CHECKING:
    from varsyn.synonyms.index import SynonymIndex

IMPORTERS: tuple[Importer, ...] = (
    VariantSummary(), Hgvs4Variation(), VariantSummaries(), LovdTables(), PubTator(), PlainTable(),
)  # fmt: skip
EXPORTS = ("jsonl", "sssom", "parquet", "cat-vrs")
IMPORTS = (*EXPORTS, *(importer.name for importer in IMPORTERS))


def export(index: SynonymIndex, path: Path, format: str | None) -> int:
    """Write the index to ``path``; the file appears when it is complete. Returns the rows written.

    Raises
    ------
    InputError: an unknown format, a place that cannot be written.
    """
    kind = format or _export_format(path)
    if kind == "parquet":
        with index.database.reading() as connection:
            return parquet.write(connection, path)
    with index.database.reading() as connection:
        if kind == "jsonl":
            return _whole(path, lambda stream: jsonl.write(connection, stream))
        if kind == "sssom":
            return _whole(path, lambda stream: sssom.write(connection, stream))
        if kind == "cat-vrs":
            return _whole(path, lambda stream: catvrs.write(connection, stream))
    raise InputError(f"no export format {kind!r}", code="unknown_format", advice=(", ".join(EXPORTS),))


def _export_format(path: Path) -> str:
    name = path.name.lower().removesuffix(".gz")
    for ending, kind in ((".jsonl", "jsonl"), (".ndjson", "jsonl"), (".tsv", "sssom"), (".json", "cat-vrs")):
        if name.endswith(ending):
            return kind
    if name.endswith(".parquet") or path.is_dir():
        return "parquet"
    raise InputError(
        f"{path}: which format?", code="unknown_format", advice=(f"give --format: {', '.join(EXPORTS)}",)
    )


def _whole(path: Path, write: Callable[..., int]) -> int:
    """Write beside the target and rename, so that no half-written export is ever taken for a whole one."""
    import gzip
    import sys

    if str(path) == "-":
        return write(sys.stdout.buffer)
    part = path.with_name(path.name + ".part")
    try:
        with open(part, "wb") as raw:
            if path.name.endswith(".gz"):
                with gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as packed:
                    count = write(packed)
            else:
                count = write(raw)
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputError(
            f"{path}: cannot be written: {error.strerror or error}", code="output_unwritable"
        ) from error
    return count


def import_file(
    index: SynonymIndex,
    path: str,
    format: str | None,
    *,
    agent: Agent | None,
    workers: int | None,
    progress: Callable[[int], None] | None,
    skip_bad: bool,
) -> AddReport:
    """Read a file into the index; see ``SynonymIndex.import_file``."""
    if format is not None and format not in IMPORTS:
        raise InputError(f"no import format {format!r}", code="unknown_format", advice=(", ".join(IMPORTS),))
    kind = format or detect(path)
    if kind == "jsonl":
        return _restore(index, path, lambda connection: jsonl.read(connection, Path(path)), agent)
    if kind == "parquet":
        return _restore(index, path, lambda connection: parquet.read(connection, Path(path)), agent)
    if kind == "sssom":
        return _restore(index, path, lambda connection: sssom.read(connection, Path(path)), agent)
    if kind == "cat-vrs":
        return _restore(index, path, lambda connection: catvrs.read(connection, Path(path)), agent)
    importer = next(one for one in IMPORTERS if one.name == kind)
    return _run(index, path, importer, agent, workers, progress, skip_bad)


def detect(path: str) -> str:
    """The format of a file, by its name and first lines.

    Raises
    ------
    InputError: no such file, or one that looks like no known format.
    """
    if parquet.recognizes(path):
        return "parquet"
    file = TextFile(path)
    if jsonl.recognizes(path):
        return "jsonl"
    first = file.first_lines(60)
    if sssom.recognizes(first):
        return "sssom"
    if catvrs.recognizes(first):
        return "cat-vrs"
    for importer in IMPORTERS:
        if importer.recognizes(first, file.name):
            return importer.name
    raise InputError(
        f"{path}: looks like no format that can be imported",
        code="unknown_format",
        advice=(f"give --format: {', '.join(IMPORTS)}", "a plain table needs a column named 'text'"),
    )


def _restore(
    index: SynonymIndex,
    path: str,
    read: Callable[[Connection], tuple[int, Loader]],
    agent: Agent | None,
) -> AddReport:
    """Put an export back in one transaction: all of it or nothing."""

    def put(connection: Connection) -> int:
        new, loader = read(connection)
        if new and not loader.was_empty:
            log(connection, agent or machine(), "import", {"file": os.path.basename(path), "rows": new})
        return new

    new = index.database.write(put)
    return AddReport(mentions=new, new=new)


def _run(
    index: SynonymIndex,
    path: str,
    importer: Importer,
    agent: Agent | None,
    workers: int | None,
    progress: Callable[[int], None] | None,
    skip_bad: bool,
) -> AddReport:
    file = TextFile(path)
    by = agent or Agent.program(importer.source, file.name)
    fingerprint = file.fingerprint()
    source = content_id("source", file.name, importer.name, fingerprint)
    start, complete = index.database.write(
        lambda connection: _begin(connection, source, file.name, importer.name, fingerprint)
    )
    if complete:
        return AddReport()
    skipped = Skipped() if skip_bad else None
    seen = 0

    def counted() -> Iterator[Line]:
        nonlocal seen
        for line in file:
            seen = file.read_bytes
            yield line

    def told(_count: int) -> None:
        if progress is not None:
            progress(seen)

    units = importer.units(file, counted())
    with closing(unit_batches(units, file, importer, source, start, skipped)) as stream:
        report = index.add_batches(stream, agent=by, workers=workers, progress=told)
    if skipped is not None:
        report.skipped = skipped.count
    return report


def _begin(
    connection: Connection, source: bytes, name: str, format: str, fingerprint: str
) -> tuple[int, bool]:
    """Where to go on with this file: lines read so far, and whether that was all."""
    table = schema.sources
    insert_rows(connection, table, [(source, name, format, fingerprint, 0, 0)])
    row = connection.execute(select(table.c.position, table.c.complete).where(table.c.id == source)).one()
    return int(row.position), bool(row.complete)


def forget(index: SynonymIndex, path: str) -> None:
    """Let a file be read from its start again."""
    fingerprint = TextFile(path).fingerprint()
    table = schema.sources
    index.database.write(
        lambda connection: connection.execute(
            update(table).where(table.c.fingerprint == fingerprint).values(position=0, complete=0)
        )
    )
