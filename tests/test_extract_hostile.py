"""Broken, dangerous and unreadable files: the rest of a run goes on. All texts are made up."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from varsyn.literature import batch
from varsyn.literature.batch import Output, Settings, files_in
from varsyn.literature.readers import read_documents
from varsyn.model import InputError

SENTENCE = "The IGF1R mutation R481Q was found.\n"
ARTICLE = (
    "<PubmedArticle><MedlineCitation><PMID>{}</PMID><Article><ArticleTitle>IGF1R R{}Q"
    "</ArticleTitle></Article></MedlineCitation></PubmedArticle>\n"
)


def code_of(path: Path, content: bytes) -> tuple[str, str]:
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        list(read_documents(path))
    assert str(path) in caught.value.message
    return caught.value.code, caught.value.message


def test_a_file_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress(b"a" * 200_000_000, mtime=0)
    code, message = code_of(tmp_path / "bomb.txt.gz", packed)
    assert (code, "times its size" in message) == ("unreadable_document", True)


def test_a_gzipped_text_that_repeats_itself_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(SENTENCE.encode() * 100_000, mtime=0))
    assert sum(len(d.text) for d in read_documents(path)) == len(SENTENCE) * 100_000


def test_damaged_gzip_data_is_reported(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(SENTENCE.encode() * 1000, mtime=0))
    packed[14] ^= 0xFF
    packed[15] ^= 0x7F
    assert code_of(tmp_path / "a.txt.gz", bytes(packed))[0] == "unreadable_document"


@pytest.mark.parametrize("offset", ["-5", "9" * 5000, "9" * 20, "five"])
def test_an_offset_that_is_no_place_is_reported(tmp_path: Path, offset: str) -> None:
    xml = (
        "<?xml version='1.0'?><collection><document><id>1</id><passage>"
        f"<offset>{offset}</offset><text>R481Q</text></passage></document></collection>"
    )
    code, message = code_of(tmp_path / "a.xml", xml.encode())
    assert (code, "line 1, column" in message) == ("bad_xml", True)
    text = f'{{"id": "1", "passages": [{{"offset": {json.dumps(offset)}, "text": "R481Q"}}]}}'
    assert code_of(tmp_path / "a.json", text.encode())[0] == "bad_json"


@pytest.mark.parametrize("offset", [-1, 10**15, 10**30])
def test_a_number_that_is_no_place_is_reported(tmp_path: Path, offset: int) -> None:
    text = f'{{"id": "1", "passages": [{{"offset": {offset}, "text": "R481Q"}}]}}'
    assert code_of(tmp_path / "a.json", text.encode())[0] == "bad_json"


def test_xinclude_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("KRAS G12D")
    path = tmp_path / "a.xml"
    path.write_text(
        "<?xml version='1.0'?><article xmlns:xi='http://www.w3.org/2001/XInclude'><body><p>R481Q"
        "<xi:include href='secret.txt' parse='text'/></p></body></article>"
    )
    assert [document.text for document in read_documents(path)] == ["R481Q"]


def test_links_that_go_round_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    assert files_in([str(tmp_path)]) == [str(tmp_path / "a.txt")]


@pytest.mark.skipif(os.name != "posix" or not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert files_in([str(tmp_path)]) == []


def test_standard_input(tmp_path: Path) -> None:
    for content in (SENTENCE.encode(), gzip.compress(SENTENCE.encode(), mtime=0)):
        done = subprocess.run(
            [sys.executable, "-m", "varsyn", "extract", "-"], input=content, capture_output=True, check=True
        )
        assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == ["R481Q"]


def test_the_documents_of_a_large_file_are_shared_out_and_stay_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xml"
    articles = "".join(ARTICLE.format(number, number + 100) for number in range(300))
    path.write_text(f"<?xml version='1.0'?><PubmedArticleSet>\n{articles}</PubmedArticleSet>")
    broken = tmp_path / "b.xml"
    broken.write_text(path.read_text().replace("</PubmedArticleSet>", "</wrong>"))

    def outcome(jobs: int) -> tuple[str, list[Output]]:
        pieces = list(batch.run([str(path), str(broken)], Settings(), jobs))
        return "".join(piece.text for piece in pieces), [piece for piece in pieces if piece.done]

    alone, _ = outcome(1)
    monkeypatch.setattr(batch, "LARGE_BYTES", 1000)
    monkeypatch.setattr(batch, "TASK_BYTES", 200)
    shared, done = outcome(2)
    assert shared == alone
    assert [json.loads(line)["document"] for line in shared.splitlines()] == [*map(str, range(300))] * 2
    assert [piece.error.code if piece.error else None for piece in done] == [None, "bad_xml"]


@pytest.mark.skipif(os.name != "posix" or not hasattr(os, "mkfifo"), reason="needs signals and named pipes")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_a_run_that_can_be_taken_up(tmp_path: Path, jobs: str) -> None:
    """The run stops at a pipe into which nobody writes: there it is interrupted."""
    folder, last = tmp_path / "papers", tmp_path / "last.txt"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:04}.txt").write_text(SENTENCE * 2)
    os.mkfifo(last)
    output, journal = tmp_path / "out.jsonl", tmp_path / "out.jsonl.progress"
    command = [sys.executable, "-m", "varsyn", "extract", str(folder), str(last)]
    kept = [*command, "--output", str(output), "--jobs", jobs]
    running = subprocess.Popen(kept, stderr=subprocess.PIPE, text=True, start_new_session=True)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if journal.exists() and journal.read_bytes().count(b"\n") == 30:
            break
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=120)
    assert running.returncode == 130
    assert "Traceback" not in said
    assert len(journal.read_text().splitlines()) == 30
    last.unlink()
    last.write_text(SENTENCE)
    assert subprocess.run([*kept, "--resume"], capture_output=True).returncode == 0
    whole = subprocess.run(command, capture_output=True, check=True)
    assert whole.stdout == output.read_bytes()
    assert len(whole.stdout.splitlines()) == 61
    assert not journal.exists()
