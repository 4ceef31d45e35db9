"""Old ways to place a change: over an exon's end, inside a run, on a printed chain, twice in one mention."""

from __future__ import annotations

import pytest

from varsyn.allele import allele_from_reading
from varsyn.model import Mention, Resolution
from varsyn.notation import read
from varsyn.numbering import names_on_record
from varsyn.numbering.examples import example_names
from varsyn.reference import open_reference
from varsyn.reference.records import LegacyName, NumberingFact
from varsyn.resolution import Resolver
from varsyn.resolution.listed import listed_allele, listed_hypotheses
from varsyn.synonyms import spellings

RESOLVER = Resolver(open_reference())


def ask(text: str, gene: str) -> Resolution:
    """The answer to a name of a gene."""
    return RESOLVER.resolve(Mention(text, gene=gene))


def end_of_exon(gene: str, which: int) -> tuple[int, str]:
    """The c. number of the last base of an exon (0-based index), and the coding sequence up to it."""
    anchor = RESOLVER.context(gene).anchor
    assert anchor is not None
    assert anchor.cds_start is not None
    border = anchor.exons[which][1]
    return border - anchor.cds_start, anchor.sequence[:border]


@pytest.mark.parametrize("which", range(3, 12))
def test_an_insertion_behind_an_exon_is_settled_where_the_intron_cannot_continue_it(which: int) -> None:
    """CFTR names count from base 133; the first base of the intron is G, so that C stays where it is."""
    border, before = end_of_exon("CFTR", which)
    found = ask(f"{border + 132}insCA", "CFTR")
    at = f"c.{border - 1}_{border}dup" if before.endswith("CA") else f"c.{border}_{border}+1insCA"
    assert found.status == "resolved"
    assert found.variant is not None
    assert found.variant.hgvs_c == f"NM_000492.4:{at}"
    open_end = ask(f"{border + 132}insGA", "CFTR")
    if not before.endswith("GA"):
        assert open_end.status == "unverified"


def test_an_insertion_somewhere_in_a_run_needs_no_exact_place() -> None:
    anchor = RESOLVER.context("CFTR").anchor
    assert anchor is not None
    assert anchor.cds_start is not None
    coding = anchor.sequence[anchor.cds_start :]
    first = coding.index("AAAAAA") + 1
    inside = ask(f"{first + 131}-{first + 137}insA", "CFTR")
    there = allele_from_reading(read(f"c.{first}_{first + 1}insA")[0], anchor)
    assert inside.status == "resolved"
    assert inside.variant is not None
    key = RESOLVER.resolve(Mention(f"{anchor.accession}:c.{first}_{first + 1}insA")).variant
    assert key is not None
    assert inside.variant.key == key.key
    assert there.shape in ("dup", "ins")
    assert ask(f"{first + 131}-{first + 137}insC", "CFTR").status == "mismatch"


@pytest.mark.parametrize("text", ["c.123?", "c.123con456_567", "c.123_124ins200_300", "c.(123_456)del"])
def test_what_describes_no_single_allele_is_no_mismatch(text: str) -> None:
    found = ask(text, "CFTR")
    assert found.status == "unverified"
    assert found.variant is not None
    assert found.variant.hgvs_c == f"NM_000492.4:{text}"


def test_a_printed_chain_excludes_other_rulers() -> None:
    both = ask("F25L", "INS")
    assert both.status == "ambiguous"
    chained = ask("F(B25)L", "INS")
    assert chained.status == "resolved"
    assert chained.variant is not None
    assert chained.variant.hgvs_p == "NP_000198.1:p.(Phe49Leu)"


def test_two_names_of_one_variant_are_one_variant() -> None:
    found = ask("1845delAG/1846delGA", "CFTR")
    assert found.status == "resolved"
    assert found.variant == ask("1845delAG", "CFTR").variant
    assert any(one.code == "names_of_one_variant" for one in found.messages)
    apart = ask("F508del/G551D", "CFTR")
    assert apart.variant is None
    assert len(apart.candidates) == 2


def test_examples_of_conventions_without_a_constant_are_names() -> None:
    found = ask("1811+1.6kbA>G", "CFTR")
    assert found.variant is not None
    assert found.variant.hgvs_c == "NM_000492.4:c.1680-886A>G"


def test_every_example_fits_its_sequence() -> None:
    checked = 0
    for symbol in RESOLVER.reference.symbols():
        context = RESOLVER.context(symbol)
        if context.anchor is None:
            continue
        for row in example_names(RESOLVER.reference.numbering(symbol)):
            assert listed_allele(row, context) is not None, (symbol, row.legacy, row.hgvs_c)
            checked += 1
    assert checked > 20


def test_an_example_without_a_whole_description_is_no_name() -> None:
    rows = ("E6nt-96 = c.611", "R407H = p.(Arg408His)", "exon 10b", "3243A>G = MTTL1 A3243G")
    facts = [NumberingFact("X", "cdna", "demo", "lookup", reference="NM_1", example=row) for row in rows]
    assert list(example_names(facts)) == []


def test_names_on_record_hold_each_name_once() -> None:
    for symbol in ("CFTR", "HBB", "BRCA1"):
        names = [(row.legacy, row.hgvs_c) for row in names_on_record(symbol, RESOLVER.reference)]
        assert len(names) == len(set(names))


def test_a_listed_frameshift_is_no_loss_of_the_residue_with_its_letter() -> None:
    """``T1795del`` of CYP2D6 names a base: read as Thr 1795 it is not what the list speaks of."""
    name = LegacyName("CFTR", "F3del", "demo", "NM_000492", "c.262_263del", "p.(Leu88Ilefs*22)")
    context = RESOLVER.context("CFTR")
    loss, base = read("F3del")[0], read("394delTT")[0]
    assert loss.coordinate == "p"
    assert listed_hypotheses([name], context, loss, 10.0) == []
    assert len(listed_hypotheses([name], context, base, 10.0)) == 1


def test_a_row_that_fits_no_transcript_gives_nothing() -> None:
    context = RESOLVER.context("CFTR")
    stated = LegacyName("CFTR", "x", "demo", "NM_000492", "c.1652G>A", "p.(Gly551Asp)")
    assert listed_allele(stated, context) is not None
    off = LegacyName("CFTR", "x", "demo", "NM_000492", "c.1653G>A", "p.(Gly551Asp)")
    assert listed_allele(off, context) is None


@pytest.mark.parametrize(
    ("text", "gene", "severity"),
    [
        ("c.1601G>A (p.Arg506Gln)", "F5", "warning"),
        ("1691G>A (R506Q)", "F5", "info"),
        ("T1796A (V599E)", "BRAF", "info"),
    ],
)
def test_pairs_say_which_half_counts_how(text: str, gene: str, severity: str) -> None:
    found = ask(text, gene)
    assert found.status == "resolved"
    (note,) = [one for one in found.messages if one.code == "pair_mixes_numbering"]
    assert note.severity == severity
    assert ("as HGVS does, the protein half" in note.text) == (severity == "warning")


def test_an_exonic_deletion_stays_on_the_transcript() -> None:
    """By the genome's 3' rule it is c.723_743+1del: the spellings have that, the canonical form does not."""
    found = ask("852del22", "CFTR")
    assert found.variant is not None
    assert found.variant.hgvs_c == "NM_000492.4:c.722_743del"
    assert "c.723_743+1del" in spellings(found.variant, RESOLVER.reference).texts
