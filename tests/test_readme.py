"""The examples of the README, and the marked ones of the documentation, say what the program says.

``VARSYN_UPDATE_DOCS=1 pytest tests/test_readme.py`` writes what it says now into the documents.
"""

from __future__ import annotations

import doctest
import os
import re
from pathlib import Path

import pytest

from conftest import REPOSITORY
from examples import Example, agrees, commands, examples, output_of, rewritten

README = REPOSITORY / "README.md"
DOCUMENTS = [README, *sorted((REPOSITORY / "docs").glob("*.md"))]
BLOCKS = [block for path in DOCUMENTS for block in examples(path, marked_only=path != README)]
CONSOLES = [block for block in BLOCKS if block.kind == "console"]
WITH_PYTHON = sorted({block.document for block in BLOCKS if block.kind == "python"})


@pytest.mark.parametrize("block", CONSOLES, ids=lambda block: f"{block.document.name}:{block.line}")
def test_console_example(block: Example, tmp_path: Path) -> None:
    for command in commands(block.body):
        printed = output_of(command.line, tmp_path)
        assert agrees(command.expected, printed), "\n".join([command.line, *printed])


@pytest.mark.parametrize("document", WITH_PYTHON, ids=lambda path: path.name)
def test_python_examples(document: Path) -> None:
    """The Python blocks of a document, one after the other, in one session."""
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    names: dict[str, object] = {}
    for block in BLOCKS:
        if block.document == document and block.kind == "python":
            parsed = doctest.DocTestParser().get_doctest(
                block.body, names, str(document), None, block.line - 1
            )
            assert parsed.examples
            parsed.globs = names
            runner.run(parsed, clear_globs=False)
    assert runner.summarize().failed == 0


def test_there_are_examples() -> None:
    assert sum(block.document == README for block in BLOCKS) >= 5


@pytest.mark.skipif("VARSYN_UPDATE_DOCS" not in os.environ, reason="VARSYN_UPDATE_DOCS is not set")
def test_write_the_documents(tmp_path: Path) -> None:
    for document in DOCUMENTS:
        document.write_text(rewritten(document, tmp_path, marked_only=document != README), "utf-8")


def test_two_commands_do_all_the_setup() -> None:
    """One installs and runs the main job, one installs and passes the tests, as .ci/run does."""
    setup = re.findall(r"```sh\n(.*?)\n```", README.read_text("utf-8"), re.DOTALL)
    assert len(setup) == 2
    assert all("\n" not in command for command in setup)
    assert "pip install ." in setup[0]
    assert 'varsyn resolve "IGF1R R481Q"' in setup[0]
    assert "pytest -n auto" in setup[1]
    script = (REPOSITORY / ".ci" / "run").read_text("utf-8")
    assert " pytest -n auto\n" in script
    assert ".ci/packages" in setup[1]
    assert "\n.ci/packages\n" in script
