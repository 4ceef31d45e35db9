"""Worker processes: any script may ask for them, and they end with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

# No ``if __name__ == "__main__"``, as scripts and notebooks have it.
SCRIPT = """
from varsyn import Mention, SynonymIndex

print("once", flush=True)
texts = ((n, f"c.{n % 900 + 100}del") for n in range({count}))
stream = (Mention(text, gene="TP53", document=f"PMID:{n // 5}", start=n) for n, text in texts)
with SynonymIndex.open({target!r}) as index:
    index.add_many(stream, workers=2, batch_size=200, progress=lambda n: print(n, flush=True))
"""


def _script(folder: Path, count: int) -> Path:
    path = folder / "script.py"
    path.write_text(SCRIPT.replace("{count}", str(count)).replace("{target!r}", repr(str(folder / "a.db"))))
    return path


def test_a_script_without_a_main_guard(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(_script(tmp_path, 1000))], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[0] == "once"
    assert done.stdout.count("once") == 1
    assert done.stdout.split()[-1] == "1000"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to see other processes")
def test_workers_end_with_a_program_that_is_killed(tmp_path: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, str(_script(tmp_path, 10**6))], stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    while not program.stdout.readline().strip().isdigit():
        assert program.poll() is None
    workers = _children(program.pid)
    assert len(workers) >= 2
    os.kill(program.pid, signal.SIGKILL)
    program.wait()
    end = time.monotonic() + 30
    while any(map(_runs, workers)):
        assert time.monotonic() < end, "a worker outlived its program"
        time.sleep(0.05)


def _children(process: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").iterdir():
        found += [int(number) for number in (task / "children").read_text().split()]
    return found


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    # A zombie has ended; whoever adopted it has not looked yet.
    return state != "Z"
