"""Names of human chromosomes and their RefSeq accessions."""

from __future__ import annotations

from varsyn.model import UnknownReference
from varsyn.reference.assemblies import CHROMOSOME_NAMES, CHROMOSOME_VERSIONS

_ALIASES = {"hg19": "GRCh37", "hg38": "GRCh38", "b37": "GRCh37", "b38": "GRCh38"}
MITOCHONDRION = "NC_012920.1"
"""The revised Cambridge reference sequence; both assemblies have it (hg19 of UCSC first had another)."""


def assembly_name(text: str) -> str:
    """The assembly that a name means: GRCh37 or GRCh38, with any patch, or hg19, hg38.

    Raises UnknownReference for any other.

    >>> assembly_name("hg19"), assembly_name("GRCh38.p14")
    ('GRCh37', 'GRCh38')
    """
    plain = text.strip().lower().partition(".p")[0]
    for name in CHROMOSOME_VERSIONS:
        if plain == name.lower() or _ALIASES.get(plain) == name:
            return name
    raise UnknownReference(
        f"no assembly {text!r}",
        code="unknown_assembly",
        advice=("GRCh37 (hg19) and GRCh38 (hg38) are known",),
    )


def chromosome_accession(name: str, assembly: str) -> str:
    """The RefSeq accession of a chromosome, named as in VCF files; an accession comes back as it is.

    Raises UnknownReference for any other name.

    >>> chromosome_accession("chr15", "hg38"), chromosome_accession("MT", "GRCh37")
    ('NC_000015.10', 'NC_012920.1')
    """
    if name.startswith("NC_"):
        return name
    plain = name.strip().upper().removeprefix("CHR")
    if plain in ("M", "MT"):
        return MITOCHONDRION
    if plain not in CHROMOSOME_NAMES:
        raise UnknownReference(f"no human chromosome {name!r}", code="unknown_chromosome")
    number = CHROMOSOME_NAMES.index(plain)
    return f"NC_{number + 1:06d}.{CHROMOSOME_VERSIONS[assembly_name(assembly)][number]}"


def chromosome_name(accession: str) -> tuple[str, str | None]:
    """(name without ``chr``, assembly) of a chromosome's accession; no assembly for the mitochondrion.

    Raises UnknownReference for what is no human chromosome of a known assembly.

    >>> chromosome_name("NC_000015.10")
    ('15', 'GRCh38')
    """
    if accession == MITOCHONDRION:
        return "MT", None
    for assembly, versions in CHROMOSOME_VERSIONS.items():
        for number, (name, version) in enumerate(zip(CHROMOSOME_NAMES, versions, strict=True), start=1):
            if accession == f"NC_{number:06d}.{version}":
                return name, assembly
    raise UnknownReference(
        f"{accession} is no chromosome of {' or '.join(CHROMOSOME_VERSIONS)}", code="unknown_chromosome"
    )
