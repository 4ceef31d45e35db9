"""The order of packages: each imports those above it in docs/design.md, never those below."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import varsyn
from conftest import REPOSITORY

SOURCE = Path(varsyn.__file__).parent
LONGEST = 500


def order() -> list[str]:
    """The packages as the design's table lists them."""
    text = (REPOSITORY / "docs" / "design.md").read_text("utf-8")
    table = text.partition("## Packages")[2].partition("## ")[0]
    return re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)


def imports(path: Path) -> set[str]:
    """The packages of varsyn that a module imports, anywhere in it; type-checking imports included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("varsyn."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {name.name.split(".")[1] for name in node.names if name.name.startswith("varsyn.")}
    return found


def test_the_table_names_every_package() -> None:
    present = {
        path.stem for path in SOURCE.iterdir() if (path / "__init__.py").is_file() or path.stem == "api"
    }
    assert set(order()) == present


def test_arrows_point_one_way() -> None:
    ranks = {name: rank for rank, name in enumerate(order())}
    wrong = [
        f"{path.relative_to(SOURCE)} imports {other}"
        for path in sorted(SOURCE.rglob("*.py"))
        if (own := path.relative_to(SOURCE).parts[0].removesuffix(".py")) in ranks
        for other in sorted(imports(path))
        if other in ranks and ranks[other] > ranks[own]
    ]
    assert not wrong


def test_files_can_be_read_in_a_sitting() -> None:
    long = [
        f"{path.relative_to(SOURCE)}: {lines} lines"
        for path in sorted(SOURCE.rglob("*.py"))
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST
    ]
    assert not long
