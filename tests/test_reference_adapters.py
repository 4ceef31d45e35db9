"""Other references: a real SeqRepo directory, real data providers of hgvs and cdot, real FASTA files."""

from __future__ import annotations

import os
import pickle
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

import reference_files as files
from varsyn.model import BundleError, PositionError, UnknownReference
from varsyn.reference import GenomeSequence, Reference, Transcript, open_reference

pytest.importorskip("hgvs")
pytest.importorskip("pysam")

from varsyn.reference.adapters import FastaGenome, ProviderReference, SeqRepoSequences

BUNDLE = open_reference()
SYMBOLS = ["IGF1R", "CFTR", "HBB", "BRCA1", "DMD", "ADRA2B", "EGR2", "INS", "H19"]
RECORDS = [record for symbol in SYMBOLS for record in BUNDLE.transcripts_of(symbol)]
ALIGNED = [
    record
    for record in RECORDS
    if record.exons
    and record.alignments
    and all(len(a.exons) == len(record.exons) for a in record.alignments)
]


def _bgzip(folder: Path) -> Path:
    """The program that SeqRepo compresses with, where the machine has none: pysam brings the same library."""
    program = folder / "bgzip"
    program.write_text(
        f"#!{sys.executable}\n"
        "import os, sys\n"
        "if sys.argv[1:] == ['-h']:\n"
        "    print('\\nVersion: 1.20')\n"
        "else:\n"
        "    import pysam\n"
        "    path = sys.argv[-1]\n"
        "    pysam.tabix_compress(path, path + '.gz', force=True)\n"
        "    os.remove(path)\n"
    )
    program.chmod(0o755)
    return program


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SeqRepo with the transcripts and proteins of some genes, and a little chromosome."""
    from biocommons.seqrepo import SeqRepo

    directory = tmp_path_factory.mktemp("seqrepo") / "test"
    if shutil.which("bgzip") is None:
        os.environ["SEQREPO_BGZIP_PATH"] = str(_bgzip(directory.parent))
    repo = SeqRepo(str(directory), writeable=True)
    for record in RECORDS:
        repo.store(record.sequence, [{"namespace": "RefSeq", "alias": record.accession}])
        if record.protein and record.protein_accession:
            repo.store(record.protein, [{"namespace": "RefSeq", "alias": record.protein_accession}])
    repo.store("ACGTACGTTT", [{"namespace": "RefSeq", "alias": "NC_000001.11"}])
    repo.commit()
    del repo
    return directory


def test_seqrepo(repository: Path) -> None:
    sequences = SeqRepoSequences(repository)
    genome: GenomeSequence = sequences
    for record in RECORDS:
        assert sequences.sequence(record.accession) == record.sequence
        assert sequences.fetch(record.accession, 10, 20) == record.sequence[10:20]
    assert genome.fetch("NC_000001.11", 8, 99) == "TT"
    assert genome.fetch("NC_000001.11", 3, 3) == ""
    assert sequences.sequence("NM_0.1") is None
    with pytest.raises(UnknownReference):
        genome.fetch("NC_000002.12", 1, 2)
    with pytest.raises(PositionError):
        genome.fetch("NC_000001.11", 5, 2)
    assert pickle.loads(pickle.dumps(sequences)).fetch("NC_000001.11", 0, 4) == "ACGT"


def test_no_seqrepo(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="no SeqRepo"):
        SeqRepoSequences(tmp_path)
    with pytest.raises(BundleError, match="no SeqRepo"):
        SeqRepoSequences(tmp_path / "none")


@pytest.fixture(scope="module")
def cdot_provider(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Any:
    from cdot.hgvs.dataproviders import JSONDataProvider
    from hgvs.dataproviders.seqfetcher import SeqFetcher

    path = tmp_path_factory.mktemp("cdot") / "cdot.json"
    path.write_text(files.cdot(ALIGNED))
    os.environ["HGVS_SEQREPO_DIR"] = str(repository)
    try:
        return JSONDataProvider([str(path)], seqfetcher=SeqFetcher())
    finally:
        del os.environ["HGVS_SEQREPO_DIR"]


def _same(found: Transcript | None, expected: Transcript) -> None:
    assert found is not None, expected.accession
    for field in (
        "gene",
        "sequence",
        "cds_start",
        "cds_end",
        "protein",
        "exons",
        "mane",
        "enst",
        "exon_labels",
    ):
        assert getattr(found, field) == getattr(expected, field), (expected.accession, field)
    for alignment, other in zip(found.alignments, expected.alignments, strict=True):
        assert (alignment.exons, alignment.strand) == (other.exons, other.strand)
        assert (alignment.tx_exons or found.exons) == (other.tx_exons or expected.exons)


def test_cdot_with_seqrepo(cdot_provider: Any) -> None:
    reference: Reference = ProviderReference(cdot_provider, BUNDLE)
    for record in ALIGNED:
        _same(reference.transcript(record.accession), record)
    for symbol in SYMBOLS:
        anchor, expected = reference.anchor(symbol), BUNDLE.anchor(symbol)
        assert anchor is not None
        assert expected is not None
        assert anchor.accession == expected.accession
    assert reference.versions("NM_000875") == ("NM_000875.5", "NM_000875.4")
    assert reference.transcript("NM_0.1") is None
    assert reference.checksum != BUNDLE.checksum


def test_cdot_with_other_sequences(cdot_provider: Any, repository: Path) -> None:
    reference = ProviderReference(cdot_provider, BUNDLE, SeqRepoSequences(repository))
    record = ALIGNED[0]
    _same(reference.transcript(record.accession), record)


def test_provider_of_hgvs() -> None:
    """varsyn's bundle as a provider of hgvs, read back as a reference, is the bundle."""
    from varsyn.interop.bundle_provider import BundleProvider

    reference = ProviderReference(BundleProvider(BUNDLE), BUNDLE)
    for record in ALIGNED:
        _same(reference.transcript(record.accession), record)
    anchor = reference.anchor("IGF1R")
    assert anchor is not None
    for alignment in anchor.alignments:
        start = alignment.exons[3][0]
        over = reference.overlapping(alignment.chrom, start, start + 1)
        assert {record.accession for record in over} == {
            record.accession for record in BUNDLE.overlapping(alignment.chrom, start, start + 1)
        }


def test_the_rest_is_the_base(cdot_provider: Any) -> None:
    reference = ProviderReference(cdot_provider, BUNDLE)
    assert reference.find_genes("CD221") == BUNDLE.find_genes("CD221")
    assert reference.features("IGF1R") == BUNDLE.features("IGF1R")
    assert reference.numbering("IGF1R") == BUNDLE.numbering("IGF1R")
    assert reference.legacy_names("F5") == BUNDLE.legacy_names("F5")
    assert reference.find_legacy("FVL") == BUNDLE.find_legacy("FVL")
    assert reference.gene("IGF1R") == BUNDLE.gene("IGF1R")
    assert reference.suggest_genes("IGFR1R") == BUNDLE.suggest_genes("IGFR1R")
    assert list(reference.symbols()) == list(BUNDLE.symbols())
    by_protein = reference.transcript_of_protein("NP_000866.1")
    assert by_protein is not None
    assert by_protein.accession == "NM_000875.5"


GENOME = "acgtNACGTACGTTTGGGCCC" * 50


@pytest.fixture(params=["plain", "bgzip"])
def fasta(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    import pysam

    path = tmp_path / "genome.fa"
    lines = [GENOME[i : i + 60] for i in range(0, len(GENOME), 60)]
    path.write_text("\n".join([">chr1 first", *lines, ">chrM", "GATCACAGG", ">other", "ACGT"]) + "\n")
    if request.param == "bgzip":
        pysam.tabix_compress(str(path), str(path) + ".gz")
        path = path.with_name("genome.fa.gz")
    pysam.faidx(str(path))
    return path


def test_fasta_genome(fasta: Path) -> None:
    genome: GenomeSequence = FastaGenome(fasta, "hg38")
    for start, end in ((0, 1), (0, 70), (59, 61), (1000, 1050), (5, 5), (len(GENOME) - 3, len(GENOME) + 9)):
        assert genome.fetch("NC_000001.11", start, end) == GENOME[start:end].upper()
    assert genome.fetch("NC_000001.11", len(GENOME) + 5, len(GENOME) + 9) == ""
    assert genome.fetch("NC_012920.1", 0, 4) == "GATC"
    for accession in ("NC_000001.10", "NC_000002.12", "other"):
        with pytest.raises(UnknownReference):
            genome.fetch(accession, 0, 1)
    for start, end in ((-1, 5), (9, 5)):
        with pytest.raises(PositionError):
            genome.fetch("NC_000001.11", start, end)
    assert pickle.loads(pickle.dumps(genome)).fetch("NC_000001.11", 0, 4) == "ACGT"


def test_fasta_genome_after_a_fork(fasta: Path) -> None:
    genome = FastaGenome(fasta, "GRCh38")
    genome.fetch("NC_000001.11", 0, 4)
    child = os.fork()
    if child == 0:
        os._exit(0 if genome.fetch("NC_000001.11", 59, 61) == GENOME[59:61].upper() else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0


def test_fasta_with_accessions(tmp_path: Path) -> None:
    path = tmp_path / "ncbi.fa"
    path.write_text(">NC_000001.11 Homo sapiens chromosome 1\nACGTACGT\n")
    assert FastaGenome(path).fetch("NC_000001.11", 2, 4) == "GT"
    assert (tmp_path / "ncbi.fa.fai").exists()


def test_no_genome(tmp_path: Path, fasta: Path) -> None:
    with pytest.raises(BundleError, match="no such file"):
        FastaGenome(tmp_path / "none.fa", "GRCh38")
    with pytest.raises(BundleError, match="chromosome"):
        FastaGenome(fasta)
    with pytest.raises(BundleError, match="neither"):
        FastaGenome(fasta, "T2T")
    bad = tmp_path / "bad.fa"
    bad.write_bytes(b"\0\1\2")
    with pytest.raises(BundleError):
        FastaGenome(bad, "GRCh38")


def test_missing_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from varsyn.model import MissingExtra

    monkeypatch.setitem(sys.modules, "pysam", None)
    with pytest.raises(MissingExtra, match="pysam"):
        FastaGenome(tmp_path / "x.fa")
