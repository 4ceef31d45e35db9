"""Laws of numbering and resolution, on generated mentions of real genes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsyn.allele import Allele
from varsyn.allele.context import TranscriptContext, context_of
from varsyn.allele.normalize import duplicate, normalize_edit
from varsyn.allele.places import Places, genomic_names
from varsyn.allele.protein import ProteinChange
from varsyn.allele.variant import general_variant, variant_of
from varsyn.model import Mention, Resolution
from varsyn.numbering import Scheme
from varsyn.reference import open_reference
from varsyn.resolution import Resolver, fast_protein
from varsyn.resolution.causes import caused, substituted, with_causes
from varsyn.resolution.probability import posterior
from varsyn.sequence import translate

REFERENCE = open_reference()
GENES = ("IGF1R", "TP53", "CFTR", "HBB", "GBA1", "VWF", "BRCA1", "DMD", "LDLR", "TTR", "WT1", "AR")
RESIDUES = "ACDEFGHIKLMNPQRSTVWYX*"


@given(st.integers(-2000, 2000), st.integers(-9000, 9000), st.booleans())
def test_a_ruler_read_there_and_back(offset: int, printed: int, reverse: bool) -> None:
    """Every printed number but 0 has one position, which has that printed number."""
    scheme = Scheme("x", "cdna", offset, reverse=reverse)
    position = scheme.position(printed)
    assert (position is None) == (printed == 0)
    if position is not None and not (reverse and printed < 0):
        assert position != 0
        assert scheme.printed(position) == printed


@given(st.integers(-2000, 2000), st.integers(-9000, 9000))
def test_rulers_keep_order_and_leave_no_gap(offset: int, printed: int) -> None:
    """The next printed number is the next position; neither side has a 0."""
    scheme = Scheme("x", "protein", offset)
    following = 1 if printed == -1 else printed + 1
    here, there = scheme.position(printed), scheme.position(following)
    if here is not None and there is not None:
        assert there == (1 if here == -1 else here + 1)


@given(st.lists(st.floats(0, 1e6), max_size=8), st.floats(0.001, 10))
def test_probabilities_are_probabilities(scores: list[float], unknown: float) -> None:
    """They lie between 0 and 1, leave something to "none of these", and keep the order of the scores."""
    found = posterior(scores, unknown)
    assert all(0 <= one <= 1 for one in found)
    assert sum(found) < 1 + 1e-9
    ranked = sorted(zip(scores, found, strict=True))
    assert [one for _, one in ranked] == sorted(found)


def slow(mention: Mention) -> Resolution:
    """The answer without the short way."""
    resolver = Resolver(REFERENCE)
    resolver._plain = lambda *_: None  # type: ignore[method-assign]
    return resolver.resolve(mention)


QUICK = Resolver(REFERENCE)


@st.composite
def mentions(draw: st.DrawFn) -> Mention:
    """An ordinary change of a residue or of bases of a real gene: mostly what the reference has."""
    symbol = draw(st.sampled_from(GENES))
    context = QUICK.context(symbol)
    anchor = context.anchor
    assert anchor is not None
    assert anchor.cds_start is not None
    number = draw(st.integers(1, len(context.protein)))
    shift = draw(st.sampled_from((0, 0, 0, 1, 30, 39, 20, 763)))
    if draw(st.booleans()):
        ref = context.protein[number - 1] if draw(st.integers(0, 5)) else draw(st.sampled_from(RESIDUES[:-2]))
        prefix = draw(st.sampled_from(("", "", "p.")))
        return Mention(f"{prefix}{ref}{max(1, number - shift)}{draw(st.sampled_from(RESIDUES))}", gene=symbol)
    base = draw(st.integers(1, 3 * len(context.protein)))
    ref = anchor.sequence[anchor.cds_start + base - 1]
    if draw(st.booleans()):
        return Mention(f"c.{base}{ref}>{draw(st.sampled_from('ACGT'))}", gene=symbol)
    size = draw(st.sampled_from((1, 1, 2, 3, 7)))
    new = draw(st.text("ACGT", min_size=1, max_size=3))
    where = f"{base}" if size == 1 else f"{base}_{base + size - 1}"
    stated = anchor.sequence[anchor.cds_start + base - 1 :][:size] if draw(st.booleans()) else ""
    edit = draw(st.sampled_from(("del", "dup", "ins", "delins")))
    if edit == "ins":
        return Mention(f"c.{base}_{base + 1}ins{new}", gene=symbol)
    return Mention(f"c.{where}delins{new}" if edit == "delins" else f"c.{where}{edit}{stated}", gene=symbol)


@given(mentions())
def test_the_short_way_gives_the_answer_of_the_long_one(mention: Mention) -> None:
    """Status, variant, probability, rulers and messages agree."""
    quick, long = QUICK.resolve(mention), slow(mention)
    assert (quick.status, quick.gene, quick.repairs) == (long.status, long.gene, long.repairs)
    assert (quick.probability or 0.0) == pytest.approx(long.probability or 0.0, abs=5e-4)
    mine, theirs = quick.variant, long.variant
    assert (mine and mine.as_dict()) == (theirs and theirs.as_dict())
    assert quick.messages == long.messages
    assert [one.numbering for one in quick.candidates] == [one.numbering for one in long.candidates]
    assert [one.evidence for one in quick.candidates] == [one.evidence for one in long.candidates]


@given(mentions(), st.integers(0, 5), st.booleans())
def test_pairs_take_the_short_way_to_the_answer_of_the_long_one(
    dna: Mention, wrong: int, inner: bool
) -> None:
    """A protein half that follows from the DNA half, or hardly does."""
    found = QUICK.resolve(dna).variant
    if found is None or found.hgvs_p is None or not dna.text.startswith("c."):
        return
    half = found.hgvs_p.rpartition(":")[2]
    if not wrong:
        half = re.sub(r"\d+", lambda number: str(int(number[0]) + 1), half, count=1)
    half = half if inner else half.replace("(", "").replace(")", "")
    mention = Mention(f"{dna.text} ({half})", gene=dna.gene)
    quick, long = QUICK.resolve(mention), slow(mention)
    assert (quick.status, quick.messages) == (long.status, long.messages)
    assert (quick.probability or 0.0) == pytest.approx(long.probability or 0.0, abs=5e-4)
    assert [one.as_dict() for one in quick.candidates] == [one.as_dict() for one in long.candidates]


def test_the_short_way_is_taken() -> None:
    """The property above would hold trivially if it never were."""
    context = QUICK.context("IGF1R")
    (reading,) = __import__("varsyn").read("p.Arg511Gln")
    mention = Mention("p.Arg511Gln", gene="IGF1R")
    assert fast_protein.residue_for_residue(mention, (reading,), reading, context, (), True, 0.05) is not None


@given(mentions())
def test_an_answer_holds_together(mention: Mention) -> None:
    """A settled answer has a variant and a clear first candidate; probabilities sum to at most one."""
    found = QUICK.resolve(mention)
    assert sum(one.probability for one in found.candidates) <= 1 + 1e-6
    if found.status == "resolved":
        assert found.variant is not None
        assert found.variant == found.candidates[0].variant
        assert found.probability == found.candidates[0].probability
    if found.status in ("mismatch", "unparsed", "unknown_gene"):
        assert found.variant is None
        assert found.messages


@st.composite
def alleles(draw: st.DrawFn) -> tuple[Allele, TranscriptContext]:
    """A normalized edit on the anchor of a real gene, at exon borders more often than by chance."""
    anchor = QUICK.context(draw(st.sampled_from(GENES))).anchor
    assert anchor is not None
    context = context_of(anchor)
    border = draw(st.sampled_from((*context.exon_ends, 0)))
    near = st.integers(border - 9, border + 9)
    start = draw(st.one_of(near, st.integers(0, context.length - 1)))
    start = min(max(start, 0), context.length - 1)
    end = min(start + draw(st.integers(0, 8)), context.length)
    inserted = draw(st.one_of(st.text("ACGT", max_size=4), st.just(anchor.sequence[start : start + 3])))
    if draw(st.booleans()) and start < end:
        return duplicate(context, start, end), context
    return normalize_edit(context, start, end, inserted), context


@given(alleles())
def test_places_agree_with_the_general_projection(edit: tuple[Allele, TranscriptContext]) -> None:
    """The table of genome positions names what the alignment does."""
    allele, context = edit
    assert Places(context.transcript).names(allele) == genomic_names(allele, context.transcript)


@given(alleles())
def test_names_of_an_allele_agree_with_the_general_way(edit: tuple[Allele, TranscriptContext]) -> None:
    """A substitution inside a codon has the names that the general way works out."""
    allele, context = edit
    quick, general = variant_of(allele, context.transcript, None), general_variant(allele, context)
    assert quick.as_dict() == general.as_dict()


@given(st.sampled_from(GENES), st.integers(0, 10**6), st.sampled_from((5, 100)))
def test_reading_on_to_a_stop_agrees_with_the_whole_frame(symbol: str, seed: int, asked: int) -> None:
    """Piece by piece or from a frame that was translated as a whole, the residues are the same."""
    anchor = QUICK.context(symbol).anchor
    assert anchor is not None
    context = TranscriptContext(anchor)
    base = context.cds_start + seed % (context.length - context.cds_start)
    frame = translate(anchor.sequence[base:], context.code)
    stop = frame.find("*")
    wanted = frame[: stop + 1] if stop >= 0 else frame
    assert {context.to_stop(base) for _ in range(asked)} == {wanted}


@given(st.text(max_size=40), st.sampled_from((None, "IGF1R", "FOO", "", "\u0394")))
def test_no_text_breaks_the_resolver(text: str, gene: str | None) -> None:
    """Whatever is written, there is an answer, and it can be printed."""
    found = QUICK.resolve(Mention(text, gene=gene))
    assert found.status
    assert found.explain()
    assert found.as_dict()["text"] == text


@given(st.sampled_from(GENES), st.data())
def test_a_substitution_is_named_as_its_cause_is_described(symbol: str, data: st.DataObject) -> None:
    """The short spelling of a residue's change is that of the general way, cause by cause."""
    context = QUICK.context(symbol)
    anchor = context.anchor
    assert anchor is not None
    number = data.draw(st.integers(2, len(context.protein)))
    ref = context.protein[number - 1]
    alt = data.draw(st.sampled_from([letter for letter in "ACDEFGHIKLMNPQRSTVWY*" if letter != ref]))
    change = ProteinChange(anchor.protein_accession or "", "sub", number, number, ref, ref, alt)
    known = with_causes(change, anchor)
    places, codon = context.places, context.codon(number)
    for cause in known.single:
        place = cause.start - (anchor.cds_start or 0) - 3 * (number - 1)
        short = substituted(anchor, places, number, ref, alt, codon, (place, cause.inserted))
        assert short.as_dict() == caused(change, anchor, cause).as_dict()
    if len(known.single) == 1:
        assert known.variant.as_dict() == caused(change, anchor, known.single[0]).as_dict()
