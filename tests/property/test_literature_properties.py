"""Properties of finding: shortcuts change nothing, spans hold, time is linear, anything can be read."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from varsyn.literature.confirm import Confirmer
from varsyn.literature.finder import Finder
from varsyn.literature.forms import COMPACT
from varsyn.literature.genes import abbreviations
from varsyn.literature.scan import compact_matches, scan, told_matches
from varsyn.literature.statements import accessions, statements
from varsyn.model import InvalidNotation, UnsupportedNotation
from varsyn.notation import read

NUMBER = st.integers(1, 40_000).map(str)
ONE = st.sampled_from("ACDEFGHIKLMNPQRSTVWY")
THREE = st.sampled_from(["Ala", "Arg", "Gln", "Glu", "Gly", "His", "Leu", "Ser", "Val", "Trp"])
NAME = st.sampled_from(["alanine", "arginine", "glutamic acid", "glycine", "tryptophan", "valine"])
BASE = st.sampled_from("ACGT")
ARROW = st.sampled_from([">", "-->", "→", " > ", "/"])


@st.composite
def written(draw: st.DrawFn) -> str:
    """A mention of one of the shapes that share their readings."""
    number, other = draw(NUMBER), draw(st.integers(1, 99).map(str))
    sign = draw(st.sampled_from("+-"))
    ref, alt = draw(BASE), draw(BASE)
    return draw(
        st.sampled_from(
            [
                f"{draw(ONE)}{number}{draw(ONE)}",
                f"{draw(ONE)}{number}X",
                f"{draw(THREE)}{number}{draw(THREE)}",
                f"{draw(THREE)}-{number}-->{draw(THREE)}",
                f"p.{draw(THREE)}{number}{draw(THREE)}",
                f"p.({draw(ONE)}{number}{draw(ONE)})",
                f"p.{draw(ONE)}{number}fs",
                f"c.{number}{ref}>{alt}",
                f"c.{number}{sign}{other}{ref}>{alt}",
                f"c.{number}del{ref}",
                f"c.{number}_{other}del",
                f"c.{number}ins{ref}{alt}",
                f"{number}{ref}{draw(ARROW)}{alt}",
                f"{number}del{ref}",
                f"{number}del{other}",
                f"{ref}-{number}{alt}",
                f"IVS{other}{sign}{number}{ref}>{alt}",
                f"{ref}-to-{alt} transition at nucleotide {number}",
                f"{draw(NAME)}-to-{draw(NAME)} substitution at position {number}",
                f"{draw(NAME)} {number} to {draw(NAME)}",
                f"{draw(NAME)} for {draw(NAME)} at codon {number}",
            ]
        )
    )


def _read(text: str) -> object:
    try:
        return tuple(read(text))
    except UnsupportedNotation:
        return ()
    except InvalidNotation:
        return None


SHARED = Confirmer()


@given(st.lists(written(), min_size=2, max_size=6))
@example(["R7Q", "R77Q", "R1000Q", "R999Q"])
@example(["IVS8-1G>A", "IVS7-8G>A", "IVS77-88G>A"])
@settings(max_examples=60)
def test_sharing_readings_by_pattern_gives_what_the_grammars_give(mentions: list[str]) -> None:
    """Confirmer's claim: one reading a pattern, with the number put back, is what ``notation.read`` says."""
    for mention in mentions:
        match = COMPACT.fullmatch(mention)
        shape = match.lastgroup if match is not None else "told_base"
        assert SHARED.readings(mention, shape or "") == _read(mention)


WORDS = st.lists(
    st.one_of(
        written(),
        st.sampled_from(
            ["the", "mutation", "of", "codon", "in 2003", "(12%)", "IGF1R", "exon 4", "Fig. 1A,", "delta"]
        ),
        st.text(max_size=6),
    ),
    max_size=12,
).map(" ".join)


@given(WORDS)
@settings(max_examples=150)
def test_windows_lose_nothing(text: str) -> None:
    """What the shapes match in the whole text, they match in the windows; or something longer over it."""
    direct, compact, told, _ = scan(text)
    found = [*direct, *compact_matches(text, compact), *told_matches(text, told)]
    for start, end, shape, _, _ in compact_matches(text, [(0, len(text))]):
        if shape in ("delta_place", "delta_upper_place", "aa1_signed", "aa1_space"):
            continue
        if any(character.isdigit() and not character.isascii() for character in text[start:end]):
            continue
        assert any(a <= start and end <= b for a, b, *_ in found), (text[start:end], shape)


@given(WORDS)
@settings(max_examples=100)
def test_spans_hold_and_do_not_overlap(text: str) -> None:
    found = Finder().find(text)
    last = 0
    for one in found:
        assert text[one.start : one.end] == one.text
        assert one.start >= last
        assert one.text == one.text.strip()
        last = one.end


@given(st.text(max_size=200))
@settings(max_examples=150)
def test_any_text_can_be_read(text: str) -> None:
    Finder().find(text)
    statements(text)
    accessions(text)
    list(abbreviations(text))


def test_hostile_repetition_takes_linear_time() -> None:
    """Texts that make a backtracking expression explode: ten times the length, about ten times the work.

    There is no clock in this test: it ends at all, for lengths at which quadratic work would take hours.
    """
    finder = Finder()
    for piece in (
        "1" * 50,
        "c.1",
        "p.(",
        "A1",
        "1-",
        "del1",
        "Arg ",
        "G to ",
        "c.[1",
        "+1",
        "IVS",
        "to codon 1 ",
    ):
        finder.find(piece * (200_000 // len(piece)))
