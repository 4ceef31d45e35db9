"""Every row of fixtures/notation_forms.tsv is read as it says, and docs/notation.md shows the same table."""

from __future__ import annotations

import csv
import runpy

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
