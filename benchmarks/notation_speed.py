"""Reading speed beside its peers, in one run and on one thread: ``python benchmarks/notation_speed.py``.

Each figure is texts a second of processor time, the best of a few rounds. Descriptions are distinct and mixed
as ClinVar is (nine of ten are substitutions); *eight fields* means that eight fields of each answer are read.
Informal forms are distinct too, twelve kinds in equal parts; sentences likewise, six kinds. Texts read before
are remembered: every round makes new ones, save where the table says *again*. ``--kinds`` shows each informal
kind by itself.
"""

from __future__ import annotations

import csv
import gc
import random
import sys
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from varsyn.notation import mention, read, read_many

INFORMAL = (
    "R{}Q", "Arg{}Gln", "{}G>A", "c.{}delC", "R{}X", "c.{} G > A", "F{}del", "\u0394F{}", "A{}fs", "G{}A",
    "c{}A>G", "{}delAG",
)  # fmt: skip
SENTENCES = (
    "C-to-T transition at nucleotide {}", "G to A at nucleotide {}", "deletion of C at position {}",
    "arginine to cysteine substitution at residue {}", "glutamine {} to arginine", "codon {} (CGG>CAG)",
)  # fmt: skip
PAIRS = (
    "IGF1R c.{}G>A",
    "BRAF p.V{}E",
    "c.{}G>A (p.Arg5Gln)",
    "NM_000875.5(IGF1R):c.{}G>A (p.Arg511Gln)",
    "R{}Q/R59X",
)
ROUNDS = 6


def descriptions(count: int, seed: int = 1) -> list[str]:
    """Distinct ordinary descriptions."""
    pick = random.Random(seed)
    made = []
    for _ in range(count):
        place, kind = pick.randint(1, 9000), pick.random()
        head = f"NM_{pick.randint(1, 999999):06d}.{pick.randint(1, 9)}:c.{place}"
        if kind < 0.9:
            made.append(head + pick.choice(["A>G", "G>A", "C>T", "T>C", "G>T", "C>A"]))
        elif kind < 0.95:
            made.append(head + pick.choice(["del", "dup", f"_{place + 3}del"]))
        else:
            made.append(head + pick.choice([f"_{place + 1}insACG", f"_{place + 2}delinsTT"]))
    return made


def informal(count: int, seed: int = 2, forms: tuple[str, ...] = INFORMAL) -> list[str]:
    """Distinct informal forms."""
    pick = random.Random(seed)
    return [pick.choice(forms).format(pick.randint(2, 99999)) for _ in range(count)]


Texts = Callable[[int], list[str]]
"""The texts of a round; rounds are numbered."""


def rates(jobs: dict[str, tuple[Callable[[list[str]], None], Texts]]) -> dict[str, float]:
    """Texts a second of processor time of each job: best of rounds in which every job has its turn."""
    best = dict.fromkeys(jobs, 0.0)
    for number in range(ROUNDS):
        for name, (work, made) in jobs.items():
            texts = made(number)
            gc.collect()
            start = time.process_time()
            work(texts)
            best[name] = max(best[name], len(texts) / (time.process_time() - start))
    return best


def new(count: int, forms: tuple[str, ...] = INFORMAL) -> Texts:
    """Other informal forms in every round."""
    return lambda number: informal(count, 2 * number, forms)


def same(texts: list[str]) -> Texts:
    """The same texts in every round."""
    return lambda _: texts


def ours(texts: list[str]) -> None:
    for found in read_many(texts):
        one: Any = found[0]  # type: ignore[index]
        _ = (one.coordinate, one.edit, one.start, one.end, one.ref, one.alt, one.accession, one.gene)


def ours_singly(texts: list[str]) -> None:
    for text in texts:
        one = read(text)[0]
        _ = (one.coordinate, one.edit, one.start, one.end, one.ref, one.alt, one.accession, one.gene)


def by_grammar(texts: list[str]) -> None:
    for text in texts:
        mention.by_grammar(text)


def attributes(parse: Callable[[str], Any], names: Iterable[str]) -> Callable[[list[str]], None]:
    """Parse and read these fields."""
    fields = tuple(names)

    def work(texts: list[str]) -> None:
        for text in texts:
            found = parse(text)
            for name in fields:
                getattr(found, name)

    return work


def ferro(parse: Callable[[str], Any]) -> Callable[[list[str]], None]:
    def work(texts: list[str]) -> None:
        for text in texts:
            one = parse(text)
            _ = (
                one.reference, one.axis, one.edit_type, one.start, one.end, one.offset,
                one.substitution_bases, one.variant_type,
            )  # fmt: skip

    return work


def ferro_tree(parse: Callable[[str], Any]) -> Callable[[list[str]], None]:
    def work(texts: list[str]) -> None:
        for text in texts:
            parse(text).to_dict()

    return work


def peers() -> Iterable[tuple[str, Callable[[list[str]], None], int]]:
    """Those that are installed: name, work, how many texts."""
    for name, make in PEERS.items():
        try:
            yield make(name)
        except ImportError:
            print(f"{name}: not installed", file=sys.stderr)


def _ferro(_: str) -> tuple[str, Callable[[list[str]], None], int]:
    return "ferro-hgvs, eight fields", ferro(import_module("ferro_hgvs").parse), 100_000


def _ferro_tree(_: str) -> tuple[str, Callable[[list[str]], None], int]:
    return "ferro-hgvs, full tree", ferro_tree(import_module("ferro_hgvs").parse), 50_000


def _tiny(_: str) -> tuple[str, Callable[[list[str]], None], int]:
    return "tinyhgvs", attributes(import_module("tinyhgvs").parse_hgvs, ()), 50_000


def _pyhgvs(_: str) -> tuple[str, Callable[[list[str]], None], int]:
    kind = import_module("pyhgvs").HGVSName
    return (
        "pyhgvs",
        attributes(kind, ("transcript", "kind", "mutation_type", "ref_allele", "alt_allele")),
        20_000,
    )


def _hgvs(_: str) -> tuple[str, Callable[[list[str]], None], int]:
    parser = import_module("hgvs.parser").Parser()
    return "hgvs", attributes(parser.parse_hgvs_variant, ("ac", "type", "posedit")), 1_000


PEERS = {
    "ferro-hgvs": _ferro,
    "ferro-hgvs tree": _ferro_tree,
    "tinyhgvs": _tiny,
    "pyhgvs": _pyhgvs,
    "hgvs": _hgvs,
}


def kinds() -> None:
    """Print one line an informal kind: read singly, new numbers in every round."""
    found = rates({form: (ours_singly, new(2_000, (form,))) for form in (*INFORMAL, *PAIRS, *SENTENCES)})
    for form, rate in found.items():
        print(f"{form:52} {rate:12,.0f}/s")


def main() -> None:
    """Print one line a reader, with its ratio to varsyn's object path."""
    formal = descriptions(100_000)
    first = "varsyn, read_many, eight fields"
    jobs: dict[str, tuple[Callable[[list[str]], None], Texts]] = {
        first: (ours, same(formal)),
        "varsyn, read, eight fields": (ours_singly, same(formal)),
        "varsyn, informal forms, read": (ours_singly, new(20_000)),
        "varsyn, informal forms, read_many": (ours, new(20_000)),
        "varsyn, with gene or protein half, read": (ours_singly, new(10_000, PAIRS)),
        "varsyn, sentences, read": (ours_singly, new(10_000, SENTENCES)),
        "varsyn, forms of the table again, read": (ours_singly, same(table() * 20)),
        "varsyn, Lark grammar": (by_grammar, same(formal[:5_000])),
    }
    jobs |= {name: (work, same(formal[:count])) for name, work, count in peers()}
    found = rates(jobs)
    for name, rate in found.items():
        print(f"{name:42} {rate:12,.0f}/s   {rate / found[first]:8.4f}")


def table() -> list[str]:
    """The examples of ``fixtures/notation_forms.tsv`` that are read."""
    path = Path(__file__).resolve().parents[1] / "fixtures" / "notation_forms.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row["example"] for row in rows if not row["readings"].startswith("!")]


if __name__ == "__main__":
    if "--kinds" in sys.argv:
        kinds()
    else:
        main()
