"""Resolutions as lines of text, JSON, TSV or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Literal

from varsyn.model import Candidate, Resolution

Format = Literal["text", "jsonl", "tsv", "csv"]

COLUMNS = (
    "id", "text", "gene", "status", "level", "hgvs_c", "hgvs_p", "hgvs_g_grch37", "hgvs_g_grch38", "spdi",
    "key", "protein_key", "probability", "scheme", "offset", "printed", "position", "candidates", "repairs",
    "messages",
)  # fmt: skip
"""Columns of the TSV and CSV forms; docs/cli.md says what each holds."""


def json_line(resolution: Resolution) -> str:
    """The resolution as one line of JSON."""
    return resolution.as_json().decode() + "\n"


def table_row(resolution: Resolution) -> list[str]:
    """The resolution as cells, in the order of COLUMNS; several things in one cell are parted by ``; ``."""
    variant, best = resolution.variant, _first(resolution.candidates)
    numbering = best.numbering if best is not None and resolution.variant is not None else None
    genome = dict(variant.hgvs_g) if variant else {}
    cells = {
        "id": resolution.mention.id,
        "text": resolution.mention.text,
        "gene": resolution.gene or resolution.mention.gene,
        "status": resolution.status,
        "level": variant and variant.level,
        "hgvs_c": variant and variant.hgvs_c,
        "hgvs_p": variant and variant.hgvs_p,
        "hgvs_g_grch37": genome.get("GRCh37"),
        "hgvs_g_grch38": genome.get("GRCh38"),
        "spdi": variant and variant.spdi,
        "key": variant and variant.key,
        "protein_key": variant and variant.protein_key,
        "probability": None if resolution.probability is None else f"{resolution.probability:.4g}",
        "scheme": numbering and numbering.scheme,
        "offset": None if numbering is None or numbering.offset is None else str(numbering.offset),
        "printed": numbering and numbering.printed,
        "position": numbering and numbering.position,
        "candidates": "; ".join(f"{c.variant} ({c.probability:.3g})" for c in resolution.candidates),
        "repairs": "; ".join(
            f"{repair.code}: {repair.before} -> {repair.after}" for repair in resolution.repairs
        ),
        "messages": "; ".join(f"{message.severity}: {message.text}" for message in resolution.messages),
    }
    return [cells[column] or "" for column in COLUMNS]


def tsv_line(cells: list[str] | tuple[str, ...]) -> str:
    """Cells as one line of TSV; tabs and line ends inside a cell become blanks, so that a row is a line.

    >>> tsv_line(["a", "b\\tc"])
    'a\\tb c\\n'
    """
    return "\t".join(" ".join(cell.split("\t")).translate(_LINE_ENDS) for cell in cells) + "\n"


def csv_line(cells: list[str] | tuple[str, ...]) -> str:
    """Cells as one record of CSV (RFC 4180), ending with LF.

    >>> csv_line(["a", "R481Q, het"])
    'a,"R481Q, het"\\n'
    """
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


_LINE_ENDS = {ord("\n"): " ", ord("\r"): " "}


def writer(form: Format, text: Callable[[Resolution], str]) -> tuple[str, Callable[[Resolution], str]]:
    """What stands before the first answer, and the function that writes one answer.

    Parameters
    ----------
    form: the ``--format``.
    text: writes an answer for people.
    """
    if form == "tsv":
        return tsv_line(COLUMNS), lambda resolution: tsv_line(table_row(resolution))
    if form == "csv":
        return csv_line(COLUMNS), lambda resolution: csv_line(table_row(resolution))
    return "", json_line if form == "jsonl" else text


def _first(candidates: tuple[Candidate, ...]) -> Candidate | None:
    return candidates[0] if candidates else None
