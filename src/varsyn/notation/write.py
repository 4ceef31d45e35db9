"""A reading or a variant as text in any style."""

from __future__ import annotations

from msgspec.structs import replace

from varsyn.model import Reading, Variant
from varsyn.model.spelling import CANONICAL, Style, spell
from varsyn.notation.reader import read

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

    A variant is written as ClinVar titles are, ``NM_…(GENE):c.… (p.…)``, in the style's spelling.

    >>> write(Reading("p", "sub", "481", "481", "Arg", "Gln"), "legacy")
    'R481Q'
    """
    if isinstance(style, str):
        if style not in STYLES:
            raise ValueError(f"no style {style!r}; there are {', '.join(STYLES)}")
        style = STYLES[style]
    return spell(_reading_of(what) if isinstance(what, Variant) else what, style)


def _reading_of(variant: Variant) -> Reading:
    """The variant's canonical names read back: DNA with its protein half, or the protein alone."""
    protein = read(variant.hgvs_p)[0] if variant.hgvs_p else None
    if variant.hgvs_c is None:
        if protein is None:
            raise ValueError(f"variant {variant.key} has no description to write")
        return protein
    half = replace(protein, accession=None) if protein is not None else None
    return replace(read(variant.hgvs_c)[0], gene=variant.gene, protein=half)
