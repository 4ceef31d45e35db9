"""A curated record as text."""

from __future__ import annotations

from collections.abc import Iterator

from varsyn.curation.spectrum import CuratedRecord, PublishedName, SpectrumVariant
from varsyn.curation.wording import in_words


def as_text(record: CuratedRecord) -> str:
    """The record for the terminal: what it is about, its variants, its people, what a person must look at."""
    return "\n".join(_lines(record)) + "\n\n"


def _lines(record: CuratedRecord) -> Iterator[str]:
    given = record.given
    yield " / ".join(part for part in (given.gene, str(given.disease), given.classification.term) if part)
    if str(given.inheritance):
        yield f"  inheritance: {given.inheritance}"
    count = record.count
    families = f" from {count.families} families" if count.families else ""
    listed = f" ({count.as_listed} as listed)" if count.as_listed != count.probands else ""
    yield f"  people: {count.probands}{families}{listed}; variants: {len(record.spectrum)}"
    if count.at_least != count.probands:
        yield f"  at least {count.at_least} if every open coincidence below is the same people"
    for variant in record.spectrum:
        yield from _variant(variant)
    for title, texts in (
        ("counted once", [one.text for one in record.double_counts if one.settled]),
        ("perhaps counted twice", [one.text for one in record.double_counts if not one.settled]),
        ("kept apart", list(record.apart)),
        ("suspected errors and open names", [f"{one.text} [{one.code}]" for one in record.faults]),
    ):
        if texts:
            yield f"  {title}:"
            yield from (f"    - {text}" for text in dict.fromkeys(texts))


def _variant(variant: SpectrumVariant) -> Iterator[str]:
    people = f"  {variant.count.probands} people" if variant.cases else ""
    papers = f"  {', '.join(variant.papers)}" if variant.papers else ""
    yield (
        f"  * {variant.hgvs_c or variant.hgvs_p or variant.names[0].name}"
        + (f" {variant.hgvs_p.rpartition(':')[2]}" if variant.hgvs_c and variant.hgvs_p else "")
        + people
        + papers
    )
    for name in variant.names:
        yield f"      {name.name}: {_how(name)}"


def _how(name: PublishedName) -> str:
    chance = "" if name.probability is None else f", {name.probability:.3g}"
    ruler = f", {name.numbering.replace('_', ' ')}" if name.numbering not in ("", "hgvs") else ""
    return f"{in_words(name.reason)}{ruler}{chance}"
