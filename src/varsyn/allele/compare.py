"""How two resolved descriptions relate: one allele or two, one the consequence of the other, or unknown."""

from __future__ import annotations

import re
from typing import Any, Literal

import msgspec

from varsyn.model import Resolution, Variant

Relation = Literal[
    "same_allele", "same_after_projection", "protein_consequence_of", "candidate_cause", "covered_by",
    "different", "cannot_tell",
]  # fmt: skip

_SAYS: dict[Relation, str] = {
    "same_allele": "same allele",
    "same_after_projection": "same allele, after projection",
    "protein_consequence_of": "A is the protein consequence of B",
    "candidate_cause": "A is a candidate cause of B",
    "covered_by": "A is covered by B",
    "different": "different",
    "cannot_tell": "cannot tell",
}


class Comparison(msgspec.Struct, frozen=True):
    """The relation of A (``first``) to B (``second``), with the reason.

    ``same`` is True for one allele (or one protein change), None where that cannot be told. ``turned`` says
    that the relation holds the other way round: B is covered by A.
    """

    relation: Relation
    reason: str
    first: Resolution
    second: Resolution
    turned: bool = False

    @property
    def same(self) -> bool | None:
        """Whether the two are one."""
        if self.relation == "cannot_tell":
            return None
        return self.relation in ("same_allele", "same_after_projection")

    def __str__(self) -> str:
        says = _SAYS[self.relation]
        if self.turned:
            says = says.translate(_TURN)
        return f"{says}: {self.reason}"

    def as_dict(self) -> dict[str, Any]:
        """The JSON object of ``varsyn equivalent``."""
        return {
            "a": self.first.mention.text,
            "b": self.second.mention.text,
            "relation": self.relation,
            "turned": self.turned,
            "same": self.same,
            "reason": self.reason,
            "variant_a": self.first.variant.as_dict() if self.first.variant else None,
            "variant_b": self.second.variant.as_dict() if self.second.variant else None,
        }


_TURN = str.maketrans("AB", "BA")


def compare(first: Resolution, second: Resolution) -> Comparison:
    """The relation of two resolved mentions.

    DNA descriptions are one allele when they make the same sequence of the anchor (their keys are equal);
    a protein description is compared by the protein's change. Where either could not be resolved, or lies
    where the bases are not known, the answer is ``cannot_tell`` with the reason: never a guess.

    >>> import varsyn
    >>> str(varsyn.compare("IGF1R R481Q", "NM_000875.5:c.1532G>A"))
    'A is the protein consequence of B: NM_000875.5:c.1532G>A predicts NP_000866.1:p.(Arg511Gln)'
    """
    for side, name in ((first, "A"), (second, "B")):
        trouble = _trouble(side)
        if trouble:
            return Comparison("cannot_tell", f"{name} ({side.mention.text}): {trouble}", first, second)
    a, b = first.variant, second.variant
    assert a is not None
    assert b is not None
    if a.level == b.level:
        relation, reason, turned = _alike(a, b, first, second)
    elif a.level == "protein":
        relation, reason, turned = _protein_of(a, b, "protein_consequence_of")
    else:
        relation, reason, turned = _protein_of(b, a, "candidate_cause")
    return Comparison(relation, reason, first, second, turned)


def _trouble(side: Resolution) -> str:
    """Why a resolution cannot be compared; empty where it can."""
    if side.status == "resolved" and side.variant is not None:
        return ""
    if side.status == "unverified" and side.variant is not None:
        return ""
    if side.status == "ambiguous":
        names = [candidate.variant.hgvs_c or candidate.variant.hgvs_p or "" for candidate in side.candidates]
        return "it may mean " + " or ".join(dict.fromkeys(name for name in names if name))
    for message in side.messages:
        if message.severity == "error":
            return message.text.partition("\n")[0]
    for message in side.messages:
        return message.text.partition("\n")[0]
    return _STATUS.get(side.status, side.status)


_STATUS = {
    "mismatch": "it does not fit the reference sequence",
    "unknown_gene": "its gene is not known",
    "unparsed": "it is no variant notation",
    "empty": "nothing is written",
    "unverified": "no reference sequence to check it on",
}


def _alike(a: Variant, b: Variant, first: Resolution, second: Resolution) -> tuple[Relation, str, bool]:
    """Two descriptions of one level."""
    name_a, name_b = _name(a), _name(b)
    if a.key == b.key and name_a != name_b and a.level == "allele":
        return "same_allele", f"{name_a} and {name_b} make the same sequence of the transcript", False
    if a.key == b.key:
        if _system(first) == _system(second):
            return "same_allele", f"both are {name_a}", False
        return "same_after_projection", f"both are {name_a} on the anchor sequence", False
    if a.level == "protein":
        if covers(b.key, a.key):
            return "covered_by", f"{name_b} says less than {name_a} and includes it", False
        if covers(a.key, b.key):
            return "covered_by", f"{name_a} says less than {name_b} and includes it", True
    if _sequence(a.key) != _sequence(b.key):
        if a.gene and b.gene and a.gene != b.gene:
            return "different", f"{name_a} is in {a.gene}, {name_b} in {b.gene}", False
        reason = f"{_sequence(a.key)} and {_sequence(b.key)} could not be brought onto one sequence here"
        return "cannot_tell", reason, False
    unseen = any(":" in key and key.partition(":")[2][:2] in ("c.", "n.") for key in (a.key, b.key))
    if a.level == "allele" and unseen and _may_shift_together(name_a, name_b):
        reason = f"{name_a} and {name_b} may be one by the 3' rule: that needs bases which are not on record"
        return "cannot_tell", reason, False
    reason = f"{name_a} and {name_b} make different sequences"
    if a.level == "allele" and a.protein_key is not None and a.protein_key == b.protein_key:
        protein = (a.hgvs_p or "").rpartition(":")[2]
        reason += f", with the same protein consequence {protein}"
    return "different", reason, False


def _protein_of(protein: Variant, allele: Variant, relation: Relation) -> tuple[Relation, str, bool]:
    """A protein description beside a DNA one; ``relation`` names the link where it holds."""
    consequence = allele.hgvs_p or ""
    if allele.protein_key is None:
        if consequence.endswith("p.?"):
            reason = f"the consequence of {_name(allele)} cannot be predicted from its sequence"
        else:
            reason = f"{_name(allele)} is on a non-coding transcript"
        return "cannot_tell", reason, False
    stated = _name(protein).rpartition(":")[2]
    if stated.strip("p.()") == "?":
        return "cannot_tell", f"{stated} names no definite change", False
    if stated.strip("p.()") == "=":
        if allele.protein_key.endswith(":="):
            return relation, f"{_name(allele)} predicts {consequence}: no residue changes", False
        return "different", f"{_name(allele)} predicts {consequence}, not {stated}", False
    if allele.protein_key == protein.key:
        return relation, f"{_name(allele)} predicts {consequence}", False
    if covers(protein.key, allele.protein_key):
        reason = f"{_name(allele)} predicts {consequence}, which {_name(protein)} includes"
        return relation, reason, False
    if _sequence(protein.key) != _sequence(allele.protein_key) and protein.gene == allele.gene:
        owners = f"{_sequence(protein.key)} and {_sequence(allele.protein_key)}"
        reason = f"{owners} could not be brought onto one protein"
        return "cannot_tell", reason, False
    return "different", f"{_name(allele)} predicts {consequence}, not {_name(protein)}", False


def covers(general: str, special: str) -> bool:
    """Whether one protein key says the same as the other but less: ``p.Ile141fs`` and its full form.

    >>> covers("NP_1.1:140:Ifs", "NP_1.1:140:Ifs:S:19"), covers("NP_1.1:=", "NP_1.1:5:1:=")
    (True, True)
    """
    if general == special:
        return False
    if general.endswith(":=") and special.endswith(":="):
        return general.count(":") == 1 and _sequence(general) == _sequence(special)
    stem, *said = _fields(general)
    other, *known = _fields(special)
    if stem != other or not stem.endswith(("fs", "ext")):
        return False
    return all(one in ("", two) for one, two in zip(said, known, strict=True))


def _fields(key: str) -> list[str]:
    """``sequence:start:what`` of a frameshift or extension key, then its new residue and distance."""
    parts = key.split(":")
    return [":".join(parts[:3]), *[*parts[3:], "", ""][:2]]


def _sequence(key: str) -> str:
    return key.partition(":")[0]


def _name(variant: Variant) -> str:
    if variant.level == "allele":
        return variant.hgvs_c or variant.key
    return variant.hgvs_p or variant.key


def _system(side: Resolution) -> tuple[str, str]:
    """The sequence and the coordinates that a mention was written in."""
    reading = side.candidates[0].reading if side.candidates else None
    if reading is None:
        return "", ""
    coordinate = reading.coordinate or ""
    home = side.variant.key.partition(":")[0] if side.variant is not None else ""
    return reading.accession or home, {"r": "c", "n": "c"}.get(coordinate, coordinate)


_SHIFTABLE = re.compile(
    r":[cn]\.(?P<start>[-*]?\d+)(?P<offset>[+-]\d+)?(?:_(?P<end>[-*]?\d+)(?P<end_offset>[+-]\d+)?)?"
    r"(?P<kind>del|dup|ins)(?P<bases>[A-Z]*)\Z"
)
_NEAR = 60
"""How far apart, in positions, two forms of one edit in a run of repeats are still thought possible."""


def _may_shift_together(first: str, second: str) -> bool:
    """Whether two descriptions could be one edit, if the bases between them were known."""
    one, two = _SHIFTABLE.search(first), _SHIFTABLE.search(second)
    if one is None or two is None:
        return False
    if (one["kind"] == "del") != (two["kind"] == "del"):
        return False
    if one["kind"] == "ins" == two["kind"] and sorted(one["bases"]) != sorted(two["bases"]):
        return False
    bases = [int((match["start"]).lstrip("-*")) for match in (one, two)]
    offsets = [int(match["offset"] or 0) for match in (one, two)]
    return abs(bases[0] - bases[1]) <= 1 + _NEAR and abs(offsets[0] - offsets[1]) <= _NEAR
