"""Why a text is no variant notation, where the fault is, and what would be right."""
# ruff: noqa: E501 - the rows of a table stay rows

from __future__ import annotations

import re
from difflib import Match, SequenceMatcher, get_close_matches

from varsyn.model import InvalidNotation, UnsupportedNotation, VarsynError
from varsyn.model.residues import NAME_TO_THREE, THREE_TO_ONE
from varsyn.notation import mention, mistakes
from varsyn.notation.reference import ACCESSION

_FORMAL = re.compile(r"(?:\A|[:\s(])[cgmnopr]\.")
_RESIDUE_ONLY = re.compile(
    r"(?:.*[\s(])?(?:p\. ?)?\(?(?:[A-Z][a-z]{2}|[ACDEFGHIKLMNPQRSTVWY])-?\d{1,5}\)?\Z|.*\bcodons? \d+\Z"
)
_KINDS: tuple[tuple[str, str, bool, re.Pattern[str], str], ...] = (
    ("marker", "a DNA marker (microsatellite), not a variant", False, re.compile(r"D[\dXY]{1,2}S\d+\Z"),
     "markers name a place in the genome; give the variant found there"),
    ("star_allele", "a star allele or HLA type: a haplotype of several variants", True,
     re.compile(r".*(?:[A-Z0-9]\*\d|\bHLA-|\bDQ[AB]\d|\bDR[B]\d|PI\*)|\*\d{1,3}[A-Z]?\Z"),
     "give one of the variants that define it"),
    ("cytogenetic", "a cytogenetic (ISCN) description", True,
     re.compile(r"(?:t|inv|del|dup|ins|der)\((?:\d+|[XY])(?:;(?:\d+|[XY]))*\)(?:\([pq][^)]*\))?"),
     "varsyn reads sequence variants; give breakpoints on a sequence, NC_…:g.…"),
    ("cytogenetic", "a cytogenetic (ISCN) description", True,
     re.compile(r"4[4-9],X[XY]?|.*\barr\b.*\(|.*(?:\d{1,2}|[XY])[pq]\d{1,2}(?:\.\d+)?[-( ].*(?:x\d|del|dup|\d{6})|(?:del|dup)\(\d"
                r"|[-+](?:\d{1,2}|[XY])\Z|\d{1,2}[pq][-+]?\Z"),
     "varsyn reads sequence variants; give breakpoints on a sequence, NC_\u2026:g.(1_2)_(3_4)del"),
    ("splice_event", "a change of splicing near a codon, without its bases", True, re.compile(r"(?:.* )?X\d+_splice\Z"),
     "give the base change, such as c.3028+1G>T"),
    ("inserted_element", "an inserted element without its sequence", True,
     re.compile(r".*ins ?\[?(?:Alu|ALU|LINE|L1|SVA)", re.ASCII),
     "give its sequence or its size: c.156_157insN[354]"),
    ("whole_arm", "a gain or loss of whole genes or of their order", True,
     re.compile(r".*\b(?:amplif\w+|ITD|TKD|KDD|loss of heterozygosity|LOH|rearrange\w+|fusion)\Z"),
     "varsyn reads sequence variants; give the change of the sequence"),
    ("transcript_event", "an event of unstated bases around an exon border", True,
     re.compile(r".*\d ?-?(?:bp|kb|nt|base)\w*.{0,24}(?:in|of) exon \d|.*(?:\d+ ?(?:bp?|nt) ?/ ?Ex|bases? in exon|Ex\d+ ?(?:&|and) ?(?:\d|IVS)|/IVS)"),
     "give positions, such as c.1234_1240del"),
    ("indel_polymorphism", "an insertion/deletion polymorphism without direction", False,
     re.compile(r".*(?:\b\d([ACGT])/\d\1|ins/del|I/D|del/ins)(?: |\Z)|[ACGT]+/-\Z"), "say which it is, and where: c.123_128del or c.123_124insACGT"),
    ("negated_mention", "the absence of a variant", False, re.compile(r"(?:non|no|not|without|lacking)[- ]", re.IGNORECASE),
     "take the negation off to read the variant itself"),
    ("zygosity", "a genotype or zygosity without a variant", False,
     re.compile(r"(?:[+-]/[+-]|wt/(?:wt|mut)|mut/mut|homozygous|heterozygous)\Z", re.IGNORECASE), "name the variant"),
    ("missing_position", "a change without a position", False,
     re.compile(r"\(?(?:c\.)?[ACGT]{1,20} ?(?:>|/|to) ?[ACGT]{1,20}\)?\Z|\(?(?:del|ins|dup|\u0394|delta) ?[ACGT]{1,30}\)?\b"
                r"|(?:del|ins|dup) ?\d+ ?-?(?:bp|kb|nt)\Z|\d+ ?-?(?:bp|kb|nt) ?(?:del|ins|dup)\w*\Z|(?:\u0394|[Dd]elta ?)\d{1,2}\Z"),
     "say where: c.677C>T, c.420delC"),
)  # fmt: skip
_CHANGE_WORDS = re.compile(r"\d|>|del|ins|dup|\u0394", re.IGNORECASE)


_EDIT_WORDS = re.compile(r"del|ins|dup|inv|fs|[A-Z]\d{3,}[A-Z]?\Z")


def refusal(text: str, plain: str) -> VarsynError:
    """The error for a text that has no reading; ``plain`` is the text after cleaning.

    The span is in characters of ``text`` as given.
    """
    if len(plain) > mention.LONGEST_INFORMAL:
        error: VarsynError = InvalidNotation(
            "this is no variant notation that varsyn knows",
            span=(0, len(plain)), advice=("give one mention at a time; only HGVS may be this long",),
        )  # fmt: skip
    else:
        error = _specific(plain) or _formal(plain) or _vague(plain)
    error.text = text
    error.span = _original_span(text, plain, error.span)
    return error


def _specific(plain: str) -> VarsynError | None:
    for candidate in dict.fromkeys((plain, plain.rpartition(" ")[2])):
        try:
            mention.strictly_any(candidate)
        except VarsynError as error:
            start = plain.find(candidate)
            span = error.span or (start, start + len(candidate))
            return type(error)(error.message, code=error.code, span=span, advice=error.advice)
    for code, what, valid, pattern, advice in _KINDS:
        if match := pattern.match(plain):
            kind = UnsupportedNotation if valid else InvalidNotation
            return kind(f"this is {what}", code=code, span=(0, max(match.end(), 1)), advice=(advice,))
    if re.fullmatch(rf"{ACCESSION}|(?:N[MRPCG]|X[MRP])_\d+(?:\.\d+)?", plain, re.IGNORECASE):
        return InvalidNotation(
            "this is a reference without a variant", code="reference_only", span=(0, len(plain)),
            advice=(f"add the variant: {plain}:c.…",),
        )  # fmt: skip
    if _RESIDUE_ONLY.match(plain):
        return InvalidNotation(
            "this names a residue, but no change of it", code="residue_only", span=(0, len(plain)),
            advice=(f"add what it changes to, as in {_example_of(plain)}",),
        )  # fmt: skip
    return None


def _example_of(plain: str) -> str:
    match = re.search(r"(?:[A-Z][a-z]{2}|[A-Z])\d+", plain)
    return f"{match[0]}{'Gln' if match[0][1:2].islower() else 'Q'}" if match else "R481Q"


def _formal(plain: str) -> VarsynError | None:
    """A mistake in something that looks like HGVS: named by the nearest example, with corrected forms."""
    match = _FORMAL.search(plain)
    if match is None or len(plain) > 2000:
        return None
    begin = (
        plain.rfind(" ", 0, match.start()) + 1 if match[0][0] == ":" else match.start() + len(match[0]) - 2
    )
    body = plain[begin:]
    mistake = mistakes.diagnose(body)
    if mistake is None:
        return None
    advice = [f"did you mean {form}?" for form in corrections(body, mistake.at)]
    span = (begin + mistake.at, begin + max(mistake.end, mistake.at + 1))
    return InvalidNotation(
        mistake.message, code=mistake.code, span=span, advice=(*advice[:3], *mistake.advice)
    )


def corrections(text: str, at: int) -> list[str]:
    """Readable forms that lie one slip away from the text, the smallest repair first.

    >>> corrections("p.Agr481Gln", 2)
    ['p.Arg481Gln']
    """
    found: list[str] = []
    for candidate in _candidates(text, at):
        if candidate != text and candidate not in found and len(found) < 3:
            readings = mention.by_grammar(candidate)
            if readings:
                found.append(str(readings[0]))
    return list(dict.fromkeys(found))


def _candidates(text: str, at: int) -> list[str]:
    made = []
    for match in re.finditer(r"[A-Z][a-z]{2}(?=\d|\Z|\)|[A-Z])|(?<=\d)[A-Z][a-z]{2}", text):
        if match[0] not in THREE_TO_ONE:
            near = get_close_matches(match[0], list(THREE_TO_ONE), n=2, cutoff=0.6)
            same = [code for code in THREE_TO_ONE if sorted(code.lower()) == sorted(match[0].lower())]
            made += [text[: match.start()] + code + text[match.end() :] for code in (*same, *near)]
    made += [text[:at] + text[at + 1 :], text[: at - 1] + text[at:] if at else text]
    made += [
        text.replace(" ", ""),
        text.replace(",", "."),
        text.rstrip(".,;:)]"),
        text + ")",
        text + "]",
        text[:at],
    ]
    made += [
        text.replace("-", "_", 1),
        text.replace("/", ">", 1),
        text.replace("..", "."),
        text.replace(";", ""),
    ]
    made.append(re.sub(r"(\d)_([ACGT])>", r"\1\2>", text))
    made.append(re.sub(r"\[\]", "[?]", text))
    return made


def _vague(plain: str) -> VarsynError:
    at = _CHANGE_WORDS.search(plain)
    advice = ["write a change such as c.1532G>A, p.Arg511Gln or R481Q, with the gene before it: IGF1R R481Q"]
    words = re.findall(r"[A-Za-z]{4,}", plain)
    for word in words[:3]:
        near = get_close_matches(word.lower(), [*NAME_TO_THREE], n=1, cutoff=0.85)
        if near and near[0] != word.lower():
            advice.insert(0, f"{word!r} looks like {near[0]} ({NAME_TO_THREE[near[0]]})")
    if at is None:
        return InvalidNotation(
            "there is no variant here: no position and no change",
            code="no_variant", span=(0, len(plain)), advice=advice,
        )  # fmt: skip
    if re.fullmatch(r"[A-Z][A-Za-z0-9-]{1,14}", plain) and not _EDIT_WORDS.search(plain):
        advice.insert(0, f'if this is a gene\'s name, write the change after it: "{plain} R481Q"')
        return InvalidNotation(
            "there is no variant here: this looks like a gene's name",
            code="no_variant", span=(0, len(plain)), advice=advice,
        )  # fmt: skip
    return InvalidNotation(
        "this is no variant notation that varsyn knows",
        code="invalid_notation", span=(at.start(), len(plain)), advice=advice,
    )  # fmt: skip


def _original_span(text: str, plain: str, span: tuple[int, int] | None) -> tuple[int, int]:
    """A span in the cleaned text as a span in the text as given."""
    if span is None or not text:
        return 0, len(text)
    if text == plain:
        return min(span[0], len(text)), min(max(span[1], span[0] + 1), len(text))
    if (at := text.find(plain)) >= 0 and plain:
        return at + span[0], min(at + span[1], len(text))
    if len(text) > 2000:
        return 0, len(text)
    blocks = SequenceMatcher(None, plain, text, autojunk=False).get_matching_blocks()
    start = _mapped(blocks, span[0])
    end = _mapped(blocks, span[1] - 1) + 1 if span[1] > span[0] else start + 1
    return min(start, len(text)), min(max(end, start + 1), len(text))


def _mapped(blocks: list[Match], at: int) -> int:
    where = 0
    for block in blocks:
        if at < block.a:
            return where
        if at < block.a + block.size:
            return block.b + at - block.a
        where = block.b + block.size
    return where
