"""Hypotheses for protein readings: each ruler's residue, looked up in the anchor's protein."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from varsyn.allele.context import context_of
from varsyn.allele.protein import ProteinChange
from varsyn.model import Evidence, Message, Reading, VarsynError
from varsyn.model.residues import ONE_TO_THREE, THREE_TO_ONE
from varsyn.resolution.codons import single_base
from varsyn.resolution.frame_stops import stop_evidence
from varsyn.resolution.hypothesis import Hypothesis, use_of
from varsyn.resolution.probability import ONE_BASE, SLIP, SWAPPED, letters_ratio
from varsyn.resolution.stated_base import weighed

if TYPE_CHECKING:
    from varsyn.numbering import Scheme
    from varsyn.reference import Transcript
    from varsyn.resolution.gene_context import GeneContext


def protein_hypotheses(
    reading: Reading, context: GeneContext, standard: float, weight: float = 1.0
) -> list[Hypothesis]:
    """Every ruler of the gene tried on a protein reading; those that fit have ``fits`` set.

    ``standard`` multiplies the prior of HGVS numbers (a printed ``p.``, an accession); ``weight`` is the
    prior weight of the reading itself.
    """
    found = [
        hypothesis
        for scheme, prior in context.protein_schemes
        if (
            hypothesis := under(
                reading, scheme, context, weight * prior * (standard if scheme.standard else 1.0)
            )
        )
    ]
    if not any(one.fits for one in found) and context.anchor is not None:
        for scheme in context.protein_isoforms:
            hypothesis = under(reading, scheme, context, weight * scheme.weight)
            if hypothesis is not None and hypothesis.fits:
                found.append(hypothesis)
    return _one_a_position(found)


def _one_a_position(found: list[Hypothesis]) -> list[Hypothesis]:
    seen: set[str | None] = set()
    kept = []
    for one in found:
        if one.numbering.position not in seen:
            seen.add(one.numbering.position)
            kept.append(one)
    return kept


def under(reading: Reading, scheme: Scheme, context: GeneContext, weight: float) -> Hypothesis | None:
    """The reading under one ruler, None where the ruler has no such number."""
    number = _integer(reading.start)
    if number is None:
        return None
    position = scheme.position(number)
    if position is None or position < 1:
        return None
    if reading.edit == "sub":
        return _substitution(reading, scheme, weight, context, position)
    return _other(reading, scheme, weight, context, position)


def _integer(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None


def _substitution(
    reading: Reading, scheme: Scheme, weight: float, context: GeneContext, position: int
) -> Hypothesis | None:
    protein = context.protein
    ref, alt = THREE_TO_ONE.get(reading.ref, ""), THREE_TO_ONE.get(reading.alt, "")
    if not ref or not alt or alt == "X":
        return None
    there = protein[position - 1 : position]
    use = use_of(scheme, reading.start, str(position))
    if there != ref:
        return Hypothesis(
            reading, use, weight, SLIP, (mismatch(scheme, position, there),), fits=False, scheme=scheme
        )
    codon = context.codon(position)
    near, far = context.luck(ref, alt)
    if single_base(codon, alt, context.code):
        ratio = (1 - SLIP) * ONE_BASE / near
    else:
        ratio = (1 - SLIP) * (1 - ONE_BASE) / far
    evidence = (
        Evidence("residue_match", f"codon {position} {codon} = {reading.ref}", round(ratio, 2), scheme.name),
    )
    found = Hypothesis(reading, use, weight, ratio, evidence, scheme=scheme)
    return weighed(found, codon, position, alt, context) if reading.repairs else found


def mismatch(scheme: Scheme, position: int, there: str) -> Evidence:
    """The fact that a ruler's residue (one letter; empty beyond the end) is not the printed one."""
    found = ONE_TO_THREE.get(there, "beyond the end of the protein") if there else "beyond the end"
    return Evidence("residue_mismatch", f"residue {position} is {found}", SLIP, scheme.name)


def _other(
    reading: Reading, scheme: Scheme, weight: float, context: GeneContext, position: int
) -> Hypothesis | None:
    """Deletions, insertions, frameshifts, …: the residues named at both ends."""
    end = position
    if reading.end and reading.end != reading.start:
        last = _integer(reading.end)
        mapped = scheme.position(last) if last is not None else None
        if mapped is None or mapped < position:
            return None
        end = mapped
    protein = context.protein + "*"
    use = use_of(scheme, reading.start, str(position))
    evidence: list[Evidence] = []
    ratio = 1.0
    for place, name in ((position, reading.ref), (end, reading.ref_end)):
        if not name:
            continue
        letter = THREE_TO_ONE.get(name[:3], "")
        there = protein[place - 1 : place]
        if there != letter:
            wrong = mismatch(scheme, place, there)
            return Hypothesis(reading, use, weight, SLIP, (wrong,), fits=False, scheme=scheme)
        this = letters_ratio(context.frequency(letter))
        ratio *= this
        evidence.append(
            Evidence("residue_match", f"residue {place} is {name[:3]}", round(this, 2), scheme.name)
        )
    if end > len(protein):
        wrong = mismatch(scheme, end, "")
        return Hypothesis(reading, use, weight, SLIP, (wrong,), fits=False, scheme=scheme)
    notes: tuple[Message, ...] = ()
    if reading.edit == "fs" and (found := stop_evidence(reading, position, scheme, context)) is not None:
        fact, note = found
        ratio *= fact.likelihood_ratio
        evidence.append(fact)
        notes = (note,) if note is not None else ()
    return Hypothesis(reading, use, weight, ratio, tuple(evidence), scheme=scheme, messages=notes)


def settle(hypothesis: Hypothesis, context: GeneContext) -> bool:
    """Work out the protein change of a fitting hypothesis; False where it is none after all."""
    from varsyn.allele import protein_from_reading

    anchor = context.anchor
    if anchor is None or hypothesis.numbering.position is None:
        return False
    reading, scheme = hypothesis.reading, hypothesis.scheme
    if (
        scheme is not None
        and reading.edit == "sub"
        and (change := _substituted(hypothesis, anchor)) is not None
    ):
        hypothesis.change = change
        return True
    mapped = reading
    if scheme is not None and scheme.offset:
        end = reading.start if not reading.end else reading.end
        last = scheme.position(int(end)) if end != reading.start else None
        start = hypothesis.numbering.position
        mapped = msgspec.structs.replace(reading, start=start, end=str(last) if last else start)
    try:
        hypothesis.change = protein_from_reading(mapped, anchor)
    except VarsynError as error:
        hypothesis.fits = False
        hypothesis.evidence += (Evidence(error.code, error.message, SLIP),)
        return False
    return True


def _substituted(hypothesis: Hypothesis, anchor: Transcript) -> ProteinChange | None:
    """The change of a fitting substitution whose residues were looked up; None for the first one, for a stop
    and where nothing changes."""
    reading, position = hypothesis.reading, hypothesis.numbering.position or ""
    ref, alt = THREE_TO_ONE.get(reading.ref, ""), THREE_TO_ONE.get(reading.alt, "")
    residue = position.isdecimal() and position != "1" and ref not in ("", "*", alt) and alt not in ("", "X")
    if (
        not residue
        or reading.end not in ("", reading.start)
        or context_of(anchor).residues[int(position) - 1] != ref
    ):
        return None
    number = int(position)
    return ProteinChange(anchor.protein_accession or "", "sub", number, number, ref, ref, alt)


def swapped(reading: Reading, context: GeneContext, weight: float) -> list[Hypothesis]:
    """Where the printed new residue is the reference's: the same change with the letters exchanged."""
    if reading.edit != "sub" or reading.alt == "Ter" or reading.ref == reading.alt:
        return []
    turned = msgspec.structs.replace(reading, ref=reading.alt, alt=reading.ref)
    found = protein_hypotheses(turned, context, 1.0, weight * SWAPPED)
    fitting = [one for one in found if one.fits]
    for one in fitting:
        one.evidence += (
            Evidence(
                "reversed_orientation",
                f"the reference has {reading.alt}, which is printed as the new residue",
                SWAPPED,
            ),
        )
    return fitting


def nearest(reading: Reading, context: GeneContext, limit: int = 6) -> list[tuple[str, int, int]]:
    """For a reading that fits nowhere: (scheme name, printed number, HGVS position) of the nearest residues
    of the printed kind, for each ruler."""
    number = _integer(reading.start)
    letter = THREE_TO_ONE.get(reading.ref[:3], "")
    if number is None or not letter or not context.protein:
        return []
    found: list[tuple[int, str, int, int]] = []
    for scheme, _ in context.protein_schemes:
        aim = scheme.position(number)
        if aim is None:
            continue
        below = context.protein.rfind(letter, 0, max(0, aim - 1)) + 1
        above = context.protein.find(letter, max(0, aim - 1)) + 1
        for position in (below, above):
            printed = scheme.printed(position) if position else None
            if printed is not None:
                found.append((abs(position - aim), scheme.name, printed, position))
    ranked = sorted(set(found))
    return [(name, printed, position) for _, name, printed, position in ranked[:limit]]
