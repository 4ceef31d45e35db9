"""BioC XML with the mentions as annotations (BioC.dtd, Comeau et al. 2013, Database bat064)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from varsyn.literature.document import Document
from varsyn.literature.found import FoundMention

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
KINDS = {"p": "ProteinMutation", "id": "SNP"}
"""Annotation types as tmVar and PubTator name them; every other is a DNAMutation."""


def kind_of(mention: FoundMention) -> str:
    """``ProteinMutation``, ``DNAMutation`` or ``SNP``, the types that viewers of PubTator know."""
    if not mention.readings:
        return "DNAMutation"
    first = mention.readings[0]
    if first.id is not None:
        return KINDS["id"]
    return KINDS.get(first.coordinate or "", "DNAMutation")


def identifier_of(mention: FoundMention) -> str:
    """What a mention stands for: the resolved variant, else its canonical spelling with the gene."""
    resolution = mention.resolution
    if resolution is not None and resolution.variant is not None:
        variant = resolution.variant
        return variant.hgvs_c or variant.hgvs_p or variant.key
    if not mention.readings:
        return ""
    first = mention.readings[0]
    return first.id or str(first)


class BioCWriter:
    """A BioC collection: each document with its passages, genes and variants annotated."""

    def __init__(self) -> None:
        self._open = False

    def header(self) -> str:
        """XML declaration and the collection's start."""
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE collection SYSTEM "BioC.dtd">\n'
            "<collection><source>varsyn</source><date></date><key>varsyn.key</key>\n"
        )

    def document(self, document: Document, mentions: Sequence[FoundMention]) -> str:
        """A document or part of one."""
        pieces = []
        self._open = not document.last
        if not document.part:
            pieces.append(f"<document><id>{_text(document.id)}</id>\n")
        number = 0
        at = 0
        for passage in document.passages:
            pieces.append(
                f"<passage>{_infon('type', passage.section)}<offset>{passage.offset}</offset>"
                f"<text>{_text(passage.text)}</text>"
            )
            while at < len(mentions) and mentions[at].start < passage.end:
                pieces.append(_annotation(mentions[at], f"{document.part}.{number}"))
                at, number = at + 1, number + 1
            pieces.append("</passage>\n")
        if document.last:
            pieces.append("</document>\n")
        return "".join(pieces)

    def broken(self) -> str:
        """The document's end, where one is open."""
        opened, self._open = self._open, False
        return "</document>\n" if opened else ""

    def footer(self) -> str:
        """The collection's end."""
        return "</collection>\n"


def _text(text: str) -> str:
    return escape(_UNWRITABLE.sub("\ufffd", text), {"\r": "&#13;"})


def _infon(key: str, value: str) -> str:
    return f"<infon key={quoteattr(key)}>{_text(value)}</infon>"


def _annotation(mention: FoundMention, number: str) -> str:
    infons = [_infon("type", kind_of(mention)), _infon("identifier", identifier_of(mention))]
    if mention.gene:
        infons.append(_infon("gene", mention.gene))
    if mention.resolution is not None:
        infons.append(_infon("status", mention.resolution.status))
    return (
        f'<annotation id="{number}">{"".join(infons)}'
        f'<location offset="{mention.start}" length="{mention.end - mention.start}"/>'
        f"<text>{_text(mention.text)}</text></annotation>"
    )
