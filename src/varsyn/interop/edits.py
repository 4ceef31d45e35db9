"""From variants, readings and descriptions to plain edits."""

from __future__ import annotations

from varsyn.allele import Allele, allele_from_reading, protein_from_reading, to_genome
from varsyn.interop.assemblies import known_assembly
from varsyn.interop.sequences import Sequences, default_sequences
from varsyn.interop.spdi import Spdi
from varsyn.model import Reading, ReferenceMismatch, UnknownReference, UnsupportedNotation, Variant
from varsyn.sequence import reverse_complement


def edit_of(
    what: Variant | Reading | str, assembly: str | None = None, sequences: Sequences | None = None
) -> Spdi:
    """The edit that a variant, a reading or an HGVS description makes, as it is written there.

    Parameters
    ----------
    what: a reading or description must name its sequence (``NM_…``, ``NP_…``, ``NC_…``).
    assembly: where the edit is wanted on a chromosome (``GRCh37``, ``GRCh38``); otherwise it lies on the
        sequence that is named, for a variant its transcript, or its protein where no allele is known.

    Raises
    ------
    UnknownReference: the sequence, its place on the assembly, or the bases there are not known.
    UnsupportedNotation: no single definite edit, or an intron position where no assembly is asked for.
    ReferenceMismatch, PositionError: the description does not fit its sequence.

    >>> str(edit_of("NM_000875.5:c.1532G>A"))
    'NM_000875.5:2574:G:A'
    >>> str(edit_of("NM_000875.5:c.1532G>A", "GRCh37"))
    'NC_000015.9:99454612:G:A'
    """
    sequences = sequences if sequences is not None else default_sequences()
    if isinstance(what, Variant):
        return edit_of(_chosen(what, assembly), assembly, sequences)
    if isinstance(what, str):
        from varsyn.notation import read

        return edit_of(read(what)[0], assembly, sequences)
    if what.accession is None:
        raise UnsupportedNotation(
            f"{what} names no sequence", code="no_accession", advice=("resolve it first: varsyn.resolve(…)",)
        )
    if what.accession.startswith("NC_"):
        return _on_chromosome(what, sequences)
    if what.coordinate == "p":
        if assembly is not None:
            raise UnsupportedNotation(
                f"{what} is a protein change: it has no place on {assembly}", code="no_definite_change",
                advice=("convert one of its causes: varsyn.resolve lists them",),
            )  # fmt: skip
        return _on_protein(what, sequences)
    transcript = sequences.reference.transcript(what.accession)
    if transcript is None:
        raise UnknownReference(f"no transcript {what.accession} in this reference", code="unknown_sequence")
    allele = allele_from_reading(what, transcript)
    if assembly is not None:
        allele = to_genome(allele, transcript, known_assembly(assembly))
    return _spdi(allele, sequences)


def _chosen(variant: Variant, assembly: str | None) -> str:
    if assembly is not None:
        genomic = dict(variant.hgvs_g).get(known_assembly(assembly))
        if genomic is None:
            raise UnknownReference(f"{variant} has no place on {assembly}", code="not_aligned")
        return genomic
    names = (variant.hgvs_c, variant.hgvs_p) if variant.level == "allele" else (variant.hgvs_p,)
    name = next((name for name in names if name), None)
    if name is None:
        raise UnsupportedNotation(f"{variant.key} has no HGVS description", code="no_description")
    return name


def _spdi(allele: Allele, sequences: Sequences) -> Spdi:
    if allele.parts:
        raise UnsupportedNotation(
            "an allele of several edits is no single edit", code="several_edits",
            advice=("convert its parts one by one",),
        )  # fmt: skip
    if allele.intronic:
        raise UnsupportedNotation(
            f"the edit lies in an intron of {allele.accession}, whose bases a transcript does not have",
            code="intronic_edit",
            advice=("ask for an assembly: assembly='GRCh38'",),
        )
    start, end = allele.start, allele.end
    if start < 0:
        raise UnsupportedNotation(
            "the edit lies before the first base of its sequence", code="outside_sequence"
        )
    deleted = allele.deleted if allele.deleted else sequences.fetch(allele.accession, start, end)
    inserted = allele.inserted
    if allele.shape == "dup" and not inserted:
        inserted = deleted + deleted
    elif allele.shape == "inv" and not inserted:
        inserted = reverse_complement(deleted)
    return Spdi(allele.accession, start, deleted, inserted)


def _on_chromosome(reading: Reading, sequences: Sequences) -> Spdi:
    """A ``g.`` or ``m.`` reading; bases that are stated count where the sequence is not known."""
    accession, edit = str(reading.accession), reading.edit
    plain = reading.start.isdigit() and (reading.end or reading.start).isdigit()
    if not plain or edit not in ("sub", "del", "dup", "ins", "delins", "inv", "identity"):
        raise UnsupportedNotation(
            f"{reading} is no single definite edit", code="no_definite_change",
            advice=("say what happened to which bases",),
        )  # fmt: skip
    start, end = int(reading.start) - 1, int(reading.end or reading.start)
    if edit == "ins":
        start, end = start + 1, start + 1
    known = sequences.chromosomes.fetch(accession, start, end)
    deleted = reading.ref if len(reading.ref) == end - start and "N" in known else known
    if edit != "ins" and ("N" in deleted or len(deleted) != end - start):
        deleted = sequences.chromosomes.known(accession, start, end)
    if edit != "ins" and reading.ref and reading.ref != deleted:
        raise ReferenceMismatch(
            f"{accession} has {deleted} at g.{start + 1}, not {reading.ref}", text=str(reading)
        )
    if edit in ("ins", "sub", "delins") and set(reading.alt) - set("ACGT"):
        raise UnsupportedNotation(f"{reading} does not spell out its bases", code="no_definite_change")
    made = {"del": "", "dup": deleted * 2, "inv": reverse_complement(deleted), "identity": deleted}
    return Spdi(accession, start, deleted, made.get(edit, reading.alt))


def _on_protein(reading: Reading, sequences: Sequences) -> Spdi:
    accession = str(reading.accession)
    transcript = sequences.reference.transcript_of_protein(accession)
    if transcript is None:
        raise UnknownReference(f"no protein {accession} in this reference", code="unknown_sequence")
    change = protein_from_reading(reading, transcript)
    start, end = change.start - 1, change.end
    inserted = {"del": "", "sub": change.alt, "delins": change.alt, "ins": change.alt}
    deleted = transcript.protein[start:end]
    if change.kind == "ins":
        start, deleted = change.start, ""
    elif change.kind == "dup":
        inserted["dup"] = deleted * 2
    elif change.kind == "identity" and change.start:
        inserted["identity"] = deleted
    if change.kind not in inserted or "*" in f"{change.ref}{change.ref_end}" or "*" in inserted[change.kind]:
        raise UnsupportedNotation(
            f"{reading} is no edit of the residues of {accession} alone", code="no_definite_change",
            advice=("convert the change of the coding DNA",),
        )  # fmt: skip
    return Spdi(str(transcript.protein_accession), start, deleted, inserted[change.kind])
