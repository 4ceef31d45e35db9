"""What the listed names of the embedded reference say, read when the package is built.

Reading a few hundred historic names takes longer than everything else that the first mention of a gene needs;
their readings depend on nothing but the names and this very version. A checkout has no such file: there names
are read as they are needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import msgspec

from varsyn.model import Reading, VarsynError
from varsyn.notation import read

Signature = tuple[str, str, str, str, str, str]
"""Molecule (``p`` or ``d``), edit, start, end, reference and new letters of a reading."""

DATA_FILE = "names.msgpack"
"""Name of the file inside ``varsyn/_data``."""


def signature(reading: Reading) -> Signature | None:
    """What a reading says, whatever letters it was spelled in; None for identifiers and compounds."""
    if reading.parts or (reading.edit == "none" and not reading.start):
        return None
    molecule = "p" if reading.coordinate == "p" else "d"
    end = "" if reading.end == reading.start else reading.end
    alt = reading.alt + (f"#{reading.length}" if reading.length else "")
    ref = reading.ref if molecule == "p" or reading.edit == "sub" else ""
    return molecule, reading.edit, reading.start, end, ref, alt


def signatures(name: str) -> tuple[Signature, ...]:
    """What the readings of a listed name say, each once; nothing for a nickname.

    >>> signatures("1278insTATC")[0]
    ('d', 'ins', '1278', '1279', '', 'TATC')
    """
    known = _stored().get(name)
    return known if known is not None else _read(name)


def write_signatures(names: Iterable[str], path: Path) -> None:
    """Read names and keep what they say in ``path`` (the build does this, for a quick start)."""
    path.write_bytes(msgspec.msgpack.encode({name: _read(name) for name in sorted(set(names))}))


def _read(name: str) -> tuple[Signature, ...]:
    try:
        readings = read(name)
    except VarsynError:
        return ()
    found = [signature(reading) for reading in readings]
    return tuple(dict.fromkeys([key for key in found if key is not None]))


@lru_cache(maxsize=1)
def _stored() -> dict[str, tuple[Signature, ...]]:
    found = files("varsyn") / "_data" / DATA_FILE
    if not found.is_file():
        return {}
    return msgspec.msgpack.decode(found.read_bytes(), type=dict[str, tuple[Signature, ...]])
