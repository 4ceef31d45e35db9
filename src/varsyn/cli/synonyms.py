"""``varsyn synonyms``: every spelling of a variant, with collision warnings."""

from __future__ import annotations

import click
import msgspec

from varsyn.cli.batch import printable
from varsyn.cli.options import reference_option
from varsyn.cli.output import tsv_line


@click.command()
@click.argument("variant")
@click.option("--gene", metavar="G", help="Gene of a VARIANT that names none.")
@click.option("--transcript", metavar="T", help="Transcript of a VARIANT that names none.")
@click.option(
    "--query", type=click.Choice(["pubmed", "europepmc"]), help="Print a search string instead of the list."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "jsonl", "tsv"]), default="text", help="Output form."
)
@reference_option
def command(
    variant: str,
    gene: str | None,
    transcript: str | None,
    query: str | None,
    form: str,
    reference: str | None,
) -> None:
    """Every spelling of VARIANT in every numbering its gene is known to use.

    A spelling that on another ruler names a different variant of the gene carries a warning.

    \b
    Examples:
      varsyn synonyms "IGF1R:c.1532G>A"
      varsyn synonyms R481Q --gene IGF1R --format tsv
      varsyn synonyms "CFTR c.1521_1523del" --query pubmed
    """
    from varsyn.model import Mention
    from varsyn.reference import open_reference
    from varsyn.resolution import Resolver
    from varsyn.synonyms.generate import synonyms_of

    resolver = Resolver(open_reference(reference))
    mention = Mention(printable(variant), gene=gene, transcript=transcript)
    report = synonyms_of(resolver.resolve(mention), resolver)
    if query == "pubmed":
        click.echo(report.query("pubmed"))
    elif query == "europepmc":
        click.echo(report.query("europepmc"))
    elif form == "jsonl":
        for entry in report.as_dict()["spellings"]:
            click.echo(msgspec.json.encode({"variant": str(report.variant), **entry}).decode())
    elif form == "tsv":
        click.echo(tsv_line(["text", "kind", "scheme", "ruler", "warning"]), nl=False)
        for name in report:
            click.echo(tsv_line([name.text, name.kind, name.scheme, name.ruler, name.warning]), nl=False)
    else:
        click.echo(f"{report.variant}  ({report.variant.gene or 'no gene'})")
        for name in report:
            ruler = f"  [{name.ruler}]" if name.ruler else ""
            warning = f"  ! {name.warning}" if name.warning else ""
            click.echo(f"  {name.text:<32} {name.kind}{ruler}{warning}")
