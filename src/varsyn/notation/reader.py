"""Text to readings: the fast paths first, then the grammar, then an error that names the mistake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from varsyn.model import InvalidNotation, Reading, Repair, VarsynError
from varsyn.notation import identifiers, informal, ordinary, split
from varsyn.notation.clean import clean
from varsyn.notation.reference import on_reference, parse_reference

_WITH_REFERENCE = re.compile(r"([^:\s]{2,80}):([cgmnopr]\..*)\Z", re.DOTALL)
_PREFIX = re.compile(r"(?:\A|:)[cgmnopr]\.")
_MAY_BE_NOTATION = re.compile(r"\d|[cgmnopr]\.|>|del|ins|dup|delta|\u0394", re.IGNORECASE)
_STRAY_REFERENCE = re.compile(r"([^:]{2,80}?) ?: ?(.+)\Z", re.DOTALL)
_ACCESSION_SPACE = re.compile(r"((?:N[CGMRP]|X[MRP])_\S+(?: ?\([^()]*\))?|LRG_\S+|ENS[TPG]\d\S*) (.+)\Z")


def read(text: str) -> list[Reading]:
    """All readings of a mention, best first.

    Gene words, a reference and a second half printed beside it are taken apart. Raises InvalidNotation
    where the text is no variant notation, UnsupportedNotation where it is one that varsyn does not handle;
    both carry the span of the fault in ``text`` (0-based, half-open, characters) and advice.

    >>> [str(reading) for reading in read("IGF1R R481Q")]
    ['IGF1R p.(Arg481Gln)']
    >>> read("c.420delC")[0].repairs[0].code
    'redundant_bases'
    """
    found = _formal(text)
    if found:
        return found
    plain, repairs = clean(text)
    if not plain:
        raise InvalidNotation("there is nothing to read", code="empty", text=text, span=(0, len(text)))
    found = _formal(plain)
    if not found and _MAY_BE_NOTATION.search(plain):
        found = _anywhere(plain)
    if not found:
        raise _refusal(text)
    return [_with_repairs(reading, repairs) for reading in found] if repairs else found


def read_many(texts: Iterable[str]) -> Iterator[list[Reading] | VarsynError]:
    """Readings of each text, or the error that ``read`` would raise, in order, in constant memory."""
    for text in texts:
        try:
            yield read(text)
        except VarsynError as error:
            yield error


def _formal(text: str) -> list[Reading] | None:
    """An ordinary description with or without reference, exactly as HGVS writes it."""
    match = _WITH_REFERENCE.match(text)
    if match is None:
        return ordinary.description(text)
    found = ordinary.description(match[2])
    return on_reference(parse_reference(match[1]), found) if found else None


def _with_repairs(reading: Reading, repairs: tuple[Repair, ...]) -> Reading:
    return msgspec.structs.replace(reading, repairs=repairs + reading.repairs)


def _anywhere(text: str) -> list[Reading]:
    """Readings of the text as a whole, or with gene words cut off."""
    found = _mention(text)
    if found:
        return found
    for gene, rest in split.gene_splits(text):
        if _MAY_BE_NOTATION.search(rest) and (found := _mention(rest)):
            return [
                reading if reading.gene else msgspec.structs.replace(reading, gene=gene) for reading in found
            ]
    bare = split.without_filler(text)
    return _anywhere(bare) if bare and bare != text else []


def _mention(text: str) -> list[Reading]:
    """Readings of one description, with reference and second half but without gene words."""
    found = _single(text)
    if found:
        return found
    inner = split.unwrap(text)
    if inner != text and (found := _mention(inner)):
        return found
    for left, right in split.pairs(text):
        if (first := _single(left)) and (second := _single(right)):
            return _paired(first, second)
    return []


def _single(text: str) -> list[Reading]:
    found = ordinary.description(text) or identifiers.readings(text) or informal.readings(text)
    if found:
        return found
    if _PREFIX.search(text) and (found := _by_grammar(text)):
        return found
    for pattern in (_STRAY_REFERENCE, _ACCESSION_SPACE):
        match = pattern.match(text)
        if match and (found := ordinary.description(match[2]) or informal.readings(match[2])):
            return on_reference(parse_reference(match[1]), found)
    return []


def _by_grammar(text: str) -> list[Reading]:
    from lark.exceptions import LarkError, VisitError

    from varsyn.notation.grammar import parser
    from varsyn.notation.meaning import of_parse

    try:
        return of_parse(parser("hgvs").parse(text))  # type: ignore[arg-type]
    except VisitError as error:
        if isinstance(error.orig_exc, VarsynError):
            raise error.orig_exc from None
        raise
    except LarkError:
        return []


def _paired(first: list[Reading], second: list[Reading]) -> list[Reading]:
    proteins = [reading for reading in second if reading.coordinate == "p"]
    others = [reading for reading in first if reading.coordinate != "p"]
    if others and proteins:
        return [msgspec.structs.replace(reading, protein=proteins[0]) for reading in others]
    others = [reading for reading in second if reading.coordinate != "p"]
    proteins = [reading for reading in first if reading.coordinate == "p"]
    if others and proteins:
        return [msgspec.structs.replace(reading, protein=proteins[0]) for reading in others]
    return []


def _refusal(text: str) -> InvalidNotation:
    return InvalidNotation(
        "this is no variant notation that varsyn knows",
        text=text,
        span=(0, len(text)),
        advice=("write a change such as c.1532G>A, p.Arg511Gln or R481Q, with the gene before it",),
    )
