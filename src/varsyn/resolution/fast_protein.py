"""The ordinary residue for another, straight from the gene's tables.

Most protein mentions name a residue that is there under exactly one ruler, or under none. Their answer needs
no general machinery. Whatever is not so plain is left to the general way (None), and a property test holds
the two to the same answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from varsyn.allele.protein import ProteinChange
from varsyn.model import Candidate, Evidence, Mention, Message, NumberingUse, Reading, Resolution
from varsyn.model.residues import THREE_TO_ONE
from varsyn.numbering import PROTEIN_STANDARD, Scheme
from varsyn.resolution.answers import concluded, numbering_note, several_causes, weak_fit
from varsyn.resolution.causes import further_evidence, substituted
from varsyn.resolution.hypothesis import Hypothesis, use_of
from varsyn.resolution.probability import ACCEPT, BARE_PROTEIN_UNKNOWN, SHOWN
from varsyn.resolution.protein_side import mismatch
from varsyn.resolution.refusals import nowhere
from varsyn.resolution.verdict import candidate_of

if TYPE_CHECKING:
    from varsyn.resolution.codons import Changes
    from varsyn.resolution.gene_context import GeneContext
    from varsyn.resolution.residue_rulers import Pair, ResidueRulers
    from varsyn.resolution.verdict import Ranked

Fit = tuple[float, float, int, str, "Changes", Scheme, bool]
"""A ruler under which the printed residue is there: score, likelihood ratio, residue number (1-based) and
codon, the single-base causes, the ruler, whether papers on the gene use it."""

_UNKNOWN: dict[str, Changes] = {}
"""What a codon with an unknown base reaches."""


def residue_for_residue(
    mention: Mention,
    readings: Sequence[Reading],
    reading: Reading,
    context: GeneContext,
    messages: tuple[Message, ...],
    prefixed: bool,
    unknown: float,
    share: float = 1.0,
    against: tuple[Evidence, ...] | None = None,
) -> Resolution | None:
    """``R481Q``, ``p.Arg511Gln``: the answer by the rulers of the protein, None where more has to be tried.

    ``reading`` is the one of ``readings`` to answer for, ``share`` its weight among them, ``unknown`` the
    weight of everything that is no ruler of the protein; ``against`` is what speaks against HGVS numbers
    where there are other readings as well.
    """
    rulers = context.residue_rulers
    pair = rulers.pairs[reading.ref, reading.alt]
    start = reading.start
    if pair is None or not start.isdigit() or reading.chain:
        return None
    number = int(start)
    if not number:
        return None
    fits, missed = _looked_up(number, rulers, pair, prefixed, share)
    if prefixed and fits and not any(fit[5].standard for fit in fits):
        unknown = max(unknown, BARE_PROTEIN_UNKNOWN)
    if len(fits) == 1:
        (best,) = fits
        whole = unknown + missed + best[0]
    elif fits:
        whole = unknown + missed + sum([fit[0] for fit in fits])
        alone = _alone(fits, whole)
        if alone is None:
            return _several(mention, readings, reading, context, messages, fits, whole, share)
        best = alone
    else:
        return _nowhere(mention, readings, reading, context, messages, pair) if share == 1.0 else None
    own, _, at, codon, changes, scheme, _ = best
    probability = own / whole
    weak = probability < ACCEPT
    # X where one base change gives no stop may be any residue.
    if not changes and (weak or (pair[1] == "*" and len(readings) > 1)):
        return _several(mention, readings, reading, context, messages, fits, whole, share)
    if weak and (len(fits) > 1 or share < 1 or probability < SHOWN):
        return _several(mention, readings, reading, context, messages, fits, whole, share)
    if share < 1 and not scheme.standard and against is None:
        return None
    if at == 1 or (not changes and context.names.neighbour(reading)):
        return None
    anchor, places = context.anchor, context.places
    assert anchor is not None
    ref, alt, _, _, near, far = pair
    there = Evidence(
        "residue_match", f"codon {at} {codon} = {reading.ref}", near if changes else far, scheme.name
    )
    use = NumberingUse(scheme.name, scheme.offset, start, str(at), scheme.source)
    if scheme.standard:
        evidence: tuple[Evidence, ...] = (there,)
    else:
        if against is None:
            against = (mismatch(PROTEIN_STANDARD, number, rulers.protein[number - 1 : number]),)
        evidence = (there, *against)
        messages = (*messages, numbering_note(use, scheme, residue=True))
    if weak:
        cause = changes[0] if len(changes) == 1 else None
        variant = substituted(anchor, places, at, ref, alt, codon, cause)
        only = Candidate(variant, probability, use, evidence, reading)
        messages = (*messages, weak_fit(only))
        return Resolution(
            mention, "ambiguous", None, probability, (only,), reading.repairs, messages, context.symbol
        )
    if len(changes) > 1:
        variant = substituted(anchor, places, at, ref, alt, codon, None)
        part = probability / len(changes)
        each = tuple(
            [
                Candidate(
                    substituted(anchor, places, at, ref, alt, codon, change), part, use, evidence, reading
                )
                for change in changes
            ]
        )
        messages = (*messages, several_causes(variant, each))
        return Resolution(
            mention, "ambiguous", variant, probability, each, reading.repairs, messages, context.symbol
        )
    variant = substituted(anchor, places, at, ref, alt, codon, changes[0] if changes else None)
    if (more := further_evidence(at, codon, alt, context.code)) is not None:
        evidence = (*evidence, more)
    candidate = Candidate(variant, probability, use, evidence, reading)
    return Resolution(
        mention, "resolved", variant, probability, (candidate,), reading.repairs, messages, context.symbol
    )


def _alone(fits: list[Fit], whole: float) -> Fit | None:
    """The strongest of several fits, None where another one has to be shown beside it."""
    best = max(fits, key=lambda one: one[0])
    if any(one is not best and (one[6] or one[0] >= SHOWN * whole) for one in fits):
        return None
    return best


def _several(
    mention: Mention,
    readings: Sequence[Reading],
    reading: Reading,
    context: GeneContext,
    messages: tuple[Message, ...],
    fits: list[Fit],
    whole: float,
    share: float,
) -> Resolution | None:
    """The answer where several rulers fit, or one that may do so by luck."""
    if share < 1 or any(fit[2] == 1 for fit in fits):
        return None
    number = int(reading.start)
    order = sorted(fits, key=lambda one: -one[0])
    ranked: Ranked = []
    for fit in [one for one in order if one[6] or one[0] / whole >= SHOWN] or order[:1]:
        one = _hypothesis(reading, fit, context)
        ranked.append((candidate_of(one, context, fit[0] / whole), one))
    best = ranked[0][0]
    if not any(one[5].standard for one in fits):
        refuted = mismatch(PROTEIN_STANDARD, number, context.protein[number - 1 : number])
        best = Candidate(best.variant, best.probability, best.numbering, (*best.evidence, refuted), reading)
        ranked[0] = (best, ranked[0][1])
    return concluded(mention, readings, True, messages, ranked, context)


def _hypothesis(reading: Reading, fit: Fit, context: GeneContext) -> Hypothesis:
    """A ruler that fits, as a hypothesis on the protein change that it leads to (not of residue 1)."""
    score, ratio, at, codon, _, scheme, _ = fit
    anchor, ref = context.anchor, context.protein[at - 1]
    assert anchor is not None
    there = Evidence("residue_match", f"codon {at} {codon} = {reading.ref}", round(ratio, 2), scheme.name)
    use, alt = use_of(scheme, reading.start, str(at)), THREE_TO_ONE[reading.alt]
    change = ProteinChange(anchor.protein_accession or "", "sub", at, at, ref, ref, alt)
    return Hypothesis(reading, use, score / ratio, ratio, (there,), change=change, scheme=scheme)


def residue_fits(
    reading: Reading, context: GeneContext, prefixed: bool, share: float
) -> tuple[list[Hypothesis], float] | None:
    """A substitution under the protein rulers that have its residue, and the weight of the others; None where
    the general way must tell. ``share`` is the reading's weight in its mention."""
    pair = context.residue_rulers.pairs[reading.ref, reading.alt]
    if pair is None or not reading.start.isdigit() or reading.chain or not int(reading.start):
        return None
    fits, missed = _looked_up(int(reading.start), context.residue_rulers, pair, prefixed, share)
    if not fits or any(fit[2] == 1 for fit in fits):
        return None
    return [_hypothesis(reading, fit, context) for fit in fits], missed


def _looked_up(
    number: int, rulers: ResidueRulers, pair: Pair, prefixed: bool, share: float
) -> tuple[list[Fit], float]:
    """The rulers that have the residue at a printed number, and the weight of those that do not."""
    ref, protein, missed = pair[0], rulers.protein, 0.0
    fits: list[Fit] = []
    for offset, first, last, weight, slip, scheme, common in rulers.prefixed if prefixed else rulers.bare:
        if first <= number <= last:
            at = number + offset
            if protein[at - 1 : at] == ref:
                codon = rulers.coding[3 * at - 3 : 3 * at]
                changes = rulers.reach.get(codon, _UNKNOWN).get(pair[1], ())
                ratio = pair[2] if changes else pair[3]
                fits.append((share * weight * ratio, ratio, at, codon, changes, scheme, common))
            else:
                missed += slip
    return fits, share * missed


def _nowhere(
    mention: Mention,
    readings: Sequence[Reading],
    reading: Reading,
    context: GeneContext,
    messages: tuple[Message, ...],
    pair: Pair,
) -> Resolution | None:
    """The refusal where no ruler has the residue: neither as printed nor with the letters exchanged, neither
    on the anchor nor by the numbers of another transcript; else None."""
    ref, alt, number = pair[0], pair[1], int(reading.start)
    rulers = context.residue_rulers
    protein = rulers.protein
    facts: list[tuple[str, str | None, Evidence]] = []
    for offset, first, last, _, _, scheme, _ in rulers.bare:
        if first <= number <= last:
            at = number + offset
            there = protein[at - 1 : at]
            if there == alt and alt != "*":
                return None
            facts.append((scheme.name, str(at), mismatch(scheme, at, there)))
    for other in context.protein_isoforms:
        found = other.position(number)
        if found is not None and found > 0 and protein[found - 1 : found] in (ref, alt):
            return None
    return nowhere(mention, readings, messages, facts, (context,), context.symbol) if facts else None
