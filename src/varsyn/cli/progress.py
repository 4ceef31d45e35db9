"""A progress bar on standard error, where a person is looking."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 1.0
"""Seconds of work before a bar appears."""


@contextmanager
def progress(path: str | None, what: str) -> Iterator[Callable[[int], None]]:
    """A function to be told how far (bytes) an input file is read.

    There is a bar only where standard error is a terminal, standard output is not the same terminal, the
    file is a regular one and the work takes longer than a moment.
    """
    if path is None or not sys.stderr.isatty() or sys.stdout.isatty() or not os.path.isfile(path):
        yield _nothing
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn(what), BarColumn(), TaskProgressColumn(), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    task = bar.add_task(what, total=os.path.getsize(path))
    started = time.monotonic()
    shown = False

    def advance(offset: int) -> None:
        nonlocal shown
        if not shown and time.monotonic() - started > PATIENCE:
            bar.start()
            shown = True
        if shown:
            bar.update(task, completed=offset)

    try:
        yield advance
    finally:
        if shown:
            bar.stop()


def _nothing(offset: int) -> None:
    pass
