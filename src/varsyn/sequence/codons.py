"""Genetic codes, translation of plain DNA strings, runs of residues in one and three letters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import product
from types import MappingProxyType
from typing import Literal

from varsyn.model.residues import ONE_TO_THREE, THREE_TO_ONE

CodeName = Literal["standard", "mitochondrial"]

_ORDER = "TCAG"
_AMINO_ACIDS: Mapping[CodeName, str] = {
    "standard": "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG",
    "mitochondrial": "FFLLSSSSYY**CCWWLLLLPPPPHHQQRRRRIIMMTTTTNNKKSS**VVVVAAAADDEEGGGG",
}
"""NCBI translation tables 1 and 2, codons in the order TCAG x TCAG x TCAG."""

START_CODONS: Mapping[CodeName, frozenset[str]] = MappingProxyType(
    {"standard": frozenset({"ATG"}), "mitochondrial": frozenset({"ATG", "ATA", "ATT", "ATC", "GTG"})}
)
"""Codons that begin translation: ATG, and those NCBI marks as starts in vertebrate mitochondria."""


@lru_cache(maxsize=4)
def codon_table(code: CodeName = "standard") -> Mapping[str, str]:
    """Codon (upper-case DNA) to one-letter residue, ``*`` for a stop.

    >>> codon_table()["CGG"], codon_table("mitochondrial")["TGA"]
    ('R', 'W')
    """
    codons = ("".join(letters) for letters in product(_ORDER, repeat=3))
    return dict(zip(codons, _AMINO_ACIDS[code], strict=True))


@lru_cache(maxsize=64)
def codons_of(residue: str, code: CodeName = "standard") -> tuple[str, ...]:
    """Every codon of a one-letter residue, ``*`` for a stop; Sec (``U``) is read from TGA.

    >>> codons_of("W")
    ('TGG',)
    """
    if residue == "U":
        return ("TGA",)
    return tuple(codon for codon, letter in codon_table(code).items() if letter == residue)


def translate(dna: str, code: CodeName = "standard") -> str:
    """One-letter residues of all complete codons from the first base on; a stop is ``*``, not an end.

    Codons with anything but ACGT give ``X``.

    >>> translate("ATGCGGTAAGT")
    'MR*'
    """
    table = codon_table(code)
    codons = [dna[i : i + 3] for i in range(0, len(dna) - 2, 3)]
    try:
        return "".join([table[codon] for codon in codons])
    except KeyError:
        return "".join([table.get(codon, "X") for codon in codons])


def three_letter(residues: str) -> str:
    """One-letter residues as joined three-letter codes.

    >>> three_letter("RQ*")
    'ArgGlnTer'
    """
    return "".join([ONE_TO_THREE[letter] for letter in residues])


def one_letter(names: str) -> str:
    """Joined three-letter codes as one-letter residues; raises KeyError for a name that is none.

    >>> one_letter("ArgGlnTer")
    'RQ*'
    """
    return "".join([THREE_TO_ONE[names[i : i + 3]] for i in range(0, len(names), 3)])
