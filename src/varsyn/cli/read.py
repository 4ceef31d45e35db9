"""``varsyn read``: notation only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click
import msgspec

from varsyn.cli.batch import Context, items
from varsyn.cli.options import input_option
from varsyn.cli.progress import progress
from varsyn.cli.rows import RowFile
from varsyn.cli.style import bold, visible
from varsyn.model import InputError, Reading, VarsynError

CHUNK = 512
"""Texts that are read and answered together, at most."""


@click.command()
@click.argument("text", nargs=-1)
@input_option
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", help="Output form.")
def command(text: tuple[str, ...], path: str | None, form: str) -> None:
    """Read each TEXT as notation, without looking at any sequence: all plausible readings, best first.

    \b
    Examples:
      varsyn read "c.420delC"
      varsyn read "R59X" "IVS2+1G>A" --format jsonl
      varsyn read --input mentions.txt --format jsonl > readings.jsonl
    """
    from varsyn.notation import read_many

    show = _json_line if form == "jsonl" else _text
    with progress(path, "reading") as advance:
        for texts, offset in _chunks(text, path):
            sys.stdout.write("".join(map(show, texts, read_many(texts))))
            if path == "-":
                sys.stdout.flush()
            advance(offset)


def _chunks(text: tuple[str, ...], path: str | None) -> Iterator[tuple[list[str], int]]:
    """The texts a few at a time, and how far (bytes) the input is read with them.

    A chunk also ends where no more input is at hand, so that a program at the other end of a pipe gets its
    answers without having to write on; and before a fault of the input, so that what stands before it is
    answered.
    """
    if path is None or text:
        yield [item.mention.text for item in items(text, path, Context())], 0
        return
    rows = RowFile(path)
    found: list[str] = []
    offset = 0
    try:
        for row in rows:
            found.append(row.cells.get("text", ""))
            offset = row.offset
            if len(found) == CHUNK or rows.file.waits:
                yield found, offset
                found = []
    except InputError:
        if found:
            yield found, offset
        raise
    if found:
        yield found, offset


def _json_line(text: str, found: list[Reading] | VarsynError) -> str:
    readings, error = ([], found) if isinstance(found, VarsynError) else (found, None)
    answer: dict[str, Any] = {
        "text": text,
        "readings": [reading.as_dict() for reading in readings],
        "error": error.as_dict() if error is not None else None,
    }
    return msgspec.json.encode(answer).decode() + "\n"


def _text(text: str, found: list[Reading] | VarsynError) -> str:
    readings, error = ([], found) if isinstance(found, VarsynError) else (found, None)
    lines = []
    for reading in readings:
        lines.append(f"  {reading}")
        for repair in reading.repairs:
            guess = ", which could change the meaning" if repair.lossy else ""
            lines.append(f"    {repair.before!r} read as {repair.after!r} ({repair.code}{guess})")
    if error is not None:
        lines.append(f"  not read: {error.message} [{error.code}]")
        lines += [f"    {line}" for line in error.caret().splitlines()]
        lines += [f"  - {advice}" for advice in error.advice]
    head = bold(visible(text.replace("\n", " "))) if text.strip() else "(empty)"
    return "\n".join([head, *map(visible, lines)]) + "\n"
