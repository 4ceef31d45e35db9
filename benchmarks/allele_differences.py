"""Where varsyn, ``hgvs`` and hgvs-weaver answer differently, sorted by cause.

``python benchmarks/allele_differences.py [COUNT]`` writes COUNT seeded descriptions on every coding
transcript of the embedded reference through all three and prints a table of agreements and causes. A
difference without a listed cause is printed in full and ends with exit status 1.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from allele_peers import HgvsPeer, WeaverPeer
from allele_variants import descriptions

from varsyn.allele import allele_from_reading, allele_key, describe_genomic, to_genome
from varsyn.allele.context import context_of
from varsyn.allele.normalizer import Normalizer
from varsyn.model import PositionError, VarsynError
from varsyn.notation import read
from varsyn.reference import Bundle, Transcript, open_reference

TASKS = ("normalize", "to_protein", "to_genome")


class Difference(NamedTuple):
    """One description, and what varsyn and a peer make of it (errors begin with ``!``)."""

    task: str
    peer: str
    text: str
    ours: str
    theirs: str
    transcript: Transcript


class Cause(NamedTuple):
    """Why answers differ; ``clause`` says what settles it (docs/choices.md)."""

    name: str
    task: str
    peer: str
    clause: str
    holds: Callable[[Difference], bool]


def _kind(text: str) -> str:
    match = re.search(r"delins|del|dup|ins|inv|>|=", text.partition(":")[2])
    return match[0] if match else ""


def _same_sequence(one: Difference) -> bool:
    """Whether the peer's description makes the same sequence as ours."""
    try:
        keys = {
            allele_key(allele_from_reading(read(text)[0], one.transcript), one.transcript)
            for text in (one.text, one.theirs)
        }
    except VarsynError:
        return False
    return len(keys) == 1


def _ends_in_utr(one: Difference) -> bool:
    return "-" in one.text.partition("c.")[2] or "*" in one.text.partition("c.")[2]


def _selenoprotein(one: Difference) -> bool:
    return "U" in context_of(one.transcript).residues


def _at_exon_end(one: Difference) -> bool:
    allele = allele_from_reading(read(one.text)[0], one.transcript)
    return allele.end in context_of(one.transcript).junctions


def _reading_frame_kept(one: Difference) -> bool:
    allele = allele_from_reading(read(one.text)[0], one.transcript)
    return (len(allele.inserted) - allele.end + allele.start) % 3 == 0


def _spans_exons(one: Difference) -> bool:
    context = context_of(one.transcript)
    numbers = [int(number) for number in re.findall(r"\d+", one.text.partition("c.")[2])[:2]]
    places = [context.cds_start + number - 1 for number in numbers]
    return len(places) == 2 and context.exon_of(places[0]) != context.exon_of(places[-1])


CAUSES = (
    Cause(
        "refuses edits over two exons", "normalize", "hgvs", "general, 3' rule, exception",
        lambda one: "exon-intron boundary" in one.theirs,
    ),
    Cause(
        "shifts a palindromic inversion that changes nothing", "normalize", "hgvs", "DNA, inversion",
        lambda one: _kind(one.text) == "inv" and one.ours.endswith("=") and one.theirs.endswith("="),
    ),
    Cause(
        "stops at the start or stop codon", "normalize", "hgvs", "general, 3' rule",
        lambda one: _same_sequence(one) and ("-" in one.ours + one.theirs or "*" in one.ours + one.theirs),
    ),
    Cause(
        "puts an insertion between two exons", "normalize", "hgvs", "general, 3' rule, exception",
        lambda one: _same_sequence(one) and _kind(one.ours) == _kind(one.theirs) == "ins",
    ),
    Cause(
        "keeps the ends of an inversion that do not change", "normalize", "weaver", "DNA, inversion",
        lambda one: _kind(one.text) == "inv" and _same_sequence(one),
    ),
    Cause(
        "keeps unchanged bases of an edit over two exons", "normalize", "weaver", "DNA, delins",
        lambda one: _spans_exons(one) and _same_sequence(one),
    ),
    Cause(
        "says p.(=) outside the coding sequence", "to_protein", "weaver", "protein, p.? where unpredicted",
        lambda one: one.ours.endswith("p.?") and one.theirs.endswith("p.(=)"),
    ),
    Cause(
        "names the untouched residues of a silent change too", "to_protein", "weaver", "protein, no change",
        lambda one: one.ours.endswith("=)") and one.theirs.endswith("=)"),
    ),
    Cause(
        "writes an early stop after a frameshift as delins", "to_protein", "weaver", "protein, frameshift",
        lambda one: "fsTer" in one.ours and "Ter)" in one.theirs and not _reading_frame_kept(one),
    ),
    Cause(
        "writes an insertion with a stop as delins", "to_protein", "weaver", "protein, insertion",
        lambda one: "ins" in one.ours and one.ours.endswith("Ter)") and "delins" in one.theirs,
    ),
    Cause(
        "names the stop on both sides of a delins", "to_protein", "weaver", "protein, delins",
        lambda one: "_Ter" in one.theirs and "delins" in one.ours and one.theirs.endswith("Ter)"),
    ),
    Cause(
        "says p.? for a copy that ends at an exon border", "to_protein", "hgvs", "protein, duplication",
        lambda one: one.theirs.endswith("p.?") and _kind(one.text) in ("dup", "ins", "delins", "inv"),
    ),
    Cause(
        "names one residue of a silent change over several codons", "to_protein", "hgvs",
        "protein, no change",
        lambda one: one.ours.endswith("=)") and one.theirs.endswith("=)"),
    ),
    Cause(
        "goes on after the new stop", "to_protein", "hgvs", "protein, delins: the stop ends it",
        lambda one: one.ours.endswith("Ter)") and one.theirs.startswith(one.ours[:-1]),
    ),
    Cause(
        "reads every UGA of a selenoprotein as Sec", "to_protein", "hgvs", "protein, nonsense",
        _selenoprotein,
    ),
    Cause(
        "calls a copy before the stop codon an extension", "to_protein", "hgvs", "protein, duplication",
        lambda one: _kind(one.ours) in ("dup", "ins", "delins") and "ext" in one.theirs,
    ),
    Cause(
        "calls no copy beside unknown bases a duplication", "to_genome", "weaver", "DNA, duplication",
        lambda one: _kind(one.ours) == "dup" and _kind(one.theirs) == "ins",
    ),
    Cause(
        "needs bases beyond the exons", "to_genome", "hgvs", "no genome sequence in this comparison",
        lambda one: "DataNotAvailable" in one.theirs,
    ),
    Cause(
        "keeps the ends of an inversion that do not change", "to_genome", "weaver", "DNA, inversion",
        lambda one: _kind(one.text) == "inv",
    ),
    Cause(
        "keeps unchanged bases of an edit over two exons", "to_genome", "any", "DNA, delins",
        _spans_exons,
    ),
    Cause(
        "counts on over an exon that is not aligned", "to_genome", "weaver", "no gap is guessed over",
        lambda one: _gaps(one.transcript),
    ),
    Cause(
        "describes a place where the alignment has a gap", "to_genome", "any", "no gap is guessed over",
        lambda one: one.ours.startswith("!not_on_genome"),
    ),
    Cause(
        "names one of the two places of an insertion between exons", "to_genome", "any",
        "background, numbering", lambda one: one.ours.startswith("!between_exons"),
    ),
)  # fmt: skip
"""Every way in which a peer is known to differ, first fit first."""


def _gaps(transcript: Transcript) -> bool:
    tx_exons = transcript.alignments[0].tx_exons
    return any(before[1] != after[0] for before, after in pairwise(tx_exons))


def cause_of(one: Difference) -> Cause | None:
    """The first listed cause that holds."""
    for cause in CAUSES:
        if cause.task == one.task and cause.peer in (one.peer, "any") and cause.holds(one):
            return cause
    return None


def alike(task: str, ours: str, theirs: str) -> bool:
    """Whether two answers say the same: spellings that HGVS allows both are one."""
    if task == "to_protein":
        theirs = theirs.replace("*", "Ter").replace("p.Met1?", "p.(Met1?)")
    return ours == theirs


class Comparer:
    """varsyn and its peers on one reference."""

    def __init__(self, reference: Bundle) -> None:
        self.reference = reference
        self.normalizer = Normalizer(reference)
        self.peers = {"hgvs": HgvsPeer(reference), "weaver": WeaverPeer(reference)}

    def ours(self, task: str, text: str, transcript: Transcript) -> str:
        try:
            if task == "normalize":
                return self.normalizer.normalize(text)
            if task == "to_protein":
                return self.normalizer.to_protein(text)
            allele = allele_from_reading(read(text)[0], transcript)
            return describe_genomic(to_genome(allele, transcript, transcript.alignments[0].chrom))
        except PositionError as error:
            return f"!{error.code}"

    def theirs(self, peer: str, task: str, text: str, transcript: Transcript) -> str:
        tool = self.peers[peer]
        try:
            if task == "to_genome":
                return tool.to_genome(text, transcript.alignments[0].chrom)
            return str(getattr(tool, task)(text))
        except Exception as error:  # any tool, any way to refuse
            return f"!{type(error).__name__} {error}"

    def differences(self, task: str, count: int, seed: int = 0) -> Iterator[tuple[str, Difference | None]]:
        """For every transcript, description and peer: the peer's name, and the difference if there is one."""
        for transcript in coding(self.reference):
            if task == "to_genome" and not transcript.alignments:
                continue
            if task == "to_protein" and not transcript.protein_accession:
                continue
            for text in descriptions(transcript, count, seed):
                ours = self.ours(task, text, transcript)
                for peer in self.peers:
                    theirs = self.theirs(peer, task, text, transcript)
                    same = alike(task, ours, theirs)
                    yield peer, None if same else Difference(task, peer, text, ours, theirs, transcript)


def coding(reference: Bundle) -> Iterator[Transcript]:
    """Every coding transcript of a reference."""
    for symbol in sorted(reference.symbols()):
        for transcript in reference.transcripts_of(symbol):
            if transcript.cds_start is not None and len(context_of(transcript).cds) > 30:
                yield transcript


def main(count: int) -> int:
    """Print the table; 1 where a difference has no cause."""
    comparer = Comparer(open_reference())
    unexplained = 0
    for task in TASKS:
        table: Counter[tuple[str, str]] = Counter()
        for peer, difference in comparer.differences(task, count):
            if difference is None:
                table[peer, "same"] += 1
                continue
            cause = cause_of(difference)
            table[peer, cause.name if cause else "NO CAUSE"] += 1
            if cause is None:
                unexplained += 1
                print(f"{task} {peer} {difference.text}: {difference.ours} / {difference.theirs}")
        for (peer, name), number in sorted(table.items()):
            print(f"{task}\t{peer}\t{number}\t{name}")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 6))
