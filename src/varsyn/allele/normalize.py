"""The 3' rule on a transcript: an edit in its canonical place and of its canonical kind."""

from __future__ import annotations

from varsyn.allele.allele import Allele
from varsyn.allele.context import TranscriptContext
from varsyn.model import PositionError
from varsyn.sequence import shape_of, shift_left, shift_right, trim


def normalize_edit(context: TranscriptContext, start: int, end: int, inserted: str) -> Allele:
    """The canonical allele of replacing ``[start, end)`` (0-based, half-open, within the record).

    Trimmed to what changes, moved to the 3'-most place, and named by HGVS's order of preference. An edit
    does not move over an exon border (HGVS nomenclature 21, general recommendations: the exception to the
    3' rule around exon/exon junctions); it does move over the borders of the coding sequence.
    """
    sequence = context.sequence
    accession = context.transcript.accession
    first, last, bases = trim(sequence, start, end, inserted)
    if first == last and not bases:
        same = sequence[start:end]
        return Allele(accession, start, end, same, same, "identity")
    if first != last and bases:
        shape = shape_of(sequence, first, last, bases)
        return Allele(accession, first, last, sequence[first:last], bases, shape)
    low, high = _fence(context, start, end)
    if not bases:
        # Neither end of the deletion may enter another exon.
        room = min(high - last, context.exon_of(first)[1] - 1 - first)
        first, last, _ = shift_right(sequence, first, last, "", last + max(room, 0))
        return Allele(accession, first, last, sequence[first:last], "", "del")
    first, last, bases = shift_right(sequence, first, last, bases, high)
    return Allele(accession, first, last, "", bases, shape_of(sequence, first, last, bases))


def _fence(context: TranscriptContext, start: int, end: int) -> tuple[int, int]:
    """Start and end of the stretch that an edit stated at ``[start, end)`` may move in."""
    if not context.exon_starts:
        return 0, context.length
    if start == end:
        return context.exon_of(min(start, context.length - 1))
    return context.exon_of(start)[0], context.exon_of(end - 1)[1]


def leftmost(context: TranscriptContext, allele: Allele) -> tuple[int, int, str]:
    """The allele's 5'-most form within its exon, as (start, end, inserted), 0-based, half-open."""
    if allele.shape not in ("del", "ins", "dup") or allele.intronic or not allele.verified:
        return allele.start, allele.end, allele.inserted
    low, _ = _fence(context, allele.start, allele.end)
    return shift_left(context.sequence, allele.start, allele.end, allele.inserted, low)


def duplicate(context: TranscriptContext, start: int, end: int) -> Allele:
    """A second copy of ``[start, end)`` directly 3' of it, moved as its deletion would move."""
    moved = normalize_edit(context, start, end, "")
    copy = context.sequence[moved.start : moved.end]
    return Allele(context.transcript.accession, moved.end, moved.end, "", copy, "dup")


def join_parts(context: TranscriptContext, parts: list[Allele]) -> Allele:
    """Edits in cis, sorted and checked not to overlap; neighbours that touch become one edit."""
    merged = [parts[0]]
    for part in parts[1:]:
        before = merged[-1]
        if part.start < before.end:
            raise PositionError(
                "two changes of one allele overlap",
                code="edits_overlap",
                advice=("write the net change as one delins",),
            )
        if part.start == before.end:
            merged[-1] = normalize_edit(context, before.start, part.end, before.inserted + part.inserted)
        else:
            merged.append(part)
    if len(merged) == 1:
        return merged[0]
    start, end = merged[0].start, merged[-1].end
    pieces: list[str] = []
    at = start
    for part in merged:
        pieces.append(context.sequence[at : part.start])
        pieces.append(part.inserted)
        at = part.end
    whole = context.sequence[start:end]
    return Allele(
        context.transcript.accession, start, end, whole, "".join(pieces), "delins", parts=tuple(merged)
    )
