"""``varsyn numbering`` and the picture of two rulers."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from varsyn.cli.picture import Picture, picture_of, svg, terminal
from varsyn.model import Mention
from varsyn.reference import open_reference
from varsyn.resolution import Resolver

Json = Callable[..., list[dict[str, Any]]]


def test_rulers_of_a_gene(varsyn_json: Json) -> None:
    rows = varsyn_json("numbering", "IGF-1R")
    assert {row["gene"] for row in rows} == {"IGF1R"}
    mature = next(row for row in rows if row["scheme"] == "mature_protein")
    assert mature["offset"] == 30
    assert "P08069" in mature["source"]


def test_legacy_exons_and_counted_introns_are_shown(varsyn_run: Run) -> None:
    assert "6a 6b" in varsyn_run("numbering", "CFTR").stdout
    assert "counted from its first" in varsyn_run("numbering", "HBB").stdout


def test_the_ruler_of_a_list_with_support(varsyn_json: Json, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("R481Q\nR59X\nR709Q\nc.1532G>A (p.Arg511Gln)\nnot a name\n\n", encoding="utf-8")
    best = varsyn_json("numbering", "IGF1R", "--from", str(names))[0]
    assert (best["scheme"], best["offset"]) == ("mature_protein", 30)
    assert (best["support"], best["total"]) == (3, 4)
    assert best["misfits"] == ["c.1532G>A (p.Arg511Gln)"]


def test_an_unlisted_offset_of_a_list(varsyn_run: Run) -> None:
    protein = Resolver(open_reference()).context("TP53").protein
    names = "\n".join(f"{protein[place - 1]}{place - 17}W" for place in (110, 161, 199, 240, 277))
    done = varsyn_run("numbering", "TP53", "--from", "-", stdin=names)
    assert "offset_search" in done.stdout.splitlines()[1]
    assert "+17" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "word"), [(("FOO1",), "FOO1"), (("IGF1R", "--from", "no/such/file"), "no/such/file")]
)
def test_refusals(varsyn_run: Run, arguments: tuple[str, ...], word: str) -> None:
    done = varsyn_run("numbering", *arguments)
    assert done.returncode == 2
    assert word in done.stderr


def test_the_rulers_of_bare_and_of_prefixed_numbers_are_apart(varsyn_json: Json) -> None:
    names = "\n".join(("300T>G", "185delAG", "1135insA", "2800delAA", "c.181T>G", "c.68_69delAG", "C61G"))
    rows = varsyn_json("numbering", "BRCA1", "--from", "-", stdin=names)
    best = {family: next(row for row in rows if row["family"] == family) for family in ("bare", "coding")}
    assert (best["bare"]["offset"], best["bare"]["support"], best["bare"]["total"]) == (-119, 3, 3)
    assert (best["coding"]["offset"], best["coding"]["support"]) == (0, 2)
    assert best["bare"]["established"]
    assert best["coding"]["established"]


def test_a_list_without_residues_is_refused(varsyn_run: Run) -> None:
    done = varsyn_run("numbering", "IGF1R", "--from", "-", stdin="5382insC\nwords\n")
    assert done.returncode == 2
    assert "residue" in done.stderr


def test_the_picture_marks_the_position_on_both_rulers() -> None:
    resolver = Resolver(open_reference())
    drawn = picture_of(resolver.resolve(Mention("R481Q", gene="IGF1R")), 1367, "Arg")
    assert drawn is not None
    top, upper, lower, below = terminal(drawn).splitlines()[1:5]
    column = upper.index("v")
    assert lower.index("^") == column
    assert top.index("511") == below.index("481") == column


@pytest.mark.parametrize(
    ("printed", "position", "offset"), [(1, 31, 30), (1337, 1367, 30), (238, 167, -71), (7, 7, 0)]
)
def test_pictures_at_the_ends(printed: int, position: int, offset: int) -> None:
    drawn = Picture("x < y", "mature protein", printed, position, offset, 1367)
    assert len(terminal(drawn).splitlines()) == 5
    root = ElementTree.fromstring(svg(drawn))
    assert root.tag.endswith("svg")
    assert any(node.text == "x < y" for node in root.iter())


def test_no_picture_without_two_numbers() -> None:
    resolver = Resolver(open_reference())
    assert picture_of(resolver.resolve(Mention("hello")), 100) is None
    assert picture_of(resolver.resolve(Mention("HbS", gene="HBB")), 148) is None
