"""Help pages of the evidence that resolving mentions weighs (``varsyn explain CODE``)."""

from __future__ import annotations

from varsyn.resolution.code_page import HGVS, NUMBERING, PROBABILITY, page

EVIDENCE = (
    page(
        "residue_match",
        "The printed residue stands where the ruler says",
        "The number, read with this ruler, leads to a residue of the printed kind, and its codon reaches the "
        "new residue by as few base changes as the likelihood ratio says. The ratio is one over the chance "
        "that a random residue of this protein would do as well.",
    ),
    page(
        "base_match",
        "The printed base stands where the ruler says",
        "The number, read with this ruler, leads to the printed base or bases. One base alone fits a wrong "
        "number one time in four, so it says little; several bases say more.",
    ),
    page(
        "base_mismatch",
        "The printed base is not where the ruler says",
        "Read with this ruler the number leads to another base than the one printed. The ruler is "
        "refuted for "
        "this mention, unless the base is misprinted.",
    ),
    page(
        "bases_not_on_record",
        "A base that decides the canonical form is not known",
        "A change in an intron, or one that ends with its exon, could be written further 3', as a "
        "duplication, or shorter, if the bases beside it allow that; the reference holds no introns. The "
        "description stands where it was printed, with a warning; the answer is unverified where known bases "
        "are changed too or speak against the printed form. Substitutions are not concerned.",
        f"{HGVS}, general recommendations",
    ),
    page(
        "position_mismatch",
        "No such position under this ruler",
        "Read with this ruler the number leads outside the transcript, or hangs an intron position on a base "
        "that does not border an intron.",
    ),
    page(
        "position_exists",
        "The named transcript has such a position",
        "The description names its transcript and states no base to check; the position exists there.",
    ),
    page(
        "exon_border",
        "The intron position hangs on an exon border",
        "A number such as 711+1 can only be right where base 711 ends an exon. Few bases do, so the fit is "
        "strong evidence for the ruler.",
    ),
    page(
        "intron_number",
        "The intron by its printed number",
        "The intron was found by the exon numbers that this ruler gives: the transcript's own, or "
        "legacy ones "
        "such as BRCA1 without exon 4 and CFTR with 6a and 6b.",
        NUMBERING,
    ),
    page(
        "exon_number",
        "The exon by its printed number",
        "The exons were found by the exon numbers that this ruler gives. The breakpoints lie "
        "somewhere in the "
        "introns beside them, which is what the description says.",
        f"{HGVS}, uncertain positions",
    ),
    page(
        "stated_base_change",
        "The printed base change is in the codon",
        "R117H (CGC to CAC) and S549R(A>C) print the changed codon or base without its position. The codon "
        "at this number has it, and the change gives the printed residue: it is the DNA change that is "
        "meant.",
    ),
    page(
        "stated_base_mismatch",
        "The printed base change is not in the codon",
        "The residue fits, but the codon or base printed beside it is another one, or does not give the "
        "printed new residue. One of the two is misprinted, or the number counts on another ruler.",
    ),
    page(
        "splice_consensus",
        "The stated base is the usual one at a splice site",
        "Nearly all introns begin with GT and end with AG. The stated base agrees.",
        "Burset, Seledtsov and Solovyev 2000, Nucleic Acids Res. 28:4364",
    ),
    page(
        "splice_consensus_broken",
        "The stated base is unusual at a splice site",
        "Nearly all introns begin with GT and end with AG. The stated base does not agree: the position or "
        "the strand may be wrong.",
        "Burset, Seledtsov and Solovyev 2000, Nucleic Acids Res. 28:4364",
    ),
    page(
        "border_slip",
        "An intron position on the base next to an exon border",
        "1898-2 hangs on the last base of an exon; the exon after begins with 1899. Both numbers of a "
        "junction were in use, so the position is read from the border, and this is said.",
        NUMBERING,
    ),
    page(
        "frame_stop",
        "A shifted frame ends at the printed distance",
        "The loss or the doubling of one or two bases of this codon (or else of up to twenty) leads to a "
        "stop at the printed distance, and to the new residue where one is printed. How much that says was "
        "counted on frameshifts of public lists and on the same names at wrong places.",
    ),
    page(
        "frame_stop_elsewhere",
        "No ordinary shift of the frame ends at the printed distance",
        "Neither a loss nor a doubling of one or two bases of this codon leads to a stop where the name "
        "says. The distance may be misprinted or counted by another habit (from the residue after, or from "
        "the last one that stays), or more bases were lost, gained or replaced. The distance is kept as "
        "printed.",
        f"{HGVS}, protein, frameshift; {PROBABILITY}",
    ),
    page(
        "listed_name",
        "The name is in the curated list",
        "Historic names and nicknames are kept in a table with their sources. The name is listed for this "
        "variant; it still has to fit the sequence.",
        "fixtures/reference/legacy_variants.tsv",
    ),
    page(
        "variant_on_record",
        "Under this ruler the name means a listed variant",
        "A bare nucleotide name such as 1799T>A fits a wrong number one time in four. Read with this ruler "
        "it is a variant that the curated list has under another name, which a wrong number seldom meets.",
        "fixtures/reference/legacy_variants.tsv",
    ),
    page(
        "listed_fits",
        "The listed description fits the sequence",
        "The variant that the curated list gives was placed on the reference and its bases are there.",
        "fixtures/reference/legacy_variants.tsv",
    ),
    page(
        "not_checkable",
        "There is no sequence at this place",
        "The place lies in an intron, or in an untranslated region that the reference record lacks. The "
        "position is read, its base cannot be checked.",
        "docs/reference-data.md",
    ),
    page(
        "runs_into_intron",
        "The range leaves the exon",
        "A deletion of genomic DNA that begins near the end of an exon goes on into the intron, not into the "
        "next exon. Old names gave only first base and size. Introns begin with GT: as far as these two "
        "bases reach, the 3' rule is applied; where they settle the place, the form is canonical.",
        NUMBERING,
    ),
    page(
        "no_single_allele",
        "No one allele is described",
        "The description is well formed, but names no single change of known bases: an effect, a sequence "
        "given by reference, a number of copies where the bases are not on record. It is kept as written.",
        NUMBERING,
    ),
    page(
        "names_of_one_variant",
        "Several names of one variant",
        "What is printed side by side are names of one and the same variant (two places of one deletion in a "
        "repeat, two numberings), not two alleles.",
        NUMBERING,
    ),
    page(
        "gene_from_name",
        "The gene is that of a listed name",
        "No gene is named. The name is a deletion or insertion that the table of legacy names has for one "
        "gene only (185delAG of BRCA1), and is read as that; substitutions are never read so.",
        NUMBERING,
    ),
    page(
        "position_only",
        "A number for a listed name",
        "Only the number of a change is printed (MTHFR 677, prothrombin 20210). It is read as the one change "
        "that is listed for the gene at this number.",
        NUMBERING,
    ),
    page(
        "insertion_in_run",
        "An insertion somewhere in a run",
        "The printed range holds one base several times, and that base is inserted: every place in it gives "
        "the same sequence, so the place is no matter (CFTR 360-365insT).",
        NUMBERING,
    ),
    page(
        "bases_not_printed",
        "The inserted bases are not printed",
        "ins4 says how many bases came in, not which. The place is given; there is no one allele.",
    ),
    page(
        "reversed_orientation",
        "Reference and new letter are the other way round",
        "The reference sequence has the letter that is printed as the new one. Common polymorphisms "
        "are often "
        "named from the rarer allele, or from a sequence that carried it. The change is reported in the "
        "orientation of the reference, and never settled without saying so.",
    ),
    page(
        "other_causes",
        "Further DNA changes that give the same protein change",
        "Changes of two or three bases of the codon that have the same protein consequence, fewest bases "
        "first. They are rarer than the single-base change, not impossible.",
        "docs/design.md",
    ),
    page(
        "document_agrees",
        "The other mentions of the document use the same ruler",
        "Mentions of one gene in one document share a numbering, unless shown otherwise. Each one that fits "
        "multiplies the odds.",
    ),
)
