"""Reading a bundle: look-ups, anchors, versions, threads, processes, read-only places, damaged files."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import shutil
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from varsyn.model import BundleError
from varsyn.reference import Bundle, Reference, open_reference


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return open_reference()


def test_is_a_reference(bundle: Bundle) -> None:
    reference: Reference = bundle
    assert len(reference.checksum) == 64
    assert "IGF1R" in set(reference.symbols())


def test_transcript_by_every_name(bundle: Bundle) -> None:
    record = bundle.transcript("NM_000875.5")
    assert record is not None
    assert (record.gene, record.mane) == ("IGF1R", "MANE Select")
    assert record.protein[510] == "R"
    assert record.protein[480] == "N"
    assert bundle.transcript("ENST00000650285.1") is record
    by_lrg = bundle.transcript("LRG_721t1")
    assert by_lrg is not None
    assert by_lrg.gene == "AKT1"
    assert bundle.transcript("LRG_1055") is None
    assert bundle.transcript("NM_000875") is None
    assert bundle.transcript("NM_000875.99") is None
    assert bundle.transcript("") is None


def test_versions_are_newest_first(bundle: Bundle) -> None:
    assert bundle.versions("NM_000875") == ("NM_000875.5", "NM_000875.4")
    assert bundle.versions("NM_000875.1") == ("NM_000875.5", "NM_000875.4")
    assert bundle.versions("NM_999999") == ()


@pytest.mark.parametrize(
    ("symbol", "accession"),
    [
        ("IGF1R", "NM_000875.5"),  # MANE Select in the bundle
        ("DMD", "NM_004006.3"),
        ("IGF1", "NM_000618.5"),
        ("CDKN2A", "NM_000077.4"),  # an older version of the MANE Select transcript
        ("ZFYVE9", "NM_004799.2"),
        ("MYH11", "NM_002474.3"),  # MANE Select before MANE Plus Clinical
        ("H19", "NR_002196.3"),
    ],
)
def test_anchor(bundle: Bundle, symbol: str, accession: str) -> None:
    anchor = bundle.anchor(symbol)
    assert anchor is not None
    assert anchor.accession == accession
    assert bundle.transcripts_of(symbol)[0] == anchor


def test_anchor_prefers_mane_everywhere(bundle: Bundle) -> None:
    for symbol in bundle.symbols():
        records = bundle.transcripts_of(symbol)
        if any(record.mane == "MANE Select" for record in records):
            assert records[0].mane == "MANE Select", symbol


def test_unknown_names_give_nothing(bundle: Bundle) -> None:
    assert bundle.anchor("FOO1") is None
    assert bundle.anchor("") is None
    assert bundle.transcripts_of("FOO1") == ()
    assert bundle.gene("igf1r") is None
    assert bundle.gene("IGF1R", "mouse") is None
    assert bundle.features("FOO1") is None
    assert bundle.numbering("FOO1") == ()
    assert bundle.legacy_names("FOO1") == ()
    assert bundle.find_legacy("- ") == ()
    assert bundle.transcript_of_protein("NP_1.1") is None
    assert bundle.overlapping("NC_000015.10", 0, 10) == ()


def test_gene_of_a_species(bundle: Bundle) -> None:
    human, mouse = bundle.gene("IGF1R", "human"), bundle.gene("Igf1r", "10090")
    assert human is not None
    assert mouse is not None
    assert (human.species, mouse.species) == ("Homo sapiens", "Mus musculus")


def test_transcript_of_protein(bundle: Bundle) -> None:
    for accession in ("NP_000866.1", "NP_000866"):
        record = bundle.transcript_of_protein(accession)
        assert record is not None
        assert record.accession == "NM_000875.5"
    assert bundle.transcript_of_protein("NP_000866.9") is None
    by_uniprot = bundle.transcript_of_protein("P08069")
    assert by_uniprot is not None
    assert by_uniprot.gene == "IGF1R"


def test_features_of_the_anchor(tmp_path: Path) -> None:
    """CDKN2A has two proteins, each with its UniProt entry: the anchor's counts."""
    import json

    from varsyn.reference.build import build_bundle
    from varsyn.reference.inputs import own_sources

    rows = {
        "transcripts": [
            {"accession": "NM_1.1", "gene": "A", "sequence": "ATGAAATAA", "cds_start": 0, "cds_end": 9},
            {"accession": "NM_2.1", "gene": "A", "sequence": "ATGTAA", "cds_start": 0, "cds_end": 6},
        ],
        "features": [
            {"gene": "A", "uniprot": "P2", "features": [{"type": "CHAIN", "begin": 1, "end": 1}]},
            {"gene": "A", "uniprot": "P1", "features": [{"type": "CHAIN", "begin": 1, "end": 2}]},
        ],
    }
    files = {}
    for role, each in rows.items():
        files[role] = tmp_path / role
        files[role].write_text("".join(json.dumps(row) + "\n" for row in each))
    build_bundle(tmp_path / "out", own_sources(files))
    found = open_reference(tmp_path / "out").features("A")
    assert found is not None
    assert found.uniprot == "P1"


def test_overlapping_is_half_open(bundle: Bundle) -> None:
    anchor = bundle.anchor("IGF1R")
    assert anchor is not None
    for alignment in anchor.alignments:
        start = min(start for start, _ in alignment.exons)
        end = max(end for _, end in alignment.exons)
        assert anchor in bundle.overlapping(alignment.chrom, start, start + 1)
        assert anchor in bundle.overlapping(alignment.chrom, end - 1, end)
        assert anchor not in bundle.overlapping(alignment.chrom, end, end + 1)
        assert anchor not in bundle.overlapping(alignment.chrom, start - 1, start)
        assert anchor in bundle.overlapping(alignment.chrom, start + 5, start + 5)  # between two bases


def test_legacy_names_ignore_case_spaces_dashes(bundle: Bundle) -> None:
    for name in ("factor V Leiden", "Factor V-Leiden", "FACTOR V LEIDEN", "factorVLeiden"):
        assert [found.hgvs_c for found in bundle.find_legacy(name)] == ["c.1601G>A"]
    assert {found.hgvs_c for found in bundle.find_legacy("ΔF508")} == {"c.1521_1523del"}


def test_pickling_keeps_the_path(bundle: Bundle) -> None:
    again = pickle.loads(pickle.dumps(bundle))
    assert again.checksum == bundle.checksum
    assert again.anchor("IGF1R") == bundle.anchor("IGF1R")


def test_threads_read_alike(bundle: Bundle) -> None:
    fresh = Bundle(bundle.path)
    symbols = list(bundle.symbols())
    start = threading.Barrier(8)

    def read(_: int) -> list[str | None]:
        start.wait()
        anchors = [fresh.anchor(symbol) for symbol in symbols]
        return [anchor.accession if anchor else None for anchor in anchors]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(read, range(8)))
    assert all(answer == answers[0] for answer in answers)


def _protein_length(bundle: Bundle, symbol: str) -> int:
    anchor = bundle.anchor(symbol)
    return len(anchor.protein) if anchor else -1


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_read_alike(bundle: Bundle, method: str) -> None:
    opened = Bundle(bundle.path)
    assert _protein_length(opened, "IGF1R") == 1367
    symbols = ["IGF1R", "CFTR", "BRCA1", "FOO1"]
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(method)) as pool:
        answers = list(pool.map(_protein_length, [opened] * 4, symbols))
    assert answers == [1367, 1480, 1863, -1]


def test_fork_with_an_open_bundle(bundle: Bundle) -> None:
    """A child that inherited the open connection opens its own."""
    opened = Bundle(bundle.path)
    opened.anchor("CFTR")
    child = os.fork()
    if child == 0:
        os._exit(0 if _protein_length(opened, "IGF1R") == 1367 else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert _protein_length(opened, "BRCA1") == 1863


def test_close_and_go_on(bundle: Bundle) -> None:
    opened = Bundle(bundle.path)
    opened.close()
    assert _protein_length(opened, "IGF1R") == 1367


def test_read_only_place(bundle: Bundle, tmp_path: Path) -> None:
    folder = tmp_path / "read only ? # %41"
    folder.mkdir()
    copy = folder / "bundle 100%.sqlite"
    shutil.copyfile(bundle.path, copy)
    copy.chmod(0o444)
    folder.chmod(0o555)
    try:
        assert open_reference(copy).checksum == bundle.checksum
        assert sorted(path.name for path in folder.iterdir()) == [copy.name]
    finally:
        folder.chmod(0o755)


def test_environment_chooses_the_bundle(
    bundle: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "mine.sqlite"
    shutil.copyfile(bundle.path, copy)
    monkeypatch.setenv("VARSYN_REFERENCE", str(copy))
    assert open_reference().path == copy
    monkeypatch.setenv("VARSYN_REFERENCE", "")
    assert open_reference().path != copy


@pytest.mark.parametrize(
    "content",
    [b"", b"SQLite format 3\0", b"accession\tsequence\n", b"\0" * 5000, b"SQLite format 3\0" + b"x" * 9000],
)
def test_no_bundle(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "no.sqlite"
    path.write_bytes(content)
    with pytest.raises(BundleError) as caught:
        open_reference(path)
    assert str(path) in str(caught.value)


def test_cut_bundle(bundle: Bundle, tmp_path: Path) -> None:
    path = tmp_path / "cut.sqlite"
    path.write_bytes(bundle.path.read_bytes()[:200_000])
    with pytest.raises(BundleError):
        _read_everything(path)


def _read_everything(path: Path) -> None:
    opened = open_reference(path)
    for symbol in opened.symbols():
        opened.transcripts_of(symbol)


def test_missing_file_and_directory(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="no such file"):
        open_reference(tmp_path / "none.sqlite")
    with pytest.raises(BundleError, match="directory"):
        open_reference(tmp_path)


def test_another_sqlite_file(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        db.execute("INSERT INTO meta VALUES ('format', 'another')")
    with pytest.raises(BundleError, match="format"):
        open_reference(path)
