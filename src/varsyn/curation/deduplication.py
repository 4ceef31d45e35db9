"""De-duplicate a variant table: every row placed, every decision explained, a short queue for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING

from varsyn.curation.cases import Case
from varsyn.curation.columns import COLUMN_TYPES, Columns
from varsyn.curation.engine import Gathered, Report, gather, resolve_cases, silent
from varsyn.curation.grouping import Grouping, group, reason_of
from varsyn.curation.placement import Placement
from varsyn.curation.questions import questions
from varsyn.curation.queue import QueueItem
from varsyn.curation.sets_table import SetRow, set_rows
from varsyn.curation.statements import UNCHECKED
from varsyn.curation.table import Cell, Table
from varsyn.curation.unchecked import Related, relate
from varsyn.curation.wording import INFERRED
from varsyn.curation.workspace import Tally, Workspace
from varsyn.model import Link, Mention
from varsyn.synonyms.sets import Node

if TYPE_CHECKING:
    from varsyn.synonyms import SynonymIndex


class Deduplication(AbstractContextManager["Deduplication"]):
    """The outcome for one table. Use it as a context manager: it holds temporary files.

    ``added`` gives the new cells row by row; ``sets`` and ``queue`` are complete.
    """

    def __init__(
        self,
        gathered: Gathered,
        related: Related,
        grouping: Grouping,
        space: Workspace,
        decisions: Sequence[Link],
    ) -> None:
        self._space = space
        self.cases: Sequence[Case] = gathered.cases
        self.placements: Sequence[Placement] = related.placements
        self.grouping = grouping
        self.row_count = gathered.rows
        self.counts = gathered.counts
        self.remarks = gathered.remarks
        self.sets: list[SetRow] = list(
            set_rows(gathered.cases, gathered.counts, self.placements, grouping, space)
        )
        self._by_set = {row.set: row for row in self.sets}
        self.queue: list[QueueItem] = questions(
            gathered.cases, gathered.counts, gathered.first_rows, self.placements, grouping, self.sets,
            space.tally_of_case, decisions,
        )  # fmt: skip

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._space.close()

    def added(self) -> Iterator[tuple[Cell, ...]]:
        """The cells of the columns in ``COLUMN_TYPES``, row by row; the last one holds all remarks."""
        cells = [self.cells_of(number) for number in range(len(self.cases))]
        remarks = self.remarks
        if not remarks:
            yield from (cells[case] for case in self._space.rows())
            return
        for index, case in enumerate(self._space.rows()):
            row = cells[case]
            if index in remarks:
                said = [f"{note.code}: {note.text}" for note in remarks[index]]
                row = (*row[:-1], "; ".join([*([str(row[-1])] if row[-1] else []), *said]))
            yield row

    def cells_of(self, number: int) -> tuple[Cell, ...]:
        """The added cells of one case."""
        placed = self.placements[number]
        reason = reason_of(self.grouping, number, self.cases, placed)
        name = self.grouping.set_of(number)
        probability = self.grouping.probability_of(number, placed)
        status: str = placed.status
        dna, protein, genome = placed.hgvs_c, placed.hgvs_p, placed.genome
        if name and reason in ("curated_same", "printed_as_pair"):
            # The variant is not what the text alone says: the set's is shown.
            row = self._by_set[name]
            dna, protein, genome = row.hgvs_c, row.hgvs_p, (row.hgvs_g, row.hgvs_g_grch37)
            status = status if placed.status in UNCHECKED else "resolved"
        elif placed.level == "protein" and reason not in INFERRED | {"cause_not_seen"}:
            dna, genome = "", ("", "")
        return (
            status, reason, name, placed.gene, dna, protein, *genome, placed.level, placed.key,
            placed.protein_key, None if probability is None else round(probability, 4),
            placed.scheme, "; ".join(placed.notes),
        )  # fmt: skip

    def tally(self, row: SetRow) -> Tally:
        """All papers and people of a set."""
        return self._space.tally(row.group)

    def mentions(self) -> Iterator[Mention]:
        """Each distinct (name, paper) of the table, for a synonym index."""
        from varsyn.curation.index_link import mentions_of

        return mentions_of(self.cases, self._space)

    def summary(self) -> dict[str, int]:
        """Numbers that a curator wants first."""
        rows_of: dict[str, int] = {}
        for placed, count in zip(self.placements, self.counts, strict=True):
            several = placed.status == "resolved" and not placed.key
            status = "several_variants" if several else placed.status
            rows_of[status] = rows_of.get(status, 0) + count
        return {
            "rows": self.row_count,
            "names": len(self.cases),
            "sets": len(self.sets),
            "sets_with_several_names": sum(len(row.distinct_names) > 1 for row in self.sets),
            "inferred_joins": len(self.grouping.joins),
            "listed_twice": sum(row.tally.twice for row in self.sets),
            "questions": len(self.queue),
            **{f"rows_{status}": count for status, count in sorted(rows_of.items())},
        }


def deduplicate(
    table: Table,
    columns: Columns,
    *,
    reference: str | None = None,
    whole_documents: bool = False,
    decisions: Sequence[Link] = (),
    index: SynonymIndex | None = None,
    workers: int | None = None,
    report: Report = silent,
    gene: str = "",
) -> Deduplication:
    """De-duplicate a table.

    Parameters
    ----------
    columns: which column holds what (``columns.recognize``).
    reference: path of a reference bundle; None for the embedded one.
    whole_documents: the rows of one document (column role ``document``) share a numbering scheme.
    decisions: people's ``curated_same`` and ``curated_different`` links (``queue.links_of``).
    index: a synonym index: its curators' decisions count, and its DNA variants dissolve inferred joins.
    workers: processes; None for one a core.
    gene: the gene of rows that name none.
    """
    space = Workspace()
    try:
        gathered = gather(table, columns, space, whole_documents, report, gene)
        placements = resolve_cases(gathered.cases, reference, whole_documents, workers, report)
        known: list[Node] = []
        if index is not None:
            from varsyn.curation.index_link import decisions_in, known_in

            decisions = [*decisions, *decisions_in(index)]
            known = known_in(index, (one.protein_key for one in placements if one.protein_key))
        related = relate(gathered.cases, placements, _by_protein(known))
        grouping = group(gathered.cases, related, decisions, known)
        return Deduplication(gathered, related, grouping, space, decisions)
    except BaseException:
        space.close()
        raise


def _by_protein(nodes: Sequence[Node]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for node in nodes:
        if node.protein_key:
            found.setdefault(node.protein_key, set()).add(node.id)
    return found


def free_names(taken: Sequence[str]) -> list[str]:
    """The names of the added columns; one that the table already has gets a number.

    >>> free_names(["gene", "varsyn_set"])[:3]
    ['varsyn_status', 'varsyn_reason', 'varsyn_set_2']
    """
    used = set(taken)
    names: list[str] = []
    for name in COLUMN_TYPES:
        base, number = name, 1
        while name in used:
            number += 1
            name = f"{base}_{number}"
        used.add(name)
        names.append(name)
    return names
