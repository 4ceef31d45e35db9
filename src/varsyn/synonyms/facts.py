"""From a resolution to rows: what is written down about one description."""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from varsyn.model import Candidate, LinkType, Mention, Resolution, Variant
from varsyn.synonyms.fold import fold
from varsyn.synonyms.identity import content_id, storable, term_id, variant_id

Row = tuple[object, ...]
VariantRow = tuple[
    bytes, str, str, str | None, bytes | None, str | None, str | None, str | None, str, str | None,
    str | None, str | None,
]  # fmt: skip
"""Identifier, level, key, protein key, identifier of the protein change, gene, HGVS c., p. and g. (as JSON),
SPDI, folded c. and p."""
_JSON = msgspec.json.Encoder()

_PROTEIN_HALF = re.compile(r"(?<=[\s(,;/\[])p\.")
NEVER_SETTLED = frozenset({"ambiguous", "mismatch"})
"""Statuses whose candidates are kept as possibilities."""


MOST = 32
"""Possibilities that are kept, at most."""
NO_RULER = frozenset({"", "hgvs", "genomic", "unchecked", "compound", "curated_name"})
"""Schemes of candidates whose numbers, if any, are counted as HGVS has it."""


class LinkFacts(NamedTuple):
    """A settled meaning: link type, variant row, probability, evidence and numbering as JSON."""

    id: bytes
    type: LinkType
    variant: bytes
    probability: float
    evidence: str
    numbering: str
    source: str | None = None
    """A database that stated it, where not varsyn."""


class Facts(NamedTuple):
    """Everything that one resolution says, as rows; ``description`` and ``verdict`` name the main ones."""

    description: bytes
    description_row: Row
    variants: tuple[Row, ...]
    link: LinkFacts | None
    verdict: bytes
    status: str
    spelling: str
    gene: str | None
    term: bytes
    paired: bool
    repairs: str
    messages: str
    candidates: tuple[Row, ...]
    protein: bytes | None
    """Identifier of the protein-level variant that the settled variant makes."""
    level: str | None
    scheme: str = ""
    """The ruler it was read with; empty where it was not settled."""

    @property
    def settled(self) -> bool:
        """Whether it means one variant."""
        return self.link is not None

    def stated(self, variant: bytes, source: str, statement: str, protein: bytes | None) -> Facts:
        """The same description, settled by what a database states instead of by the sequence."""
        evidence = _text([{"code": "stated_by_source", "detail": statement}])
        link_id = content_id("link", "same_allele", self.description.hex(), variant.hex(), source, evidence)
        link = LinkFacts(link_id, "same_allele", variant, STATED_PROBABILITY, evidence, "null", source)
        return self._replace(
            link=link,
            verdict=_verdict_id(
                self.description, self.status, self.gene, link, self.repairs, self.messages, ()
            ),
            candidates=(),
            protein=protein,
            level="allele",
        )


class Seen(NamedTuple):
    """What is remembered of a description whose rows are in the index: enough to judge documents by."""

    description: bytes
    verdict: bytes
    status: str
    gene: str | None
    level: str | None
    scheme: str
    settled: bool


STATED_PROBABILITY = 0.99
"""Probability of a link that rests on a database's word alone; ClinVar's own naming errors are below 1 %
(docs/index.md says how this was estimated)."""


def description_id(mention: Mention) -> bytes:
    """The identifier of a mention's text with everything that its resolution depends on."""
    return content_id(
        "description", mention.text, mention.gene, mention.transcript, mention.species, mention.assembly,
        *mention.hints,
    )  # fmt: skip


def mention_id(mention: Mention, description: bytes) -> bytes:
    """The identifier of a mention: its description and its place."""
    return content_id(
        "mention",
        mention.document,
        mention.id,
        mention.section,
        mention.start,
        mention.end,
        description.hex(),
    )


def checked(mention: Mention) -> Mention:
    """The mention, once every text in it is known to be storable (InputError otherwise)."""
    # What cannot be stored cannot be printed either.
    for text in (
        mention.text, mention.document, mention.id, mention.gene, mention.transcript, mention.species,
        mention.section, mention.assembly, *mention.hints,
    ):  # fmt: skip
        if text is not None and not (isinstance(text, str) and text.isprintable()):
            break
    else:
        return mention
    storable(mention.text, "text")
    storable(mention.document, "document name")
    for field in ("id", "gene", "transcript", "species", "section", "assembly"):
        storable(getattr(mention, field), field)
    for hint in mention.hints:
        storable(hint, "hint")
    return mention


def description_row(mention: Mention, identifier: bytes) -> Row:
    """The row of ``descriptions``."""
    return (
        identifier, mention.text, mention.gene, mention.transcript, mention.species, mention.assembly,
        _text(mention.hints),
    )  # fmt: skip


def variant_row(variant: Variant) -> VariantRow:
    """The row of ``variants``."""
    identifier = variant_id(variant.level, variant.key)
    protein = identifier if variant.level == "protein" else protein_id(variant)
    return (
        identifier, variant.level, variant.key, variant.protein_key, protein, variant.gene, variant.hgvs_c,
        variant.hgvs_p, _text(variant.hgvs_g), variant.spdi,
        fold(variant.hgvs_c) if variant.hgvs_c and variant.level == "allele" else None,
        fold(variant.hgvs_p) if variant.hgvs_p else None,
    )  # fmt: skip


def protein_id(variant: Variant) -> bytes | None:
    """The identifier of the protein-level variant with this variant's protein key."""
    if variant.level == "protein":
        return variant_id("protein", variant.key)
    return variant_id("protein", variant.protein_key) if variant.protein_key else None


def facts_of(resolution: Resolution) -> Facts:
    """The rows that a resolution makes.

    A resolution that settled on a variant makes a link of the type that fits how it was written; one that
    did not keeps its candidates as possibilities. Nothing here looks at sequences.
    """
    mention = resolution.mention
    identifier = description_id(mention)
    variant = resolution.variant
    variants: tuple[Row, ...] = ()
    possible: tuple[Row, ...] = ()
    link: LinkFacts | None = None
    level: str | None = None
    protein: bytes | None = None
    scheme = ""
    if variant is not None and resolution.settled:
        best = _candidate(resolution, variant)
        row = variant_row(variant)
        variants = (row,)
        link = _link(resolution, best, variant, identifier, row[0])
        level, protein = variant.level, row[4]
        scheme = best.numbering.scheme if best and best.numbering.scheme not in NO_RULER else "hgvs"
    elif resolution.status in NEVER_SETTLED:
        some = resolution.candidates[:MOST]
        rows = [variant_row(candidate.variant) for candidate in some]
        variants = tuple(rows)
        possible = tuple(
            (rank, row[0], round(candidate.probability, 6), _text(candidate.numbering))
            for rank, (candidate, row) in enumerate(zip(some, rows, strict=True))
        )
    repairs, messages = _text(resolution.repairs), _text(resolution.messages)
    gene = resolution.gene or (variant.gene if variant is not None else None) or mention.gene
    verdict = _verdict_id(identifier, resolution.status, gene, link, repairs, messages, possible)
    return Facts(
        identifier, description_row(mention, identifier), variants, link, verdict, resolution.status,
        fold(mention.text), gene, term_id(mention.text, gene), _prints_pair(resolution), repairs, messages,
        tuple([(verdict, *one) for one in possible]) if possible else (), protein, level, scheme,
    )  # fmt: skip


def _verdict_id(
    description: bytes, status: str, gene: str | None, link: LinkFacts | None, repairs: str, messages: str,
    possible: tuple[Row, ...],
) -> bytes:  # fmt: skip
    weighed = "|".join([f"{row[1].hex()}:{row[2]}" for row in possible if isinstance(row[1], bytes)])
    return content_id(
        "verdict",
        description.hex(),
        status,
        gene,
        link.id.hex() if link else None,
        repairs,
        messages,
        weighed,
    )


def _link(
    resolution: Resolution, best: Candidate | None, variant: Variant, description: bytes, identifier: bytes
) -> LinkFacts:
    evidence = _text(best.evidence if best else ())
    numbering = _text(best.numbering if best else None)
    probability = resolution.probability
    if probability is None:
        probability = best.probability if best else 0.5
    kind = link_type(best, variant)
    probability = round(probability, 6)
    link_id = content_id("link", kind, description.hex(), identifier.hex(), numbering, evidence, probability)
    return LinkFacts(link_id, kind, identifier, probability, evidence, numbering)


def _candidate(resolution: Resolution, variant: Variant) -> Candidate | None:
    for candidate in resolution.candidates:
        if candidate.variant is variant or candidate.variant == variant:
            return candidate
    return resolution.candidates[0] if resolution.candidates else None


def link_type(candidate: Candidate | None, variant: Variant) -> LinkType:
    """Which allele-preserving relation it is: another ruler, another placement, or mere spelling.

    ``legacy_numbering`` where the number was read on another ruler than HGVS; ``same_allele`` where the
    description stands on another sequence than the anchor, or unshifted; else ``respelling``.
    """
    if candidate is None:
        return "respelling"
    if candidate.numbering.scheme not in NO_RULER:
        return "legacy_numbering"
    reading = candidate.reading
    if reading is None:
        return "respelling"
    canonical = (variant.hgvs_c if variant.level == "allele" else variant.hgvs_p) or ""
    anchor, _, body = canonical.partition(":")
    if reading.accession and anchor and reading.accession.partition("(")[0] != anchor:
        return "same_allele"
    if variant.level == "allele":
        if reading.coordinate in ("g", "m", "n", "o") and not body.startswith(f"{reading.coordinate}."):
            return "same_allele"
        if reading.start and reading.edit != "sub" and not _same_place(reading.start, body):
            return "same_allele"
    return "respelling"


def _same_place(start: str, body: str) -> bool:
    """Whether a description begins at this HGVS position (no shift was made)."""
    printed = body[2:] if body[1:2] == "." else body
    return printed.startswith(start) and not printed[len(start) : len(start) + 1].isdigit()


def _prints_pair(resolution: Resolution) -> bool:
    """Whether the text gives the protein half as well as the DNA half: ``c.35G>A (p.Gly12Asp)``."""
    if resolution.candidates:
        reading = resolution.candidates[0].reading
        if reading is not None and reading.protein is not None:
            return True
    variant, text = resolution.variant, resolution.mention.text
    return (
        variant is not None and variant.level == "allele" and "p." in text
        and _PROTEIN_HALF.search(text) is not None
    )  # fmt: skip


def _text(value: object) -> str:
    return "[]" if value == () else _JSON.encode(value).decode()
