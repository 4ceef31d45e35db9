"""Speed and memory of resolving: mentions a second, documents, one cold call.

    python benchmarks/resolution.py [--count N]

Distinct mentions of ten genes, made from the embedded reference with a seed: what papers print most
(one-base substitutions of residues, in HGVS and in mature-protein numbers; c. substitutions). Times are
processor time of one thread, with numbering inference on and nothing remembered between runs.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time

from varsyn.model import Mention
from varsyn.reference import open_reference
from varsyn.resolution import Resolver
from varsyn.sequence import codon_table

GENES = ("IGF1R", "TP53", "GBA1", "BRCA1", "CFTR", "TTR", "VWF", "F9", "EGFR", "LDLR")
SEED = 7


def mentions(resolver: Resolver, count: int, kind: str) -> list[Mention]:
    """Distinct mentions: ``protein`` (HGVS numbers), ``mature`` (the gene's mature protein) or ``cdna``."""
    rng = random.Random(SEED)
    table = codon_table()
    found: dict[tuple[str, str | None], Mention] = {}
    while len(found) < count:
        symbol = rng.choice(GENES)
        context = resolver.context(symbol)
        offset = 0
        if kind == "mature":
            offset = next(
                (one.offset for one, _ in context.protein_schemes if one.name == "mature_protein"), 0
            )
            if not offset:
                continue
        place = rng.randrange(max(1, offset + 1), len(context.codons) - 1)
        codon = context.codons[place]
        at = rng.randrange(3)
        base = rng.choice([letter for letter in "ACGT" if letter != codon[at]])
        new = table[codon[:at] + base + codon[at + 1 :]]
        if kind == "cdna":
            text = f"c.{3 * place + at + 1}{codon[at]}>{base}"
        elif new == context.protein[place]:
            continue
        else:
            text = f"{context.protein[place]}{place + 1 - offset}{'X' if new == '*' else new}"
        found[text, symbol] = Mention(text, gene=symbol)
    return list(found.values())


def rate(resolver: Resolver, asked: list[Mention]) -> float:
    """Mentions a second of processor time."""
    start = time.process_time()
    for mention in asked:
        resolver.resolve(mention)
    return len(asked) / (time.process_time() - start)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=10_000)
    options = parser.parse_args()
    reference = open_reference()
    for kind in ("protein", "mature", "cdna"):
        asked = mentions(Resolver(reference), options.count, kind)
        resolver = Resolver(reference)
        for symbol in GENES:
            resolver.resolve(Mention("M1V", gene=symbol))
        print(f"{kind:<8} {rate(resolver, asked):>9,.0f} mentions/s ({len(asked)} distinct)")
    resolver = Resolver(reference)
    asked = mentions(resolver, 500, "protein")
    resolver.resolve_document(asked[:10])
    best = min(_document(reference, asked) for _ in range(5))
    print(f"document {1000 * best:>9.1f} ms for {len(asked)} mentions of {len(GENES)} genes")
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "varsyn", "resolve", "IGF1R R481Q"], check=True, capture_output=True
    )
    print(f"cold     {1000 * (time.perf_counter() - start):>9.0f} ms for one `varsyn resolve`")
    print(f"memory   {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:>9.0f} MB at most")


def _document(reference: object, asked: list[Mention]) -> float:
    resolver = Resolver(reference)  # type: ignore[arg-type]
    for symbol in GENES:
        resolver.resolve(Mention("M1V", gene=symbol))
    start = time.process_time()
    resolver.resolve_document(asked)
    return time.process_time() - start


if __name__ == "__main__":
    main()
