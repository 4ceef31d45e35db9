"""Help on the codes of the synonym index and of the spellings."""

from __future__ import annotations

from varsyn.model.message import CodeHelp

CODES: tuple[CodeHelp, ...] = (
    CodeHelp(
        "already_retracted",
        "Taken back before",
        "The link, statement or addition is no longer in force, so it cannot be taken back again. The "
        "history says who did it and when; undoing that entry restores it.",
    ),
    CodeHelp(
        "bad_orcid",
        "No ORCID",
        "An ORCID has sixteen digits in groups of four; the last is a check character (0 to 9 or X).",
        "ISO 7064 MOD 11-2, as orcid.org uses it",
    ),
    CodeHelp(
        "cannot_undo",
        "This entry cannot be undone",
        "Additions, links and retractions are undone by their entry number. A refresh is undone by a refresh "
        "with the former reference.",
    ),
    CodeHelp(
        "import_bad_record",
        "A record of an export is not as it should be",
        "The line or row named is not what an export of an index holds: no JSON, an unknown kind, a value of "
        "the wrong type, or an identifier that its content does not make (the file was changed). Nothing of "
        "the file was written.",
    ),
    CodeHelp(
        "import_dangling",
        "A record refers to one that is not there",
        "The export is incomplete: a row names another that neither the file nor the index holds. Nothing of "
        "the file was written.",
    ),
    CodeHelp(
        "index_corrupt",
        "The index file is damaged",
        "SQLite cannot read the file. Restore it from a copy, or import the last export into a new index.",
    ),
    CodeHelp(
        "index_disk_full",
        "The disk is full",
        "The batch being written was given up as a whole; all batches before it are safe. Make room and run "
        "the same command again: it goes on where it stopped.",
    ),
    CodeHelp(
        "index_foreign",
        "Not a synonym index",
        "The file or database holds something else and was left as it is.",
    ),
    CodeHelp(
        "index_locked",
        "Other writers hold the index",
        "The transaction met others again and again. Nothing of it was written; run it again later.",
    ),
    CodeHelp(
        "index_missing",
        "No such index",
        "There is no index at this place. varsyn index init makes one; add and import make one too.",
    ),
    CodeHelp(
        "index_not_found",
        "Not in the index",
        "No description, link or log entry of this name or number is on record.",
    ),
    CodeHelp(
        "index_overlap",
        "Two sets would become one",
        "The two things already stand in different synonym sets; both are shown. If they really are one "
        "variant, say so with merge=True (--merge); if only one description is misplaced, link that one.",
    ),
    CodeHelp(
        "index_read_only",
        "The index cannot be written",
        "The file, its directory or the server does not allow writing. Nothing was changed; look-ups work.",
    ),
    CodeHelp(
        "index_too_new",
        "Made by a later varsyn",
        "The index or export has a schema that this varsyn does not know. Upgrade varsyn.",
    ),
    CodeHelp(
        "index_unusable",
        "The index cannot be opened",
        "The message says why: the address leads nowhere, the server refuses, the path is a directory.",
    ),
    CodeHelp(
        "input_empty",
        "An empty file",
        "The file holds no line, so there is nothing to read and no way to tell its format.",
    ),
    CodeHelp(
        "input_is_directory",
        "A directory instead of a file",
        "Name the file itself. Only Parquet exports are directories.",
    ),
    CodeHelp(
        "input_line_too_long",
        "An endless line",
        "No table has a line this long; the file is not what it was taken for.",
    ),
    CodeHelp(
        "input_odd_row",
        "A row that does not fit its header",
        "The row has more cells than there are columns, an offset that is no number, or quotes that do not "
        "close. Batches before it are safe; mend the line and import again, it goes on where it stopped.",
    ),
    CodeHelp(
        "link_to_itself",
        "Both ends are the same",
        "The two texts name the same variant already.",
    ),
    CodeHelp(
        "link_type_not_curated",
        "Not a curator's link",
        "A person says that two things are the same or different; the other link types are found by reading "
        "and comparing sequences.",
        "docs/index.md",
    ),
    CodeHelp(
        "not_settled",
        "The text names no one variant",
        "Spellings can be listed for one variant only. The message shows what the text may mean; give the "
        "gene, or a full description.",
    ),
    CodeHelp(
        "output_unwritable",
        "The export cannot be written",
        "The operating system refused; no half-written file was left under the name.",
    ),
    CodeHelp(
        "printed_as_pair",
        "Printed as a pair",
        "The document prints the protein description together with the DNA change, or has one DNA change "
        "that gives just this frameshift, so that in this document the one stands for the other. Only the "
        "mentions of that document are joined.",
        "docs/index.md",
    ),
    CodeHelp(
        "stated_by_source",
        "Stated by a database",
        "The description stands on a sequence that is not at hand; the database entry that prints it also "
        "prints a name that could be read. The link is the database's word and carries its name.",
    ),
    CodeHelp(
        "unique_cause",
        "The only known cause",
        "A protein description counts as a DNA variant while that is its only single-base cause (or the "
        "one its document prints) and no other DNA change with the same protein change is on record. The "
        "join dissolves by itself when a second one comes up.",
        "docs/index.md",
    ),
    CodeHelp(
        "unknown_format",
        "An unknown file format",
        "The file looks like none of the formats, or the name given with --format is none.",
    ),
    CodeHelp(
        "unnamed_agent",
        "Who says so?",
        "What a curator says is kept with the curator's name; give it with --agent, or in VARSYN_AGENT.",
    ),
    CodeHelp(
        "unstorable_text",
        "Not text",
        "A NUL character or half of a UTF-16 pair is no text and cannot be stored. The message names the "
        "file and line, or the number of the mention.",
    ),
    CodeHelp(
        "worker_lost",
        "A worker process ended",
        "One of the processes that resolve descriptions was ended from outside, mostly for want of memory. "
        "Batches before that are safe; run the same command again, with --workers 0 if memory is short.",
    ),
)
"""Each code that this package emits."""
