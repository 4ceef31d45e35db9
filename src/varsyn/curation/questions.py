"""Which questions a table leaves to a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from varsyn.curation.cases import Case
from varsyn.curation.grouping import Grouping, mention_id
from varsyn.curation.placement import Choice, Placement
from varsyn.curation.queue import QueueItem, item_id, joined_papers, ordered
from varsyn.curation.sets_table import NamedCase, SetRow
from varsyn.curation.workspace import Tally
from varsyn.model import Link

SURE = 0.9
"""Below this probability an inferred join or a reading is put before a person."""
WEIGHED = frozenset({"only_cause", "one_dna_in_document", "codon_only_cause", "codon_match"})
"""Inferred joins whose probability tells whether a person must look."""
MAX_CHOICES = 6
"""Candidates of one name that are put before a person; further ones are in the notes of the row."""


def questions(
    cases: Sequence[Case],
    counts: Sequence[int],
    first_rows: Sequence[int],
    placements: Sequence[Placement],
    grouping: Grouping,
    rows: Sequence[SetRow],
    tally_of: Callable[[int], Tally],
    decisions: Sequence[Link] = (),
) -> list[QueueItem]:
    """The review queue of a table: pairs that the machine cannot decide and nobody has decided.

    Parameters
    ----------
    tally_of: what was seen with the rows of one case.
    """
    decided = {(link.subject, link.object) for link in decisions}
    decided |= {(b, a) for a, b in decided}
    builder = _Builder(cases, counts, first_rows, placements, grouping, rows, tally_of)
    return ordered(item for item in builder.all() if (item.subject, item.object) not in decided)


class _Builder:
    def __init__(
        self,
        cases: Sequence[Case],
        counts: Sequence[int],
        first_rows: Sequence[int],
        placements: Sequence[Placement],
        grouping: Grouping,
        rows: Sequence[SetRow],
        tally_of: Callable[[int], Tally],
    ) -> None:
        self.cases, self.counts, self.first_rows = cases, counts, first_rows
        self.placements, self.grouping, self.tally_of = placements, grouping, tally_of
        self.by_set: Mapping[str, SetRow] = {row.set: row for row in rows}
        self._hgvs = {
            one.key: one.hgvs_c if one.level == "allele" else one.hgvs_p for one in placements if one.key
        }

    def all(self) -> Iterator[QueueItem]:
        for number, placed in enumerate(self.placements):
            if placed.status in ("ambiguous", "mismatch") and not self.grouping.set_of(number):
                kind = "choose_candidate" if placed.status == "ambiguous" else "nearest_fit"
                for choice in placed.choices[:MAX_CHOICES]:
                    yield self.about_case(kind, number, choice.key, label(choice), choice)
            elif placed.disagree:
                yield self.about_case(
                    "columns_disagree", number, placed.key, self.name_of(number), None, placed.disagree
                )
            elif placed.status == "resolved" and (placed.probability or 1.0) < SURE:
                yield self.about_case(
                    "confirm_reading", number, placed.key, self.name_of(number), None, "; ".join(placed.notes)
                )
        for row in self.by_set.values():
            yield from self.joined(row)
            yield from self.apart(row)
        for conflict in self.grouping.sets.conflicts:
            if not conflict.settled:
                yield self.conflict(conflict.subject, conflict.object)

    def about_case(
        self, kind: str, number: int, key: str, name: str, choice: Choice | None, evidence: str = ""
    ) -> QueueItem:
        case, subject = self.cases[number], mention_id(self.cases[number])
        tally = self.tally_of(number)
        return QueueItem(
            item_id(kind, subject, key), kind, self.stake(tally, self.counts[number]),
            self.placements[number].gene or case.gene, " / ".join(case.names), name,
            choice.probability if choice is not None else self.placements[number].probability,
            evidence or (f"{choice.scheme}: {choice.evidence}" if choice is not None else ""),
            self.counts[number], joined_papers(tally.papers), self.first_rows[number], subject, key,
            object_hgvs=(choice.hgvs_c or choice.hgvs_p or "") if choice is not None else self.hgvs_of(key),
        )  # fmt: skip

    def name_of(self, number: int) -> str:
        placed = self.placements[number]
        return (
            " ".join(part for part in (placed.hgvs_c, placed.hgvs_p.rpartition(":")[2]) if part) or placed.key
        )

    def hgvs_of(self, node: str) -> str:
        """The full description of the variant behind a node; empty for a mention."""
        return self._hgvs.get(node.partition("@")[0], "")

    def joined(self, row: SetRow) -> Iterator[QueueItem]:
        """Inferred joins that are not sure enough to go unseen."""
        for one in row.inferred:
            placed = self.placements[one.number]
            if one.reason in WEIGHED and (one.probability or 1.0) >= SURE:
                continue
            join = self.grouping.joins.get(self.grouping.node_of[one.number])
            if join is not None:
                texts = "; ".join([join.reason, *(text for _, text in placed.warnings)])
                yield self.about_set(
                    "confirm_join",
                    row,
                    [one],
                    join.subject,
                    join.object,
                    row.hgvs_c,
                    texts,
                )

    def apart(self, row: SetRow) -> Iterator[QueueItem]:
        """A protein description beside DNA variants of the table that could be its cause."""
        subjects = {self.grouping.node_of[one.number]: one for one in row.names}
        for subject in sorted(subjects):
            apart = self.grouping.apart.get(subject)
            if apart is None or apart.reason == "curated_different":
                continue
            names = [one for one in row.names if self.grouping.node_of[one.number] == subject]
            for other in apart.others:
                home = self.by_set.get(self.grouping.sets.home.get(other, ""))
                if home is None or home.set == row.set:
                    continue
                evidence = (
                    f"{apart.reason}: {len(apart.others)} DNA variants give {row.hgvs_p.rpartition(':')[2]}"
                )
                yield self.about_set("which_cause", row, names, subject, other, home.label, evidence)

    def about_set(
        self,
        kind: str,
        row: SetRow,
        names: Sequence[NamedCase],
        subject: str,
        other: str,
        name: str,
        evidence: str,
    ) -> QueueItem:
        rows = sum(one.rows for one in names)
        tallies = [self.tally_of(one.number) for one in names]
        papers = sorted({paper for tally in tallies for paper in tally.papers})
        people = {person for tally in tallies for person in tally.probands}
        stated = sum(tally.stated for tally in tallies)
        return QueueItem(
            item_id(kind, subject, other), kind, len(people) or stated or rows, row.gene,
            " | ".join(dict.fromkeys(one.name for one in names)), name, names[0].probability, evidence, rows,
            joined_papers(papers), min(self.first_rows[one.number] for one in names), subject, other,
            self.hgvs_of(subject), self.hgvs_of(other),
        )  # fmt: skip

    def conflict(self, one: str, other: str) -> QueueItem:
        names, rows, papers, stake, first = [], 0, set[str](), 0, 0
        for node in (one, other):
            row = self.by_set.get(self.grouping.sets.home.get(node, ""))
            names.append(row.label if row is not None else node)
            if row is not None:
                rows += row.rows
                papers |= set(row.tally.papers)
                stake += row.tally.people or row.rows
                first = first or min(self.first_rows[name.number] for name in row.names)
        return QueueItem(
            item_id("conflict", one, other), "conflict", stake, "", names[0], names[1], None,
            "one decision says same, another says different", rows, joined_papers(sorted(papers)), first, one,
            other, self.hgvs_of(one), self.hgvs_of(other),
        )  # fmt: skip

    @staticmethod
    def stake(tally: Tally, rows: int) -> int:
        """People that an answer moves; rows where no probands are named."""
        return len(tally.probands) or tally.stated or rows


def label(choice: Choice) -> str:
    """A candidate in a few words.

    >>> label(Choice("k", "p", "NM_000875.5:c.1532G>A", "NP_000866.1:p.(Arg511Gln)", 0.5, "hgvs"))
    'NM_000875.5:c.1532G>A p.(Arg511Gln)'
    """
    protein = (choice.hgvs_p or "").rpartition(":")[2]
    return " ".join(part for part in (choice.hgvs_c or "", protein) if part) or choice.key
