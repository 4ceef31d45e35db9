"""UniProt's molecule processing features: flat files, tables of the web site, tables of features."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from varsyn.reference.build import Build, Source
from varsyn.reference.names import species_of
from varsyn.reference.records import Feature, ProteinFeatures
from varsyn.reference.rows import BadRowError
from varsyn.reference.tables import fault, lines, rows

PROCESSING = ("INIT_MET", "SIGNAL", "TRANSIT", "PROPEP", "CHAIN", "PEPTIDE")
"""Feature keys of UniProt's section "Molecule processing"."""

_COLUMNS = ("Initiator methionine", "Signal peptide", "Transit peptide", "Propeptide", "Chain", "Peptide")
_PLACE = re.compile(r"[<>]?(\d+|\?\d*)(?:\.\.[<>]?(\d+|\?\d*))?\Z")
_IN_CELL = re.compile(r"\b(INIT_MET|SIGNAL|TRANSIT|PROPEP|CHAIN|PEPTIDE) ([^;]+)(?:;\s+/note=\"([^\"]*)\")?")
_GENE = re.compile(r"\bName=([^;{]+)")


class Entry(msgspec.Struct):
    """A protein: accession, gene symbol ("" where not told), species, entry name, processing features."""

    accession: str = ""
    gene: str = ""
    species: str = ""
    mnemonic: str = ""
    features: list[Feature] = []


def source(path: Path) -> Source:
    """UniProt features: a flat file (``uniprot_sprot_human.dat``) or a table, told apart by content."""
    return Source("uniprot", path, read, add)


def read(stream: IO[bytes], path: Path) -> Iterator[tuple[int, Entry]]:
    """(line, entry) of each protein; tables may have one row a protein or one row a feature."""
    head = stream.peek(4096)[:4096] if hasattr(stream, "peek") else b""
    if head.startswith(b"ID   "):
        return _flat(stream, path)
    first = head.partition(b"\n")[0].decode("utf-8", "replace").split("\t")
    if "Entry" in first:
        return _web_table(stream, path)
    return _feature_table(stream, path)


def _flat(stream: IO[bytes], path: Path) -> Iterator[tuple[int, Entry]]:
    start, entry = 0, Entry()
    for number, text in lines(stream, path):
        key, value = text[:5].rstrip(), text[5:].strip()
        if key == "ID":
            start, entry = number, Entry(mnemonic=value.partition("_")[0])
        elif key == "AC" and not entry.accession:
            entry.accession = value.partition(";")[0]
        elif key == "GN" and not entry.gene and (named := _GENE.search(value)):
            entry.gene = named[1].strip()
        elif key == "OX":
            taxon = value.partition("=")[2].partition(";")[0].partition("{")[0]
            entry.species = species_of(taxon) or ""
        elif key == "FT":
            try:
                _flat_feature(entry.features, value)
            except BadRowError as error:
                raise fault(path, number, str(error)) from error
        elif key == "//":
            if not entry.accession:
                raise fault(path, number, "an entry without an accession (AC line)")
            yield start, entry
            entry = Entry()
    if entry.accession:
        raise fault(path, start, f"the entry {entry.accession} has no end (//)")


def _flat_feature(features: list[Feature], value: str) -> None:
    key, _, rest = value.partition(" ")
    if key in PROCESSING:
        features.append(Feature(key, *_span(rest.strip())))
    elif value.startswith("/note=") and features and not features[-1].description:
        last = features.pop()
        features.append(Feature(last.type, last.begin, last.end, value[6:].strip('"')))
    elif key.isupper() and not value.startswith("/"):
        features.append(Feature("", None, None, "-"))


def _span(text: str) -> tuple[int | None, int | None]:
    match = _PLACE.match(text.rpartition(":")[2])
    if match is None:
        raise BadRowError(f"{text!r} is no place on a protein")
    begin, end = match[1], match[2] or match[1]
    return (int(begin) if begin.isdigit() else None), (int(end) if end.isdigit() else None)


def _web_table(stream: IO[bytes], path: Path) -> Iterator[tuple[int, Entry]]:
    for line, fields in rows(stream, path, ("Entry",)):
        gene = str(fields.get("Gene Names (primary)") or "").partition(";")[0].strip()
        if not gene:
            gene = str(fields.get("Gene Names") or "").partition(" ")[0].strip()
        species = species_of(
            str(fields.get("Organism (ID)") or fields.get("Organism") or "").partition("(")[0]
        )
        cells = [str(fields.get(column) or "") for column in _COLUMNS]
        try:
            features = [
                Feature(key, *_span(place.strip()), note or "")
                for cell in cells
                for key, place, note in _IN_CELL.findall(cell)
            ]
        except BadRowError as error:
            raise fault(path, line, str(error)) from error
        mnemonic = str(fields.get("Entry Name") or "").partition("_")[0]
        yield line, Entry(str(fields["Entry"]).strip(), gene, species or "", mnemonic, features)


def _feature_table(stream: IO[bytes], path: Path) -> Iterator[tuple[int, Entry]]:
    """One row a feature, the rows of a protein together: ``type``, ``begin``, ``end``, ``accession``."""
    start, entry = 0, Entry()
    for line, fields in rows(stream, path, ("type", "begin", "end", "accession")):
        accession = str(fields["accession"]).strip()
        if not accession:
            raise fault(path, line, "the accession is empty")
        if accession != entry.accession:
            if entry.accession:
                yield start, entry
            species = species_of(str(fields.get("taxid") or "").partition(".")[0]) or ""
            mnemonic = str(fields.get("entryName") or "").partition("_")[0]
            start, entry = line, Entry(accession, species=species, mnemonic=mnemonic)
        key = str(fields["type"]).strip()
        if key in PROCESSING:
            note = str(fields.get("description") or "")
            begin, end = _number(fields["begin"], path, line), _number(fields["end"], path, line)
            entry.features.append(Feature(key, begin, end, "" if note == "NONE" else note))
    if entry.accession:
        yield start, entry


def _number(value: object, path: Path, line: int) -> int | None:
    text = str(value).strip().removesuffix(".0")
    if not text or text in ("?", "NA", "nan", "None"):
        return None
    if not text.isdigit():
        raise fault(path, line, f"{text!r} is no position")
    return int(text)


def add(build: Build, entry: Entry) -> None:
    """Add the features of a protein whose gene is known."""
    features = tuple(each for each in entry.features if each.type)
    symbol = build.writer.symbol_of_protein(entry.accession, entry.gene, entry.species)
    if not symbol and not entry.gene and entry.mnemonic:
        length = max((each.end or 0 for each in features), default=0)
        symbol = build.writer.symbol_of_mnemonic(entry.mnemonic, entry.species, length)
    if symbol and features:
        build.writer.add_features(processed(symbol, entry.accession, features))


def processed(symbol: str, accession: str, features: tuple[Feature, ...]) -> ProteinFeatures:
    """Processing features, and what follows: is the initiator Met removed, where the mature protein begins.

    The mature protein begins with the first chain or peptide behind the signal or transit peptide
    (UniProt help, "Molecule processing").
    """
    targeting = max((each.end or 0 for each in features if each.type in ("SIGNAL", "TRANSIT")), default=0)
    begins = [each.begin for each in features if each.type in ("CHAIN", "PEPTIDE") and each.begin is not None]
    return ProteinFeatures(
        gene=symbol,
        uniprot=accession,
        features=features,
        initiator_met_removed=any(each.type == "INIT_MET" for each in features),
        mature_start=min((begin for begin in begins if begin > targeting), default=None),
        source=f"UniProt {accession}, molecule processing features (CC BY 4.0)",
    )
