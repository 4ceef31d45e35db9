"""What a bulk add remembers is right, and bounded whatever comes."""

from __future__ import annotations

from varsyn.model import Mention
from varsyn.reference import open_reference
from varsyn.resolution import Resolver
from varsyn.synonyms.facts import Facts
from varsyn.synonyms.judge import Judge
from varsyn.synonyms.memory import Memory


def _facts(count: int) -> list[Facts]:
    """Facts of as many descriptions of real and unknown genes, settled and not."""
    genes = ("IGF1R", "KRAS", "TP53", "NOGENE")
    wanted = {
        number.to_bytes(4, "big"): Mention(f"c.{100 + number}del", gene=genes[number % 4])
        for number in range(count)
    }
    return list(Judge(Resolver(open_reference())).alone(wanted).values())


def _same(memory: Memory, fact: Facts) -> bool:
    seen = memory.get(fact.description)
    return seen is not None and seen == (
        fact.description, fact.verdict, fact.status, fact.gene, fact.level, fact.scheme, fact.settled,
    )  # fmt: skip


def test_what_is_remembered_is_what_was_noted() -> None:
    facts = _facts(40)
    memory = Memory()
    for fact in facts:
        memory.note(fact)
    assert len(memory) == 40
    assert len({fact.status for fact in facts}) > 1
    assert all(_same(memory, fact) for fact in facts)


def test_the_latest_descriptions_are_kept() -> None:
    facts = _facts(40)
    memory = Memory(limit=20)
    for fact in facts:
        memory.note(fact)
        assert len(memory) <= 20
        assert _same(memory, facts[0]), "asked for again and again, it stays"
    assert _same(memory, facts[-1])
    assert memory.get(facts[5].description) is None


def test_outcomes_are_bounded_too() -> None:
    facts = _facts(40)
    memory = Memory(outcomes=2)
    for fact in facts:
        memory.note(fact)
        assert _same(memory, fact)
    held = [fact for fact in facts if memory.get(fact.description) is not None]
    assert 0 < len(held) < 40
    assert all(_same(memory, fact) for fact in held)
