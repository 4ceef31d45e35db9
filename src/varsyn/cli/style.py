"""Colour and weight of text, where a terminal shows it."""

from __future__ import annotations

import os
import re
import sys

import click

from varsyn.model import Resolution

_LABEL = re.compile(r"\A  (warning|problem|[a-z][a-z ]{0,11})(?=  )")
_VERDICT = {"resolved": "green", "ambiguous": "yellow", "unverified": "yellow", "empty": None}
_CONTROLS = {number: f"\\x{number:02x}" for number in (*range(10), *range(11, 32), *range(127, 160))}
_SEVERITY = {"warning": "yellow", "problem": "red"}


def coloured() -> bool:
    """Whether answers may carry colour: standard output is a terminal, and nobody asked for none.

    NO_COLOR (no-color.org) set to anything, or TERM=dumb, asks for none.
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout is not None and sys.stdout.isatty()


def visible(text: str) -> str:
    r"""The text with control characters as escapes, so that a mention cannot steer the terminal.

    >>> print(visible("R481Q\x1b[2J"))
    R481Q\x1b[2J
    """
    return text.translate(_CONTROLS)


def bold(text: str) -> str:
    """The text in bold where that shows, otherwise as it is."""
    return click.style(text, bold=True) if coloured() else text


def answer(resolution: Resolution) -> str:
    """The explanation of a resolution, painted where colour shows, with an empty line after it."""
    text = visible(resolution.explain())
    return (_painted(text, resolution) if coloured() else text) + "\n\n"


def _painted(text: str, resolution: Resolution) -> str:
    head, *rest = text.split("\n")
    lines = [click.style(head, bold=True)]
    if resolution.variant is not None and rest:
        lines.append(click.style(rest.pop(0), fg="cyan", bold=True))
    if rest:
        lines.append(click.style(rest.pop(0), fg=_VERDICT.get(resolution.status, "red")))
    lines += [_LABEL.sub(_label, line, count=1) for line in rest]
    return "\n".join(lines)


def _label(match: re.Match[str]) -> str:
    colour = _SEVERITY.get(match[1])
    return click.style(match[0], fg=colour, dim=colour is None)
