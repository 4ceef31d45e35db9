"""Which one-base changes turn a codon into another residue's."""

from __future__ import annotations

from functools import lru_cache

from varsyn.sequence import CodeName, codon_table, codons_of, reverse_complement

OneBase = tuple[int, str]
"""A one-base change of a codon: 0-based place in the codon, new base."""
Changes = tuple[OneBase, ...]


@lru_cache(maxsize=8)
def reach_of(code: CodeName = "standard") -> dict[str, dict[str, Changes]]:
    """For each codon, the residues (one-letter, ``*`` for a stop) that one-base changes give, with those
    changes. Shared: not to be written to.

    >>> reach_of()["CGG"]["Q"]
    ((1, 'A'),)
    """
    names = codon_table(code)
    table: dict[str, dict[str, Changes]] = {}
    for codon in names:
        found = table[codon] = {}
        for place in range(3):
            before, after = codon[:place], codon[place + 1 :]
            for base in "ACGT":
                residue = names.get(before + base + after)
                if base != codon[place] and residue is not None:
                    found[residue] = (*found.get(residue, ()), (place, base))
    return table


def single_base(codon: str, alt: str, code: CodeName = "standard") -> Changes:
    """The one-base changes of a codon that give a residue.

    ``alt`` is a one-letter residue, ``*`` for a stop.

    >>> single_base("CGG", "Q")
    ((1, 'A'),)
    """
    return reach_of(code).get(codon, {}).get(alt, ())


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
