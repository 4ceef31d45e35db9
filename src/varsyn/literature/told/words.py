"""A stretch of text as a row of the words that matter, each with its kind.

Kinds are single characters, so that a row of words is a short string that a regular expression can be matched
against (``phrases``):

==== ======================================== ==== ===================================
S    residue with its number                  v    *replaced*
R    residue                                  g    *replacing*
J    ``C77/95A``                              n    *substitution*
N    number                                   d    *deletion*
D    number and base                          t    *to*
B    base                                     b    *by*
C    *codon*, *residue* before a number       f    *for*
P    *position* before a number               F    *from*
U    *nucleotide* before a number             o    *of*
L    a comma, *and*, *or*                     a    *at*
/    a slash                                  q    *respectively*
: ;  as they are                              ( )  brackets
.    the end of a sentence                    x    any other word
==== ======================================== ==== ===================================

Words that say nothing here (*the*, *was*, *small*) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from varsyn.model.residues import NAME_TO_THREE, ONE_TO_THREE

_THREE_NAMES = tuple(sorted({three for three in ONE_TO_THREE.values() if three not in ("Ter", "Xaa")}))
_NAMES = {name: three for name, three in NAME_TO_THREE.items() if three in _THREE_NAMES}


def _any(words: str, after: str = "") -> str:
    """A regular expression for these words, the first letter in either case."""
    either = (f"[{word[0].upper()}{word[0].lower()}]{word[1:]}" for word in words.split())
    return f"(?:{'|'.join(either)}){after}"


_STOP = (
    r"(?:[Pp]remature\s)?(?:translation(?:al)?\s)?"
    r"(?:[Ss]top|STOP|[Tt]ermination|[Nn]onsense|amber|ochre|opal)(?:[\s-]codon)?"
)
_THREE = "|".join((*_THREE_NAMES, *(name.upper() for name in _THREE_NAMES)))
_NAME = "|".join(
    f"[{name[0].upper()}{name[0]}]{re.escape(name[1:])}" for name in sorted(_NAMES, key=len, reverse=True)
)
RESIDUE_WORD = f"{_THREE}|{_NAME}"
"""A residue in three letters or by name, as part of a regular expression."""
_BASE_NAMES = {
    "adenine": "A", "guanine": "G", "cytosine": "C", "thymine": "T",
    "adenosine": "A", "guanosine": "G", "cytidine": "C", "thymidine": "T",
}  # fmt: skip
_DIGIT_AHEAD = r"(?=\s?[(-]?\s?[-+−–]?\d)"
_COUNT = r"(?:\s(?:number|no\.?|positions?|residues?))?"
_ENDS = r"(?![A-Za-z0-9])"
_ONE = "[ACDEFGHIKLMNPQRSTVWY]"
_PASSIVE = "replaced substituted mutated changed converted altered exchanged mutagenized switched swapped"
_EVENTS = (
    "substitution replacement mutation exchange conversion change alteration transition transversion mutant "
    "variant polymorphism variation"
)
_IDLE = (
    "an? the these was were is are be been being has have had then also instead either both each "
    "individually separately independently alternately simultaneously singly small large smaller larger "
    "bulky single neutral corresponding conserved invariant residues? point missense nonsense base "
    "nucleotide predicted"
)
_NO_NAME = (
    r"(?!\s(?:cells?|columns?|strains?|phages?|medi(?:um|a)|mice|plasmids?|auxotroph\w*|resistan\w+"
    r"|supplement\w*)\b)"
)
"""Not *K562 cells*, *a Leu auxotroph*."""
_NO_UNIT = r"(?!\s?(?:[nmkµμ]?g|[mµμ]?l|[nmµμ]?M|%|h|min|days?|weeks?|months?|years?)\b)"
_KINDS = (
    ("J", rf"{_ONE}\d{{1,4}}(?:/\d{{1,4}}){{1,3}}{_ONE}"),
    ("D", r"[-+−–]?\d{1,6}[ACGT]"),
    ("N", r"[-+−–]?(?:\d{1,3}(?:,\d{3})+|\d{1,7})(?:st|nd|rd|th)?"),
    ("S_one", rf"{_ONE}\d{{2,4}}{_NO_NAME}"),
    ("residue", rf"(?P<residue>{RESIDUE_WORD})(?:\s\((?:{_THREE}|[A-Z])\))?(?:\s(?:residue|codon)s?)?"
                r"(?:\s?[-‐‑–]?\s?\(?(?P<number>\d{1,5})\)?(?![,.]?\d)" + _NO_UNIT + ")?" + _NO_NAME),
    ("stop", _STOP),
    ("base", "[ACGT]|" + _any(" ".join(_BASE_NAMES))),
    ("C", rf"(?:{_any('codons? residues?')}|[Aa]mino[\s-]acids?|aa){_COUNT}{_DIGIT_AHEAD}"),
    ("P", _any("positions? sites?", _COUNT + _DIGIT_AHEAD)),
    ("U", rf"(?:c?DNA\s)?(?:[Nn]ucleotides?|[Bb]ases?(?:[\s-]pairs?)?|nts?|bp|np){_COUNT}{_DIGIT_AHEAD}"),
    ("v", _any(_PASSIVE)),
    ("g", _any("replac substitut mutat chang exchang", "(?:es?|ing)")
          + "|" + _any("convert alter", "(?:s|ing)?")),
    ("n", _any(_EVENTS, "s?")),
    ("d", _any("deletions? loss deleted")),
    ("f", r"for|in\splace\sof|instead\sof"),
    ("t", "to|into"), ("b", "by|with"), ("F", "from"), ("o", "of"), ("a", "at|in|on|within"),
    ("q", "respectively"),
    ("", _any(_IDLE) + r"|wild[\s-]type|amino[\s-]acids?|side[\s-]chains?"),
    ("L", r"and/or|and|or|as\swell\sas|plus"),
    ("x", r"[^\W\d_](?:[\w'’]|-(?!to-))*"),
)  # fmt: skip
_MARKS = (
    ("t", r"[-‐‑–—−]{1,4}\s?[>›]|=+>|[→⟶⇒➔>]|[-‐‑–—−]{2,4}|-to-"),
    ("L", r",\s?(?:(?:and|or)\s)?|&"),
    ("/", "/"), ("(", r"[(\[]"), (")", r"[)\]]"), (":", ":"), (";", ";"), (".", r"[.?!]"),
)  # fmt: skip
_LEXER = re.compile(
    "(?<![A-Za-z0-9])(?:"
    + "|".join(f"(?P<w{at}>{pattern}){_ENDS}" for at, (_, pattern) in enumerate(_KINDS))
    + ")|"
    + "|".join(f"(?P<m{at}>{pattern})" for at, (_, pattern) in enumerate(_MARKS))
)
_KIND_OF = {f"w{at}": kind for at, (kind, _) in enumerate(_KINDS)} | {
    f"m{at}": kind for at, (kind, _) in enumerate(_MARKS)
}
_DASHES = str.maketrans("−–", "--")


class Word(msgspec.Struct, frozen=True):
    """A word that matters: its kind, where it stands (0-based, half-open), what it names and its number."""

    kind: str
    start: int
    end: int
    name: str = ""
    """The residue in three letters, or the base."""
    number: str = ""


def words(text: str, begin: int, end: int) -> Iterator[Word]:
    """The words of text[begin:end] (0-based, half-open) that matter, in order.

    >>> [(w.kind, w.name, w.number) for w in words("Lys43 was replaced by alanine", 0, 29)]
    [('S', 'Lys', '43'), ('v', '', ''), ('b', '', ''), ('R', 'Ala', '')]
    """
    for match in _LEXER.finditer(text, begin, end):
        kind = _KIND_OF[match.lastgroup or ""]
        at, stop, written = match.start(), match.end(), match[0]
        if kind == "residue":
            number = match["number"]
            yield Word("S" if number else "R", at, stop, _residue(match["residue"]), number or "")
        elif kind == "J":
            yield Word(kind, at, stop, written)
        elif kind == "S_one":
            yield Word("S", at, stop, ONE_TO_THREE[written[0]], written[1:])
        elif kind == "stop":
            yield Word("R", at, stop, "Ter")
        elif kind == "base":
            yield Word("B", at, stop, _BASE_NAMES.get(written.lower(), written))
        elif kind == "D":
            yield Word(kind, at, stop, written[-1], written[:-1].translate(_DASHES))
        elif kind == "N":
            number = written.rstrip("stndrh").replace(",", "").translate(_DASHES)
            yield Word(kind, at, stop, "", number)
        elif kind:
            yield Word(kind, at, stop)


def _residue(written: str) -> str:
    return _NAMES.get(" ".join(written.lower().split())) or written.capitalize()
