"""Optional libraries, imported where they are used."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from varsyn.model import MissingExtra

EXTRA_OF: dict[str, str] = {
    "biocommons": "hgvs",
    "bioutils": "hgvs",
    "fastexcel": "tables",
    "ga4gh": "vrs",
    "hgvs": "hgvs",
    "jsonschema": "curation",
    "lxml": "literature",
    "openpyxl": "tables",
    "polars": "tables",
    "psycopg": "postgres",
    "pyarrow": "tables",
    "pyhgvs": "pyhgvs",
    "pysam": "genome",
    "sqlalchemy": "index",
    "yaml": "curation",
}
"""Top-level module of an optional library → the extra of varsyn that installs it."""


def load(module: str) -> ModuleType:
    """Import an optional library.

    Parameters
    ----------
    module: dotted name, such as ``hgvs.parser``.

    Raises
    ------
    MissingExtra: it is not installed; the advice names the extra to install.

    >>> load("no_such_library")
    Traceback (most recent call last):
        ...
    varsyn.model.errors.MissingExtra: this needs the library no_such_library, which is not installed
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise missing(error.name or module) from error


def missing(module: str) -> MissingExtra:
    """The error that says which extra brings a module.

    >>> missing("polars").advice
    ("pip install 'varsyn[tables]'",)
    """
    top = module.partition(".")[0]
    extra = EXTRA_OF.get(top)
    advice = f"pip install 'varsyn[{extra}]'" if extra else f"pip install {top}"
    return MissingExtra(f"this needs the library {top}, which is not installed", advice=(advice,))
