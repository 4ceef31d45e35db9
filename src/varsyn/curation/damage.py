"""What spreadsheets do to cells: recognized, reported, undone only where one reading is left."""

from __future__ import annotations

import re

import msgspec

MISSING = frozenset(
    {
        "", "-", "--", "–", "—", "−", ".", "?", "/", "na", "n/a", "n.a.", "nan", "none", "null", "nil", "nd",
        "n.d.", "not available", "not reported", "not given", "not applicable", "unknown", "missing", "#n/a",
        "<na>",
    }
)  # fmt: skip
"""Cells that say "nothing here", in any case."""

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH = "(?:" + "|".join(_MONTHS) + ")[a-z]*\\.?"
_DATE = re.compile(
    r"(?P<iso>\d{4}-(?P<im>\d\d)-(?P<id>\d\d)(?:[ T]00:00:00)?)"
    rf"|(?P<d>\d{{1,2}})[-. /](?P<m>{_MONTH})(?:[-. /]\d{{2,4}})?"
    rf"|(?P<m2>{_MONTH})[-. /](?P<d2>\d{{1,4}})"
    r"|\d{1,2}/\d{1,2}/\d{2,4}",
    re.IGNORECASE,
)
_FORMULA_ERROR = re.compile(r"#(NAME\?|REF!|VALUE!|DIV/0!|NUM!|NULL!|N/A|SPILL!|CALC!)|Err:\d+")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[Ee][+-]?\d{1,3}")
_NUMBER = re.compile(r"\d{1,15}(?:[.,]\d+)?")
_HASHES = re.compile(r"#{3,}")
_MOJIBAKE = re.compile("[ÂÃÎÏâ][\u0080-\u00bf\u0152-\u2122]")


class Damage(msgspec.Struct, frozen=True):
    """What happened to a cell: a code, what to tell, and the text to go on with ("" where it is lost)."""

    code: str
    text: str
    repaired: str = ""


def is_missing(cell: str) -> bool:
    """Whether a cell says that there is nothing.

    >>> is_missing(" N/A "), is_missing("c.5A>G")
    (True, False)
    """
    return cell in MISSING or cell.strip().casefold() in MISSING


def date_of(cell: str) -> tuple[int, int] | None:
    """(month, day) of a cell that is a date as spreadsheets write one, or None.

    >>> date_of("2-Sep"), date_of("2001-09-02"), date_of("Mar-01"), date_of("R481Q")
    ((9, 2), (9, 2), (3, 1), None)
    """
    match = _DATE.fullmatch(cell.strip())
    if match is None:
        return None
    if match["iso"]:
        return int(match["im"]), int(match["id"])
    month, day = match["m"] or match["m2"], match["d"] or match["d2"]
    if month is None:
        return 0, 0
    return _MONTHS[month.lower()[:3]], int(day)


def look_at_variant(cell: str) -> Damage | None:
    """What a spreadsheet did to a cell that should hold a variant; None for a cell in order."""
    text = cell.strip()
    if date_of(text) is not None:
        return Damage("excel_date", f"a spreadsheet made a date of this variant: {text}")
    if _FORMULA_ERROR.fullmatch(text):
        return Damage(
            "excel_formula",
            f"a spreadsheet took this variant for a formula ({text}): it began with - + = or @",
        )
    if _SCIENTIFIC.fullmatch(text):
        return Damage("excel_number", f"a spreadsheet made a number of this variant: {text}")
    if _NUMBER.fullmatch(text):
        said = "a bare number is no variant: a spreadsheet keeps dates so, or the change itself is missing"
        return Damage("excel_number", f"{said}: {text}")
    if _HASHES.fullmatch(text):
        return Damage("excel_narrow", "the column was too narrow when this cell was exported")
    if _MOJIBAKE.search(text):
        mended = _unscramble(text)
        if mended:
            return Damage("mojibake", f"scrambled encoding read as {mended}", mended)
    return None


def _unscramble(text: str) -> str:
    """UTF-8 that was read as Windows-1252, put right; empty where it was not that."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""


def look_at_gene(cell: str) -> Damage | None:
    """A gene symbol that a spreadsheet turned into a date; ``repaired`` is the symbol where one is left.

    Septins were SEPTn, MARCHF genes MARCHn, DELEC1 was DEC1; MARCH1 and MARC1, MARCH2 and MARC2 give the
    same date, so these two stay open. Source: Ziemann, Eren, El-Osta, Genome Biology 2016, 17:177
    (PMID 27552985); HGNC's renaming of 2020 (PMID 32747822).

    >>> look_at_gene("2-Sep").repaired, look_at_gene("1-Mar").repaired
    ('SEPTIN2', '')
    """
    date = date_of(cell)
    if date is None:
        return None
    month, day = date
    said = f"a spreadsheet made a date of this gene symbol: {cell.strip()}"
    if month == 9 and 1 <= day <= 14:
        return Damage("excel_gene_date", f"{said}; read as SEPTIN{day}", f"SEPTIN{day}")
    if month == 3 and 3 <= day <= 11:
        return Damage("excel_gene_date", f"{said}; read as MARCHF{day}", f"MARCHF{day}")
    if month == 12 and day == 1:
        return Damage("excel_gene_date", f"{said}; read as DELEC1", "DELEC1")
    if month == 3 and day in (1, 2):
        return Damage("excel_gene_date", f"{said}; it was MARCHF{day} (MARCH{day}) or MTARC{day} (MARC{day})")
    return Damage("excel_gene_date", said)
