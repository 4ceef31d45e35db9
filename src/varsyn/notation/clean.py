"""Text as printed to text as meant: characters, entities, arrows, spaces. Every change is recorded."""

from __future__ import annotations

import re
import unicodedata

from varsyn.model import Repair
from varsyn.notation.repairs import repair

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u00af\u02d7"
_ARROWS = (
    "\u2192\u27f6\u21d2\u2794\u279c\u279d\u279e\u27a1\u2799\u27a4\u2b62\u21fe\u2023"
    "\u203a\u3009\u232a\u27e9\uff1e\u25ba\u25b6\u276f\uf0e0\u02c3"
)
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u180e\u202a\u202c\ufffc"
_SPACES = (
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r\x0b\x0c"
)
_PRIMES = "\u2032\u00b4\u2019\u2018\u02b9\u0060\u201b\u02bc"
_STARS = "\u2217\uff0a\u22c6\u2731\u204e\u26b9\u2605"
_DELTAS = "\u2206\u03b4\u25b3\u1d6ab"
_LOOKALIKE = dict(zip("АВСЕНКМОРТХаесорхΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABCEHKMOPTXaecopxABEZHIKMNOPTYX", strict=True))

_MAP: dict[int, str | None] = {}
_CODE_OF: dict[str, tuple[str, str]] = {}


def _add(characters: str, target: str, code: str) -> None:
    for character in characters:
        _MAP[ord(character)] = target or None
        _CODE_OF[character] = (code, target)


_add(_DASHES, "-", "dash_character")
_add(_ARROWS, ">", "arrow_character")
_add(_INVISIBLE, "", "invisible_character")
_add(_SPACES, " ", "space_character")
_add(_PRIMES, "'", "quote_character")
_add("\u201c\u201d\u201e\u00ab\u00bb\uff02", '"', "quote_character")
_add(_STARS, "*", "star_character")
_add("\u2206\u03b4\u25b3", "\u0394", "delta_character")
_add("\u2215\u2044\uff0f", "/", "lookalike_character")
_add("\u2236\ua789\uff1a", ":", "lookalike_character")
_add("\uff0e\u2024", ".", "lookalike_character")
_add("\u2010", "-", "dash_character")
for _odd, _plain in _LOOKALIKE.items():
    _add(_odd, _plain, "lookalike_character")

_TAG = re.compile(r"</?(?:sup|sub|i|b|em|strong|u|span|italic|bold|sc)(?:\s[^<>]{0,100})?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,24}\d{0,2});?")
_ASCII_ARROW = re.compile(r"\s*(?:[-=~]{1,8}>{1,2}|-{2,8}(?=\s*[A-Za-z(*])|>{2,3})\s*")
_ARROW_SIGNS = ("->", "=>", "~>", ">>", "--")
"""One of these is in every text that the expression above fits."""
_AROUND_ARROW = re.compile(r"\s+>\s*|>\s+")
_SPACES_RUN = re.compile(r" {2,}")
_SPDI_DELETION = re.compile(r"_\d+\.\d+:\d+:(?:[ACGTN]+|[1-9]\d*):\Z")
"""A SPDI that inserts nothing: its last colon is no punctuation."""
_FOOTNOTE = re.compile(
    r"(?<=[A-Za-z*=)\]])(?<!\([ACGT]\))(?<!\([ACGT]{2}\))(?<!\([ACGT]{3}\)) ?"
    r"[\u00b9\u00b2\u00b3\u2070\u2074-\u2079\u1d43\u1d47\u1d9c\u2020\u2021\u00a7\u00b6]{1,3}\Z"
)
_EDGE_LEFT = " \"',;.·•:="
_EDGE_RIGHT = " \"',;.·•:"


def clean(text: str) -> tuple[str, tuple[Repair, ...]]:
    """The text with look-alike characters, entities, tags, arrows and edge punctuation made plain.

    Returns the plain text and one repair a kind of change. None of these changes is lossy.

    >>> clean(" p.Arg481\u2192Gln, ")[0]
    'p.Arg481>Gln'
    """
    found: list[Repair] = []
    if "&" in text and _ENTITY.search(text):
        text = _entities(text, found)
    if "<" in text and (match := _TAG.search(text)):
        found.append(repair("markup", match[0], ""))
        text = _TAG.sub("", text)
    if not text.isascii() and (match := _FOOTNOTE.search(text)) and any(map(str.isdecimal, text)):
        found.append(repair("footnote_mark", match[0].strip(), ""))
        text = text[: match.start()]
    if not text.isascii() or not text.isprintable():
        text = _plain_characters(text, found)
    stripped = text.strip(" ").lstrip(_EDGE_LEFT).rstrip(_EDGE_RIGHT)
    if text.endswith("=") and not stripped.endswith("="):
        stripped += "="
    elif text.endswith(":") and _SPDI_DELETION.search(text):
        stripped += ":"
    if stripped != text:
        if stripped != text.strip(" "):
            found.append(repair("edge_punctuation", text.strip(" "), stripped))
        text = stripped
    if "  " in text:
        text = _SPACES_RUN.sub(" ", text)
    if any(sign in text for sign in _ARROW_SIGNS) and (match := _ASCII_ARROW.search(text)):
        found.append(repair("arrow_spelling", match[0].strip(), ">"))
        text = _ASCII_ARROW.sub(">", text)
    if (" >" in text or "> " in text) and (match := _AROUND_ARROW.search(text)):
        found.append(repair("space_in_notation", match[0], ">"))
        text = _AROUND_ARROW.sub(">", text)
    return text, tuple(found)


def _entities(text: str, found: list[Repair]) -> str:
    import html

    match = _ENTITY.search(text)
    plain = html.unescape(html.unescape(text))
    if plain != text and match is not None:
        found.append(repair("html_entity", match[0], html.unescape(match[0])))
    return plain


def _plain_characters(text: str, found: list[Repair]) -> str:
    seen: dict[str, Repair] = {}
    for character in text:
        if character in _CODE_OF:
            code, target = _CODE_OF[character]
            seen.setdefault(code, repair(code, character, target))
    plain = text.translate(_MAP)
    if not plain.isascii() or not plain.isprintable():
        plain = _compatible(plain, seen)
    found.extend(seen.values())
    return plain


def _compatible(text: str, seen: dict[str, Repair]) -> str:
    """Full-width, raised and lowered characters and all digits in plain form; control characters dropped."""
    pieces: list[str] = []
    for at, character in enumerate(text):
        if ord(character) < 32 or character == "\x7f":
            seen.setdefault("invisible_character", repair("invisible_character", character, ""))
            continue
        if character.isascii():
            pieces.append(character)
            continue
        plain = unicodedata.normalize("NFKC", character)
        if plain != character and plain.isascii():
            raised = plain.isdigit() and not character.isdecimal()
            beside = text[max(0, at - 1) : at + 2]
            # A raised digit that touches a plain one may be a footnote's.
            lossy = raised and any(other.isascii() and other.isdigit() for other in beside)
            code = "raised_digit" if lossy else "compatibility_character"
            seen.setdefault(code, repair(code, character, plain, lossy))
            pieces.append(plain)
        elif character.isdecimal():
            plain = str(unicodedata.decimal(character))
            seen.setdefault("digit_character", repair("digit_character", character, plain))
            pieces.append(plain)
        else:
            pieces.append(character)
    return "".join(pieces)
