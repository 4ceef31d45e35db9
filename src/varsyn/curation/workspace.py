"""What must not grow in memory with the rows of a table: which case each row is, who was seen with it."""

from __future__ import annotations

import sqlite3
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

import msgspec

BLOCK = 50_000
"""Rows held before they are written to the temporary file."""


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


class Workspace(AbstractContextManager["Workspace"]):
    """Temporary files beside the system's others, removed at the end."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="varsyn-")
        self._numbers = tempfile.TemporaryFile(dir=self._folder.name)  # noqa: SIM115
        self._pending = array("L")
        self._seen: list[tuple[int, str, str, str, int]] = []
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

    def add_row(self, case: int) -> None:
        """The next row is this case."""
        self._pending.append(case)
        if len(self._pending) >= BLOCK:
            self._pending.tofile(self._numbers)
            self._pending = array("L")

    def rows(self) -> Iterator[int]:
        """The case of each row, in order."""
        self._numbers.seek(0)
        while True:
            block = array("L")
            data = self._numbers.read(BLOCK * block.itemsize)
            if not data:
                break
            block.frombytes(data)
            yield from block
        self._numbers.seek(0, 2)
        yield from self._pending

    def saw(self, case: int, paper: str, proband: str, family: str, stated: int) -> None:
        """A row of this case stands for this proband of this family in this paper (any may be empty)."""
        self._seen.append((case, paper, proband, family, stated))
        if len(self._seen) >= BLOCK:
            self._flush()

    def _flush(self) -> None:
        self._db.executemany("INSERT INTO seen VALUES (?, ?, ?, ?, ?)", self._seen)
        self._seen.clear()

    def settle(self, homes: Iterable[tuple[int, int]]) -> None:
        """Say which group (a number) each case belongs to; ``tallies`` then adds up by group."""
        self._flush()
        self._db.execute("DELETE FROM home")
        self._db.executemany("INSERT INTO home VALUES (?, ?)", homes)
        self._db.execute("CREATE INDEX IF NOT EXISTS seen_name ON seen (name)")
        self._db.execute("CREATE INDEX IF NOT EXISTS home_home ON home (home)")

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
    names: dict[tuple[str, str], set[int]] = {}
    stated: dict[str, dict[int, int]] = {}
    seen: set[str] = set()
    for paper, proband, family, name, number in rows:
        if paper not in seen:
            seen.add(paper)
            papers.update(split_papers(paper))
        if family:
            families.add((paper, family))
        if proband:
            names.setdefault((paper, proband), set()).add(name)
        if number:
            by_name = stated.setdefault(paper, {})
            by_name[name] = by_name.get(name, 0) + number
    return Tally(
        papers=tuple(sorted(papers)),
        probands=tuple(sorted(names)),
        families=tuple(sorted(families)),
        stated=sum(max(by_name.values()) for by_name in stated.values()),
        twice=tuple(sorted(pair for pair, found in names.items() if len(found) > 1)),
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
