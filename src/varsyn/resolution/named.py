"""Verdicts on mentions that name their reference: transcripts, proteins, chromosomes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from varsyn.allele import allele_from_reading, project, protein_from_reading
from varsyn.allele.project_protein import project_protein
from varsyn.model import Evidence, Mention, Message, NumberingUse, Reading, Resolution, VarsynError
from varsyn.resolution import answers, genomic_side, refusals
from varsyn.resolution.accessions import transcript_named
from varsyn.resolution.fast_dna import on_anchor
from varsyn.resolution.genes import GeneChoice
from varsyn.resolution.hypothesis import Hypothesis
from varsyn.resolution.probability import ACCESSION_UNKNOWN, PREFIXED_UNKNOWN, SECOND_READING, bases_ratio
from varsyn.resolution.undecided import judged
from varsyn.resolution.weigh import hypotheses_in

if TYPE_CHECKING:
    from varsyn.reference import Transcript
    from varsyn.resolution.gene_context import GeneContext
    from varsyn.resolution.resolver import Resolver


def on_reference(
    mention: Mention,
    text: str,
    readings: Sequence[Reading],
    accession: str,
    choice: GeneChoice | None,
    messages: tuple[Message, ...],
    resolver: Resolver,
) -> Resolution | None:
    """The verdict on the named transcript, carried to the gene's anchor.

    None where the accession is unknown and a gene is known: the gene's anchor then speaks.
    """
    named = transcript_named(accession, resolver.reference)
    notes = (*messages, *named.messages)
    transcript = named.transcript
    if transcript is None:
        if choice is not None and choice.genes:
            return None
        if (own := _as_gene(mention, text, accession, resolver)) is not None:
            return own
        why = f"{accession} is not in the reference: read, but not checked"
        return refusals.unverified(mention, readings, notes, None, why)
    gene = resolver.reference.gene(transcript.gene)
    if choice is not None and choice.genes and all(one.symbol != transcript.gene for one in choice.genes):
        stated = choice.genes[0].symbol
        notes = (
            *notes,
            Message(
                "gene_transcript_conflict",
                "warning",
                f"{accession} is a transcript of {transcript.gene}, not of {stated}; "
                f"{transcript.gene} is used",
            ),
        )
    context = resolver.context(transcript.gene)
    anchor = context.anchor or transcript
    if anchor is transcript and len(readings) == 1 and readings[0].coordinate == "c":
        plain = on_anchor(mention, readings[0], context, notes)
        if plain is not None:
            return plain
    weighed: list[tuple[Hypothesis, GeneContext]] = []
    for place, reading in enumerate(readings):
        hypothesis = _on_transcript(reading, transcript, anchor)
        if hypothesis is not None:
            hypothesis.weight = SECOND_READING if place else 1.0
            weighed.append((hypothesis, context))
    if not any(one.fits for one, _ in weighed):
        weighed += [(one, context) for one in hypotheses_in(readings, context, text)]
    settled = GeneChoice(transcript.gene, (gene,) if gene is not None else (), (), True)
    if not settled.genes:
        from varsyn.reference import Gene

        settled = GeneChoice(transcript.gene, (Gene(transcript.gene),), (), True)
    return answers.verdict(mention, readings, settled, notes, weighed, ACCESSION_UNKNOWN)


_UNIPROT = re.compile(r"[A-Z][A-Z0-9]{5}\Z")


def _as_gene(mention: Mention, text: str, accession: str, resolver: Resolver) -> Resolution | None:
    """The verdict where an unknown accession is a gene's symbol: ``P2RY12`` has the shape of UniProt's."""
    if not _UNIPROT.match(accession) or not resolver.gene_choice(accession, mention.species).genes:
        return None
    rest = text.removeprefix(accession).strip(" :")
    if not rest or rest == text:
        return None
    answer = resolver.resolve(msgspec.structs.replace(mention, text=rest, gene=accession))
    return msgspec.structs.replace(answer, mention=mention)


def _on_transcript(reading: Reading, transcript: Transcript, anchor: Transcript) -> Hypothesis | None:
    """The reading in the numbers of the transcript it names, on the anchor."""
    exact = msgspec.structs.replace(reading, coordinate=reading.coordinate or "c")
    use = NumberingUse("hgvs", 0, reading.start, reading.start, transcript.accession)
    home = transcript.accession == anchor.accession
    try:
        if exact.coordinate == "p":
            change = protein_from_reading(exact, transcript)
            moved = change if home else project_protein(change, transcript, anchor)
            if moved is None:
                return None
            evidence = (Evidence("residue_match", f"{change} fits {transcript.accession}", 20.0, "hgvs"),)
            return Hypothesis(exact, use, 1.0, 20.0, evidence, change=moved)
        allele = allele_from_reading(exact, transcript)
        placed = allele if home else project(allele, transcript, anchor)
    except VarsynError as error:
        wrong = (Evidence(error.code, error.message, 0.02, "hgvs"),)
        return Hypothesis(exact, use, 1.0, 0.02, wrong, fits=False)
    ratio = bases_ratio(exact.ref) if allele.verified else 1.0
    if allele.verified and exact.ref:
        facts = (Evidence("base_match", f"{exact.start} is {exact.ref}", round(ratio, 2), "hgvs"),)
    else:
        facts = (Evidence("position_exists", f"{transcript.accession} has {exact.start}", 1.0, "hgvs"),)
    remarks, stands = judged(allele, exact, transcript, "hgvs")
    # The printed transcript is the reference, and its bases are all that the name can hang on.
    stands |= allele.verified and not allele.intronic
    return Hypothesis(exact, use, 1.0, ratio, facts + remarks, allele=placed, settled=stands)


def genomic(
    mention: Mention,
    readings: Sequence[Reading],
    choice: GeneChoice | None,
    messages: tuple[Message, ...],
    resolver: Resolver,
) -> Resolution:
    """The verdict on a genomic description: each build, each gene that lies there."""
    first = readings[0]
    stated = choice.genes[0].symbol if choice is not None and len(choice.genes) == 1 else None
    weighed: list[tuple[Hypothesis, GeneContext]] = []
    builds: dict[str, None] = {}
    for hypothesis, transcript in genomic_side.genomic_hypotheses(
        first, mention.assembly, stated, resolver.reference
    ):
        context = resolver.context(transcript.gene)
        anchor = context.anchor or transcript
        if hypothesis.allele is not None and anchor.accession != transcript.accession:
            try:
                hypothesis.allele = project(hypothesis.allele, transcript, anchor)
            except VarsynError:
                continue
        if hypothesis.fits and hypothesis.allele is not None:
            remarks, hypothesis.settled = judged(hypothesis.allele, hypothesis.reading, anchor, "hgvs")
            hypothesis.evidence += remarks
        if hypothesis.fits:
            builds[hypothesis.numbering.source] = None
        weighed.append((hypothesis, context))
    if not weighed:
        why = "no transcript in the reference is aligned there: read, but not checked"
        return refusals.unverified(mention, readings, messages, stated, why)
    notes = messages
    if mention.assembly is None and not first.assembly and not (first.accession or "").startswith("NC_"):
        notes = (*notes, genomic_side.build_note(list(builds))) if builds else notes
    genes = tuple(dict.fromkeys(context.symbol for _, context in weighed))
    records = [resolver.reference.gene(symbol) for symbol in genes]
    settled = GeneChoice(
        ", ".join(genes), tuple(record for record in records if record is not None), (), True
    )
    return answers.verdict(mention, readings, settled, notes, weighed, PREFIXED_UNKNOWN)
