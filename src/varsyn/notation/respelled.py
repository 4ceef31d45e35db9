"""Spellings rewritten as a whole before they are read: capital prefixes, ``mt.``, OMIM's allele names."""

from __future__ import annotations

import re

from varsyn.model import Repair
from varsyn.notation.repairs import repair

_CAPITAL_PREFIX = re.compile(
    r"(?:(?<![^\s:(\[;,/])|(?<=:))(?:([CGMNR])\.(?=[\d(\[*?-])|(P)\.(?=\(?(?:[A-Z]|[A-Z][a-z]{2}|\*)\d))"
)
"""One capital letter and a dot before what can only be a description; no gene symbol has a dot."""
_MITOCHONDRIAL_LAST = re.compile(
    r"([ACGT]?\d{2,5} ?\S*?)(?:,? (?:in |of )?(?:the )?(\(?(?:mt ?DNA|mitochondrial (?:DNA|genome))\)?))\Z"
)
_PREFIX_FIRST = re.compile(r"([gm]\.)((?:chr\w{1,2}|NC_\d+\.\d+):)(?:[gm]\.)?(\d.*)\Z", re.IGNORECASE)
_MITOCHONDRIAL = re.compile(
    r"(?<![A-Za-z0-9])[Mm][Tt](?:DNA\.? ?|\. ?| ?(?=[ACGT]?\d{3}))(?=[ACGT]?\d{1,5}[ACGTacgt_d])"
)
"""``MT2A`` is a gene."""
_OMIM_SIZED = re.compile(r"(\d{1,4})-BP (DEL|INS|DUP), (?:NT)?([-+]?\d+)([ACGT]*)\Z")
_OMIM_INTRON = re.compile(r"IVS(\d{1,3})(?:AS|DS)?, ([ACGT])-([ACGT]), ([+-]\d+)\Z")


def respelled(text: str) -> tuple[str, Repair] | None:
    """The text in today's spelling and the repair that says so; None where there is nothing to rewrite.

    OMIM names alleles as ``3-BP DEL, 1654TTT`` and ``IVS17, G-A, +1`` (its list of allelic variants).

    >>> respelled("C.524G>A")[0], respelled("3-BP DEL, 1654TTT")[0], respelled("IVS17, G-A, +1")[0]
    ('c.524G>A', '1654delTTT', 'IVS17+1G>A')
    """
    if match := _CAPITAL_PREFIX.search(text):
        plain = _CAPITAL_PREFIX.sub(lambda found: found[0].lower(), text)
        return plain, repair("prefix_spelling", match[0], match[0].lower())
    if match := _MITOCHONDRIAL_LAST.match(text):
        return f"m.{match[1]}", repair("prefix_spelling", match[2], "m.")
    if match := _PREFIX_FIRST.match(text):
        return f"{match[2]}{match[1]}{match[3]}", repair("prefix_spelling", text, f"{match[2]}{match[1]}")
    if match := _MITOCHONDRIAL.search(text):
        return text[: match.start()] + "m." + text[match.end() :], repair("prefix_spelling", match[0], "m.")
    if match := _OMIM_INTRON.match(text):
        intron, ref, alt, offset = match.groups()
        plain = f"IVS{intron}{offset}{ref}>{alt}"
        return plain, repair("omim_spelling", text, plain)
    if match := _OMIM_SIZED.match(text):
        size, edit, place, bases = match.groups()
        if bases and len(bases) != int(size):
            return None
        plain = f"{place}{edit.lower()}{bases or size}"
        return plain, repair("omim_spelling", text, plain)
    return None
