"""The table of synonym sets: all names, papers and people of each variant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from varsyn.curation.cases import Case
from varsyn.curation.grouping import Grouping, reason_of
from varsyn.curation.placement import Placement
from varsyn.curation.wording import INFERRED
from varsyn.curation.workspace import Brief, Tally, Workspace

SEPARATOR = " | "


class NamedCase(msgspec.Struct, frozen=True):
    """One name of a set: the case's label, how many rows use it, and why it is in the set."""

    name: str
    rows: int
    reason: str
    probability: float | None
    scheme: str
    number: int


class SetRow(msgspec.Struct, frozen=True):
    """One synonym set with everything that the table says of it."""

    set: str
    gene: str
    hgvs_c: str
    hgvs_p: str
    hgvs_g: str
    hgvs_g_grch37: str
    level: str
    key: str
    protein_key: str
    names: tuple[NamedCase, ...]
    rows: int
    tally: Brief
    group: int
    """Number of the set in the workspace, for its full tally."""
    warnings: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        """The set in a few words: gene, DNA and protein description as far as known."""
        dna = self.hgvs_c.rpartition(":")[2]
        protein = self.hgvs_p.rpartition(":")[2]
        return " ".join(part for part in (self.gene, dna, protein) if part) or self.key

    @property
    def inferred(self) -> tuple[NamedCase, ...]:
        """The names that joined by inference (``wording.INFERRED``)."""
        return tuple(sorted((one for one in self.names if one.reason in INFERRED), key=_by_name))

    @property
    def distinct_names(self) -> tuple[str, ...]:
        """Each name once, most used first."""
        counts: dict[str, int] = {}
        for one in self.names:
            counts[one.name] = counts.get(one.name, 0) + one.rows
        return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


SET_COLUMNS = (
    "set", "gene", "hgvs_c", "hgvs_p", "hgvs_g", "hgvs_g_grch37", "level", "key", "protein_key", "names",
    "name_count", "rows", "papers", "paper_count", "probands", "proband_count", "stated_probands", "families",
    "family_count", "inferred_names", "listed_twice", "warnings",
)  # fmt: skip
"""Columns of the table of sets. Several things in one cell are parted by `` | ``."""


def set_rows(
    cases: Sequence[Case],
    counts: Sequence[int],
    placements: Sequence[Placement],
    grouping: Grouping,
    space: Workspace,
) -> Iterator[SetRow]:
    """The sets that the table has rows of, ordered by gene, then position in the list of identifiers."""
    members: dict[str, list[int]] = {}
    for number in range(len(cases)):
        if name := grouping.set_of(number):
            members.setdefault(name, []).append(number)
    shown = {
        name: _canonical([one for number in found for one in _in_set(placements[number], name, grouping)])
        for name, found in members.items()
    }
    ordered = sorted(members, key=lambda one: (shown[one].gene, shown[one].key, one))
    homes = ((case, number) for number, name in enumerate(ordered) for case in members[name])
    briefs = space.settle(homes, len(ordered))
    for group, name in enumerate(ordered):
        found, best = members[name], shown[name]
        names = tuple(
            NamedCase(
                " / ".join(cases[number].names), counts[number],
                reason_of(grouping, number, cases, placements[number]),
                grouping.probability_of(number, placements[number]), placements[number].scheme, number,
            )
            for number in found
        )  # fmt: skip
        g38, g37 = best.genome
        protein_alone = best.level == "protein" and not _asserts_cause(names)
        yield SetRow(
            name, best.gene, "" if protein_alone else best.hgvs_c, best.hgvs_p,
            "" if protein_alone else g38, "" if protein_alone else g37, best.level, best.key,
            best.protein_key, names, sum(counts[number] for number in found), briefs[group],
            group,
            tuple(sorted({warning for number in found for warning in placements[number].warnings})),
        )  # fmt: skip


def _in_set(placed: Placement, name: str, grouping: Grouping) -> Iterator[Placement]:
    """The placement, and those of its candidates that a person put into this set."""
    yield placed
    if placed.key:
        return
    for choice in placed.choices:
        if grouping.sets.home.get(choice.key) == name:
            yield Placement(
                placed.status, choice.key, "protein" if choice.key == choice.protein_key else "allele",
                choice.protein_key or "", placed.gene, choice.hgvs_c or "", choice.hgvs_p or "",
            )  # fmt: skip


def _asserts_cause(names: Sequence[NamedCase]) -> bool:
    """Whether the only single-base cause of a protein description may stand beside it."""
    return all(one.reason in INFERRED | {"cause_not_seen"} for one in names)


def _canonical(placements: Sequence[Placement]) -> Placement:
    """The placement a set is shown as: the DNA variant with the smallest key, else the protein change."""
    return min(
        placements,
        key=lambda one: (
            one.key == "", one.level != "allele", one.key, one.hgvs_p == "", one.hgvs_c, one.hgvs_p,
            one.protein_key, one.gene,
        ),
    )  # fmt: skip


def as_cells(row: SetRow, tally: Tally) -> list[str | int]:
    """The set and its full tally as cells, in the order of ``SET_COLUMNS``."""
    names = row.distinct_names
    return [
        row.set, row.gene, row.hgvs_c, row.hgvs_p, row.hgvs_g, row.hgvs_g_grch37, row.level, row.key,
        row.protein_key, SEPARATOR.join(names), len(names), row.rows,
        SEPARATOR.join(tally.papers), len(tally.papers),
        SEPARATOR.join(_person(pair) for pair in tally.probands), len(tally.probands), tally.stated,
        SEPARATOR.join(_person(pair) for pair in tally.families), len(tally.families),
        SEPARATOR.join(
            f"{one.name} ({one.reason}{'' if one.probability is None else f', {one.probability:.3g}'})"
            for one in row.inferred
        ),
        SEPARATOR.join(_person(pair) for pair in tally.twice),
        SEPARATOR.join(f"{code}: {text}" for code, text in row.warnings),
    ]  # fmt: skip


def _by_name(one: NamedCase) -> tuple[str, int]:
    return one.name, -one.rows


def _person(pair: tuple[str, str]) -> str:
    paper, label = pair
    return f"{paper}: {label}" if paper else label
