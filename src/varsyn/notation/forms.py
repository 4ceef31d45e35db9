"""Printed forms by grammar: every start rule that fits is a reading; rank puts the likeliest first."""

from __future__ import annotations

import re

import msgspec

from varsyn.model import Reading, VarsynError
from varsyn.notation.informal import rank
from varsyn.notation.repairs import repair

_JOINING_HYPHEN = re.compile(r"(?<=[A-Za-z\d])-(?=to-|for-|by-)|(?<=-to)-|(?<=-for)-|(?<=-by)-|(?<= to)-")
_PHRASE = re.compile(
    r"[A-Za-z]{4,}|[A-Z]{1,4} ?> ?[A-Z]|\d[A-Z][a-z]{2} ?>"
    r"|\bto\b|\bfor\b|\bby\b|\bat\b|[Cc][Dd]s? ?\d|^-[ACGT]|cod\d|^FSC"
)
_EXONS_BY_NUMBER = re.compile(r"(?:[Dd]el|[Dd]up|\u0394) ?[1-7]?\d(?:-[1-7]?\d)?\Z")
"""Small numbers with *del* alone: in tumours and muscle those of exons (``EGFR del19``, ``DMD del45-50``)."""
_LOWER_RESIDUES = re.compile(
    r"p\. ?\(?[acd-ik-np-tvwy]\d+[acd-ik-np-tvwy*]\)?\Z|[acd-ik-np-tvwy]\d{3,4}[acd-ik-np-tvwy]\Z"
)
_LOWER_BASES = re.compile(r"[acgt]\d+[acgt]\Z")
_WORDED_COORDINATE = re.compile(r"\b([cgm])\. ?(?=[-*]?\d)")
_INTRON_OR_EXON = re.compile(
    r"IVS|ivs|[Ii]nt|[Ee]x|EX|[Ss]kip|[Ll]oss|del|dup|ins|Del|Dup|\u0394|c\.|r\.|E\d+nt"
)


LONGEST_TRACT = 40
"""Characters."""


def readings(text: str) -> list[Reading]:
    """Readings of one printed form (plain characters, no gene words), best first; empty where it is none.

    >>> [str(reading) for reading in readings("threonine for isoleucine at codon 278")]
    ['p.(Ile278Thr)']
    """
    found = compact(text)
    if not found and len(text) < LONGEST_TRACT and "T" in text:
        from varsyn.notation import tracts

        found = tracts.readings(text)
    if not found and _LOWER_BASES.match(text):
        cased = repair("base_case", text, text.upper())
        return [msgspec.structs.replace(one, repairs=(cased, *one.repairs)) for one in compact(text.upper())]
    if not found and _LOWER_RESIDUES.match(text):
        big = text[:2] + text[2:].upper() if text[1] == "." else text.upper()
        cased = repair("residue_case", text, big, text[1] != ".")
        return [msgspec.structs.replace(one, repairs=(cased, *one.repairs)) for one in compact(big)]
    if found or len(text) > 400 or not _PHRASE.search(text):
        return found
    return worded(text)


def compact(text: str) -> list[Reading]:
    """Readings by the parser ``printed``."""
    introns = parse("printed", "i_printed", text) if _INTRON_OR_EXON.search(text) else []
    dna = parse("printed", "n_printed", text)
    protein = parse("printed", "p_printed", text)
    if introns and text[:2] in ("c.", "r."):
        from varsyn.notation.printed_nucleotide import on

        introns = on(text[0], introns)
    if introns and introns[0].start.startswith("IVS"):
        return introns
    if introns and dna and _EXONS_BY_NUMBER.match(text):
        return introns + dna + protein
    if dna and protein and not protein[0].lossy:
        return rank(dna, protein) + introns
    return dna + protein + introns


def worded(text: str) -> list[Reading]:
    """Readings by the parsers of phrases."""
    spaced = _JOINING_HYPHEN.sub(" ", text)
    dna = parse("words_nucleotide", "w_nucleotide", spaced)
    if match := _WORDED_COORDINATE.search(text):
        from varsyn.notation.printed_nucleotide import on

        dna = on(match[1], dna)
    return dna or parse("words_protein", "w_protein", spaced)


def parse(parser_name: str, start: str, text: str) -> list[Reading]:
    """Readings of one start rule; empty where the text does not fit it."""
    from lark.exceptions import UnexpectedInput

    from varsyn.notation.grammar import parser

    try:
        found = parser(parser_name).parse(text, start=start)
    except (UnexpectedInput, VarsynError):
        # A change that parses and is none (position 0) is no reading either; the refusal says why.
        return []
    return found  # type: ignore[return-value]
