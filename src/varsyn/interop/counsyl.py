"""To and from ``pyhgvs``: its names, its transcripts, and the sequences it asks for."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from varsyn.extras import load
from varsyn.interop.assemblies import known_assembly
from varsyn.interop.biocommons import description
from varsyn.interop.chromosome import Chromosomes
from varsyn.model import Reading, UnknownReference, UnsupportedNotation, Variant
from varsyn.reference import Alignment, GenomeSequence, Reference, Transcript

if TYPE_CHECKING:
    import pyhgvs
    import pyhgvs.models


def to_hgvs_name(what: Variant | Reading | str) -> pyhgvs.HGVSName:
    """The ``pyhgvs`` name of a variant (its DNA form where it has one), a reading or a description.

    Raises
    ------
    MissingExtra: ``pyhgvs`` is not installed.
    UnsupportedNotation: ``pyhgvs`` cannot read this kind of description.

    >>> name = to_hgvs_name("NM_000875.5:c.1532G>A")
    >>> name.mutation_type, name.cdna_start.coord, name.alt_allele
    ('>', 1532, 'A')
    """
    text = description(what)
    module = load("pyhgvs")
    try:
        return module.HGVSName(text)
    except (module.InvalidHGVSName, NotImplementedError) as error:
        raise UnsupportedNotation(
            f"pyhgvs has no name for {text}", code="unsupported_by_pyhgvs", text=text, span=(0, len(text)),
            advice=("keep it as text",),
        ) from error  # fmt: skip


def from_hgvs_name(name: pyhgvs.HGVSName) -> Reading:
    """The reading of a ``pyhgvs`` name.

    Raises
    ------
    InvalidNotation: the name spells no description.

    >>> str(from_hgvs_name(to_hgvs_name("NM_000875.5:c.420del")))
    'NM_000875.5:c.420del'
    """
    from varsyn.notation import read

    return read(name.format())[0]


def to_transcript(transcript: Transcript, assembly: str) -> pyhgvs.models.Transcript:
    """The ``pyhgvs`` transcript model of a transcript on an assembly.

    ``pyhgvs`` knows whole exons only, so an alignment with gaps cannot be given to it.

    Raises
    ------
    MissingExtra: ``pyhgvs`` is not installed.
    UnknownReference: the transcript is not aligned to the assembly.
    UnsupportedNotation: the alignment has gaps, or leaves out an exon.
    """
    models = load("pyhgvs.models")
    alignment = _plain_alignment(transcript, known_assembly(assembly))
    forward = alignment.strand == 1
    low, high = min(start for start, _ in alignment.exons), max(end for _, end in alignment.exons)
    cds = _coding_span(transcript, alignment)
    name, _, version = transcript.accession.partition(".")
    made = models.Transcript(
        name=name,
        version=int(version) if version.isdigit() else None,
        gene=transcript.gene,
        tx_position=models.Position(alignment.chrom, low, high, forward),
        cds_position=models.Position(alignment.chrom, *cds, forward),
        is_default=bool(transcript.mane),
    )
    made.exons = [
        models.Exon(made, models.Position(alignment.chrom, start, end, forward), number)
        for number, (start, end) in enumerate(sorted(alignment.exons), start=1)
    ]
    return made


def transcript_finder(
    reference: Reference, assembly: str
) -> Callable[[str], pyhgvs.models.Transcript | None]:
    """What ``pyhgvs.parse_hgvs_name`` takes as ``get_transcript``: from accession or gene to transcript."""

    def find(name: str) -> pyhgvs.models.Transcript | None:
        transcript = reference.transcript(name) or reference.anchor(name)
        return to_transcript(transcript, assembly) if transcript is not None else None

    return find


class SlicedGenome:
    """Chromosomes in the shape that ``pyhgvs`` reads: ``genome["NC_000015.10"][start:end]``, 0-based.

    Without a genome sequence, bases outside of exons are ``N``.

    >>> from varsyn.reference import open_reference
    >>> SlicedGenome(open_reference())["NC_000015.10"][98911383:98911386]
    'GGT'
    """

    def __init__(self, reference: Reference, genome: GenomeSequence | None = None) -> None:
        self._chromosomes = Chromosomes(reference, genome)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.startswith("NC_")

    def __getitem__(self, name: str) -> _SlicedChromosome:
        if name not in self:
            raise KeyError(name)
        return _SlicedChromosome(self._chromosomes, name)


class _SlicedChromosome:
    """One chromosome, read by slices."""

    def __init__(self, chromosomes: Chromosomes, accession: str) -> None:
        self._chromosomes = chromosomes
        self._accession = accession

    def __getitem__(self, where: slice) -> str:
        return self._chromosomes.fetch(self._accession, max(0, where.start), where.stop)


def _plain_alignment(transcript: Transcript, assembly: str) -> Alignment:
    for alignment in transcript.alignments:
        if alignment.assembly != assembly:
            continue
        if alignment.cigars or (alignment.tx_exons and alignment.tx_exons[0][0] != 0):
            raise UnsupportedNotation(
                f"{transcript.accession} has gaps against {assembly}, which pyhgvs has no way to hold",
                code="gapped_alignment",
            )
        exons = alignment.tx_exons or transcript.exons
        if any(left[1] != right[0] for left, right in pairwise(exons)):
            raise UnsupportedNotation(
                f"an exon of {transcript.accession} is not aligned to {assembly}", code="gapped_alignment"
            )
        return alignment
    raise UnknownReference(f"{transcript.accession} is not aligned to {assembly}", code="not_aligned")


def _coding_span(transcript: Transcript, alignment: Alignment) -> tuple[int, int]:
    """The coding interval on the chromosome, 0-based and half-open; empty for a non-coding transcript."""
    from varsyn.allele.coordinates import Site
    from varsyn.allele.exon_map import exon_map

    if transcript.cds_start is None or transcript.cds_end is None:
        start = min(start for start, _ in alignment.exons)
        return start, start
    mapping = exon_map(alignment, transcript.exons)
    ends = [mapping.to_chrom(Site(base)) for base in (transcript.cds_start, transcript.cds_end - 1)]
    known = [end for end in ends if end is not None]
    return min(known), max(known) + 1
