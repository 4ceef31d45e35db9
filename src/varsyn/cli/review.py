"""``varsyn review``: decide the pairs that only a person can decide."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from varsyn.model import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from varsyn.curation.queue import QueueItem

_ANSWERS = {"s": "same", "d": "different", "y": "same", "n": "different"}


@click.command("review")
@click.argument("queue", type=click.Path())
@click.option("--by", "who", envvar="VARSYN_CURATOR", metavar="NAME", help="Who decides: a name or an ORCID.")
@click.option("--index", "index_path", metavar="PATH|URL", help="Synonym index that decisions go into.")
@click.option("--apply", "apply_only", is_flag=True, help="Ask nothing: take the decisions already in QUEUE.")
@click.option(
    "--list", "list_only", is_flag=True, help="Show the open questions and what is decided; ask nothing."
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Ask at most N questions.")
def command(
    queue: str, who: str | None, index_path: str | None, apply_only: bool, list_only: bool, limit: int | None
) -> None:
    """Go through the review QUEUE that varsyn dedup wrote: same variant or not, and why.

    Each answer is kept in the queue file at once (who, when, why), so that one may stop at any time.
    With --index it is also recorded there, as a link with its author. A queue that was edited in a
    spreadsheet (columns decision, decided_by, decided_on, why) is taken with --apply.

    \b
    Examples:
      varsyn review patients.queue.csv --by "Ada L."
      varsyn review patients.queue.csv --list
      varsyn review patients.queue.xlsx --apply --index curation.db
    """
    from rich.console import Console

    from varsyn.curation.outputs import write_queue
    from varsyn.curation.queue import read_queue, undecided

    path = Path(queue)
    items, notes = read_queue(path)
    for note in notes:
        click.echo(f"{queue}, row {note.line}: {note.text} [{note.code}]", err=True)
    console = Console()
    waiting = undecided(items)
    if list_only:
        _overview(console, items, waiting)
        return
    if not apply_only:
        items = _ask(console, path, items, waiting[:limit], who)
        write_queue(path, items)
    decided = [item for item in items if item.decision]
    if index_path is not None:
        from varsyn.curation.index_link import record_decisions

        added = record_decisions(index_path, decided)
        click.echo(f"{added} decisions recorded in {index_path}")
    click.echo(f"{len(decided)} decided, {len(undecided(items))} open")


def _overview(console: Console, items: list[QueueItem], waiting: list[QueueItem]) -> None:
    for item in items:
        if item.decision:
            console.print(
                f"{item.decision}: {item.gene} {item.subject_name} / {item.object_name} "
                f"({item.decided_by or 'unnamed'}, {item.decided_on or 'no date'}) {item.why}",
                markup=False, highlight=False,
            )  # fmt: skip
    for item in waiting:
        console.print(
            f"open: {item.gene} {item.subject_name} / {item.object_name}", markup=False, highlight=False
        )


def _ask(
    console: Console, path: Path, items: list[QueueItem], waiting: list[QueueItem], who: str | None
) -> list[QueueItem]:
    """Ask one question after the other; the file is written after each answer."""
    from varsyn.curation.outputs import write_queue
    from varsyn.curation.queue import decide, undecided

    if not waiting:
        return items
    if who is None:
        if not sys.stdin.isatty():
            raise InputError(
                "who decides? Give --by NAME (or set VARSYN_CURATOR)", code="no_curator",
                advice=["every decision carries the name of the one who made it"],
            )  # fmt: skip
        who = click.prompt("Your name or ORCID", type=str)
    place = {item.item: index for index, item in enumerate(items)}
    for number, item in enumerate(waiting, 1):
        if item not in undecided(items):
            continue
        show(console, item, number, len(waiting))
        answer = click.prompt(
            "[s]ame, [d]ifferent, [k] skip, [q]uit", default="k",
            type=click.Choice([*_ANSWERS, "k", "q"]), show_choices=False,
        )  # fmt: skip
        if answer == "q":
            break
        if answer == "k":
            continue
        why = click.prompt("Why", default="", show_default=False)
        items[place[item.item]] = decide(item, _ANSWERS[answer], who, why)
        write_queue(path, items)
    return items


def show(console: Console, item: QueueItem, number: int, total: int) -> None:
    """One question with its evidence."""
    from rich.table import Table
    from rich.text import Text

    console.print(f"\n[bold]{number}/{total}[/bold]  {item.question}", highlight=False)
    grid = Table.grid(padding=(0, 2))
    chance = "" if item.probability is None else f"{item.probability:.3g}"
    for name, value in (
        ("gene", item.gene), ("as written", item.subject_name), ("is it", item.object_name),
        ("probability", chance), ("evidence", item.evidence), ("at stake", f"{item.stake} people or rows"),
        ("rows", f"{item.rows}, the first is row {item.first_row}"), ("papers", item.papers),
    ):  # fmt: skip
        if value:
            grid.add_row(Text(name, style="dim"), Text(value))
    console.print(grid)
