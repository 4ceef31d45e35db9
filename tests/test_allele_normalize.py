"""Normalization on real transcripts. Source of the rules: HGVS nomenclature 21."""

from __future__ import annotations

import pytest

from varsyn.allele import allele_from_reading, allele_key, describe, spdi
from varsyn.allele.normalizer import Normalizer
from varsyn.notation import read
from varsyn.reference import Transcript, open_reference

REFERENCE = open_reference()
NORMALIZER = Normalizer(REFERENCE)


def transcript(accession: str) -> Transcript:
    found = REFERENCE.transcript(accession)
    assert found is not None
    return found


def normalized(text: str) -> str:
    return NORMALIZER.normalize_general(text)


CASES = [
    # substitution and identity
    ("NM_000875.5:c.1532G>A", "c.1532G>A", "DNA, substitution"),
    ("NM_000875.5:c.1532_1532delinsA", "c.1532G>A", "DNA, substitution: one base for one is no delins"),
    ("NM_000875.5:c.1532delGinsA", "c.1532G>A", "DNA, substitution"),
    ("NM_000875.5:c.1532_1533delinsAG", "c.1532G>A", "DNA, delins: what does not change is not named"),
    ("NM_000875.5:c.1532=", "c.1532=", "DNA, substitution, no change"),
    ("NM_000875.5:c.1532_1533delinsGG", "c.1532_1533=", "DNA, no change"),
    ("NM_000875.5:c.=", "c.=", "DNA, no change"),
    # deletion, 3' rule
    ("NM_000875.5:c.419del", "c.420del", "general, 3' rule"),
    ("NM_000875.5:c.419delC", "c.420del", "DNA, deletion: the bases are not repeated"),
    ("NM_000875.5:c.420delC", "c.420del", "DNA, deletion"),
    ("NM_000492.4:c.1520_1522del", "c.1521_1523del", "general, 3' rule"),
    ("NM_007294.4:c.66_67del", "c.68_69del", "general, 3' rule"),
    ("NM_000875.5:c.1_3del", "c.2_4del", "general, 3' rule"),
    # insertion, duplication
    (
        "NM_007294.4:c.5263_5264insC",
        "c.5266dup",
        "DNA, duplication: a copy beside its original is no insertion",
    ),
    ("NM_007294.4:c.5266dupC", "c.5266dup", "DNA, duplication: the bases are not repeated"),
    ("NM_004006.2:c.5697_5698insA", "c.5697dup", "DNA, duplication"),
    ("NM_000875.5:c.3_4insAAG", "c.4_6dup", "DNA, duplication"),
    ("NM_000875.5:c.14_15insT", "c.14_15insT", "DNA, insertion"),
    ("NM_000875.5:c.14_15insN[12]", "c.14_15insN[12]", "DNA, insertion of unknown bases"),
    ("NM_000875.5:c.14_15ins12", "c.14_15insN[12]", "DNA, insertion of unknown bases"),
    # deletion-insertion
    ("NM_000875.5:c.20_23delinsTTT", "c.20_23delinsTTT", "DNA, delins"),
    ("NM_000875.5:c.1532_1534delinsG", "c.1533_1534del", "DNA, delins: a shared base makes it a deletion"),
    ("NM_000875.5:c.419delinsCC", "c.420dup", "DNA, delins: a shared base makes it a duplication"),
    # inversion
    ("NM_000875.5:c.1530_1535inv", "c.1530_1535inv", "DNA, inversion"),
    (
        "NM_000875.5:c.1530_1535delinsTACCGG",
        "c.1530_1535inv",
        "general, prioritization: inversion before delins",
    ),
    ("NM_000051.4:c.1230_1231inv", "c.1230_1231=", "a palindrome turned round is itself"),
    ("NM_000059.4:c.5793_5796inv", "c.5794_5795inv", "what does not change is not named"),
    ("NM_000333.3:c.2658_2660inv", "c.2659C>G", "DNA, substitution: one changed base"),
    # over the borders of the coding sequence, not over those of exons
    ("NM_000051.3:c.-2_-1insCA", "c.-1_1dup", "general, 3' rule, in the whole transcript"),
    ("NM_004006.2:c.11055_11058del", "c.11056_*1del", "general, 3' rule, in the whole transcript"),
    ("NM_004006.2:c.-1dup", "c.1dup", "general, 3' rule, in the whole transcript"),
    ("NM_004006.2:c.3921del", "c.3921del", "general, 3' rule, exception at exon/exon junctions"),
    ("NM_004006.2:c.3922del", "c.3922del", "general, 3' rule, exception at exon/exon junctions"),
    # repeats
    # alleles in cis
    ("NM_004006.2:c.[145C>T;147C>G]", "c.145_147delinsTGG", "DNA, delins: one codon, one base between"),
    ("NM_000875.5:c.[1532G>A;1533G>C]", "c.1532_1533delinsAC", "DNA, delins: neighbours are one change"),
    ("NM_000875.5:c.[1540del;1532G>A]", "c.[1532G>A;1544del]", "DNA, alleles: in order"),
    ("NM_000875.5:c.[420del;419=]", "c.420del", "DNA, alleles: what does not change is left out"),
    # RNA and other numberings
    ("NM_000875.5:r.1532g>a", "r.1532g>a", "RNA"),
    ("NM_000875.5:r.419del", "r.420del", "RNA"),
    ("NM_000875.5:r.14_15insu", "r.14_15insu", "RNA"),
    ("NR_024274.1:n.5del", "n.5del", "non-coding"),
    # introns: not shifted, bases are not there
    ("NM_000875.5:c.94+1G>A", "c.94+1G>A", "numbering"),
    ("NM_000875.5:c.94+5_94+7delinsAA", "c.94+5_94+7delinsAA", "numbering"),
    ("NM_000875.5:c.640+5dup", "c.640+5dup", "numbering"),
    ("NM_000875.5:c.94_94+3del", "c.94_94+3del", "numbering"),
    ("NM_000492.4:c.1210-12T[5]", "c.1210-12T[5]", "DNA, repeated sequences"),
    ("NM_000875.5:c.640+100000A>G", "c.641-83218A>G", "numbering: from the nearer exon"),
    # proteins
    ("NP_000866.1:p.Arg511Gln", "p.(Arg511Gln)", "protein, substitution"),
    ("NP_000866.1:p.Arg511delinsArgArg", "p.(Arg511dup)", "protein, duplication"),
    ("NP_000483.3:p.Ile506del", "p.(Ile507del)", "protein, deletion, 3' rule"),
    ("NP_000866.1:p.Arg511Arg", "p.(Arg511=)", "protein, no change"),
    ("NP_000866.1:p.Met1Val", "p.(Met1?)", "protein, substitution: start"),
]


@pytest.mark.parametrize(("text", "expected", "clause"), CASES)
def test_canonical_form(text: str, expected: str, clause: str) -> None:
    assert normalized(text).partition(":")[2] == expected, clause


@pytest.mark.parametrize(("more", "shape"), [(-2, "del"), (0, "identity"), (2, "dup"), (30, "ins")])
def test_a_stated_number_of_copies_is_counted_on_the_sequence(more: int, shape: str) -> None:
    """The run of HTT from c.52 on; a c. description may repeat units of three bases."""
    htt = transcript("NM_002111.8")
    assert htt.cds_start is not None
    start = htt.cds_start + 51
    run = 0
    while htt.sequence.startswith("CAG", start + 3 * run):
        run += 1
    allele = allele_from_reading(read(f"c.52CAG[{run + more}]")[0], htt)
    assert allele.shape == shape
    assert len(allele.inserted) - len(allele.deleted) == 3 * more


def test_all_ways_to_write_one_change_share_a_key() -> None:
    brca1 = transcript("NM_007294.4")
    ways = ["c.5266dup", "c.5263_5264insC", "c.5266_5267insC", "c.5264dupC", "c.5263_5266delinsTCCCC"]
    keys = {allele_key(allele_from_reading(read(way)[0], brca1), brca1) for way in ways}
    assert keys == {"NM_007294.4:5376:3:CCCC"}


def test_one_transcript_sequence_has_one_key_whatever_the_exon() -> None:
    """The 3' rule's exception keeps two names; identity is by sequence."""
    dmd = transcript("NM_004006.2")
    first, second = (allele_from_reading(read(way)[0], dmd) for way in ("c.3921del", "c.3922del"))
    assert describe(first, dmd) != describe(second, dmd)
    assert allele_key(first, dmd) == allele_key(second, dmd)


def test_cis_parts_and_their_delins_share_a_key() -> None:
    igf1r = transcript("NM_000875.5")
    stretch = igf1r.sequence[2574:2584]
    parts = allele_from_reading(read("c.[1532G>A;1541del]")[0], igf1r)
    whole = allele_from_reading(read(f"c.1532_1541delinsA{stretch[1:-1]}")[0], igf1r)
    assert allele_key(parts, igf1r) == allele_key(whole, igf1r)
    assert parts.parts


def test_spdi_is_zero_based_with_the_deleted_bases() -> None:
    igf1r = transcript("NM_000875.5")
    assert spdi(allele_from_reading(read("c.1532G>A")[0], igf1r), igf1r) == "NM_000875.5:2574:G:A"
    assert spdi(allele_from_reading(read("c.94+1G>A")[0], igf1r), igf1r) is None


@pytest.mark.parametrize(
    ("text", "verified"),
    [
        ("c.1532G>A", True),
        ("c.94+1G>A", True),  # introns begin with GT
        ("c.95-1G>A", True),  # and end with AG
        ("c.95-2A>G", True),
        ("c.94+2C>G", False),  # GC introns are rare: possible, not known
        ("c.94+5G>A", False),
        ("c.94+1del", False),
    ],
)
def test_what_is_known_of_introns_is_checked(text: str, verified: bool) -> None:
    assert allele_from_reading(read(text)[0], transcript("NM_000875.5")).verified is verified


def test_untranslated_bases_that_are_not_on_record_are_read_unchecked() -> None:
    """A record of the coding sequence alone has no c.-14, the transcript has."""
    partial = next(
        found
        for symbol in REFERENCE.symbols()
        for found in REFERENCE.transcripts_of(symbol)
        if found.kind == "cds_only"
    )
    allele = allele_from_reading(read("c.-14C>T")[0], partial)
    assert not allele.verified
    assert describe(allele, partial).endswith(":c.-14C>T")
