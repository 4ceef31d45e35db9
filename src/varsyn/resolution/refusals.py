"""Answers without a settled variant: what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from varsyn.model import (
    Candidate,
    Evidence,
    InvalidNotation,
    Mention,
    Message,
    NumberingUse,
    Reading,
    Resolution,
    Variant,
    VarsynError,
)
from varsyn.model.residues import ONE_TO_THREE
from varsyn.model.resolution import Status
from varsyn.resolution import protein_side
from varsyn.resolution.genomic_side import chromosomes
from varsyn.resolution.nickname_forms import respelled
from varsyn.resolution.weigh import nickname_rows

if TYPE_CHECKING:
    from varsyn.reference import LegacyName
    from varsyn.resolution.gene_context import GeneContext
    from varsyn.resolution.genes import GeneChoice
    from varsyn.resolution.hypothesis import Hypothesis


def unparsed(mention: Mention, error: VarsynError) -> Resolution:
    """No notation that can be read: the fault with a caret, and advice."""
    parts = [error.message]
    if caret := error.caret():
        parts.append(caret)
    parts += [f"- {line}" for line in error.advice]
    return Resolution(mention, "unparsed", messages=(Message(error.code, "error", "\n".join(parts)),))


def gene_alone(mention: Mention, text: str) -> Resolution:
    """A gene's name that could be read as residues: no variant is named."""
    return unparsed(
        mention,
        InvalidNotation(
            f"{text} names a gene, and no variant of it",
            code="no_variant",
            text=text,
            span=(0, len(text)),
            advice=(f'write the change after the gene, in one piece: "{text} R481Q"',),
        ),
    )


def without_gene(
    mention: Mention, readings: Sequence[Reading], choice: GeneChoice | None, messages: tuple[Message, ...]
) -> Resolution:
    """No gene: unknown words, or none at all."""
    first = readings[0]
    if choice is None:
        note = Message(
            "no_gene",
            "error",
            f"{first} names no gene and no transcript: the same name means another variant in another gene; "
            "give --gene or --transcript",
        )
        return Resolution(mention, "unverified", spelled(first, None), None, (), first.repairs, (note,))
    text = f"no gene is known as {choice.words!r}"
    if choice.suggestions:
        text += "; did you mean " + ", ".join(choice.suggestions) + "?"
    note = Message("unknown_gene", "error", text)
    return Resolution(mention, "unknown_gene", None, None, (), first.repairs, (*messages, note), None)


def spelled(reading: Reading, gene: str | None) -> Variant | None:
    """The canonical spelling of a reading that nothing was checked for; None for a bare nucleotide number,
    which is no description without its coordinate type, and for introns and exons by number, which are
    positions on an exon table only."""
    if reading.coordinate is None or reading.start.startswith(("IVS", "EX")):
        return None
    owner = reading.accession or gene or "?"
    protein = reading.coordinate == "p"
    half = reading if protein else reading.protein
    protein_key = f"{owner}:{_stated(half)}" if half is not None else None
    stated = f" ({reading.assembly})" if reading.assembly and reading.accession else ""
    change = reading.hgvs.rpartition(":")[2] + stated
    key = protein_key if protein and protein_key is not None else f"{owner}:{change}"
    genome: tuple[tuple[str, str], ...] = ()
    if reading.coordinate in ("g", "m") and reading.accession is not None:
        builds = [build for build, chrom in chromosomes(reading.accession) if chrom == reading.accession]
        genome = tuple((build or reading.accession, reading.hgvs) for build in builds)
    return Variant(
        level="protein" if protein else "allele",
        key=key,
        gene=gene,
        hgvs_c=reading.hgvs if reading.coordinate in ("c", "n") else None,
        hgvs_p=half.hgvs if half is not None else None,
        hgvs_g=genome,
        protein_key=protein_key,
    )


def _stated(reading: Reading) -> str:
    """A protein description for a key: predicted or stated, p.(Arg511Gln) and p.Arg511Gln are one change."""
    change = reading.hgvs.rpartition(":")[2]
    return change.replace("p.(", "p.").removesuffix(")")


def unverified(
    mention: Mention, readings: Sequence[Reading], messages: tuple[Message, ...], gene: str | None, why: str
) -> Resolution:
    """Read, but nothing to check it against: the canonical spelling."""
    first = readings[0]
    other = _of_another_kind(readings)
    if other is not None:
        why += f"; {first} may as well be {other}, and no variant is settled"
    note = Message("not_checked", "warning", why)
    variant = spelled(first, gene)
    candidates: tuple[Candidate, ...] = ()
    if variant is not None:
        use = NumberingUse("unchecked", None, first.start or None, first.start or None)
        candidates = (Candidate(variant, 0.0, use, (), first),)
    return Resolution(
        mention,
        "unverified",
        variant if other is None else None,
        None,
        candidates,
        first.repairs,
        (*messages, note),
        gene,
    )


_SURELY_RESIDUES = 100
"""A number below is rarely a base's where its letters could be residues: one coding base in some fifteen of a
protein of 500 residues has such a number."""


def _of_another_kind(readings: Sequence[Reading]) -> Reading | None:
    """A base's change that a residue's name could be as well (``A985G``); None where there is none."""
    first = readings[0]
    if first.coordinate != "p" or first.edit != "sub" or not first.start.isdigit():
        return None
    if int(first.start) < _SURELY_RESIDUES:
        return None
    return next((reading for reading in readings if reading.coordinate != "p"), None)


def no_fit(
    mention: Mention,
    readings: Sequence[Reading],
    choice: GeneChoice,
    messages: tuple[Message, ...],
    weighed: Sequence[tuple[Hypothesis, GeneContext]],
    sequence: bool = False,
) -> Resolution:
    """Nothing fits: no sequence to fit, or the stated letters are nowhere near."""
    gene = choice.genes[0].symbol if len(choice.genes) == 1 and choice.sure else None
    contexts = {context.symbol: context for _, context in weighed}
    if not weighed and sequence:
        why = f"{readings[0]} names no single change of a transcript"
        return unverified(mention, readings, messages, gene, why)
    if not any(context.anchor is not None for context in contexts.values()):
        rows = [row for context in contexts.values() for row in _listed(readings, mention.text, context)]
        if rows:
            return listed_without_sequence(mention, rows, messages)
        names = ", ".join(one.symbol for one in choice.genes)
        read_as = f"{readings[0]}" if readings else mention.text
        why = f"there is no sequence of {names} in the reference: read as {read_as}, but not checked"
        return unverified(mention, readings, messages, gene, why)
    facts = [
        (one.numbering.scheme, one.numbering.position, fact) for one, _ in weighed for fact in one.evidence
    ]
    return nowhere(mention, readings, messages, facts, tuple(contexts.values()), gene)


def nowhere(
    mention: Mention,
    readings: Sequence[Reading],
    messages: tuple[Message, ...],
    facts: Iterable[tuple[str, str | None, Evidence]],
    contexts: Sequence[GeneContext],
    gene: str | None,
) -> Resolution:
    """The stated letters are there under no ruler; ``facts`` speak against each (ruler, position)."""
    stated = f"{readings[0]}" if readings else mention.text
    why = f"{stated} fits the reference under no numbering that is known"
    notes = [*messages, Message("mismatch", "error", why)]
    seen: set[str] = set()
    for scheme, position, fact in facts:
        if fact.detail not in seen and len(seen) < 6:
            seen.add(fact.detail)
            words = f"as {scheme.replace('_', ' ')} {position}: {fact.detail}"
            notes.append(Message(fact.code, "info", words))
    for context in contexts:
        notes += nearest_messages(readings, context)
    repairs = readings[0].repairs if readings else ()
    return Resolution(mention, "mismatch", None, None, (), repairs, tuple(notes), gene)


def _listed(readings: Sequence[Reading], text: str, context: GeneContext) -> list[LegacyName]:
    """What the name list says of a mention whose gene has no sequence."""
    rows = [row for words in (text, *respelled(text)) for row in nickname_rows(context, words)]
    for reading in readings:
        rows += [row for row in context.names.saying(reading) if row not in rows]
    return rows


def nearest_messages(readings: Sequence[Reading], context: GeneContext) -> list[Message]:
    """For each ruler the nearest residues of the printed kind."""
    found = []
    for reading in readings:
        if reading.coordinate != "p":
            continue
        near = protein_side.nearest(reading, context)
        for name, printed, position in near:
            letter = context.protein[position - 1]
            as_printed = f" (printed {printed})" if printed != position else ""
            found.append(
                Message(
                    "nearest_fit",
                    "info",
                    f"{context.symbol}: the nearest {ONE_TO_THREE[letter]} by "
                    f"{name.replace('_', ' ')} is residue "
                    f"{position}{as_printed}",
                )
            )
    return found


def listed_without_sequence(
    mention: Mention, rows: Sequence[LegacyName], messages: tuple[Message, ...]
) -> Resolution:
    """A listed name of a gene that the reference has no sequence of."""
    described = list(dict.fromkeys((row.gene, row.refseq, row.hgvs_c, row.hgvs_p) for row in rows))
    candidates = []
    for gene, refseq, hgvs_c, hgvs_p in described:
        text = f"{refseq}:{hgvs_c}"
        variant = Variant("allele", text, gene, text, hgvs_p.replace("*", "Ter") or None)
        use = NumberingUse("curated_name", None, mention.text, hgvs_c, rows[0].source)
        candidates.append(Candidate(variant, 1 / len(described), use))
    note = Message(
        "not_checked", "warning", "a listed name; there is no sequence in the reference to check it against"
    )
    only = candidates[0].variant if len(candidates) == 1 else None
    genes = {one[0] for one in described}
    symbol = described[0][0] if len(genes) == 1 else None
    status: Status = "unverified" if only is not None else "ambiguous"
    return Resolution(mention, status, only, None, tuple(candidates), (), (*messages, note), symbol)


def identifier(
    mention: Mention, reading: Reading, messages: tuple[Message, ...], gene: str | None
) -> Resolution:
    """An rsID, ClinVar, ClinGen or COSMIC identifier: it names a record, not a sequence change."""
    note = Message(
        "identifier_only",
        "warning",
        f"{reading.id} is an identifier; which change it stands for is not in the reference",
    )
    return Resolution(mention, "unverified", None, None, (), reading.repairs, (*messages, note), gene)
