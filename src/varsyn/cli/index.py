"""``varsyn index``: the synonym index; each command mirrors a method of ``varsyn.SynonymIndex``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from varsyn.cli.batch import Context, items, printable
from varsyn.cli.index_text import (
    add_text,
    conflict_text,
    event_text,
    match_text,
    moved_text,
    paper_text,
    set_text,
)
from varsyn.cli.options import context_options, input_option, reference_option
from varsyn.cli.progress import progress
from varsyn.model import Mention

if TYPE_CHECKING:
    from varsyn.synonyms import Agent, SynonymIndex

F = TypeVar("F", bound=Callable[..., object])
DEFAULT = "curation.db"
T = TypeVar("T")


def _index_option(function: F) -> F:
    return click.option(
        "--index",
        "--db",
        "target",
        envvar="VARSYN_INDEX",
        default=DEFAULT,
        show_default=True,
        metavar="FILE|URL",
        help="SQLite file, or postgresql+psycopg://user@host/database (also VARSYN_INDEX).",
    )(function)


def _format_option(function: F) -> F:
    return click.option(
        "--format", "form", type=click.Choice(["text", "jsonl"]), default="text", help="Output form."
    )(function)


def _agent_options(function: F) -> F:
    function = click.option(
        "--orcid", envvar="VARSYN_ORCID", metavar="ID", help="Your ORCID (also VARSYN_ORCID)."
    )(function)
    return click.option(
        "--agent", envvar="VARSYN_AGENT", metavar="NAME", help="Who says so: your name (also VARSYN_AGENT)."
    )(function)


def _gene_option(function: F) -> F:
    return click.option("--gene", metavar="G", help="Gene: symbol, alias, protein name.")(function)


def _reason_option(function: F) -> F:
    return click.option("--reason", default="", metavar="TEXT", help="Why; kept with it.")(function)


def _open(target: str, reference: str | None = None, *, create: bool = False) -> SynonymIndex:
    from varsyn import extras

    extras.load("sqlalchemy")
    from varsyn.synonyms import SynonymIndex

    return SynonymIndex.open(target, create=create, reference_path=reference)


def _person(agent: str | None, orcid: str | None) -> Agent:
    from varsyn.synonyms import Agent

    return Agent.person(agent or "", orcid)


def _maybe_person(agent: str | None, orcid: str | None) -> Agent | None:
    return _person(agent, orcid) if agent else None


def _say(form: str, objects: Iterable[T], text: Callable[[T], str]) -> None:
    """Print objects, as text or as one line of JSON each."""
    for one in objects:
        if form == "text":
            click.echo(text(one))
            continue
        # Records with a JSON form of their own have ``as_dict``; the others are plain structs.
        plain: Any = one.as_dict() if hasattr(one, "as_dict") else msgspec.to_builtins(one)
        click.echo(msgspec.json.encode(plain).decode())


@click.group()
def command() -> None:
    """The synonym index: every name of a variant, who used it, where, and how we know.

    \b
    Examples:
      varsyn index init curation.db
      varsyn index add "R481Q" "R59X" --gene IGF1R --document PMID:17264177
      varsyn index lookup "p.Arg511Gln" --gene IGF1R
      varsyn index papers "IGF1R c.1532G>A"
      varsyn index import variant_summary.txt.gz
    """


@command.command()
@click.argument("path", required=False)
@_index_option
def init(path: str | None, target: str) -> None:
    """Make an index, or bring an old one up to date.

    \b
    Examples:
      varsyn index init curation.db
      varsyn index init postgresql+psycopg://me@localhost/curation
    """
    with _open(path or target, create=True) as index:
        click.echo(f"{index.name}: ready")


@command.command()
@click.argument("text", nargs=-1)
@context_options
@click.option("--document", metavar="NAME", help="The paper they are from: PMID:17264177.")
@input_option
@click.option("--document-column", metavar="C", help="Column of --input that names the document.")
@click.option("--extract", is_flag=True, help="The arguments are files of papers; find the mentions in them.")
@click.option("--workers", type=int, metavar="N", help="Processes that resolve (default: cores but one).")
@_agent_options
@_index_option
@reference_option
@_format_option
def add(
    text: tuple[str, ...], gene: str | None, transcript: str | None, species: str | None,
    assembly: str | None,
    document: str | None, path: str | None, document_column: str | None, extract: bool, workers: int | None,
    agent: str | None, orcid: str | None, target: str, reference: str | None, form: str,
) -> None:  # fmt: skip
    """Add mentions: each TEXT, the rows of --input, or what --extract finds in papers.

    The same mention twice is one mention; a run that was cut off can simply be started again.

    \b
    Examples:
      varsyn index add "c.1532G>A" "p.Arg511Gln" --gene IGF1R --document PMID:22423513
      varsyn index add --input mentions.tsv
      varsyn index add --extract paper.xml *.txt
    """
    context = Context(gene, transcript, species, assembly)
    with _open(target, reference, create=True) as index, progress(path, "adding") as advance:
        stream: Iterator[Mention]
        if extract:
            if not text or path is not None:
                raise click.UsageError("--extract takes FILES as arguments")
            stream = _extracted(text, index, document)
        else:
            stream = _stated(text, path, context, document_column, document, advance)
        report = index.add_many(stream, agent=_maybe_person(agent, orcid), workers=workers)
    _say(form, [report], add_text)


def _stated(
    text: tuple[str, ...], path: str | None, context: Context, column: str | None, document: str | None,
    advance: Callable[[int], None],
) -> Iterator[Mention]:  # fmt: skip
    for item in items(text, path, context, column):
        advance(item.offset)
        mention = item.mention
        if path is None:
            # An argument has no number of its own: the same text twice is the same mention.
            mention = msgspec.structs.replace(mention, id=None)
        if mention.document is None and document is not None:
            mention = msgspec.structs.replace(mention, document=document)
        if mention.text.strip():
            yield mention


def _extracted(files: tuple[str, ...], index: SynonymIndex, document: str | None) -> Iterator[Mention]:
    from varsyn.literature import extract

    for name in files:
        for found in extract(name, reference=index.reference):
            mention = found.mention()
            yield msgspec.structs.replace(mention, document=document) if document is not None else mention


@command.command()
@click.argument("text", nargs=-1, required=True)
@_gene_option
@click.option("--fuzzy", is_flag=True, help="Also spellings one slip away.")
@click.option("--no-resolve", is_flag=True, help="Only what is on record; no sequences.")
@_index_option
@reference_option
@_format_option
def lookup(
    text: tuple[str, ...], gene: str | None, fuzzy: bool, no_resolve: bool, target: str,
    reference: str | None,
    form: str,
) -> None:  # fmt: skip
    """The synonym sets that each TEXT leads to: any spelling will do.

    \b
    Examples:
      varsyn index lookup R481Q --gene IGF1R
      varsyn index lookup "NM_000875.5:c.1532G>A" --format jsonl
      varsyn index lookup R418Q --gene IGF1R --fuzzy
    """
    with _open(target, reference) as index:
        for one in text:
            matches = index.lookup(printable(one), gene=gene, fuzzy=fuzzy, resolve=not no_resolve)
            if form == "text" and not matches:
                click.echo(f"{one}: not in the index")
            _say(form, matches, match_text)


@command.command()
@click.argument("text", required=False)
@_gene_option
@click.option("--document", metavar="NAME", help="The sets of one document.")
@click.option("--new", is_flag=True, help="With --document: only what no other document mentions.")
@click.option("--unsettled", is_flag=True, help="Mentions that are in no set.")
@_index_option
@reference_option
@_format_option
def show(
    text: str | None, gene: str | None, document: str | None, new: bool, unsettled: bool, target: str,
    reference: str | None, form: str,
) -> None:  # fmt: skip
    """Synonym sets: of a TEXT, a gene, a document, or all.

    \b
    Examples:
      varsyn index show
      varsyn index show --gene IGF1R
      varsyn index show --document PMID:22423513 --new
      varsyn index show --unsettled
    """
    if new and document is None:
        raise click.UsageError("--new needs --document")
    with _open(target, reference) as index:
        if unsettled:
            _say(form, index.unsettled(document), match_text)
        elif text is not None:
            found = index.lookup(printable(text), gene=gene)
            _say(form, [match.set for match in found if match.set is not None], set_text)
        elif document is not None:
            _say(form, index.new_in(document) if new else index.by_document(document), set_text)
        else:
            _say(form, index.sets(gene) if gene else index.iter_sets(), set_text)


@command.command()
@click.argument("text", required=True)
@_gene_option
@_index_option
@reference_option
@_format_option
def papers(text: str, gene: str | None, target: str, reference: str | None, form: str) -> None:
    """Which papers mention this variant, and as what.

    \b
    Examples:
      varsyn index papers "c.1532G>A" --gene IGF1R
    """
    with _open(target, reference) as index:
        _say(form, index.papers(printable(text), gene=gene), paper_text)


@command.command()
@click.argument("one")
@click.argument("other")
@_gene_option
@click.option("--merge", is_flag=True, help="Also where this makes one set of two.")
@_reason_option
@_agent_options
@_index_option
@reference_option
def link(
    one: str, other: str, gene: str | None, merge: bool, reason: str, agent: str | None, orcid: str | None,
    target: str, reference: str | None,
) -> None:  # fmt: skip
    """Say that ONE and OTHER are the same variant. A named person's word outranks the machine's.

    \b
    Examples:
      varsyn index link "IGF1R-R481Q" "NM_000875.5:c.1532G>A" --gene IGF1R --agent "Jane Roe"
    """
    with _open(target, reference) as index:
        identifier = index.link(
            printable(one),
            printable(other),
            agent=_person(agent, orcid),
            gene=gene,
            reason=reason,
            merge=merge,
        )
    click.echo(identifier)


@command.command()
@click.argument("one")
@click.argument("other", required=False)
@_gene_option
@_reason_option
@_agent_options
@_index_option
@reference_option
def unlink(
    one: str, other: str | None, gene: str | None, reason: str, agent: str | None, orcid: str | None,
    target: str,
    reference: str | None,
) -> None:  # fmt: skip
    """Say that ONE and OTHER are different; or, with ONE alone, take back the link of this identifier.

    \b
    Examples:
      varsyn index unlink R481Q "NM_000875.5:c.1532G>A" --gene IGF1R --agent "Jane Roe" --reason "..."
      varsyn index unlink 0f3c…(32 digits) --agent "Jane Roe"
    """
    with _open(target, reference) as index:
        person = _person(agent, orcid)
        if other is None:
            click.echo(index.retract(one, agent=person, reason=reason))
        else:
            click.echo(index.unlink(printable(one), printable(other), agent=person, gene=gene, reason=reason))


@command.command()
@_index_option
@_format_option
def conflicts(target: str, form: str) -> None:
    """Contradictions, with both sides: among people, with the machine, between databases and sequences."""
    with _open(target) as index:
        _say(form, index.conflicts(), conflict_text)


@command.command()
@click.argument("text", required=False)
@_gene_option
@click.option("--limit", default=100, show_default=True, help="Newest log entries, where no TEXT is given.")
@_index_option
@reference_option
@_format_option
def history(
    text: str | None, gene: str | None, limit: int, target: str, reference: str | None, form: str
) -> None:
    """What happened to the set of TEXT, or to the whole index, oldest first."""
    with _open(target, reference) as index:
        _say(form, index.history(printable(text) if text else None, gene=gene, limit=limit), event_text)


@command.command()
@click.argument("entry", type=int)
@_reason_option
@_agent_options
@_index_option
@reference_option
def undo(
    entry: int, reason: str, agent: str | None, orcid: str | None, target: str, reference: str | None
) -> None:
    """Undo a log ENTRY (its number is in ``history``): an addition, a link, a retraction."""
    with _open(target, reference) as index:
        click.echo(index.undo(entry, agent=_person(agent, orcid), reason=reason))


@command.command()
@click.option("--dry-run", is_flag=True, help="Show what would move; write nothing.")
@_index_option
@reference_option
@_format_option
def refresh(dry_run: bool, target: str, reference: str | None, form: str) -> None:
    """Read every description anew, after an upgrade of varsyn or with another reference bundle.

    \b
    Examples:
      varsyn index refresh --dry-run
      varsyn index refresh --reference larger.bundle
    """
    with _open(target, reference) as index:
        moved = index.refresh(dry_run=dry_run)
    _say(form, moved, moved_text)
    if form == "text":
        click.echo(f"{len(moved)} descriptions {'would move' if dry_run else 'moved'}")


@command.command("export")
@click.argument("path", metavar="FILE|-")
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "sssom", "parquet", "cat-vrs"]),
    help="By the name of the file where not given: .jsonl, .tsv, .parquet, .json.",
)  # fmt: skip
@_index_option
@reference_option
def export_(path: str, form: str | None, target: str, reference: str | None) -> None:
    """Write the whole index to FILE; ``varsyn index import`` gives the same index back.

    \b
    Examples:
      varsyn index export index.jsonl.gz
      varsyn index export mappings.sssom.tsv
      varsyn index export tables.parquet
    """
    with _open(target, reference) as index:
        count = index.export(path, form or ("jsonl" if path == "-" else None))
    click.echo(f"{path}: {count} rows", err=True)


@command.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--format", "form", metavar="FORMAT",
    help="Recognized where not given: clinvar-summary, clinvar-hgvs, civic, lovd, pubtator, table, exports.",
)  # fmt: skip
@click.option("--skip-bad", is_flag=True, help="Pass over mentions that hold no text, and count them.")
@click.option("--again", is_flag=True, help="Read files again that were read to their end before.")
@click.option("--workers", type=int, metavar="N", help="Processes that resolve (default: cores but one).")
@_agent_options
@_index_option
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
    with _open(target, reference, create=True) as index:
        for name in files:
            if again and os.path.isfile(name):
                index.forget_import(name)
            with progress(name, f"importing {os.path.basename(name)}") as advance:
                report = index.import_file(
                    name, form, agent=_maybe_person(agent, orcid), workers=workers, progress=advance,
                    skip_bad=skip_bad,
                )  # fmt: skip
            click.echo(f"{name}: {add_text(report)}")


@command.command()
@_index_option
@_format_option
def stats(target: str, form: str) -> None:
    """How much there is of everything."""
    with _open(target) as index:
        counts = index.stats()
    if form == "jsonl":
        click.echo(msgspec.json.encode(counts).decode())
    else:
        width = max(map(len, counts))
        for name, count in counts.items():
            click.echo(f"{name:<{width}}  {count:>12,}")


@command.command()
@_index_option
@_format_option
def check(target: str, form: str) -> None:
    """Verify the stored content; exit status 1 where something is wrong."""
    with _open(target) as index:
        problems = index.check()
    _say(form, problems, lambda problem: f"{problem.table} {problem.id}: {problem.text}")
    if problems:
        sys.exit(1)
    if form == "text":
        click.echo("the index is sound")
