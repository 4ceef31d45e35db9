"""``varsyn.dedup`` gives a frame back in its own type."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import varsyn
from varsyn.curation import COLUMN_TYPES
from varsyn.model import InputError

DATA = {"gene": ["IGF1R", "IGF1R", None], "variant": ["R481Q", "c.1532G>A", ""], "n": [1, 2, 3]}


def test_polars() -> None:
    given = pl.DataFrame(DATA)
    back = varsyn.dedup(given)
    assert isinstance(back, pl.DataFrame)
    assert back.columns == [*given.columns, *COLUMN_TYPES]
    assert back.select(given.columns).equals(given)
    assert back["varsyn_set"][0] == back["varsyn_set"][1]
    assert back["varsyn_probability"].dtype == pl.Float64
    assert isinstance(varsyn.dedup(given.lazy()), pl.LazyFrame)


def test_pandas_keeps_its_index_and_types() -> None:
    given = pd.DataFrame(DATA, index=["x", "y", "y"])
    given["when"] = pd.to_datetime("2020-01-02")
    back = varsyn.dedup(given)
    assert isinstance(back, pd.DataFrame)
    pd.testing.assert_frame_equal(back[list(given.columns)], given)
    assert back["varsyn_set"].iloc[0] == back["varsyn_set"].iloc[1]
    assert back["varsyn_status"].tolist() == ["resolved", "resolved", "empty"]


def test_pandas_with_mixed_cells() -> None:
    given = pd.DataFrame({"gene": ["IGF1R", 5.0], "variant": ["R481Q", pd.NA]})
    back = varsyn.dedup(given)
    assert back["varsyn_hgvs_c"].iloc[0] == "NM_000875.5:c.1532G>A"


def test_pyarrow() -> None:
    given = pa.table(DATA)
    back = varsyn.dedup(given)
    assert isinstance(back, pa.Table)
    assert back.select(given.column_names).equals(given)
    assert back.column("varsyn_set")[0] == back.column("varsyn_set")[1]


def test_no_rows() -> None:
    back = varsyn.dedup(
        pl.DataFrame({"gene": [], "variant": []}, schema={"gene": pl.String, "variant": pl.String})
    )
    assert back.height == 0
    assert "varsyn_set" in back.columns


def test_columns_by_name() -> None:
    back = varsyn.dedup(pl.DataFrame({"a": ["IGF1R"], "b": ["R481Q"]}), columns={"gene": "a", "variant": "b"})
    assert back["varsyn_hgvs_c"][0] == "NM_000875.5:c.1532G>A"


def test_what_is_no_frame_or_has_no_variant_is_refused() -> None:
    with pytest.raises(InputError, match="takes a polars or pandas"):
        varsyn.dedup([{"gene": "IGF1R"}])
    with pytest.raises(InputError, match="no column holds the variant"):
        varsyn.dedup(pl.DataFrame({"gene": ["IGF1R"]}))


def test_the_gene_of_a_whole_frame() -> None:
    placed = varsyn.dedup(pl.DataFrame({"variant": ["R481Q", "c.1532G>A", "KRAS G12D"]}), gene="IGF1R")
    assert placed["varsyn_gene"].to_list() == ["IGF1R", "IGF1R", "KRAS"]
    assert placed["varsyn_set"].n_unique() == 2
