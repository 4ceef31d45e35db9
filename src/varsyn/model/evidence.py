"""One checked fact for or against a hypothesis."""

from __future__ import annotations

import msgspec


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One checked fact with its weight.

    ``likelihood_ratio`` is P(fact | hypothesis true) / P(fact | the number or scheme is wrong);
    docs/probability.md derives each. ``scheme`` names the scheme the fact speaks about where that is not
    the candidate's own.

    >>> Evidence("residue_match", "codon 511 CGG = Arg", 18.0).code
    'residue_match'
    """

    code: str
    detail: str
    likelihood_ratio: float = 1.0
    scheme: str | None = None
