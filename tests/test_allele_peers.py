"""varsyn, ``hgvs`` and hgvs-weaver on the same seeded variants of every embedded coding transcript.

Every difference must have a cause that is listed in benchmarks/allele_differences.py and settled in
docs/choices.md; the benchmark runs thousands, this a modest number.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from varsyn.allele import allele_from_reading
from varsyn.allele.normalizer import Normalizer
from varsyn.notation import read
from varsyn.reference import open_reference

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

pytest.importorskip("hgvs", reason="the comparison needs hgvs")
pytest.importorskip("weaver", reason="the comparison needs hgvs-weaver")

from allele_differences import TASKS, Comparer, Difference, cause_of, coding
from allele_variants import descriptions

REFERENCE = open_reference()


@pytest.fixture(scope="module")
def comparer() -> Comparer:
    return Comparer(REFERENCE)


@pytest.mark.parametrize("task", TASKS)
def test_every_difference_has_a_cause(task: str, comparer: Comparer) -> None:
    unexplained: list[Difference] = []
    same = total = 0
    for _, difference in comparer.differences(task, 3, seed=11):
        total += 1
        if difference is None:
            same += 1
        elif cause_of(difference) is None:
            unexplained.append(difference)
    assert not unexplained, "\n".join(f"{d.peer} {d.text}: {d.ours} / {d.theirs}" for d in unexplained)
    assert total > 500
    assert same / total > 0.9


def test_the_short_cut_of_the_normalizer_agrees_with_the_general_way() -> None:
    normalizer = Normalizer(REFERENCE)
    seen = 0
    for transcript in coding(REFERENCE):
        for text in descriptions(transcript, 24, seed=5):
            assert normalizer.normalize(text) == normalizer.normalize_general(text)
            assert normalizer.to_protein(text) == normalizer.to_protein_general(text)
            seen += 1
    assert seen > 3000


def test_a_description_with_stated_bases_is_checked_by_the_short_cut_too() -> None:
    normalizer = Normalizer(REFERENCE)
    for transcript in coding(REFERENCE):
        start = (transcript.cds_start or 0) + 5
        found = transcript.sequence[start : start + 2]
        right = f"{transcript.accession}:c.6_7del{found}"
        wrong = f"{transcript.accession}:c.6_7del{'AC' if found != 'AC' else 'GT'}"
        assert normalizer.normalize(right) == normalizer.normalize_general(right)
        with pytest.raises(ValueError, match="not"):
            normalizer.normalize(wrong)


def test_generated_descriptions_are_valid_and_repeatable() -> None:
    transcript = REFERENCE.transcript("NM_000875.5")
    assert transcript is not None
    first, again = (list(descriptions(transcript, 60, seed=1)) for _ in range(2))
    assert first == again
    assert {allele_from_reading(read(text)[0], transcript).shape for text in first} >= {
        "sub", "del", "ins", "dup", "delins", "inv",
    }  # fmt: skip
