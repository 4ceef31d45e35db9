"""Names and times behind the numbers in rows; agents and log entries never change, so they are kept."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from varsyn.synonyms import schema
from varsyn.synonyms.assemble import Authors
from varsyn.synonyms.nearby import Nearby

LIMIT = 100_000


class AuthorBook:
    """Looks up agents and log entries, each once."""

    def __init__(self) -> None:
        self._agents: dict[bytes, str] = {}
        self._entries: dict[int, tuple[str, bytes]] = {}

    def of(self, connection: Connection, found: Nearby) -> Authors:
        """The authors of everything in ``found``."""
        entries = {m.link_event for m in found.mentions.values() if m.link_event is not None}
        entries |= {a.event for a in found.assertions.values()}
        agents = {m.agent for m in found.mentions.values() if m.agent is not None}
        agents |= {a.agent for a in found.assertions.values()}
        return self._authors(connection, entries, agents)

    def entries(self, connection: Connection, numbers: Iterable[int]) -> Authors:
        """The authors and times of log entries."""
        return self._authors(connection, set(numbers), set())

    def _authors(self, connection: Connection, entries: set[int], agents: set[bytes]) -> Authors:
        if len(self._entries) > LIMIT:
            self._entries.clear()
        table = schema.audit
        missing = sorted(entries - self._entries.keys())
        for at in range(0, len(missing), 1000):
            rows = connection.execute(
                select(table.c.seq, table.c.time, table.c.agent).where(
                    table.c.seq.in_(missing[at : at + 1000])
                )
            )
            self._entries.update((int(row.seq), (row.time, bytes(row.agent))) for row in rows)
        known = {seq: self._entries[seq] for seq in entries if seq in self._entries}
        agents = agents | {entry[1] for entry in known.values()}
        if agents - self._agents.keys():
            from varsyn.synonyms.agents import Agent

            rows = connection.execute(select(schema.agents))
            self._agents = {
                bytes(row.id): str(Agent(row.kind, row.name, row.orcid, row.version)) for row in rows
            }
        return Authors(
            self._agents,
            {seq: entry[0] for seq, entry in known.items()},
            {seq: self._agents.get(entry[1], "") for seq, entry in known.items()},
        )
