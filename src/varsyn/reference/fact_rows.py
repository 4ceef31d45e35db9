"""Rows of genes, protein features, numbering conventions and legacy names turned into records."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from varsyn.reference.records import Feature, Gene, LegacyName, NumberingFact, ProteinFeatures
from varsyn.reference.rows import BadRowError, hgnc_id, shaped

T = TypeVar("T")


def _listed(value: object) -> tuple[str, ...]:
    parts = value.split("|") if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(dict.fromkeys(str(part).strip() for part in parts if str(part).strip()))


_SPECIES = {"human": "Homo sapiens", "mouse": "Mus musculus"}


def gene(fields: dict[str, Any]) -> Gene:
    """A row of ``genes.tsv``, or an object with the fields of a gene export in JSONL.

    The JSON form may give ``aliases_or_previous``, ``extra_aliases`` ({"synonyms": […]}) and
    ``mane_select`` as an object with ``nm``, ``np`` and ``enst``.
    """
    symbol = str(fields.get("symbol") or "").strip()
    if not symbol:
        raise BadRowError("the symbol is empty")
    mane = fields.get("mane_select") or ""
    parts: dict[str, Any] = mane if isinstance(mane, dict) else {"nm": mane}
    extra = fields.get("extra_aliases")
    further = extra.get("synonyms", []) if isinstance(extra, dict) else extra
    aliases = (
        *_listed(fields.get("aliases")),
        *_listed(fields.get("aliases_or_previous")),
        *_listed(further),
        *_listed(fields.get("ncbi_synonyms_lrg")),
    )
    species = str(fields.get("species") or "Homo sapiens")
    ambiguous = tuple(
        (alias.strip(), meaning.strip())
        for alias, _, meaning in (entry.partition("=") for entry in _listed(fields.get("ambiguous_aliases")))
    )
    return Gene(
        symbol=symbol,
        species=_SPECIES.get(species.lower(), species),
        id=hgnc_id(str(fields.get("hgnc_or_mgi_id") or fields.get("hgnc_id") or "")) or "",
        name=str(fields.get("name") or ""),
        previous_symbols=_listed(fields.get("previous_symbols")),
        aliases=tuple(dict.fromkeys(alias for alias in aliases if alias != symbol)),
        protein_names=_listed(fields.get("protein_names")),
        mane_select=str(parts.get("nm") or ""),
        refseq_protein=str(fields.get("refseq_protein") or parts.get("np") or ""),
        ensembl_transcript=str(fields.get("ensembl_transcript") or parts.get("enst") or ""),
        uniprot=str(fields.get("uniprot") or ""),
        location=str(fields.get("location") or fields.get("chromosome") or ""),
        ambiguous_aliases=ambiguous,
        note=str(fields.get("note") or ""),
    )


class FeatureRow(msgspec.Struct):
    """A feature of a row; ``begin`` or ``end`` is absent where it is not known."""

    type: str
    begin: int | None = None
    end: int | None = None
    description: str = ""


class FeaturesRow(msgspec.Struct):
    """A row of ``protein_features.jsonl``."""

    gene: str
    uniprot: str = ""
    features: list[FeatureRow] = []
    initiator_met_removed: bool = False
    mature_start: int | None = None
    source: str = ""


def features(fields: dict[str, object]) -> ProteinFeatures:
    """A row of ``protein_features.jsonl``; positions 1-based, inclusive, on the precursor."""
    row = shaped(fields, FeaturesRow)
    for each in row.features:
        if each.begin is not None and each.end is not None and not 1 <= each.begin <= each.end:
            raise BadRowError(f"{each.type} {each.begin}-{each.end} is no range")
    return ProteinFeatures(
        gene=row.gene,
        uniprot=row.uniprot,
        features=tuple(Feature(each.type, each.begin, each.end, each.description) for each in row.features),
        initiator_met_removed=row.initiator_met_removed,
        mature_start=row.mature_start,
        source=row.source,
    )


def _texts(fields: dict[str, object], shape: type[T], required: tuple[str, ...]) -> T:
    names = {field.name for field in msgspec.structs.fields(shape)}  # type: ignore[arg-type]
    given = {
        name: str(value).strip() for name, value in fields.items() if name in names and value is not None
    }
    for name in required:
        if not given.get(name):
            raise BadRowError(f"{name} is empty")
    return shape(**given)


def numbering(fields: dict[str, object]) -> NumberingFact:
    """A row of ``numbering.tsv``."""
    return _texts(fields, NumberingFact, ("gene", "molecule", "convention"))


def legacy(fields: dict[str, object]) -> LegacyName:
    """A row of ``legacy_variants.tsv``."""
    return _texts(fields, LegacyName, ("gene", "legacy"))
