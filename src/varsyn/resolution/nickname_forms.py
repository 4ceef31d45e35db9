"""Listed names in forms that the list does not spell: other gene words, glued, the number alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from varsyn.model import Message, VarsynError
from varsyn.notation import read
from varsyn.numbering import names_on_record
from varsyn.resolution.names import name_signature

if TYPE_CHECKING:
    from varsyn.reference import LegacyName
    from varsyn.resolution.resolver import Resolver

Found = tuple[Sequence["LegacyName"], tuple[Message, ...]]
"""Rows, and what to say about how they were found."""

_GENERIC = re.compile(
    r"\s+(?:gene\s+)?(?:mutations?|variants?|alleles?|polymorphisms?|substitution|trait|carriers?|genotype"
    r"|(?:hetero|homo)zygo(?:us|tes?|sity))\Z"
    r"|\A(?:the|an?|(?:hetero|homo)zygous(?:\s+for)?|carriers?\s+of)\s+",
    re.IGNORECASE,
)
_HAEMOGLOBIN = re.compile(r"\bha?emoglobin[\s-]+", re.IGNORECASE)
_EPSILON = re.compile(r"\be(?=\d\Z)", re.IGNORECASE)
_BASE_AT = re.compile(
    r"(.* )?([ACGT])(?:[- ]allele)? at (?:the )?(?:cDNA )?"
    r"(?:position|nucleotide|nt|base)(?: position)? (\d{2,})"
    r"(?: (?:of|in) (?:the )?(?:human )?(\S.*?)(?: gene)?)?\Z"
)
"""``T at position 677`` for ``677T``."""
_LOST = re.compile(r"(?:\b|(?<=\d))del[ -]?(?=\d{1,3}\Z)", re.IGNORECASE)
"""``CCR5 del32`` for CCR5-\u039432."""
_TWICE = re.compile(r"([A-Z])\1\Z")
"""A homozygote: ``HbSS``, ``PiZZ``."""
_NUMBER = re.compile(r"(\d{2,})\s*([ACGT]{0,2}|[ACGT]/[ACGT])\Z")
_GLUED = 14
"""Longest text that a gene and a name may be glued in."""


def respelled(text: str) -> Iterator[str]:
    """The text without words that any name may carry, with haemoglobins abbreviated, a homozygote as one.

    >>> list(respelled("haemoglobin S trait")), list(respelled("R481Q"))
    (['haemoglobin S', 'Hb S'], [])
    """
    bare = text
    while (shorter := _GENERIC.sub("", bare)) != bare and shorter:
        bare = shorter
    if bare != text:
        yield bare
    if match := _BASE_AT.match(bare):
        gene = (match[1] or match[4] or "").strip()
        yield f"{gene} {match[3]}{match[2]}".strip()
    for pattern, spelled in ((_LOST, "delta"), (_HAEMOGLOBIN, "Hb "), (_EPSILON, "ε"), (_TWICE, r"\1")):
        short = pattern.sub(spelled, bare)
        if short != bare:
            yield short


def within_gene(symbol: str, rest: str, resolver: Resolver) -> Found | None:
    """Listed names of a gene that ``rest``, the text without gene words, stands for.

    ``Leiden`` for F5 ``factor V Leiden``; ``677`` or ``677T`` where the only listed change at that number
    is 677C>T. None where there is none.
    """
    rows = names_on_record(symbol, resolver.reference)
    wanted = name_signature(rest)
    if not wanted:
        return None
    stripped = [row for row in rows if wanted in _without_gene(row.legacy, symbol, resolver)]
    if stripped:
        return stripped, ()
    match = _NUMBER.match(rest.strip())
    if match is None:
        return None
    letters = set(match[2]) - {"/"}
    at = [row for row in rows if _changes(row.legacy, match[1], letters)]
    if not at or len({row.hgvs_c for row in at}) != 1:
        return None
    words = f"{rest} names no change; the one listed for {symbol} at this number is {at[0].legacy}"
    return at, (Message("position_only", "warning", words),)


def _without_gene(name: str, symbol: str, resolver: Resolver) -> Iterator[str]:
    """Signatures of a listed name without its gene words and general words."""
    bare = next(respelled(name), name)
    if bare != name:
        yield name_signature(bare)
    parts = bare.split()
    for cut in range(1, len(parts)):
        words = " ".join(parts[:cut])
        if any(gene.symbol == symbol for gene in resolver.gene_choice(words).genes):
            yield name_signature(" ".join(parts[cut:]))


def _changes(name: str, number: str, letters: set[str]) -> bool:
    """Whether a listed name is a base substitution at a number, from or to the given letters."""
    if number not in name:
        return False
    try:
        readings = read(name)
    except VarsynError:
        return False
    return any(
        one.edit == "sub" and one.start == number and one.coordinate != "p" and letters <= {one.ref, one.alt}
        for one in readings
    )


def glued(text: str, resolver: Resolver) -> Found | None:
    """A gene and a listed name written as one word: ``ApoE4`` is E4 of APOE; the two may share a letter."""
    if not 3 <= len(text) <= _GLUED or not text.isalnum():
        return None
    for cut in range(2, len(text)):
        rest = text[cut:]
        rows = [row for spelled in (rest, *respelled(rest)) for row in listed(spelled, resolver)]
        for words in (text[:cut], text[: cut + 1]) if rows else ():
            genes = {gene.symbol for gene in resolver.gene_choice(words).genes}
            if mine := [row for row in rows if row.gene in genes]:
                return mine, ()
    return None


def listed(name: str, resolver: Resolver) -> list[LegacyName]:
    """The rows of any gene with this printed name, case, spaces and dashes ignored."""
    signature = name_signature(name)
    return [row for row in resolver.reference.find_legacy(name) if name_signature(row.legacy) == signature]
