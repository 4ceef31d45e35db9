"""Building bundles from varsyn's own format: what is taken, what is refused, what a failure leaves behind."""

from __future__ import annotations

import csv
import gzip
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from varsyn.model import BundleError
from varsyn.reference import Bundle, open_reference
from varsyn.reference.build import CHECKPOINT, build_bundle
from varsyn.reference.embed import build_embedded
from varsyn.reference.inputs import own_sources
from varsyn.reference.transcript_rows import digest
from varsyn.reference.verify import problems

FIXTURES = Path(__file__).parent.parent / "fixtures" / "reference"


def small(**changes: Any) -> dict[str, Any]:
    """A transcript of two exons: M K stop."""
    row = {
        "accession": "NM_1.1",
        "gene": "AAA1",
        "sequence": "CCATGAAATAAGG",
        "cds_start": 2,
        "cds_end": 11,
        "exons": [[0, 6], [6, 13]],
        "alignments": [
            {"assembly": "GRCh38", "chrom": "NC_000001.11", "strand": 1, "exons": [[100, 106], [200, 207]]}
        ],
    }
    return {key: value for key, value in {**row, **changes}.items() if value is not None}


def build(tmp_path: Path, *rows: dict[str, Any], **files: str | bytes) -> Bundle:
    given = {}
    if rows:
        files["transcripts"] = "".join(json.dumps(row) + "\n" for row in rows)
    for role, content in files.items():
        path = tmp_path / f"{role}.in"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        given[role] = path
    target = tmp_path / "out.sqlite"
    build_bundle(target, own_sources(given))
    assert list(problems(target)) == []
    return open_reference(target)


def codes(bundle: Bundle) -> list[str]:
    return [finding["code"] for finding in bundle.describe()["findings"]]


def test_row(tmp_path: Path) -> None:
    bundle = build(tmp_path, small())
    record = bundle.transcript("NM_1.1")
    assert record is not None
    assert (record.protein, record.exons) == ("MK", ((0, 6), (6, 13)))
    assert record.alignments[0].exons == ((100, 106), (200, 207))
    assert record.alignments[0].tx_exons == ()
    assert codes(bundle) == []
    assert bundle.anchor("AAA1") == record


def test_non_coding(tmp_path: Path) -> None:
    record = build(tmp_path, small(cds_start=None, cds_end=None, accession="NR_1.1")).anchor("AAA1")
    assert record is not None
    assert (record.cds_start, record.cds_end, record.protein) == (None, None, "")


def test_lower_case_and_rna_letters(tmp_path: Path) -> None:
    record = build(tmp_path, small(sequence="ccaugaaauaagg")).anchor("AAA1")
    assert record is not None
    assert record.sequence == "CCATGAAATAAGG"


def test_tail_and_gaps(tmp_path: Path) -> None:
    tailed = small(sequence="CCATGAAATAAGGAAAAAA", exons=[[0, 6], [6, 19]])
    gapped = small(
        accession="NM_2.1",
        alignments=[
            {
                "assembly": "GRCh38",
                "chrom": "NC_000001.11",
                "strand": -1,
                "exons": [[200, 208], [100, 105]],
                "tx_exons": [[0, 6], [6, 13]],
                "cigars": ["2=2I4=", "1X2=2D2="],
            }
        ],
    )
    bundle = build(tmp_path, tailed, gapped)
    with_tail, with_gap = bundle.transcript("NM_1.1"), bundle.transcript("NM_2.1")
    assert with_tail is not None
    assert with_gap is not None
    assert with_tail.alignments[0].tx_exons == ((0, 6), (6, 13))
    assert with_gap.alignments == ()  # 10 of 13 bases agree: too few
    assert codes(bundle) == ["alignment_dropped"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"exons": [[0, 6], [7, 13]]}, "exons_dropped"),
        ({"exons": [[0, 6], [6, 12]]}, "exons_dropped"),
        ({"exons": [[0, 6], [6, 6], [6, 13]]}, "exons_dropped"),
        ({"exons": None}, "alignment_dropped"),
        ({"exon_labels": ["1"]}, "exon_labels_dropped"),
        ({"sequence": "CCATGAAAAAAGG"}, "cds_without_stop"),
        ({"sequence": "CCGGGAAATAAGG"}, "cds_without_start"),
        ({"sequence": "CCATGTAGTAAGG"}, "cds_inner_stop"),
        ({"sequence": "CCATGTGATAAGG"}, "selenocysteine"),
        ({"cds_end": 10}, "cds_not_whole"),
        ({"protein": "MM"}, "protein_differs"),
    ],
)
def test_lint(tmp_path: Path, change: dict[str, Any], code: str) -> None:
    bundle = build(tmp_path, small(**change))
    assert code in codes(bundle)
    assert bundle.meta["transcript"] == "1"


@pytest.mark.parametrize(
    "exons",
    [
        [[100, 106]],
        [[100, 106], [200, 208]],
        [[200, 206], [100, 107]],
        [[100, 106], [105, 112]],
        [[106, 100], [200, 207]],
        [[-6, 0], [200, 207]],
    ],
)
def test_contradictory_alignments_are_left_out(tmp_path: Path, exons: list[list[int]]) -> None:
    alignment = {"assembly": "GRCh38", "chrom": "NC_000001.11", "strand": 1, "exons": exons}
    bundle = build(tmp_path, small(alignments=[alignment]))
    record = bundle.anchor("AAA1")
    assert record is not None
    assert codes(bundle) in (["alignment_dropped"], ["alignment_exons_dropped"])
    for each in record.alignments:
        assert each.tx_exons == ((0, 6),)


def test_genes_in_two_forms(tmp_path: Path) -> None:
    fields = {
        "symbol": "AAA1",
        "species": "human",
        "aliases_or_previous": ["OLD-1"],
        "mane_select": {"nm": "NM_1.1", "np": "NP_1.1", "enst": "ENST1.1"},
        "hgnc_id": "HGNC:1",
        "extra_aliases": {"synonyms": ["αA"], "source": "x"},
    }
    bundle = build(tmp_path, small(gene=None), genes=json.dumps(fields))
    anchor = bundle.anchor("AAA1")
    assert anchor is not None  # found by its MANE accession
    assert {match.gene.symbol for match in bundle.find_genes("alpha a")} == {"AAA1"}
    table = "symbol\tspecies\thgnc_or_mgi_id\taliases\nAAA1\tHomo sapiens\tHGNC:1\tOLD-1|αA\n"
    bundle = build(tmp_path, small(gene="OLDER", hgnc_id="1"), genes=table)
    assert bundle.anchor("AAA1") is not None
    assert codes(bundle) == ["transcript_regrouped"]


def test_transcripts_under_a_symbol_of_their_own(tmp_path: Path) -> None:
    """A former symbol listed beside the official one: the HGNC id leads from one to the other."""
    genes = "symbol\thgnc_or_mgi_id\tprevious_symbols\nOLD\t\t\nNEW1\tHGNC:7\tOLD\n"
    bundle = build(tmp_path, small(gene="OLD", hgnc_id="7"), genes=genes)
    anchor = bundle.anchor("NEW1")
    assert anchor is not None
    assert anchor == bundle.anchor("OLD")
    assert bundle.transcripts_of("NEW1") == bundle.transcripts_of("OLD")


def test_genes_known_by_transcripts_alone(tmp_path: Path) -> None:
    bundle = build(
        tmp_path, small(gene="TOY1", hgnc_id="7", mane="MANE Select"), small(accession="NM_2.1", gene=None)
    )
    assert list(bundle.symbols()) == ["TOY1"]
    (match,) = bundle.find_genes("toy-1")
    assert (match.gene.id, match.gene.mane_select) == ("HGNC:7", "NM_1.1")


def test_tsv_with_lists_in_json(tmp_path: Path) -> None:
    row = small()
    cells = [json.dumps(value) if isinstance(value, list) else str(value) for value in row.values()]
    table = "\t".join(row) + "\n" + "\t".join(cells) + "\n"
    record = build(tmp_path, transcripts=table).anchor("AAA1")
    assert record == build(tmp_path, row).anchor("AAA1")


def test_everything_of_the_fixtures_as_tsv_and_jsonl_gzip(tmp_path: Path) -> None:
    """The same facts in other dress make the same bundle."""
    names = {
        "genes": "genes.tsv",
        "transcripts": "transcripts.jsonl",
        "features": "protein_features.jsonl",
        "numbering": "numbering.tsv",
        "legacy": "legacy_variants.tsv",
        "lookalikes": "lookalikes.tsv",
    }
    other = {}
    for role, name in names.items():
        other[role] = tmp_path / f"{role}.gz"
        text = (FIXTURES / name).read_text(encoding="utf-8")
        other[role].write_bytes(gzip.compress(_turned(name, text).encode()))
    build_bundle(tmp_path / "a.sqlite", own_sources({role: FIXTURES / name for role, name in names.items()}))
    build_bundle(tmp_path / "b.sqlite", own_sources(other))
    one, two = open_reference(tmp_path / "a.sqlite"), open_reference(tmp_path / "b.sqlite")
    assert one.checksum == two.checksum == open_reference().checksum


def _turned(name: str, text: str) -> str:
    if name.endswith(".tsv"):
        rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
        return "".join(json.dumps(row) + "\n" for row in rows)
    objects = [json.loads(line) for line in text.splitlines()]
    columns = list(dict.fromkeys(key for each in objects for key in each))
    lines = ["\t".join(columns)]
    for each in objects:
        cells = [each.get(column, "") for column in columns]
        lines.append("\t".join(c if isinstance(c, str) else json.dumps(c, ensure_ascii=False) for c in cells))
    return "\n".join(lines) + "\n"


GOOD_ROW = json.dumps(small())
HOSTILE: list[tuple[str, bytes, str]] = [
    ("transcripts", b"", "no rows"),
    ("transcripts", b"\n\n", "no rows"),
    ("transcripts", b"[1]\n", "line 1: a JSON object"),
    ("transcripts", GOOD_ROW.encode() + b"\n{oops\n", "line 2: not a JSON object"),
    ("transcripts", b"[" * 100_000, "line 1"),
    ("transcripts", b'{"accession": "NM_1.1"}\n', "line 1: field 'sequence' is missing"),
    ("transcripts", b"accession\tgene\nNM_1.1\tX\n", "line 1: column 'sequence' is missing"),
    ("transcripts", b"accession\tsequence\taccession\n", "line 1: two columns"),
    ("transcripts", b"accession\tsequence\nNM_1.1\tACGT\tmore\n", "line 2: 3 cells under 2 columns"),
    ("transcripts", b"\x00accession\tsequence\n", "line 1: NUL"),
    ("transcripts", b"accession\tsequence\nNM_1.1\t\xff\n", "line 2: not UTF-8"),
    ("transcripts", (GOOD_ROW + "\n" + GOOD_ROW).encode(), "line 2: the accession NM_1.1 is there twice"),
    ("transcripts", json.dumps(small(sequence="")).encode(), "line 1"),
    ("transcripts", json.dumps(small(sequence="MKV*")).encode(), "line 1: the sequence"),
    ("transcripts", json.dumps(small(sequence=5)).encode(), "line 1"),
    ("transcripts", json.dumps(small(accession=" ")).encode(), "line 1"),
    ("transcripts", json.dumps(small(cds_start=-1)).encode(), "line 1: CDS"),
    ("transcripts", json.dumps(small(cds_end=99)).encode(), "line 1: CDS"),
    ("transcripts", json.dumps(small(cds_end=None)).encode(), "line 1: of cds_start and cds_end only one"),
    ("transcripts", json.dumps(small(cds_start="x")).encode(), "line 1"),
    ("transcripts", json.dumps(small(exons=[[1, 2, 3]])).encode(), "line 1"),
    ("transcripts", json.dumps(small(digest=digest("ACGT"))).encode(), "line 1: the digest"),
    ("transcripts", json.dumps(small(length=5)).encode(), "line 1: the sequence has 13 bases"),
    ("transcripts", gzip.compress(GOOD_ROW.encode())[:-8], "gzip"),
    ("transcripts", b"\x1f\x8b" + b"garbage" * 9, "gzip"),
    ("genes", b'{"symbol": ""}\n', "line 1: the symbol is empty"),
    ("genes", b"symbol\nA\nA\n", "line 3: the gene A is there twice"),
    ("features", b'{"gene": "A", "features": [{"type": "SIGNAL", "begin": 9, "end": 1}]}\n', "no range"),
    ("features", b'{"gene": "A", "features": 5}\n', "line 1"),
    ("numbering", b"gene\tmolecule\tconvention\toffset_to_add\nA\t\tx\t1\n", "line 2: molecule is empty"),
    ("legacy", b"gene\tlegacy\tkind\trefseq\thgvs_c\n\tx\t\t\t\n", "line 2: gene is empty"),
]


@pytest.mark.parametrize(("role", "content", "reason"), HOSTILE)
def test_hostile(tmp_path: Path, role: str, content: bytes, reason: str) -> None:
    with pytest.raises(BundleError) as caught:
        build(tmp_path, **{role: content})
    assert reason in str(caught.value)
    assert str(tmp_path / f"{role}.in") in str(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{role}.in"], "nothing half-written"


def test_hostile_places(tmp_path: Path) -> None:
    good = tmp_path / "good"
    good.write_text(GOOD_ROW)
    for files, target in (
        ({"transcripts": tmp_path / "none"}, tmp_path / "out"),
        ({"transcripts": tmp_path}, tmp_path / "out"),
        ({"transcripts": good}, tmp_path),
        ({"transcripts": good}, good / "inside"),
        ({}, tmp_path / "out"),
    ):
        for resumable in (False, True):
            with pytest.raises(BundleError):
                build_bundle(target, own_sources(files), resumable=resumable)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["good"]


def test_failure_leaves_the_old_bundle(tmp_path: Path) -> None:
    old = build(tmp_path, small())
    before = old.path.read_bytes()
    with pytest.raises(BundleError):
        build(tmp_path, small(accession="NM_2.1"), {"accession": "NM_3.1"})
    assert old.path.read_bytes() == before


def many(tmp_path: Path, count: int) -> Path:
    path = tmp_path / "many.jsonl"
    with path.open("w") as stream:
        for number in range(count):
            stream.write(json.dumps(small(accession=f"NM_{number}.1", gene=f"G{number % 500}")) + "\n")
    return path


def _one(tmp_path: Path) -> Path:
    path = tmp_path / "one.jsonl"
    path.write_text(GOOD_ROW)
    return path


class _InterruptError(BaseException):
    """Stands for Ctrl-C."""


def test_interrupted_build_goes_on(tmp_path: Path) -> None:
    path = many(tmp_path, 5 * CHECKPOINT)
    target = tmp_path / "out.sqlite"
    target.write_bytes(b"old")
    read = 0

    def interrupt(count: int) -> None:
        nonlocal read
        read += count
        if read > path.stat().st_size * 0.6:
            raise _InterruptError

    with pytest.raises(_InterruptError):
        build_bundle(target, own_sources({"transcripts": path}), progress=interrupt, resumable=True)
    assert target.read_bytes() == b"old"
    part = tmp_path / ".out.sqlite.part"
    assert part.exists()
    findings = build_bundle(target, own_sources({"transcripts": path}), resumable=True)
    assert findings == []
    assert not part.exists()
    whole = tmp_path / "whole.sqlite"
    build_bundle(whole, own_sources({"transcripts": path}))
    assert open_reference(target).checksum == open_reference(whole).checksum
    assert open_reference(target).describe()["inputs"] == open_reference(whole).describe()["inputs"]


@pytest.mark.parametrize("left", [b"", b"garbage" * 999, b"SQLite format 3\0" + b"x" * 999, "half"])
def test_odd_leftovers_are_no_obstacle(tmp_path: Path, left: bytes | str) -> None:
    part = tmp_path / ".out.sqlite.part"
    if isinstance(left, bytes):
        part.write_bytes(left)
    else:
        import sqlite3

        with sqlite3.connect(part) as db:
            db.execute("CREATE TABLE meta (key TEXT)")
    target = tmp_path / "out.sqlite"
    build_bundle(target, own_sources({"transcripts": _one(tmp_path)}), resumable=True)
    assert open_reference(target).meta["transcript"] == "1"
    assert not part.exists()


def test_no_room(tmp_path: Path) -> None:
    """A file system that takes no more: status 2, no traceback, nothing left."""
    path = many(tmp_path, 10 * CHECKPOINT)
    target = tmp_path / "out.sqlite"
    command = f"ulimit -f 200; exec {sys.executable} -m varsyn data build --transcripts {path} --out {target}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_changed_input_starts_anew(tmp_path: Path) -> None:
    path = many(tmp_path, 3 * CHECKPOINT)
    target = tmp_path / "out.sqlite"

    def interrupt(count: int) -> None:
        raise _InterruptError

    with pytest.raises(_InterruptError):
        build_bundle(target, own_sources({"transcripts": path}), progress=interrupt, resumable=True)
    path.write_text(GOOD_ROW)
    build_bundle(target, own_sources({"transcripts": path}), resumable=True)
    assert open_reference(target).meta["transcript"] == "1"


def test_killed_build(tmp_path: Path) -> None:
    """SIGKILL in the middle: the old bundle is whole, and the same command finishes the work."""
    path = many(tmp_path, 16 * CHECKPOINT)
    target = tmp_path / "out.sqlite"
    build_bundle(target, own_sources({"transcripts": _one(tmp_path)}))
    old = target.read_bytes()
    command = [
        sys.executable,
        "-m",
        "varsyn",
        "data",
        "build",
        "--transcripts",
        str(path),
        "--out",
        str(target),
    ]
    process = subprocess.Popen(command)
    part = tmp_path / ".out.sqlite.part"
    deadline = time.monotonic() + 60
    while not part.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.3)
    process.send_signal(signal.SIGKILL)
    killed = process.wait() == -signal.SIGKILL
    assert target.read_bytes() == old or not killed
    assert subprocess.run(command, check=False).returncode == 0
    assert open_reference(target).meta["transcript"] == str(16 * CHECKPOINT)
    assert list(problems(target)) == []


def test_embedding_needs_msgspec_alone(tmp_path: Path) -> None:
    """The build hook runs where nothing but the build requirements is installed."""
    libraries = "lark,click,rich,sqlalchemy,polars,pyarrow,lxml,hgvs,biocommons,pysam,numpy,pandas,yaml"
    code = (
        "import sys; sys.modules.update(dict.fromkeys(sys.argv[3].split(',')));"
        "from pathlib import Path; from varsyn.reference.embed import build_embedded;"
        "build_embedded(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    target = tmp_path / "reference.sqlite"
    subprocess.run([sys.executable, "-c", code, str(FIXTURES), str(target), libraries], check=True)
    assert open_reference(target).checksum == open_reference().checksum


def _embed(target: Path) -> str:
    build_embedded(FIXTURES, target)
    return open_reference(target).checksum


def test_processes_build_the_embedded_bundle_at_once(tmp_path: Path) -> None:
    target = tmp_path / "data" / "reference.sqlite"
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        sums = pool.map(_embed, [target] * 4)
    assert set(sums) == {open_reference().checksum}
    assert [path.name for path in target.parent.iterdir()] == ["reference.sqlite"]


def test_two_builds_of_one_target(tmp_path: Path) -> None:
    """The second of two resumable builds of one bundle says so and harms nothing."""
    path = many(tmp_path, 2 * CHECKPOINT)
    target = tmp_path / "out.sqlite"
    seen: list[str] = []

    def second(count: int) -> None:
        if not seen:
            seen.append("")
            with pytest.raises(BundleError, match="another build"):
                build_bundle(target, own_sources({"transcripts": path}), resumable=True)

    build_bundle(target, own_sources({"transcripts": path}), progress=second, resumable=True)
    assert seen
    assert open_reference(target).meta["transcript"] == str(2 * CHECKPOINT)


def test_checksum_follows_the_content(tmp_path: Path) -> None:
    one = build(tmp_path, small()).checksum
    assert build(tmp_path, small()).checksum == one
    assert build(tmp_path, small(note="other")).checksum != one


def _peak(path: Path, target: Path) -> int:
    """Peak resident memory, in kB, of a process that builds a bundle."""
    code = (
        "import resource, sys; from pathlib import Path;"
        "from varsyn.reference.build import build_bundle; from varsyn.reference.inputs import own_sources;"
        "build_bundle(Path(sys.argv[2]), own_sources({'transcripts': Path(sys.argv[1])}));"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path), str(target)], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def test_memory_does_not_grow_with_the_input(tmp_path: Path) -> None:
    def long_rows(count: int) -> Path:
        path = tmp_path / f"{count}.jsonl"
        with path.open("w") as stream:
            for number in range(count):
                row = small(accession=f"NM_{number}.1", sequence="CCATGAAATAAGG" + "ACGT" * 5000, exons=None)
                stream.write(json.dumps({**row, "alignments": []}) + "\n")
        return path

    few, many_rows = _peak(long_rows(100), tmp_path / "a"), _peak(long_rows(2000), tmp_path / "b")
    assert many_rows - few < 16_000, "40 MB more input, not 16 MB more memory"


def test_scale(shared: Path, tmp_path: Path) -> None:
    """All transcripts of the larger set build, verify and are found."""
    folder = shared / "scale"
    target = tmp_path / "scale.sqlite"
    files = {"transcripts": folder / "transcripts.jsonl.gz", "genes": folder / "genes.jsonl.gz"}
    build_bundle(target, own_sources(files), resumable=True)
    assert list(problems(target)) == []
    bundle = open_reference(target)
    assert bundle.meta["transcript"] == "1347"
    with gzip.open(folder / "transcripts.jsonl.gz", "rt", encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            record = bundle.transcript(row["accession"])
            assert record is not None
            assert record.sequence == row["sequence"]
            assert row.get("gene") in (None, record.gene)
            assert record in bundle.transcripts_of(record.gene) or not record.gene
    assert [match.gene.symbol for match in bundle.find_genes("CD221")] == ["IGF1R"]
    assert os.path.getsize(target) < 60_000_000
