"""Folding has short ways for ordinary forms; they must agree with the long way."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from varsyn.model.residues import THREE_TO_ONE
from varsyn.synonyms.fold import WIDTH, _folded, fold, near

_accession = st.sampled_from(
    ["", "NM_000875.5:", "NP_000866.1:", "NC_000015.10:", f"NP_{'1' * 70}.1:", "nm_1.1:"]
)
_number = st.integers(0, 99_999).map(str)
_place = st.builds(
    "{}{}{}".format, st.sampled_from(["", "-", "*"]), _number, st.sampled_from(["", "+1", "-12", "+"])
)
_residue = st.sampled_from([*THREE_TO_ONE, "End", "Stop", "Foo", "arg", "ARG", "X", "R", "*"])
_bases = st.text("ACGTacgtN", max_size=70)
_dna = st.one_of(
    st.builds("{}{}.{}{}>{}".format, _accession, st.sampled_from("cgnmx"), _place, _bases, _bases),
    st.builds(
        "{}{}.{}_{}{}{}".format, _accession, st.sampled_from("cg"), _place, _place,
        st.sampled_from(["del", "dup", "ins", "inv", "DEL"]), _bases,
    ),
    st.builds("{}c.{}{}{}".format, _accession, _place, st.sampled_from(["del", "dup"]), _bases),
)  # fmt: skip
_protein = st.builds(
    "{}{}{}{}{}{}{}".format, _accession, st.sampled_from(["", "p.", "p.("]), _residue, _number, _residue,
    st.sampled_from(["", "fs", "fsTer19", "fsTer?", "fs*3", "ext*5", "=", "=fsTer2"]),
    st.sampled_from(["", ")"]),
)  # fmt: skip
_silent = st.builds(
    "{}p.{}{}{}={}".format,
    _accession,
    st.sampled_from(["", "("]),
    _residue,
    _number,
    st.sampled_from(["", ")"]),
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(_dna, _protein, _silent))
def test_the_short_ways_agree_with_the_long_one(text: str) -> None:
    assert fold(text) == _folded(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=90))
def test_a_folded_spelling_is_bounded_and_stays(text: str) -> None:
    folded = fold(text)
    assert len(folded) <= WIDTH
    if len(folded) < WIDTH and "#" not in folded:
        assert len(fold(folded)) <= WIDTH
    assert folded not in near(folded)
