"""``varsyn explain``: the page of help behind a code."""

from __future__ import annotations

import difflib
import pkgutil
import textwrap
from importlib import import_module
from importlib.util import find_spec

import click

import varsyn
from varsyn.model import CodeHelp, InputError

SPELLED = str.maketrans("- ", "__")


@click.command()
@click.argument("code", required=False)
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", help="Output form.")
def command(code: str | None, form: str) -> None:
    """The page of help behind a message, repair, evidence or error CODE; the list of all without one.

    \b
    Examples:
      varsyn explain residue_match
      varsyn explain
      varsyn explain --format jsonl
    """
    pages = all_codes()
    if code is None:
        chosen = list(pages.values())
    else:
        chosen = [_find(code, pages)]
    if form == "jsonl":
        import msgspec

        for page in chosen:
            click.echo(msgspec.json.encode(page).decode())
    elif code is None:
        width = max(map(len, pages), default=0)
        for page in chosen:
            click.echo(f"{page.code:<{width}}  {page.title}")
    else:
        click.echo(page_text(chosen[0]))


def all_codes() -> dict[str, CodeHelp]:
    """Every code of every package, in alphabetical order."""
    pages: dict[str, CodeHelp] = {}
    for package in pkgutil.iter_modules(varsyn.__path__, "varsyn."):
        if package.ispkg and find_spec(f"{package.name}.codes") is not None:
            for page in import_module(f"{package.name}.codes").CODES:
                pages[page.code] = page
    return dict(sorted(pages.items()))


def page_text(page: CodeHelp) -> str:
    """A page of help as text, wrapped at 88 characters.

    >>> print(page_text(CodeHelp("demo", "A demonstration", "It shows a page.", "this docstring")))
    demo: A demonstration
    <BLANKLINE>
      It shows a page.
    <BLANKLINE>
      Source: this docstring
    """
    parts = [f"{page.code}: {page.title}"]
    parts += [_wrapped(paragraph) for paragraph in page.text.split("\n\n")]
    if page.source:
        parts.append(_wrapped(f"Source: {page.source}"))
    return "\n\n".join(parts)


def _wrapped(paragraph: str) -> str:
    return textwrap.fill(
        " ".join(paragraph.split()), 88, initial_indent="  ", subsequent_indent="  ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _find(code: str, pages: dict[str, CodeHelp]) -> CodeHelp:
    name = code.strip().lower().translate(SPELLED)
    if name in pages:
        return pages[name]
    near = difflib.get_close_matches(name, pages, n=5, cutoff=0.5)
    near += [other for other in pages if name and name in other and other not in near][:5]
    advice = [f"did you mean {other}: {pages[other].title}" for other in near]
    raise InputError(
        f"there is no code {code!r}", code="unknown_code",
        advice=[*advice, "varsyn explain, without a code, lists all"],
    )  # fmt: skip
