"""Other references than bundles: SeqRepo, ``hgvs`` data providers (UTA, cdot), genome FASTA files.

Each needs an extra of varsyn and imports its library when an object is made.
"""

from varsyn.reference.adapters.genome import FastaGenome
from varsyn.reference.adapters.provider import ProviderReference
from varsyn.reference.adapters.seqrepo import SeqRepoSequences

__all__ = ["FastaGenome", "ProviderReference", "SeqRepoSequences"]
