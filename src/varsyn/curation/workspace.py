"""What must not grow in memory with the rows of a table: which case each row is, who was seen with it."""

from __future__ import annotations

import sqlite3
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType

import msgspec

BLOCK = 50_000
"""Rows held before they are written to the temporary files."""

Sighting = tuple[int, str, str, str, int]
"""A row of a case: (case, paper, proband, family, stated number of probands); texts may be empty."""


class Tally(msgspec.Struct, frozen=True):
    """What the rows of one set add up to. Lists are sorted; empty cells do not count."""

    papers: tuple[str, ...]
    probands: tuple[tuple[str, str], ...]
    """(paper, proband) pairs: the same label in two papers is two people."""
    families: tuple[tuple[str, str], ...]
    stated: int
    """Sum of the stated numbers of probands, each (paper, name) once, the largest of a paper's names."""
    twice: tuple[tuple[str, str], ...]
    """(paper, proband) pairs listed under more than one name of the set."""


class Brief(msgspec.Struct, frozen=True):
    """A tally in few words: what is kept of every set at once, however many people it has."""

    papers: tuple[str, ...]
    """The first ones."""
    paper_count: int
    proband_count: int
    family_count: int
    stated: int
    twice: int

    @property
    def people(self) -> int:
        """Named probands, else the stated number."""
        return self.proband_count or self.stated


SHOWN_PAPERS = 30


class Workspace(AbstractContextManager["Workspace"]):
    """Temporary files beside the system's others, removed at the end."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="varsyn-")
        self._numbers = tempfile.TemporaryFile(dir=self._folder.name)  # noqa: SIM115
        self._db = sqlite3.connect(Path(self._folder.name, "seen.db"), check_same_thread=False)
        self._db.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-32000;"
            "CREATE TABLE seen (name INTEGER, paper TEXT, proband TEXT, family TEXT, stated INTEGER);"
            "CREATE TABLE home (name INTEGER PRIMARY KEY, home INTEGER);"
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove the temporary files."""
        self._numbers.close()
        self._db.close()
        self._folder.cleanup()

    def add_rows(self, cases: list[int], seen: list[Sighting]) -> None:
        """The next rows are these cases, and who was seen in them (empty where the table does not say)."""
        array("L", cases).tofile(self._numbers)
        if seen:
            self._db.executemany("INSERT INTO seen VALUES (?, ?, ?, ?, ?)", seen)

    def rows(self) -> Iterator[int]:
        """The case of each row, in order."""
        self._numbers.seek(0)
        while True:
            block = array("L")
            data = self._numbers.read(BLOCK * block.itemsize)
            if not data:
                return
            block.frombytes(data)
            yield from block

    def settle(self, homes: Iterable[tuple[int, int]]) -> None:
        """Say which group (a number) each case belongs to; ``tallies`` then adds up by group."""
        self._db.execute("DELETE FROM home")
        self._db.executemany("INSERT INTO home VALUES (?, ?)", homes)
        self._db.execute("CREATE INDEX IF NOT EXISTS seen_name ON seen (name)")
        self._db.execute("CREATE INDEX IF NOT EXISTS home_home ON home (home)")

    def briefs(self, groups: int) -> list[Brief]:
        """The tally of each group (0 to ``groups`` - 1) in few words; all of them in a few passes."""
        source = "FROM seen s JOIN home h ON h.name = s.name"
        papers: dict[int, tuple[tuple[str, ...], int]] = {}
        found = self._db.execute(
            f"SELECT DISTINCT h.home, s.paper {source} WHERE s.paper <> '' ORDER BY 1, 2"
        )
        for group, rows in groupby(found, key=itemgetter(0)):
            cells = [paper for _, paper in rows]
            if not "".join(cells).isdigit():
                cells = sorted({one for cell in cells for one in split_papers(cell)})
            papers[group] = (tuple(cells[:SHOWN_PAPERS]), len(cells))
        people = self._numbers_of(
            "SELECT home, COUNT(*), SUM(names > 1) FROM"
            " (SELECT h.home AS home, COUNT(DISTINCT s.name) AS names"
            f" {source} WHERE s.proband <> '' GROUP BY h.home, s.paper, s.proband) GROUP BY home"
        )
        families = self._numbers_of(
            f"SELECT home, COUNT(*), 0 FROM (SELECT DISTINCT h.home AS home, s.paper, s.family"
            f" {source} WHERE s.family <> '') GROUP BY home"
        )
        stated = self._numbers_of(
            "SELECT home, SUM(largest), 0 FROM (SELECT home, paper, MAX(total) AS largest FROM"
            " (SELECT h.home AS home, s.paper AS paper, SUM(s.stated) AS total"
            f" {source} WHERE s.stated > 0 GROUP BY h.home, s.paper, s.name)"
            " GROUP BY home, paper) GROUP BY home"
        )
        none = (0, 0)
        return [
            Brief(
                *papers.get(group, ((), 0)), people.get(group, none)[0],
                families.get(group, none)[0], stated.get(group, none)[0], people.get(group, none)[1],
            )
            for group in range(groups)
        ]  # fmt: skip

    def _numbers_of(self, query: str) -> dict[int, tuple[int, int]]:
        return {group: (one, other) for group, one, other in self._db.execute(query)}

    def tally(self, group: int) -> Tally:
        """What was seen with the cases of one group."""
        query = (
            "SELECT s.paper, s.proband, s.family, s.name, SUM(s.stated) FROM home h"
            " JOIN seen s ON s.name = h.name WHERE h.home = ? GROUP BY 1, 2, 3, 4"
        )
        return add_up(self._db.execute(query, (group,)))

    def papers_of_cases(self, cases: int) -> Iterator[tuple[int, Sequence[str]]]:
        """Each case (0 to ``cases`` - 1) with the papers that it was seen in, in order."""
        found = self._db.execute("SELECT DISTINCT name, paper FROM seen ORDER BY name, paper")
        waiting = next(found, None)
        for number in range(cases):
            papers: dict[str, None] = {}
            while waiting is not None and waiting[0] == number:
                papers.update(dict.fromkeys(split_papers(waiting[1])))
                waiting = next(found, None)
            yield number, tuple(papers)

    def tally_of_case(self, case: int) -> Tally:
        """What was seen with one case."""
        query = (
            "SELECT paper, proband, family, name, SUM(stated) FROM seen WHERE name = ? GROUP BY 1, 2, 3, 4"
        )
        return add_up(self._db.execute(query, (case,)))


def add_up(rows: Iterable[tuple[str, str, str, int, int]]) -> Tally:
    """Count each person once: (paper, proband, family, name number, stated number) rows to a tally.

    >>> add_up([("1", "II-1", "F", 0, 0), ("1", "II-1", "F", 7, 0)]).twice
    (('1', 'II-1'),)
    """
    papers: set[str] = set()
    families: set[tuple[str, str]] = set()
    first_name: dict[tuple[str, str], int] = {}
    twice: set[tuple[str, str]] = set()
    stated: dict[str, dict[int, int]] = {}
    seen: set[str] = set()
    for paper, proband, family, name, number in rows:
        if paper not in seen:
            seen.add(paper)
            papers.update(split_papers(paper))
        if family:
            families.add((paper, family))
        if proband:
            pair = (paper, proband)
            if first_name.setdefault(pair, name) != name:
                twice.add(pair)
        if number:
            by_name = stated.setdefault(paper, {})
            by_name[name] = by_name.get(name, 0) + number
    return Tally(
        papers=tuple(sorted(papers)),
        probands=tuple(sorted(first_name)),
        families=tuple(sorted(families)),
        stated=sum(max(by_name.values()) for by_name in stated.values()),
        twice=tuple(sorted(twice)),
    )


def split_papers(cell: str) -> Sequence[str]:
    """The papers of one cell: several PMIDs may stand in it; anything else is one name.

    >>> split_papers("PMID: 16569742; 17264177"), split_papers("Smith 2004, J Med Genet")
    (['16569742', '17264177'], ['Smith 2004, J Med Genet'])
    """
    text = cell.strip()
    if not text or (text.isascii() and text.isdigit()):
        return [text] if text else []
    parts = text.replace(";", " ").replace(",", " ").replace("|", " ").replace(":", " ").split()
    numbers = [part for part in parts if part.lower() not in ("pmid", "pmids", "pubmed")]
    if numbers and all(part.isascii() and part.isdigit() for part in numbers):
        return numbers
    return [text]
