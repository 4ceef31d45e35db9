"""What is worked out once for each gene: rulers, luck, listed names, exon numbers."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from varsyn.allele.context import context_of
from varsyn.allele.places import Places, places_of
from varsyn.numbering import (
    CountedIntron,
    ExonLabels,
    Scheme,
    counted_introns,
    exon_label_schemes,
    names_on_record,
    schemes_for,
)
from varsyn.numbering.isoforms import BOTH, isoform_schemes
from varsyn.resolution.codons import reach_of
from varsyn.resolution.names import ListedNames
from varsyn.resolution.residue_rulers import ResidueRulers
from varsyn.sequence import CodeName, codon_table

_TRIPLETS = re.compile("...", re.DOTALL).findall

if TYPE_CHECKING:
    from varsyn.model.scheme import Molecule
    from varsyn.reference import Gene, Reference, Transcript


class GeneContext:
    """A gene's anchor transcript with everything that judging its mentions needs.

    Attributes: ``symbol``, ``gene`` (its record, if known), ``anchor`` (None without a sequence),
    ``protein`` (one-letter, no stop), ``protein_schemes`` and ``cdna_schemes`` as (scheme, prior) with
    priors that sum to one, HGVS first.
    """

    __slots__ = ("__dict__", "anchor", "curated", "gene", "protein", "reference", "symbol")

    def __init__(self, symbol: str, gene: Gene | None, reference: Reference, *, curated: bool = True) -> None:
        self.symbol = symbol
        self.gene = gene
        self.reference = reference
        self.curated = curated
        self.anchor: Transcript | None = reference.anchor(symbol)
        self.protein = self.anchor.protein if self.anchor is not None else ""

    @cached_property
    def schemes(self) -> tuple[Scheme, ...]:
        """Rulers worth trying on every mention: HGVS, curated, features, transcript structure."""
        return schemes_for(self.symbol, self.reference, curated=self.curated, isoforms=False)

    @cached_property
    def protein_schemes(self) -> tuple[tuple[Scheme, float], ...]:
        """Protein rulers with normalized priors, each offset once per span."""
        return _normalized([scheme for scheme in self.schemes if scheme.molecule == "protein"])

    @cached_property
    def cdna_schemes(self) -> tuple[tuple[Scheme, float], ...]:
        """Nucleotide rulers with normalized priors."""
        return _normalized([scheme for scheme in self.schemes if scheme.molecule == "cdna"])

    @cached_property
    def isoform_schemes(self) -> tuple[Scheme, ...]:
        """Numbers of other transcripts, found by aligning: tried where nothing else fits."""
        return self._isoforms(BOTH)

    @cached_property
    def protein_isoforms(self) -> tuple[Scheme, ...]:
        """Those of residues."""
        return self._isoforms(("protein",))

    @cached_property
    def cdna_isoforms(self) -> tuple[Scheme, ...]:
        """Those of bases."""
        return self._isoforms(("cdna",))

    def _isoforms(self, molecules: tuple[Molecule, ...]) -> tuple[Scheme, ...]:
        if self.anchor is None:
            return ()
        others = [one for one in self.reference.transcripts_of(self.symbol) if one is not self.anchor]
        return tuple(isoform_schemes(others, self.anchor, molecules))

    @cached_property
    def names(self) -> ListedNames:
        """Listed names of the gene; empty where the curated tables are not used."""
        return ListedNames(names_on_record(self.symbol, self.reference) if self.curated else ())

    @cached_property
    def exon_labels(self) -> tuple[ExonLabels, ...]:
        """Printed exon numberings of the anchor."""
        if self.anchor is None:
            return ()
        if not self.curated:
            return exon_label_schemes(self.anchor)
        facts = self.reference.numbering(self.symbol)
        return exon_label_schemes(self.anchor, facts, self.reference.legacy_names(self.symbol))

    @cached_property
    def counted_introns(self) -> tuple[CountedIntron, ...]:
        """Introns whose bases papers count from the first one."""
        if self.anchor is None or not self.curated:
            return ()
        return tuple(counted_introns(self.anchor, self.reference.numbering(self.symbol)))

    @cached_property
    def codons(self) -> tuple[str, ...]:
        """The codons of the anchor's coding sequence, the stop included."""
        return tuple(_TRIPLETS(self.coding))

    @cached_property
    def coding(self) -> str:
        """The anchor's coding sequence, the stop codon included; empty where it has none."""
        anchor = self.anchor
        if anchor is None or anchor.cds_start is None or anchor.cds_end is None:
            return ""
        return anchor.sequence[anchor.cds_start : anchor.cds_end]

    def codon(self, number: int) -> str:
        """The bases of codon ``number`` (1-based); fewer than three beyond the end."""
        return self.coding[3 * number - 3 : 3 * number]

    @cached_property
    def residue_rulers(self) -> ResidueRulers:
        """The protein rulers as one table."""
        return ResidueRulers(self)

    @cached_property
    def places(self) -> Places:
        """Genome positions of the anchor's bases."""
        assert self.anchor is not None
        return places_of(self.anchor)

    @cached_property
    def residues(self) -> str:
        """The anchor's protein with its stop."""
        return context_of(self.anchor).residues if self.anchor is not None else ""

    @cached_property
    def sound(self) -> bool:
        """Whether the anchor's coding sequence is whole codons that translate to its protein."""
        return self.anchor is not None and context_of(self.anchor).sound

    @cached_property
    def code(self) -> CodeName:
        """The gene's genetic code."""
        return "mitochondrial" if self.symbol.startswith("MT-") else "standard"

    @cached_property
    def _counts(self) -> dict[str, dict[str, int]]:
        """For each residue of the protein, how often each of its codons is used."""
        found: dict[str, dict[str, int]] = {}
        if not self.sound or "U" in self.protein:
            for (codon, residue), count in Counter(zip(self.codons, self.protein, strict=False)).items():
                found.setdefault(residue, {})[codon] = count
            return found
        names = codon_table(self.code)
        for codon, count in Counter(self.codons[: len(self.protein)]).items():
            found.setdefault(names[codon], {})[codon] = count
        return found

    @cached_property
    def _luck(self) -> dict[tuple[str, str], tuple[float, float]]:
        return {}

    def luck(self, ref: str, alt: str) -> tuple[float, float]:
        """Chances that a random residue of the protein is ``ref`` and its codon reaches ``alt`` in one base
        change, and that it is ``ref`` but needs more (one-letter codes, ``*`` for a stop)."""
        key = (ref, alt)
        found = self._luck.get(key)
        if found is None:
            size = max(1, len(self.protein))
            used = self._counts.get(ref, {})
            reach = reach_of(self.code)
            near = sum([count for codon, count in used.items() if alt in reach.get(codon, ())])
            far = sum(used.values()) - near
            # Half a residue more, so that no chance is nought.
            found = self._luck[key] = ((near + 0.5) / (size + 1), (far + 0.5) / (size + 1))
        return found

    def frequency(self, ref: str) -> float:
        """Chance that a random residue of the protein is ``ref``."""
        near, far = self.luck(ref, "\0")
        return near + far

    @cached_property
    def boundary_share(self) -> float:
        """Share of the anchor's bases that border an intron on one given side."""
        if self.anchor is None or len(self.anchor.exons) < 2:
            return 1.0
        return (len(self.anchor.exons) - 1) / max(1, len(self.anchor.sequence))


def _normalized(schemes: list[Scheme]) -> tuple[tuple[Scheme, float], ...]:
    total = sum({(scheme.offset, scheme.name): scheme.weight for scheme in schemes}.values())
    return tuple((scheme, scheme.weight / total) for scheme in schemes)
