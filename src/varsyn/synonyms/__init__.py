"""Generating every spelling of a variant; links; the persistent synonym index with its audit trail.

``varsyn.synonyms`` is a package and, as the design has it, also the function
``varsyn.synonyms("IGF1R:c.1532G>A")``: calling the package calls ``varsyn.api.synonyms``.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from varsyn.synonyms.agents import Agent
    from varsyn.synonyms.errors import NotInIndex, OverlapError, StoreError
    from varsyn.synonyms.generate import SynonymReport, spellings, synonyms_of
    from varsyn.synonyms.index import SynonymIndex
    from varsyn.synonyms.records import Match, SetRecord, Spelling

_HOME = {
    "Agent": "varsyn.synonyms.agents",
    "Match": "varsyn.synonyms.records",
    "NotInIndex": "varsyn.synonyms.errors",
    "OverlapError": "varsyn.synonyms.errors",
    "SetRecord": "varsyn.synonyms.records",
    "Spelling": "varsyn.synonyms.records",
    "StoreError": "varsyn.synonyms.errors",
    "SynonymIndex": "varsyn.synonyms.index",
    "SynonymReport": "varsyn.synonyms.generate",
    "spellings": "varsyn.synonyms.generate",
    "synonyms_of": "varsyn.synonyms.generate",
}

__all__ = [
    "Agent",
    "Match",
    "NotInIndex",
    "OverlapError",
    "SetRecord",
    "Spelling",
    "StoreError",
    "SynonymIndex",
    "SynonymReport",
    "spellings",
    "synonyms_of",
]


class _CallablePackage(ModuleType):
    """This package, which can be called like the function it shares its name with."""

    def __call__(self, variant: Any, **options: Any) -> Any:
        # As varsyn.api.synonyms takes and gives them; this package must not import that before use.
        function = import_module("varsyn.api").synonyms
        return function(variant, **options)

    def __getattr__(self, name: str) -> Any:
        home = _HOME.get(name)
        if home is None:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        value = getattr(import_module(home), name)
        setattr(self, name, value)
        return value


sys.modules[__name__].__class__ = _CallablePackage
