"""The shapes variant mentions take in running text, as regular expressions without nested repetition.

Two alternations: ``COMPACT`` for mentions that are one token or nearly so (``c.35delG``, ``Arg 481 Gln``,
``IVS2+1G>A``) and ``TOLD`` for those told in words (``C-to-T transition at nucleotide 677``). The name of
the group that matched is the *shape*; what a match means is for the notation grammars to say.
Shapes follow the forms of docs/notation.md; the words for residues are IUPAC-IUB 1983 names.
"""

from __future__ import annotations

import re

_ONE = "[ACDEFGHIKLMNPQRSTVWY]"
_THREE_NAMES = (
    "Ala", "Arg", "Asn", "Asp", "Cys", "Gln", "Glu", "Gly", "His", "Ile", "Leu", "Lys",
    "Met", "Phe", "Pro", "Ser", "Thr", "Trp", "Tyr", "Val", "Sec", "Asx", "Glx", "Xaa",
)  # fmt: skip
_THREE = f"(?:{'|'.join(_THREE_NAMES)}|{'|'.join(n.upper() for n in _THREE_NAMES)})"
_SMALL = "|".join(name.lower() for name in _THREE_NAMES)
_ONE_THREE = f"(?:{'|'.join(_THREE_NAMES[:20])})"
_ANY_CASE = f"(?:{'|'.join(f'[{n[0]}{n[0].lower()}]{n[1:]}' for n in _THREE_NAMES)}|{_THREE})"
_STOP = r"(?:Ter(?:m|min)?|TER|ter|[Ss]top|STOP|[X*∗＊]|och|amb|opal)"
_RESIDUE = f"(?:{_ANY_CASE}|{_STOP}|{_ONE}|U)"
_HYPHEN = "[-‐‑‒–—―−]"
_ARROW = rf"\s?(?:{_HYPHEN}{{1,4}}\s?[>›＞]|=+>|[→⟶⇒➔⇾>›＞]|{_HYPHEN}{{2,4}})\s?"
_BASE = "[ACGTUacgtu]"
_BASES = "[ACGTUNacgtun]"
_SIGN = "[-+‐‑‒–—−]"

_OFFSET = rf"(?:\s?{_SIGN}\s?(?:\d+(?:\.\d+)?(?:\s?kb)?|\?))"
_POINT = rf"(?:(?:[-+*∗−–]\s?)?\d+{_OFFSET}?|\?)"
_PLACE = rf"(?:{_POINT}(?:\s?(?:_|\bto\b)\s?{_POINT})?|\({_POINT}_{_POINT}\)(?:_\({_POINT}_{_POINT}\))?)"
_SUBSTITUTED = (
    rf"\s?{_BASE}{{1,12}}(?:{_ARROW}|\s?<\s?|\s?/\s?|\s?[-\s]to[-\s]\s?|[4N](?={_BASE}\b)){_BASE}{{1,12}}"
    rf"(?:/[ACGT](?![A-Za-z/]))?"
)
_SIZE = r"\d{1,6}(?:[\s-]?(?:bp|nt|kb|b)\b)?"
_PAYLOAD = rf"(?:{_BASES}+|\s[ACGTUN]+|\s?{_SIZE})"
"""Deleted or duplicated bases: after a space in capitals only, lest the article *a* become adenine."""
_DELETED = rf"(?:[Dd]el(?:eted|etion)?|DEL|[Δ∆]){_PAYLOAD}?"
_INSERTED = (
    rf"(?:[Ii]ns(?:erted|ertion)?|INS)"
    rf"(?:\s?\({_BASES}+\)|(?:{_BASES}+|\s[ACGTUN]+)(?:\[\d+\])?|\s?{_SIZE}|\[[^\]\s]{{1,60}}\]|\(\d+\)|\d+_\d+(?:inv)?|{_POINT}_{_POINT}(?:inv)?)?"
)
_DUPLICATED = rf"(?:[Dd]up(?:licated|lication)?|DUP){_PAYLOAD}?"
_CHANGED = (
    rf"(?:{_SUBSTITUTED}|\s?{_DELETED}(?:\s?{_INSERTED})?|\s?{_INSERTED}|\s?{_DUPLICATED}(?:\s?{_INSERTED})?"
    rf"|\s?(?:inv|con)(?:{_BASES}*)|\s?>\s?{_BASES}+)"
)
_CHANGED_BARE = (
    rf"(?:{_SUBSTITUTED}|\s?(?:[Dd]el|DEL){_PAYLOAD}?(?:\s?{_INSERTED})?"
    rf"|\s?(?:[Ii]ns|INS)(?:\s?\({_BASES}+\)|{_PAYLOAD})|\s?(?:[Dd]up|DUP){_PAYLOAD}?|\s?>\s?{_BASES}+)"
)
_REPEATED = rf"(?:\s?\(?{_BASES}{{1,12}}\)?(?:\[[\d_()]{{1,9}}\]|\(\d[\d_-]{{0,6}}\)))"
_DNA_BODY = rf"(?:{_PLACE}(?:{_CHANGED}|{_REPEATED}|\s?=)|{_BASE}\s?{_POINT}\s?{_BASE}(?![a-z]))"

_PREFIX = r"(?:[cgmnro]\s?[.]\s?)"
_ALLELE = rf"\[{_PLACE}{_CHANGED}(?:\s?(?:\(;\)|;|,)\s?\[?{_PLACE}{_CHANGED}\]?){{0,6}}\]?"
_DNA_TAIL = rf"(?:(?:\s?[;+]\s?)\[(?:{_PLACE}{_CHANGED}|=|\?)\]?){{0,3}}"

_FS = (
    rf"(?:{_ANY_CASE}|{_ONE})?\s?(?:fs|FS|[Ff]rameshift)\s?(?:{_STOP})?\s?(?:\(\d+\)|\d+|\?)?"
    rf"(?:X|\*)?(?:ins{_BASE}+|del{_BASE}+)?"
)
_EXT = rf"(?:{_RESIDUE})?ext(?:{_STOP}|Met|M)?{_HYPHEN}?(?:\d+|\?)?(?:{_STOP}\d*)?"
_PROTEIN_CHANGE = (
    rf"(?:{_EXT}|{_FS}|(?:[Dd]el|DEL)(?:\s?(?:ins|INS)\s?(?:{_RESIDUE}+|\d+))?|(?:[Dd]up|DUP)(?:\d+)?"
    rf"|[Ii]ns\s?(?:{_RESIDUE}+|\d+)?|>{_RESIDUE}+|=|\?)"
)
_PLACE_P = rf"{_RESIDUE}(?:\s|-\n)?\d+(?:\s?(?:_|{_HYPHEN})\s?(?:{_RESIDUE})?\s?\d+)?"
_PROTEIN_BODY = (
    rf"(?:{_PLACE_P}(?:{_PROTEIN_CHANGE}|(?:{_ARROW}|\s)?{_RESIDUE}(?:/{_RESIDUE}|\[\d+\]){{0,3}})"
    rf"|\d+(?:_\d+)?(?:[Dd]el|[Ii]ns|[Dd]up){_RESIDUE}{{0,12}}|0\??|=|\?)"
)
_PROTEIN_LIST = rf"{_PROTEIN_BODY}(?:\s?(?:\(;\)|;|,)\s?{_PROTEIN_BODY}){{1,6}}"

_IVS = rf"(?:IVS\s?{_HYPHEN}?\s?(?:\d+|[IVX]{{1,4}}|l)|[Ii]ntron\s\d+,?)"
_IVS_PLACE = rf"{_IVS}\s?(?:nt\s?{_HYPHEN}?\s?\d+|\(\s?{_SIGN}\s?\d+\s?\)|{_SIGN}\s?\d+(?:_{_SIGN}?\d+)?)"

_TO_SITE = rf"(?:{_HYPHEN}|_)(?:{_ONE}|{_THREE})\d+"
_GENERIC_NAME = r"(?:N[CGMRTW]_\d{4,9}(?:\.\d+)?|LRG_\d+(?:t\d+)?|ENS[TG]\d{11}(?:\.\d+)?)"

_EDGE = r"(?![A-Za-z0-9]|\.\d)"
_Shapes = tuple[tuple[str, str], ...]

_UPPER_ONE: _Shapes = (
    ("aa1_fs", rf"{_ONE}\d+(?:(?:_|{_HYPHEN}){_ONE}?\d+)?{_PROTEIN_CHANGE}(?<![=?])"),
    (
        "aa1",
        rf"{_ONE}\d+(?:{_ONE}(?:/{_ONE}(?![A-Za-z0-9])){{0,3}}|[X*∗]|[Ss]top|STOP|Ter|TER|term?|OCH|AMB)",
    ),
    ("aa1_arrow", rf"{_ONE}\d+(?:{_ARROW}|\sto\s|-to-)(?:{_ONE}|[X*∗]|[Ss]top|Ter)"),
    ("aa1_space", rf"{_ONE}\d{{2,}}\s{_ONE}"),
    ("base_offset", rf"[ACGT]\d+{_SIGN}\d+\s?[ACGT]"),
)
_UPPER_THREE: _Shapes = (
    ("aa3_fs", rf"{_THREE}{_HYPHEN}?\d+(?:_{_THREE}\d+)?{_PROTEIN_CHANGE}(?<![=?])"),
    (
        "aa3",
        rf"(?:{_THREE}\s?(?:{_HYPHEN}|\()?\s?\d+\s?\)?\s?(?:{_ARROW}|\s?{_HYPHEN}\s?|-?to-|\sto\s|/)?\s?"
        rf"(?:{_THREE}|Ter|TER|[Ss]top|STOP|X|\*|∗))(?!\s?[-(]?\d)",
    ),
    ("aa3_mixed", rf"{_THREE}\d+{_ANY_CASE}"),
    ("aa3_back", rf"{_THREE}{_ARROW}{_THREE}\s?{_HYPHEN}?\d+"),
    ("aa3_by", rf"{_THREE}{_HYPHEN}?\d+\s(?:by|with)\s{_THREE}(?!\s?[-(]?\d)"),
    ("aa3_signed", rf"{_THREE}\s?\({_HYPHEN}\d{{1,2}}\)\s?{_THREE}"),
    ("aa3_soft", rf"{_THREE}\s?{_HYPHEN}?\d+{_ARROW}(?:{_ANY_CASE}|{_STOP})"),
)
_UPPER: _Shapes = (
    ("id", r"(?:RS\d{3,}|[VRS]CV\d{6,}(?:\.\d+)?|COS[MVN]\d{2,}|CA\d{6,})"),
    ("spdi", rf"{_GENERIC_NAME}:\d+:{_BASES}*:{_BASES}*"),
    (
        "ivs",
        rf"{_IVS_PLACE},?\s?(?:{_CHANGED}|\(\s?{_BASE}\s?(?:{_ARROW}|{_HYPHEN}|/)\s?{_BASE}\s?\)|{_BASE}{_HYPHEN}{_BASE}|{_HYPHEN}?{_BASE}(?!-))",
    ),
    ("ivs_place", _IVS_PLACE),
    (
        "codon_c",
        r"CDs?\s?\d+(?:\s?/\s?\d+)?"
        rf"\s?(?:\(\s?[-+−–]\s?[ACGT]{{1,8}}\s?\)|[-+−–]\s?[ACGT]{{1,8}}|\(\s?[ACGT](?:{_ARROW}|/)[ACGT]\s?\))",
    ),
    (
        "delta_upper",
        rf"(?:Delta[\s-]?|Del[\s-]?|DEL[\s-]?)(?:{_ONE}|{_THREE})\s?{_HYPHEN}?\d+(?:{_TO_SITE}|{_ONE})?|DEL\d+{_ONE}",
    ),
    ("delta_upper_place", r"Delta[\s-]?\d{2,}"),
    ("base_signed", rf"[ACGT]\s?\(?\s?{_SIGN}\s?\d+\s?\)?\s?(?:{_ARROW})?[ACGT](?:/[ACGT])?"),
    ("base_pair", rf"[ACGT]\s?/\s?[ACGT]\s?(?:\(\s?{_SIGN}?\s?\d+\s?\)|{_HYPHEN}?\d+)"),
    ("aa1_signed", rf"{_ONE}{_HYPHEN}\d{{1,2}}{_ONE}"),
    ("vcf_x", r"[XYM]T?[-:_]\d{4,}[-:_\s]?[ACGT]{1,50}[-:_>/][ACGT]{1,50}"),
)
_LOWER: _Shapes = (
    ("id_rs", r"rs\s?\d{3,}"),
    ("allele_p", rf"p\s?[.]\s?[\[(]{{1,2}}{_PROTEIN_LIST}\)?\]?(?:[;+]\[{_PROTEIN_BODY}\])?"),
    (
        "p",
        rf"p\s?[.]\s?(?:\[{_PROTEIN_BODY}\](?:\s?[;+]\s?\[{_PROTEIN_BODY}\]){{0,3}}"
        rf"|\(\s?{_PROTEIN_BODY}\s?\)|{_PROTEIN_BODY})",
    ),
    ("allele_c", rf"{_PREFIX}{_ALLELE}{_DNA_TAIL}"),
    ("ivs_c", rf"(?:c\s?[.]\s?{_IVS_PLACE}|intron\s\d+,?\s?{_SIGN}\s?\d+),?\s?{_CHANGED}"),
    ("dna", rf"{_PREFIX}(?:{_DNA_BODY}|\({_DNA_BODY}\))"),
    ("undotted", rf"[cg]{_POINT}{_CHANGED}"),
    ("delta", rf"(?:delta[\s-]?|del[\s-]?)(?:{_ONE}|{_THREE})\s?{_HYPHEN}?\d+(?:{_TO_SITE}|{_ONE})?"),
    ("delta_place", r"delta[\s-]?\d{2,}"),
    (
        "del_first",
        rf"(?:del|ins|dup)\s?(?:nt\s?)?(?:{_BASE}+\d+|\d+[ACGT]+|(?:nt\s?)?\d{{3,}}(?:[-_]\d+)?|\d{{2}}[-_]\d{{2,}})",
    ),
    ("vcf_chr", r"chr(?:\d{1,2}|X|Y|MT?)[-:_]\d{4,}[-:_\s]?[ACGT]{1,50}[-:_>/][ACGT]{1,50}"),
    ("chrom", rf"chr(?:\d{{1,2}}|X|Y|M):\s?g\.{_PLACE}{_CHANGED}"),
    ("bare_nt", rf"nt\s?{_POINT}{_CHANGED}"),
    ("translocation", r"t\((?:\d{1,2}|X|Y);(?:\d{1,2}|X|Y)\)\([pq][\d.]+;[pq][\d.]+\)"),
    ("codon_base", rf"[Cc]odon\s\d+\s?(?:\(\s?[ACGT](?:{_ARROW}|/)[ACGT]\s?\)|[ACGT](?:{_ARROW}|/)[ACGT])"),
    ("aa3_small", rf"(?:{_SMALL})-?\d+-?(?:{_SMALL}|ter|stop)"),
    ("aa3_lower", rf"[a-z]{{3}}\s?{_HYPHEN}?\d+{_ARROW}(?:{_ANY_CASE}|{_STOP})"),
)
_NUMBER_FIRST: _Shapes = (
    ("vcf", r"(?:\d{1,2})[-:_]\d{4,}[-:_\s]?[ACGT]{1,50}[-:_>/][ACGT]{1,50}"),
    ("bare", rf"(?<!\d[.,_-])(?!(?<=[A-Za-z]-)\d+\s[-+−–])(?:[-+*∗−–]\s?)?\d+"
             rf"(?:\s?{_SIGN}\s?\d+(?:\.\d+)?(?:\s?kb)?)?(?:_\d+(?:{_SIGN}\d+)?)?{_CHANGED_BARE}(?![a-z]|/\s?(?:ins|del))"),
    ("bare_round", rf"[-+−–]?\d+{_OFFSET}?,?\s?\(\s?{_BASES}{{1,6}}\s?(?:{_ARROW}|{_HYPHEN}|/"
                   rf"|\sto\s)\s?{_BASES}{{1,6}}\s?\)"),
    ("bare_hyphen", rf"{_SIGN}?\d{{2,}}\s?[ACGT]{_HYPHEN}[ACGT]"),
    ("bare_repeat", rf"\d{{3,}}\({_BASES}{{2,8}}\)(?:\(\d[\d-]*\)|\d+|\[\d+\])"),
)  # fmt: skip
_DELTA_FIRST: _Shapes = (
    ("delta_sign", rf"[Δ∆δ]\s?(?:{_ONE}|{_THREE})\s?{_HYPHEN}?\d+(?:{_TO_SITE}|{_ONE})?"),
    ("delta_sign_place", r"[Δ∆]\s?\d{2,}"),
)


def _any_of(shapes: _Shapes) -> str:
    return "(?:" + "|".join(f"(?P<{name}>{shape}){_EDGE}" for name, shape in shapes) + ")"


COMPACT = re.compile(
    "(?<![A-Za-z0-9])(?:"
    rf"(?=[A-Z])(?:(?=[A-Z]\d){_any_of(_UPPER_ONE)}"
    rf"|(?={_THREE}[\d\s(=→⟶⇒>›‐‑‒–—―−-](?:(?<=\d)|[\s(]?[\d(=→⟶⇒>›‐‑‒–—―−-])){_any_of(_UPPER_THREE)}"
    rf"|(?=[ACGT]\s?[(+/‐‑‒–—−-]|[A-Z][-‐‑–−:_]\d|[VRS]CV\d|COS|CA\d|RS\d|N[CGMRTW]_|LRG_|ENS|IVS|CDs?\s?\d|D[Ee][Ll]|Intron"
    rf"|MT?[-:_]){_any_of(_UPPER)})"
    rf"|(?=[cgmnro]\s?[.]|p\s?[.]|rs|[cg][-+*]?\d|del|ins|dup|chr|intron|codon|nt\s?\d|t\(|[a-z]{{3}}\s?-?\d){_any_of(_LOWER)}"
    rf"|(?=[-+*∗−–]?\s?\d){_any_of(_NUMBER_FIRST)}"
    rf"|{_any_of(_DELTA_FIRST)})"
)
"""Every compact shape, tried where a token begins; its first characters decide which shapes are tried."""

ORDINARY = re.compile(
    rf"(?:(?P<aa1>{_ONE}\d+(?:{_ONE}|X))|(?P<aa3>{_ONE_THREE}\d+{_ONE_THREE})"
    rf"|(?P<p>p\.{_ONE_THREE}\d+{_ONE_THREE})|(?P<dna>[cgm]\.\d+[ACGT]>[ACGT])|(?P<id_rs>rs\d{{3,}}))"
    r"(?=[ ,;)\]]|\.(?!\d))(?!\s?(?:[-(]?\d|fs|FS|[Ff]rame))"
)
"""The everyday ones of ``COMPACT``, where nothing that follows could belong to them: found sooner, to the
same end (a property test holds them together)."""

GLUED = re.compile(
    r"(?:[α-ωΑ-Ω]|[A-Za-z][A-Za-z0-9]{1,9}?)"
    rf"(?P<variant>{_ONE}\d{{2,4}}(?:{_ONE}|[X*])|{_THREE}\d{{1,4}}(?:{_THREE}|Ter|X)){_EDGE}"
)
"""A gene or chain and its variant with nothing between, as in flattened superscripts: ``BRAFV600E``."""

_NAME = (
    "(?:alanine|arginine|asparagine|aspartic acid|aspartate|cysteine|glutamic acid|glutamate"
    "|glutamine|glycine"
    "|histidine|isoleucine|leucine|lysine|methionine|phenylalanine|proline|serine|threonine|tryptophan|tyrosine"
    "|valine|selenocysteine|(?:a |an )?(?:premature )?(?:stop|termination|nonsense)(?: codon)?|"
    + "|".join(name.lower() for name in _THREE_NAMES)
    + r"|ter)\b(?:\s(?:residue|codon)\b)?"
)
_NO_NUMBER = r"(?!\s?[-(]?\d)"
"""Not the first of two residues: ``Asn-9 to His-40`` tells of a bond."""
_SITE_P = (
    r"(?:(?:amino[\s-]acid(?:\s(?:position|residue))?|codon|position|residue|aa)"
    r"(?:\s(?:position|number|no\.?))?)"
)
_SITE_N = (
    r"(?:(?:c?dna\s)?(?:nucleotide|base(?:\spair)?|position|nt|bp|np|site)s?"
    r"(?:\s(?:position|number|no\.?|residue))?)"
)
_KIND = (
    r"(?:point\s|missense\s|nonsense\s|base\s|single\s|nucleotide\s|amino[\s-]acid\s)?"
    r"(?:substitution|change|mutation|replacement|transition|transversion|exchange|polymorphism|variant|variation"
    r"|conversion|alteration|snp)s?"
)
_AT = r"(?:\s?,?\s?(?:at|in|of|on)\s(?:the\s)?)"
_ALONE = r"(?!,?\s(?:and|or)\s[-+−–]?\d|,\s[-+−–]?\d)"
"""No list of places: *at codons 12 and 13* goes with a list of changes."""
_INTEGER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)"
_NUMBER = rf"(?:c\.|g\.|m\.|n\.)?{_SIGN}?\s?{_INTEGER}(?:\s?{_SIGN}\s?\d+)?{_ALONE}"
_IN_EXON = r"(?:\s(?:in|of)\s(?:exon|intron)\s\d+)"
_LETTER = "(?:adenine|guanine|cytosine|thymine|[acgt])"
_INTO = rf"(?:{_ARROW}|\s?-?\s?\bto\b\s?-?\s?|\s?/\s?|{_HYPHEN}|\sfor\s(?:an?\s)?|\sby\s(?:an?\s)?)"
_CODON = "[acgtu]{3}"

_NAME_TAILS: _Shapes = (
    (
        "told_into_at",
        rf"(?:\s?-?\bto\b-?\s?|{_ARROW}|{_HYPHEN}|\s(?:by|with)\s(?:an?\s)?){_NAME}(?:\s{_KIND})?"
        rf"{_IN_EXON}?{_AT}{_SITE_P}\s\d+{_ALONE}",
    ),
    (
        "told_for_at",
        rf"(?:\s(?:substitution|substituted|replacement))?\s(?:for|replacing)\s(?:an?\s)?{_NAME}"
        rf"(?:{_AT}{_SITE_P}\s|{_HYPHEN}|\s)\d+{_ALONE}",
    ),
    (
        "told_number_into",
        rf"[\s-]?\(?\d+\)?(?:{_ARROW}|\s?-?\s?\bto\b\s?-?\s?|\s(?:is\s|was\s)?"
        rf"(?:replaced|substituted|changed|mutated|converted)?\s?(?:by|with|into|to)\s)(?:an?\s)?{_NAME}{_NO_NUMBER}",
    ),
    ("told_number", rf"\s\d+\s{_NAME}{_NO_NUMBER}"),
    ("told_residue_at", rf"{_AT}{_SITE_P}\s\d+(?:\s?,?\s(?:to|by|with|into)\s(?:an?\s)?|{_ARROW}){_NAME}"),
)
_CODON_TAILS: _Shapes = (
    ("told_codon", rf"\(?{_CODON}{_INTO}[acgtu]{{2,3}}\)?(?:\s{_KIND})?{_AT}codon\s\d+{_ALONE}"),
    (
        "told_codon_first",
        rf"codon\s\d+,?{_IN_EXON}?,?\s?(?:\(\s?{_CODON}\s?(?:{_ARROW}|/|\sto\s)\s?[acgtu]{{2,3}}\s?\)"
        rf"|{_CODON}\s?(?:{_ARROW}|/|\sto\s)\s?[acgtu]{{2,3}})",
    ),
)
_BASE_TAILS: _Shapes = (
    (
        "told_base",
        rf"\(?{_LETTER}{_INTO}{_LETTER}\)?(?:\s{_KIND})?{_IN_EXON}?{_AT}(?:{_SITE_N}\s?)?{_NUMBER}"
        rf"(?:\sposition)?{_IN_EXON}?",
    ),
    (
        "told_indel",
        rf"(?:(?:{_LETTER}|[acgt]{{2,12}})\s)"
        rf"(?:deletion|insertion|duplication)(?:\smutation)?{_AT}(?:{_SITE_N}|codon)\s?{_NUMBER}",
    ),
)
_SIZED = r"(?:(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|single)[\s-])"
_UNIT = r"(?:bp|nt|base(?:[\s-]pairs?)?|nucleotides?)"
_EVENT = r"(?:deletion|insertion|duplication)"
_RANGE = rf"{_INTEGER}(?:\s?(?:{_HYPHEN}|_|\sto\s|/)\s?{_INTEGER})?(?:\s?{_SIGN}\s?\d+)?"
_EVENT_TAILS: _Shapes = (
    ("told_sized", rf"{_SIZED}{_UNIT}\s(?:\([acgt]{{1,12}}\)\s)?{_EVENT}(?:\s\([acgt]{{1,12}}\))?"
                   rf"(?:{_AT}|\s(?:after|between|starting\sat)\s)(?:{_SITE_N}\s?){_RANGE}{_ALONE}"),
    ("told_range", rf"{_EVENT}\sof\s(?:the\s)?(?:{_SIZED}?(?:nucleotides?|bases?|nt|bp|base\spairs?)\s)"
                   rf"(?:at\s|from\s)?(?:position\s)?{_RANGE}{_ALONE}"),
    ("told_after", rf"{_EVENT}\sof\s(?:an?\s|one\s|a\ssingle\s)?(?:{_LETTER}|[acgt]{{2,12}})(?:\sresidue)?"
                   rf"\s(?:after|between|before)\s(?:{_SITE_N}|codon)\s?{_RANGE}{_ALONE}"),
    ("told_indel_of", rf"(?:deletion|insertion|duplication)\sof\s(?:an?\s|one\s|a\ssingle\s)?"
                      rf"(?:{_LETTER}|[acgt]{{2,12}}){_AT}(?:{_SITE_N}|codon)\s?{_NUMBER}"),
    ("told_fs", rf"frame[\s-]?shift\sat\s(?:{_SITE_P})\s{_ONE.lower()}?\d+"),
)  # fmt: skip

TOLD = re.compile(
    "(?<![a-z0-9])(?:"
    rf"(?=[adefgilmhcptvs]){_NAME}{_any_of(_NAME_TAILS)}"
    rf"|(?=\(?[acgtu]{{3}}[^a-z]|codon){_any_of(_CODON_TAILS)}"
    rf"|(?=\(?[acgt][^a-z]|\d|adenine|guanine|cytosine|thymine|[acgt]{{2,12}}\s){_any_of(_BASE_TAILS)}"
    rf"|(?=deletion|insertion|duplication|frame|\d{{1,4}}[\s-]|one|two|three|four|five|six|seven|eight|nine|ten|single)"
    rf"{_any_of(_EVENT_TAILS)})"
)
"""Every shape told in words; for lower-cased text."""
