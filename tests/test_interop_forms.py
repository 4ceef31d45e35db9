"""SPDI and VCF fields, both ways; sources of rows: ClinVar and dbSNP records of the variants named."""

from __future__ import annotations

import random

import pytest

from varsyn.interop import Sequences, Spdi, VcfFields, edit_of, from_vcf, parse_spdi, spdi_to_hgvs, to_vcf
from varsyn.interop.assemblies import chromosome_accession, chromosome_name, known_assembly
from varsyn.interop.chromosome import Chromosomes
from varsyn.model import (
    InvalidNotation,
    ReferenceMismatch,
    UnknownReference,
    UnsupportedNotation,
    VarsynError,
)
from varsyn.notation import read
from varsyn.reference import open_reference
from varsyn.sequence import apply

KNOWN = [
    # transcript description, assembly, VCF fields
    ("NM_000875.5:c.1532G>A", "GRCh37", "15-99454613-G-A"),
    ("NM_000875.5:c.1532G>A", "GRCh38", "15-98911384-G-A"),
    ("NM_000492.4:c.1521_1523del", "GRCh37", "7-117199644-ATCT-A"),  # rs113993960
    ("NM_007294.4:c.68_69del", "GRCh37", "17-41276044-ACT-A"),  # rs80357914
    ("NM_007294.4:c.5266dup", "GRCh37", "17-41209079-T-TG"),  # rs80357906
    ("NM_000875.5:c.94+1G>A", "GRCh37", "15-99192905-G-A"),
]


@pytest.mark.parametrize(("description", "assembly", "fields"), KNOWN)
def test_vcf_both_ways(description: str, assembly: str, fields: str) -> None:
    found = to_vcf(description, assembly)
    assert str(found) == fields
    edit = from_vcf(found, assembly)
    assert to_vcf(edit, assembly) == found
    if "+" not in description:
        assert to_vcf(spdi_to_hgvs(edit), assembly) == found


def test_vcf_takes_any_spelling_of_an_allele() -> None:
    wanted = to_vcf("NM_000492.4:c.1521_1523del", "GRCh37")
    for fields in (
        VcfFields("chr7", 117199645, "TCT", ""),
        VcfFields("7", 117199645, "TCTT", "T"),
        VcfFields("NC_000007.13", 117199643, "CATCT", "CA"),
    ):
        if fields.alt:
            assert to_vcf(from_vcf(fields, "hg19"), "GRCh37") == wanted
        else:
            with pytest.raises(UnsupportedNotation):
                from_vcf(fields, "hg19")


@pytest.mark.parametrize("alt", ["<DEL>", "*", "A]17:198982]", "A,C", ""])
def test_vcf_alleles_without_bases(alt: str) -> None:
    with pytest.raises(UnsupportedNotation) as refusal:
        from_vcf(VcfFields("15", 99454613, "G", alt), "GRCh37")
    assert refusal.value.code == "symbolic_allele"


def test_vcf_says_which_base_is_there() -> None:
    with pytest.raises(ReferenceMismatch):
        from_vcf(VcfFields("15", 99454613, "T", "A"), "GRCh37")
    with pytest.raises(UnknownReference):
        from_vcf(VcfFields("Un_1", 5, "T", "A"), "GRCh37")
    with pytest.raises(UnknownReference):
        from_vcf(VcfFields("1", 5, "T", "A"), "T2T")
    assert str(from_vcf(VcfFields("15", 99454613, "G", "."), "GRCh37")).endswith(":G:G")


@pytest.mark.parametrize(
    ("text", "hgvs"),
    [
        ("NM_000875.5:2574:G:A", "NM_000875.5:c.1532G>A"),
        ("NM_000875.5:2574:1:A", "NM_000875.5:c.1532G>A"),
        ("NM_000492.4:1590:CTT:", "NM_000492.4:c.1521_1523del"),
        ("NM_000492.4:1589:TCT:", "NM_000492.4:c.1521_1523del"),
        ("NM_000492.4:1590:0:CTT", "NM_000492.4:c.1521_1523dup"),
        ("NC_000015.10:98911383:G:A", "NC_000015.10:g.98911384G>A"),
        ("NC_000017.10:41209079::G", "NC_000017.10:g.41209082dup"),
        ("NP_000866.1:510:R:Q", "NP_000866.1:p.Arg511Gln"),
        ("NP_000483.3:507:F:", "NP_000483.3:p.Phe508del"),
        ("NM_000875.5:2574:G:G", "NM_000875.5:c.1532="),
    ],
)
def test_spdi_to_hgvs(text: str, hgvs: str) -> None:
    assert spdi_to_hgvs(parse_spdi(text)) == hgvs


def test_spdi_that_is_none() -> None:
    for text in ("", "NM_000875.5", "NM_000875.5:-1:G:A", "NM_000875.5:2574:G", "a b:1:G:A", "x:1:G:1"):
        with pytest.raises(InvalidNotation):
            parse_spdi(text)
    with pytest.raises(ReferenceMismatch):
        parse_spdi("NM_000875.5:2574:C:A")
    with pytest.raises(UnknownReference):
        parse_spdi("NM_999999.9:2574:C:A")
    with pytest.raises(UnknownReference):
        parse_spdi("NM_000875.5:99999999:C:A")


@pytest.mark.parametrize("accession", ["NM_000875.5", "NM_000059.4", "NP_000866.1"])
def test_an_edit_survives_its_description(accession: str) -> None:
    """Edit → HGVS → edit: applying the two gives the same sequence, for random edits."""
    sequences, dice = Sequences(), random.Random(7)
    whole = sequences.whole(accession)
    assert whole is not None
    letters = sorted(set(whole[1:300]))
    done = 0
    while done < 150:
        start = dice.randrange(2, len(whole) - 12)
        deleted = whole[start : start + dice.randrange(0, 6)]
        inserted = "".join(dice.choices(letters, k=dice.randrange(0, 6)))
        if not deleted and not inserted:
            continue
        edit = Spdi(accession, start, deleted, inserted)
        back = edit_of(spdi_to_hgvs(edit, sequences), sequences=sequences)
        assert apply(whole, back.position, back.end, back.inserted) == apply(whole, start, edit.end, inserted)
        done += 1


def test_an_allele_has_one_vcf_spelling() -> None:
    """Every place where a deletion or duplication could be written gives the same fields."""
    sequences = Sequences()
    transcript = sequences.reference.transcript("NM_000492.4")
    assert transcript is not None
    assert transcript.cds_start is not None
    seen: dict[str, set[VcfFields]] = {}
    for number in range(1480, 1560):
        description = f"NM_000492.4:c.{number}_{number + 2}del"
        base = transcript.cds_start + number - 1
        made = apply(transcript.sequence, base, base + 3, "")
        try:
            seen.setdefault(made, set()).add(to_vcf(description, "GRCh37", sequences))
        except UnknownReference:
            continue  # at the end of the exon, where the next base is not known
    assert len(seen) > 40
    assert all(len(spellings) == 1 for spellings in seen.values())


def test_what_has_no_single_edit() -> None:
    for text in (
        "NM_000875.5:c.[1532G>A;265C>T]",
        "NM_000875.5:c.94+1G>A",
        "c.1532G>A",
        "NM_000875.5:c.(100_200)del",
        "NC_000015.10:g.(100_200)_(300_400)del",
        "NP_000866.1:p.Ile141SerfsTer19",
        "NM_999999.1:c.1A>G",
        "NP_999999.1:p.Arg5Gln",
        "NM_000875.5:c.1532C>A",
    ):
        with pytest.raises(VarsynError):
            edit_of(text)
    with pytest.raises(UnsupportedNotation):
        edit_of("NP_000866.1:p.Arg511Gln", "GRCh38")


def test_readings_and_texts_are_one() -> None:
    text = "NM_000875.5:c.1532G>A"
    assert edit_of(read(text)[0]) == edit_of(text)


@pytest.mark.parametrize(
    ("text", "hgvs"),
    [
        ("NM_000492.4:1590:CTT:", "NM_000492.4:n.1591_1593del"),
        ("NM_000492.4:1590:3:", "NM_000492.4:n.1591_1593del"),
        ("NM_000875.5:2574:1:A", "NM_000875.5:n.2575delinsA"),
        ("NM_000492.4:1593:0:CTT", "NM_000492.4:n.1593_1594insCTT"),
        ("NC_000015.10:98911383:G:A", "NC_000015.10:g.98911384G>A"),
    ],
)
def test_a_spdi_is_read_as_notation_too(text: str, hgvs: str) -> None:
    assert read(text)[0].hgvs == hgvs
    assert edit_of(text) is not None


def test_a_spdi_without_an_edit_is_not_read() -> None:
    with pytest.raises(InvalidNotation):
        read("NM_000492.4:1593::")


def test_chromosome_names_are_those_of_ncbi() -> None:
    """Against the assembly tables that the bioutils package carries."""
    assemblies = pytest.importorskip("bioutils.assemblies", reason="bioutils is not installed (extra: hgvs)")
    for assembly in ("GRCh37", "GRCh38"):
        theirs = {
            accession: name
            for accession, name in assemblies.make_ac_name_map(assembly).items()
            if accession.startswith("NC_") and name != "MT"
        }
        assert len(theirs) == 24
        for accession, name in theirs.items():
            assert chromosome_name(accession) == (name, assembly)
            assert chromosome_accession(f"chr{name}", assembly) == accession
    assert chromosome_name("NC_012920.1") == ("MT", None)
    assert known_assembly("GRCh37.p13") == "GRCh37"


def test_the_alignments_lie_on_those_chromosomes() -> None:
    reference = open_reference()
    for symbol in ("IGF1R", "BRCA1", "CFTR", "F8"):
        for transcript in reference.transcripts_of(symbol):
            for alignment in transcript.alignments:
                assert chromosome_name(alignment.chrom)[1] == alignment.assembly


class Tape:
    """A genome of one made-up chromosome."""

    def __init__(self, bases: str) -> None:
        self.bases = bases

    def fetch(self, accession: str, start: int, end: int) -> str:
        return self.bases[start:end]


def test_a_genome_is_used_where_there_is_one() -> None:
    sequences = Sequences(genome=Tape("CAAAAT" + "G" * 300 + "C"))
    name = "NC_000001.11"
    assert spdi_to_hgvs(Spdi(name, 1, "A", ""), sequences) == f"{name}:g.5del"
    assert str(to_vcf(Spdi(name, 4, "A", ""), "GRCh38", sequences)) == "1-1-CA-C"
    assert str(to_vcf(Spdi(name, 0, "C", ""), "GRCh38", sequences)) == "1-1-CA-A"
    assert spdi_to_hgvs(Spdi(name, 6, "", "G"), sequences) == f"{name}:g.306dup"
    assert str(to_vcf(Spdi(name, 300, "GG", ""), "GRCh38", sequences)) == "1-6-TGG-T"
    assert spdi_to_hgvs(Spdi(name, 306, "C", ""), sequences) == f"{name}:g.307del"
    assert spdi_to_hgvs(Spdi(name, 0, "CA", "TG"), sequences) == f"{name}:g.1_2inv"


def test_exons_tell_the_bases_of_a_chromosome() -> None:
    chromosomes = Chromosomes(open_reference())
    exonic = chromosomes.fetch("NC_000015.10", 98911380, 98911390)
    assert "N" not in exonic
    assert chromosomes.fetch("NC_000015.10", 5, 9) == "NNNN"
    with pytest.raises(UnknownReference) as refusal:
        chromosomes.known("NC_000015.10", 5, 9)
    assert refusal.value.code == "no_genome_sequence"
    for start, end in ((-1, 3), (5, 2)):
        with pytest.raises(VarsynError):
            chromosomes.fetch("NC_000015.10", start, end)
