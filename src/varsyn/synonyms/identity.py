"""Content identifiers: a row is named by what it says, so that writing it twice writes it once.

Every row of the index except the log has a 16-byte identifier made of its content. A bulk add that is
killed and run again, two writers with the same paper, and an export that is read back all end with the
same rows, without anybody asking the database for a number first.
"""

from __future__ import annotations

from hashlib import blake2b

import msgspec

from varsyn.model import InputError

_ENCODE = msgspec.json.Encoder().encode
_STARTED = {
    kind: blake2b(digest_size=16, person=kind.encode())
    for kind in (
        "agent",
        "assertion",
        "description",
        "document",
        "link",
        "mention",
        "source",
        "term",
        "variant",
        "verdict",
    )
}
"""A digest begun for each kind of row; copied, never fed."""


def content_id(kind: str, *parts: str | int | float | None) -> bytes:
    """The identifier of a row of this kind with this content: 16 bytes (BLAKE2b, domain-separated by kind).

    Raises
    ------
    InputError: a text that no database can hold (a lone surrogate).

    >>> content_id("document", "PMID:1").hex() == content_id("document", "PMID:1").hex()
    True
    >>> content_id("document", "a", "b") == content_id("document", "ab", "")
    False
    """
    digest = _STARTED[kind].copy()
    try:
        digest.update(_ENCODE(parts))
        return digest.digest()
    except UnicodeEncodeError as error:
        raise InputError(
            "a lone surrogate (half of a UTF-16 pair) is no character and cannot be stored",
            code="unstorable_text",
            advice=("decode the source file as UTF-8 with errors='replace' and look at what it really says",),
        ) from error
    except (msgspec.MsgspecError, TypeError) as error:
        # Numbers without end, and what is no plain text: a ``str`` of another class, as some libraries have.
        raise InputError(f"this cannot be stored: {error}", code="unstorable_text") from error


def variant_id(level: str, key: str) -> bytes:
    """The identifier of a variant: its level and key alone, as for equality of ``model.Variant``."""
    return content_id("variant", level, key)


def term_id(text: str, gene: str | None) -> bytes:
    """The identifier of a text within a gene, wherever it was printed: what a curator speaks about."""
    return content_id("term", text, gene)


def storable(text: str | None, what: str) -> None:
    """Refuse what PostgreSQL or SQLite would refuse or cut: a NUL character, a lone surrogate.

    >>> storable("c.1532G>A; DROP TABLE mentions", "text")
    >>> storable("a" + chr(0), "text")
    Traceback (most recent call last):
    ...
    varsyn.model.errors.InputError: the text holds a NUL character, which is no text
    """
    if text is None:
        return
    if not isinstance(text, str):
        raise InputError(
            f"the {what} is no text but of type {type(text).__name__}",
            code="unstorable_text",
            advice=("give it as a string",),
        )
    if text.isascii() and "\0" not in text:
        return
    if "\0" in text:
        at = text.index("\0")
        raise InputError(
            f"the {what} holds a NUL character, which is no text",
            code="unstorable_text",
            text=text[:200],
            span=(at, at + 1) if at < 200 else None,
            advice=("remove the character; a spreadsheet or binary file must be saved as UTF-8 text first",),
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"the {what} holds a lone surrogate (half of a UTF-16 pair), which is no character",
            code="unstorable_text",
            advice=("decode the source as UTF-8 with errors='replace' and look at what it really says",),
        ) from error
