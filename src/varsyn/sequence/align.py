"""Which stretches two related sequences share: versions and isoforms of one gene."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

_SEED = 20
"""Seed length: 4^20 is far above any transcript length, so a unique seed match is no accident."""


class Block(NamedTuple):
    """``length`` identical bases from ``first`` in one sequence and ``second`` in the other (0-based)."""

    first: int
    second: int
    length: int


@lru_cache(maxsize=128)
def shared_blocks(first: str, second: str) -> tuple[Block, ...]:
    """Maximal identical stretches of at least 20 bases in the same order, found from unique seeds.

    Seeds that occur once in either sequence are chained in order (the longest increasing chain) and
    extended both ways while the bases agree.

    >>> shared_blocks("A" + "ACGTTGCAAC" * 2 + "GT", "ACGTTGCAAC" * 2 + "GT")
    (Block(first=1, second=0, length=22),)
    """
    whole = _one_inside_the_other(first, second)
    if whole is not None:
        return (whole,)
    where_first, where_second = _unique_seeds(first), _unique_seeds(second)
    pairs = sorted((at, where_second[seed]) for seed, at in where_first.items() if seed in where_second)
    blocks: list[Block] = []
    for at, other in _longest_chain(_diagonal_starts(pairs)):
        if blocks:
            last = blocks[-1]
            if at < last.first + last.length or other < last.second + last.length:
                continue
            floor_first, floor_second = last.first + last.length, last.second + last.length
        else:
            floor_first = floor_second = 0
        begin, mate = at, other
        while begin > floor_first and mate > floor_second and first[begin - 1] == second[mate - 1]:
            begin -= 1
            mate -= 1
        end, far = at, other
        while end < len(first) and far < len(second) and first[end] == second[far]:
            end += 1
            far += 1
        blocks.append(Block(begin, mate, end - begin))
    return tuple(blocks)


def _one_inside_the_other(first: str, second: str) -> Block | None:
    """The common case of a record with and without its ends; only where the place is the only one."""
    short, long = (first, second) if len(first) <= len(second) else (second, first)
    at = long.find(short)
    if len(short) < _SEED or at < 0 or long.find(short, at + 1) >= 0:
        return None
    return Block(0, at, len(short)) if short is first else Block(at, 0, len(short))


def _unique_seeds(sequence: str) -> dict[str, int]:
    """Each seed that occurs exactly once, with its 0-based start."""
    seen: dict[str, int] = {}
    repeated: set[str] = set()
    for i in range(len(sequence) - _SEED + 1):
        seed = sequence[i : i + _SEED]
        if seed in seen:
            repeated.add(seed)
        else:
            seen[seed] = i
    for seed in repeated:
        del seen[seed]
    return seen


def _diagonal_starts(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first pair of every unbroken run on one diagonal."""
    starts: list[tuple[int, int]] = []
    previous: tuple[int, int] | None = None
    for pair in pairs:
        if previous is None or pair != (previous[0] + 1, previous[1] + 1):
            starts.append(pair)
        previous = pair
    return starts


def _longest_chain(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs that rises in both members (patience sorting)."""
    tops: list[int] = []
    back: list[int] = []
    ends: list[int] = []
    for index, (_, second) in enumerate(pairs):
        pile = bisect_left(tops, second)
        back.append(ends[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(second)
            ends.append(index)
        else:
            tops[pile] = second
            ends[pile] = index
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = back[at]
    return chain[::-1]
