"""Curated records in the forms of others. What a form has no place for is listed, never dropped."""

from __future__ import annotations

from typing import NamedTuple


class Unheld(NamedTuple):
    """A fact that an export has no place for: the record, where it stands in it, what it says."""

    record: str
    path: str
    value: str


FORMATS = ("json", "csv", "clinvar", "va-spec", "phenopackets")
"""Names of the export formats."""
