"""Chromosome accessions of the human genome builds."""

from __future__ import annotations

from types import MappingProxyType

CHROMOSOME_NAMES = (*(str(number) for number in range(1, 23)), "X", "Y")
CHROMOSOME_VERSIONS = {
    "GRCh37": (10, 11, 11, 11, 9, 11, 13, 10, 11, 10, 9, 11, 10, 8, 9, 9, 10, 9, 9, 10, 8, 10, 10, 9),
    "GRCh38": (11, 12, 12, 12, 10, 12, 14, 11, 12, 11, 10, 12, 11, 9, 10, 10, 11, 10, 10, 11, 9, 11, 11, 10),
}
"""Version of NC_000001 … NC_000024 in each build; source: NCBI assembly reports GCF_000001405.25 and .26."""

CHROMOSOMES = MappingProxyType(
    {
        (assembly, name): f"NC_{number:06d}.{version}"
        for assembly, versions in CHROMOSOME_VERSIONS.items()
        for number, (name, version) in enumerate(zip(CHROMOSOME_NAMES, versions, strict=True), start=1)
    }
    | {(assembly, "MT"): "NC_012920.1" for assembly in CHROMOSOME_VERSIONS}
)
"""(assembly, chromosome) → RefSeq accession. (hg19's own mitochondrial sequence is not meant.)"""

_ASSEMBLY_OF = {accession: assembly for (assembly, name), accession in CHROMOSOMES.items() if name != "MT"}
_NAME_OF = {accession: name for (_, name), accession in CHROMOSOMES.items()}
_BUILDS = {
    "grch37": "GRCh37",
    "hg19": "GRCh37",
    "b37": "GRCh37",
    "grch38": "GRCh38",
    "hg38": "GRCh38",
    "b38": "GRCh38",
}


def assembly_name(words: str) -> str | None:
    """``GRCh37`` or ``GRCh38`` for a name of a build, patch level or not; None for others.

    >>> assembly_name("hg19"), assembly_name("GRCh38.p14"), assembly_name("grch37"), assembly_name("T2T")
    ('GRCh37', 'GRCh38', 'GRCh37', None)
    """
    return _BUILDS.get(words.strip().partition(".")[0].lower())


def assembly_of(chromosome: str) -> str | None:
    """The build a chromosome accession belongs to; None for others (NC_012920.1 is in both).

    >>> assembly_of("NC_000015.10")
    'GRCh38'
    """
    return _ASSEMBLY_OF.get(chromosome)


def chromosome_name(accession: str) -> str | None:
    """The name, without ``chr``, of a chromosome's accession; None for others.

    >>> chromosome_name("NC_000015.10"), chromosome_name("NC_012920.1"), chromosome_name("NC_000015.99")
    ('15', 'MT', None)
    """
    return _NAME_OF.get(accession)


def chromosome_accession(assembly: str, name: str) -> str | None:
    """The accession of a chromosome (``15``, ``chr15``, ``X``, ``M``) in a build; accessions pass unchanged.

    >>> chromosome_accession("GRCh37", "chr15"), chromosome_accession("GRCh38", "chrM")
    ('NC_000015.9', 'NC_012920.1')
    """
    if name.startswith(("NC_", "NT_", "NW_")):
        return name
    bare = name.removeprefix("chr").removeprefix("Chr").removeprefix("CHR").upper()
    return CHROMOSOMES.get((assembly, "MT" if bare in ("M", "MT") else bare))
