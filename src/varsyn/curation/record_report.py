"""The report of curated records: one HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from varsyn.curation.lollipop import Pin, kind_of, residue_of
from varsyn.curation.outputs import write_whole
from varsyn.curation.page import Row, Section, bullets, code, page, parts, table, tag
from varsyn.curation.report import picture
from varsyn.curation.spectrum import CuratedRecord, PublishedName, SpectrumVariant
from varsyn.curation.wording import INFERRED, in_words
from varsyn.reference import Reference


def write_record_report(target: Path, records: Sequence[CuratedRecord], reference: Reference) -> None:
    """Write the report of curated records."""
    html = render_records(records, reference)
    write_whole(target, lambda part: _save(part, html))


def _save(part: Path, html: str) -> None:
    part.write_text(html, encoding="utf-8")


def render_records(records: Sequence[CuratedRecord], reference: Reference) -> str:
    """The report as text: a section for each record."""
    tiles = [
        ("records", len(records)),
        ("variants", sum(len(record.spectrum) for record in records)),
        ("people, each once", sum(record.count.probands for record in records)),
        ("people as listed", sum(record.count.as_listed for record in records)),
        ("double counts", sum(len(record.double_counts) for record in records)),
    ]
    title = (
        f"Curation of {records[0].given.name}" if len(records) == 1 else f"{len(records)} curation records"
    )
    sections = [_section(number, record, reference) for number, record in enumerate(records, 1)]
    return page(
        title, "Variants brought to one form, their names put together, people counted once.", tiles, sections
    )


def _section(number: int, record: CuratedRecord, reference: Reference) -> Section:
    given = record.given
    facts = [
        ("Gene", " ".join(part for part in (given.gene, given.hgnc_id) if part)),
        ("Disease", str(given.disease)),
        ("Inheritance", str(given.inheritance)), ("Classification", given.classification.term),
        ("People", f"{record.count.probands} from {record.count.families} families"),
    ]  # fmt: skip
    lead = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in facts if v)
    pins = [
        Pin(residue, one.label, kind_of(one.hgvs_p, one.hgvs_c), max(one.count.probands, 1))
        for one in record.spectrum
        if one.set and (residue := residue_of(one.hgvs_p, one.hgvs_c)) is not None
    ]
    gene = next((one.gene for one in record.spectrum if one.gene), given.gene)
    pieces = [f"<dl>{lead}</dl>", picture(gene, pins, reference), _spectrum(number, record)]
    for title, texts in (
        ("People counted once although listed twice", [d.text for d in record.double_counts if d.settled]),
        ("Perhaps the same people", [d.text for d in record.double_counts if not d.settled]),
        ("Kept apart, and why", list(record.apart)),
        ("Suspected errors and open names", list(dict.fromkeys(f.text for f in record.faults))),
    ):
        if texts:
            pieces.append(f"<h3>{title}</h3>{bullets(texts)}")
    return Section(f"record-{number}", given.name, "".join(pieces))


def _spectrum(number: int, record: CuratedRecord) -> str:
    rows = [_row(variant) for variant in record.spectrum]
    header = ("Variant", "Names as published, and how they came here", "People", "Families", "Papers")
    kinds = ("merged", "single", "inferred", "open")
    return table(
        f"t-{number}", f"variants of {record.given.name}", header, rows, [("kind", "Kind", kinds)], (2, 3)
    )


def _row(variant: SpectrumVariant) -> Row:
    kinds = ["merged" if len({one.name for one in variant.names}) > 1 else "single"]
    if any(_inferred(one) for one in variant.names):
        kinds.append("inferred")
    if not variant.set:
        kinds.append("open")
    shown = [parts(variant.label), code(variant.hgvs_c or variant.hgvs_p)]
    names = "".join(f"<li>{_name(one)}</li>" for one in variant.names)
    return Row(
        (
            "<br>".join(part for part in shown if part), f"<ul>{names}</ul>",
            str(variant.count.probands or ""), str(variant.count.families or ""),
            escape(", ".join(variant.papers)),
        ),
        {"kind": " ".join(kinds)},
    )  # fmt: skip


def _inferred(name: PublishedName) -> bool:
    return name.reason in INFERRED


def _name(name: PublishedName) -> str:
    mark = f" {tag('inferred', 'warn')}" if _inferred(name) else ""
    chance = "" if name.probability is None else f", probability {name.probability:.3g}"
    ruler = "" if name.numbering in ("", "hgvs") else f", {name.numbering.replace('_', ' ')} numbering"
    why = escape(in_words(name.reason).removeprefix("inferred: ") + ruler + chance)
    return f'{code(name.name)}{mark} <span class="soft">{why}</span>'
