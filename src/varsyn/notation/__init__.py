"""Text to readings, and readings to text in any style."""

from varsyn.notation.reader import read, read_many
from varsyn.notation.write import write

__all__ = ["read", "read_many", "write"]
