"""The variant spectrum of a record, de-duplicated, and its people, each counted once."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from varsyn.curation.cases import Case, paired
from varsyn.curation.counting import Count, DoubleCount, count_people
from varsyn.curation.damage import look_at_variant
from varsyn.curation.grouping import Grouping, group, reason_of
from varsyn.curation.placement import Placement, Placer
from varsyn.curation.records import CaseEntry, Fault, Record, VariantEntry
from varsyn.curation.unchecked import relate
from varsyn.curation.wording import INFERRED
from varsyn.model import Link, Mention
from varsyn.resolution import Resolver


class PublishedName(msgspec.Struct, frozen=True, omit_defaults=True):
    """A name as published, where, and how it came to the variant (status, reason code, probability)."""

    name: str
    papers: tuple[str, ...] = ()
    status: str = ""
    reason: str = ""
    probability: float | None = None
    numbering: str = ""
    notes: tuple[str, ...] = ()


class SpectrumVariant(msgspec.Struct, frozen=True, omit_defaults=True):
    """One variant of a record: canonical form, names as published, papers, people.

    ``cases`` are the indices (from 0) of the record's cases with this variant. ``set`` is empty for a name
    that was not settled on a variant; such a name stands by itself.
    """

    names: tuple[PublishedName, ...]
    set: str = ""
    gene: str = ""
    level: str = ""
    hgvs_c: str = ""
    hgvs_p: str = ""
    hgvs_g: tuple[tuple[str, str], ...] = ()
    key: str = ""
    protein_key: str = ""
    papers: tuple[str, ...] = ()
    cases: tuple[int, ...] = ()
    count: Count = Count()
    classifications: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The variant in a few words."""
        dna, protein = self.hgvs_c.rpartition(":")[2], self.hgvs_p.rpartition(":")[2]
        return " ".join(part for part in (dna, protein) if part) or self.names[0].name


class CuratedRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """A record as given, and what varsyn makes of it."""

    given: Record
    spectrum: tuple[SpectrumVariant, ...]
    count: Count
    double_counts: tuple[DoubleCount, ...] = ()
    apart: tuple[str, ...] = ()
    """Why protein descriptions were kept apart from DNA variants, in words."""
    faults: tuple[Fault, ...] = ()


def curate(record: Record, resolver: Resolver, decisions: Sequence[Link] = ()) -> CuratedRecord:
    """De-duplicate the variants of a record and count its people once.

    All variants of the record are resolved together, as those of one document, so that they share
    numbering evidence and descriptions printed as a pair stay one.
    """
    listed, of_case = _listed(record)
    cases = [
        _case(record, entry, papers)
        for entry, papers in zip(listed, _papers(record, listed, of_case), strict=True)
    ]
    placements = Placer(resolver).place_document(cases)
    related = relate(cases, placements, {})
    placements = related.placements
    grouping = group(cases, related, decisions)
    homes = [grouping.set_of(number) or f"name:{number}" for number in range(len(cases))]
    counts, doubles = count_people(
        record.cases, [[(homes[n], " / ".join(cases[n].names)) for n in found] for found in of_case]
    )
    spectrum: list[SpectrumVariant] = []
    for home in dict.fromkeys(homes):
        members = [number for number, one in enumerate(homes) if one == home]
        spectrum.append(
            _variant(record, home, members, listed, cases, placements, grouping, of_case, counts.by_variant)
        )
    return CuratedRecord(
        record,
        tuple(spectrum),
        counts.total,
        tuple(doubles),
        tuple(_apart(grouping, cases, placements)),
        tuple(_faults(record, cases, placements)),
    )


def _listed(record: Record) -> tuple[list[VariantEntry], list[list[int]]]:
    """Every variant entry, one made for each name that only a case uses; and each case's entries."""
    listed = list(record.variants)
    by_word: dict[str, int] = {}
    for number, entry in enumerate(listed):
        if entry.id:
            by_word.setdefault(entry.id, number)
    for number, entry in enumerate(listed):
        for name in (*entry.names, entry.cdna, entry.protein, entry.genomic):
            if name:
                by_word.setdefault(name, number)
    of_case: list[list[int]] = []
    for case in record.cases:
        found: list[int] = []
        for name in case.variants:
            if name not in by_word:
                by_word[name] = len(listed)
                listed.append(VariantEntry(names=(name,), papers=case.papers))
            found.append(by_word[name])
        of_case.append(list(dict.fromkeys(found)))
    for evidence in record.evidence:
        for name in evidence.variants:
            if name not in by_word:
                by_word[name] = len(listed)
                listed.append(VariantEntry(names=(name,), papers=evidence.papers))
    return listed, of_case


def _papers(
    record: Record, listed: Sequence[VariantEntry], of_case: Sequence[Sequence[int]]
) -> list[tuple[str, ...]]:
    """The papers of each entry: its own, and those of its cases."""
    papers = [dict.fromkeys(entry.papers) for entry in listed]
    for case, numbers in zip(record.cases, of_case, strict=True):
        for number in numbers:
            papers[number] |= dict.fromkeys(case.papers)
    return [tuple(found) for found in papers]


def _case(record: Record, entry: VariantEntry, papers: tuple[str, ...]) -> Case:
    """A variant entry as a case: its DNA and protein names are read as a pair."""
    dna, protein, others = entry.cdna, entry.protein, []
    for name in entry.names:
        bare = name.strip().lstrip("(")
        if not dna and bare.startswith("c.") and "p." not in bare:
            dna = name
        elif not protein and bare.startswith("p.") and "c." not in bare:
            protein = name
        else:
            others.append(name)
    damages = tuple(found for name in entry.names if (found := look_at_variant(name)) is not None)
    texts = [text for text in (paired(dna, protein), *others, entry.genomic) if text]
    plain = Mention("", gene=record.gene, transcript=entry.transcript or None, document=record.name)
    names = dict.fromkeys((*entry.names, entry.cdna, entry.protein, entry.genomic))
    return Case(
        names=tuple(name for name in names if name),
        mentions=tuple(msgspec.structs.replace(plain, text=text) for text in texts),
        damages=damages,
        pair=protein if dna else "",
        gene=record.gene,
        document=record.name,
        papers=papers,
    )


def _variant(
    record: Record,
    home: str,
    members: Sequence[int],
    listed: Sequence[VariantEntry],
    cases: Sequence[Case],
    placements: Sequence[Placement],
    grouping: Grouping,
    of_case: Sequence[Sequence[int]],
    counts: dict[str, Count],
) -> SpectrumVariant:
    names = []
    for number in members:
        placed = placements[number]
        for name in cases[number].names:
            names.append(
                PublishedName(
                    name, listed[number].papers, placed.status, reason_of(grouping, number, cases, placed),
                    grouping.probability_of(number, placed), placed.scheme, placed.notes,
                )
            )  # fmt: skip
    best = min(
        (placements[n] for n in members), key=lambda one: (one.level != "allele", not one.key, one.key)
    )
    reasons = {name.reason for name in names}
    shows_cause = best.level == "allele" or reasons <= INFERRED | {"cause_not_seen"}
    with_it = tuple(i for i, found in enumerate(of_case) if any(n in members for n in found))
    papers = dict.fromkeys(paper for number in members for paper in listed[number].papers)
    papers |= dict.fromkeys(paper for index in with_it for paper in record.cases[index].papers)
    classes = dict.fromkeys(listed[n].classification for n in members if listed[n].classification)
    return SpectrumVariant(
        names=tuple(names),
        set="" if home.startswith("name:") else home,
        gene=best.gene or record.gene,
        level=best.level,
        hgvs_c=best.hgvs_c if shows_cause else "",
        hgvs_p=best.hgvs_p,
        hgvs_g=best.hgvs_g if shows_cause else (),
        key=best.key,
        protein_key=best.protein_key,
        papers=tuple(papers),
        cases=with_it,
        count=counts.get(home, Count()),
        classifications=tuple(classes),
    )


def _apart(grouping: Grouping, cases: Sequence[Case], placements: Sequence[Placement]) -> list[str]:
    from varsyn.curation.wording import apart_in_words

    shown = {placed.key: placed for placed in placements if placed.key}
    lines = []
    for number, case in enumerate(cases):
        apart = grouping.apart.get(grouping.node_of[number])
        if apart is not None:
            others = [shown[key].hgvs_c or key for key in apart.others if key in shown]
            lines.append(f"{' / '.join(case.names)}: {apart_in_words(apart.reason, others)}")
    return list(dict.fromkeys(lines))


def _faults(record: Record, cases: Sequence[Case], placements: Sequence[Placement]) -> list[Fault]:
    """What the sequences say against a record: suspected errors of papers, names that could not be placed."""
    faults: list[Fault] = []
    for number, (case, placed) in enumerate(zip(cases, placements, strict=True)):
        path = f"variants[{number}]" if number < len(record.variants) else ""
        name = " / ".join(case.names)
        for code, text in placed.warnings:
            faults.append(Fault(record.name, path, "warning", code, f"{name}: {text}"))
        for damage in case.damages:
            faults.append(Fault(record.name, path, "warning", damage.code, f"{name}: {damage.text}"))
        if placed.disagree:
            faults.append(
                Fault(record.name, path, "warning", "columns_disagree", f"{name}: {placed.disagree}")
            )
        if not placed.key:
            faults.append(Fault(record.name, path, "warning", placed.status, f"{name}: was not placed"))
    return faults


def people_of(case: CaseEntry) -> int:
    """The number of people of a case as given: labels, else the stated number, else one.

    >>> people_of(CaseEntry(probands=("II-1", "II-2"))), people_of(CaseEntry(count=3)), people_of(CaseEntry())
    (2, 3, 1)
    """
    return len(case.probands) or (case.count if case.count is not None else 1)
