"""The reference as data provider of hgvs; its objects and those of pyhgvs; no network, no database."""

from __future__ import annotations

import random
import subprocess
import sys
import textwrap

import pytest

from varsyn.allele import allele_from_reading, describe, describe_genomic, predict, to_genome
from varsyn.interop import VcfFields, to_vcf
from varsyn.interop.biocommons import connect, description, from_sequence_variant, to_sequence_variant
from varsyn.interop.chromosome import Chromosomes
from varsyn.model import UnknownReference, UnsupportedNotation, Variant, VarsynError
from varsyn.notation import read
from varsyn.reference import Transcript, open_reference

pytest.importorskip("hgvs", reason="the hgvs package is not installed (extra: hgvs)")

from hgvs.assemblymapper import AssemblyMapper
from hgvs.exceptions import (
    HGVSDataNotAvailableError,
    HGVSInvalidVariantError,
    HGVSUnsupportedOperationError,
)
from hgvs.normalizer import Normalizer
from hgvs.validator import ExtrinsicValidator
from hgvs.variantmapper import VariantMapper

REFERENCE = open_reference()


def random_description(transcript: Transcript, dice: random.Random, *, spelled_out: bool = False) -> str:
    """A description of one to five bases somewhere in the coding sequence."""
    assert transcript.cds_start is not None
    assert transcript.cds_end is not None
    number = dice.randrange(1, transcript.cds_end - transcript.cds_start - 5)
    start = transcript.cds_start + number - 1
    base = transcript.sequence[start]
    last = number + dice.randrange(1, 5)
    there = transcript.sequence[start : start + last - number + 1] if spelled_out else ""
    bases = "".join(dice.choices("ACGT", k=dice.randrange(1, 5)))
    return f"{transcript.accession}:c." + dice.choice(
        (
            f"{number}{base}>{dice.choice([other for other in 'ACGT' if other != base])}",
            f"{number}_{last}del{there}",
            f"{number}_{last}dup{there}",
            f"{number}_{number + 1}ins{bases}",
            f"{number}_{last}delins{bases}",
        )
    )


def test_hgvs_through_our_provider_says_what_we_say() -> None:
    """Normalization, c.→p. and c.→g. of random edits on every aligned transcript: equal, or hgvs says p.?."""
    dice = random.Random(20)
    provider = connect(REFERENCE)
    mapper, normalizer = VariantMapper(provider), Normalizer(provider, validate=False)
    assemblies = {name: AssemblyMapper(provider, assembly_name=name) for name in ("GRCh37", "GRCh38")}
    counted = {"normalized": 0, "protein": 0, "genome": 0, "undecided": 0}
    for symbol in REFERENCE.symbols():
        for transcript in REFERENCE.transcripts_of(symbol):
            if transcript.cds_start is None or not transcript.exons or not transcript.alignments:
                continue
            for _ in range(2):
                text = random_description(transcript, dice)
                allele = allele_from_reading(read(text)[0], transcript)
                ours = describe(allele, transcript)
                try:
                    assert str(normalizer.normalize(to_sequence_variant(text))) == ours, text
                    counted["normalized"] += 1
                except HGVSUnsupportedOperationError:
                    continue  # hgvs normalizes nothing that touches two exons, or CDS and UTR
                protein = str(mapper.c_to_p(to_sequence_variant(ours)))
                if protein.endswith(":p.?"):
                    counted["undecided"] += 1
                elif "U" in transcript.protein:
                    continue  # hgvs reads every UGA as selenocysteine then, new frames included
                else:
                    expected = str(predict(allele, transcript))
                    assert protein.partition(":")[2] == expected.rpartition(":")[2], ours
                    counted["protein"] += 1
                for alignment in transcript.alignments:
                    try:
                        found = assemblies[alignment.assembly].c_to_g(to_sequence_variant(ours))
                    except HGVSDataNotAvailableError:
                        continue
                    assert str(found) == describe_genomic(to_genome(allele, transcript, alignment.assembly))
                    counted["genome"] += 1
    assert counted["normalized"] > 150
    assert counted["protein"] > 150
    assert counted["genome"] > 150
    assert counted["undecided"] < 10


def test_there_and_back_on_both_builds() -> None:
    provider = connect(REFERENCE)
    for assembly, genomic in (
        ("GRCh37", "NC_000015.9:g.99454613G>A"),
        ("GRCh38", "NC_000015.10:g.98911384G>A"),
    ):
        mapper = AssemblyMapper(provider, assembly_name=assembly)
        found = mapper.c_to_g(to_sequence_variant("NM_000875.5:c.1532G>A"))
        assert str(found) == genomic
        assert "NM_000875.5" in mapper.relevant_transcripts(found)
        assert str(mapper.g_to_c(found, "NM_000875.5")) == "NM_000875.5:c.1532G>A"


def test_the_normalizer_needs_no_chromosome() -> None:
    """HBB's transcript is aligned nowhere in the embedded reference; its exons are known all the same."""
    normalizer = Normalizer(connect(REFERENCE))
    transcript = REFERENCE.anchor("HBB")
    assert transcript is not None
    done = normalizer.normalize(to_sequence_variant(f"{transcript.accession}:c.19_21del"))
    assert str(done) == f"{transcript.accession}:c.22_24del"


def test_validation_sees_a_wrong_reference_base() -> None:
    validator = ExtrinsicValidator(connect(REFERENCE))
    assert validator.validate(to_sequence_variant("NM_000875.5:c.1532G>A"))
    with pytest.raises(HGVSInvalidVariantError):
        validator.validate(to_sequence_variant("NM_000875.5:c.1532T>A"))


def test_what_the_reference_does_not_have_is_said() -> None:
    provider = connect(REFERENCE)
    for ask in (
        lambda: provider.get_seq("NM_999999.1"),
        lambda: provider.get_seq("NC_000015.10"),
        lambda: provider.get_seq("NC_000015.10", 5, 9),
        lambda: provider.get_tx_identity_info("NM_999999.1"),
        lambda: provider.get_tx_info("NM_000875.5", "NC_000001.11", "splign"),
        lambda: provider.get_tx_exons("NM_000875.5", "NC_000015.10", "blat"),
    ):
        with pytest.raises(HGVSDataNotAvailableError):
            ask()
    assert provider.get_gene_info("NOSUCHGENE") is None
    assert provider.get_tx_mapping_options("NM_999999.1") == []
    assert provider.get_gene_info("IGF1R")["hgnc"] == "IGF1R"
    assert provider.get_seq("NP_000866.1", 510, 511) == "R"
    assert provider.get_pro_ac_for_tx_ac("NM_000875.5") == "NP_000866.1"
    assert {row["tx_ac"] for row in provider.get_tx_for_gene("IGF1R")} >= {"NM_000875.5"}


class MadeUpGenome:
    """Chromosome 15 of GRCh38 with made-up introns: the exons' bases, and G everywhere else."""

    def __init__(self) -> None:
        self.exonic = Chromosomes(REFERENCE)

    def fetch(self, accession: str, start: int, end: int) -> str:
        if accession != "NC_000015.10":
            raise UnknownReference(f"no {accession}")
        return self.exonic.fetch(accession, start, end).replace("N", "G")


def test_a_genome_opens_the_introns() -> None:
    mapper = AssemblyMapper(connect(REFERENCE, MadeUpGenome()), assembly_name="GRCh38")
    intronic = to_sequence_variant("NM_000875.5:c.94+5G>A")
    assert str(mapper.c_to_g(intronic)) == "NC_000015.10:g.98649680G>A"
    with pytest.raises(HGVSDataNotAvailableError):
        AssemblyMapper(connect(REFERENCE), assembly_name="GRCh38").c_to_g(intronic)
    other = AssemblyMapper(connect(REFERENCE, MadeUpGenome()), assembly_name="GRCh37")
    with pytest.raises(HGVSDataNotAvailableError):
        other.c_to_g(intronic)


def test_a_gapped_alignment_keeps_its_gap() -> None:
    """An exon with a gap: bases after it are shifted on the chromosome by the length of the gap."""
    seen = 0
    for symbol in REFERENCE.symbols():
        for transcript in REFERENCE.transcripts_of(symbol):
            for alignment in transcript.alignments:
                if not alignment.cigars or transcript.cds_start is None:
                    continue
                mapper = AssemblyMapper(connect(REFERENCE), assembly_name=alignment.assembly, normalize=False)
                for number in range(1, len(transcript.sequence) - transcript.cds_start, 97):
                    base = transcript.sequence[transcript.cds_start + number - 1]
                    text = f"{transcript.accession}:n.{transcript.cds_start + number}{base}>N"
                    reading = read(text.replace(">N", f">{'A' if base != 'A' else 'C'}"))[0]
                    try:
                        ours = to_genome(
                            allele_from_reading(reading, transcript), transcript, alignment.chrom
                        )
                        theirs = mapper.n_to_g(to_sequence_variant(str(reading)))
                    except (VarsynError, HGVSDataNotAvailableError):
                        continue
                    assert theirs.posedit.pos.start.base == ours.start + 1, text
                    seen += 1
    assert seen > 100


def test_no_socket_is_opened() -> None:
    """The whole of it in a fresh process in which opening a socket is an error."""
    program = textwrap.dedent(
        """
        import socket

        def refuse(*arguments, **options):
            raise AssertionError("a socket was opened")

        socket.socket = socket.create_connection = refuse
        from hgvs.assemblymapper import AssemblyMapper
        from varsyn.interop.biocommons import connect, to_sequence_variant

        mapper = AssemblyMapper(connect(), assembly_name="GRCh38")
        variant = to_sequence_variant("NM_000875.5:c.1532G>A")
        print(mapper.c_to_g(variant), mapper.c_to_p(variant))
        """
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["NC_000015.10:g.98911384G>A", "NP_000866.1:p.(Arg511Gln)"]


@pytest.mark.parametrize(
    "text",
    [
        "NM_000875.5:c.1532G>A",
        "NM_000875.5:c.420del",
        "NM_000875.5:c.94+1G>A",
        "NM_000875.5:c.-14_-10dup",
        "NM_000875.5:c.*5_*6insACGT",
        "NM_000875.5:c.1_3delinsTTTT",
        "NM_000875.5:c.1_3inv",
        "NC_000015.10:g.98911384G>A",
        "NC_012920.1:m.3243A>G",
        "NR_046018.2:n.12G>A",
        "NP_000866.1:p.Arg511Gln",
        "NP_000866.1:p.(Arg511Gln)",
        "NP_000483.3:p.Phe508del",
        "NP_000866.1:p.(Ile141SerfsTer19)",
        "NP_000866.1:p.(Arg89Ter)",
        "NM_000875.5:r.1532g>a",
    ],
)
def test_objects_both_ways(text: str) -> None:
    variant = to_sequence_variant(text)
    assert str(from_sequence_variant(variant)) == text
    assert str(to_sequence_variant(from_sequence_variant(variant))) == str(variant)


def test_stated_bases_are_kept() -> None:
    assert from_sequence_variant(to_sequence_variant("NM_000875.5:c.420delC")).ref == "C"


def test_what_hgvs_cannot_hold() -> None:
    for text in ("NM_000875.5:c.[1532G>A;265C>T]", "nonsense"):
        with pytest.raises(UnsupportedNotation) as refusal:
            to_sequence_variant(text)
        assert refusal.value.code == "unsupported_by_hgvs"


def test_the_description_of_a_variant() -> None:
    both = Variant("allele", "k", hgvs_c="NM_1.1:c.1A>G", hgvs_p="NP_1.1:p.(Met1?)")
    assert description(both) == "NM_1.1:c.1A>G"
    assert description(Variant("protein", "k", hgvs_c="NM_1.1:c.1A>G", hgvs_p="NP_1.1:p.X")) == "NP_1.1:p.X"
    assert description(Variant("allele", "k", hgvs_g=(("GRCh38", "NC_1.1:g.1A>G"),))) == "NC_1.1:g.1A>G"
    with pytest.raises(UnsupportedNotation):
        description(Variant("allele", "k"))


class TestPyhgvs:
    """pyhgvs: names both ways, and its own parser on our transcripts and bases."""

    pyhgvs = pytest.importorskip("pyhgvs", reason="the pyhgvs package is not installed (extra: pyhgvs)")

    @pytest.mark.parametrize(
        "text",
        [
            "NM_000875.5:c.1532G>A",
            "NM_000875.5:c.420delC",
            "NM_000492.4:c.1521_1523delCTT",
            "NM_007294.4:c.5266dupC",
            "NM_000875.5:c.94+1G>A",
            "NM_000875.5:c.-14A>G",
            "NM_000875.5:c.*5C>G",
            "NM_000875.5:c.420_421insACG",
            "NM_000875.5:c.420_422delCATinsACG",
        ],
    )
    def test_names_both_ways(self, text: str) -> None:
        from varsyn.interop.counsyl import from_hgvs_name, to_hgvs_name

        name = to_hgvs_name(text)
        assert name.format() == text
        assert from_hgvs_name(name) == read(text)[0]

    def test_what_pyhgvs_cannot_hold(self) -> None:
        from varsyn.interop.counsyl import to_hgvs_name

        with pytest.raises(UnsupportedNotation):
            to_hgvs_name("NM_000875.5:c.(100_200)del")

    def test_its_parser_on_our_transcripts(self) -> None:
        """Random edits on every transcript that is aligned without gaps: the same VCF fields as ours."""
        from varsyn.interop.counsyl import SlicedGenome, transcript_finder

        dice = random.Random(5)
        genome, done = SlicedGenome(REFERENCE), 0
        for assembly in ("GRCh37", "GRCh38"):
            find = transcript_finder(REFERENCE, assembly)
            for symbol in REFERENCE.symbols():
                for transcript in REFERENCE.transcripts_of(symbol):
                    try:
                        find(transcript.accession)
                    except (UnknownReference, UnsupportedNotation):
                        continue
                    if transcript.cds_start is None:
                        continue
                    text = random_description(transcript, dice, spelled_out=True)
                    try:
                        ours = to_vcf(text, assembly)
                    except (UnknownReference, UnsupportedNotation):
                        continue
                    theirs = VcfFields(*self.pyhgvs.parse_hgvs_name(text, genome, get_transcript=find))
                    while len(theirs.ref) > 1 < len(theirs.alt) and theirs.ref[0] == theirs.alt[0]:
                        # pyhgvs puts a base before every change of length, needed or not
                        theirs = VcfFields("", theirs.pos + 1, theirs.ref[1:], theirs.alt[1:])
                    assert theirs._replace(chrom="") == ours._replace(chrom=""), text
                    done += 1
        assert done > 60
