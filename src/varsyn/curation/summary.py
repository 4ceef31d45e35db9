"""The outcome of a de-duplication for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from varsyn.curation.delimited import RowNote
from varsyn.curation.sets_table import SetRow

if TYPE_CHECKING:
    from rich.console import Console

    from varsyn.curation.deduplication import Deduplication

MAX_SETS = 12
MAX_NOTES = 8


def show(console: Console, found: Deduplication, notes: Sequence[RowNote]) -> None:
    """Print numbers first, then the sets with several names, what joined by inference, what is open."""
    numbers = found.summary()
    console.print(
        f"{numbers['rows']:,} rows, {numbers['names']:,} different names, {numbers['sets']:,} variants",
        highlight=False,
    )
    for status, meaning in _MEANING.items():
        if count := numbers.get(f"rows_{status}", 0):
            console.print(f"  {count:,} rows {status}: {meaning}", highlight=False, soft_wrap=True)
    if twice := numbers["listed_twice"]:
        console.print(f"  {twice:,} probands are listed under two names of one variant", highlight=False)
    merged = [row for row in found.sets if len(row.distinct_names) > 1]
    if merged:
        _table(console, merged)
    if found.queue:
        console.print(f"{len(found.queue):,} questions for a person; the first:", highlight=False)
        for item in found.queue[:3]:
            chance = "" if item.probability is None else f" ({item.probability:.2f})"
            console.print(
                f"  {item.gene} {item.subject_name} = {item.object_name}?{chance}  {item.stake} at stake",
                highlight=False, markup=False,
            )  # fmt: skip
    for note in notes[:MAX_NOTES]:
        text = f"row {note.line}: {note.text} [{note.code}]"
        console.print(text, highlight=False, markup=False, soft_wrap=True)
    if len(notes) > MAX_NOTES:
        console.print(f"and {len(notes) - MAX_NOTES:,} more remarks on rows: see the column varsyn_notes")


_MEANING = {
    "ambiguous": "several variants fit",
    "mismatch": "the stated base or residue is not there",
    "unverified": "read, but there is no sequence to check against",
    "unknown_gene": "no such gene",
    "several_variants": "the cell names several variants and counts for none: give each a row of its own",
    "unparsed": "not read as a variant",
    "empty": "no variant named",
}


def _table(console: Console, merged: Sequence[SetRow]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(title="Variants under several names", title_justify="left", box=None, pad_edge=False)
    for name, justify in (("variant", "left"), ("rows", "right"), ("people", "right"), ("names", "left")):
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    largest = sorted(merged, key=lambda row: (-row.tally.people, -row.rows, row.set))
    for row in largest[:MAX_SETS]:
        inferred = {one.name for one in row.inferred}
        names = ", ".join(
            f"{name} (inferred)" if name in inferred else name for name in row.distinct_names[:6]
        )
        people = str(row.tally.people or "")
        table.add_row(Text(row.label), f"{row.rows:,}", people, Text(names))
    console.print(table)
    if len(merged) > MAX_SETS:
        console.print(f"and {len(merged) - MAX_SETS:,} more", highlight=False)
