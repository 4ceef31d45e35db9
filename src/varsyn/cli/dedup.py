"""``varsyn dedup``: de-duplicate a variant table; lose nothing."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from varsyn.cli.options import reference_option
from varsyn.model import InputError

if TYPE_CHECKING:
    from varsyn.curation.deduplication import Deduplication
    from varsyn.curation.delimited import RowNote
    from varsyn.curation.table import Options
    from varsyn.synonyms import SynonymIndex

_FORMATS = ("csv", "tsv", "jsonl", "json", "parquet", "excel")


@click.command("dedup")
@click.argument("table", type=str)
@click.option("-o", "--out", metavar="PATH", help="Where the table goes ('-': standard output).")
@click.option("--sets", "sets_path", metavar="PATH", help="Where the table of synonym sets goes.")
@click.option("--queue", "queue_path", metavar="PATH", help="Where the review queue goes (.csv or .xlsx).")
@click.option("--report", "report_path", metavar="PATH", help="Also write a report: one HTML file.")
@click.option(
    "--column", "columns", multiple=True, metavar="ROLE=NAME",
    help="Which column holds what, by name or number: variant, cdna, protein, genomic, gene, transcript, "
    "species, assembly, document, proband, family, probands.",
)  # fmt: skip
@click.option("--gene", metavar="GENE", default="", help="Gene of the rows that name none.")
@click.option(
    "--document-column", metavar="NAME",
    help="Column that names the paper; its rows are then read as a whole and share a numbering scheme.",
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(_FORMATS), help="Format, where the name does not tell.")
@click.option("--delimiter", metavar="CHAR", help="Character between cells (recognized without it).")
@click.option("--encoding", metavar="NAME", help="Encoding of the text (recognized without it).")
@click.option("--sheet", metavar="NAME", help="Sheet of a workbook (the first with variants without it).")
@click.option("--header-row", type=click.IntRange(0), metavar="N", help="Row of the header; 0 for none.")
@click.option("--index", "index_path", metavar="PATH|URL", help="Synonym index to read and to add to.")
@click.option("--decisions", metavar="QUEUE", multiple=True, help="A review queue with decisions in it.")
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Processes (one a core without it).")
@reference_option
def command(
    table: str,
    out: str | None,
    sets_path: str | None,
    queue_path: str | None,
    report_path: str | None,
    columns: tuple[str, ...],
    gene: str,
    document_column: str | None,
    form: str | None,
    delimiter: str | None,
    encoding: str | None,
    sheet: str | None,
    header_row: int | None,
    index_path: str | None,
    decisions: tuple[str, ...],
    workers: int | None,
    reference: str | None,
) -> None:
    """De-duplicate the variant TABLE (CSV, TSV, Excel, Parquet, JSON Lines; '-' reads standard input).

    Every row comes back, in order, its columns untouched, with further columns that begin with varsyn_:
    the variant it is, the synonym set it belongs to, and why. Beside it stand a table of the sets (all
    names, papers and probands) and a review queue of what a person must decide, most at stake first.

    \b
    Examples:
      varsyn dedup patients.csv
      varsyn dedup patients.xlsx --document-column PMID --report report.html
      varsyn dedup list.tsv --column variant="Mutation (paper)" --column gene=Locus -o placed.tsv
      varsyn dedup patients.csv --decisions patients.queue.csv
    """
    from varsyn.curation.table import Options

    chosen = _columns(columns)
    if document_column is not None:
        chosen["document"] = document_column
    options = Options(form, delimiter, encoding, sheet, header_row, chosen)
    with tempfile.TemporaryDirectory(prefix="varsyn-") as folder:
        source = Path(table)
        if table == "-":
            source = Path(folder, f"input.{form or 'csv'}")
            with source.open("wb") as handle:
                shutil.copyfileobj(sys.stdin.buffer, handle)
        paths = _paths(table, source, out, sets_path, queue_path)
        _run(
            source, options, paths, report_path, document_column is not None, index_path, decisions, workers,
            reference, gene,
        )  # fmt: skip


def _columns(pairs: tuple[str, ...]) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for pair in pairs:
        role, equals, name = pair.partition("=")
        if not equals:
            raise click.BadParameter(f"{pair!r} is not ROLE=NAME", param_hint="--column")
        chosen[role.strip()] = name.strip()
    return chosen


def _paths(
    given: str, source: Path, out: str | None, sets_path: str | None, queue_path: str | None
) -> tuple[Path | None, Path | None, Path | None]:
    """Where the table (None: standard output), the sets and the queue go (None: nowhere)."""
    name = source.name[:-3] if source.name.lower().endswith(".gz") else source.name
    stem, ending = Path(name).stem, Path(name).suffix or ".csv"
    if ending.lower() in (".xls", ".xlsb", ".ods"):
        ending = ".csv"
    beside = Path.cwd() if given == "-" else source.parent
    quiet = out == "-" or (out is None and given == "-")
    target = None if quiet else Path(out) if out else beside / f"{stem}.dedup{ending}"
    base = beside if out is None or target is None else target.parent
    side = None if quiet else base
    sets = Path(sets_path) if sets_path else side / f"{stem}.sets.csv" if side else None
    queue = Path(queue_path) if queue_path else side / f"{stem}.queue.csv" if side else None
    for path in (target, sets, queue):
        if path is not None and path.exists() and path.resolve() == source.resolve():
            raise InputError(f"{path} is the table itself: it is not overwritten", code="overwrites_input")
    return target, sets, queue


def _run(
    source: Path,
    options: Options,
    paths: tuple[Path | None, Path | None, Path | None],
    report_path: str | None,
    whole_documents: bool,
    index_path: str | None,
    decisions: tuple[str, ...],
    workers: int | None,
    reference: str | None,
    gene: str,
) -> None:
    from varsyn.cli.bar import bar, told
    from varsyn.curation.deduplication import deduplicate, free_names
    from varsyn.curation.outputs import write_queue, write_sets, write_whole
    from varsyn.curation.queue import links_of, read_queue
    from varsyn.curation.table import check_target, columns_of, open_table

    table = open_table(source, options)
    if paths[0] is not None:
        check_target(source, paths[0], options)
    before = _stamp(source)
    columns = columns_of(table, options, str(source))
    links = []
    for path in decisions:
        items, notes = read_queue(Path(path))
        links += links_of(items)
        for note in notes:
            click.echo(f"{path}, row {note.line}: {note.text} [{note.code}]", err=True)
    with ExitStack() as stack:
        report = stack.enter_context(bar())
        index = stack.enter_context(_opened(index_path, reference)) if index_path is not None else None
        found = deduplicate(
            table, columns, reference=reference, whole_documents=whole_documents, decisions=links,
            index=index, workers=workers, report=report, gene=gene,
        )  # fmt: skip
        with found:
            target, sets, queue = paths
            names = free_names(table.columns)

            def write(part: Path) -> None:
                table.write(part, names, told(found.added(), report, "writing", found.row_count))
                if _stamp(source) != before:
                    raise InputError(f"{source} changed while it was read", code="table_changed")

            if target is None:
                _to_stdout(source, write)
            else:
                write_whole(target, write)
            if sets is not None:
                write_sets(sets, found.sets, found.tally)
            if queue is not None:
                write_queue(queue, found.queue, keep=True)
            if index is not None:
                index.add_many(found.mentions(), workers=workers, progress=_told(report))
            if report_path is not None:
                from varsyn.curation.report import write_report

                write_report(Path(report_path), found, reference, title=source.name)
            notes = [note for noted in found.remarks.values() for note in noted]
            read_as = ", ".join(f"{role} = {table.columns[at]}" for role, at in columns.roles().items())
            _tell(found, notes, read_as, paths, report_path)


def _stamp(path: Path) -> tuple[int, int]:
    """What tells whether a file was written to: its size and the time of its last change."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _opened(path: str, reference: str | None) -> SynonymIndex:
    from varsyn.synonyms import SynonymIndex

    return SynonymIndex.open(path, reference_path=reference)


def _told(report: Callable[[str, int, int | None], None]) -> Callable[[int], None]:
    return lambda done: report("adding to the index", done, None)


def _to_stdout(source: Path, write: Callable[[Path], None]) -> None:
    """Write the table to a temporary file (workbooks and Parquet need one), then to standard output."""
    with tempfile.TemporaryDirectory(prefix="varsyn-") as folder:
        part = Path(folder, f"out{source.suffix or '.csv'}")
        write(part)
        with part.open("rb") as handle:
            shutil.copyfileobj(handle, sys.stdout.buffer)


def _tell(
    found: Deduplication,
    notes: list[RowNote],
    read_as: str,
    paths: tuple[Path | None, Path | None, Path | None],
    report_path: str | None,
) -> None:
    from rich.console import Console

    from varsyn.curation.summary import show

    # The table itself may be on standard output.
    console = Console(stderr=paths[0] is None)
    console.print(f"columns read: {read_as}", highlight=False, markup=False, soft_wrap=True)
    show(console, found, notes)
    for what, path in zip(("table", "sets", "queue", "report"), (*paths, report_path), strict=True):
        if path is not None:
            console.print(f"{what}: {path}", highlight=False, markup=False, soft_wrap=True)
