"""Public file formats: a transcript printed in a format and read back is the same transcript."""

from __future__ import annotations

import gzip
from pathlib import Path

import msgspec
import pytest

import reference_files as files
from varsyn.model import BundleError
from varsyn.reference import Bundle, Transcript, open_reference
from varsyn.reference.build import build_bundle
from varsyn.reference.sources import all_sources
from varsyn.reference.verify import problems

BUNDLE = open_reference()
EVERY = [record for symbol in BUNDLE.symbols() for record in BUNDLE.transcripts_of(symbol)]
WHOLE = [
    record
    for record in EVERY
    if record.exons and record.protein and record.protein_accession and record.kind != "lrg_partial_no_3utr"
]


def build(tmp_path: Path, **contents: str | bytes) -> Bundle:
    given = {}
    for role, content in contents.items():
        path = tmp_path / role
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        given[role] = [path]
    target = tmp_path / "out.sqlite"
    build_bundle(target, all_sources(given))
    assert list(problems(target)) == []
    return open_reference(target)


def compare(found: Transcript | None, expected: Transcript, *fields: str) -> None:
    assert found is not None, expected.accession
    for field in fields:
        assert getattr(found, field) == getattr(expected, field), (expected.accession, field)


CORE = ("gene", "sequence", "cds_start", "cds_end", "protein", "protein_accession", "exons")


def ungapped(record: Transcript, assembly: str) -> bool:
    return any(
        each.assembly == assembly and not each.cigars and len(each.exons) == len(record.exons)
        for each in record.alignments
    )


@pytest.mark.parametrize("assembly", ["GRCh37", "GRCh38"])
def test_gff3_with_fasta_and_summary(tmp_path: Path, assembly: str) -> None:
    records = [record for record in EVERY if ungapped(record, assembly)]
    assert len(records) > 60
    select = [record for record in records if record.mane == "MANE Select"]
    built = build(
        tmp_path,
        gff3=files.gff3(records, assembly),
        rna=gzip.compress(files.fasta(EVERY).encode()),
        mane_summary=files.summary(select),
    )
    assert built.meta["transcript"] == str(len(records))
    for record in records:
        found = built.transcript(record.accession)
        fields = CORE if record.protein_accession or not record.protein else CORE[:5]
        compare(found, record, *fields)
        assert found is not None
        (alignment,) = found.alignments
        assert alignment in record.alignments
    for record in select:
        found = built.anchor(record.gene)
        compare(found, record, "accession", "mane", "enst")


def test_gff3_without_sequences_says_so(tmp_path: Path) -> None:
    record = next(record for record in EVERY if ungapped(record, "GRCh38"))
    built = build(tmp_path, gff3=files.gff3([record]), rna=">NM_1.1\nACGT\n")
    assert built.meta["transcript"] == "0"
    assert [each["code"] for each in built.describe()["findings"]] == ["sequence_missing"]


def test_gff3_with_overlapping_genes(tmp_path: Path) -> None:
    """Genes whose lines are interleaved are told apart."""
    records = [record for record in EVERY if ungapped(record, "GRCh38")][:2]
    moved = []
    for record in records:
        alignment = next(each for each in record.alignments if each.assembly == "GRCh38")
        moved.append(
            msgspec.structs.replace(
                record, alignments=(msgspec.structs.replace(alignment, chrom="NC_000001.11"),)
            )
        )
    one, two = (files.gff3([record]).splitlines() for record in moved)
    first_gene, second_gene = one[2], two[2]
    mixed = [*one[:2], first_gene, second_gene]
    for pair in zip(one[3:-1], two[3:-1], strict=False):
        mixed += pair
    mixed += one[3 + len(two[3:-1]) : -1] + two[3 + len(one[3:-1]) : -1]
    wide = [line.replace("\t" + line.split("\t")[3] + "\t", "\t1\t", 1) for line in (first_gene, second_gene)]
    mixed[2:4] = [line.replace("\t" + line.split("\t")[4] + "\t", "\t240000000\t", 1) for line in wide]
    built = build(tmp_path, gff3="\n".join(mixed) + "\n", rna=files.fasta(records))
    for record in records:
        compare(built.transcript(record.accession), record, "sequence", "cds_start", "cds_end", "exons")


@pytest.mark.parametrize("indent", [None, 1])
def test_cdot(tmp_path: Path, indent: int | None) -> None:
    records = [
        record
        for record in WHOLE
        if record.alignments and all(len(each.exons) == len(record.exons) for each in record.alignments)
    ]
    assert len(records) > 60
    built = build(tmp_path, cdot=files.cdot(records, indent=indent), rna=files.fasta(records))
    for record in records:
        found = built.transcript(record.accession)
        compare(found, record, *CORE, "mane", "hgnc_id")
        assert found is not None
        for alignment, expected in zip(found.alignments, record.alignments, strict=True):
            assert alignment.exons == expected.exons
            assert alignment.strand == expected.strand
            if alignment.cigars:
                assert [cigar for cigar in alignment.cigars if set(cigar) & set("ID")] == [
                    _merged(cigar) for cigar in expected.cigars if set(cigar) & set("ID")
                ]


def _merged(cigar: str) -> str:
    """A CIGAR with mismatches counted as matches, as GFF3's gaps have it."""
    import re

    steps: list[list[str]] = []
    for count, step in re.findall(r"(\d+)([=XID])", cigar):
        letter = "=" if step == "X" else step
        if steps and steps[-1][1] == letter:
            steps[-1][0] = str(int(steps[-1][0]) + int(count))
        else:
            steps.append([count, letter])
    return "".join(count + letter for count, letter in steps)


def test_genbank(tmp_path: Path) -> None:
    records = [record for record in EVERY if record.protein_accession or not record.protein]
    built = build(tmp_path, genbank=files.genbank(records))
    assert built.meta["transcript"] == str(len(records))
    for record in records:
        compare(built.transcript(record.accession), record, *CORE, "mane", "enst", "hgnc_id")
    assert [each for each in built.describe()["findings"] if each["code"] == "protein_differs"] == []


def test_genbank_codon_start(tmp_path: Path) -> None:
    record = next(record for record in WHOLE if record.gene == "IGF1R")
    assert record.cds_start is not None
    place = f"{record.cds_start + 1}..{record.cds_end}"
    text = files.genbank([record]).replace(place, f"<{record.cds_start}..{record.cds_end}", 1)
    head, mark, rest = text.partition("/protein_id")
    text = head + "/codon_start=2\n                     " + mark + rest
    compare(build(tmp_path, genbank=text).transcript(record.accession), record, *CORE)


def test_gff3_with_an_untold_gap(tmp_path: Path) -> None:
    record = next(record for record in EVERY if ungapped(record, "GRCh38"))
    longer = msgspec.structs.replace(record, sequence=record.sequence[:50] + "C" + record.sequence[50:])
    built = build(tmp_path, gff3=files.gff3([record]), rna=files.fasta([longer]))
    assert built.meta["transcript"] == "0"
    assert [each["code"] for each in built.describe()["findings"]] == ["gapped_annotation"]


def test_genbank_slippage_keeps_the_sequence(tmp_path: Path) -> None:
    record = next(record for record in WHOLE if record.gene == "IGF1R")
    text = files.genbank([record])
    place = f"{(record.cds_start or 0) + 1}..{record.cds_end}"
    assert place in text
    built = build(tmp_path, genbank=text.replace(place, f"join(10..20,{place})", 1))
    found = built.transcript(record.accession)
    assert found is not None
    assert found.cds_start is None
    assert "slippage" in found.note


def test_genbank_genomic_records_are_passed_over(tmp_path: Path) -> None:
    text = files.genbank(WHOLE[:1])
    genomic = text.replace(" mRNA ", " DNA ").replace(WHOLE[0].accession, "NG_1.1")
    built = build(tmp_path, genbank=genomic + text)
    assert built.meta["transcript"] == "1"
    assert [each["code"] for each in built.describe()["findings"]] == ["not_a_transcript"]


LRG_LIKE = [
    record
    for record in WHOLE
    if record.alignments and all(len(each.exons) == len(record.exons) for each in record.alignments)
]


@pytest.mark.parametrize("record", LRG_LIKE, ids=lambda record: record.accession)
def test_lrg(tmp_path: Path, record: Transcript) -> None:
    """Both strands, mismatches, bases that only one side has."""
    alone = msgspec.structs.replace(record, alignments=record.alignments[:1])
    built = build(tmp_path, lrg=files.lrg(alone, 77))
    found = built.transcript(record.accession)
    tail = (record.alignments[0].tx_exons or record.exons)[-1][1]
    assert found is not None
    assert found.sequence == record.sequence[:tail]
    assert (found.cds_start, found.cds_end, found.protein) == (
        record.cds_start,
        record.cds_end,
        record.protein,
    )
    assert found.exons == (record.alignments[0].tx_exons or record.exons)
    (alignment,), (expected,) = found.alignments, alone.alignments
    assert alignment.exons == expected.exons
    assert alignment.strand == expected.strand
    if expected.cigars:
        assert alignment.cigars == expected.cigars
    assert built.transcript("LRG_77t1") == found
    assert [each["code"] for each in built.describe()["findings"] if each["severity"] == "warning"] == []


def test_lrg_in_several_pieces(tmp_path: Path) -> None:
    """An exon that no span of the mapping holds leaves the transcript without that alignment."""
    record = next(record for record in LRG_LIKE if record.gene == "IGF1R" and record.mane)
    text = files.lrg(msgspec.structs.replace(record, alignments=record.alignments[:1]))
    built = build(tmp_path, lrg=text.replace('<mapping_span lrg_start="1"', '<mapping_span lrg_start="5000"'))
    found = built.transcript(record.accession)
    assert found is not None
    assert found.alignments == ()
    assert [each["code"] for each in built.describe()["findings"]] == ["alignment_dropped"]


def test_lrg_numbering(tmp_path: Path) -> None:
    record = next(record for record in LRG_LIKE if record.gene == "IGF1R" and record.mane)
    first = files.lrg(record, 5)
    starts = [
        int(part.split('"')[0]) for part in first.split('<coordinates coord_system="LRG_5" start="')[2:5]
    ]
    second_exon_start = starts[2]
    second = first.split(f'<coordinates coord_system="LRG_5" start="{second_exon_start}" end="')[1].split(
        '"'
    )[0]
    community = (
        '<annotation_set type="community"><fixed_transcript_annotation name="t1">'
        '<other_exon_naming description="older exon names"><exon><coordinates coord_system="LRG_5" '
        f'start="{second_exon_start}" end="{second}" strand="1"/><label>2a</label></exon></other_exon_naming>'
        '<alternate_amino_acid_numbering description="mature receptor">'
        '<align lrg_start="31" lrg_end="1367" start="1" end="1337"/></alternate_amino_acid_numbering>'
        "</fixed_transcript_annotation></annotation_set>"
    )
    built = build(tmp_path, lrg=files.lrg(record, 5, community))
    exon, protein = built.numbering("IGF1R")
    assert (exon.molecule, exon.convention, exon.offset_to_add) == (
        "exon",
        "older exon names",
        "lookup: exon 2a = exon 2",
    )
    assert (protein.molecule, protein.offset_to_add, protein.span) == ("protein", "+30", "31-1367")


HGNC = (
    "hgnc_id\tsymbol\tname\tlocus_group\tstatus\tlocation\talias_symbol\talias_name\tprev_symbol\tprev_name\t"
    "uniprot_ids\tmane_select\n"
    "HGNC:5465\tIGF1R\tinsulin like growth factor 1 receptor\tgene\tApproved\t15q26.3\t"
    '"JTK13|CD221|IGFIR"\t\t\t"IGF receptor"\tP08069\tENST00000650285.1|NM_000875.5\n'
    "HGNC:4177\tGBA1\tglucosylceramidase beta 1\tprotein-coding gene\tApproved\t1q22\tGLUC\t\tGBA\t"
    '"glucosidase, beta, acid"\tP04062\tENST00000368373.8|NM_000157.4\n'
    "HGNC:1\tGONE1\twithdrawn\tx\tEntry Withdrawn\t\t\t\t\t\t\t\n"
)


def test_hgnc(tmp_path: Path) -> None:
    built = build(tmp_path, hgnc=HGNC)
    assert list(built.symbols()) == ["GBA1", "IGF1R"]
    assert [match.gene.symbol for match in built.find_genes("CD221")] == ["IGF1R"]
    assert [match.matched for match in built.find_genes("GBA")] == ["previous"]
    gene = built.gene("IGF1R")
    assert gene is not None
    assert (gene.mane_select, gene.ensembl_transcript) == ("NM_000875.5", "ENST00000650285.1")


FLAT = """ID   IGF1R_HUMAN             Reviewed;        1367 AA.
AC   P08069; B1B5Y2;
DE   RecName: Full=Insulin-like growth factor 1 receptor;
GN   Name=IGF1R {ECO:0000312|HGNC:HGNC:5465};
OS   Homo sapiens (Human).
OX   NCBI_TaxID=9606;
FT   SIGNAL          1..30
FT                   /evidence="ECO:0000269|PubMed:2877871"
FT   CHAIN           31..736
FT                   /note="Insulin-like growth factor 1 receptor alpha
FT                   chain"
FT                   /id="PRO_0000016681"
FT   CHAIN           741..1367
FT                   /note="Insulin-like growth factor 1 receptor beta chain"
FT   TOPO_DOM        741..935
FT                   /note="Extracellular"
SQ   SEQUENCE   10 AA;  154793 MW;  0D8D8C8A8F6C6E4B CRC64;
     MKSGSGGGSP
//
ID   UNKNOWN_HUMAN           Reviewed;         100 AA.
AC   P00000;
GN   Name=FOO1;
OX   NCBI_TaxID=9606;
FT   CHAIN           1..100
//
"""
WEB = (
    "Entry\tGene Names (primary)\tOrganism (ID)\tInitiator methionine\tSignal peptide\tTransit peptide\t"
    "Propeptide\tChain\tPeptide\n"
    'P08069\tIGF1R\t9606\t\tSIGNAL 1..30; /evidence="ECO:0000269"\t\t\tCHAIN 31..736; /note="alpha chain"; '
    '/id="PRO_1"; CHAIN 741..1367; /note="beta chain"; /id="PRO_2"\t\n'
    'P04062\tGBA1\t9606\t\tSIGNAL 1..39\t\t\tCHAIN ?..536; /note="x"\t\n'
)
FEATURE_TABLE = (
    "type\tdescription\tbegin\tend\tlength\taccession\tentryName\ttaxid\torder\n"
    "SIGNAL\t\t1.0\t30.0\t29.0\tP08069\tIGF1R_HUMAN\t9606.0\t1.0\n"
    "CHAIN\talpha chain\t31.0\t736.0\t705.0\tP08069\tIGF1R_HUMAN\t9606.0\t1.0\n"
    "CHAIN\tbeta chain\t741.0\t1367.0\t1.0\tP08069\tIGF1R_HUMAN\t9606.0\t1.0\n"
    "CHAIN\tx\t1.0\t\t1.0\tP00000\tFOO_HUMAN\t9606.0\t1.0\n"
)


@pytest.mark.parametrize("content", [FLAT, WEB, FEATURE_TABLE, FLAT.replace("\n", "\r\n")])
def test_uniprot(tmp_path: Path, content: str) -> None:
    built = build(tmp_path, hgnc=HGNC, uniprot=gzip.compress(content.encode()))
    found = built.features("IGF1R")
    assert found is not None
    assert (found.uniprot, found.mature_start, found.initiator_met_removed) == ("P08069", 31, False)
    spans = [(each.type, each.begin, each.end) for each in found.features]
    assert spans == [("SIGNAL", 1, 30), ("CHAIN", 31, 736), ("CHAIN", 741, 1367)]
    assert "alpha" in found.features[1].description
    assert "P08069" in found.source


@pytest.mark.parametrize("content", [FLAT, WEB, FEATURE_TABLE])
def test_public_files_under_the_options_of_own_files(tmp_path: Path, content: str) -> None:
    built = build(tmp_path, genes=HGNC, features=content)
    assert [match.matched for match in built.find_genes("GBA")] == ["previous"]
    found = built.features("IGF1R")
    assert found is not None
    assert found.mature_start == 31


def test_features_by_entry_name(tmp_path: Path) -> None:
    """Without UniProt accessions in the genes, the entry's name and the protein's length must both fit."""
    record = next(record for record in WHOLE if record.gene == "IGF1R")
    genes = "symbol\nIGF1R\n"
    for end, known in ((1367, True), (1366, False)):
        table = FEATURE_TABLE.replace("1367.0", f"{end}.0")
        built = build(tmp_path, genes=genes, genbank=files.genbank([record]), features=table)
        assert (built.features("IGF1R") is not None) == known


def test_pseudoautosomal_genes_are_taken_once(tmp_path: Path) -> None:
    record = next(record for record in EVERY if ungapped(record, "GRCh38"))
    text = files.gff3([record])
    chromosome = next(each.chrom for each in record.alignments if each.assembly == "GRCh38")
    again = text.replace(chromosome, "NC_000024.10")
    built = build(tmp_path, gff3=text + again, rna=files.fasta([record]))
    found = built.transcript(record.accession)
    assert found is not None
    assert [each.chrom for each in found.alignments] == [chromosome]
    assert [each["code"] for each in built.describe()["findings"]] == ["placed_again"]


def test_uniprot_unknown_ends(tmp_path: Path) -> None:
    found = build(tmp_path, hgnc=HGNC, uniprot=WEB).features("GBA1")
    assert found is not None
    assert [(each.begin, each.end) for each in found.features] == [(1, 39), (None, 536)]


GOOD = {
    "gff3": files.gff3([next(record for record in EVERY if ungapped(record, "GRCh38"))]),
    "cdot": files.cdot(WHOLE[:3]),
    "genbank": files.genbank(WHOLE[:2]),
    "lrg": files.lrg(LRG_LIKE[0]),
    "hgnc": HGNC,
    "mane_summary": files.summary(WHOLE[:2]),
    "rna": files.fasta(WHOLE[:2]),
    "uniprot": FLAT,
}
HOSTILE: list[tuple[str, bytes, str]] = [
    ("gff3", b"chr1\tx\texon\t1\t2\n", "9"),
    ("gff3", b"chr1\tx\texon\t9\t2\t.\t+\t.\tID=1\n", "no range"),
    ("gff3", b"chr1\tx\texon\tone\t2\t.\t+\t.\tID=1\n", "no range"),
    ("cdot", b"[]", "not JSON"),
    ("cdot", b"{}", "transcripts"),
    ("cdot", b'{"transcripts": {"NM_1.1": 5}}', "NM_1.1"),
    ("cdot", b'{"transcripts": {"NM_1.1": {"genome_builds": {}', "not JSON"),
    ("cdot", b'{"a": ' + b"[" * 100_000, "not JSON|nested"),
    ("genbank", b"hello\n", "LOCUS"),
    ("genbank", files.genbank(WHOLE[:1])[:-3].encode(), "no end"),
    ("genbank", b"LOCUS       X mRNA\n//\n", "VERSION"),
    ("genbank", b"LOCUS       X mRNA\nVERSION     X.1\n//\n", "empty"),
    ("lrg", b"<lrg>", "not XML"),
    ("lrg", b"<html/>", "html"),
    ("lrg", b'<!DOCTYPE lrg [<!ENTITY a "b">]><lrg/>', "document type"),
    ("lrg", b"<lrg><fixed_annotation><id>LRG_1</id><transcript/></fixed_annotation></lrg>", "not an LRG"),
    ("hgnc", b"a\tb\n1\t2\n", "column"),
    ("hgnc", HGNC.encode() + HGNC.encode().splitlines()[1] + b"\n", "twice"),
    ("mane_summary", b"a\tb\n", "column"),
    ("rna", b"ACGT\n", "FASTA"),
    ("rna", b">\nACGT\n", "without a name"),
    ("rna", b">a\nAC-GT\n", "letters"),
    ("rna", b">a\n>b\nACGT\n", "empty"),
    ("uniprot", b"ID   A\nFT   SIGNAL          1--30\n//\n", "no place"),
    ("uniprot", b"ID   A\nFT   SIGNAL          1..30\n//\n", "accession"),
    ("uniprot", b"ID   A\nAC   P1;\n", "no end"),
    ("uniprot", b"type\tbegin\tend\taccession\nSIGNAL\tx\t3\tP1\n", "no position"),
    ("uniprot", b"x\ty\n", "column"),
]


@pytest.mark.parametrize(("role", "content", "reason"), HOSTILE)
def test_hostile(tmp_path: Path, role: str, content: bytes, reason: str) -> None:
    with pytest.raises(BundleError, match=reason) as caught:
        build(tmp_path, **{role: content})
    assert str(tmp_path / role) in str(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == [role]


@pytest.mark.parametrize("role", GOOD)
@pytest.mark.parametrize("damage", ["nul", "latin", "gzip", "garbage", "empty"])
def test_damaged(tmp_path: Path, role: str, damage: str) -> None:
    plain = GOOD[role].encode()
    content = {
        "nul": plain[:40] + b"\0" + plain[40:],
        "latin": plain[:40] + b"\xe9\xff" + plain[40:],
        "gzip": gzip.compress(plain)[:-9],
        "garbage": bytes(range(128, 256)) * 50,
        "empty": b"",
    }[damage]
    with pytest.raises(BundleError) as caught:
        build(tmp_path, **{role: content})
    assert str(tmp_path / role) in str(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == [role]


@pytest.mark.parametrize("role", GOOD)
def test_good_files_are_good(tmp_path: Path, role: str) -> None:
    """What the damaged files above were before."""
    built = build(tmp_path, **{role: GOOD[role]})
    assert [each["role"] for each in built.describe()["inputs"]]
