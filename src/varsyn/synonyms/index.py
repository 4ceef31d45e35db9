"""The synonym index: every name of a variant, who used it, where, and how we know."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from varsyn.model import Link, LinkType, Mention, Resolution, Variant
from varsyn.synonyms import browse, check, links, lookup, people, refresh, transfer
from varsyn.synonyms.agents import Agent, machine
from varsyn.synonyms.authors import AuthorBook
from varsyn.synonyms.bulk import BATCH, batches, resolved_batches
from varsyn.synonyms.database import Database
from varsyn.synonyms.facts import checked
from varsyn.synonyms.filling import Progress, fill
from varsyn.synonyms.identity import content_id
from varsyn.synonyms.judge import DocumentKind, Judge, Resolving
from varsyn.synonyms.records import ConflictRecord, Event, Match, Moved, Paper, Problem, SetRecord
from varsyn.synonyms.writer import AddReport, Batch, Writer

if TYPE_CHECKING:
    from varsyn.reference.protocol import Reference


def make_judge(reference_path: str | None) -> Judge:
    """A judge on the bundle at this path (the embedded one without it); for worker processes."""
    from varsyn.reference import open_reference
    from varsyn.resolution import Resolver

    return Judge(Resolver(open_reference(reference_path)))


class SynonymIndex:
    """The persistent index. ``SynonymIndex.open("curation.db")`` or a PostgreSQL address.

    >>> with SynonymIndex.open(":memory:") as index:
    ...     _ = index.add("R481Q", gene="IGF1R", document="PMID:17264177")
    ...     _ = index.add("c.1532G>A", gene="IGF1R", document="PMID:22423513")
    ...     index.lookup("p.Arg511Gln", gene="IGF1R")[0].set.texts
    ('R481Q', 'c.1532G>A')
    """

    def __init__(
        self,
        database: Database,
        *,
        reference: Reference | None = None,
        reference_path: str | None = None,
        resolver: Resolving | None = None,
    ) -> None:
        self._database = database
        self._reference = reference
        self._reference_path = reference_path
        self._given = resolver is not None or reference is not None
        self._resolver = resolver
        self._judge: Judge | None = None
        self._book = AuthorBook()

    @classmethod
    def open(
        cls,
        target: str | os.PathLike[str],
        *,
        create: bool = True,
        read_only: bool = False,
        reference: Reference | None = None,
        reference_path: str | None = None,
        resolver: Resolving | None = None,
    ) -> SynonymIndex:
        """Open an index, making it where there is none (``create``), bringing it up to date where it is old.

        ``target`` is a file name (SQLite), ``:memory:``, or ``postgresql+psycopg://user@host/database``.
        ``reference`` or ``reference_path`` chooses the sequences, ``resolver`` replaces the resolver.

        Raises
        ------
        StoreError: no such index, no index, of a later varsyn, damaged, not reachable.
        """
        database = Database(target, create=create, read_only=read_only)
        return cls(database, reference=reference, reference_path=reference_path, resolver=resolver)

    def close(self) -> None:
        """Close the store."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The file name, or the address without its password."""
        return self._database.name

    @property
    def database(self) -> Database:
        """The store behind the index."""
        return self._database

    @property
    def reference(self) -> Reference:
        """The sequences that descriptions are read against; opened on first use."""
        if self._reference is None:
            from varsyn.reference import open_reference

            self._reference = open_reference(self._reference_path)
        return self._reference

    @property
    def resolver(self) -> Resolving:
        """What settles descriptions; made on first use."""
        if self._resolver is None:
            from varsyn.resolution import Resolver

            self._resolver = Resolver(self.reference)
        return self._resolver

    @property
    def judge(self) -> Judge:
        """What turns mentions into facts."""
        if self._judge is None:
            self._judge = Judge(self.resolver)
        return self._judge

    def add(
        self,
        mention: Mention | str,
        *,
        gene: str | None = None,
        transcript: str | None = None,
        document: str | None = None,
        agent: Agent | None = None,
    ) -> AddReport:
        """Add one mention; the same mention twice is one mention.

        Raises
        ------
        InputError: a text that cannot be stored.
        StoreError: the store refused; nothing was written.
        """
        if isinstance(mention, str):
            mention = Mention(mention, gene=gene, transcript=transcript, document=document)
        return self.add_many([mention], agent=agent)

    def add_many(
        self,
        mentions: Iterable[Mention],
        *,
        agent: Agent | None = None,
        batch_size: int = BATCH,
        workers: int | None = None,
        progress: Progress | None = None,
        kind: DocumentKind = "paper",
        source: str | None = None,
    ) -> AddReport:
        """Add mentions from any iterable, in constant memory; one transaction a batch.

        Mentions of one document are read together, however they arrive. A run that was cut off and is
        started again adds what is missing. ``workers``: processes that resolve (default: all cores but
        one, two where there are two); ``progress`` is told the number of mentions written so far.
        ``kind="record"``: each document is a database entry (``source``) whose names all mean one variant;
        the mention in section ``name`` names it.

        Raises
        ------
        InputError: a mention that cannot be stored, with its number in the iterable.
        StoreError: the store refused; batches before that are safe.
        """
        stream = batches(_numbered(mentions), batch_size, kind, source)
        return self.add_batches(stream, agent=agent, workers=workers, progress=progress)

    def add_batches(
        self,
        stream: Iterator[Batch],
        *,
        agent: Agent | None = None,
        workers: int | None = None,
        progress: Progress | None = None,
    ) -> AddReport:
        """Write prepared batches; what ``add_many`` and the imports are made of."""
        writer = Writer(lambda: self.judge, self.checksum, agent or machine())
        make = None if self._given else partial(make_judge, self._reference_path)
        return fill(self._database, writer, stream, lambda: self.judge, make, workers, progress)

    def add_resolutions(self, resolutions: Iterable[Resolution], *, agent: Agent | None = None) -> AddReport:
        """Add mentions that were resolved elsewhere; their resolutions are taken as they are."""
        total = AddReport()
        writer = Writer(None, self.checksum, agent or machine())
        for one in resolved_batches(resolutions):
            commit = partial(writer.commit, batch=one.batch, offered=one.offered)
            total.add(self._database.write(commit, trusted=True))
            writer.succeeded()
        return total

    @property
    def checksum(self) -> str:
        """Checksum of the reference bundle in use; recorded with every link."""
        if self._reference is None and self._resolver is not None:
            return str(getattr(self._resolver, "checksum", "")) or "given"
        return self.reference.checksum

    def lookup(
        self, text: str, *, gene: str | None = None, fuzzy: bool = False, resolve: bool = True
    ) -> list[Match]:
        """The synonym sets that a spelling leads to, best first.

        A spelling that is on record is met by itself (``exact``, ``normalized``) without any sequence;
        otherwise it is resolved (``resolve=False`` leaves that out). ``fuzzy`` also finds spellings one slip
        away.
        """
        with self._database.reading() as connection:
            return lookup.by_spelling(
                connection,
                self._book.of,
                text,
                self._genes(gene),
                resolve=self._resolve_one if resolve else None,
                gene=gene,
                fuzzy=fuzzy,
            )

    def set_of(self, variant: Variant | str) -> SetRecord | None:
        """The synonym set of a variant, given as a Variant or by its key."""
        with self._database.reading() as connection:
            return browse.set_of(connection, self._book.of, variant)

    def possible(self, variant: Variant | str) -> list[Match]:
        """Unsettled descriptions that may mean this variant, and where they are printed."""
        with self._database.reading() as connection:
            ids = browse.ids_of(variant)
            return lookup.unsettled_for(connection, self._book.of, ids)

    def sets(self, gene: str | None = None) -> list[SetRecord]:
        """Every synonym set, or those of one gene, by name; for large indexes see ``iter_sets``."""
        return sorted(self.iter_sets(gene), key=lambda record: (record.gene or "", record.name, record.id))

    def iter_sets(self, gene: str | None = None) -> Iterator[SetRecord]:
        """Every synonym set once, in no particular order, in constant memory but for the ids seen."""
        with self._database.reading() as connection:
            yield from browse.iter_sets(connection, self._book.of, self._symbol(gene) if gene else None)

    def by_document(self, document: str) -> list[SetRecord]:
        """The synonym sets that a document's mentions are in."""
        with self._database.reading() as connection:
            return browse.sets_of_document(connection, self._book.of, content_id("document", document))

    def unsettled(self, document: str | None = None) -> list[Match]:
        """Mentions that are in no set (ambiguous, mismatch, unparsed, …), of one document or all."""
        with self._database.reading() as connection:
            return browse.unsettled(connection, content_id("document", document) if document else None)

    def papers(self, text: str, *, gene: str | None = None) -> list[Paper]:
        """Which documents mention this variant, and as what."""
        return browse.papers(self.lookup(text, gene=gene))

    def new_in(self, document: str) -> list[SetRecord]:
        """The sets that no other document mentions: what is new in this one."""
        return [record for record in self.by_document(document) if record.documents == (document,)]

    def links(self, about: str | Variant, *, gene: str | None = None) -> list[Link]:
        """Every link that begins or ends at the sets of a spelling or variant, sorted by type.

        With evidence, probability, agent, time and bundle checksum each. Those that follow from what is on
        record (``unique_cause``, ``translation_of``, ``candidate_cause``, ``subsumed_by``) are worked out.

        >>> with SynonymIndex.open(":memory:") as index:
        ...     _ = index.add("c.420del", gene="IGF1R", document="A")
        ...     _ = index.add("p.Ile141fs", gene="IGF1R", document="B")
        ...     [(one.subject, one.object) for one in index.links("c.420del", gene="IGF1R")
        ...      if one.type == "subsumed_by"]
        [('NP_000866.1:140:Ifs:S:19', 'NP_000866.1:140:Ifs')]
        """
        if isinstance(about, Variant):
            record = self.set_of(about)
            records = [record] if record is not None else []
        else:
            records = [match.set for match in self.lookup(about, gene=gene) if match.set is not None]
        with self._database.reading() as connection:
            return links.links_of_sets(connection, self._book.of, records)

    def iter_links(self, gene: str | None = None) -> Iterator[Link]:
        """Every link of the index, or of a gene, each once."""
        with self._database.reading() as connection:
            yield from links.iter_links(connection, self._book.of, self._symbol(gene) if gene else None)

    def documents(self) -> list[str]:
        """The names of all documents, sorted."""
        with self._database.reading() as connection:
            return browse.documents(connection)

    def link(
        self,
        one: str | Variant,
        other: str | Variant,
        *,
        agent: Agent,
        type: LinkType = "curated_same",
        gene: str | None = None,
        reason: str = "",
        merge: bool = False,
    ) -> str:
        """Record a curator's word on two descriptions or variants; returns its identifier.

        A person's word outranks the machine's. ``curated_same`` between things that stand in two different
        sets is refused unless ``merge=True``.

        Raises
        ------
        OverlapError: with both records.
        InputError: no person, nothing to link, a link type that is not a curator's.
        """
        ends = [self._end(thing, gene) for thing in (one, other)]
        book = AuthorBook()
        return self._database.write(
            lambda connection: people.say(
                connection, book.of, type, ends[0], ends[1], agent, reason, merge=merge
            )
        )

    def unlink(
        self,
        one: str | Variant,
        other: str | Variant,
        *,
        agent: Agent,
        gene: str | None = None,
        reason: str = "",
    ) -> str:
        """Record that two descriptions or variants are different, whatever the machine holds."""
        return self.link(one, other, agent=agent, type="curated_different", gene=gene, reason=reason)

    def retract(self, identifier: str, *, agent: Agent, reason: str = "") -> str:
        """Take back a link of the machine or a statement of a curator (by its identifier)."""
        return self._database.write(lambda connection: people.retract(connection, identifier, agent, reason))

    def undo(self, seq: int, *, agent: Agent, reason: str = "") -> str:
        """Undo a log entry (an addition, a link, a retraction); says what was done."""
        return self._database.write(
            lambda connection: refresh.undo(connection, self.judge, self.checksum, seq, agent, reason)
        )

    def conflicts(self) -> list[ConflictRecord]:
        """Contradictions among people, with the machine, between databases and sequences."""
        with self._database.reading() as connection:
            return browse.conflicts(connection, self._book.of)

    def history(
        self, text: str | Variant | None = None, *, gene: str | None = None, limit: int = 100
    ) -> list[Event]:
        """What happened to the set of a spelling or variant, oldest first; or the newest log entries."""
        asked = self.lookup(text, gene=gene) if isinstance(text, str) else text
        with self._database.reading() as connection:
            return browse.history(connection, self._book, asked, limit)

    def refresh(
        self, *, dry_run: bool = False, agent: Agent | None = None, progress: Progress | None = None
    ) -> list[Moved]:
        """Read every description anew with the present reference and varsyn; what moved.

        ``dry_run`` writes nothing. Otherwise every move is in the log.
        """
        return refresh.refresh(
            self._database, self.judge, self.checksum, agent or machine(), dry_run=dry_run, progress=progress
        )

    def stats(self) -> dict[str, int]:
        """How much there is of everything."""
        with self._database.reading() as connection:
            return check.stats(connection)

    def check(self) -> list[Problem]:
        """Everything that is wrong with the stored content; an empty list for a sound index."""
        return check.check(self._database)

    def digest(self) -> str:
        """A digest of the content: equal for two indexes that hold the same, whenever and by whom made."""
        with self._database.reading() as connection:
            return check.digest(connection)

    def export(self, path: str | Path, format: str | None = None) -> int:
        """Write the index as ``jsonl``, ``sssom``, ``parquet`` or ``cat-vrs``; returns the rows written."""
        return transfer.export(self, Path(path), format)

    def import_file(
        self,
        path: str | Path,
        format: str | None = None,
        *,
        agent: Agent | None = None,
        workers: int | None = None,
        progress: Progress | None = None,
        skip_bad: bool = False,
    ) -> AddReport:
        """Read a file into the index: an export of it, ClinVar, CIViC, LOVD, PubTator or a table.

        Streaming and resumable: started again after an interruption it goes on behind the last batch.

        Raises
        ------
        InputError: with file and line; batches before that are safe.
        """
        return transfer.import_file(
            self, str(path), format, agent=agent, workers=workers, progress=progress, skip_bad=skip_bad
        )

    def forget_import(self, path: str | Path) -> None:
        """Let a file that was imported be read from its start again."""
        transfer.forget(self, str(path))

    def _symbol(self, words: str) -> str:
        """The official symbol that gene words settle to; the words themselves where none does."""
        matches = self.reference.find_genes(words)
        return matches[0].gene.symbol if matches else words

    def _genes(self, words: str | None) -> Sequence[str]:
        if words is None:
            return ()
        return tuple(dict.fromkeys((words, self._symbol(words))))

    def _resolve_one(self, text: str, gene: str | None) -> Resolution | None:
        return next(iter(self.resolver.resolve_many([Mention(text, gene=gene)])), None)

    def _end(self, thing: str | Variant, gene: str | None) -> people.End:
        if isinstance(thing, Variant):
            return people.End.of_variant(thing)
        resolution = self._resolve_one(thing, gene)
        with self._database.reading() as connection:
            stored = browse.variant_by_key(connection, thing)
            if stored is not None:
                return people.End.of_variant(stored)
            genes = (self._symbol(gene), gene) if gene else (None,)
            return people.end_of_text(connection, thing, resolution, genes)


def _numbered(mentions: Iterable[Mention]) -> Iterator[Mention]:
    from varsyn.model import InputError

    for number, mention in enumerate(mentions, start=1):
        try:
            yield checked(mention)
        except InputError as error:
            raise InputError(
                f"mention {number}: {error.message}", code=error.code, text=error.text, span=error.span,
                advice=error.advice,
            ) from error  # fmt: skip
