"""From a mention to its resolution: genes, readings, rulers and alleles put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from varsyn.model import Mention, Reading, Resolution, VarsynError
from varsyn.notation import read
from varsyn.resolution import accessions, answers, compound, fast, named, nicknames, refusals
from varsyn.resolution.gene_context import GeneContext
from varsyn.resolution.genes import GeneChoice, choose_gene
from varsyn.resolution.hints import favour
from varsyn.resolution.probability import BARE_UNCHECKED_UNKNOWN
from varsyn.resolution.weigh import checked, doubted, hypotheses_in, reversed_hypotheses, unknown_weight

if TYPE_CHECKING:
    from varsyn.model import Message
    from varsyn.numbering import Scheme
    from varsyn.reference import Reference
    from varsyn.resolution.hypothesis import Hypothesis

_REMEMBERED = 4096
"""Answers kept for mentions that were met before, once or twice as many."""
_MET = 32_768
"""Mentions remembered as met once. Most are never met again, and an answer takes a hundred times the room: to
keep them all would cost more than it saves."""
_READ = 2048
"""Readings kept for whoever asks for them, so that a document is read once."""
_CHOICES = 8192
"""Gene words kept."""
_CONTEXTS = 4096
"""Gene contexts kept."""


class Resolver:
    """Answers which variant a mention is, against one reference.

    Parameters
    ----------
    reference: transcripts, genes, numbering facts.
    curated: use the curated tables of numbering conventions and legacy names. Without them rulers are
        inferred from sequences and features alone.

    >>> from varsyn.reference import open_reference
    >>> str(Resolver(open_reference()).resolve(Mention("R481Q", gene="IGF1R")).variant)
    'NM_000875.5:c.1532G>A p.(Arg511Gln)'
    """

    def __init__(self, reference: Reference, *, curated: bool = True) -> None:
        self.reference = reference
        self.curated = curated
        self._contexts: dict[str, GeneContext] = {}
        self._choices: dict[tuple[str, str | None], GeneChoice] = {}
        self._readings: dict[str, Sequence[Reading] | VarsynError] = {}
        self._answers: dict[tuple[object, ...], Resolution] = {}
        self._earlier: dict[tuple[object, ...], Resolution] = {}
        self._met: set[int] = set()

    def resolve(self, mention: Mention) -> Resolution:
        """The verdict on one mention. Never raises for what the mention says; it says what is wrong."""
        key = (
            mention.text,
            mention.gene,
            mention.transcript,
            mention.species,
            mention.assembly,
            mention.hints,
        )
        known = self._answers.get(key) or self._earlier.get(key)
        if known is not None:
            return known if known.mention == mention else msgspec.structs.replace(known, mention=mention)
        answer = self._resolve(mention)
        mark = hash(key)
        if mark not in self._met:
            if len(self._met) >= _MET:
                self._met.clear()
            self._met.add(mark)
            return answer
        if len(self._answers) >= _REMEMBERED:
            # The older half goes at once: cheaper than one by one.
            self._answers, self._earlier = {}, self._answers
        self._answers[key] = answer
        return answer

    def resolve_many(self, mentions: Iterable[Mention], workers: int | None = None) -> Iterator[Resolution]:
        """The verdicts on many mentions, in order, lazily.

        ``workers`` above one resolves in that many processes; each opens the reference for itself.
        """
        if workers is not None and workers > 1:
            from varsyn.resolution.parallel import resolve_parallel

            return resolve_parallel(mentions, self.reference, workers, curated=self.curated)
        return (self.resolve(mention) for mention in mentions)

    def resolve_document(self, mentions: Iterable[Mention]) -> list[Resolution]:
        """The verdicts on the mentions of one document, read as a whole (docs/numbering.md)."""
        from varsyn.resolution.document import resolve_document

        return resolve_document(list(mentions), self)

    def readings(self, text: str) -> Sequence[Reading] | VarsynError:
        """The readings of a text, or the error that says why it has none; the latest texts are remembered."""
        known = self._readings.get(text)
        if known is None:
            if len(self._readings) >= _READ:
                self._readings.clear()
            known = self._readings[text] = _read_or_refused(text)
        return known

    def context(self, symbol: str) -> GeneContext:
        """What is worked out once for a gene (official symbol)."""
        known = self._contexts.get(symbol)
        if known is None:
            if len(self._contexts) >= _CONTEXTS:
                self._contexts.pop(next(iter(self._contexts)))
            gene = self.reference.gene(symbol)
            known = self._contexts[symbol] = GeneContext(symbol, gene, self.reference, curated=self.curated)
        return known

    def gene_choice(self, words: str, species: str | None = None) -> GeneChoice:
        """The genes that some words mean."""
        key = (words, species)
        known = self._choices.get(key)
        if known is None:
            if len(self._choices) >= _CHOICES:
                self._choices.pop(next(iter(self._choices)))
            known = self._choices[key] = choose_gene(words, species, self.reference)
        return known

    def _resolve(self, mention: Mention) -> Resolution:
        text = mention.text.strip()
        if not text:
            return Resolution(mention, "empty")
        known = self._readings.get(text)
        readings = known if known is not None else _read_or_refused(text)
        if isinstance(readings, VarsynError):
            by_name = nicknames.resolve_nickname(mention, text, self)
            return by_name if by_name is not None else refusals.unparsed(mention, readings)
        return self._read(mention, text, readings)

    def _read(self, mention: Mention, text: str, readings: Sequence[Reading]) -> Resolution:
        first = readings[0]
        if first.repairs and self._is_gene_alone(mention, text, first):
            return refusals.gene_alone(mention, text)
        if first.coordinate == "p" and first.protein is not None:
            # Two protein changes printed together are an allele, not a pair of DNA and protein.
            second = msgspec.structs.replace(first.protein, gene=first.gene, accession=first.accession)
            halves = (msgspec.structs.replace(first, protein=None), second)
            first = msgspec.structs.replace(halves[0], edit="allele", parts=halves, phase="cis")
            readings = (first,)
        if first.edit in ("allele", "fusion") or first.parts:
            by_name = nicknames.resolve_nickname(mention, text, self)
            if by_name is not None and by_name.status == "resolved":
                return by_name
            return compound.resolve_compound(mention, readings, self)
        accession = first.accession or mention.transcript
        choice, messages = self._settle_gene(mention, first, accession)
        if first.coordinate in ("g", "m", "o") or (accession and accessions.GENOMIC.match(accession)):
            return named.genomic(mention, readings, choice, messages, self)
        if accession is not None:
            answer = named.on_reference(mention, text, readings, accession, choice, messages, self)
            if answer is not None:
                return answer
        if first.edit == "none" and first.id is not None:
            return refusals.identifier(mention, first, messages, _only(choice))
        if choice is None or not choice.genes:
            # Words that are no gene may be a nickname's.
            if choice is not None:
                by_name = nicknames.resolve_nickname(mention, text, self)
            else:
                by_name = nicknames.resolve_without_gene(mention, text, first, self)
            if by_name is not None:
                return by_name
            return refusals.without_gene(mention, readings, choice, messages)
        unknown = unknown_weight(readings, text)
        if len(choice.genes) == 1 and choice.sure and not mention.hints:
            plain = self._plain(mention, text, readings, choice.genes[0].symbol, messages, unknown)
            if plain is not None:
                return plain
        weighed: list[tuple[Hypothesis, GeneContext]] = []
        for gene in choice.genes:
            context = self.context(gene.symbol)
            weighed += [(one, context) for one in hypotheses_in(readings, context, text)]
        if not any(one.fits for one, _ in weighed):
            for gene in choice.genes:
                context = self.context(gene.symbol)
                weighed += [(one, context) for one in reversed_hypotheses(readings, context)]
        if first.coordinate is None and not checked(one for one, _ in weighed):
            unknown = BARE_UNCHECKED_UNKNOWN
        unknown = doubted(unknown, readings, text, [one for one, _ in weighed])
        if not weighed:
            by_name = nicknames.resolve_nickname(mention, text, self)
            if by_name is not None:
                return by_name
            if any(self.context(gene.symbol).anchor for gene in choice.genes):
                return refusals.no_fit(mention, readings, choice, messages, weighed, sequence=True)
        agreed = _stated([one for one, _ in weighed], mention.hints) if mention.hints else None
        return answers.verdict(mention, readings, choice, messages, weighed, unknown, agreed=agreed)

    def _is_gene_alone(self, mention: Mention, text: str, first: Reading) -> bool:
        """Whether a text is a gene's name, read as residues for want of anything else (``IGF1R``)."""
        return (
            first.gene is None
            and any(repair.code == "residue_run" for repair in first.repairs)
            and bool(self.gene_choice(text, mention.species).genes)
        )

    def _plain(
        self,
        mention: Mention,
        text: str,
        readings: Sequence[Reading],
        symbol: str,
        messages: tuple[Message, ...],
        unknown: float,
    ) -> Resolution | None:
        """The answer to an ordinary mention of one gene, where the short way can give it."""
        return fast.plain(mention, text, readings, self.context(symbol), messages, unknown)

    def _settle_gene(
        self, mention: Mention, first: Reading, accession: str | None
    ) -> tuple[GeneChoice | None, tuple[Message, ...]]:
        """The gene of a mention from its own words, or else from what was said around it."""
        own = self.gene_choice(first.gene, mention.species) if first.gene else None
        stated = self.gene_choice(mention.gene, mention.species) if mention.gene else None
        if own is not None and own.genes and not own.sure and stated is not None and stated.sure:
            return stated, stated.messages
        if own is not None and own.genes:
            if stated is not None and stated.genes and not _overlap(own, stated):
                return own, (*own.messages, answers.gene_conflict(own, stated))
            return own, own.messages
        if stated is not None:
            return stated, stated.messages
        return own, own.messages if own is not None else ()


def _read_or_refused(text: str) -> Sequence[Reading] | VarsynError:
    try:
        return read(text)
    except VarsynError as error:
        return error


def _stated(hypotheses: Sequence[Hypothesis], hints: Sequence[str]) -> Scheme | None:
    """Favour the rulers that statements beside the mention speak for; the first that fits."""
    found: Scheme | None = None
    for one in hypotheses:
        if one.scheme is not None and (factor := favour(one.scheme, hints)) > 1:
            one.weight *= factor
            found = found or (one.scheme if one.fits else None)
    return found


def _overlap(one: GeneChoice, other: GeneChoice) -> bool:
    return bool({gene.symbol for gene in one.genes} & {gene.symbol for gene in other.genes})


def _only(choice: GeneChoice | None) -> str | None:
    return choice.genes[0].symbol if choice is not None and len(choice.genes) == 1 else None
