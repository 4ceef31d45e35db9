"""Readers of public file formats, one module each, and the roles under which a build takes them."""
