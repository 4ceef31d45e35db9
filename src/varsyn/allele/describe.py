"""An allele as an HGVS description."""

from __future__ import annotations

from varsyn.allele.allele import Allele
from varsyn.allele.context import TranscriptContext, context_of
from varsyn.allele.coordinates import Site, position_of
from varsyn.reference.records import Transcript


def describe(allele: Allele, transcript: Transcript, *, rna: bool = False) -> str:
    """The canonical HGVS description on the transcript: ``c.`` where it codes, ``n.`` otherwise.

    ``rna`` writes ``r.`` (lower case, ``u``). Source: HGVS nomenclature 21.

    >>> describe(Allele("NR_1.1", 3, 4, "G", "A", "sub"), Transcript("NR_1.1", "X", "ACTGA"))
    'NR_1.1:n.4G>A'
    """
    context = context_of(transcript)
    coordinate = "c" if context.coding else "n"
    text = describe_part(allele, context, coordinate)
    if rna:
        return f"{allele.accession}:r.{_as_rna(text)}"
    return f"{allele.accession}:{coordinate}.{text}"


def describe_part(allele: Allele, context: TranscriptContext, coordinate: str) -> str:
    """The description without accession and coordinate prefix."""
    if allele.parts:
        inner = ";".join([describe_part(part, context, coordinate) for part in allele.parts])
        return f"[{inner}]"
    shape, start, end = allele.shape, allele.start, allele.end
    if shape == "sub":
        if coordinate == "c" and not allele.start_offset and context.cds_start <= start < context.cds_end:
            return f"{start - context.cds_start + 1}{allele.deleted}>{allele.inserted}"
        position = position_of(Site(start, allele.start_offset), context, coordinate)
        return f"{position}{allele.deleted}>{allele.inserted}"
    if shape == "ins":
        left = position_of(Site(end - 1, allele.end_offset), context, coordinate)
        right = position_of(Site(start, allele.start_offset), context, coordinate)
        return f"{left}_{right}ins{spelled(allele.inserted)}"
    if shape == "identity" and start == end and not allele.intronic:
        return "="
    if shape == "dup" and allele.inserted:
        start -= len(allele.inserted)
    first = position_of(Site(start, allele.start_offset), context, coordinate)
    last = position_of(Site(end - 1, allele.end_offset), context, coordinate)
    where = first if first == last else f"{first}_{last}"
    if shape == "identity":
        return f"{where}="
    if shape == "repeat":
        return f"{where}{allele.deleted}[{len(allele.inserted) // len(allele.deleted)}]"
    return f"{where}delins{spelled(allele.inserted)}" if shape == "delins" else f"{where}{shape}"


def describe_genomic(allele: Allele, coordinate: str = "g") -> str:
    """The description on a chromosome (``g.``) or the mitochondrial genome (``m.``).

    >>> describe_genomic(Allele("NC_000015.10", 98911383, 98911384, "G", "A", "sub"))
    'NC_000015.10:g.98911384G>A'
    """
    if allele.parts:
        inner = ";".join([_genomic_part(part) for part in allele.parts])
        return f"{allele.accession}:{coordinate}.[{inner}]"
    return f"{allele.accession}:{coordinate}.{_genomic_part(allele)}"


def _genomic_part(allele: Allele) -> str:
    shape, start, end = allele.shape, allele.start, allele.end
    if shape == "sub":
        return f"{start + 1}{allele.deleted}>{allele.inserted}"
    if shape == "ins":
        return f"{start}_{start + 1}ins{spelled(allele.inserted)}"
    if shape == "identity" and start == end:
        return "="
    if shape == "dup" and allele.inserted:
        start -= len(allele.inserted)
    where = f"{start + 1}" if end - start == 1 else f"{start + 1}_{end}"
    if shape == "identity":
        return f"{where}="
    return f"{where}delins{spelled(allele.inserted)}" if shape == "delins" else f"{where}{shape}"


def spelled(inserted: str) -> str:
    """Inserted bases; a run of unknown ones as ``N[20]`` (HGVS nomenclature 21, DNA, insertion)."""
    if len(inserted) > 1 and inserted.count("N") == len(inserted):
        return f"N[{len(inserted)}]"
    return inserted


def _as_rna(text: str) -> str:
    """DNA letters of a description in RNA spelling; the words (del, ins, …) are lower case already."""
    return text.translate(_RNA)


_RNA = str.maketrans("ACGTRYSWKMBDHVN", "acgurysw" + "kmbdhvn")
