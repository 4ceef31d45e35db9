"""The fast paths and the grammars give the same readings for every description that the grammars generate."""
# ruff: noqa: PT017, SIM905 - the refusal is what is compared; a table of shapes

from __future__ import annotations

import re
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark
from lark import Lark

from varsyn.model import Reading, VarsynError
from varsyn.notation import composed, everyday, forms, informal, mention, ordinary, plain, read, read_many
from varsyn.notation.grammar import PARSERS, grammar_text

ALPHABET = "ACGTNacgunrpXQR*?=_-+>[](),;:./^| 0123456789delinsdupvfsxt"
GENERATED = settings(
    max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None
)


@lru_cache(maxsize=8)
def generator(parser: str, start: str) -> st.SearchStrategy[str]:
    """Texts that a start rule of a parser generates, of readable size."""
    lark = Lark(grammar_text(parser), parser="lalr", start=list(PARSERS[parser][1]))
    explicit = {
        "REFERENCE": st.sampled_from(["NC_000022.10:", "NM_000875.5:"]),
        "DNA": st.builds("{}{}.".format, references(), st.sampled_from("cgmno")),
        "RNA": st.builds("{}r.".format, references()),
        "PROTEIN": st.builds("{}p.".format, st.sampled_from(["", "NP_003997.1:", "LRG_199p1:"])),
        "POS": st.one_of(
            st.integers(1, 9999).map(str),
            st.builds("{}{}{}{}".format, st.sampled_from(["", "-", "*"]), st.integers(1, 999),
                      st.sampled_from("+-"), st.integers(1, 99)),
            st.sampled_from(["?", "pter", "qter", "-14", "*46"]),
        ),
        "PLACED": st.builds("{}{}".format, st.sampled_from(RESIDUES), st.integers(1, 999)),
        "RESIDUE": st.sampled_from(RESIDUES),
        "SUBSTITUTION": st.sampled_from(["A>G", "G>A", "C>T", "AG>T", "a>g", "c>u"]),
        "BASES": st.sampled_from(["A", "GC", "TTAG", "N", "acu", "n"]),
    }  # fmt: skip
    terminals = {terminal.name for terminal in lark.terminals}
    return from_lark(
        lark, start=start, explicit={name: made for name, made in explicit.items() if name in terminals}
    ).filter(lambda text: len(text) < 200)


RESIDUES = ["Arg", "Gln", "Met", "Ter", "Xaa", "R", "Q", "*"]


def references() -> st.SearchStrategy[str]:
    return st.sampled_from(["", "", "NM_000875.5:", "NC_000023.11(NM_004006.2):", "LRG_199t1:", "OPRM1:"])


NUMBERS = st.one_of(st.integers(1, 30), st.integers(1, 99_999))
SHAPES = st.sampled_from(
    (
        "R#Q|Arg#Gln|A#C|C#T|T#X|R#X|R#*|Arg#Ter|Arg#Stop|R#stop|p.R#Q|p.(R#Q)|p.Arg#X|(R#Q)|Met#Val|Arg-#-Gln|Arg(#)Gln"
        "|Arg#-Gln|Arg#/Gln|R#>Q|Arg#Arg|F#del|A#del|p.A#del|A#fs|R#fs|R#fsX#|R#QfsX#|Arg#GlnfsTer#|R#fs*#|#G>A|c.#G>A"
        "|c#G>A|m.#A>G|m#A>G|-#G>A|*#G>A|#+#G>A|c.#-#G>A|#G/A|#G-A|#A>A|c.G#A|cG#A|g.T#C|#delC|c.#delC|c#delC|#delAG"
        "|#_#delAG|c.#_#del|#insC|#_#insC|c.#_#insTA|#dupT|#_#dup|#delinsTT|#inv|m.#_#del|del#|del#C|del#AG|dup#|delF#"
        "|delA#|deltaF#|\u0394F#|IVS#+#G>A|IVS#-#G>A|c.IVS#-#G>A|nt#G>A|nucleotide#G>A|nt-#C>T|rs#|VCV000#|CA#|COSM#"
        "|Ex#del|exon#deletion|# G>A|#G to A|c.# G>A|Arg # Gln|R # Q|A # C|Arg # to Gln|# delC|c.# delC"
        "|nt # G>A|del # C|delta F#|exon # deletion|deletion of exon #|exon # skipping|loss of exon #"
    ).split("|")
)


@st.composite
def shapes(draw: st.DrawFn) -> str:
    """A common shape with numbers in it."""
    pieces = draw(SHAPES).split("#")
    return pieces[0] + "".join(str(draw(NUMBERS)) + piece for piece in pieces[1:])


def outcome(made: list[Reading] | None) -> list[tuple[str, Reading]] | None:
    return [(str(reading), reading) for reading in made] if made else None


def by_fast_path(text: str) -> list[Reading] | None:
    try:
        return ordinary.description(text)
    except VarsynError:
        return None


def without_reference(text: str) -> str:
    return re.sub(r"^[^:]*:(?=[cgmnopr]\.)", "", text)


@given(generator("hgvs", "hgvs"))
@GENERATED
def test_hgvs_fast_path_agrees_with_the_grammar(text: str) -> None:
    body = without_reference(text)
    fast = by_fast_path(body)
    if fast is not None:
        plain = mention.by_grammar(body)
        assert outcome(fast) == outcome([_undeviated(reading) for reading in plain])


def _undeviated(reading: Reading) -> Reading:
    """Deviations are added where the reference is: after the fast path, inside the grammar path."""
    import msgspec

    kept = tuple(
        item for item in reading.repairs if item.code not in ("intronic_reference", "coding_repeat_unit")
    )
    return msgspec.structs.replace(reading, repairs=kept)


@given(generator("hgvs", "hgvs"), st.data())
@GENERATED
def test_mutated_hgvs_agrees_too(text: str, data: st.DataObject) -> None:
    body = without_reference(text)
    at = data.draw(st.integers(0, len(body)))
    sign = data.draw(st.sampled_from(ALPHABET))
    kind = data.draw(st.sampled_from(["insert", "delete", "replace"]))
    mutated = body[:at] + (sign if kind != "delete" else "") + body[at + (kind != "insert") :]
    fast = by_fast_path(mutated)
    if fast is not None:
        assert outcome(fast) == outcome([_undeviated(reading) for reading in mention.by_grammar(mutated)])


@pytest.mark.parametrize("start", ["p_printed", "n_printed", "i_printed"])
@given(data=st.data())
@GENERATED
def test_printed_fast_path_agrees_with_the_grammar(start: str, data: st.DataObject) -> None:
    text = data.draw(generator("printed", start))
    try:
        fast = informal.readings(text)
    except VarsynError:
        return
    if fast:
        assert [str(reading) for reading in fast] == [str(reading) for reading in forms.compact(text)]


@given(st.lists(st.one_of(generator("hgvs", "hgvs"), st.text(max_size=30)), max_size=20))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_reading_many_is_reading_each(texts: list[str]) -> None:
    for text, found in zip(texts, read_many(texts), strict=True):
        try:
            assert found == read(text)
        except VarsynError as error:
            assert isinstance(found, VarsynError)
            assert (found.code, found.span) == (error.code, error.span)


def test_plain_descriptions_agree_with_the_grammar() -> None:
    kinds = ("c", "g", "n", "m")
    changes = "A>G A>A del dup inv insA delA delinsTT _421del _421insTC _430dup _430delinsA _3inv _430ins"
    seen = 0
    for reference in (
        "",
        "NM_000875.5:",
        "NM_000875.5(IGF1R):",
        "NC_000015.10:",
        "LRG_199t1:",
        "NR_046018.2:",
    ):
        for place in ("1", "420", "-14", "*46", "357+1", "358-2", "-12+3"):
            for change in changes.split():
                for kind in kinds:
                    text = f"{reference}{kind}.{place}{change}"
                    found = plain.description(text)
                    if found is not None:
                        seen += 1
                        assert found == mention.by_grammar(text), text
    assert seen > 500


@given(generator("hgvs", "hgvs"))
@GENERATED
def test_generated_plain_descriptions_agree_with_the_grammar(text: str) -> None:
    found = plain.description(text)
    if found is not None:
        assert found == mention.by_grammar(text)


def without_short_ways(text: str) -> list[Reading]:
    """Readings by expressions of ``informal`` or, where it has none, by the grammars."""
    return mention.informally(text) or mention.full(text)


@given(shapes())
@settings(max_examples=600, deadline=None)
def test_everyday_shapes_agree_with_the_long_way(text: str) -> None:
    found = everyday.readings(text)
    if found:
        assert found == without_short_ways(text)


@given(
    st.one_of(
        generator("printed", "p_printed"),
        generator("printed", "n_printed"),
        generator("printed", "i_printed"),
    )
)
@GENERATED
def test_generated_everyday_forms_agree_with_the_long_way(text: str) -> None:
    found = everyday.readings(text)
    if found:
        assert found == without_short_ways(text)


JOINS = st.sampled_from([" (", ", ", "; ", " ", "/", ";", " and ", ": ", " [", "("])
CLOSING = {" (": ")", "(": ")", " [": "]"}
HALVES = st.one_of(
    shapes(),
    st.sampled_from(
        ["IGF1R c.1532G>A", "NM_000875.5(IGF1R):c.1532G>A", "p.Arg511Gln", "IGF1R", "p.(Arg511Gln)"]
    ),
)


@given(HALVES, JOINS, HALVES)
@settings(max_examples=600, deadline=None)
def test_composed_mentions_agree_with_the_long_way(left: str, join: str, right: str) -> None:
    text = left + join + right + CLOSING.get(join, "")
    found = composed.readings(text)
    if found and (at_length := mention.at_length(text)):
        assert found == at_length
