"""A progress bar for work in stages, on standard error, where a person is looking."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
EVERY = 5_000
"""Items between two steps of a bar."""


@contextmanager
def bar() -> Iterator[Callable[[str, int, int | None], None]]:
    """A function to be told (stage, how many are done, how many there are or None while not known).

    It shows nothing where standard error is no terminal.
    """
    if not sys.stderr.isatty():
        yield _nothing
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=Console(stderr=True), transient=True,
    ) as shown:  # fmt: skip
        tasks = {}

        def advance(what: str, done: int, total: int | None) -> None:
            if what not in tasks:
                tasks[what] = shown.add_task(what, total=total)
            shown.update(tasks[what], completed=done, total=total)

        yield advance


def told(
    items: Iterable[T], report: Callable[[str, int, int | None], None], what: str, total: int
) -> Iterator[T]:
    """The items, with a word to ``report`` after every few thousand."""
    for done, item in enumerate(items):
        if done % EVERY == 0:
            report(what, done, total)
        yield item
    report(what, total, total)


def _nothing(what: str, done: int, total: int | None) -> None:
    pass
