"""Parsed pieces of a protein change to readings: the rules that fast path and grammar share.

Residues come in as printed (one letter, three letters or name) and leave as three-letter codes.
"""

from __future__ import annotations

from varsyn.model import InvalidNotation, Reading, Repair
from varsyn.model.reading import Edit
from varsyn.model.residues import STOP_WORDS, split_residues, three_letter
from varsyn.notation.nucleotide import check_size
from varsyn.notation.repairs import ANY_X, STOP_X, repair

Repairs = tuple[Repair, ...]


def residue(word: str) -> tuple[str, Repairs] | None:
    """A residue in the place of a reference residue: ``X`` there is any residue, ``*`` a stop."""
    code = three_letter(word)
    if code is None or word == "SEC":
        # ``SEC11A`` is a gene.
        return None
    if len(word) == 3 and word != code:
        return code, (repair("residue_case", word, code),)
    if len(word) > 3 or (word.isalpha() and word.lower() in STOP_WORDS and code == "Ter" and word != "Ter"):
        return code, (repair("residue_name", word, code),)
    return code, ()


def new_residue(word: str) -> tuple[str, Repairs] | None:
    """A residue in the place of a new one: here ``X`` and its kin are a stop."""
    if word in ("X", "x"):
        return "Ter", (STOP_X,)
    if word == "*" or word == "Ter":
        return "Ter", ()
    if word.lower() in STOP_WORDS:
        return "Ter", (repair("stop_word", word, "Ter"),)
    return residue(word)


def run_of_residues(text: str) -> str | None:
    """Inserted residues as joined three-letter codes; a final ``X`` is a stop. None where they are none."""
    if text.endswith(("X", "*")) and len(text) > 1 and text[-2].islower():
        head = split_residues(text[:-1])
        return None if head is None else "".join([*head, "Ter"])
    codes = split_residues(text)
    return None if codes is None else "".join(codes)


def substitution(ref: str, start: str, alt: str, uncertain: bool, repairs: Repairs = ()) -> list[Reading]:
    """``R481Q`` and its spellings; an ``X`` gives two readings: stop first, then any residue.

    A stop that becomes a residue is an extension whose length is not said: ``Ter330GlnextTer?`` (HGVS 21.0,
    protein/extension).
    """
    check(start)
    old, new = residue(ref), new_residue(alt)
    if old is None or new is None:
        return []
    if ref == "X" and new[0] != "Ter":
        any_old = _reading("sub", start, "Xaa", new[0], uncertain, (*repairs, *new[1], ANY_X))
        return [_stop_loss("X", start, new[0], uncertain, (*repairs, STOP_X, *new[1])), any_old]
    if old[0] == "Ter" and new[0] != "Ter":
        return [_stop_loss(ref, start, new[0], uncertain, repairs + old[1] + new[1])]
    repairs += old[1] + new[1]
    if old[0] == new[0] and alt not in ("X", "x"):
        same = repair("same_residue", f"{ref}{start}{alt}", f"{old[0]}{start}=")
        return [_reading("identity", start, old[0], "", uncertain, (*repairs, same))]
    if old[0] == "Met" and start == "1" and new[0] != "Ter":
        repairs += (repair("start_loss", f"{ref}1{alt}", "Met1?"),)
    first = _reading("sub", start, old[0], new[0], uncertain, repairs)
    if alt != "X":
        return [first]
    kept = tuple(item for item in repairs if item is not STOP_X)
    return [first, _reading("sub", start, old[0], "Xaa", uncertain, (*kept, ANY_X))]


def _stop_loss(ref: str, start: str, new: str, uncertain: bool, repairs: Repairs) -> Reading:
    shown = repair("stop_loss", f"{ref}{start}{new}", f"Ter{start}{new}extTer?")
    return Reading("p", "ext", start, start, "Ter", new, None, None, uncertain, (*repairs, shown), ter="?")


def _reading(edit: Edit, start: str, ref: str, alt: str, uncertain: bool, repairs: Repairs) -> Reading:
    return Reading("p", edit, start, start, ref, alt, None, None, uncertain, repairs)


def check(position: str) -> None:
    """Refuse residue 0 and numbers with leading zeros only."""
    if position.isdigit() and int(position[:20]) == 0:
        raise InvalidNotation(
            "there is no residue 0: the initiator methionine is residue 1",
            code="position_zero",
            advice=("check the number; before Met1 of a chain that lacks its signal peptide stands -1",),
        )


def span(
    edit: Edit, ref: str, start: str, ref_end: str = "", end: str = "", alt: str = "", *,
    uncertain: bool, length: str = "", repairs: Repairs = (),
) -> list[Reading]:  # fmt: skip
    """Deletion, duplication, insertion or delins of residues; empty list where a word is no residue."""
    check(start)
    check(end)
    check_size(length)
    old = residue(ref) if ref else ("", ())
    last = residue(ref_end) if ref_end else ("", ())
    new = run_of_residues(alt) if alt else ""
    if old is None or last is None or new is None:
        return []
    repairs += old[1] + last[1]
    if end and end == start:
        repairs += (repair("single_position_range", f"{start}_{end}", start),)
        end = ""
    if end and start.isdigit() and end.isdigit() and int(end[:12]) < int(start[:12]):
        repairs += (repair("swapped_range", f"{start}_{end}", f"{end}_{start}", True),)
        start, end, old, last = end, start, last, old
    if edit in ("del", "dup") and alt:
        repairs += (repair("redundant_residues", f"{edit}{alt}", edit),)
        new = ""
        if not end and not old[0]:
            codes = split_residues(alt) or []
            old = (codes[0], ()) if codes else old
            if len(codes) > 1:
                end, last = str(int(start) + len(codes) - 1), (codes[-1], ())
    if edit == "delins" and end and new and old[0] and (new.endswith(last[0]) or new.startswith(old[0])):
        repairs += (repair("untrimmed_delins", f"{ref}{start}_{ref_end}{end}delins{alt}", "delins"),)
    if edit == "ins" and not end:
        repairs += (repair("insertion_side", f"{ref}{start}ins", "ins", True),)
    if length and edit in ("del", "dup") and start.isdigit() and length.isdigit() and len(length) < 6:
        if not end and int(length) > 1:
            end = str(int(start) + int(length) - 1)
            repairs += (repair("size_to_range", f"{start}{edit}{length}", f"{start}_{end}{edit}"),)
        else:
            repairs += (repair("redundant_size", f"{edit}{length}", edit),)
        length = ""
    return [
        Reading(
            "p", edit, start, end or start, old[0], new, None, None, uncertain, repairs,
            ref_end=last[0] if end else "", length=length,
        )
    ]  # fmt: skip


def frameshift(
    ref: str,
    start: str,
    alt: str = "",
    ter: str = "",
    *,
    uncertain: bool,
    stop: str = "Ter",
    repairs: Repairs = (),
    absolute: bool = False,
) -> list[Reading]:
    """A frameshift: first changed residue, its replacement where printed, distance to the new stop.

    ``ter`` larger than ``start`` may be the absolute codon of the new stop (printed so in older papers):
    both readings are given, the absolute one first where neither the new residue nor ``Ter``/``*`` is
    printed, or ``X`` stands last (``absolute``: ``fs114X``). An absolute stop becomes a distance counted
    from ``start`` as 1 (HGVS 21.0, protein/frameshift).
    """
    check(start)
    old = residue(ref)
    new = new_residue(alt) if alt else ("", ())
    if old is None or new is None:
        return []
    repairs += old[1] + new[1]
    if stop not in ("Ter", "*", ""):
        repairs += (repair("stop_x", stop, "Ter"),)
    if old[0] == new[0]:
        repairs += (repair("first_changed_residue", f"{ref}{start}{alt}fs", f"{old[0]}{start}fs", True),)
    if new[0] == "Ter":
        repairs += (repair("frameshift_to_stop", f"{ref}{start}{alt}fs", f"{old[0]}{start}Ter"),)
        return [Reading("p", "sub", start, start, old[0], "Ter", None, None, uncertain, repairs)]

    def reading(distance: str, more: Repairs) -> Reading:
        return Reading(
            "p", "fs", start, start, old[0], new[0], None, None, uncertain, repairs + more, ter=distance
        )

    if ter.isdigit() and start.isdigit() and len(ter) < 7 and int(ter) > int(start) and int(start) > 0:
        distance = str(int(ter) - int(start) + 1)
        as_codon = repair("absolute_stop", f"fs{stop}{ter}", f"fsTer{distance}", True)
        both = [reading(ter, ()), reading(distance, (as_codon,))]
        return both[::-1] if absolute or not (alt or stop in ("Ter", "*")) else both
    return [reading(ter, ())]


def point(edit: Edit, ref: str, start: str, uncertain: bool, repairs: Repairs = ()) -> list[Reading]:
    """``Ser157=`` and ``Met1?``."""
    check(start)
    old = residue(ref)
    return [] if old is None else [_reading(edit, start, old[0], "", uncertain, repairs + old[1])]


def extension(
    ref: str, start: str, alt: str, ter: str, *, uncertain: bool, stop: str = "Ter", repairs: Repairs = ()
) -> list[Reading]:
    """N-terminal (``Met1ext-5``) and C-terminal (``Ter110GlnextTer17``) extensions."""
    old = ("Ter", (STOP_X,)) if ref == "X" else residue(ref)
    new = new_residue(alt) if alt else ("", ())
    if old is None or new is None:
        return []
    repairs += old[1] + new[1]
    if stop == "X":
        repairs += (STOP_X,)
    if ter.startswith("-") and new[0]:
        repairs += (repair("extension_residue", f"{ref}{start}{alt}ext{ter}", f"{ref}{start}ext{ter}", True),)
    return [Reading("p", "ext", start, start, old[0], new[0], None, None, uncertain, repairs, ter=ter)]
