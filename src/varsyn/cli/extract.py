"""``varsyn extract``: the variant mentions of papers."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from varsyn.cli.options import reference_option
from varsyn.literature.readers.open import FORMATS, InputFormat
from varsyn.model import InputError

if TYPE_CHECKING:
    from varsyn.literature.batch import Output

_LISTED = 20
"""Bad files named one by one at the end; more are counted."""


@click.command()
@click.argument("files", nargs=-1, metavar="FILE ...")
@click.option("--list", "listing", metavar="FILE", help="File with one path a line, besides those given.")
@click.option("--input-format", type=click.Choice(FORMATS), default="auto", help="Format of the files.")
@click.option("--encoding", metavar="NAME", help="Encoding of the files (default: as declared, else UTF-8).")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "text", "bioc", "pubtator"]),
    default="jsonl",
    help="Output form.",
)
@click.option("--resolve", is_flag=True, help="Resolve each mention, all of a document together.")
@click.option("--html", "page", metavar="FILE", help="Also write one page with the mentions highlighted.")
@click.option("--output", metavar="FILE", help="Write here instead of standard output.")
@click.option("--resume", is_flag=True, help="With --output: go on where an interrupted run stopped.")
@click.option("--jobs", type=click.IntRange(1), help="Processes (default: one a core).")
@reference_option
def command(
    files: tuple[str, ...],
    listing: str | None,
    input_format: InputFormat,
    encoding: str | None,
    form: str,
    resolve: bool,
    page: str | None,
    output: str | None,
    resume: bool,
    jobs: int | None,
    reference: str | None,
) -> int:
    """Find every variant mention in each FILE, with its exact place and its gene.

    A FILE may be plain text, HTML, JATS or PubMed XML, BioC XML or JSON, PubTator, any of them gzipped, a
    folder of such, or - for standard input. Offsets count characters of the document's text from 0. A file
    that cannot be read does not stop the others: it is listed at the end and the exit status is 2; that is 0
    when all were read.

    \b
    Examples:
      varsyn extract paper.xml
      varsyn extract paper.html --resolve --html paper-marked.html > mentions.jsonl
      varsyn extract papers/ --output mentions.jsonl --resume
      varsyn extract --list files.txt --format pubtator > annotated.pubtator
      zcat pubmed.xml.gz | varsyn extract -
    """
    from varsyn.literature.batch import Settings, files_in, paths_listed, run
    from varsyn.literature.page import PageWriter
    from varsyn.literature.sink import Sink
    from varsyn.literature.writers import WRITERS

    paths = [*files, *(paths_listed(listing) if listing else [])]
    _check(paths, output, resume, page)
    own = [name for name in (output, f"{output}.progress", page) if name]
    found = files_in(paths, besides=own)
    settings = Settings(input_format, encoding, form, resolve, page is not None, reference)
    writer = WRITERS[form]()
    sink = Sink(output, writer.header(), resume=resume)
    marked = Sink(page, PageWriter().header()) if page else None
    bad: list[Output] = []
    try:
        todo = sink.todo(found)
        with _progress(len(found), len(found) - len(todo)) as advance:
            for piece in run(todo, settings, jobs or os.cpu_count() or 1):
                sink.take(piece)
                if marked is not None:
                    marked.take(piece.as_page())
                if piece.error is not None:
                    bad.append(piece)
                if piece.done:
                    advance()
        sink.finish(writer.footer(), complete=not bad)
        if marked is not None:
            marked.finish(PageWriter().footer(), complete=True)
    finally:
        sink.close()
        if marked is not None:
            marked.close()
    return _report(bad, len(found))


def _check(paths: list[str], output: str | None, resume: bool, page: str | None) -> None:
    if not paths:
        raise InputError("no file to read", code="no_input", advice=("name a file, a folder, or a --list",))
    if resume and output is None:
        raise InputError("--resume needs --output", code="bad_option")
    if resume and page is not None:
        raise InputError("--resume does not go with --html", code="bad_option")
    if output is not None and output == page:
        raise InputError("--output and --html name the same file", code="bad_option")


def _report(bad: list[Output], count: int) -> int:
    """List the files that could not be read; the exit status."""
    if not bad:
        return 0
    click.echo(f"varsyn: {len(bad)} of {count} files could not be read to their end:", err=True)
    for piece in bad[:_LISTED]:
        assert piece.error is not None
        click.echo(f"  {piece.error.message} [{piece.error.code}]", err=True)
        for line in piece.error.advice:
            click.echo(f"    - {line}", err=True)
    if len(bad) > _LISTED:
        click.echo(f"  … and {len(bad) - _LISTED} more", err=True)
    return 2


@contextmanager
def _progress(total: int, done: int) -> Iterator[Callable[[], None]]:
    """A bar over the files on standard error, where that is a terminal and the answers go elsewhere."""
    if total < 2 or not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("extracting"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("extracting", total=total, completed=done)
        yield lambda: bar.advance(task)
