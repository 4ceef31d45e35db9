"""One line a mention: JSON, or plain text for a person."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from varsyn.literature.document import Document
from varsyn.literature.found import FoundMention

_CONTEXT = 30


class JsonLinesWriter:
    """One JSON object a mention, in the form of docs/literature.md."""

    def __init__(self) -> None:
        self._encode = msgspec.json.Encoder().encode

    def header(self) -> str:
        """Nothing."""
        return ""

    def document(self, document: Document, mentions: Sequence[FoundMention]) -> str:
        """The lines of a document."""
        return "".join(self._encode(mention.as_dict()).decode() + "\n" for mention in mentions)

    def broken(self) -> str:
        """Nothing."""
        return ""

    def footer(self) -> str:
        """Nothing."""
        return ""


class TextWriter:
    """For reading: the document, then each mention with its place, gene, words around, and resolution."""

    def __init__(self) -> None:
        self._named = False

    def header(self) -> str:
        """Nothing."""
        return ""

    def document(self, document: Document, mentions: Sequence[FoundMention]) -> str:
        """A document's name once, then its mentions."""
        lines: list[str] = []
        if not document.part:
            self._named = False
        if mentions and not self._named:
            lines.append(document.id)
            self._named = True
        starts = [passage.offset for passage in document.passages]
        for mention in mentions:
            passage = document.passages[bisect_right(starts, mention.start) - 1]
            at, end = mention.start - passage.offset, mention.end - passage.offset
            before = passage.text[max(0, at - _CONTEXT) : at]
            after = passage.text[end : end + _CONTEXT]
            words = " ".join(f"{before}[{mention.text}]{after}".split())
            line = f"  {mention.start}-{mention.end}  {mention.section}  {mention.gene or '?'}  {words}"
            if mention.written_out:
                line += f"  ({mention.written_out})"
            lines.append(line)
            if mention.resolution is not None:
                lines.append(f"      {verdict(mention)}")
        return "\n".join(lines) + "\n" if lines else ""

    def broken(self) -> str:
        """Nothing."""
        return ""

    def footer(self) -> str:
        """Nothing."""
        return ""


def verdict(mention: FoundMention) -> str:
    """The resolution of a mention in one line; empty where it was not resolved."""
    resolution = mention.resolution
    if resolution is None:
        return ""
    said = f"{resolution.status}: {resolution.variant}" if resolution.variant else str(resolution.status)
    if resolution.probability is not None:
        said += f" (probability {resolution.probability:.2f})"
    notes = "; ".join(message.text for message in resolution.messages)
    return f"{said} - {notes}" if notes else said
