"""Chromosome sequences from an indexed FASTA file."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

from varsyn.extras import load
from varsyn.model import BundleError, PositionError, UnknownReference
from varsyn.reference.assemblies import CHROMOSOMES, assembly_name


class FastaGenome:
    """A GenomeSequence on a FASTA file, plain or bgzip, with its ``.fai`` (and ``.gzi``) beside it.

    Parameters
    ----------
    path: the FASTA file; an index that is missing is made beside it.
    assembly: ``GRCh37`` or ``GRCh38``, needed where the file names chromosomes ``chr15`` or ``15``
        instead of ``NC_000015.10``.

    Threads may read at once; a forked process opens the file anew. Needs the extra ``genome`` (pysam).
    Raises BundleError where the file cannot be read.
    """

    def __init__(self, path: str | os.PathLike[str], assembly: str | None = None) -> None:
        self.path = Path(path)
        self._pysam = load("pysam")
        self._lock = threading.Lock()
        self._pid = -1
        self._file: Any = None
        with self._lock:
            names = set(self._opened().references)
        self._names = {name: name for name in names if name.startswith("NC_")}
        build = assembly_name(assembly) if assembly else None
        if assembly and build is None:
            raise BundleError(f"{assembly!r} is neither GRCh37 nor GRCh38")
        for (known, chromosome), accession in CHROMOSOMES.items():
            plain = {chromosome, f"chr{chromosome}"} | ({"M", "chrM"} if chromosome == "MT" else set())
            for name in sorted(plain & names) if known == build else []:
                self._names.setdefault(accession, name)
        if not self._names:
            raise BundleError(
                f"{self.path}: names no human chromosome that is known",
                advice=["give the assembly if chromosomes are named 15 or chr15"],
            )

    def _opened(self) -> Any:
        if self._file is None or self._pid != os.getpid():
            if not self.path.is_file():
                raise BundleError(f"{self.path}: no such file")
            try:
                self._file = self._pysam.FastaFile(str(self.path))
            except (OSError, ValueError) as error:
                raise BundleError(f"{self.path}: not an indexed FASTA file ({error})") from error
            self._pid = os.getpid()
        return self._file

    def __reduce__(self) -> tuple[object, ...]:
        return (_reopened, (self.path, self._names))

    def fetch(self, accession: str, start: int, end: int) -> str:
        """Bases [start, end), 0-based and half-open, upper case; fewer where the chromosome ends before.

        Raises UnknownReference for a chromosome that the file does not have, PositionError for a negative
        or reversed interval.
        """
        name = self._names.get(accession)
        if name is None:
            raise UnknownReference(f"{self.path.name} has no chromosome {accession}")
        if not 0 <= start <= end:
            raise PositionError(f"{start}-{end} is no interval of {accession}")
        with self._lock:
            file = self._opened()
            end = min(end, int(file.get_reference_length(name)))
            return str(file.fetch(name, start, end)).upper() if start < end else ""


def _reopened(path: Path, names: dict[str, str]) -> FastaGenome:
    genome = FastaGenome.__new__(FastaGenome)
    genome.path = path
    genome._pysam = load("pysam")
    genome._lock = threading.Lock()
    genome._pid = -1
    genome._file = None
    genome._names = names
    return genome
