"""Genome names of ordinary edits: the tables of ``varsyn.allele.places``."""

from varsyn.allele.places import Places, genomic_names, places_of

__all__ = ["Places", "genomic_names", "places_of"]
