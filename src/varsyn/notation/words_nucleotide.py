"""Readings of DNA changes in words and by codon (grammars/words_nucleotide.lark): one method a rule alias."""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec
from lark import Token, Transformer, v_args

from varsyn.model import Reading, Repair
from varsyn.notation import nucleotide, protein
from varsyn.notation.positions import shift
from varsyn.notation.printed_intron import exon_name, intron_name
from varsyn.notation.printed_nucleotide import Edit, Where, applied, substitute
from varsyn.notation.repairs import repair, sign_repairs

Readings = list[Reading]
replace = msgspec.structs.replace
_BASE_NAMES = {
    "adeni": "A",
    "adeno": "A",
    "cytos": "C",
    "cytid": "C",
    "guani": "G",
    "guano": "G",
    "thymi": "T",
    "uraci": "T",
}
_COUNTS = [
    "single",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_CODONS = dict(
    zip(
        (first + second + third for first in "TCAG" for second in "TCAG" for third in "TCAG"),
        "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG",
        strict=True,
    )
)
"""Standard genetic code (NCBI translation table 1), for codons that papers spell out."""


class Pair(NamedTuple):
    """Old and new bases, with the sign between them."""

    ref: str
    alt: str
    repairs: tuple[Repair, ...] = ()


def bases(word: str) -> str:
    """Bases as letters: ``TATC``, ``adenine``."""
    return word.replace("U", "T") if word.isupper() else _BASE_NAMES.get(word[:5].lower(), word)


def number(text: str) -> str:
    """A printed number without thousands separators, ``single`` and ``two`` as digits."""
    digits = re.match(r"[-*]?[\d,]+", text)
    if digits:
        return digits[0].replace(",", "")
    word = re.match(r"[a-z]+", text)
    if word is None or word[0] not in _COUNTS:
        return ""
    return str(max(1, _COUNTS.index(word[0])))


@v_args(inline=True)
class WordsNucleotide(Transformer[Token, object]):
    """Rules of the parser ``words_nucleotide``."""

    def w_bases(self, ref: Token, mark: Token, alt: Token) -> Pair:
        sign = str(mark) if mark in (">", "/") else "to"
        return Pair(bases(ref), bases(alt), sign_repairs(bases(ref), sign, bases(alt)) if sign == "/" else ())

    def w_bases_for(self, alt: Token, _for: Token, ref: Token) -> Pair:
        return Pair(bases(ref), bases(alt))

    def w_at(self, position: Token) -> Where:
        return Where(str(position).replace(",", ""))

    def w_range(self, first: Token, _mark: Token, last: Token) -> Where:
        start, end = str(first).replace(",", ""), str(last).replace(",", "")
        return Where(start, end)

    def w_slash_range(self, first: Token, _mark: Token, last: Token) -> Where:
        start, end = str(first), str(last).lstrip("+")
        return Where(start, end, (repair("slash_for_range", f"{first}/{last}", f"{start}_{end}"),))

    def w_intron(self, offset: Token, intron: Token) -> Where:
        name, repairs, _ = intron_name(re.sub(r"^(?:of|in) ", "", str(intron)))
        return Where(f"{name}{offset}", repairs=repairs)

    def w_intron_first(self, intron: Token, offset: Token) -> Where:
        return self.w_intron(offset, intron)

    def w_exon_last(self, _last: Token, exon: Token) -> Where:
        return Where(f"{exon_name(str(exon))}end")

    def w_exon_first(self, _first: Token, exon: Token) -> Where:
        return Where(f"{exon_name(str(exon))}start")

    def w_after(self, _after: Token, position: Token) -> Where:
        start = str(position).replace(",", "")
        return Where(start, shift(start, 1) or "")

    def w_before(self, _before: Token, position: Token) -> Where:
        end = str(position).replace(",", "")
        start = shift(end, -1)
        return Where(start, end) if start else Where(end)

    def w_number(self, text: Token) -> tuple[int, int]:
        return int(text), int(text)

    def w_numbers(self, first: Token, _mark: Token, last: Token) -> tuple[int, int]:
        start, end = str(first), str(last)
        if len(end) < len(start):
            end = start[: len(start) - len(end)] + end
        return int(start), int(end)

    def w_pair(self, pair: Pair, where: Where) -> Readings:
        return substitute(
            where, pair.ref, pair.alt, (*pair.repairs, _words(f"{pair.ref} {pair.alt} {where.start}"))
        )

    def w_sized_pair(self, size: Token, pair: Pair, where: Where) -> Readings:
        return self.w_pair(pair, where) if number(size) == str(len(pair.ref)) else []

    def w_pair_last(self, where: Where, pair: Pair) -> Readings:
        return self.w_pair(pair, where)

    def w_pair_around(self, ref: Token, where: Where, *rest: Token) -> Readings:
        """``C at position 677 changed to T``; between letters alone a word is wanted."""
        alt = rest[-1]
        if len(rest) == 1 and (ref.isupper() or alt.isupper()):
            return []
        return self.w_pair(Pair(bases(ref), bases(alt)), where)

    # By codon.

    def w_codon(self, _codon: Token, codon: tuple[int, int], pair: Pair) -> Readings:
        return codon_change(codon, pair)

    def w_codon_last(self, pair: Pair, _codon: Token, codon: tuple[int, int]) -> Readings:
        return codon_change(codon, pair)

    def w_pair_with_codon(
        self, pair: Pair, _codon: Token, _number: tuple[int, int], _triplet: Token, where: Where
    ) -> Readings:
        return self.w_pair(pair, where)

    def w_pair_with_codon_bare(
        self, pair: Pair, _codon: Token, _number: tuple[int, int], where: Where
    ) -> Readings:
        return self.w_pair(pair, where)

    def w_codon_loss(self, _codon: Token, codon: tuple[int, int], _minus: Token, lost: Token) -> Readings:
        return _in_codons(codon, Edit("del", bases(lost)))

    def w_codon_gain(self, _codon: Token, codon: tuple[int, int], _plus: Token, gained: Token) -> Readings:
        return _in_codons(codon, Edit("ins", alt=bases(gained)))

    def w_codon_loss_size(
        self, _codon: Token, codon: tuple[int, int], _minus: Token, size: Token
    ) -> Readings:
        return _in_codons(codon, Edit("del", length=number(size)))

    def w_codon_size_loss(self, size: Token, _word: Token, _codon: Token, codon: tuple[int, int]) -> Readings:
        return _in_codons(codon, Edit("del", length=number(size)))

    # Deletions, duplications, insertions.

    def w_removal(self, _word: Token, where: Where) -> Readings:
        return _worded(where, Edit("del"))

    def w_removal_of(self, _word: Token, lost: Token, where: Where) -> Readings:
        return _worded(where, Edit("del", bases(lost)))

    def w_removal_bases(self, lost: Token, *rest: Token | Where) -> Readings:
        text = str(rest[0]) if lost.type == "MINUS" else str(lost)
        where = rest[-1]
        assert isinstance(where, Where)
        return _worded(where, Edit("del", bases(text)))

    def w_removal_sized(self, size: Token, _word: Token, where: Where) -> Readings:
        return _worded(where, Edit("del", length=number(size)))

    def w_removal_sized_bases(self, size: Token, *rest: Token | Where) -> Readings:
        text = next(str(part) for part in rest if isinstance(part, Token) and part.type == "BASE_WORD")
        where = rest[-1]
        assert isinstance(where, Where)
        return _worded(where, Edit("del", bases(text)))

    def w_removal_of_size(self, _word: Token, size: Token, where: Where) -> Readings:
        return _worded(where, Edit("del", length=number(size)))

    def w_removal_of_sized_bases(self, _word: Token, size: Token, lost: Token, where: Where) -> Readings:
        return _worded(where, Edit("del", bases(lost)))

    def w_removal_last(self, where: Where, size: Token, _word: Token) -> Readings:
        return _worded(where, Edit("del", length=number(size)))

    def w_removal_last_size(self, where: Where, _word: Token, size: Token) -> Readings:
        return _worded(where, Edit("del", length=number(size)))

    def w_doubling(self, _word: Token, where: Where) -> Readings:
        return _worded(where, Edit("dup"))

    def w_doubling_of(self, _word: Token, twice: Token, where: Where) -> Readings:
        return _worded(where, Edit("dup", bases(twice)))

    def w_doubling_bases(self, twice: Token, _word: Token, where: Where) -> Readings:
        return _worded(where, Edit("dup", bases(twice)))

    def w_doubling_sized(self, size: Token, _word: Token, where: Where) -> Readings:
        return _worded(where, Edit("dup", length=number(size)))

    def w_doubling_of_size(self, _word: Token, size: Token, where: Where) -> Readings:
        return _worded(where, Edit("dup", length=number(size)))

    def w_insertion_of(self, _word: Token, gained: Token, where: Where) -> Readings:
        return _worded(where, Edit("ins", alt=bases(gained)))

    def w_insertion_bases(self, gained: Token, _word: Token, where: Where) -> Readings:
        return _worded(where, Edit("ins", alt=bases(gained)))

    def w_insertion_sized_bases(self, _size: Token, _word: Token, gained: Token, where: Where) -> Readings:
        return _worded(where, Edit("ins", alt=bases(gained)))

    def w_insertion_sized_bases_before(
        self, _size: Token, gained: Token, _word: Token, where: Where
    ) -> Readings:
        return _worded(where, Edit("ins", alt=bases(gained)))

    def w_insertion_of_sized_bases(self, _word: Token, _size: Token, gained: Token, where: Where) -> Readings:
        return _worded(where, Edit("ins", alt=bases(gained)))

    def w_insertion_sized(self, size: Token, _word: Token, where: Where) -> Readings:
        return _worded(where, Edit("ins", length=number(size)))

    def w_insertion_of_size(self, _word: Token, size: Token, where: Where) -> Readings:
        return _worded(where, Edit("ins", length=number(size)))


def _words(text: str) -> Repair:
    return repair("words", text, "HGVS")


def _worded(where: Where, edit: Edit) -> Readings:
    return applied(where, edit._replace(repairs=(_words(f"{edit.edit} {where.start}"), *edit.repairs)))


def _in_codons(codon: tuple[int, int], edit: Edit) -> Readings:
    """An insertion or deletion somewhere in these codons: the place is uncertain."""
    start, end = 3 * codon[0] - 2, 3 * codon[1]
    shown = repair("codon_to_position", f"codon {codon[0]}", f"({start}_{end})", True)
    size = edit.length or str(len(edit.ref))
    place = f"({start}_{end})"
    if edit.edit == "ins":
        return [Reading(None, "ins", place, place, alt=edit.alt, length=edit.length, repairs=(shown,))]
    lost = [Reading(None, "del", place, place, edit.ref, length=size, repairs=(shown,))]
    if size == "3" and not edit.ref and codon[0] == codon[1]:
        residue = str(codon[0])
        unnamed = repair("residue_unnamed", f"codon {residue}", f"{residue}del", True)
        lost.append(Reading("p", "del", residue, residue, uncertain=True, repairs=(unnamed,)))
    return lost


def codon_change(codon: tuple[int, int], pair: Pair) -> Readings:
    """A codon's number with its old and new triplet: the base change, and the residue change beside it.

    Position c = 3(N - 1) + k for the k-th base of codon N, where the codons are counted from the initiator
    methionine; other counts are for the resolver. One base alone fits every place of its kind in the codon.
    """
    if codon[0] != codon[1] or codon[0] == 0:
        return []
    first = 3 * codon[0] - 2
    shown = f"codon {codon[0]} {pair.ref}>{pair.alt}"
    if len(pair.ref) != 3:
        if len(pair.ref) == len(pair.alt) == 1:
            place = f"({first}_{first + 2})"
            guess = repair("codon_to_position", shown, f"{place}{pair.ref}>{pair.alt}", True)
            return [Reading(None, "sub", place, place, pair.ref, pair.alt, repairs=(*pair.repairs, guess))]
        return []
    old, new = _CODONS.get(pair.ref), _CODONS.get(pair.alt)
    halves: Readings = []
    words = repair("codon_to_residue", shown, f"codon {codon[0]}")
    if old and new:
        halves = protein.substitution(old, str(codon[0]), new, True, (words,))
    elif len(pair.alt) % 3:
        halves = protein.frameshift(old or "X", str(codon[0]), uncertain=True, repairs=(words,))
    found: Readings = []
    guess = repair("codon_to_position", shown, str(first), True)
    for start, ref, alt in [_trimmed(first, pair.ref, pair.alt)]:
        end = str(start + len(ref) - 1) if len(ref) > 1 else ""
        repairs = (*pair.repairs, guess)
        if not ref and not alt:
            found += nucleotide.change(None, "identity", str(first), str(first + 2), repairs=repairs)
        elif not alt:
            found.append(Reading(None, "del", str(start), end or str(start), ref, repairs=repairs))
        elif not ref:
            found += nucleotide.change(None, "ins", str(start - 1), str(start), "", alt, repairs=repairs)
        elif len(ref) == len(alt) == 1:
            found.append(Reading(None, "sub", str(start), str(start), ref, alt, repairs=repairs))
        else:
            found.append(Reading(None, "delins", str(start), end or str(start), ref, alt, repairs=repairs))
    paired = [replace(reading, protein=halves[0]) for reading in found] if halves else found
    return paired + halves


def _trimmed(start: int, ref: str, alt: str) -> tuple[int, str, str]:
    while ref and alt and ref[0] == alt[0]:
        ref, alt, start = ref[1:], alt[1:], start + 1
    while ref and alt and ref[-1] == alt[-1]:
        ref, alt = ref[:-1], alt[:-1]
    return start, ref, alt
