"""The small interface behind which every reference stands: bundle, SeqRepo/UTA, test doubles of neither."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from varsyn.reference.records import (
    Gene,
    GeneMatch,
    LegacyName,
    NumberingFact,
    ProteinFeatures,
    Transcript,
)


class Reference(Protocol):
    """Transcripts, genes and numbering facts, looked up lazily.

    Look-ups that find nothing return None or ().
    """

    @property
    def checksum(self) -> str:
        """Identifies the content; recorded with every link."""
        ...

    def transcript(self, accession: str) -> Transcript | None:
        """The transcript with this exact versioned accession (RefSeq, or Ensembl where known as ``enst``)."""
        ...

    def versions(self, accession: str) -> Sequence[str]:
        """All known versioned accessions of an accession given with or without version, newest first."""
        ...

    def transcripts_of(self, symbol: str) -> Sequence[Transcript]:
        """Every transcript of a gene (official symbol), the anchor first."""
        ...

    def anchor(self, symbol: str) -> Transcript | None:
        """The transcript that canonical forms of this gene are written on: MANE Select where there is one."""
        ...

    def transcript_of_protein(self, accession: str) -> Transcript | None:
        """The transcript that encodes a protein accession (NP_, ENSP, UniProt)."""
        ...

    def overlapping(self, chrom: str, start: int, end: int) -> Sequence[Transcript]:
        """Transcripts aligned over an interval of a chromosome accession: 0-based, half-open."""
        ...

    def gene(self, symbol: str, species: str | None = None) -> Gene | None:
        """The gene with this exact official symbol."""
        ...

    def find_genes(self, words: str, species: str | None = None) -> Sequence[GeneMatch]:
        """Every gene these words may mean, best first; empty where none does."""
        ...

    def suggest_genes(self, words: str, limit: int = 5) -> Sequence[str]:
        """Official symbols that look like these words."""
        ...

    def features(self, symbol: str) -> ProteinFeatures | None:
        """Processing features of the gene's protein."""
        ...

    def numbering(self, symbol: str) -> Sequence[NumberingFact]:
        """Numbering conventions on record for a gene."""
        ...

    def legacy_names(self, symbol: str) -> Sequence[LegacyName]:
        """Legacy names on record for a gene."""
        ...

    def find_legacy(self, name: str) -> Sequence[LegacyName]:
        """Legacy names, of any gene, that read like this one (case, spaces and dashes ignored)."""
        ...

    def symbols(self) -> Iterator[str]:
        """Every official symbol."""
        ...


class GenomeSequence(Protocol):
    """Chromosome sequences: what turns unchecked genomic and intronic bases into checked ones."""

    def fetch(self, accession: str, start: int, end: int) -> str:
        """Bases [start, end) of a RefSeq chromosome accession, 0-based and half-open, upper case.

        Fewer where the chromosome ends before. Raises UnknownReference for a chromosome that is not there.
        """
        ...
