"""Targets, points by hand and self-evaluation on each database: entered from above, corrected by new rows."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest
from sqlalchemy import func, select

from metrics.access import acting
from metrics.access.acting import NotAllowed
from metrics.access.actor import Actor
from metrics.access.roles import Role
from metrics.errors import UnknownChoice
from sql.database.engine import session_scope
from sql.dispatch.journal import EntryRefused
from sql.log.entries import Asked, entries
from sql.models.scored import HAND_SCORES, SHEET_TARGETS
from sql.sheets.entering import HandScore, Target, give_points, set_targets
from sql.sheets.given import given, newest
from sql.sheets.self_scores import SelfScore, enter, self_scores
from tests.acting_as import somebody
from tests.sql.reported.review.reviewed import (
    CITY,
    COUNTY,
    OF_CITY,
    OF_COUNTY,
    OF_PROVINCE,
    OTHER_CITY,
    PROVINCE,
    divided,
)

SHEET, YEAR, TODAY = "default100", 2023, date(2023, 7, 10)
HALF = Target(COUNTY, "D1", "50%", "示例办〔2023〕2号")
SCORE = HandScore(COUNTY, "D5", "2.5", "评分人", date(2023, 7, 3), "资金下达文件两份，逾期一笔半")
AUDITOR = somebody(Role.AUDITOR, PROVINCE, account=4)


@pytest.fixture(autouse=True)
def divisions(database: str) -> None:
    """State a province with two cities and a county."""
    divided()


def targets(*rows: Target, who: Actor = OF_PROVINCE, form: str | None = None) -> int:
    with acting.using(who), session_scope(writing=True) as session:
        return set_targets(session, SHEET, YEAR, rows, form=form)


def points(*rows: HandScore, who: Actor = OF_PROVINCE, form: str | None = None) -> int:
    with acting.using(who), session_scope(writing=True) as session:
        return give_points(session, SHEET, YEAR, rows, today=TODAY, form=form)


def told(*rows: SelfScore, who: Actor, form: str | None = None) -> int:
    with acting.using(who), session_scope(writing=True) as session:
        return enter(session, SHEET, YEAR, rows, form=form)


def standing(known_at: datetime | None = None) -> tuple[list[Any], list[Any]]:
    with session_scope() as session:
        now = given(session, sheet=SHEET, year=YEAR, known_at=known_at)
    return now.targets.rows(), now.hand_scores.rows()


def test_the_newest_target_of_a_division_stands_and_an_empty_one_takes_it_back():
    assert targets(HALF, HALF._replace(region=CITY, target="60%")) == 2
    assert targets(HALF._replace(target="55%")) == 1
    assert targets(HALF._replace(target="55%")) == 0
    assert standing()[0] == [
        (CITY, "D1", "60%", HALF.document), (COUNTY, "D1", "55%", HALF.document),
    ]  # fmt: skip
    assert targets(HALF._replace(target="")) == 1
    assert standing()[0] == [(CITY, "D1", "60%", HALF.document)]
    with session_scope() as session:
        assert session.scalar(select(func.count()).select_from(SHEET_TARGETS)) == 4


def test_what_was_not_known_at_a_moment_is_not_in_force_at_it():
    before = datetime.now(UTC)
    targets(HALF)
    assert standing(known_at=before) == ([], [])


def test_points_by_hand_are_kept_with_scorer_day_and_evidence_and_corrected_with_a_reason():
    assert points(SCORE) == 1
    with pytest.raises(EntryRefused, match=r"甲一区的D5已评2\.50分，更正须写明原因"):
        points(SCORE._replace(points="3"))
    assert points(SCORE._replace(points="3", reason="补报文件一份")) == 1
    row = (COUNTY, "D5", 300, "评分人", date(2023, 7, 3), SCORE.evidence)
    assert standing()[1] == [row]
    with session_scope() as session:
        assert session.scalars(select(HAND_SCORES.c.points).order_by(HAND_SCORES.c.id)).all() == [
            250,
            300,
        ]
        logged = [one for one in entries(session, Asked()) if one.action == "手工评分"]
    assert logged[0].place == COUNTY
    assert logged[0].detail["before"] == "2.50"
    assert logged[0].detail["reason"] == "补报文件一份"


def test_other_evidence_of_the_same_points_is_kept_with_a_reason_and_the_same_again_is_nothing_new():
    assert points(SCORE) == 1
    assert points(SCORE) == 0
    other = SCORE._replace(evidence="资金下达文件三份")
    with pytest.raises(EntryRefused, match=r"已评2\.50分，更正须写明原因"):
        points(other)
    assert points(other._replace(reason="依据写错")) == 1
    assert standing()[1] == [(COUNTY, "D5", 250, "评分人", date(2023, 7, 3), other.evidence)]


def test_of_two_rows_of_one_item_the_last_stands_and_the_log_tells_what_stood_before():
    assert targets(HALF, HALF._replace(target="55%"), HALF) == 3
    assert standing()[0] == [(COUNTY, "D1", "50%", HALF.document)]
    with session_scope() as session:
        logged = [one for one in entries(session, Asked()) if one.action == "下达考核目标"]
    assert sorted(str(one.detail["before"]) for one in logged) == ["50%", "55%", "None"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (SCORE._replace(points="4.01"), "应在0至4分之间"),
        (SCORE._replace(points="-1"), "应在0至4分之间"),
        (SCORE._replace(points="1.234"), "最多两位小数"),
        (SCORE._replace(points="三分"), "应为数"),
        (SCORE._replace(item="D1"), "按系统数据计分，不由人评分"),
        (SCORE._replace(item="D99"), "没有编号为“D99”的考核内容"),
        (SCORE._replace(evidence=" "), "“评分依据”不能为空"),
        (SCORE._replace(scorer=" "), "“评分人”不能为空"),
        (SCORE._replace(scored_on=date(2023, 7, 11)), "晚于今天"),
        (SCORE._replace(region="629999"), "区划中没有代码为“629999”的地区"),
    ],
)
def test_points_that_cannot_be_kept_are_refused_in_a_sentence(row: HandScore, words: str):
    with pytest.raises(EntryRefused, match=words):
        points(SCORE, row)
    assert standing()[1] == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (HALF._replace(target="一半"), "目标“一半”不正确"),
        (HALF._replace(target="0%"), "目标占比应大于0%"),
        (HALF._replace(item="D4"), "不按地区下达目标"),
        (HALF._replace(document=""), "“文件依据”不能为空"),
    ],
)
def test_targets_that_cannot_be_kept_are_refused_in_a_sentence(row: Target, words: str):
    with pytest.raises(EntryRefused, match=words):
        targets(row)


def test_nobody_scores_himself_or_sets_his_own_target():
    assert points(SCORE, who=OF_CITY) == 1
    for act in (
        lambda: points(SCORE._replace(region=CITY), who=OF_CITY),
        lambda: targets(HALF._replace(region=CITY), who=OF_CITY),
        lambda: points(SCORE, who=OF_COUNTY),
        lambda: targets(HALF._replace(region=OTHER_CITY), who=OF_CITY),
        lambda: points(SCORE, who=AUDITOR),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_form_sent_again_writes_nothing_more():
    assert (points(SCORE, form="f"), points(SCORE, form="f")) == (1, 0)
    assert (targets(HALF, form="g"), targets(HALF, form="g")) == (1, 0)
    own = SelfScore(COUNTY, COUNTY, "D5", "4")
    assert (told(own, who=OF_COUNTY, form="h"), told(own, who=OF_COUNTY, form="h")) == (1, 0)


def test_nothing_is_kept_of_a_sheet_that_does_not_ship():
    with pytest.raises(UnknownChoice), session_scope(writing=True) as session:
        set_targets(session, "jiangxi", YEAR, [HALF])


def of_units(rows: Sequence[SelfScore]) -> list[tuple[str, str, str, int]]:
    del rows
    with session_scope() as session:
        table = self_scores(session, SHEET, YEAR)
    return table.select("unit", "region", "item", "points").rows()


def test_a_unit_tells_points_of_itself_and_those_above_it_of_theirs():
    own = SelfScore(COUNTY, COUNTY, "D1", "9.5", "口径为含储备项目")
    assert told(own, who=OF_COUNTY) == 1
    assert told(own._replace(unit=CITY, points="9"), who=OF_CITY) == 1
    assert told(own._replace(unit=PROVINCE, points="8.25", explanation=""), who=OF_PROVINCE) == 1
    assert told(own._replace(points="9.6"), who=OF_COUNTY) == 1
    assert of_units([own]) == [
        (PROVINCE, COUNTY, "D1", 825), (CITY, COUNTY, "D1", 900), (COUNTY, COUNTY, "D1", 960),
    ]  # fmt: skip


def test_points_are_told_of_oneself_and_of_those_below_only():
    with pytest.raises(EntryRefused, match="不是乙市本级或其上级"):
        told(SelfScore(COUNTY, OTHER_CITY, "D1", "9"), who=OF_COUNTY)
    with pytest.raises(NotAllowed):
        told(SelfScore(CITY, COUNTY, "D1", "9"), who=OF_COUNTY)
    with pytest.raises(EntryRefused, match="应在0至10分之间"):
        told(SelfScore(COUNTY, COUNTY, "D1", "10.5"), who=OF_COUNTY)


def test_of_what_was_entered_the_newest_of_each_is_read_and_sorted():
    targets(HALF, HALF._replace(region=CITY), HALF._replace(target="55%"), HALF._replace(target=""))
    with session_scope() as session:
        about = {"sheet": SHEET, "year": YEAR}
        read = newest(
            session,
            SHEET_TARGETS,
            {"region": pl.String, "target": pl.String},
            **about,
            of=["region"],
        )
    assert read.rows() == [(CITY, "50%"), (COUNTY, "")]
    told(SelfScore(COUNTY, COUNTY, "D5", "2"), SelfScore(COUNTY, COUNTY, "D1", "3"), who=OF_COUNTY)
    told(SelfScore(COUNTY, COUNTY, "D5", "1"), who=OF_COUNTY)
    with session_scope() as session:
        rows = self_scores(session, SHEET, YEAR).select("item", "points").rows()
    assert rows == [("D1", 300), ("D5", 100)]
