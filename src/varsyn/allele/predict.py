"""From an allele on a coding transcript to what the protein becomes."""

from __future__ import annotations

from itertools import pairwise

from varsyn.allele.allele import Allele
from varsyn.allele.context import TranscriptContext, context_of
from varsyn.allele.protein import ProteinChange
from varsyn.model import PositionError
from varsyn.reference.records import Transcript
from varsyn.sequence import START_CODONS, shape_of, shift_left, shift_right, trim


def predict(allele: Allele, transcript: Transcript) -> ProteinChange:
    """The predicted consequence for the transcript's protein (HGVS nomenclature 21, protein).

    ``p.?`` for changes outside the coding sequence, in or to unknown bases; ``p.(Met1?)`` where the
    start codon is lost; ``p.0?`` where all of it is. Raises PositionError for a non-coding transcript.

    >>> tx = Transcript("NM_1.1", "X", "CCATGAAATAAGG", 2, 11)
    >>> str(predict(Allele("NM_1.1", 5, 6, "A", "G", "sub"), tx))
    'p.(Lys2Glu)'
    """
    context = context_of(transcript)
    if not context.coding:
        raise PositionError(
            f"{transcript.accession} is non-coding: no protein to predict",
            code="not_coding",
            advice=("name a coding transcript of the gene",),
        )
    accession = transcript.protein_accession or ""
    if not context.sound or allele.intronic or not allele.verified:
        return ProteinChange(accession, "unknown")
    if allele.parts:
        single = [predict_edit(context, accession, p.start, p.end, p.inserted) for p in allele.parts]
        together = in_cis(accession, single)
        if together is not None:
            return together
    return predict_edit(context, accession, allele.start, allele.end, allele.inserted)


def in_cis(accession: str, changes: list[ProteinChange]) -> ProteinChange | None:
    """Several changes of one protein as one; None where they do not stand apart.

    They do while each keeps the reading frame (the last may end it) and unchanged residues lie between
    them (HGVS nomenclature 21, protein, alleles: ``p.[(Ser68Arg;Asn594del)]``).
    """
    real = sorted((c for c in changes if c.kind != "identity"), key=lambda change: change.start)
    if len(real) < 2:
        return real[0] if real else None
    for before, after in pairwise(real):
        if before.kind not in _KEEPS_FRAME or "*" in before.alt or after.start <= before.end + 1:
            return None
    if real[-1].kind not in _KEEPS_FRAME and real[-1].kind not in ("fs", "ext"):
        return None
    return ProteinChange(accession, "allele", real[0].start, real[-1].end, parts=tuple(real))


_KEEPS_FRAME = frozenset({"sub", "del", "dup", "ins", "delins"})
_BASES = frozenset("ACGT")


def predict_edit(
    context: TranscriptContext, accession: str, start: int, end: int, inserted: str
) -> ProteinChange:
    """``predict`` for one edit of known bases: 0-based, half-open on the transcript."""
    cds_start, cds_end = context.cds_start, context.cds_end
    if not _BASES.issuperset(inserted):
        return ProteinChange(accession, "unknown")
    if end - start == 1 == len(inserted) and cds_start + 3 <= start < cds_end - 3:
        return _one_base(context, accession, start, inserted)
    if start == end and not inserted:
        return ProteinChange(accession, "identity")
    if end <= cds_start or start >= cds_end:
        return ProteinChange(accession, "unknown")
    if start <= cds_start and end >= cds_end and not inserted:
        return ProteinChange(accession, "absent")
    if start < cds_start + 3:
        left = shift_left(context.sequence, start, end, inserted)
        if left.end <= cds_start:
            return ProteinChange(accession, "unknown")
        if start < cds_start or not _keeps_start(context, start, end, inserted):
            residue = context.residues[0]
            return ProteinChange(accession, "start_loss", 1, 1, residue, residue)
    if (len(inserted) - end + start) % 3 == 0:
        if end > cds_end - 3 and not (inserted and end > start):
            # A loss or gain that can as well be written before the stop codon leaves the stop alone.
            left = shift_left(context.sequence, start, end, inserted)
            start, end, inserted = left if left.end <= cds_end - 3 else (start, end, inserted)
        if end <= cds_end - 3:
            return _in_frame(context, accession, start, end, inserted)
    return _to_new_stop(context, accession, start, end, inserted)


def _one_base(context: TranscriptContext, accession: str, start: int, base: str) -> ProteinChange:
    """A substitution inside a codon that is neither the first nor the stop."""
    index, phase = divmod(start - context.cds_start, 3)
    at = start - phase
    codon = context.sequence[at : at + 3]
    new = context.codons.get(codon[:phase] + base + codon[phase + 1 :], "X")
    old = context.residues[index]
    kind = "sub" if new != old else "identity"
    return ProteinChange(accession, kind, index + 1, index + 1, old, old, new if kind == "sub" else "")  # type: ignore[arg-type]


def _keeps_start(context: TranscriptContext, start: int, end: int, inserted: str) -> bool:
    old = context.sequence[context.cds_start : context.cds_start + 3]
    new = (context.sequence[context.cds_start : start] + inserted + context.sequence[end : end + 3])[:3]
    return new == old or new in START_CODONS[context.code]


def _in_frame(
    context: TranscriptContext, accession: str, start: int, end: int, inserted: str
) -> ProteinChange:
    """Whole codons replaced by whole codons, the stop codon untouched."""
    origin, sequence = context.cds_start, context.sequence
    first = (start - origin) // 3
    last = -(-(end - origin) // 3)
    bases = sequence[origin + 3 * first : start] + inserted + sequence[end : origin + 3 * last]
    new = context.translated(bases)
    old = context.residues[first:last]
    if first == 0 and new and old:
        new = old[0] + new[1:]
    if "U" in old and "*" in new:
        new = _keep_selenocysteine(context, first, bases, new, old)
    a, b, change = trim(old, 0, len(old), new)
    if a == b and not change:
        index = min(first, len(context.residues) - 1)
        stop = max(last - 1, index)
        return ProteinChange(
            accession, "identity", index + 1, stop + 1, context.residues[index], context.residues[stop]
        )
    return describe_residues(context.residues, accession, first + a, first + b, change)


def _keep_selenocysteine(context: TranscriptContext, first: int, bases: str, new: str, old: str) -> str:
    """Untouched UGA codons of a selenoprotein stay Sec."""
    letters = list(new)
    for i, letter in enumerate(new):
        if (
            letter == "*"
            and i < len(old)
            and old[i] == "U"
            and bases[3 * i : 3 * i + 3] == context.codon(first + i + 1)
        ):
            letters[i] = "U"
    return "".join(letters)


def describe_residues(residues: str, accession: str, start: int, end: int, new: str) -> ProteinChange:
    """The change that replaces residues ``[start, end)`` (0-based) by ``new``, both already trimmed.

    Deletions and insertions move to the C-terminal-most place; an insertion of what stands before it is a
    duplication; nothing after a new stop is printed (HGVS nomenclature 21, protein: deletion, insertion,
    duplication, delins).
    """
    if "*" in new:
        return _ending_early(residues, accession, start, end, new[: new.index("*") + 1])
    if not new:
        # The stop itself never moves into the deletion.
        start, end, _ = shift_right(residues, start, end, "")
        return ProteinChange(accession, "del", start + 1, end, residues[start], residues[end - 1])
    if start == end:
        start, end, new = shift_right(residues, start, end, new)
    if start == end:
        if shape_of(residues, start, end, new) == "dup":
            begin = start - len(new)
            return ProteinChange(accession, "dup", begin + 1, start, residues[begin], residues[start - 1])
        return ProteinChange(accession, "ins", start, start + 1, residues[start - 1], residues[start], new)
    if end - start == 1 == len(new):
        return ProteinChange(accession, "sub", start + 1, end, residues[start], residues[start], new)
    return ProteinChange(accession, "delins", start + 1, end, residues[start], residues[end - 1], new)


def _ending_early(residues: str, accession: str, start: int, end: int, new: str) -> ProteinChange:
    """A replacement that brings its own stop: a nonsense change where the stop is the first difference."""
    gained, number = start == end, start + 1
    while new and new[0] == residues[start]:
        new = new[1:]
        start += 1
    if not new:
        residue = residues[number - 1]
        return ProteinChange(accession, "identity", number, number, residue, residue)
    if new == "*":
        return ProteinChange(accession, "sub", start + 1, start + 1, residues[start], residues[start], "*")
    if gained:
        return ProteinChange(accession, "ins", start, start + 1, residues[start - 1], residues[start], new)
    end = max(end, start + 1)
    return ProteinChange(accession, "delins", start + 1, end, residues[start], residues[end - 1], new)


def _to_new_stop(
    context: TranscriptContext, accession: str, start: int, end: int, inserted: str
) -> ProteinChange:
    """Frameshifts, and everything that touches the stop codon: translate on to the next stop."""
    origin, sequence, residues = context.cds_start, context.sequence, context.residues
    first = (start - origin) // 3
    head = sequence[origin + 3 * first : start] + inserted
    fill = -len(head) % 3
    resume = end + fill
    new = context.translated(head + sequence[end:resume])
    if "*" in new:
        new = new[: new.index("*") + 1]
    else:
        new += context.to_stop(resume)
    if first == 0:
        new = residues[0] + new[1:]
    limit = min(len(new), len(residues) - first)
    at = 0
    while at < limit and new[at] == residues[first + at]:
        at += 1
    if at == len(new) and new.endswith("*"):
        return ProteinChange(accession, "identity", first + at, first + at, new[-1], new[-1])
    number = first + at + 1
    found = new.endswith("*")
    if at == len(new):
        # The record ends before a stop and nothing new was read.
        residue = residues[number - 1] if number <= len(residues) else "*"
        return ProteinChange(accession, "fs", number, number, residue, residue, "", "?")
    old = residues[number - 1]
    if old == "*":
        ter = str(len(new) - 1 - at) if found else "?"
        return ProteinChange(accession, "ext", number, number, old, old, new[at], ter)
    if new[at] == "*":
        return ProteinChange(accession, "sub", number, number, old, old, "*")
    if (len(inserted) - end + start) % 3 == 0 and end <= context.cds_end:
        last = len(residues) - found
        return ProteinChange(
            accession, "delins", number, last, old, residues[last - 1], new[at : len(new) - found]
        )
    ter = str(len(new) - at) if found else "?"
    return ProteinChange(accession, "fs", number, number, old, old, new[at], ter)
