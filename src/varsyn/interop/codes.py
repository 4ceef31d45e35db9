"""Help on the codes of the adapters."""

from __future__ import annotations

from varsyn.model.message import CodeHelp

CODES: tuple[CodeHelp, ...] = (
    CodeHelp(
        "gapped_alignment",
        "An alignment that the other tool cannot hold",
        "pyhgvs describes a transcript by whole exons on the chromosome. Where transcript and chromosome "
        "differ in length, or an exon is not aligned, it would count wrongly, so it is not given one.",
    ),
    CodeHelp(
        "intronic_edit",
        "An edit in an intron, asked for on the transcript",
        "A transcript's sequence has no introns, so SPDI and VRS cannot say the edit on it. Ask for an "
        "assembly: the edit then lies on the chromosome.",
    ),
    CodeHelp(
        "invalid_spdi",
        "Not a SPDI",
        "A SPDI has four parts: accession, position (counted from 0), deletion (bases or their number) and "
        "insertion, as in NM_000875.5:2574:G:A.",
        "Holmes et al. 2020, Bioinformatics 36:1902",
    ),
    CodeHelp(
        "no_accession",
        "No sequence is named",
        "Other tools' forms name a sequence with its version. Resolve the mention first: the canonical "
        "description names the transcript.",
    ),
    CodeHelp(
        "no_description",
        "No plain HGVS description",
        "The variant or edit has no single HGVS description of the kind that was asked for.",
    ),
    CodeHelp(
        "no_genome_sequence",
        "The bases of the chromosome are not known there",
        "The reference holds transcripts, and with them the exons' bases; introns and what lies between "
        "genes need a genome sequence. Insertions and deletions at the end of an exon need it too, because "
        "they may shift into the intron.",
        "docs/interop.md",
    ),
    CodeHelp(
        "no_sequence_digest",
        "The digest of a sequence is not known",
        "VRS names a sequence by a digest over all of it. The reference has transcripts and proteins as a "
        "whole, chromosomes in part: give the chromosome's refget digest yourself.",
        "GA4GH refget; Hart & Prlic 2020, PLoS ONE 15:e0239883",
    ),
    CodeHelp(
        "other_sequence",
        "The allele lies on another sequence",
        "The sequence digest in the VRS allele is not the digest of the accession that was given, which "
        "often is another version of the same transcript.",
    ),
    CodeHelp(
        "outside_sequence",
        "Outside of the sequence",
        "The edit lies before the first or after the last base of its sequence, so that there are no bases "
        "to name.",
    ),
    CodeHelp(
        "several_edits",
        "Several edits at once",
        "SPDI, VRS alleles and VCF fields hold one edit. Convert the parts of the allele one by one.",
    ),
    CodeHelp(
        "symbolic_allele",
        "A VCF allele without bases",
        "Symbolic alleles (<DEL>, <DUP>), breakends and * say no bases, so that there is no edit to convert.",
        "VCF 4.4, section 1.6.1",
    ),
    CodeHelp(
        "unknown_assembly",
        "Not a known genome assembly",
        "GRCh37 (hg19) and GRCh38 (hg38) are known, with or without a patch number.",
        "NCBI Assembly GCF_000001405",
    ),
    CodeHelp(
        "unknown_chromosome",
        "Not a known chromosome",
        "Chromosomes are named 1 to 22, X, Y, M or MT, with or without chr, or by their RefSeq accession.",
    ),
    CodeHelp(
        "unknown_sequence",
        "Not a sequence of this reference",
        "No transcript or protein of this accession and version is in the reference, or the position lies "
        "beyond its end.",
    ),
    CodeHelp(
        "unsupported_by_hgvs",
        "The hgvs package has no object for this",
        "Its grammar does not read this kind of description (uncertain intervals, alleles of several edits, "
        "fusions).",
    ),
    CodeHelp(
        "unsupported_by_pyhgvs",
        "The pyhgvs package has no name for this",
        "It reads substitutions, deletions, insertions, duplications and their combinations only.",
    ),
    CodeHelp(
        "unsupported_vrs",
        "A VRS allele that is no definite edit",
        "Intervals with uncertain ends, states that give a length only, and locations that are only pointed "
        "to cannot be written out as an edit.",
    ),
)
"""Each code that the adapters emit, beside those of the packages below them."""
