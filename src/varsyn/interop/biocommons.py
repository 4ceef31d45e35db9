"""To and from ``hgvs`` (biocommons): its objects, and varsyn's reference as its data provider."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from varsyn.extras import load
from varsyn.model import Reading, UnsupportedNotation, Variant

if TYPE_CHECKING:
    from hgvs.sequencevariant import SequenceVariant

    from varsyn.interop.bundle_provider import BundleProvider
    from varsyn.reference import GenomeSequence, Reference


def connect(reference: Reference | None = None, genome: GenomeSequence | None = None) -> BundleProvider:
    """A data provider for ``hgvs``, so that its mappers and normalizers run without database or network.

    Parameters
    ----------
    reference: where transcripts come from; the default reference without one.
    genome: chromosome sequences, for what lies outside of exons.

    Raises
    ------
    MissingExtra: ``hgvs`` is not installed.

    >>> from hgvs.variantmapper import VariantMapper
    >>> mapper = VariantMapper(connect())
    >>> str(mapper.c_to_p(to_sequence_variant("NM_000875.5:c.1532G>A")))
    'NP_000866.1:p.(Arg511Gln)'
    """
    load("hgvs.dataproviders.interface")
    from varsyn.interop.bundle_provider import BundleProvider

    if reference is None:
        from varsyn.reference import open_reference

        reference = open_reference()
    return BundleProvider(reference, genome)


def to_sequence_variant(what: Variant | Reading | str) -> SequenceVariant:
    """The ``hgvs`` object of a variant (its DNA form where it has one), a reading or a description.

    Raises
    ------
    MissingExtra: ``hgvs`` is not installed.
    UnsupportedNotation: ``hgvs`` has no object for this (an uncertain interval, an allele of several edits).

    >>> to_sequence_variant("NM_000875.5:c.1532G>A").posedit.edit.alt
    'A'
    """
    text = description(what)
    try:
        return _parser().parse_hgvs_variant(text)
    except load("hgvs.exceptions").HGVSParseError as error:
        raise UnsupportedNotation(
            f"hgvs has no object for {text}", code="unsupported_by_hgvs", text=text, span=(0, len(text)),
            advice=("keep it as text",),
        ) from error  # fmt: skip


def from_sequence_variant(variant: SequenceVariant) -> Reading:
    """The reading of an ``hgvs`` object; what it states of the reference bases is kept.

    Raises
    ------
    InvalidNotation: the object spells no HGVS description (it was put together wrongly).

    >>> reading = from_sequence_variant(to_sequence_variant("NM_000875.5:c.420del"))
    >>> reading.edit, reading.start
    ('del', '420')
    """
    from varsyn.notation import read

    return read(variant.format({"max_ref_length": None}))[0]


def description(what: Variant | Reading | str) -> str:
    """One HGVS description: of a variant its DNA form where it has one.

    Raises
    ------
    UnsupportedNotation: the variant has none.
    """
    if isinstance(what, str):
        return what
    if isinstance(what, Reading):
        return what.hgvs
    text = what.hgvs_c if what.level == "allele" else what.hgvs_p
    text = text or what.hgvs_p or what.hgvs_c or next((g for _, g in what.hgvs_g), None)
    if text is None:
        raise UnsupportedNotation(f"{what.key} has no HGVS description", code="no_description")
    return text


@cache
def _parser() -> Any:
    """The parser of ``hgvs``: it compiles its grammar for about a second, so it is made once."""
    return load("hgvs.parser").Parser()
