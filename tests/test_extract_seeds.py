"""The documents that the project began with, where they lie beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from varsyn.literature import FoundMention, extract
from varsyn.literature.resolve import DocumentResolver
from varsyn.reference import open_reference


@pytest.fixture(scope="module")
def seeds(shared: Path) -> list[Path]:
    found = sorted((shared / "seeds").glob("*.txt"))
    if len(found) < 3:
        pytest.skip("no seed documents in the shared folder")
    return found


def resolved(path: Path) -> list[FoundMention]:
    return DocumentResolver(open_reference()).resolve(list(extract(path)))


def test_offsets_are_those_of_the_file(seeds: list[Path]) -> None:
    for path in seeds:
        text = path.read_bytes().decode()
        for mention in extract(path):
            assert text[mention.start : mention.end] == mention.text
            assert mention.gene_text is not None
            assert mention.gene_span is not None
            assert text[slice(*mention.gene_span)] == mention.gene_text


def test_the_receptor_summary(seeds: list[Path]) -> None:
    found = resolved(seeds[0])
    assert [m.text for m in found] == [
        "c.265C>T", "p.Arg89Ter", "c.1532G>A", "p.Arg511Gln", "c.420del", "p.Ala110fsTer20",
        "Arg89Ter", "R481Q", "c.420del",
    ]  # fmt: skip
    assert {m.gene for m in found} == {"IGF1R"}
    keys = {m.text: m.resolution.variant.protein_key for m in found if m.resolution and m.resolution.variant}
    assert keys["c.265C>T"] == keys["p.Arg89Ter"] == keys["Arg89Ter"]
    assert keys["c.1532G>A"] == keys["p.Arg511Gln"] == keys["R481Q"]
    assert keys["c.420del"] == keys["p.Ala110fsTer20"]
    assert len(set(keys.values())) == 3


def test_the_ligand_summary(seeds: list[Path]) -> None:
    found = resolved(seeds[1])
    assert [m.text for m in found] == ["c.274G>A", "p.Val92Met"] * 2 + ["p.Val92Met"]
    assert {m.gene for m in found} == {"IGF1"}
    assert {m.resolution.variant.protein_key for m in found if m.resolution and m.resolution.variant} == {
        found[0].resolution.variant.protein_key  # type: ignore[union-attr]
    }


def test_the_mouse_gene_page_has_no_variants(seeds: list[Path]) -> None:
    assert list(extract(seeds[2])) == []
