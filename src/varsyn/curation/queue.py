"""The review queue: what only a person can decide, the most at stake first."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec

from varsyn.curation.delimited import RowNote
from varsyn.curation.sets_table import SEPARATOR
from varsyn.curation.table import Options, open_table
from varsyn.model import InputError, Link

QUESTIONS: dict[str, str] = {
    "choose_candidate": "Several variants fit this name. Is it this one?",
    "nearest_fit": "The name fits no sequence as printed. Is this what was meant?",
    "which_cause": "This protein change has several DNA causes. Is this one the variant of these rows?",
    "confirm_join": "The protein description was counted as this DNA variant by inference. Is it the same?",
    "confirm_reading": "The name was settled with little to go on. Is it this variant?",
    "columns_disagree": "The columns of the row name different variants. Is it this one?",
    "conflict": "Earlier decisions contradict each other. Are these two the same?",
}
"""Kinds of question to what is asked."""


class QueueItem(msgspec.Struct, frozen=True):
    """One pair to decide on: is ``subject`` (a mention or a key) the variant ``object``?

    ``stake`` is the number of people (rows where no probands are named) that the answer moves.
    ``decision`` is ``same``, ``different`` or empty.
    """

    item: str
    kind: str
    stake: int
    gene: str
    subject_name: str
    object_name: str
    probability: float | None
    evidence: str
    rows: int
    papers: str
    first_row: int
    subject: str
    object: str
    subject_hgvs: str = ""
    object_hgvs: str = ""
    decision: str = ""
    decided_by: str = ""
    decided_on: str = ""
    why: str = ""

    @property
    def question(self) -> str:
        """What is asked."""
        return QUESTIONS[self.kind]


QUEUE_COLUMNS = (
    "item", "stake", "kind", "question", "gene", "subject_name", "object_name", "probability", "evidence",
    "rows", "papers", "first_row", "decision", "decided_by", "decided_on", "why", "subject", "object",
    "subject_hgvs", "object_hgvs",
)  # fmt: skip
"""Columns of the queue file. A curator fills in ``decision``, ``decided_by``, ``decided_on``, ``why``."""

_SAME = frozenset({"same", "yes", "y", "s", "merge", "true", "1"})
_DIFFERENT = frozenset({"different", "no", "n", "d", "diff", "apart", "false", "0"})
_OPEN = frozenset({"", "?", "undecided", "skip", "later", "open"})


def item_id(kind: str, subject: str, other: str) -> str:
    """The identifier of a question: the same question gets the same one in every run."""
    return "Q-" + blake2b("\0".join((kind, subject, other)).encode(), digest_size=6).hexdigest()


def ordered(items: Iterable[QueueItem]) -> list[QueueItem]:
    """Each question once, by stake, then by probability (the most likely answer of a subject first)."""
    found: dict[tuple[str, str], QueueItem] = {}
    for item in items:
        found.setdefault((item.subject, item.object), item)
    stake: dict[str, int] = {}
    for item in found.values():
        stake[item.subject] = max(stake.get(item.subject, 0), item.stake)
    return sorted(
        found.values(),
        key=lambda one: (
            -stake[one.subject], -one.rows, one.gene, one.subject, -(one.probability or 0.0), one.object
        ),
    )  # fmt: skip


def as_cells(item: QueueItem) -> list[str | int | float]:
    """The question as cells, in the order of ``QUEUE_COLUMNS``."""
    cells: list[str | int | float] = []
    for name in QUEUE_COLUMNS:
        value = getattr(item, name)
        cells.append("" if value is None else round(value, 4) if isinstance(value, float) else value)
    return cells


def read_queue(path: Path, options: Options | None = None) -> tuple[list[QueueItem], list[RowNote]]:
    """A queue file as it comes back from a curator (CSV, TSV, Excel), and what is wrong with single rows.

    A decision may be written ``same``/``different`` or ``yes``/``no``; an empty one is undecided. Raises
    InputError where the file is no queue.
    """
    base = options or Options()
    table = open_table(path, msgspec.structs.replace(base, columns={}, header_row=base.header_row))
    by_name = {name.strip().lower(): index for index, name in enumerate(table.columns)}
    missing = [name for name in ("subject", "object", "decision") if name not in by_name]
    if missing:
        raise InputError(
            f"{path} is no review queue: it has no column {missing[0]!r}",
            code="not_a_queue",
            advice=["give the queue file that varsyn dedup wrote; columns may be added, not removed"],
        )
    items: list[QueueItem] = []
    notes: list[RowNote] = []
    wanted = [by_name.get(name, -1) for name in QUEUE_COLUMNS]
    for number, cells in table.rows(wanted):
        if not any(cells):
            continue
        row = dict(zip(QUEUE_COLUMNS, (cell.strip() for cell in cells), strict=True))
        decision = row["decision"].casefold()
        if decision in _SAME:
            decision = "same"
        elif decision in _DIFFERENT:
            decision = "different"
        elif decision in _OPEN:
            decision = ""
        else:
            notes.append(
                RowNote(number, "unknown_decision", f"{row['decision']!r} is neither same nor different")
            )
            decision = ""
        if not row["subject"] or not row["object"]:
            notes.append(
                RowNote(number, "broken_item", "the columns subject and object must be left as they are")
            )
            continue
        kind = row["kind"] if row["kind"] in QUESTIONS else "choose_candidate"
        items.append(
            QueueItem(
                row["item"] or item_id(kind, row["subject"], row["object"]), kind, _count(row["stake"]),
                row["gene"], row["subject_name"] or row["subject"], row["object_name"] or row["object"],
                _fraction(row["probability"]), row["evidence"], _count(row["rows"]), row["papers"],
                _count(row["first_row"]), row["subject"], row["object"], row["subject_hgvs"],
                row["object_hgvs"], decision, row["decided_by"], row["decided_on"], row["why"],
            )
        )  # fmt: skip
    return items, notes


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _fraction(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def decide(
    item: QueueItem, decision: str, who: str, why: str, when: datetime.date | None = None
) -> QueueItem:
    """The question with a person's answer: who, when (today without a date), why."""
    day = (when or datetime.datetime.now(datetime.UTC).date()).isoformat()
    return msgspec.structs.replace(item, decision=decision, decided_by=who, decided_on=day, why=why)


def links_of(items: Iterable[QueueItem]) -> list[Link]:
    """The decided questions as ``curated_same`` and ``curated_different`` links.

    The agent is the one who decided; the reason and the day are the evidence.
    """
    links: list[Link] = []
    for item in items:
        if item.decision == "same":
            kind = "curated_same"
        elif item.decision == "different":
            kind = "curated_different"
        else:
            continue
        evidence = tuple(part for part in (item.why, item.decided_on) if part)
        links.append(
            Link(kind, item.subject, item.object, 1.0, evidence, item.decided_by or "unnamed curator")  # type: ignore[arg-type]
        )
    return links


def undecided(items: Sequence[QueueItem]) -> list[QueueItem]:
    """The questions that still wait: those of a subject that someone found to be another variant are gone."""
    settled = {item.subject for item in items if item.decision == "same"}
    return [item for item in items if not item.decision and item.subject not in settled]


def joined_papers(papers: Sequence[str], limit: int = 20) -> str:
    """Papers for one cell, the first ``limit`` of them."""
    more = f"{SEPARATOR}and {len(papers) - limit} more" if len(papers) > limit else ""
    return SEPARATOR.join(papers[:limit]) + more
