"""How the help pages of resolving are made, and the sources that they name."""

from __future__ import annotations

from varsyn.model import CodeHelp

PROBABILITY = "docs/probability.md"
NUMBERING = "docs/numbering.md"
HGVS = "HGVS nomenclature 21.0"


def page(code: str, title: str, text: str, source: str = PROBABILITY) -> CodeHelp:
    """The help page of a code; ``source`` is where its rule comes from."""
    return CodeHelp(code, title, text, source)
