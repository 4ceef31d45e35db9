"""Users' mistakes in HGVS, told apart by examples (Lark's ``match_examples``)."""
# ruff: noqa: E501 - the rows of a table stay rows

from __future__ import annotations

from typing import NamedTuple

from varsyn.model import VarsynError

EXAMPLES: dict[str, tuple[str, ...]] = {
    "missing_position": ("c.del", "c.A>G", "g.dup", "c.>T", "r.a>g", "p.del", "p.Gln", "p.fs", "c.[del]", "p.[del]"),
    "missing_change": ("p.Arg481", "p.Arg481_Gln482", "p.R481", "p.(Arg481", "p.Arg481)", "p.[Arg481]", "p.(Arg481)"),
    "missing_new_base": ("c.76A>", "c.76A>)", "g.76A>", "r.76a>", "c.[76A>]", "c.76_77AG>", "c.76A>;"),
    "missing_arrow": ("c.76A", "c.76AT", "c.76A)", "r.76a", "c.[76A;", "c.76A_"),
    "missing_inserted_sequence": ("c.76_77ins", "c.76_77delins", "p.Arg481_Gln482ins", "p.Arg481delins", "c.76delAins"),
    "empty_allele": ("c.[76A>C];[]", "p.[Ser73Arg];[]", "c.[]", "p.[]", "c.[76A>C;]", "p.[Ser73Arg;]"),
    "prefix_inside_allele": ("c.[76A>C];g.[76A>C]", "c.[c.76A>C", "c.[76A>C;c.77A>C]", "p.[Ser73Arg];p.[Ser73Arg]"),
    "position_outside_brackets": ("c.2376[G>C]", "c.2376G>C[", "c.2376G>C[]", "p.Ser73[Arg]"),
    "unclosed_bracket": ("c.(76A>C", "c.[76A>C", "p.(Arg481Gln", "p.[Arg481Gln", "c.(76_77", "c.(76_77)_(78_79"),
    "text_after_description": ("c.76A>Cx", "c.76A>C.", "c.76A>C1", "p.Arg481Gln1", "p.Arg481Gln.", "p.Arg481GlnGln",
                               "c.76delx", "c.76_77dup1x", "c.76A>C)", "p.Arg481Gln)", "c.76A>C]", "c.76=1", "p.Arg481=1",
                               "c.76A>C>G"),
    "not_a_residue": ("p.Agr481Gln", "p.Zzz481Gln", "p.Arg481Qln", "p.bla", "p.481Gln", "p.J481Q", "p.Arg481J", "p.arg481gln"),
    "not_a_base": ("c.76A>Q", "c.76Q>A", "c.76_77insQ", "c.76delQ", "r.76a>q", "c.76E>G", "c.76A>1"),
    "range_incomplete": ("c.76_del", "c.76_", "c.76_A>G", "p.Arg481_del", "p.Arg481_", "c.76_(", "c._77del"),
    "size_not_in_protein": ("p.Arg45del6", "p.Arg45dup6", "p.Arg45ins6", "p.Arg45_Gln46ins6"),
    "position_missing_after_prefix": ("c.", "p.", "r.", "NM_000001.1:c.", "NP_000001.1:p.", "c. 76A>G"),
    "several_repeats": ("r.456_465[4]466_489[9]", "c.1_2A[3]7"),
}  # fmt: skip
"""Malformed descriptions by the mistake they show. The parser's state at the fault decides which is nearest."""

MESSAGES: dict[str, tuple[str, str]] = {
    "missing_position": (
        "a position is missing before the change",
        "HGVS gives the position first: c.76A>G, p.Arg481Gln",
    ),
    "missing_change": (
        "the change is missing after the position",
        "say what happens there: p.Arg481Gln, c.76del",
    ),
    "missing_new_base": ("the new base is missing after >", "give both bases: c.76A>G"),
    "missing_arrow": ("only one base is given", "give old and new base with > between: c.76A>G"),
    "missing_inserted_sequence": (
        "the inserted sequence is missing",
        "give it, or its size as N[12]: c.76_77insN[12]",
    ),
    "empty_allele": ("the brackets are empty", "an unknown second allele is [?], an unchanged one [=]"),
    "prefix_inside_allele": ("the prefix stands once, before the first bracket", "write c.[76A>C];[83G>C]"),
    "position_outside_brackets": ("the position belongs inside the brackets", "write c.[2376G>C];[2376G>C]"),
    "unclosed_bracket": ("a bracket is not closed", "close it"),
    "text_after_description": (
        "the description is complete before this",
        "leave out what follows, or put it in words outside",
    ),
    "not_a_residue": (
        "this is no amino acid code",
        "residues have three letters (Arg) or one (R); a stop is Ter or *",
    ),
    "not_a_base": ("this is no base", "DNA has A, C, G, T (or an IUPAC code), RNA a, c, g, u"),
    "range_incomplete": ("the range lacks its second position", "give both: c.76_78del"),
    "size_not_in_protein": (
        "a protein change gives residues, not a size",
        "name first and last residue: p.Arg45_Gln50del",
    ),
    "position_missing_after_prefix": (
        "there is nothing after the prefix",
        "add position and change: c.76A>G",
    ),
    "several_repeats": ("repeats of several units stand in brackets", "write r.[456_465[4];466_489[9]]"),
    "not_hgvs": ("this does not continue as HGVS does", ""),
}
"""Each mistake's message and general advice."""


class Mistake(NamedTuple):
    """A mistake, its place (0-based, half-open, in the description) and what is said about it."""

    code: str
    message: str
    at: int
    end: int
    advice: tuple[str, ...]


_WORDS = {
    "POS": "a position", "BASES": "bases", "RESIDUE": "a residue", "PLACED": "a residue with its number",
    "COUNT": "a copy number in brackets", "DEL": "del", "INS": "ins", "DELINS": "delins", "DUP": "dup", "INV": "inv",
    "FRAMESHIFT": "fs", "EXTENSION": "ext", "EQUAL": "=", "LPAR": "(", "RPAR": ")", "LSQB": "[", "RSQB": "]",
    "SEMICOLON": ";", "MORETHAN": ">", "UNDERSCORE": "_", "__ANON_0": "_", "$END": "the end",
}  # fmt: skip


def diagnose(text: str) -> Mistake | None:
    """The mistake in a description that the HGVS grammar refuses; None where the grammar takes it.

    >>> diagnose("c.76A>").code, diagnose("c.76A>G") is None
    ('missing_new_base', True)
    """
    from lark.exceptions import UnexpectedCharacters, UnexpectedInput

    from varsyn.notation.grammar import parser

    lark = parser("hgvs")
    try:
        lark.parse(text)
    except VarsynError:
        return None
    except UnexpectedInput as error:
        code = error.match_examples(lark.parse, EXAMPLES, use_accepts=False) or "not_hgvs"
        at = len(text) if error.pos_in_stream in (None, -1) else int(error.pos_in_stream)
        token = getattr(error, "token", None)
        if token is not None and token.type == "$END":
            at = len(text)
        end = at + (len(token) if token is not None and token.type != "$END" else 1)
        expected = (
            error.allowed if isinstance(error, UnexpectedCharacters) else getattr(error, "accepts", None)
        )
        if code == "missing_new_base" and text[at : at + 1] not in (">", ""):
            code = "missing_arrow"
        message, advice = MESSAGES[code]
        wanted = sorted({_WORDS[name] for name in expected or () if name in _WORDS})
        more = (f"expected here: {', '.join(wanted)}",) if wanted else ()
        return Mistake(code, message, at, end, ((advice,) if advice else ()) + more)
    return None
