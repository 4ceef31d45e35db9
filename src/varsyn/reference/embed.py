"""The embedded bundle: made from the fixtures when the wheel is built, or on first use in a checkout."""

from __future__ import annotations

import os
from pathlib import Path

from varsyn.model import BundleError

FILES = {
    "genes": "genes.tsv",
    "transcripts": "transcripts.jsonl",
    "features": "protein_features.jsonl",
    "numbering": "numbering.tsv",
    "legacy": "legacy_variants.tsv",
    "lookalikes": "lookalikes.tsv",
}
"""Role of each input → its file in ``fixtures/reference``."""

_PACKAGE = Path(__file__).resolve().parent.parent
EMBEDDED = _PACKAGE / "_data" / "reference.sqlite"


def build_embedded(fixtures: Path, target: Path) -> None:
    """Build the embedded bundle from the plain-text fixtures.

    Needs msgspec and the standard library alone, so that a build hook can call it. Safe when several
    processes do it at once: each writes a file of its own, the last rename wins, all are alike.
    """
    from varsyn.reference.build import build_bundle
    from varsyn.reference.inputs import own_sources

    build_bundle(Path(target), own_sources({role: Path(fixtures) / name for role, name in FILES.items()}))


def embedded_bundle() -> Path:
    """The path of the embedded bundle; in a source checkout it is (re)built where missing or outdated.

    A checkout that cannot be written gets its bundle in the user's folder for temporary files. Raises
    BundleError where there is none and none can be built.
    """
    fixtures = _PACKAGE.parent.parent / "fixtures" / "reference"
    if not fixtures.is_dir():
        if not EMBEDDED.is_file():
            raise BundleError(
                "the embedded reference bundle is missing from this installation",
                advice=["install varsyn again", "or name a bundle with --reference or VARSYN_REFERENCE"],
            )
        return EMBEDDED
    newest = _newest(fixtures)
    if EMBEDDED.is_file() and EMBEDDED.stat().st_mtime >= newest:
        return EMBEDDED
    target = EMBEDDED if _writable(EMBEDDED.parent) else _temporary()
    if not target.is_file() or target.stat().st_mtime < newest:
        build_embedded(fixtures, target)
    return target


def _newest(fixtures: Path) -> float:
    """When the last of the files changed that decide what is in the bundle."""
    sources = [fixtures / name for name in FILES.values()] + list((_PACKAGE / "reference").glob("*.py"))
    return max(path.stat().st_mtime for path in sources)


def _writable(folder: Path) -> bool:
    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK)


def _temporary() -> Path:
    """A file in a folder of the user's own: nobody else can put another bundle there."""
    import tempfile  # slow to import, seldom needed

    folder = Path(tempfile.gettempdir()) / f"varsyn-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if status.st_uid != os.getuid() or status.st_mode & 0o077 or folder.is_symlink():
        raise BundleError(f"{folder}: not a folder of this user alone; the bundle cannot be kept there")
    return folder / "reference.sqlite"
