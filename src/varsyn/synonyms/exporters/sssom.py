"""SSSOM TSV: mappings from printed descriptions to variants, as the mapping community exchanges them.

Follows SSSOM 1.0 (https://mapping-commons.github.io/sssom/): metadata in a YAML header of ``#`` lines, one
mapping a line, ``mapping_justification`` from semapv, extension slots defined in the header. What is not
settled is mapped to ``sssom:NoTermFound``. The column ``varsyn_rows`` holds the rows behind a mapping, so
that reading the file back gives the same index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

import msgspec
from sqlalchemy import Connection

from varsyn import __version__
from varsyn.model import InputError, LinkType
from varsyn.synonyms import schema
from varsyn.synonyms.exporters.bundles import Bundle, Gathered, Record, bundles, remainder
from varsyn.synonyms.exporters.rows import TABLES, Loader, table_records
from varsyn.synonyms.identity import variant_id
from varsyn.synonyms.importers.lines import TextFile

if TYPE_CHECKING:
    from varsyn.synonyms.index import SynonymIndex

Level = Literal["protein", "allele"]
COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label",
    "mapping_justification", "author_id", "author_label", "mapping_tool", "mapping_tool_version",
    "mapping_date", "confidence", "subject_source", "object_source", "comment", "varsyn_document",
    "varsyn_link_type", "varsyn_rows",
)  # fmt: skip
JUSTIFICATION = {
    "respelling": "semapv:LexicalMatching",
    "same_allele": "semapv:LogicalReasoning",
    "legacy_numbering": "semapv:LogicalReasoning",
    "unique_cause": "semapv:LogicalReasoning",
    "translation_of": "semapv:LogicalReasoning",
    "candidate_cause": "semapv:LogicalReasoning",
    "subsumed_by": "semapv:LogicalReasoning",
    "curated_same": "semapv:ManualMappingCuration",
    "curated_different": "semapv:ManualMappingCuration",
    "retract": "semapv:MappingReview",
}
"""The act behind each link type, in the vocabulary that SSSOM prescribes (semapv)."""
_HEADER = """#curie_map:
#  varsyn: https://w3id.org/varsyn/
#  orcid: https://orcid.org/
#  semapv: https://w3id.org/semapv/vocab/
#  skos: http://www.w3.org/2004/02/skos/core#
#  sssom: https://w3id.org/sssom/
#  xsd: http://www.w3.org/2001/XMLSchema#
#mapping_set_id: https://w3id.org/varsyn/mappings/{set_id}
#mapping_set_title: Synonyms of genetic variants
#license: https://w3id.org/sssom/license/unspecified
#mapping_tool: varsyn
#mapping_tool_version: {version}
#extension_definitions:
#- slot_name: varsyn_document
#  property: varsyn:document
#  type_hint: xsd:string
#- slot_name: varsyn_link_type
#  property: varsyn:linkType
#  type_hint: xsd:string
#- slot_name: varsyn_rows
#  property: varsyn:rows
#  type_hint: xsd:string
#other: {other}
"""


def write(index: SynonymIndex, connection: Connection, stream: IO[bytes]) -> int:
    """Write every mention as a mapping, every inference, every statement of a person."""
    encode = msgspec.json.Encoder().encode
    rest = encode(remainder(connection)).decode()
    quoted = "'" + rest.replace("'", "''") + "'"
    header = _HEADER.format(set_id=index.digest(), version=__version__, other=quoted)
    stream.write(header.encode())
    stream.write(_line(COLUMNS))
    people = _people(connection)
    count = 0
    for bundle in bundles(connection):
        stream.write(_line(_cells(_mapping(bundle, people))))
        count += 1
    for record in table_records(connection, schema.assertions):
        stream.write(_line(_cells(_statement(record, people))))
        count += 1
    for cells in chain(_inferred(index), _related(index)):
        stream.write(_line(_cells(cells)))
        count += 1
    return count


def _line(cells: Iterable[str]) -> bytes:
    """A line of TSV; tabs and line ends become blanks (``varsyn_rows`` keeps the text)."""
    return ("\t".join(_quoted(cell) for cell in cells) + "\n").encode()


def _quoted(cell: str) -> str:
    cell = cell.translate(_BREAKS)
    return '"' + cell.replace('"', '""') + '"' if '"' in cell else cell


def _unquoted(cell: str) -> str:
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell


_BREAKS = str.maketrans(dict.fromkeys("\t\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))


def _cells(row: dict[str, str]) -> list[str]:
    return [row.get(column, "") for column in COLUMNS]


People = tuple[dict[str, Record], dict[int, Record]]


def _people(connection: Connection) -> People:
    agents = {record["id"]: record for record in table_records(connection, schema.agents)}
    entries = {record["seq"]: record for record in table_records(connection, schema.audit)}
    return agents, entries


def _author(people: People, agent: str | None, event: int | None) -> dict[str, str]:
    agents, entries = people
    who = agents.get(agent or "", {})
    when = entries.get(event or 0, {})
    found = {"mapping_date": str(when.get("time", ""))[:10]}
    if who.get("kind") == "person":
        found["author_label"] = who["name"]
        if who.get("orcid"):
            found["author_id"] = f"orcid:{who['orcid']}"
    elif who:
        found["mapping_tool"] = who["name"]
        found["mapping_tool_version"] = who.get("version") or ""
    return found


def _mapping(bundle: Bundle, people: People) -> dict[str, str]:
    description = bundle.rows["descriptions"][0]
    verdict = bundle.rows["verdicts"][0]
    row = {
        "subject_id": f"varsyn:description/{description['id']}",
        "subject_label": description["text"],
        "predicate_id": "skos:exactMatch",
        "varsyn_document": bundle.rows["documents"][0]["name"] if "documents" in bundle.rows else "",
        "varsyn_rows": msgspec.json.encode(bundle.rows).decode(),
    }
    if "links" not in bundle.rows:
        settled = {
            "object_id": "sssom:NoTermFound",
            "object_source": "varsyn:variant",
            "mapping_justification": "semapv:UnspecifiedMatching",
            "comment": verdict["status"],
        }
        return row | settled | _author(people, None, verdict["event"])
    link = bundle.rows["links"][0]
    variant = next(v for v in bundle.rows["variants"] if v["id"] == link["object"])
    name = (variant["hgvs_c"] if variant["level"] == "allele" else variant["hgvs_p"]) or variant["key"]
    row |= {
        "object_id": f"varsyn:variant/{variant['id']}",
        "object_label": name,
        "mapping_justification": JUSTIFICATION[link["type"]],
        "confidence": f"{link['probability']:.6g}",
        "varsyn_link_type": link["type"],
    }
    if link["withdrawn"] is not None:
        row["comment"] = "retracted"
    return row | _author(people, link["agent"], link["event"])


def _statement(record: Record, people: People) -> dict[str, str]:
    row = {
        "subject_id": f"varsyn:{record['subject_kind']}/{record['subject']}",
        "subject_label": record["subject_label"],
        "predicate_id": "skos:exactMatch",
        "object_id": f"varsyn:{record['object_kind']}/{record['object']}",
        "object_label": record["object_label"],
        "mapping_justification": JUSTIFICATION[record["type"]],
        "confidence": "1",
        "comment": record["reason"],
        "varsyn_link_type": record["type"],
    }
    if record["type"] != "curated_same":
        row["predicate_modifier"] = "Not"
    return row | _author(people, record["agent"], record["event"])


def _inferred(index: SynonymIndex) -> Iterator[dict[str, str]]:
    """Defeasible joins: close, not exact."""
    for record in index.iter_sets():
        for spelling in record.spellings:
            if not spelling.inferred:
                continue
            yield {
                "subject_id": f"varsyn:link/{spelling.link}",
                "subject_label": spelling.text,
                "predicate_id": "skos:closeMatch",
                "object_id": f"varsyn:set/{record.id}",
                "object_label": record.name,
                "mapping_justification": JUSTIFICATION["unique_cause"],
                "mapping_tool": "varsyn",
                "mapping_tool_version": __version__,
                "mapping_date": spelling.time[:10],
                "confidence": f"{spelling.probability:.6g}",
                "comment": spelling.reason,
                "varsyn_document": "|".join(spelling.documents),
                "varsyn_link_type": "unique_cause",
            }


_RELATED: dict[LinkType, tuple[str, Level, Level]] = {
    "translation_of": ("skos:relatedMatch", "protein", "allele"),
    "candidate_cause": ("skos:relatedMatch", "allele", "protein"),
    "subsumed_by": ("skos:broadMatch", "protein", "protein"),
}
"""Links that merge nothing: their predicate, and the levels of the variants at their ends."""


def _related(index: SynonymIndex) -> Iterator[dict[str, str]]:
    """Between variants: translations, possible causes, shorter forms."""
    for link in index.iter_links():
        if link.type not in _RELATED:
            continue
        predicate, one, other = _RELATED[link.type]
        yield {
            "subject_id": f"varsyn:variant/{variant_id(one, link.subject).hex()}",
            "subject_label": link.subject,
            "predicate_id": predicate,
            "object_id": f"varsyn:variant/{variant_id(other, link.object).hex()}",
            "object_label": link.object,
            "mapping_justification": JUSTIFICATION[link.type],
            "mapping_tool": "varsyn",
            "mapping_tool_version": __version__,
            "mapping_date": link.time[:10],
            "confidence": f"{link.probability:.6g}",
            "comment": "; ".join(link.evidence),
            "varsyn_link_type": link.type,
        }


def recognizes(first: Sequence[str]) -> bool:
    """Whether a file that begins so is such an export."""
    return any(line.startswith("#mapping_set_id: https://w3id.org/varsyn/") for line in first)


def read(connection: Connection, path: Path) -> tuple[int, Loader]:
    """Put the rows behind the mappings back, in the caller's transaction.

    Raises
    ------
    InputError: with file and line.
    """
    file = TextFile(str(path))
    gathered = Gathered()
    at: int | None = None
    for line in file:
        if line.text.startswith("#other: '"):
            rest = line.text.removeprefix("#other: '").removesuffix("'").replace("''", "'")
            gathered.add(_rows(file, line.number, rest))
        elif line.text.startswith("#") or not line.text:
            continue
        elif at is None:
            header = line.text.split("\t")
            if "varsyn_rows" not in header:
                raise file.fault(
                    line.number,
                    "no column 'varsyn_rows': not an export of a synonym index",
                    "input_missing_column",
                )
            at = header.index("varsyn_rows")
        else:
            cells = line.text.split("\t")
            if len(cells) > at and cells[at]:
                gathered.add(_rows(file, line.number, _unquoted(cells[at])))
    try:
        return gathered.load(connection)
    except InputError as error:
        raise file.fault(None, error.message, error.code) from error


def _rows(file: TextFile, number: int, text: str) -> dict[str, list[Record]]:
    try:
        found: Any = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise file.fault(number, f"no JSON in varsyn_rows: {error}", "import_bad_record") from error
    sound = isinstance(found, dict) and all(
        name in TABLES and isinstance(some, list) and all(isinstance(record, dict) for record in some)
        for name, some in found.items()
    )
    if not sound:
        raise file.fault(number, "varsyn_rows holds no rows of the index", "import_bad_record")
    rows: dict[str, list[Record]] = found
    return rows
