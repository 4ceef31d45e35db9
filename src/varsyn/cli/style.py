"""Colour and weight of text, where a terminal shows it."""

from __future__ import annotations

import os
import sys

import click


def coloured() -> bool:
    """Whether answers may carry colour: standard output is a terminal, and nobody asked for none.

    NO_COLOR (no-color.org) set to anything, or TERM=dumb, asks for none.
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout is not None and sys.stdout.isatty()


def bold(text: str) -> str:
    """The text in bold where that shows, otherwise as it is."""
    return click.style(text, bold=True) if coloured() else text
