"""A reading or a variant as text in any style."""

from __future__ import annotations

from varsyn.model import Reading, Variant
from varsyn.model.spelling import CANONICAL, Style, spell

STYLES: dict[str, Style] = {
    "hgvs": CANONICAL,
    "hgvs1": Style(letters=1, stop="*"),
    "star": Style(stop="*"),
    "predicted": Style(predicted=True),
    "observed": Style(predicted=False),
    "bases": Style(bases=True),
    "clinvar": Style(predicted=False, bases=False),
    "legacy": Style(letters=1, stop="X", predicted=False, bases=True, arrow="->", prefix=False),
}
"""Named styles; ``docs/notation.md`` shows one example of each."""


def write(what: Reading | Variant, style: str | Style = "hgvs") -> str:
    """A reading or variant as text in a named style or a Style of one's own; ValueError for an unknown name.

    >>> write(Reading("p", "sub", "481", "481", "Arg", "Gln"), "legacy")
    'R481Q'
    """
    if isinstance(style, str):
        if style not in STYLES:
            raise ValueError(f"no style {style!r}; there are {', '.join(STYLES)}")
        style = STYLES[style]
    if isinstance(what, Variant):
        return str(what)
    return spell(what, style)
