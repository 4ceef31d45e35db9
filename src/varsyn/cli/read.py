"""``varsyn read``: notation only."""

from __future__ import annotations

import sys
from typing import Any

import click
import msgspec

from varsyn.cli.batch import Context, items
from varsyn.cli.options import input_option
from varsyn.cli.progress import progress
from varsyn.cli.style import bold, visible
from varsyn.model import Reading, VarsynError


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
    from varsyn.notation import read

    show = _json_line if form == "jsonl" else _text
    with progress(path, "reading") as advance:
        for item in items(text, path, Context()):
            written = item.mention.text
            readings: list[Reading] = []
            error: VarsynError | None = None
            try:
                readings = list(read(written))
            except VarsynError as refused:
                error = refused
            sys.stdout.write(show(written, readings, error))
            if path == "-":
                sys.stdout.flush()
            advance(item.offset)


def _json_line(text: str, readings: list[Reading], error: VarsynError | None) -> str:
    answer: dict[str, Any] = {
        "text": text,
        "readings": [reading.as_dict() for reading in readings],
        "error": error.as_dict() if error is not None else None,
    }
    return msgspec.json.encode(answer).decode() + "\n"


def _text(text: str, readings: list[Reading], error: VarsynError | None) -> str:
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
