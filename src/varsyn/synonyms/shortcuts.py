"""The indexes that look-ups go by, which a SQLite file does without while it is filled for the first time.

Rows are named by digests, so that each new row goes to a random place of each of these trees; to sort all
entries at the end costs less. Nothing but speed depends on them: a look-up without them goes through the
tables. What keeps rows apart (keys, places of mentions) is always there.
"""

from __future__ import annotations

from sqlalchemy import Connection, Index
from sqlalchemy.schema import CreateIndex

from varsyn.synonyms import schema

SHORTCUTS: tuple[Index, ...] = tuple(
    index
    for table in (schema.variants, schema.links, schema.verdicts, schema.candidates, schema.mentions)
    for index in sorted(table.indexes, key=lambda index: str(index.name))
    if not index.unique
)


def leave_out(connection: Connection) -> None:
    """Do without them from here on, where the index is a SQLite file that holds no mention yet."""
    if connection.dialect.name != "sqlite":
        return
    if connection.exec_driver_sql("SELECT 1 FROM mentions LIMIT 1").first() is None:
        for index in SHORTCUTS:
            connection.exec_driver_sql(f"DROP INDEX IF EXISTS {index.name}")


def lacking(connection: Connection) -> list[str]:
    """The statements that make those which a SQLite file has not."""
    rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index'")
    there = {str(row[0]) for row in rows}
    return [
        str(CreateIndex(index, if_not_exists=True).compile(connection))
        for index in SHORTCUTS
        if index.name not in there
    ]
