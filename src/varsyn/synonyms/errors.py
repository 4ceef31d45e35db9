"""What the synonym index refuses, and why."""

from __future__ import annotations

from typing import Any

from varsyn.model import VarsynError


class StoreError(VarsynError, OSError):
    """The index file or server cannot be used: missing, full, read-only, locked, damaged, too new.

    Nothing that was committed before is lost; ``code`` says which of these it is.

    >>> StoreError("the disk is full", code="index_disk_full").code
    'index_disk_full'
    """

    default_code = "index_unusable"

    def __str__(self) -> str:
        return self.message


class OverlapError(VarsynError, ValueError):
    """A link would make one set of two; both records are shown, and ``merge=True`` allows it.

    ``records`` are the two sets as plain dictionaries.
    """

    default_code = "index_overlap"

    def __init__(self, message: str, *, records: tuple[dict[str, Any], ...] = (), **rest: Any) -> None:
        # ``rest`` are the keyword arguments of VarsynError, handed on unread.
        super().__init__(message, **rest)
        self.records = records

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild_overlap, (self.message, self.records, self.code, self.advice))


def _rebuild_overlap(
    message: str, records: tuple[dict[str, Any], ...], code: str, advice: tuple[str, ...]
) -> OverlapError:
    return OverlapError(message, records=records, code=code, advice=advice)


class NotInIndex(VarsynError, LookupError):
    """No such description, variant, document, link or event in the index."""

    default_code = "index_not_found"
