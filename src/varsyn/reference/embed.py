"""The embedded bundle: made from the fixtures when the wheel is built, or on first use in a checkout."""

from __future__ import annotations

from pathlib import Path

from varsyn.model import BundleError
from varsyn.reference.build import build_bundle
from varsyn.reference.inputs import own_sources

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
    build_bundle(Path(target), own_sources({role: Path(fixtures) / name for role, name in FILES.items()}))


def embedded_bundle() -> Path:
    """The path of the embedded bundle; in a source checkout it is (re)built where missing or outdated.

    Raises BundleError where there is none and none can be built.
    """
    fixtures = _PACKAGE.parent.parent / "fixtures" / "reference"
    if not fixtures.is_dir():
        if not EMBEDDED.is_file():
            raise BundleError(
                "the embedded reference bundle is missing from this installation",
                advice=["install varsyn again", "or name a bundle with --reference or VARSYN_REFERENCE"],
            )
        return EMBEDDED
    if not EMBEDDED.is_file() or EMBEDDED.stat().st_mtime < _newest(fixtures):
        build_embedded(fixtures, EMBEDDED)
    return EMBEDDED


def _newest(fixtures: Path) -> float:
    sources = [fixtures / name for name in FILES.values()] + list((_PACKAGE / "reference").glob("*.py"))
    return max(path.stat().st_mtime for path in sources)
