"""Many mentions on several processes, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING

from varsyn.model import Mention, Resolution

if TYPE_CHECKING:
    from varsyn.reference import Reference
    from varsyn.resolution.resolver import Resolver

_CHUNK = 512
"""Mentions handed to a process at a time: enough that passing them costs little beside resolving them."""
_AHEAD = 4
"""Chunks in flight per process, so that memory stays bounded for endless input."""


class _Worker:
    """The resolver of a worker process, made once when the process starts."""

    resolver: Resolver | None = None


def _start(path: str | None, curated: bool) -> None:
    from varsyn.reference import open_reference
    from varsyn.resolution.resolver import Resolver

    _Worker.resolver = Resolver(open_reference(path), curated=curated)


def _chunk(mentions: list[Mention]) -> list[Resolution]:
    assert _Worker.resolver is not None
    return [_Worker.resolver.resolve(mention) for mention in mentions]


def resolve_parallel(
    mentions: Iterable[Mention], reference: Reference, workers: int, *, curated: bool = True
) -> Iterator[Resolution]:
    """The verdicts in the order of the mentions. A reference without a file is used in this process alone."""
    path = getattr(reference, "path", None)
    if path is None:
        from varsyn.resolution.resolver import Resolver

        alone = Resolver(reference, curated=curated)
        yield from (alone.resolve(mention) for mention in mentions)
        return
    source = iter(mentions)
    with ProcessPoolExecutor(workers, initializer=_start, initargs=(str(path), curated)) as pool:
        flying: deque[Future[list[Resolution]]] = deque()
        while True:
            while len(flying) < workers * _AHEAD and (chunk := list(islice(source, _CHUNK))):
                flying.append(pool.submit(_chunk, chunk))
            if not flying:
                return
            yield from flying.popleft().result()
