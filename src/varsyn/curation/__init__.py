"""De-duplicating variant lists, curation records, reports, the review queue, exports.

Nothing heavy is imported until one of these names is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from varsyn.curation.columns import COLUMN_TYPES
    from varsyn.curation.deduplication import Deduplication, deduplicate
    from varsyn.curation.frames import dedup, examine
    from varsyn.curation.table import open_table

_HOME = {
    "COLUMN_TYPES": "columns",
    "Deduplication": "deduplication",
    "dedup": "frames",
    "deduplicate": "deduplication",
    "examine": "frames",
    "open_table": "table",
}

__all__ = ["COLUMN_TYPES", "Deduplication", "dedup", "deduplicate", "examine", "open_table"]


def __getattr__(name: str) -> Any:
    # Any: one function stands for names of different types.
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'varsyn.curation' has no attribute {name!r}")
    value = getattr(import_module(f"varsyn.curation.{home}"), name)
    globals()[name] = value
    return value
