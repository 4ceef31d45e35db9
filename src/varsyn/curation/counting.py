"""Counting people once: the same proband under two names of a variant, the same family in two papers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from varsyn.curation.records import CaseEntry

Kind = Literal[
    "same_proband_two_names", "same_family_two_names", "same_people_two_names", "repeated_case",
    "family_in_two_papers", "proband_in_two_papers", "proband_two_variants",
]  # fmt: skip


class DoubleCount(msgspec.Struct, frozen=True):
    """People who were, or may have been, counted twice.

    ``settled`` says that they were counted once (same paper, same label, same variant); otherwise the
    coincidence is shown and a person decides. ``cases`` are indices (from 0) of the record's cases.
    """

    kind: Kind
    text: str
    cases: tuple[int, ...]
    settled: bool


class Count(msgspec.Struct, frozen=True, omit_defaults=True):
    """People and families of a variant or a record.

    ``probands`` counts each once; ``as_listed`` is the sum of the rows as given; ``at_least`` is what is
    left if every unsettled coincidence is the same people.
    """

    probands: int = 0
    families: int = 0
    as_listed: int = 0
    at_least: int = 0


class Counts(NamedTuple):
    """Counts by variant (set id) and over the whole record."""

    by_variant: dict[str, Count]
    total: Count


class _Seen(NamedTuple):
    """One case with one of its variants: who, where, under which name."""

    case: int
    home: str
    name: str
    paper: str
    family: str
    labels: tuple[str, ...]
    number: int


_GENERIC = re.compile(
    r"(family|fam|pedigree|kindred|patient|proband|case|individual|subject|p|f|pt|no|index)?[ .#_-]*"
    r"([0-9]{1,2}|[a-h]|[ivx]{1,4})([-:. ]?([0-9]{1,2}|[a-z]))?\Z"
)


def is_generic(label: str) -> bool:
    """Whether a label is one that many papers use (``Family 1``, ``II-2``, ``A``): no sign of identity.

    >>> is_generic("Family 2"), is_generic("II-1"), is_generic("K0412")
    (True, True, False)
    """
    return _GENERIC.match(label.strip().casefold()) is not None


def count_people(
    cases: Sequence[CaseEntry], variants: Sequence[Sequence[tuple[str, str]]]
) -> tuple[Counts, list[DoubleCount]]:
    """Count the people of a record once.

    Parameters
    ----------
    variants: for each case, the (set id, name as published) of its variants.

    People are the same where paper, family and label agree (a missing family agrees with the only one
    that the paper's label is given with). People without labels are the same where paper, family and
    variant agree; without a family either, where one paper lists one variant under two names.

    >>> one, two = CaseEntry(papers=("1",), probands=("II-1",)), CaseEntry(papers=("1",), probands=("II-1",))
    >>> counts, doubles = count_people([one, two], [[("S", "R481Q")], [("S", "c.1532G>A")]])
    >>> counts.total.probands, [double.kind for double in doubles]
    (1, ['same_proband_two_names'])
    """
    seen = _with_families(list(_seen(cases, variants)))
    words = _as_given(cases)
    by_variant: dict[str, Count] = {}
    doubles: dict[DoubleCount, None] = {}
    for home in dict.fromkeys(one.home for one in seen):
        mine = [one for one in seen if one.home == home]
        by_variant[home] = _count(mine)
        doubles.update(dict.fromkeys(_within_papers(mine, words)))
        doubles.update(dict.fromkeys(_across_papers(mine, words)))
    doubles.update(dict.fromkeys(_two_variants(seen, words)))
    return Counts(by_variant, _count(seen)), list(doubles)


def _seen(cases: Sequence[CaseEntry], variants: Sequence[Sequence[tuple[str, str]]]) -> Iterator[_Seen]:
    for index, (case, found) in enumerate(zip(cases, variants, strict=True)):
        paper = case.papers[0] if case.papers else ""
        number = len(case.probands) or (case.count if case.count is not None else 1)
        labels = tuple(_plain(label) for label in case.probands)
        for home, name in found:
            yield _Seen(index, home, name, paper, _plain(case.family), labels, number)


def _as_given(cases: Sequence[CaseEntry]) -> dict[str, str]:
    """Labels as they are compared, and as they were first written."""
    words: dict[str, str] = {"": ""}
    for case in cases:
        for label in (*case.probands, case.family):
            words.setdefault(_plain(label), " ".join(label.split()))
    return words


def _plain(label: str) -> str:
    return " ".join(label.split()).casefold()


def _with_families(seen: list[_Seen]) -> list[_Seen]:
    """Give labelled people without a family the one family that their paper gives them elsewhere."""
    families: dict[tuple[str, str], set[str]] = {}
    for one in seen:
        for label in one.labels:
            families.setdefault((one.paper, label), set()).update({one.family} - {""})
    filled = []
    for one in seen:
        known = {family for label in one.labels for family in families[(one.paper, label)]}
        filled.append(one._replace(family=known.pop()) if not one.family and len(known) == 1 else one)
    return filled


def _grouped(seen: Sequence[_Seen]) -> dict[tuple[str, str], list[_Seen]]:
    groups: dict[tuple[str, str], list[_Seen]] = {}
    for one in seen:
        groups.setdefault((one.paper, one.family), []).append(one)
    return groups


def _people(group: Sequence[_Seen], family: str) -> int:
    """People of one paper and family (or of one paper and no family), each once."""
    labels = {label for one in group for label in one.labels}
    unlabelled = [one for one in group if not one.labels]
    if family:
        return max([len(labels), *(one.number for one in unlabelled)])
    # Rows without label or family are different people, unless only the name of the variant differs.
    by_name: dict[tuple[str, str], dict[int, int]] = {}
    for one in unlabelled:
        by_name.setdefault((one.home, one.name), {})[one.case] = one.number
    taken: set[int] = set()
    by_home: dict[str, int] = {}
    for (home, _), found in by_name.items():
        # A case with two variants is one group of people.
        number = sum(number for case, number in found.items() if case not in taken)
        by_home[home] = max(by_home.get(home, 0), number)
        taken |= {case for case in found if _other_home(case, home, unlabelled)}
    return len(labels) + sum(by_home.values())


def _other_home(case: int, home: str, seen: Sequence[_Seen]) -> bool:
    return any(one.case == case and one.home != home for one in seen)


def _count(seen: Sequence[_Seen]) -> Count:
    groups = _grouped(seen)
    people = {key: _people(group, key[1]) for key, group in groups.items()}
    listed = {one.case: one.number for one in seen}
    at_least = sum(number for (_, family), number in people.items() if not family)
    largest: dict[str, int] = {}
    for (_, family), number in people.items():
        if family:
            largest[family] = max(largest.get(family, 0), number)
    return Count(
        probands=sum(people.values()),
        families=sum(1 for _, family in people if family),
        as_listed=sum(listed.values()),
        at_least=at_least + sum(largest.values()),
    )


def _within_papers(seen: Sequence[_Seen], words: Mapping[str, str]) -> Iterator[DoubleCount]:
    """The same people of one paper listed twice for one variant."""
    for (paper, family), group in _grouped(seen).items():
        place = f"PMID {paper}" if paper.isdigit() else paper or "no paper"
        labelled = False
        for label in sorted({label for one in group for label in one.labels}):
            found = [one for one in group if label in one.labels]
            if len({one.case for one in found}) > 1:
                labelled = True
                who = f"{words[label]} of {place}"
                yield _double("same_proband_two_names", "repeated_case", who, found, True)
        bare = [one for one in group if not one.labels]
        if len({one.case for one in bare}) < 2 and not (family and bare and len(group) > len(bare)):
            continue
        if family and not labelled:
            who = f"family {words[family]} of {place}"
            yield _double("same_family_two_names", "repeated_case", who, group, True)
        elif not family and len({one.name for one in bare}) > 1:
            yield _double("same_people_two_names", "repeated_case", f"people of {place}", bare, False)


def _double(kind: Kind, alike: Kind, who: str, found: Sequence[_Seen], settled: bool) -> DoubleCount:
    names = list(dict.fromkeys(one.name for one in found))
    cases = tuple(sorted({one.case for one in found}))
    if len(names) == 1:
        return DoubleCount(alike, f"{who} is listed {len(cases)} times under {names[0]}", cases, settled)
    text = f"{who} is listed under {len(names)} names of one variant: {', '.join(names)}"
    return DoubleCount(kind, text, cases, settled)


def _across_papers(seen: Sequence[_Seen], words: Mapping[str, str]) -> Iterator[DoubleCount]:
    """A family or person label that two papers use for one variant."""
    families: dict[str, list[_Seen]] = {}
    people: dict[str, list[_Seen]] = {}
    for one in seen:
        if one.family:
            families.setdefault(one.family, []).append(one)
        for label in one.labels:
            if not one.family and not is_generic(label):
                people.setdefault(label, []).append(one)
    for kind, what, labels in (
        ("family_in_two_papers", "family", families), ("proband_in_two_papers", "proband", people),
    ):  # fmt: skip
        for label, found in labels.items():
            papers = list(dict.fromkeys(one.paper for one in found))
            if len(papers) > 1:
                hint = " (a label that many papers use)" if is_generic(label) else ""
                text = (
                    f"{what} {words[label]}{hint} has this variant in {', '.join(papers)}: the same people?"
                )
                cases = tuple(sorted({one.case for one in found}))
                yield DoubleCount(kind, text, cases, False)  # type: ignore[arg-type]


def _two_variants(seen: Sequence[_Seen], words: Mapping[str, str]) -> Iterator[DoubleCount]:
    """One labelled person with two variants in separate cases: a compound heterozygote, or an error."""
    found: dict[tuple[str, str, str], list[_Seen]] = {}
    for one in seen:
        for label in one.labels:
            found.setdefault((one.paper, one.family, label), []).append(one)
    for (paper, _, label), rows in found.items():
        if len({one.home for one in rows}) > 1 and len({one.case for one in rows}) > 1:
            names = ", ".join(dict.fromkeys(one.name for one in rows))
            text = f"{words[label]} of {paper} has two variants ({names}): counted as one person"
            yield DoubleCount("proband_two_variants", text, tuple(sorted({one.case for one in rows})), True)
