"""``varsyn index``: the synonym index; each command mirrors a method of ``varsyn.SynonymIndex``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click
import msgspec

from varsyn.cli import index_files
from varsyn.cli.batch import Context, items, printable
from varsyn.cli.index_options import (
    agent_options,
    format_option,
    gene_option,
    index_option,
    maybe_person,
    open_index,
    person,
    reason_option,
    say,
)
from varsyn.cli.index_text import (
    add_text,
    conflict_text,
    event_text,
    link_text,
    match_text,
    moved_text,
    paper_text,
    set_text,
    short,
)
from varsyn.cli.options import context_options, input_option, reference_option
from varsyn.cli.progress import progress
from varsyn.model import Mention

if TYPE_CHECKING:
    from varsyn.synonyms import SynonymIndex


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
@index_option
def init(path: str | None, target: str) -> None:
    """Make an index, or bring an old one up to date.

    \b
    Examples:
      varsyn index init curation.db
      varsyn index init postgresql+psycopg://me@localhost/curation
    """
    with open_index(path or target, create=True) as index:
        click.echo(f"{index.name}: ready")


@command.command()
@click.argument("text", nargs=-1)
@context_options
@click.option("--document", metavar="NAME", help="The paper they are from: PMID:17264177.")
@input_option
@click.option("--document-column", metavar="C", help="Column of --input that names the document.")
@click.option("--extract", is_flag=True, help="The arguments are files of papers; find the mentions in them.")
@click.option("--workers", type=int, metavar="N", help="Processes that resolve (default: cores but one).")
@agent_options
@index_option
@reference_option
@format_option
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
    with open_index(target, reference, create=True) as index, progress(path, "adding") as advance:
        stream: Iterator[Mention]
        if extract:
            if not text or path is not None:
                raise click.UsageError("--extract takes FILES as arguments")
            stream = _extracted(text, index, document)
        else:
            stream = _stated(text, path, context, document_column, document, advance)
        report = index.add_many(stream, agent=maybe_person(agent, orcid), workers=workers)
    say(form, [report], add_text)


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
@gene_option
@click.option("--fuzzy", is_flag=True, help="Also spellings one slip away.")
@click.option("--no-resolve", is_flag=True, help="Only what is on record; no sequences.")
@index_option
@reference_option
@format_option
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
    with open_index(target, reference) as index:
        for one in text:
            matches = index.lookup(printable(one), gene=gene, fuzzy=fuzzy, resolve=not no_resolve)
            if form == "text" and not matches:
                click.echo(f"{short(printable(one))}: not in the index")
            say(form, matches, match_text)


@command.command()
@click.argument("text", required=False)
@gene_option
@click.option("--document", metavar="NAME", help="The sets of one document.")
@click.option("--new", is_flag=True, help="With --document: only what no other document mentions.")
@click.option("--unsettled", is_flag=True, help="Mentions that are in no set.")
@index_option
@reference_option
@format_option
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
    with open_index(target, reference) as index:
        if unsettled:
            say(form, index.unsettled(document), match_text)
        elif text is not None:
            found = index.lookup(printable(text), gene=gene)
            say(form, [match.set for match in found if match.set is not None], set_text)
        elif document is not None:
            say(form, index.new_in(document) if new else index.by_document(document), set_text)
        else:
            say(form, index.sets(gene) if gene else index.iter_sets(), set_text)


@command.command()
@click.argument("text", required=True)
@gene_option
@index_option
@reference_option
@format_option
def papers(text: str, gene: str | None, target: str, reference: str | None, form: str) -> None:
    """Which papers mention this variant, and as what.

    \b
    Examples:
      varsyn index papers "c.1532G>A" --gene IGF1R
    """
    with open_index(target, reference) as index:
        say(form, index.papers(printable(text), gene=gene), paper_text)


@command.command()
@click.argument("one")
@click.argument("other")
@gene_option
@click.option("--merge", is_flag=True, help="Also where this makes one set of two.")
@reason_option
@agent_options
@index_option
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
    with open_index(target, reference) as index:
        identifier = index.link(
            printable(one),
            printable(other),
            agent=person(agent, orcid),
            gene=gene,
            reason=reason,
            merge=merge,
        )
    click.echo(identifier)


@command.command()
@click.argument("one")
@click.argument("other", required=False)
@gene_option
@reason_option
@agent_options
@index_option
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
    with open_index(target, reference) as index:
        who = person(agent, orcid)
        if other is None:
            click.echo(index.retract(one, agent=who, reason=reason))
        else:
            click.echo(index.unlink(printable(one), printable(other), agent=who, gene=gene, reason=reason))


@command.command()
@index_option
@format_option
def conflicts(target: str, form: str) -> None:
    """Contradictions, with both sides: among people, with the machine, between databases and sequences."""
    with open_index(target) as index:
        say(form, index.conflicts(), conflict_text)


@command.command()
@click.argument("text", required=False)
@gene_option
@click.option("--limit", default=100, show_default=True, help="Newest log entries, where no TEXT is given.")
@index_option
@reference_option
@format_option
def history(
    text: str | None, gene: str | None, limit: int, target: str, reference: str | None, form: str
) -> None:
    """What happened to the set of TEXT, or to the whole index, oldest first."""
    with open_index(target, reference) as index:
        say(form, index.history(printable(text) if text else None, gene=gene, limit=limit), event_text)


@command.command()
@click.argument("entry", type=int)
@reason_option
@agent_options
@index_option
@reference_option
def undo(
    entry: int, reason: str, agent: str | None, orcid: str | None, target: str, reference: str | None
) -> None:
    """Undo a log ENTRY (its number is in ``history``): an addition, a link, a retraction."""
    with open_index(target, reference) as index:
        click.echo(index.undo(entry, agent=person(agent, orcid), reason=reason))


@command.command()
@click.option("--dry-run", is_flag=True, help="Show what would move; write nothing.")
@index_option
@reference_option
@format_option
def refresh(dry_run: bool, target: str, reference: str | None, form: str) -> None:
    """Read every description anew, after an upgrade of varsyn or with another reference bundle.

    \b
    Examples:
      varsyn index refresh --dry-run
      varsyn index refresh --reference larger.bundle
    """
    with open_index(target, reference) as index:
        moved = index.refresh(dry_run=dry_run)
    say(form, moved, moved_text)
    if form == "text":
        click.echo(f"{len(moved)} descriptions {'would move' if dry_run else 'moved'}")


@command.command()
@click.argument("text", required=False)
@gene_option
@index_option
@reference_option
@format_option
def links(text: str | None, gene: str | None, target: str, reference: str | None, form: str) -> None:
    """Every link of the sets that TEXT leads to, of a gene, or of the whole index.

    With type, evidence, probability, agent, time and the checksum of the reference.

    \b
    Examples:
      varsyn index links R481Q --gene IGF1R
      varsyn index links --gene IGF1R --format jsonl
    """
    with open_index(target, reference) as index:
        found = index.links(printable(text), gene=gene) if text is not None else index.iter_links(gene)
        say(form, found, link_text)


for whole in (index_files.export_, index_files.import_, index_files.stats, index_files.check):
    command.add_command(whole)
