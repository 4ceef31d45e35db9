"""``varsyn numbering``: the rulers known for a gene, or inferred from a list of mentions."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click
import msgspec

from varsyn.cli.options import reference_option
from varsyn.model import InputError, VarsynError

if TYPE_CHECKING:
    from varsyn.numbering import Inference, Observation, Scheme
    from varsyn.resolution.gene_context import GeneContext


@click.command()
@click.argument("gene")
@click.option(
    "--from",
    "path",
    metavar="LIST",
    help="File with one mention a line (or a table with a column 'text'): which ruler explains them? "
    "'-' is standard input.",
)
@click.option("--species", metavar="S", help="Species of the gene: human, mouse, …")
@click.option("--all", "every", is_flag=True, help="Also rulers of other transcripts and older versions.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", help="Output form.")
@reference_option
def command(
    gene: str, path: str | None, species: str | None, every: bool, form: str, reference: str | None
) -> None:
    """Show the numbering schemes known for GENE, or infer the one that a list of mentions used.

    GENE is a symbol, an alias or a protein name. With --from, each ruler is shown with the number of
    mentions that it explains; an offset that nobody listed is looked for too.

    \b
    Examples:
      varsyn numbering IGF1R
      varsyn numbering HBB --format jsonl
      printf 'R481Q\\nR59X\\nR709Q\\n' | varsyn numbering IGF1R --from -
    """
    from varsyn.reference import open_reference
    from varsyn.resolution import Resolver

    resolver = Resolver(open_reference(reference))
    choice = resolver.gene_choice(gene, species)
    if not choice.genes:
        hint = [f"did you mean {', '.join(choice.suggestions)}?"] if choice.suggestions else []
        raise InputError(f"no gene is known as {gene!r}", code="unknown_gene", advice=hint)
    for settled in choice.genes:
        context = resolver.context(settled.symbol)
        rows = _inferred(context, path) if path is not None else _known(context, every)
        _write(context, rows, form)


def _known(context: GeneContext, every: bool) -> list[dict[str, Any]]:
    schemes: list[Scheme] = list(context.schemes)
    if every:
        schemes += context.isoform_schemes
    rows = [_row(scheme) for scheme in schemes]
    for labels in context.exon_labels:
        if labels.origin == "curated":
            rows.append(
                {
                    "scheme": labels.name,
                    "molecule": "exon",
                    "offset": None,
                    "title": "exons " + " ".join(labels.labels),
                    "source": labels.source,
                    "origin": labels.origin,
                }
            )
    for intron in context.counted_introns:
        rows.append(
            {
                "scheme": "intron_count",
                "molecule": "intron",
                "offset": None,
                "title": f"intron {intron.label}, {intron.length} bases, counted from its first",
                "source": intron.source,
                "origin": "curated",
            }
        )
    return rows


def _row(scheme: Scheme) -> dict[str, Any]:
    from varsyn.numbering.scheme import FIRST, LAST

    return {
        "scheme": scheme.name,
        "molecule": scheme.molecule,
        "offset": scheme.offset,
        "first": None if scheme.first == FIRST else scheme.first,
        "last": None if scheme.last == LAST else scheme.last,
        "title": scheme.title,
        "source": scheme.source,
        "origin": scheme.origin,
        "weight": scheme.weight,
    }


def _inferred(context: GeneContext, path: str) -> list[dict[str, Any]]:
    from varsyn.resolution.document import rank

    if not context.protein:
        raise InputError(
            f"there is no protein sequence of {context.symbol} in the reference",
            code="not_checked",
            advice=["choose a reference bundle that has one with --reference"],
        )
    seen = _observations(path)
    if not seen:
        raise InputError(f"{path}: no protein mention with a residue and a number in it", code="bad_input")
    ranked = rank(seen, context)
    # Offsets that nobody listed are shown where they could be the answer.
    return [
        _ranked(one)
        for one in ranked
        if one.scheme.standard
        or (one.support and (one.scheme.origin != "inferred" or one.probability > 0.001))
    ]


def _ranked(inference: Inference) -> dict[str, Any]:
    row = _row(inference.scheme)
    row.update(
        support=inference.support,
        total=inference.total,
        probability=round(inference.probability, 4),
        misfits=[one.text for one in inference.misfits],
    )
    return row


def _observations(path: str) -> list[Observation]:
    """Protein mentions of the list with a residue and a number; other lines say nothing about the ruler."""
    from varsyn.cli.batch import Context, items
    from varsyn.notation import read
    from varsyn.resolution.document import observed

    found = []
    for item in items((), path, Context(None, None, None, None), None):
        mention = item.mention
        try:
            readings = read(mention.text)
        except VarsynError:
            continue
        for reading in readings:
            half = reading if reading.coordinate == "p" else reading.protein
            observation = observed(half) if half is not None else None
            if observation is not None:
                found.append(msgspec.structs.replace(observation, text=mention.text.strip()))
                break
    return list(dict.fromkeys(found))


def _write(context: GeneContext, rows: list[dict[str, Any]], form: str) -> None:
    anchor = context.anchor
    if form == "jsonl":
        for row in rows:
            head = {"gene": context.symbol, "transcript": anchor.accession if anchor else None}
            sys.stdout.write(msgspec.json.encode({**head, **row}).decode() + "\n")
        return
    where = f" on {anchor.accession}" if anchor is not None else ": no sequence in the reference"
    lines = [f"{context.symbol}{where}"]
    for row in rows:
        offset = "" if row["offset"] is None else f"{row['offset']:+d}"
        support = f"  {row['support']:>3} of {row['total']} fit" if "support" in row else ""
        lines.append(f"  {row['scheme']:<26} {row['molecule']:<8} {offset:>6}{support}  {row['title']}")
        if row.get("misfits") and len(row["misfits"]) <= row["total"] // 2:
            lines.append(f"  {'':<26} {'':<8} {'':>6}  does not fit: {', '.join(row['misfits'])}")
    sys.stdout.write("\n".join(lines) + "\n")
