"""Text to readings: the fast paths first, then the grammar, then an error that names the mistake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import copy
from functools import lru_cache

import msgspec

from varsyn.model import InvalidNotation, Reading, Repair, VarsynError
from varsyn.notation import composed, everyday, ordinary, plain
from varsyn.notation.bulk import read_blocks
from varsyn.notation.clean import clean
from varsyn.notation.reference import on_reference, parse_reference

_WITH_REFERENCE = re.compile(r"(?![cgmnopr]\.)([^:\s>]{2,80}):([cgmnopr]\..*)\Z", re.DOTALL)
REMEMBERED = 4096
"""Texts whose readings are remembered: papers and tables repeat their mentions."""
LONGEST_REMEMBERED = 200
"""Characters of such a text."""
_GENE_AND_CHANGE = re.compile(r"[A-Z][A-Z0-9]{1,9} [A-Za-z0-9.>_*()+]{2,80}(?<!\.)\Z").match
"""A gene symbol before a change, in characters that need no cleaning."""
_NEEDS_CLEANING = re.compile(r"[\s:&<,;\"'~]")


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
    found = plain.description(text) if "." in text else None
    if found is not None:
        return found
    if found := everyday.readings(text):
        return found
    if _GENE_AND_CHANGE(text) and (found := composed.readings(text)):
        return found
    outcome = _remembered(text) if len(text) <= LONGEST_REMEMBERED else _otherwise(text)
    if isinstance(outcome, VarsynError):
        raise copy(outcome)
    return list(outcome)


def _otherwise(text: str) -> tuple[Reading, ...] | VarsynError:
    """Readings, or the refusal, of a text that is none of the commonest shapes."""
    try:
        return tuple(_thoroughly(text))
    except VarsynError as error:
        return error


_remembered = lru_cache(maxsize=REMEMBERED)(_otherwise)


def _thoroughly(text: str) -> list[Reading]:
    if len(text) <= LONGEST_REMEMBERED and text.isascii() and (parts := composed.readings(text)):
        return parts
    try:
        if found := _formal(text):
            return found
    except VarsynError:
        # Ordinary in form, but no variant (position 0): the refusal below says why and where.
        pass
    # Its expressions take long to compile, and most single questions do without them.
    from varsyn.notation import mention

    if text.isascii() and not _NEEDS_CLEANING.search(text) and (found := mention.informally(text)):
        return found
    cleaned, repairs = clean(text)
    if not cleaned:
        raise InvalidNotation("there is nothing to read", code="empty", text=text, span=(0, len(text)))
    found = mention.readings(cleaned)
    if not found:
        from varsyn.notation.refuse import refusal

        raise refusal(text, cleaned)
    return [_with_repairs(reading, repairs) for reading in found] if repairs else found


def read_many(texts: Iterable[str]) -> Iterator[list[Reading] | VarsynError]:
    """Readings of each text, or the error that ``read`` would raise, in order, in constant memory.

    Texts are taken in blocks of ``bulk.BLOCK``; for answers to single texts as they come, use ``read``.

    >>> [str(found[0]) for found in read_many(["c.1532G>A", "R481Q"])]
    ['c.1532G>A', 'p.(Arg481Gln)']
    """
    return read_blocks(texts, _answer)


def _answer(text: str) -> list[Reading] | VarsynError:
    try:
        return read(text)
    except VarsynError as error:
        return error


def _formal(text: str) -> list[Reading] | None:
    """An ordinary description with or without reference, exactly as HGVS writes it."""
    match = _WITH_REFERENCE.match(text)
    if match is None:
        return ordinary.description(text)
    found = ordinary.description(match[2])
    return on_reference(parse_reference(match[1]), found) if found else None


def _with_repairs(reading: Reading, repairs: tuple[Repair, ...]) -> Reading:
    return msgspec.structs.replace(reading, repairs=repairs + reading.repairs)
