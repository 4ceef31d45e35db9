"""A reading as HGVS text, in the canonical style or another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from varsyn.model.residues import THREE_TO_ONE

if TYPE_CHECKING:
    from varsyn.model.reading import Reading


class Style(msgspec.Struct, frozen=True):
    """How a description is spelled. The default is the canonical form (HGVS nomenclature 21.0).

    ``letters`` is 3 or 1; ``stop`` is ``Ter``, ``*`` or ``X``; ``predicted`` forces the parentheses of
    predicted protein changes on (True), off (False) or leaves them (None); ``bases`` writes the stated
    deleted or duplicated bases; ``arrow`` is the substitution sign; ``gene`` writes the gene beside the
    accession; ``prefix`` writes ``c.``, ``p.`` and so on.
    """

    letters: int = 3
    stop: str = "Ter"
    predicted: bool | None = None
    bases: bool = False
    arrow: str = ">"
    gene: bool = True
    prefix: bool = True


CANONICAL = Style()
_RESIDUE = re.compile(r"Ter|[A-Z][a-z]{2}")


def residues(text: str, style: Style) -> str:
    """Three-letter residues inside ``text`` respelled in the style's letters and stop."""
    if not text or (style.letters == 3 and style.stop == "Ter"):
        return text

    def respell(match: re.Match[str]) -> str:
        code = match[0]
        if code == "Ter":
            return style.stop if style.letters == 3 or style.stop != "Ter" else "*"
        return THREE_TO_ONE.get(code, code) if style.letters == 1 else code

    return _RESIDUE.sub(respell, text)


def spell(reading: Reading, style: Style = CANONICAL) -> str:
    """The whole reading: reference, description and the protein half printed with it."""
    if reading.id is not None and reading.edit == "none" and reading.coordinate is None:
        text = reading.id
    else:
        text = description(reading, style)
    text = with_reference(reading, text, style)
    if reading.protein is not None:
        half = spell(reading.protein, style)
        text += f" {half}" if half.startswith("p.(") else f" ({half})"
    return text + "".join(f" ({spell(other, style)})" for other in reading.also)


def with_reference(reading: Reading, text: str, style: Style = CANONICAL) -> str:
    """``text`` with accession or gene before it; gene words stand apart, a gene as reference has a colon."""
    if reading.edit == "fusion" and reading.parts and any(part.accession for part in reading.parts):
        return text
    if reading.assembly and style.gene:
        text = f"{text} ({reading.assembly})"
    if reading.accession is not None:
        if reading.gene is not None and style.gene:
            return f"{reading.accession}({reading.gene}):{text}"
        return f"{reading.accession}:{text}"
    if reading.gene is None:
        return text
    if reading.gene_is_reference:
        return f"{reading.gene}:{text}"
    return f"{reading.gene} {text}" if style.gene else text


def description(reading: Reading, style: Style = CANONICAL) -> str:
    """The description without reference: prefix and body."""
    prefix = f"{reading.coordinate}." if reading.coordinate and style.prefix else ""
    return prefix + body(reading, style)


def body(reading: Reading, style: Style = CANONICAL) -> str:
    """What follows the prefix."""
    if reading.coordinate == "p":
        text = residues(reading.printed, style) if reading.printed else _protein(reading, style)
        if reading.printed:
            return text
        return f"({text})" if _predicted(reading, style) else text
    text = reading.printed or _nucleotide(reading, style)
    return f"({text})" if reading.uncertain and not reading.printed else text


def _predicted(reading: Reading, style: Style) -> bool:
    if style.predicted is None or reading.edit == "allele":
        return reading.uncertain
    return style.predicted


def place(reading: Reading) -> str:
    """Start and end as printed: ``420`` or ``420_422``."""
    if reading.end == reading.start or not reading.end:
        return reading.start
    return f"{reading.start}_{reading.end}"


def _sized(reading: Reading) -> str:
    """A size without sequence; the recommendations print ``r.…insn[5]``, and ``r.…delN[15]``."""
    if not reading.length:
        return ""
    inserted = reading.coordinate == "r" and reading.edit in ("ins", "delins")
    return f"{'n' if inserted else 'N'}[{reading.length}]"


def _nucleotide(reading: Reading, style: Style) -> str:
    where = place(reading)
    edit = reading.edit
    stated = reading.ref if style.bases else ""
    if edit == "sub":
        return f"{where}{reading.ref or '?'}{style.arrow}{reading.alt or '?'}"
    if edit == "del":
        return f"{where}del{stated or _sized(reading)}"
    if edit == "dup":
        return f"{where}dup{stated or _sized(reading)}"
    if edit == "delins":
        return f"{where}del{stated}ins{reading.alt or _sized(reading)}"
    if edit == "ins":
        return f"{where}ins{reading.alt or _sized(reading)}"
    if edit == "inv":
        return f"{where}inv{_sized(reading)}"
    if edit == "con":
        return f"{where}con{reading.alt}"
    if edit == "repeat":
        return where + (f"{reading.ref}[{reading.copies}]" if reading.copies else reading.alt)
    if edit == "identity":
        return f"{where}{stated}="
    if edit == "unknown":
        return f"{where}?"
    if edit == "none":
        return "0"
    return _several(reading, style)


def _protein(reading: Reading, style: Style) -> str:
    def spelled(text: str) -> str:
        return residues(text, style)

    edit = reading.edit
    where = spelled(reading.ref) + reading.start
    if reading.end and reading.end != reading.start:
        where += f"_{spelled(reading.ref_end)}{reading.end}"
    ter = f"{spelled('Ter')}{reading.ter}" if reading.ter else ""
    payload = spelled(reading.alt) or (f"{spelled('Xaa')}[{reading.length}]" if reading.length else "")
    if edit == "sub":
        return where + spelled(reading.alt)
    if edit == "fs":
        return f"{where}{spelled(reading.alt)}fs{ter}"
    if edit == "ext":
        tail = reading.ter if reading.ter.startswith("-") else ter
        return f"{where}{spelled(reading.alt)}ext{tail}"
    if edit in ("ins", "delins"):
        return f"{where}{edit}{payload}"
    if edit == "repeat":
        return f"{where}[{reading.copies}]"
    if edit == "identity":
        return f"{where}="
    if edit == "unknown":
        return f"{where}?"
    if edit == "none":
        return "0"
    if edit in ("del", "dup"):
        return f"{where}{edit}"
    return _several(reading, style)


_JOIN = {"mosaic": "/", "chimeric": "//", "unknown": "(;)", "alternative": "^", "products": ","}


def _several(reading: Reading, style: Style) -> str:
    if reading.edit == "fusion":
        return "::".join(_fusion_part(part, style) for part in reading.parts)
    bodies = [body(part, style) for part in reading.parts]
    if reading.phase == "cis":
        return "[" + ";".join(bodies) + "]"
    if reading.phase == "trans":
        return ";".join(text if text.startswith("[") else f"[{text}]" for text in bodies)
    return _JOIN.get(reading.phase, "(;)").join(bodies)


def _fusion_part(part: Reading, style: Style) -> str:
    text = description(part, style)
    return with_reference(part, text, style)
