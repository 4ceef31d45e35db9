"""The ordinary substitution, straight from the gene's tables.

Most mentions are one residue or one base for another, with a gene, and fit under exactly one ruler. Their
answer needs no general machinery. Whatever is not so plain is left to the general way (None), and a property
test holds the two to the same answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from varsyn.allele import Allele, allele_key, predict, protein_key, spdi
from varsyn.model import Candidate, Evidence, Mention, Message, NumberingUse, Reading, Resolution, Variant
from varsyn.model.residues import ONE_TO_THREE, THREE_TO_ONE
from varsyn.numbering import PROTEIN_STANDARD
from varsyn.resolution.answers import numbering_note, several_causes
from varsyn.resolution.causes import further_causes, others_evidence
from varsyn.resolution.codons import single_base
from varsyn.resolution.hypothesis import use_of
from varsyn.resolution.probability import (
    ACCEPT,
    BASE_LUCK,
    CDNA_PREFIX_STANDARD,
    ONE_BASE,
    PREFIX_STANDARD,
    SHOWN,
    SLIP,
)
from varsyn.resolution.protein_side import mismatch
from varsyn.resolution.verdict import in_common_use

if TYPE_CHECKING:
    from varsyn.allele.places import Names
    from varsyn.numbering import Scheme
    from varsyn.resolution.gene_context import GeneContext


def residue_for_residue(
    mention: Mention,
    reading: Reading,
    context: GeneContext,
    messages: tuple[Message, ...],
    prefixed: bool,
    unknown: float,
) -> Resolution | None:
    """``R481Q``, ``p.Arg511Gln``: the answer where exactly one ruler fits, else None."""
    ref, alt = THREE_TO_ONE.get(reading.ref, ""), THREE_TO_ONE.get(reading.alt, "")
    start = reading.start
    if not ref or not alt or alt == "X" or ref == alt or not start.isdigit() or not context.sound:
        return None
    number = int(start)
    if not number:
        return None
    protein = context.protein
    near, far = context.luck(ref, alt)
    fits: list[tuple[float, float, Scheme, int]] = []
    whole = unknown
    seen: list[int] = []
    for scheme, prior in context.protein_schemes:
        position = number + scheme.offset
        if position < 1 or position in seen or not scheme.first <= number <= scheme.last:
            continue
        seen.append(position)
        weight = prior * PREFIX_STANDARD if prefixed and scheme.standard else prior
        if protein[position - 1 : position] != ref:
            whole += weight * SLIP
            continue
        if single_base(context.codons[position - 1], alt, context.code):
            ratio = (1 - SLIP) * ONE_BASE / near
        else:
            ratio = (1 - SLIP) * (1 - ONE_BASE) / far
        whole += weight * ratio
        fits.append((weight * ratio, ratio, scheme, position))
    if not fits:
        return None
    own, ratio, fit, at = max(fits, key=lambda one: one[0])
    if any(one[2] is not fit and (one[0] >= SHOWN * whole or in_common_use(one[2])) for one in fits):
        return None
    codon = context.codons[at - 1]
    changes = single_base(codon, alt, context.code)
    if at == 1 or (not changes and context.names and context.names.neighbour(reading)):
        return None
    probability = own / whole
    if probability < ACCEPT:
        return None
    evidence = [Evidence("residue_match", f"codon {at} {codon} = {reading.ref}", round(ratio, 2), fit.name)]
    use = use_of(fit, start, str(at))
    if not fit.standard:
        evidence.append(mismatch(PROTEIN_STANDARD, number, protein[number - 1 : number]))
        messages = (*messages, numbering_note(use, fit))
    if len(changes) > 1:
        return _open_dna(
            mention, reading, context, messages, at, ref, alt, codon, changes, probability, use, evidence
        )
    variant = _protein_variant(context, at, ref, alt, codon, changes[0] if changes else None)
    others = others_evidence(further_causes(at, codon, alt, context.code))
    if others is not None:
        evidence.append(others)
    candidate = Candidate(variant, probability, use, tuple(evidence), reading)
    return Resolution(
        mention, "resolved", variant, probability, (candidate,), reading.repairs, messages, context.symbol
    )


def _open_dna(
    mention: Mention,
    reading: Reading,
    context: GeneContext,
    messages: tuple[Message, ...],
    at: int,
    ref: str,
    alt: str,
    codon: str,
    changes: tuple[tuple[int, str], ...],
    probability: float,
    use: NumberingUse,
    evidence: list[Evidence],
) -> Resolution:
    """The protein change is settled; several single-base changes cause it."""
    variant = _protein_variant(context, at, ref, alt, codon, None)
    facts = tuple(evidence)
    each = tuple(
        [
            Candidate(
                _protein_variant(context, at, ref, alt, codon, change),
                probability / len(changes),
                use,
                facts,
                reading,
            )
            for change in changes
        ]
    )
    messages = (*messages, several_causes(variant, each))
    return Resolution(
        mention, "ambiguous", variant, probability, each, reading.repairs, messages, context.symbol
    )


def _protein_variant(
    context: GeneContext, number: int, ref: str, alt: str, codon: str, change: tuple[int, str] | None
) -> Variant:
    """The substitution at residue ``number`` (1-based), with its single-base cause where one is given."""
    anchor = context.anchor
    assert anchor is not None
    assert anchor.cds_start is not None
    first = 3 * number - 2
    hgvs_c: str | None = None
    genome: Names = ()
    if change is not None:
        place, base = change
        start = anchor.cds_start + first - 1 + place
        hgvs_c = f"{anchor.accession}:c.{first + place}{codon[place]}>{base}"
        genome = context.places.names(Allele(anchor.accession, start, start + 1, codon[place], base, "sub"))
    owner = anchor.protein_accession or anchor.accession
    key = f"{owner}:{number - 1}:1:{alt}"
    described = f"p.({ONE_TO_THREE[ref]}{number}{ONE_TO_THREE[alt]})"
    named = f"{anchor.protein_accession}:{described}" if anchor.protein_accession else described
    return Variant("protein", key, anchor.gene, hgvs_c, named, genome, None, key)


def base_for_base(
    mention: Mention,
    reading: Reading,
    context: GeneContext,
    messages: tuple[Message, ...],
    unknown: float,
) -> Resolution | None:
    """``c.1532G>A``: the answer where exactly HGVS numbers fit inside the coding sequence, else None."""
    anchor = context.anchor
    if anchor is None or anchor.cds_start is None or anchor.cds_end is None or not context.sound:
        return None
    ref, alt, start = reading.ref, reading.alt, reading.start
    if len(ref) != 1 or len(alt) != 1 or ref == alt or alt not in "ACGT" or not start.isdigit():
        return None
    number = int(start)
    sequence = anchor.sequence
    index = anchor.cds_start + number - 1
    if not anchor.cds_start <= index < anchor.cds_end or sequence[index] != ref:
        return None
    ratio = (1 - SLIP) / BASE_LUCK
    own = whole = 0.0
    for scheme, prior in context.cdna_schemes:
        if scheme.standard:
            own = prior * CDNA_PREFIX_STANDARD * ratio
            continue
        # Beside a printed c., rulers that no curated row names weigh less than a ten-thousandth.
        if scheme.origin != "curated" or not scheme.first <= number <= scheme.last:
            continue
        other = index + scheme.offset
        if scheme.reverse or not 0 <= other < anchor.cds_end or sequence[other] == ref:
            return None
        whole += prior * SLIP
    probability = own / (unknown + own + whole)
    if probability < ACCEPT:
        return None
    variant = _dna_variant(context, Allele(anchor.accession, index, index + 1, ref, alt, "sub"))
    evidence = (Evidence("base_match", f"c.{start} is {ref}", round(ratio, 2), "hgvs"),)
    candidate = Candidate(
        variant, probability, use_of(context.cdna_schemes[0][0], start, start), evidence, reading
    )
    return Resolution(
        mention, "resolved", variant, probability, (candidate,), reading.repairs, messages, context.symbol
    )


def _dna_variant(context: GeneContext, allele: Allele) -> Variant:
    """The variant of a single-base change inside the anchor's coding sequence."""
    anchor = context.anchor
    assert anchor is not None
    assert anchor.cds_start is not None
    change = predict(allele, anchor)
    owner = anchor.protein_accession or anchor.accession
    return Variant(
        "allele",
        allele_key(allele, anchor),
        anchor.gene,
        f"{anchor.accession}:c.{allele.start - anchor.cds_start + 1}{allele.deleted}>{allele.inserted}",
        str(change),
        context.places.names(allele),
        spdi(allele, anchor),
        protein_key(change, context.residues, owner),
    )
