"""GA4GH Cat-VRS style groups: each synonym set as a categorical variant with its names.

Follows the shape of Cat-VRS 1.0 (https://cat-vrs.readthedocs.io): ``CategoricalVariant`` with
``constraints``, ``members``, ``aliases``, ``mappings``, ``extensions``. Members are given by their HGVS and
SPDI expressions.
The extension ``varsyn_rows`` holds the rows behind the groups, so that reading the file back gives the same
index.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection

from varsyn import __version__
from varsyn.model import InputError
from varsyn.synonyms.exporters.bundles import Gathered, Record, bundles, remainder
from varsyn.synonyms.exporters.rows import TABLES, Loader
from varsyn.synonyms.records import SetRecord

if TYPE_CHECKING:
    from varsyn.synonyms.index import SynonymIndex

FORMAT = "varsyn-cat-vrs"


def write(index: SynonymIndex, connection: Connection, stream: IO[bytes]) -> int:
    """Write one JSON object a line of an array: the groups, then the rows behind them."""
    encode = msgspec.json.Encoder().encode
    stream.write(b'{"format":' + encode(FORMAT) + b',"version":' + encode(__version__) + b',"groups":[\n')
    count = 0
    for record in index.iter_sets():
        stream.write((b"," if count else b" ") + encode(group(record)) + b"\n")
        count += 1
    stream.write(b'],"extensions":[{"name":"varsyn_rows","value":[\n')
    stream.write(b" " + encode(remainder(connection)) + b"\n")
    for bundle in bundles(connection):
        stream.write(b"," + encode(bundle.rows) + b"\n")
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
    return bool(first) and first[0].startswith('{"format":"' + FORMAT)


def read(connection: Connection, path: Path) -> tuple[int, Loader]:
    """Put the rows behind the groups back, in the caller's transaction.

    Raises
    ------
    InputError: not such a file.
    """
    gathered = Gathered()
    try:
        whole: Any = msgspec.json.decode(path.read_bytes())
        portions: list[dict[str, list[Record]]] = next(
            extension["value"] for extension in whole["extensions"] if extension["name"] == "varsyn_rows"
        )
        for rows in portions:
            if not set(rows) <= set(TABLES):
                raise InputError(f"{path}: rows of no table of the index", code="import_bad_record")
            gathered.add(rows)
    except (
        OSError,
        msgspec.DecodeError,
        RecursionError,
        LookupError,
        TypeError,
        AttributeError,
        StopIteration,
    ) as error:
        raise InputError(
            f"{path}: no Cat-VRS export of a synonym index: {error}", code="import_bad_record"
        ) from error
    return gathered.load(connection)
