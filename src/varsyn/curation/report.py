"""The report of a de-duplicated table: one HTML file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from varsyn.curation.lollipop import Pin, kind_of, lollipop, residue_of
from varsyn.curation.outputs import write_whole
from varsyn.curation.page import Row, Section, bullets, code, page, parts, table, tag
from varsyn.curation.sets_table import SetRow
from varsyn.curation.wording import INFERRED, apart_in_words, in_words
from varsyn.reference import Reference, open_reference

if TYPE_CHECKING:
    from varsyn.curation.deduplication import Deduplication

MAX_ROWS = 2_000
"""Rows of one table of the report; the tables beside it hold all."""
MAX_PICTURES = 12


def write_report(target: Path, found: Deduplication, reference: str | None, title: str) -> None:
    """Write the report of a de-duplication.

    Parameters
    ----------
    reference: path of the reference bundle (for protein lengths and features); None for the embedded one.
    """
    html = render(found, open_reference(reference), title)
    write_whole(target, lambda part: _save(part, html))


def _save(part: Path, html: str) -> None:
    part.write_text(html, encoding="utf-8")


def render(found: Deduplication, reference: Reference, title: str) -> str:
    """The report as text."""
    numbers = found.summary()
    tiles = [
        ("rows", numbers["rows"]), ("different names", numbers["names"]), ("variants", numbers["sets"]),
        ("variants with several names", numbers["sets_with_several_names"]),
        ("joined by inference", numbers["inferred_joins"]), ("people listed twice", numbers["listed_twice"]),
        ("questions", numbers["questions"]),
    ]  # fmt: skip
    sections = [
        Section("picture", "Along the proteins", _pictures(found.sets, reference)),
        Section("sets", "Variants and their names", _sets(found)),
        Section("apart", "Kept apart, and why", _apart(found)),
        Section("conflicts", "Conflicts", _conflicts(found)),
        Section("errors", "Suspected errors of papers", _errors(found)),
        Section("open", "Names that were not settled", _open(found)),
        Section("questions", "Questions for a person", _questions(found)),
        Section("remarks", "Remarks on rows", _remarks(found)),
    ]
    lead = "Which rows name the same variant, which do not, and how one knows."
    return page(f"Variants of {title}", lead, tiles, [one for one in sections if one.html])


def _weight(row: SetRow) -> int:
    return row.tally.people or row.rows


def _pictures(rows: Sequence[SetRow], reference: Reference) -> str:
    by_gene: dict[str, list[SetRow]] = {}
    for row in rows:
        by_gene.setdefault(row.gene, []).append(row)
    largest = sorted(by_gene, key=lambda gene: (-sum(row.rows for row in by_gene[gene]), gene))
    pieces: list[str] = []
    for gene in largest[:MAX_PICTURES]:
        pins = [
            Pin(residue, row.label.removeprefix(f"{gene} "), kind_of(row.hgvs_p, row.hgvs_c), _weight(row))
            for row in by_gene[gene]
            if (residue := residue_of(row.hgvs_p, row.hgvs_c)) is not None
        ]
        drawn = picture(gene, pins, reference)
        if drawn:
            pieces.append(f"<h3>{escape(gene)}</h3>{drawn}")
    if len(largest) > MAX_PICTURES:
        pieces.append(f'<p class="soft">The {MAX_PICTURES} genes with most rows are drawn.</p>')
    return "".join(pieces)


def picture(gene: str, pins: Sequence[Pin], reference: Reference) -> str:
    """The lollipop picture of a gene; empty where its protein is not known."""
    anchor = reference.anchor(gene)
    if anchor is None or not anchor.protein or not pins:
        return ""
    features = reference.features(gene)
    drawn = lollipop(gene, len(anchor.protein), pins, features.features if features is not None else ())
    label = f"Variants along {escape(gene)}"
    return f'<div class="picture" tabindex="0" role="group" aria-label="{label}">{drawn}</div>'


def _sets(found: Deduplication) -> str:
    ordered = sorted(found.sets, key=lambda row: (-(len(row.distinct_names) > 1), -_weight(row), row.set))
    rows = [_set_row(row) for row in ordered[:MAX_ROWS]]
    genes = sorted({row.gene for row in ordered[:MAX_ROWS] if row.gene})
    kinds = ("merged", "single", "inferred", "protein", "warning", "twice")
    cut = _cut(len(ordered))
    return cut + table(
        "t-sets", "variants", ("Variant", "Names and why they are here", "Rows", "People", "Papers"), rows,
        [("gene", "Gene", genes), ("kind", "Kind", kinds)], numeric=(2, 3),
    )  # fmt: skip


def _cut(number: int) -> str:
    return f'<p class="soft">The first {MAX_ROWS:,} of {number:,} are shown.</p>' if number > MAX_ROWS else ""


def _set_row(row: SetRow) -> Row:
    kinds = ["merged" if len(row.distinct_names) > 1 else "single"]
    if row.inferred:
        kinds.append("inferred")
    if row.level == "protein":
        kinds.append("protein")
    if row.warnings:
        kinds.append("warning")
    if row.tally.twice:
        kinds.append("twice")
    shown = [parts(row.label), code(row.hgvs_c or row.hgvs_p)]
    if row.hgvs_g:
        shown.append(code(row.hgvs_g))
    shown.append(f'<span class="soft">{escape(row.set)}</span>')
    people = str(row.tally.people or "")
    if row.tally.twice:
        people += " " + tag(f"{row.tally.twice} under two names", "warn")
    return Row(
        ("<br>".join(shown), _names(row), f"{row.rows:,}", people, escape(", ".join(row.tally.papers))),
        {"gene": row.gene.casefold(), "kind": " ".join(kinds)},
    )


def _names(row: SetRow) -> str:
    lines: dict[str, None] = {}
    for one in row.names:
        inferred = one.reason in INFERRED
        chance = "" if one.probability is None else f", probability {one.probability:.3g}"
        ruler = "" if one.scheme in ("", "hgvs") else f", {one.scheme.replace('_', ' ')} numbering"
        mark = f" {tag('inferred', 'warn')}" if inferred else ""
        why = escape(in_words(one.reason).removeprefix("inferred: ") + ruler + chance)
        lines[f'<li>{code(one.name)}{mark} <span class="soft">{why}</span></li>'] = None
    return f"<ul>{''.join(lines)}</ul>"


def _apart(found: Deduplication) -> str:
    by_set = {row.set: row for row in found.sets}
    shown: dict[str, None] = {}
    for apart in found.grouping.sets.apart:
        row = by_set.get(found.grouping.sets.home[apart.subject])
        homes = [by_set.get(found.grouping.sets.home.get(other, "")) for other in apart.others]
        others = [home.label for home in homes if home is not None and home is not row]
        if row is not None and (others or apart.reason == "curated_different"):
            shown[f"{row.label}: {apart_in_words(apart.reason, others)}"] = None
    return bullets(list(shown)[:MAX_ROWS])


def _conflicts(found: Deduplication) -> str:
    by_set = {row.set: row for row in found.sets}
    texts = []
    for one in found.grouping.sets.conflicts:
        homes = [by_set.get(found.grouping.sets.home.get(n, "")) for n in (one.subject, one.object)]
        names = [
            h.label if h is not None else n for h, n in zip(homes, (one.subject, one.object), strict=True)
        ]
        how = (
            "a person said different; what the machine held equal was taken apart"
            if one.settled
            else "people contradict each other; their joins do not count until this is settled"
        )
        texts.append(f"{names[0]} and {names[1]}: {how}")
    return bullets(texts)


def _errors(found: Deduplication) -> str:
    texts: dict[str, None] = {}
    for case, placed in zip(found.cases, found.placements, strict=True):
        for _, text in placed.warnings:
            texts[f"{case.label}: {text}"] = None
        if placed.disagree:
            texts[f"{case.label}: the columns of the row disagree; {placed.disagree}"] = None
        if placed.status == "mismatch":
            texts[f"{case.label}: {'; '.join(placed.notes[:2])}"] = None
    return bullets(list(texts)[:MAX_ROWS])


def _open(found: Deduplication) -> str:
    rows = []
    for number, (case, placed) in enumerate(zip(found.cases, found.placements, strict=True)):
        placed_well = found.grouping.set_of(number) and placed.status != "unknown_gene"
        if placed_well or placed.status == "empty":
            continue
        tone = "bad" if placed.status in ("mismatch", "unparsed", "unknown_gene") else "warn"
        names = " / ".join(case.names) or "; ".join(damage.text for damage in case.damages)
        rows.append(
            Row(
                (
                    escape(placed.gene or case.gene), code(names), tag(placed.status, tone),
                    escape("; ".join(placed.notes[:3])), f"{found.counts[number]:,}",
                ),
                {"status": placed.status},
            )
        )  # fmt: skip
    if not rows:
        return ""
    header = ("Gene", "Name", "Status", "What is known", "Rows")
    statuses = sorted({row.keys["status"] for row in rows})
    return _cut(len(rows)) + table(
        "t-open", "open names", header, rows[:MAX_ROWS], [("status", "Status", statuses)], (4,)
    )


def _questions(found: Deduplication) -> str:
    rows = [
        Row(
            (
                f"{item.stake:,}", escape(item.gene), code(item.subject_name), code(item.object_name),
                "" if item.probability is None else f"{item.probability:.3g}",
                escape(item.question) + f'<br><span class="soft">{escape(item.evidence)}</span>',
            ),
            {"kind": item.kind},
        )
        for item in found.queue[:MAX_ROWS]
    ]  # fmt: skip
    if not rows:
        return ""
    header = ("At stake", "Gene", "Is this …", "… this?", "Probability", "Question and evidence")
    kinds = sorted({item.kind for item in found.queue[:MAX_ROWS]})
    lead = "<p>Answer them with <code>varsyn review</code>, or in the queue file in a spreadsheet.</p>"
    return (
        lead
        + _cut(len(found.queue))
        + table("t-questions", "questions", header, rows, [("kind", "Kind", kinds)], (0, 4))
    )


def _remarks(found: Deduplication) -> str:
    return bullets(list(_remark_texts(found))[:MAX_ROWS])


def _remark_texts(found: Deduplication) -> Iterator[str]:
    for notes in found.remarks.values():
        for note in notes:
            yield f"row {note.line}: {note.text}"
    for case, placed in zip(found.cases, found.placements, strict=True):
        for damage in case.damages:
            yield f"{case.label or placed.status}: {damage.text}"
