"""Whether something that has the shape of a variant is meant as one: judged by the words around it.

Only short, informal shapes are in doubt (``T47D`` is a cell line, ``S2A`` may be a figure panel). Formal
descriptions and mentions told in words are never refused here.
"""

from __future__ import annotations

import re

from varsyn.literature.lexicon import lookalikes

_DOUBTFUL = frozenset(
    [
        "aa1", "aa1_fs", "aa1_space", "aa1_signed", "aa1_arrow", "base_signed", "base_offset",
        "base_pair", "bare_hyphen", "delta", "delta_upper", "delta_sign", "delta_place",
        "delta_upper_place", "delta_sign_place", "del_first", "ivs_place", "id", "bare", "bare_round",
        "told_number_into", "aa3_by", "undotted", "vcf", "vcf_x", "translocation", "aa3_lower", "aa3_soft",
    ]
)  # fmt: skip
_PLACE_ONLY = frozenset({"delta_place", "delta_upper_place", "delta_sign_place"})
_DELTA = frozenset({"delta", "delta_upper", "delta_sign"})

_SUPPORT = re.compile(
    r"mutat|mutant|mutagen|variant|variation|polymorphi|substitut|allel|missense|nonsense|frame-?shift|\bSNPs?\b|genotyp"
    r"|[zZ]ygo(?:us|te|sity)|carrier|replac|residue|amino.acid|wild[- ]type|codon|haplotype"
    r"|transition|transversion"
    r"|deletion|insertion|exchange|amorph",
)
_FOLLOWED = re.compile(
    r"\s?[)\]]?[\s/-](?:mutat|mutant|variant|polymorphi|substitut|allel|SNP|genotyp|homozyg|heterozyg|carrier|transition"
    r"|missense|change|deletion|haplotype|amino)"
)
_CHANGED_WORD = re.compile(r"[Rr]eplac|[Ss]ubstitut|[Mm]uta|[Cc]hang|[Cc]onver|[Ee]xchang|[Vv]arian")
"""*Cys 96 with Arg* alone may tell of neighbours."""
_FIGURE = re.compile(
    r"(?:\b[Ff]ig(?:s|ures?)?\b\.?|\bFIG(?:URES?|S)?\b\.?|\b[Pp]anels?|\b[Tt]ables?|\bLanes?|\blanes?|\b[Ss]chemes?"
    r"|\b[Ss]uppl(?:\.|ementary|ement|emental)?|\b[Mm]ovies?|\b[Vv]ideos?|\b[Dd]atasets?|\b[Aa]ppendix|\b[Ss]heets?|\bEqs?\.?)"
    r"\s?\(?(?:S?\d+[A-Za-z]?(?:\s?[-–,&;/]\s?|,?\sand\s|,?\s(?:[Ff]ig\.?|[Tt]able)\s|\sto\s)){0,8}$"
)
_DIGITS = re.compile(r"\d+")
_PANEL = re.compile(r"(?:S\d{1,2}[A-HX]|E\d[A-L])\Z")
_NAMED = re.compile(
    r"\b(?:clones?|[mM][aA][bB]s?|antibod(?:y|ies)|hybridomas?|strains?|serotypes?|phages?|cell[- "
    r"]lines?|grants?"
    r"|awards?|contracts?|fellowships?|[Cc]at(?:alog(?:ue)?)?\.?|[Nn]os?\.|kits?|compounds?|inhibitors?|agonists?"
    r"|antagonists?|primers?|oligo(?:nucleotide)?s?|siRNAs?|shRNAs?|sgRNAs?|gRNAs?|buffers?|rooms?|wells?|vitamins?)"
    r"\s?(?:no\.?|number|#|:|\(|called|named|designated|termed)?\s?(?:[\w-]{2,12}(?:,\s|\sand\s|,\sand\s|/)){0,3}$"
)
_AFTER_NAME = re.compile(
    r"\s?[)\]]?\s?[\s-](?:cells?\b|cell[- ]lines?|tumou?rs?\s+cells|antibod|mAbs?\b|hybridoma"
    r"|strains?\b|primers?\b"
    r"|phages?\b|rats?\b|xenografts?\b|serotypes?\b|clones?\b)"
)
_AFTER_SHORT_NAME = re.compile(
    r"\s?[)\]]?\s?[\s-](?:receptors?\b|kinases?\b|vectors?\b|plasmids?\b|buffer|medium|probes?\b|inhibitors?\b|antigens?\b"
    r"|linkers?\b|markers?\b|histones?\b|panels?\b|diabetes|channels?\b|agonists?\b)"
)
_GRANT = re.compile(r"\b(?:[RPUKFT]\d\d|DP\d|grants?|awards?|NIH|[Cc]at)[\s:#-]{0,2}$")
_GRANT_WORD = re.compile(r"grant|award|NIH|NCI|\b[RPUKFT]\d\d\b", re.I)
_ALLELE_ID = re.compile(r"ClinGen|Allele Registry|canonical allele|CAid", re.I)
_CUES = frozenset(
    word + end
    for word in [
        "fig", "figs", "figure", "figures", "panel", "panels", "table", "tables", "lane", "lanes",
        "scheme", "schemes", "suppl", "supplementary", "supplement", "supplemental", "movie", "movies",
        "video", "videos", "dataset", "datasets", "appendix", "sheet", "sheets", "eq", "eqs", "clone",
        "clones", "mab", "mabs", "antibody", "antibodies", "hybridoma", "hybridomas", "strain",
        "strains", "serotype", "serotypes", "phage", "phages", "line", "lines", "grant", "grants",
        "award", "awards", "contract", "contracts", "fellowship", "fellowships", "cat", "catalog",
        "catalogue", "no", "nos", "kit", "kits", "compound", "compounds", "inhibitor", "inhibitors",
        "agonist", "agonists", "antagonist", "antagonists", "primer", "primers", "oligo", "oligos",
        "oligonucleotide", "oligonucleotides", "sirna", "sirnas", "shrna", "shrnas", "sgrna", "sgrnas",
        "grna", "grnas", "buffer", "buffers", "room", "rooms", "well", "wells", "vitamin", "vitamins",
    ]
    for end in ("", ".", ":", ",", "#")
)  # fmt: skip
"""One of these has to stand shortly before a mention for ``_FIGURE`` or ``_NAMED`` to match."""
_PHRASE_ENDS = frozenset(".,;:")
_OPENS_BAD = frozenset("@#$£&+")
_COLUMN_OF_NAMES = re.compile(
    r"primer|cell|strain|antibod|clone|figure|sample|patient|grant|catalog|probe|marker|plasmid", re.I
)
_COLUMN_OF_VARIANTS = re.compile(
    r"nucleotide|c?DNA|coding|amino|protein|mutation|variant|allele|HGVS|change|polymorphism|SNP|substitution",
    re.I,
)
_LARGEST_POSITION = 40_000
"""Titin, the longest human protein, has 35,991 residues (UniProt Q8WZ42)."""
_MOST_EXONS = 80
"""``deltaE9`` is the loss of an exon as likely as that of a residue; few genes have more exons than this."""
_SUPPORT_REACH = 160


def is_variant(text: str, start: int, end: int, shape: str, header: str = "") -> bool | None:
    """Whether text[start:end], of a shape in ``forms``, is meant as a variant; None where only a gene
    right before it could say so (``E6V``).

    Positions are 0-based, half-open, in characters. ``header`` is the table column's header, if any.

    >>> is_variant("T47D cells were grown.", 0, 4, "aa1")
    False
    >>> is_variant("the R481Q mutation", 4, 9, "aa1")
    True
    """
    if shape not in _DOUBTFUL:
        return True
    if header:
        if _COLUMN_OF_VARIANTS.search(header):
            return True
        if _COLUMN_OF_NAMES.search(header):
            return False
    return _Judge(text, start, end, shape).verdict()


_LINKS = frozenset(("and", "or", "to", "no", "number", "called", "named", "designated", "termed"))
_LISTED = frozenset(",/&-–:#(")


def _has_cue(before: str) -> bool:
    """Whether one of the cues stands in the words before, and nothing but a list lies between."""
    last = before.rstrip(" (").rpartition(" ")[2].lower()
    if last in _CUES:
        return True
    if not (last in _LINKS or last[-1:] in _LISTED or last[-1:].isdigit() or last[-2:-1].isdigit()):
        return False
    return not _CUES.isdisjoint(before.lower().replace("(", " ").replace("-", " ").split())


def _announces_figure(before: str) -> bool:
    """Whether the words before end in a figure, a table or the like: ``Fig. 1A and``."""
    return _has_cue(before) and _FIGURE.search(before) is not None


def _announces_name(before: str) -> bool:
    """Whether the words before announce the name of no variant: ``clone``, ``primers F12R and``."""
    return _has_cue(before) and _NAMED.search(before) is not None


_GRANTORS = ("grant", "grants", "award", "awards", "nih", "cat")


def _after_grant(before: str) -> bool:
    last = before.rstrip(" :#-")
    ends_so = last[-1:].isdigit() or last[-6:].lower().endswith(_GRANTORS)
    return ends_so and _GRANT.search(before[-8:]) is not None


def _is_panel(word: str) -> bool:
    return word[0] in "SE" and _PANEL.match(word) is not None


class _Judge:
    __slots__ = ("end", "shape", "start", "text", "word")

    def __init__(self, text: str, start: int, end: int, shape: str) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.shape = shape
        self.word = text[start:end]

    def verdict(self) -> bool | None:
        shape = self.shape
        if shape == "aa1_fs":
            return not _announces_figure(self._before(60))
        if shape.startswith(("aa1", "base_signed", "base_offset")):
            return self._one_letter()
        if shape in _PLACE_ONLY:
            return self._size_name()
        if shape in _DELTA:
            letter = next((c for c in self.word[-1::-1] if c.isalpha()), "")
            if letter == "E" and self._number() < _MOST_EXONS:
                return self._supported() and "xon" not in self._before(60)
            return (
                letter not in "GHSTCNV" or self._supported()
                if shape == "delta_sign"
                else self._no_name_before()
            )
        if shape == "ivs_place":
            return ("nt" in self.word or "(" in self.word) and " " not in self.word
        if shape == "id":
            near = self._before(40) + self._after(20)
            return self.word[:2] != "CA" or bool(_ALLELE_ID.search(near) and not _GRANT_WORD.search(near))
        if shape in ("told_number_into", "aa3_by"):
            return " with " not in self.word or _CHANGED_WORD.search(self._before(60) + self.word) is not None
        if shape == "translocation":
            return not self.text.startswith(";", self.end)
        if shape in ("base_pair", "bare", "bare_hyphen", "del_first", "bare_round", "undotted"):
            return self._bare()
        return not _announces_figure(self._before(60))

    def _before(self, reach: int) -> str:
        return self.text[max(0, self.start - reach) : self.start]

    def _after(self, reach: int) -> str:
        return self.text[self.end : self.end + reach]

    def _supported(self) -> bool:
        """Whether the words of the same sentence speak of variants."""
        before = self._before(_SUPPORT_REACH)
        cut = max(before.rfind(". "), before.rfind("\n\n")) + 1
        after = self._after(_SUPPORT_REACH)
        stop = after.find(". ")
        return bool(_SUPPORT.search(before, cut) or _SUPPORT.search(after if stop < 0 else after[:stop]))

    def _followed(self) -> bool:
        return bool(_FOLLOWED.match(self._after(24)))

    def _no_name_before(self) -> bool:
        before = self._before(60)
        return not (_announces_figure(before) or _announces_name(before))

    def _number(self) -> int:
        inner = self.word[1:-1]
        if inner.isdecimal():
            return int(inner[:9])
        digits = _DIGITS.search(self.word)
        return int(digits[0][:9]) if digits else 0

    def _one_letter(self) -> bool | None:
        word, before = self.word, self._before(60)
        known = lookalikes().get(word if self.shape == "aa1" else word.replace("-", "").replace(" ", ""))
        if known is not None:
            return known in ("cell_line", "strain") and self._followed()
        if word[1:2] == "0" or self._number() > _LARGEST_POSITION or before[-1:] in _OPENS_BAD:
            return False
        if before.endswith("::") or self.text.startswith("::", self.end):
            return False
        cue = _has_cue(before)
        if cue and _FIGURE.search(before):
            return False
        if self.shape == "aa1_space":
            return self._closed_off() and (len(word) > 5 or self._supported())
        if self.shape == "aa1_signed":
            return self._supported() and not before.endswith("(")
        if cue and _NAMED.search(before):
            return self._followed()
        short = len(word) < 5 and self._number() < 10
        if short and before[-1:] == "-":
            return False
        named = self.text[self.end : self.end + 1] not in _PHRASE_ENDS and bool(
            _AFTER_NAME.match(self._after(24))
        )
        if short and (named or _AFTER_SHORT_NAME.match(self._after(24))):
            return False
        if short or named or _is_panel(word) or _after_grant(before):
            return self._supported() or None
        return True

    def _closed_off(self) -> bool:
        """For ``E590 K``: nothing follows that would make the last letter a word of its own."""
        after = self._after(12)
        return not after[:1].isspace() or (
            after.lstrip().startswith(("mut", "var", "and ", "or ", "sub", "pol", "all", "mis", "in ", "("))
            and self.word[-1] not in "AI"
        )

    def _size_name(self) -> bool:
        """``delta 508`` and ``Δ32``: a number alone needs a word on variants right behind it."""
        return self._followed() and self._no_name_before()

    def _bare(self) -> bool:
        if self._number() < 10 or (self.shape == "del_first" and self.word[3:].strip().isdigit()):
            return self._supported() or self._followed()
        if "/" in self.word and self._number() < 100:
            return self._supported()
        return not _announces_figure(self._before(60))
