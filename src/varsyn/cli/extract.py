"""``varsyn extract``: the variant mentions of papers."""

from __future__ import annotations

import sys

import click
import msgspec

from varsyn.literature.readers.open import FORMATS, InputFormat


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE ...")
@click.option("--input-format", type=click.Choice(FORMATS), default="auto", help="Format of the files.")
def command(files: tuple[str, ...], input_format: InputFormat) -> None:
    """Find every variant mention in each FILE, with its place and its gene."""
    from varsyn.literature import extract

    for file in files:
        for mention in extract(file, input_format):
            sys.stdout.write(msgspec.json.encode(mention.as_dict()).decode() + "\n")
