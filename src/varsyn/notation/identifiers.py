"""Identifiers, VCF-like and SPDI spellings."""

from __future__ import annotations

import re

from varsyn.model import Reading
from varsyn.model.reading import Coordinate, Edit
from varsyn.notation import nucleotide
from varsyn.notation.reference import accession
from varsyn.notation.repairs import repair

_ID = re.compile(
    r"(rs ?\d{1,12}|(?:VCV|RCV|SCV)\d{6,12}(?:\.\d+)?|CA\d{5,12}|COS[MV]\d{1,10}|ss\d{4,12})\Z", re.IGNORECASE
)
_SNP_NUMBER = re.compile(
    r"(?:(?:reference )?SNP(?: no\.?| number| ID)?|dbSNP):? ?(?:rs)?(\d{3,12})\Z", re.IGNORECASE
)
_ALLELES = re.compile(
    r"(?P<id>rs\d{1,12})(?P<alleles> ?[-:,]? ?[(\[]?"
    r"(?P<first>[ACGT]{1,20})(?: ?[>/;|] ?(?P<second>[ACGT]{1,20}))?[)\]]?)\Z",
    re.IGNORECASE,
)
"""``rs1801133 (C>T)``, ``rs1801133-T``: alleles beside an identifier."""
_VCF = re.compile(
    r"(?:chr)?([1-9]|1\d|2[0-5]|[XY]|MT?)[-: _](\d{1,3}(?:,\d{3})+|\d+)[-: _]([ACGTN]+)[-:>/ _]([ACGTN]+)\Z",
    re.IGNORECASE,
)
_VCF_JOINED = re.compile(
    r"(?=[^>]*\Z|M:|[^:]+:\d+-)(?:chr)?([1-9]|1\d|2[0-5]|[XY]|MT?):(\d+)(?:-\d+)? ?([ACGT]+)[>/]([ACGT]+)\Z",
    re.IGNORECASE,
)
_VCF_ROW = re.compile(
    r"(?:chr)?([1-9]|1\d|2[0-5]|[XY]|MT?) (\d{3,9}) (?:\.|rs\d+|COS[MV]\d+) ([ACGTN]+) ([ACGTN]+)(?: .*)?\Z"
)
"""The first five columns of a row, perhaps with those behind (VCF 4.3, section 1.6.1)."""
_SPDI = re.compile(r"([A-Z]{2}_\d+\.\d+):(\d+):([ACGTN]*|\d+):([ACGTN]*)\Z")


def readings(text: str) -> list[Reading]:
    """Readings of an identifier, a VCF-like or a SPDI spelling; empty where it is none.

    >>> str(readings("15-98911384-G-A")[0]), str(readings("NC_000015.10:98911383:G:A")[0])
    ('chr15:g.98911384G>A', 'NC_000015.10:g.98911384G>A')
    """
    if match := _ID.match(text) or _SNP_NUMBER.match(text):
        if text.startswith("RS") and len(text) < 5:
            # ``RS1`` is a gene.
            return []
        name = match[1].replace(" ", "")
        name = f"rs{name}" if name.isdigit() else name
        name = name.lower() if name[:2].lower() in ("rs", "ss") else name.upper()
        repairs = () if name == text else (repair("identifier_spelling", text, name),)
        return [Reading(id=name, repairs=repairs)]
    if text[:2].lower() == "rs" and (match := _ALLELES.match(text)):
        alleles = ">".join(part.upper() for part in match.group("first", "second") if part)
        shown = repair("identifier_alleles", match["alleles"].strip(), alleles)
        return [Reading(id=match["id"].lower(), repairs=(shown,))]
    if text == "vIII":
        shown = repair("variant_class", "vIII", "EX2_EX7del")
        return [Reading(None, "del", "EX2", "EX7", gene="EGFR", repairs=(shown,))]
    if match := _SPDI.match(text):
        name, start, deleted, inserted = match.groups()
        if not deleted.strip("0") and not inserted:
            return []
        if deleted.isdigit():
            return _counted(name, int(start) + 1, int(deleted), inserted, text)
        return located(name, int(start) + 1, deleted, inserted, "spdi", text)
    match = _VCF.match(text) or _VCF_ROW.match(text)
    if match is None and (match := _VCF_JOINED.match(text)) and not _spans(text, match[2], match[3]):
        return []
    if match:
        found = accession(f"chr{match[1]}")
        if found is None:
            return []
        return located(
            found[0], int(match[2].replace(",", "")), match[3].upper(), match[4].upper(), "vcf_fields", text
        )
    return []


def _spans(text: str, start: str, ref: str) -> bool:
    """Whether the end of a printed range, if there is one, is where the replaced bases end."""
    end = re.search(rf"{start}-(\d+)", text)
    return end is None or int(end[1]) - int(start) + 1 == len(ref)


def _counted(name: str, start: int, size: int, inserted: str, text: str) -> list[Reading]:
    """Reading of a SPDI that gives the number of deleted bases instead of them; ``start`` is 1-based."""
    if not size:
        return located(name, start, "", inserted, "spdi", text)
    kind = _kind(name)
    last = str(start + size - 1)
    edit: Edit = "delins" if inserted else "del"
    repairs = (repair("spdi", text, "HGVS"),)
    return [Reading(kind, edit, str(start), last, "", inserted, name, None, False, repairs)]


def _kind(name: str) -> Coordinate:
    """How positions on a sequence are counted: ``n.`` on RefSeq transcripts, ``m.`` on the mitochondrion."""
    if name[:3] in ("NM_", "NR_", "XM_", "XR_"):
        return "n"
    if name.startswith(("NC_012920", "NC_001807")) or name == "chrM":
        return "m"
    return "g"


def located(name: str, start: int, ref: str, alt: str, code: str, text: str) -> list[Reading]:
    """Reading of ``ref`` replaced by ``alt`` at ``start`` (1-based) of a sequence; shared ends are trimmed.

    RefSeq transcripts get ``n.`` numbering, the mitochondrial genome ``m.``.
    """
    kind = _kind(name)
    head = 0
    while head < min(len(ref), len(alt)) and ref[head] == alt[head] and ref != alt:
        head += 1
    ref, alt, start = ref[head:], alt[head:], start + head
    tail = 0
    while tail < min(len(ref), len(alt)) and ref[-1 - tail] == alt[-1 - tail] and ref != alt:
        tail += 1
    if tail:
        ref, alt = ref[: len(ref) - tail], alt[: len(alt) - tail]
    repairs = (repair(code, text, "HGVS"),)
    end = str(start + len(ref) - 1) if len(ref) > 1 else ""
    if ref == alt:
        found = nucleotide.change(kind, "identity", str(start), end)
    elif not ref:
        found = nucleotide.change(kind, "ins", str(start - 1), str(start), "", alt)
    elif not alt:
        found = [Reading(kind, "del", str(start), end or str(start), ref)]
    elif len(ref) == len(alt) == 1:
        found = nucleotide.change(kind, "sub", str(start), "", ref, alt)
    else:
        found = [Reading(kind, "delins", str(start), end or str(start), ref, alt)]
    return [
        Reading(one.coordinate, one.edit, one.start, one.end, one.ref, one.alt, name, None, False, repairs)
        for one in found
    ]
