"""Every row of the curated facts agrees with itself, with the other rows and with the sequences."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from varsyn.reference import Bundle, Transcript, open_reference
from varsyn.reference.alignments import checked
from varsyn.reference.formats.uniprot import processed
from varsyn.reference.rows import shaped
from varsyn.reference.transcript_rows import TranscriptRow, digest, transcript
from varsyn.sequence import one_letter

FIXTURES = Path(__file__).parent.parent / "fixtures"
RESIDUE = re.compile(
    r"(Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val)(\d+)"
)
SUBSTITUTION = re.compile(r"(?<![\d_+-])([-*]?)(\d+)([ACGT])>[ACGT]")


def _json(name: str) -> list[dict[str, object]]:
    text = (FIXTURES / "reference" / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _tsv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


ROWS = _json("transcripts.jsonl")
LEGACY = _tsv(FIXTURES / "reference" / "legacy_variants.tsv")


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return open_reference()


@pytest.mark.parametrize("fields", ROWS, ids=lambda fields: str(fields["accession"]))
def test_transcript_row(fields: dict[str, object]) -> None:
    row = shaped(fields, TranscriptRow)
    record, findings = transcript(row)
    assert row.source, "every row has its source"
    assert row.digest == digest(row.sequence)
    assert row.length == len(row.sequence)
    assert [each for each in findings if each.severity == "warning"] == []
    if record.cds_start is not None and record.cds_end is not None:
        cds = record.sequence[record.cds_start : record.cds_end]
        assert len(cds) == 3 * (len(record.protein) + 1)
        assert cds[-3:] in ("TAA", "TAG", "TGA")
        assert cds[:3] == "ATG" or (record.gene == "WT1" and cds[:3] == "CTG")
        assert "*" not in record.protein
        assert "U" not in record.protein or record.gene in ("SELENON", "SELENOP")
    if record.exons:
        assert [start for start, _ in record.exons] == [0, *(end for _, end in record.exons[:-1])]
        assert record.exons[-1][1] == len(record.sequence)
    for alignment in record.alignments:
        assert checked(alignment, record.exons, record.sequence, tail=False) == alignment


def test_coding_exons_are_aligned(bundle: Bundle) -> None:
    """Where exons are left out of an alignment, docs/reference-data.md names the transcript."""
    page = (FIXTURES.parent / "docs" / "reference-data.md").read_text(encoding="utf-8")
    for symbol in bundle.symbols():
        for record in bundle.transcripts_of(symbol):
            for alignment in record.alignments:
                if alignment.tx_exons and len(alignment.tx_exons) < len(record.exons):
                    assert record.accession in page


def test_proteins_are_those_of_refseq(shared: Path, bundle: Bundle) -> None:
    """The CDS translates to the protein that is on record under the stated accession."""
    known = {}
    with gzip.open(shared / "scale" / "proteins.jsonl.gz", "rt", encoding="utf-8") as stream:
        for line in stream:
            fields = json.loads(line)
            known[fields["accession"]] = fields["sequence"]
    compared = 0
    for symbol in bundle.symbols():
        for record in bundle.transcripts_of(symbol):
            if record.protein_accession in known:
                compared += 1
                assert record.protein == known[record.protein_accession], record.accession
    assert compared > 150


def _transcript(bundle: Bundle, accession: str) -> Transcript | None:
    versions = bundle.versions(accession)
    return bundle.transcript(versions[0]) if versions else None


def _checkable(bundle: Bundle) -> Iterator[tuple[dict[str, str], Transcript]]:
    for row in LEGACY:
        record = _transcript(bundle, row["refseq"])
        if record is not None:
            yield row, record


def test_legacy_names_fit_the_sequences(bundle: Bundle) -> None:
    checked_rows = list(_checkable(bundle))
    assert len(checked_rows) > 390
    for row, record in checked_rows:
        assert record.gene == row["gene"], row
        stated = row["hgvs_p"].partition("delins")[0]
        for residue, number in RESIDUE.findall(stated):
            assert record.protein[int(number) - 1] == one_letter(residue), row
        for region, number, base in SUBSTITUTION.findall(row["hgvs_c"]):
            assert record.cds_start is not None
            assert record.cds_end is not None
            start = {"": record.cds_start - 1, "-": record.cds_start, "*": record.cds_end - 1}[region]
            index = start - int(number) if region == "-" else start + int(number)
            if 0 <= index < len(record.sequence):
                assert record.sequence[index] == base, row


def test_legacy_proteins_follow_from_the_dna(bundle: Bundle) -> None:
    """What varsyn predicts from the DNA change is the protein change on record."""
    from varsyn.allele import allele_from_reading, predict
    from varsyn.notation import read

    compared = 0
    for row, record in _checkable(bundle):
        simple = not set("[(") & set(row["hgvs_c"]) and not re.search(r"\d[+-]\d", row["hgvs_c"])
        if not simple or "class" in row["hgvs_c"] or "[" in row["hgvs_p"] or record.kind == "cds_only":
            continue
        predicted = predict(allele_from_reading(read(row["hgvs_c"])[0], record), record)
        assert str(predicted).rpartition(":")[2] == row["hgvs_p"].replace("*", "Ter"), row
        compared += 1
    assert compared > 200


def test_legacy_rows_are_filled_and_distinct() -> None:
    seen = set()
    for row in LEGACY:
        assert all(row[name] for name in ("gene", "legacy", "refseq", "hgvs_c", "source")), row
        assert row["confidence"] in ("high", "good", "medium", "low"), row
        key = (row["gene"], row["legacy"], row["hgvs_c"])
        assert key not in seen, row
        seen.add(key)


def test_features_exist_on_a_protein_of_the_gene(bundle: Bundle) -> None:
    for fields in _json("protein_features.jsonl"):
        symbol = str(fields["gene"])
        found = bundle.features(symbol)
        assert found is not None
        assert found.source
        again = processed(symbol, found.uniprot, found.features)
        assert again.initiator_met_removed == found.initiator_met_removed, symbol
        assert again.mature_start == found.mature_start, symbol
        records = bundle.transcripts_of(symbol)
        longest = max((len(record.protein) for record in records), default=None)
        for feature in found.features:
            if longest is not None and feature.end is not None:
                assert feature.end <= longest, (symbol, feature)
        if records and found.initiator_met_removed:
            assert records[0].protein.startswith("M")


def test_numbering_examples_exist(bundle: Bundle) -> None:
    compared = 0
    for row in _tsv(FIXTURES / "reference" / "numbering.tsv"):
        assert all(row[name] for name in ("gene", "convention", "offset_to_add", "source")), row
        for accession, change in re.findall(r"(NM_\d+)\S*? p\.\((\w+)", row["example"]):
            record = _transcript(bundle, accession)
            place = RESIDUE.match(change)
            if record is not None and place is not None:
                compared += 1
                assert record.protein[int(place[2]) - 1] == one_letter(place[1]), row
    assert compared > 20


def test_genes_agree_with_transcripts(bundle: Bundle) -> None:
    symbols = set(bundle.symbols())
    for fields in ROWS:
        assert fields["gene"] in symbols
    for symbol in symbols:
        gene, anchor = bundle.gene(symbol), bundle.anchor(symbol)
        assert gene is not None
        if anchor is not None:
            assert anchor.hgnc_id in (None, gene.id), symbol
            if anchor.mane == "MANE Select" and gene.mane_select:
                assert anchor.accession == gene.mane_select


def test_gene_rows_are_clean() -> None:
    rows = _tsv(FIXTURES / "reference" / "genes.tsv")
    assert len({(row["symbol"], row["species"]) for row in rows}) == len(rows)
    for row in rows:
        assert row["symbol"] == row["symbol"].strip() != ""
        for entry in filter(None, row["ambiguous_aliases"].split("|")):
            assert "=" in entry, row["symbol"]


def test_lookalikes_name_genes(bundle: Bundle) -> None:
    for row in _tsv(FIXTURES / "reference" / "lookalikes.tsv"):
        found = {match.gene.symbol for match in bundle.find_genes(row["token"])}
        assert row["symbol"] in found or bundle.gene(row["token"]) is not None, row
        assert row["reads_as"] in bundle.lookalikes(row["token"])


def test_notation_forms_have_examples() -> None:
    rows = _tsv(FIXTURES / "notation_forms.tsv")
    assert len({row["form"] for row in rows}) > 200
    for row in rows:
        assert all(row[name] for name in ("template", "example", "readings", "source")), row["form"]
