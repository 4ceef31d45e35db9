"""How exactly mentions are found: precision and recall on public corpora, where they lie beside the project.

    python benchmarks/extract.py [--errors]

Reads ``conformance/extract`` of the folder that VARSYN_SHARED names (or ``shared`` beside the repository):
the SETH corpus (exact spans) and MutationFinder's development set (normalized protein substitutions, by
number of mentions in a document). Prints one line a corpus and half; ``--errors`` lists every miss and every
false find on standard error. The halves (by CRC-32 of the document's number) show how even the result is.
"""

from __future__ import annotations

import csv
import os
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from varsyn.literature.finder import Finder
from varsyn.literature.found import Found
from varsyn.model.residues import THREE_TO_ONE

REPOSITORY = Path(__file__).resolve().parent.parent
REACH = 40


@dataclass
class Score:
    """Right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of what is there that was found."""
        return self.right / max(1, self.right + self.missed)

    def __str__(self) -> str:
        both = self.precision + self.recall
        f1 = 2 * self.precision * self.recall / both if both else 0.0
        return (
            f"P {self.precision:.3f}  R {self.recall:.3f}  F {f1:.3f}  "
            f"({self.right} right, {self.wrong} wrong, {self.missed} missed)"
        )


def corpus_folder() -> Path:
    """Where the corpora lie; raises SystemExit where they do not."""
    shared = Path(os.environ.get("VARSYN_SHARED") or REPOSITORY.parent / "shared")
    folder = shared / "conformance" / "extract"
    if not folder.is_dir():
        raise SystemExit(f"no corpora in {folder}: set VARSYN_SHARED")
    return folder


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated table without quoting."""
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)


def half(document: str) -> str:
    """``A`` or ``B``."""
    return "AB"[zlib.crc32(document.encode()) % 2]


def score_corpora(folder: Path) -> dict[tuple[str, str], Score]:
    """A score for each corpus and half."""
    spans: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows(folder / "mentions.tsv"):
        if row["corpus"] == "SETH":
            spans[row["document"]][int(row["start"]), int(row["end"])] = row["type"]
        else:
            counts[row["document"]][row["text"]] += int(row["count"])
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    finder = Finder()
    for row in rows(folder / "documents.tsv"):
        corpus, document, text = row["corpus"], row["document"], row["text"]
        found = finder.find(text)
        for part in (half(document), "all"):
            if corpus == "SETH":
                _spans(scores[corpus, part], document, text, found, spans[document])
            else:
                _counts(scores[corpus, part], document, found, counts[document])
    return scores


def _spans(
    score: Score, document: str, text: str, found: list[Found], gold: dict[tuple[int, int], str]
) -> None:
    """Exact spans. dbSNP numbers are annotated in a few documents only: others are not counted."""
    got = {(one.start, one.end): one for one in found}
    score.right += len(got.keys() & gold.keys())
    for span in gold.keys() - got.keys():
        score.missed += 1
        score.errors.append(f"missed  {document}  {_shown(text, span)}")
    for span in got.keys() - gold.keys():
        if got[span].kind != "id":
            score.wrong += 1
            score.errors.append(f"wrong   {document}  {_shown(text, span)}  [{got[span].shape}]")


def _counts(score: Score, document: str, found: list[Found], gold: Counter[str]) -> None:
    """Protein substitutions in one-letter codes, each as often as the document mentions it."""
    got = Counter(name for one in found if (name := _one_letter(one)))
    for name in got.keys() | gold.keys():
        score.right += min(got[name], gold[name])
        score.wrong += max(0, got[name] - gold[name])
        score.missed += max(0, gold[name] - got[name])
        if got[name] != gold[name]:
            score.errors.append(f"count   {document}  {name}: {got[name]} for {gold[name]}")


def _one_letter(found: Found) -> str | None:
    for reading in found.readings:
        if reading.coordinate == "p" and reading.edit == "sub" and reading.alt in THREE_TO_ONE:
            residue = THREE_TO_ONE.get(reading.ref)
            if residue and reading.alt != "Ter":
                return f"{residue}{reading.start}{THREE_TO_ONE[reading.alt]}"
    return None


def _shown(text: str, span: tuple[int, int]) -> str:
    start, end = span
    return f"{text[max(0, start - REACH) : start]}[[{text[start:end]}]]{text[end : end + REACH]}"


def main() -> None:
    """Print the scores."""
    scores = score_corpora(corpus_folder())
    for (corpus, part), score in sorted(scores.items()):
        print(f"{corpus:<15} {part:<4} {score}")
        if "--errors" in sys.argv and part == "all":
            print("\n".join(score.errors), file=sys.stderr)


if __name__ == "__main__":
    main()
