"""What is built and installed: contents of the wheel, imports, optional libraries."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import msgspec
import pytest

from conftest import REPOSITORY, run_varsyn
from varsyn.extras import EXTRA_OF, load
from varsyn.model import MissingExtra
from varsyn.resolution.said import Signature, signatures

HEAVY = {
    "click", "hgvs", "jsonschema", "lark", "lxml", "numpy", "pandas", "polars", "pyarrow", "pydantic",
    "pyhgvs", "pysam", "requests", "rich", "sqlalchemy", "yaml",
}  # fmt: skip
"""Libraries that ``import varsyn`` must leave alone."""


def modules_after(program: str) -> set[str]:
    """Top-level modules that are loaded when a program is done, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{program}\nprint(*sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_importing_is_light() -> None:
    assert not modules_after("import varsyn") & HEAVY


def test_resolving_loads_no_optional_library() -> None:
    loaded = modules_after("import varsyn; varsyn.resolve('IGF1R R481Q')")
    assert not loaded & (HEAVY - {"lark"})
    assert not loaded & set(EXTRA_OF)


def test_the_command_line_loads_no_optional_library() -> None:
    loaded = modules_after(
        "from varsyn.cli import group; group(['resolve', 'IGF1R R481Q'], standalone_mode=False)"
    )
    assert not loaded & (HEAVY - {"click", "lark"})


def test_every_optional_library_is_in_its_extra() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    for extra in EXTRA_OF.values():
        assert extra in extras
    everything = extras["all"][0]
    assert set(everything.removeprefix("varsyn[").removesuffix("]").split(",")) == set(extras) - {
        "all",
        "test",
        "dev",
    }


def test_a_missing_library_names_its_extra() -> None:
    with pytest.raises(MissingExtra) as refusal:
        load("no_such_library.part")
    assert refusal.value.code == "missing_extra"
    program = (
        "import sys; sys.modules['hgvs'] = None\n"
        "from varsyn.interop.biocommons import connect\n"
        "from varsyn.model import MissingExtra\n"
        "try:\n    connect()\nexcept MissingExtra as error:\n    print(error.advice)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "varsyn[hgvs]" in done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution, as an index would."""
    pytest.importorskip("hatchling", reason="hatchling is not installed (extra: test)")
    folder = tmp_path_factory.mktemp("built")
    build(REPOSITORY, "sdist", folder)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    (unpacked,) = (path for path in folder.iterdir() if path.is_dir())
    build(unpacked, "wheel", folder)
    (made,) = folder.glob("*.whl")
    return made


def build(project: Path, target: str, folder: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_wheel_holds_what_is_read_at_run_time(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert len(names) == len(set(names))
    data = ("reference.sqlite", "grammar.bin", "names.msgpack")
    for name in [f"varsyn/_data/{one}" for one in data] + ["varsyn/py.typed"]:
        assert name in names
    assert any(name.startswith("varsyn/grammars/") and name.endswith(".lark") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if "tests/" in name or "fixtures/" in name]


def test_names_read_at_build_time_say_what_they_say_when_read_now(wheel: Path) -> None:
    packed = zipfile.ZipFile(wheel).read("varsyn/_data/names.msgpack")
    stored = msgspec.msgpack.decode(packed, type=dict[str, tuple[Signature, ...]])
    assert len(stored) > 500
    for name, said in stored.items():
        assert said == signatures(name), name


def test_the_wheel_answers_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = run_varsyn("resolve", "IGF1R R481Q", "--format", "tsv", cwd=elsewhere, PYTHONPATH=str(site))
    assert "c.1532G>A" in done.stdout
    where = subprocess.run(
        [sys.executable, "-c", "import varsyn.reference as r; print(r.__file__, r.open_reference().path)"],
        cwd=elsewhere, env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert where.count(str(site)) == 2
