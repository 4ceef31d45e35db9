"""A base or codon change printed beside a residue change, without its position: ``S549R(A>C)``."""

from __future__ import annotations

import re

_CHANGE = r"(?P<old>[ACGT]{1,3})(?: ?(?:>|/|-to-|-) ?| to )(?P<new>[ACGT]{1,3})"
_RESIDUES = (
    r"(?:[A-Z][a-z]{2}|[A-Z])[- ]?\(?[1-9]\d{0,4}\)?(?:[- >]| to )?(?:[A-Z][a-z]{2}|[A-Z]|\*|[Ss]top|=)\)?"
)
_LABEL = r"(?:codon |nucleotide |nt |c\.|cDNA )?"
_AFTER = re.compile(
    rf"(?P<rest>(?:.*[^A-Za-z0-9])?{_RESIDUES})"
    rf"(?P<beside>(?: ?[,;:]? ?[(\[]| ?[,;:] | ){_LABEL}{_CHANGE}[)\]]?)\Z"
)
_IN_BRACKETS = re.compile(rf"(?P<rest>[^()\[\]]*\d[^()\[\]]*)(?P<beside>[(\[]{_LABEL}{_CHANGE}[)\]])\Z")
_BEFORE = re.compile(rf"(?P<beside>[(\[]?{_LABEL}{_CHANGE}[)\]]?[,;:]? )(?P<rest>.*{_RESIDUES})\Z")


def base_change_beside(text: str) -> tuple[str, str, str] | None:
    """What is left without the base change, the change as printed, and the change as ``old>new``.

    One base for one, or three bases of a codon for three; None where no residue change with such a change
    beside it is printed. Where the base stands in the codon is for the sequence to tell.

    >>> base_change_beside("CFTR R117H (CGC to CAC)")
    ('CFTR R117H', '(CGC to CAC)', 'CGC>CAC')
    >>> base_change_beside("G-A, Arg117His")
    ('Arg117His', 'G-A', 'G>A')
    >>> base_change_beside("1532 G to A")
    """
    match = _AFTER.match(text) or _BEFORE.match(text) or _IN_BRACKETS.match(text)
    if match is None:
        return None
    old, new = match["old"], match["new"]
    if old == new or len(old) != len(new) or len(old) == 2:
        return None
    return match["rest"].strip(), match["beside"].strip(" ,;:"), f"{old}>{new}"
