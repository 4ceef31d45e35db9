"""Which one-base changes turn a codon into another residue's."""

from __future__ import annotations

from functools import lru_cache

from varsyn.sequence import CodeName, codon_table


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
