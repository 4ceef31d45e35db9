"""Made-up abstracts for measuring: plain sentences, variant mentions of every common shape, decoys.

``abstracts(count)`` are like PubMed abstracts on mutations, with a little more in them: 1,100 to 2,000
characters, none to six mentions each, 1.6 mentions and 12 numbers a thousand characters (the abstracts of the
SETH corpus hold 1.2 mentions and 11 numbers a thousand). With ``dense=True`` an abstract holds six to ten
mentions, 4.7 a thousand characters. No mention is repeated.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

_GENES = [
    "IGF1R", "CFTR", "BRCA1", "BRCA2", "TP53", "MTHFR", "HFE", "GJB2", "LDLR", "KRAS", "BRAF", "EGFR", "PAH",
    "HBB", "F5", "TTR", "MYH7", "SCN5A", "RET", "VHL",
]  # fmt: skip
_PLAIN = (
    "Patients were followed for a median of {n} months after diagnosis, and written consent was "
    "obtained from all of them.",
    "Of {n} unrelated families, {m} had more than one affected member in at least two generations.",
    "Genomic DNA was isolated from peripheral blood and every coding exon was amplified and sequenced "
    "in both directions.",
    "The mean age at onset was {m}.4 years, and {n}% of the cases were sporadic.",
    "Expression was measured by quantitative PCR in triplicate and normalized to two housekeeping "
    "transcripts.",
    "These findings suggest that loss of the protein impairs signalling in a tissue-dependent manner.",
    "Clinical severity varied widely, even between siblings who shared the same genotype and environment.",
    "Samples were stored at -80 degrees and analysed within two weeks of collection by two observers.",
    "Controls were compared with cases using logistic regression adjusted for age, sex and body mass index.",
    "Further work is needed to establish whether screening should be offered to relatives at risk.",
    "Western blotting showed a band of the expected size, and immunofluorescence confirmed its location"
    " at the membrane.",
    "The odds ratio was 1.{m} (95% CI 1.1-2.{m}), which did not change after correction for multiple "
    "testing.",
    "The phenotype of the mutant animals resembled that of the patients in every respect that we examined.",
    "Inheritance was recessive in most pedigrees, although carriers sometimes showed mild signs.",
    "Little is known about the natural history of the disorder in adults, and no treatment has been "
    "approved.",
    "The crystal structure of the kinase domain was solved at 2.{m} A resolution and shows an open "
    "active site.",
    "In silico tools agreed for most of the changes that we tested, but not for those near the "
    "catalytic loop.",
    "Haplotype analysis with flanking markers was consistent with a founder effect in this isolated "
    "population.",
    "Binding was reduced to {n}% of wild type, whereas stability of the folded protein was not affected"
    " (P < 0.0{m}).",
    "None of the changes was present in {n} ethnically matched control chromosomes.",
    "Two independent reviewers extracted the data, and disagreements were resolved by discussion with a"
    " third.",
    "Our results extend the spectrum of the disease and have implications for genetic counselling.",
)
_DECOYS = (
    "T47D and H1299 cells were grown in RPMI 1640 with 10% serum.",
    "Results are shown in Fig. S2A and in Table {m}.",
    "The marker D7S2472 was linked with a LOD score of 3.0{m}.",
    "This work was supported by grant R01 CA123456.",
    "Trimethylation of H3K27 and the level of CD44 were not altered.",
    "The CYP2D6 substrate was given at {n} mg once daily for {m} days.",
)
_WITH_ONE = (
    "The {g} variant {a} abolished binding of the ligand.",
    "A {d} in exon {m} of the {g} gene was novel.",
    "All affected members were homozygous for {b} in {g}.",
    "Carriers of {g} {del_} had intermediate values.",
    "A splice mutation of {g}, {ivs}, led to skipping of an exon.",
)
_WITH_TWO = (
    "Sequencing of {g} revealed {c} ({p}) in the proband and in no control.",
    "In {g}, {a} was inherited from the father and {b} from the mother.",
)
_WITH_THREE = ("Three mutations of {g}, {a}, {b} and {x}, were found on both alleles.",)
_SHARE_OF_NONE = 0.2
_RESIDUES = "ACDEFGHIKLMNPQRSTVWY"
_THREE = [
    "Ala", "Cys", "Asp", "Glu", "Phe", "Gly", "His", "Ile", "Lys", "Leu", "Met", "Asn", "Pro", "Gln", "Arg",
    "Ser", "Thr", "Val", "Trp", "Tyr",
]  # fmt: skip


def _variants(random_: random.Random) -> dict[str, str]:
    def number() -> int:
        return random_.randrange(12, 2400)

    def residues() -> tuple[int, int]:
        one, other = random_.sample(range(20), 2)
        return one, other

    (r1, r2), (s1, s2), (t1, t2) = residues(), residues(), residues()
    ref, alt = random_.sample("ACGT", 2)
    return {
        "a": f"{_RESIDUES[r1]}{number()}{_RESIDUES[r2]}",
        "b": f"{_THREE[s1]}{number()}{_THREE[s2]}",
        "p": f"p.{_THREE[t1]}{number()}{_THREE[t2]}",
        "x": f"{_RESIDUES[t1]}{number()}X",
        "c": f"c.{random_.randrange(1, 9000)}{ref}>{alt}",
        "del_": f"{random_.randrange(12, 9000)}del{ref}",
        "ivs": f"IVS{random_.randrange(1, 40)}{random_.choice('+-')}{random_.randrange(1, 40)}{ref}>{alt}",
        "d": f"{ref}-to-{alt} transition at nucleotide {random_.randrange(12, 9000)}",
    }


def _mentions(wanted: int, random_: random.Random) -> Iterator[str]:
    """Templates that hold so many mentions together."""
    while wanted > 0:
        group = random_.choice((_WITH_ONE, _WITH_TWO, _WITH_THREE)[: min(3, wanted)])
        yield random_.choice(group)
        wanted -= 1 if group is _WITH_ONE else 2 if group is _WITH_TWO else 3


def _filled(template: str, seen: set[str], random_: random.Random) -> str:
    """A template with variants that no abstract has had before."""
    while True:
        variants = {k: v for k, v in _variants(random_).items() if f"{{{k}}}" in template}
        if seen.isdisjoint(variants.values()):
            seen.update(variants.values())
            return template.format(g="{g}", n="{n}", m="{m}", **variants)


def abstracts(count: int, *, dense: bool = False) -> Iterator[str]:
    """So many abstracts, always the same ones."""
    random_ = random.Random(20)
    seen: set[str] = set()
    for _ in range(count):
        if dense:
            wanted = random_.randrange(6, 11)
        else:
            wanted = 0 if random_.random() < _SHARE_OF_NONE else random_.choice((1, 1, 2, 2, 3, 3, 4, 5, 6))
        sentences = random_.sample(_PLAIN, random_.randrange(11, 16))
        sentences += random_.sample(_DECOYS, random_.randrange(2))
        sentences += [_filled(template, seen, random_) for template in _mentions(wanted, random_)]
        random_.shuffle(sentences)
        gene = random_.choice(_GENES)
        text = " ".join(sentences).replace("{g}", gene)
        while "{n}" in text:
            text = text.replace("{n}", str(random_.randrange(12, 400)), 1)
        while "{m}" in text:
            text = text.replace("{m}", str(random_.randrange(2, 10)), 1)
        yield f"Variants of {gene} in a cohort of {random_.randrange(20, 900)} families\n\n{text}\n"
