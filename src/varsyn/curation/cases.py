"""Cases: the distinct ways in which the rows of a table name a variant. Each is resolved once."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from varsyn.curation.columns import VCF, Columns
from varsyn.curation.damage import Damage, is_missing, look_at_gene, look_at_variant
from varsyn.model import Mention

CELLS = (
    "variant", "cdna", "protein", "genomic", *VCF, "assembly", "gene", "transcript", "species", "document",
)  # fmt: skip
"""Roles whose cells make up a case, in the order in which a case holds them."""
_AT = {role: index for index, role in enumerate(CELLS)}

CaseCells = tuple[str, ...]


class Case(msgspec.Struct, frozen=True):
    """One distinct way of naming a variant: the mentions to resolve, and what is odd about the cells.

    ``names`` are what the table prints, for the list of a set's names. ``pair`` is the protein half where
    the row prints a DNA description and a protein description side by side. ``document`` is what is read
    as a whole; ``papers`` are the publications that print the names, where that is known.
    """

    names: tuple[str, ...]
    mentions: tuple[Mention, ...]
    damages: tuple[Damage, ...] = ()
    pair: str = ""
    gene: str = ""
    document: str = ""
    papers: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The case in a few words, for people."""
        return " ".join(part for part in (self.gene, " / ".join(self.names)) if part)


def indices(columns: Columns, whole_documents: bool) -> list[int]:
    """The column indices (-1: none) of the cells of a case; the document counts only where asked for."""
    return [getattr(columns, role) if role != "document" or whole_documents else -1 for role in CELLS]


def case_of(cells: CaseCells, gene_of_table: str = "") -> Case:
    """What the cells of a row (in the order of ``CELLS``) say of its variant.

    ``gene_of_table`` is the gene of rows that name none, neither in a column nor in the name itself.
    A column of DNA and one of protein descriptions are read together, as ``c.… (p.…)`` would be in a
    paper, so that they check each other; a column with the published name is a mention of its own.

    >>> cells = [""] * 13
    >>> cells[1], cells[2], cells[9] = "c.1532G>A", "Arg511Gln", "IGF1R"
    >>> case_of(tuple(cells)).mentions[0].text
    'c.1532G>A (p.Arg511Gln)'
    """
    damages: list[Damage] = []

    def cell(role: str) -> str:
        text = cells[_AT[role]]
        if not text:
            return ""
        text = text.strip()
        return "" if is_missing(text) else text

    gene = cell("gene")
    if gene and (damage := look_at_gene(gene)):
        damages.append(damage)
        gene = damage.repaired
    texts = {role: _mended(cell(role), damages) for role in ("variant", "cdna", "protein", "genomic")}
    plain = Mention(
        "",
        gene=gene or gene_of_table or None,
        transcript=cell("transcript") or None,
        species=cell("species") or None,
        document=cell("document") or None,
        assembly=cell("assembly") or None,
    )
    named = [texts["variant"], paired(texts["cdna"], texts["protein"]), texts["genomic"], _vcf(cell)]
    mentions = tuple(msgspec.structs.replace(plain, text=text) for text in dict.fromkeys(named) if text)
    names = tuple(dict.fromkeys(cell(role) for role in ("variant", "cdna", "protein", "genomic")))
    return Case(
        names=tuple(name for name in names if name) or ((_vcf(cell),) if _vcf(cell) else ()),
        mentions=mentions,
        damages=tuple(damages),
        pair=texts["protein"] if texts["cdna"] else "",
        gene=gene or gene_of_table,
        document=cell("document"),
        papers=(cell("document"),) if cell("document") else (),
    )


def _mended(text: str, damages: list[Damage]) -> str:
    damage = look_at_variant(text) if text else None
    if damage is None:
        return text
    damages.append(damage)
    return damage.repaired


def paired(dna: str, protein: str) -> str:
    """A DNA and a protein description as a paper prints them side by side; either may be empty.

    >>> paired("c.420del", "p.(Ile141SerfsTer19)"), paired("", "R511Q")
    ('c.420del p.(Ile141SerfsTer19)', 'R511Q')
    """
    if not dna or not protein:
        return dna or protein
    bare = protein.strip()
    if bare.startswith("(") and bare.endswith(")") and "(" not in bare[1:]:
        bare = bare[1:-1].strip()
    if bare.startswith(("p.(", "p.[")):
        return f"{dna} {bare}"
    return f"{dna} ({bare if bare[:2] in ('p.', 'P.') or ':' in bare else 'p.' + bare})"


def _vcf(cell: Callable[[str], str]) -> str:
    parts = [cell(role) for role in VCF]
    return "-".join(parts) if all(parts) else ""
