"""Reading curation records from YAML, JSON, JSON Lines or a table with one case a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from varsyn.curation.columns import plain, recognize
from varsyn.curation.encoding import detect, lines, read_head
from varsyn.curation.record_form import Form
from varsyn.curation.records import Fault, Record
from varsyn.curation.table import FORMATS, Options, open_table
from varsyn.model import InputError

MAX_BYTES = 200_000_000
"""Records are read as a whole; a larger file is none that a person wrote."""


def read_records(path: Path) -> tuple[list[Record], list[Fault]]:
    """The records of a file, and everything that is wrong with them.

    A record with an error is still returned where it could be read at all. Raises InputError where the
    file cannot be read.
    """
    ending = Path(path.name.lower().removesuffix(".gz")).suffix
    if FORMATS.get(ending) in ("delimited", "excel", "old_excel", "parquet") and ending != ".txt":
        values: Iterator[object] = _from_table(path)
    else:
        text = _text(path)
        values = iter(
            _yaml(text, path) if ending in (".yaml", ".yml", ".txt", "") else _json(text, path, ending)
        )
    records: list[Record] = []
    faults: list[Fault] = []
    for number, value in enumerate(values, 1):
        form = Form(f"record {number}")
        record = form.read(value)
        faults += form.faults
        if record is not None:
            records.append(record)
    if not records and not faults:
        raise InputError(f"{path} holds no record", code="no_records")
    return records, faults + _doubles(records)


def _doubles(records: list[Record]) -> list[Fault]:
    seen: dict[tuple[str, str], str] = {}
    faults: list[Fault] = []
    for record in records:
        key = (record.hgnc_id or record.gene, record.disease.id or record.disease.name.casefold())
        if key in seen:
            text = f"gene and disease are those of the record {seen[key]} too: people may be counted twice"
            faults.append(Fault(record.name, "", "warning", "double_record", text))
        seen.setdefault(key, record.name)
    return faults


def _text(path: Path) -> str:
    encoding = detect(read_head(path), path)
    pieces: list[str] = []
    size = 0
    for text in lines(path, encoding):
        size += len(text)
        if size > MAX_BYTES:
            raise InputError(f"{path} is too large for a file of records", code="file_too_large")
        pieces.append(text)
    return "\n".join(pieces).removeprefix("\ufeff")


def _json(text: str, path: Path, ending: str) -> list[object]:
    if ending in (".jsonl", ".ndjson"):
        found: list[object] = []
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                found.append(_decode(line, f"{path}, line {number}"))
        return found
    value = _decode(text, str(path))
    return _listed(value)


def _decode(text: str, where: str) -> object:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputError(f"{where} is not JSON: {error}", code="not_json") from error


def _listed(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping) and isinstance(value.get("records"), list):
        return list(value["records"])
    return [value]


def _yaml(text: str, path: Path) -> list[object]:
    """Every scalar of a YAML file as the text that was typed: no ``NO`` becomes false, no date a number."""
    import yaml

    class AsTyped(yaml.BaseLoader):  # type: ignore[misc]
        def compose_node(self, parent: Any, index: Any) -> Any:
            # Any: PyYAML has no types. An alias could make a small file a huge one.
            if self.check_event(yaml.AliasEvent):
                mark = self.peek_event().start_mark
                raise yaml.MarkedYAMLError(problem="aliases (*name) are not used here", problem_mark=mark)
            return super().compose_node(parent, index)

    try:
        values = list(yaml.load_all(text, Loader=AsTyped))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark is not None else ""
        raise InputError(f"{path}{where}: {error.problem}", code="not_yaml") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError(f"{path} is not YAML: {error}", code="not_yaml") from error
    return [record for value in values if value not in ("", None) for record in _listed(value)]


RECORD_FIELDS = {
    "gene": ("gene", "gene symbol", "symbol"),
    "hgnc_id": ("hgnc id", "hgnc"),
    "id": ("record", "record id"),
    "inheritance": ("inheritance", "mode of inheritance", "moi"),
    "classification": ("classification", "gene disease classification", "validity"),
    "curator": ("curator",),
    "date": ("date", "curation date"),
}
"""Columns of the table form that belong to the record; a record is the rows that agree in them."""
DISEASE_FIELDS = {
    "id": ("disease id", "mondo", "mondo id", "omim", "omim id"),
    "name": ("disease", "disease name", "condition"),
}
CASE_FIELDS = {
    "zygosity": ("zygosity",),
    "segregation": ("segregation",),
    "evidence_type": ("evidence type", "evidence"),
    "phenotypes": ("phenotypes", "phenotype", "hpo", "hpo terms"),
}


def _from_table(path: Path) -> Iterator[dict[str, object]]:
    """Records from a table with one case a row; rows of one record have the same gene and disease."""
    table = open_table(path, Options())
    header = list(table.columns)
    by_name = {plain(name): index for index, name in reversed(list(enumerate(header)))}
    roles = recognize(header)
    if not roles.usable or ("gene" not in by_name and roles.gene < 0):
        raise InputError(
            f"{path} is no table of cases: it needs a column for the gene and one for the variant",
            code="no_variant_column",
            advice=["its columns are: " + ", ".join(header)],
        )
    used: set[int] = set()

    def places(fields: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
        found = {
            field: next((by_name[name] for name in names if name in by_name), -1)
            for field, names in fields.items()
        }
        used.update(index for index in found.values() if index >= 0)
        return found

    record_at, disease_at, case_at = places(RECORD_FIELDS), places(DISEASE_FIELDS), places(CASE_FIELDS)
    case_roles = (
        "variant",
        "cdna",
        "protein",
        "genomic",
        "transcript",
        "document",
        "proband",
        "family",
        "probands",
    )
    role_at = {role: getattr(roles, role) for role in case_roles if getattr(roles, role) not in used}
    used.update(index for index in role_at.values() if index >= 0)
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for number, cells in table.rows(range(len(header))):
        if not any(cell.strip() for cell in cells):
            continue
        key = tuple(_at(cells, index) for index in (*record_at.values(), *disease_at.values()))
        record = found.setdefault(
            key,
            {field: _at(cells, index) for field, index in record_at.items()}
            | {"disease": {field: _at(cells, index) for field, index in disease_at.items()}}
            | {"variants": [], "cases": []},
        )
        _add_row(record, number, cells, role_at, case_at)
        rest = {header[i]: cell for i, cell in enumerate(cells) if i not in used and cell.strip()}
        record["cases"][-1].update(rest)
    yield from found.values()


def _at(cells: tuple[str, ...], index: int) -> str:
    return cells[index].strip() if index >= 0 else ""


def _add_row(
    record: dict[str, Any],
    number: int,
    cells: tuple[str, ...],
    at: Mapping[str, int],
    case_at: Mapping[str, int],
) -> None:
    names = {role: _at(cells, at.get(role, -1)) for role in ("variant", "cdna", "protein", "genomic")}
    papers = _at(cells, at.get("document", -1))
    variant: dict[str, object] = {
        "id": f"row {number}", "names": [names["variant"]] if names["variant"] else [], "cdna": names["cdna"],
        "protein": names["protein"], "genomic": names["genomic"],
        "transcript": _at(cells, at.get("transcript", -1)), "papers": [papers] if papers else [],
    }  # fmt: skip
    case: dict[str, object] = {
        "variants": [variant["id"]],
        "papers": [papers] if papers else [],
        "family": _at(cells, at.get("family", -1)),
        "proband": _at(cells, at.get("proband", -1)),
        "probands": _at(cells, at.get("probands", -1)),
        **{field: _at(cells, index) for field, index in case_at.items()},
    }
    if any(names.values()):
        record["variants"].append(variant)
    record["cases"].append(case)
