"""Module-level functions on one cached default reference: the library in six calls.

The reference is the embedded one, or the bundle named by VARSYN_REFERENCE when the first call is made.
Programs that need another reference, or several, make their own ``varsyn.resolution.Resolver``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from varsyn.model import Mention, Reading, Resolution

if TYPE_CHECKING:
    from varsyn.allele import Comparison
    from varsyn.reference import Reference
    from varsyn.resolution import Resolver
    from varsyn.synonyms import SynonymReport


@lru_cache(maxsize=1)
def default_reference() -> Reference:
    """The reference that the functions of this module share, opened on first use."""
    from varsyn.reference import open_reference

    return open_reference()


@lru_cache(maxsize=1)
def default_resolver() -> Resolver:
    """The resolver that the functions of this module share."""
    from varsyn.resolution import Resolver

    return Resolver(default_reference())


def read(text: str) -> list[Reading]:
    """Every reading of a mention, best first: notation only, no sequences.

    Raises InvalidNotation (with span and advice) where it is no notation, UnsupportedNotation where it is
    one that varsyn does not handle.

    >>> str(read("c.420delC")[0])
    'c.420del'
    """
    from varsyn.notation import read as read_notation

    return read_notation(text)


def resolve(
    text: str,
    *,
    gene: str | None = None,
    transcript: str | None = None,
    species: str | None = None,
    assembly: str | None = None,
) -> Resolution:
    """Which variant a mention is, how sure that is, and why.

    Parameters
    ----------
    text: the mention; it may carry its gene or transcript (``IGF1R R481Q``).
    gene: gene words from around it: symbol, alias or protein name, in any case.
    transcript: accession that its numbers count on, where known.
    species: ``human``, ``mouse`` or a scientific name.
    assembly: ``GRCh37`` or ``GRCh38`` for genomic positions without one.

    >>> answer = resolve("R481Q", gene="IGF1R")
    >>> answer.status, str(answer.variant)
    ('resolved', 'NM_000875.5:c.1532G>A p.(Arg511Gln)')
    """
    mention = Mention(text, gene=gene, transcript=transcript, species=species, assembly=assembly)
    return default_resolver().resolve(mention)


def resolve_many(mentions: Iterable[Mention | str], *, workers: int | None = None) -> Iterator[Resolution]:
    """The answer to each mention, in order, lazily; repeated mentions are answered once.

    ``workers`` above one resolves in that many processes.

    >>> [answer.status for answer in resolve_many(["IGF1R R481Q", "hello", ""])]
    ['resolved', 'unparsed', 'empty']
    """
    return default_resolver().resolve_many(_mentions(mentions), workers)


def resolve_document(mentions: Iterable[Mention | str]) -> list[Resolution]:
    """The answers to the mentions of one document, read as a whole: mentions of one gene share a ruler
    unless the evidence says otherwise.

    >>> found = resolve_document([Mention(name, gene="IGF1R") for name in ("R481Q", "R59X")])
    >>> [answer.candidates[0].numbering.offset for answer in found]
    [30, 30]
    """
    return default_resolver().resolve_document(_mentions(mentions))


def _mentions(mentions: Iterable[Mention | str]) -> Iterator[Mention]:
    return (Mention(one) if isinstance(one, str) else one for one in mentions)


def synonyms(text: str, *, gene: str | None = None) -> SynonymReport:
    """Every spelling of a variant in every numbering its gene is known to use, with collision warnings."""
    from varsyn.synonyms import synonyms_of

    return synonyms_of(resolve(text, gene=gene), default_resolver())


def compare(first: str, second: str, *, gene: str | None = None) -> Comparison:
    """How two descriptions relate: the same allele, one the consequence of the other, different, …

    >>> compare("IGF1R R481Q", "IGF1R p.Arg511Gln").same
    True
    """
    from varsyn.allele import compare as compare_variants

    return compare_variants(resolve(first, gene=gene), resolve(second, gene=gene))
