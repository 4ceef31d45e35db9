"""Every row of fixtures/notation_forms.tsv is read as it says, and docs/notation.md shows the same table."""

from __future__ import annotations

import csv
import re
import runpy
from pathlib import Path

import pytest

from conftest import REPOSITORY
from varsyn.model import VarsynError
from varsyn.notation import read

with (REPOSITORY / "fixtures" / "notation_forms.tsv").open(encoding="utf-8", newline="") as _lines:
    ROWS = list(csv.DictReader(_lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['form']}-{row['example']}" for row in ROWS])
def test_form(row: dict[str, str]) -> None:
    if row["readings"].startswith("!"):
        with pytest.raises(VarsynError) as refused:
            read(row["example"])
        assert refused.value.code == row["readings"][1:]
        return
    found = read(row["example"])
    assert " | ".join(str(reading) for reading in found) == row["readings"]
    assert list(dict.fromkeys(repair.code for repair in found[0].repairs)) == row["repairs"].split()


def test_page_is_made_from_the_table() -> None:
    page = runpy.run_path(str(REPOSITORY / "docs" / "notation_page.py"))["page"]
    assert (REPOSITORY / "docs" / "notation.md").read_text("utf-8") == page(), (
        "run python docs/notation_page.py"
    )


NOT_NOTATION_ALONE = {
    "F001": "a pattern",
    "F033": "the numbering of the precursor", "F040": "the numbering of the precursor",
    "F042": "the residue of another example", "F047": "the numbering of the precursor",
    "F052": "the residue and the numbering of the precursor", "F057": "the residue that the number names",
    "F063": "the neighbouring residue", "F066": "the prefix",
    "F074": "a genotype or alternatives, as the paper says", "F088": "the old base", "F108": "a pattern",
    "F109": "a size in older spelling",
    "F117": "the numbering of the gene's cDNA", "F119": "the numbering and the inserted bases",
    "F125": "the sequence, for a duplication", "F126": "the sequence, for the cDNA change",
    "F127": "the exon table", "F128": "the exon table", "F131": "the exon table", "F134": "the exon table",
    "F135": "the exon table", "F136": "the exon table", "F137": "the exon table",
    "F140": "the numbering of the gene's cDNA", "F144": "the numbering and the length of the intron",
    "F145": "a size in older spelling", "F146": "the exon table", "F149": "the exon table",
    "F151": "the exon table", "F154": "a pattern", "F157": "the numbering of the gene's cDNA",
    "F164": "a choice in older spelling",
}  # fmt: skip
"""Forms whose settled reading takes more than notation, and what it takes."""


_DESCRIPTION = re.compile(r"[cgmpr]\.(?:\[[^\]]*\](?:;\[[^\]]*\])*|[^\s;,:]+)")


def _spelled(text: str) -> str:
    """A description without prefix and prediction, its stops spelled ``Ter``."""
    if text.startswith("p."):
        text = re.sub(r"^p\.\((.*)\)$", r"p.\1", text.replace("*", "Ter").replace("(?", "("))
    return re.sub(r"^[cgmn]\.", "", text)


def test_settled_readings_of_the_shared_table(shared: Path) -> None:
    """Where the table settles a form as HGVS, one of its examples reads so."""
    unsettled = set()
    with (shared / "facts" / "notation_forms.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            wanted = {_spelled(text) for text in _DESCRIPTION.findall(row["canonical_reading"])}
            found = set()
            for example in re.split(r"(?<=\});\s*", row["examples"]):
                try:
                    found |= {_spelled(one.hgvs) for one in read(re.sub(r"\s*\{[^{}]*\}\s*$", "", example))}
                except VarsynError:
                    continue
            if wanted and not wanted & found:
                unsettled.add(row["form_id"])
    assert unsettled == set(NOT_NOTATION_ALONE)
