"""Curation records: a gene, a disease, the variants and people that papers report for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec

Extra = dict[str, object]
"""What the curator wrote that the form has no field for: carried along, never dropped."""


class Term(msgspec.Struct, frozen=True, omit_defaults=True):
    """A term as given: identifier (``MONDO:0010038``, ``HP:0000006``), label, or both."""

    id: str = ""
    name: str = ""
    other: Extra = {}

    def __str__(self) -> str:
        return f"{self.name} ({self.id})" if self.id and self.name else self.id or self.name


class Classification(msgspec.Struct, frozen=True, omit_defaults=True):
    """A classification as given: the term (ClinGen's for gene-disease validity), who gave it, when."""

    term: str = ""
    by: str = ""
    date: str = ""
    criteria: str = ""
    other: Extra = {}


class VariantEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A variant as the record lists it. All ``names`` of one entry are stated to be one variant.

    ``cdna``, ``protein`` and ``genomic`` are names of which the kind is known.
    """

    names: tuple[str, ...] = ()
    cdna: str = ""
    protein: str = ""
    genomic: str = ""
    id: str = ""
    transcript: str = ""
    papers: tuple[str, ...] = ()
    classification: str = ""
    other: Extra = {}


class CaseEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """People with a variant in a paper, as given.

    ``variants`` are names, or the ``id`` of a variant entry. ``probands`` are labels; ``count`` a number
    of people where they have no labels.
    """

    variants: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    family: str = ""
    probands: tuple[str, ...] = ()
    count: int | None = None
    zygosity: str = ""
    segregation: str = ""
    evidence_type: str = ""
    phenotypes: tuple[Term, ...] = ()
    other: Extra = {}


class EvidenceEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A piece of evidence that is not people: functional studies, models."""

    type: str = ""
    strength: str = ""
    text: str = ""
    variants: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    other: Extra = {}


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """One curation record as given. ``id`` names it; without one it is called after gene and disease."""

    gene: str
    id: str = ""
    hgnc_id: str = ""
    disease: Term = Term()
    inheritance: Term = Term()
    classification: Classification = Classification()
    variants: tuple[VariantEntry, ...] = ()
    cases: tuple[CaseEntry, ...] = ()
    evidence: tuple[EvidenceEntry, ...] = ()
    papers: tuple[str, ...] = ()
    curator: str = ""
    date: str = ""
    notes: str = ""
    other: Extra = {}

    @property
    def name(self) -> str:
        """The record's identifier, or gene and disease."""
        return self.id or " / ".join(part for part in (self.gene, str(self.disease)) if part)


class Fault(msgspec.Struct, frozen=True):
    """Something wrong with a record, and where (``cases[2].papers``)."""

    record: str
    path: str
    severity: Literal["error", "warning"]
    code: str
    text: str

    def __str__(self) -> str:
        place = f"{self.record}: {self.path}" if self.path else self.record
        return f"{place}: {self.text} [{self.code}]"


def all_papers(record: Record) -> tuple[str, ...]:
    """Every paper that a record names, in order of first mention."""
    found: dict[str, None] = dict.fromkeys(record.papers)
    groups: Sequence[Sequence[VariantEntry | CaseEntry | EvidenceEntry]] = (
        record.variants, record.cases, record.evidence,
    )  # fmt: skip
    for group in groups:
        for entry in group:
            found.update(dict.fromkeys(entry.papers))
    return tuple(found)


def extras(record: Record) -> Iterator[tuple[str, object]]:
    """(path, value) of everything that stands in ``other`` somewhere in a record."""
    yield from ((name, value) for name, value in record.other.items())
    for field in ("disease", "inheritance", "classification"):
        part: Term | Classification = getattr(record, field)
        yield from ((f"{field}.{name}", value) for name, value in part.other.items())
    lists: Mapping[str, Sequence[VariantEntry | CaseEntry | EvidenceEntry]] = {
        "variants": record.variants, "cases": record.cases, "evidence": record.evidence,
    }  # fmt: skip
    for field, entries in lists.items():
        for index, entry in enumerate(entries):
            yield from ((f"{field}[{index}].{name}", value) for name, value in entry.other.items())
