"""Files as the databases write them today: every column, odd quoting, blank identifiers, byte order marks."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from index_kit import small  # noqa: F401
from varsyn.synonyms import SynonymIndex
from varsyn.synonyms.transfer import detect

SUMMARY = (
    "AlleleID",
    "Type",
    "Name",
    "GeneID",
    "GeneSymbol",
    "HGNC_ID",
    "ClinicalSignificance",
    "ClinSigSimple",
    "LastEvaluated",
    "RS# (dbSNP)",
    "nsv/esv (dbVar)",
    "RCVaccession",
    "PhenotypeIDS",
    "PhenotypeList",
    "Origin",
    "OriginSimple",
    "Assembly",
    "ChromosomeAccession",
    "Chromosome",
    "Start",
    "Stop",
    "ReferenceAllele",
    "AlternateAllele",
    "Cytogenetic",
    "ReviewStatus",
    "NumberSubmitters",
    "Guidelines",
    "TestedInGTR",
    "OtherIDs",
    "SubmitterCategories",
    "VariationID",
    "PositionVCF",
    "ReferenceAlleleVCF",
    "AlternateAlleleVCF",
    "SomaticClinicalImpact",
    "SomaticClinicalImpactLastEvaluated",
    "ReviewStatusClinicalImpact",
    "Oncogenicity",
    "OncogenicityLastEvaluated",
    "ReviewStatusOncogenicity",
    "SCVsForAggregateGermlineClassification",
)
"""Columns of ClinVar's variant_summary.txt since 2024 (its README)."""
CIVIC = (
    "variant_id",
    "variant_civic_url",
    "feature_id",
    "feature_name",
    "feature_type",
    "variant",
    "variant_aliases",
    "is_flagged",
    "variant_groups",
    "variant_types",
    "single_variant_molecular_profile_id",
    "last_review_date",
    "gene",
    "entrez_id",
    "reference_build",
    "hgvs_descriptions",
    "allele_registry_id",
    "clinvar_ids",
)


def table(columns: tuple[str, ...], *rows: dict[str, str], blank: str = "") -> str:
    """Tab-separated lines, with ``blank`` in the cells that a row does not name."""
    lines = ["\t".join(columns)]
    lines += ["\t".join(row.get(column, blank) for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


def held(index: SynonymIndex) -> set[tuple[str, str, str | None]]:
    """Every mention on record: document, text, gene as it was given."""
    found = {
        (place.document or "", spelling.text, spelling.gene)
        for record in index.iter_sets()
        for spelling in record.spellings
        for place in spelling.places
    }
    return found | {(p.document or "", m.text, None) for m in index.unsettled() for p in m.places}


def imported(
    index: SynonymIndex, path: Path, content: str, *, packed: bool = False, bom: bool = False
) -> str:
    """Read a file of this content; its format."""
    raw = (b"\xef\xbb\xbf" if bom else b"") + content.encode()
    path.write_bytes(gzip.compress(raw) if packed else raw)
    index.import_file(path, workers=0)
    assert index.check() == []
    return detect(str(path))


def test_clinvar_summary(small: SynonymIndex, tmp_path: Path) -> None:  # noqa: F811
    r511q = {
        "AlleleID": "23717",
        "Type": "single nucleotide variant",
        "GeneSymbol": "IGF1R",
        "VariationID": "8678",
        "Name": "NM_000875.5(IGF1R):c.1532G>A (p.Arg511Gln)",
        "RS# (dbSNP)": "121912430",
        "PhenotypeList": 'Growth delay "due to" resistance|not provided',
    }
    content = "#" + table(
        SUMMARY,
        {**r511q, "Assembly": "GRCh37"},
        {**r511q, "Assembly": "GRCh38"},
        {
            "AlleleID": "99",
            "GeneSymbol": "subset of 12 genes: ACP6",
            "VariationID": "160000",
            "Name": "GRCh37/hg19 1q21.1(chr1:145804790-145808701)",
            "RS# (dbSNP)": "-1",
        },
        {"AlleleID": "101", "GeneSymbol": "TTR", "Name": "NM_000371.4(TTR):c.148G>A (p.Val50Met)"},
        {"AlleleID": "102", "GeneSymbol": "TTR", "VariationID": "7", "RS# (dbSNP)": "28933979"},
        blank="-",
    )
    assert imported(small, tmp_path / "variant_summary.txt.gz", content, packed=True) == "clinvar-summary"
    assert {(document, text) for document, text, _ in held(small)} == {
        ("ClinVar:8678", "NM_000875.5(IGF1R):c.1532G>A (p.Arg511Gln)"),
        ("ClinVar:8678", "rs121912430"),
        ("ClinVar:160000", "GRCh37/hg19 1q21.1(chr1:145804790-145808701)"),
        ("ClinVar:allele 101", "NM_000371.4(TTR):c.148G>A (p.Val50Met)"),
        ("ClinVar:7", "rs28933979"),
    }
    match = small.lookup("rs121912430", resolve=False)[0]
    assert match.set is not None
    assert match.set.name == "NM_000875.5:c.1532G>A"


def test_clinvar_expressions(small: SynonymIndex, tmp_path: Path) -> None:  # noqa: F811
    columns = (
        "#Symbol",
        "GeneID",
        "VariationID",
        "AlleleID",
        "Type",
        "Assembly",
        "NucleotideExpression",
        "NucleotideChange",
        "ProteinExpression",
        "ProteinChange",
        "UsedForNaming",
        "Submitted",
        "OnRefSeqGene",
        "ColumnOfNextYear",
    )
    entry = {"#Symbol": "IGF1R", "GeneID": "3480", "VariationID": "8678", "AlleleID": "23717"}
    content = "#Content: HGVS expressions\n#Release: 2026\n" + table(
        columns,
        {
            **entry,
            "Type": "coding",
            "NucleotideExpression": "NM_000875.5:c.1532G>A",
            "UsedForNaming": "Yes",
            "ProteinExpression": "NP_000866.1:p.Arg511Gln",
            "ColumnOfNextYear": "new",
        },
        {
            **entry,
            "Type": "genomic, top-level",
            "Assembly": "GRCh38",
            "NucleotideExpression": "NC_000015.10:g.98911384G>A",
        },
        {**entry, "Type": "genomic", "NucleotideExpression": "LRG_1019:g.267000G>A", "#Symbol": "-"},
        {**entry, "Type": "protein only", "ProteinExpression": "LRG_1019p1:p.Arg511Gln"},
        {**entry, "Type": "other", "NucleotideExpression": "15q26.3 change"},
        blank="-",
    )
    assert imported(small, tmp_path / "hgvs4variation.txt.gz", content, packed=True) == "clinvar-hgvs"
    assert {text for _, text, _ in held(small)} == {
        "NM_000875.5:c.1532G>A",
        "NP_000866.1:p.Arg511Gln",
        "NC_000015.10:g.98911384G>A",
        "LRG_1019:g.267000G>A",
        "LRG_1019p1:p.Arg511Gln",
        "15q26.3 change",
    }
    kinds = {s.text: (s.how, s.agent) for s in small.lookup("NM_000875.5:c.1532G>A")[0].set.spellings}  # type: ignore[union-attr]
    assert kinds["NC_000015.10:g.98911384G>A"][0] == "same_allele"
    assert kinds["LRG_1019:g.267000G>A"] == ("same_allele", "ClinVar")


def test_civic_summaries(small: SynonymIndex, tmp_path: Path) -> None:  # noqa: F811
    content = table(
        CIVIC,
        {
            "variant_id": "12",
            "feature_name": "BRAF",
            "feature_type": "Gene",
            "gene": "BRAF",
            "variant": "V600E",
            "variant_aliases": "VAL600GLU,V640E",
            "hgvs_descriptions": "NM_004333.4:c.1799T>A,NC_000007.13:g.140453136A>T",
        },
        {"variant_id": "79", "feature_name": "KRAS", "feature_type": "Gene", "variant": "G12D"},
        {"feature_name": "KRAS", "feature_type": "Gene", "variant": "G12V"},
        {"variant_id": "80", "feature_name": "EML4::ALK", "feature_type": "Fusion", "variant": "e13-e20"},
    )
    assert imported(small, tmp_path / "nightly.tsv", content.replace("\n", "\r\n"), bom=True) == "civic"
    found = {(document, text) for document, text, _ in held(small)}
    assert found == {
        ("CIViC:12", "V600E"),
        ("CIViC:12", "VAL600GLU"),
        ("CIViC:12", "V640E"),
        ("CIViC:12", "NM_004333.4:c.1799T>A"),
        ("CIViC:12", "NC_000007.13:g.140453136A>T"),
        ("CIViC:79", "G12D"),
        ("CIViC:KRAS G12V", "G12V"),
        ("CIViC:80", "e13-e20"),
    }
    match = small.lookup("V600E", gene="BRAF", resolve=False)[0]
    assert match.set is not None
    assert {"NC_000007.13:g.140453136A>T", "NM_004333.4:c.1799T>A"} <= set(match.set.texts)


def test_lovd_download(small: SynonymIndex, tmp_path: Path) -> None:  # noqa: F811
    def section(name: str, columns: tuple[str, ...], *rows: tuple[str, ...]) -> str:
        lines = [f"## {name} ## Do not remove or alter this header ##", f"## Count = {len(rows)}"]
        if rows:
            lines += ["\t".join(f'"{{{{{column}}}}}"' for column in columns)]
            lines += ["\t".join(f'"{cell}"' for cell in row) for row in rows]
        return "\n".join(lines) + "\n\n"

    content = (
        "### LOVD-version 3000-290 ### Full data download ### To import, do not remove this header ###\n"
        "# charset = UTF-8\n\n"
        + section("Genes", ("id", "name"), ("IGF1R", "insulin like growth factor 1 receptor"))
        + section("Transcripts", ("id", "geneid", "id_ncbi"), ("00010287", "IGF1R", "NM_000875.5"))
        + section("Diseases", ("id",))
        + section(
            "Variants_On_Genome",
            (
                "id",
                "chromosome",
                "VariantOnGenome/DNA",
                "VariantOnGenome/DNA/hg38",
                "VariantOnGenome/DBID",
                "VariantOnGenome/Published_as",
                "VariantOnGenome/Remarks",
            ),
            ("0000001", "15", "g.99454613G>A", "g.98911384G>A", "IGF1R_000001", "R481Q", 'a \\"tab\\": \\t'),
            ("0000002", "15", "g.?", "", "IGF1R_000001", "", ""),
        )
        + section(
            "Variants_On_Transcripts",
            (
                "id",
                "transcriptid",
                "VariantOnTranscript/DNA",
                "VariantOnTranscript/RNA",
                "VariantOnTranscript/Protein",
            ),
            ("0000001", "00010287", "c.1532G>A", "r.(?)", "p.(Arg511Gln)"),
            ("0000002", "00010287", "c.420del", "r.?", "p.?"),
        )
    )
    assert imported(small, tmp_path / "LOVD.txt", content) == "lovd"
    assert held(small) == {
        ("LOVD:0000001", text, "IGF1R")
        for text in ("chr15:g.99454613G>A", "chr15:g.98911384G>A", "R481Q", "c.1532G>A", "p.(Arg511Gln)")
    } | {("LOVD:0000002", "c.420del", "IGF1R")}
    assert {record.name for record in small.iter_sets()} == {"NM_000875.5:c.1532G>A", "NM_000875.5:c.420del"}
    assert small.conflicts() == []


def test_a_table_of_a_spreadsheet(small: SynonymIndex, tmp_path: Path) -> None:  # noqa: F811
    content = (
        'Text,Gene,Document,note\r\nR481Q,IGF1R,"PMID:1, suppl.",x\r\n'
        '"c.1532G>A",CD221,PMID:2,"two\nlines"\r\n'
    )
    assert imported(small, tmp_path / "mine.csv", content, bom=True) == "table"
    assert {(document, text) for document, text, _ in held(small)} == {
        ("PMID:1, suppl.", "R481Q"),
        ("PMID:2", "c.1532G>A"),
    }


@pytest.mark.parametrize("text", ["NC_000015.10:g.98911384G>A", "15-98911384-G-A", "chr15:g.98911384G>A"])
def test_a_place_on_the_genome_is_no_numbering_of_old(small: SynonymIndex, text: str) -> None:  # noqa: F811
    small.add(text, gene="IGF1R", document="A")
    assert [link.type for link in small.iter_links() if link.subject == text] == ["same_allele"]
