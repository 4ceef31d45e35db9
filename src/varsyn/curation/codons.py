"""What a c. number and a p. number say of each other by counting and the genetic code alone.

For genes whose sequence nobody has at hand: base *n* of a coding sequence lies in codon (*n* + 2) // 3, and a
codon that codes for the printed residue with the printed base in that place either can or cannot become the
new residue. Nothing here looks at a sequence.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Literal

from varsyn.model import Reading
from varsyn.model.residues import THREE_TO_ONE
from varsyn.sequence.codons import codon_table, codons_of

Relation = Literal["gives", "may", "no"]
"""Whether a DNA change gives a protein change: it fits by the code; it cannot be told; it cannot be."""

WINDOW = 10
"""Codons beyond the changed base within which a frameshift or an in-frame change may first be seen.

Each codon after the change stays what it was with a chance of about 1 in 16; longer repeats are rare in
coding sequences.
"""
SHIFTED = 2
"""Codons by which the first changed residue may follow the changed base for the two to be taken as fitting:
the 3' rule counts from the first residue that differs, and one or two often stay as they were."""


def relation(dna: Reading, protein: Reading) -> Relation:
    """Whether the DNA change ``dna`` (c.) gives the protein change ``protein``, both as printed.

    Positions are HGVS positions (1-based; c. counts from the A of the start codon). Source of the counting:
    HGVS nomenclature 21.0, background/numbering; of the code: NCBI translation table 1.

    >>> from varsyn.notation import read
    >>> [relation(read(dna)[0], read("p.Arg412Trp")[0]) for dna in ("c.1234C>T", "c.1234C>G", "c.1237C>T")]
    ['gives', 'no', 'no']
    """
    if dna.edit in ("none", "unknown", "identity"):
        return "no"
    if not protein.start.isdigit():
        return "may"
    first, residue = affected_codon(dna), int(protein.start)
    if first is None:
        border = border_codon(dna)
        return "may" if border and border - 1 <= residue <= border + WINDOW else "no"
    if dna.edit == "sub":
        return "gives" if first == residue and any(_outcomes(dna, protein)) else "no"
    net = net_length(dna)
    if protein.edit in ("ins", "dup", "delins", "del"):
        # Residues are gained or lost beside the codon as well as in it.
        first = (int(dna.start) + 2) // 3 - 1
    if not first <= residue <= first + WINDOW:
        return "no"
    if net is None:
        return "may"
    if net % 3:
        if protein.edit == "fs":
            if residue == first and not _may_begin(dna, protein):
                return "no"
            return "gives" if residue - first <= SHIFTED else "may"
        # A frameshift that stops at its first changed residue is written as a stop there.
        return "may" if protein.alt.endswith("Ter") else "no"
    if protein.edit == "fs":
        return "no"
    if dna.edit == "delins" and protein.edit in ("sub", "identity") and _within_codon(dna):
        return "gives" if first == residue and any(_outcomes(dna, protein)) else "no"
    if protein.edit in ("sub", "identity"):
        # Residues that are gained or lost make no exchange, unless the first of them is a stop.
        return "may" if not net or protein.alt == "Ter" else "no"
    size = _residues_gained(protein)
    if size is None:
        return "may"
    if 3 * size != net:
        return "no"
    # Inserted residues hang on bases that nobody printed; lost or doubled ones only on their place.
    near = 0 <= residue - (int(dna.start) + 2) // 3 <= 1
    return "gives" if near and protein.edit in ("del", "dup") and dna.edit == protein.edit else "may"


def is_only_cause(dna: Reading, protein: Reading) -> bool:
    """Whether the substitution ``dna`` is the only single base change behind ``protein``, whatever the codon.

    The codon is not known; the residue before the change and the printed base leave a few. The answer is
    True where each of them becomes the new residue by this base change and by no other single one.

    >>> from varsyn.notation import read
    >>> is_only_cause(read("c.712A>G")[0], read("p.Arg238Gly")[0])
    True
    >>> is_only_cause(read("c.657A>C")[0], read("p.Lys219Asn")[0])
    False
    """
    if dna.edit != "sub" or relation(dna, protein) != "gives":
        return False
    place = (int(dna.start) - 1) % 3
    new = _letter(protein)
    table = codon_table()
    for codon in _codons_before(dna, protein):
        ways = {
            (at, base)
            for at, base in product(range(3), "ACGT")
            if base != codon[at] and table[codon[:at] + base + codon[at + 1 :]] == new
        }
        if ways != {(place, dna.alt)}:
            return False
    return True


@lru_cache(maxsize=1024)
def luck(ref: str, alt: str) -> float:
    """The share of random (place in a codon, base, new base) triples that could turn ``ref`` into ``alt``.

    How often an unrelated substitution in the codon would pass as the cause.

    >>> round(luck("Arg", "Trp"), 3)
    0.056
    """
    table, new = codon_table(), THREE_TO_ONE.get(alt, "")
    hits = {
        (at, codon[at], base)
        for codon in codons_of(THREE_TO_ONE.get(ref, ""))
        for at, base in product(range(3), "ACGT")
        if base != codon[at] and table[codon[:at] + base + codon[at + 1 :]] == new
    }
    return len(hits) / 36


def affected_codon(dna: Reading) -> int | None:
    """The codon (from 1) of the first base that a c. description changes; None outside the coding sequence.

    >>> from varsyn.notation import read
    >>> affected_codon(read("c.420del")[0]), affected_codon(read("c.1920dup")[0])
    (140, 641)
    """
    if dna.coordinate != "c" or not dna.start.isdigit() or not (dna.end or dna.start).isdigit():
        return None
    base = int(dna.start)
    if dna.edit == "ins":
        base += 1
    elif dna.edit == "dup":
        base = int(dna.end or dna.start) + 1
    return (base + 2) // 3


def border_codon(dna: Reading) -> int:
    """The codon of the exon base at which a change leaves the coding sequence; 0 for one wholly beside it.

    >>> from varsyn.notation import read
    >>> border_codon(read("c.2006_2010+1dup")[0]), border_codon(read("c.2011-1G>T")[0])
    (669, 0)
    """
    bases = [int(text) for text in (dna.start, dna.end) if text.isdigit()]
    return (bases[0] + 2) // 3 if dna.coordinate == "c" and bases else 0


def net_length(dna: Reading) -> int | None:
    """Bases gained (less than 0: lost) by a deletion, duplication, insertion; None where that is not said."""
    first, last = int(dna.start), int(dna.end or dna.start)
    spanned = last - first + 1
    known = set(dna.alt) <= set("ACGT")
    if dna.edit == "del":
        return -spanned
    if dna.edit == "dup":
        return spanned
    if dna.edit == "inv":
        return 0
    if dna.edit == "ins" and dna.alt and known:
        return len(dna.alt)
    if dna.edit == "delins" and dna.alt and known:
        return len(dna.alt) - spanned
    return None


def compatible(one: Reading, other: Reading) -> bool:
    """Whether two protein descriptions can be one change, one perhaps in more detail (``fs``) than the other.

    >>> from varsyn.notation import read
    >>> full, short, else_where = (read(t)[0] for t in ("p.A110Pfs*20", "p.Ala110fs", "p.Ala111fs"))
    >>> compatible(full, short), compatible(full, else_where)
    (True, False)
    """
    if (one.edit, one.start, one.end, one.ref, one.ref_end) != (
        other.edit, other.start, other.end, other.ref, other.ref_end
    ):  # fmt: skip
        return False
    if one.edit == "fs":
        return _agree(one.alt, other.alt) and _agree(one.ter, other.ter)
    return all(getattr(one, name) == getattr(other, name) for name in ("alt", "ter", "length", "copies"))


def _agree(one: str, other: str) -> bool:
    return one == other or not one or not other


def _letter(protein: Reading) -> str:
    """The new residue of a substitution (``=``: the old one), as one letter."""
    return THREE_TO_ONE.get(protein.ref if protein.edit == "identity" else protein.alt, "")


def _within_codon(dna: Reading) -> bool:
    """Whether a delins replaces bases of one codon by as many."""
    first, last = int(dna.start), int(dna.end or dna.start)
    return (first - 1) // 3 == (last - 1) // 3 and len(dna.alt) == last - first + 1


def _codons_before(dna: Reading, protein: Reading) -> Iterator[str]:
    """The codons of the printed residue that have the printed bases in place."""
    place = (int(dna.start) - 1) % 3
    for codon in codons_of(THREE_TO_ONE.get(protein.ref, "")):
        if not dna.ref or codon[place : place + len(dna.ref)] == dna.ref:
            yield codon


def _outcomes(dna: Reading, protein: Reading) -> Iterator[bool]:
    """For each possible codon whether it becomes the printed new residue."""
    if protein.edit not in ("sub", "identity", "ext", "unknown") or not set(dna.alt) <= set("ACGT"):
        return
    table, place = codon_table(), (int(dna.start) - 1) % 3
    for codon in _codons_before(dna, protein):
        changed = codon[:place] + dna.alt + codon[place + len(dna.alt) :]
        if protein.edit == "unknown":
            # p.Met1?: whatever befalls the start codon.
            yield protein.start == "1" and changed != codon
        else:
            yield changed != codon and table[changed] == _letter(protein)


def _may_begin(dna: Reading, protein: Reading) -> bool:
    """Whether the first codon after an insertion can code for the printed first new residue."""
    if not protein.alt or dna.edit not in ("ins", "delins"):
        return True
    place = (int(dna.start) - (dna.edit == "delins")) % 3
    known = dna.alt[: 3 - place]
    table, new = codon_table(), _letter(protein)
    return any(
        table[codon[:place] + known + rest] == new
        for codon in codons_of(THREE_TO_ONE.get(protein.ref, ""))
        for rest in map("".join, product("ACGT", repeat=3 - place - len(known)))
    )


def _residues_gained(protein: Reading) -> int | None:
    """Residues gained (less than 0: lost) by an in-frame change; None where the description does not say."""
    if not protein.start.isdigit() or not (protein.end or protein.start).isdigit():
        return None
    spanned = int(protein.end or protein.start) - int(protein.start) + 1
    inserted = len(protein.alt) // 3
    if "Ter" in protein.alt:
        return None
    if protein.edit == "del":
        return -spanned
    if protein.edit == "dup":
        return spanned
    if protein.edit == "ins" and inserted:
        return inserted
    if protein.edit == "delins" and inserted:
        return inserted - spanned
    return None
