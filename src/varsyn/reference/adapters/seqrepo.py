"""Sequences from a SeqRepo directory."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from varsyn.extras import load
from varsyn.model import BundleError, PositionError, UnknownReference


class SeqRepoSequences:
    """Transcripts, proteins and chromosomes of a SeqRepo directory, by accession (Hart & Prlić 2020).

    It is a GenomeSequence, and what ProviderReference takes sequences from. Needs the extra ``hgvs``
    (biocommons.seqrepo). Raises BundleError where the directory is no SeqRepo.

    Parameters
    ----------
    directory: a SeqRepo instance, such as ``/usr/local/share/seqrepo/2024-12-20``.
    namespace: where accessions are looked up, ``RefSeq`` as a rule; None looks in all.
    """

    def __init__(self, directory: str | os.PathLike[str], namespace: str | None = None) -> None:
        self.directory = Path(directory)
        self.namespace = namespace
        library = load("biocommons.seqrepo")
        if not (self.directory / "aliases.sqlite3").is_file():
            raise BundleError(f"{self.directory}: no SeqRepo directory (it has no aliases.sqlite3)")
        self._repo: Any = library.SeqRepo(str(self.directory), check_same_thread=False)

    def __reduce__(self) -> tuple[object, ...]:
        return (SeqRepoSequences, (self.directory, self.namespace))

    def sequence(self, accession: str) -> str | None:
        """A whole sequence; None where the repository does not have it."""
        try:
            return str(self._repo.fetch(accession, namespace=self.namespace))
        except KeyError:
            return None

    def fetch(self, accession: str, start: int, end: int) -> str:
        """Bases or residues [start, end), 0-based and half-open, upper case; fewer at the end.

        Raises UnknownReference for an accession that is not there, PositionError for a negative or
        reversed interval.
        """
        if not 0 <= start <= end:
            raise PositionError(f"{start}-{end} is no interval of {accession}")
        try:
            return str(self._repo.fetch(accession, start, end, namespace=self.namespace)).upper()
        except KeyError as error:
            raise UnknownReference(f"{self.directory.name} has no sequence {accession}") from error
