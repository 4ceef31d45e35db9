"""Pure functions on strings of bases and residues: translate, shift, trim, recognise, align."""

from varsyn.sequence.align import Block, shared_blocks
from varsyn.sequence.codons import (
    START_CODONS,
    CodeName,
    codon_table,
    codons_of,
    one_letter,
    three_letter,
    translate,
)
from varsyn.sequence.shape import Shape, repeat_run, shape_of
from varsyn.sequence.shift import Triple, apply, justify, shift_left, shift_right, trim
from varsyn.sequence.strand import reverse_complement

__all__ = [
    "START_CODONS",
    "Block",
    "CodeName",
    "Shape",
    "Triple",
    "apply",
    "codon_table",
    "codons_of",
    "justify",
    "one_letter",
    "repeat_run",
    "reverse_complement",
    "shape_of",
    "shared_blocks",
    "shift_left",
    "shift_right",
    "three_letter",
    "translate",
    "trim",
]
