"""The lists of ``benchmarks/legacy.py``, held to their goals: 97 % right, under 0.5 % wrong."""

from __future__ import annotations

import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from conftest import REPOSITORY
from varsyn.model import Mention
from varsyn.reference import open_reference
from varsyn.resolution import Resolver

RESOLVER = Resolver(open_reference())


@pytest.fixture(scope="module")
def lists() -> ModuleType:
    """The benchmark as a module."""
    sys.path.insert(0, str(REPOSITORY / "benchmarks"))
    try:
        return import_module("legacy")
    finally:
        sys.path.pop(0)


def counted(lists: ModuleType, cases: list[object]) -> Counter[str]:
    """How many cases fall in each class."""
    found: Counter[str] = Counter()
    for case in cases:
        if case.gene and RESOLVER.context(case.gene).anchor is None:  # type: ignore[attr-defined]
            continue
        mention = Mention(case.text, gene=case.gene or None, assembly=case.assembly)  # type: ignore[attr-defined]
        found[lists.judge(case, RESOLVER.resolve(mention), RESOLVER)] += 1
    return found


def goal(found: Counter[str]) -> None:
    """At least 97 % right, or ambiguous as they must be; under 0.5 % wrong."""
    total = found.total()
    assert (found["right"] + found["several"]) / total >= 0.97, found
    assert found["wrong"] / total < 0.005, found


def test_legacy_names(lists: ModuleType) -> None:
    found = counted(lists, list(lists.legacy(RESOLVER)))
    assert found.total() > 350
    goal(found)


def test_names_of_cftr_and_brca(lists: ModuleType, shared: Path) -> None:
    cases = [*lists.bic(shared), *lists.cftr2(shared, True)]
    assert len(cases) > 1200
    goal(counted(lists, cases))


def test_labels_of_civic(lists: ModuleType, shared: Path) -> None:
    found = counted(lists, list(lists.civic(shared)))
    assert found.total() > 600
    goal(found)


def test_traps_are_never_answered_in_silence(lists: ModuleType, shared: Path) -> None:
    found = counted(lists, list(lists.traps(shared)))
    assert found.total() >= 10
    assert found["wrong"] == 0, found


@pytest.mark.parametrize(
    ("text", "other", "inside"),
    [
        ("c.54-5940_273+10250del", "c.(53+1_54-1)_(273+1_274-1)del", True),
        ("c.(869+1_870-1)_(1116+1_1117-1)del", "c.(870-1053_870-126)_(1116+186_1117-409)del", False),
        ("c.(870-1053_870-126)_(1116+186_1117-409)del", "c.(869+1_870-1)_(1116+1_1117-1)del", True),
        ("c.54-5940_273+10250dup", "c.(53+1_54-1)_(273+1_274-1)del", False),
        ("c.54-5940_489+1del", "c.(53+1_54-1)_(273+1_274-1)del", False),
        ("c.-100_53+5del", "c.(?_-1)_(53+1_54-1)del", True),
    ],
)
def test_breakpoints_within_ranges(lists: ModuleType, text: str, other: str, inside: bool) -> None:
    assert lists.within(text, other) is inside
