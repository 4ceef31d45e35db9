"""Transcripts printed in public file formats: what the readers of those formats are tested with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from varsyn.reference import Alignment, Transcript
from varsyn.reference.alignments import length


def fasta(records: Iterable[Transcript], width: int = 80) -> str:
    """FASTA, as in NCBI's files of RNA sequences."""
    parts = []
    for record in records:
        parts.append(f">{record.accession} Homo sapiens {record.gene}, mRNA")
        parts += [record.sequence[i : i + width] for i in range(0, len(record.sequence), width)]
    return "\n".join(parts) + "\n"


def summary(records: Iterable[Transcript]) -> str:
    """The summary of a MANE release."""
    header = (
        "#NCBI_GeneID\tEnsembl_Gene\tHGNC_ID\tsymbol\tname\tRefSeq_nuc\tRefSeq_prot\tEnsembl_nuc\t"
        "Ensembl_prot\tMANE_status\tGRCh38_chr\tchr_start\tchr_end\tchr_strand"
    )
    rows = [
        f"GeneID:1\tENSG1.1\t{record.hgnc_id or 'HGNC:1'}\t{record.gene}\tname\t{record.accession}\t"
        f"{record.protein_accession or ''}\t{record.enst or ''}\tENSP1.1\tMANE Select\t1\t1\t2\t+"
        for record in records
    ]
    return "\n".join([header, *rows]) + "\n"


def _cds_on_chromosome(record: Transcript, alignment: Alignment) -> list[tuple[int, int]]:
    """The CDS in pieces on the chromosome; for alignments without gaps."""
    assert record.cds_start is not None
    assert record.cds_end is not None
    pieces = []
    tx_exons = alignment.tx_exons or record.exons
    for (start, end), (low, high) in zip(tx_exons, alignment.exons, strict=True):
        first, last = max(start, record.cds_start), min(end, record.cds_end)
        if first < last and alignment.strand > 0:
            pieces.append((low + first - start, low + last - start))
        elif first < last:
            pieces.append((high - (last - start), high - (first - start)))
    return pieces


def gff3(records: Iterable[Transcript], assembly: str = "GRCh38") -> str:
    """RefSeq annotation; records must be aligned to the assembly without gaps."""
    parts = ["##gff-version 3", f"#!genome-build {assembly}.p14"]
    for record in records:
        alignment = next(each for each in record.alignments if each.assembly == assembly)
        strand = "+" if alignment.strand > 0 else "-"
        low, high = min(alignment.exons)[0] + 1, max(end for _, end in alignment.exons)
        line = f"{alignment.chrom}\tBestRefSeq\t{{}}\t{{}}\t{{}}\t.\t{strand}\t.\t{{}}"
        gene_id, id_ = f"gene-{record.gene}", f"rna-{record.accession}"
        parts.append(line.format("gene", low, high, f"ID={gene_id};Name={record.gene}"))
        xrefs = f"Dbxref=GeneID:1,GenBank:{record.accession}"
        if record.hgnc_id:
            xrefs += f",HGNC:{record.hgnc_id}"
        if record.enst:
            xrefs += f",Ensembl:{record.enst}"
        tag = f";tag={record.mane}" if record.mane else ""
        attributes = (
            f"ID={id_};Parent={gene_id};{xrefs};gene={record.gene};transcript_id={record.accession}{tag}"
        )
        parts.append(line.format("mRNA" if record.protein else "lnc_RNA", low, high, attributes))
        for number, (start, end) in enumerate(alignment.exons, start=1):
            attributes = f"ID=exon-{record.accession}-{number};Parent={id_};transcript_id={record.accession}"
            parts.append(line.format("exon", start + 1, end, attributes))
        if record.protein:
            for start, end in _cds_on_chromosome(record, alignment):
                attributes = f"ID=cds-1;Parent={id_};protein_id={record.protein_accession or ''}"
                parts.append(line.format("CDS", start + 1, end, attributes))
    return "\n".join([*parts, "###"]) + "\n"


def cdot(records: Iterable[Transcript], *, indent: int | None = None) -> str:
    """cdot's JSON; gaps in GFF3's notation, in which I is what the chromosome lacks."""
    transcripts = {}
    for record in records:
        builds = {}
        for alignment in record.alignments:
            tx_exons = alignment.tx_exons or record.exons
            cigars = alignment.cigars or tuple("" for _ in tx_exons)
            builds[alignment.assembly] = {
                "contig": alignment.chrom,
                "strand": "+" if alignment.strand > 0 else "-",
                "tag": (record.mane or "basic").replace(" ", "_"),
                "exons": [
                    [*exon, number, on_transcript[0] + 1, on_transcript[1], _gap(cigar)]
                    for exon, number, on_transcript, cigar in sorted(
                        zip(alignment.exons, range(len(tx_exons)), tx_exons, cigars, strict=True)
                    )
                ],
            }
        transcripts[record.accession] = {
            "id": record.accession,
            "gene_name": record.gene,
            "hgnc": (record.hgnc_id or "").removeprefix("HGNC:") or None,
            "protein": record.protein_accession,
            "start_codon": record.cds_start,
            "stop_codon": record.cds_end,
            "genome_builds": builds,
        }
    content = {
        "cdot_version": "0.2.32",
        "genome_builds": ["GRCh37", "GRCh38"],
        "genes": {"1": {"gene_symbol": "X", "aliases": "x}, [y"}},
        "metadata": {"odd": [[{"a": []}], "ends }", 1.5, None, True]},
        "transcripts": transcripts,
        "after": {},
    }
    return json.dumps(content, indent=indent)


def _gap(cigar: str) -> str | None:
    if not cigar or not set(cigar) & set("ID"):
        return None
    letters = {"=": "M", "X": "M", "D": "I", "I": "D"}
    steps: list[tuple[str, int]] = []
    for count, step in re.findall(r"(\d+)([=XID])", cigar):
        letter = letters[step]
        if steps and steps[-1][0] == letter:
            steps[-1] = (letter, steps[-1][1] + int(count))
        else:
            steps.append((letter, int(count)))
    return " ".join(f"{letter}{count}" for letter, count in steps)


def genbank(records: Iterable[Transcript]) -> str:
    """GenBank flat file records, wrapped as NCBI wraps them."""
    return "".join(_genbank_record(record) for record in records)


def _genbank_record(record: Transcript) -> str:
    base, size = record.accession.partition(".")[0], len(record.sequence)
    keywords = f"RefSeq; {record.mane}." if record.mane else "RefSeq."
    match = f"            MANE Ensembl match     :: {record.enst}/ ENSP00000000001.1\n" if record.enst else ""
    text = (
        f"LOCUS       {base} {size} bp    mRNA    linear   PRI\n"
        f"DEFINITION  Homo sapiens {record.gene}.\n"
        f"ACCESSION   {base}\n"
        f"VERSION     {record.accession}\nKEYWORDS    {keywords}\n"
        f"COMMENT     REVIEWED REFSEQ: this record has been curated.\n{match}"
        "FEATURES             Location/Qualifiers\n"
        f"     source          1..{len(record.sequence)}\n"
        '                     /organism="Homo sapiens"\n'
        f"     gene            1..{len(record.sequence)}\n"
        f'                     /gene="{record.gene}"\n'
    )
    if record.hgnc_id:
        text += f'                     /db_xref="HGNC:{record.hgnc_id}"\n'
    for number, (start, end) in enumerate(record.exons, start=1):
        text += f"     exon            {start + 1}..{end}\n"
        text += f'                     /gene="{record.gene}"\n                     /number={number}\n'
    if record.cds_start is not None:
        text += f"     CDS             {record.cds_start + 1}..{record.cds_end}\n"
        text += f'                     /gene="{record.gene}"\n'
        text += f'                     /protein_id="{record.protein_accession or ""}"\n'
        quoted = f'/translation="{record.protein}"'
        text += "".join(" " * 21 + quoted[i : i + 58] + "\n" for i in range(0, len(quoted), 58))
    text += "ORIGIN      \n"
    for at in range(0, len(record.sequence), 60):
        blocks = [
            record.sequence[i : i + 10].lower() for i in range(at, min(at + 60, len(record.sequence)), 10)
        ]
        text += f"{at + 1:>9} {' '.join(blocks)}\n"
    return text + "//\n"


def lrg(record: Transcript, number: int = 1, community: str = "") -> str:
    """An LRG record of one transcript; the LRG is the chromosome's region, turned to the gene's strand.

    The transcript's first alignment decides where exons lie on the LRG; differences to the chromosomes are
    printed as ``diff`` elements. Exons must have the same places in all alignments.
    """
    first = record.alignments[0]
    tx_exons = first.tx_exons or record.exons
    name = f"LRG_{number}"
    exons, at = [], 1001
    for index, exon in enumerate(tx_exons):
        exons.append((at, at + length(exon) - 1))
        if index + 1 < len(tx_exons):
            at += length(exon) + _intron(first, index)
    last = exons[-1][1] + 1000
    mappings = "".join(_lrg_mapping(alignment, exons, last) for alignment in record.alignments)
    assert record.cds_start is not None
    assert record.cds_end is not None
    start = _lrg_place(record.cds_start, tx_exons, exons)
    end = _lrg_place(record.cds_end - 1, tx_exons, exons)
    coding = (
        f'<coding_region><coordinates coord_system="{name}" start="{start}" end="{end}" strand="1"/>'
        f'<translation name="p1"><sequence>{record.protein}</sequence></translation></coding_region>'
    )
    printed = "".join(
        f'<exon label="{label}"><coordinates coord_system="{name}" start="{start}" end="{end}" strand="1"/>'
        f'<coordinates coord_system="{name}t1" start="{on[0] + 1}" end="{on[1]}"/></exon><intron phase="0"/>'
        for label, ((start, end), on) in enumerate(zip(exons, tx_exons, strict=True), start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<lrg schema_version="1.9">'
        f"<fixed_annotation><id>{name}</id><hgnc_id>{(record.hgnc_id or '').removeprefix('HGNC:')}</hgnc_id>"
        f'<sequence>{"N" * 20}</sequence><transcript name="t1">'
        f'<coordinates coord_system="{name}" start="1001" end="{exons[-1][1]}" strand="1"/>'
        f"<cdna><sequence>{record.sequence[: tx_exons[-1][1]]}</sequence></cdna>"
        f"{coding}{printed}</transcript>"
        f"</fixed_annotation><updatable_annotation>{community}"
        f'<annotation_set type="lrg">{mappings}'
        f'<lrg_locus source="HGNC">{record.gene}</lrg_locus></annotation_set>'
        f'<annotation_set type="ncbi"><features><gene source="NCBI-Gene" accession="1">'
        f'<transcript source="RefSeq" accession="{record.accession}" fixed_id="t1">'
        f'<protein_product accession="{record.protein_accession}" fixed_id="p1"/></transcript>'
        "</gene></features></annotation_set></updatable_annotation></lrg>\n"
    )


def _intron(alignment: Alignment, index: int) -> int:
    here, after = alignment.exons[index], alignment.exons[index + 1]
    return after[0] - here[1] if alignment.strand > 0 else here[0] - after[1]


def _lrg_place(offset: int, tx_exons: tuple[tuple[int, int], ...], exons: list[tuple[int, int]]) -> int:
    for (start, end), (low, _) in zip(tx_exons, exons, strict=True):
        if start <= offset < end:
            return low + offset - start
    raise AssertionError(offset)


def _lrg_mapping(alignment: Alignment, exons: list[tuple[int, int]], last: int) -> str:
    """The mapping of LRG bases 1 to ``last``: 1,000 bases in front of the first exon and behind the last."""
    forward = alignment.strand > 0
    if forward:
        low, high = alignment.exons[0][0] - 1000 + 1, alignment.exons[-1][1] + 1000
    else:
        low, high = alignment.exons[-1][0] - 1000 + 1, alignment.exons[0][1] + 1000
    diffs = ""
    other = 1000
    for index, (start, _) in enumerate(exons):
        at = start
        cigar = alignment.cigars[index] if alignment.cigars else f"{length(alignment.exons[index])}="
        for count, step in ((int(n), s) for n, s in re.findall(r"(\d+)([=XID])", cigar)):
            here = (
                (low + other, low + other + count - 1)
                if forward
                else (high - other - count + 1, high - other)
            )
            if step == "X":
                diffs += _diff("mismatch", at, at + count - 1, *here)
            elif step == "D":
                around = (here[0] - 1, here[0]) if forward else (here[1], here[1] + 1)
                diffs += _diff("lrg_ins", at, at + count - 1, *around)
            elif step == "I":
                diffs += _diff("other_ins", at - 1, at, *here)
            at += count if step != "I" else 0
            other += count if step != "D" else 0
        if index + 1 < len(exons):
            other += _intron(alignment, index)
    return (
        f'<mapping coord_system="{alignment.assembly}.p13" other_name="1" other_id="{alignment.chrom}" '
        f'other_start="{low}" other_end="{high}" type="main_assembly">'
        f'<mapping_span lrg_start="1" lrg_end="{last}" other_start="{low}" other_end="{high}" '
        f'strand="{alignment.strand}">{diffs}</mapping_span></mapping>'
    )


def _diff(kind: str, start: int, end: int, other_start: int, other_end: int) -> str:
    return (
        f'<diff type="{kind}" lrg_start="{start}" lrg_end="{end}" other_start="{other_start}" '
        f'other_end="{other_end}" lrg_sequence="-" other_sequence="-"/>'
    )
