"""What a sentence tells of its variants: patterns over the kinds of its words (see ``words``).

A number belongs to the residue it is printed with. Two lists are joined in order where the sentence says
*respectively*; one residue and several others, or several and one, are joined each with each; two lists
without *respectively* settle nothing, and nothing is made of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from varsyn.literature.told.words import Word, words
from varsyn.model.residues import ONE_TO_THREE

REACH = 200
"""Characters before and after a number in which something is told of it."""
LONGEST = 2_000
"""Characters of a stretch that is looked at as one sentence."""
FARTHEST = 400
"""Characters of one sentence that are looked at together."""
_TO = r"(?:t|/)"
_S = "S(?:[L/]S){0,9}"
_R = r"R(?:(?:/|Lb?)R(?!a?[CP]N)){0,11}"
_NUMBERS = r"[CPU]N(?:LN){0,5}"
_PLACE = "[CP]N(?!L[ND])"
_GAP = r"[ngxao()]{0,6}"


class Told(msgspec.Struct, frozen=True):
    """One variant that a sentence tells of: 0-based, half-open characters, and the variant written out.

    ``first`` and ``last`` are the ends of the whole phrase, which may tell of others as well.
    """

    start: int
    end: int
    written_out: str
    first: int
    last: int


Made = Iterator[tuple[Word, Word, str]]
"""First word, last word, the variant written out."""


def told_variants(text: str, begin: int, end: int) -> list[Told]:
    """Every variant that the sentences of text[begin:end] (0-based, half-open) tell of, in order.

    >>> [told.written_out for told in told_variants("Lys 43 to Ala or Glu", 0, 20)]
    ['Lys43Ala', 'Lys43Glu']
    """
    row = _without_asides(list(words(text, begin, end)))
    kinds = "".join(word.kind for word in row)
    found: list[Told] = []
    for pattern, make in _PATTERNS:
        for match in pattern.finditer(kinds):
            first, last = row[match.start()].start, row[match.end() - 1].end
            if last - first > FARTHEST:
                continue
            found += [
                Told(*_balanced(text, a.start, b.end), out, first, last) for a, b, out in make(row, match)
            ]
    found += [told for word in row if word.kind == "J" for told in _shared(word)]
    found.sort(key=lambda told: (told.start, -told.end))
    kept: list[Told] = []
    for told in found:
        if not kept or told.start >= kept[-1].end:
            kept.append(told)
    return kept


def sentences(text: str, sites: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches of text around numbers (0-based, half-open, in order) in which something may be told of
    them: within a sentence, at most ``REACH`` before the first and behind the last of its numbers."""
    begin = last = 0
    for start, end in sites:
        if end <= last and end - begin < LONGEST:
            stop = text.find(". ", end, end + REACH)
            last = max(last, stop + 1 if stop >= 0 else min(len(text), end + REACH))
            continue
        if last:
            yield begin, last
        cut = text.rfind(". ", max(last, start - REACH), start)
        begin = cut + 2 if cut >= 0 else max(last, start - REACH)
        begin += text.startswith(" ", begin)
        stop = text.find(". ", end, end + REACH)
        last = stop + 1 if stop >= 0 else min(len(text), end + REACH)
    if last:
        yield begin, last


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """A span with the bracket that it lacks, where that is next to it."""
    surplus = text.count("(", start, end) - text.count(")", start, end)
    if surplus > 0 and text.startswith(")", end):
        return start, end + 1
    if surplus < 0 and start and text[start - 1] == "(":
        return start - 1, end
    return start, end


def _shared(word: Word) -> Iterator[Told]:
    """``C77/95A``: one residue and its replacement at several places."""
    old, new, numbers = word.name[0], word.name[-1], word.name[1:-1].split("/")
    if old == new:
        return
    at = word.start
    for place, number in enumerate(numbers):
        end = at + len(number) + (1 if place == 0 else 0) + (1 if place == len(numbers) - 1 else 0)
        out = f"{ONE_TO_THREE[old]}{number}{ONE_TO_THREE[new]}"
        yield Told(at, end, out, word.start, word.end)
        at = end + 1


_ASIDE = re.compile(r"\([xoaLnvtbf]{0,12}\)")


def _without_asides(row: list[Word]) -> list[Word]:
    """The words without brackets that hold neither residue, base nor number."""
    kinds = "".join(word.kind for word in row)
    while match := _ASIDE.search(kinds):
        del row[match.start() : match.end()]
        kinds = kinds[: match.start()] + kinds[match.end() :]
    return row


def _group(row: Sequence[Word], match: re.Match[str], name: str, kinds: str) -> list[Word]:
    """The words of some kinds within a group of a match."""
    start, end = match.span(name)
    return [word for word in row[start:end] if word.kind in kinds]


def _substitution(site: Word, new: Word) -> str | None:
    if site.name == new.name or site.number == "0":
        return None
    return f"{site.name}{site.number}{new.name}"


def _joined(sites: list[Word], new: list[Word], paired: bool) -> Iterator[tuple[Word, Word, str]]:
    """(site, new residue, variant) for each that two lists make; none where that is not settled."""
    pairs: list[tuple[Word, Word]] = []
    if paired and len(sites) > 1:
        if len(sites) == len(new):
            pairs = list(zip(sites, new, strict=True))
    elif len(sites) == 1 or len(new) == 1:
        pairs = [(site, one) for site in sites for one in new]
    for site, one in pairs:
        if out := _substitution(site, one):
            yield site, one, out


def _forward(row: Sequence[Word], match: re.Match[str]) -> Made:
    """*Lys43 and Arg45 were mutated to Ala*: sites, then new residues."""
    sites, new = _group(row, match, "s", "S"), _group(row, match, "r", "R")
    for site, one, out in _joined(sites, new, bool(match["q"])):
        if site is sites[-1] and one is new[0]:
            yield site, one, out
        elif len(sites) > 1:
            yield site, site, out
        else:
            yield one, one, out


def _backward(row: Sequence[Word], match: re.Match[str]) -> Made:
    """*Ala for Pro80*: new residues, then sites."""
    sites, new = _group(row, match, "s", "S"), _group(row, match, "r", "R")
    for site, one, out in _joined(sites, new, bool(match["q"])):
        if one is new[-1] and site is sites[0]:
            yield one, site, out
        elif len(sites) > 1:
            yield site, site, out
        else:
            yield one, one, out


def _placed(old: Word, number: Word) -> Word:
    return msgspec.structs.replace(old, kind="S", number=number.number)


def _at(row: Sequence[Word], match: re.Match[str]) -> Made:
    """*Arg at position 117 was replaced by His*; *Cys at positions 77 and 95 were replaced by Ala*."""
    old = row[match.start("x")]
    numbers, new = _group(row, match, "p", "N"), _group(row, match, "r", "R")
    for site, one, out in _joined([_placed(old, n) for n in numbers], new, bool(match["q"])):
        if one is new[0] and site.number == numbers[-1].number:
            yield (old if len(numbers) == 1 else numbers[-1]), one, out
        elif len(numbers) > 1:
            number = next(n for n in numbers if n.number == site.number)
            yield (old if number is numbers[0] else number), number, out
        else:
            yield one, one, out


def _two_at(row: Sequence[Word], match: re.Match[str]) -> Made:
    """*His to Ala substitution in the B subunit at position 57*."""
    old, number, new = row[match.start("x")], row[match.end("p") - 1], _group(row, match, "r", "R")
    yield from _one_place(old, number, new, (old, number))


def _two_at_back(row: Sequence[Word], match: re.Match[str]) -> Made:
    """*histidine is substituted for arginine at position 131*."""
    old, number, new = row[match.start("x")], row[match.end("p") - 1], _group(row, match, "r", "R")
    yield from _one_place(old, number, new, (new[0], number))


def _at_two(row: Sequence[Word], match: re.Match[str]) -> Made:
    """*codon 481 was altered from Arg to Gln*."""
    old, new = row[match.start("x")], _group(row, match, "r", "R")
    number, place = row[match.end("p") - 1], row[match.start("p")]
    yield from _one_place(old, number, new, (place, new[0]))


def _one_place(old: Word, number: Word, new: list[Word], whole: tuple[Word, Word]) -> Made:
    if len({one.name for one in new}) == 1:
        if out := _substitution(_placed(old, number), new[0]):
            yield *whole, out
        return
    for one in new:
        if out := _substitution(_placed(old, number), one):
            yield one, one, out


def _in_order(row: Sequence[Word], match: re.Match[str]) -> Made:
    """*Gly to Asp and Gly to Val at codons 12 and 13, respectively*; bases and nucleotides alike."""
    pairs, numbers = _group(row, match, "x", "RB"), _group(row, match, "p", "ND")
    if len(pairs) != 2 * len(numbers):
        return
    for old, new, number in zip(pairs[::2], pairs[1::2], numbers, strict=True):
        if old.kind == "B":
            out = _base_change(number, old, new)
        else:
            out = _substitution(_placed(old, number), new)
        if out:
            yield old, new, out


def _same_twice(row: Sequence[Word], match: re.Match[str]) -> Made:
    """*A34----E34*."""
    old, new = row[match.start()], row[match.end() - 1]
    if old.number == new.number and (out := _substitution(old, new)):
        yield old, new, out


def _lost(row: Sequence[Word], match: re.Match[str]) -> Made:
    """*deletion of Phe508*, *deletion of phenylalanine at position 508*."""
    old, number = row[match.start("x")], row[match.end("x") - 1]
    if old.name not in ("", "Ter") and (number.number or old.number) != "0":
        yield row[match.start()], row[match.end() - 1], f"{old.name}{number.number or old.number}del"


def _base_change(number: Word, old: Word, new: Word) -> str | None:
    if old.name == new.name or not number.number.strip("+-0"):
        return None
    return f"{number.number}{old.name}>{new.name}"


def _base_at(row: Sequence[Word], match: re.Match[str]) -> Made:
    """*T to G transversion at -13*, *nucleotide 1023: T to C*, *1023T was substituted by C*."""
    number = row[match.end("p") - 1]
    old = number if number.kind == "D" else row[match.start("x")]
    new = row[match.start("r")]
    if out := _base_change(number, old, new):
        yield row[match.start()], row[match.end() - 1], out


def _compiled(*patterns: tuple[str, Callable[[Sequence[Word], re.Match[str]], Made]]) -> Iterator[_Pattern]:
    for pattern, make in patterns:
        yield re.compile(pattern), make


_Pattern = tuple[re.Pattern[str], Callable[[Sequence[Word], re.Match[str]], Made]]
_Q = "(?P<q>q?)"
_PATTERNS: tuple[_Pattern, ...] = tuple(
    _compiled(
        (rf"(?P<s>{_S})[xoaL()]{{0,8}}?[vg]L{{0,2}}(?:t|b|f)[xL]{{0,2}}\(?(?P<r>{_R})L?{_Q}", _forward),
        (rf"[ng]o?(?P<s>{_S})x{{0,2}}(?:t|b|f)x?(?P<r>{_R})L?{_Q}", _forward),
        (rf"(?P<s>{_S})L?t(?P<r>{_R})L?{_Q}", _forward),
        (rf"(?P<s>S)[xoaL():;]{{0,12}}?n(?:t|b)(?P<r>{_R})(?!oS){_Q}", _forward),
        (rf"(?P<r>{_R})(?:[vn]{{0,2}}f|g)(?P<s>{_S})L?{_Q}", _backward),
        (rf"(?P<x>R)[aL]?(?P<p>{_NUMBERS})[xoa()]{{0,4}}?(?:v(?:t|b|f)|t|b)x?(?P<r>{_R})L?{_Q}", _at),
        (rf"\(?(?P<x>R){_TO}(?P<r>{_R}){_GAP}?a?(?P<p>{_PLACE})", _two_at),
        (rf"(?P<x>R)[vn]?b(?P<r>{_R}){_GAP}?a?(?P<p>{_PLACE})", _two_at),
        (rf"(?P<r>R)(?:[vn]?f|g)(?P<x>R){_GAP}?a?(?P<p>{_PLACE})", _two_at_back),
        (rf"(?P<p>[CP]N)L?[xvgna(:;t]{{0,6}}?F?(?P<x>R)(?:t|/|v(?:b|t))(?P<r>{_R})", _at_two),
        (r"(?P<x>RtR(?:LRtR){1,5}|BtB(?:LBtB){1,5})[ngxaL]{0,5}(?P<p>[CPU][ND](?:L[ND]){1,5})L?q", _in_order),
        ("StS", _same_twice),
        ("do(?P<x>S|Ra?[CP]N)", _lost),
        ("(?P<x>S)d", _lost),
        (r"(?P<p>[UP]N)[L:(x]{0,2}(?P<x>B)(?:t|v(?:b|t)|/)(?P<r>B)", _base_at),
        (r"(?P<p>D)v(?:b|t)(?P<r>B)", _base_at),
        (rf"(?P<x>B)(?:t|/|b)(?P<r>B){_GAP}?a?(?P<p>UN)(?!L[ND])", _base_at),
        (r"(?P<x>B)(?:t|/|b)(?P<r>B)n?a(?P<p>P?N)(?!L[ND])", _base_at),
    )
)  # fmt: skip
