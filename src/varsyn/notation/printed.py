"""All rules of the parser ``printed``: proteins, DNA, introns and exons."""

from __future__ import annotations

from varsyn.notation.printed_intron import PrintedIntron
from varsyn.notation.printed_nucleotide import PrintedNucleotide
from varsyn.notation.printed_protein import PrintedProtein


class PrintedReadings(PrintedProtein, PrintedNucleotide, PrintedIntron):
    """Builds readings bottom-up for the grammar files whose names begin with ``printed``."""
