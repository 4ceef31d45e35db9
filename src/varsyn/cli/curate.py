"""``varsyn curate``: validate, de-duplicate and export curation records."""

from __future__ import annotations

import csv
import datetime
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from varsyn.cli.options import reference_option

if TYPE_CHECKING:
    from varsyn.curation.exports import Unheld
    from varsyn.curation.records import Fault
    from varsyn.curation.spectrum import CuratedRecord

_FORMATS = ("text", "json", "csv", "clinvar", "va-spec", "phenopackets")


@click.command("curate")
@click.argument("files", nargs=-1, type=click.Path())
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option("-o", "--out", type=click.Path(), help="Where the result goes (standard output without it).")
@click.option("--report", "report_path", type=click.Path(), help="Also write a report: one HTML file.")
@click.option("--check", is_flag=True, help="Validate the records only; exit status 2 if one is wrong.")
@click.option("--schema", "show_schema", is_flag=True, help="Print the JSON Schema of --format json.")
@click.option("--decisions", metavar="QUEUE", multiple=True, help="A review queue with decisions in it.")
@reference_option
def command(
    files: tuple[str, ...],
    form: str,
    out: str | None,
    report_path: str | None,
    check: bool,
    show_schema: bool,
    decisions: tuple[str, ...],
    reference: str | None,
) -> None:
    """Validate, de-duplicate and export curation records (YAML, JSON, JSON Lines, CSV, Excel).

    A record holds gene, disease, mode of inheritance, classification, variants as published, and cases.
    Each variant is brought to its canonical form, its names are put together, people are counted once
    and double counting is shown. docs/curation.md has the form with an example.

    \b
    Examples:
      varsyn curate igf1r.yaml
      varsyn curate records/*.yaml --format json -o curated.json --report report.html
      varsyn curate cases.csv --format clinvar -o submission.json
      varsyn curate igf1r.yaml --check
      varsyn curate --schema
    """
    import msgspec

    if show_schema:
        from varsyn.curation.exports.plain import schema

        click.echo(msgspec.json.format(msgspec.json.encode(schema()), indent=1).decode())
        return
    if not files:
        raise click.UsageError("give one or more files of records")
    from varsyn.cli.bar import bar
    from varsyn.curation.queue import links_of, read_queue
    from varsyn.curation.record_files import read_records
    from varsyn.curation.spectrum import curate

    given, faults = [], []
    for name in files:
        records, found = read_records(Path(name))
        given += records
        faults += found
    wrong = _tell(faults)
    if check or (wrong and not given):
        click.echo(f"{len(given)} records, {wrong} errors, {len(faults) - wrong} warnings")
        raise click.exceptions.Exit(2 if wrong else 0)
    from varsyn.reference import open_reference
    from varsyn.resolution import Resolver

    resolver = Resolver(open_reference(reference))
    links = [link for path in decisions for link in links_of(read_queue(Path(path))[0])]
    curated = []
    with bar() as report:
        for number, record in enumerate(given, 1):
            curated.append(curate(record, resolver, links))
            report("curating", number, len(given))
    if report_path is not None:
        from varsyn.curation.record_report import write_record_report

        write_record_report(Path(report_path), curated, resolver.reference)
    text, unheld = _rendered(curated, form)
    if out is None:
        click.echo(text, nl=False)
    else:
        from varsyn.curation.outputs import write_whole

        write_whole(Path(out), lambda part: _save(part, text))
        click.echo(f"{form}: {out}", err=True)
    _list_unheld(unheld, form, out)
    if wrong:
        raise click.exceptions.Exit(2)


def _save(part: Path, text: str) -> None:
    part.write_text(text, encoding="utf-8", newline="")


def _tell(faults: Sequence[Fault]) -> int:
    """Print what is wrong with the records; the number of errors."""
    for fault in faults:
        click.echo(f"{fault.severity}: {fault}", err=True)
    return sum(fault.severity == "error" for fault in faults)


def _rendered(curated: Sequence[CuratedRecord], form: str) -> tuple[str, Sequence[Unheld]]:
    import msgspec

    from varsyn.curation.exports import clinvar, ga4gh, plain

    unheld: Sequence[Unheld] = ()
    value: object
    if form == "text":
        from varsyn.curation.record_summary import as_text

        return "".join(as_text(record) for record in curated), ()
    if form == "csv":
        rows, unheld = plain.to_rows(curated)
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerows([list(plain.CSV_COLUMNS), *rows])
        return buffer.getvalue(), unheld
    if form == "json":
        value = plain.to_json(curated)
    elif form == "clinvar":
        value, unheld = clinvar.to_clinvar(curated)
    elif form == "va-spec":
        value, unheld = ga4gh.to_va_spec(curated)
    else:
        created = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        value, unheld = ga4gh.to_phenopackets(curated, created)
    return msgspec.json.format(msgspec.json.encode(value), indent=1).decode() + "\n", unheld


def _list_unheld(unheld: Sequence[Unheld], form: str, out: str | None) -> None:
    """What the form has no place for: into a file beside the output, or to standard error."""
    if not unheld:
        return
    if out is None:
        for one in unheld:
            click.echo(f"no place in {form}: {one.record}: {one.path}: {one.value}", err=True)
        return
    path = Path(out).with_suffix(".left-out.csv")
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(("record", "path", "value"))
        writer.writerows(unheld)
    click.echo(f"{len(unheld)} facts have no place in {form}; they are in {path}", err=True)
    sys.stderr.flush()
