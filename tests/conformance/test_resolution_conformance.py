"""Historic and everyday names of public lists, with their known answers.

The lists lie outside the repository (VARSYN_SHARED, or ``shared`` beside it); without them these tests skip.
What a list prints where the sequence cannot tell (breakpoints, unprinted bases) counts as neither right nor
wrong as long as it is not settled.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from varsyn.allele import allele_from_reading, allele_key
from varsyn.model import Mention, Resolution, VarsynError
from varsyn.notation import read
from varsyn.reference import open_reference
from varsyn.resolution import Resolver

RESOLVER = Resolver(open_reference())


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The cases of one list; a folder without them fails."""
    with (folder / "conformance" / name / "cases.tsv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def key_of(gene: str, hgvs_c: str) -> str:
    """The key of a c. description on the gene's anchor, or its text where it has none."""
    anchor = RESOLVER.context(gene).anchor
    assert anchor is not None
    try:
        return allele_key(allele_from_reading(read(hgvs_c)[0], anchor), anchor)
    except VarsynError:
        return f"{anchor.accession}:{hgvs_c}"


def c_keys(answer: Resolution) -> set[str]:
    """Keys of the c. descriptions of all candidates."""
    return {
        key_of(answer.gene or "", one.variant.hgvs_c.rpartition(":")[2])
        for one in answer.candidates
        if one.variant.hgvs_c
    }


def judged(gene: str, name: str, hgvs_c: str) -> str:
    """``right``, ``wrong``, ``ambiguous`` (the right one listed), ``open``; for several meanings ``both``."""
    answer = RESOLVER.resolve(Mention(name, gene=gene))
    wanted = {key_of(gene, one) for one in hgvs_c.split("|")}
    if len(wanted) > 1:
        return "both" if answer.status == "ambiguous" and wanted <= c_keys(answer) else "not both"
    if answer.status == "resolved" and answer.variant is not None:
        if answer.variant.hgvs_c:
            return "right" if key_of(gene, answer.variant.hgvs_c.rpartition(":")[2]) in wanted else "wrong"
        return "protein"
    if answer.status == "unverified" and answer.variant is not None and answer.variant.hgvs_c:
        # Given, and said not to be settled: bases of introns and flanks are not on record.
        return "right" if key_of(gene, answer.variant.hgvs_c.rpartition(":")[2]) in wanted else "open"
    if answer.status == "ambiguous":
        return "ambiguous" if wanted & c_keys(answer) else "open"
    return "open"


COMPUTABLE = frozenset(("substitution", "intronic", "indel", "protein", "hgvs"))


def test_cftr2(shared: Path) -> None:
    """Names whose answer follows from ruler and sequence: at least 97 % right, under 0.5 % wrong."""
    cases = [row for row in rows(shared, "cftr2") if row["kind"] in COMPUTABLE]
    found = Counter(judged(row["gene"], row["name"], row["hgvs_c"]) for row in cases)
    # A protein name with several single-base causes is right when the listed cause is among them.
    right = found["right"] + found["ambiguous"] + found["protein"] + found["both"]
    assert right / len(cases) >= 0.97, found
    assert found["wrong"] / len(cases) < 0.005, found


def test_cftr2_names_with_several_meanings_are_ambiguous(shared: Path) -> None:
    # Two or more changed bases are no meaning of a protein name as long as one base explains it.
    cases = [row for row in rows(shared, "cftr2") if "|" in row["hgvs_c"] and "delins" not in row["hgvs_c"]]
    assert cases
    assert {judged(row["gene"], row["name"], row["hgvs_c"]) for row in cases} == {"both"}


def test_cftr2_names_that_also_fit_as_hgvs_are_never_silent(shared: Path) -> None:
    cases = [row for row in rows(shared, "cftr2") if row["literal_c"]]
    assert cases
    for row in cases:
        answer = RESOLVER.resolve(Mention(row["name"], gene=row["gene"]))
        warned = any(one.severity == "warning" for one in answer.messages)
        assert answer.status == "ambiguous" or warned, row["name"]


def test_cftr2_whole_exons(shared: Path) -> None:
    """Exon names give the exons; where the list knows breakpoints, they cannot follow from the name."""
    plain = re.compile(r"c\.\(\d+\+1_\d+-1\)_\((?:\d+\+1_\d+-1|\*1_\?)\)(del|dup)\Z")
    cases = [
        row
        for row in rows(shared, "cftr2")
        if row["kind"] == "large" and plain.match(row["hgvs_c"]) and row["hgvs_c"][-3:] in row["name"]
    ]
    assert len(cases) > 20
    found = Counter(judged(row["gene"], row["name"], row["hgvs_c"]) for row in cases)
    assert found["right"] >= len(cases) - 1, found  # one has breakpoints in the table of names


def test_bic(shared: Path) -> None:
    """BRCA1 and BRCA2 names of the BIC: at least 97 % right, under 0.5 % wrong."""
    cases = rows(shared, "bic")
    found = Counter(judged(row["gene"], row["name"], row["hgvs_c"]) for row in cases)
    assert found["right"] / len(cases) >= 0.97, found
    assert found["wrong"] / len(cases) < 0.005, found


def test_legacy_names() -> None:
    """The table of legacy names: at least 97 % of the rows whose gene has a sequence, under 0.5 % wrong."""
    found: Counter[str] = Counter()
    for row in legacy():
        found[judged(row[0], row[1], row[2])] += 1
    total = sum(found.values())
    assert total > 300
    assert found["right"] / total >= 0.97, found
    assert found["wrong"] / total < 0.005, found


_CLASS = re.compile(r"class|^g\.|\[\d*\]")


def legacy() -> Iterator[tuple[str, str, str]]:
    """(gene, name, c. description) of every row with one allele on a gene with a sequence."""
    for symbol in sorted(RESOLVER.reference.symbols()):
        context = RESOLVER.context(symbol)
        if context.anchor is None:
            continue
        root = context.anchor.accession.partition(".")[0]
        for row in RESOLVER.reference.legacy_names(symbol):
            if row.refseq.partition(".")[0] == root and not _CLASS.search(row.hgvs_c):
                yield row.gene, row.legacy, row.hgvs_c


def test_traps(shared: Path) -> None:
    """Names that must not be answered in silence: two variants, letters of the reference itself, …"""
    classes = ("two real variants", "naive residue also matches", "reference carries the mutant")
    asked = 0
    for row in rows(shared, "traps"):
        single = re.fullmatch(r"[A-Z0-9]+", row["gene"]) and " " not in row["string"]
        if row["trap_class"] not in classes or not single or RESOLVER.context(row["gene"]).anchor is None:
            continue
        asked += 1
        answer = RESOLVER.resolve(Mention(row["string"], gene=row["gene"]))
        warned = any(one.severity in ("warning", "error") for one in answer.messages)
        assert answer.status != "resolved" or warned, (row["gene"], row["string"], str(answer.variant))
    assert asked >= 10


def test_papers_and_curators(shared: Path) -> None:
    """One description of one gene is one variant, however it was printed; different ones stay apart."""
    keys: dict[tuple[str, str], set[str]] = {}
    for row in rows(shared, "evagg"):
        answer = RESOLVER.resolve(Mention(row["paper_variant"], gene=row["gene"]))
        if answer.status == "resolved" and answer.variant is not None and answer.variant.protein_key:
            keys.setdefault((row["gene"], row["hgvs_p"] or row["hgvs_c"]), set()).add(
                answer.variant.protein_key
            )
    assert all(len(found) == 1 for found in keys.values())
