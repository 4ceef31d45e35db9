"""How the readers refuse a file: always with the file and the place."""

from __future__ import annotations

from varsyn.model import InputError


def refuse(
    file: str,
    reason: str,
    *,
    code: str,
    line: int | None = None,
    column: int | None = None,
    byte: int | None = None,
    advice: tuple[str, ...] = (),
) -> InputError:
    """The error for an unusable file: ``line`` and ``column`` count from 1, ``byte`` from 0.

    >>> refuse("a.xml", "mismatched tag", code="bad_xml", line=3, column=7).message
    'a.xml: line 3, column 7: mismatched tag'
    """
    place = []
    if line is not None:
        place.append(f"line {line}")
    if column is not None:
        place.append(f"column {column}")
    if byte is not None:
        place.append(f"byte {byte}")
    where = f"{', '.join(place)}: " if place else ""
    return InputError(f"{file}: {where}{reason}", code=code, advice=advice)
