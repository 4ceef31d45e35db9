"""The Lark parsers: compiled from the files in ``grammars``, or loaded from their serialized form."""

from __future__ import annotations

import hashlib
import io
import pickle
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lark import Lark

PARSERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "hgvs": (("hgvs", "nucleotide", "protein", "tokens"), ("hgvs",)),
    "printed": (
        ("printed_protein", "printed_nucleotide", "printed_intron", "printed_tokens"),
        ("p_printed", "n_printed", "i_printed"),
    ),
    "words_protein": (("words_protein",), ("w_protein",)),
    "words_nucleotide": (("words_nucleotide",), ("w_nucleotide",)),
}
"""Name of each parser: its grammar files, joined in this order, and its start rules."""

DATA_FILE = "grammar.bin"
"""Name of the serialized form inside ``varsyn/_data``."""


def grammar_folder() -> Traversable:
    """The grammar files: inside an installed package, or beside ``src`` in a checkout."""
    installed = files("varsyn") / "grammars"
    if installed.is_dir():
        return installed
    return Path(__file__).resolve().parents[3] / "grammars"


def grammar_text(name: str) -> str:
    """The whole grammar of one parser."""
    folder = grammar_folder()
    return "\n".join((folder / f"{part}.lark").read_text("utf-8") for part in PARSERS[name][0])


@lru_cache(maxsize=8)
def parser(name: str) -> Lark:
    """A parser that answers with nodes; from the serialized form where that is fresh, else compiled anew."""
    text = grammar_text(name)
    transformer = _nodes(name)
    stored = _stored()
    if stored is not None and stored.get(f"{name}.digest") == _digest(text):
        from lark import Lark

        loaded = pickle.loads(stored[name])
        made: Lark = Lark.__new__(Lark)._load(loaded, transformer=transformer)
        return made
    return _compile(name, text, transformer)


def compile_to(path: Path | str) -> None:
    """Write all parsers in serialized form to ``path`` (the build does this, for a quick start)."""
    content: dict[str, bytes] = {}
    for name in PARSERS:
        text = grammar_text(name)
        buffer = io.BytesIO()
        _compile(name, text, None).save(buffer)
        content[name] = buffer.getvalue()
        content[f"{name}.digest"] = _digest(text)
    Path(path).write_bytes(pickle.dumps(content, protocol=pickle.HIGHEST_PROTOCOL))


def _compile(name: str, text: str, transformer: object) -> Lark:
    from lark import Lark

    return Lark(
        text,
        parser="lalr",
        start=list(PARSERS[name][1]),
        maybe_placeholders=False,
        transformer=transformer,
    )


def _nodes(name: str) -> object:
    if name == "hgvs":
        from varsyn.notation.syntax import HgvsNodes

        return HgvsNodes()
    if name == "printed":
        from varsyn.notation.printed import PrintedReadings

        return PrintedReadings()
    if name == "words_protein":
        from varsyn.notation.words_protein import WordsProtein

        return WordsProtein()
    from varsyn.notation.words_nucleotide import WordsNucleotide

    return WordsNucleotide()


def _digest(text: str) -> bytes:
    import lark

    return hashlib.sha256(f"{lark.__version__}\n{text}".encode()).digest()


@lru_cache(maxsize=1)
def _stored() -> dict[str, bytes] | None:
    found = files("varsyn") / "_data" / DATA_FILE
    if not found.is_file():
        return None
    content: dict[str, bytes] = pickle.loads(found.read_bytes())
    return content
