"""Where a case was put: its resolution in the few words that a table needs, and the columns of that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from varsyn.allele import Allele, allele_key, back_translate, protein_from_reading
from varsyn.curation.cases import Case
from varsyn.curation.damage import Damage
from varsyn.curation.statements import UNCHECKED, Statement, statements_of
from varsyn.model import Mention, Resolution, Status, Variant, VarsynError
from varsyn.notation import read
from varsyn.reference import Transcript
from varsyn.resolution import Resolver
from varsyn.synonyms.fold import fold

_RANK: dict[Status, int] = {
    "resolved": 0, "unverified": 2, "ambiguous": 3, "mismatch": 4, "unknown_gene": 5, "unparsed": 6,
    "empty": 7,
}  # fmt: skip


class Choice(msgspec.Struct, frozen=True):
    """A variant that a case may mean, with its probability (0 to 1)."""

    key: str
    protein_key: str | None
    hgvs_c: str | None
    hgvs_p: str | None
    probability: float
    scheme: str
    evidence: str = ""


class Placement(msgspec.Struct, frozen=True):
    """What a case was resolved to. ``key`` is empty where it was not settled on one variant.

    ``causes`` are the keys of all single-base DNA causes of a protein-level variant; ``pair`` are the
    folded spellings of the protein half that is printed with a DNA description.
    """

    status: Status
    key: str = ""
    level: Literal["allele", "protein", ""] = ""
    protein_key: str = ""
    gene: str = ""
    hgvs_c: str = ""
    hgvs_p: str = ""
    hgvs_g: tuple[tuple[str, str], ...] = ()
    probability: float | None = None
    scheme: str = ""
    notes: tuple[str, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()
    """(code, text) of what is probably an error of the source."""
    causes: tuple[str, ...] = ()
    listed: bool = False
    """``causes`` is no single-base cause but the DNA change that a curated list gives for the name."""
    pair: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    disagree: str = ""
    """Where the columns of the row name different variants: what the other ones say."""
    statements: tuple[Statement, ...] = ()
    """What the row says, part by part, where there is no sequence to hold it against."""

    @property
    def genome(self) -> tuple[str, str]:
        """The genomic description on GRCh38 and the one on GRCh37, each empty where not known."""
        found = dict(self.hgvs_g)
        return found.get("GRCh38", ""), found.get("GRCh37", "")


PAPER_ERRORS = ("pair_", "reference_swapped", "swapped", "several_rulers", "exception_")
"""Beginnings of the codes of messages that tell of a probable error of the source."""


class Placer:
    """Places cases against one reference; remembers the causes of protein changes.

    >>> from varsyn.reference import open_reference
    >>> placer = Placer(Resolver(open_reference()))
    >>> placer.place(Case(("R481Q",), (Mention("R481Q", gene="IGF1R"),))).hgvs_c
    'NM_000875.5:c.1532G>A'
    """

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self._causes: dict[str, tuple[str, ...]] = {}

    def place(self, case: Case) -> Placement:
        """Resolve the mentions of a case, each by itself, and settle what the row is about."""
        return self.settle(case, [self.resolver.resolve(mention) for mention in case.mentions])

    def place_document(self, cases: Sequence[Case]) -> list[Placement]:
        """Resolve all cases of one document together, so that they share a numbering scheme."""
        mentions = [mention for case in cases for mention in case.mentions]
        resolved = iter(self.resolver.resolve_document(mentions))
        return [self.settle(case, [next(resolved) for _ in case.mentions]) for case in cases]

    def settle(self, case: Case, resolutions: Sequence[Resolution]) -> Placement:
        """Put together what the columns of one row say.

        The most exact one counts: a DNA description before a protein one, a settled one before an open
        one. If another column is settled on a different variant, that is noted and left to a person.
        """
        if not resolutions:
            notes = tuple(f"{damage.code}: {damage.text}" for damage in case.damages)
            return Placement("unparsed" if case.damages else "empty", notes=notes)
        best = min(resolutions, key=_exactness)
        other = next((one for one in resolutions if one is not best and _differs(best, one)), None)
        disagree = f"{other.mention.text!r} is {other.variant}" if other is not None else ""
        stated = statements_of(resolutions) if best.status in UNCHECKED else ()
        return self._placement(case, best, disagree, stated)

    def _placement(
        self, case: Case, best: Resolution, disagree: str, stated: tuple[Statement, ...]
    ) -> Placement:
        variant = best.variant
        settled = best.settled
        first = best.candidates[0] if best.candidates else None
        notes = [f"{damage.code}: {damage.text}" for damage in case.damages]
        notes += [f"{message.code}: {_in_one_line(message.text)}" for message in best.messages]
        notes += [
            f"{repair.code}: {repair.before} read as {repair.after}"
            for repair in best.repairs
            if repair.lossy
        ]
        if disagree:
            notes.append(f"columns_disagree: {disagree}")
        warnings = [(m.code, m.text) for m in best.messages if m.code.startswith(PAPER_ERRORS)]
        causes, listed = self._causes_of(variant) if variant is not None else ((), False)
        if variant is None or not settled:
            return Placement(
                best.status, gene=best.gene or case.gene, notes=tuple(notes), warnings=tuple(warnings),
                choices=_choices(best), disagree=disagree, statements=stated,
            )  # fmt: skip
        return Placement(
            best.status,
            key=variant.key,
            level=variant.level,
            protein_key=variant.protein_key or "",
            gene=best.gene or variant.gene or case.gene,
            hgvs_c=variant.hgvs_c or "",
            hgvs_p=variant.hgvs_p or "",
            hgvs_g=variant.hgvs_g,
            probability=best.probability,
            scheme=first.numbering.scheme if first is not None else "",
            notes=tuple(notes),
            warnings=tuple(warnings),
            causes=causes,
            listed=listed,
            pair=_pair(case, best) if variant.level == "allele" else (),
            choices=_choices(best) if disagree or best.status == "ambiguous" else (),
            disagree=disagree,
            statements=stated,
        )

    def _causes_of(self, variant: Variant) -> tuple[tuple[str, ...], bool]:
        """Keys of the single-base causes of a protein change.

        Where there is none: the DNA change that a curated list gives for the printed name, and True.
        """
        if variant.level != "protein":
            return (), False
        known = self._causes.get(variant.key)
        if known is None:
            known = self._causes[variant.key] = tuple(
                allele_key(cause, transcript) for cause, transcript in self._single_base(variant)
            )
        if known or not variant.hgvs_c:
            return known, False
        listed = self.resolver.resolve(Mention(variant.hgvs_c, gene=variant.gene)).variant
        if listed is None or listed.level != "allele" or listed.protein_key != variant.key:
            return (), False
        return (listed.key,), True

    def _single_base(self, variant: Variant) -> list[tuple[Allele, Transcript]]:
        accession, _, _ = (variant.hgvs_p or "").rpartition(":")
        transcript = self.resolver.reference.transcript_of_protein(accession) if accession else None
        if transcript is None:
            return []
        try:
            change = protein_from_reading(read(variant.hgvs_p or "")[0], transcript)
        except VarsynError:
            return []
        return [
            (cause.allele, transcript)
            for cause in back_translate(change, transcript)
            if cause.kind == "snv" and cause.allele is not None
        ]


def _in_one_line(text: str) -> str:
    """A message without the picture of its place: what is wrong, then the advice.

    >>> _in_one_line("no such base\\nc.5J>A\\n   ^\\n- write A, C, G or T")
    'no such base; write A, C, G or T'
    """
    first, *more = text.split("\n")
    return "; ".join([first, *(line[2:] for line in more if line.startswith("- "))])


def _exactness(resolution: Resolution) -> tuple[int, float]:
    protein = resolution.variant is not None and resolution.variant.level == "protein"
    return _RANK[resolution.status] + (resolution.status == "resolved" and protein), -(
        resolution.probability or 0.0
    )


def _differs(best: Resolution, other: Resolution) -> bool:
    """Whether two settled resolutions cannot be the same variant."""
    one, two = best.variant, other.variant
    if one is None or two is None or best.status != "resolved" or other.status != "resolved":
        return False
    if one.level == two.level:
        return one.key != two.key
    return one.protein_key != two.protein_key


def _choices(resolution: Resolution) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            one.variant.key, one.variant.protein_key, one.variant.hgvs_c, one.variant.hgvs_p, one.probability,
            one.numbering.scheme, "; ".join(fact.detail for fact in one.evidence[:3]),
        )
        for one in resolution.candidates[:8]
    )  # fmt: skip


def _pair(case: Case, resolution: Resolution) -> tuple[str, ...]:
    printed = [case.pair] if case.pair else []
    printed += [
        str(one.reading.protein)
        for one in resolution.candidates[:1]
        if one.reading is not None and one.reading.protein is not None
    ]
    return tuple(dict.fromkeys(fold(text) for text in printed))


def damaged(damages: Sequence[Damage]) -> str:
    """The first code of what a spreadsheet did, as the reason of a row without a readable variant."""
    return damages[0].code if damages else ""
