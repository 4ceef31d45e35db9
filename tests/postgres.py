"""A private PostgreSQL server for the tests: the distribution's own, in a temporary directory.

``VARSYN_REQUIRE_POSTGRES=1`` turns "not installed" from a skip into a failure. By hand, for a developer:
``python tests/postgres.py`` starts a server, prints its address, and stops it on Ctrl-C.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

BINARIES = Path("/usr/lib/postgresql")
UNPRIVILEGED = ("postgres", "nobody")


def server_binaries() -> Path | None:
    """The newest directory with ``initdb`` and ``postgres``."""
    found = sorted(BINARIES.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]), reverse=True)
    if found:
        return found[0].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def server_user() -> str | None:
    """Whom to run the server as: PostgreSQL refuses to be started by root."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        with contextlib.suppress(KeyError):
            pwd.getpwnam(name)
            return name
    return None


@contextlib.contextmanager
def running_server() -> Iterator[str]:
    """A server on a socket in a temporary directory; its address without the database name."""
    binaries = server_binaries()
    assert binaries is not None
    user = server_user()
    folder = Path(tempfile.mkdtemp(prefix="varsyn-pg-"))
    try:
        if user is not None:
            shutil.chown(folder, user)
        folder.chmod(0o755)
        # A relative socket directory keeps the path under the limit of 107 bytes.
        _run(user, [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "varsyn", "-A", "trust",
                    "-E", "UTF8", "--locale=C", "-N"])  # fmt: skip
        log = os.fdopen(os.open(folder / "log", os.O_WRONLY | os.O_CREAT), "wb")
        process = subprocess.Popen(
            [str(binaries / "postgres"), "-D", str(folder / "data"), "-k", str(folder), "-h", "",
             "-c", "max_connections=100", "-c", "shared_buffers=128MB"],
            user=user, stdout=subprocess.DEVNULL, stderr=log, start_new_session=True,
        )  # fmt: skip
        log.close()
        try:
            _wait(binaries, folder, process)
            yield f"postgresql+psycopg://varsyn@/{{database}}?host={folder}"
        finally:
            process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(20)
            if process.poll() is None:
                process.kill()
                process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(user: str | None, command: list[str]) -> None:
    subprocess.run(command, user=user, check=True, stdout=subprocess.DEVNULL, cwd="/")


def _wait(binaries: Path, folder: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        ready = subprocess.run(
            [str(binaries / "pg_isready"), "-h", str(folder), "-U", "varsyn", "-q"], check=False
        )
        if ready.returncode == 0:
            return
        assert process.poll() is None, (folder / "log").read_text()
        time.sleep(0.1)
    raise AssertionError((folder / "log").read_text())


class Server:
    """Makes databases on the running server."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._count = 0

    def new_database(self) -> str:
        """The address of a fresh, empty database."""
        import psycopg

        self._count += 1
        name = f"test_{os.getpid()}_{self._count}"
        admin = self.address.format(database="postgres").replace("+psycopg", "")
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.address.format(database=name)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server for the session."""
    try:
        import psycopg  # noqa: F401

        missing = "" if server_binaries() is not None else "no PostgreSQL server: apt-get install postgresql"
    except ImportError:
        missing = "no psycopg: pip install 'varsyn[postgres]'"
    if missing:
        if os.environ.get("VARSYN_REQUIRE_POSTGRES"):
            pytest.fail(missing)
        pytest.skip(missing)
    with running_server() as address:
        yield Server(address)


if __name__ == "__main__":
    with running_server() as where:
        print(where.format(database="postgres"), flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()
