"""Historic and everyday names of public lists: how many are answered with the variant they stand for.

    python benchmarks/legacy.py [--details] [--only LIST ...] [--reference BUNDLE]

Lists: the embedded table of legacy names; and, where they lie beside the project (VARSYN_SHARED or
../shared), the names of BIC and CFTR2, the labels of CIViC, the traps. Rows whose gene has no sequence in
the reference are left out. Each other row falls in one class:

right        settled on the listed variant, or given as it and marked unverified, because bases that would
             settle its form are not on record; for a protein name, the protein change of the listed variant;
             where name or list knows breakpoints only as ranges, what lies within them
several      ambiguous because the name has several meanings, all of them shown: a protein change that
             several single-base changes cause, a name that the list gives several variants, a trap
listed       ambiguous otherwise, with the listed variant among the candidates
refused      not settled, with a reason: mismatch, or bases that the name or the reference does not have
wrong        settled on something else; a trap answered without a warning

BIC gives some names on several transcripts: any of its descriptions is right.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
from calibration import shared

from varsyn.allele import allele_from_reading, allele_key, predict, protein_from_reading, protein_key
from varsyn.allele.compare import covers
from varsyn.allele.context import context_of
from varsyn.model import Mention, Resolution, Variant, VarsynError
from varsyn.notation import read
from varsyn.reference import Transcript, open_reference
from varsyn.resolution import Resolver

CLASSES = ("right", "several", "listed", "refused", "wrong")


class Case(msgspec.Struct, frozen=True):
    """A printed name and the descriptions (``c.…``, ``p.…``) that it stands for, any of them or all."""

    gene: str
    text: str
    wanted: tuple[str, ...]
    several: bool = False
    """The name has all these meanings: the answer must show them all."""
    assembly: str | None = None
    trap: bool = False
    """A name that fits nowhere or in two places: it must not be answered in silence."""


class Meaning(msgspec.Struct, frozen=True):
    """What identifies a description: keys of its allele and of its protein change, or its text."""

    allele: str = ""
    protein: str = ""


def meaning(text: str, anchor: Transcript) -> Meaning:
    """The keys of a description on the anchor; its own text where it has no definite place there."""
    owner = anchor.protein_accession or anchor.accession
    residues = context_of(anchor).residues
    try:
        reading = read(text)[0]
        if reading.coordinate == "p":
            change = protein_from_reading(reading, anchor)
            return Meaning("", protein_key(change, residues, owner) or text)
        allele = allele_from_reading(reading, anchor)
        return Meaning(
            allele_key(allele, anchor), protein_key(predict(allele, anchor), residues, owner) or ""
        )
    except VarsynError:
        return Meaning(f"{anchor.accession}:{text}")


def is_meant(variant: Variant, wanted: Meaning, anchor: Transcript) -> bool:
    """Whether a variant is the wanted one; a protein-level one where it says what the wanted one does."""
    if variant.level == "protein":
        own = {variant.protein_key or ""}
        if variant.hgvs_c is not None and wanted.allele:
            own.add(meaning(variant.hgvs_c.rpartition(":")[2], anchor).allele)
        return bool(own & {wanted.allele, wanted.protein} - {""}) or covers(variant.key, wanted.protein)
    if not wanted.allele:
        return variant.protein_key == wanted.protein
    return wanted.allele in (
        variant.key,
        variant.hgvs_c or "",
        meaning((variant.hgvs_c or "").rpartition(":")[2], anchor).allele,
    )


_RANGES = re.compile(r"c\.\(([^_()]+)_([^_()]+)\)_\(([^_()]+)_([^_()]+)\)(del|dup)\Z")
_ENDS = re.compile(r"c\.([^_()]+)_([^_()]+)(del|dup)\Z")
_PLACE = re.compile(r"([-*]?)(\d+)([+-]\d+)?\Z")


def place(text: str) -> tuple[int, int, int] | None:
    """A c. position in order along the transcript; None for ``?``."""
    match = _PLACE.match(text)
    if match is None:
        return None
    region = {"-": -1, "": 0, "*": 1}[match[1]]
    return region, -int(match[2]) if region < 0 else int(match[2]), int(match[3] or 0)


def reach(text: str) -> tuple[list[tuple[int, int, int] | None], str] | None:
    """Earliest and latest start, earliest and latest end of a deletion or duplication, and which it is."""
    body = text.rpartition(":")[2]
    if match := _RANGES.match(body):
        return [place(one) for one in match.groups()[:4]], match[5]
    if match := _ENDS.match(body):
        return [place(match[1]), place(match[1]), place(match[2]), place(match[2])], match[3]
    return None


def within(text: str, other: str) -> bool:
    """Whether the breakpoints of one description lie in the ranges that the other gives them."""
    one, two = reach(text), reach(other)
    if one is None or two is None or one[1] != two[1]:
        return False
    (a, b, c, d), (e, f, g, h) = one[0], two[0]
    lower = [(e, a), (g, c)]
    upper = [(b, f), (d, h)]
    return all(x is None or (y is not None and x <= y) for x, y in lower) and all(
        y is None or (x is not None and x <= y) for x, y in upper
    )


def judge(case: Case, answer: Resolution, resolver: Resolver) -> str:
    """The class of an answer."""
    settled = answer.status == "resolved" and answer.variant is not None
    warned = any(one.severity != "info" for one in answer.messages)
    if case.trap:
        if settled:
            return "right" if warned else "wrong"
        return "several" if answer.status == "ambiguous" else "refused"
    anchor = resolver.context(answer.gene or case.gene).anchor
    assert anchor is not None
    wanted = [meaning(text, anchor) for text in case.wanted]
    met = [any(is_meant(one.variant, mine, anchor) for one in answer.candidates) for mine in wanted]
    if case.several:
        if answer.status == "ambiguous" and all(met):
            return "several"
        return "wrong" if settled else "listed" if any(met) else "refused"
    if answer.settled and answer.status != "ambiguous":
        assert answer.variant is not None
        if any(is_meant(answer.variant, mine, anchor) for mine in wanted):
            return "right"
        given = answer.variant.hgvs_c or ""
        if any(within(given, one) or within(one, given) for one in case.wanted):
            return "right"
        return "wrong" if settled else "refused"
    if answer.status != "ambiguous" or not any(met):
        return "refused"
    if answer.variant is not None and any(is_meant(answer.variant, mine, anchor) for mine in wanted):
        return "several"
    return "listed"


def legacy(resolver: Resolver) -> Iterator[Case]:
    """The rows of the embedded table whose gene has the sequence that they count on."""
    for symbol in sorted(resolver.reference.symbols()):
        anchor = resolver.context(symbol).anchor
        if anchor is None:
            continue
        for row in resolver.reference.legacy_names(symbol):
            if row.refseq.partition(".")[0] == anchor.accession.partition(".")[0]:
                stated = (row.hgvs_c, row.hgvs_p.replace("*", "Ter"))
                yield Case(row.gene, row.legacy, tuple(one for one in stated if one and one != "p.?"))


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The cases of one folder."""
    with (folder / "conformance" / name / "cases.tsv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def bic(folder: Path) -> Iterator[Case]:
    """Names of BRCA1 and BRCA2."""
    for row in rows(folder, "bic"):
        yield Case(row["gene"], row["name"], tuple(row["hgvs_c"].split("|")))


COMPUTABLE = frozenset(("substitution", "intronic", "indel", "protein", "hgvs"))
"""Kinds of CFTR2 names whose answer follows from ruler and sequence; the others name whole exons, unprinted
bases or several changes."""


def cftr2(folder: Path, computable: bool) -> Iterator[Case]:
    """Names of CFTR."""
    for row in rows(folder, "cftr2"):
        if (row["kind"] in COMPUTABLE) == computable:
            wanted = tuple(row["hgvs_c"].split("|"))
            yield Case(row["gene"], row["name"], wanted, len(wanted) > 1)


def civic(folder: Path) -> Iterator[Case]:
    """Labels of CIViC."""
    for row in rows(folder, "civic"):
        assembly = "GRCh37" if row["kind"] == "genomic" else None
        trap = row["kind"] == "hard_refused"
        yield Case(row["gene"], row["query"], tuple(row["gold"].split()), False, assembly, trap)


_TRAPS = ("two real variants", "naive residue also matches", "reference carries the mutant", "nt or protein?")


def traps(folder: Path) -> Iterator[Case]:
    """Names that must not be answered in silence: one gene, one name."""
    for row in rows(folder, "traps"):
        if row["trap_class"] in _TRAPS and " " not in row["string"] and row["gene"].isalnum():
            yield Case(row["gene"], row["string"], (), trap=True)


def main() -> None:
    """Ask, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--details", action="store_true", help="every row that is neither right nor several")
    parser.add_argument("--only", nargs="+", metavar="LIST", help="names of the lists to run")
    parser.add_argument("--reference", help="another bundle than the embedded one")
    options = parser.parse_args()
    resolver = Resolver(open_reference(options.reference))
    lists = {"legacy": list(legacy(resolver))}
    folder = shared()
    if folder is None:
        print("shared conformance data not found: the embedded table only", file=sys.stderr)
    else:
        lists["bic"] = list(bic(folder))
        lists["cftr2"] = list(cftr2(folder, True))
        lists["cftr2-other"] = list(cftr2(folder, False))
        lists["civic"] = list(civic(folder))
        lists["traps"] = list(traps(folder))
    print(f"{'list':<12} {'rows':>6}" + "".join(f"{one:>9}" for one in CLASSES))
    for name, cases in lists.items():
        if options.only and name not in options.only:
            continue
        found: Counter[str] = Counter()
        details = []
        asked = [one for one in cases if not one.gene or resolver.context(one.gene).anchor is not None]
        for case in asked:
            mention = Mention(case.text, gene=case.gene or None, assembly=case.assembly)
            answer = resolver.resolve(mention)
            verdict = judge(case, answer, resolver)
            found[verdict] += 1
            if verdict not in ("right", "several"):
                given = answer.variant or "; ".join(str(one.variant) for one in answer.candidates[:3])
                details.append(f"  {verdict:<8} {case.gene} {case.text}: {' | '.join(case.wanted)}; "
                               f"{answer.status} {given or ''}")  # fmt: skip
        print(f"{name:<12} {len(asked):>6}" + "".join(f"{found[one]:>9}" for one in CLASSES))
        if options.details:
            print("\n".join(details))


if __name__ == "__main__":
    main()
