"""``varsyn resolve``: from what was written to the variant it is."""

from __future__ import annotations

import sys

import click

from varsyn.cli.answers import answers
from varsyn.cli.batch import Context, items
from varsyn.cli.options import context_options, input_option, reference_option
from varsyn.cli.output import Format, writer
from varsyn.cli.progress import progress
from varsyn.cli.style import answer


@click.command()
@click.argument("text", nargs=-1)
@context_options
@input_option
@click.option(
    "--document-column", metavar="C", help="Column of --input that names the document of a mention."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl", "tsv", "csv"]),
    default="text",
    help="Output form.",
)
@reference_option
def command(
    text: tuple[str, ...],
    gene: str | None,
    transcript: str | None,
    species: str | None,
    assembly: str | None,
    path: str | None,
    document_column: str | None,
    form: Format,
    reference: str | None,
) -> None:
    """Say which variant each TEXT is, how sure that is, and why.

    A TEXT may carry its gene or transcript; put it in quotes, each TEXT is one mention. The answers come in
    the order of the mentions, one for each, whatever is wrong with it.

    \b
    Examples:
      varsyn resolve "IGF1R R481Q"
      varsyn resolve "R481Q" --gene IGF1R --format jsonl
      varsyn resolve "15-99454613-G-A" --assembly GRCh37
      varsyn resolve --input mentions.tsv --format tsv > answers.tsv
      cut -f3 table.tsv | varsyn resolve --input - --gene CFTR --format jsonl
    """
    from varsyn.reference import open_reference
    from varsyn.resolution import Resolver

    before, write = writer(form, answer)
    source = items(text, path, Context(gene, transcript, species, assembly), document_column)
    resolver = Resolver(open_reference(reference))
    with progress(path, "resolving") as advance:
        for resolution, offset in answers(source, resolver):
            sys.stdout.write(before + write(resolution))
            before = ""
            if path == "-":
                sys.stdout.flush()
            advance(offset)
    sys.stdout.write(before)
