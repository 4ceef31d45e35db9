"""Genes and mentions that a sentence lists in one order: *R175H and G12D of TP53 and KRAS, respectively*."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from varsyn.literature.found import Found
from varsyn.literature.genes import GeneName

_JOINT = re.compile(
    r"\s?(?:[,;/&]|\band\b|\bor\b|[,;]\s?(?:and|or)\b)?\s?(?:the\s|genes?\s|in\s|of\s|exons?\s\d+\s|\d+\s){0,3}\Z"
)
_NEXT = re.compile(r"\)?(?:\s?\([^()]{1,20}\))?\s?(?:[,;/&]|,?\s?(?:and|or)\b)\s?(?:the\s|an?\s)?\(?\Z")
_SAME = re.compile(r"\s?,?\s?[(\[]\s?\Z|\)?\s?[=/]\s?\Z")


def listed_genes(
    text: str, mentions: Sequence[Found], names: Sequence[GeneName], breaks: Sequence[int]
) -> dict[int, GeneName]:
    """The gene name of each mention, by its start, in sentences that say *respectively*.

    ``mentions`` and ``names`` are those of the text, in order; ``breaks`` are the ends of its sentences
    (0-based). A description and the other half printed with it count as one. Nothing is made of a sentence
    whose lists are of different lengths.
    """
    found: dict[int, GeneName] = {}
    at = text.find("respectively")
    while at >= 0:
        place = bisect_left(breaks, at + 1)
        begin = breaks[place - 1] if place else 0
        end = breaks[place] if place < len(breaks) else len(text)
        inside = mentions[bisect_left(mentions, begin, key=_start) : bisect_left(mentions, end, key=_start)]
        units = _units(text, inside)
        named = names[bisect_left(names, begin, key=_start) : bisect_left(names, end, key=_start)]
        genes = [run for run in _runs(text, named) if len(run) > 1 and _apart(run, inside)]
        for listed in [*reversed(_lists(text, units)), units]:
            fitting = [run for run in genes if len(run) == len(listed)]
            if len(fitting) == 1:
                for unit, name in zip(listed, fitting[0], strict=True):
                    found |= {one.start: name for one in unit}
                break
        at = text.find("respectively", max(end, at + 1))
    return found


def _start(one: Found | GeneName) -> int:
    return one.start


def _units(text: str, mentions: Sequence[Found]) -> list[list[Found]]:
    """The mentions, each with its other half: ``c.524G>A (p.Arg175His)``."""
    units: list[list[Found]] = []
    for one in mentions:
        if units and units[-1][-1].kind != one.kind and _SAME.match(text[units[-1][-1].end : one.start]):
            units[-1].append(one)
        else:
            units.append([one])
    return units


def _lists(text: str, units: Sequence[list[Found]]) -> list[list[list[Found]]]:
    """The mentions in lists: ``R175H (n = 3) and G12D``."""
    lists: list[list[list[Found]]] = []
    for unit in units:
        if lists and _NEXT.match(text[lists[-1][-1][-1].end : unit[0].start]):
            lists[-1].append(unit)
        else:
            lists.append([unit])
    return lists


def _runs(text: str, names: Sequence[GeneName]) -> list[list[GeneName]]:
    """The names in lists that nothing else stands between, each gene once."""
    runs: list[list[GeneName]] = []
    for name in names:
        if runs and _JOINT.match(text[runs[-1][-1].end : name.start]):
            runs[-1].append(name)
        else:
            runs.append([name])
    return [run for run in runs if len({name.gene.symbol for name in run}) == len(run)]


def _apart(run: Sequence[GeneName], mentions: Sequence[Found]) -> bool:
    """Whether no mention stands among the names."""
    return not any(run[0].start < one.start < run[-1].end for one in mentions)
