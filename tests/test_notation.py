"""Reading and writing notation: what each string means, what is said about it, what is refused and why."""
# ruff: noqa: E501 - the rows of a table stay rows

from __future__ import annotations

import pickle

import pytest

from varsyn.model import InvalidNotation, Reading, UnsupportedNotation, Variant
from varsyn.notation import read, write
from varsyn.notation.grammar import PARSERS, compile_to, grammar_text

# Gene words, reference, description: as written -> (accession, gene, first reading without them).
SPLITS = {
    "IGF1R R481Q": (None, "IGF1R", "p.(Arg481Gln)"),
    "R481Q in IGF1R": (None, "IGF1R", "p.(Arg481Gln)"),
    "R481Q mutation of the IGF1R gene": (None, "IGF1R", "p.(Arg481Gln)"),
    "IGF1R:p.R481Q": (None, "IGF1R", "IGF1R:p.Arg481Gln"),
    "type 1 IGF receptor R481Q": (None, "type 1 IGF receptor", "p.(Arg481Gln)"),
    "IGF-I receptor p.Arg511Gln": (None, "IGF-I receptor", "p.Arg511Gln"),
    "NM_000875.5(IGF1R):c.1532G>A (p.Arg511Gln)": ("NM_000875.5", "IGF1R", "NM_000875.5:c.1532G>A"),
    "NC_000023.11(NM_004006.2):c.3921dup": ("NC_000023.11(NM_004006.2)", None, "NC_000023.11(NM_004006.2):c.3921dup"),
    "TP53 R175H": (None, "TP53", "p.(Arg175His)"),
    "p53 R175H": (None, "p53", "p.(Arg175His)"),
    "CD221 Arg481Gln": (None, "CD221", "p.(Arg481Gln)"),
    "F5 R506Q": (None, "F5", "p.(Arg506Gln)"),
    "P450R A287P": (None, "P450R", "p.(Ala287Pro)"),
    "F13A V34L": (None, "F13A", "p.(Val34Leu)"),
    "MET T1010I": (None, "MET", "p.(Thr1010Ile)"),
    "AGT M235T": (None, "AGT", "p.(Met235Thr)"),
    "IL-6 -174 G/C": (None, "IL-6", "-174G>C"),
    "TNF-308G>A": (None, "TNF", "-308G>A"),
    "BRAF(V600E)": (None, "BRAF", "p.(Val600Glu)"),
    "CFTRdele2,3": (None, "CFTR", "EX2_EX3del"),
}  # fmt: skip

SEVERAL = {
    "A1298C": ["1298A>C", "p.(Ala1298Cys)"],
    "G12C": ["p.(Gly12Cys)", "12G>C"],
    "C677T": ["677C>T", "p.(Cys677Thr)"],
    "R59X": ["p.(Arg59Ter)", "p.(Arg59Xaa)"],
    "c.420-422del": ["c.420_422del", "c.420-422del"],
    "NM_000875.5:c.420-422del": ["NM_000875.5:c.420-422del", "NM_000875.5:c.420_422del"],
    "c.2097-2098insT": ["c.2097_2098insT"],
    "5382insC": ["5382_5383insC", "5381_5382insC"],
    "S124fsX127": ["p.(Ser124fsTer4)", "p.(Ser124fsTer127)"],
    "IVS1-110G>A": ["IVS1-110G>A", "IVS1+110G>A"],
    "IVSI-5 (G>C)": ["IVS1+5G>C", "IVS1-5G>C"],
    "R-4Q": ["p.(Arg-4Gln)", "p.(Arg4Gln)"],
}

PAIRS = {
    "IGF1R c.420del (p.Ala110fsTer20)": ("c.420del", "p.Ala110fsTer20"),
    "c.274G>A p.(Val92Met)": ("c.274G>A", "p.(Val92Met)"),
    "p.Arg511Gln (c.1532G>A)": ("c.1532G>A", "p.Arg511Gln"),
    "985A>G (K304E)": ("985A>G", "p.(Lys304Glu)"),
    "c.1799T>A, p.V600E": ("c.1799T>A", "p.Val600Glu"),
    "C1858T R620W": ("1858C>T", "p.(Arg620Trp)"),
    "(c.1192C>T)(p.Arg398Trp)": ("c.1192C>T", "p.Arg398Trp"),
}

REFUSED = {
    "hello": ("no_variant", "hello"),
    "FOO1": ("no_variant", "FOO1"),
    "factor V Leiden": ("no_variant", "factor V Leiden"),
    "c.1532G>": ("missing_new_base", ">"),
    "c.76_del": ("range_incomplete", "del"),
    "c.76_77ins": ("missing_inserted_sequence", ""),
    "p.Agr481Gln": ("not_a_residue", "A"),
    "c.[76A>C];[]": ("empty_allele", "]"),
    "c.0A>G": ("position_zero", "c.0A>G"),
    "p.Arg0Gln": ("position_zero", "p.Arg0Gln"),
    "IGF1R c.76": ("missing_change", "c.76"),
    "p.Y498": ("residue_only", "p.Y498"),
    "A>G": ("missing_position", "A>G"),
    "non-delta F508": ("negated_mention", "non-"),
    "NM_000875.5": ("reference_only", "NM_000875.5"),
}


@pytest.mark.parametrize("text", SPLITS)
def test_gene_words_and_reference(text: str) -> None:
    accession, gene, hgvs = SPLITS[text]
    found = read(text)[0]
    assert (found.accession, found.gene, found.hgvs) == (accession, gene, hgvs)


@pytest.mark.parametrize("text", SEVERAL)
def test_all_readings_best_first(text: str) -> None:
    found = read(text)
    assert [reading.hgvs for reading in found] == SEVERAL[text]


@pytest.mark.parametrize("text", PAIRS)
def test_halves_are_paired(text: str) -> None:
    found = read(text)[0]
    assert found.protein is not None
    assert (found.hgvs, found.protein.hgvs) == PAIRS[text]


@pytest.mark.parametrize("text", REFUSED)
def test_refusals_name_the_mistake_and_its_place(text: str) -> None:
    code, fault = REFUSED[text]
    with pytest.raises(InvalidNotation) as refused:
        read(text)
    error = refused.value
    assert error.code == code
    assert error.span is not None
    assert text[slice(*error.span)] == fault
    assert error.advice
    assert pickle.loads(pickle.dumps(error)).as_dict() == error.as_dict()


def test_invalid_and_unsupported_are_told_apart() -> None:
    for text in ("CYP2D6*4", "t(16;22)(p13.3;q11.2)"):
        with pytest.raises(UnsupportedNotation):
            read(text)


def test_advice_holds_the_corrected_form() -> None:
    with pytest.raises(InvalidNotation) as refused:
        read("p.Agr481Gln")
    assert refused.value.advice[0] == "did you mean p.Arg481Gln?"


def test_span_counts_in_the_text_as_given() -> None:
    text = "\u201cIGF1R  c.1532G\u2192\u201d"
    with pytest.raises(InvalidNotation) as refused:
        read(text)
    assert refused.value.span is not None
    assert text[slice(*refused.value.span)] == "\u2192"


def test_json_of_a_reading() -> None:
    assert read("c.420delC")[0].as_dict() == {
        "hgvs": "c.420del", "accession": None, "gene": None, "coordinate": "c", "edit": "del",
        "start": "420", "end": "420", "ref": "C", "alt": "", "uncertain": False,
        "repairs": [{"code": "redundant_bases", "before": "delC", "after": "del", "lossy": False}],
        "protein": None,
    }  # fmt: skip


def test_fields_of_a_frameshift_pair() -> None:
    found = read("NM_000875.5:c.420del (p.Ala110fsTer20)")[0].as_dict()
    assert found["accession"] == "NM_000875.5"
    protein = found["protein"]
    assert (protein["edit"], protein["ref"], protein["start"], protein["ter"]) == ("fs", "Ala", "110", "20")


def test_identifiers() -> None:
    for text in (
        "rs113993960",
        "VCV000013417",
        "RCV000003870",
        "SCV000020246",
        "CA023683",
        "COSV52661038",
        "COSM476",
    ):
        found = read(text)[0]
        assert (found.edit, found.id, str(found)) == ("none", text, text)


@pytest.mark.parametrize(
    ("text", "hgvs", "edit"),
    [
        ("15-98911384-G-A", "chr15:g.98911384G>A", "sub"),
        ("2-160182315-CAG-C", "chr2:g.160182316_160182317del", "del"),
        ("7:117559590:A:ATCT", "chr7:g.117559590_117559591insTCT", "ins"),
        ("M-3243-A-G", "chrM:m.3243A>G", "sub"),
        ("NC_000015.10:98911383:G:A", "NC_000015.10:g.98911384G>A", "sub"),
        ("NM_000875.5:2574:G:A", "NM_000875.5:n.2575G>A", "sub"),
    ],
)
def test_vcf_fields_and_spdi(text: str, hgvs: str, edit: str) -> None:
    found = read(text)[0]
    assert (found.hgvs, found.edit) == (hgvs, edit)


def test_assembly_is_kept() -> None:
    assert read("chr15:99454613G>A (hg19)")[0].assembly == "GRCh37"
    assert read("GRCh38 chr15:g.98911384G>A")[0].assembly == "GRCh38"


def test_lossy_repairs_are_flagged() -> None:
    assert read("c.200_100del")[0].lossy
    assert read("R48lQ")[0].lossy
    assert not read("c.123_123del")[0].lossy
    assert not read("Arg-481-Gln")[0].lossy


def test_circular_ranges_may_cross_the_origin() -> None:
    assert str(read("NC_012920.1:m.16560_10del")[0]) == "NC_012920.1:m.16560_10del"
    assert not read("J01749.1:o.4344_197dup")[0].repairs


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("hgvs", "NM_000875.5(IGF1R):c.1532G>A p.(Arg511Gln)"),
        ("hgvs1", "NM_000875.5(IGF1R):c.1532G>A p.(R511Q)"),
        ("clinvar", "NM_000875.5(IGF1R):c.1532G>A (p.Arg511Gln)"),
    ],
)
def test_variants_are_written_in_every_style(style: str, text: str) -> None:
    variant = Variant(
        "allele", "key", gene="IGF1R", hgvs_c="NM_000875.5:c.1532G>A", hgvs_p="NP_000866.1:p.(Arg511Gln)"
    )
    assert write(variant, style) == text


def test_readings_are_written_in_every_style() -> None:
    stop = Reading("p", "sub", "511", "511", "Arg", "Ter")
    styles = ("hgvs", "hgvs1", "star", "predicted", "legacy")
    assert [write(stop, style) for style in styles] == [
        "p.Arg511Ter", "p.R511*", "p.Arg511*", "p.(Arg511Ter)", "R511X",
    ]  # fmt: skip
    assert write(read("c.420_422delGCC")[0], "bases") == "c.420_422delGCC"
    with pytest.raises(ValueError, match="no style"):
        write(stop, "fancy")


def test_stored_grammars_are_those_of_the_files(tmp_path) -> None:  # type: ignore[no-untyped-def]
    compile_to(tmp_path / "grammar.bin")
    assert (tmp_path / "grammar.bin").stat().st_size > 10_000
    assert all(grammar_text(name).strip() for name in PARSERS)
