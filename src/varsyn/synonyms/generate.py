"""Every spelling of a variant: what to search for, and what to watch for.

One- and three-letter protein forms, DNA, RNA, both genome builds, SPDI, informal forms, and the same in every
numbering that the gene's literature is known to use, with the legacy names on record. A spelling that on
another ruler names a different variant of the same gene carries a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from varsyn.allele import allele_from_reading, describe
from varsyn.model import InputError, Reading, Resolution, Variant, VarsynError
from varsyn.model.spelling import Style, description
from varsyn.notation import read
from varsyn.numbering import Scheme, exon_label_schemes, names_on_record, schemes_for
from varsyn.numbering.introns import acceptors, donors
from varsyn.synonyms.collisions import Collision, collisions_of
from varsyn.synonyms.fold import fold
from varsyn.synonyms.forms import dna_forms, into_intron, placements, protein_forms, with_bases

if TYPE_CHECKING:
    from varsyn.reference import Reference
    from varsyn.reference.records import Transcript
    from varsyn.resolution import Resolver

Kind = Literal["coding", "rna", "protein", "genomic", "spdi", "informal", "legacy"]
KNOWN_WEIGHT = 0.05
"""Prior weight from which a ruler that nobody listed counts as known for a gene: processed proteins do,
counting from some other isoform does not (docs/probability.md)."""


class Name(msgspec.Struct, frozen=True):
    """One spelling: text, what kind, the ruler it is counted on, and what else the same text names."""

    text: str
    kind: Kind
    scheme: str = "hgvs"
    ruler: str = ""
    """The ruler in words; a source for legacy names on record."""
    collisions: tuple[Collision, ...] = ()

    @property
    def warning(self) -> str:
        """The collisions as a sentence; empty where there is none."""
        if not self.collisions:
            return ""
        others = "; ".join(f"{one.name} ({one.ruler})" for one in self.collisions)
        return f"also reads as {others}"


class SynonymReport(msgspec.Struct, frozen=True):
    """A variant with every spelling of it."""

    variant: Variant
    names: tuple[Name, ...]
    genes: tuple[str, ...] = ()
    """Names of the gene, official symbol first."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The spellings alone."""
        return tuple(name.text for name in self.names)

    def __iter__(self) -> Iterator[Name]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def query(self, where: Literal["pubmed", "europepmc"]) -> str:
        """A search string for PubMed or Europe PMC: any name of the gene with any spelling of the variant.

        Sources: PubMed help, "Field tags" and "Searching for a phrase"; Europe PMC help, "Search syntax".
        """
        tag = "[tiab]" if where == "pubmed" else ""
        spelled = [
            name.text
            for name in self.names
            if name.kind not in ("genomic", "spdi", "rna") and ":" not in name.text
        ]
        genes = " OR ".join(f"{_quoted(gene)}{tag}" for gene in self.genes)
        variants = " OR ".join(f"{_quoted(text)}{tag}" for text in _searchable(spelled))
        return f"({genes}) AND ({variants})" if genes else f"({variants})"

    def as_dict(self) -> dict[str, Any]:
        """The report as a JSON object."""
        return {
            "variant": self.variant.as_dict(),
            "genes": list(self.genes),
            "spellings": [
                {**msgspec.to_builtins(name), "warning": name.warning} for name in self.names
            ],
        }  # fmt: skip


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "") + '"'


def _searchable(texts: Iterable[str]) -> list[str]:
    """Spellings that a search engine tells apart: punctuation and case aside, each once.

    Those with an asterisk, which truncates a word in both engines, only where there is no other.
    """
    found: dict[str, str] = {}
    spelled = list(texts)
    plain = [text for text in spelled if "*" not in text]
    for text in plain or spelled:
        bare = text.removeprefix("p.")
        bare = bare[1:-1] if bare.startswith("(") and bare.endswith(")") else bare
        found.setdefault("".join(c for c in bare.lower() if c.isalnum() or c in ">*+-"), bare)
    return list(found.values())


def synonyms_of(resolution: Resolution, resolver: Resolver) -> SynonymReport:
    """Every spelling of what a mention was resolved to.

    Raises
    ------
    InputError: the mention was not settled; the message says what it may mean.
    """
    if resolution.variant is None:
        names = ", ".join(str(candidate.variant) for candidate in resolution.candidates[:5])
        reason = f" (it may mean {names})" if names else ""
        raise InputError(
            f"{resolution.mention.text!r} names no one variant: {resolution.status}{reason}",
            code="not_settled",
            text=resolution.mention.text,
            advice=("give the gene, or a full description such as NM_000875.5:c.1532G>A",),
        )
    return spellings(resolution.variant, resolver.reference)


def spellings(variant: Variant, reference: Reference) -> SynonymReport:
    """Every spelling of a variant in every numbering its gene is known to use.

    A protein-level variant with a single one-base cause is also spelled by that cause.

    >>> from varsyn.reference import open_reference
    >>> c, p = "NM_000875.5:c.1532G>A", "NP_000866.1:p.(Arg511Gln)"
    >>> v = Variant("allele", "", gene="IGF1R", hgvs_c=c, hgvs_p=p)
    >>> report = spellings(v, open_reference())
    >>> {"R481Q", "p.Arg511Gln", "c.1532G>A", "r.(1532g>a)"} <= set(report.texts)
    True
    """
    gene = variant.gene
    anchor = reference.anchor(gene) if gene else None
    rulers = [scheme for scheme in schemes_for(gene, reference) if _known(scheme)] if gene else []
    names: list[Name] = []
    if variant.hgvs_c:
        names += _coding(variant, anchor, rulers, reference)
    if variant.hgvs_p:
        names += _protein(variant, rulers)
    names += _genomic(variant)
    if gene:
        names += _on_record(variant, gene, reference)
    distinct: dict[str, Name] = {}
    for name in names:
        distinct.setdefault(name.text, name)
    checked = [
        msgspec.structs.replace(
            name, collisions=collisions_of(name.text, name.kind, variant, anchor, rulers, reference)
        )
        for name in distinct.values()
    ]
    return SynonymReport(variant, tuple(checked), _genes(gene, reference))


def _known(scheme: Scheme) -> bool:
    return not scheme.standard and (scheme.origin == "curated" or scheme.weight >= KNOWN_WEIGHT)


def _genes(gene: str | None, reference: Reference) -> tuple[str, ...]:
    record = reference.gene(gene) if gene else None
    if record is None:
        return (gene,) if gene else ()
    doubtful = {alias for alias, _ in record.ambiguous_aliases}
    names = (*record.previous_symbols, *record.aliases, *record.protein_names)
    others = [name for name in names if name not in doubtful and len(name) > 2]
    return tuple(dict.fromkeys([record.symbol, *others]))


def _reading(text: str) -> Reading | None:
    try:
        return read(text)[0]
    except VarsynError:
        return None


_UNSHIFTED = "another place in the repeat, or an insertion of the copy"


def _coding(
    variant: Variant, anchor: Transcript | None, rulers: list[Scheme], reference: Reference
) -> Iterator[Name]:
    canonical = variant.hgvs_c or ""
    accession, _, body = canonical.rpartition(":")
    reading = _reading(canonical)
    yield Name(canonical, "coding")
    if variant.gene:
        if accession:
            yield Name(f"{accession}({variant.gene}):{body}", "coding")
        yield Name(f"{variant.gene}:{body}", "coding")
    yield Name(body, "coding")
    if reading is None or reading.edit == "allele":
        return
    stated = with_bases(reading, anchor)
    elsewhere = list(placements(stated, anchor))
    for text in dna_forms(stated):
        yield Name(text, "informal")
    for placed in elsewhere:
        for text in dna_forms(placed, stated=True):
            yield Name(text, "informal", "hgvs", _UNSHIFTED)
    if (genomic := into_intron(stated, anchor)) is not None:
        text = description(genomic)
        yield Name(text, "coding", "hgvs", "by the genome's 3' rule, where the intron begins with GT")
    if anchor is not None and anchor.accession == accession:
        try:
            allele = allele_from_reading(reading, anchor)
            rna = describe(allele, anchor, rna=True).rpartition(":")[2]
            yield Name(rna if rna.startswith("r.(") else f"r.({rna.removeprefix('r.')})", "rna")
        except VarsynError:
            pass
    for scheme in rulers:
        if scheme.molecule != "cdna":
            continue
        for placed in (stated, *elsewhere):
            moved = _renumbered(placed, scheme)
            for text in dna_forms(moved, stated=placed is not stated) if moved is not None else ():
                yield Name(text, "legacy", scheme.name, scheme.label())
    if anchor is not None and variant.gene:
        yield from _intronic(stated, anchor, variant.gene, reference)


def _renumbered(reading: Reading, scheme: Scheme) -> Reading | None:
    """The reading with its positions counted on another ruler; None where the ruler does not reach there."""
    start, end = _moved(reading.start, scheme), _moved(reading.end or reading.start, scheme)
    if start is None or end is None or (start == reading.start and end == (reading.end or reading.start)):
        return None
    return msgspec.structs.replace(reading, start=start, end=end, accession=None, gene=None, protein=None)


def _moved(position: str, scheme: Scheme) -> str | None:
    base, offset = position, ""
    for sign in "+-":
        head, found, tail = position[1:].partition(sign)
        if found:
            base, offset = position[0] + head, found + tail
            break
    if not base.lstrip("-").isdigit():
        return None
    printed = scheme.printed(int(base))
    return None if printed is None else f"{printed}{offset}"


def _intronic(reading: Reading, anchor: Transcript, gene: str, reference: Reference) -> Iterator[Name]:
    """``IVS10-11G>A``: the intron's number on every exon count that the gene is known to use."""
    base, sign, offset = _split_offset(reading.start)
    if not sign or reading.end not in ("", reading.start):
        return
    borders = donors(anchor) if sign == "+" else acceptors(anchor)
    if base not in borders:
        return
    intron = borders.index(base)
    for labels in exon_label_schemes(anchor, reference.numbering(gene), reference.legacy_names(gene)):
        if intron < len(labels.labels):
            moved = msgspec.structs.replace(
                reading, start=f"IVS{labels.labels[intron]}{sign}{offset}", end="", accession=None, gene=None,
                protein=None,
            )  # fmt: skip
            moved = msgspec.structs.replace(moved, end=moved.start)
            text = description(moved, Style(prefix=False, bases=True))
            yield Name(text, "legacy", labels.name, labels.source or "exon numbers")


def _split_offset(position: str) -> tuple[str, str, str]:
    for sign in "+-":
        head, found, tail = position[1:].partition(sign)
        if found:
            return position[0] + head, sign, tail
    return position, "", ""


def _protein(variant: Variant, rulers: list[Scheme]) -> Iterator[Name]:
    canonical = variant.hgvs_p or ""
    reading = _reading(canonical)
    if reading is not None and reading.edit in ("unknown", "none"):
        return  # p.? is said of every variant outside the coding sequence
    yield Name(canonical, "protein")
    if reading is None or reading.edit == "allele":
        return
    bare = msgspec.structs.replace(reading, accession=None, gene=None)
    for text in protein_forms(bare):
        yield Name(text, "protein")
    for scheme in rulers:
        moved = _renumbered(bare, scheme) if scheme.molecule == "protein" else None
        if moved is not None and not moved.start.startswith("-"):
            for text in protein_forms(moved):
                yield Name(text, "legacy", scheme.name, scheme.label())


def _genomic(variant: Variant) -> Iterator[Name]:
    if variant.spdi:
        yield Name(variant.spdi, "spdi")
    for assembly, text in variant.hgvs_g:
        yield Name(text, "genomic", "hgvs", assembly)
        accession, _, body = text.rpartition(":")
        number = accession.partition(".")[0].removeprefix("NC_").lstrip("0")
        if number.isdigit() and int(number) <= 24:
            chromosome = {"23": "X", "24": "Y"}.get(number, number)
            yield Name(f"chr{chromosome}:{body}", "genomic", "hgvs", assembly)


def _on_record(variant: Variant, gene: str, reference: Reference) -> Iterator[Name]:
    """Legacy names that the curated table gives for this very variant."""
    coding = (variant.hgvs_c or "").rpartition(":")[2]
    protein = fold((variant.hgvs_p or "").rpartition(":")[2]) if variant.hgvs_p else None
    for row in names_on_record(gene, reference):
        same = (
            row.hgvs_c == coding
            if row.hgvs_c and coding
            else bool(row.hgvs_p) and fold(row.hgvs_p) == protein
        )
        if same:
            yield Name(row.legacy, "legacy", "curated_name", row.kind)
