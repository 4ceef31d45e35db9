"""``varsyn resolve``: from what was written to the variant it is."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from varsyn.cli.answers import answers
from varsyn.cli.batch import Context, items, printable
from varsyn.cli.options import context_options, input_option, reference_option
from varsyn.cli.output import Format, writer
from varsyn.cli.progress import progress
from varsyn.cli.style import answer
from varsyn.model import InputError, Resolution

if TYPE_CHECKING:
    from varsyn.resolution import Resolver


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
@click.option(
    "--explain", is_flag=True, help="Also tell what was tried, what fitted, what not, and the odds."
)
@click.option("--svg", "svg_file", metavar="FILE", help="Draw the two rulers of the mention, as SVG.")
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
    explain: bool,
    svg_file: str | None,
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
      varsyn resolve "IGF1R R481Q" --explain --svg rulers.svg
      varsyn resolve --input mentions.tsv --format tsv > answers.tsv
      cut -f3 table.tsv | varsyn resolve --input - --gene CFTR --format jsonl
    """
    from varsyn.reference import open_reference
    from varsyn.resolution import Resolver

    if explain and form not in ("text", "jsonl"):
        raise click.UsageError("--explain needs --format text or jsonl")
    if svg_file is not None and (path is not None or len(text) != 1):
        raise click.UsageError("--svg draws one mention: give one TEXT")
    resolver = Resolver(open_reference(reference))
    before, write = writer(form, answer)
    if explain:
        from varsyn.cli.reasons import reasons_json, reasons_text

        reasons = reasons_json if form == "jsonl" else reasons_text
        write = partial(reasons, resolver=resolver)
    source = items(text, path, Context(gene, transcript, species, assembly), document_column)
    settled = False
    with progress(path, "resolving") as advance:
        for resolution, offset in answers(source, resolver):
            settled = settled or resolution.status == "resolved"
            sys.stdout.write(before + write(resolution))
            before = ""
            if path == "-":
                sys.stdout.flush()
            advance(offset)
            if svg_file is not None:
                _draw(resolution, resolver, svg_file)
    sys.stdout.write(before)
    if len(text) > 1 and not settled and not any(" " in one for one in text):
        # The shell has taken gene and variant apart.
        click.echo(
            f'hint: each TEXT is one mention; put words in quotes: "{printable(" ".join(text))}"', err=True
        )


def _draw(resolution: Resolution, resolver: Resolver, svg_file: str) -> None:
    from varsyn.cli.picture import svg
    from varsyn.cli.reasons import drawing

    picture = drawing(resolution, resolver)
    if picture is None:
        raise InputError(
            "there is nothing to draw: the mention has no number on a protein or coding sequence",
            code="nothing_to_draw",
        )
    Path(svg_file).write_text(svg(picture), "utf-8")
