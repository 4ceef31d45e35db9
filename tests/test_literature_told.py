"""Variants told in sentences, several at once as well. All sentences are made up for these tests."""

from __future__ import annotations

from itertools import pairwise

import pytest

from varsyn.literature.document import Document, Passage
from varsyn.literature.extract import Extractor
from varsyn.literature.finder import Finder
from varsyn.literature.told import letters_after, sentences, told_variants

TOLD = [
    # one residue, one other
    ("Arg at position 117 was replaced by His in both", ["Arg117His"]),
    ("leucine at residue 858 is replaced with arginine", ["Leu858Arg"]),
    ("the active site His-554 of IIA(Mtl) was mutated to glutamine", ["His554Gln"]),
    ("an alanine residue was substituted for serine 195", ["Ser195Ala"]),
    ("histidine is substituted for arginine at position 131", ["Arg131His"]),
    ("with histidine replacing arginine at position 131", ["Arg131His"]),
    ("exchange of Ala for Pro80 raised the potential", ["Pro80Ala"]),
    ("the substitution of F132 with a small Ala", ["Phe132Ala"]),
    ("changed amino acid 481 from arginine to glutamine", ["Arg481Gln"]),
    ("codon 481 was altered from Arg to Gln", ["Arg481Gln"]),
    ("a mutation at codon 61 changed glutamine to leucine", ["Gln61Leu"]),
    ("a His to Ala substitution in the B subunit at position 57", ["His57Ala"]),
    ("an amino acid substitution (Gly->Arg) at position 482", ["Gly482Arg"]),
    ("a serine (Ser) to leucine (Leu) change at codon 326", ["Ser326Leu"]),
    ("codon 235 (Met to Thr)", ["Met235Thr"]),
    ("codon 72 Arg/Pro polymorphism", ["Arg72Pro"]),
    ("converts Arg-481 to a stop codon", ["Arg481Ter"]),
    ("the A34----E34 mutant", ["Ala34Glu"]),
    ("Cys102 is a key residue of the site and its substitution into a serine", ["Cys102Ser"]),
    # one residue, several others
    ("Lys 43 to Ala or Glu", ["Lys43Ala", "Lys43Glu"]),
    ("Tyr-63 was substituted by Phe, Leu, or Trp", ["Tyr63Phe", "Tyr63Leu", "Tyr63Trp"]),
    ("mutants (Ile3 to Val, Leu and Met)", ["Ile3Val", "Ile3Leu", "Ile3Met"]),
    ("convert aspartate 264 to alanine, asparagine and lysine", ["Asp264Ala", "Asp264Asn", "Asp264Lys"]),
    ("serine or threonine substituted for A65 do not", ["Ala65Ser", "Ala65Thr"]),
    ("Asn-93 to Asp and Arg, respectively", ["Asn93Asp", "Asn93Arg"]),
    # several residues, one other
    ("Lys43 and Arg45 were mutated to Ala", ["Lys43Ala", "Arg45Ala"]),
    ("His57, Asp102 and Ser195 were each replaced with alanine", ["His57Ala", "Asp102Ala", "Ser195Ala"]),
    ("Cys residues at positions 77 and 95 were replaced by Ala", ["Cys77Ala", "Cys95Ala"]),
    ("the double mutant C77/95A", ["Cys77Ala", "Cys95Ala"]),
    # several of both
    ("Asp102 and Ser195 were changed to Asn and Ala, respectively", ["Asp102Asn", "Ser195Ala"]),
    ("Gly-to-Asp and Gly-to-Val changes at codons 12 and 13, respectively", ["Gly12Asp", "Gly13Val"]),
    ("T to A and A to G, at positions -104 and -55, respectively", ["-104T>A", "-55A>G"]),
    # losses
    ("deletion of phenylalanine at position 508", ["Phe508del"]),
    ("loss of Phe508", ["Phe508del"]),
    # bases
    ("at nucleotide 1023, T was replaced by C", ["1023T>C"]),
    ("nucleotide 1023: T to C", ["1023T>C"]),
    ("base 1023T was substituted by C", ["1023T>C"]),
    ("a cytosine to thymine change at base pair 677", ["677C>T"]),
    ("a T to G transversion at -13 of the promoter", ["-13T>G"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "variants"), TOLD, ids=lambda value: str(value)[:40])
def test_what_a_sentence_tells(text: str, variants: list[str]) -> None:
    assert [told.written_out for told in told_variants(text, 0, len(text))] == variants


NOTHING = [
    "Asn-9 to His-40 hydrogen bonds and Leu-357 to Val-360",
    "fragments Met1 to Lys100 and Gly12-Leu20",
    "Lys43 forms a salt bridge with Asp57 and Glu61",
    "Arg79, Arg109 and Arg112 were replaced with Lys, Gln and Met",
    "Ser473 phosphorylation was replaced by other signals",
    "patients at position 12 were changed to the other arm",
    "The ratio of Ala to Val was 2 to 1 at 12 sites",
    "K562 cells were mutated to Ala resistance",
    "W303 was replaced by Leu medium",
    "Loss of Arg 12 ng/ml was seen",
    "grades at position 3; A to T phases",
    "Gly12 was not replaced. Val was given by mouth",
]


@pytest.mark.parametrize("text", NOTHING, ids=lambda value: value[:40])
def test_what_settles_nothing_gives_nothing(text: str) -> None:
    assert [told.written_out for told in told_variants(text, 0, len(text))] == []


@pytest.mark.parametrize(("text", "_"), TOLD[:36], ids=lambda value: str(value)[:40])
def test_the_finder_comes_to_them(text: str, _: list[str]) -> None:
    padded = f"Sixty of 120 patients were seen in 2003. In them {text} in all. Age was 12 to 61 years."
    found = Finder().find(padded)
    assert len(found) == len(told_variants(text, 0, len(text)))
    assert all(padded[one.start : one.end] == one.text for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_each_of_several_has_its_own_words() -> None:
    found = Finder().find("Exchange of Lys 43 to Ala or Glu (K43A and K43E) was tested.")
    assert [(one.text, str(one.readings[0])) for one in found] == [
        ("Lys 43 to Ala", "p.(Lys43Ala)"),
        ("Glu", "p.(Lys43Glu)"),
        ("K43A", "p.(Lys43Ala)"),
        ("K43E", "p.(Lys43Glu)"),
    ]
    assert found[1].written_out == "Lys43Glu"


@pytest.mark.parametrize(
    ("text", "written_out"),
    [
        ("G12D, V and C", ["Gly12Val", "Gly12Cys"]),
        ("G12D, V, and C were tested", ["Gly12Val", "Gly12Cys"]),
        ("R273H and C mutants", ["Arg273Cys"]),
        ("R273H and A was given", []),
        ("R273H, C3 and others", []),
        ("R273H and I saw", []),
        ("A985G, T and C", ["A985T", "A985C"]),
    ],
)
def test_lists_of_single_letters(text: str, written_out: list[str]) -> None:
    end = text.index(",") if "," in text[:6] else text.index(" ")
    assert [told.written_out for told in letters_after(text, 0, end)] == written_out


def test_a_phrase_that_tells_of_several_is_not_read_in_part() -> None:
    found = Finder().find(
        "Two substitutions, T to A and A to G, at positions -104 and -55, respectively, were seen."
    )
    assert [(one.text, str(one.readings[0])) for one in found] == [
        ("T to A", "-104T>A"),
        ("A to G", "-55A>G"),
    ]


def test_what_is_written_out_is_what_is_resolved() -> None:
    text = "In KRAS, Gly12 was replaced by Asp or Val in both."
    mentions = Extractor().mentions(Document("d", (Passage("body", text, 0),)))
    assert [(m.gene, m.mention().text) for m in mentions] == [("KRAS", "Gly12Asp"), ("KRAS", "Gly12Val")]
    assert mentions[1].as_dict()["written_out"] == "Gly12Val"


def test_stretches_keep_to_their_sentences() -> None:
    text = "One. Lys43 was here. Arg45 too. End."
    assert [text[a:b] for a, b in sentences(text, [(8, 10), (24, 26)])] == ["Lys43 was here.", "Arg45 too."]


def test_time_is_linear_in_long_lists() -> None:
    text = "Lys43 and " * 30_000 + "were replaced by Ala"
    assert told_variants(text, 0, len(text))[-1].written_out == "Lys43Ala"
    Finder().find(text)
