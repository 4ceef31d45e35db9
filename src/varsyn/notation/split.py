"""A mention cut into its parts: gene words, the description, the half printed beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_PREFIXED = r"(?:[A-Z]{2}_\d+(?:\.\d+)?(?:\([^()]*\))?:)?"
_TRAILING_PROTEIN = re.compile(
    r"(?P<left>.+?)[\s,;:/|\[]*(?P<right>[(\[]{0,2}\s?(?:NP_\d+(?:\.\d+)?:)?p\. ?[^.]{1,200})\Z"
)
_LEADING_PROTEIN = re.compile(
    rf"(?P<left>(?:NP_\d+(?:\.\d+)?:)?p\. ?\S+?)[\s,;:/|]*[(\[]?\s?"
    rf"(?P<right>{_PREFIXED}[cgmn]\.[^ ][^.]{{0,200}})\Z"
)
_PARENTHESISED = re.compile(r"(?P<left>.+?) ?[(\[](?P<right>[^()\[\]]{2,100}(?:\([^()]{1,60}\))?)[)\]]\Z")
_ALSO = re.compile(
    r"(?:,? ?(?:also (?:known|identified|described|called|named|referred to) as"
    r"|a\.?k\.?a\.?|i\.e\.|formerly|previously"
    r"|legacy|alias|or|=|corresponding to|resulting in|leading to|predicted|which)[: ]+|; ?|, ?)"
)
_NUMBERED = re.compile(
    r"(?:legacy |traditional )?(?P<left>[^ ,]+),? (?:[A-Za-z-]+ ){0,2}numbering:? (?P<right>[^ ,]+)\Z"
)
_IN_GENE = re.compile(
    r"(?P<rest>.+?)(?:,? (?:in|of|on|at|from|for|within)(?: the)?(?: human)? |, ?| ?\(|; ?)"
    r"(?P<gene>[A-Za-z\u0370-\u03ff][^():;]{1,60}?)(?: gene| protein| mutant)?\)?\Z"
)
_GLUED = re.compile(
    r"(?P<gene>[A-Za-z][A-Za-z0-9]{1,11})(?:[-_/^]|(?<![cgmnp])\.| [-/] )"
    r"(?P<rest>(?:[A-Z\u0394d*]|[cgmnp]\.)[^ ]*\d.*)\Z"
)
_GENE_LAST = re.compile(
    r"(?P<rest>.+) (?:in|of|within)(?: the)?(?: human)? "
    r"(?P<gene>[A-Za-z\u0370-\u03ff][^():; ]{1,30})(?: gene)?\Z"
)
_GLUED_NUMBER = re.compile(
    r"(?P<gene>[A-Za-z][A-Za-z0-9]{1,11})(?:[_:*]|-(?=\d+[+-]\d))(?P<rest>\d+(?:[_-]\d+)?(?:del|ins|dup)(?:[ACGT]*|\d+)"
    r"|\d+(?:[+-]\d+)? ?[ACGT] ?[>/] ?[ACGT])\Z"
)
_GLUED_NEGATIVE = re.compile(r"(?P<gene>[A-Za-z][A-Za-z0-9]{1,11})(?P<rest>-\d{2,5} ?[ACGT] ?[>/] ?[ACGT])\Z")
_WRAPPED = re.compile(r"(?P<gene>[A-Za-z\u0370-\u03ff][^()]{0,40}?) ?\((?P<rest>(?:[^()]|\([^()]*\))+)\)\Z")
_AFTER_GENE = re.compile(
    r"(?P<gene>[A-Z][A-Z0-9]{1,9})(?P<rest>(?:dele|dup|ins|del)(?:\d|Pr).*|(?:\u0394|[Dd]elta)?ex(?:on)?\d.*|:.+|\.(?:[cp]\.).+|v(?:III|II|I|IV))\Z"
)
_KEYWORDS = frozenset((
    "a", "an", "the", "c", "p", "g", "m", "n", "codon", "codons", "cdna", "gdna", "mtdna", "single-base",
    "single-nucleotide", "mrna", "dna", "rna", "cd", "cds", "cod", "exon", "exons", "ex", "intron",
    "introns", "int", "ivs", "nucleotide", "nucleotides", "position", "positions", "pos", "nt", "np", "bp",
    "base", "bases", "residue", "residues", "amino", "at", "to", "for", "by", "with", "of", "from",
    "after", "before", "between", "and", "del", "ins", "dup", "delta", "deletion", "insertion",
    "duplication", "substitution", "transition", "transversion", "change", "mutation", "missense",
    "nonsense", "frameshift", "stop", "codon:", "last", "first", "single", "in-frame", "skipping", "loss",
    "non", "wild-type", "wt", "no", "without", "fs", "fsc", "frame", "shift", "alanine", "arginine",
    "asparagine", "aspartate", "aspartic", "cysteine", "glutamine", "glutamate", "glutamic", "glycine",
    "histidine", "isoleucine", "leucine", "lysine", "methionine", "phenylalanine", "proline", "serine",
    "threonine", "tryptophan", "tyrosine", "valine", "ala", "arg", "asn", "cys", "gln", "glu", "gly",
    "his", "ile", "leu", "lys", "phe", "pro", "ser", "thr", "trp", "tyr", "val",
))  # fmt: skip
_NEVER_IN_GENE = frozenset((
    "and", "with", "compound", "homozygous", "heterozygous", "hemizygous", "het", "allele", "alleles",
    "patients", "patient", "mutation", "variant", "c.", "p.",
))  # fmt: skip
_JOINERS = frozenset(("+", "/", "&", "and", "or", "-", ">"))
_FILLER = re.compile(
    r"(?:(?<![\w.-])(?:(?-i:[Tt]he|a|[Aa]n)|(?:homo|hetero|hemi)zygous(?: for)?|homozygote|heterozygote"
    r"|het|hom|novel|missense|nonsense"
    r"|germline|somatic|pathogenic|point|common|mutations?|variants?|alleles?|polymorphisms?|mutants?|snp|snv"
    r"|genotype|carriers?|founder|recurrent|sequence)(?![\w.-]) ?)+",
    re.IGNORECASE,
)
_CONTEXT = re.compile(
    r"[,;]?\s*[(\[]?(?:in |of |within )?(?:exon|intron|Exon) \d{1,3}[a-z]?[)\]]?[,;:]?\s*"
    r"|\s?\(\d+(?:\.\d+)? ?kb\)|\bIVS\d+[ ,:]*(?=c\.)|^\*\d+[A-Z]? (?=\d)"
)
MAX_GENE_WORDS = 8


def unwrap(text: str) -> str:
    """The text without brackets that enclose the whole of it, and without unbalanced ones at its ends.

    >>> unwrap("((p.Arg481Gln)"), unwrap("(p.(Arg481Gln))"), unwrap("c.1A>G)")
    ('p.Arg481Gln', 'p.(Arg481Gln)', 'c.1A>G')
    """
    for opening, closing in ("()", "[]", "{}"):
        extra = text.count(opening) - text.count(closing)
        start = 0
        while extra > 0 and text[start : start + 1] == opening:
            start, extra = start + 1, extra - 1
        end = len(text)
        while extra < 0 and end > start and text[end - 1] == closing:
            end, extra = end - 1, extra + 1
        text = text[start:end].strip()
        depth = _enclosing(text, opening, closing)
        text = text[depth : len(text) - depth].strip()
    return text


def _enclosing(text: str, opening: str, closing: str) -> int:
    """How many bracket pairs enclose the whole text; linear in its length."""
    limit = 0
    while limit < len(text) // 2 and text[limit] == opening and text[-1 - limit] == closing:
        limit += 1
    if not limit:
        return 0
    depth = lowest = limit
    for character in text[limit : len(text) - limit]:
        depth += (character == opening) - (character == closing)
        lowest = min(lowest, depth)
    return max(0, lowest)


def pairs(text: str) -> Iterator[tuple[str, str, bool]]:
    """Ways to cut the text into two descriptions printed side by side: first, second, and whether the print
    says that they are names of one thing (parentheses, *also known as*)."""
    if len(text) > 600:
        return
    if "p." in text[1:] and (match := _TRAILING_PROTEIN.match(text)):
        yield unwrap(match["left"].strip(" ,;:/([")), unwrap(match["right"].strip()), False
    if "p." in text and (match := _LEADING_PROTEIN.match(text)):
        yield unwrap(match["left"]), unwrap(match["right"].strip()), False
    match = _PARENTHESISED.match(text) if text.endswith((")", "]")) else None
    if match and not match["left"].rstrip(" ;").endswith("]"):
        yield match["left"].strip(" ,;"), _ALSO.sub("", match["right"].strip(), count=1).strip(), True
        yield match["left"].strip(" ,;"), match["right"].strip(), True
    if match := _NUMBERED.match(text):
        yield match["left"], match["right"], True
    match = _ALSO.search(text)
    if match and not text[: match.start()].endswith("]"):
        said = match[0].strip() not in (",", ";")
        yield text[: match.start()].strip(" ,;("), text[match.end() :].strip(" ,;)"), said
    words = text.split(" ")
    if len(words) == 2:
        yield words[0].strip(","), words[1], False


def gene_splits(text: str) -> Iterator[tuple[str, str]]:
    """Ways to cut gene words off the text: (gene words, the rest), likeliest first."""
    if len(text) > 600:
        return
    words = text.split(" ")
    for count in range(1, min(len(words), MAX_GENE_WORDS + 1)):
        gene = " ".join(words[:count]).strip(" ,;:(")
        rest = " ".join(words[count:])
        if rest and is_gene_words(gene):
            yield gene.removesuffix(" gene"), rest
    for pattern in (_IN_GENE, _GENE_LAST, _WRAPPED, _AFTER_GENE, _GLUED_NUMBER, _GLUED_NEGATIVE, _GLUED):
        match = pattern.match(text)
        if (
            match
            and is_gene_words(match["gene"])
            and not (pattern is _GLUED and _RESIDUE_CHANGE.match(match["gene"]))
        ):
            yield match["gene"].strip(), match["rest"].strip(" :.")
    for count in range(1, min(len(words), 5)):
        rest, gene = " ".join(words[:-count]), " ".join(words[-count:]).strip(" ,;:()")
        if gene[:1].isalpha() and is_gene_words(gene):
            yield gene, rest.strip(" ,;")


def loose_gene_splits(text: str) -> Iterator[tuple[str, str]]:
    """Ways to cut off gene words that hold a word of notation: ``INS``, ``arylsulfatase A``, ``protein C``.

    For texts that nothing else reads; the change must be the last word.
    """
    gene, _, rest = text.rpartition(" ")
    gene = gene.strip(" ,;:(")
    if not gene or holds_notation(gene) or gene.count("(") != gene.count(")"):
        return
    words = gene.lower().replace(",", " ").split()
    if len(words) == 1:
        if len(gene) == 3 and gene.isupper() and gene not in ("DEL", "DUP"):
            yield gene, rest
        return
    if (
        (words[-1] in _LINKING and len(words[-1]) > 1)
        or words[0] in _LINKING
        or len(words) > 2 * MAX_GENE_WORDS
    ):
        return
    if any(len(word) > 3 and word not in _KEYWORDS and word not in _NEVER_IN_GENE for word in words):
        yield gene, rest


_LINKING = frozenset((
    "a", "an", "the", "at", "to", "for", "by", "with", "of", "from", "after", "before", "between", "and",
    "or", "in", "on", "codon", "codons", "exon", "exons", "intron", "introns", "nucleotide", "nucleotides",
    "position", "positions", "residue", "residues", "base", "bases", "amino", "acid", "nt", "np", "bp",
    "del", "ins", "dup", "deletion", "insertion", "duplication", "substitution", "transition",
    "transversion", "change", "mutation", "missense", "nonsense", "frameshift", "no", "non", "not",
    "without", "compound", "homozygous", "heterozygous", "allele", "alleles", "patient", "patients",
))  # fmt: skip
"""Words beside which no gene stands."""


@lru_cache(maxsize=4096)
def is_gene_words(words: str) -> bool:
    """Whether the words may name a gene: letters, and no word that belongs to a notation.

    >>> is_gene_words("type 1 IGF receptor"), is_gene_words("codon"), is_gene_words("39")
    (True, False, False)
    """
    if not any(letter.isalpha() for letter in words) or holds_notation(words):
        return False
    if words.count("(") != words.count(")"):
        return False
    if not _FILLER.sub("", words).strip():
        return False
    pieces = words.lower().replace(",", " ").split()
    if (
        not _NEVER_IN_GENE.isdisjoint(pieces)
        or pieces[-1] in _KEYWORDS
        or pieces[0] in _KEYWORDS
        or pieces[-1] in _JOINERS
    ):
        return False
    return not _CHANGE_LIKE.match(words) and not _CHANGE_LIKE.match(words.split()[-1])


def holds_notation(words: str) -> bool:
    """Whether a part of a variant description stands in the words: no gene is named so.

    >>> holds_notation("delF508"), holds_notation("BRAF-V600E"), holds_notation("IGF-I receptor")
    (True, True, False)
    """
    return _NOTATION_INSIDE.search(words) is not None


_NOTATION_INSIDE = re.compile(
    r"\d[- ]?(?:bp|kb)\b|[VRS]CV\d{6}|\brs\d{2,}|COS[MV]\d|\d_ ?\d+(?:del|dup|ins|inv)"
    r"|[cgmnopr]\. ?[-*]?[\d(\[?]|p\. ?[A-Z(]|>|\d:|(?:del|dup|ins|delta|\u0394)[ -]?[A-Z]\d{2}"
    r"|[-_/,;( ][ACDEFGHIKLMNPQRSTVWY]\d{2,5}[ACDEFGHIKLMNPQRSTVWYX*](?![A-Za-z0-9])"
)
_RESIDUE_CHANGE = re.compile(r"[A-Z]\d+[A-Z]\Z")
_CHANGE_LIKE = re.compile(
    r"(?:[cgmnr]\..*|p\.[A-Z(].*|[ACGT]\d{3,}[ACGT]|\d+[ACGT]>[ACGT].*|.*[>\u0394].*|(?:IVS|ivs)[-IVX\d]*|(?:IVS|EX|Ex)\d.*|rs\d+"
    r"|[A-Z]\d+(?:del|dup|fs).*|\d.*(?:del|ins|dup)[ACGT]*)\Z"
)


_EXON_BESIDE = re.compile(
    r"(?:^| )\(?(?:in |of )?(?:[Ee]xon|[Ii]ntron|[Ee]x) ?\d{1,3}[a-z]?\)?"
    r"(?: (?:mutations?|variants?|indels?)[:,;]?"
    r"| (?:in-frame )?(?:deletions?|insertions?|duplications?|del|ins|dup):?"
    r"|[:,;]?) "
    r"(?=\S*[cgm]\.|p\.|\(?[A-Z](?:[a-z]{2})?\d{1,4}(?:[A-Z*]|del|ins|dup|fs|[_-][A-Z](?:[a-z]{2})?\d+[di]))"
    r"|(?<!tion)(?<!loss)(?<!skipping)(?<!del)(?<!dup)(?<!ins)(?<! of)[,;]? "
    r"\(?(?:in |of )?(?:[Ee]xon|[Ii]ntron) \d{1,3}\)?$"
)


def without_exon(text: str) -> str:
    """The text without an exon or intron named beside a change that has its own position.

    >>> without_exon("c.1441C>T in exon 7"), without_exon("exon 7 deletion")
    ('c.1441C>T', 'exon 7 deletion')
    >>> without_exon("TP53 exon 5: R175H")
    'TP53 R175H'
    """
    return _EXON_BESIDE.sub(" ", text).strip()


def without_small_words(text: str) -> str:
    """The text without words such as *mutation*, *heterozygous*, *the* around a notation.

    >>> without_small_words("the homozygous C677T polymorphism of MTHFR")
    'C677T of MTHFR'
    """
    return " ".join(_FILLER.sub(" ", _MUTATED.sub("", _SHARE.sub("", text))).split()).strip(" ,;")


_SHARE = re.compile(
    r"[,;]? ?\(?(?:(?:VAF|MAF|AF|allele frequency):? ?)?\d{1,3}(?:\.\d+)? ?%(?: ?(?:VAF|AF))?\)?\Z"
)
"""How many reads carry a change: ``(35%)``, ``VAF 35%``."""
_MUTATED = re.compile(r"(?<=[A-Za-z0-9*])-(?:mutant|mutated|mutation|positive|carrying|bearing)(?= |\Z)")


def without_filler(text: str) -> str:
    """The text without words such as *mutation*, *heterozygous*, *the*, *in exon 4* around a notation."""
    return _CONTEXT.sub(" ", _FILLER.sub("", text)).strip(" ,;")
