"""A protein change as a variant, with the DNA changes that could cause it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from varsyn.allele import Allele, back_translate, protein_key, variant_of
from varsyn.allele.context import context_of
from varsyn.allele.describe import describe
from varsyn.allele.places import places_of
from varsyn.model import Evidence, Variant
from varsyn.model.residues import ONE_TO_THREE
from varsyn.resolution.codons import several_bases, single_base

if TYPE_CHECKING:
    from varsyn.allele.places import Names, Places
    from varsyn.allele.protein import ProteinChange
    from varsyn.reference import Transcript
    from varsyn.resolution.codons import OneBase
    from varsyn.sequence import CodeName


class ProteinVariant(msgspec.Struct, frozen=True):
    """A protein-level variant; ``single`` are its single-base causes (on the transcript), ``others`` the
    further causes in words, fewest changed bases first."""

    variant: Variant
    single: tuple[Allele, ...] = ()
    others: tuple[str, ...] = ()


def substituted(
    transcript: Transcript,
    places: Places,
    number: int,
    ref: str,
    alt: str,
    codon: str,
    change: OneBase | None,
) -> Variant:
    """The substitution at residue ``number`` (1-based), with its single-base cause where one is given.

    ``places`` is the transcript's table; ``ref`` and ``alt`` are one-letter residues, ``codon`` is the one of
    ``ref``.
    """
    hgvs_c: str | None = None
    genome: Names = ()
    if change is not None:
        assert transcript.cds_start is not None
        place, base = change
        at = 3 * number - 3 + place
        hgvs_c = f"{transcript.accession}:c.{at + 1}{codon[place]}>{base}"
        genome = places.substitution(transcript.cds_start + at, codon[place], base)
    protein = transcript.protein_accession
    key = f"{protein or transcript.accession}:{number - 1}:1:{alt}"
    described = f"p.({ONE_TO_THREE[ref]}{number}{ONE_TO_THREE[alt]})"
    named = f"{protein}:{described}" if protein else described
    return Variant("protein", key, transcript.gene, hgvs_c, named, genome, None, key)


def with_causes(change: ProteinChange, transcript: Transcript, alt: str = "") -> ProteinVariant:
    """The change as a variant; ``hgvs_c`` is the only single-base cause, where there is exactly one.

    ``alt`` is the printed new residue (one letter), which a lost start codon's change does not hold.
    """
    context = context_of(transcript)
    new = change.alt if change.kind == "sub" else alt if change.kind == "start_loss" else ""
    if len(new) == 1 and context.sound:
        single = _substitution_causes(change.start, new, transcript)
        others = further_causes(change.start, context.codon(change.start), new, context.code)
    else:
        single, others = _general_causes(change, transcript)
    plain = plain_substitution(change, transcript)
    if plain is None:
        key = change_key(change, transcript)
        plain = _named(change, transcript, key, single[0] if len(single) == 1 else None)
    return ProteinVariant(plain, single, others)


def plain_substitution(change: ProteinChange, transcript: Transcript) -> Variant | None:
    """One residue for another as a variant, with its single-base cause where there is exactly one; None for
    every other change, and where the coding sequence is not sound."""
    context = context_of(transcript)
    if change.kind != "sub" or not context.sound or not change.predicted or len(change.alt) != 1:
        return None
    codon = context.codon(change.start)
    causes = single_base(codon, change.alt, context.code)
    cause = causes[0] if len(causes) == 1 else None
    return substituted(transcript, places_of(transcript), change.start, change.ref, change.alt, codon, cause)


def allele_variant(allele: Allele, transcript: Transcript) -> Variant:
    """An allele on its anchor as a variant."""
    return variant_of(allele, transcript, None)


def caused(change: ProteinChange, transcript: Transcript, cause: Allele) -> Variant:
    """The protein-level variant with this DNA change named as its cause."""
    return _named(change, transcript, change_key(change, transcript), cause)


def change_key(change: ProteinChange, transcript: Transcript) -> str:
    """What identifies a protein change of a transcript."""
    owner = transcript.protein_accession or transcript.accession
    return protein_key(change, context_of(transcript).residues, owner) or f"{owner}:{change.description}"


def _named(change: ProteinChange, transcript: Transcript, key: str, cause: Allele | None) -> Variant:
    return Variant(
        level="protein",
        key=key,
        gene=transcript.gene,
        hgvs_c=describe(cause, transcript) if cause is not None else None,
        hgvs_p=str(change),
        hgvs_g=places_of(transcript).names(cause) if cause is not None else (),
        protein_key=key,
    )


def _substitution_causes(residue: int, alt: str, transcript: Transcript) -> tuple[Allele, ...]:
    context = context_of(transcript)
    codon = context.codon(residue)
    at = context.cds_start + 3 * (residue - 1)
    return tuple(
        [
            Allele(transcript.accession, at + place, at + place + 1, codon[place], base, "sub")
            for place, base in single_base(codon, alt, context.code)
        ]
    )


def further_causes(residue: int, codon: str, alt: str, code: CodeName) -> tuple[str, ...]:
    """Changes of two or three bases of a codon (1-based) that give a residue, fewest first (``c.…``)."""
    first = 3 * (residue - 1) + 1
    return tuple(
        [f"c.{first + low}_{first + high}{what}" for low, high, what in several_bases(codon, alt, code)]
    )


_SHOWN = 8
"""Further causes spelled out in one piece of evidence."""


def others_evidence(others: Sequence[str]) -> Evidence | None:
    """The causes that need more than one base, as evidence; None where there are none."""
    if not others:
        return None
    shown = ", ".join([one.rpartition(":")[2] for one in others[:_SHOWN]])
    return Evidence("other_causes", f"would also give it: {shown}")


def further_evidence(residue: int, codon: str, alt: str, code: CodeName) -> Evidence | None:
    """What ``others_evidence`` says of ``further_causes``."""
    words, places = _further_words(codon, alt, code)
    if not words:
        return None
    first = 3 * residue - 2
    return Evidence("other_causes", words % tuple([first + place for place in places]))


@lru_cache(maxsize=8192)
def _further_words(codon: str, alt: str, code: CodeName) -> tuple[str, tuple[int, ...]]:
    """What ``others_evidence`` says of a codon's further changes, with the places in the codon (0-based)
    whose numbers belong in it; nothing where there are none."""
    found = several_bases(codon, alt, code)[:_SHOWN]
    words = ", ".join([f"c.%d_%d{what}" for _, _, what in found])
    places = tuple([place for low, high, _ in found for place in (low, high)])
    return f"would also give it: {words}" if found else "", places


def _general_causes(
    change: ProteinChange, transcript: Transcript
) -> tuple[tuple[Allele, ...], tuple[str, ...]]:
    causes = back_translate(change, transcript)
    single = tuple(cause.allele for cause in causes if cause.kind == "snv" and cause.allele is not None)
    return single, tuple(cause.description for cause in causes if cause.kind != "snv")


def all_causes(change: ProteinChange, transcript: Transcript) -> tuple[str, ...]:
    """Every cause in words, single-base ones first, then by the number of bases changed."""
    return tuple(cause.description for cause in back_translate(change, transcript))
