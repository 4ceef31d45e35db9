"""Speed of normalization and protein prediction, string to string, beside other tools.

``python benchmarks/allele_speed.py [COUNT] [PEER ...]`` times varsyn and the peers that are installed
(ferro-hgvs, hgvs-weaver, hgvs) on the same seeded descriptions of the same transcripts, in one thread, after
one pass that is not counted, and prints descriptions a second (best of the rounds) and the ratios. Slow
peers get an evenly drawn part of the descriptions.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from allele_peers import HgvsPeer, WeaverPeer
from allele_variants import descriptions

from varsyn.allele.normalizer import Normalizer
from varsyn.reference import Bundle, Transcript, open_reference

ROUNDS = 5
PART = {"hgvs": 40, "hgvs-weaver": 4}
"""Peers that would take minutes: one description in so many."""

Call = Callable[[str], object]


def chosen(reference: Bundle) -> list[Transcript]:
    """Coding transcripts with exons and an alignment without gaps, which every peer can take in."""
    found = []
    for symbol in sorted(reference.symbols()):
        for transcript in reference.transcripts_of(symbol):
            plain = any(not a.cigars and not a.tx_exons for a in transcript.alignments)
            if transcript.cds_start is not None and transcript.protein_accession and plain:
                found.append(transcript)
    return found


def ferro(transcripts: Sequence[Transcript]) -> dict[str, Call]:
    """ferro-hgvs on the same transcripts, given in its own format (1-based, inclusive)."""
    import ferro_hgvs

    rows = []
    for transcript in transcripts:
        alignment = next(a for a in transcript.alignments if not a.cigars and not a.tx_exons)
        rows.append(
            {
                "id": transcript.accession,
                "gene_symbol": transcript.gene,
                "strand": "+" if alignment.strand == 1 else "-",
                "chromosome": alignment.chrom,
                "genomic_start": min(start for start, _ in alignment.exons) + 1,
                "genomic_end": max(end for _, end in alignment.exons),
                "genome_build": alignment.assembly,
                "sequence": transcript.sequence,
                "cds_start": (transcript.cds_start or 0) + 1,
                "cds_end": transcript.cds_end,
                "protein_id": transcript.protein_accession,
                "exons": [
                    {"number": n, "start": s + 1, "end": e, "genomic_start": low + 1, "genomic_end": high}
                    for n, ((s, e), (low, high)) in enumerate(
                        zip(transcript.exons, alignment.exons, strict=True), start=1
                    )
                ],
            }
        )
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        file = Path(folder) / "transcripts.json"
        file.write_text(json.dumps({"version": "1.0", "genome_build": "GRCh38", "transcripts": rows}))
        normalizer = ferro_hgvs.Normalizer(str(file))
        projector = ferro_hgvs.VariantProjector(str(file))
    return {
        "normalize": lambda text: str(normalizer.normalize(text)),
        "c. to p.": lambda text: projector.project(text, text.partition(":")[0]).p_name,
    }


def tools(
    reference: Bundle, transcripts: Sequence[Transcript], wanted: Sequence[str]
) -> dict[str, dict[str, Call]]:
    """Each tool's two calls, varsyn first."""
    normalizer = Normalizer(reference)
    made: dict[str, dict[str, Call]] = {
        "varsyn": {"normalize": normalizer.normalize, "c. to p.": normalizer.to_protein},
        "varsyn, object by object": {
            "normalize": normalizer.normalize_general,
            "c. to p.": normalizer.to_protein_general,
        },
    }
    if "ferro-hgvs" in wanted:
        made["ferro-hgvs"] = ferro(transcripts)
    if "hgvs-weaver" in wanted:
        weaver = WeaverPeer(reference)
        made["hgvs-weaver"] = {"normalize": weaver.normalize, "c. to p.": weaver.to_protein}
    if "hgvs" in wanted:
        hgvs = HgvsPeer(reference)
        made["hgvs"] = {"normalize": hgvs.normalize, "c. to p.": hgvs.to_protein}
    return made


def rate(call: Call, texts: Sequence[str]) -> float:
    """Descriptions a second of processor time, the best of the rounds; a refusal counts as an answer."""
    best = float("inf")
    for turn in range(ROUNDS + 1):
        start = time.process_time()
        for text in texts:
            try:
                call(text)
            except Exception:  # any tool, any way to refuse
                continue
        spent = time.process_time() - start
        if turn:
            best = min(best, spent)
    return len(texts) / best


def main(count: int, wanted: Sequence[str]) -> None:
    """Print the table."""
    reference = open_reference()
    transcripts = chosen(reference)
    texts = [text for tx in transcripts for text in descriptions(tx, count, seed=1)]
    sets = {"substitutions": [text for text in texts if ">" in text], "all shapes": texts}
    made = tools(reference, transcripts, wanted)
    print(f"{len(texts)} descriptions on {len(transcripts)} transcripts, equal parts of six shapes")
    print("task\tset\ttool\tper second\tvarsyn is so many times faster")
    for task in ("normalize", "c. to p."):
        for name, chosen_texts in sets.items():
            own = 0.0
            for tool, calls in made.items():
                found = rate(calls[task], chosen_texts[:: PART.get(tool, 1)])
                own = own or found
                print(f"{task}\t{name}\t{tool}\t{found:,.0f}\t{own / found:.1f}", flush=True)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    number = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else 60
    main(number, arguments or ["ferro-hgvs", "hgvs-weaver", "hgvs"])
