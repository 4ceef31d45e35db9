"""The examples of the HGVS recommendations, and the names in public conformance suites.

Each case that does not match has a disposition here, with its reason; one that starts to match fails the
test until its note is removed.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from varsyn.model import VarsynError
from varsyn.model.residues import ONE_TO_THREE
from varsyn.notation import read

SEEN_ONLY_IN_THE_SEQUENCE = {
    "NM_000109.3:c.-401C>T": "lies upstream of the transcript, which only its length tells",
    "r.6_7insu": "is a duplication, which only the sequence tells",
}
NO_NAME = {
    "extract": {
        "p.Y498": "a residue without a change",
        "D7S2472": "a marker",
        "D10S1652": "a marker",
        "-104A-55G": "two halves of a distributive phrase, cut by the annotators",
        "non-delta F508": "a negation",
        "13 bp/Ex15&IVS-15": "an event of unstated bases",
        "ins37 b/Ex15&16": "an event of unstated bases",
        "delta 11 bp/IVS-15": "an event of unstated bases",
        "deletion of the first seven bases in exon 16": "an event of unstated bases",
        "delta 7 b/Ex16": "an event of unstated bases",
        "t(16;22)(p13.3;q11.2)": "a karyotype",
    },
    "traps": {
        "Leiden / Leyden": "a nickname",
        "RecNciI": "a nickname",
        "CYP2D6*5": "a star allele",
    },
}
NAMES = {
    "bic": "name", "cftr2": "name", "civic": "query", "evagg": "paper_variant", "extract": "text",
    "normalize": "input", "traps": "string",
}  # fmt: skip


def cases(shared: Path, folder: str) -> list[dict[str, str]]:
    name = "mentions.tsv" if folder == "extract" else "cases.tsv"
    with (shared / "conformance" / folder / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def spelled(text: str) -> str:
    """A description, its equal spellings made one: ``*``, one-letter residues, bases after del and dup."""
    head, prefix, body = text.rpartition("p.")
    if prefix:
        body = re.sub(r"(?<![A-Za-z])([A-Z*])(?=\d)", lambda found: three(found[1]), body)
        body = re.sub(r"(?<=\d)([A-Z*])(?![a-z])", lambda found: three(found[1]), body).replace("*", "Ter")
        return head + prefix + body
    return re.sub(r"(del|dup)[ACGTacgu]+\Z", r"\1", text)


def three(letter: str) -> str:
    return ONE_TO_THREE.get(letter, letter)


def test_examples_of_the_recommendations(shared: Path) -> None:
    wrong, unexpected = [], []
    for case in cases(shared, "spec_syntax"):
        text = case["text"]
        try:
            found = read(text)[0]
        except VarsynError:
            if case["kind"] != "marked_invalid":
                wrong.append(text)
            continue
        if case["kind"] == "marked_invalid":
            if bool(found.repairs) == (text in SEEN_ONLY_IN_THE_SEQUENCE):
                unexpected.append(text)
        elif spelled(str(found)) != spelled(text) or found.lossy:
            wrong.append(f"{text} -> {found}")
    assert not wrong
    assert not unexpected


@pytest.mark.parametrize("folder", NAMES)
def test_names_are_read(shared: Path, folder: str) -> None:
    unread = set()
    for case in cases(shared, folder):
        try:
            read(case[NAMES[folder]])
        except VarsynError:
            unread.add(case[NAMES[folder]])
    assert unread == set(NO_NAME.get(folder, {}))


@pytest.mark.parametrize(
    ("folder", "columns"), [("c_to_p", ("hgvs_c", "hgvs_p")), ("clinvar_groups", ("descriptions",))]
)
def test_descriptions_read_back(shared: Path, folder: str, columns: tuple[str, ...]) -> None:
    for case in cases(shared, folder):
        for text in (text for column in columns for text in case[column].split()):
            found = read(text)[0]
            again = read(str(found))[0]
            assert str(again) == str(found)
            assert (again.edit, again.start, again.end, again.alt) == (
                found.edit,
                found.start,
                found.end,
                found.alt,
            )
