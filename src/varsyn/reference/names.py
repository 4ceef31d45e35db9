"""Keys under which names are looked up: case, hyphens, spaces, Greek letters and numerals levelled."""

from __future__ import annotations

import re
import unicodedata

HUMAN = "Homo sapiens"
MOUSE = "Mus musculus"

_SPECIES = {
    "homosapiens": HUMAN, "human": HUMAN, "humans": HUMAN, "hsapiens": HUMAN, "9606": HUMAN,
    "taxon9606": HUMAN, "hsa": HUMAN, "man": HUMAN, "patient": HUMAN,
    "musmusculus": MOUSE, "mouse": MOUSE, "mice": MOUSE, "murine": MOUSE, "mmusculus": MOUSE,
    "10090": MOUSE, "taxon10090": MOUSE, "mmu": MOUSE, "mus": MOUSE,
    "rat": "Rattus norvegicus", "rattusnorvegicus": "Rattus norvegicus", "10116": "Rattus norvegicus",
    "zebrafish": "Danio rerio", "daniorerio": "Danio rerio", "7955": "Danio rerio",
}  # fmt: skip
"""Spellings of a species; taxon numbers are NCBI Taxonomy's."""

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi",
    "ο": "omicron", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon",
    "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "ß": "beta",
}  # fmt: skip
_NUMERALS = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x",
    "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
)  # fmt: skip
_ROMAN = {numeral: str(number) for number, numeral in enumerate(_NUMERALS, start=1)}
_WORDS = re.compile(r"[a-z]+|[0-9]+")
_PLAIN = re.compile(r"[A-Za-z0-9]+\Z")


def species_of(words: str | None) -> str | None:
    """The species some words mean, by its Latin name; None for None and blanks.

    Words that are no known name of a species are returned as they are: no gene has them.

    >>> species_of("mouse"), species_of("9606"), species_of(" mus MUSCULUS "), species_of("Klingon")
    ('Mus musculus', 'Homo sapiens', 'Mus musculus', 'Klingon')
    """
    if words is None or not words.strip():
        return None
    text = " ".join(words.split())
    return _SPECIES.get(re.sub(r"[\W_]+", "", text.casefold()), text)


def spell_out(text: str) -> str:
    """Lower case, compatibility forms and accents undone, Greek letters as their names.

    >>> spell_out("γ-SG"), spell_out("Gαq"), spell_out("Löwe")
    ('gamma-sg', 'galphaq', 'lowe')
    """
    if text.isascii():
        return text.lower()
    text = "".join(_GREEK.get(letter, letter) for letter in text.casefold())
    text = unicodedata.normalize("NFKD", text)
    return "".join(_GREEK.get(letter, letter) for letter in text if not unicodedata.combining(letter)).lower()


def name_key(text: str) -> str:
    """The key of a symbol or alias: letters and digits alone.

    >>> name_key("IGF-1R"), name_key("β-globin"), name_key("HLA-DRB1")
    ('igf1r', 'betaglobin', 'hladrb1')
    """
    if _PLAIN.match(text):
        return text.lower()
    return "".join(_WORDS.findall(spell_out(text)))


def numeral_key(text: str) -> str | None:
    """The key of a name of several words with its Roman numerals (I to XX) as Arabic; None without one.

    >>> numeral_key("Factor VIII"), numeral_key("IGF-I receptor"), numeral_key("factor 8")
    ('factor8', 'igf1receptor', None)
    """
    words = [word for word in re.split(r"[^0-9a-z]+", spell_out(text)) if word]
    if len(words) < 2 or not any(word in _ROMAN for word in words):
        return None
    return "".join(_ROMAN.get(word, word) for word in words)


def legacy_key(name: str) -> str:
    """The key of a legacy name: lower case, without spaces and dashes, Greek letters spelled out.

    >>> legacy_key("Factor V-Leiden"), legacy_key("ΔF508")
    ('factorvleiden', 'deltaf508')
    """
    return "".join(letter for letter in spell_out(name) if letter not in " \t\u00a0-‐‑‒–—−_")
