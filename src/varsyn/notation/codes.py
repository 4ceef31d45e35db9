"""Help pages of the codes that reading emits (``varsyn explain CODE``)."""

from __future__ import annotations

from varsyn.model import CodeHelp

CODES: tuple[CodeHelp, ...] = ()
