"""Reason codes in a curator's words."""

from __future__ import annotations

from collections.abc import Sequence

REASONS: dict[str, str] = {
    "dna_description": "the row itself names the DNA variant",
    "only_cause": "inferred: the only single base change behind this protein change, and no other DNA "
    "variant with it is known here",
    "name_on_list": "inferred: a curated list of names gives this DNA variant for the name, and no other DNA "
    "variant with its protein change is known here",
    "printed_as_pair": "inferred: one document prints the DNA and the protein description together",
    "one_dna_in_document": "inferred: its paper has one DNA variant that gives this protein change, and no "
    "other one is known here",
    "codon_only_cause": "inferred without a sequence: by counting and the genetic code the only single base "
    "change behind it, and the only one that any row names",
    "codon_match": "inferred without a sequence: the only DNA description of its paper that gives it by "
    "counting and the genetic code",
    "cause_not_seen": "a protein description; its only single base cause is not in the list itself",
    "several_causes": "a protein description that several single base changes could cause",
    "no_single_base_cause": "a protein description that no single base change causes",
    "other_dna_variant": "a protein description of which another DNA cause is known here",
    "several_pairs": "one document prints this protein description with several DNA variants",
    "several_variants": "the cell names several variants: give each a row of its own",
    "curated_same": "a person decided that it is this variant",
    "curated_different": "a person decided that it is another variant",
    "curated_elsewhere": "decisions of people put it with another variant",
    "unverified": "read, but there is no sequence to check it against",
    "ambiguous": "several variants fit",
    "mismatch": "the stated base or residue is not in the sequence under any known numbering",
    "unknown_gene": "no such gene",
    "unparsed": "not read as a variant",
    "empty": "no variant is named",
    "excel_date": "a spreadsheet made a date of it",
    "excel_formula": "a spreadsheet took it for a formula",
    "excel_number": "a bare number",
    "excel_narrow": "the column was too narrow when the cell was exported",
    "excel_gene_date": "a spreadsheet made a date of the gene symbol",
    "mojibake": "its letters were scrambled",
}
"""Reason codes to their meaning."""


INFERRED = frozenset(
    {
        "only_cause",
        "name_on_list",
        "printed_as_pair",
        "one_dna_in_document",
        "codon_only_cause",
        "codon_match",
    }
)
"""Reasons of names that joined a DNA variant without naming it: defeasible, marked as inferred."""


def in_words(reason: str) -> str:
    """A reason code in words.

    >>> in_words("ambiguous")
    'several variants fit'
    """
    return REASONS.get(reason, reason.replace("_", " "))


def apart_in_words(reason: str, others: Sequence[str]) -> str:
    """Why a protein description stands by itself, with the DNA variants that it could have been."""
    could = f" ({', '.join(others)})" if others else ""
    return f"kept apart: {in_words(reason)}{could}"
