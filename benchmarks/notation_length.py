"""Cost of reading against the length of the text: ``python benchmarks/notation_length.py``.

For each kind of text, processor time at 12,500 to 100,000 characters. Linear cost doubles with the length.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from varsyn.model import VarsynError
from varsyn.notation import read

KINDS: dict[str, Callable[[int], str]] = {
    "inserted sequence": lambda size: "c.76_77ins" + "ACGT" * (size // 4),
    "allele of many changes": lambda size: "c.[" + ";".join(f"{at}A>G" for at in range(1, size // 7)) + "]",
    "repeat of many units": lambda size: "c.1" + "CAG[1]" * (size // 6),
    "the same with a slip at the end": lambda size: "c.1" + "CAG[1]" * (size // 6) + "x",
    "open brackets": lambda size: "c." + "(" * size + "76A>G",
    "digits": lambda size: "c." + "1" * size + "A>G",
    "words": lambda size: "IGF1R " * (size // 6) + "R481Q",
    "arrows": lambda size: "->" * (size // 2),
    "entities": lambda size: "&amp;" * (size // 5),
    "list": lambda size: "R481Q/" * (size // 6) + "R59X",
    "offsets": lambda size: "c.1" + "+1" * (size // 2),
}
LENGTHS = (12_500, 25_000, 50_000, 100_000)


def cost(text: str) -> float:
    """Milliseconds of processor time, best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        with suppress(VarsynError):
            read(text)
        best = min(best, time.process_time() - start)
    return best * 1000


def main() -> None:
    """Print one line a kind."""
    read("c.(4_246)insN[9]")
    print(f"{'characters':34}" + "".join(f"{length:>12,}" for length in LENGTHS))
    for name, make in KINDS.items():
        print(f"{name:34}" + "".join(f"{cost(make(length)):>9.1f} ms" for length in LENGTHS))


if __name__ == "__main__":
    main()
