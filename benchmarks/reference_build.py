"""How long a bundle takes to build, and how much memory: embedded facts, then larger sets made of them.

    python benchmarks/reference_build.py [--transcripts F --genes F]

Each build runs in a process of its own; memory is the peak of that process. The rows named "times N" are the
embedded transcripts N times under other accessions: the memory column shows that it does not grow with them.
With --transcripts and --genes these files are built too.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FIXTURES = Path(__file__).parent.parent / "fixtures" / "reference"
CODE = """
import resource, sys
from pathlib import Path
from varsyn.reference.build import build_bundle
from varsyn.reference.inputs import own_sources
files = dict(zip(("transcripts", "genes"), map(Path, sys.argv[2:])))
build_bundle(Path(sys.argv[1]), own_sources(files), resumable=True)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def measure(what: str, folder: Path, *files: Path) -> None:
    """Build a bundle and print how long it took, the peak memory and the sizes."""
    target = folder / "out.sqlite"
    start = time.perf_counter()
    command = [sys.executable, "-c", CODE, str(target), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    taken = time.perf_counter() - start
    verify = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "varsyn", "data", "verify", str(target)], check=True, capture_output=True
    )
    verified = time.perf_counter() - verify
    read = sum(path.stat().st_size for path in files) / 1e6
    print(
        f"{what:<24} {taken:6.1f} s build, {verified:5.1f} s verify, {int(done.stdout) / 1e3:4.0f} MB peak, "
        f"{read:6.1f} MB in, {target.stat().st_size / 1e6:6.1f} MB out"
    )
    target.unlink()


def multiplied(folder: Path, times: int) -> Path:
    """The embedded transcripts, ``times`` times under other accessions."""
    path = folder / f"times{times}.jsonl"
    rows = [json.loads(line) for line in (FIXTURES / "transcripts.jsonl").read_text().splitlines()]
    with path.open("w") as stream:
        for copy in range(times):
            for row in rows:
                accession = f"{row['accession'].replace('.', '_')}_{copy}.1"
                renamed = row | {"accession": accession, "enst": None, "lrg": None}
                stream.write(json.dumps(renamed) + "\n")
    return path


def main() -> None:
    """Build each set in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--transcripts", type=Path)
    parser.add_argument("--genes", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure("embedded", folder, FIXTURES / "transcripts.jsonl", FIXTURES / "genes.tsv")
        for times in (5, 25):
            measure(f"embedded, times {times}", folder, multiplied(folder, times), FIXTURES / "genes.tsv")
        if given.transcripts:
            files = [given.transcripts] + ([given.genes] if given.genes else [])
            measure(given.transcripts.name, folder, *files)


if __name__ == "__main__":
    main()
