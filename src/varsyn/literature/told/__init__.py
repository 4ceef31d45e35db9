"""Variants told in a sentence, several at once as well: *Lys43 and Arg45 were each mutated to Ala or Glu*."""

from varsyn.literature.told.lists import LIST_GOES_ON, letters_after
from varsyn.literature.told.phrases import Told, sentences, told_variants

__all__ = ["LIST_GOES_ON", "Told", "letters_after", "sentences", "told_variants"]
