"""The repairs that reading makes: one constructor a code, so that codes and wording stay in one place."""

from __future__ import annotations

from functools import lru_cache

from varsyn.model import Repair


@lru_cache(maxsize=4096)
def repair(code: str, before: str, after: str, lossy: bool = False) -> Repair:
    """A repair, shared between readings that need the same one."""
    return Repair(code, before, after, lossy)


STOP_X = repair("stop_x", "X", "Ter")
ANY_X = repair("any_residue_x", "X", "Xaa", True)


def redundant(edit: str, bases: str) -> Repair:
    """Bases that HGVS leaves out after ``del`` and ``dup`` (HGVS 21.0, DNA/deletion, "do not describe")."""
    return repair("redundant_bases", f"{edit}{bases}", edit)
