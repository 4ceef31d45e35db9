"""Whatever comes in, reading answers or refuses: no crash, and no cost out of proportion to length."""
# ruff: noqa: E501, SIM905, PT017, PT018 - a table of texts; the refusal is what is tested

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from varsyn.model import InvalidNotation, UnsupportedNotation, VarsynError
from varsyn.notation import read

PIECES = st.sampled_from(
    "c. p. g. r. 1 23 4 Arg Gln A C G T > del ins dup inv _ ( ) [ ] ; ? * - + fs Ter X NM_000875.5: IVS Ex codon to = ^"
    " / :: N n ext Δ → con 0 IGF1R rs , . | gom a u &gt; e in at".split()
)  # fmt: skip
N = 100_000
LONG = {
    "letters": "A" * N, "digits": "1" * N, "position": "c." + "1" * N + "A>G", "range": "c.1_" + "9" * 6000 + "del",
    "residue number": "p.Arg" + "1" * N + "Gln", "frameshift": "p.Arg" + "9" * 6000 + "fsTer" + "9" * 6000,
    "brackets": "c." + "[" * N, "nested": "c." + "(" * N + "76A>G" + ")" * N, "insertion": "c.76_77ins" + "ACGT" * 25_000,
    "alleles": "c.[" + ";".join(f"{at}A>G" for at in range(1, 9000)) + "]", "repeats": "c.1" + "CAG[1]" * 16_000,
    "nearly repeats": "c.1" + "CAG[1]" * 16_000 + "x", "blanks": "c.1 " + " " * N + "A>G", "words": "IGF1R " * 16_000,
    "arrows": "->" * 50_000, "entities": "&amp;" * 20_000, "list": "R481Q/" * 16_000 + "R59X", "accession": "NM_" + "1" * N + ":c.1A>G",
    "colons": ":" * N, "offsets": "c.1" + "+1" * 50_000, "introns": "IVS" * 33_000, "nul": "\0" * N, "lines": "\n" * N,
    "deltas": "Δ" * N, "residues": "Arg" * 33_000, "names": "arginine " * 11_000,
}  # fmt: skip


def answered(text: str) -> None:
    """The text is read, or refused with a place inside it."""
    try:
        found = read(text)
    except VarsynError as error:
        assert isinstance(error, InvalidNotation | UnsupportedNotation)
        assert error.code and error.message and error.span is not None
        start, end = error.span
        assert 0 <= start <= end <= max(1, len(text))
        assert isinstance(error.caret(), str)
        return
    assert found
    for reading in found:
        assert str(reading)
        assert reading.as_dict()["hgvs"]


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(max_examples=600, deadline=None)
def test_near_notation(text: str) -> None:
    answered(text)


@given(st.one_of(st.text(max_size=80), st.binary(max_size=80).map(lambda raw: raw.decode("latin-1"))))
@settings(max_examples=400, deadline=None)
def test_any_text(text: str) -> None:
    answered(text)


@pytest.mark.parametrize("name", LONG)
def test_long_text_neither_crashes_nor_hangs(name: str) -> None:
    limit = sys.getrecursionlimit()
    answered(LONG[name])
    assert sys.getrecursionlimit() == limit
