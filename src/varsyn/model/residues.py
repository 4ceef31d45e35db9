"""Amino acids and bases by their codes and names (IUPAC-IUB 1983; HGVS 21.0, background/standards)."""

from __future__ import annotations

_TABLE = """
A Ala alanine
R Arg arginine
N Asn asparagine
D Asp aspartic_acid aspartate
C Cys cysteine
Q Gln glutamine
E Glu glutamic_acid glutamate
G Gly glycine
H His histidine
I Ile isoleucine
L Leu leucine
K Lys lysine
M Met methionine
F Phe phenylalanine
P Pro proline
S Ser serine
T Thr threonine
W Trp tryptophan tryptophane
Y Tyr tyrosine
V Val valine
U Sec selenocysteine
O Pyl pyrrolysine
B Asx
Z Glx
J Xle
X Xaa
* Ter
"""

ONE_TO_THREE: dict[str, str] = {}
"""``R`` to ``Arg``; ``*`` to ``Ter``; ``X`` to ``Xaa`` (any residue)."""
THREE_TO_ONE: dict[str, str] = {}
NAME_TO_THREE: dict[str, str] = {}
"""Lower-case names (``arginine``, ``aspartic acid``) to three letters."""

for _line in _TABLE.split("\n"):
    _words = _line.split()
    if _words:
        ONE_TO_THREE[_words[0]] = _words[1]
        THREE_TO_ONE[_words[1]] = _words[0]
        for _name in _words[2:]:
            NAME_TO_THREE[_name.replace("_", " ")] = _words[1]

STOP_WORDS = frozenset({"*", "ter", "stop", "x", "opal", "amber", "ochre", "op", "am", "oc", "term", "end"})
"""Words for a stop codon in print; ``x`` means a stop only in the place of a new residue."""

DNA_BASES = frozenset("ACGTRYSWKMBDHVN")
"""IUPAC nucleotide codes, upper case."""
RNA_BASES = frozenset("acguryswkmbdhvn")


def three_letter(word: str) -> str | None:
    """The three-letter code of a residue given by one letter, three letters or name, in any case.

    A single lower-case letter is no residue; ``X`` is ``Xaa``.

    >>> three_letter("R"), three_letter("arg"), three_letter("Aspartic acid"), three_letter("foo")
    ('Arg', 'Arg', 'Asp', None)
    """
    if len(word) == 1:
        return ONE_TO_THREE.get(word)
    if len(word) == 3:
        title = word.capitalize()
        if title in THREE_TO_ONE:
            return title
        return "Ter" if title == "End" else None
    lower = word.lower()
    if lower in STOP_WORDS:
        return "Ter"
    return NAME_TO_THREE.get(lower)


def split_residues(text: str) -> list[str] | None:
    """A run of residues, one-letter or three-letter, as three-letter codes; None where it is no such run.

    >>> split_residues("GlyLeu"), split_residues("GL"), split_residues("Glx9")
    (['Gly', 'Leu'], ['Gly', 'Leu'], None)
    """
    if not text:
        return []
    if len(text) % 3 == 0 and (text[1:3].islower() or not text.isupper()):
        codes = [text[at : at + 3].capitalize() for at in range(0, len(text), 3)]
        if all(code in THREE_TO_ONE for code in codes):
            return codes
    found = [ONE_TO_THREE.get(letter) for letter in text]
    if all(found):
        return [code for code in found if code]
    return None
