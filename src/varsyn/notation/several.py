"""Several changes in one mention: ``R481Q/R59X``, ``F508del;I1027T``, ``ΔF508/+``, lists, *respectively*."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from varsyn.model import Reading
from varsyn.notation.repairs import repair
from varsyn.notation.split import is_gene_words, unwrap

Single = Callable[[str], list[Reading]]

_RESPECTIVELY = re.compile(
    r"([ACGT]) ?(?:to|>|/) ?([ACGT]),? and ([ACGT]) ?(?:to|>|/) ?([ACGT]),? "
    r"at (?:nucleotides?|positions?|nt|bases?)? ?"
    r"([-+*]?\d+)[ACGT]? and ([-+*]?\d+)[ACGT]?(?:,? respectively)?\Z"
)
_WILD = frozenset(("+", "wt", "WT", "wild type", "wild-type", "=", "N", "normal", "?"))
_IDENTIFIER_LAST = re.compile(
    r"(?P<rest>.*[^\s,(]) ?[\s,(]\(?"
    r"(?P<id>rs\d{2,12}|[VRS]CV\d{6,12}(?:\.\d+)?|COS[MV]\d{1,10}|CA\d{5,12})\)?\Z"
)
_CLOSING = re.compile(r"([cgmnr])\.\[([^\[\]]+)\] ?\+ ?\[([^\[\]]+)\]?\Z")
_MARKS = (
    ("/", "trans", re.compile(r" ?/ ?")),
    (";", "cis", re.compile(r"(?<! );(?! )")),
    (
        "+",
        "trans",
        re.compile(
            r"(?<=[A-Za-z*)\]]) \+ (?=[\dA-Za-z\[(])"
            r"| ?(?<![\dIVX])\+ ?(?=[A-Za-z\[])|(?<=[A-Z*]) ?\+ (?=[A-Z])"
        ),
    ),
    (
        "and",
        "unknown",
        re.compile(r" ?(?:, and|,|; and |; |(?<= );| and | with | & )(?! ?\d{3}(?![\dA-Za-z_+-])) ?"),
    ),
    ("^", "alternative", re.compile(r"\^")),
    (" ", "unknown", re.compile(r" ")),
    ("-", "trans", re.compile(r"(?<=[A-Z*l])-(?=[A-Z]\d)")),
    (
        "-",
        "unknown",
        re.compile(r"(?<=[A-Za-z*)])(?:-| ?\()(?=[579]T\)?\Z|T[579]\)?\Z|\(?TG\W?\d{1,2}[-/;, ]?\(?\d?T)"),
    ),
)
_GENE_FIRST = re.compile(r"([A-Z][A-Za-z0-9-]{1,14}):? ([^ ].*)\Z")
_UNKNOWN_PHASE = re.compile(r"\(;\)")
_PREFIXED = re.compile(r"((?:[^\s:\[\]]+:)?[cgmnpr]\.)\[")
MAX_PARTS = 12
NEAR_CODONS = 40
"""Codons by which a base's number may miss its residue's: counts from the 5' UTR, mature proteins."""


def readings(text: str, single: Single) -> list[Reading]:
    """One allele reading of a mention that lists changes; empty where it lists none.

    ``single`` reads one change. A slash or plus parts two alleles (trans), a semicolon without a space
    changes of one allele (cis); a comma, a semicolon with a space and *and* say nothing about the phase. A
    part without prefix or gene inherits the first's.

    >>> from varsyn.notation.forms import compact
    >>> str(readings("R481Q/R59X", compact)[0])
    'p.[(Arg481Gln)];[(Arg59Ter)]'
    """
    if match := _CLOSING.match(text):
        text = f"{match[1]}.{match[2]}+{match[1]}.{match[3]}"
    if match := _RESPECTIVELY.match(text):
        pairs = ((match[1], match[5], match[2]), (match[3], match[6], match[4]))
        parts = [single(f"{place}{old}>{new}") for old, place, new in pairs]
        return together("and", "unknown", parts)
    prefix = match[1] if (match := _PREFIXED.match(text)) else ""
    if text.startswith(f"{prefix}[") and text.endswith("]"):
        inner = text[len(prefix) + 1 : -1]
        mark, phase = ("];[", "trans") if "];[" in inner else (";", "cis")
        pieces = inner.split(mark)
        pieces[0] = prefix + pieces[0]
        if 1 < len(pieces) <= MAX_PARTS and (found := together("", phase, list(_parts(pieces, single)))):
            return found
    for mark, phase, pattern in (("(;)", "unknown", _UNKNOWN_PHASE), *_MARKS):
        pieces = pattern.split(text)
        if not 1 < len(pieces) <= MAX_PARTS:
            continue
        if mark == "/" and len(pieces) == 2 and pieces[0] in _WILD:
            pieces.reverse()
        if found := together(mark, phase, list(_parts(pieces, single))):
            return found
    return []


def _parts(pieces: list[str], single: Single) -> Iterator[list[Reading]]:
    prefix = ""
    first: list[Reading] = []
    for number, piece in enumerate(pieces):
        bare = unwrap(piece.strip())
        if number and bare in _WILD and not (bare == "N" and _names_residue(first)):
            yield [Reading(None, "unknown" if bare == "?" else "identity")]
            continue
        if len(bare) < 2:
            yield []
            return
        found = _one(bare, single)
        if not number:
            first = found
        if (
            number
            and not (found and bare[1:2] == ".")
            and prefix
            and (inherited := _one(prefix + bare, single))
        ):
            found = inherited
        if match := re.match(r"((?:\S+:)?[cgmnpr]\.)", bare):
            prefix = match[1].rpartition(":")[2]
        yield found
        if not found:
            return


def _names_residue(found: list[Reading]) -> bool:
    """Whether what stands before is a residue's change alone: the N of ``Y537S/N`` is asparagine."""
    return {(reading.coordinate, reading.edit) for reading in found} == {("p", "sub")}


def _one(text: str, single: Single) -> list[Reading]:
    """Readings of one item of a list, with a gene before it or an identifier behind it where there is one."""
    found = [reading for reading in single(text) if reading.edit != "allele"]
    if found:
        return found
    import msgspec

    if match := _IDENTIFIER_LAST.match(text):
        named = (Reading(id=match["id"]),)
        rest = _one(match["rest"], single)
        return [msgspec.structs.replace(reading, also=named) for reading in rest if reading.id is None]
    if "[" not in text and (match := _GENE_FIRST.match(text)) and is_gene_words(match[1]):
        rest = [reading for reading in single(match[2]) if reading.edit != "allele" and reading.id is None]
        return [
            reading if reading.gene else msgspec.structs.replace(reading, gene=match[1]) for reading in rest
        ]
    return []


def together(mark: str, phase: str, parts: list[list[Reading]]) -> list[Reading]:
    """One allele reading of changes (readings of each), or two halves of one; empty where they do not fit.

    ``mark`` stood between them; ``phase`` is what it says (``trans``, ``cis``, ``unknown``).
    """
    from varsyn.notation.alleles import allele

    if len(parts) < 2 or not all(parts):
        return []
    kinds = [{reading.coordinate for reading in found} for found in parts]
    shared = set.intersection(
        *(kind | ({None} if _is_wild(found) else set()) for kind, found in zip(kinds, parts, strict=True))
    )
    first = parts[0][0]
    if first.coordinate not in shared and mark == "/" and (halves := _halves(parts)):
        return halves
    wanted = first.coordinate
    if shared and wanted not in shared and not _is_wild(parts[0]):
        wanted = next(reading.coordinate for reading in parts[0] if reading.coordinate in shared)
    chosen = []
    for found in parts:
        fitting = [reading for reading in found if reading.coordinate == wanted]
        chosen.append(fitting[0] if fitting else found[0])
    first = chosen[0]
    chosen = [_dressed(reading, first) for reading in chosen]
    tract = any(reading.edit == "repeat" and not reading.start for reading in chosen)
    if len({reading.coordinate for reading in chosen}) > 1 and not shared and phase != "trans" and not tract:
        return []
    shown = repair("listed_changes", mark, {"trans": "[…];[…]", "cis": "[…;…]"}.get(phase, "(;)"))
    return [allele(phase, tuple(chosen), first.coordinate, shown)]


def _halves(parts: list[list[Reading]]) -> list[Reading]:
    """``C677T/A222V``: a base change and the residue change of the same codon are halves of one."""
    import msgspec

    if len(parts) != 2:
        return []
    for these, those in (parts, parts[::-1]):
        if _is_wild(these) or _is_wild(those):
            return []
        if these[0].coordinate != "p" and {reading.coordinate for reading in those} == {"p"}:
            dna = [reading for reading in these if corresponds(reading, those[0])]
            return [msgspec.structs.replace(reading, protein=those[0]) for reading in dna]
    return []


def corresponds(dna: Reading, protein: Reading) -> bool:
    """Whether the base may lie in the residue's codon, as far as kinds and numbers tell."""
    if (dna.edit == "sub") != (protein.edit in ("sub", "identity", "unknown", "ext")):
        # ``35delG/M34T``: a lost base changes no single residue.
        return False
    if dna.coordinate == "p" or not (dna.start.isdigit() and protein.start.isdigit()):
        return False
    return abs((int(dna.start[:9]) + 2) // 3 - int(protein.start[:9])) <= NEAR_CODONS


def _is_wild(found: list[Reading]) -> bool:
    return found[0].edit in ("identity", "unknown") and not found[0].start


def _dressed(reading: Reading, first: Reading) -> Reading:
    import msgspec

    if not reading.start and reading.edit in ("identity", "unknown"):
        return msgspec.structs.replace(reading, coordinate=first.coordinate)
    return reading
