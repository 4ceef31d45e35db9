"""Nodes of the grammar to readings."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from varsyn.model import InvalidNotation, Reading, Repair, UnsupportedNotation
from varsyn.model.reading import Coordinate, Edit
from varsyn.model.spelling import body, spell
from varsyn.model.spelling import place as place_of
from varsyn.notation import nucleotide, protein
from varsyn.notation.nodes import (
    Change,
    Junction,
    Located,
    Node,
    Payload,
    Place,
    Predicted,
    ProteinChange,
    ResiduePlace,
    Several,
)
from varsyn.notation.positions import shift
from varsyn.notation.reference import on_reference, parse_reference
from varsyn.notation.repairs import repair
from varsyn.notation.usage import alleles_deviations, with_deviations

replace = msgspec.structs.replace
_OPPOSITE = re.compile(r"o([A-Z][A-Z_]*\d+\.\d+:[a-z]\..*)\Z")


def of_parse(parsed: Located | tuple[Located, ...] | tuple[Junction, ...]) -> list[Reading]:
    """Readings of what the parser for ``hgvs`` returned, best first."""
    if isinstance(parsed, Located):
        return of_located(parsed)
    if isinstance(parsed[0], Located):
        found = [of_located(part) for part in parsed if isinstance(part, Located)]
        if not all(found):
            return []
        choices = [readings[0] for readings in found]
        if any(choice.edit == "allele" for choice in choices):
            raise UnsupportedNotation(
                "alternatives between whole alleles are not handled",
                advice=("give each alternative by itself",),
            )
        printed = "^".join(spell(choice) for choice in choices)
        return [Reading(None, "allele", phase="alternative", parts=tuple(choices), printed=printed)]
    return [_fusion([part for part in parsed if isinstance(part, Junction)])]


def of_located(located: Located) -> list[Reading]:
    """Readings of one description with its reference."""
    coordinate: Coordinate = located.coordinate  # type: ignore[assignment]
    found = of_node(located.body, coordinate)
    if not located.reference:
        return [with_deviations(reading) for reading in found]
    return on_reference(parse_reference(located.reference), found)


def _first(node: Node, coordinate: Coordinate) -> Reading:
    """The likeliest reading of a part; InvalidNotation where it has none (a word that is no residue)."""
    found = of_node(node, coordinate)
    if not found:
        raise InvalidNotation(
            "a part of this description names no change",
            code="invalid_notation",
            advice=("check its residues and bases",),
        )
    return found[0]


def of_node(node: Node, coordinate: Coordinate) -> list[Reading]:
    """Readings of a description's body."""
    if isinstance(node, Predicted):
        return [_predicted(reading) for reading in of_node(node.inner, coordinate)]
    if isinstance(node, Several):
        return _several(node, coordinate)
    if isinstance(node, ProteinChange):
        return _protein(node)
    return _nucleotide(node, coordinate)


def _predicted(reading: Reading) -> Reading:
    if reading.uncertain and not reading.printed:
        return reading
    if reading.phase == "unknown" and not reading.printed:
        return replace(reading, parts=tuple(_predicted(part) for part in reading.parts))
    printed = f"({reading.printed})" if reading.printed else ""
    return replace(reading, uncertain=True, printed=printed)


def _nucleotide(change: Change, coordinate: Coordinate) -> list[Reading]:
    edit, place = change.edit, change.place
    if edit == "sub" and place is not None and place.text == place.start != place.end and change.payload:
        # The commonest change, with none of the oddities below.
        ref, alt, cased = _cased(coordinate, change.ref, change.payload.bases, True)
        return nucleotide.change(coordinate, "sub", place.start, "", ref, alt, "", cased)
    if edit == "all_same":
        return [Reading(coordinate, "identity")]
    if edit == "all_unknown":
        return [Reading(coordinate, "unknown")]
    if edit == "nothing":
        return [Reading(coordinate, "none", printed="" if change.note == "0" else change.note)]
    if edit == "splicing":
        return [Reading(coordinate, "unknown", printed=change.note)]
    payload, opposite = _strand(change.payload or Payload(""))
    if place is None:
        if edit not in ("ins", "delins", "con"):
            raise InvalidNotation("a position is missing before the change", code="missing_position")
        return [
            Reading(
                coordinate, "ins", alt=payload.text, length=payload.length, printed=f"{edit}{payload.text}"
            )
        ]
    if edit == "bare" and place.end and "?" in place.text:
        left_open = repair("change_missing", place.text, f"{place.text}del", True)
        return [
            Reading(coordinate, what, place.start, place.end, repairs=(left_open,)) for what in ("del", "dup")
        ]
    if edit == "bare":
        return [_bare(place, coordinate)]
    if edit == "identity" and change.note:
        return [
            Reading(
                coordinate,
                "identity",
                place.start,
                place.end or place.start,
                printed=place.text + change.note,
            )
        ]
    if edit in ("sup", "dupinv"):
        return [_odd(edit, place, coordinate)]
    if edit == "repeat":
        return [_repeat(place, payload, coordinate)]
    alt, length, more = payload.bases or payload.text, payload.length, opposite
    ref = change.ref
    if length:
        alt, more = "", opposite + _size_spelling(edit, payload)
    if edit in ("del", "dup", "inv"):
        ref, alt = payload.bases, ""
    if edit == "delins" and change.note:
        more = (*more, repair("redundant_size", f"del{change.note}ins", "delins"))
        if change.note.isdigit() and not place.end:
            ref_length = int(change.note)
            end = shift(place.start, ref_length - 1) if ref_length > 1 else None
            place = place._replace(end=end or "")
    ref, alt, cased = _cased(coordinate, ref, alt, bool(payload.bases))
    found = nucleotide.change(coordinate, edit, place.start, place.end, ref, alt, length, more + cased)  # type: ignore[arg-type]
    if place.start == place.end and "?" in place.start:
        return [replace(found[0], printed=place.text + body(found[0])[len(place.start) :])]
    return found


def _strand(payload: Payload) -> tuple[Payload, tuple[Repair, ...]]:
    """``oAB053210.2:r.1_2``, the old sign of the opposite strand, as the inversion it means."""
    match = _OPPOSITE.match(payload.text)
    if match is None:
        return payload, ()
    text = f"[{match[1]}inv]"
    return Payload(text), (repair("opposite_strand_sign", payload.text, text),)


def _size_spelling(edit: str, payload: Payload) -> tuple[Repair, ...]:
    if edit in ("ins", "delins") and payload.text.strip("()").isdigit():
        return (repair("size_spelling", f"ins{payload.text}", f"insN[{payload.length}]"),)
    return ()


def _cased(coordinate: Coordinate, ref: str, alt: str, plain: bool) -> tuple[str, str, tuple[Repair, ...]]:
    """Bases in the case of their molecule: DNA upper, RNA lower with ``u``."""
    both = ref + (alt if plain else "")
    if coordinate == "r":
        right = both.lower().replace("t", "u")
        if both == right:
            return ref, alt, ()
        new_alt = alt.lower().replace("t", "u") if plain else alt
        return ref.lower().replace("t", "u"), new_alt, (repair("rna_letters", both, right),)
    right = both.upper().replace("U", "T")
    if both == right:
        return ref, alt, ()
    new_alt = alt.upper().replace("U", "T") if plain else alt
    return ref.upper().replace("U", "T"), new_alt, (repair("base_case", both, right),)


def _bare(place: Place, coordinate: Coordinate) -> Reading:
    if place.text == "?":
        return Reading(coordinate, "unknown")
    if place.text == "0":
        return Reading(coordinate, "none")
    raise InvalidNotation(
        f"{coordinate}.{place.text} is a position without a change",
        code="missing_change",
        advice=(f"say what happens there: {coordinate}.{place.text}del, {coordinate}.{place.text}dup …",),
    )


def _odd(edit: str, place: Place, coordinate: Coordinate) -> Reading:
    if edit == "dupinv":
        flank = f"{place.end or place.start}"
        after = shift(flank, 1) or flank
        written = f"{flank}_{after}ins{place.text}inv"
        fixed = repair("inverted_duplication", f"{place.text}dupinv", written, True)
        return Reading(coordinate, "ins", flank, after, "", f"{place.text}inv", repairs=(fixed,))
    return Reading(coordinate, "dup", place.start, place.end or place.start, printed=f"{place.text}{edit}")


def _repeat(place: Place, units: Payload, coordinate: Coordinate) -> Reading:
    text = units.text
    cased: tuple[Repair, ...] = ()
    right = text.lower() if coordinate == "r" else text.upper()
    if text != right:
        cased = (repair("rna_letters" if coordinate == "r" else "base_case", text, right),)
        units = Payload(
            right, units.bases.lower() if coordinate == "r" else units.bases.upper(), units.length
        )
    start, end = place.start, place.end
    more: tuple[Repair, ...] = ()
    if end and coordinate not in ("o", "m"):
        start, end, more = nucleotide.oriented(start, end)
    alt = "" if units.length else units.text
    return Reading(
        coordinate, "repeat", start, end or start, units.bases, alt, copies=units.length, repairs=cased + more
    )


def _protein(change: ProteinChange, uncertain: bool = False) -> list[Reading]:
    place = change.place
    if place is None:
        raise InvalidNotation(
            "a residue and its number are missing before the change", code="missing_position"
        )
    found = _placed_protein(change, place)
    if place.uncertain:
        return [replace(reading, printed=_in_parentheses(reading)) for reading in found]
    return found


def _in_parentheses(reading: Reading) -> str:
    text = body(replace(reading, uncertain=False))
    head = reading.ref + reading.start
    if reading.ref_end and reading.end != reading.start:
        head += f"_{reading.ref_end}{reading.end}"
    return f"({head})" + text[len(head) :]


def _placed_protein(change: ProteinChange, place: ResiduePlace) -> list[Reading]:
    edit = change.edit
    if place.start == place.end and place.ref != place.ref_end:
        raise InvalidNotation(
            f"residue {place.start} cannot be both {place.ref} and {place.ref_end}",
            code="invalid_notation",
            advice=("check the two numbers of the range",),
        )
    if edit == "sub":
        if place.end:
            first, last = protein.residue(place.ref), protein.residue(place.ref_end)
            new = protein.new_residue(change.new)
            if first is None or last is None or new is None:
                return []
            return [
                Reading("p", "sub", place.start, place.end, first[0], new[0], ref_end=last[0], repairs=new[1])
            ]
        return protein.substitution(place.ref, place.start, change.new, False)
    if edit == "unknown":
        return protein.point("unknown", place.ref, place.start, False)
    if edit == "fs":
        stop, ter = _stop_and_number(change.tail)
        found = protein.frameshift(place.ref, place.start, change.new, ter, uncertain=False, stop=stop)
        if place.end and place.end != place.start:
            last = protein.residue(place.ref_end)
            return [replace(one, end=place.end, ref_end=last[0] if last else "") for one in found]
        return found
    if edit == "ext":
        return _extension(change, place)
    if edit == "repeat":
        found = protein.span("repeat", place.ref, place.start, place.ref_end, place.end, uncertain=False)
        return [replace(reading, copies=change.tail) for reading in found]
    payload = change.payload or Payload("")
    what: Edit = edit  # type: ignore[assignment]
    found = protein.span(
        what,
        place.ref,
        place.start,
        place.ref_end,
        place.end,
        payload.bases,
        uncertain=False,
        length=payload.length,
    )
    if payload.text and not payload.bases and not payload.length:
        return [replace(reading, alt=_canonical_residues(payload.text)) for reading in found]
    return found


def _canonical_residues(text: str) -> str:
    def three(match: re.Match[str]) -> str:
        found = protein.residue(match[0])
        return found[0] if found else match[0]

    return re.sub(r"[A-Z][a-z]{2}|[A-Z*]", three, text)


def _stop_and_number(tail: str) -> tuple[str, str]:
    for stop in ("Ter", "*", "X"):
        if tail.startswith(stop):
            return stop, tail[len(stop) :]
    return "", tail


def _extension(change: ProteinChange, place: ResiduePlace) -> list[Reading]:
    tail = change.tail
    if tail.startswith("Met-"):
        shown = repair("extension_met", f"ext{tail}", f"ext{tail[3:]}")
        return protein.extension(
            place.ref, place.start, change.new, tail[3:], uncertain=False, repairs=(shown,)
        )
    if len(tail) >= 3 and tail[:3].isalpha() and not tail.startswith("Ter"):
        new = protein.run_of_residues(tail.replace("*", "Ter")) or ""
        ter = str(len(new) // 3 + (1 if change.new else 0) - 1) if new.endswith("Ter") else "?"
        spelled = repair("extension_spelled_out", f"ext{tail}", f"extTer{ter}")
        return protein.extension(place.ref, place.start, change.new, ter, uncertain=False, repairs=(spelled,))
    stop, ter = _stop_and_number(tail)
    return protein.extension(place.ref, place.start, change.new, ter, uncertain=False, stop=stop)


def _several(node: Several, coordinate: Coordinate) -> list[Reading]:
    kind = node.kind
    if kind in ("mosaic", "chimeric"):
        return [_mosaic(node, coordinate)]
    members = node.members
    if kind == "cis" and len(members) == 1:
        inner = _first(members[0], coordinate)
        lone = repair("single_member_allele", f"[{body(inner)}]", body(inner))
        return [replace(inner, printed=f"[{body(inner)}]", repairs=(*inner.repairs, lone))]
    parts = tuple(_member(member, coordinate, kind == "derivative") for member in members)
    text = ";".join(body(part) for part in parts)
    repairs = tuple(item for part in parts for item in part.repairs)
    if kind == "cis_predicted":
        return [_allele("cis", parts, coordinate, f"[({text})]", repairs, uncertain=True)]
    if kind == "parenthesised_cis":
        moved = repair("allele_brackets", f"({text})", f"[({text})]")
        return [_allele("cis", parts, coordinate, f"[({text})]", (*repairs, moved), uncertain=True)]
    if kind == "cis_unknown":
        return [_allele("unknown", parts, coordinate, "[" + "(;)".join(map(body, parts)) + "]", repairs)]
    if kind == "products":
        return [_allele("products", parts, coordinate, "[" + ",".join(map(body, parts)) + "]", repairs)]
    if kind == "alternative":
        texts = [_bracketed(member, part) for member, part in zip(members, parts, strict=True)]
        return [_allele("alternative", parts, coordinate, "^".join(texts), repairs)]
    if kind == "residues":
        if any(part.edit != "sub" for part in parts):
            raise InvalidNotation(
                "an unchanged residue is no alternative to a change",
                code="invalid_notation",
                advice=("name the new residues only: p.(Gly56Ala^Ser)",),
            )
        text = "^".join([body(parts[0]), *(part.alt for part in parts[1:])])
        if node.mark:
            # ``Gly719^Ala^Ser``: a choice of new residues, its first sign too many.
            extra = repair(
                "alternatives_sign", f"{parts[0].ref}{parts[0].start}^", f"{parts[0].ref}{parts[0].start}"
            )
            repairs = (extra, *repairs)
        return [_allele("alternative", parts, coordinate, text, repairs)]
    if kind == "repeat_alleles":
        text = body(parts[0]) + "".join(f";[{part.copies}]" for part in parts[1:])
        return [_allele("trans", parts, coordinate, text, repairs)]
    if kind == "derivative":
        text = "[" + "::".join(map(body, parts)) + f"]{node.mark}"
        return [Reading(coordinate, "fusion", parts=parts, printed=text, repairs=repairs)]
    found = _allele(kind, parts, coordinate, "", repairs)
    return [replace(found, repairs=repairs + alleles_deviations(found))]


def _member(member: Node, coordinate: Coordinate, may_stay: bool = False) -> Reading:
    """One of several; a derivative chromosome may hold segments as they are (``pter_cen``)."""
    if may_stay and isinstance(member, Change) and member.edit == "bare" and member.place is not None:
        place = member.place
        return Reading(coordinate, "none", place.start, place.end or place.start, printed=place.text)
    if isinstance(member, Several) and member.kind == "cis" and len(member.members) == 1:
        return _first(member.members[0], coordinate)
    return _first(member, coordinate)


def _bracketed(member: Node, part: Reading) -> str:
    text = body(part)
    return f"[{text}]" if isinstance(member, Several) and not text.startswith("[") else text


def _allele(
    phase: str, parts: tuple[Reading, ...], coordinate: Coordinate, text: str, repairs: Sequence[Repair],
    uncertain: bool = False,
) -> Reading:  # fmt: skip
    made = Reading(
        coordinate,
        "allele",
        uncertain=uncertain,
        repairs=tuple(dict.fromkeys(repairs)),
        phase=phase,
        parts=parts,
    )
    return made if not text or body(made) == text else replace(made, printed=text)


def _mosaic(node: Several, coordinate: Coordinate) -> Reading:
    first, tail = node.members
    start = _first(first, coordinate)
    place = getattr(first, "place", None)
    if (
        isinstance(tail, (Change, ProteinChange))
        and tail.place is None
        and place is not None
        and _needs_place(tail)
    ):
        second = _first(tail._replace(place=place), coordinate)
        shared = _where(second) if _where(second) == _where(start) else ""
        written = body(second).removeprefix(shared)
    else:
        second = _first(tail, coordinate)
        written = body(second)
    text = f"{body(start)}{node.mark}{written}"
    repairs = start.repairs + second.repairs
    if node.mark == "/" and start.edit == second.edit == "sub" and not _shares_place(tail):
        # Two changes of their own, as ``R175H/R248Q``.
        listed = repair("listed_changes", "/", "[…];[…]")
        return _allele("trans", (start, second), coordinate, "", (*repairs, listed))
    if node.mark == "/" and isinstance(tail, ProteinChange) and not tail.place and start.edit == "sub":
        # A mosaic names the unchanged residue (``Trp24=/Cys``); ``Gly12Asp/Val`` names two variants.
        listed = repair("alternatives_slash", "/", "(;)")
        return _allele("unknown", (start, second), coordinate, "", (*repairs, listed))
    return _allele(node.kind, (start, second), coordinate, text, repairs)


def _shares_place(tail: Node) -> bool:
    return isinstance(tail, (Change, ProteinChange)) and tail.place is None


def _needs_place(tail: Node) -> bool:
    return isinstance(tail, (Change, ProteinChange)) and tail.edit not in (
        "all_same",
        "all_unknown",
        "nothing",
        "splicing",
    )


def _where(reading: Reading) -> str:
    """The place of a reading as its description begins with it."""
    if reading.coordinate != "p":
        return place_of(reading)
    last = f"_{reading.ref_end}{reading.end}" if reading.ref_end else ""
    return f"{reading.ref}{reading.start}{last}"


def _fusion(sides: list[Junction]) -> Reading:
    parts = []
    for side in sides:
        if not side.coordinate:
            parts.append(Reading(None, "ins", alt=side.text, printed=side.text))
            continue
        coordinate: Coordinate = side.coordinate  # type: ignore[assignment]
        reference = parse_reference(side.reference) if side.reference else None
        place = side.place
        assert place is not None
        parts.append(
            Reading(
                coordinate, "none", place.start, place.end or place.start,
                accession=reference.accession if reference else None,
                gene=reference.gene if reference else None,
                gene_is_reference=bool(reference and reference.gene and not reference.accession),
                printed=place.text,
            )
        )  # fmt: skip
    return Reading(None, "fusion", parts=tuple(parts))
