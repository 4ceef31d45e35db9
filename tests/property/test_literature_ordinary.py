"""The short way for everyday mentions ends where the full shapes end, and says what the grammars say."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from varsyn.literature.confirm import Confirmer
from varsyn.literature.finder import Finder
from varsyn.literature.forms import COMPACT, ORDINARY
from varsyn.model import InvalidNotation
from varsyn.notation import read

_THREE = ["Ala", "Arg", "Asn", "Gly", "Lys", "Ser", "Trp", "Val"]
_NUMBER = st.integers(1, 99_999).map(str)
_MENTION = st.one_of(
    st.tuples(st.sampled_from("ACDEFGHIKLMNPQRSTVWY"), _NUMBER, st.sampled_from("ACDEFGHIKLMNPQRSTVWYX")),
    st.tuples(st.sampled_from(_THREE), _NUMBER, st.sampled_from(_THREE)),
    st.tuples(st.sampled_from([f"p.{name}" for name in _THREE]), _NUMBER, st.sampled_from(_THREE)),
    st.tuples(st.sampled_from(["c.", "g.", "m."]), _NUMBER, st.sampled_from(["A>G", "C>T", "G>C"])),
    st.tuples(st.just("rs"), st.integers(100, 10**8).map(str), st.just("")),
)
_AFTER = st.sampled_from(
    ["", " ", ".", ",", ";", ")", "/C", " and", "fs", " fsX12", "*", "_", ".5", "-12", " (p.R5Q)", ";T", "]"]
) | st.text("ACGTadefilnorstux >*/()[];,.-0123456789", max_size=6)


@settings(max_examples=300)
@given(_MENTION, _AFTER)
def test_both_ways_end_alike(mention: tuple[str, str, str], after: str) -> None:
    text = "".join(mention) + after
    short = ORDINARY.match(text)
    if short is None:
        return
    full = COMPACT.match(text)
    assert full is not None
    assert (full.end(), full.lastgroup) == (short.end(), short.lastgroup)


@settings(max_examples=300)
@given(_MENTION, _MENTION)
def test_a_mention_with_another_number_is_read_as_the_grammar_reads_it(
    first: tuple[str, str, str], second: tuple[str, str, str]
) -> None:
    confirmer = Confirmer()
    for before, number, after in ((first[0], first[1], first[2]), (first[0], second[1], first[2])):
        written = before + number + after
        try:
            expected = tuple(read(written))
        except InvalidNotation:
            expected = None
        assert confirmer.with_number(written, len(before), len(before) + len(number)) == expected


_PIECES = st.sampled_from(
    [
        "S65T",
        "V163A",
        "Arg481Gln",
        "Lys43",
        "K43",
        "c.35delG",
        "c.1532G>A",
        "p.(Arg511Gln)",
        "IVS2+1G>A",
        "rs334",
        "T47D",
        "12",
        "1,234",
        "codon 12",
        "Ala",
        "alanine",
        "G",
        "to",
        "by",
        "and",
        "or",
        "was replaced",
        "respectively",
        "deletion of",
        "C77/95A",
        "ΔF508",
        "del",
        "(",
        ")",
        "[",
        "]",
        "+",
        "-",
        "->",
        ">",
        "nt",
        "A",
        "position",
        "G12D, V and C",
        "1023T was",
        "\r\n",
        "β6",
        "𝔸",
    ]
)
_JOINTS = st.sampled_from([" ", "", ".", ",", ", ", "/", "-", ";", "(", " (", ": ", "\n", "\r\n"])


@settings(max_examples=400)
@given(st.lists(st.tuples(_PIECES, _JOINTS), max_size=12))
def test_whatever_is_written_mentions_are_exact_and_apart(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + joint for piece, joint in pieces)
    found = Finder().find(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= one.start < one.end <= len(text) for one in found)
