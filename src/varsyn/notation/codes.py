"""Help pages of the codes that reading emits (``varsyn explain CODE``): a table, one code a row."""
# ruff: noqa: E501 - the rows of a table stay rows

from __future__ import annotations

from varsyn.model import CodeHelp
from varsyn.notation.mistakes import MESSAGES

_HGVS = "HGVS nomenclature 21.0, "

_CHARACTERS = (
    (
        "dash_character",
        "A dash for a hyphen, minus or underscore",
        "A typographic dash (–, −, ‑ …) was read as the plain sign.",
    ),
    ("arrow_character", "An arrow for >", "A printed arrow (→, ⇒ …) was read as >."),
    (
        "arrow_spelling",
        "An arrow in other signs or words",
        "-->, ----, =>, to and their like were read as >.",
    ),
    (
        "invisible_character",
        "An invisible character",
        "A soft hyphen, zero-width or control character was left out.",
    ),
    ("space_character", "A special space", "A no-break, thin or other special space was read as a blank."),
    ("quote_character", "A typographic quote or prime", "It was read as the plain sign."),
    ("star_character", "A look-alike of the asterisk", "∗ and its like were read as *."),
    ("delta_character", "A look-alike of Greek delta", "∆ (increment) and δ were read as Δ, a deletion."),
    (
        "lookalike_character",
        "A letter of another alphabet",
        "A Cyrillic or Greek letter that looks Latin was read as Latin.",
    ),
    (
        "compatibility_character",
        "A full-width, superscript or subscript character",
        "It was read as its plain form.",
    ),
    (
        "footnote_mark",
        "A footnote mark",
        "A raised digit or letter, a dagger or the like at the end was left out.",
    ),
    (
        "digit_character",
        "A digit of another script",
        "Arabic-Indic, Devanagari and other digits were read as 0 to 9.",
    ),
    ("html_entity", "An HTML entity", "&gt;, &rarr; and their like were decoded."),
    ("markup", "A markup tag", "<sup>, <i> and their like were left out."),
    (
        "edge_punctuation",
        "Punctuation around the notation",
        "Quotes, commas and full stops at the ends were left out.",
    ),
)
_SPELLING = (
    ("space_in_notation", "Blanks inside the notation", "Blanks were left out: c.1532 G > A is c.1532G>A."),
    ("line_break_hyphen", "A hyphen of a broken line", "A word was hyphenated at the end of a line; the parts were joined."),
    ("missing_dot", "The dot after the prefix is missing", "c1532G>A was read as c.1532G>A."),
    ("prefix_spelling", "An unusual prefix", "c,1532G>A, c:1532G>A, nt 1532, cDNA 1532 and their like were read by their usual prefix."),
    ("base_case", "Lower-case DNA bases", "DNA is written in upper case."),
    ("rna_letters", "Upper case or t in RNA", "RNA is written in lower case, with u."),
    ("edit_case", "Upper case in del, ins, dup", "INS, Del and their like were read as ins, del."),
    ("edit_spelling", "Another word for the change", "deletion, indel, frameshift and their like were read as del, delins, fs."),
    ("residue_case", "Residue in another case", "arg, ARG were read as Arg."),
    ("residue_name", "Residue by its name", "arginine was read as Arg."),
    ("separators", "Signs between residue and number", "Arg-481-Gln, Arg(481)Gln, Arg481/Gln were read as Arg481Gln."),
    ("base_before_position", "Base before the position", "G1532A was read as 1532G>A."),
    ("edit_first", "The kind of change comes first", "del420C was read as 420delC."),
    ("edit_last", "The kind of change comes last", "420C deletion was read as 420delC."),
    ("residue_after_edit", "The residue comes after the change", "990delM was read as M990del."),
    ("number_on_new_residue", "The number stands at the new residue", "Gly>Ser269 was read as Gly269Ser."),
    ("hyphen_for_arrow", "A hyphen for >", "962G-A was read as 962G>A."),
    ("delins_arrow", "An arrow for delins", "Several bases or residues replaced are a delins: 79_80GC>TT is 79_80delinsTT."),
    ("delta", "Δ or delta for a deletion", "ΔF508, delF508 were read as F508del."),
    ("plus_for_ins", "A plus sign for an insertion", "1278+TATC was read as 1278insTATC."),
    ("stop_word", "A word for a stop", "stop, opal, amber, ochre were read as Ter."),
    ("stop_x", "X for a stop", "X was read as Ter. X also means any residue: where it can, that is a second reading."),
    ("words", "A change in words", "The sentence was read as a notation."),
    ("intron_spelling", "Another spelling of an intron", "intron 3, IVS-3, IVS3nt5 were read as IVS3."),
    ("roman_intron", "A Roman intron number", "IVSII was read as IVS2."),
    ("repeat_spelling", "A repeat in older spelling", "(CAG)36, TG12 were read as CAG[36], TG[12]."),
    ("poly_t", "A poly-T allele", "IVS8-5T names the tract of 5 T at the end of intron 8; the offset -5 is a second reading."),
    ("exon_level", "A change of whole exons", "Exon numbers need the exon table of the transcript, and depend on who counted."),
    ("variant_class", "A named class of variants", "vIII of EGFR is the deletion of exons 2 to 7."),
    ("identifier_spelling", "An identifier in unusual spelling", "Its letters were put in their usual case, blanks left out."),
    ("accession_spelling", "An accession in unusual spelling", "Case, underscore or comma was put right."),
    ("vcf_fields", "VCF fields", "Chromosome, position, reference and alternative were read as g.; bases that both share were trimmed."),
    ("spdi", "SPDI", "SPDI counts from 0 between bases; HGVS counts bases from 1."),
    ("omim_spelling", "An allele name of OMIM", "3-BP DEL, 1654TTT was read as 1654delTTT, IVS17, G-A, +1 as IVS17+1G>A."),
    ("identifier_alleles", "Alleles beside an identifier", "rs1801133 (C>T) names alleles beside the identifier; the identifier is what was read, the alleles are kept as a note."),
    ("base_change_unplaced", "A base change without position", "S549R(A>C) names the base that changes, not where; the residue change was read, the base change noted."),
    ("trailing_text", "A remark after the notation", "What follows a comma or bracket is no notation and was left out."),
    ("number_list", "A comma in a number", "It parts thousands or two numbers; each is a reading."),
)  # fmt: skip
_NOMENCLATURE = (
    ("redundant_bases", "Bases that HGVS leaves out", "The bases after del, dup or before = are not part of the description. They are kept in ref and checked against the sequence.", "DNA/deletion"),
    ("redundant_residues", "Residues that HGVS leaves out", "Residues after del or dup follow from the positions.", "protein/deletion"),
    ("redundant_size", "A size that HGVS leaves out", "The size follows from the range.", "DNA/deletion"),
    ("size_mismatch", "The size does not fit the range", "The printed size is not the number of bases in the range: one of them is wrong. The range was taken.", "DNA/deletion"),
    ("size_to_range", "A size made a range", "1528del4 deletes 4 bases from 1528 on: 1528_1531del.", "DNA/deletion"),
    ("size_spelling", "A size without sequence", "ins24 is written insN[24].", "DNA/insertion"),
    ("single_position_range", "A range of one position", "Both ends are the same: 123_123del is 123del.", "general"),
    ("swapped_range", "The ends of the range are swapped", "The first position of a range comes first on the sequence. The ends were put in order.", "general"),
    ("abbreviated_range", "A shortened range", "1782-83 was read as 1782_1783.", "general"),
    ("hyphen_for_range", "A hyphen for a range", "HGVS writes ranges with _. 420-422 may also be an intron offset: where it can, that is a reading too.", "general"),
    ("slash_for_range", "A slash for a range", "-603/604 was read as -604_-603.", "general"),
    ("slash_for_arrow", "A slash for >", "1532G/A does not say which base is the reference; the first was taken.", "DNA/substitution"),
    ("reversed_arrow", "A reversed arrow", "G<T was read as G>T, in the order printed.", "DNA/substitution"),
    ("same_base", "Old and new base are the same", "Nothing changes: c.123C>C is c.123=.", "DNA/substitution"),
    ("same_residue", "Old and new residue are the same", "Nothing changes: p.Ser157Ser is p.Ser157=.", "protein/substitution"),
    ("start_loss", "The start codon is changed", "What follows from a changed start codon cannot be told from the codon: HGVS writes p.Met1?.", "protein/substitution"),
    ("insertion_side", "An insertion at one position", "An insertion lies between two positions. Before or after is not said: both are readings.", "DNA/insertion"),
    ("insertion_flanks", "The flanks of the insertion are no neighbours", "An insertion lies between two neighbouring positions.", "DNA/insertion"),
    ("ins_for_delins", "ins over a range", "A range with ins replaces it: read as delins.", "protein/delins"),
    ("untrimmed_delins", "A delins that keeps a residue", "The first or last residue is unchanged and not part of the change.", "protein/delins"),
    ("adjoining_changes", "Neighbouring changes in one allele", "Changes of neighbouring bases, or of one codon, are one delins.", "DNA/delins"),
    ("single_member_allele", "Brackets around one change", "Allele brackets are for two changes or more.", "DNA/alleles"),
    ("allele_brackets", "Parentheses outside the brackets", "Predicted changes in cis are written [(a;b)].", "protein/alleles"),
    ("first_changed_residue", "The frameshift starts at an unchanged residue", "A frameshift is described from the first residue that changes; the one printed does not.", "protein/frameshift"),
    ("frameshift_to_stop", "A frameshift whose first new codon is a stop", "It is described as the stop: p.Tyr4Ter.", "protein/frameshift"),
    ("absolute_stop", "A stop by its own number", "fsX127 after residue 124 may give the codon of the new stop. HGVS gives the distance, the first changed residue being 1.", "protein/frameshift"),
    ("frameshift_bases", "A frameshift with its inserted or deleted bases", "P291fsinsC names the bases; they are kept in parts.", "protein/frameshift"),
    ("stop_loss", "A stop that becomes a residue", "The protein goes on to the next stop, whose distance is not printed: Ter330GlnextTer?.", "protein/extension"),
    ("extension_met", "extMet-5", "N-terminal extensions are written ext-5.", "protein/extension"),
    ("extension_residue", "A new residue in an N-terminal extension", "Met1Valext-4: a changed Met1 is no extension of it.", "protein/extension"),
    ("extension_spelled_out", "An extension spelled out", "The residues were counted: extTer and their number.", "protein/extension"),
    ("intronic_reference", "Intron positions on a transcript", "A transcript has no introns: HGVS asks for NC_…(NM_…):c.…. In practice the transcript's gene structure is meant.", "background/refseq"),
    ("coding_repeat_unit", "A repeat unit that breaks the frame", "In coding sequence only units of 3, 6, 9 … bases are described as repeats.", "DNA/repeated"),
    ("inverted_duplication", "dupinv", "An inverted copy is an insertion: ins123_234inv.", "DNA/inversion"),
    ("opposite_strand_sign", "o for the opposite strand", "It was read as an inversion: [AB053210.2:r.1_2inv].", "RNA/inversion"),
    ("alternatives_slash", "New residues with a slash", "V600E/K names two changes, a list of unknown phase: p.(Val600Glu)(;)(Val600Lys).", "alleles"),
    ("listed_changes", "Several changes in one mention", "A slash or plus was read as two alleles (trans), a semicolon as one (cis), a comma or and as unknown.", "DNA/alleles"),
    ("alternatives_sign", "A sign of alternatives too many", "Gly719^Ala^Ser was read as Gly719Ala^Ser.", "uncertain"),
    ("coded_fields", "Fields of a text miner", "c|SUB|C|677|T, as tmVar and PubTator write it, was read as c.677C>T.", "general"),
    ("codon_wording", "A codon with its triplets and residues", "codon 26 GAG-AAG (Glu-Lys), as HGMD prints it, was read as Glu26Lys with GAG>AAG beside it.", "protein/substitution"),
    ("exon_beside_range", "An exon event with the residues that it changes", "exon 11 deletion W557_K558 was read as W557_K558del: the residues say more than the exon.", "protein/deletion"),
    ("haemoglobin_style", "A chain, a place and two residues", "\u03b26(A3)Glu>Val is Glu6Val of the \u03b2 chain; the place in a helix is left out.", "protein/substitution"),
    ("phase_in_words", "In cis, in trans", "The words were read as brackets: [a;b] in cis, [a];[b] in trans.", "DNA/alleles"),
    ("inserted_base_number", "An inserted base by its number", "315.1C, the first base inserted after 315, is 315_316insC.", "DNA/insertion"),
    ("genotype", "A genotype", "R469[R,X] gives the residues of both alleles.", "protein/alleles"),
)  # fmt: skip
_GUESSES = (
    ("any_residue_x", "X for any residue", "X (Xaa) stands for any residue in HGVS; as a new residue it usually is a stop, the first reading."),
    ("prefix_assumed", "A prefix was assumed", "The number has no prefix, but its accession is of a kind that takes c., g., n. or m."),
    ("hyphen_separator", "A hyphen between intron and number", "IVS1-110 may mean base 110 counted from the start of the intron: +110."),
    ("old_base_missing", "The old base is not printed", "1604A names the new base only; the sequence knows the old one."),
    ("new_base_missing", "The new base is not printed", "1604A may name the old base only."),
    ("change_missing", "A position without a change", "The print gives a position, and leaves open what happens there."),
    ("residue_unnamed", "A residue is not named", "The print gives its number only; the sequence knows the residue."),
    ("residue_run", "Residues run together", "VK600_601>E names the residues before their numbers."),
    ("two_numbers", "Two numbers for one change", "Val108/158Met counts on two isoforms; each is a reading."),
    ("missing_underscore", "The underscore of a range is missing", "His4Gln5insAla was read as His4_Gln5insAla."),
    ("codon_to_position", "A codon made base positions", "Codon N is bases 3N-2 to 3N where the initiator Met is codon 1; other counts are for the numbering schemes."),
    ("codon_to_residue", "A codon's triplets made residues", "The triplets were translated by the standard code."),
    ("glued_gene", "A gene run into the change", "BRAFV600E was read as BRAF V600E."),
    ("glyph_for_arrow", "A damaged glyph for >", "A PDF font maps > to 4 or N: c.108C4A was read as c.108C>A."),
    ("ocr_digits", "Letters for digits", "O, l, I, S, B between digits were read as 0, 1, 1, 5, 8."),
    ("raised_digit", "A raised digit beside a number", "R481Q\u00b2 and R\u00b2481Q: the raised digit was read as one of the number; it may be a footnote's."),
    ("space_in_number", "A blank inside the number", "G22 5A was read as G225A."),
)  # fmt: skip
_ERRORS = (
    ("empty", "Nothing to read", "The text is empty, or holds blanks and punctuation only."),
    ("no_variant", "No variant", "The text names no position and no change. A gene name or nickname alone is no notation; varsyn resolve looks names up."),
    ("invalid_notation", "No notation that varsyn knows", "Write a change such as c.1532G>A, p.Arg511Gln or R481Q, with the gene before it."),
    ("unsupported_notation", "Valid, but not handled", "docs/notation.md lists what is not handled."),
    ("reference_is_notation", "A description in the place of the reference", "Before the colon stands a gene or an accession."),
    ("size_zero", "A size of 0", "A deletion or insertion of 0 bases is no change."),
    ("size_not_a_number", "A position in the place of a size", "c.5del5+1 says how much is deleted by a position. The size is a number; the end of a range stands before del."),
    ("residue_only", "A residue without a change", "R481 names a residue. What it changes to is missing."),
    ("reference_only", "A reference without a variant", "An accession alone is no variant."),
    ("marker", "A DNA marker", "D7S2472 names a microsatellite."),
    ("star_allele", "A star allele or HLA type", "It stands for a haplotype of several variants; give one of them."),
    ("cytogenetic", "A cytogenetic description", "Karyotype notation (ISCN) gives bands, not bases."),
    ("transcript_event", "An event around an exon border", "The bases are not stated, and the description is of the transcript."),
    ("splice_event", "A change of splicing without its bases", "X1010_splice says that a change near codon 1010 alters splicing, and not which."),
    ("inserted_element", "An inserted element without its sequence", "insAlu names what is inserted. HGVS gives its sequence, its accession, or its size: insN[354]."),
    ("whole_arm", "A gain or loss of whole genes", "Amplification, loss, a fusion or a tandem duplication is named, and no sequence change."),
    ("indel_polymorphism", "An insertion/deletion polymorphism", "The print does not say which of both is the variant."),
    ("negated_mention", "A negated mention", "non-ΔF508 says that the variant is absent."),
    ("zygosity", "A zygosity without a variant", "+/- says how many alleles, not which."),
)  # fmt: skip
_MISTAKE_TITLES = {code: message[0].upper() + message[1:] for code, (message, _) in MESSAGES.items()}

CODES: tuple[CodeHelp, ...] = (
    *(CodeHelp(code, title, f"Repair, not lossy. {text}") for code, title, text in _CHARACTERS + _SPELLING),
    *(
        CodeHelp(code, title, f"Repair. {text}", _HGVS + clause)
        for code, title, text, clause in _NOMENCLATURE
    ),
    *(CodeHelp(code, title, f"Repair that can change the meaning. {text}") for code, title, text in _GUESSES),
    *(CodeHelp(code, title, f"Error. {text}") for code, title, text in _ERRORS),
    *(
        CodeHelp(
            code,
            _MISTAKE_TITLES[code],
            f"Error in HGVS notation. {advice[:1].upper()}{advice[1:]}."
            if advice
            else "Error in HGVS notation: the message says what was expected.",
        )
        for code, (_, advice) in MESSAGES.items()
    ),
)
