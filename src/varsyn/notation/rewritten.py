"""Wordings of whole reports rewritten before they are read: HGMD's codons, exons beside ranges, haemoglobins.

Each rule says the same thing in words that the grammars have, and is a repair. They are tried on texts that
the short ways do not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from varsyn.model import Repair
from varsyn.notation.repairs import repair

Rewrite = Callable[[re.Match[str]], str | None]

_AAA = "(?:Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val)"
_STOP = r"(?:Term|TERM|Ter|TER|[Ss]top|\*)"
_TO = r" ?(?:-to-|> ?|- ?|/| to ) ?"
_OLD_BASES = "[acgt]?(?P<old>[ACGT]{3}|[ACGT])[acgt]?"
_NEW_BASES = "[acgt]?(?P<new>[ACGT]{3}|[ACGT])[acgt]?"
"""HGMD prints the neighbouring bases in small letters: ``cCGA-TGA``."""
_RESIDUES = rf"(?P<one>{_AAA}|[A-Z]){_TO}(?P<other>{_AAA}|{_STOP}|[A-Z])"
_CODON = r"(?:[Cc]odon|CODON|[Cc][Dd]|cod\.?)"
_EXON = r"(?:[Ee]xon|EXON|[Ee]x\.?) ?\d{1,3}[a-z]?"
_RANGE = r"(?:p\.)?\(?[A-Z](?:[a-z]{2})?\d{1,4}[_-] ?[A-Z](?:[a-z]{2})?\d{1,4}"
_EVENTS = {"del": "del", "los": "del", "ins": "ins", "dup": "dup"}
_CHAINS = {
    "alpha": "\u03b1", "beta": "\u03b2", "gamma": "\u03b3", "delta": "\u03b4", "epsilon": "\u03b5",
    "zeta": "\u03b6", "\u0394": "\u03b4",
}  # fmt: skip


def _codon_and_residues(match: re.Match[str]) -> str | None:
    """``codon 26 GAG-AAG (Glu>Lys)`` as ``Glu26Lys (GAG>AAG)``."""
    if len(match["old"]) != len(match["new"]):
        return None
    number = match["n"] or match["last"]
    return f"{match['gene'] or ''}{match['one']}{number}{match['other']} ({match['old']}>{match['new']})"


def _codon_alone(match: re.Match[str]) -> str | None:
    """``codon 39 C-T`` as ``codon 39 (C>T)``."""
    if len(match["old"]) != len(match["new"]):
        return None
    return f"{match['gene'] or ''}codon {match['n']} ({match['old']}>{match['new']})"


def _exon_and_range(match: re.Match[str]) -> str:
    """``exon 11 deletion W557_K558`` as ``W557_K558del``."""
    edit = match["edit"] or _EVENTS[match["event"][:3].lower()]
    return f"{match['gene'] or ''}{match['range'].replace(' ', '')}{edit}{match['rest']}"


def _chain(match: re.Match[str]) -> str:
    """``\u03b26(A3)Glu>Val`` as ``\u03b2Glu6Val``."""
    chain = match["chain"].lower() if match["chain"].isascii() else match["chain"]
    return f"{match['gene'] or ''}{_CHAINS.get(chain, chain)}{match['one']}{match['n']}{match['other']}"


def _sized_range(match: re.Match[str]) -> str:
    """``c.54-5940_273+10250del21kb`` without the size, which the range has."""
    return match["range"]


def _phased(match: re.Match[str]) -> str | None:
    """``T790M/C797S in cis`` with the sign for cis or trans between the changes."""
    sign = ";" if match["phase"] == "cis" else "/"
    changed = re.sub(r" ?(?:[/;,+&]| and ) ?", sign, match["list"])
    return changed if changed.count(sign) == 1 else None


def _with_accession(match: re.Match[str]) -> str | None:
    """``BRCA1 c.181T>G (NM_007294.4)`` with the accession before the change."""
    before, after = (match["before"] or "").strip(" ,;("), (match["after"] or "").strip(" ,;)")
    rest = f"{before} {after}".strip() if not after.startswith(":") else ""
    if rest.count("c.") != 1 or ":" in rest:
        return None
    return re.sub(r"[,;]? ?c\.", f" {match['accession']}:c.", rest).strip()


_RULES: tuple[tuple[str, re.Pattern[str], Rewrite], ...] = (
    (
        "codon_wording",
        re.compile(
            rf"(?P<gene>.+? )?(?:{_CODON} ?)?(?P<n>[1-9]\d{{0,3}})[,:]? \(?{_OLD_BASES}{_TO}{_NEW_BASES}\)?"
            rf"[,;:]? \(?(?P<last>){_RESIDUES}\)?\Z"
        ),
        _codon_and_residues,
    ),
    (
        "codon_wording",
        re.compile(
            rf"(?P<gene>.+? )?{_CODON} ?(?P<n>[1-9]\d{{0,3}})[,:]? \(?(?P<last>){_RESIDUES}[)]?"
            rf"[,;:]? \(?{_OLD_BASES}{_TO}{_NEW_BASES}\)?\Z"
        ),
        _codon_and_residues,
    ),
    (
        "codon_wording",
        re.compile(
            rf"(?P<gene>.+? )?(?P<n>)\(?{_OLD_BASES}{_TO}{_NEW_BASES}\)?[,;:]? \(?"
            rf"(?P<one>{_AAA}|[A-Z])(?P<last>[1-9]\d{{0,3}})(?P<other>{_AAA}|{_STOP}|[A-Z])\)?\Z"
        ),
        _codon_and_residues,
    ),
    (
        "codon_wording",
        re.compile(rf"(?P<gene>.+? )?{_CODON} ?(?P<n>[1-9]\d{{0,3}})[,:]? \(?{_OLD_BASES}-{_NEW_BASES}\)?\Z"),
        _codon_alone,
    ),
    (
        "codon_wording",
        re.compile(r"(?P<gene>.*? )?FSC[- ]?(?P<n>\d{1,3}(?:/\d{1,3})?)[,:]? (?P<rest>\(?[-+][ACGT]+\)?)\Z"),
        lambda match: f"{match['gene'] or ''}codon {match['n']} {match['rest']}",
    ),
    (
        "exon_beside_range",
        re.compile(
            rf"(?P<gene>.+? )?{_EXON}[ -]?(?:in-frame )?(?P<event>del|ins|dup|loss)[a-z]*"
            rf"(?: of|:|,)? \(?(?P<range>{_RANGE})(?P<edit>del(?:ins)?|ins|dup)?(?P<rest>[A-Z]{{0,30}}\)?)\Z"
        ),
        _exon_and_range,
    ),
    (
        "haemoglobin_style",
        re.compile(
            r"(?P<gene>.+? )?(?P<chain>[\u03b1-\u03b6\u0394]"
            r"|(?:[Aa]lpha|[Bb]eta|[Gg]amma|[Dd]elta|[Ee]psilon|[Zz]eta)"
            r"(?=[- ]?\d))[- ]?(?P<n>[1-9]\d{0,2}) ?(?:\([A-H]{1,2}\d{1,2}\))? ?"
            rf"(?P<one>{_AAA}|[A-Z]) ?(?:> ?|- ?| to )(?P<other>{_AAA}|{_STOP}|[A-Z])\Z"
        ),
        _chain,
    ),
    (
        "redundant_size",
        re.compile(
            r"(?P<range>.*[\dG-T)]_\(?[-*]?\d+(?:[+-]\d+)?(?:_[-*]?[\d?]+(?:[+-]\d+)?\))?(?:del|dup|inv))"
            r" ?\(?\d+(?:[.,]\d+)? ?-?(?:kb|KB|Kb|Mb|MB|bp|nt)\)?\Z"
        ),
        _sized_range,
    ),
    (
        "intron_spelling",
        re.compile(
            r"(?P<intron>(?:.+ )?(?:IVS|[Ii]ntron)[- ]?(?:\d{1,2}|[IVX]{1,5}))[,:]? ?"
            r"(?:nt|position|np|nucleotide)\.? ?"
            r"(?P<sign>[+-])?(?P<rest>\d.*)\Z"
        ),
        lambda match: f"{match['intron']}{match['sign'] or '+'}{match['rest']}",
    ),
    (
        "accession_spelling",
        re.compile(
            r"(?P<before>.*?)[\[( ,;]*(?P<accession>(?:NM_\d{6,9}|ENST\d{11})(?:\.\d+)?)"
            r"(?!\.?\d)(?!\(?[^()]{0,15}\)?:)[\]) ,;]*"
            r"(?P<after>.*)\Z"
        ),
        _with_accession,
    ),
    (
        "phase_in_words",
        re.compile(r"(?P<list>[^()\[\]]+?)[, ]*\(?\b(?:in )?(?P<phase>cis|trans)\)?\Z"),
        _phased,
    ),
)


def rewritten(text: str) -> tuple[str, Repair] | None:
    """The text in other words and the repair that says so; None where no rule fits.

    >>> rewritten("HBB codon 26 GAG-AAG (Glu>Lys)")[0], rewritten("KIT exon 11 deletion W557_K558")[0]
    ('HBB Glu26Lys (GAG>AAG)', 'KIT W557_K558del')
    >>> rewritten("R481Q")
    """
    for code, pattern, rewrite in _RULES:
        match = pattern.match(text)
        if match is not None and (found := rewrite(match)) and found != text:
            return found, repair(code, text, found)
    return None
