"""The protein that a reference transcript encodes."""

from __future__ import annotations

_BASES = "TCAG"
_RESIDUES = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
CODONS = {
    first + second + third: _RESIDUES[16 * i + 4 * j + k]
    for i, first in enumerate(_BASES)
    for j, second in enumerate(_BASES)
    for k, third in enumerate(_BASES)
}
"""NCBI translation table 1."""


def encoded_protein(cds: str) -> str:
    """The protein of a CDS, one letter a residue, the final stop left out.

    The first codon is Met whichever it is (WT1 starts at CTG). A TGA before the end is selenocysteine (U):
    an annotated CDS ends at its first true stop, so an inner TGA is one that is read through; an inner TAA
    or TAG stays ``*``. A codon with an unknown base is X; bases after the last whole codon are left out.

    >>> encoded_protein("CTGTGATTCTAA")
    'MUF'
    """
    codons = [cds[i : i + 3] for i in range(0, len(cds) - 2, 3)]
    residues = [CODONS.get(codon, "X") for codon in codons]
    if residues and residues[-1] == "*":
        residues.pop()
    for index, residue in enumerate(residues):
        if residue == "*" and codons[index] == "TGA":
            residues[index] = "U"
    return "M" + "".join(residues[1:]) if residues else ""
