"""What must not grow in memory with the rows of a table: which case each row is, who was seen with it."""

from __future__ import annotations

import sqlite3
import tempfile
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import groupby, islice
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
        path = Path(self._folder.name, "seen.db")
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000;"
            "CREATE TABLE seen (name INTEGER, paper TEXT, proband TEXT, family TEXT, stated INTEGER);"
            "CREATE TABLE home (name INTEGER PRIMARY KEY, home INTEGER)"
        )
        self._first_of_name: dict[int, int] = {}
        """Case to its first row in ``ordered``; its last one stands before the first of the next name."""
        self._rows_of_name: dict[int, int] = {}
        self._spans: list[tuple[int, int]] = []
        """First and last row of each group in ``ordered``."""

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
            self._db.execute("BEGIN")
            self._db.executemany("INSERT INTO seen VALUES (?, ?, ?, ?, ?)", seen)
            self._db.execute("COMMIT")

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

    def settle(self, homes: Iterable[tuple[int, int]], groups: int) -> list[Brief]:
        """Say which group (0 to ``groups`` - 1) each case belongs to; the tally of each group in few words.

        What was seen is laid out by group and case, so that a tally later reads one stretch of it.
        """
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO home VALUES (?, ?)", homes)
        self._db.execute("COMMIT")
        self._db.executescript(
            "CREATE TABLE ordered AS SELECT IFNULL(h.home, -1) AS home, s.name AS name,"
            " s.paper AS paper, s.proband AS proband, s.family AS family, s.stated AS stated"
            " FROM seen s LEFT JOIN home h ON h.name = s.name ORDER BY 1, 2;"
            "DROP TABLE seen; DROP TABLE home"
        )
        briefs = [_NOBODY] * groups
        self._spans = [(0, -1)] * groups
        row = 1
        found = self._db.execute("SELECT home, name, paper, proband, family, stated FROM ordered")
        for home, rows in groupby(found, key=itemgetter(0)):
            sum_ = Sum()
            first = row
            for name, of_name in groupby(rows, key=itemgetter(1)):
                before = row
                while part := list(islice(of_name, BLOCK)):
                    row += len(part)
                    if home >= 0:
                        sum_.add([(name, *one[2:]) for one in part])
                self._first_of_name[name], self._rows_of_name[name] = before, row - before
            if home >= 0:
                briefs[home] = sum_.brief()
                self._spans[home] = (first, row - 1)
        return briefs

    def tally(self, group: int) -> Tally:
        """What was seen with the cases of one group."""
        return self._tally(*self._spans[group])

    def tally_of_case(self, case: int) -> Tally:
        """What was seen with one case."""
        first = self._first_of_name.get(case, 1)
        return self._tally(first, first + self._rows_of_name.get(case, 0) - 1)

    def _tally(self, first: int, last: int) -> Tally:
        found = self._db.execute(
            "SELECT name, paper, proband, family, stated FROM ordered WHERE rowid BETWEEN ? AND ?",
            (first, last),
        )
        total = Sum()
        while part := found.fetchmany(BLOCK):
            total.add(part)
        return total.tally()

    def papers_of_cases(self, cases: int) -> Iterator[tuple[int, Sequence[str]]]:
        """Each case (0 to ``cases`` - 1) with the papers that it was seen in, in order."""
        for number in range(cases):
            yield number, self.tally_of_case(number).papers


class Sum:
    """Adds up who was seen: (name number, paper, proband, family, stated number) rows, each person once.

    >>> both = Sum()
    >>> both.add([(0, "1", "II-1", "F", 0), (7, "1", "II-1", "F", 0)])
    >>> both.tally().twice, both.brief().people
    ((('1', 'II-1'),), 1)
    """

    def __init__(self) -> None:
        self._papers: set[str] = set()
        self._people: set[tuple[str, str, int]] = set()
        self._families: set[tuple[str, str]] = set()
        self._stated: dict[tuple[str, int], int] = {}

    def add(self, rows: Sequence[tuple[int, str, str, str, int]]) -> None:
        self._papers.update([row[1] for row in rows])
        self._people.update([(row[1], row[2], row[0]) for row in rows if row[2]])
        self._families.update([(row[1], row[3]) for row in rows if row[3]])
        for name, paper, _, _, stated in rows:
            if stated:
                self._stated[paper, name] = self._stated.get((paper, name), 0) + stated

    def _count_of_people(self) -> tuple[int, set[tuple[str, str]]]:
        """The number of people, and those listed under several names."""
        once = {(paper, proband) for paper, proband, _ in self._people}
        if len(once) == len(self._people):
            return len(once), set()
        names = Counter((paper, proband) for paper, proband, _ in self._people)
        return len(once), {person for person, count in names.items() if count > 1}

    def _sum_of_stated(self) -> int:
        """The stated numbers, the largest of a paper's names."""
        largest: dict[str, int] = {}
        for (paper, _), number in self._stated.items():
            largest[paper] = max(largest.get(paper, 0), number)
        return sum(largest.values())

    def _all_papers(self) -> list[str]:
        if "".join(self._papers).isdigit():
            return sorted(self._papers - {""})
        return sorted({one for cell in self._papers for one in split_papers(cell)})

    def brief(self) -> Brief:
        """The tally in few words."""
        papers, (people, twice) = self._all_papers(), self._count_of_people()
        return Brief(
            tuple(papers[:SHOWN_PAPERS]), len(papers), people, len(self._families), self._sum_of_stated(),
            len(twice),
        )  # fmt: skip

    def tally(self) -> Tally:
        """The full tally."""
        return Tally(
            papers=tuple(self._all_papers()),
            probands=tuple(sorted({(paper, proband) for paper, proband, _ in self._people})),
            families=tuple(sorted(self._families)),
            stated=self._sum_of_stated(),
            twice=tuple(sorted(self._count_of_people()[1])),
        )


_NOBODY = Brief((), 0, 0, 0, 0, 0)


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
