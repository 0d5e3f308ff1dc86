"""The office's rhythm (工作节奏): what is due when, also around the October holidays."""

from datetime import date, timedelta

import pytest

from metrics.days.cadence import due_list, next_turn, rhythms
from metrics.packs.pack import load_pack, pack_names


def due(when: str, rest: str, start: str, end: str) -> list[str]:
    """Return the days on which one kind of work is due."""
    rule = rhythms({"督导": {"时间": when, "遇休息日": rest}})
    found = due_list(rule, start=date.fromisoformat(start), end=date.fromisoformat(end))
    return [f"{each.day:%m-%d}" for each in found]


@pytest.mark.parametrize(
    ("when", "rest", "start", "end", "days"),
    [
        ("每周一", "顺延", "2023-07-03", "2023-07-17", ["07-03", "07-10", "07-17"]),
        ("每周日", "照常", "2023-07-03", "2023-07-09", ["07-09"]),
        # 国庆: 29 September to 6 October 2023 are free; 7 and 8 October are make-up workdays.
        ("每周一", "顺延", "2023-09-25", "2023-10-09", ["09-25", "10-07", "10-09"]),
        ("每周一", "提前", "2023-09-25", "2023-10-09", ["09-25", "09-28", "10-09"]),
        ("每周一", "照常", "2023-09-25", "2023-10-09", ["09-25", "10-02", "10-09"]),
        ("自2023-07-04起每两周", "顺延", "2023-06-01", "2023-08-01", ["07-04", "07-18", "08-01"]),
        ("每月10日", "顺延", "2023-06-01", "2023-07-31", ["06-12", "07-10"]),
        ("每月31日", "照常", "2024-02-01", "2024-04-30", ["02-29", "03-31", "04-30"]),
        # 1 October is moved to the 7th: seen by whoever looks at that week only.
        ("每月1日", "顺延", "2023-10-05", "2023-10-10", ["10-07"]),
        ("每月1日", "提前", "2023-09-26", "2023-09-30", ["09-28"]),
    ],
)
def test_days(when: str, rest: str, start: str, end: str, days: list[str]):
    assert due(when, rest, start, end) == days


def test_two_turns_moved_to_one_day_are_one():
    # 春节 2020 was made longer: 27 January moves to 3 February, which is due itself.
    found = due("每周一", "顺延", "2020-01-20", "2020-02-10")
    assert found == ["01-20", "02-03", "02-10"]


def test_a_year_without_an_official_list_is_provisional():
    rule = rhythms({"督导": {"时间": "每周一", "遇休息日": "顺延"}})
    (one,) = due_list(rule, start=date(2031, 1, 6), end=date(2031, 1, 6))
    assert one.provisional
    (known,) = due_list(rule, start=date(2024, 1, 8), end=date(2024, 1, 8))
    assert not known.provisional


def test_a_span_is_the_sum_of_its_days():
    rule = load_pack("national").on(date(2024, 1, 1))["cadence"]
    start, end = date(2024, 1, 25), date(2024, 3, 5)
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    apart = [each for day in days for each in due_list(rule, start=day, end=day)]
    assert tuple(apart) == due_list(rule, start=start, end=end)


def test_the_default_is_weekly_fortnightly_monthly():
    rule = load_pack("national").on(date(2024, 1, 1))["cadence"]
    found = due_list(rule, start=date(2024, 3, 1), end=date(2024, 3, 31))
    assert [(f"{each.day:%d}", each.kind) for each in found] == [
        ("04", "督导"), ("11", "督导"), ("11", "调度"), ("12", "培训"), ("18", "督导"),
        ("25", "督导"), ("26", "培训"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "raw",
    [
        "每周一",
        {"督导": "每周一"},
        {"督导": {"时间": "每周八", "遇休息日": "顺延"}},
        {"督导": {"时间": "每月32日", "遇休息日": "顺延"}},
        {"督导": {"时间": "自2022-13-01起每两周", "遇休息日": "顺延"}},
        {"督导": {"时间": "每周一", "遇休息日": "再说"}},
        {"督导": {"时间": "每周一"}},
    ],
)
def test_other_words_are_refused(raw: object):
    with pytest.raises(ValueError):
        rhythms(raw)


@pytest.mark.parametrize(
    ("when", "rest", "after", "turn"),
    [
        ("每周一", "顺延", "2024-07-05", "2024-07-08"),
        ("每周一", "顺延", "2024-07-08", "2024-07-15"),
        # 2 October 2023 is moved to the make-up workday of the 7th.
        ("每周一", "顺延", "2023-09-28", "2023-10-07"),
        ("自2022-01-04起每两周", "顺延", "2021-06-01", "2022-01-04"),
        ("每月31日", "照常", "2024-01-31", "2024-02-29"),
        ("每月1日", "提前", "2024-09-01", "2024-09-30"),
    ],
)
def test_the_next_turn(when: str, rest: str, after: str, turn: str):
    rule = rhythms({"督导": {"时间": when, "遇休息日": rest}})
    found = next_turn(rule, "督导", after=date.fromisoformat(after))
    assert found == date.fromisoformat(turn)
    assert next_turn(rule, "调度", after=date.fromisoformat(after)) is None


@pytest.mark.parametrize("name", pack_names())
def test_the_next_meeting_of_every_pack_stands_in_its_rhythm(name: str):
    rules = load_pack(name).on(date(2024, 7, 5))
    assert rules["offered_deadlines"].next_meeting in rules["cadence"]
