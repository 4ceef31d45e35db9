"""Which column holds what: recognized by its name, overridable, never guessed in silence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from varsyn.model import InputError

ROLES: dict[str, tuple[str, ...]] = {
    "variant": (
        "variant", "variant name", "variant names", "mutation", "text", "mention", "paper variant", "allele",
        "alteration", "change", "variation", "variant description", "hgvs", "hgvs description", "hgvs name",
        "hgvs variant", "name as published", "variant as published", "published name", "reported variant",
        "legacy name", "mutation name", "sequence variant",
    ),
    "cdna": (
        "c", "cdna", "hgvs c", "hgvsc", "cdna change", "c change", "nucleotide change", "nucleotide",
        "coding dna", "dna change", "hgvs coding", "hgvs cdna", "cdna variant", "coding change", "c dot",
        "nt change", "hgvs nucleotide", "dna", "c hgvs", "mutation cdna", "base change", "coding",
    ),
    "protein": (
        "p", "protein", "hgvs p", "hgvsp", "protein change", "amino acid change", "amino acid", "aa change",
        "aachange", "p change", "hgvs protein", "protein variant", "p dot", "aa", "protein effect",
        "predicted protein change", "p hgvs", "mutation protein", "amino acid substitution",
    ),
    "genomic": ("g", "hgvs g", "hgvsg", "genomic", "genomic change", "g hgvs", "genomic position hgvs"),
    "chrom": ("chr", "chrom", "chromosome", "contig"),
    "pos": ("pos", "position", "start", "start position", "genomic position"),
    "ref": ("ref", "reference", "reference allele", "ref allele"),
    "alt": ("alt", "alternate", "alternate allele", "alternative allele", "alt allele"),
    "assembly": ("assembly", "genome build", "build", "genome", "genome assembly", "reference genome"),
    "gene": ("gene", "gene symbol", "symbol", "hgnc symbol", "gene name", "hgnc", "gene id",
        "hgnc id", "genes"),
    "transcript": (
        "transcript", "refseq", "transcript id", "reference sequence", "refseq id", "nm", "accession",
        "enst", "refseq transcript", "reference transcript", "transcript accession",
    ),
    "species": ("species", "organism", "taxon"),
    "document": (
        "pmid", "pubmed", "pubmed id", "document", "paper", "doi", "publication", "reference pmid", "source",
        "citation", "study", "article", "literature", "pmcid", "reference id", "pubmed ids", "pmids",
    ),
    "proband": (
        "proband", "proband id", "patient", "patient id", "case", "case id", "individual", "individual id",
        "subject", "subject id", "sample", "sample id", "participant",
    ),
    "family": ("family", "family id", "pedigree", "pedigree id", "kindred", "kindred id"),
    "probands": (
        "probands", "number of probands", "n probands", "proband count", "patients", "number of patients",
        "n patients", "n", "count", "cases", "number of cases", "individuals",
    ),
}  # fmt: skip
"""Role of a column to the names it goes by (case, punctuation and spaces ignored)."""

NAMES = ("variant", "cdna", "protein", "genomic")
"""Roles whose cells name a variant; one of them, or the four of a VCF, must be there."""
VCF = ("chrom", "pos", "ref", "alt")


COLUMN_TYPES: dict[str, Literal["text", "number"]] = {
    "varsyn_status": "text",
    "varsyn_reason": "text",
    "varsyn_set": "text",
    "varsyn_gene": "text",
    "varsyn_hgvs_c": "text",
    "varsyn_hgvs_p": "text",
    "varsyn_hgvs_g": "text",
    "varsyn_hgvs_g_grch37": "text",
    "varsyn_level": "text",
    "varsyn_key": "text",
    "varsyn_protein_key": "text",
    "varsyn_probability": "number",
    "varsyn_scheme": "text",
    "varsyn_notes": "text",
}
"""The columns that ``dedup`` adds to a table, in order. docs/curation.md says what each holds."""


class Columns(msgspec.Struct, frozen=True):
    """Column index (from 0) by role, -1 where the table has no such column.

    >>> recognize(["Gene", "cDNA change", "Protein_Change", "PMID"]).cdna
    1
    """

    variant: int = -1
    cdna: int = -1
    protein: int = -1
    genomic: int = -1
    chrom: int = -1
    pos: int = -1
    ref: int = -1
    alt: int = -1
    assembly: int = -1
    gene: int = -1
    transcript: int = -1
    species: int = -1
    document: int = -1
    proband: int = -1
    family: int = -1
    probands: int = -1

    @property
    def usable(self) -> bool:
        """Whether the table says of each row which variant it is about."""
        return any(getattr(self, role) >= 0 for role in NAMES) or all(getattr(self, r) >= 0 for r in VCF)

    def roles(self) -> dict[str, int]:
        """The roles that have a column."""
        found = {name: getattr(self, name) for name in self.__struct_fields__}
        return {name: index for name, index in found.items() if index >= 0}


def plain(name: str) -> str:
    """A column name without case, punctuation and runs of space: ``HGVS_c.`` is ``hgvs c``.

    >>> plain("\\ufeffProtein_Change ")
    'protein change'
    """
    words = re.sub(r"(?<=[a-z]{2})(?=[A-Z][a-z])", " ", name)
    return " ".join(re.findall(r"[^\W_]+", words.replace("\ufeff", "").casefold()))


def recognize(header: Sequence[str], chosen: Mapping[str, str] | None = None) -> Columns:
    """Which column plays which role, by its name.

    ``chosen`` maps a role to the name (or the number from 1) of the column that the user wants for it;
    an empty name takes the role away. Raises InputError for a column or role that does not exist.
    A role whose names fit several columns takes the name that is listed first in ``ROLES``.
    """
    found: dict[str, int] = {}
    # Both HGVSc and hgvs_c must come out as one thing.
    simple = [{plain(name), plain(name.lower())} for name in header]
    for role, names in ROLES.items():
        for name in names:
            hits = [index for index, forms in enumerate(simple) if name in forms]
            if hits:
                found[role] = hits[0]
                break
    if "document" not in found and "ref" in found and not all(role in found for role in VCF):
        # A column called Reference is the paper, unless it stands among those of a VCF.
        found["document"] = found.pop("ref")
    for role, name in (chosen or {}).items():
        if role not in ROLES:
            raise InputError(
                f"there is no column role {role!r}", code="unknown_role", advice=[", ".join(ROLES)]
            )
        found.pop(role, None)
        if name:
            index = column_index(header, name)
            found = {other: place for other, place in found.items() if place != index}
            found[role] = index
    return Columns(**found)


def column_index(header: Sequence[str], name: str) -> int:
    """The place of the column that the user means by a name or a number from 1; raises InputError."""
    for match in (lambda one: one == name, lambda one: plain(one) == plain(name)):
        for index, one in enumerate(header):
            if match(one):
                return index
    if name.isdigit() and 1 <= int(name) <= len(header):
        return int(name) - 1
    raise InputError(
        f"the table has no column {name!r}",
        code="no_such_column",
        advice=["its columns are: " + ", ".join(header)],
    )


def require(columns: Columns, header: Sequence[str], where: str) -> None:
    """Raise InputError where no column says which variant a row is about."""
    if not columns.usable:
        raise InputError(
            f"{where}: no column holds the variant",
            code="no_variant_column",
            advice=[
                "its columns are: " + (", ".join(header) or "none"),
                "say which one it is with --column variant=NAME (or cdna=, protein=, genomic=)",
                "a table without a header: --header-row 0 --column variant=2 (columns count from 1)",
            ],
        )
