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
from typing import IO, Literal, NamedTuple

import msgspec
from sqlalchemy import Connection, select

from varsyn import __version__
from varsyn.model import InputError, Link, LinkType
from varsyn.synonyms import schema
from varsyn.synonyms.authors import AuthorBook
from varsyn.synonyms.browse import iter_sets
from varsyn.synonyms.check import digest
from varsyn.synonyms.exporters.bundles import (
    BadPortion,
    Bundle,
    Gathered,
    Record,
    Rows,
    bundles,
    remainder,
    rows_of,
)
from varsyn.synonyms.exporters.rows import Loader, table_records
from varsyn.synonyms.identity import variant_id
from varsyn.synonyms.importers.lines import LONGEST_EXPORT, TextFile
from varsyn.synonyms.links import iter_links
from varsyn.synonyms.records import SetRecord

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
#varsyn_rows:
"""


def write(connection: Connection, stream: IO[bytes]) -> int:
    """Write every mention as a mapping, every inference, every statement of a person."""
    stream.write(_HEADER.format(set_id=digest(connection), version=__version__).encode())
    for rows in remainder(connection):
        stream.write(("#- '" + _json(rows).replace("'", "''") + "'\n").encode())
    stream.write(_line(COLUMNS))
    names, people = AuthorBook().of, _people(connection)
    count = 0
    mappings = chain(
        (_mapping(bundle, people) for bundle in bundles(connection)),
        (_statement(record, people) for record in table_records(connection, schema.assertions)),
        _inferred(iter_sets(connection, names)),
        _related(iter_links(connection, names, None)),
    )
    for cells in mappings:
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


_ESCAPED = str.maketrans(
    {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)}
)


def _json(rows: Rows) -> str:
    """Rows as JSON without any character that YAML or a reader of lines would trip over."""
    return msgspec.json.encode(rows).decode().translate(_ESCAPED)


def _cells(row: dict[str, str]) -> list[str]:
    return [row.get(column, "") for column in COLUMNS]


class People(NamedTuple):
    """Agents by identifier, and the day of each log entry."""

    agents: dict[str, Record]
    days: dict[int, str]


def _people(connection: Connection) -> People:
    agents = {record["id"]: record for record in table_records(connection, schema.agents)}
    entries = connection.execute(select(schema.audit.c.seq, schema.audit.c.time))
    return People(agents, {int(seq): str(time)[:10] for seq, time in entries})


def _author(people: People, agent: str | None, event: int | None) -> dict[str, str]:
    who = people.agents.get(agent or "", {})
    found = {"mapping_date": people.days.get(event or 0, "")}
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
        "varsyn_rows": _json(bundle.rows),
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


def _inferred(records: Iterable[SetRecord]) -> Iterator[dict[str, str]]:
    """Defeasible joins: close, not exact."""
    for record in records:
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


def _related(links: Iterable[Link]) -> Iterator[dict[str, str]]:
    """Between variants: translations, possible causes, shorter forms."""
    for link in links:
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
    file = TextFile(str(path), longest=LONGEST_EXPORT)
    gathered = Gathered(connection)
    at: int | None = None
    try:
        for line in file:
            if line.text.startswith("#- '"):
                _take(gathered, file, line.number, line.text[4:].removesuffix("'").replace("''", "'"))
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
                    _take(gathered, file, line.number, _unquoted(cells[at]))
        return gathered.finish()
    except BadPortion as bad:
        raise file.fault(bad.line, bad.error.message, bad.error.code) from bad


def _take(gathered: Gathered, file: TextFile, number: int, text: str) -> None:
    try:
        gathered.add(number, rows_of(text))
    except InputError as error:
        raise file.fault(number, error.message, error.code) from error
