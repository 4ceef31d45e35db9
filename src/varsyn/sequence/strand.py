"""The other strand."""

from __future__ import annotations

_COMPLEMENT = str.maketrans("ACGTUacgtuNRYSWKMBDHVn", "TGCAAtgcaaNYRSWMKVHDBn")


def reverse_complement(dna: str) -> str:
    """The other strand, 5' to 3', IUPAC codes included; U pairs as T does.

    >>> reverse_complement("AACG")
    'CGTT'
    """
    return dna.translate(_COMPLEMENT)[::-1]
