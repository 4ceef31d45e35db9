"""Help pages of the codes that reference data emit (``varsyn explain CODE``)."""

from __future__ import annotations

from varsyn.model import CodeHelp

_BUILT = "docs/reference-data.md, alignments"

CODES: tuple[CodeHelp, ...] = (
    CodeHelp(
        "bad_bundle",
        "The reference bundle cannot be used",
        "The file is missing, is no bundle, is of another format version or is damaged. varsyn data "
        "verify says what is wrong with it; varsyn data build makes a new one; without --reference "
        "and VARSYN_REFERENCE the embedded bundle is used.",
    ),
    CodeHelp(
        "unknown_reference",
        "No such transcript, protein, chromosome or gene",
        "The reference in use has no sequence under this accession, or not in this version. "
        "varsyn data info tells what it holds; varsyn data build makes one with more.",
    ),
    CodeHelp(
        "bad_source_file",
        "A file to build a bundle from cannot be used",
        "The message names file, line and reason: a missing column or field, a value that cannot be, "
        "a NUL byte, text that is not UTF-8, a gzip file that ends too early. Nothing was written; a "
        "bundle that stood at the target is as it was.",
    ),
    CodeHelp(
        "download_failed",
        "A file could not be fetched",
        "The server could not be reached, refused, broke off again and again, or sent bytes that do "
        "not have the published checksum. What has arrived is kept beside the target as .part; the "
        "same command goes on from there.",
    ),
    CodeHelp(
        "exons_dropped",
        "Exon list left out",
        "The exons do not tile the transcript from its first base to its last, so they cannot be "
        "true. Positions in exons keep their meaning; introns of this transcript and its place on "
        "chromosomes are not known.",
        _BUILT,
    ),
    CodeHelp(
        "exons_cut",
        "Exons cut at the end of the sequence",
        "The source gives only a part of the transcript's sequence. Exons and alignments are cut "
        "where it ends.",
        _BUILT,
    ),
    CodeHelp(
        "exon_labels_dropped",
        "Exon labels left out",
        "There are not as many printed exon names as exons, so it is not known which belongs to which.",
        _BUILT,
    ),
    CodeHelp(
        "alignment_dropped",
        "Alignment left out",
        "The alignment contradicts itself or the exon list: other numbers of exons, exons in wrong "
        "order, CIGARs of another length, or so few equal bases that the wrong exons are paired.",
        _BUILT,
    ),
    CodeHelp(
        "alignment_exons_dropped",
        "Exons left out of an alignment",
        "An exon has another length on the chromosome and the source does not say where the gap lies. "
        "Positions in that exon cannot be placed on the chromosome; all others can.",
        _BUILT,
    ),
    CodeHelp(
        "alignment_from_other_assembly",
        "Alignment completed from another assembly",
        "On the other assembly the gene lies as one block at a constant distance; exons, and gaps "
        "inside them, are taken from there. Exons without a partner at that distance are left out.",
        _BUILT,
    ),
    CodeHelp(
        "cds_without_start",
        "The coding sequence does not begin with a start codon",
        "Neither ATG nor a codon that differs from it in one base. A part of the coding sequence may "
        "be missing, as for genes that are read with a frameshift; protein positions may be wrong.",
    ),
    CodeHelp(
        "cds_without_stop",
        "The coding sequence does not end with a stop codon",
        "A part of the coding sequence may be missing.",
    ),
    CodeHelp(
        "cds_not_whole",
        "The coding sequence is no multiple of three bases",
        "A part of the coding sequence may be missing, or it is read with a frameshift.",
    ),
    CodeHelp(
        "cds_inner_stop",
        "A stop codon inside of the coding sequence",
        "TAA or TAG in frame before the end. The protein is kept up to the annotated end, with * at "
        "that place.",
    ),
    CodeHelp(
        "selenocysteine",
        "TGA read as selenocysteine",
        "An annotated coding sequence ends at its first true stop codon, so TGA in frame before the "
        "end is read as selenocysteine (Sec, U).",
        "HGVS nomenclature, background/standards (amino acid codes)",
    ),
    CodeHelp(
        "protein_differs",
        "The coding sequence does not translate to the stated protein",
        "RNA editing or an exception in translation that is not handled, or a wrong coding sequence. "
        "The translation of the coding sequence is what varsyn uses.",
    ),
    CodeHelp(
        "transcript_regrouped",
        "Transcript listed under another gene symbol",
        "The source names the gene by a symbol that is not the official one; the HGNC id or the MANE "
        "transcript tells which gene it is.",
    ),
    CodeHelp(
        "not_a_transcript",
        "A record of something else than a transcript",
        "Bundles are made of transcripts. Records of genomic DNA or protein in a GenBank file are "
        "passed over.",
    ),
    CodeHelp(
        "gapped_annotation",
        "A transcript that does not fit its annotation base by base",
        "GFF3 tells where exons lie on the chromosome. Where their lengths do not add up to the "
        "transcript's, it is not known which base of the transcript is which, nor where its coding "
        "sequence begins: it is left out. A GenBank file, or cdot with its gaps, has what is needed.",
    ),
    CodeHelp(
        "placed_again",
        "A transcript annotated at several places",
        "Genes of the pseudoautosomal regions lie on X and Y, others also on alternate loci. "
        "The first place in the file counts.",
    ),
    CodeHelp(
        "sequence_missing",
        "A transcript without a sequence",
        "GFF3 and cdot files hold no sequences; none of the FASTA files given with --rna has this "
        "transcript in exactly this version, so it was left out.",
    ),
)
