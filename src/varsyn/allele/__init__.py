"""Apply, normalize, project, predict, back-translate: whether two descriptions are the same allele."""

from varsyn.allele.allele import Allele
from varsyn.allele.back_translate import Cause, back_translate
from varsyn.allele.compare import Comparison, compare
from varsyn.allele.describe import describe, describe_genomic
from varsyn.allele.genome import from_genome, to_genome
from varsyn.allele.key import allele_key, spdi
from varsyn.allele.predict import predict
from varsyn.allele.project import project
from varsyn.allele.protein import ProteinChange, protein_key
from varsyn.allele.protein_reading import protein_from_reading
from varsyn.allele.reading import allele_from_reading
from varsyn.allele.variant import protein_variant_of, variant_of

__all__ = [
    "Allele",
    "Cause",
    "Comparison",
    "ProteinChange",
    "allele_from_reading",
    "allele_key",
    "back_translate",
    "compare",
    "describe",
    "describe_genomic",
    "from_genome",
    "predict",
    "project",
    "protein_from_reading",
    "protein_key",
    "protein_variant_of",
    "spdi",
    "to_genome",
    "variant_of",
]
