"""Seeded variants on any transcript: the material of differential tests and of speed measurements."""

from __future__ import annotations

import random
from collections.abc import Iterator

from varsyn.reference import Transcript
from varsyn.sequence import reverse_complement

SHAPES = ("sub", "del", "ins", "dup", "delins", "inv")


def descriptions(transcript: Transcript, count: int, seed: int = 0, margin: int = 0) -> Iterator[str]:
    """``count`` valid c. descriptions on a coding transcript, most in its coding sequence.

    One in eight touches an untranslated region where the record has it; ``margin`` keeps the others that
    many bases inside the coding sequence. The same seed gives the same descriptions.
    """
    assert transcript.cds_start is not None
    assert transcript.cds_end is not None
    dice = random.Random(f"{seed}:{transcript.accession}")
    low, high = transcript.cds_start + margin, transcript.cds_end - margin
    for number in range(count):
        shape = SHAPES[number % len(SHAPES)]
        whole = number % 8 == 7
        start, end = (0, len(transcript.sequence)) if whole else (low, high)
        at = dice.randrange(start, max(end - 12, start + 1))
        size = dice.choice((1, 1, 1, 2, 3, 3, 4, 6, 9))
        stop = min(at + size, len(transcript.sequence))
        yield f"{transcript.accession}:c.{_edit(transcript, dice, shape, at, stop)}"


def _edit(transcript: Transcript, dice: random.Random, shape: str, start: int, end: int) -> str:
    sequence = transcript.sequence
    if shape == "sub":
        old = sequence[start]
        return f"{position(transcript, start)}{old}>{dice.choice([b for b in 'ACGT' if b != old])}"
    if shape == "ins":
        after = start + 1 if start + 1 < len(sequence) else start
        bases = _bases(dice, end - start) if dice.random() < 0.5 else sequence[after : after + end - start]
        return f"{position(transcript, after - 1)}_{position(transcript, after)}ins{bases or 'A'}"
    if shape == "inv":
        end = max(end, start + 2)
    where = position(transcript, start)
    if end - start > 1:
        where += f"_{position(transcript, end - 1)}"
    if shape != "delins":
        return where + shape
    old = sequence[start:end]
    new = _bases(dice, dice.choice((1, 2, 3, 4, 6)))
    if new == old or (len(old) > 1 and new == reverse_complement(old)) or (len(old) == len(new) == 1):
        new += "AC" if not old.startswith("AC") else "GT"
    return f"{where}delins{new}"


def _bases(dice: random.Random, size: int) -> str:
    return "".join(dice.choices("ACGT", k=size))


def position(transcript: Transcript, base: int) -> str:
    """The c. position of a 0-based base."""
    assert transcript.cds_start is not None
    assert transcript.cds_end is not None
    if base < transcript.cds_start:
        return str(base - transcript.cds_start)
    if base >= transcript.cds_end:
        return f"*{base - transcript.cds_end + 1}"
    return str(base - transcript.cds_start + 1)
