"""``varsyn papers``: across papers, who mentions a variant, and under which names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click
import msgspec

from varsyn.cli.batch import printable
from varsyn.cli.options import reference_option
from varsyn.cli.style import visible

if TYPE_CHECKING:
    from varsyn.synonyms.records import Paper


@click.command()
@click.argument("variant", required=True)
@click.option("--gene", metavar="G", help="Gene of a VARIANT that names none: symbol, alias, protein name.")
@click.option(
    "--index",
    "--db",
    "target",
    envvar="VARSYN_INDEX",
    default="curation.db",
    show_default=True,
    metavar="FILE|URL",
    help="SQLite file, or postgresql+psycopg://user@host/database (also VARSYN_INDEX).",
)
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", help="Output form.")
@reference_option
def command(variant: str, gene: str | None, target: str, form: str, reference: str | None) -> int:
    """List the papers in the index that mention VARIANT, under any of its names.

    Papers get into the index by ``varsyn index add --extract FILE ...``. The exit status is 0, also where
    no paper mentions the variant; 2 where there is no such index.

    \b
    Examples:
      varsyn index add --extract papers/*.xml
      varsyn papers "IGF1R c.1532G>A"
      varsyn papers R481Q --gene IGF1R --index curation.db --format jsonl
    """
    from varsyn import extras

    extras.load("sqlalchemy")
    from varsyn.synonyms import SynonymIndex

    with SynonymIndex.open(target, create=False, reference_path=reference) as index:
        found = index.papers(printable(variant), gene=gene)
    if form == "jsonl":
        for paper in found:
            click.echo(msgspec.json.encode(paper))
    elif found:
        click.echo(visible(_text(found)))
    else:
        click.echo(f"no paper in {target} mentions {variant}", err=True)
    return 0


def _text(found: Sequence[Paper]) -> str:
    """Each paper with the names it uses, how often, and how each name leads to the variant."""
    lines: list[str] = []
    for document, papers in groupby(found, key=lambda paper: paper.document or "(no document)"):
        lines.append(document)
        for name, mentions in groupby(sorted(papers, key=lambda p: p.text), key=lambda p: p.text):
            same = list(mentions)
            best = max(same, key=lambda paper: paper.probability)
            how = best.how.replace("_", " ") + (", inferred" if best.inferred else "")
            times = f" × {len(same)}" if len(same) > 1 else ""
            places = ", ".join(str(paper.start) for paper in same if paper.start is not None)
            at = f", at {places}" if places else ""
            lines.append(f"  {name}{times}  ({how}, probability {best.probability:.2f}{at})")
    return "\n".join(lines)
