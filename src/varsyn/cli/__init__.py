"""The command line: one module per command, each loaded when it is called."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from types import TracebackType
from typing import NoReturn

import click

import varsyn
from varsyn.cli.style import visible
from varsyn.extras import EXTRA_OF, missing
from varsyn.model import InputError, VarsynError

COMMANDS: dict[str, tuple[str, str]] = {
    "resolve": ("varsyn.cli.resolve", "Which variant is it, how sure is that, and why?"),
    "read": ("varsyn.cli.read", "Read notation only: no sequences."),
    "explain": ("varsyn.cli.explain", "The page of help behind a message, repair, evidence or error code."),
    "equivalent": ("varsyn.cli.equivalent", "Are two descriptions the same variant?"),
    "synonyms": ("varsyn.cli.synonyms", "Every spelling of a variant, with collision warnings."),
    "numbering": ("varsyn.cli.numbering", "Numbering schemes known for a gene, or inferred from a list."),
    "extract": ("varsyn.cli.extract", "Find variant mentions in papers."),
    "papers": ("varsyn.cli.papers", "Which papers mention a variant, and as what?"),
    "index": ("varsyn.cli.index", "The synonym index: add, look up, link, export."),
    "dedup": ("varsyn.cli.dedup", "De-duplicate a variant table; lose nothing."),
    "curate": ("varsyn.cli.curate", "Validate, de-duplicate and export curation records."),
    "review": ("varsyn.cli.review", "Decide the pairs that only a person can decide."),
    "data": ("varsyn.cli.data", "Build, fetch, verify reference bundles."),
}
"""Name of each command, the module that holds it (as attribute ``command``), its one line of help."""


class LazyGroup(click.Group):
    """A click group that imports a command's module only when that command runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = import_module(COMMANDS[name][0]).command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=2)
            hint = f" Did you mean {' or '.join(near)}?" if near else " varsyn --help lists all."
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(varsyn.__version__, prog_name="varsyn")
def group() -> None:
    """Any way a person wrote a genetic variant, resolved to the one variant it is.

    \b
    Examples:
      varsyn resolve "IGF1R R481Q"
      varsyn resolve --input mentions.tsv --format jsonl > answers.jsonl
      varsyn read "c.420delC" --format jsonl
      varsyn explain residue_match
    """


def main() -> None:
    """Run the program and exit: 0 done, 2 unusable input or arguments, 130 after Ctrl-C."""
    _use_utf8()
    sys.excepthook = _last_resort
    try:
        status = group.main(standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        _leave(error.exit_code)
    except VarsynError as error:
        _show(error)
        _leave(2)
    except ModuleNotFoundError as error:
        top = (error.name or "").partition(".")[0]
        if top not in EXTRA_OF:
            raise
        _show(missing(top))
        _leave(2)
    except BrokenPipeError:
        _leave(0)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _show(InputError(f"{place}{error.strerror or error}", code="output_failed"))
        _leave(2)
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        _leave(130)
    _leave(status if isinstance(status, int) else 0)


def _use_utf8() -> None:
    """Answers are UTF-8 whatever the locale; what cannot be encoded is shown as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _leave(status: int) -> NoReturn:
    """Exit with what was answered flushed; if the reader of standard output is gone, without a complaint."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)


def _last_resort(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A fault of the program itself, told in a line; the traceback is for VARSYN_DEBUG=1."""
    if os.environ.get("VARSYN_DEBUG"):
        sys.__excepthook__(kind, error, trace)
        return
    click.echo(f"varsyn: internal error: {kind.__name__}: {error}", err=True)
    click.echo("  - this is a fault of varsyn; VARSYN_DEBUG=1 shows where", err=True)


def _show(error: VarsynError) -> None:
    click.echo(visible(f"varsyn: error: {error.message} [{error.code}]"), err=True)
    if caret := error.caret():
        click.echo(visible(caret), err=True)
    for line in error.advice:
        click.echo(f"  - {line}", err=True)
