"""The supervision table of some 30,000 projects: ours against pandas on the same records."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import polars as pl
from polars.testing import assert_frame_equal

from metrics.packs.pack import load_pack
from metrics.records.frames import Frames
from metrics.rules.value import RulePack
from metrics.supervision.lights import RED
from metrics.supervision.nodes import FIELDS, NAMES
from metrics.supervision.project_figures import COUNTED, SUMMED
from metrics.supervision.queries import chosen, subtotals
from metrics.supervision.table import Supervision, supervision
from sql.demo import frames_at_scale
from tests.bench import pandas_nodes, pandas_supervision, plain_nodes
from tests.bench.measures import Run, best, fresh
from tests.bench.pandas_logic import load

SAMPLE, PAGE = 5_000, 100
WAYS = {"pandas with arrays": pandas_nodes, "pandas": plain_nodes}
KEYS = ("project", "name", "region", "county", "city", "city_name", "light", "red_lines")
COMPARED = tuple(field for field in FIELDS if field != "unreported")  # their lights tell it
ROW = (*KEYS, *SUMMED, *COUNTED, *(f"{name}_{field}" for name in NAMES for field in COMPARED))


def assert_equal(frames: Frames, rules: RulePack) -> None:
    """Compare every light, figure and subtotal by city of all."""
    table = supervision(fresh(frames), rules)
    ours = table.dated(table.projects)
    by_city, tables = subtotals(ours, "city"), load(frames)
    order = pl.Enum(rules["light_order"])
    lights = [pl.col(name).cast(pl.UInt8).cat.to(order) for name in ROW if name.endswith("light")]
    for way in WAYS.values():
        theirs = pandas_supervision.supervision(tables, **_when(frames, rules), way=way)
        _same(pl.from_pandas(theirs).with_columns(lights), ours.select(ROW))
        subtotalled = pandas_supervision.subtotals(theirs, rules)
        _same(pl.from_pandas(subtotalled), by_city.drop("to_report"))


def _when(frames: Frames, rules: RulePack) -> dict[str, Any]:
    return {"as_of": frames.as_of, "year": frames.year, "rules": rules}


def _same(found: pl.DataFrame, expected: pl.DataFrame) -> None:
    # pandas holds whole numbers with gaps as floats and dates as timestamps.
    typed = [pl.col(name).cast(dtype) for name, dtype in expected.schema.items()]
    assert_frame_equal(found.select(typed), expected)


def compare(*, compounds: int, rounds: int, pack: str = "gansu") -> Iterator[str]:
    """Tell the table of one size; a sample is compared before anything is timed."""
    sample = frames_at_scale(compounds=min(compounds, SAMPLE))
    assert_equal(sample, load_pack(pack).on(sample.as_of))
    frames = frames_at_scale(compounds=compounds)
    rules = load_pack(pack).on(frames.as_of)
    tables, ours = load(frames), supervision(fresh(frames), rules)
    theirs = pandas_supervision.supervision(tables, **_when(frames, rules))
    yield f"{ours.projects.height:,} projects, {compounds:,} compounds, best of {rounds}"
    yield f"{'':30}{'wall s':>8}{'ratio':>8}{'cpu s':>8}{'ratio':>8}"
    opening = {"opening the first row: ours": lambda: replace(ours).compounds_of(_first(ours))}
    for steps in (_building(frames, rules, tables), _filtering(ours, theirs, rules), opening):
        found = best(steps, rounds=rounds)
        base = next(iter(found.values()))
        for name, s in found.items():
            ratios = s.wall / base.wall, s.cpu / base.cpu
            yield f"{name:30}{s.wall:8.4f}{ratios[0]:8.2f}{s.cpu:8.4f}{ratios[1]:8.2f}"


def _building(frames: Frames, rules: RulePack, tables: dict[str, pd.DataFrame]) -> dict[str, Run]:
    def ours() -> None:
        table = supervision(fresh(frames), rules)
        subtotals(table.projects, "city")
        _page(table, _city(table.projects))

    def in_pandas(way: Any) -> None:
        table = pandas_supervision.supervision(tables, **_when(frames, rules), way=way)
        pandas_supervision.subtotals(table, rules)
        pandas_supervision.chosen(table, light=RED, city=table["city"].iloc[0], rules=rules)

    theirs = {name: partial(in_pandas, way) for name, way in WAYS.items()}
    return {"table, subtotals, filter: ours": ours, **theirs}


def _filtering(ours: Supervision, theirs: pd.DataFrame, rules: RulePack) -> dict[str, Run]:
    """Change the filter of a table that is built: nothing else runs again."""
    city = _city(ours.projects)

    def in_pandas() -> None:
        rows = pandas_supervision.chosen(theirs, light=RED, city=city, rules=rules)
        pandas_supervision.subtotals(rows, rules)

    return {
        "filter change: ours": lambda: _page(ours, city),
        "pandas": in_pandas,
    }


def _first(table: Supervision) -> str:
    return str(table.projects["project"][0])


def _city(projects: pl.DataFrame) -> str:
    return str(projects["city"].drop_nulls()[0])


def _page(table: Supervision, city: str) -> pl.DataFrame:
    rows = chosen(table.projects, lights=[RED], regions=[city])
    subtotals(rows, "city")
    return table.dated(rows.head(PAGE))
