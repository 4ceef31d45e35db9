"""Pure functions on strings of bases and residues."""

from __future__ import annotations

import pytest

from varsyn.sequence import (
    Block,
    Triple,
    codons_of,
    justify,
    one_letter,
    repeat_run,
    reverse_complement,
    shape_of,
    shared_blocks,
    shift_left,
    shift_right,
    three_letter,
    translate,
    trim,
)


@pytest.mark.parametrize(
    ("dna", "code", "residues"),
    [
        ("ATGTGATAA", "standard", "M**"),
        ("ATGTGATAA", "mitochondrial", "MW*"),  # NCBI table 2: TGA is Trp
        ("ATAAGAAGG", "mitochondrial", "M**"),  # ATA is Met, AGA and AGG are stops
        ("ATAAGAAGG", "standard", "IRR"),
        ("ATGNNNAAN", "standard", "MXX"),
        ("ATGGC", "standard", "M"),
        ("", "standard", ""),
    ],
)
def test_translating(dna: str, code: str, residues: str) -> None:
    assert translate(dna, code) == residues  # type: ignore[arg-type]


def test_every_codon_belongs_to_one_residue() -> None:
    found = [codon for residue in "ACDEFGHIKLMNPQRSTVWY*" for codon in codons_of(residue)]
    assert len(found) == len(set(found)) == 64


def test_selenocysteine_has_the_codon_uga() -> None:
    assert codons_of("U") == ("TGA",)


def test_letters_there_and_back() -> None:
    assert one_letter(three_letter("MARNDUQ*")) == "MARNDUQ*"


def test_the_other_strand_pairs_ambiguity_codes() -> None:
    assert reverse_complement("ACGTRYN") == "NRYACGT"


@pytest.mark.parametrize(
    ("edit", "trimmed"),
    [
        ((1, 4, "ATG"), Triple(2, 3, "T")),
        ((0, 5, "AACGT"), Triple(0, 0, "")),
        ((2, 2, "A"), Triple(2, 2, "A")),
        ((1, 3, ""), Triple(1, 3, "")),
        ((0, 2, "A"), Triple(0, 1, "")),
    ],
)
def test_trimming(edit: tuple[int, int, str], trimmed: Triple) -> None:
    assert trim("AACGT", *edit) == trimmed


def test_a_run_is_shifted_over_whole_turns_and_parts_of_them() -> None:
    sequence = "GCATCATCAG"
    assert shift_right(sequence, 1, 1, "CAT") == Triple(9, 9, "TCA")
    assert shift_left(sequence, 9, 9, "TCA") == Triple(1, 1, "CAT")
    assert shift_right(sequence, 1, 4, "") == Triple(6, 9, "")
    assert shift_right(sequence, 1, 4, "", 5) == Triple(2, 5, "")
    assert justify(sequence, 4, 7, "") == Triple(1, 9, "CATCA")


@pytest.mark.parametrize(
    ("start", "end", "inserted", "shape"),
    [
        (4, 4, "A", "dup"),
        (4, 4, "AAA", "dup"),
        (4, 4, "AAAA", "ins"),  # four copies, three are there
        (4, 4, "G", "ins"),
        (0, 1, "", "del"),
        (0, 1, "T", "sub"),
        (3, 5, "AT", "identity"),
        (4, 6, "CC", "delins"),
        (3, 5, "AG", "delins"),
        (0, 2, "TG", "inv"),  # the other strand of CA
    ],
)
def test_the_kind_of_an_edit(start: int, end: int, inserted: str, shape: str) -> None:
    sequence = "CAAATG"
    if shape == "identity":
        assert trim(sequence, start, end, inserted) == Triple(start, start, "")
    else:
        assert shape_of(sequence, start, end, inserted) == shape


def test_a_run_of_copies() -> None:
    assert repeat_run("TCAGCAGCAGT", 4, "CAG") == (1, 10)
    assert repeat_run("TCAGCAGCAGT", 5, "CAG") == (5, 5)
    assert repeat_run("AAAA", 2, "A") == (0, 4)


UNIQUE = "ACGTTGCAACGGATCTTACGATTTCGCGGATATCCAGT"


def test_shared_stretches_of_two_versions() -> None:
    changed = UNIQUE + "A" + UNIQUE[::-1]
    assert shared_blocks(UNIQUE + "C" + UNIQUE[::-1], changed) == (Block(0, 0, 38), Block(39, 39, 38))
    assert shared_blocks("TT" + UNIQUE, UNIQUE) == (Block(2, 0, 38),)
    assert shared_blocks(UNIQUE, "TT" + UNIQUE + "AAAA") == (Block(0, 2, 38),)
    assert shared_blocks(UNIQUE, UNIQUE[::-1]) == ()
    assert shared_blocks("", "") == ()


def test_a_repeated_stretch_has_no_single_place() -> None:
    assert shared_blocks(UNIQUE, UNIQUE + UNIQUE) == ()
