"""``varsyn numbering`` and the picture of two rulers."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from varsyn.cli.picture import Mark, Picture, Track, svg, terminal
from varsyn.cli.reasons import drawing
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


def test_a_gene_without_a_sequence_shows_what_is_on_record(varsyn_json: Json, varsyn_run: Run) -> None:
    rows = varsyn_json("numbering", "CHRNE")
    assert {row["transcript"] for row in rows} == {None}
    offsets = {(row["molecule"], row["offset"]) for row in rows}
    assert {("protein", 20), ("cdna", 60)} <= offsets
    assert "no sequence" in varsyn_run("numbering", "CHRNE").stdout


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


def drawn(text: str, gene: str) -> Picture:
    """The picture of an answer."""
    resolver = Resolver(open_reference())
    picture = drawing(resolver.resolve(Mention(text, gene=gene)), resolver)
    assert picture is not None
    return picture


def test_the_picture_marks_the_position_on_both_rulers() -> None:
    top, upper, lower, below = terminal(drawn("R481Q", "IGF1R")).splitlines()[1:5]
    column = upper.index("v")
    assert lower.index("^") == column
    assert top.index("511 Arg") == below.index("481") == column
    assert upper.endswith("1 to 1367")
    assert lower.endswith("1 to 1337")


@pytest.mark.parametrize(
    ("text", "gene", "label", "printed", "start"),
    [
        ("203G>A", "BRCA2", "-26", "203", -228),
        ("1717-1G>A", "CFTR", "1585-1", "1717-1", -132),
        ("-28A>G", "HBB", "-78", "-28", -50),
        ("R-4Q", "F9", "43 Arg", "-4", 46),
    ],
)
def test_numbers_before_the_start_and_in_introns_are_drawn(
    text: str, gene: str, label: str, printed: str, start: int
) -> None:
    picture = drawn(text, gene)
    assert label in [mark.label for mark in picture.marks]
    (track,) = [one for one in picture.tracks if one.start == start]
    assert [mark.label for mark in track.marks] == [printed]
    lines = terminal(picture).splitlines()
    column = next(line for line in lines if "v" in line[10:]).rindex("v", 10)
    assert any(line[column : column + 1] == "^" for line in lines)
    assert ElementTree.fromstring(svg(picture)).tag.endswith("svg")


def test_an_ambiguous_name_is_drawn_with_each_place() -> None:
    picture = drawn("F64L", "TTR")
    assert [mark.label.split(" (")[0] for mark in picture.marks] == ["64 Phe", "84 Phe"]
    assert [(one.name, one.start) for one in picture.tracks] == [("mature protein", 20)]
    assert terminal(picture).count("^") == 1


@pytest.mark.parametrize("at", [0, 1366, 700, -71, 1400])
def test_pictures_at_the_ends(at: int) -> None:
    track = Track("mature protein", 30, (Mark(at, "7"),))
    picture = Picture("x < y", 1367, (Mark(at, "9"),), (track,))
    assert len(terminal(picture).splitlines()) == 5
    root = ElementTree.fromstring(svg(picture))
    assert root.tag.endswith("svg")
    assert any(node.text == "x < y" for node in root.iter())


def test_no_picture_without_a_place() -> None:
    resolver = Resolver(open_reference())
    for text, gene in (("hello", None), ("W481Q", "IGF1R"), ("exon 7 deletion", "CFTR")):
        assert drawing(resolver.resolve(Mention(text, gene=gene)), resolver) is None


def test_a_picture_file_and_a_refusal(varsyn_run: Run, tmp_path: Path) -> None:
    file = tmp_path / "rulers.svg"
    done = varsyn_run("resolve", "BRCA2 203G>A", "--explain", "--svg", str(file))
    assert done.returncode == 0
    assert "-228" in done.stdout
    assert "there is no 0" in done.stdout
    words = "".join(ElementTree.parse(file).getroot().itertext())
    assert "-26" in words
    assert "203" in words
    assert varsyn_run("resolve", "hello", "--svg", str(file)).returncode == 2


def test_what_was_tried_for_a_name_without_gene_and_for_a_nickname(varsyn_run: Run) -> None:
    shown = varsyn_run("resolve", "185delAG", "--explain").stdout
    assert "tried" in shown
    assert "historic cdna -119" in shown
    assert "read as" not in varsyn_run("resolve", "HbS", "--explain").stdout


def test_spans_and_sources_are_told(varsyn_run: Run) -> None:
    shown = varsyn_run("numbering", "HBB").stdout
    assert "numbers up to -1" in shown
    assert "[UniProt P68871]" in shown
