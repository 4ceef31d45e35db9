"""Verdicts on single mentions: rulers, pairs, names, references, refusals."""

from __future__ import annotations

import pytest

import varsyn
from varsyn.model import Mention, Resolution
from varsyn.reference import open_reference
from varsyn.resolution import Resolver
from varsyn.resolution.codons import single_base
from varsyn.resolution.explain import hypotheses_tried, render

RESOLVER = Resolver(open_reference())
INFERRED = Resolver(open_reference(), curated=False)


def answer(text: str, **context: str) -> Resolution:
    """The answer of one resolver."""
    return RESOLVER.resolve(Mention(text, **context))


def c_of(resolution: Resolution) -> str:
    """The c. description without its accession, of the variant or else of the best candidate."""
    variant = resolution.variant or resolution.candidates[0].variant
    return (variant.hgvs_c or "").rpartition(":")[2]


def c_all(resolution: Resolution) -> set[str]:
    """The c. descriptions of all candidates."""
    return {(one.variant.hgvs_c or "").rpartition(":")[2] for one in resolution.candidates}


def codes(resolution: Resolution) -> set[str]:
    """Codes of the messages."""
    return {message.code for message in resolution.messages}


@pytest.mark.parametrize(
    ("text", "hgvs_c"),
    [
        ("BRCA2 203G>A", "c.-26G>A"),
        ("BRCA2 6174delT", "c.5946del"),
        ("BRCA2 999del5", "c.771_775del"),
        ("BRCA1 IVS5+3A>G", "c.212+3A>G"),
        ("CFTR 1717-1G>A", "c.1585-1G>A"),
        ("CFTR 711+1G>T", "c.579+1G>T"),
        ("CFTR 1078delT", "c.948del"),
        ("CFTR 2183AA>G", "c.2051_2052delinsG"),
        ("HBB IVS1-110G>A", "c.93-21G>A"),
        ("HBB IVS1-5G>C", "c.92+5G>C"),
        ("HBB -28A>G", "c.-78A>G"),
        ("HBB -87C>G", "c.-137C>G"),
        ("MTHFR A1298C", "c.1286A>C"),
        ("F9 R338L", "c.1151G>T"),
        ("VHL 712C>T", "c.499C>T"),
    ],
)
def test_historic_numbers(text: str, hgvs_c: str) -> None:
    found = answer(text)
    assert found.status == "resolved"
    assert c_of(found) == hgvs_c


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("IGF1R R481Q", 30),
        ("TTR V30M", 20),
        ("GBA1 N370S", 39),
        ("HBB E6V", 1),
        ("SOD1 A4V", 1),
        ("F5 R506Q", 28),
    ],
)
def test_rulers_are_inferred_without_the_curated_tables(text: str, offset: int) -> None:
    found = INFERRED.resolve(Mention(text))
    assert found.candidates[0].numbering.offset == offset
    assert found.candidates[0].variant == answer(text).candidates[0].variant


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("CYP21A2 I172N", {"c.518T>A", "c.515T>A"}),
        ("GBA1 R170C", {"c.508C>T", "c.625C>T"}),
        ("FH N64T", {"c.320A>C", "c.191A>C"}),
        ("F9 A233T", {"c.835G>A", "c.697G>A"}),
    ],
)
def test_one_string_under_two_rulers_is_ambiguous(text: str, both: set[str]) -> None:
    found = answer(text)
    assert found.status == "ambiguous"
    assert found.variant is None
    assert both <= c_all(found)
    assert "several_fit" in codes(found)


@pytest.mark.parametrize("text", ["CFTR 3659delC", "BRCA1 2475delC", "BRCA2 3036del4", "CFTR 223C>T"])
def test_a_bare_historic_name_that_also_fits_as_hgvs_carries_a_warning(text: str) -> None:
    found = answer(text)
    assert found.status == "ambiguous" or "other_ruler_fits" in codes(found)


def test_several_causes_leave_the_dna_open() -> None:
    found = answer("CFTR S549R")
    assert found.status == "ambiguous"
    assert found.variant is not None
    assert found.variant.level == "protein"
    assert found.variant.hgvs_c is None
    assert c_all(found) == {"c.1645A>C", "c.1647T>A", "c.1647T>G"}
    assert "several_causes" in codes(found)


def test_causes_of_more_bases_are_told() -> None:
    best = answer("BRAF V600K").candidates[0]
    (fact,) = [fact for fact in best.evidence if fact.code == "other_causes"]
    assert "c.1798_1799delinsAA" in fact.detail
    assert best.variant.hgvs_c is None


def test_dna_or_protein_is_left_open_where_both_fit() -> None:
    found = answer("HFE C187G")
    assert found.status == "ambiguous" or "other_ruler_fits" in codes(found)


@pytest.mark.parametrize(("text", "code"), [("TP53 P72Q", None), ("TP53 R72P", "reversed_orientation")])
def test_reversed_orientation_is_reported(text: str, code: str | None) -> None:
    assert (code in codes(answer(text))) is (code is not None)


def test_reversed_orientation_of_an_unlisted_name_is_not_settled() -> None:
    anchor = RESOLVER.context("LDLR").anchor
    assert anchor is not None
    residue = anchor.protein[299]
    other = "W" if residue != "W" else "C"
    found = answer(f"LDLR {other}300{residue}")
    assert found.status != "resolved"


def test_a_number_past_the_stop_counts_from_the_stop() -> None:
    anchor = RESOLVER.context("F2").anchor
    assert anchor is not None
    assert anchor.cds_start is not None
    assert anchor.cds_end is not None
    size = anchor.cds_end - anchor.cds_start
    base = anchor.sequence[anchor.cds_end + 9]
    other = "A" if base != "A" else "C"
    found = answer(f"F2 {size + 10}{base}>{other}")
    assert c_of(found) == f"c.*10{base}>{other}"
    assert "counted_past_stop" in codes(found)


def test_an_unsized_insertion_is_not_settled() -> None:
    found = answer("CFTR 2193ins4")
    assert found.status == "unverified"
    assert "not_normalized" in codes(found)


def test_a_sized_deletion_runs_into_the_intron() -> None:
    found = answer("CFTR 2787del16")
    assert c_of(found) == "c.2655_2657+13del"
    assert found.status == "unverified"


def test_whole_exons_by_legacy_number() -> None:
    assert c_of(answer("CFTR exon 14a deletion")) == "c.(2490+1_2491-1)_(2619+1_2620-1)del"


@pytest.mark.parametrize("name", ["HbS", "Hb S", "βS", "CD6 (A>T)", "codon 6 GAG>GTG"])
def test_nicknames_are_checked_against_the_sequence(name: str) -> None:
    found = answer(name, gene="HBB")
    assert c_of(found) == "c.20A>T"
    assert any(fact.code == "listed_fits" for fact in found.candidates[0].evidence)


def test_a_nickname_needs_no_gene_where_it_is_one() -> None:
    assert answer("HbS").gene == "HBB"


def test_a_listed_name_of_a_gene_without_sequence_is_not_spelled_in_its_old_number() -> None:
    found = answer("SERPINA1 E342K")
    assert found.status == "unverified"
    assert c_of(found) == "c.1096G>A"


@pytest.mark.parametrize(
    "text",
    [
        "NM_000875.5:c.1532G>A",
        "NM_000875.4:c.1532G>A",
        "NM_000875:c.1532G>A",
        "NP_000866.1:p.Arg511Gln",
        "ENST00000650285.1:c.1532G>A",
        "NM_000875.9:c.1532G>A",
    ],
)
def test_printed_references(text: str) -> None:
    found = answer(text)
    assert found.status == "resolved"
    assert c_of(found) == "c.1532G>A"


def test_an_unknown_version_is_said() -> None:
    assert "version_substituted" in codes(answer("NM_000875.9:c.1532G>A"))
    assert "version_assumed" in codes(answer("NM_000875:c.1532G>A"))


def test_an_unknown_accession_without_gene_is_not_checked() -> None:
    found = answer("NM_999999.1:c.1532G>A")
    assert found.status == "unverified"
    assert found.variant is not None
    assert found.variant.hgvs_c == "NM_999999.1:c.1532G>A"


def test_gene_and_transcript_that_do_not_belong_together() -> None:
    found = answer("NM_000875.5:c.1532G>A", gene="TP53")
    assert "gene_transcript_conflict" in codes(found)
    assert found.gene == "IGF1R"


@pytest.mark.parametrize(
    ("text", "assembly"),
    [("chr15:g.98911384G>A", "GRCh38"), ("15-99454613-G-A", "hg19"), ("NC_000015.9:g.99454613G>A", None)],
)
def test_genome_positions(text: str, assembly: str | None) -> None:
    found = RESOLVER.resolve(Mention(text, assembly=assembly))
    assert c_of(found) == "c.1532G>A"
    assert found.gene == "IGF1R"


def test_the_build_is_inferred_from_the_base() -> None:
    assert "assembly_inferred" in codes(answer("15-99454613-G-A"))


def test_pairs_that_contradict_each_other() -> None:
    found = answer("IGF1R c.1532G>A (p.Arg511Trp)")
    assert "pair_contradicts" in codes(found)


def test_a_compound_is_as_settled_as_its_parts() -> None:
    found = answer("CFTR c.[1397C>A;3209G>A]")
    assert c_of(found) == "c.[1397C>A;3209G>A]"
    assert [one.code for one in found.messages if one.code == "part"] == ["part", "part"]


def test_no_gene_is_no_guess() -> None:
    found = answer("R481Q")
    assert found.status == "unverified"
    assert "no_gene" in codes(found)


def test_identifiers_are_not_resolved() -> None:
    assert "identifier_only" in codes(answer("rs80357906"))


def test_many_answers_come_in_order_and_are_remembered() -> None:
    texts = ["IGF1R R481Q", "hello", "", "IGF1R R481Q", "IGF1R R481Q"]
    found = list(varsyn.resolve_many(texts))
    assert [one.mention.text for one in found] == texts
    assert found[0].as_dict() == found[3].as_dict()
    assert found[3].variant is found[4].variant, "from the second time on"


def test_several_processes_give_the_same_answers() -> None:
    mentions = [Mention(f"R{number}Q", gene="IGF1R") for number in range(1, 1200)]
    assert list(RESOLVER.resolve_many(mentions, workers=2)) == [RESOLVER.resolve(one) for one in mentions]


def test_what_was_tried_is_told_with_odds() -> None:
    mention = Mention("R481Q", gene="IGF1R")
    tried = hypotheses_tried(mention, INFERRED)
    assert tried[0].fits
    assert tried[0].offset == 30
    assert not next(one for one in tried if one.scheme == "hgvs").fits
    assert sum(one.probability for one in tried) < 1
    text = render(INFERRED.resolve(mention), tried)
    assert "odds" in text
    assert "residue 481 is Asn" in text


def test_the_explanation_reads_well() -> None:
    text = answer("IGF1R R481Q").explain()
    assert "NM_000875.5:c.1532G>A p.(Arg511Gln)" in text
    assert "codon 511 CGG = Arg" in text
    assert max(len(line) for line in text.splitlines()) <= 100


def test_a_gene_s_name_alone_is_no_variant() -> None:
    found = answer("IGF1R")
    assert found.status == "unparsed"
    assert found.variant is None
    assert found.messages[0].code == "no_variant"
    assert answer("IGF1R R481Q").status == "resolved"


def test_a_chromosome_accession_names_its_build_whatever_else_is_said() -> None:
    found = RESOLVER.resolve(Mention("NC_000015.10:98911383:G:A", assembly="GRCh37"))
    assert found.variant is not None
    assert found.variant.hgvs_c == "NM_000875.5:c.1532G>A"


@pytest.mark.parametrize("gene", ["EGFR", "KRAS", "TP53", "LDLR"])
def test_x_is_a_stop_where_one_base_gives_one_and_else_undecided(gene: str) -> None:
    """``R59X`` names a stop; ``G719X`` of EGFR is how papers sum up G719A, G719C and G719S."""
    context = RESOLVER.context(gene)
    met = set()
    for number in range(2, len(context.protein)):
        residue, stop = context.protein[number - 1], bool(single_base(context.codon(number), "*"))
        if residue == "M" or context.names.numbers & {str(number - 1), str(number), str(number + 1)}:
            continue
        found = RESOLVER.resolve(Mention(f"{residue}{number}X", gene=gene))
        if found.candidates and found.candidates[0].numbering.scheme == "hgvs":
            unsettled = "any_residue" in codes(found)
            assert unsettled is not stop
            assert not unsettled or (found.status == "ambiguous" and found.variant is None)
            met.add(stop)
        formal = RESOLVER.resolve(Mention(f"p.{residue}{number}*", gene=gene))
        assert "any_residue" not in codes(formal)
    assert met == {True, False}


def test_a_residue_s_name_printed_beside_its_codon_is_no_rival() -> None:
    found = answer("TP53 codon 248 CGG>CAG")
    assert found.status == "resolved"
    assert c_of(found) == "c.743G>A"
