"""Worker processes: they start whatever program asks for them, leave Ctrl-C to it, and do not outlive it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import parent_process
from multiprocessing.connection import wait
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any


def pool(count: int, start: Callable[..., None], *arguments: object) -> ProcessPoolExecutor:
    """Fresh processes, each of which runs ``start(*arguments)`` first.

    They are not forked, as the calling program may have threads (polars, a database driver). They do not run
    its main module either: a script needs no ``if __name__ == "__main__"`` to call varsyn.
    """
    return ProcessPoolExecutor(count, mp_context=_Context(), initializer=partial(begin, start, *arguments))


def begin(start: Callable[..., None] | None = None, *arguments: object) -> None:
    """What every worker does first: leave Ctrl-C to its parent, and end when its parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="varsyn-parent", daemon=True).start()
    if start is not None:
        start(*arguments)


def _end_with_parent() -> None:
    # A worker waits for work on a pipe of which it holds both ends: it would wait for ever.
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


_STARTING = threading.Lock()


class _Process(SpawnProcess):
    def start(self) -> None:
        with _STARTING, _main_hidden(), _deaf_to_ctrl_c():
            super().start()


class _Context(SpawnContext):
    Process = _Process


@contextmanager
def _main_hidden() -> Iterator[None]:
    """Within, a new process finds no main module to run (``multiprocessing.spawn.get_preparation_data``)."""
    main = sys.modules["__main__"].__dict__
    kept: dict[str, Any] = {name: main[name] for name in ("__spec__", "__file__") if name in main}
    main["__spec__"] = None
    main.pop("__file__", None)
    try:
        yield
    finally:
        main.update(kept)


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Within, a new process inherits deafness to Ctrl-C, which reaches every process of a terminal."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
