"""``c.… (p.…)``: whether the two halves of a printed pair say the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from varsyn.allele import predict
from varsyn.model import Evidence, Message, Reading
from varsyn.model.residues import THREE_TO_ONE
from varsyn.resolution import protein_side
from varsyn.resolution.probability import PREFIX_STANDARD

if TYPE_CHECKING:
    from varsyn.allele import Allele
    from varsyn.allele.protein import ProteinChange
    from varsyn.numbering import Scheme
    from varsyn.resolution.gene_context import GeneContext
    from varsyn.resolution.hypothesis import Hypothesis

    Weighed = list[tuple[Hypothesis, GeneContext]]

AGREES = 200.0
"""LR of a protein half that follows from the DNA half: luck would need position, residue and change."""
CONTRADICTS = 0.05
"""LR of a protein half that does not follow: one pair in twenty of wrong readings, misprints included."""


def judge_pair(
    hypothesis: Hypothesis, protein: Reading, context: GeneContext, others: Sequence[Scheme] = ()
) -> None:
    """Weigh a DNA hypothesis by the protein half printed beside it, and say what does not agree.

    ``others`` are rulers of residues that the document uses besides those of the gene.
    """
    anchor = context.anchor
    if hypothesis.allele is None or anchor is None or not hypothesis.fits:
        return
    change = predict(hypothesis.allele, anchor)
    start = _number(protein.start)
    if change.kind == "unknown" or not change.start:
        return
    if start is None or protein.edit in ("unknown", "none"):
        return
    for scheme in (*(one for one, _ in context.protein_schemes), *others):
        first = scheme.position(start)
        if first is None or first < 1:
            continue
        found = _follows(protein, change, first, context)
        if found is None:
            continue
        _accept(hypothesis, protein, change, scheme, first, found, start)
        return
    hypothesis.ratio *= CONTRADICTS
    detail = f"{change.description} follows from it, not {protein}"
    hypothesis.evidence += (Evidence("pair_contradicts", detail, CONTRADICTS),)
    hypothesis.messages += (
        Message(
            "pair_contradicts",
            "warning",
            f"the printed halves do not agree: {hypothesis.reading} gives {change.description}, "
            f"but {protein} is printed",
        ),
    )


def agreement(allele: Allele, protein: Reading, context: GeneContext) -> Evidence | None:
    """The fact that a protein half, in HGVS numbers, is just what follows from a DNA change; None where it is
    not, or where something more has to be said about it."""
    anchor, start = context.anchor, _number(protein.start)
    if anchor is None or start is None or start < 1 or protein.edit in ("unknown", "none"):
        return None
    change = predict(allele, anchor)
    if change.kind == "unknown" or not change.start or _follows(protein, change, start, context) != "exact":
        return None
    return Evidence("pair_agrees", f"{protein} follows from it", AGREES)


def apart(weighed: Weighed, half: Reading) -> Weighed:
    """The hypotheses of a pair whose halves contradict each other: those of the DNA half, and of the protein
    half by itself; either may be the one that is misprinted.

    Both halves weigh alike, whatever prefix speaks for HGVS numbers in each. The list comes back as it is
    where some DNA hypothesis agrees with the protein half, or where nothing was compared.
    """
    codes = {fact.code for one, _ in weighed if one.fits for fact in one.evidence}
    if "pair_agrees" in codes or (any(one.fits for one, _ in weighed) and "pair_contradicts" not in codes):
        return weighed
    found = list(weighed)
    alone = msgspec.structs.replace(half, gene=None, accession=None)
    fact = Evidence("pair_contradicts", "it does not follow from the DNA half", CONTRADICTS)
    words = f"the printed halves do not agree: {alone} does not follow from the DNA half, but fits by itself"
    note = Message("pair_contradicts", "warning", f"{words}; one of the two is misprinted")
    for context in {context.symbol: context for _, context in weighed}.values():
        for one in protein_side.protein_hypotheses(alone, context, PREFIX_STANDARD):
            if one.fits:
                one.ratio *= CONTRADICTS
                one.evidence += (fact,)
                one.messages += (note,)
            found.append((one, context))
    dna = sum([one.weight for one, _ in weighed])
    protein = sum([one.weight for one, _ in found[len(weighed) :]])
    for place, (one, _) in enumerate(found):
        one.weight /= max(dna if place < len(weighed) else protein, 1e-9)
    return found


def _number(text: str) -> int | None:
    return int(text) if text.lstrip("-").isdigit() and text.strip("-0") else None


def _accept(
    hypothesis: Hypothesis,
    protein: Reading,
    change: ProteinChange,
    scheme: Scheme,
    first: int,
    how: str,
    start: int,
) -> None:
    hypothesis.ratio *= AGREES
    detail = f"{protein} follows from it"
    if scheme.offset:
        sum_ = f"{start} {'+' if scheme.offset > 0 else '-'} {abs(scheme.offset)} = {first}"
        detail += f" in {scheme.label()}: {sum_}"
        hypothesis.messages += (_mixed(hypothesis.scheme, scheme, sum_),)
    if how == "from_first_base":
        stop = change.start + int(change.ter) - 1 if change.ter.isdigit() else None
        tail = f"; both put the new stop at codon {stop}" if stop else ""
        hypothesis.messages += (
            Message(
                "pair_counts_from_changed_codon",
                "warning",
                f"the printed protein half counts from codon {first}, which lost or gained the base but "
                f"still codes for the same residue; HGVS names the first residue that changes, "
                f"{change.description}{tail}",
            ),
        )
        detail += "; counted from the codon that changed" + tail
    elif how == "stop_differs":
        hypothesis.messages += (
            Message(
                "pair_stop_distance",
                "info",
                f"{protein} prints another distance to the new stop; {change.description} follows "
                "from the DNA",
            ),
        )
    hypothesis.evidence += (Evidence("pair_agrees", detail, AGREES),)


def _mixed(dna: Scheme | None, protein: Scheme, sum_: str) -> Message:
    """The remark that a pair's halves count on different rulers; in old papers neither is HGVS's."""
    code, half = "pair_mixes_numbering", f"the protein half in {protein.label()}: {sum_}"
    if dna is None or dna.standard:
        words = f"the printed pair mixes two numberings: the DNA half counts as HGVS does, {half}"
        return Message(code, "warning", words)
    words = f"neither half of the printed pair counts as HGVS does: the DNA half in {dna.label()}, {half}"
    return Message(code, "info", words)


def _follows(protein: Reading, change: ProteinChange, first: int, context: GeneContext) -> str | None:
    """How the printed half, read with its first residue at ``first``, follows from the change; else None.

    ``exact``; ``from_first_base`` for a frameshift named from the codon that lost or gained the base, with
    the same new stop; ``stop_differs`` for the right residues and another distance.
    """
    ref = THREE_TO_ONE.get(protein.ref[:3], "")
    if (
        ref
        and context.protein[first - 1 : first] != ref
        and not (ref == "*" and first > len(context.protein))
    ):
        return None
    kind = change.kind
    if protein.edit == "fs" and kind == "fs":
        return _frameshift(protein, change, first)
    if first != change.start and not (
        protein.edit in ("del", "dup", "ins", "delins") and kind == protein.edit
    ):
        return None
    if protein.edit == "fs" and kind == "sub" and change.alt == "*":
        return "exact"
    if protein.edit == "sub" and kind in ("sub", "fs") and protein.alt == "Ter":
        return "exact" if (kind == "sub" and change.alt == "*") else None
    if protein.edit == "sub":
        if change.start == 1 and kind == "start_loss":
            return "exact"
        if protein.alt == protein.ref and kind == "identity":
            return "exact"
        return "exact" if kind == "sub" and THREE_TO_ONE.get(protein.alt) == change.alt else None
    if protein.edit == "identity":
        return "exact" if kind == "identity" else None
    if protein.edit in ("del", "dup", "ins", "delins"):
        return "exact" if abs(first - change.start) <= _SLACK else None
    if protein.edit == "ext":
        return "exact" if kind == "ext" else None
    return None


_SLACK = 20
"""Residues by which an in-frame change in a repeat may be named elsewhere than at its 3'-most place."""


_UNCHANGED = 2
"""Codons from the one that lost or gained a base to the first that changes: two may happen to stay alike."""


def _frameshift(protein: Reading, change: ProteinChange, first: int) -> str | None:
    distance = int(protein.ter) if protein.ter.isdigit() else None
    stop = change.start + int(change.ter) - 1 if change.ter.isdigit() else None
    if first == change.start:
        alt = THREE_TO_ONE.get(protein.alt, "")
        if alt and change.alt and alt != change.alt:
            return None
        return "exact" if distance is None or stop is None or first + distance - 1 == stop else "stop_differs"
    if distance is None and not protein.alt and 0 < change.start - first <= _UNCHANGED:
        return "from_first_base"
    if first < change.start and distance is not None and stop is not None:
        # Some count the first new codon as 1, some as 0.
        return "from_first_base" if first + distance - 1 in (stop, stop - 1) else None
    return None
