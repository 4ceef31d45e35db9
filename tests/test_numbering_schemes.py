"""Numbering schemes: the arithmetic, the sources, the curated table linted against the sequences."""

from __future__ import annotations

import pickle
import re

import pytest

from varsyn.allele.context import context_of
from varsyn.model import Mention
from varsyn.numbering import (
    CountedIntron,
    Scheme,
    counted_introns,
    exon_label_schemes,
    schemes_for,
)
from varsyn.numbering.facts import curated_schemes, printed_span, scheme_name, stated_offsets
from varsyn.numbering.features import feature_schemes
from varsyn.numbering.isoforms import protein_shifts
from varsyn.reference import Feature, NumberingFact, ProteinFeatures, Transcript, open_reference
from varsyn.resolution import Resolver

REFERENCE = open_reference()


@pytest.mark.parametrize(
    ("offset", "printed", "position"),
    [
        (30, 481, 511),
        (46, -4, 43),
        (46, -1, 46),
        (46, 1, 47),
        (-228, 203, -26),
        (-228, 229, 1),
        (-228, 228, -1),
        (-119, -2174, -2293),
        (-50, -28, -78),
        (-50, 1, -50),
        (0, 7, 7),
    ],
)
def test_neither_side_has_a_zero(offset: int, printed: int, position: int) -> None:
    scheme = Scheme("x", "protein", offset)
    assert scheme.position(printed) == position
    assert scheme.printed(position) == printed
    assert scheme.position(0) is None
    assert scheme.printed(0) is None


def test_a_ruler_ends() -> None:
    helix = Scheme("triple_helix", "protein", 178, first=1, last=1014)
    assert helix.position(1014) == 1192
    assert helix.position(1015) is None
    assert helix.printed(1193) is None


def test_definitions_are_immutable_and_survive_pickling() -> None:
    scheme = Scheme("mature_protein", "protein", 30)
    assert pickle.loads(pickle.dumps(scheme)) == scheme
    with pytest.raises(AttributeError):
        scheme.offset = 31  # type: ignore[misc]


@pytest.mark.parametrize(
    ("molecule", "text", "expected"),
    [
        ("protein", "+30", [(30, "protein", "")]),
        ("cDNA", "-119 nt", [(-119, "cdna", "")]),
        ("cDNA", "+48 nt (protein +16)", [(16, "protein", ""), (48, "cdna", "")]),
        ("protein + cDNA", "+11 aa, +33 nt", [(11, "protein", ""), (33, "cdna", "")]),
        ("protein", "-9 to NM_001384479", [(-9, "protein", "NM_001384479")]),
        ("protein", "-51 from NM_000177 to NM_198252", [(-51, "protein", "NM_198252")]),
        ("promoter", "c. = legacy - 180", [(-180, "cdna", "")]),
        ("protein", "+75 (after the KPI/OX-2 insert)", [(75, "protein", "")]),
        ("protein", "+2 for residues 78-449", [(2, "protein", "")]),
        ("protein", "NOT CONSTANT: 117->122 (+5), 21->29 (+8)", []),
        ("gene", "lookup (20210 = c.*97; 20209 = c.*96)", []),
    ],
)
def test_offsets_as_rows_state_them(molecule: str, text: str, expected: list[tuple[int, str, str]]) -> None:
    found = stated_offsets(NumberingFact("X", molecule, "", text))
    assert [(one.value, one.molecule, one.target) for one in found] == expected


def test_versions_of_one_accession_have_their_own_offsets() -> None:
    fact = NumberingFact(
        "WT1", "protein", "start chosen per VERSION", "+73 on NM_024426.6, +68 on .4, 0 on .2", "NM_024426"
    )
    assert [(one.value, one.target) for one in stated_offsets(fact)] == [
        (73, "NM_024426.6"),
        (68, "NM_024426.4"),
    ]


@pytest.mark.parametrize(
    ("span", "offset", "expected"),
    [("helix 1-1014 (= 179-1192)", 178, (1, 1014)), ("1078-2016", -1, (1078, 2016)), ("A1-A21", 89, (1, 21))],
)
def test_spans_as_rows_state_them(span: str, offset: int, expected: tuple[int, int]) -> None:
    assert printed_span(NumberingFact("X", "protein", "", "", span=span), offset) == expected


def test_names_come_from_the_words_of_the_row() -> None:
    assert (
        scheme_name("mature mitochondrial protein (transit peptide removed)", "protein") == "mature_protein"
    )
    assert scheme_name("historic mRNA numbering (ATG A = nt 256)", "cdna") == "historic_cdna"
    assert scheme_name("cap-site numbering", "cdna") == "cap_site"


_EXAMPLE = re.compile(
    r"\b([A-Z])(-?\d+)([A-Z]) = (?:NM_\d+(?:\.\d+)?:)?(?:c\.\S+ )?p\.\(([A-Z][a-z]{2})(\d+)[A-Z*]"
)


def _examples() -> list[tuple[NumberingFact, int, int]]:
    found = []
    for symbol in sorted(REFERENCE.symbols()):
        for fact in REFERENCE.numbering(symbol):
            if (
                fact.molecule.startswith("protein")
                and not fact.mane_note
                and "->" not in fact.reference
                and " / " not in fact.example
            ):
                for match in _EXAMPLE.finditer(fact.example):
                    found.append((fact, int(match[2]), int(match[5])))
    return found


@pytest.mark.parametrize(
    ("fact", "printed", "position"), _examples(), ids=lambda value: getattr(value, "gene", None)
)
def test_curated_examples_follow_from_their_rows(fact: NumberingFact, printed: int, position: int) -> None:
    positions = {one.position(printed) for one in curated_schemes(fact) if one.molecule == "protein"}
    if not positions:
        pytest.skip("the row states that its offset is not constant")
    assert position in positions


def test_curated_offsets_agree_with_features() -> None:
    """The two sources of mature-protein offsets, where a gene has both."""
    differing = []
    for symbol in REFERENCE.symbols():
        features = REFERENCE.features(symbol)
        mature = [
            one
            for fact in REFERENCE.numbering(symbol)
            for one in curated_schemes(fact)
            if one.name == "mature_protein" and "other prepro" not in one.title
        ]
        if features is None or not mature:
            continue
        offsets = {one.offset for one in feature_schemes(features)}
        if not {one.offset for one in mature} & offsets:
            differing.append(symbol)
    # Counted from the RefSeq version named in the row, which starts elsewhere than UniProt's sequence.
    assert set(differing) <= {"GSN", "F7", "AGT", "IVD", "GHR", "CHRNE", "TSHB"}


@pytest.mark.parametrize(("symbol", "offset"), [("IGF1R", 30), ("TTR", 20), ("VWF", 763), ("GBA1", 39)])
def test_mature_rulers_are_found_without_the_table(symbol: str, offset: int) -> None:
    found = schemes_for(symbol, REFERENCE, curated=False)
    assert any(one.offset == offset and one.origin == "feature" for one in found)


@pytest.mark.parametrize("symbol", ["HBB", "HBA2", "SOD1"])
def test_initiator_met_is_found_without_the_table(symbol: str) -> None:
    found = schemes_for(symbol, REFERENCE, curated=False)
    assert any(one.offset == 1 and one.name == "initiator_met_not_counted" for one in found)


def test_every_further_chain_is_a_ruler() -> None:
    features = ProteinFeatures(
        "X",
        "P00000",
        (Feature("SIGNAL", 1, 24), Feature("CHAIN", 25, 54, "B"), Feature("CHAIN", 90, 110, "A")),
        mature_start=25,
    )
    assert [one.offset for one in feature_schemes(features)] == [24, 89]


def test_the_historic_cdna_of_cftr_is_its_old_record() -> None:
    offsets = [one.offset for one in schemes_for("CFTR", REFERENCE) if one.molecule == "cdna"]
    assert -132 in offsets


def test_wt1_numbers_carry_over_versions() -> None:
    offsets = [one.offset for one in schemes_for("WT1", REFERENCE) if one.name == "superseded_reference"]
    assert 73 in offsets
    assert 219 in offsets


def test_isoforms_by_alignment() -> None:
    tail = "ACDEFGHIKLNPQRSTVWYACDEFGHI"
    old = Transcript("NM_1.1", "X", "", protein="M" + tail)
    new = Transcript("NM_2.1", "X", "", protein="MKKKK" + tail)
    (shift,) = protein_shifts(old, new)
    assert shift.offset == 4


def test_legacy_exons_of_brca1_and_cftr() -> None:
    for symbol, label, index in (("BRCA1", "5", 3), ("CFTR", "6b", 6), ("CFTR", "14a", 14)):
        anchor = REFERENCE.anchor(symbol)
        assert anchor is not None
        legacy = exon_label_schemes(anchor, REFERENCE.numbering(symbol))[0]
        assert legacy.name == "legacy_exon"
        assert legacy.exon(label) == index
        assert len(legacy.labels) == len(anchor.exons)


def test_introns_counted_from_their_start() -> None:
    anchor = REFERENCE.anchor("HBB")
    assert anchor is not None
    first, second = counted_introns(anchor, REFERENCE.numbering("HBB"))
    assert first.position(110) == "93-21"
    assert second.position(654) == "316-197"
    assert first.position(131) is None


def test_the_middle_base_counts_from_the_five_prime_exon() -> None:
    assert CountedIntron("1", 3, "92", "93").position(2) == "92+2"
    assert CountedIntron("1", 4, "92", "93").position(3) == "93-2"


def test_every_ruler_of_every_gene_is_sound() -> None:
    for symbol in sorted(REFERENCE.symbols()):
        anchor = REFERENCE.anchor(symbol)
        if anchor is None:
            continue
        schemes = schemes_for(symbol, REFERENCE)
        assert schemes[0].name == schemes[1].name == "hgvs"
        assert all(one.weight > 0 for one in schemes)
        assert len({(one.molecule, one.offset, one.first, one.last, one.reverse) for one in schemes}) == len(
            schemes
        )
        if anchor.protein:
            assert context_of(anchor).residues.rstrip("*") == anchor.protein


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [("refseq_exact", {("2", "3", "4"), ("1", "2", "3")}), ("cds_only", {("2", "3", "4")})],
)
def test_a_whole_record_may_be_counted_from_its_own_first_exon(
    kind: str, wanted: set[tuple[str, ...]]
) -> None:
    """CDKN2A: LRG numbers count an exon of another transcript; papers count 1, 2, 3."""
    transcript = Transcript(
        "NM_1.1", "X", "A" * 30, 0, 30, ((0, 10), (10, 20), (20, 30)), ("2", "3", "4"), kind=kind
    )
    assert {scheme.labels for scheme in exon_label_schemes(transcript)} == wanted


def test_an_intron_name_that_two_counts_give_is_ambiguous() -> None:
    """``IVS2-105A>G`` of CDKN2A is c.458-105A>G in papers, c.151-105A>G by the numbers of its LRG record."""
    found = Resolver(REFERENCE).resolve(Mention("IVS2-105A>G", gene="CDKN2A"))
    named = {one.variant.hgvs_c for one in found.candidates}
    assert found.status == "ambiguous"
    assert {"NM_000077.4:c.458-105A>G", "NM_000077.4:c.151-105A>G"} <= named
