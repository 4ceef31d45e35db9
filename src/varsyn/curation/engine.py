"""De-duplication of a table: gather the cases, resolve each once, make the sets, give every row its place."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterator, Sequence

import msgspec

from varsyn import processes
from varsyn.curation.cases import CELLS, Case, case_of, indices
from varsyn.curation.columns import Columns
from varsyn.curation.damage import MISSING, is_missing
from varsyn.curation.delimited import RowNote
from varsyn.curation.placement import Placement, Placer
from varsyn.curation.table import Table
from varsyn.curation.workspace import BLOCK, Sighting, Workspace
from varsyn.reference import open_reference
from varsyn.resolution import Resolver

PARALLEL_FROM = 2_000
"""Cases below which starting further processes costs more than it brings."""
CHUNK = 250
OBSERVED = ("document", "proband", "family", "probands")

Report = Callable[[str, int, int | None], None]
"""Told (what is being done, how many are done, how many there are in all where that is known)."""


def silent(what: str, done: int, total: int | None) -> None:
    """The report that nobody reads."""


class Gathered(msgspec.Struct):
    """The cases of a table in order of first appearance, with the number of rows of each."""

    cases: list[Case]
    counts: list[int]
    first_rows: list[int]
    """Row number (as in the file) at which each case first appears."""
    rows: int = 0
    remarks: dict[int, list[RowNote]] = msgspec.field(default_factory=dict)
    """Row index (from 0) to what the file's reader remarked on that row."""


def gather(
    table: Table,
    columns: Columns,
    space: Workspace,
    whole_documents: bool,
    report: Report = silent,
    gene: str = "",
) -> Gathered:
    """Go through the table once: which cases there are, which row is which, who was seen with them."""
    roles = indices(columns, whole_documents)
    present = [place for place, index in enumerate(roles) if index >= 0]
    observed = [getattr(columns, role) for role in OBSERVED]
    looked_at = [index for index in observed if index >= 0]
    wanted = [roles[place] for place in present] + looked_at
    width = len(present)
    # What the table does not say is read from an empty cell at the end.
    paper, proband, family, stated = (looked_at.index(i) if i >= 0 else len(looked_at) for i in observed)
    known: dict[tuple[str, ...], int] = {}
    found = Gathered([], [], [])
    counts = found.counts
    numbers: list[int] = []
    seen: list[Sighting] = []
    remarked = 0
    for number, cells in table.rows(wanted):
        key = cells[:width]
        case = known.get(key)
        if case is None:
            case = known[key] = len(known)
            full = [""] * len(CELLS)
            for place, cell in zip(present, key, strict=True):
                full[place] = cell
            found.cases.append(case_of(tuple(full), gene))
            counts.append(0)
            found.first_rows.append(number)
        counts[case] += 1
        numbers.append(case)
        if looked_at:
            tail = (*cells[width:], "")
            seen.append(
                (
                    case,
                    _label(tail[paper]),
                    _label(tail[proband]),
                    _label(tail[family]),
                    _number(tail[stated]),
                )
            )
        if len(table.notes) > remarked:
            found.remarks[found.rows + len(numbers) - 1] = table.notes[remarked:]
            remarked = len(table.notes)
        if len(numbers) == BLOCK:
            space.add_rows(numbers, seen)
            found.rows += BLOCK
            numbers, seen = [], []
            report("reading", found.rows, None)
    space.add_rows(numbers, seen)
    found.rows += len(numbers)
    report("reading", found.rows, found.rows)
    return found


_MAY_BE_MISSING = frozenset(start for word in MISSING for start in (word[:1], word[:1].upper()))


def _label(cell: str) -> str:
    if not cell:
        return ""
    if cell[0] > " " and cell[-1] > " " and cell[0] not in _MAY_BE_MISSING:
        return cell
    cell = cell.strip()
    return "" if is_missing(cell) else cell


def _number(cell: str) -> int:
    if not cell:
        return 0
    cell = cell.strip()
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 7 else 0


def resolve_cases(
    cases: Sequence[Case],
    reference: str | None,
    whole_documents: bool = False,
    workers: int | None = None,
    report: Report = silent,
) -> list[Placement]:
    """The placement of each case, in order.

    Parameters
    ----------
    reference: path of a reference bundle; None for the embedded one.
    whole_documents: resolve the cases of each document together (they share a numbering scheme).
    workers: processes; None for one a core. One process is used for few cases.
    """
    jobs = list(_jobs(cases, whole_documents))
    workers = workers or os.cpu_count() or 1
    placed: list[Placement | None] = [None] * len(cases)
    done = 0
    share = Sharer()
    for numbers, placements in _run(jobs, cases, reference, whole_documents, workers):
        for number, placement in zip(numbers, placements, strict=True):
            placed[number] = share(placement)
        done += len(numbers)
        report("resolving", done, len(cases))
    return [placement for placement in placed if placement is not None]


class Sharer:
    """Lets the placements of one variant share their texts: a variant has several names."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Hashable] = {}

    def __call__(self, placed: Placement) -> Placement:
        keep = self._known.setdefault
        same = {name: keep(value, value) for name in SHARED if (value := getattr(placed, name))}
        return msgspec.structs.replace(placed, **same)


SHARED = (
    "key", "protein_key", "gene", "hgvs_c", "hgvs_p", "hgvs_g", "scheme", "notes", "causes", "warnings",
)  # fmt: skip


def _jobs(cases: Sequence[Case], whole_documents: bool) -> Iterator[list[int]]:
    if not whole_documents:
        for start in range(0, len(cases), CHUNK):
            yield list(range(start, min(start + CHUNK, len(cases))))
        return
    documents: dict[str, list[int]] = {}
    for number, case in enumerate(cases):
        documents.setdefault(case.document, []).append(number)
    # Rows without a document have nothing to share.
    for number in documents.pop("", []):
        yield [number]
    yield from documents.values()


Job = tuple[list[int], list[Placement]]


def _run(
    jobs: Sequence[list[int]], cases: Sequence[Case], reference: str | None, together: bool, workers: int
) -> Iterator[Job]:
    if workers == 1 or len(cases) < PARALLEL_FROM:
        placer = Placer(Resolver(open_reference(reference)))
        for numbers in jobs:
            yield numbers, _place([cases[number] for number in numbers], together, placer)
        return
    with processes.pool(workers, _Worker.start, reference) as pool:
        work = ([cases[number] for number in numbers] for numbers in jobs)
        results = pool.map(_Worker.place, work, (together for _ in jobs), chunksize=1)
        yield from zip(jobs, results, strict=True)


def _place(cases: list[Case], together: bool, placer: Placer) -> list[Placement]:
    if together and cases[0].document:
        return placer.place_document(cases)
    return [placer.place(case) for case in cases]


class _Worker:
    """What one worker process works with."""

    placer: Placer | None = None

    @classmethod
    def start(cls, reference: str | None) -> None:
        cls.placer = Placer(Resolver(open_reference(reference)))

    @classmethod
    def place(cls, cases: list[Case], together: bool) -> list[Placement]:
        assert cls.placer is not None
        return _place(cases, together, cls.placer)
