"""Every kind of file a bundle can be built from, and the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from varsyn.model import BundleError
from varsyn.reference.build import Source
from varsyn.reference.formats import cdot, fasta, genbank, gff3, hgnc, lrg, mane, uniprot
from varsyn.reference.inputs import REQUIRED, own_sources

PUBLIC: dict[str, Callable[[Path], Source]] = {
    "hgnc": hgnc.source,
    "mane_summary": mane.source,
    "rna": fasta.source,
    "gff3": gff3.source,
    "cdot": cdot.source,
    "genbank": genbank.source,
    "lrg": lrg.source,
    "uniprot": uniprot.source,
}
"""Role → maker of a source, for files in public formats."""

ORDER = (
    "genes", "hgnc", "mane_summary", "rna", "transcripts", "gff3", "cdot", "genbank", "lrg",
    "features", "uniprot", "numbering", "legacy", "lookalikes",
)  # fmt: skip
"""Genes come first, so that transcripts find their official symbols; sequences before what places them."""


def all_sources(files: Mapping[str, Sequence[Path]]) -> list[Source]:
    """Sources for any number of files of each role, in the order in which they must be read."""
    sources: list[Source] = []
    for role in ORDER:
        for path in files.get(role, ()):
            sources += own_sources({role: path}) if role in REQUIRED else [PUBLIC[role](path)]
    unknown = set(files) - set(ORDER)
    if unknown:
        raise BundleError(f"no such kind of input: {', '.join(sorted(unknown))}")
    return sources
