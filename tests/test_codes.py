"""Every code that the program emits has a page of help."""

from __future__ import annotations

import ast
from collections import Counter
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

import pytest

import varsyn
from varsyn.cli.explain import all_codes
from varsyn.model import CodeHelp
from varsyn.model import errors as model_errors

SOURCE = Path(varsyn.__file__).parent
CODED_FIRST = {"Repair", "Message", "Evidence", "repair"}
"""Calls whose first argument is a code."""
ERRORS = {
    name
    for name, kind in vars(model_errors).items()
    if isinstance(kind, type) and issubclass(kind, Exception)
}


def emitted() -> dict[str, str]:
    """Every code that stands as a literal in the source, with the place of one of them."""
    found: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        if path.name == "codes.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            place = f"{path.relative_to(SOURCE)}:{getattr(node, 'lineno', 0)}"
            for code in codes_in(node):
                found.setdefault(code, place)
    return found


def codes_in(node: ast.AST) -> list[str]:
    """The codes that one node of a syntax tree emits."""
    if isinstance(node, ast.Assign):
        named = any(isinstance(target, ast.Name) and target.id == "default_code" for target in node.targets)
        return literals(node.value) if named else []
    if not isinstance(node, ast.Call):
        return []
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    codes = [code for word in node.keywords if word.arg == "code" for code in literals(word.value)]
    if name in CODED_FIRST and node.args:
        codes += literals(node.args[0])
    return codes


def literals(node: ast.expr) -> list[str]:
    """The strings that an expression can be: a literal, or one of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    return []


def code_modules() -> list[str]:
    packages = [f"varsyn.{package.name}" for package in iter_modules([str(SOURCE)]) if package.ispkg]
    return [f"{package}.codes" for package in packages if find_spec(f"{package}.codes") is not None]


def test_every_emitted_code_has_a_page() -> None:
    documented = all_codes()
    found = emitted()
    assert len(found) > 50
    missing = {code: place for code, place in found.items() if code not in documented}
    assert not missing


@pytest.mark.parametrize("module", code_modules())
def test_pages_are_written_out(module: str) -> None:
    pages: tuple[CodeHelp, ...] = import_module(module).CODES
    assert pages
    for page in pages:
        assert page.code == page.code.lower().strip()
        assert page.code.replace("_", "").replace(".", "").isalnum(), page.code
        assert page.title, page.code
        assert len(page.text.split()) >= 5, page.code
        assert not page.title.endswith("."), page.code


def test_one_page_a_code() -> None:
    """Two packages may not explain one code, differently or twice."""
    counted = Counter(page.code for module in code_modules() for page in import_module(module).CODES)
    assert not [code for code, count in counted.items() if count > 1]
