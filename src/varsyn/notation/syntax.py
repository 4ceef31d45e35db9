"""The grammar's rules as nodes: one method a rule alias, called by Lark while it parses."""

from __future__ import annotations

import re

from lark import Token, Transformer, v_args

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

_PLACED = re.compile(r"([A-Za-z*]+)(\d+)\Z")
_INDEFINITE = frozenset("nN")


def _split(placed: str) -> tuple[str, str]:
    match = _PLACED.match(placed)
    if match is None:
        raise ValueError(placed)
    return match[1], match[2]


@v_args(inline=True)
class HgvsNodes(Transformer[Token, object]):
    """Builds nodes bottom-up for the grammar files hgvs, nucleotide and protein."""

    # Whole descriptions.

    def located(self, prefix: Token, body: Node) -> Located:
        return Located(prefix[:-3], prefix[-2], body)

    def either(self, *parts: Located) -> tuple[Located, ...]:
        return parts

    def junction(self, prefix: Token, place: Place) -> Junction:
        return Junction(prefix[:-3], prefix[-2], place.text, place)

    def joint(self, bases: Token) -> Junction:
        return Junction("", "", str(bases))

    def fusion(self, *parts: Junction) -> tuple[Junction, ...]:
        return parts

    # Changes that stand together.

    def cis(self, *members: Node) -> Several:
        return Several("cis", members)

    def trans(self, *members: Node) -> Several:
        return Several("trans", members)

    def products(self, *members: Node) -> Several:
        return Several("products", members)

    def unknown_phase(self, *members: Node) -> Several:
        return Several("unknown", members)

    def cis_unknown(self, *members: Node) -> Several:
        return Several("cis_unknown", members)

    def cis_predicted(self, *members: Node) -> Several:
        return Several("cis_predicted", members)

    def parenthesised_cis(self, *members: Node) -> Several:
        return Several("parenthesised_cis", members)

    def alternatives(self, *members: Node) -> Several:
        return Several("alternative", members)

    def alternatives_predicted(self, *members: Node) -> Predicted:
        return Predicted(Several("alternative", members))

    def derivative(self, *members: Node | Token) -> Several:
        mark = str(members[-1]) if isinstance(members[-1], Token) else ""
        return Several("derivative", members[: -1 if mark else None], mark)  # type: ignore[arg-type]

    def mosaic(self, first: Node, mark: Token, tail: Node) -> Several:
        return Several("mosaic" if mark == "/" else "chimeric", (first, tail), str(mark))

    def predicted(self, inner: Node) -> Predicted:
        return Predicted(inner)

    # Nucleotides.

    def nt_point(self, point: Token) -> Change:
        where, alt = str(point[:-3]), str(point[-1])
        return Change("sub", Place(where, where), str(point[-3]), Payload(alt, alt))

    def nt_sub(self, place: Place, change: Token) -> Change:
        ref, _, alt = change.partition(">")
        return Change("sub", place, ref, Payload(alt, alt))

    def nt_tail_sub(self, change: Token) -> Change:
        ref, _, alt = change.partition(">")
        return Change("sub", None, ref, Payload(alt, alt))

    def nt_edit(self, place: Place, edit: Change) -> Change:
        return edit._replace(place=place)

    def nt_unplaced(self, edit: Change) -> Change:
        return edit

    def nt_repeat(self, place: Place, units: Payload) -> Change:
        return Change("repeat", place, payload=units)

    def nt_repeat_alleles(self, place: Place, units: Payload, *counts: Token) -> Several:
        found = [Change("repeat", place, payload=units)]
        unit = units.bases
        found += [
            Change("repeat", place, payload=Payload(f"{unit}{count}", unit, str(count)[1:-1]))
            for count in counts
        ]
        return Several("repeat_alleles", tuple(found))

    def nt_same(self, place: Place, ref: Token | None = None) -> Change:
        return Change("identity", place, str(ref or ""))

    def nt_methylation(self, place: Place, mark: Token) -> Change:
        return Change("identity", place, note=str(mark))

    def nt_bare(self, place: Place) -> Change:
        return Change("bare", place)

    def nt_bare_predicted(self, position: Token) -> Predicted:
        return Predicted(Change("bare", Place(str(position), str(position))))

    def all_same(self) -> Change:
        return Change("all_same")

    def all_unknown(self) -> Change:
        return Change("all_unknown")

    def nothing(self, mark: Token | None = None) -> Change:
        return Change("nothing", note=str(mark or "0"))

    def nt_splicing(self, mark: Token) -> Change:
        return Change("splicing", note=str(mark))

    def edit(self, edit: Token, payload: Payload | None = None) -> Change:
        return Change(str(edit), payload=payload)

    def edit_delins(self, _del: Token, stated: Payload, _ins: Token, payload: Payload) -> Change:
        return Change("delins", ref=stated.bases, payload=payload, note="" if stated.bases else stated.text)

    def edit_dupinv(self, _dup: Token, _inv: Token) -> Change:
        return Change("dupinv")

    def payload_bases(self, bases: Token) -> Payload:
        return Payload(str(bases), str(bases))

    def payload_sized(self, bases: Token, count: Token) -> Payload:
        if bases in _INDEFINITE:
            return Payload(f"{bases}{count}", "", str(count)[1:-1])
        return Payload(f"{bases}{count}")

    def payload_number(self, number: Token) -> Payload:
        return Payload(str(number), "", str(number))

    def payload_bracketed(self, number: Token) -> Payload:
        return Payload(f"({number})", "", str(number))

    def payload_place(self, *parts: Token | Place) -> Payload:
        text = "".join(part.text if isinstance(part, Place) else str(part) for part in parts)
        if len(parts) == 1 and text.isdigit():
            return Payload(text, "", text)
        return Payload(text)

    def payload_list(self, *items: Payload) -> Payload:
        return Payload("[" + ";".join(item.text for item in items) + "]")

    def item(self, payload: Payload) -> Payload:
        return payload

    def units(self, *parts: Token) -> Payload:
        if len(parts) == 1:
            return Payload(str(parts[0]), "", str(parts[0])[1:-1])
        if len(parts) == 2:
            return Payload("".join(parts), str(parts[0]), str(parts[1])[1:-1])
        return Payload("".join(parts))

    def place(self, position: Token) -> Place:
        return Place(str(position), str(position))

    def place_range(self, start: Token | Place, end: Token | Place) -> Place:
        first = start.text if isinstance(start, Place) else str(start)
        last = end.text if isinstance(end, Place) else str(end)
        return Place(f"{first}_{last}", first, last)

    def place_uncertain(self, inner: Place) -> Place:
        return Place(f"({inner.text})", f"({inner.text})")

    # Proteins.

    def p_point(self, placed: Token) -> ResiduePlace:
        return ResiduePlace(*_split(placed))

    def p_range(self, first: Token, last: Token) -> ResiduePlace:
        return ResiduePlace(*_split(first), *_split(last))

    def p_place_uncertain(self, inner: ResiduePlace | Token) -> ResiduePlace:
        place = inner if isinstance(inner, ResiduePlace) else ResiduePlace(*_split(inner))
        return place._replace(uncertain=True)

    def p_sub(self, placed: Token, new: Token) -> ProteinChange:
        return ProteinChange("sub", ResiduePlace(*_split(placed)), str(new))

    def p_residue_alternatives(self, placed: Token, *new: Token) -> Several:
        place = ResiduePlace(*_split(placed))
        return Several("residues", tuple(ProteinChange("sub", place, str(one)) for one in new))

    def p_residue_choices(self, placed: Token, *new: Token) -> Several:
        place = ResiduePlace(*_split(placed))
        return Several("residues", tuple(ProteinChange("sub", place, str(one)) for one in new), "^")

    def p_frameshift(self, placed: Token, *parts: Token) -> ProteinChange:
        new = str(parts[0]) if len(parts) == 2 else ""
        return ProteinChange("fs", ResiduePlace(*_split(placed)), new, tail=str(parts[-1])[2:])

    def p_uncertain_frameshift(self, place: ResiduePlace, shift: Token) -> ProteinChange:
        return ProteinChange("fs", place, tail=str(shift)[2:])

    def p_uncertain_sub(self, place: ResiduePlace, new: Token) -> ProteinChange:
        return ProteinChange("sub", place, str(new))

    def p_extension(self, placed: Token, *parts: Token) -> ProteinChange:
        new = str(parts[0]) if len(parts) == 2 else ""
        return ProteinChange("ext", ResiduePlace(*_split(placed)), new, tail=str(parts[-1])[3:])

    def p_unknown(self, placed: Token) -> ProteinChange:
        return ProteinChange("unknown", ResiduePlace(*_split(placed)))

    def p_same(self, place: ResiduePlace) -> ProteinChange:
        return ProteinChange("identity", place)

    def p_edit(self, edit: Token, payload: Payload | None = None) -> ProteinChange:
        return ProteinChange(str(edit), payload=payload)

    def p_change_edit(self, place: ResiduePlace, edit: ProteinChange) -> ProteinChange:
        return edit._replace(place=place)

    def p_tail_edit(self, edit: ProteinChange) -> ProteinChange:
        return edit

    def p_tail_residue(self, new: Token) -> ProteinChange:
        return ProteinChange("sub", None, str(new))

    def p_repeat(self, place: ResiduePlace, count: Token) -> ProteinChange:
        return ProteinChange("repeat", place, tail=str(count)[1:-1])

    def p_repeat_alleles(self, place: ResiduePlace, *counts: Token) -> Several:
        found = tuple(ProteinChange("repeat", place, tail=str(count)[1:-1]) for count in counts)
        return Several("repeat_alleles", found)

    def residues(self, *codes: Token) -> Payload:
        text = "".join(codes)
        return Payload(text, text)

    def p_sized(self, code: Token, count: Token) -> Payload:
        length = str(count)[1:-1] if code in ("Xaa", "X") else ""
        return Payload(f"{code}{count}", "", length)

    def p_placed_payload(self, *placed: Token) -> Payload:
        return Payload("_".join(placed))
