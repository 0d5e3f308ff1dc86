"""Which blanks leave records unknown: filled in, nothing of them stays unknown; what they could gain."""

from collections import Counter
from datetime import date
from fractions import Fraction

import polars as pl
import pytest

from metrics.dispatch.blanks import gains, unknown_records
from metrics.rating.evaluation import evaluate
from metrics.rating.scoring import earned
from metrics.records.frames import Frames
from metrics.records.schema import Kind
from metrics.records.sheets import BY_NAME
from tests.golden_demo import demo

FILLED = {
    Kind.FLAG: True, Kind.DATE: date(2000, 1, 1), Kind.COUNT: 1, Kind.MONEY: 1, Kind.DECIMAL: 1,
    Kind.YEAR: 1990, Kind.TEXT: "甲", Kind.CHOICE: "合格",
}  # fmt: skip


@pytest.fixture(scope="module")
def evaluation():
    return demo()


def test_every_unknown_record_of_the_demo_is_listed_once_a_measure(evaluation):
    listed = Counter((u.region, u.measure.code) for u in unknown_records(evaluation))
    owners = set(evaluation.frames.compounds["region"]) - set(evaluation.regions["parent"])
    counted = evaluation.counts.filter(pl.col("unknown") > 0, pl.col("region").is_in(owners))
    told = {(r, m): n for r, m, n in counted.select("region", "measure", "unknown").iter_rows()}
    assert {key: n for key, n in listed.items() if key[0] in owners} == told


def test_once_the_blanks_that_are_told_are_filled_in_the_records_are_judged(evaluation):
    frames, at = evaluation.frames, {}
    told, missing = set(), set()
    tables = {name: table.with_row_index("at") for name, table in frames.tables.items()}
    for unknown in unknown_records(evaluation):
        for place in unknown.places:
            rows = tables[place.sheet].filter(place.rows(tables[place.sheet]))
            missing |= {_key(unknown)} if rows.is_empty() else set()
            for name in place.columns:
                blank = rows.filter(pl.col(name).is_null())["at"].to_list()
                at.setdefault((place.sheet, name), set()).update(blank)
                told |= {_key(unknown)} if blank else set()
    for (sheet, name), rows in at.items():
        value = pl.lit(FILLED[BY_NAME[sheet].column(name).kind], BY_NAME[sheet].schema[name])
        blank = pl.col("at").is_in(sorted(rows)) & pl.col(name).is_null()
        tables[sheet] = tables[sheet].with_columns(
            pl.when(blank).then(value).otherwise(name).alias(name)
        )
    filled = Frames.of(
        as_of=frames.as_of, year=frames.year, reporting=frames.reporting,
        tables={name: table.drop("at") for name, table in tables.items()},
    )  # fmt: skip
    after = unknown_records(evaluate(filled, evaluation.rules, evaluation.place))
    assert len(told - missing) > 500
    assert not (told - missing) & {_key(u) for u in after}
    # What is left waits for rows that do not exist: instruments and surveyed communities.
    assert {u.measure.sheet for u in after} <= {"regions", "projects", "communities"}


def _key(unknown):
    return unknown.measure.code, unknown.region, unknown.record


def test_what_is_gained_is_what_the_score_would_have_more(evaluation):
    unknown = Counter((u.region, u.measure.code) for u in unknown_records(evaluation))
    best = earned(evaluation.counts, evaluation.rules, evaluation.standard, favour=True)
    now = evaluation.earnings.join(best, on=["region", "measure"], suffix="_best")
    asked = dict(evaluation.earnings.group_by("region").agg(pl.col("weight")).iter_rows())
    told, checked = gains(evaluation, unknown), 0
    for row in now.filter(pl.col("unknown") > 0, ~pl.col("amounts")).iter_rows(named=True):
        key = row["region"], row["measure"]
        if unknown[key] != row["unknown"]:  # of a city: its counties' are among them
            continue
        more = Fraction(row["weight"]) * Fraction(
            int(row["part_best"] - row["part"]), int(row["whole"])
        )
        total = sum(Fraction(weight) for weight in asked[row["region"]])
        assert told[key].points == more / total * 100
        checked += 1
    assert checked > 300


def test_money_that_is_not_reported_has_no_points_of_its_own(evaluation):
    told = gains(evaluation, {("990102", "B04.1"): 1})
    assert told["990102", "B04.1"].points is None
