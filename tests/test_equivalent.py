"""``varsyn equivalent`` and ``varsyn.compare``."""

from __future__ import annotations

import json

import pytest

import varsyn
from conftest import run_varsyn
from varsyn.allele.compare import covers

CASES = [
    ("NM_000875.5:c.420del", "NM_000875.5:c.419delC", "same_allele"),
    ("IGF1R c.1532G>A", "NM_000875.5:c.1532G>A", "same_allele"),
    ("BRCA1 c.5266dupC", "BRCA1 c.5263_5264insC", "same_allele"),
    ("IGF1R R481Q", "IGF1R p.Arg511Gln", "same_allele"),
    ("NM_000875.5:c.1532G>A", "NM_000875.4:c.1532G>A", "same_after_projection"),
    ("NM_000875.5:c.1532G>A", "NC_000015.10:g.98911384G>A", "same_after_projection"),
    ("NC_000015.9:g.99454613G>A", "NC_000015.10:g.98911384G>A", "same_after_projection"),
    ("NC_000015.10:g.98707887del", "IGF1R c.420del", "same_after_projection"),
    ("IGF1R R481Q", "IGF1R c.1532G>A", "protein_consequence_of"),
    ("IGF1R c.1532G>A", "IGF1R R481Q", "candidate_cause"),
    ("IGF1R c.1532_1533delinsAA", "IGF1R p.Arg511Gln", "candidate_cause"),
    ("IGF1R c.420del", "IGF1R p.Ile141fs", "candidate_cause"),
    ("IGF1R p.Ile141SerfsTer19", "IGF1R p.Ile141fs", "covered_by"),
    ("IGF1R c.1532G>A", "IGF1R c.1533G>A", "different"),
    ("IGF1R c.1532G>A", "IGF1R c.1532_1533delinsAA", "different"),
    ("IGF1R c.1532G>A", "IGF1R p.Arg89Ter", "different"),
    ("IGF1R c.1532G>A", "BRCA1 c.68_69del", "different"),
    ("IGF1R p.(=)", "IGF1R c.1533G>A", "protein_consequence_of"),
    ("IGF1R p.(=)", "IGF1R c.1532G>A", "different"),
    ("IGF1R p.?", "IGF1R c.1532G>A", "cannot_tell"),
    ("CFTR c.1584+5del", "CFTR c.1584+8del", "cannot_tell"),
    ("IGF1R c.94+1G>A", "IGF1R p.Arg511Gln", "cannot_tell"),
    ("hello", "IGF1R c.1532G>A", "cannot_tell"),
    ("IGF1R c.1532C>T", "IGF1R c.1532G>A", "cannot_tell"),
    ("IGF1R c.1532G>A", "", "cannot_tell"),
]


@pytest.mark.parametrize(("first", "second", "relation"), CASES)
def test_relation(first: str, second: str, relation: str) -> None:
    answer = varsyn.compare(first, second)
    assert answer.relation == relation, str(answer)
    assert answer.reason
    assert not answer.turned
    assert answer.same is {
        "same_allele": True, "same_after_projection": True, "cannot_tell": None,
    }.get(relation, False)  # fmt: skip


TURNED = {
    "protein_consequence_of": "candidate_cause",
    "candidate_cause": "protein_consequence_of",
}


@pytest.mark.parametrize(("first", "second", "relation"), CASES)
def test_the_other_way_round(first: str, second: str, relation: str) -> None:
    answer = varsyn.compare(second, first)
    assert answer.relation == TURNED.get(relation, relation)
    assert answer.turned == (relation == "covered_by")


def test_the_same_protein_change_by_other_bases_is_said_to_be_so() -> None:
    answer = varsyn.compare("IGF1R c.1532G>A", "IGF1R c.1532_1533delinsAA")
    assert "same protein consequence" in answer.reason


def test_two_names_that_exon_borders_keep_apart_are_one_by_sequence() -> None:
    """HGVS nomenclature 21, general recommendations: the exception to the 3' rule."""
    answer = varsyn.compare("NM_004006.2:c.3921del", "NM_004006.2:c.3922del")
    assert answer.relation == "same_allele"
    assert "make the same sequence" in answer.reason


def test_the_reason_names_what_was_compared() -> None:
    text = str(varsyn.compare("IGF1R R481Q", "NM_000875.5:c.1532G>A"))
    assert text == (
        "A is the protein consequence of B: NM_000875.5:c.1532G>A predicts NP_000866.1:p.(Arg511Gln)"
    )
    turned = str(varsyn.compare("IGF1R p.Ile141fs", "IGF1R p.Ile141SerfsTer19"))
    assert turned.startswith("B is covered by A: ")


@pytest.mark.parametrize(
    ("general", "special", "holds"),
    [
        ("NP_1.1:140:Ifs", "NP_1.1:140:Ifs:S:19", True),
        ("NP_1.1:140:Ifs:S:", "NP_1.1:140:Ifs:S:19", True),
        ("NP_1.1:140:Ifs::19", "NP_1.1:140:Ifs:S:19", True),
        ("NP_1.1:140:Ifs::18", "NP_1.1:140:Ifs:S:19", False),
        ("NP_1.1:140:Ifs:S:19", "NP_1.1:140:Ifs", False),
        ("NP_1.1:141:Ifs", "NP_1.1:140:Ifs:S:19", False),
        ("NP_2.1:140:Ifs", "NP_1.1:140:Ifs:S:19", False),
        ("NP_1.1:140:Ifs", "NP_1.1:140:Ifs", False),
        ("NP_1.1:=", "NP_1.1:5:1:=", True),
        ("NP_1.1:5:1:=", "NP_1.1:6:1:=", False),
        ("NP_1.1:10:*ext", "NP_1.1:10:*ext:Q:4", True),
        ("NP_1.1:5:1:R", "NP_1.1:5:1:Q", False),
    ],
)
def test_what_covers_what(general: str, special: str, holds: bool) -> None:
    assert covers(general, special) is holds


def test_command_text() -> None:
    done = run_varsyn("equivalent", "IGF1R R481Q", "IGF1R c.1532G>A")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith("A is the protein consequence of B")
    assert lines[1].split() == ["A", "IGF1R", "R481Q", "->", "NM_000875.5:c.1532G>A", "p.(Arg511Gln)"]


def test_command_jsonl() -> None:
    done = run_varsyn("equivalent", "c.419delC", "c.420del", "--gene", "IGF1R", "--format", "jsonl")
    assert done.returncode == 0
    answer = json.loads(done.stdout)
    assert answer["relation"] == "same_allele"
    assert answer["same"] is True
    assert answer["variant_a"]["key"] == answer["variant_b"]["key"]
    assert (answer["a"], answer["b"]) == ("c.419delC", "c.420del")


def test_command_with_what_cannot_be_read_still_answers() -> None:
    done = run_varsyn("equivalent", "hello", "IGF1R c.1532G>A", "--format", "jsonl")
    assert done.returncode == 0
    answer = json.loads(done.stdout)
    assert answer["relation"] == "cannot_tell"
    assert answer["same"] is None
    assert answer["variant_a"] is None


def test_command_needs_two_descriptions() -> None:
    done = run_varsyn("equivalent", "IGF1R c.1532G>A")
    assert done.returncode == 2
    assert "B" in done.stderr


def test_command_with_an_unusable_reference() -> None:
    done = run_varsyn("equivalent", "a", "b", "--reference", "/nowhere/at/all.sqlite")
    assert done.returncode == 2
    assert "no such file" in done.stderr


def test_command_help_has_examples() -> None:
    done = run_varsyn("equivalent", "--help")
    assert done.returncode == 0
    assert "Examples:" in done.stdout
