"""A mention cut into its parts: gene words, the description, the half printed beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TRAILING_PROTEIN = re.compile(
    r"(?P<left>.+?)[\s,;:/|\[]*(?P<right>[(\[]{0,2}\s?(?:NP_\d+(?:\.\d+)?:)?p\. ?[^.]{2,200})\Z"
)
_LEADING_PROTEIN = re.compile(
    r"(?P<left>(?:NP_\d+(?:\.\d+)?:)?p\. ?\S+?)[\s,;:/|]*[(\[]?\s?(?P<right>(?:[A-Z]{2}_\d+(?:\.\d+)?(?:\([^()]*\))?:)?[cgmn]\.[^ ][^.]{0,200})\Z"
)
_PARENTHESISED = re.compile(r"(?P<left>[^()]+?) ?\((?P<right>[^()]{3,100}(?:\([^()]{1,60}\))?)\)\Z")
_IN_GENE = re.compile(
    r"(?P<rest>.+?)(?:,? (?:in|of|on|at|from|for|within)(?: the)?(?: human)? |, ?| ?\(|; ?)"
    r"(?P<gene>[A-Za-z\u0370-\u03ff][^()]{1,60}?)(?: gene| protein| mutant| receptor gene)?\)?\Z"
)
_FILLER = re.compile(
    r"(?:\b(?:the|a|an|homozygous|heterozygous|hemizygous|homozygote|heterozygote|het|hom|novel|missense|nonsense|germline"
    r"|somatic|pathogenic|point|common|mutations?|variants?|alleles?|polymorphisms?|mutants?|substitution|change|snp|snv"
    r"|transition|transversion|genotype|carriers?)\b ?)+",
    re.IGNORECASE,
)
MAX_GENE_WORDS = 8


def unwrap(text: str) -> str:
    """The text without brackets that enclose the whole of it, and without unbalanced ones at its ends.

    >>> unwrap("((p.Arg481Gln)"), unwrap("(p.(Arg481Gln))"), unwrap("c.1A>G)")
    ('p.Arg481Gln', 'p.(Arg481Gln)', 'c.1A>G')
    """
    for opening, closing in ("()", "[]", "{}"):
        while text.startswith(opening) and text.endswith(closing) and _encloses(text, opening, closing):
            text = text[1:-1].strip()
        while text.startswith(opening) and text.count(opening) > text.count(closing):
            text = text[1:].strip()
        while text.endswith(closing) and text.count(closing) > text.count(opening):
            text = text[:-1].strip()
        while text.startswith(opening) and text.endswith(closing) and _encloses(text, opening, closing):
            text = text[1:-1].strip()
    return text


def _encloses(text: str, opening: str, closing: str) -> bool:
    depth = 0
    for at, character in enumerate(text):
        depth += (character == opening) - (character == closing)
        if depth == 0:
            return at == len(text) - 1
    return False


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """Ways to cut the text into two descriptions printed side by side: (first, second), as printed."""
    if "p." in text[1:] and (match := _TRAILING_PROTEIN.match(text)):
        yield unwrap(match["left"].strip(" ,;:/([")), unwrap(match["right"].strip())
    if "p." in text and (match := _LEADING_PROTEIN.match(text)):
        yield unwrap(match["left"]), unwrap(match["right"].strip())
    if text.endswith(")") and (match := _PARENTHESISED.match(text)):
        yield match["left"].strip(" ,;"), match["right"].strip()


def gene_splits(text: str) -> Iterator[tuple[str, str]]:
    """Ways to cut gene words off the text: (gene words, the rest), likeliest first."""
    words = text.split(" ")
    for count in range(1, min(len(words), MAX_GENE_WORDS + 1)):
        gene = " ".join(words[:count]).strip(" ,;:(")
        rest = " ".join(words[count:])
        if rest and any(letter.isalpha() for letter in gene):
            yield gene, rest
    if match := _IN_GENE.match(text):
        yield match["gene"].strip(), match["rest"].strip()
    for count in range(1, min(len(words), 5)):
        rest, gene = " ".join(words[:-count]), " ".join(words[-count:])
        if gene[:1].isalpha():
            yield gene.strip(" ,;:()"), rest
    if match := re.match(r"([A-Za-z][A-Za-z0-9]{1,11})[-_/]([A-Z\u0394d].*)\Z", text):
        yield match[1], match[2]


def without_filler(text: str) -> str:
    """The text without words such as *mutation*, *heterozygous*, *the* around a notation."""
    return _FILLER.sub("", text).strip(" ,;")
