"""Description in, canonical description out: for tables of HGVS strings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from varsyn.allele.chromosome import GenomeSequence, genomic_from_reading
from varsyn.allele.context import TranscriptContext, context_of
from varsyn.allele.describe import describe, describe_genomic, describe_part
from varsyn.allele.normalize import duplicate, normalize_edit
from varsyn.allele.predict import predict, predict_edit
from varsyn.allele.protein_reading import protein_from_reading
from varsyn.allele.reading import allele_from_reading
from varsyn.model import UnknownReference, VarsynError
from varsyn.notation import read
from varsyn.reference.protocol import Reference
from varsyn.reference.records import Transcript
from varsyn.sequence import reverse_complement

_ORDINARY = re.compile(
    r"([A-Z]{2}_[0-9]+\.[0-9]+):c\.([1-9][0-9]*)(?:_([1-9][0-9]*))?"
    r"(?:([ACGT])>([ACGT])|(delins|del|dup|ins|inv)([ACGT]*))"
).fullmatch
"""Exonic c. descriptions as most people write them: accession, start, end, ref, alt, kind, bases."""


class Normalizer:
    """Canonical spellings of HGVS strings on the transcripts of a reference.

    Ordinary exonic c. descriptions are handled directly; every other form takes the way over a reading and
    an allele. The two agree (a property test holds them together).

    >>> from varsyn.reference import open_reference
    >>> normalizer = Normalizer(open_reference())
    >>> normalizer.normalize("NM_000875.5:c.419delC")
    'NM_000875.5:c.420del'
    >>> normalizer.to_protein("NM_000875.5:c.1532G>A")
    'NP_000866.1:p.(Arg511Gln)'
    """

    def __init__(self, reference: Reference, genome: GenomeSequence | None = None) -> None:
        self.reference = reference
        self.genome = genome
        self._contexts: dict[str, TranscriptContext] = {}

    def normalize(self, text: str) -> str:
        """The canonical description on the sequence that the text names.

        Raises the errors of ``notation.read``, ``allele_from_reading`` and ``protein_from_reading``, and
        UnknownReference for a sequence that the reference does not have.
        """
        match = _ORDINARY(text) if self.genome is None else None
        if match is not None:
            done = self._direct(text, match)
            if done is not None:
                return done
        return self.normalize_general(text)

    def normalize_general(self, text: str) -> str:
        """``normalize`` for every form, without its short cut."""
        reading = read(text)[0]
        if reading.coordinate in ("g", "m", "o"):
            coordinate = "m" if reading.coordinate == "m" else "g"
            return describe_genomic(genomic_from_reading(reading, self.genome), coordinate)
        transcript = self._transcript(reading.accession, text)
        if reading.coordinate == "p":
            return str(protein_from_reading(reading, transcript))
        allele = allele_from_reading(reading, transcript, self.genome)
        return describe(allele, transcript, rna=reading.coordinate == "r")

    def to_protein(self, text: str) -> str:
        """The predicted protein change of a DNA or RNA description."""
        match = _ORDINARY(text)
        if match is not None:
            edit = self._edit(match)
            if edit is not None:
                context, start, end, inserted = edit
                if context.sound:
                    accession = context.transcript.protein_accession or ""
                    if match[6] and not _stays(match[6], context.sequence, start, end, inserted):
                        moved = normalize_edit(context, start, end, inserted)
                        start, end, inserted = moved.start, moved.end, moved.inserted
                    return str(predict_edit(context, accession, start, end, inserted))
        return self.to_protein_general(text)

    def to_protein_general(self, text: str) -> str:
        """``to_protein`` for every form, without its short cut."""
        reading = read(text)[0]
        transcript = self._transcript(reading.accession, text)
        return str(predict(allele_from_reading(reading, transcript, self.genome), transcript))

    def _direct(self, text: str, match: re.Match[str]) -> str | None:
        """The canonical description of an ordinary one; None where the general way must decide."""
        edit = self._edit(match)
        if edit is None:
            return None
        if match[6] is None:
            return text
        context, start, end, inserted = edit
        kind = match[6]
        if _stays(kind, context.sequence, start, end, inserted) and match[2] != match[3]:
            return text[: match.end(6)] + inserted if "ins" in kind else text[: match.end(6)]
        if kind == "dup":
            allele = duplicate(context, start - len(inserted), start)
        else:
            allele = normalize_edit(context, start, end, inserted)
        return f"{match[1]}:c.{describe_part(allele, context, 'c')}"

    def _edit(self, match: re.Match[str]) -> tuple[TranscriptContext, int, int, str] | None:
        """What an ordinary description replaces by what; None where anything in it is not in order."""
        accession, first, last, ref, alt, kind, bases = match.groups()
        context = self._contexts.get(accession) or self._context(accession)
        if context is None:
            return None
        start = context.cds_start + int(first) - 1
        sequence = context.sequence
        if kind is None:
            if start >= context.cds_end or last is not None or sequence[start] != ref or ref == alt:
                return None
            return context, start, start + 1, alt
        end = context.cds_start + int(last) if last is not None else start + 1
        if end > context.cds_end or end <= start:
            return None
        if kind == "ins":
            return (context, start + 1, start + 1, bases) if bases and end - start == 2 else None
        if kind == "delins":
            return (context, start, end, bases) if bases else None
        there = sequence[start:end]
        if bases and bases != there:
            return None
        if kind == "del":
            return context, start, end, ""
        if kind == "dup":
            return context, end, end, there
        return context, start, end, reverse_complement(there)

    def _context(self, accession: str) -> TranscriptContext | None:
        transcript = self.reference.transcript(accession)
        if transcript is None or transcript.accession != accession:
            return None
        context = context_of(transcript)
        if not context.coding or context.cds_end > context.length:
            return None
        if len(self._contexts) >= _KEPT:
            self._contexts.clear()
        self._contexts[accession] = context
        return context

    def _transcript(self, accession: str | None, text: str) -> Transcript:
        """The transcript that an accession names, itself or by its protein."""
        if accession is None:
            raise UnknownReference(
                f"{text!r} names no reference sequence",
                code="names_no_sequence",
                text=text,
                span=(0, len(text)),
                advice=("put the accession before it, as in NM_000875.5:c.1532G>A",),
            )
        found = self.reference.transcript(accession) or self.reference.transcript_of_protein(accession)
        if found is None:
            raise unknown_transcript(accession, text, self.reference)
        return found


def _stays(kind: str, sequence: str, start: int, end: int, inserted: str) -> bool:
    """Whether an edit is canonical as it is written: nothing to trim, to move or to name otherwise."""
    if kind == "del":
        return sequence[start] != sequence[end : end + 1]
    if kind == "dup":
        return inserted[0] != sequence[start : start + 1]
    if kind == "ins":
        # A last base like the one before it may have to go back over an exon border.
        return inserted[0] != sequence[start : start + 1] and inserted[-1] != sequence[start - 1]
    if sequence[start] == inserted[0] or sequence[end - 1] == inserted[-1]:
        return False
    return end - start > 1 if kind == "inv" else len(inserted) != end - start


_KEPT = 4096


def unknown_transcript(accession: str, text: str, reference: Reference) -> VarsynError:
    """The error for a sequence that is not in the reference: other versions of it are offered."""
    known = reference.versions(accession)
    at = text.find(accession)
    span = (at, at + len(accession)) if at >= 0 else None
    if known:
        return UnknownReference(
            f"{accession} is not in this reference, other versions of it are: {', '.join(known)}",
            code="unknown_version",
            text=text,
            span=span,
            advice=(f"look at {_nearest(accession, known)}: its sequence may differ",),
        )
    return UnknownReference(
        f"{accession} is not in this reference",
        text=text,
        span=span,
        advice=("check the accession", "name a larger reference with --reference"),
    )


def _nearest(accession: str, known: Sequence[str]) -> str:
    """The known version closest to the one asked for; the newer of two."""
    asked = accession.rpartition(".")[2]
    if not asked.isdecimal():
        return known[0]
    wanted = int(asked)
    return min(
        known, key=lambda one: (abs(int(one.rpartition(".")[2]) - wanted), -int(one.rpartition(".")[2]))
    )
