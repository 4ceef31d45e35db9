"""Examples in Markdown: console blocks that are run and compared, Python blocks that are doctests."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

MARK = "<!-- run -->"
"""Stands before a block in ``docs/`` that is to be run; in the README all are."""

_BLOCK = re.compile(
    r"(?P<mark><!-- run -->\n+)?```(?P<kind>console|python)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE
)


class Example(NamedTuple):
    """A block of a document: where it is, and what it says."""

    document: Path
    line: int
    kind: str
    body: str


class Command(NamedTuple):
    """One command of a console block, and the lines that are printed under it."""

    line: str
    expected: list[str]


def examples(document: Path, *, marked_only: bool) -> Iterator[Example]:
    """The blocks of a document that are to be run."""
    text = document.read_text("utf-8")
    for match in _BLOCK.finditer(text):
        if match["mark"] or not marked_only:
            yield Example(
                document, text.count("\n", 0, match.start("body")) + 1, match["kind"], match["body"]
            )


def commands(body: str) -> list[Command]:
    """The commands of a console block: lines that begin with ``$``, each with what stands below it."""
    found: list[Command] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            found.append(Command(line[2:], []))
        else:
            found[-1].expected.append(line)
    return found


def output_of(command: str, folder: Path) -> list[str]:
    """What a command line prints (both streams), with ``varsyn`` being this environment's."""
    program = f'varsyn() {{ "{sys.executable}" -m varsyn "$@"; }}\n{command}'
    done = subprocess.run(
        ["bash", "-c", program], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    return [line.rstrip() for line in done.stdout.rstrip("\n").splitlines()]


def agrees(expected: list[str], printed: list[str]) -> bool:
    """Whether the output is what the document shows; a line ``...`` stands for any number of lines."""
    if not expected:
        return not printed
    if expected[0].strip() == "...":
        return any(agrees(expected[1:], printed[skip:]) for skip in range(len(printed) + 1))
    return bool(printed) and expected[0].rstrip() == printed[0] and agrees(expected[1:], printed[1:])


def rewritten(document: Path, folder: Path, *, marked_only: bool) -> str:
    """The document with what its commands print now; blocks that use ``...`` stay as they are."""

    def renew(match: re.Match[str]) -> str:
        body = match["body"]
        shown = match["mark"] or not marked_only
        if match["kind"] != "console" or not shown or "\n...\n" in body:
            return match[0]
        new = []
        for command in commands(body):
            new += [f"$ {command.line}", *output_of(command.line, folder)]
        start = match.start("body") - match.start()
        return match[0][:start] + "\n".join(new) + "\n```"

    return _BLOCK.sub(renew, document.read_text("utf-8"))
