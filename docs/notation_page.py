"""Writes docs/notation.md from fixtures/notation_forms.tsv: ``python docs/notation_page.py``."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from varsyn.notation import read, write
from varsyn.notation.write import STYLES

ROOT = Path(__file__).resolve().parents[1]
HEAD = """# Notation

Every form that `varsyn read` takes, with an example and what it is read as. This page is made from
`fixtures/notation_forms.tsv` by `python docs/notation_page.py`; the tests read the same table.

HGVS nomenclature 21.x is read in full: substitution, deletion, duplication, insertion (sequence, size, range,
other reference), deletion-insertion, inversion, conversion, repeats, identity, alleles in cis, trans, unknown
phase, mosaic and chimeric, uncertain positions, offsets, UTR, RNA, adjoined transcripts, methylation,
frameshifts and extensions, on any accession. The grammars in `grammars/` are the definition.

Several readings are separated by `|`, best first. A reading in *italics* is a refusal, with its code
(`varsyn explain CODE`). A protein change printed without `p.` is read as predicted, in parentheses; one
printed with `p.` keeps what was printed. A number without prefix stays without: no `c.` is made up.
"""

FOOT = """
## Not handled

These are valid notation, and refused as unsupported with a reason: star alleles and HLA types, karyotypes
and arrays (ISCN), events whose bases are given only relative to an exon border or by their size, splicing
changes of tumour reports without their bases (`X1010_splice`), inserted elements that are named only
(`insAlu`), and gains, losses and rearrangements of whole genes.

## Writing

`varsyn.notation.write(reading, style)` for `NM_000875.5:c.1532_1534delGGA` and `p.(Arg511Ter)`:

| style | DNA | protein |
|---|---|---|
"""


def rows() -> dict[str, list[dict[str, str]]]:
    """The table's rows by category."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (ROOT / "fixtures" / "notation_forms.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            found[row["category"]].append(row)
    return found


def cell(text: str) -> str:
    """Text as a table cell, verbatim."""
    shown = "".join(f"\\u{ord(sign):04x}" if sign in "\u00ad\u200b\u00a0" else sign for sign in text)
    return f"`{shown}`".replace("|", "\\|")


def reading_cell(text: str) -> str:
    """The readings of a row as a table cell."""
    if text.startswith("!"):
        return f"*{text[1:]}*"
    return " \\| ".join(cell(one) for one in text.split(" | "))


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for category, found in rows().items():
        parts.append(f"\n## {category[:1].upper()}{category[1:]}\n\n")
        parts.append("| form | example | read as | repairs |\n|---|---|---|---|\n")
        for row in found:
            repairs = ", ".join(f"`{code}`" for code in row["repairs"].split())
            form = row["template"].replace("|", "\\|")
            shown = (form, cell(row["example"]), reading_cell(row["readings"]), repairs)
            parts.append("| " + " | ".join(shown) + " |\n")
    parts.append(FOOT)
    dna, protein = read("NM_000875.5:c.1532_1534delGGA")[0], read("p.(Arg511Ter)")[0]
    parts.extend(
        f"| `{name}` | {cell(write(dna, name))} | {cell(write(protein, name))} |\n" for name in STYLES
    )
    return "".join(parts)


if __name__ == "__main__":
    (ROOT / "docs" / "notation.md").write_text(page(), encoding="utf-8")
