"""Public conformance suites for normalization, c. to p. and grouping: every case has a disposition.

A case matches, or its line is listed here as an accepted difference (with the clause of the HGVS
nomenclature or the fact that decides it) or as a known limit (with the reason). A listed case that starts
to match fails until its line is taken out; so does a line that no longer exists.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from varsyn.allele import allele_from_reading, allele_key, describe, predict
from varsyn.allele.project import project
from varsyn.model import Reading, VarsynError
from varsyn.notation import read
from varsyn.reference import Bundle, Transcript, open_reference
from varsyn.reference.build import build_bundle
from varsyn.reference.inputs import own_sources

Row = dict[str, str]


@pytest.fixture(scope="module")
def reference(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Both:
    """The embedded transcripts, and those of the suites."""
    target = tmp_path_factory.mktemp("conformance") / "suites.sqlite"
    sources = [
        source
        for file in (
            "scale/transcripts.jsonl.gz",
            "conformance/normalize/transcripts.jsonl",
            "conformance/c_to_p/toy_transcripts.jsonl",
        )
        for source in own_sources({"transcripts": shared / file})
    ]
    build_bundle(target, sources)
    return Both(open_reference(), open_reference(target))


class Both:
    """Two bundles as one."""

    def __init__(self, first: Bundle, second: Bundle) -> None:
        self.bundles = (first, second)

    def transcript(self, accession: str) -> Transcript:
        for bundle in self.bundles:
            found = bundle.transcript(accession)
            if found is not None:
                return found
        raise AssertionError(f"{accession} is in neither bundle")


def numbered(shared: Path, suite: str) -> list[tuple[int, Row]]:
    """Rows with their line numbers in the file, the header being line 1."""
    with (shared / "conformance" / suite / "cases.tsv").open(encoding="utf-8") as stream:
        return list(enumerate(csv.DictReader(stream, delimiter="\t"), start=2))


def settle(differences: dict[int, str], dispositions: dict[int, str], lines: int) -> None:
    """Every difference is listed, and everything listed is a difference."""
    unexplained = {line: text for line, text in differences.items() if line not in dispositions}
    assert not unexplained, "\n".join(f"line {line}: {text}" for line, text in unexplained.items())
    fixed = sorted(set(dispositions) - set(differences))
    assert not fixed, f"these lines match now (or are gone, of {lines}): take them out: {fixed}"


NORMALIZE: dict[int, str] = {
    6: "accepted: no change keeps its place, c.1_3=, where the suite has c.= (DNA, substitution: no change)",
    17: "accepted: the transcript on record has no exon border there (it belongs to another record)",
    35: "accepted: a c. repeat needs a unit of three bases; others are ins (DNA, repeated sequences)",
    36: "accepted: a c. repeat needs a unit of three bases; others are ins (DNA, repeated sequences)",
    37: "needs the intron's bases: the 3' shift goes on from the exon into the intron",
    42: "inserted bases given as a place on another record: not followed (inserted_by_reference)",
    50: "accepted: the exception to the 3' rule at exon/exon junctions (general recommendations)",
    51: "accepted: the 3' rule runs over the start codon; the suite stops at it (general recommendations)",
}


def test_normalize(shared: Path, reference: Both) -> None:
    rows = numbered(shared, "normalize")
    differences: dict[int, str] = {}
    for line, row in rows:
        accepted = row["expected"].split("|")
        match = re.search(r"[NX][MR]_\d+\.\d+", accepted[0])
        assert match
        transcript = reference.transcript(match[0])
        try:
            got = describe(allele_from_reading(read(row["input"])[0], transcript), transcript)
        except VarsynError as error:
            got = f"{error.code}: {error.message}"
        if got not in accepted:
            differences[line] = f"{row['input']} -> {got}, expected {row['expected']}"
    settle(differences, NORMALIZE, len(rows))


def test_normalize_differences_are_the_same_sequence(shared: Path, reference: Both) -> None:
    """Where our spelling is an accepted difference, the suite's makes the same sequence (one key)."""
    lines = dict(numbered(shared, "normalize"))
    for line in (6, 50, 51):
        row = lines[line]
        accession = row["expected"].partition(":")[0]
        transcript = reference.transcript(accession)
        keys = {
            allele_key(allele_from_reading(read(text)[0], transcript), transcript)
            for text in (row["input"], row["expected"])
        }
        assert len(keys) == 1


C_TO_P: dict[int, str] = {
    193: "accepted: position 39 of a coding sequence of 30 bases is refused; it is c.*9 (numbering)",
}


def same_protein(expected: str, got: str) -> bool:
    """Whether two spellings say the same.

    The suite writes a stop ``*`` or ``Ter``; a silent change ``p.(=)`` or by its residue; what was observed
    without the parentheses of a prediction; and some frameshifts in short.
    """
    plain = [text.rpartition(":")[2].replace("*", "Ter").replace("p.(", "p.") for text in (expected, got)]
    want, have = (text.removesuffix(")") for text in plain)
    if want == have or (want == "p.=" and have.endswith("=")):
        return True
    return want.endswith("fs") and have.startswith(want)


def test_c_to_p(shared: Path, reference: Both) -> None:
    rows = numbered(shared, "c_to_p")
    differences: dict[int, str] = {}
    for line, row in rows:
        transcript = reference.transcript(row["hgvs_c"].partition(":")[0])
        try:
            got = str(predict(allele_from_reading(read(row["hgvs_c"])[0], transcript), transcript))
        except VarsynError as error:
            got = f"{error.code}: {error.message}"
        if not same_protein(row["hgvs_p"], got):
            differences[line] = f"{row['hgvs_c']} -> {got}, expected {row['hgvs_p']}"
    settle(differences, C_TO_P, len(rows))


OTHER_BASE = "the chromosome has the base that the transcript lacks: only a genome sequence tells that here"
NOT_ALIGNED = "no chromosome to which both transcripts are aligned, and the place is in an intron of one"
GAP = "the exon's gap is not located in this alignment, so the exon is left out of it"
CLINVAR_GROUPS: dict[int, str] = {
    **dict.fromkeys((42, 125, 133, 137, 179, 214, 269, 373, 390), OTHER_BASE),
    **dict.fromkeys((122, 267), NOT_ALIGNED),
    123: "129,556 bases before the start codon: flank so far away is refused",
    **dict.fromkeys((357, 358, 359), GAP),
    361: "the suite's GRCh37 description is of another change (a substitution)",
}


def anchors(names: list[str], reference: Both) -> list[Transcript]:
    found = []
    for name in names:
        if not name.startswith("NC_"):
            found.append(reference.transcript(name.partition(":")[0]))
    return found


def on_one_transcript(reading: Reading, home: Transcript, others: list[Transcript]) -> str:
    """The key of a description on ``home``."""
    if reading.coordinate == "g":
        return allele_key(allele_from_reading(reading, home), home)
    own = next(tx for tx in others if tx.accession == reading.accession)
    allele = allele_from_reading(reading, own)
    if own.accession != home.accession:
        allele = project(allele, own, home)
    return allele_key(allele, home)


def test_clinvar_groups(shared: Path, reference: Both) -> None:
    """All descriptions of a group get one key, on the first transcript of the group."""
    rows = numbered(shared, "clinvar_groups")
    differences: dict[int, str] = {}
    counts: Counter[str] = Counter()
    for line, row in rows:
        names = row["descriptions"].split()
        transcripts = anchors(names, reference)
        home = transcripts[0]
        keys: dict[str, list[str]] = {}
        for name in names:
            try:
                key = on_one_transcript(read(name)[0], home, transcripts)
            except VarsynError as error:
                key = f"{error.code}: {error.message}"
            keys.setdefault(key, []).append(name)
        counts["one key" if len(keys) == 1 else "several"] += 1
        if len(keys) > 1:
            differences[line] = f"{row['gene']} {keys}"
    settle(differences, CLINVAR_GROUPS, len(rows))
