"""SPDI: sequence, position, deletion, insertion; the plainest form of an edit, and its HGVS description."""

from __future__ import annotations

import re

import msgspec

from varsyn.allele import Allele, describe, describe_genomic
from varsyn.allele.context import context_of
from varsyn.allele.normalize import normalize_edit
from varsyn.allele.protein import ProteinChange, ProteinEdit
from varsyn.interop.sequences import Sequences, default_sequences
from varsyn.model import InvalidNotation, ReferenceMismatch, UnsupportedNotation
from varsyn.sequence import shape_of, trim

_FORM = re.compile(r"([^:\s]+):(\d+):(\d+|[A-Za-z*]*):([A-Za-z*]*)\Z")

MITOCHONDRION = ("NC_012920", "NC_001807")
"""The human mitochondrial genome (revised Cambridge sequence, and the one before): described by ``m.``."""


class Spdi(msgspec.Struct, frozen=True):
    """Replace ``deleted`` at ``position`` (0-based, interbase) of the sequence ``accession`` by ``inserted``.

    Source: Holmes et al. 2020, Bioinformatics 36:1902. ``str()`` spells the deletion out.

    >>> str(Spdi("NM_000875.5", 2574, "G", "A"))
    'NM_000875.5:2574:G:A'
    """

    accession: str
    position: int
    deleted: str
    inserted: str

    def __str__(self) -> str:
        return f"{self.accession}:{self.position}:{self.deleted}:{self.inserted}"

    @property
    def end(self) -> int:
        """Where the deletion ends: 0-based, half-open."""
        return self.position + len(self.deleted)


def parse_spdi(text: str, sequences: Sequences | None = None) -> Spdi:
    """Read a SPDI; a deletion given as a number of bases is looked up, one given as bases is checked.

    Raises
    ------
    InvalidNotation: the text is no SPDI.
    ReferenceMismatch: the sequence has other bases there.
    UnknownReference: no such sequence or place.

    >>> str(parse_spdi("NM_000875.5:2574:1:A"))
    'NM_000875.5:2574:G:A'
    """
    sequences = sequences if sequences is not None else default_sequences()
    match = _FORM.match(text.strip())
    if match is None:
        raise InvalidNotation(
            f"{text!r} is no SPDI", code="invalid_spdi", text=text, span=(0, len(text)),
            advice=("write accession:position:deletion:insertion, as in NM_000875.5:2574:G:A",),
        )  # fmt: skip
    accession, position, deleted, inserted = match.groups()
    start = int(position)
    length = int(deleted) if deleted.isdigit() else len(deleted)
    there = sequences.fetch(accession, start, start + length)
    if not deleted.isdigit() and deleted.upper() != there:
        raise ReferenceMismatch(
            f"{accession} has {there} after position {start}, not {deleted}", text=text, span=match.span(3),
            advice=("SPDI counts from 0: is the position one too high?",),
        )  # fmt: skip
    return Spdi(accession, start, there, inserted.upper())


def spdi_to_hgvs(edit: Spdi, sequences: Sequences | None = None) -> str:
    """The canonical HGVS description: ``c.`` on a coding transcript, else ``n.``, ``g.``, ``m.`` or ``p.``.

    Raises
    ------
    UnknownReference: a base that the 3' rule needs is not known.
    UnsupportedNotation: a protein edit that has no plain description (at the end of the sequence).

    >>> spdi_to_hgvs(Spdi("NM_000875.5", 2574, "G", "A"))
    'NM_000875.5:c.1532G>A'
    >>> spdi_to_hgvs(Spdi("NP_000866.1", 510, "R", "Q"))
    'NP_000866.1:p.Arg511Gln'
    >>> spdi_to_hgvs(Spdi("NC_000015.10", 98911383, "G", "A"))
    'NC_000015.10:g.98911384G>A'
    """
    sequences = sequences if sequences is not None else default_sequences()
    transcript = sequences.reference.transcript(edit.accession)
    if transcript is not None:
        allele = normalize_edit(context_of(transcript), edit.position, edit.end, edit.inserted)
        return describe(allele, transcript)
    if not edit.accession.startswith("NC_"):
        return str(_protein_change(edit, sequences))
    coordinate = "m" if edit.accession.startswith(MITOCHONDRION) else "g"
    if edit.deleted == edit.inserted:
        same = Allele(edit.accession, edit.position, edit.end, edit.deleted, edit.inserted, "identity")
        return describe_genomic(same, coordinate)
    head, deleted, inserted = _trimmed(edit)
    if deleted and inserted:
        shape = shape_of(deleted, 0, len(deleted), inserted)
        allele = Allele(edit.accession, head, head + len(deleted), deleted, inserted, shape)
        return describe_genomic(allele, coordinate)
    start, end, inserted = sequences.shift_right(edit.accession, head, head + len(deleted), inserted)
    low = max(0, start - len(inserted))
    around = sequences.fetch(edit.accession, low, end)
    shape = shape_of(around, start - low, end - low, inserted)
    allele = Allele(edit.accession, start, end, around[start - low :], inserted, shape)
    return describe_genomic(allele, coordinate)


def _trimmed(edit: Spdi) -> tuple[int, str, str]:
    """The edit without what deletion and insertion share, as (position, deleted, inserted)."""
    small = trim(edit.deleted, 0, len(edit.deleted), edit.inserted)
    return edit.position + small.start, edit.deleted[small.start : small.end], small.inserted


def _protein_change(edit: Spdi, sequences: Sequences) -> ProteinChange:
    """The change of residues that the edit makes; stated, not predicted."""
    protein = sequences.fetch(edit.accession, 0, edit.end)
    whole = sequences.whole(edit.accession) or protein
    if edit.deleted == edit.inserted:
        start, end, inserted = edit.position, edit.end, edit.inserted
    else:
        head, deleted, inserted = _trimmed(edit)
        start, end, inserted = sequences.shift_right(edit.accession, head, head + len(deleted), inserted)
    if end > len(whole) or "*" in inserted or (start == end and not 0 < start < len(whole)):
        raise UnsupportedNotation(
            f"{edit} has no plain protein description", code="no_description",
            advice=("describe the change of the coding DNA",),
        )  # fmt: skip
    kind: ProteinEdit
    if edit.deleted == edit.inserted:
        kind = "identity"
    elif not inserted:
        kind = "del"
    elif start == end and whole.startswith(inserted, start - len(inserted)) and start >= len(inserted):
        kind, start, inserted = "dup", start - len(inserted), ""
    elif start == end:
        kind, start, end = "ins", start - 1, end + 1
    elif end - start == len(inserted) == 1:
        kind = "sub"
    else:
        kind = "delins"
    return ProteinChange(
        edit.accession, kind, start + 1, end, whole[start], whole[end - 1],
        "" if kind == "identity" else inserted, predicted=False,
    )  # fmt: skip
