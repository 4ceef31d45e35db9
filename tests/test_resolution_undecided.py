"""Indels whose canonical form hangs on bases that are not on record: given, with a remark or unsettled."""

from __future__ import annotations

import pytest

from varsyn.model import Mention, Resolution
from varsyn.reference import Transcript, open_reference
from varsyn.resolution import Resolver

RESOLVER = Resolver(open_reference())
GENES = ("CFTR", "BRCA1", "BRCA2", "LDLR", "IGF1R", "TP53", "HBB", "GBA1")


def ask(text: str, gene: str) -> Resolution:
    """The answer to a name of a gene."""
    return RESOLVER.resolve(Mention(text, gene=gene))


def coding_borders(gene: str) -> tuple[Transcript, list[int]]:
    """The anchor and the c. numbers of the last bases of its coding exons."""
    anchor = RESOLVER.context(gene).anchor
    assert anchor is not None
    assert anchor.cds_start is not None
    assert anchor.cds_end is not None
    ends = [end for _, end in anchor.exons[:-1] if anchor.cds_start + 40 < end < anchor.cds_end - 40]
    return anchor, [end - anchor.cds_start for end in ends]


def codes(found: Resolution) -> set[str]:
    """Codes of the messages."""
    return {one.code for one in found.messages}


@pytest.mark.parametrize("gene", GENES)
@pytest.mark.parametrize(
    ("change", "remarked"),
    [
        ("c.{0}+5G>A", False),  # a substitution is not shifted
        ("c.{1}-12T>G", False),
        ("c.{0}+3_{0}+4insT", True),
        ("c.{0}+20del", True),
        ("c.{1}-9_{1}-8delTT", True),
        ("c.{1}-20_{1}-18dup", True),
        ("c.{0}+7delinsTT", True),
        ("c.{0}+7delAinsTT", False),  # the printed base is what is replaced
        ("c.{0}+30_{0}+40inv", True),
        ("c.{0}+1delG", False),  # T follows
        ("c.{0}+1_{0}+2insA", False),  # between G and T
        ("c.{1}-2_{1}-1insC", False),  # between A and G
        ("c.{1}-2del", False),  # G follows
    ],
)
def test_an_indel_of_an_intron_is_remarked_on_unless_known_bases_decide_its_form(
    gene: str, change: str, remarked: bool
) -> None:
    """HGVS, general recommendations: 3' rule, prioritization of dup; Burset et al. 2000: GT-AG."""
    anchor, borders = coding_borders(gene)
    for last in borders[:4]:
        found = ask(change.format(last, last + 1), gene)
        assert found.status == "resolved", (found.mention.text, found.messages)
        assert found.variant is not None
        assert ("not_normalized" in codes(found)) is remarked
        by_accession = RESOLVER.resolve(Mention(f"{anchor.accession}:{change.format(last, last + 1)}"))
        assert (by_accession.status, by_accession.variant) == (found.status, found.variant)


@pytest.mark.parametrize("gene", GENES)
@pytest.mark.parametrize("edit", ["del", "dup"])
def test_a_change_at_an_exon_s_end_may_go_on_into_an_intron_that_begins_as_it_does(
    gene: str, edit: str
) -> None:
    anchor, borders = coding_borders(gene)
    assert anchor.cds_start is not None
    seen = set()
    for last in borders:
        for size in range(1, 9):
            first = anchor.sequence[anchor.cds_start + last - size]
            place = f"c.{last}" if size == 1 else f"c.{last - size + 1}_{last}"
            by_accession = f"{anchor.accession}:{place}{edit}"
            for text in (f"{place}{edit}", by_accession):
                found = ask(text, gene)
                open_ = first == "G" and text != by_accession
                assert found.status == ("unverified" if open_ else "resolved"), text
                assert ("not_normalized" in codes(found)) is (first == "G")
                assert found.variant is not None
                assert found.variant.hgvs_c == by_accession
            seen.add(first)
    assert "G" in seen


def test_before_an_exon_that_begins_with_the_printed_base_nothing_is_settled() -> None:
    met = set()
    for gene in GENES:
        anchor, borders = coding_borders(gene)
        assert anchor.cds_start is not None
        for last in borders:
            first = anchor.sequence[anchor.cds_start + last]
            found = ask(f"c.{last + 1}-1delG", gene)
            assert found.status == ("unverified" if first == "G" else "resolved")
            met.add(found.status)
    assert met == {"unverified", "resolved"}


def test_an_old_intron_name_says_the_same_as_its_c_number() -> None:
    found = ask("296+3insT", "CFTR")
    assert found.status == "resolved"
    assert "not_normalized" in codes(found)
    assert found.variant == ask("c.164+3_164+4insT", "CFTR").variant
    facts = [fact for fact in found.candidates[0].evidence if fact.code == "bases_not_on_record"]
    assert "c.164+4" in facts[0].detail


def test_a_listed_description_is_settled_by_its_list() -> None:
    assert ask("CFTRdele2,3 (21 kb)", "CFTR").status == "resolved"


def test_what_is_not_settled_can_be_part_of_an_allele() -> None:
    found = ask("c.[743del;350G>A]", "CFTR")
    assert found.status == "unverified"
    assert found.variant is not None
    assert found.variant.hgvs_c == "NM_000492.4:c.[350G>A;743del]"
