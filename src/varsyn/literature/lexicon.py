"""Names that look like variants: read once from ``lookalikes.tsv`` beside this module."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def lookalikes() -> dict[str, str]:
    """Name as printed (hyphens and spaces removed) to what it is: ``cell_line``, ``gene``, ``virus``, …

    >>> lookalikes()["T47D"], lookalikes().get("R481Q")
    ('cell_line', None)
    """
    table = files("varsyn.literature").joinpath("lookalikes.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines()[1:] if line)
    return {row[0]: row[1] for row in rows}
