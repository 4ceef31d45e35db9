"""Which gene a mention speaks of, species included."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from varsyn.model import Message

if TYPE_CHECKING:
    from varsyn.reference import Gene, Reference

HUMAN = "Homo sapiens"


class GeneChoice(msgspec.Struct, frozen=True):
    """The genes that some words may mean, best first, and what to say about it.

    ``sure`` is False where the words name several genes of one species, or are listed as an ambiguous alias.
    """

    words: str
    genes: tuple[Gene, ...] = ()
    messages: tuple[Message, ...] = ()
    sure: bool = True
    suggestions: tuple[str, ...] = ()


def choose_gene(words: str, species: str | None, reference: Reference) -> GeneChoice:
    """Settle gene words: official symbol, former symbol, alias or protein name, in any case.

    Human before other species where none is given, with a note where the words name a gene of another
    species too. Several genes of one species stay several: never a guess.
    """
    matches = reference.find_genes(words, species)
    if not matches:
        return GeneChoice(words, suggestions=tuple(reference.suggest_genes(words)))
    first = matches[0]
    kin = [match for match in matches if match.gene.species == first.gene.species]
    others = [match for match in matches if match.gene.species != first.gene.species]
    messages = []
    if species is None and first.gene.species != HUMAN:
        human = _human_namesake(words, reference)
        note = f"; the human gene is {human}" if human else ""
        messages.append(
            Message(
                "species_assumed",
                "warning",
                f"{words} is read as {first.gene.symbol} of {first.gene.species}, as it is written{note}; "
                "say --species human if that was meant",
            )
        )
    elif species is None and others:
        names = ", ".join(f"{match.gene.symbol} ({match.gene.species})" for match in others)
        messages.append(
            Message("species_assumed", "info", f"{words} also names {names}; {first.gene.species} is assumed")
        )
    elif species is None and _mouse_spelling(words, first.gene):
        note = f"{words} is spelled as a mouse or rat symbol; {first.gene.symbol} of {HUMAN} is assumed"
        messages.append(Message("species_assumed", "warning", note))
    sure = first.matched != "ambiguous"
    best = [match for match in kin if match.matched == first.matched] if sure else kin
    if len(best) > 1 or not sure:
        names = ", ".join(match.gene.symbol for match in best)
        reason = first.warning or f"{words} names {names}"
        messages.append(Message("ambiguous_gene", "warning", f"{words} is an ambiguous name: {reason}"))
    elif first.matched in ("previous", "alias", "protein_name"):
        messages.append(
            Message("gene_renamed", "info", f"{words} is {first.gene.symbol} ({_kind(first.matched)})")
        )
        if first.warning:
            messages.append(Message("gene_name_note", "info", first.warning))
    return GeneChoice(words, tuple(match.gene for match in best), tuple(messages), sure and len(best) == 1)


def _human_namesake(words: str, reference: Reference) -> str | None:
    found = reference.find_genes(words.upper(), "human")
    return found[0].gene.symbol if found else None


def _mouse_spelling(words: str, gene: Gene) -> bool:
    """Whether a human symbol is spelled as mouse and rat symbols are: first letter upper case, rest lower."""
    text = words.strip()
    return text != gene.symbol and text == text.capitalize() and text.upper() == gene.symbol and len(text) > 2


def _kind(matched: str) -> str:
    return {"previous": "former symbol", "alias": "alias", "protein_name": "protein name"}[matched]
