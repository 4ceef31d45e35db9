"""What the tests of the index share: places to open one, and the story of the three IGF1R papers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from postgres import Server
from varsyn.model import Mention
from varsyn.synonyms import Agent, SynonymIndex

ADA = Agent.person("Ada Roe", "0000-0002-1825-0097")
BOB = Agent.person("Bob Poe")

PAPERS = {
    "A": ("R59X", "R481Q"),
    "B": ("c.1532G>A", "p.Arg511Gln"),
    "C": ("c.420del", "A110fsX20"),
}
"""Three papers on IGF1R as they print their variants (PMID:17264177, 22423513, 20962017 do likewise)."""


def story() -> list[Mention]:
    """The mentions of the three papers."""
    return [Mention(text, gene="IGF1R", document=name) for name, texts in PAPERS.items() for text in texts]


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an index can be opened: a file, then a database."""
    if request.param == "sqlite":
        return str(tmp_path / "curation.db")
    server: Server = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def index(place: str) -> Iterator[SynonymIndex]:
    """An empty index, on SQLite and on PostgreSQL."""
    with SynonymIndex.open(place) as opened:
        yield opened


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SynonymIndex]:
    """An empty index in a SQLite file."""
    with SynonymIndex.open(tmp_path / "small.db") as opened:
        yield opened


def groups(index: SynonymIndex) -> set[frozenset[str]]:
    """The synonym sets as sets of spellings."""
    return {frozenset(record.texts) for record in index.iter_sets()}
