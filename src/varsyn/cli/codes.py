"""Help on the codes of the command line."""

from __future__ import annotations

from varsyn.model.message import CodeHelp

CODES: tuple[CodeHelp, ...] = (
    CodeHelp(
        "bad_input",
        "The input cannot be used",
        "A file or an argument cannot be processed at all; the message names it and the reason. Nothing was "
        "guessed. The exit status is 2.",
    ),
    CodeHelp(
        "error",
        "An error without a code of its own",
        "Every refusal of varsyn carries a code that says what it is; this one stands where none was given. "
        "The message says what happened.",
    ),
    CodeHelp(
        "input_directory",
        "A directory instead of a file",
        "--input takes one file, or - for standard input. To process several files, call the command once "
        "for each, or join them first.",
    ),
    CodeHelp(
        "input_duplicate_column",
        "Two columns of one name",
        "The header names a column twice, so it is not known which of the two holds the mentions. Rename or "
        "remove one.",
    ),
    CodeHelp(
        "input_encoding",
        "Not UTF-8 text",
        "Input files are UTF-8, with or without a byte order mark. Reading another encoding as if it were "
        "UTF-8 would change characters that matter (arrows, deltas, dashes), so the file is refused. Convert "
        "it with: iconv -f FROM -t utf-8 FILE.",
    ),
    CodeHelp(
        "input_missing_column",
        "A column that was asked for is not there",
        "The first line of a table names its columns, separated by tabs or commas. 'text' holds the mention; "
        "'id', 'gene', 'transcript', 'species', 'assembly' and 'document' are optional. A file whose first "
        "line has no column 'text' is read as one mention a line, and then has no other columns.",
    ),
    CodeHelp(
        "input_not_found",
        "No such file",
        "The file named in the command does not exist. A relative path is looked up from the folder in which "
        "the command was started.",
    ),
    CodeHelp(
        "input_nul",
        "A NUL character in the input",
        "Text files hold no NUL; a spreadsheet, an archive or UTF-16 text does. Save the file as UTF-8 text, "
        "tab- or comma-separated, and try again.",
    ),
    CodeHelp(
        "input_unreadable",
        "The file cannot be read",
        "The operating system refused to read the file, or its compressed data is broken; the message says "
        "which.",
    ),
    CodeHelp(
        "missing_extra",
        "An optional library is not installed",
        "The core of varsyn is small; spreadsheets, databases, XML and other tools' objects need libraries "
        "that come as extras. The advice names the extra; varsyn[all] has everything.",
        "docs/dependencies.md",
    ),
    CodeHelp(
        "nothing_to_draw",
        "No picture for this mention",
        "--svg draws the printed number and the HGVS number it stands for on two rulers. The mention "
        "was not read, fits nowhere, or is counted on a genome, where there are no such rulers.",
    ),
    CodeHelp(
        "odd_row",
        "A row of the input table is not as it should be",
        "The row has more cells than the header has names, or a quotation mark that is not closed. The row "
        "is read as well as it can be, and answered; check that the right cell was taken.",
        "RFC 4180 (CSV)",
    ),
    CodeHelp(
        "output_failed",
        "The answer could not be written",
        "The operating system refused to write the output: the disk is full, or the file or folder may not "
        "be written.",
    ),
    CodeHelp(
        "unknown_code",
        "No such code",
        "Every message, repair, piece of evidence and error carries a code; varsyn explain lists them all.",
    ),
)
"""Each code that the command line itself emits."""
