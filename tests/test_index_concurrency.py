"""Many writers and readers at once: nothing lost, nothing doubled, nothing half-made seen."""

from __future__ import annotations

import os
import random
import traceback
from pathlib import Path

from index_crash import FORK, Corpus, spawn
from postgres import Server, postgres  # noqa: F401
from varsyn.model import Mention
from varsyn.reference import open_reference
from varsyn.resolution import Resolver
from varsyn.synonyms import SynonymIndex
from varsyn.synonyms.bulk import _packed, _unpacked
from varsyn.synonyms.facts import Facts
from varsyn.synonyms.judge import Judge
from varsyn.synonyms.parcel import Judgement, Parcel

DOCUMENTS = 48


def _paper(number: int) -> list[Mention]:
    """A paper whose six mentions are written in one transaction."""
    texts = [("IGF1R", t) for t in ("c.1532G>A", "p.Arg511Gln", "R481Q", f"c.{900 + number}del")]
    texts += [("KRAS", "c.35G>A"), ("KRAS", "G12D")]
    return [
        Mention(text, gene=gene, document=f"PMID:{number}", start=at) for at, (gene, text) in enumerate(texts)
    ]


def _shared_paper(writer: int) -> list[Mention]:
    """Each writer's part of one paper that all write to."""
    return [Mention(f"c.{1200 + writer}del", gene="IGF1R", document="shared", start=writer)]


def _write(corpus: Corpus, target: str, writer: int, writers: int, pipe: object) -> None:
    problem = ""
    try:
        numbers = list(range(DOCUMENTS))
        random.Random(writer).shuffle(numbers)
        with corpus.open(target) as opened:
            opened.add_many(_shared_paper(writer), workers=0)
            for number in numbers:
                # Every paper comes from two writers, so that they meet.
                if number % writers in (writer, (writer + 1) % writers):
                    opened.add_many(_paper(number), workers=0)
    except BaseException:
        problem = traceback.format_exc()
    pipe.send(problem)  # type: ignore[attr-defined]
    os._exit(0)


def _read(corpus: Corpus, target: str, seed: int, stop: object, pipe: object) -> None:
    problem, rounds = "", 0
    chance = random.Random(seed)
    try:
        with corpus.open(target) as opened:
            while not stop.is_set() or rounds == 0:  # type: ignore[attr-defined]
                rounds += 1
                document = f"PMID:{chance.randrange(DOCUMENTS)}"
                places = sum(
                    place.document == document
                    for record in opened.by_document(document)
                    for spelling in record.spellings
                    for place in spelling.places
                )
                assert places in (0, 6), f"{document}: {places} of 6 mentions seen"
                for match in opened.lookup("R481Q", gene="IGF1R", resolve=False):
                    assert match.set is not None
                    by_text: dict[str, set[str]] = {}
                    for spelling in match.set.spellings:
                        by_text.setdefault(spelling.text, set()).update(spelling.documents)
                    assert by_text["R481Q"] == by_text["c.1532G>A"] == by_text["p.Arg511Gln"], by_text
    except BaseException:
        problem = traceback.format_exc()
    pipe.send((problem, rounds))  # type: ignore[attr-defined]
    os._exit(0)


def _storm(target: str, writers: int, readers: int, serial: str) -> None:
    corpus = Corpus(documents=1)
    for mention in (m for n in range(DOCUMENTS) for m in _paper(n)):
        corpus.resolver.resolve(mention)
    SynonymIndex.open(target).close()
    stop = FORK.Event()
    reading = [FORK.Pipe(duplex=False) for _ in range(readers)]
    writing = [FORK.Pipe(duplex=False) for _ in range(writers)]
    processes = [spawn(_read, corpus, target, n, stop, pipe[1]) for n, pipe in enumerate(reading)]
    processes += [spawn(_write, corpus, target, n, writers, pipe[1]) for n, pipe in enumerate(writing)]
    problems = [pipe[0].recv() for pipe in writing]
    stop.set()
    seen = [pipe[0].recv() for pipe in reading]
    for process in processes:
        process.join()
    assert [problem for problem in problems if problem] == []
    assert [problem for problem, _ in seen if problem] == []
    assert all(rounds > 0 for _, rounds in seen)
    with corpus.open(target) as opened, corpus.open(serial) as one_by_one:
        for number in range(DOCUMENTS):
            one_by_one.add_many(_paper(number), workers=0)
        for writer in range(writers):
            one_by_one.add_many(_shared_paper(writer), workers=0)
        assert opened.check() == []
        counts, expected = opened.stats(), one_by_one.stats()
        for table in ("mentions", "links", "verdicts", "descriptions", "variants", "documents"):
            assert counts[table] == expected[table], table
        assert opened.digest() == one_by_one.digest()


def test_eight_writers_and_eight_readers_on_postgresql(postgres: Server, tmp_path: Path) -> None:  # noqa: F811
    _storm(postgres.new_database(), 8, 8, str(tmp_path / "serial.db"))


def test_four_writers_and_four_readers_on_sqlite(tmp_path: Path) -> None:
    _storm(str(tmp_path / "busy.db"), 4, 4, str(tmp_path / "serial.db"))


def test_worker_processes_make_the_same_index(tmp_path: Path) -> None:
    # Descriptions that come again in batches under way, and documents to be read as a whole.
    mentions = [mention for number in range(40) for mention in _paper(number)]
    mentions += [Mention("R481Q", gene="IGF1R", document=f"alone {number}") for number in range(20)]
    mentions += [Mention("R59X", gene="IGF1R", document="PMID:1", start=99), Mention("V30M", gene="TTR")]
    with SynonymIndex.open(tmp_path / "apart.db") as apart, SynonymIndex.open(tmp_path / "one.db") as one:
        told: list[int] = []
        report = apart.add_many(mentions, workers=2, batch_size=30, progress=told.append)
        again = one.add_many(mentions, workers=0, batch_size=30)
        assert report.new == again.new == len(mentions)
        assert report.statuses == again.statuses
        assert told[-1] == len(mentions)
        assert len(told) > 5
        assert apart.check() == []
        assert apart.stats() == one.stats()
        assert apart.digest() == one.digest()
        assert apart.add_many(mentions, workers=2, batch_size=30).new == 0


def test_facts_travel_between_processes_unchanged() -> None:
    from lark import Token

    texts = [
        ("IGF1R", "R481Q"),
        ("IGF1R", "c.420del"),
        ("KRAS", "no variant"),
        ("TTR", "V30M"),
        ("TP53", "A1298C"),
    ]
    judge = Judge(Resolver(open_reference()))
    wanted = {bytes([number]): Mention(text, gene=gene) for number, (gene, text) in enumerate(texts)}
    facts = list(judge.alone(wanted).values())
    parcels = _packed(facts)
    assert len(parcels[1]) == 1  # that with several candidates
    assert [_opened(one) for one in _unpacked(parcels)] == facts
    # A text of another class than ``str`` takes the long way.
    odd = [fact._replace(gene=Token("NAME", fact.gene)) for fact in facts]
    assert [_opened(one) for one in _unpacked(_packed(odd))] == facts


def _opened(one: Judgement) -> Facts:
    return one.opened() if isinstance(one, Parcel) else one
