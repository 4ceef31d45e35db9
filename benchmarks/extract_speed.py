"""How fast and in how much memory mentions are found, on made-up abstracts.

    python benchmarks/extract_speed.py [--abstracts 10000] [--megabytes 200]

Prints, each measured in a fresh process: the rate of finding with every mention confirmed by the grammars
(loaded before), on abstracts as full as real ones and on dense ones; the rate of ``varsyn extract`` over a
folder on one core, start-up, gene linking and output included, and its peak memory for 1,000 and for all
abstracts (flat: the two are alike); and of one large file in one process: as PubMed XML (one article after
another) and as plain text on many lines and on a single one. Rates are megabytes of input a second of
processor time.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from synthetic_abstracts import abstracts

MEGABYTE = 1_000_000
ARTICLE = (
    '<PubmedArticle><MedlineCitation><PMID Version="1">{number}</PMID><Article>'
    "<ArticleTitle>{title}</ArticleTitle><Abstract><AbstractText>{text}</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>\n"
)


def apart(function: Callable[..., float], *arguments: object) -> tuple[float, float]:
    """(what the function returns, peak memory in MB) of a call in a fresh process."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_report, args=(theirs, function, arguments))
    process.start()
    value, peak = ours.recv()
    process.join()
    return float(value), float(peak)


def _report(pipe: object, function: Callable[..., float], arguments: tuple[object, ...]) -> None:
    value = function(*arguments)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pipe.send((value, peak))  # type: ignore[attr-defined]


def finding(folder: str) -> float:
    """Megabytes a second of CPU time: scan, shapes, grammars, judgement. Every abstract is new to it."""
    from varsyn.literature.finder import Finder

    texts = [path.read_text() for path in sorted(Path(folder).iterdir())]
    finder = Finder()
    finder.find("c.1G>A, delta F508 and a C-to-T transition at nucleotide 7 in exon 1")
    started = time.process_time()
    for text in texts:
        finder.find(text)
    return sum(map(len, texts)) / MEGABYTE / (time.process_time() - started)


def extracting(paths: list[str]) -> float:
    """Megabytes a second of CPU time: reading the files, finding, linking to genes, JSON."""
    from varsyn.literature.batch import Settings, files_in, run

    files = files_in(paths)
    started = time.process_time()
    with Path(os.devnull).open("w") as sink:
        for output in run(files, Settings(), 1):
            sink.write(output.text)
    return sum(map(os.path.getsize, files)) / MEGABYTE / (time.process_time() - started)


def _write(folder: Path, texts: Iterable[str]) -> None:
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:05}.txt").write_text(text)


def _write_xml(path: Path, size: int, texts: Sequence[str]) -> None:
    with path.open("w") as stream:
        stream.write("<?xml version='1.0'?>\n<PubmedArticleSet>\n")
        number = 0
        while stream.tell() < size:
            title, _, text = texts[number % len(texts)].partition("\n\n")
            number += 1
            stream.write(ARTICLE.format(number=number, title=escape(title), text=escape(text.strip())))
        stream.write("</PubmedArticleSet>\n")


def _write_text(path: Path, size: int, texts: Sequence[str], end: str) -> None:
    with path.open("w") as stream:
        number = 0
        while stream.tell() < size:
            stream.write(" ".join(texts[number % len(texts)].split()) + end)
            number += 1


def _large(folder: Path, size: int, texts: Sequence[str]) -> None:
    for name, end in (("PubMed XML", ""), ("plain text", "\n"), ("one line", " ")):
        path = folder / ("large.txt" if end else "large.xml")
        if end:
            _write_text(path, size, texts, end)
        else:
            _write_xml(path, size, texts)
        rate, peak = apart(extracting, [str(path)])
        print(
            f"extract {size // MEGABYTE} MB, {name:<11} {rate:6.1f} MB/s  peak {peak:.0f} MB  "
            f"({size / MEGABYTE / rate:.0f} s)",
            flush=True,
        )
        path.unlink()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--abstracts", type=int, default=10_000)
    parser.add_argument("--megabytes", type=int, default=200)
    options = parser.parse_args()
    count = options.abstracts
    with tempfile.TemporaryDirectory() as folder:
        few, many, dense = (Path(folder, name) for name in ("few", "many", "dense"))
        texts = list(abstracts(count))
        _write(few, texts[:1_000])
        _write(many, texts)
        _write(dense, abstracts(count, dense=True))
        rate, _ = apart(finding, str(many))
        print(f"finding, confirmed         {rate:6.1f} MB/s  ({count:,} abstracts, one core)", flush=True)
        rate, _ = apart(finding, str(dense))
        print(f"finding, dense variant     {rate:6.1f} MB/s", flush=True)
        rate, peak = apart(extracting, [str(few)])
        print(f"extract 1,000 abstracts    {rate:6.1f} MB/s  peak {peak:.0f} MB", flush=True)
        rate, peak = apart(extracting, [str(many)])
        print(f"extract {count:,} abstracts   {rate:6.1f} MB/s  peak {peak:.0f} MB", flush=True)
        if options.megabytes:
            _large(Path(folder), options.megabytes * MEGABYTE, texts)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
