"""GenBank flat files of transcript records (RefSeq NM_ and NR_)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from varsyn.reference.build import Build, Source
from varsyn.reference.formats import mane
from varsyn.reference.records import Interval
from varsyn.reference.rows import Finding
from varsyn.reference.tables import fault, lines
from varsyn.reference.transcript_rows import TranscriptRow

_KEY = re.compile(r" {5}(\S+)\s+(\S.*)\Z")
_RANGE = re.compile(r"[<>]?(\d+)(?:\.\.[<>]?(\d+))?\Z")
_MANE = re.compile(r"MANE (Select|Plus Clinical)")
_ENST = re.compile(r"(ENST\d+\.\d+)")


class GenBankFeature(msgspec.Struct):
    """A feature: its key, its location as printed, its qualifiers (first value of each)."""

    key: str
    location: str
    line: int
    qualifiers: list[tuple[str, str]] = []

    def get(self, name: str) -> str:
        """The first value of a qualifier, or ""."""
        return next((value for key, value in self.qualifiers if key == name), "")


class GenBankRecord(msgspec.Struct):
    """One record of a flat file."""

    line: int
    rna: bool = True
    version: str = ""
    header: str = ""
    features: list[GenBankFeature] = []
    sequence: list[str] = []


def source(path: Path) -> Source:
    """A GenBank flat file with any number of records."""
    return Source("genbank", path, read, _add)


def read(stream: IO[bytes], path: Path) -> Iterator[tuple[int, TranscriptRow | Finding]]:
    """(line, row) of each record of RNA; a finding for a record of anything else."""
    record: GenBankRecord | None = None
    section = ""
    for number, text in lines(stream, path):
        if text.startswith("LOCUS"):
            record, section = GenBankRecord(number, rna="RNA" in text), "header"
        elif record is None:
            if text.strip():
                raise fault(path, number, "no GenBank flat file: text before the first LOCUS line")
        elif text.startswith("//"):
            yield record.line, _row(record, path) if record.rna else _other(record)
            record = None
        elif text.startswith("FEATURES"):
            section = "features"
        elif text.startswith("ORIGIN"):
            section = "sequence"
        elif section == "sequence":
            record.sequence.append("".join(text.split()[1:]))
        elif section == "features" and text.startswith(" "):
            _feature(record, text, path, number)
        else:
            section = "header"
            _header(record, text)
    if record is not None:
        raise fault(path, record.line, f"the record {record.version} has no end (//)")


def _other(record: GenBankRecord) -> Finding:
    return Finding("not_a_transcript", record.version, "no RNA by its LOCUS line: left out")


def _header(record: GenBankRecord, text: str) -> None:
    if text.startswith("VERSION"):
        record.version = text[12:].split()[0] if text[12:].split() else ""
    record.header += text[12:] + "\n"


def _feature(record: GenBankRecord, text: str, path: Path, number: int) -> None:
    match = _KEY.match(text)
    if match is not None:
        record.features.append(GenBankFeature(match[1], match[2].strip(), number))
        return
    value = text.strip()
    if not record.features:
        raise fault(path, number, "a qualifier before the first feature")
    feature = record.features[-1]
    if value.startswith("/"):
        name, _, content = value[1:].partition("=")
        feature.qualifiers.append((name, content.strip('"')))
    elif feature.qualifiers:
        name, content = feature.qualifiers[-1]
        gap = "" if name == "translation" else " "
        feature.qualifiers[-1] = (name, content + gap + value.strip('"'))
    else:
        feature.location += value


def _row(record: GenBankRecord, path: Path) -> TranscriptRow:
    if not record.version:
        raise fault(path, record.line, "a record without a VERSION line")
    by_key: dict[str, list[GenBankFeature]] = {}
    for feature in record.features:
        by_key.setdefault(feature.key, []).append(feature)
    gene = next(iter(by_key.get("gene", [])), None)
    coding = next(iter(by_key.get("CDS", [])), None)
    exons = [_simple(feature, path) for feature in by_key.get("exon", [])]
    labels = [feature.get("number") for feature in by_key.get("exon", [])]
    cds = _coding(coding, path) if coding is not None and _one_piece(coding) else None
    status = _MANE.search(record.header)
    enst = _ENST.search(record.header)
    slips = coding is not None and cds is None
    return TranscriptRow(
        accession=record.version,
        sequence="".join(record.sequence),
        gene=(gene or coding or GenBankFeature("", "", 0)).get("gene") or None,
        hgnc_id=_hgnc(gene),
        mane=f"MANE {status[1]}" if status else None,
        enst=enst[1] if enst else None,
        protein_accession=(coding.get("protein_id") or None) if coding is not None else None,
        protein=(coding.get("translation") or None) if coding is not None and cds is not None else None,
        cds_start=cds[0] if cds else None,
        cds_end=cds[1] if cds else None,
        exons=exons,
        exon_labels=labels if labels and all(labels) else [],
        note="CDS in several pieces (ribosomal slippage): left out" if slips else None,
        source=f"GenBank flat file, {record.version}",
    )


def _one_piece(feature: GenBankFeature) -> bool:
    return "(" not in feature.location


def _coding(feature: GenBankFeature, path: Path) -> Interval:
    """The coding sequence from its first whole codon on (``/codon_start`` is 1, 2 or 3)."""
    start, end = _simple(feature, path)
    shift = feature.get("codon_start")
    return start + (int(shift) - 1 if shift in ("2", "3") else 0), end


def _simple(feature: GenBankFeature, path: Path) -> Interval:
    match = _RANGE.match(feature.location)
    if match is None:
        raise fault(path, feature.line, f"{feature.key} {feature.location!r} is no range of a transcript")
    start, end = int(match[1]), int(match[2] or match[1])
    if not 1 <= start <= end:
        raise fault(path, feature.line, f"{feature.key} {feature.location!r} is no range")
    return start - 1, end


def _hgnc(gene: GenBankFeature | None) -> str | None:
    values = gene.qualifiers if gene is not None else []
    for name, value in values:
        if name == "db_xref" and value.startswith("HGNC:"):
            return value.removeprefix("HGNC:") if value.startswith("HGNC:HGNC:") else value
    return None


def _add(build: Build, row: TranscriptRow | Finding) -> None:
    if isinstance(row, Finding):
        build.findings.append(row)
        return
    known = mane.of_transcript(build, row.accession)
    if known is not None:
        row = msgspec.structs.replace(row, mane=known.status, enst=known.enst or row.enst)
    build.add_transcript(row)
