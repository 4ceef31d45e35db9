"""Help pages of the codes that reading documents emits (``varsyn explain CODE``)."""

from __future__ import annotations

from varsyn.model.message import CodeHelp

CODES: tuple[CodeHelp, ...] = (
    CodeHelp(
        "atg_plus_one",
        "The A of the start codon counts as 1",
        "The document says that nucleotides are counted from the A of the ATG as +1. That is what HGVS c. "
        "numbering does, so such names are read as they stand.",
        "HGVS 21.0, background/numbering",
    ),
    CodeHelp(
        "bad_encoding",
        "The bytes are not text in this encoding",
        "A document is read in the encoding that it declares, or by its byte order mark, or as UTF-8; never "
        "in another by guess, for arrows, dashes and deltas would come out wrong. The message gives the line "
        "and the byte (counted from 0). Name the encoding with --encoding, or convert the file.",
    ),
    CodeHelp(
        "bad_html",
        "HTML that cannot be parsed",
        "Browsers forgive much, and so does the parser; what remains is refused, such as elements nested "
        "deeper than any page. The message gives the line.",
    ),
    CodeHelp(
        "bad_json",
        "No BioC JSON",
        "The file is not valid JSON, or an object in it has not the form of a BioC document (a list of "
        "passages, each with offset and text). The message gives the line. Documents before it were read.",
        "BioC (Comeau et al. 2013)",
    ),
    CodeHelp(
        "bad_option",
        "Options that do not go together",
        "--resume goes on with the file that --output names, so it needs --output; a page (--html) is always "
        "written anew; and the two cannot be one file.",
    ),
    CodeHelp(
        "bad_pubtator",
        "No PubTator line",
        "A PubTator file holds ID|t|title and ID|a|abstract lines, tab-separated annotation lines and an "
        "empty line between documents. The line given is none of these.",
        "PubTator (Wei et al. 2013)",
    ),
    CodeHelp(
        "bad_xml",
        "Broken XML",
        "The file is not well-formed, nests deeper than any article, uses a named character that nothing "
        "declares, or states an offset that is no place in a text. The message gives line and column. "
        "Documents that ended before the fault were read.",
        "XML 1.0, section 2.1",
    ),
    CodeHelp(
        "exon_number_legacy",
        "Exons are numbered in the traditional way",
        "The document says that its exon numbers are the traditional ones of the gene, which may differ from "
        "those of the reference transcript.",
    ),
    CodeHelp(
        "extract_unwritable",
        "The output cannot be written",
        "The file that --output or --html names cannot be made or written; the message says why.",
    ),
    CodeHelp(
        "hgvs_nomenclature",
        "Names follow HGVS",
        "The document says that it names variants as HGVS recommends: numbers then count on the stated "
        "reference sequence, the initiator methionine being residue 1.",
        "HGVS 21.0",
    ),
    CodeHelp(
        "initiator_met_excluded",
        "The first methionine does not count",
        "The document says that residues are counted without the initiator methionine, as haemoglobins "
        "traditionally are: its numbers are one less than those of HGVS.",
    ),
    CodeHelp(
        "initiator_met_included",
        "The first methionine is residue 1",
        "The document says that the initiator methionine counts as residue 1, as in HGVS.",
    ),
    CodeHelp(
        "legacy_nomenclature",
        "Names are the traditional ones",
        "The document says that it uses a legacy or traditional nomenclature beside or instead of HGVS. "
        "Numbering schemes on record for the gene are tried.",
    ),
    CodeHelp(
        "no_input",
        "No file to read",
        "varsyn extract needs at least one file, folder, or --list.",
    ),
    CodeHelp(
        "nul_character",
        "A NUL character: no text",
        "Text holds no NUL. The file is binary (a PDF, a Word file, an image) or UTF-16 without a byte order "
        "mark. Turn it into text, HTML or XML first.",
    ),
    CodeHelp(
        "signal_peptide_excluded",
        "Residues are counted on the mature protein",
        "The document says that residues are numbered without the signal peptide, transit peptide or "
        "propeptide. The processing features of the protein give the number to add.",
        "UniProt features SIGNAL, TRANSIT, PROPEP",
    ),
    CodeHelp(
        "signal_peptide_included",
        "Residues are counted on the precursor",
        "The document says that the numbers include the signal peptide or refer to the precursor, as HGVS "
        "does.",
    ),
    CodeHelp(
        "transcription_start_plus_one",
        "The transcription start counts as 1",
        "The document counts bases from the start of transcription (the cap site) as +1: usual for promoter "
        "variants of old papers, and not the numbering of HGVS c.",
    ),
    CodeHelp(
        "unreadable_document",
        "The file cannot be read",
        "There is no such file, it is a folder that cannot be listed, reading it is not permitted, its gzip "
        "data is broken, or it unpacks to hundreds of times its size, which no text does; the message says "
        "which.",
    ),
    CodeHelp(
        "unsupported_format",
        "A file of another kind",
        "Plain text, HTML, JATS and PubMed XML, BioC XML and JSON, and PubTator are read. A PDF or a Word "
        "file has to be turned into one of these first. --input-format names the format where it cannot "
        "be told.",
    ),
    CodeHelp(
        "xml_entities_refused",
        "The file declares entities",
        "XML entities can reach other files and addresses, or grow without end, so a file that declares or "
        "refers to its own is refused before anything is expanded. Characters such as &nbsp; and "
        "numbers such "
        "as &#946; are fine. Save the file without an internal DTD.",
        "OWASP XML External Entity Prevention",
    ),
)
