"""Precision and recall on public corpora, where they lie beside the project."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

import extract as benchmark


@pytest.fixture(scope="module")
def scores(shared: Path) -> dict[tuple[str, str], benchmark.Score]:
    folder = shared / "conformance" / "extract"
    if not folder.is_dir():
        pytest.skip("no extraction corpora in the shared folder")
    return benchmark.score_corpora(folder)


def test_exact_spans(scores: dict[tuple[str, str], benchmark.Score]) -> None:
    score = scores["SETH", "all"]
    assert score.right + score.missed > 400
    assert score.precision >= 0.95
    assert score.recall >= 0.93


def test_each_half_alone(scores: dict[tuple[str, str], benchmark.Score]) -> None:
    for half in "AB":
        assert scores["SETH", half].precision >= 0.95
        assert scores["SETH", half].recall >= 0.93


def test_protein_substitutions(scores: dict[tuple[str, str], benchmark.Score]) -> None:
    score = scores["MutationFinder", "all"]
    assert score.precision >= 0.95
    assert score.recall >= 0.80
