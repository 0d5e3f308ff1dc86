"""Red projects: those of the supervision table, each with what makes it red and how late it is."""

from datetime import date

import polars as pl

from metrics.dispatch.red_list import red_list
from metrics.supervision.choice import Asked, select
from metrics.supervision.queries import why
from metrics.supervision.table import supervision
from tests.metrics.dispatch.test_way_out import red_frames
from tests.metrics.supervision.small_supervision import RULES, table


def told(project: str, rows: pl.DataFrame) -> list[tuple[str, int | None]]:
    causes = rows.filter(project=project)["causes"].to_list()[0]
    return [(cause["words"], cause["days"]) for cause in causes]


def test_最长逾期在前_同天数按编码_与督导表的红灯一致():
    whole = supervision(red_frames(), RULES)
    found = red_list(whole)
    assert found.select("project", "days_late").rows() == [("P1", 121), ("P2", 121), ("P3", 10)]
    assert set(found["project"]) == set(select(whole, Asked(light="红"))["project"])


def test_逐项写明原因_同一环节的几个小区只写一次():
    found = red_list(supervision(red_frames(), RULES))
    assert told("P1", found) == [("开工逾期", 121)]
    ((words, days),) = told("P3", found)
    assert (words.startswith("逾期问题："), days) == (True, 10)


def test_天数与亮灯原因一致():
    whole = table({"started_on": None}, {"started_on": None, "start_due": date(2023, 5, 8)})
    (row,) = red_list(whole).iter_rows(named=True)
    reasons = why(whole, "P")
    assert row["days_late"] == reasons.filter(light="红")["days"].max()


def test_不是逾期的没有天数_排在最后():
    found = red_list(table({"built_year": 2010}))
    assert found.select("project", "days_late").rows() == [("P", None)]
    ((words, _),) = told("P", found)
    assert "对象符合条件" in words


def test_没有红灯就是空表():
    assert red_list(table({})).is_empty()
