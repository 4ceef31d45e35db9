"""GA4GH Cat-VRS style groups: each synonym set as a categorical variant with its names.

Follows the shape of Cat-VRS 1.0 (https://cat-vrs.readthedocs.io): ``CategoricalVariant`` with
``constraints``, ``members``, ``aliases``, ``mappings``, ``extensions``. Members are given by their HGVS and
SPDI expressions.
The extension ``varsyn_rows`` holds the rows behind the groups, so that reading the file back gives the same
index.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import IO, Any

import msgspec
from sqlalchemy import Connection

from varsyn import __version__
from varsyn.model import InputError
from varsyn.synonyms.authors import AuthorBook
from varsyn.synonyms.browse import iter_sets
from varsyn.synonyms.exporters.bundles import BadPortion, Gathered, bundles, remainder, rows_of
from varsyn.synonyms.exporters.rows import Loader
from varsyn.synonyms.importers.lines import LONGEST_EXPORT, TextFile
from varsyn.synonyms.records import SetRecord

FORMAT = "varsyn-cat-vrs"


_ROWS = '],"extensions":[{"name":"varsyn_rows","value":['
"""The line between the groups and the rows behind them."""


def write(connection: Connection, stream: IO[bytes]) -> int:
    """Write the groups, then the rows behind them, one JSON object a line."""
    encode = msgspec.json.Encoder().encode
    stream.write(b'{"format":' + encode(FORMAT) + b',"version":' + encode(__version__) + b',"groups":[\n')
    count = 0
    for record in iter_sets(connection, AuthorBook().of):
        stream.write((b"," if count else b" ") + encode(group(record)) + b"\n")
        count += 1
    stream.write(_ROWS.encode() + b"\n")
    for number, rows in enumerate(chain(remainder(connection), (one.rows for one in bundles(connection)))):
        stream.write((b"," if number else b" ") + encode(rows) + b"\n")
    stream.write(b"]}]}\n")
    return count


def group(record: SetRecord) -> dict[str, Any]:
    """A synonym set as a categorical variant."""
    alleles = [_member(variant) for variant in record.variants]
    return {
        "type": "CategoricalVariant",
        "id": f"varsyn:{record.id}",
        "name": record.name,
        "aliases": list(record.texts),
        "constraints": [{"type": "DefiningAlleleConstraint", "allele": alleles[0]}] if alleles else [],
        "members": alleles,
        "mappings": [
            {"coding": {"system": "document", "code": name}, "relation": "relatedMatch"}
            for name in record.documents
        ],
        "extensions": [
            {"name": "gene", "value": record.gene},
            {"name": "spellings", "value": msgspec.to_builtins(record.spellings)},
        ],
    }


def _member(variant: dict[str, Any]) -> dict[str, Any]:
    expressions = [
        {"syntax": f"hgvs.{text.rpartition(':')[2][:1]}", "value": text}
        for text in (variant["hgvs_c"], variant["hgvs_p"], *variant["hgvs_g"].values())
        if text
    ]
    if variant["spdi"]:
        expressions.append({"syntax": "spdi", "value": variant["spdi"]})
    return {"type": "Allele", "id": f"varsyn:{variant['key']}", "expressions": expressions}


def recognizes(first: Sequence[str]) -> bool:
    """Whether a file that begins so is such an export."""
    start = "".join(first[:3]).replace(" ", "")
    return start.startswith('{"format":"' + FORMAT + '"')


def read(connection: Connection, path: Path) -> tuple[int, Loader]:
    """Put the rows behind the groups back, in the caller's transaction.

    Line by line, as such an export is written; one that was laid out anew is read as a whole.

    Raises
    ------
    InputError: with file and line.
    """
    file = TextFile(str(path), longest=LONGEST_EXPORT)
    gathered = Gathered(connection)
    inside = closed = False
    try:
        for line in file:
            if line.text == _ROWS:
                inside = True
            elif inside and line.text.startswith("]}]}"):
                closed = True
            elif inside:
                try:
                    gathered.add(line.number, rows_of(line.text[1:]))
                except InputError as error:
                    raise file.fault(line.number, error.message, error.code) from error
        if not inside:
            _read_whole(file, gathered)
        elif not closed:
            raise file.fault(None, "ends before its end: the export is incomplete", "import_bad_record")
        return gathered.finish()
    except BadPortion as bad:
        raise file.fault(bad.line, bad.error.message, bad.error.code) from bad


def _read_whole(file: TextFile, gathered: Gathered) -> None:
    text = "\n".join(line.text for line in file)
    try:
        whole: Any = msgspec.json.decode(text)
        portions: list[Any] = next(
            extension["value"] for extension in whole["extensions"] if extension["name"] == "varsyn_rows"
        )
    except (msgspec.DecodeError, RecursionError, LookupError, TypeError, StopIteration) as error:
        raise file.fault(
            None, f"no Cat-VRS export of a synonym index: {error}", "import_bad_record"
        ) from error
    if not isinstance(portions, list):
        raise file.fault(None, "varsyn_rows holds no rows of the index", "import_bad_record")
    for portion in portions:
        try:
            gathered.add(1, rows_of(msgspec.json.encode(portion).decode()))
        except InputError as error:
            raise file.fault(None, error.message, error.code) from error
