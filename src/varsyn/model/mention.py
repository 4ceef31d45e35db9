"""A variant as someone wrote it, and where."""

from __future__ import annotations

import msgspec


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A variant as written, with what was said around it.

    ``start`` and ``end`` are 0-based, half-open, in Unicode characters of the document's text.

    >>> Mention("R481Q", gene="IGF1R").text
    'R481Q'
    """

    text: str
    id: str | None = None
    gene: str | None = None
    transcript: str | None = None
    species: str | None = None
    document: str | None = None
    section: str | None = None
    start: int | None = None
    end: int | None = None
    assembly: str | None = None
    hints: tuple[str, ...] = ()
    """Numbering statements found around it, as codes (``signal_peptide_excluded``, ``atg_plus_one``, …)."""
