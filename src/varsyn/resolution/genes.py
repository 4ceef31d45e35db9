"""Which gene a mention speaks of, species included."""

from __future__ import annotations

import re
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
    if not matches and (found := _within(words, species, reference)) is not None:
        return found
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


_MOST_WORDS = 6
_DESCRIBING = re.compile(
    r"[a-z][a-z-]*|[Ee]x(?:on)?|[Ii]ntron|\d{1,3}[a-z]?|[A-Z][a-z]+_[A-Z][a-z]+|\*\d{1,3}[A-Z]?\Z"
)
_EXON_WORD = re.compile(r"\b(?:[Ee]x(?:on)?|[Ii]ntron)\b")
_LABELLED = re.compile(r"(?P<gene>[A-Z][A-Z0-9]{1,9})(?:\*\d{1,3}[A-Z]?|_HUMAN)\Z")
_COLLAGEN = re.compile(
    r"(?:pro-?)?(?:\u03b1|[Aa]lpha[- ]?)(?P<chain>\d) ?\((?P<type>[IVX]+)\)(?: (?:collagen|chain))*\Z"
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV",
          "XVI", "XVII", "XVIII")  # fmt: skip
_NUMBERED = re.compile(r"(?P<stem>[A-Z][A-Z0-9]*?)(?P<one>\d{1,2})/(?P<other>\d{1,2})\Z")
_JOINED = re.compile(r"::|/|-")


def _within(words: str, species: str | None, reference: Reference) -> GeneChoice | None:
    """The gene named by a part of the words, or the two genes of a fusion; never without a message."""
    if match := _COLLAGEN.match(words):
        if match["type"] not in _ROMAN:
            return None
        symbol = f"COL{_ROMAN.index(match['type']) + 1}A{match['chain']}"
        return _renamed(words, symbol, "chain of a collagen", species, reference)
    if match := _LABELLED.match(words):
        return _trimmed(words, match["gene"], species, reference)
    if pair := _two_genes(words, species, reference):
        names = " and ".join(gene.symbol for gene in pair)
        note = Message("ambiguous_gene", "warning", f"{words} names two genes, {names}")
        return GeneChoice(words, pair, (note,), False)
    parts = words.split()
    if not 1 < len(parts) <= _MOST_WORDS:
        return None
    if any(part[0].isdigit() for part in parts) and not _EXON_WORD.search(words):
        return None
    for cut in range(len(parts) - 1, 0, -1):
        if all(_DESCRIBING.fullmatch(word) for word in parts[cut:]) and (
            found := _trimmed(words, " ".join(parts[:cut]), species, reference)
        ):
            return found
    for cut in range(1, len(parts)):
        if all(_DESCRIBING.fullmatch(word) for word in parts[:cut]) and (
            found := _trimmed(words, " ".join(parts[cut:]), species, reference)
        ):
            return found
    return None


def _trimmed(words: str, kept: str, species: str | None, reference: Reference) -> GeneChoice | None:
    """The gene that the kept words name as its symbol, letter by letter."""
    matches = reference.find_genes(kept, species)
    if not matches or matches[0].matched != "symbol" or not matches[0].exact:
        return None
    found = choose_gene(kept, species, reference)
    note = Message(
        "gene_words_trimmed", "warning", f"{words} is read as {kept}; the other words name no gene"
    )
    return msgspec.structs.replace(found, words=words, messages=(note, *found.messages))


def _renamed(
    words: str, symbol: str, kind: str, species: str | None, reference: Reference
) -> GeneChoice | None:
    gene = reference.gene(symbol, species)
    if gene is None:
        return None
    return GeneChoice(words, (gene,), (Message("gene_renamed", "info", f"{words} is {symbol} ({kind})"),))


def _two_genes(words: str, species: str | None, reference: Reference) -> tuple[Gene, ...]:
    """The genes of ``BCR::ABL1`` and ``IDH1/2``; empty where the words are not two symbols."""
    if match := _NUMBERED.match(words):
        names = [match["stem"] + match["one"], match["stem"] + match["other"]]
    else:
        names = _JOINED.split(words)
    if len(names) != 2:
        return ()
    genes = [reference.gene(name, species) for name in names]
    return tuple(gene for gene in genes if gene is not None) if all(genes) else ()


def _human_namesake(words: str, reference: Reference) -> str | None:
    found = reference.find_genes(words.upper(), "human")
    return found[0].gene.symbol if found else None


def _mouse_spelling(words: str, gene: Gene) -> bool:
    """Whether a human symbol is spelled as mouse and rat symbols are: first letter upper case, rest lower."""
    text = words.strip()
    return text != gene.symbol and text == text.capitalize() and text.upper() == gene.symbol and len(text) > 2


def _kind(matched: str) -> str:
    return {"previous": "former symbol", "alias": "alias", "protein_name": "protein name"}[matched]
