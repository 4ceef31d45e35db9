"""The 3' rule on a transcript: an edit in its canonical place and of its canonical kind."""

from __future__ import annotations

from varsyn.allele.allele import Allele
from varsyn.allele.context import TranscriptContext
from varsyn.model import PositionError
from varsyn.sequence import Triple, shape_of, shift_right, trim


def normalize_edit(
    context: TranscriptContext, start: int, end: int, inserted: str, limit: int | None = None
) -> Allele:
    """The canonical allele of replacing ``[start, end)`` (0-based, half-open, within the record).

    Trimmed to what changes, moved to the 3'-most place, and named by HGVS's order of preference. An edit
    does not move over an exon border (HGVS nomenclature 21, general recommendations: the exception to the
    3' rule around exon/exon junctions), nor past ``limit``; it does move over the borders of the coding
    sequence.
    """
    sequence = context.sequence
    accession = context.transcript.accession
    first, last, bases = start, end, inserted
    if inserted and end > start:
        first, last, bases = trim(sequence, start, end, inserted)
        if first != last and bases:
            shape = shape_of(sequence, first, last, bases)
            return Allele(accession, first, last, sequence[first:last], bases, shape)
    if first == last and not bases:
        same = sequence[start:end]
        return Allele(accession, start, end, same, same, "identity")
    high = _fence(context, start, end, bases)
    if limit is not None:
        high = min(high, limit)
    if not bases:
        # Neither end of the deletion may enter another exon.
        room = min(high - last, context.exon_of(first)[1] - 1 - first)
        first, last, _ = shift_right(sequence, first, last, "", last + max(room, 0))
        return Allele(accession, first, last, sequence[first:last], "", "del")
    point, _, moved = shift_right(sequence, first, last, bases, high)
    shape = shape_of(sequence, point, point, moved)
    if shape == "ins" and point in context.junctions and sequence[point - 1] == moved[-1]:
        # Between two exons it would not say in which of them it lies: one base back it does.
        point, moved = point - 1, moved[-1] + moved[:-1]
    return Allele(accession, point, point, "", moved, shape)


def _fence(context: TranscriptContext, start: int, end: int, inserted: str) -> int:
    """The end of the stretch that an edit stated at ``[start, end)`` may move in."""
    if not context.exon_starts:
        return context.length
    if start < end:
        return context.exon_of(end - 1)[1]
    if start in context.junctions and shape_of(context.sequence, start, start, inserted) == "dup":
        return start
    return context.exon_of(min(start, context.length - 1))[1]


def duplicate(context: TranscriptContext, start: int, end: int) -> Allele:
    """The allele with a second copy of ``[start, end)`` behind it, moved as its deletion would move."""
    moved = normalize_edit(context, start, end, "")
    copy = context.sequence[moved.start : moved.end]
    return Allele(context.transcript.accession, moved.end, moved.end, "", copy, "dup")


def join_parts(context: TranscriptContext, parts: list[Allele]) -> Allele:
    """Single alleles in cis as one. Raises PositionError where two of them overlap."""
    changed = [part for part in parts if part.shape != "identity"] or parts[:1]
    if len(changed) == 1:
        return changed[0]
    if all(part.verified and not part.intronic and not part.parts for part in changed):
        return join_edits(context, [Triple(part.start, part.end, part.inserted) for part in changed])
    changed.sort(key=lambda part: (part.start, part.start_offset, part.end, part.end_offset))
    first, last = changed[0], changed[-1]
    return Allele(
        context.transcript.accession, first.start, last.end, "", "", "delins",
        first.start_offset, last.end_offset, verified=False, parts=tuple(changed),
    )  # fmt: skip


def join_edits(context: TranscriptContext, edits: list[Triple]) -> Allele:
    """Edits of known bases in cis, as one allele over the whole stretch with its parts.

    Edits that touch become one, and so do two substitutions in one codon (HGVS nomenclature 21, DNA,
    deletion-insertion); a part is not moved over its neighbour. Raises PositionError where two overlap.
    """
    joined: list[Triple] = []
    for edit in sorted(edits):
        if context.sequence[edit.start : edit.end] == edit.inserted:
            continue
        before = joined[-1] if joined else None
        if before is not None and edit.start < before.end:
            raise PositionError(
                "two changes of one allele overlap",
                code="edits_overlap",
                advice=("write the net change as one delins",),
            )
        if before is not None and _one_codon(context, before, edit):
            between = context.sequence[before.end : edit.start]
            joined[-1] = Triple(before.start, edit.end, before.inserted + between + edit.inserted)
        elif before is not None and edit.start == before.end:
            joined[-1] = Triple(before.start, edit.end, before.inserted + edit.inserted)
        else:
            joined.append(edit)
    if not joined:
        return Allele(context.transcript.accession, 0, 0, "", "", "identity")
    if len(joined) == 1:
        return normalize_edit(context, *joined[0])
    limits = [edit.start for edit in joined[1:]] + [context.length]
    parts = [normalize_edit(context, *edit, limit) for edit, limit in zip(joined, limits, strict=True)]
    pieces: list[str] = []
    at = start = joined[0].start
    for edit in joined:
        pieces += (context.sequence[at : edit.start], edit.inserted)
        at = edit.end
    whole = context.sequence[start:at]
    accession = context.transcript.accession
    return Allele(accession, start, at, whole, "".join(pieces), "delins", parts=tuple(parts))


def _one_codon(context: TranscriptContext, first: Triple, second: Triple) -> bool:
    """Whether two substitutions with one base between them change one and the same codon."""
    if second.start - first.end != 1 or not context.coding:
        return False
    if not context.cds_start <= first.start < context.cds_end:
        return False
    single = all(edit.end - edit.start == 1 == len(edit.inserted) for edit in (first, second))
    return single and (first.start - context.cds_start) % 3 == 0
