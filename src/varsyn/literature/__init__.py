"""Finding variant mentions in documents and linking them to genes."""

from varsyn.literature.extract import Extractor, extract
from varsyn.literature.found import FoundMention

__all__ = ["Extractor", "FoundMention", "extract"]
