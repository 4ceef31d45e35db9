"""What the commands of ``varsyn index`` share: options, opening an index, printing records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from varsyn.cli.style import visible

if TYPE_CHECKING:
    from varsyn.synonyms import Agent, SynonymIndex

F = TypeVar("F", bound=Callable[..., object])
DEFAULT = "curation.db"
T = TypeVar("T")


def index_option(function: F) -> F:
    """Which index: a file or an address."""
    return click.option(
        "--index",
        "--db",
        "target",
        envvar="VARSYN_INDEX",
        default=DEFAULT,
        show_default=True,
        metavar="FILE|URL",
        help="SQLite file, or postgresql+psycopg://user@host/database (also VARSYN_INDEX).",
    )(function)


def format_option(function: F) -> F:
    """Text for people, or a line of JSON a record."""
    return click.option(
        "--format", "form", type=click.Choice(["text", "jsonl"]), default="text", help="Output form."
    )(function)


def agent_options(function: F) -> F:
    """Who says so: name and ORCID."""
    function = click.option(
        "--orcid", envvar="VARSYN_ORCID", metavar="ID", help="Your ORCID (also VARSYN_ORCID)."
    )(function)
    return click.option(
        "--agent", envvar="VARSYN_AGENT", metavar="NAME", help="Who says so: your name (also VARSYN_AGENT)."
    )(function)


def gene_option(function: F) -> F:
    """The gene, in any words."""
    return click.option("--gene", metavar="G", help="Gene: symbol, alias, protein name.")(function)


def reason_option(function: F) -> F:
    """Why; kept with what was said."""
    return click.option("--reason", default="", metavar="TEXT", help="Why; kept with it.")(function)


def open_index(target: str, reference: str | None = None, *, create: bool = False) -> SynonymIndex:
    """The index at a file or address, once the libraries it needs are there."""
    from varsyn import extras

    extras.load("sqlalchemy")
    from varsyn.synonyms import SynonymIndex

    return SynonymIndex.open(target, create=create, reference_path=reference)


def person(agent: str | None, orcid: str | None) -> Agent:
    """The person of this name; InputError where there is none."""
    from varsyn.synonyms import Agent

    return Agent.person(agent or "", orcid)


def maybe_person(agent: str | None, orcid: str | None) -> Agent | None:
    """The person of this name, or None where no name was given."""
    return person(agent, orcid) if agent else None


def say(form: str, objects: Iterable[T], text: Callable[[T], str]) -> None:
    """Print objects, as text or as one line of JSON each."""
    for one in objects:
        if form == "text":
            click.echo(visible(text(one)))
            continue
        # Records with a JSON form of their own have ``as_dict``; the others are plain structs.
        plain: Any = one.as_dict() if hasattr(one, "as_dict") else msgspec.to_builtins(one)
        click.echo(msgspec.json.encode(plain).decode())
