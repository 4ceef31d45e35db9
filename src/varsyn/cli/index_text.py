"""Records of the synonym index as text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from varsyn.cli.style import visible

if TYPE_CHECKING:
    from varsyn.model import Link
    from varsyn.synonyms.records import ConflictRecord, Event, Match, Moved, Paper, Place, SetRecord, Spelling
    from varsyn.synonyms.writer import AddReport


_LONGEST = 120
"""Characters of a printed description; a text file taken for a mention would fill the screen."""


def short(text: str) -> str:
    r"""A text from a document on one line, cut where it is endless, unable to steer the terminal.

    >>> short("R481Q\x1b[2J" + chr(10) + "x")
    'R481Q\\x1b[2J x'
    """
    line = " ".join(text[: 2 * _LONGEST].split())
    cut = line if len(line) <= _LONGEST and len(text) <= 2 * _LONGEST else line[:_LONGEST] + "…"
    return visible(cut)


def add_text(report: AddReport) -> str:
    """One line on an addition."""
    parts = [f"{report.mentions} mentions, {report.new} new"]
    if report.statuses:
        parts.append(", ".join(f"{count} {status}" for status, count in sorted(report.statuses.items())))
    if report.reread:
        parts.append(f"{report.reread} earlier ones read anew")
    if report.skipped:
        parts.append(f"{report.skipped} passed over")
    return "; ".join(parts)


def set_text(record: SetRecord) -> str:
    """A synonym set as a block."""
    mark = "  [contested]" if record.conflict else ""
    lines = [f"{record.name}  ({record.gene or 'no gene'}, {record.level}){mark}  {record.id}"]
    lines += [f"  {_spelling(spelling)}" for spelling in record.spellings]
    if record.apart:
        others = f": {', '.join(record.possible)}" if record.possible else ""
        lines.append(f"  stands apart ({record.apart}){others}")
    if record.covered_by:
        lines.append(f"  covered by: {', '.join(record.covered_by)}")
    if record.covers:
        lines.append(f"  covers: {', '.join(record.covers)}")
    if record.relatives:
        lines.append(f"  same protein change: {', '.join(record.relatives)}")
    return "\n".join(lines)


def _spelling(spelling: Spelling) -> str:
    how = f"{spelling.how}, inferred" if spelling.inferred else spelling.how
    ruler = ""
    if spelling.numbering and spelling.numbering.get("scheme") not in (None, "", "hgvs"):
        printed, position = spelling.numbering.get("printed"), spelling.numbering.get("position")
        ruler = f" [{spelling.numbering['scheme']} {printed} -> {position}]"
    where = ", ".join(_place(place) for place in spelling.places[:6])
    more = f" and {len(spelling.places) - 6} more" if len(spelling.places) > 6 else ""
    return f"{short(spelling.text):<24} {how} ({spelling.probability:.3g}){ruler}  {where}{more}"


def _place(place: Place) -> str:
    name = short(place.document) if place.document else "no document"
    return name if place.start is None else f"{name}:{place.start}"


def match_text(match: Match) -> str:
    """An answer to a look-up as a block."""
    if match.set is None:
        where = ", ".join(_place(place) for place in match.places[:6])
        return f"{short(match.text)}: {match.how}, {match.status}; in no set  {where}"
    return f"{short(match.text)}: {match.how}\n{set_text(match.set)}"


def paper_text(paper: Paper) -> str:
    """One line on a paper."""
    inferred = ", inferred" if paper.inferred else ""
    place = f" at {paper.start}" if paper.start is not None else ""
    how = f"{paper.how}{inferred}, {paper.probability:.3g}"
    return f"{short(paper.document or 'no document')}{place}  {short(paper.text)}  ({how})"


def event_text(event: Event) -> str:
    """One line on an event."""
    return f"{event.seq:>6}  {event.time}  {event.action:<9} {short(event.text)}  [{event.agent}]"


def conflict_text(conflict: ConflictRecord) -> str:
    """A contradiction as a block."""
    state = "settled" if conflict.settled else "open"
    lines = [f"{conflict.one} / {conflict.other}  ({conflict.kind}, {state})"]
    for side in conflict.sides:
        tail = " ".join(str(side[key]) for key in ("time", "reason", "id") if side.get(key))
        lines.append(
            f"  {side['type']}: {side['subject']} / {side['object']}  [{side['agent']}] {tail}".rstrip()
        )
    return "\n".join(lines)


def link_text(link: Link) -> str:
    """A link as a block: what, how sure, on what evidence, by whom."""
    own = f"  {link.id}" if link.id else ""
    by = " ".join(part for part in (f"[{link.agent}]", link.time, link.checksum[:12]) if part)
    lines = [f"{link.type}: {short(link.subject)} -> {short(link.object)}  ({link.probability:.3g}){own}"]
    lines += [f"  {fact}" for fact in link.evidence]
    return "\n".join([*lines, f"  {by}"])


def moved_text(moved: Moved) -> str:
    """One line on a description that reads differently."""
    where = f"  ({', '.join(moved.documents[:6])})" if moved.documents else ""
    return f"{moved.gene or ''} {short(moved.text)}: {moved.before} -> {moved.after}{where}".strip()
