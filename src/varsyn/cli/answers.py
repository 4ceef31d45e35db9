"""From mentions to resolutions: one by one, or a document at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from varsyn.cli.batch import Item
from varsyn.model import Resolution

if TYPE_CHECKING:
    from varsyn.resolution import Resolver


class _Slot:
    """An item's place in the order of the output, and its answer once there is one."""

    __slots__ = ("answer", "item")

    def __init__(self, item: Item) -> None:
        self.item = item
        self.answer: Resolution | None = None

    def settle(self, resolution: Resolution) -> None:
        """Take the answer, with the remark on the item's row added to it."""
        if self.item.remark is not None:
            messages = (*resolution.messages, self.item.remark)
            resolution = msgspec.structs.replace(resolution, messages=messages)
        self.answer = resolution


def answers(source: Iterable[Item], resolver: Resolver) -> Iterator[tuple[Resolution, int]]:
    """A resolution for each item, in order, with the bytes of input read when it was made.

    A mention without a document is answered at once. Mentions of one document are resolved together when
    the last of them has been read (or, where that is not known, at the end), and what comes after waits for
    them: memory is bounded by the stretch of input that the open documents span.
    """
    queue: deque[_Slot] = deque()
    documents: dict[str, list[_Slot]] = {}
    offset = 0
    for item in source:
        offset = item.offset
        slot = _Slot(item)
        queue.append(slot)
        document = item.mention.document
        if document is None:
            slot.settle(resolver.resolve(item.mention))
        else:
            documents.setdefault(document, []).append(slot)
            if item.closes:
                _resolve_together(documents.pop(document), resolver)
        while queue and (answer := queue[0].answer) is not None:
            queue.popleft()
            yield answer, offset
    for slots in documents.values():
        _resolve_together(slots, resolver)
    for slot in queue:
        if slot.answer is not None:
            yield slot.answer, offset


def _resolve_together(slots: Sequence[_Slot], resolver: Resolver) -> None:
    mentions = [slot.item.mention for slot in slots]
    for slot, resolution in zip(slots, resolver.resolve_document(mentions), strict=True):
        slot.settle(resolution)
