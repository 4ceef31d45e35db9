"""Help pages of the codes that resolving mentions emits (``varsyn explain CODE``)."""

from __future__ import annotations

from varsyn.model import CodeHelp

_PROBABILITY = "docs/probability.md"
_NUMBERING = "docs/numbering.md"
_HGVS = "HGVS nomenclature 21.0"


def _page(code: str, title: str, text: str, source: str = _PROBABILITY) -> CodeHelp:
    return CodeHelp(code, title, text, source)


_EVIDENCE = (
    _page(
        "residue_match",
        "The printed residue stands where the ruler says",
        "The number, read with this ruler, leads to a residue of the printed kind, and its codon reaches the "
        "new residue by as few base changes as the likelihood ratio says. The ratio is one over the chance "
        "that a random residue of this protein would do as well.",
    ),
    _page(
        "base_match",
        "The printed base stands where the ruler says",
        "The number, read with this ruler, leads to the printed base or bases. One base alone fits a wrong "
        "number one time in four, so it says little; several bases say more.",
    ),
    _page(
        "base_mismatch",
        "The printed base is not where the ruler says",
        "Read with this ruler the number leads to another base than the one printed. The ruler is "
        "refuted for "
        "this mention, unless the base is misprinted.",
    ),
    _page(
        "bases_not_on_record",
        "A base that decides the canonical form is not known",
        "A change in an intron, or one that ends with its exon, could be written further 3', as a "
        "duplication, or shorter, if the bases beside it allow that; the reference holds no introns. The "
        "description stands where it was printed, with a warning; the answer is unverified where known bases "
        "are changed too or speak against the printed form. Substitutions are not concerned.",
        f"{_HGVS}, general recommendations",
    ),
    _page(
        "position_mismatch",
        "No such position under this ruler",
        "Read with this ruler the number leads outside the transcript, or hangs an intron position on a base "
        "that does not border an intron.",
    ),
    _page(
        "position_exists",
        "The named transcript has such a position",
        "The description names its transcript and states no base to check; the position exists there.",
    ),
    _page(
        "exon_border",
        "The intron position hangs on an exon border",
        "A number such as 711+1 can only be right where base 711 ends an exon. Few bases do, so the fit is "
        "strong evidence for the ruler.",
    ),
    _page(
        "intron_number",
        "The intron by its printed number",
        "The intron was found by the exon numbers that this ruler gives: the transcript's own, or "
        "legacy ones "
        "such as BRCA1 without exon 4 and CFTR with 6a and 6b.",
        _NUMBERING,
    ),
    _page(
        "exon_number",
        "The exon by its printed number",
        "The exons were found by the exon numbers that this ruler gives. The breakpoints lie "
        "somewhere in the "
        "introns beside them, which is what the description says.",
        f"{_HGVS}, uncertain positions",
    ),
    _page(
        "stated_base_change",
        "The printed base change is in the codon",
        "R117H (CGC to CAC) and S549R(A>C) print the changed codon or base without its position. The codon "
        "at this number has it, and the change gives the printed residue: it is the DNA change that is "
        "meant.",
    ),
    _page(
        "stated_base_mismatch",
        "The printed base change is not in the codon",
        "The residue fits, but the codon or base printed beside it is another one, or does not give the "
        "printed new residue. One of the two is misprinted, or the number counts on another ruler.",
    ),
    _page(
        "splice_consensus",
        "The stated base is the usual one at a splice site",
        "Nearly all introns begin with GT and end with AG. The stated base agrees.",
        "Burset, Seledtsov and Solovyev 2000, Nucleic Acids Res. 28:4364",
    ),
    _page(
        "splice_consensus_broken",
        "The stated base is unusual at a splice site",
        "Nearly all introns begin with GT and end with AG. The stated base does not agree: the position or "
        "the strand may be wrong.",
        "Burset, Seledtsov and Solovyev 2000, Nucleic Acids Res. 28:4364",
    ),
    _page(
        "border_slip",
        "An intron position on the base next to an exon border",
        "1898-2 hangs on the last base of an exon; the exon after begins with 1899. Both numbers of a "
        "junction were in use, so the position is read from the border, and this is said.",
        _NUMBERING,
    ),
    _page(
        "frame_stop",
        "A shifted frame ends at the printed distance",
        "The loss or the doubling of one or two bases of this codon (or else of up to twenty) leads to a "
        "stop at the printed distance, and to the new residue where one is printed. How much that says was "
        "counted on frameshifts of public lists and on the same names at wrong places.",
    ),
    _page(
        "frame_stop_elsewhere",
        "No ordinary shift of the frame ends at the printed distance",
        "Neither a loss nor a doubling of one or two bases of this codon leads to a stop where the name "
        "says. The distance may be misprinted or counted by another habit (from the residue after, or from "
        "the last one that stays), or more bases were lost, gained or replaced. The distance is kept as "
        "printed.",
        f"{_HGVS}, protein, frameshift; {_PROBABILITY}",
    ),
    _page(
        "listed_name",
        "The name is in the curated list",
        "Historic names and nicknames are kept in a table with their sources. The name is listed for this "
        "variant; it still has to fit the sequence.",
        "fixtures/reference/legacy_variants.tsv",
    ),
    _page(
        "variant_on_record",
        "Under this ruler the name means a listed variant",
        "A bare nucleotide name such as 1799T>A fits a wrong number one time in four. Read with this ruler "
        "it is a variant that the curated list has under another name, which a wrong number seldom meets.",
        "fixtures/reference/legacy_variants.tsv",
    ),
    _page(
        "listed_fits",
        "The listed description fits the sequence",
        "The variant that the curated list gives was placed on the reference and its bases are there.",
        "fixtures/reference/legacy_variants.tsv",
    ),
    _page(
        "not_checkable",
        "There is no sequence at this place",
        "The place lies in an intron, or in an untranslated region that the reference record lacks. The "
        "position is read, its base cannot be checked.",
        "docs/reference-data.md",
    ),
    _page(
        "runs_into_intron",
        "The range leaves the exon",
        "A deletion of genomic DNA that begins near the end of an exon goes on into the intron, not into the "
        "next exon. Old names gave only first base and size. Introns begin with GT: as far as these two "
        "bases reach, the 3' rule is applied; where they settle the place, the form is canonical.",
        _NUMBERING,
    ),
    _page(
        "no_single_allele",
        "No one allele is described",
        "The description is well formed, but names no single change of known bases: an effect, a sequence "
        "given by reference, a number of copies where the bases are not on record. It is kept as written.",
        _NUMBERING,
    ),
    _page(
        "names_of_one_variant",
        "Several names of one variant",
        "What is printed side by side are names of one and the same variant (two places of one deletion in a "
        "repeat, two numberings), not two alleles.",
        _NUMBERING,
    ),
    _page(
        "gene_from_name",
        "The gene is that of a listed name",
        "No gene is named. The name is a deletion or insertion that the table of legacy names has for one "
        "gene only (185delAG of BRCA1), and is read as that; substitutions are never read so.",
        _NUMBERING,
    ),
    _page(
        "position_only",
        "A number for a listed name",
        "Only the number of a change is printed (MTHFR 677, prothrombin 20210). It is read as the one change "
        "that is listed for the gene at this number.",
        _NUMBERING,
    ),
    _page(
        "insertion_in_run",
        "An insertion somewhere in a run",
        "The printed range holds one base several times, and that base is inserted: every place in it gives "
        "the same sequence, so the place is no matter (CFTR 360-365insT).",
        _NUMBERING,
    ),
    _page(
        "bases_not_printed",
        "The inserted bases are not printed",
        "ins4 says how many bases came in, not which. The place is given; there is no one allele.",
    ),
    _page(
        "reversed_orientation",
        "Reference and new letter are the other way round",
        "The reference sequence has the letter that is printed as the new one. Common polymorphisms "
        "are often "
        "named from the rarer allele, or from a sequence that carried it. The change is reported in the "
        "orientation of the reference, and never settled without saying so.",
    ),
    _page(
        "other_causes",
        "Further DNA changes that give the same protein change",
        "Changes of two or three bases of the codon that have the same protein consequence, fewest bases "
        "first. They are rarer than the single-base change, not impossible.",
        "docs/design.md",
    ),
    _page(
        "document_agrees",
        "The other mentions of the document use the same ruler",
        "Mentions of one gene in one document share a numbering, unless shown otherwise. Each one that fits "
        "multiplies the odds.",
    ),
)

_PAIRS = (
    _page(
        "pair_agrees",
        "The protein half follows from the DNA half",
        "The protein change printed beside the DNA change is what that DNA change does, perhaps in another "
        "numbering or counted from another codon; the detail says which.",
    ),
    _page(
        "pair_contradicts",
        "The two halves of the pair do not agree",
        "The protein change printed beside the DNA change is not what that DNA change does, under any ruler "
        "of the gene. One of the two is misprinted, or belongs to another variant.",
    ),
    _page(
        "pair_mixes_numbering",
        "The pair mixes two numberings",
        "The DNA half counts from the A of the start codon, as HGVS does; the protein half counts in another "
        "ruler, such as the mature protein. Both mean the same variant.",
        _NUMBERING,
    ),
    _page(
        "pair_counts_from_changed_codon",
        "A frameshift named from the codon that lost the base",
        "HGVS names a frameshift by the first residue that changes. The printed one is named by the codon "
        "that lost or gained the base, which still codes for the same residue. Both put the new stop at the "
        "same codon.",
        f"{_HGVS}, protein, frame shift",
    ),
    _page(
        "pair_stop_distance",
        "Another distance to the new stop",
        "Residues and place of the frameshift agree with the DNA half, the printed distance to the stop does "
        "not.",
    ),
)

_MESSAGES = (
    _page(
        "numbering_used",
        "The number counts on another ruler than HGVS's",
        "The answer is given in HGVS numbers; the message shows the sum, the ruler and where it is "
        "on record.",
        _NUMBERING,
    ),
    _page(
        "other_ruler_fits",
        "The same name fits another variant too",
        "Under another ruler of the gene the same string names another variant. The one given is "
        "clearly more "
        "probable; check the paper where it matters.",
    ),
    _page(
        "several_fit",
        "Several readings fit",
        "More than one reading of the name fits the sequence and none is clearly ahead, so none is chosen. "
        "What decides: a DNA change printed beside it, other mentions of the same paper, an rsID.",
    ),
    _page(
        "weak_fit",
        "The only fit could be luck",
        "One reading fits, but what it rests on is little: a frequent residue under a ruler that is rarely "
        "used for this gene.",
    ),
    _page(
        "several_causes",
        "The protein change is settled, the DNA change is not",
        "Several single-base changes have this protein consequence. All are listed; the name alone does not "
        "say which.",
        "docs/design.md",
    ),
    _page(
        "mismatch",
        "It fits the reference under no known numbering",
        "The stated residue or base is not where the number leads under any ruler known for the gene. The "
        "nearest places that would fit are listed. Usual reasons: a misprint, another gene or isoform, a "
        "ruler that is not on record. Several mentions of one paper together can reveal the latter.",
    ),
    _page(
        "nearest_fit",
        "The nearest place that would fit",
        "The nearest residue of the printed kind, by each ruler, with the number it would be printed with.",
    ),
    _page(
        "probable_misprint",
        "The number is probably misprinted",
        "As printed the change would need two or more bases of its codon, while a listed variant with the "
        "same letters stands one number away. Neither is taken.",
    ),
    _page(
        "any_residue",
        "X may stand for any residue",
        "X was long printed for a stop, and is printed for any residue too (EGFR G719X: G719A, C or S). "
        "Where no single base change of the codon gives a stop, nothing is settled; name the new residue, or "
        "write Ter or * for the stop.",
        f"{_HGVS}, protein descriptions",
    ),
    _page(
        "coordinate_assumed",
        "The number was taken as a c. number",
        "No coordinate type is printed. The number and its base fit the coding sequence as HGVS counts it.",
    ),
    _page(
        "prefix_misleads",
        "The printed prefix does not mean HGVS numbers",
        "c. or p. is printed, but the number fits only a ruler that HGVS does not use. Old numbers were "
        "sometimes given a prefix when papers were copied.",
        _NUMBERING,
    ),
    _page(
        "counted_past_stop",
        "The number counts on past the stop codon",
        "HGVS starts again at *1 behind the stop codon; older names go on counting from the start codon.",
        f"{_HGVS}, numbering",
    ),
    _page(
        "not_normalized",
        "The canonical form cannot be settled",
        "The description would have to be shifted as far 3' as possible, or completed, with bases that are "
        "not printed or not on record.",
        f"{_HGVS}, general recommendations",
    ),
    _page(
        "breakpoints_unknown",
        "Whole exons, with breakpoints somewhere in the introns",
        "The name says which exons are lost or doubled, not where the breakpoints are. Two such variants of "
        "one name can differ.",
        f"{_HGVS}, uncertain positions",
    ),
    _page(
        "document_disagrees",
        "Most other mentions of the document do not fit the same numbers",
        "No ruler explains the document's mentions of this gene, and most of them do not fit the one that "
        "this mention fits: its letters may be there by luck. The answer is less probable than by itself.",
    ),
    _page(
        "document_numbering",
        "The ruler of the document",
        "How many mentions of the gene in this document fit the ruler that explains them best.",
        _NUMBERING,
    ),
    _page(
        "document_inconsistent",
        "One mention does not fit the ruler of its document",
        "The other mentions of the gene agree on a ruler that this one does not fit: an error of the paper, "
        "or a name copied from a paper with another numbering.",
        _NUMBERING,
    ),
    _page(
        "part",
        "One change of several",
        "What a part of a compound mention was resolved to.",
        "docs/design.md",
    ),
    _page(
        "fusion_not_resolved",
        "Fusions are read, not resolved",
        "A fusion joins two genes; it is no allele of one transcript.",
        "docs/notation.md",
    ),
    _page(
        "not_checked",
        "Read, but there was nothing to check it against",
        "The reference holds no sequence of this gene, transcript or place. The canonical spelling is given; "
        "whether the position holds what is printed is not known.",
        "docs/reference-data.md",
    ),
    _page(
        "identifier_only",
        "An identifier, not a change",
        "An rsID, ClinVar, ClinGen or COSMIC identifier names a record elsewhere. The reference "
        "holds no table "
        "of them, and nothing is fetched.",
        "docs/design.md",
    ),
)

_GENES = (
    _page(
        "unknown_gene",
        "No gene goes by this name",
        "The words are no symbol, former symbol, alias or protein name in the reference. Similar names are "
        "suggested; none is taken.",
        "docs/reference-data.md",
    ),
    _page(
        "no_gene",
        "No gene is named",
        "The same variant name means another variant in every gene. Give the gene with the mention, or with "
        "--gene or --transcript.",
        "docs/design.md",
    ),
    _page(
        "ambiguous_gene",
        "The words name several genes",
        "The alias is used for more than one gene, or for other things too. It is reported, never guessed.",
        "docs/reference-data.md",
    ),
    _page(
        "gene_words_trimmed",
        "A part of the words names the gene",
        "The words hold an official symbol beside others (an exon, a star allele). The symbol is used.",
        "HGNC",
    ),
    _page(
        "named_together",
        "The mention names several variants",
        "Each part is resolved by itself (parts, candidates); there is no single variant.",
        "HGVS, DNA/alleles",
    ),
    _page(
        "other_allele",
        "The other allele is printed too",
        "An unchanged or unknown second allele ([=], wt, [?]) is no variant.",
        "HGVS, DNA/alleles",
    ),
    _page(
        "stated_bases_unused",
        "The bases behind a frameshift are not used",
        "P291fsinsC does not say where the base is inserted. The frameshift is resolved.",
        "docs/design.md",
    ),
    _page(
        "gene_renamed",
        "The gene has another official symbol",
        "The words are a former symbol, an alias or a protein name of the gene given.",
        "HGNC, MGI",
    ),
    _page("gene_name_note", "About the name of the gene", "What else the words may name.", "HGNC, MGI"),
    _page(
        "gene_conflict",
        "Text and context name different genes",
        "The mention names one gene, its surroundings (or --gene) another. The mention's own words are used.",
        "docs/design.md",
    ),
    _page(
        "gene_transcript_conflict",
        "Transcript and gene do not belong together",
        "The printed accession is a transcript of another gene than the one named. The transcript decides.",
        "docs/design.md",
    ),
    _page(
        "species_assumed",
        "The species is assumed",
        "Genes of several species share the name. Human is assumed, or the species whose spelling it is; "
        "--species says which.",
        "docs/design.md",
    ),
    _page(
        "unknown_transcript",
        "The accession is not in the reference",
        "The named transcript or protein is not on record. Where the gene is known, its anchor transcript is "
        "used instead, and numbers may differ.",
        "docs/reference-data.md",
    ),
    _page(
        "version_substituted",
        "Another version of the accession is used",
        "The named version is not in the reference; the nearest one is. Versions can differ in numbers.",
        "docs/reference-data.md",
    ),
    _page(
        "version_assumed",
        "The accession has no version",
        "HGVS asks for versioned accessions, because numbers can change with the version. The nearest known "
        "one is used.",
        f"{_HGVS}, reference sequences",
    ),
    _page(
        "assembly_inferred",
        "The genome build is inferred",
        "No build is named; the reference base fits on the one given only.",
        "docs/design.md",
    ),
    _page(
        "assembly_ambiguous",
        "The genome build is not known",
        "No build is named and the position exists on both. Give --assembly.",
        "docs/design.md",
    ),
)

CODES: tuple[CodeHelp, ...] = (*_EVIDENCE, *_PAIRS, *_MESSAGES, *_GENES)
"""Each code that resolving emits by itself; reading and the allele engine have their own pages."""
