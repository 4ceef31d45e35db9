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
