"""Mentions to text: JSON lines, plain lines, BioC XML, PubTator."""

from varsyn.literature.writers.bioc import BioCWriter
from varsyn.literature.writers.lines import JsonLinesWriter, TextWriter
from varsyn.literature.writers.protocol import Writer
from varsyn.literature.writers.pubtator import PubTatorWriter

WRITERS: dict[str, type[Writer]] = {
    "jsonl": JsonLinesWriter,
    "text": TextWriter,
    "bioc": BioCWriter,
    "pubtator": PubTatorWriter,
}
"""The writers by the name of their format."""

__all__ = ["WRITERS", "Writer"]
