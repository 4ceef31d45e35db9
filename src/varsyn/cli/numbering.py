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
    from varsyn.resolution.observed import Family


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
    mentions that it explains, apart for protein names, c. numbers and bare nucleotide numbers; an offset
    that nobody listed is looked for too. "established" is a ruler that resolving the list as one document
    would share.

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
    if context.anchor is None:
        schemes += _on_record(context)
    elif every:
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


def _on_record(context: GeneContext) -> list[Scheme]:
    """What is on record of a gene without a sequence: conventions as their rows have them, and features."""
    from varsyn.numbering.facts import curated_schemes, tail_schemes
    from varsyn.numbering.features import feature_schemes

    features = context.reference.features(context.symbol)
    facts = context.reference.numbering(context.symbol)
    found = [scheme for fact in facts for scheme in (*curated_schemes(fact), *tail_schemes(fact))]
    known = {scheme.offset for scheme in found if scheme.molecule == "protein"}
    suggested = list(feature_schemes(features)) if features is not None else []
    return found + [scheme for scheme in suggested if scheme.offset not in known]


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


_FAMILIES = {"protein": "protein names", "coding": "c. numbers", "bare": "nucleotide numbers without c."}


def _inferred(context: GeneContext, path: str) -> list[dict[str, Any]]:
    from varsyn.resolution.rulers import Rulers

    if context.anchor is None:
        raise InputError(
            f"there is no sequence of {context.symbol} in the reference",
            code="not_checked",
            advice=["choose a reference bundle that has one with --reference"],
        )
    families = _observations(path)
    if not any(families.values()):
        raise InputError(
            f"{path}: no mention with a number and a residue or base at it",
            code="bad_input",
            advice=["one mention a line, such as R481Q or 1532G>A"],
        )
    rows: list[dict[str, Any]] = []
    for family, seen in families.items():
        if seen:
            rulers = Rulers(family, context)
            used = {one.scheme.offset for one in rulers.in_use(seen)}
            rows += [
                {**_ranked(one), "family": family, "established": one.scheme.offset in used}
                for one in rulers.rank(seen)
                if _shown(one)
            ]
    return rows


def _shown(one: Inference) -> bool:
    """Offsets that nobody listed are shown where they could be the answer."""
    if one.scheme.standard:
        return True
    return bool(one.support) and (one.scheme.origin != "inferred" or one.probability > 0.001)


def _ranked(inference: Inference) -> dict[str, Any]:
    row = _row(inference.scheme)
    row.update(
        support=inference.support,
        total=inference.total,
        probability=round(inference.probability, 4),
        misfits=[one.text for one in inference.misfits],
    )
    return row


def _observations(path: str) -> dict[Family, list[Observation]]:
    """What the mentions of a list say about rulers, by what is counted; other lines say nothing."""
    from varsyn.cli.batch import Context, items
    from varsyn.notation import read
    from varsyn.resolution.observed import said

    found: dict[Family, dict[Observation, None]] = {"protein": {}, "coding": {}, "bare": {}}
    for item in items((), path, Context(None, None, None, None), None):
        try:
            readings = read(item.mention.text)
        except VarsynError:
            continue
        for half in said(readings):
            if half.observation is not None and not half.second:
                named = msgspec.structs.replace(half.observation, text=item.mention.text.strip())
                found[half.family][named] = None
    return {family: list(seen) for family, seen in found.items()}


def _span(row: dict[str, Any]) -> str:
    """Between which printed numbers a ruler holds, where it does not hold everywhere."""
    first, last = row.get("first"), row.get("last")
    if first is not None and last is not None:
        return f"(numbers {first} to {last})"
    if last is not None:
        return f"(numbers up to {last})"
    return f"(numbers from {first})" if first is not None and first > 1 else ""


def _cited(row: dict[str, Any]) -> str:
    """The source of a ruler that is not HGVS's and not named in its title."""
    plain = row["origin"] in ("standard", "inferred") or not row["source"]
    return "" if plain or row["source"].partition(",")[0] in row["title"] else f"[{row['source']}]"


def _write(context: GeneContext, rows: list[dict[str, Any]], form: str) -> None:
    anchor = context.anchor
    if form == "jsonl":
        for row in rows:
            head = {"gene": context.symbol, "transcript": anchor.accession if anchor else None}
            sys.stdout.write(msgspec.json.encode({**head, **row}).decode() + "\n")
        return
    where = f" on {anchor.accession}" if anchor is not None else ": no sequence in the reference"
    lines = [f"{context.symbol}{where}"]
    several = len({row.get("family") for row in rows}) > 1
    family = None
    for row in rows:
        if several and row["family"] != family:
            family = row["family"]
            lines.append(f" {_FAMILIES[family]}")
        offset = "" if row["offset"] is None else f"{row['offset']:+d}"
        support = ""
        if "support" in row:
            sign = "established" if row["established"] else f"{row['probability']:.0%}"
            support = f"  {row['support']:>3} of {row['total']} fit  {sign:<11}"
        words = " ".join(one for one in (row["title"], _span(row), _cited(row)) if one)
        lines.append(f"  {row['scheme']:<26} {row['molecule']:<8} {offset:>6}{support}  {words}")
        if row.get("misfits") and len(row["misfits"]) <= row["total"] // 2:
            lines.append(f"  {'':<26} {'':<8} {'':>6}  does not fit: {', '.join(row['misfits'])}")
    sys.stdout.write("\n".join(lines) + "\n")
