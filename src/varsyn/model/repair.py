"""A recorded departure from what was written."""

from __future__ import annotations

import msgspec


class Repair(msgspec.Struct, frozen=True, gc=False):
    """One change made to the text of a mention to obtain a reading.

    ``lossy`` says that the change could alter the meaning (a guess), as against mere respelling.

    >>> Repair("stop_x", "X", "Ter").lossy
    False
    """

    code: str
    before: str
    after: str
    lossy: bool = False
