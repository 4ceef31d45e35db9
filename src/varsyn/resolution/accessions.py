"""Mentions that name their reference: versions, other transcripts, proteins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from varsyn.model import Message

if TYPE_CHECKING:
    from varsyn.reference import Reference, Transcript

GENOMIC = re.compile(r"(NC_|NG_|NT_|NW_|LRG_\d+\Z|chr|CM\d|ENSG)", re.IGNORECASE)
"""Accessions of chromosomes and gene regions."""
_PROTEIN = re.compile(r"(NP_|XP_|ENSP|LRG_\d+p\d|[OPQ]\d[A-Z\d]{3}\d\b|[A-NR-Z]\d[A-Z][A-Z\d]{2}\d)")


class Named(msgspec.Struct, frozen=True):
    """The transcript that an accession led to, and what to say about it."""

    transcript: Transcript | None = None
    messages: tuple[Message, ...] = ()


def transcript_named(accession: str, reference: Reference) -> Named:
    """The transcript of an accession (RefSeq, Ensembl, LRG; of a protein, the one that encodes it).

    An unknown version gives the nearest known one with a message; an unknown accession gives none.
    """
    if _PROTEIN.match(accession):
        return _of_protein(accession, reference)
    exact = reference.transcript(accession)
    if exact is not None:
        return Named(exact)
    known = reference.versions(accession)
    if not known:
        unknown = Message(
            "unknown_transcript", "warning", f"{accession} is not in the reference: the gene's anchor is used"
        )
        return Named(None, (unknown,))
    _, _, wanted = accession.partition(".")
    chosen = min(known, key=lambda one: _distance(one, wanted))
    message = (
        Message(
            "version_substituted",
            "warning",
            f"{accession} is not in the reference: {chosen} is used; numbers may differ between versions",
        )
        if wanted
        else Message("version_assumed", "info", f"{accession} names no version: {chosen} is used")
    )
    return Named(reference.transcript(chosen), (message,))


def _distance(accession: str, wanted: str) -> tuple[int, int]:
    version = int(accession.rpartition(".")[2]) if accession.rpartition(".")[2].isdigit() else 0
    return (abs(version - int(wanted)) if wanted.isdigit() else 0, -version)


def _of_protein(accession: str, reference: Reference) -> Named:
    exact = reference.transcript_of_protein(accession)
    if exact is not None:
        return Named(exact)
    root = accession.partition(".")[0]
    other = reference.transcript_of_protein(root)
    if other is None:
        unknown = Message(
            "unknown_transcript", "warning", f"{accession} is not in the reference: the gene's anchor is used"
        )
        return Named(None, (unknown,))
    found = other.protein_accession or other.accession
    return Named(
        other,
        (
            Message(
                "version_substituted",
                "warning" if "." in accession else "info",
                f"{accession} is not in the reference: {found} is used; numbers may differ between versions",
            ),
        ),
    )
