"""Two rulers side by side, the position marked: for the terminal and as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

import msgspec

from varsyn.model import Resolution

_WIDTH = 60


class Picture(msgspec.Struct, frozen=True):
    """What is drawn: a printed number and the HGVS number it stands for, on rulers of ``length`` units.

    ``offset`` is what the printed ruler starts behind; ``letters`` is the residue or base at the mark.
    """

    title: str
    ruler: str
    printed: int
    position: int
    offset: int
    length: int
    letters: str = ""


def picture_of(resolution: Resolution, length: int, letters: str = "") -> Picture | None:
    """The picture of a settled answer under another ruler than HGVS's; None where there is none to draw.

    ``length`` is the number of residues (or bases) of the reference, 1-based positions run up to it.
    """
    best = resolution.candidates[0] if resolution.candidates else None
    use = best.numbering if best is not None else None
    if best is None or use is None or not use.printed or not use.position or use.offset is None:
        return None
    if not use.printed.isdigit() or not use.position.isdigit():
        return None
    title = f"{resolution.mention.text.strip()} = {best.variant}"
    name = use.scheme.replace("_", " ")
    return Picture(title, name, int(use.printed), int(use.position), use.offset, length, letters)


def terminal(picture: Picture) -> str:
    """The picture in plain characters, the rulers 60 columns wide.

    >>> print(terminal(Picture("R481Q", "mature protein", 481, 511, 30, 1367, "Arg")))
    R481Q
                                            511 Arg
      HGVS            |---------------------v------------------------------------| 1 to 1367
      mature protein   |--------------------^------------------------------------| 1 to 1337
                                            481
    """
    first = min(1, picture.offset + 1)
    span = max(1, picture.length - first)

    def column(position: int) -> int:
        return min(_WIDTH - 1, max(0, round((position - first) * (_WIDTH - 1) / span)))

    def ruler(start: int, sign: str) -> str:
        marks = ["-" if at > column(start) else " " for at in range(_WIDTH)]
        marks[column(start)] = marks[-1] = "|"
        marks[column(picture.position)] = sign
        return "".join(marks)

    label = max(len("HGVS"), len(picture.ruler))
    own = picture.length - picture.offset
    indent = " " * (label + 4 + column(picture.position))
    return "\n".join(
        (
            picture.title,
            f"{indent}{picture.position} {picture.letters}".rstrip(),
            f"  {'HGVS':<{label}}  {ruler(1, 'v')} 1 to {picture.length}",
            f"  {picture.ruler:<{label}}  {ruler(picture.offset + 1, '^')} 1 to {own}",
            f"{indent}{picture.printed}",
        )
    )


_SVG_WIDTH, _SVG_HEIGHT, _LEFT, _RIGHT = 760, 190, 150, 700


def svg(picture: Picture) -> str:
    """The picture as a self-contained SVG document."""
    scale = (_RIGHT - _LEFT) / max(1, picture.length - 1)

    def x(position: int) -> float:
        return round(_LEFT + (position - 1) * scale, 1)

    mark, start = x(picture.position), x(max(1, picture.offset + 1))
    end = x(picture.length)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_SVG_WIDTH}" height="{_SVG_HEIGHT}" '
        f'viewBox="0 0 {_SVG_WIDTH} {_SVG_HEIGHT}" role="img" font-family="sans-serif" font-size="13">',
        f"<title>{escape(picture.title)}</title>",
        f'<rect width="{_SVG_WIDTH}" height="{_SVG_HEIGHT}" fill="#ffffff"/>',
        _text(20, 28, picture.title, weight="bold"),
        *_ruler("HGVS", 80, _LEFT, end, "1", str(picture.length), "#1b4f8a"),
        *_ruler(picture.ruler, 140, start, end, "1", str(picture.length - picture.offset), "#a04c00"),
        f'<line x1="{mark}" y1="62" x2="{mark}" y2="158" stroke="#b00020" stroke-width="2" '
        'stroke-dasharray="4 3"/>',
        _text(mark, 56, f"{picture.position} {picture.letters}".strip(), anchor="middle", fill="#b00020"),
        _text(mark, 174, str(picture.printed), anchor="middle", fill="#b00020"),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _ruler(name: str, y: int, left: float, right: float, first: str, last: str, colour: str) -> Sequence[str]:
    return (
        _text(20, y + 5, name, fill=colour),
        f'<line x1="{left}" y1="{y}" x2="{right}" y2="{y}" stroke="{colour}" stroke-width="3"/>',
        f'<line x1="{left}" y1="{y - 7}" x2="{left}" y2="{y + 7}" stroke="{colour}" stroke-width="2"/>',
        f'<line x1="{right}" y1="{y - 7}" x2="{right}" y2="{y + 7}" stroke="{colour}" stroke-width="2"/>',
        _text(left, y + 22, first, anchor="middle", fill=colour, size=11),
        _text(right + 8, y + 5, last, fill=colour, size=11),
    )


def _text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    fill: str = "#222222",
    weight: str = "normal",
    size: int = 13,
) -> str:
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{fill}" font-weight="{weight}" '
        f'font-size="{size}">{escape(words)}</text>'
    )
