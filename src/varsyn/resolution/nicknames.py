"""Mentions that are names, not notation: ``factor V Leiden``, ``PiZ``, ``HbS``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from varsyn.model import Mention, Message, Reading, Repair, Resolution, VarsynError
from varsyn.notation import read
from varsyn.resolution.genes import GeneChoice
from varsyn.resolution.listed import distinct_genes, listed_hypotheses
from varsyn.resolution.nickname_forms import glued, listed, respelled, within_gene
from varsyn.resolution.probability import (
    GENE_FROM_NAME,
    NICKNAME_RATIO,
    NICKNAME_UNKNOWN,
    POSITION_UNKNOWN,
)

if TYPE_CHECKING:
    from varsyn.reference import LegacyName
    from varsyn.resolution.resolver import Resolver


def resolve_nickname(mention: Mention, text: str, resolver: Resolver) -> Resolution | None:
    """The verdict for a mention whose whole text, or all of it after the gene, is a listed name."""
    from varsyn.resolution import answers, refusals

    if (apart := _glued_gene(mention, text, resolver)) is not None:
        return apart
    if not resolver.curated:
        return None
    rows, choice, notes = _rows(mention, text, resolver)
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
    messages: tuple[Message, ...] = (*(choice.messages if choice is not None else ()), *notes)
    symbols = distinct_genes(rows)
    if not weighed:
        return refusals.listed_without_sequence(mention, rows, messages)
    genes = [resolver.reference.gene(symbol) for symbol in symbols]
    settled = GeneChoice(text, tuple(gene for gene in genes if gene is not None), messages)
    unknown = POSITION_UNKNOWN if notes else NICKNAME_UNKNOWN
    return answers.verdict(mention, (), settled, messages, weighed, unknown)


_GLUED = re.compile(r"[A-Z][A-Z0-9]{2,9}[A-Z]\d{1,4}[A-Z*]\Z")


def _glued_gene(mention: Mention, text: str, resolver: Resolver) -> Resolution | None:
    """The verdict on a symbol run into a residue change, ``KRASG12D``; None where no symbol fits, or two."""
    if mention.gene or not _GLUED.match(text) or resolver.gene_choice(text, mention.species).genes:
        return None
    cuts = [at for at in range(2, len(text) - 2) if resolver.reference.gene(text[:at], mention.species)]
    found = [(text[:at], text[at:]) for at in cuts if _is_residue_change(text[at:])]
    if len(found) != 1:
        return None
    symbol, change = found[0]
    answer = resolver.resolve(msgspec.structs.replace(mention, text=change, gene=symbol))
    apart = Repair("glued_gene", text, f"{symbol} {change}", True)
    return msgspec.structs.replace(answer, mention=mention, repairs=(apart, *answer.repairs))


def _is_residue_change(text: str) -> bool:
    try:
        return read(text)[0].coordinate == "p"
    except VarsynError:
        return False


def _protein_reading(row: LegacyName) -> Reading | None:
    """What a listed name says, where it is a protein name that the mention only spelled in another way."""
    try:
        first = read(row.legacy)[0]
    except VarsynError:
        return None
    return first if first.coordinate == "p" and not first.parts and first.protein is None else None


_CHARACTERISTIC = frozenset(("del", "ins", "dup", "delins", "fs"))


def resolve_without_gene(
    mention: Mention, text: str, reading: Reading, resolver: Resolver
) -> Resolution | None:
    """The verdict on a deletion or insertion without any gene word that one gene's list holds: ``185delAG``.

    None for substitutions (``V599E`` is in many genes) and for names that several genes or none list.
    """
    if not resolver.curated or reading.edit not in _CHARACTERISTIC or reading.accession is not None:
        return None
    rows = [row for words in (text, *respelled(text)) for row in listed(words, resolver)]
    genes = distinct_genes(rows)
    if len(genes) != 1 or mention.transcript is not None:
        return None
    words = f"no gene is named; {text} is listed for {genes[0]} only, and read as that"
    note = Message("gene_from_name", "warning", words)
    answer = resolver.resolve(msgspec.structs.replace(mention, gene=genes[0]))
    candidates = tuple(
        msgspec.structs.replace(one, probability=one.probability * GENE_FROM_NAME)
        for one in answer.candidates
    )
    probability = answer.probability * GENE_FROM_NAME if answer.probability is not None else None
    return msgspec.structs.replace(
        answer,
        mention=mention,
        probability=probability,
        candidates=candidates,
        messages=(note, *answer.messages),
    )


Rows = tuple[Sequence["LegacyName"], "GeneChoice | None", tuple[Message, ...]]


def _rows(mention: Mention, text: str, resolver: Resolver) -> Rows:
    """Listed rows for the text, as the list spells it or in other forms; of the stated gene where one is."""
    stated = resolver.gene_choice(mention.gene, mention.species) if mention.gene else None
    spelled = [(words, list(_genes_of(words, stated, mention.species, resolver)))
               for words in (text, *respelled(text))]  # fmt: skip
    for words, splits in spelled:
        if stated is None and (whole := listed(words, resolver)):
            return whole, None, ()
        for choice, rest in splits:
            for gene in choice.genes:
                if rows := resolver.context(gene.symbol).names.spelled(rest):
                    return rows, choice, ()
    for _, splits in spelled:
        for choice, rest in splits:
            for gene in choice.genes:
                if found := within_gene(gene.symbol, rest, resolver):
                    return found[0], choice, found[1]
    for words, _ in spelled:
        if stated is None and (found := glued(words, resolver)):
            return found[0], None, found[1]
    return (), stated, ()


def _genes_of(
    text: str, stated: GeneChoice | None, species: str | None, resolver: Resolver
) -> Iterator[tuple[GeneChoice, str]]:
    """(genes, text without their words): the stated gene with the whole text, then words of the text."""
    if stated is not None:
        yield stated, text
    symbols = {gene.symbol for gene in stated.genes} if stated is not None else None
    for words, rest in _splits(text):
        choice = resolver.gene_choice(words, species)
        if any(note.code == "gene_words_trimmed" for note in choice.messages):
            # The other words may be the name.
            continue
        if symbols is None or symbols & {gene.symbol for gene in choice.genes}:
            yield stated or choice, rest


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """(gene words, rest) at each space, colon or comma, the longest gene words first; then the other way."""
    parts = text.replace(":", " ").split()
    for cut in range(len(parts) - 1, 0, -1):
        yield " ".join(parts[:cut]), " ".join(parts[cut:])
    for cut in range(1, len(parts)):
        yield " ".join(parts[cut:]), " ".join(parts[:cut])
