"""ClinVar's tab-delimited files: ``variant_summary.txt`` and ``hgvs4variation.txt``, plain or gzip.

Columns: https://ftp.ncbi.nlm.nih.gov/pub/clinvar/README_VARIANT_SUMMARY and the header comment of
hgvs4variation. One document is one VariationID; its names all mean one variant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from varsyn.model import Mention
from varsyn.synonyms.importers.base import Unit, cells, columns, present
from varsyn.synonyms.importers.lines import Line, TextFile
from varsyn.synonyms.judge import NAMING, DocumentKind

_MANY_GENES = re.compile(r"[;,]|subset of \d+ genes")


def _gene(symbol: str) -> str | None:
    gene = present(symbol)
    return None if gene is None or _MANY_GENES.search(gene) else gene


def _document(row: dict[str, str]) -> str | None:
    """The entry: its VariationID, or the AlleleID of an allele that has no entry of its own."""
    if (variation := _number(row["VariationID"])) is not None:
        return f"ClinVar:{variation}"
    allele = _number(row.get("AlleleID", ""))
    return f"ClinVar:allele {allele}" if allele is not None else None


def _number(cell: str) -> str | None:
    number = present(cell)
    return None if number == "-1" else number


def _header(line: Line) -> list[str]:
    return [cell.strip() for cell in line.text.removeprefix("#").split("\t")]


class VariantSummary:
    """``variant_summary.txt``: the preferred name and the rsID of each variant."""

    name: ClassVar[str] = "clinvar-summary"
    source: ClassVar[str] = "ClinVar"
    kind: ClassVar[DocumentKind] = "record"

    def recognizes(self, first: list[str], file_name: str) -> bool:
        """By its header."""
        return bool(first) and first[0].startswith("#AlleleID\tType\tName\t")

    def units(self, file: TextFile, lines: Iterator[Line]) -> Iterator[Unit]:
        """One unit a line; the two lines of a variant (one an assembly) say the same and count once."""
        head = next(lines, None)
        if head is None:
            raise file.fault(None, "is empty", "input_empty")
        header = _header(head)
        columns(file, head, header, "Name", "GeneSymbol", "VariationID")
        for line in lines:
            row = cells(line, header, file)
            name, gene, document = present(row["Name"]), _gene(row["GeneSymbol"]), _document(row)
            mentions: list[Mention] = []
            if name is not None:
                mentions.append(Mention(name, id="Name", gene=gene, document=document, section=NAMING))
            number = present(row.get("RS# (dbSNP)", ""))
            if number is not None and number.isdigit():
                mentions.append(Mention(f"rs{number}", id="dbSNP", gene=gene, document=document))
            if mentions:
                yield Unit(tuple(mentions), line.number)


class Hgvs4Variation:
    """``hgvs4variation.txt``: every HGVS expression of each variant."""

    name: ClassVar[str] = "clinvar-hgvs"
    source: ClassVar[str] = "ClinVar"
    kind: ClassVar[DocumentKind] = "record"

    def recognizes(self, first: list[str], file_name: str) -> bool:
        """By its header, which follows comment lines."""
        return any(line.startswith("#Symbol\tGeneID\tVariationID\t") for line in first)

    def units(self, file: TextFile, lines: Iterator[Line]) -> Iterator[Unit]:
        """One unit a variant: its lines stand together."""
        header: list[str] | None = None
        waiting: list[Mention] = []
        at = 0
        for line in lines:
            if line.text.startswith("#"):
                if line.text.startswith("#Symbol\t"):
                    header = _header(line)
                    columns(
                        file,
                        line,
                        header,
                        "Symbol",
                        "VariationID",
                        "NucleotideExpression",
                        "ProteinExpression",
                    )
                continue
            if not line.text:
                continue
            if header is None:
                raise file.fault(
                    line.number, "no header line '#Symbol …' before the rows", "input_missing_column"
                )
            row = cells(line, header, file)
            found = self._mentions(row)
            if waiting and found and found[0].document != waiting[0].document:
                yield Unit(tuple(waiting), at)
                waiting = []
            waiting += found
            at = line.number
        if waiting:
            yield Unit(tuple(waiting), at)

    @staticmethod
    def _mentions(row: dict[str, str]) -> list[Mention]:
        document, gene = _document(row), _gene(row["Symbol"])
        naming = row.get("UsedForNaming", "").strip().lower() == "yes"
        found: list[Mention] = []
        for column in ("NucleotideExpression", "ProteinExpression"):
            text = present(row[column])
            if text is None:
                continue
            names = naming and column == "NucleotideExpression"
            section = NAMING if names else None
            found.append(Mention(text, id=column, gene=gene, document=document, section=section))
        return found
