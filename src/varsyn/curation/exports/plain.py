"""varsyn's own JSON (with a published schema) and a flat CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any, cast

import msgspec

from varsyn.curation.exports import Unheld
from varsyn.curation.records import CaseEntry
from varsyn.curation.spectrum import CuratedRecord, SpectrumVariant
from varsyn.curation.wording import INFERRED

FORMAT = "varsyn-curation-record/1"
SCHEMA_FILE = "curation-record.schema.json"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``to_json``.

    >>> schema()["title"]
    'varsyn curation records'
    """
    text = files("varsyn.curation").joinpath(SCHEMA_FILE).read_bytes()
    return cast("dict[str, Any]", msgspec.json.decode(text))


def to_json(records: Iterable[CuratedRecord]) -> dict[str, Any]:
    """Records as given, with their de-duplicated spectrum, counts and remarks. This form holds everything."""
    return {"format": FORMAT, "records": [_record(record) for record in records]}


def _record(record: CuratedRecord) -> dict[str, Any]:
    return {
        "given": msgspec.to_builtins(record.given),
        "spectrum": [_variant(variant) for variant in record.spectrum],
        "count": _count(record.count),
        "double_counts": [msgspec.to_builtins(one) for one in record.double_counts],
        "kept_apart": list(record.apart),
        "remarks": [msgspec.to_builtins(fault) for fault in record.faults],
    }


def _variant(variant: SpectrumVariant) -> dict[str, Any]:
    return {
        "set": variant.set or None,
        "gene": variant.gene,
        "level": variant.level or None,
        "hgvs_c": variant.hgvs_c or None,
        "hgvs_p": variant.hgvs_p or None,
        "hgvs_g": dict(variant.hgvs_g),
        "key": variant.key or None,
        "protein_key": variant.protein_key or None,
        "names": [
            {
                "name": one.name,
                "papers": list(one.papers),
                "status": one.status,
                "reason": one.reason,
                "inferred": one.reason in INFERRED,
                "probability": one.probability,
                "numbering": one.numbering or None,
                "notes": list(one.notes),
            }
            for one in variant.names
        ],
        "papers": list(variant.papers),
        "cases": list(variant.cases),
        "count": _count(variant.count),
        "classifications": list(variant.classifications),
    }


def _count(count: Any) -> dict[str, int]:
    # Any: a msgspec struct with defaults left out; here every number is wanted.
    return {name: getattr(count, name) for name in count.__struct_fields__}


CSV_COLUMNS = (
    "record", "gene", "hgnc_id", "disease_id", "disease", "inheritance_id", "inheritance", "classification",
    "set", "hgvs_c", "hgvs_p", "hgvs_g_grch38", "hgvs_g_grch37", "key", "protein_key", "names",
    "inferred_names", "papers", "case_paper", "family", "probands", "count", "zygosity", "segregation",
    "evidence_type", "phenotypes", "variant_probands", "variant_families", "double_counts",
)  # fmt: skip
"""Columns of the CSV form: one row for each variant and case; a variant without cases has one row."""
SEPARATOR = " | "


def to_rows(records: Iterable[CuratedRecord]) -> tuple[list[list[str]], list[Unheld]]:
    """The rows of the CSV form, and what it has no column for."""
    rows: list[list[str]] = []
    unheld: list[Unheld] = []
    for record in records:
        for variant in record.spectrum:
            for index in variant.cases or (None,):
                case = record.given.cases[index] if index is not None else None
                rows.append(_row(record, variant, index, case))
        unheld += _unheld(record)
    return rows, unheld


def _row(
    record: CuratedRecord, variant: SpectrumVariant, index: int | None, case: CaseEntry | None
) -> list[str]:
    given, genome = record.given, dict(variant.hgvs_g)
    flags = [one.text for one in record.double_counts if index is not None and index in one.cases]
    inferred = [n.name for n in variant.names if n.reason in INFERRED]
    who = case or CaseEntry()
    return [
        given.name, given.gene, given.hgnc_id, given.disease.id, given.disease.name, given.inheritance.id,
        given.inheritance.name, given.classification.term, variant.set, variant.hgvs_c, variant.hgvs_p,
        genome.get("GRCh38", ""), genome.get("GRCh37", ""), variant.key, variant.protein_key,
        _joined(one.name for one in variant.names), _joined(inferred), _joined(variant.papers),
        _joined(who.papers), who.family, _joined(who.probands), "" if who.count is None else str(who.count),
        who.zygosity, who.segregation, who.evidence_type, _joined(str(term) for term in who.phenotypes),
        str(variant.count.probands), str(variant.count.families), _joined(flags),
    ]  # fmt: skip


def _joined(texts: Iterable[str]) -> str:
    return SEPARATOR.join(dict.fromkeys(texts))


def _unheld(record: CuratedRecord) -> list[Unheld]:
    given = record.given
    found = [("curator", given.curator), ("date", given.date), ("notes", given.notes)]
    found += [
        (f"classification.{name}", getattr(given.classification, name)) for name in ("by", "date", "criteria")
    ]
    found += [(f"evidence[{i}]", _text(one)) for i, one in enumerate(given.evidence)]
    found += [
        (f"variants[{i}].{name}", getattr(one, name))
        for i, one in enumerate(given.variants)
        for name in ("transcript", "classification")
    ]
    return listed(record, found)


def listed(record: CuratedRecord, found: Sequence[tuple[str, str]]) -> list[Unheld]:
    """These facts, where they say something, and everything in ``other``."""
    from varsyn.curation.records import extras

    facts = [(path, text) for path, text in found if text]
    facts += [(path, _text(value)) for path, value in extras(record.given)]
    return [Unheld(record.given.name, path, text) for path, text in facts]


def variant_text(variant: SpectrumVariant) -> str:
    """A variant in one line: what it is, its names, its papers."""
    names = ", ".join(dict.fromkeys(one.name for one in variant.names))
    papers = f"; papers {', '.join(variant.papers)}" if variant.papers else ""
    return f"{variant.label} ({names}{papers})"


def unsaid(record: CuratedRecord) -> list[Unheld]:
    """What a record is about, where an export has nothing in which to say it."""
    given = record.given
    facts = [
        ("gene", given.gene), ("hgnc_id", given.hgnc_id), ("disease", str(given.disease)),
        ("inheritance", str(given.inheritance)), ("papers", ", ".join(given.papers)),
    ]  # fmt: skip
    return [Unheld(given.name, path, text) for path, text in facts if text]


def _text(value: object) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
