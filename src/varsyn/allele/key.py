"""Identity: one key for all descriptions of one allele."""

from __future__ import annotations

import hashlib

from varsyn.allele.allele import Allele
from varsyn.allele.describe import describe
from varsyn.reference.records import Transcript
from varsyn.sequence import justify

_PLAIN = 120
"""Inserted bases are spelled out up to this length; longer ones are named by length and digest."""


def allele_key(allele: Allele, transcript: Transcript) -> str:
    """The fully justified triple ``accession:start:deleted length:inserted`` (start 0-based).

    Two alleles of known bases on one transcript have equal keys exactly when applying them gives the same
    sequence; exon borders play no part. Where bases are not known (introns, flanks) nothing can be
    justified, and the canonical description is the key.

    >>> tx = Transcript("NR_1.1", "X", "CAAAT")
    >>> allele_key(Allele("NR_1.1", 3, 4, "A", "", "del"), tx)
    'NR_1.1:1:3:AA'
    """
    if allele.intronic or not allele.verified:
        return describe(allele, transcript)
    start, end, inserted = justify(transcript.sequence, allele.start, allele.end, allele.inserted)
    if start == end and not inserted:
        return f"{transcript.accession}:="
    if len(inserted) > _PLAIN:
        inserted = f"{len(inserted)}#{hashlib.sha256(inserted.encode()).hexdigest()[:24]}"
    return f"{transcript.accession}:{start}:{end - start}:{inserted}"


def spdi(allele: Allele, transcript: Transcript) -> str | None:
    """The allele in SPDI notation on the transcript (0-based start); None where its bases are not known.

    Source: Holmes et al. 2020, Bioinformatics 36:1902. Written with the deleted bases, at the 3'-most place.

    >>> spdi(Allele("NM_000875.5", 2574, 2575, "G", "A", "sub"), Transcript("NM_000875.5", "IGF1R", ""))
    'NM_000875.5:2574:G:A'
    """
    if allele.intronic or not allele.verified:
        return None
    return f"{allele.accession}:{allele.start}:{allele.deleted}:{allele.inserted}"
