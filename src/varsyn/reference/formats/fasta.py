"""FASTA files of transcript sequences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from varsyn.reference.build import Build, Source
from varsyn.reference.rows import BadRowError
from varsyn.reference.tables import fault, lines

MAX_SEQUENCE = 1_000_000
"""Bases of the longest transcript taken (titin's has 109,224)."""


def source(path: Path) -> Source:
    """A FASTA file: its sequences are put aside for the transcripts of files read later."""
    return Source("rna", path, read, _stage)


def read(stream: IO[bytes], path: Path) -> Iterator[tuple[int, tuple[str, str]]]:
    """(line of the header, (accession, sequence)) of each record.

    The accession is the first word of the header; of ``gi|…|ref|NM_000875.5|`` its last part.
    """
    start, name, bases = 0, "", 0
    parts: list[str] = []
    for number, text in lines(stream, path):
        if text.startswith(">"):
            if name:
                yield start, (name, "".join(parts))
            start, name, parts, bases = number, _accession(text, path, number), [], 0
        elif text.strip():
            if not name:
                raise fault(path, number, "no FASTA file: text before the first '>'")
            parts.append(text.strip())
            bases += len(parts[-1])
            if bases > MAX_SEQUENCE:
                raise fault(path, start, f"{name} is longer than {MAX_SEQUENCE} bases: no transcript")
    if name:
        yield start, (name, "".join(parts))


def _accession(header: str, path: Path, line: int) -> str:
    words = header[1:].split()
    if not words:
        raise fault(path, line, "a header without a name")
    return [part for part in words[0].split("|") if part][-1] if "|" in words[0] else words[0]


def _stage(build: Build, item: tuple[str, str]) -> None:
    accession, sequence = item
    if not sequence.isascii() or not sequence.isalpha():
        raise BadRowError(f"the sequence of {accession} is empty or holds other things than letters")
    build.writer.stage("sequence", accession, sequence.upper().encode("ascii"))
