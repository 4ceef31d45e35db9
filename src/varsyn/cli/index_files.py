"""``varsyn index``, the commands on whole files and on the whole index: export, import, stats, check."""

from __future__ import annotations

import os
import sys

import click
import msgspec

from varsyn.cli.index_options import (
    agent_options,
    format_option,
    index_option,
    maybe_person,
    open_index,
    say,
)
from varsyn.cli.index_text import add_text
from varsyn.cli.options import reference_option
from varsyn.cli.progress import progress


@click.command("export")
@click.argument("path", metavar="FILE|-")
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "sssom", "parquet", "cat-vrs"]),
    help="By the name of the file where not given: .jsonl, .tsv, .parquet, .json.",
)  # fmt: skip
@index_option
@reference_option
def export_(path: str, form: str | None, target: str, reference: str | None) -> None:
    """Write the whole index to FILE; ``varsyn index import`` gives the same index back.

    \b
    Examples:
      varsyn index export index.jsonl.gz
      varsyn index export mappings.sssom.tsv
      varsyn index export tables.parquet
    """
    with open_index(target, reference) as index:
        count = index.export(path, form or ("jsonl" if path == "-" else None))
    click.echo(f"{path}: {count} rows", err=True)


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--format", "form", metavar="FORMAT",
    help="Recognized where not given: clinvar-summary, clinvar-hgvs, civic, lovd, pubtator, table, exports.",
)  # fmt: skip
@click.option("--skip-bad", is_flag=True, help="Pass over mentions that hold no text, and count them.")
@click.option("--again", is_flag=True, help="Read files again that were read to their end before.")
@click.option("--workers", type=int, metavar="N", help="Processes that resolve (default: cores but one).")
@agent_options
@index_option
@reference_option
def import_(
    files: tuple[str, ...], form: str | None, skip_bad: bool, again: bool, workers: int | None,
    agent: str | None, orcid: str | None, target: str, reference: str | None,
) -> None:  # fmt: skip
    """Read FILEs of ClinVar, CIViC, LOVD, PubTator, tables, or exports of an index.

    Started again after an interruption, it goes on behind the last batch that was written.

    \b
    Examples:
      varsyn index import variant_summary.txt.gz hgvs4variation.txt.gz
      varsyn index import nightly-VariantSummaries.tsv
      varsyn index import index.jsonl --index copy.db
    """
    with open_index(target, reference, create=True) as index:
        for name in files:
            if again and os.path.isfile(name):
                index.forget_import(name)
            with progress(name, f"importing {os.path.basename(name)}") as advance:
                report = index.import_file(
                    name, form, agent=maybe_person(agent, orcid), workers=workers, progress=advance,
                    skip_bad=skip_bad,
                )  # fmt: skip
            click.echo(f"{name}: {add_text(report)}")


@click.command()
@index_option
@format_option
def stats(target: str, form: str) -> None:
    """How much there is of everything."""
    with open_index(target) as index:
        counts = index.stats()
    if form == "jsonl":
        click.echo(msgspec.json.encode(counts).decode())
    else:
        width = max(map(len, counts))
        for name, count in counts.items():
            click.echo(f"{name:<{width}}  {count:>12,}")


@click.command()
@index_option
@format_option
def check(target: str, form: str) -> None:
    """Verify the stored content; exit status 1 where something is wrong."""
    with open_index(target) as index:
        problems = index.check()
    say(form, problems, lambda problem: f"{problem.table} {problem.id}: {problem.text}")
    if problems:
        sys.exit(1)
    if form == "text":
        click.echo("the index is sound")
