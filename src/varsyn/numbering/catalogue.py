"""The rulers of a gene: every source put together, once per gene."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from varsyn.model.scheme import Molecule
from varsyn.numbering.facts import CURATED_WEIGHT, Offset, curated_schemes, isoform_moves, tail_schemes
from varsyn.numbering.features import feature_schemes
from varsyn.numbering.isoforms import carried, isoform_schemes, shifts_between
from varsyn.numbering.scheme import CDNA_STANDARD, FIRST, LAST, PROTEIN_STANDARD, Scheme
from varsyn.numbering.structure import structure_schemes
from varsyn.reference.records import NumberingFact, Transcript

if TYPE_CHECKING:
    from varsyn.reference.protocol import Reference


def schemes_for(
    gene: str, reference: Reference, *, curated: bool = True, isoforms: bool = True
) -> tuple[Scheme, ...]:
    """Every ruler known for a gene, towards its anchor transcript: HGVS first, then by weight.

    Parameters
    ----------
    gene: official symbol.
    curated: use the table of numbering conventions; without it only sequences and features speak.
    isoforms: also the numbers of other transcripts and older versions, found by aligning.

    Each (molecule, offset, span) is listed once, from its most trusted source: the table, protein
    features, transcript structure, other isoforms.
    """
    anchor = reference.anchor(gene)
    if anchor is None:
        return (PROTEIN_STANDARD, CDNA_STANDARD)
    others = [one for one in reference.transcripts_of(gene) if one.accession != anchor.accession]
    facts = reference.numbering(gene) if curated else ()
    features = reference.features(gene)
    found: list[Scheme] = [PROTEIN_STANDARD, CDNA_STANDARD]
    stated = list(towards_anchor(facts, anchor, others))
    found += stated
    found += _codons_as_bases(stated)
    if features is not None and anchor.protein:
        found += _on_uniprot(feature_schemes(features), anchor)
    found += structure_schemes([anchor, *others], anchor)
    if isoforms:
        found += isoform_schemes(others, anchor)
    return tuple(_each_once(found, len(anchor.protein)))


THREEFOLD_WEIGHT = 1.0
"""Prior weight of bare nucleotide numbers of a sequence whose residue offset alone is on record."""


def _codons_as_bases(stated: Sequence[Scheme]) -> Iterator[Scheme]:
    """Nucleotide rulers of superseded references and isoforms whose rows state residues only.

    A sequence that begins n codons elsewhere counts bases 3n elsewhere. Mature-protein numbers have no such
    counterpart: nucleotides went on counting from the start codon.
    """
    if any(scheme.molecule == "cdna" for scheme in stated):
        return
    for scheme in stated:
        if scheme.name in ("isoform", "superseded_reference") and scheme.molecule == "protein":
            yield msgspec.structs.replace(
                scheme,
                molecule="cdna",
                offset=3 * scheme.offset,
                first=3 * scheme.first - 2 if scheme.first > FIRST else FIRST,
                last=3 * scheme.last if scheme.last < LAST else LAST,
                weight=THREEFOLD_WEIGHT if scheme.weight >= CURATED_WEIGHT else scheme.weight,
            )


def _on_uniprot(schemes: Iterable[Scheme], anchor: Transcript) -> Iterator[Scheme]:
    for scheme in schemes:
        yield msgspec.structs.replace(scheme, reference=anchor.protein_accession or anchor.accession)


def _each_once(schemes: Iterable[Scheme], residues: int) -> Iterator[Scheme]:
    seen: set[tuple[Molecule, int]] = set()
    spans: dict[tuple[Molecule, int], list[tuple[int, int]]] = {}
    for scheme in schemes:
        if scheme.molecule == "protein" and scheme.offset and not -residues < scheme.offset < residues:
            continue
        key = (scheme.molecule, scheme.offset)
        covered = spans.setdefault(key, [])
        if any(first <= scheme.first and scheme.last <= last for first, last in covered):
            continue
        if not scheme.offset and key in seen:
            continue
        seen.add(key)
        covered.append((scheme.first, scheme.last))
        yield scheme


def towards_anchor(
    facts: Sequence[NumberingFact], anchor: Transcript, others: Sequence[Transcript]
) -> Iterator[Scheme]:
    """The curated rulers, carried onto the anchor where their row counts to another accession.

    A row's accession without version means every version that numbers alike. One that is neither the
    anchor, nor in the reference, nor tied to the anchor by another row, gives no ruler.
    """
    rows = [scheme for fact in facts for scheme in (*curated_schemes(fact), *tail_schemes(fact))]
    exact = {scheme.molecule for scheme in rows if scheme.reference == anchor.accession}
    moves = list(isoform_moves(facts))
    for scheme in rows:
        root, _, version = scheme.reference.partition(".")
        if not root or scheme.reference == anchor.accession:
            yield scheme
        elif root == _root(anchor.accession):
            if not version:
                yield scheme
                continue
            old = next((one for one in others if one.accession == scheme.reference), None)
            if old is not None:
                yield from carried(scheme, shifts_between(old, anchor, scheme.molecule), anchor.accession)
            elif scheme.molecule not in exact:
                yield scheme
        else:
            yield from _from_elsewhere(scheme, root, moves, anchor, others)
    for source, target, offset in moves:
        if _root(source) == _root(anchor.accession) and _root(target) != _root(source):
            yield from _reversed(target, offset, anchor, rows)


def _from_elsewhere(
    scheme: Scheme,
    root: str,
    moves: Sequence[tuple[str, str, Offset]],
    anchor: Transcript,
    others: Sequence[Transcript],
) -> Iterator[Scheme]:
    other = next((one for one in others if _root(one.accession) == root), None)
    if other is not None:
        yield from carried(scheme, shifts_between(other, anchor, scheme.molecule), anchor.accession)
        return
    for source, target, offset in moves:
        if (
            _root(source) == root
            and _root(target) == _root(anchor.accession)
            and offset.molecule == scheme.molecule
        ):
            yield msgspec.structs.replace(
                scheme, offset=scheme.offset + offset.value, reference=anchor.accession
            )
            return


def _reversed(target: str, offset: Offset, anchor: Transcript, rows: Sequence[Scheme]) -> Iterator[Scheme]:
    """Numbers of the other isoform of a row, where the anchor is the one that the row counts from."""
    row = next((one for one in rows if one.offset == offset.value and one.molecule == offset.molecule), None)
    if row is not None:
        low = row.position(row.first) if row.first > 0 else None
        high = row.position(row.last) if row.first > 0 else None
        yield msgspec.structs.replace(
            row,
            offset=-offset.value,
            first=low or row.first,
            last=high or row.last,
            reference=anchor.accession,
            title=f"numbers of {target}",
        )


def _root(accession: str) -> str:
    return accession.partition(".")[0]
