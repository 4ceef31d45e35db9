"""Downloading public files: resumed where broken off, verified before they take their name."""

from __future__ import annotations

import base64
import hashlib
import http.client
import tomllib
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable
from pathlib import Path
from time import sleep
from urllib.parse import urlsplit

import msgspec

import varsyn
from varsyn.model import BundleError

ATTEMPTS = 6
"""Times a file is asked for before the fetch gives up; each goes on where the last broke off. Wrong bytes are
accepted as an accident once, the second time the fetch gives up."""
_TIMEOUT = 30.0
_CHUNK = 1 << 17

Tell = Callable[[str, int, int | None], None]
"""Told (file name, bytes there, bytes in all or None while not known)."""


class Wanted(msgspec.Struct, frozen=True):
    """A file of the configuration: address, first letters when unpacked, address of its checksum."""

    url: str
    begins: str = ""
    checksum: str = ""

    @property
    def name(self) -> str:
        """The file's name: the last part of its address."""
        return urlsplit(self.url).path.rpartition("/")[2]


class Collection(msgspec.Struct, frozen=True):
    """Files that are fetched together."""

    about: str
    files: tuple[Wanted, ...]
    build: str = ""


class Receipt(msgspec.Struct):
    """What is known of a fetched (or begun) file; kept beside it as ``NAME.receipt.json``."""

    url: str
    etag: str = ""
    modified: str = ""
    size: int | None = None
    sha256: str = ""
    fetched_by: str = ""


def collections(path: Path | None = None) -> dict[str, Collection]:
    """The collections of a configuration file; of the one that comes with varsyn without a path.

    >>> sorted(collections())
    ['clinvar', 'hgnc', 'mane', 'uniprot']
    """
    chosen = path or Path(__file__).with_name("downloads.toml")
    try:
        fields = tomllib.loads(chosen.read_text(encoding="utf-8"))
        found = msgspec.convert(fields, dict[str, Collection])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BundleError(f"{chosen}: no list of files to fetch ({error})", code="bad_source_file") from error
    for each in (file for collection in found.values() for file in collection.files):
        if urlsplit(each.url).scheme not in ("http", "https") or not each.name or each.name.startswith("."):
            raise BundleError(f"{chosen}: {each.url!r} is no address of a file", code="bad_source_file")
    return found


def fetch(wanted: Wanted, folder: Path, tell: Tell | None = None, *, pause: float = 1.0) -> Path:
    """Fetch one file into a folder and return its path.

    A file that is there, as it was fetched and not changed on the server, is left. What was broken off is
    continued, if the server's file is still the same. The file takes its name when its size, its
    published checksum (where there is one), the integrity of its gzip stream and its first letters are right.

    Parameters
    ----------
    pause: seconds before the second attempt, doubled before each further one.

    Raises BundleError (``download_failed``) when it does not succeed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / wanted.name
    reason = ""
    damaged = 0
    for attempt in range(ATTEMPTS):
        if attempt:
            sleep(pause * 2 ** (attempt - 1))
        try:
            return _attempt(wanted, target, tell or _tell_nothing)
        except _GaveUpError as error:
            raise _failed(wanted, str(error)) from error
        except (OSError, http.client.HTTPException) as error:
            reason = str(error) or type(error).__name__
        except _DamagedError as error:
            reason = str(error)
            damaged += 1
            _part(target).unlink(missing_ok=True)
            if damaged > 1:
                raise _failed(wanted, reason) from error
    raise _failed(wanted, f"{reason} ({ATTEMPTS} attempts)")


class _DamagedError(ValueError):
    """The bytes that arrived are wrong."""


class _GaveUpError(ValueError):
    """Asking again is of no use."""


def _failed(wanted: Wanted, reason: str) -> BundleError:
    advice = ["give the same command again later", "a file fetched by other means can be given to the build"]
    return BundleError(f"{wanted.url}: {reason}", code="download_failed", advice=advice)


def _tell_nothing(name: str, done: int, total: int | None) -> None:
    pass


def _part(target: Path) -> Path:
    return target.with_name(target.name + ".part")


def _receipt_path(target: Path) -> Path:
    return target.with_name(target.name + ".receipt.json")


def _read_receipt(target: Path, url: str) -> Receipt:
    try:
        found = msgspec.json.decode(_receipt_path(target).read_bytes(), type=Receipt)
    except (OSError, msgspec.MsgspecError):
        return Receipt(url)
    return found if found.url == url else Receipt(url)


def _attempt(wanted: Wanted, target: Path, tell: Tell) -> Path:
    part = _part(target)
    receipt = _read_receipt(target, wanted.url)
    have = part.stat().st_size if part.exists() else 0
    validator = receipt.etag if receipt.etag and not receipt.etag.startswith("W/") else receipt.modified
    headers = {"Accept-Encoding": "identity", "User-Agent": f"varsyn/{varsyn.__version__}"}
    if have and validator:
        headers |= {"Range": f"bytes={have}-", "If-Range": validator}
    elif target.exists() and receipt.sha256 and _sum(target, "sha256") == receipt.sha256:
        headers |= (
            {"If-None-Match": receipt.etag} if receipt.etag else {"If-Modified-Since": receipt.modified}
        )
    try:
        request = urllib.request.Request(wanted.url, headers=headers)
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:
            _receive(answer, wanted, target, have, tell)
    except urllib.error.HTTPError as error:
        if error.code == 304:
            return target
        if error.code == 416:
            part.unlink(missing_ok=True)
            raise _DamagedError("the server's file is shorter than what is here") from error
        if 400 <= error.code < 500 and error.code not in (408, 429):
            raise _GaveUpError(f"the server answers {error.code} {error.reason}") from error
        raise
    _verify(wanted, target)
    return target


def _receive(answer: http.client.HTTPResponse, wanted: Wanted, target: Path, have: int, tell: Tell) -> None:
    continued = answer.status == 206
    have = have if continued else 0
    length = answer.headers.get("Content-Length")
    total = have + int(length) if length and length.isdigit() else None
    receipt = Receipt(
        wanted.url, answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""), total
    )
    _receipt_path(target).write_bytes(msgspec.json.encode(receipt))
    with _part(target).open("ab" if continued else "wb") as file:
        while data := answer.read(_CHUNK):
            file.write(data)
            have += len(data)
            tell(wanted.name, have, total)
    if total is not None and have < total:
        raise OSError(f"broken off after {have} of {total} bytes")
    stored = _stored_md5(answer.headers.get_all("x-goog-hash") or [])
    if stored and stored != _sum(_part(target), "md5"):
        raise _DamagedError("the bytes do not have the MD5 sum that the server states")


def _stored_md5(headers: list[str]) -> str:
    """The MD5 sum that Google's storage states in its headers, in hexadecimal."""
    for part in ",".join(headers).split(","):
        kind, _, value = part.strip().partition("=")
        if kind == "md5":
            return base64.b64decode(value).hex()
    return ""


def _verify(wanted: Wanted, target: Path) -> None:
    part = _part(target)
    _check_content(part, wanted)
    if wanted.checksum:
        _check_published(part, wanted)
    receipt = _read_receipt(target, wanted.url)
    receipt.sha256 = _sum(part, "sha256")
    receipt.size = part.stat().st_size
    receipt.fetched_by = f"varsyn {varsyn.__version__}"
    part.replace(target)
    _receipt_path(target).write_bytes(msgspec.json.encode(receipt))


def _check_content(part: Path, wanted: Wanted) -> None:
    """Unpack the whole file where it is gzip (its sum is at the end), and look at its first letters."""
    first = b""
    with part.open("rb") as file:
        if not wanted.name.endswith(".gz"):
            first = file.read(len(wanted.begins.encode()))
        else:
            first = _unpacked(file.read, len(wanted.begins.encode()))
    if first.decode("utf-8", "replace") != wanted.begins:
        raise _DamagedError(f"does not begin with {wanted.begins!r}: another file than expected")


def _unpacked(read: Callable[[int], bytes], count: int) -> bytes:
    first = b""
    unpack = zlib.decompressobj(wbits=31)
    try:
        while data := read(_CHUNK):
            while data:
                plain = unpack.decompress(data)
                first += plain[: max(0, count - len(first))]
                data = unpack.unused_data
                if unpack.eof and data:
                    unpack = zlib.decompressobj(wbits=31)
    except zlib.error as error:
        raise _DamagedError(f"damaged gzip file ({error})") from error
    if not unpack.eof:
        raise _DamagedError("damaged gzip file (it ends too early)")
    return first


def _check_published(part: Path, wanted: Wanted) -> None:
    with urllib.request.urlopen(wanted.checksum, timeout=_TIMEOUT) as answer:
        words = answer.read(4096).decode("ascii", "replace").split()
    for word in words:
        kind = {32: "md5", 64: "sha256"}.get(len(word))
        if kind and all(letter in "0123456789abcdefABCDEF" for letter in word):
            if _sum(part, kind) != word.lower():
                raise _DamagedError(f"the bytes do not have the published {kind.upper()} sum")
            return
    raise _GaveUpError(f"{wanted.checksum} holds no MD5 or SHA-256 sum")


def _sum(path: Path, kind: str) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, kind).hexdigest()
