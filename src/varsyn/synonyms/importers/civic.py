"""CIViC's nightly variant summaries (``…-VariantSummaries.tsv``), old and new column names.

https://civicdb.org/releases: one row a variant, with aliases and HGVS descriptions separated by commas.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from varsyn.model import Mention
from varsyn.synonyms.importers.base import Unit, cells, columns, present
from varsyn.synonyms.importers.lines import Line, TextFile
from varsyn.synonyms.judge import NAMING, DocumentKind


class VariantSummaries:
    """CIViC variants: the label, the aliases, the HGVS descriptions.

    A label such as ``V600E`` or ``Exon 19 deletion`` can cover several DNA changes, so each name is judged
    by itself: a CIViC entry is a paper here, not a record of one allele.
    """

    name: ClassVar[str] = "civic"
    source: ClassVar[str] = "CIViC"
    kind: ClassVar[DocumentKind] = "paper"

    def recognizes(self, first: list[str], file_name: str) -> bool:
        """By its header."""
        head = first[0].split("\t") if first else []
        return "variant_aliases" in head and ("gene" in head or "feature_name" in head)

    def units(self, file: TextFile, lines: Iterator[Line]) -> Iterator[Unit]:
        """One unit a row."""
        head = next(lines, None)
        if head is None:
            raise file.fault(None, "is empty", "input_empty")
        header = [cell.strip() for cell in head.text.split("\t")]
        columns(file, head, header, "variant", "variant_id", "variant_aliases")
        hgvs_column = next((c for c in ("hgvs_descriptions", "hgvs_expressions") if c in header), None)
        for line in lines:
            row = cells(line, header, file)
            number, label = present(row["variant_id"]), present(row["variant"])
            if label is None:
                continue
            gene = _gene(row)
            # A row without an identifier is still a set of names somebody gave.
            document = f"CIViC:{number}" if number is not None else f"CIViC:{gene or ''} {label}"
            texts = [(label, "variant", NAMING)]
            texts += [(alias, "alias", "alias") for alias in _listed(row["variant_aliases"])]
            if hgvs_column is not None:
                texts += [(text, "hgvs", "hgvs") for text in _listed(row[hgvs_column])]
            yield Unit(
                tuple(Mention(t, id=i, gene=gene, document=document, section=s) for t, i, s in texts),
                line.number,
            )


def _gene(row: dict[str, str]) -> str | None:
    """The gene symbol; newer files name a feature, which may also be a factor, a fusion or a region."""
    if (symbol := present(row.get("gene", ""))) is not None:
        return symbol
    is_gene = present(row.get("feature_type", "")) in (None, "Gene")
    return present(row.get("feature_name", "")) if is_gene else None


def _listed(cell: str) -> list[str]:
    """The entries of a comma-separated cell; a comma inside brackets separates nothing.

    >>> _listed("VAL600GLU,V640E, p.(A1,B2)")
    ['VAL600GLU', 'V640E', 'p.(A1,B2)']
    """
    found: list[str] = []
    depth, start = 0, 0
    for at, letter in enumerate(cell):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth <= 0:
            found.append(cell[start:at])
            start = at + 1
    found.append(cell[start:])
    return [text for part in found if (text := present(part)) is not None]
