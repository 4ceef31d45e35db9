"""VCF fields: chromosome, position, reference and alternate allele, left-aligned and anchored."""

from __future__ import annotations

import re
from typing import NamedTuple

from varsyn.interop.assemblies import chromosome_accession, chromosome_name
from varsyn.interop.edits import edit_of
from varsyn.interop.sequences import Sequences, default_sequences
from varsyn.interop.spdi import Spdi
from varsyn.model import Reading, ReferenceMismatch, UnsupportedNotation, Variant
from varsyn.sequence import trim

_BASES = re.compile(r"[ACGTN]+\Z")


class VcfFields(NamedTuple):
    """CHROM (without ``chr``), POS (1-based), REF and ALT of a VCF line, one alternate allele.

    Source: The Variant Call Format specification, VCF 4.4, section 1.6.1.
    """

    chrom: str
    pos: int
    ref: str
    alt: str

    def __str__(self) -> str:
        return f"{self.chrom}-{self.pos}-{self.ref}-{self.alt}"


def to_vcf(
    what: Variant | Reading | str | Spdi, assembly: str, sequences: Sequences | None = None
) -> VcfFields:
    """The VCF fields of a variant on an assembly (``GRCh37``, ``GRCh38``).

    Insertions and deletions are moved as far to the left as the bases allow and get the base before them
    (after them, at the very start of the chromosome); so one allele has one spelling (Tan et al. 2015,
    Bioinformatics 31:2202).

    Raises
    ------
    UnknownReference: no place on the assembly, or a base that this needs is not known: at the ends of exons
        an insertion or deletion needs a genome sequence.
    UnsupportedNotation: no single definite edit.

    >>> str(to_vcf("NM_000875.5:c.1532G>A", "GRCh37"))
    '15-99454613-G-A'
    """
    sequences = sequences if sequences is not None else default_sequences()
    edit = what if isinstance(what, Spdi) else edit_of(what, assembly, sequences)
    chrom = chromosome_name(edit.accession)[0]
    small = trim(edit.deleted, 0, len(edit.deleted), edit.inserted)
    start, end = edit.position + small.start, edit.position + small.end
    deleted, inserted = edit.deleted[small.start : small.end], small.inserted
    if deleted and inserted:
        return VcfFields(chrom, start + 1, deleted, inserted)
    if not deleted and not inserted:
        if not edit.deleted:
            raise UnsupportedNotation(f"{edit} changes nothing", code="no_definite_change")
        return VcfFields(chrom, edit.position + 1, edit.deleted, edit.deleted)
    start, end, inserted = sequences.shift_left(edit.accession, start, end, inserted)
    deleted = sequences.fetch(edit.accession, start, end)
    if start == 0:
        after = sequences.fetch(edit.accession, end, end + 1)
        return VcfFields(chrom, 1, deleted + after, inserted + after)
    before = sequences.fetch(edit.accession, start - 1, start)
    return VcfFields(chrom, start, before + deleted, before + inserted)


def from_vcf(fields: VcfFields, assembly: str, sequences: Sequences | None = None) -> Spdi:
    """The edit that VCF fields name, without the bases that REF and ALT share.

    Raises
    ------
    UnsupportedNotation: a symbolic allele (``<DEL>``, ``*``, a breakend), or no bases.
    ReferenceMismatch: the chromosome has other bases there, as far as they are known.
    UnknownReference: no such chromosome.

    >>> str(from_vcf(VcfFields("chr15", 99454613, "GG", "G"), "GRCh37"))
    'NC_000015.9:99454612:G:'
    """
    sequences = sequences if sequences is not None else default_sequences()
    ref, alt = fields.ref.upper(), fields.alt.upper()
    if alt == ".":
        alt = ref
    if not _BASES.match(ref) or not _BASES.match(alt):
        raise UnsupportedNotation(
            f"{fields} does not spell out its bases", code="symbolic_allele",
            advice=("only alleles of the letters A, C, G, T can be converted, one ALT at a time",),
        )  # fmt: skip
    accession = chromosome_accession(fields.chrom, assembly)
    start = fields.pos - 1
    known = sequences.chromosomes.fetch(accession, start, start + len(ref))
    if any(there not in ("N", stated) for there, stated in zip(known, ref, strict=False)):
        raise ReferenceMismatch(
            f"{accession} has {known} at {fields.pos}, not {ref}", text=str(fields),
            advice=("is it the other assembly?",),
        )  # fmt: skip
    if ref == alt:
        return Spdi(accession, start, ref, alt)
    small = trim(ref, 0, len(ref), alt)
    return Spdi(accession, start + small.start, ref[small.start : small.end], small.inserted)
