"""The answer object: an allele or a protein change under all its canonical names."""

from __future__ import annotations

from varsyn.allele.allele import Allele
from varsyn.allele.back_translate import back_translate
from varsyn.allele.context import TranscriptContext, context_of
from varsyn.allele.describe import describe
from varsyn.allele.key import allele_key, spdi
from varsyn.allele.places import Names, places_of
from varsyn.allele.predict import predict
from varsyn.allele.project import project
from varsyn.allele.project_protein import project_protein
from varsyn.allele.protein import ProteinChange, protein_key
from varsyn.model import PositionError, Variant
from varsyn.model.residues import ONE_TO_THREE
from varsyn.reference.protocol import Reference
from varsyn.reference.records import Transcript


def variant_of(
    allele: Allele, transcript: Transcript, reference: Reference | None, *, anchor: Transcript | None = None
) -> Variant:
    """The allele under its canonical names, on the gene's anchor transcript where it lies on that.

    ``transcript`` is the one the allele is on; ``anchor`` overrides the reference's choice. Where the
    anchor lacks the place, names and keys stay on the allele's own transcript.
    """
    if reference is not None or anchor is not None:
        allele, transcript = on_anchor(allele, transcript, reference, anchor)
    context = context_of(transcript)
    if allele.shape == "sub" and (substituted := _substituted(allele, context)) is not None:
        return substituted
    return general_variant(allele, context)


def general_variant(allele: Allele, context: TranscriptContext) -> Variant:
    """``variant_of`` for every allele, on its own transcript, without the short cut."""
    transcript = context.transcript
    change = predict(allele, transcript) if context.coding else None
    return Variant(
        level="allele",
        key=allele_key(allele, transcript),
        gene=transcript.gene,
        hgvs_c=describe(allele, transcript),
        hgvs_p=str(change) if change is not None else None,
        hgvs_g=places_of(transcript).names(allele),
        spdi=spdi(allele, transcript),
        protein_key=protein_key(change, context.residues, _owner(transcript)) if change is not None else None,
    )


def _substituted(allele: Allele, context: TranscriptContext) -> Variant | None:
    """One base for another inside a codon that is neither the first nor the last: each name is a formula.

    None elsewhere. A property test holds it to the general way.
    """
    start, ref, alt = allele.start, allele.deleted, allele.inserted
    if not context.cds_start + 3 <= start < context.cds_end - 3 or allele.start_offset or not allele.verified:
        return None
    if not context.sound or ref not in _BASES or alt not in _BASES or allele.end != start + 1 or ref == alt:
        return None
    transcript = context.transcript
    accession, protein = transcript.accession, transcript.protein_accession
    index, phase = divmod(start - context.cds_start, 3)
    codon, old = context.codon(index + 1), context.residues[index]
    new = context.codons[codon[:phase] + alt + codon[phase + 1 :]]
    changed = new != old
    described = f"p.({ONE_TO_THREE[old]}{index + 1}{ONE_TO_THREE[new] if changed else '='})"
    return Variant(
        "allele",
        f"{accession}:{start}:1:{alt}",
        transcript.gene,
        f"{accession}:c.{start - context.cds_start + 1}{ref}>{alt}",
        f"{protein}:{described}" if protein else described,
        places_of(transcript).names(allele),
        f"{allele.accession}:{start}:{ref}:{alt}",
        f"{protein or accession}:{index}:1:{new if changed else '='}",
    )


_BASES = frozenset("ACGT")


def on_anchor(
    allele: Allele, transcript: Transcript, reference: Reference | None, anchor: Transcript | None = None
) -> tuple[Allele, Transcript]:
    """The allele on the anchor transcript and that transcript; unchanged where it does not lie there."""
    home = _anchor(transcript, reference, anchor)
    if home is None or home.accession == transcript.accession:
        return allele, transcript
    try:
        return project(allele, transcript, home), home
    except PositionError:
        return allele, transcript


def _anchor(
    transcript: Transcript, reference: Reference | None, anchor: Transcript | None
) -> Transcript | None:
    if anchor is not None:
        return anchor
    return reference.anchor(transcript.gene) if reference is not None else None


def protein_variant_of(
    change: ProteinChange,
    transcript: Transcript,
    reference: Reference | None,
    *,
    anchor: Transcript | None = None,
) -> Variant:
    """The protein change under its canonical name, on the anchor's protein where it lies on that.

    ``hgvs_c`` is its only single-base cause, where there is exactly one.
    """
    home = _anchor(transcript, reference, anchor)
    if home is not None and home.accession != transcript.accession:
        moved = project_protein(change, transcript, home)
        if moved is not None:
            change, transcript = moved, home
    context = context_of(transcript)
    owner = _owner(transcript)
    key = protein_key(change, context.residues, owner) or f"{owner}:{change.description}"
    single = [cause for cause in back_translate(change, transcript) if cause.kind == "snv"]
    hgvs_c: str | None = None
    genomic: Names = ()
    if len(single) == 1 and single[0].allele is not None:
        hgvs_c = single[0].description
        genomic = places_of(transcript).names(single[0].allele)
    return Variant(
        level="protein", key=key, gene=transcript.gene, hgvs_c=hgvs_c, hgvs_p=str(change),
        hgvs_g=genomic, protein_key=key,
    )  # fmt: skip


def _owner(transcript: Transcript) -> str:
    """What a protein key is counted on: the protein's accession, or the transcript's where it has none."""
    return transcript.protein_accession or transcript.accession
