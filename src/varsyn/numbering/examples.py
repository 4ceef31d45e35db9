"""Names on record for a gene: the table of legacy names, and the examples of its numbering conventions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from varsyn.reference.records import LegacyName, NumberingFact

if TYPE_CHECKING:
    from varsyn.reference.protocol import Reference

_PAIR = re.compile(
    r"(?P<names>[^=]+(?:=(?!\s*c\.)[^=]+)*)=\s*(?P<hgvs>c\.\S+?)(?:\s+\((?P<note>[^()]*)\))?\Z"
)
_ACCESSION = re.compile(r"NM_\d+(?:\.\d+)?")
_WHOLE = re.compile(r"c\.[-*\d+_]+(?:[ACGT]+>[ACGT]+|(?:del|ins|dup)[ACGT]*|delins[ACGT]+)\Z")
_CHANGE = re.compile(r"[ACGT]>[ACGT]|[ACGT]\d|\d(?:[ACGT]|del|ins|dup)", re.IGNORECASE)


def example_names(facts: Iterable[NumberingFact]) -> Iterator[LegacyName]:
    """The pairs of nucleotide name and ``c.`` description that curated rows give as examples.

    An example is a fact of its own: where a convention has no constant (kilobases into an intron, gene
    numbers that jump) the examples are all that is known of it.

    >>> fact = NumberingFact("CFTR", "intron", "kb distance", "lookup", reference="NM_000492",
    ...     example="3849+10kbC>T = c.3718-2477C>T")
    >>> [(one.legacy, one.hgvs_c) for one in example_names([fact])]
    [('3849+10kbC>T', 'c.3718-2477C>T')]
    """
    for fact in facts:
        accessions = _ACCESSION.findall(fact.reference)
        if len(accessions) != 1:
            continue
        for example in fact.example.split(";"):
            match = _PAIR.match(example.strip())
            if match is None or not _WHOLE.match(match["hgvs"]):
                continue
            for name in match["names"].split("="):
                printed = name.strip()
                if _CHANGE.search(printed) and "(" not in printed:
                    yield LegacyName(
                        fact.gene,
                        printed,
                        fact.convention,
                        accessions[0],
                        match["hgvs"],
                        source=fact.source,
                        confidence=fact.confidence,
                    )


def names_on_record(gene: str, reference: Reference) -> tuple[LegacyName, ...]:
    """The listed names of a gene (official symbol), then the examples that the list does not hold."""
    listed = tuple(reference.legacy_names(gene))
    known = {row.legacy for row in listed}
    return listed + tuple(row for row in example_names(reference.numbering(gene)) if row.legacy not in known)
