"""Damaged files of every kind: taken, or refused with a BundleError that names the file."""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reference_files as files
from varsyn.model import BundleError
from varsyn.reference import open_reference
from varsyn.reference.build import build_bundle
from varsyn.reference.sources import all_sources
from varsyn.reference.verify import problems

BUNDLE = open_reference()
FIXTURES = Path(__file__).parents[2] / "fixtures" / "reference"
SHORT = [
    record
    for symbol in BUNDLE.symbols()
    for record in BUNDLE.transcripts_of(symbol)
    if len(record.sequence) < 1500 and record.alignments and record.protein_accession
    and all(not each.cigars and len(each.exons) == len(record.exons) for each in record.alignments)
    and {each.assembly for each in record.alignments} >= {"GRCh37"}
][:2]  # fmt: skip


def _head(name: str, rows: int) -> bytes:
    return b"".join((FIXTURES / name).read_bytes().splitlines(keepends=True)[:rows])


def _transcripts() -> bytes:
    rows = [json.loads(line) for line in (FIXTURES / "transcripts.jsonl").read_text("utf-8").splitlines()]
    short = [row for row in rows if row["length"] < 1500 and row.get("alignments")][:3]
    return "".join(json.dumps(row) + "\n" for row in short).encode()


WHOLE: dict[str, bytes] = {
    "transcripts": _transcripts(),
    "genes": _head("genes.tsv", 6),
    "features": _head("protein_features.jsonl", 5),
    "numbering": _head("numbering.tsv", 6),
    "legacy": _head("legacy_variants.tsv", 6),
    "lookalikes": _head("lookalikes.tsv", 6),
    "gff3": files.gff3(SHORT, "GRCh37").encode(),
    "cdot": files.cdot(SHORT).encode(),
    "genbank": files.genbank(SHORT).encode(),
    "lrg": files.lrg(SHORT[0]).encode(),
    "mane_summary": files.summary(SHORT).encode(),
    "rna": files.fasta(SHORT).encode(),
    "uniprot": b"ID   A_HUMAN  Reviewed;\nAC   P1;\nGN   Name=A;\nOX   NCBI_TaxID=9606;\n"
    b'FT   SIGNAL          1..30\nFT                   /note="x"\nFT   CHAIN           31..90\n//\n',
    "hgnc": b"hgnc_id\tsymbol\tname\tstatus\talias_symbol\talias_name\tprev_symbol\tprev_name\n"
    b"HGNC:1\tA\tx\tApproved\tB|C\t\t\t\n",
}
ODD = st.sampled_from(
    [b"", b"\t", b"\n", b"\0", b'"', b"{", b"}", b"[", b"]", b"-", b"9", b"<", b">", b"&", b"\xff",
     b"\xc3\xa9", b"null", b"1e999", b"99999999999999999999", b"\n//\n", b"##", b"=", b";", b"\r",
     b"..", b"NaN"]
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """The content with a few pieces cut out, put in, doubled or moved."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 30)))
        action = draw(st.sampled_from(["replace", "cut", "double", "odd", "end"]))
        piece = {
            "replace": draw(st.binary(max_size=8)),
            "cut": b"",
            "double": content[start:end] * 2,
            "odd": draw(ODD),
            "end": b"",
        }[action]
        content = content[:start] if action == "end" else content[:start] + piece + content[end:]
    return gzip.compress(content) if draw(st.booleans()) else content


def _check(role: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, target = Path(folder) / "in", Path(folder) / "out"
        path.write_bytes(content)
        given_files = {role: [path]}
        if role in ("gff3", "cdot"):
            whole = Path(folder) / "rna"
            whole.write_bytes(WHOLE["rna"])
            given_files["rna"] = [whole]
        before = {each.name for each in Path(folder).iterdir()}
        refused = None
        try:
            build_bundle(target, all_sources(given_files))
        except BundleError as error:
            refused = str(error)
        if refused is None:
            assert list(problems(target)) == []
        else:
            assert str(path) in refused
            assert {each.name for each in Path(folder).iterdir()} == before


def _law(role: str) -> Callable[[], None]:
    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(damaged(WHOLE[role]))
    def law(content: bytes) -> None:
        _check(role, content)

    return law


@pytest.mark.parametrize("role", WHOLE)
def test_whole_files_are_taken(role: str) -> None:
    _check(role, WHOLE[role])


@pytest.mark.parametrize("role", WHOLE)
def test_damaged_files_are_taken_or_refused(role: str) -> None:
    _law(role)()
