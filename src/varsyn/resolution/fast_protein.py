"""The ordinary residue for another, straight from the gene's tables.

Most protein mentions name a residue that is there under exactly one ruler, or under none. Their answer needs
no general machinery. Whatever is not so plain is left to the general way (None), and a property test holds
the two to the same answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from varsyn.allele import Allele
from varsyn.model import Candidate, Evidence, Mention, Message, Reading, Resolution, Variant
from varsyn.model.residues import ONE_TO_THREE, THREE_TO_ONE
from varsyn.numbering import PROTEIN_STANDARD
from varsyn.resolution.answers import numbering_note, several_causes
from varsyn.resolution.causes import further_causes, others_evidence
from varsyn.resolution.codons import single_base
from varsyn.resolution.hypothesis import use_of
from varsyn.resolution.probability import ACCEPT, ONE_BASE, SHOWN, SLIP
from varsyn.resolution.protein_side import mismatch

if TYPE_CHECKING:
    from varsyn.allele.places import Names
    from varsyn.model import NumberingUse
    from varsyn.resolution.gene_context import GeneContext
    from varsyn.resolution.residue_rulers import Fit


def residue_for_residue(
    mention: Mention,
    reading: Reading,
    context: GeneContext,
    messages: tuple[Message, ...],
    prefixed: bool,
    unknown: float,
    share: float = 1.0,
) -> Resolution | None:
    """``R481Q``, ``p.Arg511Gln``: the answer where exactly one ruler fits, else None.

    ``unknown`` is the weight of everything that is no ruler of the protein, ``share`` the weight of this
    reading among those of the mention.
    """
    ref, alt = THREE_TO_ONE.get(reading.ref, ""), THREE_TO_ONE.get(reading.alt, "")
    start = reading.start
    if not ref or not alt or alt == "X" or ref == alt or not start.isdigit() or not context.sound:
        return None
    number = int(start)
    if not number or reading.chain:
        return None
    fits, missed = context.residue_rulers.fits(number, ref, prefixed)
    if not fits:
        return None
    near, far = context.luck(ref, alt)
    code = context.code
    whole = unknown + share * missed
    best: Fit | None = None
    own = ratio = 0.0
    others: list[tuple[float, bool]] = []
    changes: tuple[tuple[int, str], ...] = ()
    for fit in fits:
        causes = single_base(context.codon(fit.position), alt, code)
        this = (1 - SLIP) * ONE_BASE / near if causes else (1 - SLIP) * (1 - ONE_BASE) / far
        weight = share * fit.weight * this
        whole += weight
        if weight > own:
            if best is not None:
                others.append((own, best.common))
            best, own, ratio, changes = fit, weight, this, causes
        else:
            others.append((weight, fit.common))
    if best is None or any(common or weight >= SHOWN * whole for weight, common in others):
        return None
    at, scheme = best.position, best.scheme
    if share < 1 and not scheme.standard:
        return None  # what speaks against HGVS numbers is then said of every reading
    if at == 1 or (not changes and context.names and context.names.neighbour(reading)):
        return None
    probability = own / whole
    if probability < ACCEPT:
        return None
    codon = context.codon(at)
    evidence = [
        Evidence("residue_match", f"codon {at} {codon} = {reading.ref}", round(ratio, 2), scheme.name)
    ]
    use = use_of(scheme, start, str(at))
    if not scheme.standard:
        evidence.append(mismatch(PROTEIN_STANDARD, number, context.protein[number - 1 : number]))
        messages = (*messages, numbering_note(use, scheme))
    if len(changes) > 1:
        return _open_dna(
            mention, reading, context, messages, at, ref, alt, codon, changes, probability, use, evidence
        )
    variant = _protein_variant(context, at, ref, alt, codon, changes[0] if changes else None)
    more = others_evidence(further_causes(at, codon, alt, code))
    if more is not None:
        evidence.append(more)
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
