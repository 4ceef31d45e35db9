"""varsyn: give it any way a person wrote a variant; it answers which variant that is, how sure, and why.

>>> import varsyn
>>> str(varsyn.resolve("R481Q", gene="IGF1R").variant)
'NM_000875.5:c.1532G>A p.(Arg511Gln)'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from varsyn.api import (
        compare,
        resolve,
        resolve_document,
        resolve_many,
        synonyms,
    )
    from varsyn.curation import dedup
    from varsyn.model import (
        Candidate,
        Evidence,
        InvalidNotation,
        Link,
        Mention,
        Message,
        Reading,
        Repair,
        Resolution,
        UnsupportedNotation,
        Variant,
        VarsynError,
    )
    from varsyn.notation import read
    from varsyn.synonyms import SynonymIndex

__version__ = "0.1.0"

_HOME = {
    **dict.fromkeys(
        ("compare", "resolve", "resolve_document", "resolve_many", "synonyms"), "varsyn.api"
    ),
    **dict.fromkeys(
        (
            "Candidate", "Evidence", "InvalidNotation", "Link", "Mention", "Message", "Reading",
            "Repair", "Resolution", "UnsupportedNotation", "Variant", "VarsynError",
        ),
        "varsyn.model",
    ),
    "SynonymIndex": "varsyn.synonyms",
    "read": "varsyn.notation",
    "dedup": "varsyn.curation",
}  # fmt: skip

__all__ = [
    "Candidate",
    "Evidence",
    "InvalidNotation",
    "Link",
    "Mention",
    "Message",
    "Reading",
    "Repair",
    "Resolution",
    "SynonymIndex",
    "UnsupportedNotation",
    "Variant",
    "VarsynError",
    "__version__",
    "compare",
    "dedup",
    "read",
    "resolve",
    "resolve_document",
    "resolve_many",
    "synonyms",
]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'varsyn' has no attribute {name!r}")
    # A subpackage may carry the same name as the function (varsyn.synonyms): the function wins here.
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
