"""Readings of protein changes in words (grammars/words_protein.lark): one method a rule alias."""

from __future__ import annotations

import msgspec
from lark import Token, Transformer, v_args

from varsyn.model import Reading
from varsyn.notation import protein
from varsyn.notation.repairs import repair

Readings = list[Reading]
replace = msgspec.structs.replace


def _numbers(text: str) -> list[tuple[str, bool]]:
    """``1,234`` as a thousand and more, or as two numbers; ``(number, is a guess)``."""
    if "," not in text:
        return [(text, False)]
    return [
        (text.replace(",", ""), True),
        *((part.lstrip("0") or "0", True) for part in text.split(",") if len(part) < 6),
    ]


@v_args(inline=True)
class WordsProtein(Transformer[Token, object]):
    """Rules of the parser ``words_protein``."""

    def _change(self, old: str, new: str, number: Token, mark: str = "") -> Readings:
        found: Readings = []
        order = (repair("slash_for_arrow", f"{old}/{new}", f"{old}>{new}", True),) if mark == "/" else ()
        for place, guessed in _numbers(str(number)):
            more = (repair("number_list", str(number), place, True),) if guessed else ()
            shown = repair("words", f"{old} … {new} … {number}", f"{old}{place}{new}")
            found += protein.substitution(old, place, new, True, (*more, *order, shown))[:1]
        return found

    def w_old_new(self, old: Token, mark: Token, new: Token, number: Token) -> Readings:
        return self._change(str(old), _new(new), number, str(mark))

    def w_new_old(self, new: Token, _mark: Token, old: Token, number: Token) -> Readings:
        return self._change(str(old), _new(new), number)

    def w_placed(self, old: Token, number: Token, *rest: Token) -> Readings:
        return self._change(str(old), _new(rest[-1]), number)

    def w_number_first(self, number: Token, old: Token, mark: Token, new: Token) -> Readings:
        return self._change(str(old), _new(new), number, str(mark))

    def w_number_new_old(self, number: Token, new: Token, _mark: Token, old: Token) -> Readings:
        return self._change(str(old), _new(new), number)

    def w_stop(self, word: Token, number: Token) -> Readings:
        shown = repair("residue_unnamed", f"{word} {number}", f"{number}Ter")
        return [Reading("p", "sub", str(number), str(number), "", "Ter", None, None, True, (shown,))]

    def w_stop_last(self, number: Token, word: Token) -> Readings:
        return self.w_stop(word, number)

    def w_shift(self, word: Token, ref: Token, number: Token, *stop: Token) -> Readings:
        shown = repair("words", f"{word} {ref}{number}", f"{ref}{number}fs")
        return protein.frameshift(
            str(ref), str(number), "", _distance(number, stop), uncertain=True, repairs=(shown,)
        )

    def w_shift_number(self, word: Token, number: Token, *stop: Token) -> Readings:
        shown = repair("residue_unnamed", f"{word} {number}", f"{number}fs")
        return [_unnamed_shift(str(number), _distance(number, stop), (shown,))]

    def w_shift_after(self, word: Token, after: Token, number: Token, *stop: Token) -> Readings:
        first = str(int(number) + 1)
        shown = repair("words", f"{word} {after} {number}", f"{first}fs")
        return [_unnamed_shift(first, _distance(first, stop), (shown,))]

    def w_shift_after_residue(self, word: Token, after: Token, _ref: Token, number: Token) -> Readings:
        return self.w_shift_after(word, after, number)

    def w_shift_after_named(
        self, word: Token, after: Token, number: Token, _ref: Token, *stop: Token
    ) -> Readings:
        return self.w_shift_after(word, after, number, *stop)

    def w_removal(self, word: Token, ref: Token, number: Token) -> Readings:
        if word.isupper() and word.end_pos == ref.start_pos:
            # ``DELE1`` is a gene.
            return []
        shown = repair("words", f"{word} {ref} {number}", f"{ref}{number}del")
        return protein.span("del", str(ref), str(number), uncertain=True, repairs=(shown,))

    def w_removal_last(self, ref: Token, number: Token, word: Token) -> Readings:
        return self.w_removal(word, ref, number)

    def w_removal_middle(self, ref: Token, word: Token, number: Token) -> Readings:
        if ref.end_pos == word.start_pos:
            # ``NDEL1`` is a gene.
            return []
        return self.w_removal(word, ref, number)

    def w_removal_range(self, word: Token, ref: Token, start: Token, *rest: Token) -> Readings:
        last, end = rest[-2:]
        shown = repair("words", f"{word} {ref}{start} {last}{end}", "del")
        return protein.span(
            "del", str(ref), str(start), str(last), str(end), uncertain=True, repairs=(shown,)
        )

    def w_doubling(self, word: Token, ref: Token, number: Token) -> Readings:
        shown = repair("words", f"{word} {ref} {number}", f"{ref}{number}dup")
        return protein.span("dup", str(ref), str(number), uncertain=True, repairs=(shown,))

    def w_doubling_last(self, ref: Token, number: Token, word: Token) -> Readings:
        return self.w_doubling(word, ref, number)


def _new(word: Token) -> str:
    return "Ter" if word.type == "STOP_WORD" else str(word)


def _distance(start: str, stop: tuple[Token, ...]) -> str:
    """Distance to a stop codon given by its own number, counted from the first changed residue as 1."""
    if not stop:
        return ""
    distance = int(stop[-1]) - int(start) + 1
    return str(distance) if distance > 0 else ""


def _unnamed_shift(start: str, ter: str, repairs: tuple[object, ...]) -> Reading:
    return Reading("p", "fs", start, start, "", "", None, None, True, repairs, ter=ter)  # type: ignore[arg-type]
