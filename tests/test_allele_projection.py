"""Between transcripts, versions and chromosomes."""

from __future__ import annotations

import msgspec
import pytest

from varsyn.allele import (
    Allele,
    allele_from_reading,
    allele_key,
    describe,
    describe_genomic,
    from_genome,
    predict,
    project,
    protein_from_reading,
    protein_variant_of,
    to_genome,
    variant_of,
)
from varsyn.allele.chromosome import genomic_from_reading
from varsyn.model import PositionError, ReferenceMismatch, UnknownReference
from varsyn.notation import read
from varsyn.reference import Alignment, Transcript, open_reference
from varsyn.sequence import reverse_complement

REFERENCE = open_reference()


def transcript(accession: str) -> Transcript:
    found = REFERENCE.transcript(accession)
    assert found is not None
    return found


def allele(text: str, tx: Transcript) -> Allele:
    return allele_from_reading(read(text)[0], tx)


def genomic(text: str, tx: Transcript, target: str) -> str:
    return describe_genomic(to_genome(allele(text, tx), tx, target)).partition(":g.")[2]


@pytest.mark.parametrize(
    ("accession", "dna", "names"),
    [
        (
            "NM_000875.5", "c.1532G>A",
            {"GRCh37": "NC_000015.9:g.99454613G>A", "GRCh38": "NC_000015.10:g.98911384G>A"},
        ),
        (
            "NM_000875.5", "c.420del",
            {"GRCh37": "NC_000015.9:g.99251116del", "GRCh38": "NC_000015.10:g.98707887del"},
        ),
        (
            "NM_000875.5", "c.94+1G>A",
            {"GRCh37": "NC_000015.9:g.99192905G>A", "GRCh38": "NC_000015.10:g.98649676G>A"},
        ),
        (
            "NM_000546.6", "c.524G>A",
            {"GRCh37": "NC_000017.10:g.7578406C>T", "GRCh38": "NC_000017.11:g.7675088C>T"},
        ),
        ("NM_000492.4", "c.1521_1523del", {"GRCh37": "NC_000007.13:g.117199646_117199648del"}),
        ("NM_007294.4", "c.5266dup", {"GRCh37": "NC_000017.10:g.41209082dup"}),
        ("NM_007294.4", "c.68_69del", {"GRCh37": "NC_000017.10:g.41276047_41276048del"}),
    ],
)  # fmt: skip
def test_names_on_both_builds(accession: str, dna: str, names: dict[str, str]) -> None:
    """As ClinVar and dbSNP list them; on the forward strand the 3' rule runs the other way."""
    tx = transcript(accession)
    found = dict(variant_of(allele(dna, tx), tx, REFERENCE).hgvs_g)
    assert names.items() <= found.items()


@pytest.mark.parametrize(
    "texts",
    [
        (
            "NM_000875.5:c.1532G>A",
            "NM_000875.4:c.1532G>A",
            "NC_000015.9:g.99454613G>A",
            "NC_000015.10:g.98911384G>A",
        ),
        ("NM_000875.5:c.419del", "NC_000015.9:g.99251115del", "NC_000015.10:g.98707887delC"),
        ("NM_000875.5:c.94+5G>A", "NC_000015.9:g.99192909G>A", "NC_000015.10:g.98649680G>A"),
        (
            "NM_000546.6:c.524G>A",
            "NC_000017.10:g.7578406C>T",
            "NC_000017.11:g.7675088C>T",
            "NM_000546.6:r.524g>a",
        ),
        ("NM_000546.6:c.215_216insA", "NC_000017.11:g.7676153_7676154insT"),
        ("NM_000492.4:c.1521_1523del", "NM_000492.3:c.1521_1523del", "NC_000007.13:g.117199645_117199647del"),
        ("NM_004006.3:c.9del", "NM_004006.2:c.9del"),
    ],
)
def test_all_descriptions_of_one_allele_share_a_key(texts: tuple[str, ...]) -> None:
    keys = set()
    gene = transcript(texts[0].partition(":")[0]).gene
    for text in texts:
        reading = read(text)[0]
        tx = REFERENCE.transcript(reading.accession or "") or REFERENCE.anchor(gene)
        assert tx is not None
        keys.add(variant_of(allele_from_reading(reading, tx), tx, REFERENCE).key)
    assert len(keys) == 1


def made_up(strand: int) -> Transcript:
    """Two exons of 20 and 24 bases with an intron of 11; on strand -1 the chromosome runs backwards."""
    sequence = "CACCATGAAAGCTGCTAAAT" + "GGCAGCGTGGTACCTAAGGATCAT"
    places = ((100, 120), (131, 155)) if strand == 1 else ((135, 155), (100, 124))
    return Transcript(
        "NM_1.1", "X", sequence, 4, 37, ((0, 20), (20, 44)),
        alignments=(Alignment("GRCh38", "NC_000001.11", strand, places),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("dna", "forward", "reverse"),
    [
        ("c.1A>G", "105A>G", "151T>C"),
        ("c.16T>C", "120T>C", "136A>G"),
        ("c.17G>A", "132G>A", "124C>T"),
        ("c.16+1G>A", "121G>A", "135C>T"),
        ("c.16+6G>A", "126G>A", "130C>T"),
        ("c.17-5A>G", "127A>G", "129T>C"),
        ("c.16+7A>G", "127A>G", "129T>C"),
        ("c.-6A>G", "99A>G", "157T>C"),
        ("c.*9A>G", "157A>G", "99T>C"),
        ("c.4_6del", "108_110del", "146_148del"),
        ("c.4del", "110del", "148del"),
        ("c.6dup", "110dup", "148dup"),
        ("c.15_17del", "119_132del", "124_137del"),
        ("c.15_17dup", "119_132dup", "124_137dup"),
        ("c.16+1_16+2insT", "121_122insT", "134_135insA"),
        ("c.16_16+1insT", "120_121insT", "135_136insA"),
        ("c.8_9inv", "112_113inv", "143_144inv"),
        ("c.7_9delinsAA", "111_113delinsAA", "143_145delinsTT"),
        ("c.4=", "108=", "148="),
    ],
)
def test_made_up_places(dna: str, forward: str, reverse: str) -> None:
    """Worked out by hand: exon 1 is at 101 to 120, the intron at 121 to 131, exon 2 at 132 to 155."""
    assert genomic(dna, made_up(1), "GRCh38") == forward
    assert genomic(dna, made_up(-1), "GRCh38") == reverse


def test_the_middle_of_an_intron_counts_from_the_exon_before() -> None:
    """HGVS nomenclature 21, background, numbering: 11 bases, so +6 is the last plus."""
    tx = made_up(1)
    assert describe(allele("c.17-6C>T", tx), tx) == "NM_1.1:c.16+6C>T"
    assert describe(allele("c.16+7C>T", tx), tx) == "NM_1.1:c.17-5C>T"


def test_an_insertion_between_two_exons_has_no_single_place() -> None:
    with pytest.raises(PositionError) as caught:
        to_genome(allele("c.16_17insC", made_up(1)), made_up(1), "GRCh38")
    assert caught.value.code == "between_exons"
    assert variant_of(allele("c.16_17insC", made_up(1)), made_up(1), None).hgvs_g == ()


def gapped(strand: int) -> Transcript:
    """Exon 1: eight bases, two that the chromosome lacks, four, four that it has in addition, six."""
    sequence = made_up(1).sequence
    cigars = ("8=2D4=4I6=", "3=1X20=")
    places = ((100, 122), (133, 157)) if strand == 1 else ((135, 157), (100, 124))
    return Transcript(
        "NM_1.1", "X", sequence, 4, 37, ((0, 20), (20, 44)),
        alignments=(Alignment("GRCh38", "NC_000001.11", strand, places, cigars=cigars),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("dna", "forward", "reverse"),
    [
        ("c.1A>G", "105A>G", "153T>C"),
        ("c.4A>G", "108A>G", "150T>C"),
        ("c.7G>A", "109G>A", "149C>T"),
        ("c.10G>A", "112G>A", "146C>T"),
        ("c.12T>A", "118T>A", "140A>T"),
        ("c.16T>A", "122T>A", "136A>T"),
    ],
)
def test_gapped_alignments(dna: str, forward: str, reverse: str) -> None:
    assert genomic(dna, gapped(1), "GRCh38") == forward
    assert genomic(dna, gapped(-1), "GRCh38") == reverse


@pytest.mark.parametrize("dna", ["c.5A>G", "c.6A>T", "c.4_7del", "c.9_12del", "c.20A>T"])
def test_places_that_the_chromosome_lacks_or_has_otherwise(dna: str) -> None:
    with pytest.raises(PositionError) as caught:
        to_genome(allele(dna, gapped(1)), gapped(1), "GRCh38")
    assert caught.value.code == "not_on_genome"


def test_a_base_in_a_gap_of_the_transcript_is_not_on_it() -> None:
    with pytest.raises(PositionError) as caught:
        from_genome(genomic_from_reading(read("NC_000001.11:g.114A>G")[0]), gapped(1))
    assert caught.value.code == "not_on_transcript"


def test_where_the_alignment_marks_a_mismatch_the_chromosome_has_another_base() -> None:
    """c.20 is A on the transcript and something else on the chromosome: stating that is no error."""
    tx = gapped(1)
    found = from_genome(genomic_from_reading(read("NC_000001.11:g.137T>G")[0]), tx)
    assert describe(found, tx) == "NM_1.1:c.20A>G"
    same = from_genome(genomic_from_reading(read("NC_000001.11:g.137T>A")[0]), tx)
    assert same.shape == "identity"
    with pytest.raises(ReferenceMismatch):
        from_genome(genomic_from_reading(read("NC_000001.11:g.137A>G")[0]), tx)
    with pytest.raises(ReferenceMismatch):
        from_genome(genomic_from_reading(read("NC_000001.11:g.136T>A")[0]), tx)


def test_an_exon_left_out_of_the_alignment_is_not_guessed_over() -> None:
    """The first exon is not aligned: what lies before the second is neither its flank nor the first."""
    tx = msgspec.structs.replace(
        made_up(1),
        alignments=(Alignment("GRCh38", "NC_000001.11", 1, ((131, 155),), tx_exons=((20, 44),)),),
    )
    assert describe(allele("NC_000001.11:g.132G>A", tx), tx) == "NM_1.1:c.17G>A"
    for text in ("NC_000001.11:g.131A>G", "NC_000001.11:g.120A>G"):
        with pytest.raises(PositionError) as caught:
            allele(text, tx)
        assert caught.value.code == "not_on_transcript"
    with pytest.raises(PositionError):
        to_genome(allele("c.17-1G>A", tx), tx, "GRCh38")


def test_a_poly_a_tail_is_not_on_the_chromosome() -> None:
    plain = made_up(1)
    tx = msgspec.structs.replace(
        plain,
        sequence=plain.sequence + "A" * 9,
        exons=((0, 20), (20, 53)),
        alignments=(
            Alignment("GRCh38", "NC_000001.11", 1, ((100, 120), (131, 155)), tx_exons=((0, 20), (20, 44))),
        ),
    )
    assert describe(allele("NC_000001.11:g.155T>A", tx), tx) == "NM_1.1:c.*7T>A"
    with pytest.raises(PositionError):
        allele("NC_000001.11:g.156A>G", tx)
    with pytest.raises(PositionError):
        to_genome(allele("c.*9A>G", tx), tx, "GRCh38")


def test_stated_bases_over_an_intron_are_not_compared_with_the_exons_alone() -> None:
    tx = made_up(1)
    found = allele("NC_000001.11:g.119_132delTGTTTTTCCCAGGG", tx)
    assert describe(found, tx) == "NM_1.1:c.15_17del"


def test_an_unknown_chromosome() -> None:
    with pytest.raises(UnknownReference) as caught:
        allele_from_reading(read("NC_000002.12:g.100A>G")[0], made_up(1))
    assert caught.value.code == "not_aligned"


class Genome:
    """A chromosome as a string."""

    def __init__(self, strand: int) -> None:
        exons = made_up(1).sequence[:20], made_up(1).sequence[20:]
        bases = "C" * 100 + exons[0] + "GTTTTTCCCAG" + exons[1] + "C" * 50
        if strand == -1:
            bases = reverse_complement("C" * 100 + exons[0] + "GTTTTTCCCAG" + exons[1] + "C" * 100)
        self.bases = bases

    def fetch(self, accession: str, start: int, end: int) -> str:
        if accession != "NC_000001.11":
            raise UnknownReference(accession)
        return self.bases[start:end]


@pytest.mark.parametrize("strand", [1, -1])
@pytest.mark.parametrize(
    ("dna", "canonical"),
    [
        ("c.16+2del", "c.16+6del"),
        ("c.16+2delT", "c.16+6del"),
        ("c.16+3dup", "c.16+6dup"),
        ("c.16+2_16+3insT", "c.16+6dup"),
        ("c.16+2_16+3insTT", "c.16+5_16+6dup"),
        ("c.16+7C>T", "c.17-5C>T"),
        ("c.16+1_16+2del", "c.16+1_16+2del"),
        ("c.17-1_17del", "c.17_18del"),
        ("c.17-1del", "c.18del"),
        ("c.16_16+1insG", "c.16+1dup"),
        ("c.17-2_17-1insC", "c.17-2_17-1insC"),
        ("c.16+4_16+5delinsTA", "c.16+5T>A"),
    ],
)
def test_with_a_genome_introns_are_checked_and_shifted_over(strand: int, dna: str, canonical: str) -> None:
    tx = made_up(strand)
    found = allele_from_reading(read(dna)[0], tx, Genome(strand))
    assert describe(found, tx).partition(":")[2] == canonical
    assert found.verified
    placed = describe_genomic(to_genome(found, tx, "GRCh38"))
    assert describe(allele_from_reading(read(placed)[0], tx, Genome(strand)), tx).endswith(f":{canonical}")


def test_with_a_genome_a_wrong_intron_base_is_found() -> None:
    with pytest.raises(ReferenceMismatch):
        allele_from_reading(read("c.16+3A>G")[0], made_up(1), Genome(1))


def test_the_circular_mitochondrial_genome() -> None:
    """The last base is followed by the first."""

    class Circle:
        bases = "GA" + "C" * 16565 + "TG"

        def fetch(self, accession: str, start: int, end: int) -> str:
            return self.bases[start:end]

    def canonical(text: str) -> str:
        found = genomic_from_reading(read(f"NC_012920.1:{text}")[0], Circle())
        return describe_genomic(found, "m").partition(":")[2]

    assert canonical("m.16569del") == "m.1del"
    assert canonical("m.16569_1insG") == "m.1dup"
    assert canonical("m.2A>G") == "m.2A>G"
    assert canonical("m.5_6del") == "m.16566_16567del"
    with pytest.raises(PositionError):
        canonical("m.16570del")


def test_another_isoform_without_the_place_keeps_the_own_name() -> None:
    first = transcript("NM_058195.3")
    other = transcript("NM_000077.4")
    assert first.gene == other.gene == "CDKN2A"
    alone = allele("c.10del", first)
    with pytest.raises(PositionError) as caught:
        project(alone, first, msgspec.structs.replace(other, alignments=()))
    assert caught.value.code == "not_on_target"


def test_to_another_transcript_and_back() -> None:
    first, second = transcript("NM_000875.4"), transcript("NM_000875.5")
    for text in ("c.1532G>A", "c.419del", "c.5_6insTTT", "c.100_102dup", "c.*10del", "c.-20G>A", "c.94+3A>G"):
        try:
            start = allele(text, first)
        except ReferenceMismatch:
            continue
        there = project(start, first, second)
        assert there.accession == second.accession
        assert allele_key(project(there, second, first), first) == allele_key(start, first)


def test_a_protein_change_on_another_isoform_is_renumbered() -> None:
    """An isoform that starts sixteen residues later, as one of IGF1 does."""
    whole = transcript("NM_000875.5")
    assert whole.cds_start is not None
    assert whole.cds_end is not None
    body = whole.sequence[whole.cds_start + 3 * 17 : whole.cds_end]
    late = Transcript("NM_2.1", "IGF1R", "ATG" + body, 0, len(body) + 3, protein_accession="NP_2.1")
    for text, there in (
        ("p.Arg495Gln", "NP_000866.1:p.(Arg511Gln)"),
        ("p.Ile125SerfsTer19", "NP_000866.1:p.(Ile141SerfsTer19)"),
        ("p.Met1?", "NP_2.1:p.(Met1?)"),
    ):
        variant = protein_variant_of(protein_from_reading(read(text)[0], late), late, REFERENCE)
        assert variant.hgvs_p == there


def test_prediction_on_the_anchor_uses_the_anchor_s_protein() -> None:
    tx = transcript("NM_000875.4")
    variant = variant_of(allele("c.1532G>A", tx), tx, REFERENCE)
    assert variant.hgvs_p == str(
        predict(allele("c.1532G>A", transcript("NM_000875.5")), transcript("NM_000875.5"))
    )


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("NC_000015.10:g.98911383_98911384delCGinsCA", "c.1532G>A"),
        ("NC_000015.10:g.98649680_98649681delGTinsG", "c.94+6del"),
        ("NC_000015.10:g.98649680delGinsGG", "c.94+5dup"),
        ("NC_000015.10:g.98649680_98649681delGTinsGC", "c.94+6T>C"),
        ("c.94+5_94+6delGTinsG", "c.94+6del"),
        ("c.94+5_94+7delGTGinsGCG", "c.94+6T>C"),
        ("c.94+5delGinsGT", "c.94+5_94+6insT"),
        ("NC_000015.10:g.98649680delinsGG", "c.94+5delinsGG"),
    ],
)
def test_stated_bases_that_do_not_change_are_left_out_in_introns_too(text: str, canonical: str) -> None:
    """As in VCF, which writes the base before an insertion or deletion."""
    tx = transcript("NM_000875.5")
    assert describe(allele(text, tx), tx).partition(":")[2] == canonical


def test_bases_that_do_not_change_are_checked_where_they_are_on_record() -> None:
    with pytest.raises(ReferenceMismatch):
        allele("NC_000015.10:g.98911383_98911384delTGinsTA", transcript("NM_000875.5"))


def exon_end() -> Transcript:
    """Exon 1 ends with TCA, exon 2 begins with GGC."""
    sequence = "CACCATGAAAGCTGCTTCA" + "GGCAGCGTGGTACCTAAGGATCAT"
    return Transcript(
        "NM_1.1", "X", sequence, 4, 37, ((0, 19), (19, 43)),
        alignments=(Alignment("GRCh38", "NC_000001.11", 1, ((100, 119), (131, 155))),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("dna", "canonical", "chromosome"),
    [
        ("c.12_13insATCC", "c.12_13insATCC", "116_117insATCC"),
        ("c.13_14insCACT", "c.14_15insACTC", "119_120insCTCA"),
        ("c.15_16insCTCA", "c.14_15insACTC", "119_120insCTCA"),
        ("c.15_16insGT", "c.16_17insTG", "132_133insTG"),
        ("c.15_16insCT", "c.15_16insCT", None),
        ("c.12_13insTCA", "c.13_15dup", "117_119dup"),
    ],
)
def test_an_insertion_stays_inside_its_exon(dna: str, canonical: str, chromosome: str | None) -> None:
    """On the chromosome it goes on to the border; read from there it is the same allele."""
    tx = exon_end()
    found = allele(dna, tx)
    assert describe(found, tx).partition(":")[2] == canonical
    if chromosome is None:
        with pytest.raises(PositionError):
            to_genome(found, tx, "GRCh38")
        return
    name = describe_genomic(to_genome(found, tx, "GRCh38"))
    assert name.partition(":g.")[2] == chromosome
    assert allele_key(allele(name, tx), tx) == allele_key(found, tx)
