"""One self-contained page: documents with their mentions highlighted, their resolution on hover and focus."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from varsyn.literature.document import Document
from varsyn.literature.found import FoundMention
from varsyn.literature.writers.bioc import identifier_of, kind_of
from varsyn.model import Candidate

_STYLE = """
:root{color-scheme:light dark;
--dna:#cfe8ff;--protein:#ffe2b8;--id:#dcd6f7;--ink:#1b1b1b;--paper:#fff;--line:#8a8a8a}
@media (prefers-color-scheme:dark){
:root{--dna:#1f4e79;--protein:#6b4a12;--id:#473a78;--ink:#eee;--paper:#161616;--line:#777}}
body{font:1rem/1.65 Georgia,'Times New Roman',serif;color:var(--ink);background:var(--paper);max-width:54rem;
margin:2rem auto;padding:0 1rem}
h1,h2,nav,.key,.note,table{font-family:system-ui,sans-serif}
h2{overflow-wrap:anywhere;font-size:1.15rem;border-top:1px solid var(--line);padding-top:1rem}
.title{font-size:1.25rem;font-weight:bold}.caption,.references,.back,.keywords{font-size:.9rem}
p{white-space:pre-wrap;overflow-wrap:anywhere}
.row{font-family:system-ui,sans-serif;font-size:.9rem;
margin:.1rem 0;border-bottom:1px solid var(--line);tab-size:44}
.m{position:relative;border-radius:3px;padding:0 2px;border-bottom:2px solid var(--line);cursor:help}
.DNAMutation{background:var(--dna)}.ProteinMutation{background:var(--protein)}.SNP{background:var(--id)}
.mismatch,.unknown_gene,.unparsed{border-bottom:2px dashed #c22}
.ambiguous,.unverified{border-bottom:2px dotted #b60}
.m:focus{outline:3px solid #06c;outline-offset:1px}
.note{position:absolute;left:0;top:1.7em;z-index:2;width:max-content;max-width:min(28rem,80vw);white-space:normal;
background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:.5rem .7rem;font-size:.85rem;
line-height:1.4;box-shadow:0 3px 10px #0005;visibility:hidden}
.note b,.note span{display:block}.m:hover .note,.m:focus .note,.m:target .note{visibility:visible}
table{border-collapse:collapse;font-size:.9rem;margin:1rem 0}
th,td{border:1px solid var(--line);padding:.2rem .6rem;
text-align:left;vertical-align:top}
@media print{.note{display:none}}
"""
_KEY = (
    '<p class="key"><mark class="m DNAMutation">DNA</mark> <mark class="m ProteinMutation">protein</mark> '
    '<mark class="m SNP">identifier</mark>. Point at a mention, or reach it with '
    "the tab key, to read what it was resolved to; dashed underlining: it does not fit; dotted: "
    "not settled.</p>\n"
)
_WORST = 5
"""Messages and candidates shown on one mention."""


class PageWriter:
    """An HTML page with nothing outside it: no scripts, no fonts, no addresses. All text is escaped.

    >>> from varsyn.literature.document import Document, Passage
    >>> "&lt;b&gt;" in PageWriter().document(Document("d", (Passage("body", "<b>", 0),)), ())
    True
    """

    def header(self) -> str:
        """The page's head and the key of its colours."""
        return (
            '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src '
            "'unsafe-inline'\">"
            f"<title>Variant mentions</title><style>{_STYLE}</style></head>\n"
            f"<body>\n<main>\n<h1>Variant mentions</h1>\n{_KEY}"
        )

    def __init__(self) -> None:
        self._open = False

    def document(self, document: Document, mentions: Sequence[FoundMention]) -> str:
        """A document, or the next part of one, with its mentions marked and a table of what they are."""
        pieces = []
        self._open = not document.last
        if not document.part:
            pieces.append(f"<article><h2>{escape(document.id)}</h2>\n")
        at = 0
        for passage in document.passages:
            kind = "row" if passage.section == "table" else escape(passage.section)
            pieces.append(f'<p class="{kind}">')
            done = 0
            while at < len(mentions) and mentions[at].start < passage.end:
                mention = mentions[at]
                start, end = mention.start - passage.offset, mention.end - passage.offset
                pieces.append(escape(passage.text[done:start]))
                pieces.append(_mark(mention))
                done = end
                at += 1
            pieces.append(escape(passage.text[done:]) + "</p>\n")
        pieces.append(_table(mentions))
        if document.last:
            pieces.append("</article>\n")
        return "".join(pieces)

    def broken(self) -> str:
        """The document's end, where one is open."""
        opened, self._open = self._open, False
        return "</article>\n" if opened else ""

    def footer(self) -> str:
        """The page's end."""
        return "</main>\n</body>\n</html>\n"


def _mark(mention: FoundMention) -> str:
    status = mention.resolution.status if mention.resolution is not None else ""
    note = "".join(f"<span>{escape(line)}</span>" for line in _notes(mention))
    return (
        f'<mark id="{_anchor(mention)}" class="m {kind_of(mention)} {status}" tabindex="0">'
        f"{escape(mention.text)}"
        f'<span class="note" role="tooltip"><b>{escape(_heading(mention))}</b>{note}</span></mark>'
    )


def _anchor(mention: FoundMention) -> str:
    """What an address can point at: ``page.html#PMC1:523``."""
    return escape("".join(f"{mention.document}:{mention.start}".split()))


def _heading(mention: FoundMention) -> str:
    resolution = mention.resolution
    if resolution is not None and resolution.variant is not None:
        return str(resolution.variant)
    gene = f"{mention.gene} " if mention.gene else ""
    return gene + identifier_of(mention)


def _notes(mention: FoundMention) -> list[str]:
    lines = []
    if mention.gene:
        words = f" (written {mention.gene_text})" if mention.gene_text not in (None, mention.gene) else ""
        lines.append(f"gene: {mention.gene}{words}")
    if mention.written_out:
        lines.append(f"the sentence says: {mention.written_out}")
    resolution = mention.resolution
    if resolution is not None:
        chance = f", probability {resolution.probability:.2f}" if resolution.probability is not None else ""
        lines.append(f"{resolution.status}{chance}")
        if resolution.variant is None:
            lines += [_possible(candidate) for candidate in resolution.candidates[:_WORST]]
        lines += [message.text for message in resolution.messages[:_WORST]]
    elif mention.hints:
        lines.append("said of numbering: " + ", ".join(hint.replace("_", " ") for hint in mention.hints))
    return lines


def _possible(candidate: Candidate) -> str:
    """One of several candidates, and the numbering that leads to it."""
    use = candidate.numbering
    counted = f": {use.printed} is {use.position} in {use.scheme.replace('_', ' ')}" if use.offset else ""
    return f"perhaps {candidate.variant}{counted}"


def _written(mention: FoundMention) -> str:
    return f"{mention.text} ({mention.written_out})" if mention.written_out else mention.text


def _table(mentions: Sequence[FoundMention]) -> str:
    rows: dict[tuple[str, str, str], list[FoundMention]] = {}
    for mention in mentions:
        status = mention.resolution.status if mention.resolution is not None else "found"
        rows.setdefault((mention.gene or "", _heading(mention), status), []).append(mention)
    if not rows:
        return ""
    body = "".join(
        f"<tr><td>{escape(gene)}</td><td>{escape(heading)}</td>"
        f"<td>{escape(', '.join(dict.fromkeys(map(_written, found))))}</td><td>{len(found)}</td>"
        f"<td>{escape(status)}</td></tr>"
        for (gene, heading, status), found in rows.items()
    )
    return (
        "<table><caption>What was found</caption><thead><tr><th scope=col>Gene</th><th scope=col>Variant</th>"
        "<th scope=col>Written</th><th scope=col>Times</th><th scope=col>Status</th></tr></thead>"
        f"<tbody>{body}</tbody></table>\n"
    )
