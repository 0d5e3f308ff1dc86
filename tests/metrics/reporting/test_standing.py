"""报送情况：每周五为数据截止日期，此后2个工作日内报送；县都报，市有台账的报。"""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from metrics.packs.pack import load_pack
from metrics.records.reports import ADJUSTED, DIVISIONS, Submission
from metrics.records.succession import Succession
from metrics.reporting.rule_keys import duty
from metrics.reporting.standing import (
    IN_TIME,
    NEVER,
    OVERDUE,
    SENT_LATE,
    WAITING,
    Reporting,
    due_units,
    reporting,
)
from metrics.reporting.turns import Delay, Turn, current_turn, next_turn, turns
from metrics.views.reported import standing_tables
from metrics.views.reported.standing_words import STATES, delay_words, sum_words

WEEKLY = duty(
    {"时间": "每周五", "遇休息日": "照常", "报送工作日": 2, "报送单位": ["县", "有台账的市"]}
)
ALWAYS = ((date(2022, 1, 1), WEEKLY),)
REGIONS = pl.DataFrame(
    [
        ("990000", "虚构省", "省", None),
        ("990100", "甲市", "市", "990000"),
        ("990101", "甲一县", "县", "990100"),
        ("990102", "甲二县", "县", "990100"),
        ("990200", "乙市", "市", "990000"),
    ],
    schema=["region", "name", "level", "parent"],
    orient="row",
)


def sent(unit: str, data_date: str, accepted: str, *, number: int, **said: int) -> Submission:
    """一份报送；`accepted`为北京时间，另有说明的除外都只有1行未变。"""
    counts = {"added": 0, "changed": 0, "removed": 0, "unchanged": 1} | said
    return Submission(
        id=number, unit=unit, data_date=date.fromisoformat(data_date),
        accepted_at=f"{accepted}:00.000000+08:00", sent_by="报送员", file_name="报送.xlsx",
        file_sha256="0" * 64, undoes=counts.pop("undoes", None), **counts,
    )  # fmt: skip


def stand(
    *submissions: Submission, day: str, unit: str = "990101", since: str = "2024-07-26"
) -> Reporting:
    """到某一天，一个县的情况；区划自7月26日起有该县。"""
    due = [each for each in due_units(REGIONS, {"990101"}, "990000", WEEKLY) if each[0] == unit]
    return reporting(
        submissions, due, since={unit: date.fromisoformat(since)}, schedule=ALWAYS,
        place="990000", day=date.fromisoformat(day),
    )  # fmt: skip


def state(*submissions: Submission, day: str) -> str:
    (unit,) = stand(*submissions, day=day).units
    return " ".join(filter(None, (STATES[unit.state], delay_words(unit))))


BEFORE = sent("990101", "2024-07-26", "2024-07-29T10:00", number=1)


def test_周五为数据截止日期的两个工作日后是下周二():
    assert current_turn(ALWAYS, date(2024, 8, 8)) == Turn(date(2024, 8, 2), date(2024, 8, 6))
    assert next_turn(ALWAYS, date(2024, 8, 2)) == Turn(date(2024, 8, 9), date(2024, 8, 13))


def test_节假日顺延报送时限():
    # 2024年9月13日（周五）：14日调休上班，15日至17日中秋放假，时限为18日。
    (turn,) = turns(ALWAYS, start=date(2024, 9, 13), end=date(2024, 9, 13))
    assert turn.deadline == date(2024, 9, 18)


@pytest.mark.parametrize(
    ("accepted", "day", "words"),
    [
        ("2024-08-02T17:30", "2024-08-02", "按期报送"),
        ("2024-08-06T23:59", "2024-08-07", "按期报送"),  # 时限当日
        ("2024-08-07T00:01", "2024-08-07", "迟报 迟1个工作日（1天）"),
        ("2024-08-12T09:00", "2024-08-12", "迟报 迟4个工作日（6天）"),
    ],
)
def test_本期已报的按接收日期分按期和迟报(accepted: str, day: str, words: str):
    # 周五8月9日一期开始以前，本期为8月2日；8月12日这一天看，本期已是8月9日。
    day = min(day, "2024-08-08")
    assert state(BEFORE, sent("990101", "2024-08-02", accepted, number=2), day=day) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2024-08-02", "待报 还有2个工作日（4天）"),
        ("2024-08-06", "待报 今日到期"),
        ("2024-08-07", "逾期未报 逾期1个工作日（1天）"),
        ("2024-08-14", "逾期未报 逾期6个工作日（8天）"),
    ],
)
def test_未报的在时限以前为待报_以后为逾期(day: str, words: str):
    assert state(BEFORE, day=day) == words


def test_逾期从最早欠报的一期算起_并写明欠报几期():
    (unit,) = stand(BEFORE, day="2024-08-14").units
    assert (unit.turn, unit.missed) == (Turn(date(2024, 8, 2), date(2024, 8, 6)), 2)
    assert unit.delay == Delay(6, 8)


NEIGHBOUR = sent("990102", "2024-07-26", "2024-07-29T09:00", number=1)


def test_从未报送的自区划有该单位起算():
    (unit,) = stand(NEIGHBOUR, day="2024-08-14").units
    assert (unit.state, unit.last, unit.missed) == (NEVER, None, 3)
    assert unit.turn == Turn(date(2024, 7, 26), date(2024, 7, 30))


def test_补报更晚日期的数据即不再欠报():
    later = sent("990101", "2024-08-09", "2024-08-12T09:00", number=2)
    (unit,) = stand(BEFORE, later, day="2024-08-12").units
    assert (unit.state, unit.missed) == (IN_TIME, 0)


def test_内容未变的报送也算已报():
    same = sent("990101", "2024-08-02", "2024-08-05T09:00", number=2, unchanged=40)
    assert state(BEFORE, same, day="2024-08-08") == "按期报送"


def test_撤回的报送不算():
    wrong = sent("990101", "2024-08-02", "2024-08-05T09:00", number=2)
    undo = sent("990101", "2024-08-02", "2024-08-05T10:00", number=3, undoes=2)
    assert state(BEFORE, wrong, undo, day="2024-08-08") == "逾期未报 逾期2个工作日（2天）"
    again = sent("990101", "2024-08-02", "2024-08-07T09:00", number=4)
    assert state(BEFORE, wrong, undo, again, day="2024-08-08") == "迟报 迟1个工作日（1天）"


def test_撤销的报送不算():
    before = replace(BEFORE, id=2)
    ended = sent("990101", "2024-07-26", "2024-08-01T09:00", number=3, unchanged=0, removed=1)
    (unit,) = stand(NEIGHBOUR, before, ended, day="2024-08-01").units
    assert (unit.state, unit.last) == (NEVER, None)


def test_更正不使按期的报送变成迟报():
    first = sent("990101", "2024-08-02", "2024-08-05T09:00", number=2)
    corrected = sent("990101", "2024-08-02", "2024-08-08T09:00", number=3, changed=2)
    (unit,) = stand(BEFORE, first, corrected, day="2024-08-08").units
    assert unit.state == IN_TIME
    assert unit.last == corrected


def test_县都应报_市有台账的和不设县的应报_省不报():
    codes = [unit[0] for unit in due_units(REGIONS, set(), "990000", WEEKLY)]
    assert codes == ["990101", "990102", "990200"]
    with_own = due_units(REGIONS, {"990100"}, "990100", WEEKLY)
    assert [(code, upper) for code, _, _, upper in with_own] == [
        ("990100", "990100"), ("990101", "990100"), ("990102", "990100"),
    ]  # fmt: skip


def test_已撤并的单位不应报():
    merged = REGIONS.filter(pl.col("region") != "990102")
    assert "990102" not in [unit[0] for unit in due_units(merged, set(), "990000", WEEKLY)]


def test_新设的单位不欠设立以前各期():
    (unit,) = stand(NEIGHBOUR, day="2024-08-14", since="2024-08-09").units
    assert (unit.state, unit.missed) == (NEVER, 1)
    (unit,) = stand(NEIGHBOUR, day="2024-08-12", since="2024-08-12").units
    assert (unit.state, unit.turn) == (WAITING, Turn(date(2024, 8, 16), date(2024, 8, 20)))


def test_各单位自本省第一份市县报送的数据日期起应报():
    # 区划自2022年起就有该县，第一份市县的报送是8月2日的。
    other = sent("990102", "2024-08-02", "2024-08-05T09:00", number=1)
    (unit,) = stand(other, day="2024-08-14", since="2022-01-01").units
    assert (unit.state, unit.missed) == (NEVER, 2)


def test_市县都还没有报送的_自本省启用起应报():
    # 省于8月5日报送区划，8月2日一期的时限8月6日还没有过。
    province = replace(sent("990000", "2022-01-01", "2024-08-05T09:00", number=1), kind=DIVISIONS)
    (unit,) = stand(province, day="2024-08-05", since="2022-01-01").units
    assert (unit.state, unit.turn) == (WAITING, Turn(date(2024, 8, 2), date(2024, 8, 6)))
    later = sent("990000", "2022-01-01", "2024-08-07T09:00", number=1)
    (unit,) = stand(later, day="2024-08-08", since="2022-01-01").units
    assert (unit.state, unit.turn) == (WAITING, Turn(date(2024, 8, 9), date(2024, 8, 13)))


def test_正式使用的省_启用前时限已过的各期不欠_有人补报往期也不欠():
    # 区划于8月7日载入，8月2日一期的时限8月6日已过；邻县随后补报了这一期。
    begun = replace(sent("990000", "2022-01-01", "2024-08-07T09:00", number=1), kind=DIVISIONS)
    other = sent("990102", "2024-08-02", "2024-08-08T09:00", number=2)
    (unit,) = stand(begun, other, day="2024-08-08", since="2022-01-01").units
    assert (unit.state, unit.missed) == (WAITING, 0)
    assert unit.turn == Turn(date(2024, 8, 9), date(2024, 8, 13))


def test_改码的单位_原代码报送过的计入新代码_承接数据不算报送():
    handed = replace(
        sent("990102", "2024-08-01", "2024-08-01T09:00", number=2, added=9), kind=ADJUSTED
    )
    due = [each for each in due_units(REGIONS, set(), "990000", WEEKLY) if each[0] == "990102"]
    told = reporting(
        [BEFORE, handed], due, since={"990102": date(2024, 8, 1)}, schedule=ALWAYS,
        place="990000", day=date(2024, 8, 7),
        successions=[Succession(date(2024, 8, 1), 1, "990101", "990102", "recoded", "民函〔2024〕1号")],
    )  # fmt: skip
    (unit,) = told.units
    assert (unit.last, unit.state) == (BEFORE, OVERDUE)
    assert unit.turn == Turn(date(2024, 8, 2), date(2024, 8, 6))


def test_改了节奏以后_此前各期仍按原来的算():
    monthly = duty({"时间": "每月31日", "遇休息日": "照常", "报送工作日": 5, "报送单位": ["县"]})
    both = ((date(2022, 1, 1), monthly), (date(2024, 8, 1), WEEKLY))
    listed = turns(both, start=date(2024, 6, 1), end=date(2024, 8, 9))
    assert [turn.data_date.isoformat() for turn in listed] == [
        "2024-06-30", "2024-07-31", "2024-08-02", "2024-08-09",
    ]  # fmt: skip


def test_各市州的数加起来等于合计_未报的在前():
    due = due_units(REGIONS, set(), "990000", WEEKLY)
    since = dict.fromkeys(("990101", "990102", "990200"), date(2024, 7, 26))
    late = sent("990102", "2024-08-02", "2024-08-07T09:00", number=2)
    standing = reporting(
        [BEFORE, late], due, since=since, schedule=ALWAYS, place="990000", day=date(2024, 8, 8)
    )
    assert [unit.state for unit in standing.units] == [NEVER, OVERDUE, SENT_LATE]
    assert (
        sum_words(standing)
        == "应报3家，已报1家（其中迟报1家），待报0家，逾期2家（其中从未报送1家）。"
    )
    table = standing_tables.by_city(standing, dict(REGIONS.select("region", "name").iter_rows()))
    assert [[cell.text for cell in line.cells][1:] for line in table.lines] == [
        ["2", "1", "1", "0", "1", "0"],
        ["1", "0", "1", "0", "0", "1"],
        ["3", "1", "2", "0", "1", "1"],
    ]


@pytest.mark.parametrize(
    "raw",
    [
        None, [], {"时间": "每周五"},
        {"时间": "周五", "遇休息日": "照常", "报送工作日": 2, "报送单位": ["县"]},
        {"时间": "每周五", "遇休息日": "照常", "报送工作日": -1, "报送单位": ["县"]},
        {"时间": "每周五", "遇休息日": "照常", "报送工作日": 2, "报送单位": []},
        {"时间": "每周五", "遇休息日": "照常", "报送工作日": 2, "报送单位": ["乡"]},
        {"时间": "每周五", "遇休息日": "照常", "报送工作日": 2, "报送单位": ["市", "有台账的市"]},
    ],
)  # fmt: skip
def test_写得不对的参数不能用(raw: object):
    with pytest.raises(ValueError, match="应"):
        duty(raw)


def test_默认按月报送():
    rule = load_pack("national").on(date(2024, 8, 9))["reporting"]
    turn = current_turn(((date(2021, 12, 14), rule),), date(2024, 8, 9))
    assert turn == Turn(date(2024, 7, 31), date(2024, 8, 14))
