"""LRG records (XML): transcripts, chromosome placement, legacy exon names and amino-acid numbering."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from varsyn.reference.assemblies import assembly_name, assembly_of
from varsyn.reference.build import Build, Source
from varsyn.reference.formats.lrg_mapping import NotPlacedError, Placement
from varsyn.reference.records import Interval, NumberingFact
from varsyn.reference.tables import fault
from varsyn.reference.transcript_rows import AlignmentRow, TranscriptRow

MAX_BYTES = 256 * 1024 * 1024
"""An LRG record is one gene; the largest is below 10 MB."""

Item = TranscriptRow | NumberingFact


def source(path: Path) -> Source:
    """An LRG record, ``LRG_1055.xml``."""
    return Source("lrg", path, read, _add)


def read(stream: IO[bytes], path: Path) -> Iterator[tuple[int, Item]]:
    """Every transcript of the fixed annotation, then what the community says about numbering."""
    root = _parse(stream, path)
    try:
        record = _Record(root)
        for element in record.fixed.findall("transcript"):
            yield 1, record.transcript(element)
        yield from ((1, fact) for fact in record.numbering())
    except (KeyError, ValueError, AttributeError) as error:
        raise fault(path, None, f"not an LRG record as expected: {error!r}") from error


def _parse(stream: IO[bytes], path: Path) -> Element:
    text = stream.read(MAX_BYTES + 1)
    if len(text) > MAX_BYTES:
        raise fault(path, None, f"larger than {MAX_BYTES} bytes: no LRG record")
    if b"<!DOCTYPE" in text[:2000] or b"<!ENTITY" in text:
        raise fault(path, None, "declares a document type: LRG records do not")
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        line, _ = error.position
        raise fault(path, line, f"not XML: {error}") from error
    if root.tag != "lrg" or root.find("fixed_annotation/id") is None:
        raise fault(path, None, f"the root element is <{root.tag}>, not an <lrg> with a fixed annotation")
    return root


class _Record:
    """One parsed record; LRG positions are 1-based and inclusive in the file, interbase here."""

    def __init__(self, root: Element) -> None:
        fixed = root.find("fixed_annotation")
        assert fixed is not None
        self.root = root
        self.fixed = fixed
        self.id = (fixed.findtext("id") or "").strip()
        self.gene = (root.findtext(".//lrg_locus") or "").strip()
        self.placements = [
            Placement(element, assembly)
            for element in root.iter("mapping")
            if (assembly := assembly_of(element.get("other_id", ""))) is not None
            and assembly_name(element.get("coord_system", "")) == assembly
        ]

    def transcript(self, element: Element) -> TranscriptRow:
        """The row of a fixed transcript, under its RefSeq accession where the record tells it."""
        name = element.attrib["name"]
        sequence = (element.findtext("cdna/sequence") or "").strip()
        exons = [_interval(each, self.id) for each in element.findall("exon")]
        tx_exons = _tiled(exons)
        cds = element.find("coding_region")
        protein = (cds.findtext("translation/sequence") or "").strip() if cds is not None else ""
        cds_range = _on_transcript(_interval(cds, self.id), exons) if cds is not None else None
        accession, protein_accession, enst = self._accessions(name)
        labels = [each.get("label") or "" for each in element.findall("exon")]
        return TranscriptRow(
            accession=accession or f"{self.id}{name}",
            sequence=sequence,
            gene=self.gene or None,
            hgnc_id=(self.fixed.findtext("hgnc_id") or "").strip() or None,
            enst=enst,
            protein_accession=protein_accession,
            protein=_plain(protein) if protein else None,
            cds_start=cds_range[0] if cds_range else None,
            cds_end=cds_range[1] if cds_range else None,
            exons=tx_exons,
            exon_labels=labels if all(labels) else [],
            alignments=[self._alignment(each, exons, tx_exons) for each in self.placements],
            lrg=f"{self.id}{name}",
            kind="lrg_fixed",
            source=f"{self.id}, fixed annotation",
        )

    def _alignment(
        self, placement: Placement, exons: list[Interval], tx_exons: list[Interval]
    ) -> AlignmentRow:
        try:
            placed = [placement.place(*exon) for exon in exons]
        except NotPlacedError:
            placed = []  # the lint leaves an alignment without exons out, and says so
        return AlignmentRow(
            assembly=placement.assembly,
            chrom=placement.chromosome,
            strand=placement.strand,
            exons=[(start, end) for start, end, _ in placed],
            tx_exons=tx_exons,
            cigars=[cigar for _, _, cigar in placed],
        )

    def _accessions(self, name: str) -> tuple[str | None, str | None, str | None]:
        accession = protein = enst = None
        for element in self.root.iter("transcript"):
            if element.get("fixed_id") != name:
                continue
            given = element.get("accession", "")
            if given.startswith(("NM_", "NR_")):
                accession = given
                product = element.find("protein_product")
                protein = product.get("accession") if product is not None else None
            elif given.startswith("ENST"):
                enst = given
        return accession, protein, enst

    def numbering(self) -> Iterator[NumberingFact]:
        """Legacy exon names and amino-acid numbering, as numbering facts of the gene."""
        for annotation in self.root.iter("fixed_transcript_annotation"):
            name = annotation.get("name", "t1")
            for element in annotation.findall("other_exon_naming"):
                yield self._exon_names(name, element)
            for element in annotation.findall("alternate_amino_acid_numbering"):
                for align in element.findall("align"):
                    yield self._residues(name, element, align)

    def _exon_names(self, name: str, element: Element) -> NumberingFact:
        current = {
            _interval(each, self.id): str(number)
            for number, each in enumerate(self._fixed_transcript(name).findall("exon"), start=1)
        }
        pairs = []
        for each in element.findall("exon"):
            label = (each.findtext("label") or "").strip()
            number = current.get(_interval(each, self.id))
            if label and number and label != number:
                pairs.append(f"exon {label} = exon {number}")
        return self._fact(name, "exon", element, "lookup: " + "; ".join(pairs) if pairs else "0", "")

    def _residues(self, name: str, element: Element, align: Element) -> NumberingFact:
        start, end = int(align.attrib["lrg_start"]), int(align.attrib["lrg_end"])
        offset = start - int(align.attrib["start"])
        return self._fact(name, "protein", element, f"{offset:+d}", f"{start}-{end}")

    def _fact(self, name: str, molecule: str, element: Element, offset: str, span: str) -> NumberingFact:
        return NumberingFact(
            gene=self.gene,
            molecule=molecule,
            convention=element.get("description") or (element.findtext("comment") or "").strip(),
            offset_to_add=offset,
            reference=f"{self.id}{name}",
            span=span,
            source=f"{self.id}, community annotation",
            confidence="high",
        )

    def _fixed_transcript(self, name: str) -> Element:
        for element in self.fixed.findall("transcript"):
            if element.get("name") == name:
                return element
        raise ValueError(f"{self.id} has no transcript {name}")


def _interval(element: Element, system: str) -> Interval:
    for each in element.iter("coordinates"):
        if each.get("coord_system") == system:
            return int(each.attrib["start"]) - 1, int(each.attrib["end"])
    raise ValueError(f"no coordinates on {system}")


def _tiled(exons: list[Interval]) -> list[Interval]:
    tiled: list[Interval] = []
    at = 0
    for start, end in exons:
        tiled.append((at, at + end - start))
        at += end - start
    return tiled


def _on_transcript(interval: Interval, exons: list[Interval]) -> Interval:
    first, last = interval[0], interval[1] - 1
    return _offset(first, exons), _offset(last, exons) + 1


def _offset(position: int, exons: list[Interval]) -> int:
    passed = 0
    for start, end in exons:
        if start <= position < end:
            return passed + position - start
        passed += end - start
    raise ValueError(f"position {position + 1} of the coding region is in no exon")


def _plain(protein: str) -> str:
    return "".join(protein.split()).rstrip("*")


def _add(build: Build, item: Item) -> None:
    if isinstance(item, TranscriptRow):
        build.add_transcript(item)
    else:
        build.writer.add_numbering(item)
