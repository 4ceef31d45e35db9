"""What is worked out once for each transcript: residues, stop codons of every frame, exon borders."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from varsyn.reference.records import Transcript
from varsyn.sequence import CodeName, codon_table, translate

if TYPE_CHECKING:
    from varsyn.allele.exon_map import ExonMap

_KEPT = 1024
"""Contexts kept: more transcripts than one session usually touches, about 20 KB each."""

_SELDOM = 12
"""Frameshifts of a transcript that are translated for themselves before its frames are, as a whole."""
_PIECE = 90
"""Bases translated at a time: three shifted frames in four end within thirty codons."""

_WITHOUT_5_PRIME = frozenset({"cds_only"})
_WITHOUT_3_PRIME = frozenset({"cds_only", "lrg_partial_no_3utr"})


class TranscriptContext:
    """Derived facts of one transcript; positions 0-based and half-open on its sequence."""

    __slots__ = (
        "__dict__", "_frames", "_read_on", "cds_end", "cds_start", "coding", "length", "maps", "sequence",
        "transcript",
    )  # fmt: skip

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.sequence = transcript.sequence
        self.length = len(transcript.sequence)
        self.coding = transcript.cds_start is not None and transcript.cds_end is not None
        self.cds_start = transcript.cds_start if transcript.cds_start is not None else 0
        self.cds_end = transcript.cds_end if transcript.cds_end is not None else self.length
        self.maps: dict[str, ExonMap] = {}
        """Exon maps by chromosome accession, as ``exon_map.mapping_of`` makes them."""
        self._frames: dict[int, str] = {}
        self._read_on = 0

    @cached_property
    def code(self) -> CodeName:
        """The genetic code: the mitochondrial one for genes that the mitochondrion itself encodes."""
        gene = self.transcript.gene.upper()
        return "mitochondrial" if gene.startswith("MT-") else "standard"

    @cached_property
    def complete_5_prime(self) -> bool:
        """Whether the record begins where the transcript begins."""
        return self.transcript.kind not in _WITHOUT_5_PRIME

    @cached_property
    def complete_3_prime(self) -> bool:
        """Whether the record holds the 3' untranslated region."""
        return self.transcript.kind not in _WITHOUT_3_PRIME

    @cached_property
    def cds(self) -> str:
        """The coding sequence, stop codon included."""
        return self.sequence[self.cds_start : self.cds_end]

    @cached_property
    def residues(self) -> str:
        """The protein in one-letter codes with its stop ``*``.

        The stated protein wins over the plain translation where lengths agree: it knows of selenocysteine
        and of start codons other than ATG.
        """
        stated, whole = self.transcript.protein, len(self.cds) // 3
        stopped = whole > 0 and codon_table(self.code).get(self.codon(whole)) == "*"
        if stated and len(stated) == whole - stopped:
            return stated + "*" if stopped else stated
        body = translate(self.cds, self.code).removesuffix("*")
        if body:
            body = "M" + self._with_selenocysteine(body[1:])
        return body + "*" if stopped else body

    def _with_selenocysteine(self, body: str) -> str:
        """The annotated coding sequence goes on after an inner UGA: it is read as Sec there."""
        if "*" not in body or len(self.cds) % 3:
            return body
        return "".join(
            "U" if letter == "*" and self.codon(number) == "TGA" else letter
            for number, letter in enumerate(body, start=2)
        )

    @cached_property
    def sound(self) -> bool:
        """Whether the coding sequence is one: whole codons and no stop before the end."""
        whole = (self.cds_end - self.cds_start) % 3 == 0
        return self.coding and whole and "*" not in self.residues[:-1]

    def to_stop(self, base: int) -> str:
        """Residues from a base (0-based, inside or after the coding sequence) on to the first stop in its
        frame, the stop included; to the record's end where none comes."""
        index, phase = divmod(base - self.cds_start, 3)
        frame = self._frames.get(phase)
        if frame is None:
            if self._read_on < _SELDOM:
                # Most transcripts are asked for once or twice: no need to translate them from end to end.
                self._read_on += 1
                return self._piece_by_piece(base)
            frame = translate(self.sequence[self.cds_start + phase :], self.code)
            self._frames[phase] = frame
        stop = frame.find("*", index)
        return frame[index : stop + 1] if stop >= 0 else frame[index:]

    def _piece_by_piece(self, base: int) -> str:
        pieces: list[str] = []
        for at in range(base, self.length - 2, _PIECE):
            piece = self.translated(self.sequence[at : at + _PIECE])
            stop = piece.find("*")
            if stop >= 0:
                pieces.append(piece[: stop + 1])
                break
            pieces.append(piece)
        return "".join(pieces)

    @cached_property
    def exon_starts(self) -> tuple[int, ...]:
        """First base of each exon, ascending; empty where the exons are unknown or do not tile."""
        exons = self.transcript.exons
        tiles = bool(exons) and all(left[1] == right[0] for left, right in pairwise(exons))
        return tuple(start for start, _ in exons) if tiles else ()

    @cached_property
    def exon_ends(self) -> tuple[int, ...]:
        """End (exclusive) of each exon, ascending; empty where the exons are unknown or do not tile."""
        return tuple(end for _, end in self.transcript.exons) if self.exon_starts else ()

    @cached_property
    def junctions(self) -> frozenset[int]:
        """Interbase positions between two exons."""
        return frozenset(self.exon_starts[1:])

    def exon_of(self, base: int) -> tuple[int, int]:
        """The exon around a base as (start, end); the whole sequence where exons are unknown."""
        starts = self.exon_starts
        if not starts:
            return 0, self.length
        index = bisect_right(starts, base) - 1
        if index < 0:
            return 0, starts[0]
        return starts[index], max(self.exon_ends[index], base + 1)

    def codon(self, number: int) -> str:
        """The bases of codon ``number``, 1-based."""
        start = self.cds_start + 3 * (number - 1)
        return self.sequence[start : start + 3]

    def translated(self, dna: str) -> str:
        """A few codons in the transcript's genetic code, without the general machinery."""
        table = self.codons
        return "".join([table.get(dna[i : i + 3], "X") for i in range(0, len(dna) - 2, 3)])

    @cached_property
    def codons(self) -> Mapping[str, str]:
        """The codon table of this transcript's genetic code."""
        return codon_table(self.code)


class ContextCache:
    """The contexts of recently used transcripts, by accession; a changed record replaces its context."""

    def __init__(self, size: int = _KEPT) -> None:
        self._size = size
        self._kept: dict[str, TranscriptContext] = {}

    def get(self, transcript: Transcript) -> TranscriptContext:
        """The context of this very transcript, made on first use."""
        known = self._kept.get(transcript.accession)
        if known is not None and (known.transcript is transcript or known.transcript == transcript):
            return known
        if len(self._kept) >= self._size:
            self._kept.pop(next(iter(self._kept)), None)
        made = self._kept[transcript.accession] = TranscriptContext(transcript)
        return made


_CACHE = ContextCache()
context_of = _CACHE.get
"""The context of a transcript, from the process-wide cache."""
