"""Verdicts: what a mention's weighed hypotheses come to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from varsyn.model import (
    Candidate,
    Mention,
    Message,
    NumberingUse,
    Reading,
    Repair,
    Resolution,
    Status,
    Variant,
)
from varsyn.model.message import Severity
from varsyn.model.residues import THREE_TO_ONE
from varsyn.resolution import refusals
from varsyn.resolution.causes import ProteinVariant, caused, others_evidence, with_causes
from varsyn.resolution.codons import single_base
from varsyn.resolution.pairs import apart, judge_pair
from varsyn.resolution.probability import SHOWN, settled
from varsyn.resolution.verdict import established, named, ranked_candidates
from varsyn.resolution.weigh import prefixed

if TYPE_CHECKING:
    from varsyn.numbering import Scheme
    from varsyn.reference import LegacyName
    from varsyn.resolution.gene_context import GeneContext
    from varsyn.resolution.genes import GeneChoice
    from varsyn.resolution.hypothesis import Hypothesis
    from varsyn.resolution.verdict import Ranked

Weighed = list[tuple["Hypothesis", "GeneContext"]]


def verdict(
    mention: Mention,
    readings: Sequence[Reading],
    choice: GeneChoice,
    messages: tuple[Message, ...],
    weighed: Weighed,
    unknown: float,
    *,
    agreed: Scheme | None = None,
    halves: Sequence[Scheme] = (),
) -> Resolution:
    """The resolution that weighed hypotheses come to.

    ``unknown`` is the weight of none of them, ``agreed`` a ruler that the document is known to use,
    ``halves`` rulers of the protein halves printed beside its DNA names.
    """
    half = readings[0].protein if readings else None
    if half is not None:
        for hypothesis, context in weighed:
            judge_pair(hypothesis, half, context, halves)
        weighed = apart(weighed, half)
    ranked = ranked_candidates(weighed, unknown)
    if not ranked:
        return refusals.no_fit(mention, readings, choice, messages, weighed)
    contexts = {context.symbol: context for _, context in weighed}
    gene = ranked[0][0].variant.gene
    context = contexts[gene] if gene in contexts else weighed[0][1]
    return concluded(mention, readings, choice.sure, messages, ranked, context, agreed)


def concluded(
    mention: Mention,
    readings: Sequence[Reading],
    sure: bool,
    messages: tuple[Message, ...],
    ranked: Ranked,
    context: GeneContext,
    agreed: Scheme | None = None,
) -> Resolution:
    """The resolution that ranked candidates come to; ``sure`` says that the gene is, ``context`` is the best
    candidate's gene."""
    best, hypothesis = ranked[0]
    gene = best.variant.gene
    repairs = best.reading.repairs if best.reading is not None else readings[0].repairs if readings else ()
    notes = (*messages, *hypothesis.messages, *_notes(ranked, readings))
    # The protein change of the best DNA change is no rival to it.
    entailed = best.variant.protein_key if best.variant.level == "allele" else None
    probabilities = [one.probability for one, _ in ranked if one is best or one.variant.key != entailed]
    bare = bool(readings) and readings[0].coordinate == "p" and not prefixed(readings[0], mention.text)
    clear = settled(probabilities) and sure and (agreed is not None or not (bare and contested(ranked)))
    clear = clear and not _halves_apart(ranked, readings)
    if _reversed(best) and all(_reversed(candidate) for candidate, _ in ranked):
        return _untaken("mismatch", mention, ranked, repairs, (*notes, _read_in_reverse(best)), gene)
    if best.probability < SHOWN:
        return _untaken("mismatch", mention, ranked, repairs, (*notes, _improbable(best)), gene)
    if bare and (slip := _misprint(hypothesis, readings, context)):
        notes = (*notes, _probable_misprint(best, slip), *refusals.nearest_messages(readings, context))
        return _untaken("mismatch", mention, ranked, repairs, notes, gene)
    if bare and (either := _any_residue(hypothesis, readings, context)):
        return _untaken("ambiguous", mention, ranked, repairs, (*notes, either), gene)
    if not clear:
        return _ambiguous(mention, ranked, repairs, notes, gene, sure)
    return _resolved(mention, ranked, repairs, notes, gene, context)


def _any_residue(hypothesis: Hypothesis, readings: Sequence[Reading], context: GeneContext) -> Message | None:
    """The remark on a bare ``G719X`` whose X is no stop that one base change gives: it may be any residue."""
    change = hypothesis.change
    if change is None or change.kind != "sub" or change.alt != "*" or hypothesis.cause is not None:
        return None
    codon = context.codon(change.start)
    if not any(one.alt == "Xaa" for one in readings) or single_base(codon, "*", context.code):
        return None
    words = (
        f"X may stand for any residue: no single base change of codon {change.start} ({codon}) gives a stop"
    )
    return Message("any_residue", "warning", words)


def _misprint(
    hypothesis: Hypothesis, readings: Sequence[Reading], context: GeneContext
) -> Sequence[LegacyName]:
    """Listed names one number away that a bare protein name probably meant.

    As printed the change would need two or three bases of its codon, which one published substitution in
    eight does; a listed one-base variant with the same letters next door is the better explanation, but not
    so much better that it could be taken.
    """
    change = hypothesis.change
    if change is None or change.kind != "sub" or context.anchor is None or not readings:
        return ()
    if hypothesis.cause is not None:
        return ()
    near = context.names.neighbour(readings[0])
    return near if near and not with_causes(change, context.anchor).single else ()


def _probable_misprint(best: Candidate, rows: Sequence[LegacyName]) -> Message:
    listed = ", ".join(dict.fromkeys(f"{row.legacy} = {row.hgvs_c}" for row in rows))
    return Message(
        "probable_misprint",
        "error",
        f"as printed it would be {best.variant}, which needs more than one base change; a listed variant "
        f"with the same letters is one number away ({listed}): probably a misprint",
    )


def contested(ranked: Ranked) -> bool:
    """Whether a protein name fits under HGVS numbers and under a curated ruler as well.

    The same string under two rulers that papers on the gene use is two variants: never one guess, however
    the letters weigh.
    """
    if len(ranked) < 2:
        return False
    rulers = {_established(one) for _, one in ranked if one.reading.coordinate == "p"}
    return {"standard", "curated"} <= rulers


def _halves_apart(ranked: Ranked, readings: Sequence[Reading]) -> bool:
    """Whether the best answer is the protein half of a pair, or stands against it: then the halves contradict
    each other, and each fits the sequence."""
    if not readings or readings[0].protein is None or readings[0].coordinate == "p":
        return False
    best = ranked[0][0].variant
    proteins = [one.variant.key for one, _ in ranked if one.variant.level == "protein"]
    return best.level == "protein" or any(key != best.protein_key for key in proteins)


def _established(hypothesis: Hypothesis) -> str:
    """``standard``, ``curated``, or ``other`` for rulers that nobody or hardly anybody uses for the gene."""
    scheme = hypothesis.scheme
    if scheme is None:
        return "curated" if hypothesis.cause is not None else "other"
    return scheme.origin if established(hypothesis) else "other"


def _reversed(candidate: Candidate) -> bool:
    codes = [fact.code for fact in candidate.evidence]
    return "reversed_orientation" in codes and "listed_name" not in codes


def _read_in_reverse(best: Candidate) -> Message:
    """The remark that the reference carries the letter that is printed as the new one."""
    words = "the stated reference fits nowhere, but the reference sequence carries the printed new letter"
    return Message("reversed_orientation", "warning", f"{words}: read in reverse it is {best.variant}")


def _improbable(best: Candidate) -> Message:
    """The remark that something fits, but nothing that the name is at all likely to mean."""
    words = f"no numbering that is likely fits; all that does is {best.variant} ({_ruler(best)})"
    return Message("mismatch", "error", words)


def _ambiguous(
    mention: Mention,
    ranked: Ranked,
    repairs: tuple[Repair, ...],
    notes: tuple[Message, ...],
    gene: str | None,
    sure: bool,
) -> Resolution:
    candidates = _plain(ranked)
    if len(candidates) > 1:
        names = "; ".join(f"{one.variant} ({_ruler(one)}, {one.probability:.0%})" for one in candidates[:4])
        notes += (
            Message("several_fit", "warning", f"several readings fit and none is clearly ahead: {names}"),
        )
    elif sure and not any(note.code == "pair_contradicts" for note in notes):
        notes += (weak_fit(candidates[0]),)
    return _untaken("ambiguous", mention, ranked, repairs, notes, gene)


def weak_fit(only: Candidate) -> Message:
    """The remark that the only candidate may fit by luck."""
    words = f"only {only.variant} fits ({_ruler(only)}), but it could be luck ({only.probability:.0%})"
    return Message("weak_fit", "warning", words)


def _untaken(
    status: Status,
    mention: Mention,
    ranked: Ranked,
    repairs: tuple[Repair, ...],
    notes: tuple[Message, ...],
    gene: str | None,
) -> Resolution:
    """Candidates of which none is taken."""
    candidates = _plain(ranked)
    return Resolution(mention, status, None, candidates[0].probability, candidates, repairs, notes, gene)


def _plain(ranked: Ranked) -> tuple[Candidate, ...]:
    return tuple([candidate for candidate, _ in ranked])


def _resolved(
    mention: Mention,
    ranked: Ranked,
    repairs: tuple[Repair, ...],
    notes: tuple[Message, ...],
    gene: str | None,
    context: GeneContext,
) -> Resolution:
    best, hypothesis = ranked[0]
    rest = tuple(candidate for candidate, _ in ranked[1:])
    variant = best.variant
    if not hypothesis.settled:
        return _unsettled(mention, best, rest, repairs, notes, gene)
    if variant.level == "allele" or hypothesis.change is None or context.anchor is None:
        return Resolution(mention, "resolved", variant, best.probability, (best, *rest), repairs, notes, gene)
    if hypothesis.cause is not None:
        variant = caused(hypothesis.change, context.anchor, hypothesis.cause)
        best = msgspec.structs.replace(best, variant=variant)
        return Resolution(mention, "resolved", variant, best.probability, (best, *rest), repairs, notes, gene)
    known = named(hypothesis, context.anchor)
    if len(known.single) < 2:
        best = _with_others(best, known)
        return Resolution(mention, "resolved", variant, best.probability, (best, *rest), repairs, notes, gene)
    each = tuple(
        msgspec.structs.replace(
            best,
            variant=caused(hypothesis.change, context.anchor, cause),
            probability=best.probability / len(known.single),
        )
        for cause in known.single
    )
    notes += (several_causes(variant, each),)
    return Resolution(mention, "ambiguous", variant, best.probability, (*each, *rest), repairs, notes, gene)


def several_causes(variant: Variant, each: Sequence[Candidate]) -> Message:
    """The remark that a settled protein change has several single-base causes."""
    listed = ", ".join([str(one.variant.hgvs_c).rpartition(":")[2] for one in each])
    words = f"the protein change is settled ({variant.hgvs_p}); {len(each)} single-base changes cause it"
    return Message("several_causes", "info", f"{words}: {listed}")


def _unsettled(
    mention: Mention,
    best: Candidate,
    rest: tuple[Candidate, ...],
    repairs: tuple[Repair, ...],
    notes: tuple[Message, ...],
    gene: str | None,
) -> Resolution:
    """Read and placed, but bases that would make the description canonical are not known."""
    if not any(note.code == "not_normalized" for note in notes):
        notes += (_not_normalized(best),)
    return Resolution(
        mention, "unverified", best.variant, best.probability, (best, *rest), repairs, notes, gene
    )


def _not_normalized(best: Candidate) -> Message:
    words = (
        f"{best.variant} is where it was read to be; the bases that would settle its canonical form are not"
    )
    return Message("not_normalized", "warning", f"{words} printed or not on record")


def _with_others(best: Candidate, known: ProteinVariant) -> Candidate:
    fact = others_evidence(known.others)
    return best if fact is None else msgspec.structs.replace(best, evidence=(*best.evidence, fact))


def _ruler(candidate: Candidate) -> str:
    use = candidate.numbering
    if use.scheme == "hgvs":
        return "HGVS numbers"
    words = use.scheme.replace("_", " ")
    return f"{words}, {use.offset:+d}" if use.offset else words


def _notes(ranked: Ranked, readings: Sequence[Reading]) -> tuple[Message, ...]:
    """What a curator should know of the winner: its ruler, and what else the same name could be."""
    found: list[Message] = []
    best, hypothesis = ranked[0]
    use = best.numbering
    if use.offset and use.printed:
        found.append(numbering_note(use, hypothesis.scheme))
    codes = [fact.code for fact in best.evidence]
    first = readings[0] if readings else None
    bare = first is not None and first.coordinate is None and best.variant.level == "allele"
    if bare and use.scheme == "hgvs":
        found.append(
            Message("coordinate_assumed", "info", "no c. is printed; the number fits as a c. number")
        )
    if first is not None and first.coordinate == "c" and use.scheme not in ("hgvs", "transcript"):
        found.append(
            Message(
                "prefix_misleads",
                "warning",
                f"c. is printed, but as a c. number it does not fit; it fits as {_ruler(best)}",
            )
        )
    if "stated_base_mismatch" in codes:
        for fact in best.evidence:
            if fact.code == "stated_base_mismatch":
                found.append(Message(fact.code, "warning", f"{fact.detail}: one of the two is misprinted"))
    if "bases_not_on_record" in codes:
        found.append(_not_normalized(best))
    if "counted_past_stop" in codes:
        found.append(
            Message("counted_past_stop", "info", f"the number runs past the stop codon: it is {use.position}")
        )
    if settled([one.probability for one, _ in ranked]) and not _halves_apart(ranked, readings):
        found += _alternatives(ranked[1:4], first)
    if first is not None and first.edit == "sub" and (words := _turned(hypothesis, first)):
        found.append(Message("reversed_orientation", "warning", words))
    return tuple(found)


def _sum(use: NumberingUse, plain: bool) -> str:
    """The arithmetic of a ruler, as far as it is plain arithmetic (no number 0, no intron offsets)."""
    printed, position, offset = use.printed or "", use.position or "", use.offset or 0
    if plain or (printed.isdigit() and position.isdigit() and int(printed) + offset == int(position)):
        return f"{printed} {'+' if offset > 0 else '-'} {abs(offset)} = {position}"
    return f"{printed} is {position} in HGVS numbers (offset {offset:+d}, there is no 0)"


def _turned(hypothesis: Hypothesis, first: Reading) -> str:
    """What to say where the reference carries the letter that is printed as the new one, else nothing."""
    change, allele = hypothesis.change, hypothesis.allele
    residue = change is not None and change.kind == "sub" and first.coordinate == "p"
    if residue and change is not None and THREE_TO_ONE.get(first.ref) == change.alt != change.ref:
        return f"the reference carries the printed new residue: {first} is {change}"
    if allele is None or allele.shape != "sub" or first.coordinate == "p":
        return ""
    if (first.ref, first.alt) != (allele.inserted, allele.deleted):
        return ""
    return f"the reference carries the printed new base: {first} is {allele.deleted}>{allele.inserted}"


def _alternatives(others: Ranked, first: Reading | None) -> list[Message]:
    """Other variants that the same name fits: a warning, unless its prefix says which ruler is meant."""
    found = []
    for other, hypothesis in others:
        if other.probability >= 0.004 or established(hypothesis):
            prefixed = first is not None and first.coordinate == "c" and not hypothesis.reading.repairs
            listed = hypothesis.scheme is None
            words = f"the same name also fits as {other.variant} ({_ruler(other)}, {other.probability:.1%})"
            severity: Severity = "info" if prefixed and not listed else "warning"
            found.append(Message("other_ruler_fits", severity, words))
    return found


def numbering_note(use: NumberingUse, scheme: Scheme | None, *, residue: bool = False) -> Message:
    """The remark that a number counts on another ruler than HGVS's, with the sum and its source.

    ``residue``: both are numbers of residues, so that the sum is plain arithmetic.
    """
    title = (scheme.title if scheme is not None else "") or use.scheme.replace("_", " ")
    source = f" ({use.source})" if use.source else ""
    return Message("numbering_used", "info", f"{use.printed} counts in {title}: {_sum(use, residue)}{source}")


def gene_conflict(own: GeneChoice, stated: GeneChoice) -> Message:
    """The remark where the text names another gene than its surroundings."""
    mine, theirs = own.genes[0].symbol, stated.genes[0].symbol
    return Message(
        "gene_conflict",
        "warning",
        f"the text names {mine} ({own.words}), the context {theirs}; {mine} is used",
    )


def with_note(answer: Resolution, note: Message) -> Resolution:
    """The same answer with one more remark."""
    return msgspec.structs.replace(answer, messages=(*answer.messages, note))
