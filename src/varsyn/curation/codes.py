"""Help pages of the codes that curation emits (``varsyn explain CODE``)."""

from __future__ import annotations

from varsyn.model import CodeHelp

_DOC = "docs/curation.md"
_SETS = "docs/curation.md, what merges and what does not"
_EXCEL = "Ziemann, Eren, El-Osta 2016, Genome Biology 17:177 (PMID 27552985)"


def _page(code: str, title: str, text: str, source: str = _DOC) -> CodeHelp:
    return CodeHelp(code, title, text, source)


REASONS: tuple[CodeHelp, ...] = (
    _page(
        "dna_description",
        "The row names the DNA variant",
        "The row itself gives a DNA description (c., g., n. or VCF) that was settled; nothing was inferred.",
        _SETS,
    ),
    _page(
        "only_cause",
        "Joined by inference: the only single-base cause",
        "A protein description was put with a DNA "
        "variant because that is its only single-base cause and no other DNA variant with the same protein "
        "change is in the table or the index. The join dissolves by itself when a second one appears.",
        _SETS,
    ),
    _page(
        "name_on_list",
        "Joined by inference: a listed name",
        "No single base change gives this protein change, but a "
        "curated list of names gives one DNA variant for the name. It dissolves like any inferred join.",
        _SETS,
    ),
    _page(
        "one_dna_in_document",
        "Joined by inference: the one DNA variant of its paper",
        "Several base changes could give this protein change, but its paper names exactly one DNA variant "
        "that does, and neither the table nor the index knows another one. A frameshift told in less detail "
        "(p.Ile141fs) joins so as well. The join dissolves by itself when a second DNA variant appears; it "
        "is wrong where the paper means another DNA change than the one it names, about 1 time in 50.",
        _SETS,
    ),
    _page(
        "codon_only_cause",
        "Joined by inference without a sequence: the only single-base cause",
        "There is no sequence of the gene, but base n lies in codon (n + 2) / 3, and every codon that codes "
        "for the printed residue with the printed base in that place becomes the new residue by this base "
        "change and by no other single one. No row names another DNA change that could give it.",
        _SETS,
    ),
    _page(
        "codon_match",
        "Joined by inference without a sequence: codon and genetic code fit",
        "There is no sequence of the gene. Of the DNA descriptions of the same paper exactly one gives this "
        "protein change by counting (base n lies in codon (n + 2) / 3) and by the genetic code, and no other "
        "row names one. The probability weighs how likely such a fit is by accident in this paper. The join "
        "dissolves by itself when a second DNA description fits.",
        _SETS,
    ),
    _page(
        "several_variants",
        "A cell that names several variants",
        "The name was read as several variants, such as the two of a compound heterozygote. A row counts for "
        "one variant, so this one counts for none: give each variant a row of its own. The parts are in the "
        "notes of the row.",
        _DOC,
    ),
    _page(
        "cause_not_seen",
        "A protein description by itself",
        "Its only single-base cause is shown, but no row of the table names that DNA variant.",
        _SETS,
    ),
    _page(
        "no_single_base_cause",
        "A protein description without a single-base cause",
        "No single base change gives "
        "this protein change (a frameshift, a deletion, two bases of a codon): it stands by itself.",
        _SETS,
    ),
    _page(
        "other_dna_variant",
        "Another DNA variant has the same protein change",
        "A DNA variant other than the only "
        "single-base cause is known with this protein change; which of them is meant is left to a person.",
        _SETS,
    ),
    _page(
        "several_pairs",
        "Paired with several DNA variants",
        "One document prints this protein description with "
        "more than one DNA variant, so it joins none of them.",
        _SETS,
    ),
    _page(
        "curated_same",
        "A person said: the same",
        "A decision from a review queue or an index puts it here.",
        _SETS,
    ),
    _page(
        "curated_different",
        "A person said: different",
        "A decision keeps it apart from what the machine would have joined it to.",
        _SETS,
    ),
    _page(
        "curated_elsewhere",
        "Decisions point elsewhere",
        "Descriptions that people joined would go to different "
        "DNA variants by inference; none of them joins.",
        _SETS,
    ),
)

SPREADSHEETS: tuple[CodeHelp, ...] = (
    _page(
        "excel_date",
        "A spreadsheet made a date of a cell",
        "The cell holds a date where a variant is expected. "
        "What was typed is lost: look it up in the source. Format the column as text before typing.",
        _EXCEL,
    ),
    _page(
        "excel_formula",
        "A spreadsheet took a cell for a formula",
        "A cell that begins with - + = or @ becomes a "
        "formula and shows #NAME?. The text is lost in this file: look it up in the source.",
        _EXCEL,
    ),
    _page(
        "excel_number",
        "A spreadsheet made a number of a cell",
        "The cell is a number in scientific notation where "
        "a variant is expected. The text is lost: look it up in the source.",
        _EXCEL,
    ),
    _page(
        "excel_narrow",
        "Only ##### was exported",
        "The column was too narrow when the sheet was saved as text. Widen it and export again.",
        _EXCEL,
    ),
    _page(
        "excel_gene_date",
        "A spreadsheet made a date of a gene symbol",
        "2-Sep was SEPT2 (SEPTIN2), 5-Mar was MARCH5 "
        "(MARCHF5), 1-Dec was DEC1 (DELEC1): read so, and said. 1-Mar and 2-Mar have two meanings and stay "
        "open.",
        _EXCEL,
    ),
    _page(
        "excel_damage",
        "A cell is no text",
        "The workbook holds a date or a formula error in this cell.",
        _EXCEL,
    ),
    _page(
        "mojibake",
        "Scrambled encoding",
        "UTF-8 text was once read as Windows-1252; it was put right for reading. "
        "The cell itself is left as it is.",
    ),
)

ROWS: tuple[CodeHelp, ...] = (
    _page(
        "short_row",
        "A row with too few cells",
        "It has fewer cells than the header; the missing ones are empty. "
        "Check that no cell slipped into another column.",
    ),
    _page(
        "long_row",
        "A row with too many cells",
        "The cells beyond the header are kept in columns varsyn_extra_1 "
        "and so on. Usual reason: a delimiter inside a cell without quotes.",
    ),
    _page(
        "nul_in_row",
        "A NUL character in a row",
        "Programs write such characters where a cell was cut off or copied from memory. It was passed over "
        "in reading; the cell comes back as it was.",
        _DOC,
    ),
    _page(
        "stray_quote",
        "A quote that never closes",
        "A cell begins with a quotation mark that does not end; it was "
        "read as a character, so that it does not swallow the rows after it.",
        "RFC 4180",
    ),
    _page(
        "mixed_encoding",
        "Lines in another encoding",
        "The file mixes encodings (pasted from several sources); each line was read in the one that fits it.",
    ),
    _page(
        "unreadable_row",
        "A line that is no JSON object",
        "It is kept as it stands in the field varsyn_unreadable_row.",
    ),
    _page(
        "pair_against_code",
        "The printed DNA and protein descriptions cannot belong together",
        "There is no sequence of the gene, but counting and the genetic code are enough to see that the DNA "
        "description of the row cannot give its protein description: one of them is misprinted, or they "
        "count on different references (mature protein, historic cDNA, another transcript).",
        _DOC,
    ),
    _page(
        "columns_disagree",
        "The columns of a row name different variants",
        "The most exact description counts; the "
        "question is put before a person, since one of the two is wrong.",
    ),
    _page(
        "unknown_decision",
        "A decision that is neither same nor different",
        "Write same or different (or yes, no); leave the cell empty to decide later.",
    ),
    _page(
        "broken_item",
        "A question without its identifiers",
        "The columns subject and object of a review queue must be left as they are; the row was passed over.",
    ),
)

FILES: tuple[CodeHelp, ...] = (
    _page("empty_table", "Nothing in the table", "The file has neither a header nor any row."),
    _page(
        "no_such_file",
        "No such file",
        "The path is looked up from the folder in which the command was started.",
    ),
    _page("not_a_file", "A directory instead of a file", "varsyn dedup reads one table at a time."),
    _page(
        "unreadable_table",
        "The file cannot be read",
        "The operating system refused, or compressed data is broken.",
    ),
    _page(
        "table_changed",
        "The table changed while it was read",
        "The table is read twice, once to understand it and once to give it back. It was written to in "
        "between, so nothing was written: run the command again when the file is at rest.",
        _DOC,
    ),
    _page(
        "other_format",
        "A table comes back in its own format",
        "CSV and TSV are written as text, Parquet as Parquet, JSON as JSON; a workbook as a workbook, CSV or "
        "TSV. The name given with --out ends like another format.",
        _DOC,
    ),
    _page(
        "table_not_written",
        "The file cannot be written",
        "The folder does not exist or may not be written to, or "
        "the disk is full. Nothing half-written is left behind.",
    ),
    _page(
        "not_a_table",
        "Not a table",
        "The content is not what the name says. Give the file its usual ending, say "
        "--format, or export it as CSV.",
    ),
    _page("not_a_frame", "Not a data frame", "dedup takes polars and pandas data frames and pyarrow tables."),
    _page(
        "unknown_encoding",
        "No such encoding",
        "Give a name that Python knows (utf-8, cp1252, utf-16), or leave --encoding away.",
    ),
    _page(
        "wrong_encoding",
        "The text is not in the stated encoding",
        "Leave --encoding away: each line is then read in the encoding that fits it.",
    ),
    _page("unknown_table_format", "No such table format", "One of csv, tsv, jsonl, json, parquet, excel."),
    _page("no_such_sheet", "No such sheet", "The advice lists the sheets of the workbook."),
    _page(
        "no_variant_column",
        "No column holds the variant",
        "No column has a name that varsyn knows; say which one it "
        "is with --column variant=NAME, or cdna=, protein=, genomic=.",
    ),
    _page(
        "no_such_column",
        "No such column",
        "The advice lists the columns of the table; a number from 1 works too.",
    ),
    _page("unknown_role", "No such column role", "The advice lists the roles that --column understands."),
    _page(
        "overwrites_input",
        "The output would be the input",
        "varsyn never writes over the table that it reads.",
    ),
    _page(
        "not_a_queue",
        "Not a review queue",
        "The file lacks the columns of the queue that varsyn dedup wrote.",
    ),
    _page(
        "no_curator",
        "Who decides?",
        "Every decision carries the name of its author: give --by NAME, or set VARSYN_CURATOR.",
    ),
)

RECORDS: tuple[CodeHelp, ...] = (
    _page("no_records", "No record", "The file holds no curation record; docs/curation.md has the form."),
    _page("not_json", "Not JSON", "The message says where the text stops being JSON."),
    _page(
        "not_yaml", "Not YAML", "The message names line and column. Aliases (*name) are not used in records."
    ),
    _page(
        "file_too_large",
        "Too large for records",
        "Records are read as a whole; put large lists through varsyn dedup.",
    ),
    _page("not_a_record", "Not a record", "A record is a set of fields: gene, disease, variants, cases."),
    _page("missing_gene", "A record without a gene", "Give a symbol or an HGNC id."),
    _page("missing_disease", "A record without a disease", "Give a MONDO or OMIM id, or a name."),
    _page(
        "missing_variant",
        "A variant without a name",
        "An entry under variants needs a name, cdna, protein or genomic description.",
    ),
    _page("empty_record", "A record without variants and cases", "There is nothing to put together."),
    _page(
        "not_text",
        "A text is expected",
        "The field must be one text; what stands there was kept under other.",
    ),
    _page(
        "not_a_case", "Not a case", "A case is a set of fields: variant, pmid, proband or probands, family."
    ),
    _page("case_without_variant", "A case without a variant", "Say which variant the people have."),
    _page(
        "case_without_paper",
        "A case without a paper",
        "Double counting is found by paper and label; without a paper it cannot be.",
    ),
    _page(
        "bad_identifier",
        "An identifier of the wrong form",
        "Give it in full, with its prefix: HGNC:5465, MONDO:0010038, HP:0000006.",
    ),
    _page("bad_number", "Not a number of people", "Give a whole number, or the labels of the people."),
    _page("bad_pmid", "Not a PMID", "A PMID has up to eight digits and no leading zero."),
    _page("double_id", "Two variants with one id", "Cases refer to variants by id; each needs its own."),
    _page("double_record", "Two records of one gene and disease", "People may be counted in both."),
    _page(
        "unknown_disease_id",
        "An unknown kind of disease id",
        "Kept as given; MONDO, OMIM and Orphanet are known.",
    ),
    _page(
        "unknown_inheritance",
        "A mode of inheritance that was not recognized",
        "Kept as given; add the HPO term.",
    ),
    _page(
        "unknown_classification",
        "Not one of ClinGen's terms",
        "The term is kept as it was given; ClinGen's terms are in the message.",
        "Strande et al. 2017 (PMID 28552198)",
    ),
)

COUNTS: tuple[CodeHelp, ...] = (
    _page(
        "same_proband_two_names",
        "One person under two names of a variant",
        "Same paper, same label: counted once.",
    ),
    _page(
        "same_family_two_names",
        "One family under two names of a variant",
        "Same paper, same family: counted once.",
    ),
    _page(
        "same_people_two_names",
        "People under two names in one paper",
        "No labels; one paper lists one variant "
        "under two names. They are counted once and shown, since they may be different people.",
    ),
    _page("repeated_case", "A case listed twice", "Same paper, label and name: counted once."),
    _page(
        "family_in_two_papers",
        "One family label in two papers",
        "The same variant too: perhaps the same people. Both are counted; the lower number is shown beside.",
    ),
    _page(
        "proband_in_two_papers", "One label in two papers", "The same variant too: perhaps the same person."
    ),
    _page(
        "proband_two_variants",
        "One person with two variants",
        "A compound heterozygote, or an error: counted as one person in the total.",
    ),
)

CODES: tuple[CodeHelp, ...] = (*REASONS, *SPREADSHEETS, *ROWS, *FILES, *RECORDS, *COUNTS)
