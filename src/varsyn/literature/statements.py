"""What a document says about its numbering: transcripts, excluded signal peptides, the base counted as 1."""

from __future__ import annotations

import re

import msgspec

_WORDS = (
    "umbered", "umbering", "umbers ref", "umbers are", "umbers inc",
    "ignal pep", "ignal seq", "eader pep", "eader seq", "ransit pep", "the mature ", "recursor", "egacy",
    "omenclature", "HGVS", "ATG", "AUG", "nitiat", "raditional", "istoric", "ethionine", "cap site",
    "ranscription start",
    "ranscription init", "ranscriptional start", "ranscriptional init",
    "riple hel", "riple-hel",
)  # fmt: skip
"""No statement is made without one of these."""
_TRIGGER = re.compile("|".join(_WORDS))
_STEMS = (
    "umber", "gnal ", "eader ", "ansit p", "mature ", "ecursor", "egacy", "nclature", "HGVS", "TG", "AUG",
    "nitiat", "dition", "istoric", "thionin", "p site", "iption", "iple",
)  # fmt: skip
"""Parts of the words above, each word holding one: the few to look for first."""
ENOUGH = 20
"""Statements of one passage that are looked for: more say nothing new."""
_REACH = 400
"""A statement lies within this many characters; longer sentences are cut."""

_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "signal_peptide_excluded",
        r"(?:signal|leader|transit|pre|pro)[\s-]?(?:peptide|sequence)s?\b[^.;]{0,60}?\b(?:exclu|not "
        r"(?:be(?:en)? )?(?:includ|count)|remov|cleav|omit"
        r"|without|disregard|subtract)"
        r"|(?:exclud|without|omit|not (?:includ|count)|disregard|remov|after cleavage "
        r"of)\w*[^.;]{0,40}?\b(?:signal|leader|transit|pro)"
        r"[\s-]?(?:peptide|sequence)"
        r"|number\w*[^.;]{0,60}?\b(?:mature|processed)\s(?:\w+\s){0,2}?(?:protein|polypeptide|receptor|enzyme|peptide|hormone|chain|form|subunit|sequence)"
        r"|(?:mature|processed)\s(?:\w+\s){0,2}?(?:protein|polypeptide|receptor|enzyme|peptide|chain|subunit)\s(?:\w+\s)?number"
        r"|(?:first|N-terminal)\s(?:residue|amino[\s-]acid)\sof\sthe\s(?:mature|processed)\b[^.;]{0,60}?\b(?:1|one|\+1)\b",
    ),
    (
        "signal_peptide_included",
        r"(?:signal|leader|transit|pre|pro)[\s-]?(?:peptide|sequence)s?\b[^.;]{0,40}?\b(?:is|are|was|were|being)?\s?(?<!not\s)(?:includ|counted)"
        r"|(?<!not\s)includ\w+\s(?:the\s)?(?:\w+[\s-]){0,3}?(?:signal|leader|transit)[\s-]?(?:peptide|sequence)"
        r"|number\w*[^.;]{0,60}?\b(?:precursor|preprotein|full[\s-]length|unprocessed)\b",
    ),
    (
        "atg_plus_one",
        r"(?:\bA\b[\s,]{1,2}(?:of|in)\s(?:the\s)?(?:\w+[\s-]){0,4}?(?:ATG|AUG|initiat|start|translation)[^.;]{0,80}?\b(?:\+\s?1\b|1\b|first|one\b)"
        r"|\+\s?1\b[^.;]{0,60}?\b(?:A\sof\sthe\s)?(?:ATG|AUG|initiat\w+\scodon|start\scodon|translation(?:al)?\s(?:initiation|start))"
        r"|(?:ATG|AUG|initiator|initiation|start)[^.;]{0,40}?(?:codon)?[^.;]{0,30}?(?:as|is|being|=)\s(?:nucleotides?\s)?(?:position\s)?\+?\s?1\b)",
    ),
    (
        "initiator_met_excluded",
        r"(?:initiat\w+|N-terminal|start(?:ing)?|first)\s(?:methionine|Met"
        r"|ATG)\b[^.;]{0,50}?\b(?:exclu|not (?:be(?:en)? )?(?:includ|count|number)|remov|omit"
        r"|cleaved|residue 0)"
        r"|(?:exclud|without|omit|not (?:includ|count)|disregard)\w*[^.;]{0,30}?\b(?:initiat\w+"
        r"|first|N-terminal)\s(?:methionine|Met)\b",
    ),
    (
        "initiator_met_included",
        r"(?:initiat\w+|start(?:ing)?|first)\s(?:methionine|Met)\b[^.;]{0,40}?\b(?:as|is"
        r"|being)\s(?:(?:codon|residue|position|number|amino acid)\s)?\+?(?:1|one)\b",
    ),
    (
        "triple_helix",
        r"(?:number|count|position)\w*[^.;]{0,80}?\btriple[\s-]?hel(?:ix|ical)|triple[\s-]?hel(?:ix|ical)[^.;]{0,60}?\bnumber",
    ),
    (
        "legacy_nomenclature",
        r"(?:legacy|traditional|conventional|historic(?:al)?|old(?:er)?|common|previous|former)\s(?:\w+\s){0,2}?(?:nomenclature|number|name|names|designation)",
    ),
    (
        "hgvs_nomenclature",
        r"(?:HGVS|Human Genome Variation Society|den Dunnen|HUGO)[^.;]{0,80}?\b(?:nomenclature"
        r"|guideline|recommendation|number|name|notation)"
        r"|(?:nomenclature|guideline|recommendation|notation|number)\w*[^.;]{0,80}?\b(?:HGVS|Human "
        r"Genome Variation Society)",
    ),
    (
        "transcription_start_plus_one",
        r"(?:transcription(?:al)?\s(?:start|initiation)|cap)\s(?:site)?[^.;]{0,40}?(?:as|is|being|=)\s(?:position\s)?\+?\s?1\b"
        r"|\+\s?1\b[^.;]{0,40}?\b(?:transcription(?:al)?\s(?:start|initiation)|cap\ssite)",
    ),
    (
        "exon_number_legacy",
        r"exons?\s(?:\w+\s){0,3}?number\w*[^.;]{0,60}?\b(?:legacy|traditional|historic|convention|previous)",
    ),
)  # fmt: skip
_STATEMENTS = tuple((code, re.compile(pattern, re.I)) for code, pattern in _PATTERNS)
_ACCESSION = re.compile(
    r"(?<![A-Za-z0-9])(?:[NX][MRPG]_\d{4,9}(?:\.\d{1,2})?|ENS[TP]\d{11}(?:\.\d{1,2})?|LRG_\d{1,5}(?:t\d{1,2})?)(?![A-Za-z0-9])"
)
_TRANSCRIPT = re.compile(r"(?:[NX][MR]_|ENST|LRG_\d+t)")


class Statement(msgspec.Struct, frozen=True):
    """A statement on numbering: its code, the words, and where they stand (0-based, half-open)."""

    code: str
    start: int
    end: int
    text: str


def statements(text: str) -> list[Statement]:
    """Every statement on numbering in a text, in order.

    >>> [s.code for s in statements("Residues are numbered with the signal peptide excluded.")]
    ['signal_peptide_excluded']
    """
    if not any(stem in text for stem in _STEMS) or not any(word in text for word in _WORDS):
        return []
    found: dict[tuple[str, int], Statement] = {}
    done = -1
    for trigger in _TRIGGER.finditer(text):
        if trigger.start() < done:
            continue
        if len(found) >= ENOUGH:
            break
        begin = max(0, text.rfind(". ", max(0, trigger.start() - _REACH), trigger.start()) + 1)
        begin = max(begin, trigger.start() - _REACH)
        stop = text.find(". ", trigger.end(), trigger.end() + _REACH)
        stop = min(len(text), trigger.end() + _REACH) if stop < 0 else stop + 1
        done = stop
        for code, pattern in _STATEMENTS:
            for match in pattern.finditer(text, begin, stop):
                found[code, match.start()] = Statement(code, match.start(), match.end(), match[0])
                break
    return sorted(found.values(), key=lambda statement: (statement.start, statement.code))


def accessions(text: str) -> list[Statement]:
    """Every transcript, protein or gene sequence that a text names, in order.

    >>> accessions("according to NM_000875.5")[0].text
    'NM_000875.5'
    """
    if "_" not in text and "ENS" not in text:
        return []
    return [
        Statement(
            "transcript" if _TRANSCRIPT.match(match[0]) else "sequence", match.start(), match.end(), match[0]
        )
        for match in _ACCESSION.finditer(text)
    ]
