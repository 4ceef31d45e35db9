"""Mentions that are names, not notation: ``factor V Leiden``, ``PiZ``, ``HbS``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from varsyn.model import Mention, Message, Reading, Resolution, VarsynError
from varsyn.notation import read
from varsyn.resolution.genes import GeneChoice
from varsyn.resolution.listed import distinct_genes, listed_hypotheses
from varsyn.resolution.names import name_signature
from varsyn.resolution.probability import NICKNAME_RATIO, NICKNAME_UNKNOWN

if TYPE_CHECKING:
    from varsyn.reference import LegacyName
    from varsyn.resolution.resolver import Resolver


def resolve_nickname(mention: Mention, text: str, resolver: Resolver) -> Resolution | None:
    """The verdict for a mention whose whole text, or all of it after the gene, is a listed name."""
    from varsyn.resolution import answers, refusals

    if not resolver.curated:
        return None
    rows, choice = _rows(mention, text, resolver)
    if not rows:
        return None
    weighed = []
    for symbol in distinct_genes(rows):
        context = resolver.context(symbol)
        for row in rows:
            if row.gene == symbol:
                said = _protein_reading(row)
                found = listed_hypotheses([row], context, said, NICKNAME_RATIO)
                weighed += [(one, context) for one in found]
    messages: tuple[Message, ...] = choice.messages if choice is not None else ()
    symbols = distinct_genes(rows)
    if not weighed:
        return refusals.listed_without_sequence(mention, rows, messages)
    genes = [resolver.reference.gene(symbol) for symbol in symbols]
    settled = GeneChoice(text, tuple(gene for gene in genes if gene is not None), messages)
    return answers.verdict(mention, (), settled, messages, weighed, NICKNAME_UNKNOWN)


def _protein_reading(row: LegacyName) -> Reading | None:
    """What a listed name says, where it is a protein name that the mention only spelled in another way."""
    try:
        first = read(row.legacy)[0]
    except VarsynError:
        return None
    return first if first.coordinate == "p" and not first.parts and first.protein is None else None


def _rows(mention: Mention, text: str, resolver: Resolver) -> tuple[Sequence[LegacyName], GeneChoice | None]:
    """Listed rows for the text; within the stated gene where one is stated."""
    if mention.gene:
        choice = resolver.gene_choice(mention.gene, mention.species)
        for gene in choice.genes:
            names = resolver.context(gene.symbol).names
            rows = names.spelled(text)
            if not rows:
                for words, rest in _splits(text):
                    if any(one.symbol == gene.symbol for one in resolver.gene_choice(words).genes):
                        rows = names.spelled(rest)
                        if rows:
                            break
            if rows:
                return rows, choice
        return (), choice
    wanted = name_signature(text)
    whole = [row for row in resolver.reference.find_legacy(text) if name_signature(row.legacy) == wanted]
    if whole:
        return whole, None
    for words, rest in _splits(text):
        choice = resolver.gene_choice(words, mention.species)
        for gene in choice.genes:
            rows = resolver.context(gene.symbol).names.spelled(rest)
            if rows:
                return rows, choice
    return (), None


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """(gene words, rest) at each space, colon or comma, the longest gene words first; then the other way."""
    parts = text.replace(":", " ").split()
    for cut in range(len(parts) - 1, 0, -1):
        yield " ".join(parts[:cut]), " ".join(parts[cut:])
    for cut in range(1, len(parts)):
        yield " ".join(parts[cut:]), " ".join(parts[:cut])
