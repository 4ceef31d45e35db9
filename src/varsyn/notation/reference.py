"""The reference before a description: accession, gene, or both."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from varsyn.model import InvalidNotation, Reading, Repair
from varsyn.model.reading import Coordinate
from varsyn.notation.repairs import repair
from varsyn.notation.split import holds_notation, is_gene_words
from varsyn.notation.usage import with_deviations

ACCESSION = (
    r"(?:(?:N[CGMRPTWS]|X[MRP]|A[CP])_\d{3,}(?:\.\d+)?"
    r"|LRG_\d+(?:[tp]\d+)?"
    r"|ENS[A-Z]{0,4}[EGTPR]\d{6,}(?:\.\d+)?"
    r"|[A-Z]{1,2}\d{5,8}\.\d+|[A-Z]{3,4}\d{5,10}\.\d+"
    r"|(?:[OPQ]\d[A-Z0-9]{3}\d|[A-NR-Z]\d(?:[A-Z][A-Z0-9]{2}\d){1,2})(?:-\d+)?(?:\.\d+)?)"
)
"""RefSeq, LRG, Ensembl, GenBank (with version) and UniProt accessions (their documented formats)."""
CHROMOSOME = r"(?:[Cc][Hh][Rr](?:omosome)?[ _]?)(?:[1-9]|1\d|2[0-5]|[XYMxym]|MT)(?![A-Za-z0-9])"

_ACCESSION = re.compile(ACCESSION)
_LOOSE = re.compile(
    r"(?:N[CGMRPTW]|X[MRP])[_ -]?[\dOoIl]{3,}(?:[.,]\d+)?"
    r"|lrg_\d+(?:[tp]\d+)?|ens[a-z]{0,4}[egtp]\d{6,}(?:\.\d+)?",
    re.IGNORECASE,
)
_UNDERSCORELESS = re.compile(r"(?:N[CGMRPTW]|X[MRP])(?:\d{6}|\d{9})\.\d+", re.ASCII)
_GENE_BESIDE = re.compile(r"([^():]+?)[ ,;]+([^ ,;():]+)\Z")
_WITH_INNER = re.compile(r"([^()\s]+)\s?\(([^()]*)\)\Z")
_GENE_WITH_INNER = re.compile(r"([^()]+?)\s?\(([^()]*)\)\Z")
_CHROMOSOME = re.compile(CHROMOSOME + r"\Z")
_OCR = str.maketrans("OoIl", "0011")


class Reference(msgspec.Struct, frozen=True, gc=False):
    """What a description counts on: ``accession`` as written (repaired), ``gene`` as written."""

    accession: str | None = None
    gene: str | None = None
    repairs: tuple[Repair, ...] = ()


def is_accession(text: str) -> bool:
    """Whether the text is one accession.

    >>> is_accession("NM_000875.5"), is_accession("IGF1R"), is_accession("P08069")
    (True, False, True)
    """
    return _ACCESSION.fullmatch(text) is not None


def accession(text: str) -> tuple[str, tuple[Repair, ...]] | None:
    """An accession, its slips repaired (case, ``O`` for 0, a missing underscore); None where it is none."""
    if _UNDERSCORELESS.fullmatch(text):
        fixed = f"{text[:2]}_{text[2:]}"
        return fixed, (repair("accession_spelling", text, fixed),)
    if _ACCESSION.fullmatch(text):
        return text, ()
    if _CHROMOSOME.match(text):
        name = "chr" + re.sub(r"(?i)^chr(?:omosome)?[ _]?", "", text).upper().replace("MT", "M")
        return name, () if name == text else (repair("accession_spelling", text, name),)
    if _LOOSE.fullmatch(text):
        upper = text.upper()
        if upper.startswith(("LRG", "ENS")):
            fixed = (
                re.sub(r"([TP])(\d+)\Z", lambda m: m[1].lower() + m[2], upper) if upper[0] == "L" else upper
            )
        else:
            digits = text[2:].lstrip("_ -").translate(_OCR).replace(",", ".")
            fixed = f"{upper[:2]}_{digits}"
        ocr = (
            any(letter in "OoIl" for letter in text[2:]) and upper[:2] != "LR" and not upper.startswith("ENS")
        )
        return fixed, (repair("ocr_digits" if ocr else "accession_spelling", text, fixed, ocr),)
    return None


@lru_cache(maxsize=2048)
def parse_reference(text: str) -> Reference:
    """What stands before the colon: an accession, a gene, ``accession(gene)`` or ``NC_…(NM_…)``.

    >>> parse_reference("NM_000875.5(IGF1R)")
    Reference(accession='NM_000875.5', gene='IGF1R', repairs=())
    >>> parse_reference("NG_012232.1(NM_004006.2)").accession
    'NG_012232.1(NM_004006.2)'

    Raises InvalidNotation where what stands there is itself a description.
    """
    text = text.strip()
    if found := accession(text):
        return Reference(found[0], None, found[1])
    if (text.isdigit() or text in ("X", "Y", "MT")) and (found := accession(f"chr{text}")):
        return Reference(found[0], None, (repair("accession_spelling", text, found[0]),))
    if match := _WITH_INNER.match(text):
        outer, inner = accession(match[1]), accession(match[2])
        if outer and inner:
            return Reference(f"{outer[0]}({inner[0]})", None, outer[1] + inner[1])
        if outer and not holds_notation(match[2]):
            return Reference(outer[0], match[2] or None, outer[1])
    if match := _GENE_WITH_INNER.match(text):
        inner = accession(match[2])
        if inner and not holds_notation(match[1]):
            return Reference(inner[0], match[1], inner[1])
    if match := _GENE_BESIDE.match(text):
        for gene, name in ((match[1], match[2]), (match[2], match[1])):
            if (found := accession(name)) and is_gene_words(gene):
                return Reference(found[0], gene, found[1])
    if holds_notation(text):
        raise InvalidNotation(
            "before the colon stands a description, not a gene or accession",
            code="reference_is_notation",
            advice=("part two descriptions with a semicolon or blank; give each its reference",),
        )
    return Reference(None, text or None)


def on_reference(reference: Reference, found: list[Reading]) -> list[Reading]:
    """The readings with their reference; with an accession a formal intron offset is the likelier reading."""
    placed = [_placed(reference, reading) for reading in found]
    if reference.accession and len(placed) == 2 and _is_guessed_range(placed[0]):
        placed.reverse()
    return placed


def _placed(reference: Reference, reading: Reading) -> Reading:
    if reference.accession is None:
        gene = reference.gene or reading.gene
        stands = reference.gene is not None and reading.accession is None
        placed = msgspec.structs.replace(reading, gene=gene, gene_is_reference=stands)
        return with_deviations(placed)
    placed = msgspec.structs.replace(
        reading,
        accession=reference.accession,
        gene=reference.gene or reading.gene,
        gene_is_reference=False,
        repairs=reference.repairs + reading.repairs,
    )
    return with_deviations(placed if placed.coordinate is not None else _with_prefix(placed))


_GENOMIC = ("NC_", "NG_", "NT_", "NW_", "chr")
_CODING = ("NM_", "XM_", "ENST")


def _with_prefix(reading: Reading) -> Reading:
    """A number that lost its prefix, but stands on an accession of one kind, gets that kind's prefix."""
    name = reading.accession or ""
    if not reading.start or reading.start.startswith(("IVS", "EX")):
        return reading
    if name in ("chrM", "NC_012920.1"):
        kind: Coordinate = "m"
    elif name.startswith(_GENOMIC):
        kind = "g"
    elif name.startswith(_CODING):
        kind = "c"
    elif name.startswith(("NR_", "XR_")):
        kind = "n"
    else:
        return reading
    assumed = repair("prefix_assumed", f"{name}:", f"{name}:{kind}.", kind == "c")
    return msgspec.structs.replace(reading, coordinate=kind, repairs=(*reading.repairs, assumed))


def _is_guessed_range(reading: Reading) -> bool:
    return any(repair.code == "hyphen_for_range" and repair.lossy for repair in reading.repairs)
