"""The benchmark compares equals: DuckDB, pandas and we find the same figures."""

from typing import Any

import pytest

from metrics.packs.pack import load_pack
from metrics.records.frames import Frames
from sql.demo import frames
from tests.bench import in_duckdb, in_pandas, supervision
from tests.bench.measures import assert_equal


@pytest.fixture(scope="module")
def demo() -> Frames:
    return frames()


@pytest.mark.parametrize("pack", ["gansu", "baoding"])
def test_competitors_find_the_same_figures(demo: Frames, pack: str) -> None:
    rules = load_pack(pack).on(demo.as_of)
    when: dict[str, Any] = {"as_of": demo.as_of, "year": demo.year, "rules": rules}
    assert_equal(demo, rules, *in_duckdb.evaluate(in_duckdb.load(demo, rules), **when))
    assert_equal(demo, rules, *in_pandas.evaluate(in_pandas.load(demo), **when))


@pytest.mark.parametrize("pack", ["gansu", "baoding"])
def test_pandas_finds_the_same_lights_and_subtotals(demo: Frames, pack: str) -> None:
    supervision.assert_equal(demo, load_pack(pack).on(demo.as_of))
