"""What papers print, wording by wording: the first reading of each line of ``notation_printed.tsv``.

The wordings are made up after the habits of papers, several for one change; a ``!`` begins a refusal's code.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from varsyn.model import VarsynError
from varsyn.notation import read

with (Path(__file__).parent / "notation_printed.tsv").open(encoding="utf-8", newline="") as _lines:
    ROWS = list(csv.DictReader(_lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(("text", "reading"), [(row["text"], row["reading"]) for row in ROWS])
def test_first_reading(text: str, reading: str) -> None:
    if reading.startswith("!"):
        with pytest.raises(VarsynError) as refused:
            read(text)
        assert refused.value.code == reading[1:]
        return
    assert str(read(text)[0]) == reading


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("delC420", ["420del", "p.(Cys420del)"]),
        ("C(677)T", ["677C>T", "p.(Cys677Thr)"]),
        ("(A1298C)", ["1298A>C", "p.(Ala1298Cys)"]),
        ("C-677-T", ["677C>T", "p.(Cys677Thr)"]),
        ("IVS7-35G->A", ["IVS7-35G>A", "IVS7+35G>A"]),
        ("T insertion at 1023", ["1023_1024insT", "1022_1023insT"]),
        ("C677T/A222V", ["677C>T p.(Ala222Val)"]),
    ],
)
def test_all_plausible_readings_best_first(text: str, readings: list[str]) -> None:
    assert [str(one) for one in read(text)] == readings


@pytest.mark.parametrize(
    ("text", "reading", "lossy"),
    [
        ("c.1532+1_+4del", "c.1532+1_1532+4del", False),
        ("c.1532+1_4del", "c.1532+1_1532+4del", True),
        ("c.1533-9_-6del", "c.1533-9_1533-6del", False),
        ("c.1782_83del", "c.1782_1783del", False),
        ("c.-9_6del", "c.-9_6del", False),
    ],
)
def test_ranges_left_short(text: str, reading: str, lossy: bool) -> None:
    found = read(text)[0]
    assert (str(found), found.lossy) == (reading, lossy)


@pytest.mark.parametrize(
    ("text", "reading", "code", "lossy"),
    [
        ("c.\u0661\u0662\u0663A>G", "c.123A>G", "digit_character", False),
        ("\u0967\u0968A>G", "12A>G", "digit_character", False),
        ("c.\uff11\uff12A>G", "c.12A>G", "compatibility_character", False),
        ("Arg\u2074\u2078\u00b9Gln", "p.(Arg481Gln)", "compatibility_character", False),
        ("R481Q\u00b2", "p.(Arg481Gln)", "footnote_mark", False),
        ("p.(Arg481Gln)\u2020", "p.(Arg481Gln)", "footnote_mark", False),
        ("R\u00b2481Q", "p.(Arg2481Gln)", "raised_digit", True),
    ],
)
def test_digits_of_other_scripts_and_marks(text: str, reading: str, code: str, lossy: bool) -> None:
    found = read(text)[0]
    assert str(found) == reading
    assert [(item.code, item.lossy) for item in found.repairs] == [(code, lossy)]
