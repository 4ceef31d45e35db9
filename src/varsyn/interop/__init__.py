"""To and from other tools' forms: ``hgvs``, ``pyhgvs``, GA4GH VRS, SPDI, VCF fields.

The adapters to packages live in modules of their own, which import them on use: ``biocommons`` (``hgvs``)
and ``counsyl`` (``pyhgvs``). Everything else needs no further package.
"""

from varsyn.interop.edits import edit_of
from varsyn.interop.sequences import Sequences
from varsyn.interop.spdi import Spdi, parse_spdi, spdi_to_hgvs
from varsyn.interop.vcf import VcfFields, from_vcf, to_vcf
from varsyn.interop.vrs import VrsAllele, spdi_of_vrs, vrs_allele

__all__ = [
    "Sequences",
    "Spdi",
    "VcfFields",
    "VrsAllele",
    "edit_of",
    "from_vcf",
    "parse_spdi",
    "spdi_of_vrs",
    "spdi_to_hgvs",
    "to_vcf",
    "vrs_allele",
]
