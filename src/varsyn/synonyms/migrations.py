"""How an index file of an older varsyn becomes one of this: numbered steps, each in one transaction."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from sqlalchemy import Connection, inspect, select, text

from varsyn.synonyms import schema
from varsyn.synonyms.errors import StoreError


class Migration(msgspec.Struct, frozen=True):
    """One step: the version it leads to, what it does, and the doing of it."""

    version: int
    title: str
    apply: Callable[[Connection], None]


def _first_tables(connection: Connection) -> None:
    later = {schema.sources.name}
    tables = [table for name, table in schema.metadata.tables.items() if name not in later]
    schema.metadata.create_all(connection, tables=tables)


def _import_positions(connection: Connection) -> None:
    schema.metadata.create_all(connection, tables=[schema.sources])


def _append_only_log(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER audit_no_{act.lower()} BEFORE {act} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
            )
        return
    connection.execute(
        text(
            "CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$"
        )
    )
    connection.execute(
        text(
            "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()"
        )
    )


def _mentions_by_document(connection: Connection) -> None:
    table = schema.mentions
    indexes = {str(index["name"]) for index in inspect(connection).get_indexes(table.name)}
    if "mentions_place" in indexes:
        # Made by the first step of this varsyn, whose tables are those of today.
        return
    if connection.dialect.name == "postgresql":
        for other in (schema.links, schema.verdicts, schema.candidates, table):
            for key in inspect(connection).get_foreign_keys(other.name):
                connection.exec_driver_sql(f"ALTER TABLE {other.name} DROP CONSTRAINT {key['name']}")
        connection.exec_driver_sql("ALTER TABLE mentions DROP CONSTRAINT mentions_pkey")
        connection.exec_driver_sql("DROP INDEX mentions_document")
        for index in table.indexes:
            if index.name not in indexes:
                index.create(connection)
        return
    # SQLite takes no key away from a table: the rows move to a new one.
    for name in ("mentions_document", "mentions_verdict"):
        connection.exec_driver_sql(f"DROP INDEX {name}")
    connection.exec_driver_sql("ALTER TABLE mentions RENAME TO mentions_before")
    table.create(connection)
    columns = ", ".join(column.name for column in table.columns)
    connection.exec_driver_sql(
        f"INSERT INTO mentions ({columns}) SELECT {columns} FROM mentions_before ORDER BY document, id"
    )
    connection.exec_driver_sql("DROP TABLE mentions_before")


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "tables for documents, mentions, descriptions, variants, links, people, log", _first_tables),
    Migration(2, "how far each imported file was read", _import_positions),
    Migration(3, "the log can only grow", _append_only_log),
    Migration(4, "mentions are named by document and identifier", _mentions_by_document),
)
LATEST = MIGRATIONS[-1].version


def version_of(connection: Connection) -> int:
    """The version of the schema that is there; 0 for an empty database.

    Raises
    ------
    StoreError: a database that holds something else, or is of a later varsyn.
    """
    names = set(inspect(connection).get_table_names())
    if schema.meta.name not in names:
        if names:
            raise StoreError(
                f"this database is no synonym index: it holds {', '.join(sorted(names)[:3])}",
                code="index_foreign",
                advice=("give another file name, or an empty database",),
            )
        return 0
    row = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "schema")).first()
    if row is None or not str(row[0]).isdigit():
        raise StoreError("this database is no synonym index", code="index_foreign")
    version = int(row[0])
    if version > LATEST:
        raise StoreError(
            f"the index has schema {version}, this varsyn knows {LATEST}",
            code="index_too_new",
            advice=("upgrade varsyn",),
        )
    return version


def migrate(connection: Connection, upto: int = LATEST) -> list[Migration]:
    """Bring the database to version ``upto``; returns the steps that were taken.

    The caller holds the transaction: either all steps are taken or none.
    """
    if connection.dialect.name == "postgresql":
        # Two processes that open a new database at once take turns.
        connection.execute(text("SELECT pg_advisory_xact_lock(7308613)"))
    version = version_of(connection)
    taken = [step for step in MIGRATIONS if version < step.version <= upto]
    for step in taken:
        step.apply(connection)
    if taken:
        values = {"key": "schema", "value": str(taken[-1].version)}
        if version == 0:
            connection.execute(schema.meta.insert().values(values))
        else:
            connection.execute(schema.meta.update().where(schema.meta.c.key == "schema").values(values))
    return taken
