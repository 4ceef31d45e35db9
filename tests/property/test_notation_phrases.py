"""Sentences that are read by one expression are read to the same by the grammars of words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from varsyn.notation import forms, phrases

BASE = st.sampled_from("ACGT")
NAME = st.sampled_from(["arginine", "cysteine", "glutamic acid", "valine", "methionine"])
RESIDUE = st.sampled_from(
    [
        "Arg",
        "Cys",
        "Met",
        "Glu",
        "arginine",
        "cysteine",
        "glutamic acid",
        "aspartic acid",
        "Tryptophan",
        "valine",
    ]
)
JOIN = st.sampled_from(["-to-", " to ", ">", "/"])
KIND = st.sampled_from(
    ["", " transition", " transversion", " substitution", " mutation", " change", " point mutation",
     " polymorphism", " missense mutation", " amino acid substitution", " base change", " exchange"]
)  # fmt: skip
AT = st.sampled_from(
    [" at nucleotide ", " at position ", " at nucleotide position ", " at codon ", " in codon ",
     " at residue ", " at amino acid ", " at amino acid position ", " at base ", " at cDNA position ",
     " at nt ", " at ", " of codon ", " at nucleotide c.", " at bp "]
)  # fmt: skip
NUMBER = st.one_of(st.integers(1, 99_999).map(str), st.integers(1, 900).map("-{}".format))


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """A sentence for a change, ordinary or not quite."""
    kind = draw(st.sampled_from(["bases", "residues", "placed", "codon", "event", "sized"]))
    where = draw(AT) + draw(NUMBER)
    if kind == "bases":
        return draw(BASE) + draw(JOIN) + draw(BASE) + draw(KIND) + where
    if kind == "residues":
        return draw(RESIDUE) + draw(JOIN) + draw(RESIDUE) + draw(KIND) + where
    if kind == "placed":
        return f"{draw(NAME)} {draw(st.integers(1, 9999))} to {draw(NAME)}"
    if kind == "codon":
        triplets = draw(st.text("ACGT", min_size=3, max_size=3)) + draw(JOIN)
        triplets += draw(st.text("ACGT", min_size=3, max_size=3))
        number = draw(st.integers(1, 9999))
        shapes = (f"codon {number} {triplets}", f"codon {number} ({triplets})", f"codon {number}, {triplets}",
                  f"{triplets}{draw(KIND)} at codon {number}", f"({triplets}) in codon {number}")  # fmt: skip
        return draw(st.sampled_from(shapes))
    word = draw(st.sampled_from(["deletion", "insertion", "duplication"]))
    size = draw(st.sampled_from(["C", "AG", "TATC", "1-bp", "3 bp", "12-bp"]))
    return f"{word} of {size}{where}" if kind == "event" else f"{size} {word}{where}"


@given(sentences())
@settings(max_examples=400, deadline=None)
def test_phrases_agree_with_the_grammars(text: str) -> None:
    found = phrases.readings(text)
    if found:
        assert found == forms.readings(text)
