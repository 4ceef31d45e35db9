"""Build hook: makes the files that the package reads at run time from the plain-text facts and grammars.

Into ``varsyn/_data`` go the embedded reference bundle (from ``fixtures/reference``), the grammars in
serialized form (from ``grammars``) and, in a wheel, what the listed names of the bundle say. A wheel gets
them from a temporary folder, so that building leaves the source tree as it was; an editable install gets
them in ``src/varsyn/_data``, which git ignores.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DataBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the data files before a wheel (or an editable install) is put together."""

    PLUGIN_NAME = "custom"
    scratch: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the data; ``version`` is hatchling's build version, ``standard`` or ``editable``."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        if version == "editable":
            # Names read today would be wrong after tomorrow's change of a rule: no names here.
            make_data(root, root / "src" / "varsyn" / "_data")
            return
        self.scratch = Path(tempfile.mkdtemp(prefix="varsyn-build-"))
        for path in [*make_data(root, self.scratch), read_names(self.scratch)]:
            build_data["force_include"][str(path)] = f"varsyn/_data/{path.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what a wheel build left in the temporary folder."""
        if self.scratch is not None:
            shutil.rmtree(self.scratch)


def make_data(root: Path, folder: Path) -> list[Path]:
    """Write the reference bundle and the serialized grammars of the source tree ``root`` into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(root / "src"))
    from varsyn.notation.grammar import compile_to
    from varsyn.reference.embed import build_embedded

    bundle, grammar = folder / "reference.sqlite", folder / "grammar.bin"
    build_embedded(root / "fixtures" / "reference", bundle)
    compile_to(grammar)
    return [bundle, grammar]


def read_names(folder: Path) -> Path:
    """Read the listed names of the bundle in ``folder`` and write what they say beside it."""
    from varsyn.numbering import names_on_record
    from varsyn.reference import open_reference
    from varsyn.resolution.said import DATA_FILE, write_signatures

    reference = open_reference(folder / "reference.sqlite")
    rows = [row for symbol in reference.symbols() for row in names_on_record(symbol, reference)]
    reference.close()
    write_signatures([row.legacy for row in rows], folder / DATA_FILE)
    return folder / DATA_FILE


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    for made in make_data(here, here / "src" / "varsyn" / "_data"):
        print(made)
