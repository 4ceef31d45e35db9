"""``varsyn equivalent``: are two descriptions the same variant?"""

from __future__ import annotations

import click

from varsyn.cli.options import reference_option


@click.command()
@click.argument("a")
@click.argument("b")
@click.option("--gene", metavar="G", help="Gene of a description that names none.")
@click.option("--transcript", metavar="T", help="Transcript of a description that names none: NM_000875.5.")
@click.option("--species", metavar="S", help="Species: human, mouse, Homo sapiens, 9606 …")
@click.option("--assembly", metavar="A", help="Genome build of bare coordinates: GRCh37, GRCh38, hg19 …")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", help="Output form.")
@reference_option
def command(
    a: str,
    b: str,
    gene: str | None,
    transcript: str | None,
    species: str | None,
    assembly: str | None,
    form: str,
    reference: str | None,
) -> None:
    """Say how description A relates to description B, and why.

    The answer is one of: same allele; same after projection (another transcript, version or genome build);
    protein consequence of; candidate cause; covered by (a shorter form that says less); different; cannot
    tell, with the reason. Exit status 0 whatever the answer.

    \b
    Examples:
      varsyn equivalent NM_000875.5:c.1532G>A NC_000015.10:g.98911384G>A
      varsyn equivalent "IGF1R R481Q" "IGF1R c.1532G>A"
      varsyn equivalent p.Ile141SerfsTer19 p.Ile141fs --gene IGF1R --format jsonl
    """
    from varsyn.allele import compare
    from varsyn.model import Mention
    from varsyn.reference import open_reference
    from varsyn.resolution import Resolver

    resolver = Resolver(open_reference(reference))
    first, second = (
        resolver.resolve(Mention(text, gene=gene, transcript=transcript, species=species, assembly=assembly))
        for text in (a, b)
    )
    answer = compare(first, second)
    if form == "jsonl":
        import msgspec

        click.echo(msgspec.json.encode(answer.as_dict()).decode())
        return
    click.echo(str(answer))
    for name, side in (("A", first), ("B", second)):
        click.echo(f"  {name}  {side.mention.text} -> {side.variant or side.status}")
