"""Fetching files: from a real HTTP server that breaks off, corrupts, changes and refuses."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from conftest import Run
from varsyn.model import BundleError
from varsyn.reference.fetch import Wanted, collections, fetch

SUMMARY = "#NCBI_GeneID\tHGNC_ID\tsymbol\n" + "".join(
    f"GeneID:{n}\tHGNC:{n}\tG{n * 7919 % 99991}\n" for n in range(50_000)
)
CONTENT = gzip.compress(SUMMARY.encode(), mtime=0)


class Server(ThreadingHTTPServer):
    """Serves ``files``; ``plan`` holds one mischief for each coming request, "" for none."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.plan: list[str] = []
        self.etag = '"1"'
        self.log: list[tuple[str, str, int]] = []

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/{name}"


class Handler(BaseHTTPRequestHandler):
    """Range, If-Range and If-None-Match, as the public servers have them."""

    server: Server

    def do_GET(self) -> None:
        mischief = self.server.plan.pop(0) if self.server.plan else ""
        content = self.server.files.get(self.path.lstrip("/"))
        if content is None or mischief.isdigit():
            self._answer(int(mischief or 404))
            return
        start = 0
        if self.headers.get("If-None-Match") == self.server.etag:
            self._answer(304)
            return
        wanted = self.headers.get("Range", "")
        if wanted and self.headers.get("If-Range") == self.server.etag and mischief != "no range":
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            if start > len(content):
                self._answer(416)
                return
        self.server.log.append((self.path, wanted, start))
        body = content[start:]
        if mischief == "corrupt":
            body = body[:500] + bytes(255 - byte for byte in body[500:600]) + body[600:]
        self.send_response(206 if start else 200)
        self.send_header("ETag", self.server.etag)
        self.send_header("Content-Length", str(len(body)))
        if mischief == "wrong md5":
            self.send_header("x-goog-hash", "crc32c=AAAAAA==,md5=AAAAAAAAAAAAAAAAAAAAAA==")
        self.end_headers()
        self.wfile.write(body[: len(body) // 3] if mischief == "break" else body)
        self.close_connection = True

    def _answer(self, status: int) -> None:
        self.server.log.append((self.path, self.headers.get("Range", ""), status))
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    served = Server()
    served.files["summary.txt.gz"] = CONTENT
    thread = threading.Thread(target=served.serve_forever, args=(0.05,))
    thread.start()
    yield served
    served.shutdown()
    thread.join()
    served.server_close()


def get(server: Server, folder: Path, begins: str = "#NCBI_GeneID", checksum: str = "") -> Path:
    wanted = Wanted(server.url("summary.txt.gz"), begins, server.url(checksum) if checksum else "")
    return fetch(wanted, folder, pause=0.01)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


DONE = ["summary.txt.gz", "summary.txt.gz.receipt.json"]


def test_fetch(server: Server, tmp_path: Path) -> None:
    path = get(server, tmp_path / "new" / "folder")
    assert path.read_bytes() == CONTENT
    assert names(path.parent) == DONE


def test_unchanged_files_are_left(server: Server, tmp_path: Path) -> None:
    get(server, tmp_path)
    assert get(server, tmp_path).read_bytes() == CONTENT
    assert [status for *_, status in server.log] == [0, 304]


def test_changed_files_are_fetched_again(server: Server, tmp_path: Path) -> None:
    get(server, tmp_path)
    server.files["summary.txt.gz"] = gzip.compress(SUMMARY.encode() * 2)
    server.etag = '"2"'
    assert get(server, tmp_path).read_bytes() == server.files["summary.txt.gz"]


def test_local_changes_are_mended(server: Server, tmp_path: Path) -> None:
    path = get(server, tmp_path)
    path.write_bytes(b"spoilt")
    assert get(server, tmp_path).read_bytes() == CONTENT


def test_broken_connections_are_continued(server: Server, tmp_path: Path) -> None:
    server.plan = ["break", "break", "break"]
    assert get(server, tmp_path).read_bytes() == CONTENT
    starts = [start for *_, start in server.log]
    assert starts[0] == 0
    assert starts[1:] == sorted(set(starts[1:])), "each goes on behind the last"
    assert all(start > 0 for start in starts[1:])


def test_continued_by_a_later_command(server: Server, tmp_path: Path) -> None:
    server.plan = ["break", "500", "500", "500", "500", "500"]
    with pytest.raises(BundleError) as caught:
        get(server, tmp_path)
    assert caught.value.code == "download_failed"
    assert "summary.txt.gz.part" in names(tmp_path)
    assert get(server, tmp_path).read_bytes() == CONTENT
    assert server.log[-1][2] > 0


def test_file_that_changes_in_between(server: Server, tmp_path: Path) -> None:
    """The rest of another file must not be glued to the first part of this one."""
    server.plan = ["break", "500", "500", "500", "500", "500"]
    with pytest.raises(BundleError):
        get(server, tmp_path)
    server.files["summary.txt.gz"] = gzip.compress(SUMMARY.encode()[::-1] * 2)
    server.etag = '"2"'
    with pytest.raises(BundleError, match="does not begin"):
        get(server, tmp_path)
    assert get(server, tmp_path, begins=SUMMARY[-1]).read_bytes() == server.files["summary.txt.gz"]


def test_server_without_ranges(server: Server, tmp_path: Path) -> None:
    server.plan = ["break", "no range"]
    assert get(server, tmp_path).read_bytes() == CONTENT


def test_corrupted_once(server: Server, tmp_path: Path) -> None:
    server.plan = ["corrupt"]
    assert get(server, tmp_path).read_bytes() == CONTENT


@pytest.mark.parametrize("mischief", ["corrupt", "wrong md5"])
def test_corrupted_again_and_again(server: Server, tmp_path: Path, mischief: str) -> None:
    server.plan = [mischief] * 9
    with pytest.raises(BundleError) as caught:
        get(server, tmp_path)
    assert caught.value.code == "download_failed"
    assert "summary.txt.gz" not in names(tmp_path)


def test_old_file_survives_a_failed_fetch(server: Server, tmp_path: Path) -> None:
    path = get(server, tmp_path)
    server.etag = '"2"'
    server.plan = ["corrupt"] * 9
    with pytest.raises(BundleError):
        get(server, tmp_path)
    assert path.read_bytes() == CONTENT


@pytest.mark.parametrize("kind", ["md5", "sha256"])
def test_published_checksum(server: Server, tmp_path: Path, kind: str) -> None:
    good = hashlib.new(kind, CONTENT).hexdigest()
    server.files["sum"] = f"{good}  summary.txt.gz\n".encode()
    assert get(server, tmp_path / "a", checksum="sum").read_bytes() == CONTENT
    server.files["sum"] = f"{good[::-1]}  summary.txt.gz\n".encode()
    with pytest.raises(BundleError, match=kind.upper()):
        get(server, tmp_path / "b", checksum="sum")
    server.files["sum"] = b"none"
    with pytest.raises(BundleError, match="holds no"):
        get(server, tmp_path / "c", checksum="sum")


def test_missing_file_is_not_asked_for_again(server: Server, tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="404"):
        fetch(Wanted(server.url("none.gz")), tmp_path, pause=0.01)
    assert len(server.log) == 1


def test_another_file_than_expected(server: Server, tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="does not begin"):
        get(server, tmp_path, begins="##gff-version")


def test_nobody_listens(tmp_path: Path) -> None:
    with pytest.raises(BundleError) as caught:
        fetch(Wanted("http://127.0.0.1:9/summary.txt.gz"), tmp_path, pause=0.001)
    assert caught.value.code == "download_failed"


def test_addresses_are_official() -> None:
    hosts = {file.url.split("/")[2] for each in collections().values() for file in each.files}
    assert hosts == {"ftp.ncbi.nlm.nih.gov", "storage.googleapis.com", "ftp.uniprot.org"}
    assert all(file.url.startswith("https://") for each in collections().values() for file in each.files)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[mane]\nabout = 5",
        "oops",
        '[mane]\nabout = "x"\nfiles = [{url = "file:///etc/passwd"}]\n',
        "\x00",
    ],
)
def test_unusable_lists(tmp_path: Path, varsyn_run: Run, text: str) -> None:
    path = tmp_path / "list.toml"
    path.write_text(text)
    done = varsyn_run("data", "fetch", "mane", "--to", str(tmp_path), "--sources", str(path))
    assert done.returncode == 2
    assert str(path) in done.stderr


def test_command(server: Server, tmp_path: Path, varsyn_run: Run) -> None:
    """Fetched files go straight into a build."""
    columns = "#NCBI_GeneID\tHGNC_ID\tsymbol\tname\tRefSeq_nuc\tRefSeq_prot\tEnsembl_nuc\tMANE_status"
    row = "GeneID:1\tHGNC:5\tA1BG\tglycoprotein\tNM_130786.4\tNP_570602.2\tENST1.8\tMANE Select"
    server.files["m.summary.txt.gz"] = gzip.compress(f"{columns}\n{row}\n".encode())
    sources = tmp_path / "sources.toml"
    address = server.url("m.summary.txt.gz")
    sources.write_text(f'[mane]\nabout = "test"\nfiles = [{{ url = "{address}", begins = "#NCBI" }}]\n')
    done = varsyn_run("data", "fetch", "mane", "--to", str(tmp_path / "d"), "--sources", str(sources))
    assert done.returncode == 0, done.stderr
    path = done.stdout.strip()
    assert path == str(tmp_path / "d" / "m.summary.txt.gz")
    built = varsyn_run("data", "build", "--mane-summary", path, "--out", str(tmp_path / "out.sqlite"))
    assert built.returncode == 0, built.stderr
    assert "1 genes" in built.stdout
