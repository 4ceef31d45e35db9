"""From a protein change to the DNA changes that could cause it."""

from __future__ import annotations

from itertools import product
from typing import Literal

import msgspec

from varsyn.allele.allele import Allele
from varsyn.allele.context import TranscriptContext, context_of
from varsyn.allele.describe import describe
from varsyn.allele.key import allele_key
from varsyn.allele.normalize import normalize_edit
from varsyn.allele.predict import predict
from varsyn.allele.protein import ProteinChange
from varsyn.reference.records import Transcript
from varsyn.sequence import codons_of

CauseKind = Literal["snv", "mnv", "del", "ins", "dup", "delins", "inv", "class"]
_LIMIT = 216
"""Spelled-out causes of an inserted run: three residues of the most degenerate kind; beyond, a class."""


class Cause(msgspec.Struct, frozen=True, gc=False):
    """One DNA change that would have the protein consequence.

    ``distance`` is the number of bases changed (substituted, lost or gained); ``minimal`` marks the causes
    with the smallest. ``allele`` is None for a class, which ``description`` then names.
    """

    allele: Allele | None
    description: str
    distance: int
    kind: CauseKind
    minimal: bool = False
    spans_junction: bool = False


def back_translate(change: ProteinChange, transcript: Transcript) -> list[Cause]:
    """Every single-codon cause, in-frame causes, and a class for frameshifts; fewest changed bases first.

    Each spelled-out cause is checked: its prediction is ``change``. Empty where nothing definite is said
    or the change does not fit the transcript's protein.

    >>> tx = Transcript("NM_1.1", "X", "CCATGAAATAAGG", 2, 11)
    >>> [cause.description for cause in back_translate(ProteinChange("", "sub", 2, 2, "K", "K", "E"), tx)]
    ['NM_1.1:c.4A>G', 'NM_1.1:c.4_6delinsGAG']
    """
    context = context_of(transcript)
    if not context.sound or not change.start or change.start > len(context.residues):
        return []
    edits = _EDITS_FOR.get(change.kind, _no_edits)(change, context)
    found: dict[str, Allele] = {}
    for start, end, inserted in edits:
        allele = normalize_edit(context, start, end, inserted)
        if allele.shape == "identity" or not _explains(predict(allele, transcript), change):
            continue
        found.setdefault(allele_key(allele, transcript), allele)
    causes = [_cause(allele, context) for allele in found.values()]
    causes.sort(key=lambda cause: (cause.distance, _RANK[cause.kind], _start(cause), cause.description))
    if causes:
        least = causes[0].distance
        causes = [msgspec.structs.replace(c, minimal=c.distance == least) for c in causes]
    if not causes or change.kind == "fs":
        causes.extend(_classes(change, context))
    return causes


_RANK = {"snv": 0, "del": 1, "dup": 2, "ins": 3, "inv": 4, "mnv": 5, "delins": 6, "class": 7}


def _start(cause: Cause) -> int:
    return cause.allele.start if cause.allele is not None else 0


def _explains(predicted: ProteinChange, wanted: ProteinChange) -> bool:
    """Whether the prediction is the wanted change, or one that its short form covers."""
    if predicted.kind != wanted.kind:
        return False
    if wanted.kind in ("fs", "ext"):
        return (
            predicted.start == wanted.start
            and wanted.alt in ("", predicted.alt)
            and wanted.ter in ("", predicted.ter)
        )
    return (predicted.start, predicted.end, predicted.alt) == (wanted.start, wanted.end, wanted.alt)


def _cause(allele: Allele, context: TranscriptContext) -> Cause:
    size, gained = allele.end - allele.start, len(allele.inserted)
    if allele.shape == "sub":
        kind: CauseKind = "snv"
    elif size == gained:
        kind = "mnv"
    else:
        kind = allele.shape  # type: ignore[assignment]
    distance = (
        sum(a != b for a, b in zip(allele.deleted, allele.inserted, strict=True))
        if size == gained
        else max(size, gained)
    )
    spans = size > 0 and context.exon_of(allele.start) != context.exon_of(allele.end - 1)
    return Cause(allele, describe(allele, context.transcript), distance, kind, spans_junction=spans)


_Edit = tuple[int, int, str]


def _no_edits(change: ProteinChange, context: TranscriptContext) -> list[_Edit]:
    return []


def _substitutions(change: ProteinChange, context: TranscriptContext) -> list[_Edit]:
    """Every codon of the new residue in place of the old one."""
    at = context.cds_start + 3 * (change.start - 1)
    alt = change.alt if change.kind != "identity" else change.ref
    if change.kind == "ext" and not alt:
        return [(at, at + 3, codon) for letter in _RESIDUES for codon in codons_of(letter, context.code)]
    return [(at, at + 3, codon) for codon in codons_of(alt, context.code)]


_RESIDUES = "ARNDCQEGHILKMFPSTWYV"


def _start_losses(change: ProteinChange, context: TranscriptContext) -> list[_Edit]:
    """The nine single-base changes of the start codon."""
    at = context.cds_start
    return [(at + i, at + i + 1, base) for i in range(3) for base in "ACGT"]


def _deletions(change: ProteinChange, context: TranscriptContext) -> list[_Edit]:
    """Losses of as many bases, in every phase and over the whole run in which the residues are the same."""
    size = 3 * (change.end - change.start + 1)
    low = context.cds_start + 3 * (_run_start(change, context) - 1) - 2
    high = context.cds_start + 3 * change.end - size + 2
    return [(at, at + size, "") for at in range(max(low, context.cds_start), high + 1)]


def _duplications(change: ProteinChange, context: TranscriptContext) -> list[_Edit]:
    size = 3 * (change.end - change.start + 1)
    low = context.cds_start + 3 * (_run_start(change, context) - 1) - 2
    high = context.cds_start + 3 * change.end - size + 2
    starts = range(max(low, context.cds_start), high + 1)
    copies = [(at + size, at + size, context.sequence[at : at + size]) for at in starts]
    return copies + _gains(change.end, context.residues[change.start - 1 : change.end], context)


def _run_start(change: ProteinChange, context: TranscriptContext) -> int:
    """The first residue at which the deletion or copy could equally begin, 1-based."""
    residues, size = context.residues, change.end - change.start + 1
    start = change.start
    while start > 1 and residues[start - 2] == residues[start - 2 + size]:
        start -= 1
    return start


def _insertions(change: ProteinChange, context: TranscriptContext) -> list[_Edit]:
    return _gains(change.start, change.alt, context)


def _gains(after: int, gained: str, context: TranscriptContext) -> list[_Edit]:
    """Insertions that add ``gained`` after residue ``after`` (1-based), or where it makes the same protein.

    At every border between codons in every spelling, and inside the codon before or behind it.
    """
    residues, origin = context.residues, context.cds_start
    edits: list[_Edit] = []
    at, alt = after, gained
    while at > 0 and len(edits) <= _MOST:
        place = origin + 3 * at
        edits += [(place, place, bases) for bases in _spellings(alt, context)]
        if at < len(residues):
            edits += [(place - 3, place, bases) for bases in _spellings(residues[at - 1] + alt, context)]
            edits += [(place, place + 3, bases) for bases in _spellings(alt + residues[at], context)]
        if residues[at - 1] != alt[-1]:
            break
        at, alt = at - 1, alt[-1] + alt[:-1]
    return edits


_MOST = 3000
"""Edits that are tried for one gain: a long run of one residue has many places."""


def _replacements(change: ProteinChange, context: TranscriptContext) -> list[_Edit]:
    start = context.cds_start + 3 * (change.start - 1)
    end = context.cds_start + 3 * change.end
    edits = [(start, end, bases) for bases in _spellings(change.alt, context)]
    size = 3 * (change.end - change.start + 1 - len(change.alt))
    if size > 0:
        edits += [(at, at + size, "") for at in range(start, end - size + 1)]
    return edits


def _spellings(residues: str, context: TranscriptContext) -> list[str]:
    """All codon spellings of a run of residues; none where there are too many to list."""
    choices = [codons_of(letter, context.code) for letter in residues]
    count = 1
    for codons in choices:
        count *= len(codons)
    return ["".join(codons) for codons in product(*choices)] if 0 < count <= _LIMIT else []


_REACH = 12
"""Codons before the first changed residue in which a single-base loss or gain is looked for."""


def _frameshifts(change: ProteinChange, context: TranscriptContext) -> list[_Edit]:
    """Losses and gains of one base that could make this frameshift; larger ones stay a class."""
    end = context.cds_start + 3 * change.start
    low = max(context.cds_start + 3, end - 3 * (_REACH + 1))
    edits: list[_Edit] = [(at, at + 1, "") for at in range(low, end)]
    edits += [(at, at, base) for at in range(low, end + 1) for base in "ACGT"]
    return edits


_EDITS_FOR = {
    "sub": _substitutions,
    "identity": _substitutions,
    "ext": _substitutions,
    "start_loss": _start_losses,
    "del": _deletions,
    "dup": _duplications,
    "ins": _insertions,
    "delins": _replacements,
    "fs": _frameshifts,
}


def _classes(change: ProteinChange, context: TranscriptContext) -> list[Cause]:
    """Causes too many to spell, as one entry."""
    accession = context.transcript.accession
    first = 3 * (change.start - 1) + 1
    if change.kind == "fs":
        text = f"{accession}: a net loss or gain of bases not divisible by 3, at or before c.{first + 2}"
        return [Cause(None, text, 1, "class")]
    if change.kind == "ins":
        text = f"{accession}:c.{first + 2}_{first + 3}insN[{3 * len(change.alt)}]"
        return [Cause(None, text, 3 * len(change.alt), "class")]
    if change.kind == "delins":
        text = f"{accession}:c.{first}_{3 * change.end}delinsN[{3 * len(change.alt)}]"
        return [Cause(None, text, max(3 * len(change.alt), 3 * (change.end - change.start + 1)), "class")]
    return []
