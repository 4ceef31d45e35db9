"""Made-up documents of one gene, answered as a whole and compared with what they were made from.

    python benchmarks/documents.py [--documents N] [--seed N] [--details]

Each document has 3 to 40 random one-base variants of a gene, printed as protein names, ``c.`` numbers, bare
nucleotide numbers, pairs or a mixture; residues and bare numbers count on HGVS's ruler, on another of the
gene or on one that nobody listed; about one number in twenty is misprinted. A misprinted number that fits
nevertheless cannot be told from a right one, and is counted apart.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator

import msgspec

from varsyn.allele import allele_from_reading, allele_key, predict, protein_key
from varsyn.model import Mention, Reading, Resolution
from varsyn.model.residues import ONE_TO_THREE
from varsyn.numbering import Scheme
from varsyn.reference import open_reference
from varsyn.resolution import Resolver
from varsyn.resolution.gene_context import GeneContext

KINDS = ("protein", "c.", "bare", "pair")
MISPRINTED = 0.05


class Printed(msgspec.Struct, frozen=True):
    """A printed name of a gene, its kind, and the keys of the variant that it was made from (None where its
    number is misprinted)."""

    gene: str
    text: str
    kind: str
    truth: tuple[str, str] | None


def usable(resolver: Resolver) -> list[GeneContext]:
    """The genes with a coding sequence to make variants of."""
    found = [resolver.context(symbol) for symbol in sorted(resolver.reference.symbols())]
    return [one for one in found if one.anchor is not None and one.sound and len(one.protein) > 60]


def variant(context: GeneContext, rng: random.Random) -> tuple[int, str, str, str, str]:
    """A random base of the coding sequence (c. number), its new base, and the residues before and after."""
    size = 3 * len(context.protein)
    while True:
        number = rng.randrange(4, size + 1)
        base, new = context.coding[number - 1], rng.choice("ACGT")
        codon, place = context.codon((number + 2) // 3), (number - 1) % 3
        changed = codon[:place] + new + codon[place + 1 :]
        old = context.protein[(number - 1) // 3]
        after = _TRANSLATED.get(changed) if context.code == "standard" else None
        if base != new and after is not None and after != old and old != "U":
            return number, base, new, old, after


def _table() -> dict[str, str]:
    from varsyn.sequence import codon_table

    return dict(codon_table("standard"))


_TRANSLATED = _table()


def rulers(context: GeneContext, rng: random.Random) -> tuple[Scheme, Scheme]:
    """The rulers of a document's residues and of its bare nucleotide numbers."""
    found = []
    for molecule, known in (("protein", context.protein_schemes), ("cdna", context.cdna_schemes)):
        sort = rng.random()
        if sort < 0.5:
            found.append(known[0][0])
        elif sort < 0.8:
            found.append(rng.choice(known)[0])
        else:
            offset = rng.randrange(1, 150) if molecule == "protein" else -rng.randrange(1, 400)
            found.append(Scheme("unlisted", molecule, offset))  # type: ignore[arg-type]
    return found[0], found[1]


def document(context: GeneContext, rng: random.Random) -> Iterator[Printed]:
    """The names of one document."""
    residues, bases = rulers(context, rng)
    style = rng.choice((str, ONE_TO_THREE.__getitem__))
    kind = rng.choice((*KINDS, "mixed"))
    for _ in range(rng.randrange(3, 41)):
        number, base, new, old, after = variant(context, rng)
        residue, bare = residues.printed((number + 2) // 3), bases.printed(number)
        if residue is None or bare is None or residue < 1 or bare < 1:
            continue
        slip = rng.choice((-10, -1, 1, 10)) if rng.random() < MISPRINTED else 0
        if min(residue, bare, number) + slip < 1:
            slip = 0
        mine = rng.choice(KINDS[:3]) if kind == "mixed" else kind
        protein = f"{style(old)}{residue + (slip if mine == 'protein' else 0)}{style(after)}"
        text = {
            "protein": protein,
            "c.": f"c.{number + slip}{base}>{new}",
            "bare": f"{bare + slip}{base}>{new}" if rng.random() < 0.7 else f"{base}{bare + slip}{new}",
            "pair": f"c.{number + slip}{base}>{new} (p.{protein})",
        }[mine]
        yield Printed(context.symbol, text, mine, None if slip else _keys(context, number, base, new))


def _keys(context: GeneContext, number: int, base: str, new: str) -> tuple[str, str]:
    anchor = context.anchor
    assert anchor is not None
    allele = allele_from_reading(Reading("c", "sub", str(number), str(number), base, new), anchor)
    owner = anchor.protein_accession or anchor.accession
    return allele_key(allele, anchor), protein_key(predict(allele, anchor), context.residues, owner) or ""


def judge(printed: Printed, answer: Resolution) -> str:
    """``right``, ``wrong`` (settled on something else), ``open``; ``fits`` for a misprint that is settled."""
    if not answer.settled or answer.variant is None:
        return "open"
    if printed.truth is None:
        return "fits"
    protein = answer.variant.level == "protein"
    own = answer.variant.protein_key if protein else answer.variant.key
    return "right" if own == printed.truth[protein] else "wrong"


def main() -> None:
    """Make documents, ask, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--details", action="store_true", help="every wrong answer")
    options = parser.parse_args()
    resolver, rng = Resolver(open_reference()), random.Random(options.seed)
    genes = usable(resolver)
    counts: Counter[tuple[str, bool, str]] = Counter()
    for _ in range(options.documents):
        names = list(document(rng.choice(genes), rng))
        answers = resolver.resolve_document([Mention(one.text, gene=one.gene) for one in names])
        for one, answer in zip(names, answers, strict=True):
            verdict = judge(one, answer)
            counts[one.kind, one.truth is None, verdict] += 1
            if options.details and verdict == "wrong":
                print(one.gene, one.text, answer.variant, answer.candidates[0].numbering)
    for misprinted in (False, True):
        print("misprinted numbers:" if misprinted else "names:")
        for kind in KINDS:
            shown = {v: counts[kind, misprinted, v] for v in ("right", "open", "wrong", "fits")}
            whole = sum(shown.values())
            print(f"  {kind:<8} {whole:>6}  " + "  ".join(f"{k} {n}" for k, n in shown.items() if n))


if __name__ == "__main__":
    main()
