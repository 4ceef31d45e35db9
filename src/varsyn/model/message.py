"""A remark on a resolution, with a code that ``varsyn explain`` knows."""

from __future__ import annotations

from typing import Literal

import msgspec

Severity = Literal["info", "warning", "error"]


class Message(msgspec.Struct, frozen=True, gc=False):
    """Something a curator should know about a resolution.

    >>> Message("demo", "info", "all is well").severity
    'info'
    """

    code: str
    severity: Severity
    text: str


class CodeHelp(msgspec.Struct, frozen=True):
    """The page of help behind a message, repair, evidence or error code (``varsyn explain CODE``)."""

    code: str
    title: str
    text: str
    source: str = ""
