"""Help pages of the codes that the allele engine emits (``varsyn explain CODE``)."""

from __future__ import annotations

from varsyn.model import CodeHelp

_HGVS = "HGVS nomenclature 21"

CODES: tuple[CodeHelp, ...] = (
    CodeHelp(
        "reference_mismatch",
        "The stated bases are not the reference's",
        "A description such as c.1532G>A states what the reference has at that place. Here the sequence "
        "has something else. Usual reasons: another transcript or version was meant, the number counts "
        "from somewhere else (an older cDNA numbering, the mature protein), the other strand was written, "
        "or a digit is wrong. Nothing is corrected silently.",
        f"{_HGVS}, DNA recommendations",
    ),
    CodeHelp(
        "residue_mismatch",
        "The stated residue is not the protein's",
        "A protein description names the residue that is replaced, and the protein has another one there. "
        "The message lists the nearest places where it would fit. Papers often count from the mature "
        "protein (without signal or propeptide) or leave out the first methionine.",
        f"{_HGVS}, protein recommendations",
    ),
    CodeHelp(
        "length_mismatch",
        "The stated number of bases is not the size of the range",
        "c.76_79del3 or c.76_79delACG: four positions, three bases. Either the range or the bases are wrong.",
        f"{_HGVS}, DNA, deletion",
    ),
    CodeHelp(
        "splice_site_mismatch",
        "No intron has the stated base at its end",
        "Introns begin with GT (about 99 in 100) or GC and end with AG; a rare class has AT and AC. The "
        "stated base fits none of them, so the position or the strand is wrong. This is all that can be "
        "checked in introns without a genome sequence.",
        "Burset, Seledtsov and Solovyev 2000, Nucleic Acids Res. 28:4364",
    ),
    CodeHelp(
        "position_out_of_range",
        "The sequence does not reach so far",
        "The position lies beyond the transcript, its coding sequence or the protein. Positions after the "
        "stop codon are written c.*1, c.*2, those before the start codon c.-1, c.-2.",
        f"{_HGVS}, background, numbering",
    ),
    CodeHelp(
        "position_zero",
        "There is no position 0",
        "c.1 is the A of the start codon and the base before it is c.-1; g., n. and p. begin with 1.",
        f"{_HGVS}, background, numbering",
    ),
    CodeHelp(
        "position_not_exact",
        "The position is no single number",
        "Uncertain positions such as (45_50) or ? name no definite allele. Give the number where it is "
        "known.",
        f"{_HGVS}, recommendations, uncertain",
    ),
    CodeHelp(
        "position_not_relative",
        "A c. position in a system that counts from the first base",
        "Only c. (and r. of coding transcripts) counts from the start codon with - and * regions; n., g. "
        "and m. count from the first base of the sequence.",
        f"{_HGVS}, background, numbering",
    ),
    CodeHelp(
        "not_at_exon_border",
        "An intron position that hangs on no exon border",
        "Intron positions are counted from the last base of the exon before (357+1) or the first base of "
        "the exon after (358-1). The number before the sign is in the middle of an exon of this "
        "transcript: probably another transcript or version was meant.",
        f"{_HGVS}, background, numbering",
    ),
    CodeHelp(
        "beyond_intron",
        "The offset is longer than the intron",
        "The intron, measured on the chromosome, ends before that offset. Count from the other exon, or "
        "check the number.",
        f"{_HGVS}, background, numbering",
    ),
    CodeHelp(
        "range_reversed",
        "The range runs backwards",
        "The first position of a range must come before the second (circular genomes excepted).",
        f"{_HGVS}, general recommendations",
    ),
    CodeHelp(
        "insertion_not_between_neighbours",
        "An insertion between positions that are no neighbours",
        "An insertion has a place only between two neighbours: c.76_77insT. For bases that replace others "
        "write delins.",
        f"{_HGVS}, DNA, insertion",
    ),
    CodeHelp(
        "empty_edit",
        "Nothing is inserted",
        "ins and delins need the inserted bases or residues, or their number.",
        f"{_HGVS}, DNA, insertion",
    ),
    CodeHelp(
        "edits_overlap",
        "Two changes of one allele touch the same bases",
        "The parts of c.[…;…] happen side by side, so they cannot replace the same base twice. Write the "
        "net change as one delins.",
        f"{_HGVS}, DNA, alleles",
    ),
    CodeHelp(
        "not_coding",
        "The transcript does not code for a protein",
        "Non-coding transcripts (NR_) have n. positions only, and no protein.",
        f"{_HGVS}, background, reference sequences",
    ),
    CodeHelp(
        "no_definite_change",
        "The description names no definite change",
        "Unknown effects (c.?, p.?), identifiers, uncertain numbers of copies and the like cannot be "
        "applied to a sequence.",
        f"{_HGVS}, recommendations, uncertain",
    ),
    CodeHelp(
        "not_one_allele",
        "Changes on different chromosomes",
        "Alleles in trans, c.[…];[…], are two alleles. Each change is looked up by itself.",
        f"{_HGVS}, DNA, alleles",
    ),
    CodeHelp(
        "inserted_by_reference",
        "The inserted sequence is given as a reference to another one",
        "Descriptions such as c.76_77ins100_120 or insAB012345.1:g.1_20 are valid but not followed here; "
        "write the bases out.",
        f"{_HGVS}, DNA, insertion",
    ),
    CodeHelp(
        "no_sequence",
        "The bases there are not on record",
        "The copies of a repeat outside of the transcript's exons can be counted only with a genome "
        "sequence.",
    ),
    CodeHelp(
        "not_a_protein_change",
        "Not a protein description",
        "A p. description was wanted here.",
    ),
    CodeHelp(
        "not_on_chromosome",
        "Not a chromosome description",
        "A g. or m. description with its chromosome accession was wanted here.",
    ),
    CodeHelp(
        "not_on_transcript",
        "The place is not on the transcript",
        "The chromosome position lies too far from the transcript, in a gap of its alignment, or in a "
        "part of it that is not on record; or the description is of another kind (p., an identifier).",
    ),
    CodeHelp(
        "not_aligned",
        "The transcript has no alignment to that chromosome or assembly",
        "Without an alignment in the reference bundle nothing can be carried between the two.",
    ),
    CodeHelp(
        "not_on_genome",
        "The place has no counterpart on the chromosome",
        "Transcript and chromosome differ there (a gap or a mismatch of the alignment), or the record "
        "does not reach so far. The description on the transcript stays.",
    ),
    CodeHelp(
        "between_exons",
        "An insertion exactly between two exons",
        "On the chromosome an intron lies between the two bases, so the insertion has two possible "
        "places: at the end of one exon or at the start of the next.",
        f"{_HGVS}, background, numbering",
    ),
    CodeHelp(
        "not_on_target",
        "The place is not on the other transcript",
        "The two transcripts differ there (other exons, or other bases), so the allele keeps the name on "
        "its own transcript.",
    ),
    CodeHelp(
        "alignment_unusable",
        "The alignment contradicts itself",
        "The exons of the alignment do not have the lengths of the transcript's. The bundle should be "
        "built again from its source.",
    ),
    CodeHelp(
        "unknown_version",
        "Another version of this record is on file",
        "Versions of one record can differ in sequence and so in numbering. The versions that the "
        "reference has are listed, the nearest first in the advice; a description may or may not mean "
        "the same on it, which the stated bases help to tell.",
        f"{_HGVS}, background, reference sequences",
    ),
    CodeHelp(
        "names_no_sequence",
        "No reference sequence is named",
        "A description counts on a sequence. Put its accession and version before it: NM_000875.5:c.1532G>A.",
        f"{_HGVS}, background, reference sequences",
    ),
)
