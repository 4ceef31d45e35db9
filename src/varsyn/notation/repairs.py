"""The repairs that reading makes: one place makes them, so that they are easily found."""

from __future__ import annotations

from varsyn.model import Repair


def repair(code: str, before: str, after: str, lossy: bool = False) -> Repair:
    """A repair: its code, what was written, what it was read as, whether that could change the meaning."""
    # A token of a parser is a string, but not a plain one: encoders refuse it.
    return Repair(code, str(before), str(after), lossy)


STOP_X = repair("stop_x", "X", "Ter")
ANY_X = repair("any_residue_x", "X", "Xaa", True)


def redundant(edit: str, bases: str) -> Repair:
    """Bases that HGVS leaves out after ``del`` and ``dup`` (HGVS 21.0, DNA/deletion, "do not describe")."""
    return repair("redundant_bases", f"{edit}{bases}", edit)


def sign_repairs(ref: str, mark: str, alt: str) -> tuple[Repair, ...]:
    """What a sign other than ``>`` between two bases needs."""
    before, after = f"{ref}{mark}{alt}", f"{ref}>{alt}"
    if mark == "/":
        return (repair("slash_for_arrow", before, after, True),)
    if mark == "-":
        return (repair("hyphen_for_arrow", before, after),)
    if mark == "<":
        return (repair("reversed_arrow", before, after, True),)
    return () if mark == ">" else (repair("arrow_spelling", mark, ">"),)
