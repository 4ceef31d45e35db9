"""``varsyn data``: build, fetch, describe and verify reference bundles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from varsyn.model import BundleError

if TYPE_CHECKING:
    from varsyn.reference.rows import Finding

FILE = click.Path(path_type=Path)

INPUTS = (
    ("--transcripts", "transcripts", "Transcripts in varsyn's own format."),
    ("--genes", "genes", "Genes: columns or fields as in docs/reference-data.md."),
    ("--features", "features", "Protein features in varsyn's own format."),
    ("--numbering", "numbering", "Numbering conventions."),
    ("--legacy", "legacy", "Legacy names of variants."),
    ("--lookalikes", "lookalikes", "Gene names that read like variants or words."),
    ("--hgnc", "hgnc", "HGNC complete set (TSV)."),
    ("--mane-summary", "mane_summary", "Summary of a MANE release."),
    ("--rna", "rna", "Transcript sequences (FASTA) for --gff3 and --cdot."),
    ("--gff3", "gff3", "RefSeq or MANE annotation (GFF3)."),
    ("--cdot", "cdot", "cdot transcripts (JSON)."),
    ("--genbank", "genbank", "GenBank flat file of transcripts."),
    ("--lrg", "lrg", "LRG record (XML)."),
    ("--uniprot", "uniprot", "UniProt features: flat file or table."),
)
"""Option, role, help of each kind of input; every one may be given several times."""


@click.group()
def command() -> None:
    """Build, fetch, describe and verify reference bundles.

    \b
    Examples:
      varsyn data info
      varsyn data fetch mane --to downloads
      varsyn data build --transcripts transcripts.jsonl --genes genes.tsv --out mine.sqlite
      varsyn data verify mine.sqlite
      varsyn resolve "IGF1R R481Q" --reference mine.sqlite
    """


def _inputs(function: Callable[..., None]) -> Callable[..., None]:
    for option, role, text in reversed(INPUTS):
        function = click.option(option, role, type=FILE, multiple=True, metavar="F", help=text)(function)
    return function


@command.command()
@_inputs
@click.option("--out", type=FILE, required=True, metavar="PATH", help="The bundle to write.")
@click.option("--quiet", is_flag=True, help="Do not list what the lint noticed.")
def build(out: Path, quiet: bool, **files: tuple[Path, ...]) -> None:
    """Build a bundle from files, each plain or gzip, TSV or JSONL or a public format.

    The bundle appears under its name when it is whole; until then whatever stood there stays. A build that
    was interrupted goes on where it stopped when the same command is given again.

    \b
    Examples:
      varsyn data build --transcripts transcripts.jsonl.gz --genes genes.tsv --out mine.sqlite
      varsyn data build --hgnc hgnc_complete_set.txt --mane-summary MANE.summary.txt.gz \\
        --rna MANE.refseq_rna.fna.gz --gff3 MANE.refseq_genomic.gff.gz \\
        --uniprot uniprot_sprot_human.dat.gz --out mane.sqlite
      varsyn data build --lrg LRG_1055.xml --lrg LRG_311.xml --out lrg.sqlite
    """
    from varsyn.cli.bar import bar
    from varsyn.reference.build import build_bundle
    from varsyn.reference.sources import all_sources

    given = {role: paths for role, paths in files.items() if paths}
    sources = all_sources(given)
    total = sum(_size(source.path) for source in sources)
    done = 0
    with bar() as show:

        def advance(count: int) -> None:
            nonlocal done
            done += count
            show("building (bytes)", done, total)

        findings = build_bundle(out, sources, progress=advance, resumable=True)
    if not quiet:
        _list(findings)
    click.echo(f"{out}: {_counts(out)}")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise BundleError(f"{path}: {error.strerror}") from error


def _list(findings: list[Finding]) -> None:
    for each in findings:
        click.echo(f"{each.severity}: {each.subject}: {each.text} [{each.code}]", err=True)


def _counts(path: Path | None) -> str:
    from varsyn.reference import open_reference

    meta = open_reference(path).meta
    names = {
        "transcript": "transcripts",
        "gene": "genes",
        "feature": "proteins with features",
        "numbering": "numbering conventions",
        "legacy": "legacy names",
    }
    return ", ".join(f"{meta[key]} {name}" for key, name in names.items())


@command.command()
@click.argument("path", type=FILE, required=False)
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", help="Output form.")
def info(path: Path | None, form: str) -> None:
    """What a bundle holds, and what it was built from; the embedded one without a PATH.

    \b
    Examples:
      varsyn data info
      varsyn data info mine.sqlite --format jsonl
    """
    from varsyn.reference import open_reference

    facts = open_reference(path).describe()
    if form == "jsonl":
        import msgspec

        click.echo(msgspec.json.encode(facts).decode())
        return
    click.echo(f"{facts['path']}\n  {_counts(Path(facts['path']))}\n  checksum {facts['checksum']}")
    click.echo("  built from")
    for each in facts["inputs"]:
        click.echo(f"    {each['role']:<12} {each['rows']:>7} rows  {each['name']}  sha256 {each['sha256']}")
    for each in facts["findings"]:
        click.echo(f"  {each['severity']}: {each['subject']}: {each['text']} [{each['code']}]")


@command.command()
@click.argument("path", type=FILE, required=False)
def verify(path: Path | None) -> None:
    """Check every row of a bundle: decoded, consistent, with the recorded checksum. Exit status 2 if not.

    \b
    Examples:
      varsyn data verify
      varsyn data verify mine.sqlite
    """
    from varsyn.reference import open_reference
    from varsyn.reference.verify import problems

    chosen = open_reference(path).path
    found = 0
    for problem in problems(chosen):
        found += 1
        click.echo(f"{chosen}: {problem}", err=True)
    if found:
        raise BundleError(f"{chosen}: {found} problems", advice=["build it again with varsyn data build"])
    click.echo(f"{chosen}: whole, {_counts(chosen)}")


@command.command()
@click.argument("what", type=click.Choice(["mane", "hgnc", "uniprot", "clinvar"]))
@click.option("--to", "folder", type=FILE, default=Path(), metavar="DIR", help="Folder for the files.")
@click.option("--sources", type=FILE, metavar="FILE", help="Other addresses than the official ones (TOML).")
def fetch(what: str, folder: Path, sources: Path | None) -> None:
    """Download public files from their official addresses, verified; a broken download is continued.

    Nothing else in varsyn uses the network.

    \b
    Examples:
      varsyn data fetch mane --to downloads
      varsyn data fetch hgnc --to downloads
      varsyn data fetch clinvar --to downloads --sources mirror.toml
    """
    from varsyn.cli.bar import bar
    from varsyn.reference import fetch as fetching

    found = fetching.collections(sources)
    if what not in found:
        raise BundleError(f"{sources}: has no files for {what}", code="bad_source_file")
    with bar() as show:
        for wanted in found[what].files:
            path = fetching.fetch(wanted, folder, show)
            click.echo(str(path))
    if found[what].build:
        click.echo(f"give them to varsyn data build with {found[what].build}", err=True)
