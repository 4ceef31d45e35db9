"""Which one-base changes turn a codon into another residue's."""

from __future__ import annotations

from functools import lru_cache

from varsyn.sequence import CodeName, codon_table, codons_of, reverse_complement


@lru_cache(maxsize=8192)
def single_base(codon: str, alt: str, code: CodeName = "standard") -> tuple[tuple[int, str], ...]:
    """The one-base changes of a codon that give a residue: (0-based place in the codon, new base).

    ``alt`` is a one-letter residue, ``*`` for a stop.

    >>> single_base("CGG", "Q")
    ((1, 'A'),)
    """
    names = codon_table(code)
    found = []
    for place in range(len(codon)):
        for base in "ACGT":
            if base != codon[place]:
                changed = codon[:place] + base + codon[place + 1 :]
                if names.get(changed) == alt:
                    found.append((place, base))
    return tuple(found)


@lru_cache(maxsize=256)
def reached(codon: str, code: CodeName = "standard") -> frozenset[str]:
    """The residues (one-letter, ``*`` for a stop) that one-base changes of a codon give.

    >>> sorted(reached("TGG"))
    ['*', 'C', 'G', 'L', 'R', 'S']
    """
    names = codon_table(code)
    changed = {codon[:place] + base + codon[place + 1 :] for place in range(3) for base in "ACGT"}
    return frozenset([names[one] for one in changed - {codon} if one in names])


@lru_cache(maxsize=8192)
def several_bases(codon: str, alt: str, code: CodeName = "standard") -> tuple[tuple[int, int, str], ...]:
    """The changes of two or three bases of a codon that give a residue, fewest bases first: first and last
    changed place in the codon (0-based, inclusive) and the edit in HGVS words.

    >>> several_bases("CGG", "Q")
    ((1, 2, 'delinsAA'),)
    """
    found = []
    for other in codons_of(alt, code):
        changed = [place for place in range(3) if codon[place : place + 1] != other[place]]
        if len(changed) > 1:
            low, high = changed[0], changed[-1]
            new = other[low : high + 1]
            turned = reverse_complement(codon[low : high + 1]) == new
            found.append((len(changed), low, high, "inv" if turned else f"delins{new}"))
    return tuple((low, high, what) for _, low, high, what in sorted(found))
