"""Rulers one below the other, the positions marked: for the terminal and as SVG."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from xml.sax.saxutils import escape

import msgspec

from varsyn.model import Candidate, Resolution

_WIDTH = 60
_MOST = 4
"""Candidates that are drawn."""
_PLACE = re.compile(r"(?:c\.)?(?P<region>[-*]?)(?P<base>\d+)(?P<intron>[+-]\d+)?")


class Mark(msgspec.Struct, frozen=True):
    """A place on the HGVS ruler: ``at`` is 0-based along the sequence, negative before its number 1."""

    at: int
    label: str


class Track(msgspec.Struct, frozen=True):
    """Another ruler: its number 1 stands at ``start`` of the HGVS ruler (0-based); its marks."""

    name: str
    start: int
    marks: tuple[Mark, ...]


class Picture(msgspec.Struct, frozen=True):
    """What is drawn: the HGVS ruler over ``length`` residues or bases with its marks, and other rulers."""

    title: str
    length: int
    marks: tuple[Mark, ...]
    tracks: tuple[Track, ...] = ()

    @property
    def first(self) -> int:
        """Where the drawing begins (0-based along the sequence, negative before number 1)."""
        places = [mark.at for track in self.tracks for mark in track.marks] + [m.at for m in self.marks]
        return min(0, *places, *(track.start for track in self.tracks))

    @property
    def last(self) -> int:
        """Where it ends: the last residue or base, or a mark behind it."""
        return max(self.length - 1, *(mark.at for mark in self.marks))


def picture_of(resolution: Resolution, letters: str, spelled: Callable[[str], str] = str) -> Picture | None:
    """The picture of an answer: its candidates' places on the HGVS ruler, and the rulers that lead there.

    ``letters`` is the protein or the coding sequence in one-letter codes, ``spelled`` how a letter is shown.
    None where no candidate has a place on it.
    """
    length = len(letters)
    marks: dict[int, Mark] = {}
    tracks: dict[tuple[str, int], list[Mark]] = {}
    several = len({one.numbering.position for one in resolution.candidates[:_MOST]}) > 1
    for candidate in resolution.candidates[:_MOST]:
        use = candidate.numbering
        place = _PLACE.match(use.position or "")
        if place is None:
            continue
        at = _along(place, length)
        inside = 0 <= at < length and not place["intron"] and not place["region"]
        label = place[0].removeprefix("c.") + (f" {spelled(letters[at])}" if inside else "")
        if several and at not in marks:
            label += f" ({_share(candidate, resolution):.0%})"
        marks.setdefault(at, Mark(at, label))
        if use.offset and use.printed and use.scheme != "genome_tail":
            drawn = tracks.setdefault((use.scheme.replace("_", " "), use.offset), [])
            mark = Mark(at, use.printed)
            if mark not in drawn:
                drawn.append(mark)
    if not marks:
        return None
    best = resolution.variant or resolution.candidates[0].variant
    title = resolution.mention.text.strip() + (" = " if resolution.variant is not None else " ? ") + str(best)
    others = tuple(Track(name, start, tuple(found)) for (name, start), found in tracks.items())
    return Picture(title, length, tuple(marks.values()), others)


def _share(candidate: Candidate, resolution: Resolution) -> float:
    same = candidate.numbering.position
    return sum(one.probability for one in resolution.candidates if one.numbering.position == same)


def _along(place: re.Match[str], length: int) -> int:
    base = int(place["base"])
    if place["region"] == "-":
        return -base
    return length + base - 1 if place["region"] == "*" else base - 1


def terminal(picture: Picture) -> str:
    """The picture in plain characters, the rulers 60 columns wide.

    >>> track = Track("mature protein", 30, (Mark(510, "481"),))
    >>> print(terminal(Picture("R481Q", 1367, (Mark(510, "511 Arg"),), (track,))))
    R481Q
                                            511 Arg
      HGVS            |---------------------v------------------------------------| 1 to 1367
      mature protein   |--------------------^------------------------------------| 1 to 1337
                                            481
    """
    width = max(len("HGVS"), *(len(track.name) for track in picture.tracks), 0)
    span = max(1, picture.last - picture.first)

    def column(at: int) -> int:
        return min(_WIDTH - 1, max(0, round((at - picture.first) * (_WIDTH - 1) / span)))

    def ruler(start: int, marks: Sequence[Mark], sign: str) -> str:
        drawn = ["-" if at > column(start) else " " for at in range(_WIDTH)]
        drawn[column(start)] = drawn[-1] = "|"
        for mark in marks:
            drawn[column(mark.at)] = sign
        return "".join(drawn)

    def labels(marks: Sequence[Mark]) -> Iterator[str]:
        for mark in marks:
            yield (" " * (width + 4 + column(mark.at)) + mark.label).rstrip()

    lines = [picture.title, *labels(picture.marks)]
    name = f"  {'HGVS':<{width}}"
    lines.append(f"{name}  {ruler(picture.first, picture.marks, 'v')} {_numbers(picture, 0)}")
    for track in picture.tracks:
        drawn = ruler(min(track.start, picture.first) if _before(track) else track.start, track.marks, "^")
        lines.append(f"  {track.name:<{width}}  {drawn} {_numbers(picture, track.start)}")
        lines += labels(track.marks)
    return "\n".join(lines)


def _before(track: Track) -> bool:
    """Whether the ruler is drawn from before its own number 1."""
    return any(mark.at < track.start for mark in track.marks)


def _numbers(picture: Picture, start: int) -> str:
    """The range of a ruler in its own numbers: there is no 0."""
    low = picture.first - start
    first = low if low < 0 and (start == 0 or picture.first < 0) else 1
    return f"{first} to {picture.last - start + 1}"


_SVG_WIDTH, _TOP, _STEP, _LEFT, _RIGHT = 760, 96, 62, 170, 690
_COLOURS = ("#1b4f8a", "#a04c00", "#2e7d32", "#6a1b9a")
_MARKED = "#b00020"


def svg(picture: Picture) -> str:
    """The picture as a self-contained SVG document."""
    scale = (_RIGHT - _LEFT) / max(1, picture.last - picture.first)
    height = _TOP + _STEP * len(picture.tracks) + 40

    def x(at: int) -> float:
        return round(_LEFT + (at - picture.first) * scale, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_SVG_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_SVG_WIDTH} {height}" role="img" font-family="sans-serif" font-size="13">',
        f"<title>{escape(picture.title)}</title>",
        f'<rect width="{_SVG_WIDTH}" height="{height}" fill="#ffffff"/>',
        _text(20, 28, picture.title, weight="bold"),
        *_ruler("HGVS", _TOP, x(picture.first), x(picture.last), _numbers(picture, 0), _COLOURS[0]),
    ]
    for row, mark in enumerate(picture.marks):
        parts.append(_line(x(mark.at), _TOP - 14, _TOP + 10))
        parts.append(_text(x(mark.at), _TOP - 20 - 15 * (row % 3), mark.label, "middle", _MARKED))
    for row, track in enumerate(picture.tracks, start=1):
        y = _TOP + _STEP * row
        begin = picture.first if _before(track) else track.start
        colour = _COLOURS[row % len(_COLOURS)]
        parts += _ruler(track.name, y, x(begin), x(picture.last), _numbers(picture, track.start), colour)
        for mark in track.marks:
            parts.append(_line(x(mark.at), _TOP + 10, y + 12))
            parts.append(_text(x(mark.at), y + 26, mark.label, "middle", _MARKED))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _ruler(name: str, y: int, left: float, right: float, numbers: str, colour: str) -> Sequence[str]:
    first, _, last = numbers.partition(" to ")
    return (
        _text(20, y + 5, name, fill=colour),
        f'<line x1="{left}" y1="{y}" x2="{right}" y2="{y}" stroke="{colour}" stroke-width="3"/>',
        f'<line x1="{left}" y1="{y - 7}" x2="{left}" y2="{y + 7}" stroke="{colour}" stroke-width="2"/>',
        f'<line x1="{right}" y1="{y - 7}" x2="{right}" y2="{y + 7}" stroke="{colour}" stroke-width="2"/>',
        _text(left - 6, y + 5, first, "end", colour, size=11),
        _text(right + 8, y + 5, last, fill=colour, size=11),
    )


def _line(x: float, top: float, bottom: float) -> str:
    return (
        f'<line x1="{x}" y1="{top}" x2="{x}" y2="{bottom}" stroke="{_MARKED}" stroke-width="2" '
        'stroke-dasharray="4 3"/>'
    )


def _text(
    x: float,
    y: float,
    words: str,
    anchor: str = "start",
    fill: str = "#222222",
    *,
    weight: str = "normal",
    size: int = 13,
) -> str:
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{fill}" font-weight="{weight}" '
        f'font-size="{size}">{escape(words)}</text>'
    )
