"""LOVD's tab-delimited files: full downloads of version 3, the shorter per-gene tables, version 2.

A download of LOVD 3 has several tables in one file, each begun by a ``## Name ##`` line and a header of
``"{{Column}}"`` cells (LOVD 3.0 user manual, "Import and export file format"); version 2 has one table
whose header names ``Variant/DNA``. All cells are quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from varsyn.model import Mention
from varsyn.synonyms.importers.base import Unit, present
from varsyn.synonyms.importers.lines import Line, TextFile
from varsyn.synonyms.judge import NAMING, DocumentKind

_TABLE = re.compile(r"## (?P<name>\w+) ##")
_FILE = re.compile(r"### LOVD-version\s+\S+ ###")
_DNA = ("VariantOnTranscript/DNA", "VariantOnGenome/DNA", "VariantOnGenome/DNA/hg38", "Variant/DNA")
_OTHERS = ("VariantOnTranscript/RNA", "VariantOnTranscript/Protein", "VariantOnTranscript/DNA_published",
           "VariantOnGenome/Published_as", "VariantOnTranscript/Published_as", "Variant/RNA",
           "Variant/Protein",
           "Variant/DNA_published")  # fmt: skip


class LovdTables:
    """LOVD variants: DNA, RNA, protein and published names of each entry."""

    name: ClassVar[str] = "lovd"
    source: ClassVar[str] = "LOVD"
    kind: ClassVar[DocumentKind] = "record"

    def recognizes(self, first: list[str], file_name: str) -> bool:
        """By its first line, or by the braces of its header."""
        return bool(first) and (
            _FILE.match(first[0].strip().strip('"')) is not None
            or any("{{VariantOn" in line or "{{Variant/DNA}}" in line for line in first)
        )

    def units(self, file: TextFile, lines: Iterator[Line]) -> Iterator[Unit]:
        """One unit a row of a variant table; other tables give the genes of transcripts."""
        header: list[str] | None = None
        expected = False
        table = ""
        genes: dict[str, tuple[str, str]] = {}
        symbols: set[str] = set()
        for line in lines:
            text = line.text.strip()
            if not text:
                header, expected = None, True
                continue
            title = _TABLE.match(text.strip('"'))
            if title is not None:
                table, header, expected = title["name"], None, True
                continue
            if text.startswith("#"):
                continue
            row = [_unquoted(cell) for cell in line.text.split("\t")]
            if row[0].startswith("{{") or (header is None and expected):
                header, expected = [cell.strip("{} ") for cell in row], False
                continue
            if header is None:
                raise file.fault(line.number, "a row before any header", "input_missing_column")
            if len(row) > len(header):
                raise file.fault(
                    line.number, f"{len(row)} cells where the header names {len(header)}", "input_odd_row"
                )
            named = dict(zip(header, row, strict=False))
            if table == "Transcripts" and named.get("id"):
                genes[named["id"]] = (named.get("geneid", ""), named.get("id_ncbi", ""))
            if table == "Genes" and named.get("id"):
                symbols.add(named["id"])
            mentions = _mentions(named, genes, next(iter(symbols)) if len(symbols) == 1 else "")
            if mentions:
                yield Unit(mentions, line.number)


def _mentions(row: dict[str, str], genes: dict[str, tuple[str, str]], only: str) -> tuple[Mention, ...]:
    """The names in a row; ``only`` is the gene of a file that holds one."""
    texts = [(c, t) for c in (*_DNA, *_OTHERS) if (t := _name(row.get(c, ""))) is not None]
    if not texts:
        return ()
    gene, transcript = genes.get(row.get("transcriptid", ""), ("", ""))
    gene = gene or row.get("geneid", "") or row.get("symbol", "") or row.get("gene", "") or only
    # Both tables of version 3 number an entry alike; a DBID is shared by all entries of a variant.
    number = row.get("Variant/DBID") or row.get("id") or row.get("ID_variantid_", "")
    document = f"LOVD:{number}" if number else f"LOVD:{gene}:{texts[0][1]}"
    accession = transcript or row.get("id_ncbi", "")
    return tuple(
        Mention(
            _with_reference(text, column, row), id=column, gene=present(gene),
            transcript=present(accession) if column.startswith(("VariantOnTranscript", "Variant/")) else None,
            document=document, section=NAMING if column == texts[0][0] else None,
        )
        for column, text in texts
    )  # fmt: skip


def _with_reference(text: str, column: str, row: dict[str, str]) -> str:
    chromosome = row.get("chromosome", "")
    if column.startswith("VariantOnGenome/DNA") and chromosome and text.startswith(("g.", "m.")):
        return f"chr{chromosome}:{text}"
    return text


def _name(cell: str) -> str | None:
    text = present(cell)
    return (
        None if text is None or text in ("p.?", "r.?", "p.(?)", "r.(?)", "c.?", "g.?", "p.=", "?") else text
    )


def _unquoted(cell: str) -> str:
    cell = cell.strip()
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('\\"', '"')
    return cell
