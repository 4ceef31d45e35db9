"""Documents from files: plain text, HTML, JATS, BioC, PubTator; streamed, hostile input refused."""

from varsyn.literature.readers.open import FORMATS, InputFormat, read_documents

__all__ = ["FORMATS", "InputFormat", "read_documents"]
