"""What every test may use: the program as a subprocess, and the folder of external data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parent.parent

settings.register_profile("default", deadline=None, print_blob=True)
# The same examples each time where a failure would block others; new ones wherever somebody looks.
settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def run_varsyn(
    *arguments: str, stdin: str | bytes | None = None, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run ``python -m varsyn`` with these arguments; output as text, nothing raised for a bad exit status."""
    done = subprocess.run(
        [sys.executable, "-m", "varsyn", *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, **environment},
        check=False,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err, err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


@pytest.fixture
def varsyn_run() -> Run:
    """The program as a function of its arguments."""
    return run_varsyn


@pytest.fixture
def varsyn_json() -> Callable[..., list[dict[str, Any]]]:
    """The program's JSON answers as a function of its arguments; fails where the exit status is not 0."""

    def answers(*arguments: str, **options: Any) -> list[dict[str, Any]]:
        done = run_varsyn(*arguments, "--format", "jsonl", **options)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return answers


def shared_folder() -> Path | None:
    """The folder of external data: VARSYN_SHARED, or ``shared`` beside the repository."""
    folder = Path(os.environ.get("VARSYN_SHARED") or REPOSITORY.parent / "shared")
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """As shared_folder; skips the test where there is none."""
    folder = shared_folder()
    if folder is None:
        pytest.skip("no external data: set VARSYN_SHARED to the folder that holds it")
    return folder
