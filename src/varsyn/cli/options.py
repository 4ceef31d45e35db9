"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

F = TypeVar("F", bound=Callable[..., object])


def reference_option(function: F) -> F:
    """``--reference PATH`` (or VARSYN_REFERENCE): which reference bundle; the embedded one without it."""
    return click.option(
        "--reference",
        envvar="VARSYN_REFERENCE",
        metavar="PATH",
        help="Reference bundle to use instead of the embedded one (also VARSYN_REFERENCE).",
    )(function)


def context_options(function: F) -> F:
    """``--gene``, ``--transcript``, ``--species``, ``--assembly``, for every mention without its own."""
    options = (
        click.option(
            "--gene", metavar="G", help="Gene of mentions that name none: symbol, alias, protein name."
        ),
        click.option("--transcript", metavar="T", help="Transcript of mentions that name none: NM_000875.5."),
        click.option("--species", metavar="S", help="Species: human, mouse, Homo sapiens, 9606 …"),
        click.option(
            "--assembly", metavar="A", help="Genome build of bare coordinates: GRCh37, GRCh38, hg19 …"
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def input_option(function: F) -> F:
    """``--input FILE|-``: a table with a column ``text``, or one mention a line."""
    return click.option(
        "--input",
        "path",
        metavar="FILE|-",
        help="TSV or CSV with a column 'text' (optional: id, gene, transcript, species, assembly, document), "
        "or one mention a line; '-' is standard input.",
    )(function)
