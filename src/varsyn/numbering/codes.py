"""Help pages of the codes of numbering schemes (``varsyn explain CODE``)."""

from __future__ import annotations

from varsyn.model import CodeHelp

_SOURCE = "docs/numbering.md"

CODES: tuple[CodeHelp, ...] = (
    CodeHelp(
        "hgvs",
        "HGVS numbers",
        "Residues counted from the initiator methionine, bases from the A of the start codon.",
        "HGVS nomenclature 21.0, numbering",
    ),
    CodeHelp(
        "mature_protein",
        "Mature-protein numbers",
        "Counted from the first residue of the mature protein: signal, transit or propeptide are not "
        "counted. "
        "The offset is their length. Residues before it have negative numbers; there is no residue 0.",
        _SOURCE,
    ),
    CodeHelp(
        "initiator_met_not_counted",
        "The initiator methionine is not counted",
        "Numbers are one lower than HGVS numbers, as in haemoglobins and histones.",
        _SOURCE,
    ),
    CodeHelp(
        "triple_helix",
        "Triple-helix numbers",
        "Collagen residues counted from the first one of the triple helix.",
        _SOURCE,
    ),
    CodeHelp("chain", "Chain numbers", "Counted from the first residue of one chain or peptide.", _SOURCE),
    CodeHelp(
        "historic_cdna",
        "Historic cDNA numbers",
        "Bases counted from the first base of an old cDNA clone or record, not from the start codon: BRCA1 "
        "185delAG is c.68_69del. There is no base 0.",
        _SOURCE,
    ),
    CodeHelp(
        "mature_codon_cdna",
        "Bases counted from the first mature codon",
        "Nucleotide numbers that leave out the codons of the signal peptide.",
        _SOURCE,
    ),
    CodeHelp(
        "cap_site",
        "Cap-site numbers",
        "Promoter bases counted from the transcription start: HBB -28 is c.-78.",
        _SOURCE,
    ),
    CodeHelp(
        "superseded_reference",
        "Numbers of a superseded reference",
        "Counted on a sequence that was later corrected or extended.",
        _SOURCE,
    ),
    CodeHelp(
        "isoform",
        "Numbers of another isoform",
        "Counted on another transcript of the gene; the offset was found by aligning, or is on record.",
        _SOURCE,
    ),
    CodeHelp(
        "offset_search",
        "A numbering that nobody listed",
        "An offset that explains several mentions of one document together, far better than luck.",
        _SOURCE,
    ),
    CodeHelp(
        "legacy_exon",
        "Legacy exon and intron numbers",
        "Exons as the first papers numbered them: BRCA1 has no exon 4, CFTR has 6a and 6b.",
        _SOURCE,
    ),
    CodeHelp(
        "exons",
        "The transcript's own exon numbers",
        "Exons numbered along the transcript, as its record or its locus reference does.",
        _SOURCE,
    ),
    CodeHelp(
        "coding_exons",
        "Exon numbers without the non-coding first exon",
        "Exons numbered from the first one that holds coding sequence.",
        _SOURCE,
    ),
    CodeHelp(
        "intron_count",
        "Bases counted from the start of the intron",
        "In IVS1-110 of HBB the hyphen separates: base 110 of intron 1, whatever exon is nearer.",
        _SOURCE,
    ),
    CodeHelp(
        "genome_tail",
        "Last digits of a chromosome coordinate",
        "TERT C228T is chr5:1,295,228 on GRCh37.",
        _SOURCE,
    ),
    CodeHelp(
        "curated_name",
        "A listed name",
        "The name itself is on record; no ruler was needed.",
        "fixtures/reference/legacy_variants.tsv",
    ),
    CodeHelp("genomic", "A genomic position", "Base of a chromosome in a named build.", _SOURCE),
    CodeHelp("compound", "Several changes", "A compound mention: each part has its own ruler.", _SOURCE),
    CodeHelp("unchecked", "Not checked", "There was no sequence to find out the ruler with.", _SOURCE),
)
