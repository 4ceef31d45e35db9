"""Plain text to readings: whole, then in its parts, then with what surrounds a notation taken off."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from varsyn.model import Reading, VarsynError
from varsyn.notation import (
    composed,
    everyday,
    forms,
    identifiers,
    informal,
    ordinary,
    plain,
    several,
    split,
)
from varsyn.notation.beside import base_change_beside
from varsyn.notation.halves import paired
from varsyn.notation.reference import is_accession, on_reference, parse_reference
from varsyn.notation.repairs import repair
from varsyn.notation.respelled import respelled

if TYPE_CHECKING:
    from lark import Lark
    from lark.exceptions import UnexpectedInput

replace = msgspec.structs.replace
_GENE_FIRST = re.compile(r"([A-Z][A-Za-z0-9-]{1,14}) ([^ (]+)\Z")
_LIST = re.compile(r"[;/+,^]| and |[-(](?=[579T(])")
LONGEST_INFORMAL = 600
"""Characters; longer texts are read as HGVS or not at all, so that cost stays linear in length."""
_PREFIX = re.compile(r"(?:\A|:)[cgmnopr]\.")
_MAY_BE_NOTATION = re.compile(
    r"\d|\) ?n\b|\[[n?]\]|[cgmnopr]\.|>|del|ins|dup|delta|\u0394|vIII", re.IGNORECASE
)
_STRAY_REFERENCE = re.compile(r"(?![cgmnopr]\.)([^:>]{2,80}?) ?: ?(.+)\Z", re.DOTALL)
_ANNOTATED = re.compile(r"([A-Za-z][\w-]*):((?:NM|XM|NR)_\d+(?:\.\d+)?):exon\d+:(c\.[^:]+)(?::(p\.\S+))?\Z")
_ACCESSION_SPACE = re.compile(
    r"((?:N[CGMRP]|X[MRP])[_ ]?[\dOo]+[^\s:]*(?: ?\([^()]*\))?|LRG_[^\s:]+|ENS[TPG]\d[^\s:]*"
    r"|[Cc]hr(?:omosome)? ?\w{1,2}),? (.+)\Z"
)
_ASSEMBLY = re.compile(
    r"[\s,;:_]*[(\[]?(?:\b|(?<=_))(hg19|hg38|hg18|GRCh37|GRCh38|NCBI36|b37)(?:\.p\d+)?(?:/(?:hg19|hg38))?\b[)\]]?[\s,:]*",
    re.IGNORECASE,
)
_BUILDS = {
    "hg19": "GRCh37",
    "grch37": "GRCh37",
    "b37": "GRCh37",
    "hg38": "GRCh38",
    "grch38": "GRCh38",
    "hg18": "NCBI36",
    "ncbi36": "NCBI36",
}
_SPLIT_BASES = re.compile(r"((?:del|ins|dup)[ACGT]+) ([ACGT]+)(?= |\Z)|((?:del|ins|dup)) ([ACGT]{2,})\Z")
_SPLIT_NUMBER = re.compile(r"\A((?:[cg]\. ?)?[ACGT]?\d+) (\d+ ?[ACGT](?:>[ACGT])?)\Z")
_GLYPHS = re.compile(
    r"(?<=\d)[OoIlSB](?=[\d>+_])|(?<=\d)[OoIl](?=[A-Z*])|(?<=[A-Z.(])[lO](?=\d)|(?<=\d)[OoIl]\b"
)
_MARKER = re.compile(r"D[\dXY]{1,2}S\d")
"""A microsatellite's name: its S is a letter."""
_GLYPH_DIGITS = str.maketrans("OoIlSB", "001158")
_GLUED_CHANGE = re.compile(
    r"(?P<gene>[A-Z][A-Z0-9]{2,9})(?:\.?(?=p\.))?"
    r"(?P<change>(?:p\.\(?)?[ACDEFGHIKLMNPQRSTVWY][1-9]\d{1,4}(?:[ACDEFGHIKLMNPQRSTVWYX*]|fs|del)\)?)\Z"
)
_SYMBOL_END = re.compile(
    r"[A-Z](?:\d{1,2}[A-LNPXY]|[1-3]\d{2}[ABCDELNP]|\d+P)\Z|(?<=IA)A\d{4}[A-Z]\Z", re.ASCII
)
"""Symbols of gene families end like a change (``PLA2G12A``, ``CCDC88A``, ``GADD45G``); a P ends those of
pseudogenes, ``KIAA1549L`` is a cDNA's name. A resolver knows the genes, and reads ``KRASG12D``."""
_ADJECTIVE = re.compile(
    r"([A-Z][a-z]{2})-?([1-9]\d{0,4})[- ]substituted (?!by|with|for|to)([A-Za-z][^>:]{2,40})\Z"
)
_IDENTIFIER = r"(rs\d{2,12}|[VRS]CV\d{6,12}(?:\.\d+)?|COS[MV]\d{1,10}|CA\d{5,12})"
_IDENTIFIER_FIRST = re.compile(rf"{_IDENTIFIER}(?:[,;:]? ?\(?([A-Za-z][^()]*[^()\s])\)?|[,;:]? (NM_.+))\Z")
_IDENTIFIER_LAST = re.compile(rf"([^;]*[^ ,;\[]),? \[{_IDENTIFIER}\]\Z")
_PIPED = re.compile(r"\|(?:gom|lom|met=|SUB|DEL|INS|DUP|INDEL|INV|FS)")
_GLUED_SIGN = re.compile(
    r"(?P<gene>(?![A-Z]+\d{3})[A-Z][A-Za-z0-9]{1,11})-(?P<rest>\d{2,5}(?:[_-]\d+)? ?"
    r"(?:[ACGT] ?[>/] ?[ACGT]|(?P<edit>del|ins|dup)[ACGT]*))\Z"
)
_MAY_BE_REWRITTEN = re.compile(
    r"[ \u0394\u03b1-\u03b6](?=[^ ])|\d ?-?(?:[kM]b|bp|nt)\)?\Z|IVS|[a-z]a[- ]?\d"
).search
_NAMES = re.compile(r"[;,] ?").split
MOST_NAMES = 6
"""Names in brackets behind a change."""
_REMARK = re.compile(r"[,;] |\s[(\[]")
_IN_WORDS = re.compile(r"[,;]? ?\(?[A-Za-z][A-Za-z /-]*\)?\Z").match
_HYPHENATED_LINE = re.compile(r"(?<=[A-Za-z])- (?=\d)|(?<=\d)- (?=[A-Z])")


def readings(text: str) -> list[Reading]:
    """Readings of plain text with gene words, reference, second half; empty where there is no notation."""
    if not _MAY_BE_NOTATION.search(text):
        return []
    if len(text) > LONGEST_INFORMAL:
        # Nobody prints a long informal form; HGVS with a long inserted sequence is for the linear parsers.
        return _formal(text) or _formal(split.unwrap(text))
    return shortest(text) or at_length(text)


def at_length(text: str) -> list[Reading]:
    """The same without the short ways: what each part is, is found by trying."""
    if ":" not in text and (found := informally(text)):
        return found
    if match := _ANNOTATED.match(text):
        # ANNOVAR: gene, transcript, exon, DNA and protein change, joined by colons.
        text = f"{match[2]}({match[1]}):{match[3]}" + (f" {match[4]}" if match[4] else "")
    if found := _with_base_change(text):
        return found
    if (
        (match := _IDENTIFIER_FIRST.match(text))
        and (found := readings((match[2] or match[3]).strip()))
        and not found[0].id
    ):
        return [replace(reading, also=(*reading.also, Reading(id=match[1]))) for reading in found]
    if (match := _IDENTIFIER_LAST.match(text)) and (found := readings(match[1])) and not found[0].id:
        return [replace(reading, also=(*reading.also, Reading(id=match[2]))) for reading in found]
    bare = split.without_small_words(text) if " " in text else text
    if bare != text and len(bare) > 2 and (found := readings(bare)):
        return found
    if " " in text and (apart := split.without_exon(text)) != text and (found := readings(apart)):
        return found
    if (match := _ADJECTIVE.match(text)) and split.is_gene_words(match[3]):
        return _of_gene(match[3], forms.readings(f"p.({match[2]}{match[1]})"))
    if (plain := respelled(text)) and (found := readings(plain[0])):
        return [replace(reading, repairs=(plain[1], *reading.repairs)) for reading in found]
    if _MAY_BE_REWRITTEN(text):
        from varsyn.notation.rewritten import rewritten

        if (plain := rewritten(text)) and (found := readings(plain[0])):
            return [replace(reading, repairs=(plain[1], *reading.repairs)) for reading in found]
    if "|" in text:
        gene, _, rest = text.rpartition(" ")
        found = single(text) or (_of_gene(gene, single(rest)) if gene else [])
        if not found and not _PIPED.search(text):
            found = readings(" ".join(text.replace("|", " ").split()))
        if found:
            return found
    if _SPLIT_BASES.search(text) or _SPLIT_NUMBER.match(text):
        return _repaired(text)
    if (match := _GENE_FIRST.match(text)) and split.is_gene_words(match[1]):
        found = _plain(match[2])
        if found:
            return _of_gene(match[1], found)
    if match := _ASSEMBLY.search(text):
        after = text[match.end() :]
        rest = (text[: match.start()] + ("" if after.startswith(";") else " ") + after).strip()
        if rest and (found := readings(rest)):
            return [_on_build(reading, _BUILDS[match[1].lower()]) for reading in found]
    if "-" in text and (found := _of_glued_sign(text)):
        return found
    if found := _quick(text):
        return found
    splits = [(gene, rest) for gene, rest in split.gene_splits(text) if _MAY_BE_NOTATION.search(rest)]
    for gene, rest in splits:
        if found := _quick(rest):
            return _of_gene(gene, found)
    if found := _slow(text):
        return found
    for gene, rest in splits:
        if found := _slow(rest):
            return _of_gene(gene, found)
    if found := _worded(text, splits):
        return found
    for gene, rest in split.loose_gene_splits(text):
        if found := shortest(rest):
            return _of_gene(gene, found)
    return _repaired(text)


def _on_build(reading: Reading, build: str) -> Reading:
    """The reading with the printed build, which speaks of chromosome numbers alone."""
    if reading.coordinate in ("c", "n", "r", "p") and any(
        other.coordinate in ("g", "m") for other in reading.also
    ):
        return replace(reading, also=tuple(_on_build(other, build) for other in reading.also))
    return replace(reading, assembly=build)


def _worded(text: str, splits: list[tuple[str, str]]) -> list[Reading]:
    """Readings of a short wording that leaves a part out, with or without gene words."""
    from varsyn.notation import worded

    if found := worded.readings(text):
        return found
    for gene, rest in splits:
        if found := worded.readings(rest):
            return _of_gene(gene, found)
    return []


def _of_glued_sign(text: str) -> list[Reading]:
    """``HBB-28A>G``: 28 bases upstream, or a dash between gene and number; the likelier first."""
    match = _GLUED_SIGN.match(text)
    if match is None or not split.is_gene_words(match["gene"]):
        return []
    upstream = _plain(f"-{match['rest']}")
    apart = _repairing(
        _plain(match["rest"]), "separators", text, f"{match['gene']} {match['rest']}", not match["edit"]
    )
    both = apart + upstream if match["edit"] else upstream + apart
    return _of_gene(match["gene"], both)


def _formal(text: str) -> list[Reading]:
    try:
        return ordinary.description(text) or by_grammar(text)
    except VarsynError:
        return []


def shortest(text: str) -> list[Reading]:
    """Readings of a mention of plain parts; empty where it is none."""
    found = plain.description(text)
    if found is not None:
        return found
    short = everyday.readings(text) or composed.readings(text)
    if short or " " not in text:
        return short or []
    # Its expressions are the dearest to compile, and few texts are sentences.
    from varsyn.notation import phrases

    return phrases.readings(text) or []


def informally(text: str) -> list[Reading]:
    """Readings of an informal form by the fast path alone; empty where it is none."""
    try:
        return informal.readings(text)
    except VarsynError:
        return []


def _plain(text: str) -> list[Reading]:
    try:
        return ordinary.description(text) or informal.readings(text)
    except VarsynError:
        return []


def _of_gene(gene: str, found: list[Reading]) -> list[Reading]:
    if is_accession(gene):
        return on_reference(parse_reference(gene), found)
    return [reading if reading.gene else replace(reading, gene=gene) for reading in found]


def _quick(text: str) -> list[Reading]:
    """Without the grammars of printed forms."""
    found = single(text)
    if found:
        return found
    inner = split.unwrap(text)
    if inner != text and (found := single(inner)):
        return found
    for left, right, synonyms in split.pairs(text):
        if (
            (first := single(left))
            and (second := single(right))
            and (found := paired(first, second, synonyms))
        ):
            return found
        if synonyms and (found := _folded(left, right)):
            return found
    return several.readings(text, single) if _LIST.search(text) else []


def _folded(left: str, right: str) -> list[Reading]:
    """A change with several names in brackets behind it: ``C677T (A222V; rs1801133)``."""
    names = _NAMES(right)
    found = single(left) if 1 < len(names) <= MOST_NAMES else []
    for name in names:
        second = single(split.unwrap(name))
        found = paired(found, second, True) if found and second else []
    return found


def _slow(text: str) -> list[Reading]:
    """With them, and with several changes in one mention."""
    if found := full(text):
        return found
    inner = split.unwrap(text)
    if inner != text and (found := full(inner)):
        return found
    if found := several.readings(text, full):
        return found
    for left, right, synonyms in split.pairs(text):
        first = full(left)
        second = (full(right) or _quick(right)) if first else []
        if second and (found := paired(first, second, synonyms)):
            return found
    return []


def single(text: str) -> list[Reading]:
    """Readings of one change with or without reference, by the fast paths and the HGVS grammar."""
    if "|" in text:
        from varsyn.notation import coded

        if found := coded.readings(text):
            return found
    if short := everyday.readings(text):
        return short
    try:
        found = ordinary.description(text) or identifiers.readings(text) or informal.readings(text)
    except VarsynError:
        # Readable, but no variant (position 0): the refusal says so, if nothing else can be read.
        return []
    if found:
        return found
    if _PREFIX.search(text) and (found := by_grammar(text)):
        return found
    for pattern in (_STRAY_REFERENCE, _ACCESSION_SPACE):
        match = pattern.match(text)
        if match and match[2] != text and (found := single(match[2])):
            return _referred(match[1], found)
    return []


def _referred(words: str, found: list[Reading]) -> list[Reading]:
    """The readings on what stands before them; empty where that is a description itself."""
    try:
        return on_reference(parse_reference(words), found)
    except VarsynError:
        return []


def full(text: str) -> list[Reading]:
    """Readings of one change by every means."""
    found = single(text)
    if found:
        return found
    match = _STRAY_REFERENCE.match(text) or _ACCESSION_SPACE.match(text)
    if match and (found := forms.readings(match[2])):
        return _referred(match[1], found)
    return forms.readings(text)


def by_grammar(text: str) -> list[Reading]:
    """Readings by the HGVS grammar; empty where the text is not HGVS, or no variant."""
    try:
        return strictly(text)
    except VarsynError:
        return []


def strictly_any(text: str) -> None:
    """Raise what stands against a text that parses but names no variant (position 0, no change)."""
    ordinary.description(text)
    informal.readings(text)
    if _PREFIX.search(text):
        strictly(text)


def strictly(text: str) -> list[Reading]:
    """Readings by the HGVS grammar; raises InvalidNotation where the text parses but names no variant."""
    hgvs = _hgvs()
    try:
        return hgvs.meaning(hgvs.parser.parse(text))
    except hgvs.unexpected:
        return []


class _Hgvs(NamedTuple):
    parser: Lark
    meaning: Callable[[object], list[Reading]]
    unexpected: type[UnexpectedInput]


@lru_cache(maxsize=1)
def _hgvs() -> _Hgvs:
    """The HGVS parser and what goes with it, imported when first needed (Lark costs some 50 ms)."""
    from lark.exceptions import UnexpectedInput

    from varsyn.notation.grammar import parser
    from varsyn.notation.meaning import of_parse

    return _Hgvs(parser("hgvs"), of_parse, UnexpectedInput)  # type: ignore[arg-type]


def _repaired(text: str) -> list[Reading]:
    """Readings after a repair of the text as a whole: filler words, damaged glyphs, split numbers."""
    for pattern, code, lossy in (
        (_HYPHENATED_LINE, "line_break_hyphen", False),
        (_SPLIT_BASES, "space_in_notation", False),
    ):
        if match := pattern.search(text):
            joined = pattern.sub(lambda found: "".join(part for part in found.groups() if part), text)
            if found := readings(joined):
                return _repairing(found, code, match[0], match[0].replace(" ", "").replace("-", ""), lossy)
    bare = split.without_filler(text)
    if bare and bare != text and len(bare) > 2 and (found := readings(bare)):
        return found
    if (match := _SPLIT_NUMBER.match(text)) and (found := full(match[1] + match[2].replace(" ", ""))):
        return _repairing(found, "space_in_number", text, text.replace(" ", ""), True)
    if (match := _GLYPHS.search(text)) and not _MARKER.match(text):
        fixed = _GLYPHS.sub(lambda found: found[0].translate(_GLYPH_DIGITS), text)
        if fixed != text and (found := readings(fixed)) and not _doubtful(found[0]):
            return _repairing(found, "ocr_digits", text, fixed, True)
    return _glued(text) or _head(text)


def _doubtful(reading: Reading) -> bool:
    """Whether a reading is a guess itself, which a repaired digit would make a guess upon a guess."""
    return reading.start.startswith("0") or any(
        item.code in ("glued_gene", "residue_run", "repeat_spelling") for item in reading.repairs
    )


def _with_base_change(text: str) -> list[Reading]:
    """Protein readings of ``S549R(A>C)``: the base change has no position, and is kept as a note."""
    parts = base_change_beside(text)
    if parts is None:
        return []
    rest, printed, change = parts
    found = [reading for reading in readings(rest) if reading.coordinate == "p"]
    return _repairing(found, "base_change_unplaced", printed, change, False)


def _glued(text: str) -> list[Reading]:
    """Readings of ``BRAFV600E``: a gene symbol of three characters or more run into a residue change."""
    match = _GLUED_CHANGE.match(text)
    if match is None or not split.is_gene_words(match["gene"]):
        return []
    if _SYMBOL_END.search(text):
        return []
    found = [reading for reading in _plain(match["change"]) if reading.coordinate == "p" and not reading.gene]
    return _repairing(
        _of_gene(match["gene"], found), "glued_gene", text, f"{match['gene']} {match['change']}", True
    )


def _head(text: str) -> list[Reading]:
    """Readings of what stands before a comma, semicolon or bracket, where the rest is a remark."""
    for match in list(_REMARK.finditer(text))[:4]:
        head, rest = text[: match.start()], text[match.start() :]
        if split.holds_notation(rest):
            # Another change is no remark.
            continue
        if len(head) > 2 and (found := _quick(head) or (readings(head) if _IN_WORDS(rest) else [])):
            return _repairing(found, "trailing_text", text[match.start() :].strip(), "", False)
    return []


def _repairing(found: list[Reading], code: str, before: str, after: str, lossy: bool) -> list[Reading]:
    made = repair(code, before, after, lossy)
    return [replace(reading, repairs=(made, *reading.repairs)) for reading in found]
