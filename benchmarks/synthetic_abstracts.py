"""Made-up abstracts for measuring: plain sentences, variant mentions of every common shape, decoys."""

from __future__ import annotations

import random

_GENES = [
    "IGF1R",
    "CFTR",
    "BRCA1",
    "BRCA2",
    "TP53",
    "MTHFR",
    "HFE",
    "GJB2",
    "LDLR",
    "KRAS",
    "BRAF",
    "EGFR",
    "PAH",
    "HBB",
    "F5",
    "TTR",
]
_PLAIN = (
    "Patients were followed for a median of {n} months after diagnosis, and written consent was "
    "obtained from all of them.",
    "Of {n} unrelated families, {m} had more than one affected member in at least two generations.",
    "Genomic DNA was isolated from peripheral blood and every coding exon was amplified and "
    "sequenced in both directions.",
    "The mean age at onset was {m}.4 years, and {m}% of the cases were sporadic.",
    "Expression was measured by quantitative PCR in triplicate and normalized to two housekeeping "
    "transcripts.",
    "These findings suggest that loss of the protein impairs signalling in a tissue-dependent manner.",
    "Clinical severity varied widely, even between siblings who shared the same genotype and environment.",
    "Samples were stored at -80 degrees and analysed within two weeks of collection by two observers.",
    "Controls were compared with cases using logistic regression adjusted for age, sex and body mass index.",
    "Further work is needed to establish whether screening should be offered to relatives at risk.",
    "Western blotting showed a band of the expected size, and immunofluorescence confirmed its "
    "location at the membrane.",
    "The odds ratio was 1.{m} (95% CI 1.1-2.{m}), which did not change after correction for multiple "
    "testing.",
    "The phenotype of the mutant animals resembled that of the patients in every respect that we examined.",
    "Inheritance was recessive in most pedigrees, although carriers sometimes showed mild signs.",
)
_DECOYS = (
    "T47D and H1299 cells were grown in RPMI 1640 with 10% serum.",
    "Results are shown in Fig. S2A and in Table {m}.",
    "The marker D7S2472 was linked with a LOD score of 3.0{m}.",
    "This work was supported by grant R01 CA123456.",
)
_WITH_VARIANTS = (
    "Sequencing of {g} revealed {c} ({p}) in {m} patients and {a} in {n} controls.",
    "Three mutations of {g}, {a}, {b} and {x}, were found on both alleles.",
    "A {d} in exon {m} of the {g} gene was novel.",
    "The {g} variant {a} abolished binding, whereas {b} had no effect.",
    "Heterozygotes for {g} {del_} or {ivs} had intermediate values.",
)
_RESIDUES = "ACDEFGHIKLMNPQRSTVWY"
_THREE = [
    "Ala",
    "Cys",
    "Asp",
    "Glu",
    "Phe",
    "Gly",
    "His",
    "Ile",
    "Lys",
    "Leu",
    "Met",
    "Asn",
    "Pro",
    "Gln",
    "Arg",
    "Ser",
    "Thr",
    "Val",
    "Trp",
    "Tyr",
]


def _variants(random_: random.Random) -> dict[str, str]:
    def number() -> int:
        return random_.randrange(12, 1400)

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
        "c": f"c.{number()}{ref}>{alt}",
        "del_": f"{number()}del{ref}",
        "ivs": f"IVS{random_.randrange(1, 20)}+{random_.randrange(1, 6)}{ref}>{alt}",
        "d": f"{ref}-to-{alt} transition at nucleotide {number()}",
    }


def abstract(seed: int) -> str:
    """One abstract of about 1,400 characters with three or four variants, always the same for a seed.

    Numbers are about as dense as in PubMed abstracts on mutations (10 a thousand characters).
    """
    random_ = random.Random(seed)
    sentences = random_.sample(_PLAIN, 11) + random_.sample(_DECOYS, 1)
    for template in random_.sample(_WITH_VARIANTS, 2):
        sentences.append(template.format(g="{g}", n="{n}", m="{m}", **_variants(random_)))
    random_.shuffle(sentences)
    gene = random_.choice(_GENES)
    text = " ".join(sentences)
    text = text.replace("{g}", gene)
    while "{n}" in text:
        text = text.replace("{n}", str(random_.randrange(12, 400)), 1)
    while "{m}" in text:
        text = text.replace("{m}", str(random_.randrange(2, 10)), 1)
    return f"Variants of {gene} in a cohort of {random_.randrange(20, 900)} families\n\n{text}\n"
