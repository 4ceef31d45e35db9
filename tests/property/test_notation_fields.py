"""What a reading holds: plain strings that encode, and in its gene no notation."""
# ruff: noqa: SIM905, RUF005 - a table of pieces

from __future__ import annotations

import re

import msgspec
from hypothesis import example, given, settings
from hypothesis import strategies as st

from varsyn.model import Reading, Repair, VarsynError
from varsyn.notation import read

PIECES = st.sampled_from(
    [
        " ",
        "\n",
        *"c. p. g. r. IVS Ex codon 3 23 175 508 Arg Gln R H A C G T a u > -> del ins dup Δ fs X * _".split(),
    ]
    + "( ) [ ] ; , : / - + = BRAF CFTR V600E R175H c.1532G>A p.Arg511Gln c.(76_78)del NP_000537.3:".split()
    + "NM_000546.6: LRG_199p1: IVS2+1G>A".split()
)
_NOTATION = re.compile(r"[cpg]\.\d|>|[A-Z]{2}_\d+(?:\.\d+)?:")


def strings(reading: Reading) -> list[object]:
    """All that stands in the text fields of a reading, its repairs and the readings inside it."""
    found: list[object] = []
    for name in reading.__struct_fields__:
        value = getattr(reading, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Reading):
                found += strings(one)
            elif isinstance(one, Repair):
                found += [one.code, one.before, one.after]
            elif isinstance(one, str):
                found.append(one)
    return found


@given(st.lists(PIECES, max_size=10).map("".join))
@example("3r.1\n23a>u")
@example("delF508 [c.1A>G;c.2T>C]")
@example("LRG_199p1:p.Val25Gly;c.1532G>A, p.Arg511Gln")
@example("NP_000537.3:p.Arg175His,g.[32386323del];[=],BRAF-V600E")
@example("IVS2+1 g to a")
@settings(max_examples=500, deadline=None)
def test_fields_are_plain_and_genes_hold_no_notation(text: str) -> None:
    try:
        found = read(text)
    except VarsynError:
        return
    for reading in found:
        assert msgspec.json.encode(reading)
        assert {type(value) for value in strings(reading)} <= {str}
        assert not (reading.gene and _NOTATION.search(reading.gene)), reading.gene
