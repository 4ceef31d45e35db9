"""Hypotheses from curated name lists, each checked against the sequence before it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from varsyn.allele import allele_from_reading, allele_key, predict, project
from varsyn.model import Evidence, NumberingUse, Reading, VarsynError
from varsyn.model.residues import THREE_TO_ONE
from varsyn.notation import read
from varsyn.resolution.hypothesis import Hypothesis
from varsyn.resolution.probability import LISTED

if TYPE_CHECKING:
    from varsyn.allele import Allele
    from varsyn.allele.protein import ProteinChange
    from varsyn.reference import LegacyName, Transcript
    from varsyn.resolution.gene_context import GeneContext

_WITHOUT_OFFSET = re.compile(r"precursor|= HGVS", re.IGNORECASE)


def listed_hypotheses(
    rows: Iterable[LegacyName], context: GeneContext, reading: Reading | None, ratio: float
) -> list[Hypothesis]:
    """One hypothesis for each different variant that the rows give, as far as it fits the sequence.

    ``ratio`` is the likelihood ratio of the name being found in the list: what the stated letters, or a
    nickname nobody uses otherwise, are worth against luck.
    """
    found: dict[tuple[int, int, str], Hypothesis] = {}
    for row in rows:
        allele = listed_allele(row, context)
        if context.anchor is None:
            continue
        if allele is None:
            if (uncertain := _uncertain(row, context, reading, ratio)) is not None:
                return [uncertain]
            continue
        key = (allele.start, allele.end, allele.inserted)
        if key in found or (reading is not None and not _speaks_of(reading, allele, context.anchor)):
            continue
        detail = f"{row.gene} {row.legacy} is listed as {row.hgvs_c}"
        evidence = [Evidence("listed_name", detail, round(ratio, 2), "curated_name")]
        if allele.verified:
            evidence.append(Evidence("listed_fits", f"{row.hgvs_c} fits {context.anchor.accession}", 1.0))
        use = _use(row, reading, allele, context)
        one = Hypothesis(reading or Reading("c"), use, LISTED, ratio, tuple(evidence), allele=allele)
        if reading is not None and reading.coordinate == "p":
            one.cause = allele
            one.change = predict(allele, context.anchor)
            one.allele = None
        found[key] = one
    return list(found.values())


_INTRONS = re.compile(r"c\.\([-*+?\d]+_[-*+?\d]+\)_\([-*+?\d]+_[-*+?\d]+\)(?:del|dup)\Z")


def _uncertain(
    row: LegacyName, context: GeneContext, reading: Reading | None, ratio: float
) -> Hypothesis | None:
    """A listed change whose breakpoints lie somewhere in introns, as its description has it."""
    anchor = context.anchor
    if (
        anchor is None
        or not _INTRONS.match(row.hgvs_c)
        or _transcript_of(row.refseq, context, anchor) != anchor
    ):
        return None
    evidence = (
        Evidence("listed_name", f"{row.gene} {row.legacy} is listed as {row.hgvs_c}", ratio, "curated_name"),
    )
    use = NumberingUse("curated_name", None, row.legacy, row.hgvs_c, row.source)
    return Hypothesis(reading or Reading("c"), use, LISTED, ratio, evidence, text=row.hgvs_c)


def _speaks_of(reading: Reading, allele: Allele, anchor: Transcript) -> bool:
    """Whether a reading names the residues or bases of the listed variant, in either order.

    ``T300G`` is listed for c.181T>G: its reading as Thr300Gly is not what the list speaks of.
    """
    if reading.edit != "sub":
        return reading.edit == "fs" or reading.coordinate != "p" or _loses(reading, predict(allele, anchor))
    if reading.coordinate != "p":
        return {reading.ref, reading.alt} == {allele.deleted, allele.inserted} or allele.shape != "sub"
    change = predict(allele, anchor)
    stated = {THREE_TO_ONE.get(reading.ref, ""), THREE_TO_ONE.get(reading.alt, "")}
    if change.kind == "sub":
        return stated == {change.ref, change.alt}
    return change.ref in stated


def _loses(reading: Reading, change: ProteinChange) -> bool:
    """Whether a protein reading other than a substitution could name a change: ``T1795del`` is no loss of
    Thr where the listed variant is a frameshift of another residue."""
    residue = THREE_TO_ONE.get(reading.ref[:3], "")
    return change.kind == reading.edit or not residue or change.ref == residue


def _use(row: LegacyName, reading: Reading | None, allele: Allele, context: GeneContext) -> NumberingUse:
    if reading is None or not reading.start:
        return NumberingUse("curated_name", None, row.legacy, row.hgvs_c, row.source)
    if reading.coordinate == "p":
        anchor = context.anchor
        position = predict(allele, anchor).start if anchor is not None else 0
        printed = int(reading.start) if reading.start.lstrip("-").isdigit() else None
        scheme = next(
            (
                one
                for one, _ in context.protein_schemes
                if printed is not None and one.position(printed) == position
            ),
            None,
        )
        name = scheme.name if scheme is not None else "curated_name"
        offset = scheme.offset if scheme is not None else None
        source = (scheme.source if scheme is not None else "") or row.source
        return NumberingUse(name, offset, reading.start, str(position), source)
    return NumberingUse("curated_name", None, reading.start, row.hgvs_c.removeprefix("c."), row.source)


def listed_allele(row: LegacyName, context: GeneContext) -> Allele | None:
    """The row's variant on the gene's anchor, None where it has none there or does not fit."""
    anchor = context.anchor
    if anchor is None:
        return None
    try:
        readings = read(row.hgvs_c)
    except VarsynError:
        return None
    source = _transcript_of(row.refseq, context, anchor)
    if source is None:
        return None
    try:
        return _placed(readings[0], source, anchor)
    except VarsynError:
        return _on_another(row, readings[0], context, anchor)


def _placed(reading: Reading, source: Transcript, anchor: Transcript) -> Allele:
    allele = allele_from_reading(reading, source)
    return allele if source.accession == anchor.accession else project(allele, source, anchor)


def _on_another(row: LegacyName, reading: Reading, context: GeneContext, anchor: Transcript) -> Allele | None:
    """The variant of a row that names no version and does not fit the anchor's: a later version may begin
    elsewhere. Another transcript of the gene has to give the row's base *and* its protein change."""
    if "." in row.refseq or not row.hgvs_p:
        return None
    for other in context.reference.transcripts_of(context.symbol):
        try:
            change = predict(allele_from_reading(reading, other), other)
            if change.description == row.hgvs_p.replace("*", "Ter"):
                return _placed(reading, other, anchor)
        except VarsynError:
            continue
    return None


def _transcript_of(accession: str, context: GeneContext, anchor: Transcript) -> Transcript | None:
    """The transcript a row counts on: the anchor where accessions agree but for the version."""
    root, _, version = accession.partition(".")
    if not version and root == anchor.accession.partition(".")[0]:
        return anchor
    for transcript in context.reference.transcripts_of(context.symbol):
        if transcript.accession == accession or (
            not version and transcript.accession.partition(".")[0] == root
        ):
            return transcript
    return None


def on_record(allele: Allele, context: GeneContext) -> bool:
    """Whether an allele of the anchor is a variant of the gene's name list, under whatever name."""
    names, anchor = context.names, context.anchor
    if anchor is None:
        return False
    if names.recorded is None:
        found = [listed_allele(row, context) for row in names.rows]
        names.recorded = frozenset(allele_key(one, anchor) for one in found if one is not None)
    return allele_key(allele, anchor) in names.recorded


def distinct_genes(rows: Sequence[LegacyName]) -> tuple[str, ...]:
    """Genes of the rows, in order, each once."""
    return tuple(dict.fromkeys(row.gene for row in rows))
