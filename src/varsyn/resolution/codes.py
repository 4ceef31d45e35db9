"""Help pages of the codes that resolving mentions emits (``varsyn explain CODE``)."""

from __future__ import annotations

from varsyn.model import CodeHelp
from varsyn.resolution.code_page import HGVS, NUMBERING, page
from varsyn.resolution.evidence_codes import EVIDENCE

_PAIRS = (
    page(
        "pair_agrees",
        "The protein half follows from the DNA half",
        "The protein change printed beside the DNA change is what that DNA change does, perhaps in another "
        "numbering or counted from another codon; the detail says which.",
    ),
    page(
        "pair_contradicts",
        "The two halves of the pair do not agree",
        "The protein change printed beside the DNA change is not what that DNA change does, under any ruler "
        "of the gene. One of the two is misprinted, or belongs to another variant.",
    ),
    page(
        "pair_mixes_numbering",
        "The pair mixes two numberings",
        "The DNA half counts from the A of the start codon, as HGVS does; the protein half counts in another "
        "ruler, such as the mature protein. Both mean the same variant.",
        NUMBERING,
    ),
    page(
        "pair_counts_from_changed_codon",
        "A frameshift named from the codon that lost the base",
        "HGVS names a frameshift by the first residue that changes. The printed one is named by the codon "
        "that lost or gained the base, which still codes for the same residue. Both put the new stop at the "
        "same codon.",
        f"{HGVS}, protein, frame shift",
    ),
    page(
        "pair_stop_distance",
        "Another distance to the new stop",
        "Residues and place of the frameshift agree with the DNA half, the printed distance to the stop does "
        "not.",
    ),
)

_MESSAGES = (
    page(
        "numbering_used",
        "The number counts on another ruler than HGVS's",
        "The answer is given in HGVS numbers; the message shows the sum, the ruler and where it is "
        "on record.",
        NUMBERING,
    ),
    page(
        "other_ruler_fits",
        "The same name fits another variant too",
        "Under another ruler of the gene the same string names another variant. The one given is "
        "clearly more "
        "probable; check the paper where it matters.",
    ),
    page(
        "several_fit",
        "Several readings fit",
        "More than one reading of the name fits the sequence and none is clearly ahead, so none is chosen. "
        "What decides: a DNA change printed beside it, other mentions of the same paper, an rsID.",
    ),
    page(
        "weak_fit",
        "The only fit could be luck",
        "One reading fits, but what it rests on is little: a frequent residue under a ruler that is rarely "
        "used for this gene.",
    ),
    page(
        "several_causes",
        "The protein change is settled, the DNA change is not",
        "Several single-base changes have this protein consequence. All are listed; the name alone does not "
        "say which.",
        "docs/design.md",
    ),
    page(
        "mismatch",
        "It fits the reference under no known numbering",
        "The stated residue or base is not where the number leads under any ruler known for the gene. The "
        "nearest places that would fit are listed. Usual reasons: a misprint, another gene or isoform, a "
        "ruler that is not on record. Several mentions of one paper together can reveal the latter.",
    ),
    page(
        "nearest_fit",
        "The nearest place that would fit",
        "The nearest residue of the printed kind, by each ruler, with the number it would be printed with.",
    ),
    page(
        "probable_misprint",
        "The number is probably misprinted",
        "As printed the change would need two or more bases of its codon, while a listed variant with the "
        "same letters stands one number away. Neither is taken.",
    ),
    page(
        "any_residue",
        "X may stand for any residue",
        "X was long printed for a stop, and is printed for any residue too (EGFR G719X: G719A, C or S). "
        "Where no single base change of the codon gives a stop, nothing is settled; name the new residue, or "
        "write Ter or * for the stop.",
        f"{HGVS}, protein descriptions",
    ),
    page(
        "coordinate_assumed",
        "The number was taken as a c. number",
        "No coordinate type is printed. The number and its base fit the coding sequence as HGVS counts it.",
    ),
    page(
        "prefix_misleads",
        "The printed prefix does not mean HGVS numbers",
        "c. or p. is printed, but the number fits only a ruler that HGVS does not use. Old numbers were "
        "sometimes given a prefix when papers were copied.",
        NUMBERING,
    ),
    page(
        "counted_past_stop",
        "The number counts on past the stop codon",
        "HGVS starts again at *1 behind the stop codon; older names go on counting from the start codon.",
        f"{HGVS}, numbering",
    ),
    page(
        "not_normalized",
        "The canonical form cannot be settled",
        "The description would have to be shifted as far 3' as possible, or completed, with bases that are "
        "not printed or not on record.",
        f"{HGVS}, general recommendations",
    ),
    page(
        "breakpoints_unknown",
        "Whole exons, with breakpoints somewhere in the introns",
        "The name says which exons are lost or doubled, not where the breakpoints are. Two such variants of "
        "one name can differ.",
        f"{HGVS}, uncertain positions",
    ),
    page(
        "document_disagrees",
        "Most other mentions of the document do not fit the same numbers",
        "No ruler explains the document's mentions of this gene, and most of them do not fit the one that "
        "this mention fits: its letters may be there by luck. The answer is less probable than by itself.",
    ),
    page(
        "document_numbering",
        "The ruler of the document",
        "How many mentions of the gene in this document fit the ruler that explains them best.",
        NUMBERING,
    ),
    page(
        "document_inconsistent",
        "One mention does not fit the ruler of its document",
        "The other mentions of the gene agree on a ruler that this one does not fit: an error of the paper, "
        "or a name copied from a paper with another numbering.",
        NUMBERING,
    ),
    page(
        "part",
        "One change of several",
        "What a part of a compound mention was resolved to.",
        "docs/design.md",
    ),
    page(
        "fusion_not_resolved",
        "Fusions are read, not resolved",
        "A fusion joins two genes; it is no allele of one transcript.",
        "docs/notation.md",
    ),
    page(
        "not_checked",
        "Read, but there was nothing to check it against",
        "The reference holds no sequence of this gene, transcript or place. The canonical spelling is given; "
        "whether the position holds what is printed is not known.",
        "docs/reference-data.md",
    ),
    page(
        "identifier_only",
        "An identifier, not a change",
        "An rsID, ClinVar, ClinGen or COSMIC identifier names a record elsewhere. The reference "
        "holds no table "
        "of them, and nothing is fetched.",
        "docs/design.md",
    ),
)

_GENES = (
    page(
        "unknown_gene",
        "No gene goes by this name",
        "The words are no symbol, former symbol, alias or protein name in the reference. Similar names are "
        "suggested; none is taken.",
        "docs/reference-data.md",
    ),
    page(
        "no_gene",
        "No gene is named",
        "The same variant name means another variant in every gene. Give the gene with the mention, or with "
        "--gene or --transcript.",
        "docs/design.md",
    ),
    page(
        "ambiguous_gene",
        "The words name several genes",
        "The alias is used for more than one gene, or for other things too. It is reported, never guessed.",
        "docs/reference-data.md",
    ),
    page(
        "gene_words_trimmed",
        "A part of the words names the gene",
        "The words hold an official symbol beside others (an exon, a star allele). The symbol is used.",
        "HGNC",
    ),
    page(
        "named_together",
        "The mention names several variants",
        "Each part is resolved by itself (parts, candidates); there is no single variant.",
        "HGVS, DNA/alleles",
    ),
    page(
        "other_allele",
        "The other allele is printed too",
        "An unchanged or unknown second allele ([=], wt, [?]) is no variant.",
        "HGVS, DNA/alleles",
    ),
    page(
        "stated_bases_unused",
        "The bases behind a frameshift are not used",
        "P291fsinsC does not say where the base is inserted. The frameshift is resolved.",
        "docs/design.md",
    ),
    page(
        "gene_renamed",
        "The gene has another official symbol",
        "The words are a former symbol, an alias or a protein name of the gene given.",
        "HGNC, MGI",
    ),
    page("gene_name_note", "About the name of the gene", "What else the words may name.", "HGNC, MGI"),
    page(
        "gene_conflict",
        "Text and context name different genes",
        "The mention names one gene, its surroundings (or --gene) another. The mention's own words are used.",
        "docs/design.md",
    ),
    page(
        "gene_transcript_conflict",
        "Transcript and gene do not belong together",
        "The printed accession is a transcript of another gene than the one named. The transcript decides.",
        "docs/design.md",
    ),
    page(
        "species_assumed",
        "The species is assumed",
        "Genes of several species share the name. Human is assumed, or the species whose spelling it is; "
        "--species says which.",
        "docs/design.md",
    ),
    page(
        "unknown_transcript",
        "The accession is not in the reference",
        "The named transcript or protein is not on record. Where the gene is known, its anchor transcript is "
        "used instead, and numbers may differ.",
        "docs/reference-data.md",
    ),
    page(
        "version_substituted",
        "Another version of the accession is used",
        "The named version is not in the reference; the nearest one is. Versions can differ in numbers.",
        "docs/reference-data.md",
    ),
    page(
        "version_assumed",
        "The accession has no version",
        "HGVS asks for versioned accessions, because numbers can change with the version. The nearest known "
        "one is used.",
        f"{HGVS}, reference sequences",
    ),
    page(
        "assembly_inferred",
        "The genome build is inferred",
        "No build is named; the reference base fits on the one given only.",
        "docs/design.md",
    ),
    page(
        "assembly_ambiguous",
        "The genome build is not known",
        "No build is named and the position exists on both. Give --assembly.",
        "docs/design.md",
    ),
)

CODES: tuple[CodeHelp, ...] = (*EVIDENCE, *_PAIRS, *_MESSAGES, *_GENES)
"""Each code that resolving emits by itself; reading and the allele engine have their own pages."""
