"""Opening a reference."""

from __future__ import annotations

import os
from pathlib import Path

from varsyn.model import BundleError
from varsyn.reference.bundle import Bundle


def open_reference(path: str | os.PathLike[str] | None = None) -> Bundle:
    """Open a reference bundle; the one named by VARSYN_REFERENCE, or else the embedded one, without a path.

    Raises BundleError where there is no such file or it is no bundle.

    >>> open_reference().transcript("NM_000875.5").gene
    'IGF1R'
    """
    chosen = path if path is not None else os.environ.get("VARSYN_REFERENCE") or None
    if chosen is None:
        from varsyn.reference.embed import embedded_bundle

        return Bundle(embedded_bundle())
    file = Path(chosen)
    if not file.exists():
        raise BundleError(f"{file}: no such file", advice=["varsyn data build makes a bundle"])
    if file.is_dir():
        raise BundleError(f"{file}: a directory, not a reference bundle")
    with file.open("rb") as stream:
        if stream.read(16) != b"SQLite format 3\0":
            raise BundleError(
                f"{file}: not a reference bundle", advice=["varsyn data build makes one from text files"]
            )
    return Bundle(file)
