"""Genes, readings, rulers and alleles put together: which variant a mention is, how sure, and why."""

from varsyn.resolution.resolver import Resolver

__all__ = ["Resolver"]
