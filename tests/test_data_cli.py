"""``varsyn data``: build, info, verify."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from conftest import Run
from varsyn.model import BundleError
from varsyn.reference import open_reference
from varsyn.reference.verify import problems

FIXTURES = Path(__file__).parent.parent / "fixtures" / "reference"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from conftest import run_varsyn

    target = tmp_path_factory.mktemp("built") / "mine.sqlite"
    done = run_varsyn(
        "data", "build",
        "--legacy", str(FIXTURES / "legacy_variants.tsv"),
        "--features", str(FIXTURES / "protein_features.jsonl"),
        "--numbering", str(FIXTURES / "numbering.tsv"),
        "--transcripts", str(FIXTURES / "transcripts.jsonl"),
        "--lookalikes", str(FIXTURES / "lookalikes.tsv"),
        "--genes", str(FIXTURES / "genes.tsv"),
        "--out", str(target),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "203 transcripts" in done.stdout
    return target


def test_order_of_options_does_not_matter(built: Path) -> None:
    assert open_reference(built).checksum == open_reference().checksum


def test_info(built: Path, varsyn_run: Run) -> None:
    done = varsyn_run("data", "info", str(built))
    assert done.returncode == 0
    assert "203 transcripts" in done.stdout
    assert "legacy_variants.tsv" in done.stdout
    facts = json.loads(varsyn_run("data", "info", str(built), "--format", "jsonl").stdout)
    assert facts["checksum"] == open_reference().checksum
    assert {each["role"] for each in facts["inputs"]} >= {"genes", "transcripts", "legacy"}
    assert all(len(each["sha256"]) == 64 for each in facts["inputs"])


def test_info_of_the_embedded_bundle(varsyn_run: Run) -> None:
    done = varsyn_run("data", "info")
    assert done.returncode == 0
    assert "transcripts" in done.stdout


def test_verify(built: Path, varsyn_run: Run) -> None:
    done = varsyn_run("data", "verify", str(built))
    assert (done.returncode, done.stderr) == (0, "")
    assert "whole" in done.stdout


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE transcript SET row = (SELECT row FROM gene LIMIT 1) WHERE id = 7",
        "DELETE FROM gene WHERE id = 3",
        "UPDATE transcript SET place = 0 WHERE gene = 'DMD'",
        "UPDATE numbering SET row = x'c1' WHERE rowid = 1",
        "DELETE FROM lookalike WHERE rowid = 1",
        "UPDATE meta SET value = 'x' WHERE key = 'checksum'",
    ],
)
def test_verify_finds_changes(built: Path, tmp_path: Path, varsyn_run: Run, change: str) -> None:
    copy = tmp_path / "copy.sqlite"
    shutil.copyfile(built, copy)
    with sqlite3.connect(copy) as db:
        db.execute(change)
    done = varsyn_run("data", "verify", str(copy))
    assert done.returncode == 2
    assert str(copy) in done.stderr


def test_verify_finds_flipped_bytes(built: Path, tmp_path: Path, varsyn_run: Run) -> None:
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(_flipped(built.read_bytes(), 1, 2))
    done = varsyn_run("data", "verify", str(copy))
    assert done.returncode == 2
    assert str(copy) in done.stderr


def _flipped(content: bytes, part: int, parts: int) -> bytes:
    """The content with 40 bytes turned over somewhere."""
    at = len(content) * part // parts
    return content[:at] + bytes(255 - byte for byte in content[at : at + 40]) + content[at + 40 :]


@pytest.mark.parametrize("part", range(60))
def test_damage_anywhere_is_found_or_harmless(built: Path, tmp_path: Path, part: int) -> None:
    """Reading answers or raises BundleError; what verify passes is read like the whole bundle."""
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(_flipped(built.read_bytes(), part, 60))
    try:
        wrong = list(problems(copy))
    except BundleError:
        wrong = ["cannot be read"]
    try:
        damaged = _everything(copy)
    except BundleError:
        damaged = None
    assert wrong or damaged == _everything(built)


def _everything(path: Path) -> list[object]:
    bundle = open_reference(path)
    symbols = list(bundle.symbols())
    found: list[object] = [bundle.transcripts_of(symbol) for symbol in symbols]
    found += [bundle.gene(symbol) for symbol in symbols]
    found += [(bundle.features(s), bundle.numbering(s), bundle.legacy_names(s)) for s in symbols]
    return found


@pytest.mark.parametrize("command", ["info", "verify"])
def test_no_bundle(tmp_path: Path, varsyn_run: Run, command: str) -> None:
    text = tmp_path / "text"
    text.write_text("hello")
    for path in (tmp_path / "none", tmp_path, text):
        done = varsyn_run("data", command, str(path))
        assert done.returncode == 2
        assert str(path) in done.stderr


def test_build_without_inputs(tmp_path: Path, varsyn_run: Run) -> None:
    assert varsyn_run("data", "build", "--out", str(tmp_path / "x")).returncode == 2
    assert varsyn_run("data", "build", "--genes", str(FIXTURES / "genes.tsv")).returncode == 2


def test_build_names_file_line_reason(tmp_path: Path, varsyn_run: Run) -> None:
    bad = tmp_path / "bad.tsv"
    bad.write_text("symbol\nA\n\nA\n")
    done = varsyn_run("data", "build", "--genes", str(bad), "--out", str(tmp_path / "x"))
    assert done.returncode == 2
    assert f"{bad}, line 4: the gene A is there twice" in done.stderr
    assert not (tmp_path / "x").exists()


def test_findings_are_told_and_explained(tmp_path: Path, varsyn_run: Run) -> None:
    row = {"accession": "NM_1.1", "gene": "A", "sequence": "ACGTACGT", "exons": [[0, 4], [5, 8]]}
    path = tmp_path / "t.jsonl"
    path.write_text(json.dumps(row))
    done = varsyn_run("data", "build", "--transcripts", str(path), "--out", str(tmp_path / "x"))
    assert done.returncode == 0
    assert "NM_1.1" in done.stderr
    assert "[exons_dropped]" in done.stderr
    assert varsyn_run("explain", "exons_dropped").returncode == 0
    quiet = varsyn_run("data", "build", "--transcripts", str(path), "--out", str(tmp_path / "x"), "--quiet")
    assert quiet.stderr == ""


def test_codes_are_documented() -> None:
    """Every code that the package emits has its page of help."""
    import re

    from varsyn.reference.codes import CODES

    folder = Path(__file__).parent.parent / "src" / "varsyn" / "reference"
    emitted = set()
    for path in folder.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        emitted |= set(re.findall(r'found\(\s*"(\w+)"', text))
        emitted |= set(re.findall(r'Finding\(\s*"(\w+)"', text))
        emitted |= {a or b for a, b in re.findall(r'code: str = "(\w+)"|code="(\w+)"', text)}
    assert emitted <= {page.code for page in CODES}
    assert {"exons_dropped", "download_failed", "bad_source_file"} <= emitted
