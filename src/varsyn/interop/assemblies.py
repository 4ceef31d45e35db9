"""Names of human chromosomes and their RefSeq accessions, with an error for the unknown ones."""

from __future__ import annotations

from varsyn.model import UnknownReference
from varsyn.reference import assemblies


def known_assembly(text: str) -> str:
    """The assembly that a name means: GRCh37 or GRCh38, with any patch, or hg19, hg38.

    Raises UnknownReference for any other.

    >>> known_assembly("hg19"), known_assembly("GRCh38.p14")
    ('GRCh37', 'GRCh38')
    """
    name = assemblies.assembly_name(text)
    if name is None:
        raise UnknownReference(
            f"no assembly {text!r}",
            code="unknown_assembly",
            advice=("GRCh37 (hg19) and GRCh38 (hg38) are known",),
        )
    return name


def chromosome_accession(name: str, assembly: str) -> str:
    """The RefSeq accession of a chromosome, named as in VCF files; an accession comes back as it is.

    Raises UnknownReference for any other name.

    >>> chromosome_accession("chr15", "hg38"), chromosome_accession("MT", "GRCh37")
    ('NC_000015.10', 'NC_012920.1')
    """
    accession = assemblies.chromosome_accession(known_assembly(assembly), name.strip())
    if accession is None:
        raise UnknownReference(f"no human chromosome {name!r}", code="unknown_chromosome")
    return accession


def chromosome_name(accession: str) -> tuple[str, str | None]:
    """(name without ``chr``, assembly) of a chromosome's accession; no assembly for the mitochondrion.

    Raises UnknownReference for what is no human chromosome of a known assembly.

    >>> chromosome_name("NC_000015.10")
    ('15', 'GRCh38')
    """
    name = assemblies.chromosome_name(accession)
    if name is None:
        raise UnknownReference(
            f"{accession} is no chromosome of {' or '.join(assemblies.CHROMOSOME_VERSIONS)}",
            code="unknown_chromosome",
        )
    return name, assemblies.assembly_of(accession)
