"""A picture of variants along their protein: one pin a variant, domain bands below, as SVG."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Literal

import msgspec

from varsyn.reference import Feature

Kind = Literal["missense", "stop", "frameshift", "in-frame", "synonymous", "splice", "other"]

WIDTH, LEFT, RIGHT = 960, 24, 24
BAR_TOP, BAR_HEIGHT = 0, 18
LANES = 6
"""Heights at which pin heads are put, so that neighbours do not hide each other."""

COLOURS: dict[Kind, str] = {
    "missense": "#1f5fa8", "stop": "#b3261e", "frameshift": "#a8480a", "in-frame": "#6b4ea0",
    "synonymous": "#4d6b3c", "splice": "#7a5c00", "other": "#5c5c5c",
}  # fmt: skip
SHAPES: dict[Kind, str] = {
    "missense": "circle", "stop": "square", "frameshift": "triangle", "in-frame": "diamond",
    "synonymous": "ring", "splice": "cross", "other": "ring",
}  # fmt: skip
BANDS = {
    "SIGNAL": ("Signal peptide", "#d9b44a"), "TRANSIT": ("Transit peptide", "#d9b44a"),
    "PROPEP": ("Propeptide", "#e3c9a8"), "INIT_MET": ("Initiator Met", "#e0e0e0"),
    "CHAIN": ("Chain", "#a9c4de"), "PEPTIDE": ("Peptide", "#a9c4de"), "DOMAIN": ("Domain", "#9fcfae"),
    "TRANSMEM": ("Transmembrane", "#c8a2c8"), "REPEAT": ("Repeat", "#bcd6a2"),
    "ZN_FING": ("Zinc finger", "#9fcfae"),
}  # fmt: skip
"""Feature types of UniProt to label and colour; others are drawn grey."""


class Pin(msgspec.Struct, frozen=True):
    """A variant to draw: residue (1-based, on the precursor), label, kind, weight (people or rows)."""

    residue: int
    label: str
    kind: Kind
    weight: int = 1


def residue_of(hgvs_p: str, hgvs_c: str) -> int | None:
    """The residue (1-based) at which a variant stands; for a splice variant the codon it is next to.

    None for variants in a UTR, of a whole exon, or without a readable position.

    >>> residue_of("NP_000866.1:p.(Arg511Gln)", ""), residue_of("", "NM_000875.5:c.357+1G>A")
    (511, 119)
    >>> residue_of("", "NM_000875.5:c.-14C>T") is None
    True
    """
    match = re.search(r"p\.[(\[]?[A-Za-z*]{1,3}(\d+)", hgvs_p)
    if match is not None:
        return int(match[1])
    match = re.search(r"c\.(\d+)", hgvs_c)
    return (int(match[1]) + 2) // 3 if match is not None else None


def kind_of(hgvs_p: str, hgvs_c: str) -> Kind:
    """What a variant does, by its descriptions.

    >>> kind_of("p.(Arg89Ter)", ""), kind_of("p.(Ile141SerfsTer19)", ""), kind_of("", "c.357+1G>A")
    ('stop', 'frameshift', 'splice')
    """
    protein = hgvs_p.rpartition("p.")[2].strip("()[]")
    if "fs" in protein:
        return "frameshift"
    if re.search(r"\d(Ter|\*)$", protein):
        return "stop"
    if protein.endswith("="):
        return "synonymous"
    if re.fullmatch(r"[A-Z][a-z]{2}\d+[A-Z][a-z]{2}", protein):
        return "missense"
    if re.search("del|ins|dup", protein):
        return "in-frame"
    if re.search(r"c\.\d+[+-]\d", hgvs_c):
        return "splice"
    return "other"


def lollipop(gene: str, length: int, pins: Sequence[Pin], features: Sequence[Feature] = ()) -> str:
    """The picture as one SVG element, with a title and a description for those who do not see it.

    Parameters
    ----------
    length: residues of the protein.
    features: bands, 1-based and inclusive; those without both ends are left out.
    """
    inside = sorted(
        (pin for pin in pins if 1 <= pin.residue <= length), key=lambda pin: (pin.residue, pin.label)
    )
    scale = (WIDTH - LEFT - RIGHT) / max(length, 1)
    lanes, texts = _lanes(inside, scale)
    used = max(lanes, default=0) + 1
    top = 10 + used * 24
    legend_top = top + BAR_HEIGHT + 34
    kinds = list(dict.fromkeys(pin.kind for pin in inside))
    # Features are of the UniProt sequence, which may be another isoform: what lies beyond is cut off.
    bands = [
        msgspec.structs.replace(one, end=min(one.end, length))
        for one in features
        if one.begin is not None and one.end is not None and one.begin <= length
    ]
    height = legend_top + 22 * (bool(kinds) + (len(bands) > 0)) + 8
    name = re.sub(r"\W", "-", gene)
    said = "; ".join(f"{pin.label} at residue {pin.residue}" for pin in inside) or "no variant to draw"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="lt-{name} ld-{name}" class="lollipop">',
        f'<title id="lt-{name}">Variants along {escape(gene)} ({length} residues)</title>',
        f'<desc id="ld-{name}">{escape(said)}</desc>',
        f'<rect x="{LEFT}" y="{top + 5}" width="{WIDTH - LEFT - RIGHT}" height="{BAR_HEIGHT - 10}" '
        'fill="#d6d6d6" rx="3"/>',
    ]
    parts += [_band(one, scale, top) for one in bands]
    parts += _axis(length, scale, top)
    largest = max((pin.weight for pin in inside), default=1)
    # Stems first, so that none runs over a head.
    parts += [_stem(pin, lane, scale, top) for pin, lane in zip(inside, lanes, strict=True)]
    for pin, lane, shown in zip(inside, lanes, texts, strict=True):
        parts.append(_pin(pin, lane, shown, scale, top, largest))
    parts += _legend(kinds, bands, legend_top)
    parts.append("</svg>")
    return "".join(parts)


def _x(residue: float, scale: float) -> float:
    return round(LEFT + (residue - 0.5) * scale, 1)


def _lanes(pins: Sequence[Pin], scale: float) -> tuple[list[int], list[bool]]:
    """A lane for each pin, and whether there is room for its label."""
    ends = [-1e9] * LANES
    lanes: list[int] = []
    texts: list[bool] = []
    for pin in pins:
        x = _x(pin.residue, scale)
        # 6.2 units a character at the size of the labels, and the head.
        need = 14 + 6.2 * len(pin.label)
        lane = next((number for number in range(LANES) if ends[number] <= x - 8), None)
        if lane is None:
            lanes.append(LANES - 1)
            texts.append(False)
            continue
        room = x + need < WIDTH
        ends[lane] = x + (need if room else 10)
        lanes.append(lane)
        texts.append(room)
    return lanes, texts


def _band(feature: Feature, scale: float, top: int) -> str:
    assert feature.begin is not None
    assert feature.end is not None
    label, colour = BANDS.get(feature.type, (feature.type.capitalize(), "#bdbdbd"))
    x = _x(feature.begin - 0.5 + 0.5, scale) - scale / 2
    width = max((feature.end - feature.begin + 1) * scale, 1.5)
    text = feature.description or label
    title = f"{label}: {text}, residues {feature.begin} to {feature.end}"
    caption = ""
    if len(text) * 5.6 < width:
        middle = f'x="{x + width / 2:.1f}" y="{top + 13}" text-anchor="middle"'
        caption = f'<text {middle} class="band">{escape(text)}</text>'
    return (
        f'<g><title>{escape(title)}</title><rect x="{x:.1f}" y="{top}" width="{width:.1f}" '
        f'height="{BAR_HEIGHT}" fill="{colour}" stroke="#fff" stroke-width="0.5" rx="2"/>{caption}</g>'
    )


def _axis(length: int, scale: float, top: int) -> list[str]:
    step = next(s for s in (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000) if length / s <= 12)
    marks = [1, *range(step, length, step), length]
    if len(marks) > 2 and length - marks[-2] < step / 2:
        del marks[-2]
    below = f'y="{top + BAR_HEIGHT + 14}" class="axis" text-anchor="middle"'
    return [f'<text x="{_x(mark, scale)}" {below}>{mark}</text>' for mark in marks]


def _stem(pin: Pin, lane: int, scale: float, top: int) -> str:
    x = _x(pin.residue, scale)
    return f'<line x1="{x}" y1="{top}" x2="{x}" y2="{top - 14 - lane * 24}" stroke="#8a8a8a"/>'


def _pin(pin: Pin, lane: int, shown: bool, scale: float, top: int, largest: int) -> str:
    x, y = _x(pin.residue, scale), top - 14 - lane * 24
    size = round(4 + 4 * (pin.weight / largest) ** 0.5, 1)
    text = f'<text x="{x + size + 3}" y="{y + 4}" class="pin">{escape(pin.label)}</text>' if shown else ""
    title = f"{pin.label}: residue {pin.residue}, {pin.kind}, {pin.weight} listed"
    return f'<g class="variant"><title>{escape(title)}</title>{_head(pin.kind, x, y, size)}{text}</g>'


def _head(kind: Kind, x: float, y: float, size: float) -> str:
    colour, shape = COLOURS[kind], SHAPES[kind]
    if shape == "circle":
        return f'<circle cx="{x}" cy="{y}" r="{size}" fill="{colour}"/>'
    if shape == "ring":
        return f'<circle cx="{x}" cy="{y}" r="{size}" fill="#fff" stroke="{colour}" stroke-width="2"/>'
    if shape == "square":
        return f'<rect x="{x - size}" y="{y - size}" width="{2 * size}" height="{2 * size}" fill="{colour}"/>'
    if shape == "cross":
        one = f"M{x - size},{y - size}L{x + size},{y + size}"
        other = f"M{x - size},{y + size}L{x + size},{y - size}"
        return f'<path d="{one}{other}" stroke="{colour}" stroke-width="3"/>'
    if shape == "triangle":
        return f'<path d="M{x},{y - size}L{x + size},{y + size}L{x - size},{y + size}Z" fill="{colour}"/>'
    return f'<path d="M{x},{y - size}L{x + size},{y}L{x},{y + size}L{x - size},{y}Z" fill="{colour}"/>'


def _legend(kinds: Sequence[Kind], bands: Sequence[Feature], top: int) -> list[str]:
    parts: list[str] = []
    x = float(LEFT + 8)
    for kind in kinds:
        parts.append(
            _head(kind, x, top, 5) + f'<text x="{x + 10}" y="{top + 4}" class="legend">{kind}</text>'
        )
        x += 26 + 6.4 * len(kind)
    x, y = float(LEFT), top + (22 if kinds else 0)
    for label, colour in dict.fromkeys(
        BANDS.get(one.type, (one.type.capitalize(), "#bdbdbd")) for one in bands
    ):
        parts.append(f'<rect x="{x}" y="{y - 6}" width="14" height="12" fill="{colour}"/>')
        parts.append(f'<text x="{x + 18}" y="{y + 4}" class="legend">{escape(label)}</text>')
        x += 34 + 6.4 * len(label)
    return parts
