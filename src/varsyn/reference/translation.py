"""The protein that a reference transcript encodes."""

from __future__ import annotations

from varsyn.sequence import translate


def encoded_protein(cds: str) -> str:
    """The protein of a CDS, one letter a residue, the final stop left out.

    The first codon is Met whichever it is (WT1 starts at CTG). A TGA before the end is selenocysteine (U):
    an annotated CDS ends at its first true stop, so an inner TGA is one that is read through; an inner TAA
    or TAG stays ``*``. A codon with an unknown base is X; bases after the last whole codon are left out.

    >>> encoded_protein("CTGTGATTCTAA")
    'MUF'
    """
    residues = list(translate(cds).removesuffix("*"))
    for index, residue in enumerate(residues):
        if residue == "*" and cds[3 * index : 3 * index + 3] == "TGA":
            residues[index] = "U"
    return "M" + "".join(residues[1:]) if residues else ""
