"""What the documentation claims about itself, and the examples in docstrings."""

from __future__ import annotations

import doctest
import inspect
import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import varsyn
from conftest import REPOSITORY
from varsyn.cli import COMMANDS
from varsyn.extras import EXTRA_OF

DOCUMENTS = sorted([*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md")])
MODULES = sorted(
    module.name
    for module in walk_packages(varsyn.__path__, "varsyn.")
    if not module.name.endswith("__main__")
)


def load(name: str) -> object:
    """The module; skips where it needs an extra that is not installed."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in EXTRA_OF:
            pytest.skip(f"{error.name} is not installed")
        raise


@pytest.mark.parametrize("name", ["varsyn", *MODULES])
def test_examples_in_docstrings(name: str) -> None:
    done = doctest.testmod(load(name), optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL)  # type: ignore[arg-type]
    assert done.failed == 0


@pytest.mark.parametrize("name", ["varsyn", *MODULES])
def test_what_is_public_is_documented(name: str) -> None:
    """Modules, and the public classes and functions defined in them, have docstrings."""
    module = load(name)
    missing = [] if module.__doc__ else [name]
    for label, value in vars(module).items():
        if label.startswith("_") or getattr(value, "__module__", None) != name:
            continue
        if inspect.isclass(value) or inspect.isfunction(value):
            missing += [] if value.__doc__ else [label]
    assert not missing


def test_the_library_s_calls_have_examples() -> None:
    """Each function in varsyn.__all__ shows how it is called."""
    lacking = [
        name
        for name in varsyn.__all__
        if inspect.isfunction(value := getattr(varsyn, name)) and ">>>" not in (value.__doc__ or "")
    ]
    assert not lacking


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_documentation(command: str) -> None:
    text = (REPOSITORY / "docs" / "cli.md").read_text("utf-8")
    assert f"## varsyn {command}" in text


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text("utf-8")
    broken = [
        target
        for target in re.findall(r"\]\(([^)#\s]+)", text)
        if "://" not in target
        and not target.startswith("mailto:")
        and not (document.parent / target).exists()
    ]
    assert not broken


def test_no_machine_is_named() -> None:
    """No absolute path of a developer's machine stands in the project."""
    homes = [f"/{folder}/" for folder in ("work", "home", "Users", "root", "opt/v")]
    kinds = {".md", ".py", ".toml", ".lark", ".tsv", ".jsonl", ".sh", ""}
    named = [
        str(path.relative_to(REPOSITORY))
        for top in ("src", "tests", "docs", "grammars", "fixtures", "benchmarks", ".ci", "*.md", "*.toml")
        for start in REPOSITORY.glob(top)
        for path in ([start] if start.is_file() else sorted(start.rglob("*")))
        if path.is_file() and path.suffix in kinds and "_data" not in path.parts
        if any(home in path.read_text("utf-8") for home in homes)
    ]
    assert not named
